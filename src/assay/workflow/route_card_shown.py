"""What people see of one route, of several side by side and of the list of all, as values."""

from __future__ import annotations

from dataclasses import dataclass

from assay.domain.route import DISCLAIMER
from assay.workflow.routes_shown import SourceView


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A dated row of a value: in words with its mark, from when to when, whether it holds on the day asked about.

    `sources` are titles with their dates; `verification` says how it was come by.
    """

    text: str
    holds: str
    in_force: bool
    verification: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A value of a route (a threshold, a fee, a time) with its rows, and how far it may be trusted on the day."""

    label: str
    what: str
    rows: tuple[RowView, ...]
    trust: str
    trust_reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A worked case: what it shows, its filing date, what it must come to, and how it differs (empty: it does not)."""

    title: str
    on: str
    verdict: str
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteCard:
    """One route on a day. `conditions` is the tree, each line with its depth from 0."""

    id: str
    name: str
    country: str
    kind: str
    status: str
    legal_basis: str
    official_url: str
    on: str
    today: str
    trust: str
    trust_reasons: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    conditions: tuple[tuple[int, str], ...]
    values: tuple[ValueView, ...]
    scheduled: tuple[str, ...]
    conflicts: tuple[str, ...]
    cases: tuple[CaseView, ...]
    sources: tuple[SourceView, ...]
    disclaimer: str = DISCLAIMER


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Several routes: `heads` are their ids and names, `rows` a label and a cell for each route."""

    on: str
    currency: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    disclaimer: str = DISCLAIMER


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLine:
    """A route in the list of all."""

    id: str
    country: str
    name: str
    kind: str
    status: str
    trust: str
    review_by: str
