"""What people see of a pathway, of a pool's growers and of the map, for the terminal and the report."""

from __future__ import annotations

from assay.domain.transfer import EdgeSource, TransferPath
from assay.transfer import Carried, Gap, Pathway, Step, load_rules
from assay.workflow.blind import Cover
from assay.workflow.intake import Candidate, Unread
from assay.workflow.transfer import ReadGrowers, ReadPathway, skill_label, speciality_label
from assay.workflow.transfer_shown import (
    CarriedView,
    GapView,
    GroupView,
    LinkView,
    NearView,
    PathwayView,
    StepView,
    TransferView,
)

_SOURCES = {
    EdgeSource.JUDGEMENT: "our judgement",
    EdgeSource.BROADER: "the vocabulary",
    EdgeSource.NEIGHBOUR: "the vocabulary",
    EdgeSource.ESCO: "ESCO",
    EdgeSource.ONET: "O*NET",
    EdgeSource.STACK_OVERFLOW: "Stack Overflow",
    EdgeSource.POSTS: "job posts",
}


QUESTIONS = 3
"""Questions shown before the plan: what is not stated may still be there."""

_GROUPS = {
    "could_grow": "Could grow into it",
    "fits": "Fit already",
    "review": "To be read by a person first",
    "far": "Far from it",
}


def pathway_view(read: ReadPathway, *, blind: bool) -> TransferView:
    """Everything people see of one pathway."""
    person = _pathway(read.pathway, read.candidate, "Candidate", "", blind)
    group = GroupView(key="one", title="", people=(person,))
    return _view(read, (group,), (), 1, blind, ())


def growers_view(read: ReadGrowers, *, top: int, blind: bool) -> TransferView:
    """Everything people see of a pool; candidates are numbered in the order of the ranking."""
    found = read.growers
    ranked = sorted(
        (g.pathway for key in _GROUPS for g in getattr(found, key)), key=lambda w: (-w.match.bits, w.profile)
    )
    number = {id(way): f"Candidate {n}" for n, way in enumerate(ranked, 1)}
    groups = tuple(
        GroupView(
            key=key,
            title=title,
            people=tuple(
                _pathway(g.pathway, read.candidate(g.pathway), number[id(g.pathway)], g.reason, blind)
                for g in getattr(found, key)
            ),
        )
        for key, title in _GROUPS.items()
    )
    return _view(read, groups, found.criteria, top, blind, read.pool.unread)


def _view(
    read: ReadPathway | ReadGrowers,
    groups: tuple[GroupView, ...],
    criteria: tuple[str, ...],
    top: int,
    blind: bool,
    unread: tuple[Unread, ...],
) -> TransferView:
    target, used = read.to.target, read.versions
    return TransferView(
        title=target.title,
        kind=target.kind,
        asks=tuple((r.text, r.importance.value) for r in target.brief.requirements),
        groups=groups,
        criteria=criteria,
        top=top,
        blind=blind,
        as_of=str(read.as_of),
        unread=unread,
        versions=(
            ("Assay", used.assay),
            ("Extractor", used.extractor),
            ("Taxonomy", used.taxonomy),
            ("Model", f"{used.model} (sha256 {used.model_sha256})"),
            ("Estimates", f"rules {read.rules}: our own judgement, not measured"),
        ),
    )


def _pathway(way: Pathway, candidate: Candidate, label: str, reason: str, blind: bool) -> PathwayView:
    shown = Cover(candidate.documents, candidate.identity, blind=blind)
    profile = candidate.profile
    closing = {gap: s.number for s in way.steps for gap in s.closes}
    asked = {g.id: g.asked for g in way.gaps}
    last = way.steps[-1] if way.steps else None
    return PathwayView(
        label=label if blind else candidate.name,
        files=() if blind else tuple(d.name for d in candidate.documents),
        speciality=speciality_label(profile.speciality),
        seniority=profile.seniority,
        score=way.match.score,
        band=way.match.band,
        share=way.share,
        share_after=last.share if last else way.share,
        score_after=last.score if last else way.match.score,
        carries=way.carries,
        verdict=_verdict(way),
        reason=reason,
        carried=tuple(_carried(c, shown) for c in _strongest_first(way.carried)),
        gaps=_gaps(way, closing, shown),
        steps=tuple(_step(s, way, asked, shown) for s in way.steps),
        ramp=way.ramp.months.words,
        basis=way.ramp.basis,
        to_line=way.to_line.words if way.to_line else "",
        nearest=tuple(
            NearView(label=n.label, fit=n.fit, reason=n.reason, excerpts=shown.excerpts(n.quotes[:2]))
            for n in way.nearest
        ),
        questions=way.match.questions[:QUESTIONS],
    )


