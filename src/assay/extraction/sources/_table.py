"""The reviewed table of sources: ceilings, weights and patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from assay.domain.document import SourceKind
from assay.domain.evidence import EvidenceKind
from assay.extraction.sections import TABLES
from assay.taxonomy import folded


@dataclass(frozen=True, slots=True)
class SourceRule:
    """What a source may show: the strongest kind, the greatest depth, and the weight of a piece (0-1)."""

    weight: float
    ceiling: EvidenceKind
    deepest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """The table as loaded. `depth_from` maps a depth to the sum of weight times amount that reaches it."""

    rules: Mapping[SourceKind, SourceRule]
    depth_from: Mapping[int, float]
    amounts: Mapping[str, float]
    rating_amounts: Mapping[int, float]
    ratings: Mapping[int, EvidenceKind]
    widely_used_stars: int
    least_lines: int
    trivial: re.Pattern[str]
    paths: Sequence[tuple[re.Pattern[str], str]]
    not_skills: re.Pattern[str]
    protected: re.Pattern[str]
    about_work: re.Pattern[str]

    def capped(self, kind: EvidenceKind, source: SourceKind) -> EvidenceKind:
        """`kind`, held down to what the source may show."""
        ceiling = self.rules[source].ceiling
        return ceiling if kind.strength > ceiling.strength else kind

    def depth(self, points: float) -> int:
        """The depth that a sum of weight times amount reaches, at least 1."""
        return max((d for d, least in self.depth_from.items() if points >= least), default=1)

    def is_protected(self, sentence: str) -> bool:
        """Whether a sentence of a note tells of a protected matter of the person rather than of work."""
        text = folded(sentence)
        return bool(self.protected.search(text)) and not self.about_work.search(text)


@cache
def source_table() -> SourceTable:
    """The table that ships with Assay."""
    data = yaml.safe_load((TABLES / "sources.yaml").read_text(encoding="utf-8"))
    amounts = dict(data["amounts"])
    ratings = amounts.pop("rating")
    return SourceTable(
        rules={
            SourceKind(name): SourceRule(row["weight"], EvidenceKind(row["ceiling"]), row["deepest"])
            for name, row in data["sources"].items()
        },
        depth_from=data["depth_from"],
        amounts=amounts,
        rating_amounts=ratings,
        ratings={stars: EvidenceKind(kind) for stars, kind in data["ratings"].items()},
        widely_used_stars=data["widely_used_stars"],
        least_lines=data["least_lines"],
        trivial=_any(data["trivial_changes"]),
        paths=[(re.compile(pattern), skill) for pattern, skill in data["paths"].items()],
        not_skills=re.compile(rf"^\W*(?:{'|'.join(data['not_skills'])})\W*$"),
        protected=_any(data["protected"]),
        about_work=_any(data["about_work"]),
    )


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns))
