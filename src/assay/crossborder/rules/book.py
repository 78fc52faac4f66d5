"""The book of rules: every source, bloc and route, as read from the data files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assay.domain.route import Bloc, Route, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """All rules of one folder.

    `groups` are names that stand for lists of countries (EU27); they are already replaced by their members
    in the routes' conditions. `routes` are ordered by id. `notes` are oddities that are no faults, each
    with its file and place. `digest` is the SHA-256 of the data files, for saying which rules were used.
    """

    sources: Mapping[str, Source]
    groups: Mapping[str, tuple[str, ...]]
    blocs: tuple[Bloc, ...]
    routes: Mapping[str, Route]
    notes: tuple[str, ...]
    digest: str

    @property
    def countries(self) -> tuple[str, ...]:
        """The destinations that have a route, as ISO 3166 codes in order."""
        return tuple(sorted({route.country for route in self.routes.values()}))

    def to(self, country: str) -> tuple[Route, ...]:
        """The routes to a destination, by id; empty where there is none."""
        return tuple(route for route in self.routes.values() if route.country == country)
