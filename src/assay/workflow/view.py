"""What people see of a ranking, computed once for the terminal, the report and the spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assay.domain.brief import Brief
from assay.domain.document import Quote
from assay.domain.match import Contribution, Match, Question
from assay.domain.profile import Finding
from assay.matching import Sentence, explain
from assay.workflow.blind import Cover, Excerpt
from assay.workflow.intake import Candidate, Unread
from assay.workflow.routes_shown import ShortlistRoutesView
from assay.workflow.shortlist import Ranking
from assay.workflow.telling import Change, Telling, tell


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementView:
    """A requirement as the brief states it."""

    id: str
    text: str
    importance: str
    kind: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionView:
    """One row of the waterfall: the requirement, the level reached, its bits and the evidence."""

    requirement: RequirementView
    level: str
    label: str
    bits: float
    via: str | None
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """A sentence of the paragraph as shown, with the quotes it stands on (`quotes` as read, not covered)."""

    about: str
    text: str
    requirements: tuple[str, ...]
    quotes: tuple[Quote, ...]
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question with what it is about, the brief's words and, where there are any, the candidate's."""

    text: str
    requirement: str
    asked: str
    said: Excerpt | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding with the text it is about."""

    kind: str
    text: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """One candidate of the list. `low` and `high` bound the score.

    `files`, `place`, `authorisation` and `notice` are empty in the blind view.
    """

    label: str
    rank: int
    score: float
    low: float
    high: float
    bits: float
    prior: float
    band: str
    speciality: str
    seniority: str
    years: float
    strengths: tuple[str, ...]
    gaps: tuple[str, ...]
    concerns: tuple[str, ...]
    paragraph: tuple[SentenceView, ...]
    rows: tuple[ContributionView, ...]
    questions: tuple[QuestionView, ...]
    changes: tuple[Change, ...]
    findings: tuple[FindingView, ...]
    files: tuple[str, ...]
    place: str
    authorisation: str
    notice: str
    person: str = ""
    """The person's id, where the candidate is of a pool."""

    @property
    def summary(self) -> str:
        """The paragraph in one piece."""
        return " ".join(sentence.text for sentence in self.paragraph)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortlistView:
    """A whole ranking as shown: everyone in `candidates`, the first `top` of them in full."""

    title: str
    brief_name: str
    speciality: str
    seniority: str
    terms: tuple[tuple[str, str], ...]
    requirements: tuple[RequirementView, ...]
    brief_findings: tuple[Finding, ...]
    candidates: tuple[CandidateView, ...]
    top: int
    unread: tuple[Unread, ...]
    blind: bool
    as_of: str
    versions: tuple[tuple[str, str], ...]
    routes: ShortlistRoutesView | None = None
    """Hiring across borders, where asked for: beside the ranking and no part of it."""


def shortlist_view(ranking: Ranking, *, top: int, blind: bool) -> ShortlistView:
    """Everything people see of `ranking`; with `blind`, identity is covered and files are not named."""
    brief, shortlist = ranking.brief.brief, ranking.shortlist
    people = {c.profile.id: c for c in ranking.pool.candidates}
    used = shortlist.versions
    return ShortlistView(
        title=brief.title,
        brief_name=ranking.brief.name,
        speciality=brief.speciality,
        seniority=brief.seniority or "",
        terms=_terms(ranking),
        requirements=requirement_views(brief),
        brief_findings=brief.findings,
        candidates=tuple(
            candidate_view(m, told, brief, Shown(people[m.profile], number, blind))
            for number, (m, told) in enumerate(zip(shortlist.matches, tell(ranking, top=top), strict=True), 1)
        ),
        top=top,
        unread=ranking.pool.unread,
        blind=blind,
        as_of=str(shortlist.as_of),
        versions=(
            ("Assay", used.assay),
            ("Extractor", used.extractor),
            ("Taxonomy", used.taxonomy),
            ("Model", f"{used.model} (sha256 {used.model_sha256})"),
        ),
    )


