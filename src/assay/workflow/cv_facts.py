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
from assay.extraction.speciality import title_weights
from assay.taxonomy import load_taxonomy
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
    r"|\b(?:ph\.?d\.?|doctoral|m\.?sc\.?|master'?s?|b\.?sc\.?|bachelor'?s?) (?:candidate|student)\b"
    r"|\b(?:pursuing|currently (?:studying|enrolled|doing|reading)|enrolled (?:in|on|for))\b"
    r"|\b(?:working|studying|years?|months?|credits|ects|courses?|coursework) towards?\b"
    r"|\b(?:laufend|en cours|en curso|in corso|em curso|lopend|w trakcie)\b",
    re.IGNORECASE,
)
"""Words of a degree that is not completed yet."""
_NOT_FINISHED = re.compile(
    r"\bdropped out\b|\bno degree\b|\bwithout (?:a |the )?degree\b|\bwithdr(?:e|a)wn?\b|\bthesis pending\b"
    r"|\ball but dissertation\b|\(ABD\)|\b(?:doctoral|ph\.?d\.?) studies\b"
    r"|(?:^|[(,;:|–—-])\s*(?:degree |studies )?(?:incomplete|unfinished|not (?:yet )?(?:completed|finished|awarded)"
    r"|discontinued|abandoned|abgebrochen|nicht abgeschlossen|inachevée?|abandonnée?|interrompue?"
    r"|non (?:obtenu|terminé|validé)e?|incomplet[ao]|inconclus[ao]|sin terminar|no (?:terminad|finalizad)[ao]"
    r"|trunc[ao]|interrott[ao]|incompiut[ao]|non (?:terminat|completat|conclus)[ao]|trancad[ao]"
    r"|não (?:concluíd|terminad)[ao]|niet (?:afgerond|voltooid)|afgebroken|nieukończon[ey]|przerwan[ey])"
    r"\s*(?:[),;.|]|$)",
    re.IGNORECASE | re.MULTILINE,
)
"""Words of a degree that was begun and not completed; those a thesis may be about stand by themselves."""
_NO_DEGREE = re.compile(
    r"\b(?:bootcamp|boot camp|nanodegree|masterclass|scrum master|honorary|honoris causa"
    r"|(?:master|bachelor)'?s? certificate)\b",
    re.IGNORECASE,
)
"""Words of what carries the name of a degree and is none."""
_CLAUSE = re.compile(r"[^,;|/·•\n]{1,60}")
_ASKED = {"en": "candidate.english_cefr", "de": "candidate.german_cefr"}
_NO_ICT = frozenset({Speciality.AI_GOVERNANCE, Speciality.NON_TECH})
"""Specialities whose years are not years of work in information technology."""


def cv_facts(candidate: Candidate, on: date) -> DeclaredFacts:
    """Facts for a filing date, each with the words of the CV it stands on.

    A degree's age is counted from January of its year, so that it is never younger than it is; one of the year
    of reading may still be under way and is asked for. Years in information technology are the months of paid
    roles with such a title in the last five and seven years, where all that may be one are dated.
    Nothing after the month of reading counts, for a later filing date neither.
    """
    found = {key: (value, origin) for key, value, origin in _facts(candidate, on)}
    return DeclaredFacts(
        facts={key: value for key, (value, _) in found.items()},
        origins={key: f"CV: {origin}" for key, (_, origin) in found.items()},
    )


def _facts(candidate: Candidate, on: date) -> Iterator[tuple[str, object, str]]:
    profile, mobility = candidate.profile, candidate.mobility
    yield from _degree(profile, on)
    if profile.years_relevant > 0 and not _partly_dated(profile):
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


def _partly_dated(profile: Profile) -> bool:
    """Whether some paid roles are dated and others are not: the years of the dated ones are too few to say no."""
    dated = {job.period.start is not None for job in profile.experience if job.kind in _PAID}
    return len(dated) == 2


def _degree(profile: Profile, on: date) -> Iterator[tuple[str, object, str]]:
    read = min(on.year, profile.as_of.year)
    held = [e for e in profile.education if not _ahead(e, read)]
    best = max(held, key=lambda e: e.level, default=None)
    if best is None or best.level not in _DEGREES or _year(best) == read:
        return
    words = f"“{best.degree}, {best.institution}”" if best.institution else f"“{best.degree}”"
    yield "candidate.degree_level", _DEGREES[best.level], words
    year = _year(best)
    if year is not None:
        age = on.year - year + (on.month - 1) / 12
        yield "candidate.degree_age_years", round(age, 1), f"{words}, {year}, counted from its January"


def _ahead(education: Education, read: int) -> bool:
    """Whether a degree is not held: of a year after that of reading, under way, not completed, or none."""
    year = _year(education)
    return (year is not None and year > read) or any(
        words.search(q.text) for q in education.quotes for words in (_UNDER_WAY, _NOT_FINISHED, _NO_DEGREE)
    )


def _year(education: Education) -> int | None:
    """The year of a degree, the last of a span of years."""
    found = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", education.year or "")
    return max(map(int, found), default=None)


def _ict_years(profile: Profile, on: date) -> Iterator[tuple[str, object, str]]:
    if profile.speciality in _NO_ICT or profile.years_relevant <= 0:
        return
    now = min(on.year * 12 + on.month - 1, profile.as_of.ordinal)
    months: set[int] = set()
    open_ = False
    for job in profile.experience:
        ict = _is_ict(job.title) if job.kind in _PAID else False
        last = job.period.last_month(profile.as_of)
        if ict and job.period.start is not None and last is not None:
            months |= set(range(job.period.start.ordinal, last.ordinal + 1))
        else:
            open_ |= ict is not False
    for years in (5, 7):
        worked = sum(now - 12 * years < m <= now for m in months)
        if not months or (open_ and worked < 12 * years):
            continue  # a role without dates, or with a title that tells nothing, may fill the gap: it is asked
        yield (
            f"candidate.ict_years_in_last_{years}",
            round(worked / 12, 1),
            f"paid roles of the last {years} years whose titles say so",
        )


def _is_ict(title: str) -> bool | None:
    """Whether a title is one of work in information technology; None where it does not tell."""
    told = title_weights(title, load_taxonomy())
    return not _NO_ICT.issuperset(told) if told else None


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
