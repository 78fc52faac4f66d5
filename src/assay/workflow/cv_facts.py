"""What a CV states that routes across borders ask for: degree, years, languages, place and notice.

Nationality, age and the like are never read from a CV for this: only the person may declare them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assay.crossborder.hours import find_place
from assay.domain.declared import DeclaredFacts
from assay.domain.hours import PlaceKind
from assay.domain.profile import Education, Profile, WorkKind
from assay.domain.skill import Speciality
from assay.workflow.candidate import Candidate
from assay.workflow.notice_words import notice_days

_DEGREES = {1: "bachelor", 2: "master", 3: "phd"}
_PAID = (WorkKind.JOB, WorkKind.FREELANCE)
_CEFR = re.compile(r"(?<![A-Za-z0-9])(?:CEFR\s*)?([ABC][12])(?![0-9A-Za-z])")
_NATIVE = re.compile(
    r"(?<!near )(?<!near-)(?<!non )(?<!non-)(?<!quasi )(?<!quasi-)\b(?:native(?!-like)|"
    r"mother tongue|muttersprach\w*|langue maternelle|lengua materna|madrelingua|língua materna|"
    r"moedertaal|język ojczysty)\b",
    re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    r"[-–—]\s*(?:present|current|now|today|heute|aujourd'hui|presente|actualidad|oggi|atual|heden|obecnie)\b"
    r"|\b(?:expected|anticipated|voraussichtlich)\s+(?:\w+\s+){0,2}(?:\(?(?:19|20)\d\d|graduation|completion)"
    r"|\(expected|\b(?:graduation|completion) expected|\bin progress\b|\bongoing\b"
    r"|\b(?:ph\.?d\.?|doctoral) (?:candidate|student)\b"
    r"|\b(?:laufend|en cours|en curso|in corso|em curso|lopend|w trakcie)\b",
    re.IGNORECASE,
)
"""Words of a degree that is not completed."""
_CLAUSE = re.compile(r"[^,;|/·•\n]{1,60}")
_ASKED = {"en": "candidate.english_cefr", "de": "candidate.german_cefr"}
_NO_ICT = frozenset({Speciality.AI_GOVERNANCE, Speciality.NON_TECH})
"""Specialities whose years are not years of work in information technology."""


def cv_facts(candidate: Candidate, on: date) -> DeclaredFacts:
    """Facts for a filing date, each with the words of the CV it stands on.

    A degree's age is counted from January of its year, so that it is never younger than it is. Years in
    information technology are the months of paid roles in the last five and seven years, where all are dated.
    """
    found = {key: (value, origin) for key, value, origin in _facts(candidate, on)}
    return DeclaredFacts(
        facts={key: value for key, (value, _) in found.items()},
        origins={key: f"CV: {origin}" for key, (_, origin) in found.items()},
    )


def _facts(candidate: Candidate, on: date) -> Iterator[tuple[str, object, str]]:
    profile, mobility = candidate.profile, candidate.mobility
    yield from _degree(profile, on)
    if profile.years_relevant > 0:
        yield (
            "candidate.relevant_years",
            round(profile.years_relevant, 1),
            "years in the field, from its dates",
        )
    yield from _ict_years(profile, on)
    yield from _languages(candidate)
    if mobility.location is not None:
        place = find_place(mobility.location.text)
        words = f"“{mobility.location.text}”"
        if place is not None and (place.kind is PlaceKind.CITY or not place.sure):
            yield "candidate.city", mobility.location.text, words
        if place is not None and place.country is not None:
            yield "candidate.country", place.country, words
    if mobility.notice_period is not None:
        days = notice_days(mobility.notice_period.text)
        if days is not None:
            yield "candidate.notice_days", days, f"“{mobility.notice_period.text.strip()}”"


def _degree(profile: Profile, on: date) -> Iterator[tuple[str, object, str]]:
    held = [e for e in profile.education if not _ahead(e, on)]
    best = max(held, key=lambda e: e.level, default=None)
    if best is None or best.level not in _DEGREES:
        return
    words = f"“{best.degree}, {best.institution}”" if best.institution else f"“{best.degree}”"
    yield "candidate.degree_level", _DEGREES[best.level], words
    year = _year(best)
    if year is not None:
        age = on.year - year + (on.month - 1) / 12
        yield "candidate.degree_age_years", round(age, 1), f"{words}, {year}, counted from its January"


def _ahead(education: Education, on: date) -> bool:
    """Whether a degree is still to come: of a later year, or under way."""
    year = _year(education)
    return (year is not None and year > on.year) or any(_UNDER_WAY.search(q.text) for q in education.quotes)


def _year(education: Education) -> int | None:
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", education.year or "")
    return int(found.group()) if found else None


def _ict_years(profile: Profile, on: date) -> Iterator[tuple[str, object, str]]:
    if profile.speciality in _NO_ICT or profile.years_relevant <= 0:
        return
    now = on.year * 12 + on.month - 1
    months: set[int] = set()
    undated = False
    for job in profile.experience:
        last = job.period.last_month(profile.as_of)
        if job.kind in _PAID and job.period.start is not None and last is not None:
            months |= set(range(job.period.start.ordinal, last.ordinal + 1))
        else:
            undated |= job.kind in _PAID
    for years in (5, 7):
        worked = sum(now - 12 * years < m <= now for m in months)
        if not months or (undated and worked < 12 * years):
            continue  # a role without dates may fill the gap: it is asked
        yield (
            f"candidate.ict_years_in_last_{years}",
            round(worked / 12, 1),
            f"paid roles of the last {years} years",
        )


def _languages(candidate: Candidate) -> Iterator[tuple[str, object, str]]:
    """Levels stated beside the name of a language, the lowest of several; "fluent" is none and is asked."""
    texts = {d.sha256: d.text for d in candidate.documents}
    quotes = [quote for _, quote in candidate.profile.languages]
    for code, quote in candidate.profile.languages:
        after = [
            q.span.start for q in quotes if q.document == quote.document and q.span.start > quote.span.start
        ]
        text = texts.get(quote.document, "")
        words = _CLAUSE.match(text, quote.span.start, min(after, default=len(text)))
        stated = words.group().strip() if words else quote.text
        levels, native = _CEFR.findall(stated), _NATIVE.search(stated)
        if code in _ASKED and (levels or native):
            yield _ASKED[code], min(levels, default="C2"), f"“{stated}”"