def _verdict(way: Pathway) -> str:
    beyond = sum(g.beyond is not None for g in way.gaps)
    least = load_rules().growers.least_carries
    new = ""
    if way.line != 0 and way.carries < least / 2.0:
        new = f"Only {way.carries:.0%} carries over: more a new start than a step. "
    elif way.line != 0 and way.carries < least:
        new = f"Only {way.carries:.0%} carries over. "
    return new + _way_to_line(way, beyond)


def _way_to_line(way: Pathway, beyond: int) -> str:
    rest = f" {beyond} more must be asked or take their own time." if beyond else ""
    if way.line == 0:
        level = any(g.sort == "seniority" for g in way.gaps)
        return f"At the line now{', but for the level asked' if level else ''}.{rest}"
    if way.line is None or way.to_line is None:
        return f"This plan alone does not reach the line.{rest}"
    steps = "step 1" if way.line == 1 else f"steps 1 to {way.line}"
    return f"Reaches the line with {steps}: {way.to_line.words} (our estimate).{rest}"


def _strongest_first(parts: tuple[Carried, ...]) -> list[Carried]:
    """Shown itself first, then the musts, then the credit; what is said in the same words once."""
    order = {"must": 0, "should": 1, "nice": 2}
    once = {(c.label, c.quotes): c for c in sorted(parts, key=lambda c: -order[c.importance])}
    return sorted(once.values(), key=lambda c: (c.path is not None, order[c.importance], -c.credit))


def _links(path: TransferPath | None) -> tuple[LinkView, ...]:
    return tuple(
        LinkView(
            source=skill_label(e.source),
            target=skill_label(e.target),
            credit=e.credit,
            reason=e.reason,
            says=", ".join(dict.fromkeys(_SOURCES[p] for p in e.provenance)),
        )
        for e in (path.edges if path else ())
    )


def _carried(part: Carried, shown: Cover) -> CarriedView:
    return CarriedView(
        asked=part.asked,
        importance=part.importance,
        level="through transfer" if part.path else part.level,
        label=part.label,
        credit=part.credit,
        links=_links(part.path),
        excerpts=shown.excerpts(part.quotes),
    )


def _gaps(way: Pathway, closing: dict[str, int], shown: Cover) -> tuple[GapView, ...]:
    """The gaps in the order of the brief; what is asked several times once, at its greatest importance."""
    order = {"must": 0, "should": 1, "nice": 2}
    best: dict[tuple[str, int | None], Gap] = {}
    for gap in way.gaps:
        key = (gap.label, closing.get(gap.id))
        if key not in best or order.get(gap.importance or "", 0) < order.get(best[key].importance or "", 0):
            best[key] = gap
    return tuple(_gap(gap, step, shown) for (_, step), gap in best.items())


def _gap(gap: Gap, step: int | None, shown: Cover) -> GapView:
    return GapView(
        asked=gap.asked,
        importance=gap.importance or "level",
        level=gap.level,
        label=gap.label,
        step=step,
        beyond=gap.beyond or "",
        excerpts=shown.excerpts(gap.quotes),
    )


def _step(step: Step, way: Pathway, asked: dict[str, str], shown: Cover) -> StepView:
    start = ""
    if step.start:
        origin = f"step {step.start.step}" if step.start.step else "shown in work"
        start = f"{step.start.label} ({origin}), credit {step.start.credit:.2f}"
    return StepView(
        number=step.number,
        label=step.label,
        importance=step.importance,
        closes=tuple(asked[g] for g in step.closes),
        after=", ".join(str(n) for n in step.after),
        do=step.do,
        shows=step.shows,
        start=start,
        links=_links(step.start.path if step.start else None),
        excerpts=shown.excerpts(step.start.quotes if step.start else ()),
        months=step.months.words,
        basis=step.basis,
        score=step.score,
        band=step.band,
        line=step.number == way.line,
    )
