"""Domain values to the records of the machine contract, and records to JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from assay.domain.brief import Brief, Pay, Requirement
from assay.domain.dates import Month, Period
from assay.domain.document import Document, Quote
from assay.domain.match import Versions
from assay.domain.mobility import Mobility
from assay.domain.profile import Credential, Education, Experience, Finding, SkillClaim
from assay.extraction.brief.facts import language_name
from assay.workflow import records as r
from assay.workflow.intake import Candidate

MAX_QUOTES = 4
"""Quotes shown for one claim; the strongest evidence comes first."""


def to_json(record: Any, *, indent: int = 1) -> bytes:
    """UTF-8 JSON with a final line break; the same record always gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(record), indent=indent) + b"\n"


def to_json_line(record: Any) -> bytes:
    """One line of UTF-8 JSON."""
    return msgspec.json.encode(record) + b"\n"


def profile_record(candidate: Candidate, versions: Versions, *, with_text: bool = False) -> r.ProfileRecord:
    """The contract's profile object of a candidate."""
    profile, documents = candidate.profile, candidate.documents
    return r.ProfileRecord(
        schema_version=r.SCHEMA_VERSION,
        document=candidate.name,
        sha256=documents[0].sha256,
        documents=tuple(d.sha256 for d in documents),
        document_sources=tuple(d.source.value for d in documents),
        language=profile.language,
        as_of=str(profile.as_of),
        speciality=profile.speciality,
        speciality_evidence=_quotes_record(profile.speciality_evidence),
        seniority=profile.seniority,
        seniority_evidence=_quotes_record(profile.seniority_evidence),
        years_relevant=round(profile.years_relevant, 1),
        skills=tuple(_skill(s, profile.documents) for s in profile.skills if s.salient),
        also_named=tuple(_skill(s, profile.documents) for s in profile.skills if not s.salient),
        experience=tuple(_experience(e) for e in profile.experience),
        education=tuple(_education(e) for e in profile.education),
        credentials=tuple(_credential(c) for c in profile.credentials),
        signals={str(s.signal): s.level for s in profile.signals},
        signal_evidence={str(s.signal): _quotes_record(s.quotes) for s in profile.signals},
        languages=tuple(code for code, _ in profile.languages),
        mobility=_mobility(candidate.mobility),
        findings=finding_records(profile.findings),
        warnings=(*(w for d in documents for w in d.warnings), *candidate.notes),
        versions=versions_record(versions, candidate.extractor),
        text=_text(documents) if with_text else msgspec.UNSET,
    )


def brief_record(brief: Brief, name: str, versions: Versions) -> r.BriefRecord:
    """The contract's brief object."""
    terms = brief.constraints
    return r.BriefRecord(
        schema_version=r.SCHEMA_VERSION,
        document=name,
        sha256=brief.document,
        title=brief.title,
        language=brief.language,
        speciality=brief.speciality,
        seniority=brief.seniority,
        requirements=tuple(_requirement(q) for q in brief.requirements),
        constraints=r.ConstraintsRecord(
            locations=terms.locations,
            remote=terms.remote.value,
            sponsorship=terms.sponsorship,  # type: ignore[arg-type]
            pay=_pay(terms.pay),
            employment=terms.employment,
            languages=terms.languages,
        ),
        findings=finding_records(brief.findings),
        versions=versions_record(versions),
    )


def versions_record(versions: Versions, extractor: str = "") -> r.VersionsRecord:
    """`extractor` says what read, where that was not the rules alone."""
    return r.VersionsRecord(
        assay=versions.assay, extractor=extractor or versions.extractor, taxonomy=versions.taxonomy
    )


def _text(documents: Sequence[Document]) -> str:
    return "\f".join(d.text for d in documents)


def _distinct(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quotes))


def spans(quotes: Iterable[Quote]) -> tuple[r.Span, ...]:
    """Where quotes stand."""
    return tuple((q.span.start, q.span.end) for q in quotes)


def texts(quotes: Iterable[Quote]) -> tuple[str, ...]:
    """The words of quotes."""
    return tuple(q.text for q in quotes)


