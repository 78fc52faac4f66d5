"""Compare: candidates side by side, requirement by requirement, and in words why one is ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assay.domain.brief import Brief, Importance
from assay.domain.match import Contribution, Level, Match
from assay.domain.profile import Profile
from assay.matching.counterfactual import Rerun, raised
from assay.matching.naming import asked, listed
from assay.matching.plan import SENIORITY, SPECIALITY, Row

MOST_NAMED: Final = 3
TELLING: Final = 0.05
"""Bits below which a difference is not named."""

_SHORT: Final = frozenset(
    {Level.DENIED, Level.NOT_STATED, Level.LISTED, Level.THEORY, Level.ADJACENT, Level.USED, Level.PRACTISED}
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """A requirement side by side, in the order of the matches; `spread` is how far the bits lie apart."""

    requirement: str
    parts: tuple[Contribution, ...]

    @property
    def spread(self) -> float:
        """Most bits less fewest."""
        bits = [p.bits for p in self.parts]
        return max(bits) - min(bits)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbours of the order, as places in it.

    `bits` is the lead; `overlap` whether the likely scores overlap; `ahead_on` and `behind_on` name the
    requirements that make and lessen the lead; `reverse` those whose evidence would turn it, empty where none
    of the evidence the brief asks for would.
    """

    ahead: int
    behind: int
    bits: float
    overlap: bool
    ahead_on: tuple[str, ...]
    behind_on: tuple[str, ...]
    reverse: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All candidates side by side, what they differ in most first, and each neighbour with the next."""

    contrasts: tuple[Contrast, ...]
    pairs: tuple[Pair, ...]


def compare(matches: Sequence[Match], profiles: Sequence[Profile], rerun: Rerun) -> Comparison:
    """Set `matches` (best first, with their `profiles`) side by side."""
    columns = zip(*(m.contributions for m in matches), strict=True)
    contrasts = [Contrast(parts[0].requirement, tuple(parts)) for parts in columns]
    contrasts.sort(key=lambda c: -c.spread)
    pairs = [_pair(n, n + 1, matches, profiles, rerun) for n, _ in pairwise(range(len(matches)))]
    return Comparison(tuple(contrasts), tuple(pairs))


def _pair(
    ahead: int, behind: int, matches: Sequence[Match], profiles: Sequence[Profile], rerun: Rerun
) -> Pair:
    first, second = matches[ahead], matches[behind]
    gaps = [
        (a.bits - b.bits, a.requirement)
        for a, b in zip(first.contributions, second.contributions, strict=True)
    ]
    lead = sorted((g for g in gaps if g[0] >= TELLING), key=lambda g: -g[0])
    trail = sorted((g for g in gaps if g[0] <= -TELLING), key=lambda g: g[0])
    return Pair(
        ahead=ahead,
        behind=behind,
        bits=first.bits - second.bits,
        overlap=first.interval.overlaps(second.interval),
        ahead_on=tuple(name for _, name in lead[:MOST_NAMED]),
        behind_on=tuple(name for _, name in trail[:MOST_NAMED]),
        reverse=_reverse(first, second, profiles[behind], rerun) if first.bits > second.bits else (),
    )


def _reverse(first: Match, second: Match, profile: Profile, rerun: Rerun) -> tuple[str, ...]:
    """The fewest requirements, the best first, whose evidence would lift `second` above `first`.

    Each step is a rerun of the kernel on the supposed profile.
    """
    parts = {p.requirement: p for p in second.contributions}
    rows = [r for r in rerun.plan.rows if r.importance is not Importance.NICE and _can_rise(r, parts[r.id])]
    single = rerun.bits([raised(profile, (r,), rerun.as_of, parts[r.id].skill) for r in rows])
    order = sorted(zip(single, rows, strict=True), key=lambda x: -x[0])
    taken: list[Row] = []
    for _, row in order:
        taken.append(row)
        supposed = profile
        for one in taken:
            supposed = raised(supposed, (one,), rerun.as_of, parts[one.id].skill)
        if rerun.bits([supposed])[0] > first.bits:
            return tuple(r.id for r in taken)
    return ()


def _can_rise(row: Row, part: Contribution) -> bool:
    return part.level in _SHORT and part.bits < row.full


def why(pair: Pair, matches: Sequence[Match], labels: Sequence[str], brief: Brief) -> tuple[str, ...]:
    """The pair in sentences: who is ahead and on what, how sure that is, and what would turn it."""
    first, second = labels[pair.ahead], labels[pair.behind]
    if not pair.bits:
        return (f"{first} and {second} score the same: their evidence is worth equally much.",)
    out = [_lead(pair, matches, (first, second), brief)]
    if pair.behind_on:
        out.append(f"{second} shows more on {_named(pair.behind_on, brief)}.")
    a, b = matches[pair.ahead].interval, matches[pair.behind].interval
    ranges = f"{a.low:.0f} to {a.high:.0f} and {b.low:.0f} to {b.high:.0f}"
    if pair.overlap:
        out.append(f"The likely scores overlap ({ranges}), so the order of these two is not certain.")
    else:
        out.append(f"The likely scores do not overlap ({ranges}).")
    if pair.reverse:
        needed = f"deep evidence of {_named(pair.reverse, brief)}"
        together = " together" if len(pair.reverse) > 1 else ""
        out.append(f"With {needed}{together}, {second} would be ahead.")
    else:
        out.append(
            f"No evidence of what the brief asks would put {second} ahead: the difference lies elsewhere."
        )
    return tuple(out)


def _lead(pair: Pair, matches: Sequence[Match], labels: tuple[str, str], brief: Brief) -> str:
    first, second = labels
    start = f"{first} is ahead of {second} by {pair.bits:.2f} bits"
    if not pair.ahead_on:
        return f"{start}, from many small differences."
    levels = {p.requirement: p for p in matches[pair.ahead].contributions}
    others = {p.requirement: p for p in matches[pair.behind].contributions}
    told = [f"{_name(i, brief)} ({_against(levels[i], others[i])})" for i in pair.ahead_on]
    return f"{start}, most of it from {listed(told, 'and')}."


def _against(mine: Contribution, theirs: Contribution) -> str:
    """The levels where they differ, and the bits between them."""
    gap = f"{mine.bits - theirs.bits:+.2f}"
    return gap if mine.level is theirs.level else f"{mine.level} against {theirs.level}, {gap}"


def _named(ids: Sequence[str], brief: Brief) -> str:
    return listed([_name(i, brief) for i in ids], "and")


def _name(requirement: str, brief: Brief) -> str:
    if requirement == SENIORITY:
        return "the level asked"
    if requirement == SPECIALITY:
        return "the field asked"
    found = next(r for r in brief.requirements if r.id == requirement)
    return asked(found).text
