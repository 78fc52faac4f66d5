"""What a CV states that routes across borders ask for: degree, years, languages, place and notice.

Nationality, age and the like are never read from a CV for this: only the person may declare them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assay.crossborder.hours import find_place
from assay.domain.declared import DeclaredFacts
from assay.domain.profile import Education, Profile, WorkKind
from assay.domain.skill import Speciality
from assay.workflow.candidate import Candidate

_DEGREES = {1: "bachelor", 2: "master", 3: "phd"}
_PAID = (WorkKind.JOB, WorkKind.FREELANCE)
_CEFR = re.compile(r"(?<![A-Za-z0-9])(?:CEFR\s*)?([ABC][12])(?![0-9A-Za-z])")
_NATIVE = re.compile(
    r"\b(?:native|mother tongue|muttersprach\w*|langue maternelle|lengua materna|madrelingua|língua materna|"
    r"moedertaal|język ojczysty)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^,;|\n]{1,60}")
_ASKED = {"en": "candidate.english_cefr", "de": "candidate.german_cefr"}
_NUMBERS = {
    w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_SPELLED = "|".join(_NUMBERS)
_NOTICE = re.compile(
    rf"(?P<count>\d{{1,3}}|{_SPELLED})[\s-]*(?P<unit>days?|weeks?|months?|Tage?|Wochen?|Monate?|jours?|semaines?|mois|"
    r"días?|semanas?|mes(?:es)?|giorni|settimane|mesi|dias|meses|dagen|weken|maanden?|dni|tygodni|miesi\w+)",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\b(?:immediate(?:ly)?|now|at once|sofort|immédiate\w*|inmediat\w*|subito|imediat\w*)\b", re.IGNORECASE
)
_MONTH, _WEEK = 30, 7
_NO_ICT = frozenset({Speciality.AI_GOVERNANCE, Speciality.NON_TECH})
"""Specialities whose years are not years of work in information technology."""


def cv_facts(candidate: Candidate, on: date) -> DeclaredFacts:
    """Facts for a filing date, each with the words of the CV it stands on.

    A degree's age is counted from January of its year, so that it is never younger than it is. Years in
    information technology are the months of paid roles in the last five and seven years.
    """
    found = {key: (value, origin) for key, value, origin in _facts(candidate, on)}
    return DeclaredFacts(
        facts={key: value for key, (value, _) in found.items()},
        origins={key: f"CV: {origin}" for key, (_, origin) in found.items()},
    )


def notice_days(text: str) -> int | None:
    """Calendar days of notice that words state; None where they state none. A month counts 30 days.

    >>> notice_days("Notice period: two months"), notice_days("available immediately"), notice_days("negotiable")
    (60, 0, None)
    """
    found = _NOTICE.search(text)
    if found:
        word, unit = found["count"].lower(), found["unit"].lower()
        count = int(word) if word.isdigit() else _NUMBERS[word]
        if unit.startswith(("d", "t", "j", "g")) and not unit.startswith("ty"):
            return count
        weeks = unit.startswith(("w", "sem", "sett", "ty"))
        return count * (_WEEK if weeks else _MONTH)
    return 0 if _AT_ONCE.search(text) else None


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
        if place is not None and place.sure:
            yield "candidate.city", mobility.location.text, f"“{mobility.location.text}”"
            yield "candidate.country", place.country, f"“{mobility.location.text}”"
    if mobility.notice_period is not None:
        days = notice_days(mobility.notice_period.text)
        if days is not None:
            yield "candidate.notice_days", days, f"“{mobility.notice_period.text.strip()}”"


def _degree(profile: Profile, on: date) -> Iterator[tuple[str, object, str]]:
    best = max(profile.education, key=lambda e: e.level, default=None)
    if best is None or best.level not in _DEGREES:
        return
    words = f"“{best.degree}, {best.institution}”" if best.institution else f"“{best.degree}”"
    yield "candidate.degree_level", _DEGREES[best.level], words
    year = _year(best)
    if year is not None and year <= on.year:
        age = on.year - year + (on.month - 1) / 12
        yield "candidate.degree_age_years", round(age, 1), f"{words}, {year}, counted from its January"


def _year(education: Education) -> int | None:
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", education.year or "")
    return int(found.group()) if found else None


def _ict_years(profile: Profile, on: date) -> Iterator[tuple[str, object, str]]:
    if profile.speciality in _NO_ICT or profile.years_relevant <= 0:
        return
    now = on.year * 12 + on.month - 1
    months: set[int] = set()
    for job in profile.experience:
        last = job.period.last_month(profile.as_of)
        if job.kind in _PAID and job.period.start is not None and last is not None:
            months |= set(range(job.period.start.ordinal, last.ordinal + 1))
    for years in (5, 7):
        worked = sum(now - 12 * years < m <= now for m in months)
        yield (
            f"candidate.ict_years_in_last_{years}",
            round(worked / 12, 1),
            f"paid roles of the last {years} years",
        )


def _languages(candidate: Candidate) -> Iterator[tuple[str, object, str]]:
    """Levels stated beside the name of a language; "fluent" names none and is left to be asked."""
    texts = {d.sha256: d.text for d in candidate.documents}
    for code, quote in candidate.profile.languages:
        words = _CLAUSE.match(texts.get(quote.document, ""), quote.span.start)
        stated = words.group().strip() if words else quote.text
        level, native = _CEFR.search(stated), _NATIVE.search(stated)
        if code in _ASKED and (level or native):
            yield _ASKED[code], level[1] if level else "C2", f"“{stated}”"