def _quotes_record(quotes: Iterable[Quote]) -> r.QuotesRecord:
    kept = _distinct(quotes)
    return r.QuotesRecord(quotes=texts(kept), spans=spans(kept))


def _optional(quote: Quote | None) -> r.QuotesRecord | None:
    return _quotes_record([quote]) if quote else None


def finding_records(findings: Iterable[Finding]) -> tuple[r.FindingRecord, ...]:
    """Findings with the text they are about."""
    return tuple(
        r.FindingRecord(kind=f.kind, text=f.text, quotes=texts(f.quotes), spans=spans(f.quotes))
        for f in findings
    )


def _skill(claim: SkillClaim, documents: Sequence[str]) -> r.SkillRecord:
    shown = _distinct(e.quote for e in claim.evidence)[:MAX_QUOTES]
    reasons = {e.quote: e.reason for e in reversed(claim.evidence)}
    return r.SkillRecord(
        id=claim.skill,
        skill=claim.label,
        aliases=claim.aliases,
        evidence=claim.kind.value,
        depth=claim.depth,
        quotes=texts(shown),
        spans=spans(shown),
        sources=tuple(documents.index(q.document) for q in shown),
        reasons=tuple(reasons[q] for q in shown),
        last_used=str(claim.last_used) if claim.last_used else None,
        months=claim.months,
        depth_range=claim.depth_range,
        linked=claim.linked,
    )


def _date(month: Month | None) -> str | None:
    return str(month) if month else None


def _end(period: Period) -> str | None:
    return "present" if period.ongoing else _date(period.end)


def _experience(entry: Experience) -> r.ExperienceRecord:
    return r.ExperienceRecord(
        title=entry.title,
        employer=entry.employer,
        start=_date(entry.period.start),
        end=_end(entry.period),
        kind=entry.kind,
        quotes=texts(entry.quotes),
        spans=spans(entry.quotes),
    )


def _education(entry: Education) -> r.EducationRecord:
    return r.EducationRecord(
        degree=entry.degree,
        field=entry.field,
        institution=entry.institution,
        year=entry.year,
        quotes=texts(entry.quotes),
        spans=spans(entry.quotes),
    )


def _credential(entry: Credential) -> r.CredentialRecord:
    return r.CredentialRecord(
        kind=entry.kind,
        title=entry.title,
        year=entry.year,
        quotes=texts(entry.quotes),
        spans=spans(entry.quotes),
    )


def _mobility(mobility: Mobility) -> r.MobilityRecord:
    return r.MobilityRecord(
        location=_optional(mobility.location),
        work_authorisation=_optional(mobility.work_authorisation),
        notice_period=_optional(mobility.notice_period),
    )


def _pay(pay: Pay | None) -> r.PayRecord | None:
    if pay is None:
        return None
    return r.PayRecord(min=pay.minimum, max=pay.maximum, currency=pay.currency, period=pay.period)


def _requirement(requirement: Requirement) -> r.RequirementRecord:
    names = _names(requirement)
    return r.RequirementRecord(
        id=requirement.id,
        text=requirement.text,
        importance=requirement.importance.value,
        kind=requirement.kind,
        skills=tuple(name for name, _ in names),
        skill_ids=tuple(skill for _, skill in names),
        alternatives=requirement.alternatives,
        years=requirement.years,
        evidence=requirement.evidence.value,
        signals=requirement.signals,
        quotes=texts(requirement.quotes),
        spans=spans(requirement.quotes),
    )


def _names(requirement: Requirement) -> tuple[tuple[str, str], ...]:
    """The names of what is asked, each with its id: label, the brief's own name for it, spoken language."""
    asked = (*requirement.skills, *requirement.also)
    named = [(name, s.skill) for s in asked for name in (s.label, *s.wordings)]
    if requirement.language:
        language = language_name(requirement.language)
        named.append((language, f"~{language.lower()}"))
    return tuple({name.casefold(): (name, skill) for name, skill in reversed(named)}.values())[::-1]
