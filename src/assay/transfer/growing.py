"""Growers: who in a pool could grow into a target, by criteria that are the same for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assay.domain.match import Band, Level
from assay.domain.profile import Profile
from assay.transfer.ground import Ground
from assay.transfer.pathway import pathways
from assay.transfer.planning import FITS
from assay.transfer.rules import GrowthRules
from assay.transfer.values import Gap, GapSort, Grower, Growers, Pathway


def growers(profiles: Sequence[Profile], ground: Ground, *, within: float | None = None) -> Growers:
    """Sort a pool by what it would take to fill the role; `within` months replaces the rules' own."""
    rules = ground.rules.growers
    if within is not None:
        rules = replace(rules, within_months=within)
    found = pathways(profiles, ground, near=False)
    groups: dict[str, list[Grower]] = {"fits": [], "could_grow": [], "review": [], "far": []}
    for way in sorted(found, key=lambda w: (-w.match.bits, w.profile)):
        group, reason = _judged(way, rules)
        groups[group].append(Grower(pathway=way, reason=reason))
    groups["could_grow"].sort(key=_quickest_first)
    return Growers(
        target=ground.target,
        fits=tuple(groups["fits"]),
        could_grow=tuple(groups["could_grow"]),
        review=tuple(groups["review"]),
        far=tuple(groups["far"]),
        criteria=criteria(rules),
    )


def criteria(rules: GrowthRules) -> tuple[str, ...]:
    """The criteria as sentences."""
    return (
        'Fits already: the ranking says "strong" or "good".',
        f"Could grow into it: below that line, at least {rules.least_carries:.0%} of what is asked carries over "
        f"(shown, or by transfer credit), at least {rules.least_work} skills are shown in real work, and the plan "
        f"reaches the line in {rules.within_months:g} months or less (middle of the range), the seniority asked "
        "left open.",
        "Order: months to the line, then the share that carries over.",
        "Never used: age, years of graduation, gaps in a career, identity. A level of seniority below the one asked "
        "is told, and excludes nobody.",
    )


def _judged(way: Pathway, rules: GrowthRules) -> tuple[str, str]:
    if way.match.band is Band.NEEDS_REVIEW:
        return "review", "A person must read this document first; findings stand beside it."
    if way.match.band in FITS:
        return "fits", f"The ranking says {way.match.band}."
    if way.carries < rules.least_carries:
        return "far", f"{way.carries:.0%} of what is asked carries over, below {rules.least_carries:.0%}."
    if way.work < rules.least_work:
        return "far", f"Real work is shown in {way.work} skills, fewer than {rules.least_work}."
    if way.line is None or way.to_line is None:
        last = way.steps[-1].score if way.steps else way.match.score
        return "far", f"Even the whole plan leaves the score at {last:.0f}, below the line."
    span = way.to_line.words
    if way.to_line.middle > rules.within_months:
        return "far", f"{span} to the line, more than {rules.within_months:g}."
    return "could_grow", _grows(way, span)


def _grows(way: Pathway, span: str) -> str:
    junior = _seniority(way)
    below = f"; {junior.label.removeprefix('Seniority: ')}" if junior else ""
    if not way.line:
        return f"Fits now but for the level asked{below}."
    first = way.steps[: way.line]
    names = [_short(s.label) for s in first]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    listed = {g.id for g in way.gaps if g.level is Level.LISTED}
    named = [_short(s.label) for s in first if listed & set(s.closes)]
    ask = f"; ask first, the documents only name {', '.join(named[:3])}" if named else ""
    return f"Reaches the line in {span} with {', '.join(names[:3])}{more}{ask}{below}."


def _short(label: str) -> str:
    """Of a label with two names the first."""
    return label.split(" / ")[0]


def _seniority(way: Pathway) -> Gap | None:
    return next((g for g in way.gaps if g.sort is GapSort.SENIORITY), None)


def _quickest_first(grower: Grower) -> tuple[float, float, str]:
    way = grower.pathway
    return way.to_line.middle if way.to_line else 0.0, -way.carries, way.profile
