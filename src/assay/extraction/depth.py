"""Depth 0-5 of a skill from its evidence: fitted forests that more evidence only raises.

The features are counts and marks of the passages that name the skill (kind of evidence, own part,
scale, months, results, neighbouring skills). For each level from 1 to 5 a boosted forest gives the chance
that the depth is at least that level; every tree is held monotone in every feature but `FREE`, so that
more of a feature never lowers a chance. The expected level, rounded, is the depth; the levels that hold
80 % of the chances are its range. How the forests were fitted stands in ``models/depth.json``. A claim that is
but listed or learned stays at 2 or below; a denied one is 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log1p, sqrt

import numpy as np

from assay.domain.evidence import EvidenceKind
from assay.domain.skill import SkillKind
from assay.extraction.context import feature_names
from assay.extraction.forest import FloatArray, Forest, forest_from, model_file
from assay.extraction.judging import Judged
from assay.extraction.ordinal import central

MAX_DEPTH = 5
SHARE = 0.8
"""Part of the chances that a range of depth holds."""

THEORY_CEILING = 2
"""Highest depth of a skill that no work is attached to."""

_CLEAR = 0.4
"""Chance from which a mention counts as work when months, passages and roles are counted."""

_SENIOR = re.compile(
    r"\b(?:senior|sr|lead|staff|principal|head|director|chief|leiter\w*|responsable|responsabile|manager|founder|architect\w*)\b"
)
_STAFF = re.compile(r"\b(?:staff|principal|head|director|chief|distinguished|fellow)\b")
_ABOUT_WORK = ("clause:lead", "statement:lead", "block:lead", "clause:build", "block:gain", "statement:operate", "block:reach",
               "block:live", "scale", "scale_block")  # fmt: skip
_ABOUT_STANDING = ("statement:authority", "statement:oss")
_DOUBTS = ("clause:weak", "clause:assist", "clause:only", "block:trial")
_OPENS = 0.3
"""Part of a sentence in which a name is its subject more often than not."""

FREE = frozenset({"tool", "practice", "negative"})
"""Features whose weight may have either sign; all others only raise depth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One mention as depth weighs it, with the role it stands in.

    `role` is None outside a role; `months` are calendar months as ordinals, `recent` whether the role
    ended within three years of the document's date.
    """

    judged: Judged
    layout: int
    role: int | None
    title: str
    months: range
    recent: bool


Judgement = tuple[int, tuple[int, int]]
"""A depth, and the lowest and highest level that hold `SHARE` of the chances."""


def depth_of(kind: EvidenceKind, reached: Sequence[float] | None) -> Judgement:
    """Depth of a claim of this kind; `reached` are the chances of `reached_levels`.

    `reached` is None where only flagged text names the skill.
    """
    if kind is EvidenceKind.NEGATIVE:
        return 0, (0, 0)
    if reached is None:
        return 1, (0, 1)
    ceiling = THEORY_CEILING if kind.strength < EvidenceKind.RESEARCH.strength else MAX_DEPTH
    chances = [a - b for a, b in pairwise((1.0, *reached, 0.0))]
    low, high = central(chances, SHARE)
    level = max(1, min(round(sum(reached)), ceiling))
    return level, (max(1, min(low, level)), max(level, min(high, ceiling)))


def reached_levels(rows: Sequence[Mapping[str, float]]) -> list[tuple[float, ...]]:
    """For each claim's features the chances, never rising, that its depth is at least 1, 2, 3, 4 and 5."""
    model = depth_model()
    scores = model.scores(np.array([[row[name] for name in model.features] for row in rows]))
    chances = np.minimum.accumulate(1 / (1 + np.exp(-scores)), axis=1) if len(rows) else scores
    return [tuple(float(c) for c in row) for row in chances]


@cache
def depth_model() -> Forest:
    """The fitted model, a class for each level from 1."""
    return forest_from(model_file("depth"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the rest of a CV says of one skill.

    `neighbours` is how many other skills of its discipline show real work, `share` their part of all
    such skills (0-1), `months` the calendar months of all paid work, `general` whether the skill tells nobody apart.
    """

    neighbours: int
    share: float
    months: int
    general: bool


def depth_features(uses: Sequence[Use], kind: SkillKind, around: Around) -> dict[str, float]:
    """The features of a claim, about 0-3 each."""
    rows = [u.judged.features for u in uses]
    chances = [[u.judged.chances[k] for k in EvidenceKind] for u in uses]
    worked, real = [sum(c[:3]) for c in chances], [sum(c[:2]) for c in chances]
    best = [max(column) for column in zip(*chances, strict=True)]
    pooled = [value / sum(best) for value in best]
    clear = [u for u, chance in zip(uses, real, strict=True) if chance > _CLEAR]
    titles = " ".join(u.title.lower() for u in clear)

    def most(name: str, weights: Sequence[float]) -> float:
        place = _place(name)
        return max(float(row[place]) * weight for row, weight in zip(rows, weights, strict=True))

    return {
        "ge_research": sum(pooled[:3]),
        "ge_applied": sum(pooled[:2]),
        "production": pooled[0],
        "negative": pooled[5],
        **{name: most(name, real) for name in _ABOUT_WORK},
        **{name: most(name, worked) for name in _ABOUT_STANDING},
        **{f"no {name}": -min(float(row[_place(name)]) for row in rows) for name in _DOUBTS},
        "using": most("clause:using", [1.0] * len(rows)),
        "months": log1p(len(set().union(*(u.months for u in clear)))) / 5,
        "passages": log1p(
            len({(u.layout, u.judged.index) for u, c in zip(uses, worked, strict=True) if c > _CLEAR})
        ),
        "mentions": log1p(len({(u.layout, u.judged.index) for u in uses if u.role is not None})),
        "roles": log1p(len({(u.layout, u.role) for u in clear if u.role is not None})),
        "senior_title": float(bool(_SENIOR.search(titles))),
        "staff_title": float(bool(_STAFF.search(titles))),
        "recent": float(any(u.recent for u in clear)),
        "neighbours": log1p(around.neighbours) / 3,
        "share": around.share,
        "career": log1p(around.months) / 5,
        "special": -float(around.general),
        "focus": max(
            r / sqrt(max(1.0, float(row[_place("named")]))) for r, row in zip(real, rows, strict=True)
        ),
        "opens": max(r * float(row[_place("place")] < _OPENS) for r, row in zip(real, rows, strict=True)),
        "figures": most("digits", real),
        "leads_there": most("role:lead", real),
        "lives_there": most("role:live", real),
        "designs": most("statement:design", real),
        "owns": max(r * _owned(row) for r, row in zip(real, rows, strict=True)),
        "sentences": log1p(sum(r for r, row in zip(real, rows, strict=True) if row[_place("list")] == 0)),
        "tool": float(kind in (SkillKind.TOOL, SkillKind.LANGUAGE)),
        "practice": float(kind in (SkillKind.PRACTICE, SkillKind.METHOD)),
    }


def _owned(row: FloatArray) -> float:
    """1 where the clause speaks of leading or building and not of the work of others."""
    own = max(float(row[_place("clause:lead")]), float(row[_place("clause:build")]))
    return own * (1.0 - float(row[_place("clause:distance")]))


@cache
def _place(name: str) -> int:
    return feature_names().index(name)