def requirement_views(brief: Brief) -> tuple[RequirementView, ...]:
    """The brief's own requirements and those derived from it (seniority, speciality)."""
    own = [
        RequirementView(
            id=r.id,
            text=r.text,
            importance=r.importance,
            kind=r.kind,
            quote=r.quotes[0].text if r.quotes else "",
        )
        for r in brief.requirements
    ]
    derived = [
        ("speciality", f"Speciality: {words(brief.speciality)}", brief.speciality_quotes),
        ("seniority", f"Seniority: {brief.seniority or 'not stated'}", brief.seniority_quotes),
    ]
    views = [
        RequirementView(
            id=i, text=text, importance="derived", kind=i, quote=quotes[0].text if quotes else brief.title
        )
        for i, text, quotes in derived
    ]
    return (*own, *views)


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate with their place in the list and whether identity is covered."""

    candidate: Candidate
    number: int
    blind: bool

    @property
    def label(self) -> str:
        """What the candidate is called in this view."""
        return f"Candidate {self.number}" if self.blind else self.candidate.name


def candidate_view(match: Match, telling: Telling, brief: Brief, person: Shown) -> CandidateView:
    """One candidate as people see them."""
    candidate, blind, told = person.candidate, person.blind, explain(match, brief)
    shown = Cover(candidate.documents, candidate.identity, blind=blind)
    wanted = {r.id: r for r in requirement_views(brief)}
    rows = tuple(_row(c, wanted[c.requirement], shown) for c in match.contributions)
    mobility, profile = candidate.mobility, candidate.profile

    def stated(value: object) -> str:
        return "" if blind or value is None else shown.text(value)  # type: ignore[arg-type]

    return CandidateView(
        label=person.label,
        rank=match.rank,
        score=match.score,
        low=match.interval.low,
        high=match.interval.high,
        bits=match.bits,
        prior=match.prior,
        band=match.band,
        speciality=profile.speciality,
        seniority=profile.seniority,
        years=profile.years_relevant,
        strengths=told.strengths,
        gaps=told.gaps,
        concerns=told.concerns,
        paragraph=tuple(_sentence(s, shown) for s in telling.narrative.sentences),
        rows=rows,
        questions=tuple(_question(q, wanted, shown) for q in match.question_details),
        changes=telling.changes,
        findings=tuple(
            FindingView(kind=f.kind, text=f.text, excerpts=shown.excerpts(f.quotes[:4]))
            for f in match.findings
        ),
        files=() if blind else tuple(d.name for d in candidate.documents),
        place=stated(mobility.location),
        authorisation=stated(mobility.work_authorisation),
        notice=stated(mobility.notice_period),
    )


def _sentence(sentence: Sentence, shown: Cover) -> SentenceView:
    return SentenceView(
        about=sentence.about,
        text=sentence.shown(shown.text),
        requirements=sentence.requirements,
        quotes=sentence.quotes,
        excerpts=shown.excerpts(sentence.quotes),
    )


def _question(question: Question, wanted: Mapping[str, RequirementView], shown: Cover) -> QuestionView:
    return QuestionView(
        text=question.text,
        requirement=question.requirement,
        asked=question.brief[0].text if question.brief else wanted[question.requirement].text,
        said=shown.excerpt(question.quotes[0]) if question.quotes else None,
    )


def _row(part: Contribution, requirement: RequirementView, shown: Cover) -> ContributionView:
    return ContributionView(
        requirement=requirement,
        level=part.level,
        label=part.label,
        bits=part.bits,
        via=part.via,
        excerpts=shown.excerpts(part.quotes),
    )


def _terms(ranking: Ranking) -> tuple[tuple[str, str], ...]:
    terms = ranking.brief.brief.constraints
    pay = terms.pay
    rows = [
        ("Place", "; ".join(terms.locations)),
        ("Remote", terms.remote if terms.remote != "unspecified" else ""),
        ("Sponsorship", terms.sponsorship if terms.sponsorship != "unspecified" else ""),
        ("Employment", terms.employment if terms.employment != "unspecified" else ""),
        ("Pay", f"{pay.minimum:,.0f}-{pay.maximum:,.0f} {pay.currency} a {pay.period}" if pay else ""),
        ("Languages", ", ".join(terms.languages)),
    ]
    return tuple((name, value) for name, value in rows if value)


def words(identifier: str) -> str:
    """An identifier as people write it.

    >>> words("data_engineering_for_ml")
    'data engineering for ML'
    """
    special = {"ml": "ML", "ai": "AI", "llm": "LLM", "mlops": "MLOps", "nlp": "NLP", "rl": "RL"}
    return " ".join(special.get(w, w) for w in identifier.split("_"))
