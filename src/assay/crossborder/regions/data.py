"""The regions of the world, and the origins that the sponsor's view looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """Destinations by region, and origins beside them, as ISO 3166 codes."""

    members: Mapping[str, tuple[str, ...]]
    origins: tuple[str, ...]

    def of(self, country: str) -> str:
        """The region of a country; ``Elsewhere`` where it is none of the destinations."""
        return next((name for name, members in self.members.items() if country in members), "Elsewhere")


@cache
def load_regions() -> Regions:
    """The shipped regions."""
    text = files("assay.crossborder.regions").joinpath("regions.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=yaml.CSafeLoader)
    return Regions(
        members={name: tuple(codes) for name, codes in raw["regions"].items()}, origins=tuple(raw["origins"])
    )
