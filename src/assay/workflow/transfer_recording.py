"""Pathways, growers and the map of specialities as records of the machine contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assay.domain.document import Quote
from assay.domain.transfer import SpecialityEdge, TransferPath
from assay.transfer import Carried, Gap, Growers, Months, Near, Pathway, Place, Start, Step
from assay.workflow import transfer_records as t
from assay.workflow.intake import Candidate, Unread
from assay.workflow.recording import brief_record
from assay.workflow.records import UnreadRecord, VersionsRecord
from assay.workflow.transfer import ReadGrowers, ReadPathway

GROUPS = ("fits", "could_grow", "review", "far")
"""Groups of a pool, as `Growers` names them."""


def pathway_record(read: ReadPathway, unread: Sequence[Unread] = ()) -> t.TransferRecord:
    """The contract's transfer object of one candidate."""
    way = _pathway(read.pathway, read.candidate)
    return _run(read, (t.GrowerRecord(group=None, reason=None, pathway=way),), (), unread)


def growers_record(read: ReadGrowers) -> t.TransferRecord:
    """The contract's transfer object of a pool."""
    found: Growers = read.growers
    rows = tuple(
        t.GrowerRecord(
            group=group,  # type: ignore[arg-type]
            reason=member.reason,
            pathway=_pathway(member.pathway, read.candidate(member.pathway)),
        )
        for group in GROUPS
        for member in getattr(found, group)
    )
    return _run(read, rows, found.criteria, read.pool.unread)


def specialities_record(places: Sequence[Place], taxonomy: str) -> t.SpecialitiesRecord:
    """The contract's map of specialities; `taxonomy` is the vocabulary's version."""
    return t.SpecialitiesRecord(
        schema_version=t.SCHEMA_VERSION,
        specialities=tuple(
            t.SpecialityRecord(
                id=p.speciality,
                label=p.label,
                niches=p.niches,
                into=tuple(map(_speciality_edge, p.into)),
                out=tuple(map(_speciality_edge, p.out)),
            )
            for p in places
        ),
        taxonomy=taxonomy,
    )


def _run(
    read: ReadPathway | ReadGrowers,
    rows: tuple[t.GrowerRecord, ...],
    criteria: tuple[str, ...],
    unread: Sequence[Unread],
) -> t.TransferRecord:
    used, to = read.versions, read.to
    brief = to.target.brief
    return t.TransferRecord(
        schema_version=t.SCHEMA_VERSION,
        target=t.TargetRecord(
            kind=to.target.kind.value,
            title=to.target.title,
            speciality=brief.speciality,
            asks=tuple(r.text for r in brief.requirements),
            brief=brief_record(to.read.brief, to.read.name, used) if to.read else None,
        ),
        pathways=rows,
        criteria=criteria,
        as_of=str(read.as_of),
        rules=read.rules,
        model=used.model,
        model_sha256=used.model_sha256,
        versions=VersionsRecord(assay=used.assay, extractor=used.extractor, taxonomy=used.taxonomy),
        unread=tuple(UnreadRecord(document=u.document, reason=u.reason) for u in unread),
    )


def _pathway(way: Pathway, candidate: Candidate) -> t.PathwayRecord:
    profile = candidate.profile
    documents = tuple(d.sha256 for d in candidate.documents)
    return t.PathwayRecord(
        document=candidate.name,
        documents=tuple(d.name for d in candidate.documents),
        sha256=documents,
        speciality=profile.speciality,
        seniority=profile.seniority,
        score=way.match.score,
        band=way.match.band.value,
        share=way.share,
        carries=way.carries,
        carried=tuple(_carried(c, documents) for c in way.carried),
        gaps=tuple(_gap(g, documents) for g in way.gaps),
        steps=tuple(_step(s, documents) for s in way.steps),
        ramp_up=t.RampRecord(months=_range(way.ramp.months), estimate=True, basis=way.ramp.basis),
        line=way.line,
        to_line=_range(way.to_line) if way.to_line else None,
        nearest=tuple(_near(n, documents) for n in way.nearest),
    )


def _words(quotes: Sequence[Quote], documents: Sequence[str]) -> dict[str, Any]:
    """The quotes of a record, where each stands, and in which of the candidate's documents."""
    return {
        "quotes": tuple(q.text for q in quotes),
        "spans": tuple((q.span.start, q.span.end) for q in quotes),
        "sources": tuple(documents.index(q.document) for q in quotes),
    }


def _range(months: Months) -> t.RangeRecord:
    return t.RangeRecord(low=round(months.low, 2), high=round(months.high, 2))


def _path(path: TransferPath | None) -> tuple[t.EdgeRecord, ...]:
    return tuple(
        t.EdgeRecord(
            source=e.source,
            target=e.target,
            credit=e.credit,
            reason=e.reason,
            provenance=tuple(p.value for p in e.provenance),
        )
        for e in (path.edges if path else ())
    )


def _carried(part: Carried, documents: Sequence[str]) -> t.CarriedRecord:
    return t.CarriedRecord(
        requirement=part.requirement,
        asked=part.asked,
        importance=part.importance.value,
        level=part.level.value,
        credit=part.credit,
        label=part.label,
        held=part.held,
        path=_path(part.path),
        **_words(part.quotes, documents),
    )


def _gap(gap: Gap, documents: Sequence[str]) -> t.GapRecord:
    return t.GapRecord(
        id=gap.id,
        requirement=gap.requirement,
        asked=gap.asked,
        importance=gap.importance.value if gap.importance else None,
        sort=gap.sort.value,
        level=gap.level.value,
        label=gap.label,
        beyond=gap.beyond,
        **_words(gap.quotes, documents),
    )


def _start(start: Start | None, documents: Sequence[str]) -> t.StartRecord | None:
    if start is None:
        return None
    return t.StartRecord(
        skill=start.skill,
        label=start.label,
        credit=start.credit,
        step=start.step,
        path=_path(start.path),
        **_words(start.quotes, documents),
    )


def _step(step: Step, documents: Sequence[str]) -> t.StepRecord:
    return t.StepRecord(
        number=step.number,
        skill=step.skill,
        signal=step.signal,
        label=step.label,
        importance=step.importance.value,
        closes=step.closes,
        after=step.after,
        do=step.do,
        shows=step.shows,
        start=_start(step.start, documents),
        months=_range(step.months),
        basis=step.basis,
        bits=step.bits,
        share=step.share,
        score=step.score,
        band=step.band.value,
    )


def _near(near: Near, documents: Sequence[str]) -> t.NearRecord:
    return t.NearRecord(
        speciality=near.speciality,
        fit=near.fit,
        credit=near.edge.credit if near.edge else None,
        niche=near.edge.niche if near.edge else None,
        reason=near.reason,
        **_words(near.quotes, documents),
    )


def _speciality_edge(edge: SpecialityEdge) -> t.SpecialityEdgeRecord:
    return t.SpecialityEdgeRecord(
        source=edge.source,
        niche=edge.niche,
        target=edge.target,
        credit=edge.credit,
        reason=edge.reason,
        provenance=tuple(p.value for p in edge.provenance),
    )
