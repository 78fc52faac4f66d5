"""What people see of a ranking, computed once for the terminal, the report and the spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from assay.domain.match import Contribution, Match
from assay.domain.profile import Finding
from assay.matching import Explanation, explain
from assay.workflow.blind import Cover, Excerpt
from assay.workflow.intake import Candidate, Unread
from assay.workflow.shortlist import Ranking


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
class FindingView:
    """A finding with the text it is about."""

    kind: str
    text: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """One candidate of the list. `files`, `place`, `authorisation` and `notice` are empty in the blind view."""

    label: str
    rank: int
    score: float
    bits: float
    prior: float
    band: str
    speciality: str
    seniority: str
    years: float
    strengths: tuple[str, ...]
    gaps: tuple[str, ...]
    concerns: tuple[str, ...]
    summary: str
    rows: tuple[ContributionView, ...]
    questions: tuple[str, ...]
    findings: tuple[FindingView, ...]
    files: tuple[str, ...]
    place: str
    authorisation: str
    notice: str


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


def shortlist_view(ranking: Ranking, *, top: int, blind: bool) -> ShortlistView:
    """Everything people see of `ranking`; with `blind`, identity is covered and files are not named."""
    brief, shortlist = ranking.brief.brief, ranking.shortlist
    wanted = {r.id: r for r in _requirements(ranking)}
    people = {c.profile.id: c for c in ranking.pool.candidates}
    used = shortlist.versions
    return ShortlistView(
        title=brief.title,
        brief_name=ranking.brief.name,
        speciality=brief.speciality,
        seniority=brief.seniority or "",
        terms=_terms(ranking),
        requirements=tuple(wanted.values()),
        brief_findings=brief.findings,
        candidates=tuple(
            _candidate(m, explain(m, brief), _Shown(people[m.profile], number, blind), wanted)
            for number, m in enumerate(shortlist.matches, 1)
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


def _requirements(ranking: Ranking) -> list[RequirementView]:
    """The brief's own requirements and those derived from it (seniority, speciality)."""
    brief = ranking.brief.brief
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
    return own + [
        RequirementView(
            id=i, text=text, importance="derived", kind=i, quote=quotes[0].text if quotes else brief.title
        )
        for i, text, quotes in derived
    ]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A candidate with their place in the list and whether identity is covered."""

    candidate: Candidate
    number: int
    blind: bool


def _candidate(
    match: Match, told: Explanation, person: _Shown, wanted: dict[str, RequirementView]
) -> CandidateView:
    candidate, blind = person.candidate, person.blind
    shown = Cover(candidate.documents, candidate.identity, blind=blind)
    rows = tuple(_row(c, wanted[c.requirement], shown) for c in match.contributions)
    mobility, profile = candidate.mobility, candidate.profile

    def stated(value: object) -> str:
        return "" if blind or value is None else shown.text(value)  # type: ignore[arg-type]

    return CandidateView(
        label=f"Candidate {person.number}" if blind else candidate.name,
        rank=match.rank,
        score=match.score,
        bits=match.bits,
        prior=match.prior,
        band=match.band,
        speciality=profile.speciality,
        seniority=profile.seniority,
        years=profile.years_relevant,
        strengths=told.strengths,
        gaps=told.gaps,
        concerns=told.concerns,
        summary=told.summary,
        rows=rows,
        questions=match.questions,
        findings=tuple(
            FindingView(kind=f.kind, text=f.text, excerpts=shown.excerpts(f.quotes[:4]))
            for f in match.findings
        ),
        files=() if blind else tuple(d.name for d in candidate.documents),
        place=stated(mobility.location),
        authorisation=stated(mobility.work_authorisation),
        notice=stated(mobility.notice_period),
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
