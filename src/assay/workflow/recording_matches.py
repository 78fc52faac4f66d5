"""Rankings and comparisons as records of the machine contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assay.domain.match import Contribution, Match, Question, Shortlist
from assay.domain.transfer import TransferEdge
from assay.workflow import records as r
from assay.workflow.intake import Candidate, Pool
from assay.workflow.recording import finding_records, spans, texts, versions_record

if TYPE_CHECKING:
    from assay.workflow.compare import ComparisonView
    from assay.workflow.telling import Change
    from assay.workflow.view import CandidateView


def match_run_record(
    brief: r.BriefRecord, pool: Pool, shortlist: Shortlist, views: Sequence[CandidateView]
) -> r.MatchRunRecord:
    """The contract's match object: everyone ranked, and what could not be read.

    `views` are what people see of the matches, in the same order.
    """
    people = {c.profile.id: c for c in pool.candidates}
    versions = shortlist.versions
    prior = shortlist.matches[0].prior if shortlist.matches else 0.0
    return r.MatchRunRecord(
        schema_version=r.SCHEMA_VERSION,
        brief=brief,
        model=r.ModelRecord(
            version=versions.model,
            sha256=versions.model_sha256,
            prior=prior,
            similarity=versions.similarity,
        ),
        versions=versions_record(versions, _extractors(pool)),
        as_of=str(shortlist.as_of),
        matches=tuple(
            match_record(m, people[m.profile], view) for m, view in zip(shortlist.matches, views, strict=True)
        ),
        unread=tuple(r.UnreadRecord(document=u.document, reason=u.reason) for u in pool.unread),
    )


def compare_run_record(
    brief: r.BriefRecord, pool: Pool, shortlist: Shortlist, view: ComparisonView
) -> r.CompareRunRecord:
    """The contract's comparison: the matches, then the requirements by how far they differ."""
    run = match_run_record(brief, pool, shortlist, view.candidates)
    parts = [{p.requirement: p for p in m.contributions} for m in shortlist.matches]
    rows = []
    for row in view.rows:
        mine = [p[row.requirement.id] for p in parts]
        rows.append(
            r.ComparedRecord(
                requirement=row.requirement.id,
                text=row.requirement.text,
                importance=row.requirement.importance,
                spread=row.spread,
                levels=tuple(p.level.value for p in mine),
                bits=tuple(p.bits for p in mine),
                labels=tuple(p.label for p in mine),
                quotes=tuple(texts(p.quotes) for p in mine),
            )
        )
    return r.CompareRunRecord(
        schema_version=run.schema_version,
        brief=run.brief,
        model=run.model,
        versions=run.versions,
        as_of=run.as_of,
        matches=run.matches,
        requirements=tuple(rows),
        pairs=tuple(
            r.PairRecord(
                ahead=p.ahead, behind=p.behind, bits=p.bits, overlap=p.overlap, sentences=p.sentences
            )
            for p in view.pairs
        ),
        unread=run.unread,
    )


def match_record(match: Match, candidate: Candidate, view: CandidateView) -> r.MatchRecord:
    """One match, with what `view` tells of it."""
    documents = candidate.profile.documents
    return r.MatchRecord(
        document=candidate.name,
        documents=tuple(d.name for d in candidate.documents),
        sha256=tuple(d.sha256 for d in candidate.documents),
        rank=match.rank,
        score=match.score,
        interval=r.IntervalRecord(low=match.interval.low, high=match.interval.high),
        bits=match.bits,
        band=match.band.value,
        explanation=_explanation(view, documents),
        contributions=tuple(_contribution(c, documents) for c in match.contributions),
        questions=match.questions,
        question_details=tuple(_question(q, documents) for q in match.question_details),
        counterfactuals=tuple(_counterfactual(c) for c in view.changes),
        findings=finding_records(match.findings),
    )


def _explanation(view: CandidateView, documents: Sequence[str]) -> r.ExplanationRecord:
    sentences = tuple(
        r.SentenceRecord(
            about=s.about,  # type: ignore[arg-type]
            text=s.text,
            requirements=s.requirements,
            quotes=texts(s.quotes),
            spans=spans(s.quotes),
            sources=tuple(documents.index(q.document) for q in s.quotes),
        )
        for s in view.paragraph
    )
    return r.ExplanationRecord(text=view.summary, sentences=sentences)


def _question(question: Question, documents: Sequence[str]) -> r.QuestionRecord:
    return r.QuestionRecord(
        text=question.text,
        requirement=question.requirement,
        bits=question.bits,
        brief_quotes=texts(question.brief),
        brief_spans=spans(question.brief),
        quotes=texts(question.quotes),
        spans=spans(question.quotes),
        sources=tuple(documents.index(q.document) for q in question.quotes),
    )


def _counterfactual(told: Change) -> r.CounterfactualRecord:
    change = told.change
    return r.CounterfactualRecord(
        gain=change.gain,
        requirement=change.requirement,
        skill=change.skill,
        bits=change.bits,
        score=change.score,
        rank=change.place,
        new_rank=change.new_place,
        text=told.text,
    )


def _step(edge: TransferEdge) -> r.TransferRecord:
    return r.TransferRecord(
        source=edge.source,
        target=edge.target,
        credit=edge.credit,
        reason=edge.reason,
        provenance=tuple(source.value for source in edge.provenance),
    )


def _contribution(part: Contribution, documents: Sequence[str]) -> r.ContributionRecord:
    return r.ContributionRecord(
        requirement=part.requirement,
        level=part.level.value,
        bits=part.bits,
        via=part.via,
        path=() if part.path is None else tuple(_step(edge) for edge in part.path.edges),
        credit=part.credit,
        skill=part.skill,
        label=part.label,
        quotes=texts(part.quotes),
        spans=spans(part.quotes),
        sources=tuple(documents.index(q.document) for q in part.quotes),
    )


def _extractors(pool: Pool) -> str:
    return ", ".join(sorted({c.extractor for c in pool.candidates if c.extractor}))
