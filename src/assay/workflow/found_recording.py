"""What `search`, `similar` and `roles` found, as the records of the machine contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assay.domain.document import Quote
from assay.domain.match import Versions
from assay.matching.searching import Hit
from assay.matching.similar import WEIGHTS, Likeness, SharedSkill, Unlike
from assay.matching.weighing import ShownSkill
from assay.workflow import found_records as f
from assay.workflow import records as r
from assay.workflow.intake import Candidate, Unread
from assay.workflow.likeness import SimilarCandidates
from assay.workflow.recording import brief_record
from assay.workflow.recording_matches import match_run_record
from assay.workflow.role_ranking import RankedRole, RoleRanking
from assay.workflow.searching import PoolSearch
from assay.workflow.view import shortlist_view


def search_record(found: PoolSearch) -> f.SearchRecord:
    """The contract's search object."""
    searched = found.searched
    return f.SearchRecord(
        schema_version=r.SCHEMA_VERSION,
        given=found.given,
        expression=searched.reading.expression,
        terms=tuple(f.TermRecord(term=t, reading=words) for t, words in searched.reading.terms),
        notes=searched.reading.notes,
        as_of=str(found.as_of),
        model=_model(found.versions),
        versions=_versions(found.versions),
        candidates=len(found.pool.candidates),
        short=searched.short,
        silent=searched.silent,
        matches=tuple(hit_record(h, found.candidate(h)) for h in searched.hits),
        unread=_unread(found.pool.unread),
    )


def similar_record(found: SimilarCandidates) -> f.SimilarRecord:
    """The contract's similar object."""
    return f.SimilarRecord(
        schema_version=r.SCHEMA_VERSION,
        given=_given(found.given),
        as_of=str(found.as_of),
        model=_model(found.versions),
        versions=_versions(found.versions),
        weights=dict(WEIGHTS),
        candidates=len(found.pool.candidates),
        left_out=found.left_out,
        matches=tuple(_likeness(k, found.given, found.candidate(k)) for k in found.likenesses),
        unread=_unread(found.pool.unread),
    )


def roles_record(found: RoleRanking) -> f.RolesRecord:
    """The contract's roles object."""
    return f.RolesRecord(
        schema_version=r.SCHEMA_VERSION,
        candidate=_given(found.candidate),
        as_of=str(found.as_of),
        versions=_versions(found.roles[0].ranking.shortlist.versions),
        roles=tuple(_role(role) for role in found.roles),
        unread=_unread(found.unread),
    )


def _model(versions: Versions) -> f.UsedModelRecord:
    return f.UsedModelRecord(version=versions.model, sha256=versions.model_sha256)


def _versions(versions: Versions) -> r.VersionsRecord:
    return r.VersionsRecord(assay=versions.assay, extractor=versions.extractor, taxonomy=versions.taxonomy)


def _unread(unread: Iterable[Unread]) -> tuple[r.UnreadRecord, ...]:
    return tuple(r.UnreadRecord(document=u.document, reason=u.reason) for u in unread)


def _given(candidate: Candidate) -> f.GivenRecord:
    return f.GivenRecord(
        document=candidate.name,
        documents=tuple(d.name for d in candidate.documents),
        sha256=tuple(d.sha256 for d in candidate.documents),
    )


def _sourced(quotes: Sequence[Quote], candidate: Candidate) -> f.SourcedQuotesRecord:
    documents = candidate.profile.documents
    return f.SourcedQuotesRecord(
        quotes=tuple(q.text for q in quotes),
        spans=tuple((q.span.start, q.span.end) for q in quotes),
        sources=tuple(documents.index(q.document) for q in quotes),
    )


def hit_record(hit: Hit, candidate: Candidate) -> f.HitRecord:
    """The contract's object of one who was found."""
    met = []
    for part in hit.met:
        quotes = _sourced(part.quotes, candidate)
        met.append(
            f.MetRecord(
                term=part.term,
                label=part.label,
                bits=part.bits,
                skill=part.skill,
                evidence=part.kind.value if part.kind else None,
                depth=part.depth,
                quotes=quotes.quotes,
                spans=quotes.spans,
                sources=quotes.sources,
            )
        )
    who = _given(candidate)
    return f.HitRecord(
        document=who.document,
        documents=who.documents,
        sha256=who.sha256,
        rank=hit.rank,
        bits=hit.bits,
        met=tuple(met),
    )


def _likeness(likeness: Likeness, given: Candidate, other: Candidate) -> f.LikenessRecord:
    who = _given(other)
    return f.LikenessRecord(
        document=who.document,
        documents=who.documents,
        sha256=who.sha256,
        rank=likeness.rank,
        score=likeness.score,
        parts=dict(likeness.parts),
        shared=tuple(_shared(s, given, other) for s in likeness.shared),
        only_given=tuple(_skill(s, given) for s in likeness.only_given),
        only_other=tuple(_skill(s, other) for s in likeness.only_other),
        unlike=tuple(_unlike(u, given, other) for u in likeness.unlike),
    )


def _shared(shared: SharedSkill, given: Candidate, other: Candidate) -> f.SharedSkillRecord:
    return f.SharedSkillRecord(
        label=shared.label,
        part=shared.part,
        given=_skill(shared.given, given),
        other=_skill(shared.other, other),
    )


def _skill(skill: ShownSkill, candidate: Candidate) -> f.ShownSkillRecord:
    quotes = _sourced(skill.quotes, candidate)
    return f.ShownSkillRecord(
        skill=skill.skill,
        label=skill.label,
        evidence=skill.kind.value,
        depth=skill.depth,
        quotes=quotes.quotes,
        spans=quotes.spans,
        sources=quotes.sources,
    )


def _unlike(unlike: Unlike, given: Candidate, other: Candidate) -> f.UnlikeRecord:
    return f.UnlikeRecord(
        text=unlike.text, given=_sourced(unlike.given, given), other=_sourced(unlike.other, other)
    )


def _role(role: RankedRole) -> f.RoleRecord:
    read, shortlist = role.ranking.brief, role.ranking.shortlist
    brief = brief_record(read.brief, read.name, shortlist.versions)
    view = shortlist_view(role.ranking, top=1, blind=False)
    run = match_run_record(brief, role.ranking.pool, shortlist, view.candidates)
    match = run.matches[0]
    return f.RoleRecord(
        brief=brief,
        model=run.model,
        rank=role.rank,
        score=match.score,
        bits=match.bits,
        band=match.band,
        musts=tuple(
            f.MustRecord(
                requirement=m.requirement.id,
                text=m.requirement.text,
                standing=m.standing.value,
                level=m.contribution.level.value,
            )
            for m in role.musts
        ),
        contributions=match.contributions,
        questions=match.questions,
        findings=match.findings,
    )
