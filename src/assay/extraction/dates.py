"""Periods of work as CVs of many countries write them.

Dates are found one by one; what stands between two of them, before the first or after the last
tells whether they make a period. Each step looks at a bounded piece of text, so time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assay.documents.dated import MONTHS
from assay.domain.dates import Month, Period

_SEASONS = {
    "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12, "frühjahr": 3, "frühling": 3, "sommer": 6,
    "herbst": 9, "printemps": 3, "été": 6, "automne": 9, "hiver": 12, "primavera": 3, "verano": 6, "otoño": 9,
    "invierno": 12, "estate": 6, "autunno": 9, "inverno": 12, "verão": 6, "outono": 9, "lente": 3, "voorjaar": 3,
    "zomer": 6, "herfst": 9, "najaar": 9, "wiosna": 3, "wiosną": 3, "lato": 6, "latem": 6, "jesień": 9, "jesienią": 9,
    "zima": 12, "ws": 10, "wise": 10, "wintersemester": 10, "ss": 4, "sose": 4, "sommersemester": 4,
}  # fmt: skip
_VAGUE = {
    "early": 2, "mid": 6, "late": 11, "end": 12, "beginning": 1, "start": 1, "middle": 6, "anfang": 2, "mitte": 6, "ende": 11, "début": 2, "mi": 6, "fin": 11, "principios": 2,
    "mediados": 6, "finales": 11, "inizio": 2, "metà": 6, "fine": 11, "início": 2, "meados": 6, "finais": 11, "begin": 2,
    "medio": 6, "eind": 11, "początek": 2, "połowa": 6, "koniec": 11,
}  # fmt: skip
"""Words for a part of a year, with a month that stands for it."""

_NUMBERS = {**MONTHS, **_SEASONS, **_VAGUE}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_SPAN_MONTHS = {"q": 3, "t": 3, "h": 6}


def _either(names: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_NAME = _either([*MONTHS, *_SEASONS])
_PART = _either(list(_VAGUE))
_LONG_NAME = _either([n for n in (*MONTHS, *_SEASONS) if len(n) >= 5 or n in _SEASONS])
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)(?!\d)"
_NUMBER = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DATE = re.compile(
    rf"(?:(?<!\d,)(?<![\w./€$£])|(?-i:(?<=[a-zß-ÿ)])(?=[A-ZÀ-Þ][a-zß-ÿ]{{2}})))(?:"
    rf"(?:{_DAY}(?:st|nd|rd|th|º|°|er|\.)?\s(?:de\s)?)?(?P<name>{_NAME})(?![^\W\d_])\.?(?:\s{_DAY}(?:st|nd|rd|th)?,)?,?"
    rf"(?:\s(?:de|del|di|of)\s|\s?[/.-]\s?|\s{{0,3}})"
    rf"(?:(?P<named>{_YEAR})|['’‘`´](?P<short>\d\d)(?!\d)|(?<=[/.-])(?P<joined>\d\d)(?![\d:])|(?<=[\sa-zß-ÿ])(?P<bare>\d\d)(?![\w:.%/+]))"
    rf"|(?P<vague>{_PART})(?:\s|\s?-\s?)(?:(?:of|de|del|di)\s)?(?P<vagueyear>{_YEAR})"
    rf"|(?P<yearfirst>{_YEAR})(?:[\s,]\s?(?P<later>{_LONG_NAME})(?!\w)|,?\s(?P<behind>{_NAME})(?![^\W\d_]|\.?\s?['’]?\d))"
    rf"|(?-i:(?P<service>[0-4]\d)\s(?P<month3>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC))(?=\s{{2,}})"
    rf"|(?P<noted>{_YEAR})\s?\((?P<month2>{_NAME})\.?\)"
    rf"|(?P<part>[QqTtHh])(?P<which>[1-4])\s?[/'’‘-]?\s?(?P<partyear>{_YEAR}|\d\d(?!\d))"
    rf"|(?P<year2>{_YEAR})\s?[/-]?\s?(?P<part2>[QqTtHh])(?P<which2>[1-4])(?!\w)"
    rf"|(?:FY|AY)\s?[’']?(?P<fiscal>{_YEAR}|\d\d(?!\d))"
    rf"|{_DAY}\s?(?P<sep>[./-])\s?(?P<month>{_NUMBER})\s?(?P=sep)\s?(?P<full>{_YEAR}|\d\d(?![\d/.]))"
    rf"|(?P<usmonth>{_NUMBER})/{_DAY}/(?P<usyear>{_YEAR})"
    rf"|(?P<isoyear>{_YEAR})\s?[./-]\s?(?P<isomonth>0[1-9]|1[0-2])(?:[./-]{_DAY})?(?![\d/])"
    rf"|(?P<number>{_NUMBER})\s?[./-]\s?(?P<numbered>{_YEAR})"
    rf"|(?P<number2>0[1-9]|1[0-2]|[1-9](?=/))[/.](?P<weak>\d\d)(?![\d/.,%])"
    rf"|['’‘`´](?P<apart>\d\d)(?!\w)"
    rf"|(?P<academic>{_YEAR})/(?P<next>\d\d)(?![\d/.])"
    rf"|(?-i:(?:(?<![^\W\d_]\s)|(?<=\b[oOdD][do]\s))(?P<roman>I{{1,3}}|IV|VI{{0,3}}|IX|XI{{0,2}}|X))\s?[./\s-]\s?(?P<romanyear>{_YEAR})"
    rf"|(?P<year>{_YEAR})(?!(?!r\.)[\w%€$£]|[.,]\d)"
    rf")",
    re.IGNORECASE,
)
_NOW = (
    r"(?:the\s|au\s|a\s|la\s|el\s|o\s|dia\s|zum\s)?(?:present\w*|now|today|current(?:ly)?|ongoing|(?:this\s)?date|heute|aktuell|laufend|jetzt|dato|still(?:\shere)?|this\sday|heutigen\stag|atualidade|"
    r"gegenwart|aujourd['’]hui|présent|actuel(?:lement)?|(?:ce\s)?jour|maintenant|en\scours|actualidad|actualmente|actual|presente|hoy|fecha|"
    r"oggi|adesso|attuale|attualmente|in\scorso|ora|atual(?:mente)?|hoje|momento|agora|heden|nu|huidig|vandaag|obecnie|(?:chwili\s)?obecnej|dziś|"
    r"dzisiaj|teraz|nadal|till\snow|till\sdate|laufend|\.{3}|…)(?!\w)"
)
_LIMIT = (
    r"(?:r\.\s?[-–—]|[-–—−‑‒―~→➔➜>]{1,3}|\.{2,3}(?=[\d'’‘])|(?<=\s)\.{2}(?=\s)|…(?=\s?\d)|\bup\sto\b|\bto\b|\btill\b|\buntil\b|\bthrough\b|\bthru\b|\bbis(?:\szum?)?\b|\bà\b|\bau\b|\bjusqu['’](?:à|en|au)\b|"
    r"\ba\b|\bal\b|\bad\b|\bhasta\b|\bfino\sa(?:d|l)?\b|\baté\b|\btot(?:\sen\smet)?\b|\bt/m\b|\bdo\b|\ben\b(?=\scours))"
)
_DASH = rf"\s{{0,4}}{_LIMIT}(?:\s{{0,2}}{_LIMIT})?\s{{0,4}}(?:\([^\W\d][^()\d]{{2,20}}\)\s)?(?:the\s)?(?:(?:end|middle|start|beginning)\sof\s)?"
NOW = re.compile(rf"(?<!\w){_NOW}", re.IGNORECASE)
"""Words for the present at the end of a period."""

_GAP = re.compile(_DASH, re.IGNORECASE)
_SLASH = re.compile(r"\s/\s")
_LOST_DASH = re.compile(
    r"[ \u00a0]{2,6}|\t{1,2}|\s{0,12}\|\s{0,4}|\s[\ufffd?\uf000-\uf8ff]{1,2}\s|[\ufffd\uf000-\uf8ff]{1,2}"
)
"""What is left where the dash had a glyph that the file gives no letter for."""

_FROM = re.compile(
    r"(?<!\w)(?:from|vom|von|de|du|del|desde|da|dal|van|od|between|zwischen|entre|tra|fra|tussen|między)\s{1,2}$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s(?:and|und|et|y|e|en|i)\s", re.IGNORECASE)
_BETWEEN_OPEN = re.compile(r"\b(?:between|zwischen|entre|tra|fra|tussen|między)\s$", re.IGNORECASE)
_UNTIL_NOW = re.compile(
    rf"(?:(?:{_DASH}|[ \u00a0]{{2,6}}|\s?[\ufffd\uf000-\uf8ff]{{1,2}}\s?){_NOW}|\s{{0,12}}\|\s{{0,4}}{_NOW}|\s/\s{_NOW}|\s{{0,3}}[(,]\s?{_NOW}\)?"
    r"|\s(?:onwards?|on(?=\s?[)\],;.]|$)|em\sdiante|en\sadelante|in\spoi|a\sla\sfecha)(?!\w))",
    re.IGNORECASE,
)
_OPEN_DASH = re.compile(r"(?:\s?r\.)?\s{0,3}(?:[-–—~→➔>]{1,2}|\+)\s{0,3}(?=$|[\n|,;)\]:]|\t|\s{2,})")
_SINCE = re.compile(
    r"(?<!\w)(?:since|starting|as\sof|w\.?e\.?f\.?|from|seit(?:\sdem)?|ab(?:\sdem)?|depuis(?:\sle)?|à\spartir\sd[e']|desde(?:\sel)?|dal(?:l['’])?|da|a\spartire\sda(?:l)?|sinds|vanaf|od)\s{0,2}$",
    re.IGNORECASE,
)
_LONE_MONTH = re.compile(rf"(?<![\w.])(?P<name>{_NAME})\.?{_DASH}$", re.IGNORECASE)
_MONTHS_BEHIND = re.compile(
    rf"(?<![\w./-])(?P<a>{_YEAR})(?:\s?[-–]\s?(?P<b>{_YEAR}|\d\d(?!\d)))?(?:,\s?|\s?[(\[])\s?"
    rf"(?P<first>{_NAME})\.?\s?[-–—]\s?(?P<last>{_NAME})(?![^\W\d_])\.?[)\]]?",
    re.IGNORECASE,
)
"""Months behind their year: "2025 (Jun–Sep)", "2022–2023 (Oct–May)", "2018, May–Aug."."""

_NUMBERED_MONTHS = re.compile(
    rf"(?<![\w./-])(?P<first>0[1-9]|1[0-2])\.?\s?[-–—]\s?(?P<last>0[1-9]|1[0-2])[./](?P<year>{_YEAR})(?!\w)"
)
"""Two months of one year: "07–09.2024"."""

_ACADEMIC = re.compile(
    rf"(?<![\w./-])(?P<a>19[5-9]\d|20[0-4]\d)(?:\s?\((?P<from>{_NAME})\.?\))?(?:(?P<slash>/)|(?P<dash>–)|\s?[-–]\s?|\s(?:to|bis|à|a|al|tot|do)\s)['’‘`´]?(?P<b>\d\d|(?<=/){_YEAR})(?![\w./-])"
    rf"(?:\s?\((?P<until>{_NAME})\.?\))?",
    re.IGNORECASE,
)
_SEASON_BEFORE = re.compile(rf"(?<![\w./-])(?:{_either(list(_SEASONS))})\s{{1,2}}$", re.IGNORECASE)
_GLUED = re.compile(r"(?m)^\s{0,8}(?P<a>19[5-9]\d|20[0-4]\d)(?P<b>19[5-9]\d|20[0-4]\d)(?=\s[^\W\d_])")
"""Two years at the start of a line that stand together because the dash is lost."""

_REACH = 26
"""Characters before a date in which a word that belongs to it may begin."""


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """A period with the span of its words in the text that was searched."""

    start: int
    end: int
    period: Period


@dataclass(frozen=True, slots=True)
class _Date:
    """One date: its first and last month, whether it counts only beside another, whether a month is named.

    `loose` is whether its two figures for a year might be a day.
    """

    start: int
    end: int
    first: Month
    last: Month
    weak: bool = False
    named: bool = False
    loose: bool = False


_FIGURES = re.compile(r"\d\d+")
_CENTURY = re.compile(r"(?<!\d)(?:19|20)\d\d")


def find_periods(text: str) -> list[DatedSpan]:
    """Ranges ("03/2021 – heute") and open periods ("since Jan. 2020"), in text order, none overlapping."""
    apart = _months_apart(text)
    text = _blanked(text, apart)
    found: list[DatedSpan] = []
    taken = 0
    dates = _dates(text)
    for number, date in enumerate(dates):
        if date.start < taken:
            continue
        following = dates[number + 1] if number + 1 < len(dates) else None
        span = _period(text, date, following)
        if span is not None:
            found.append(span)
            taken = span.end
    short = [s for s in _short_ranges(text) if not any(s.start < f.end and f.start < s.end for f in found)]
    return sorted((*apart, *found, *short), key=lambda s: s.start)


def _blanked(text: str, spans: Sequence[DatedSpan]) -> str:
    """The text with spans made unreadable, every offset kept."""
    out, at = [], 0
    for span in sorted(spans, key=lambda s: s.start):
        out += [text[at : span.start], "\0" * (span.end - max(at, span.start))]
        at = max(at, span.end)
    return "".join([*out, text[at:]]) if spans else text


def find_single(text: str) -> list[DatedSpan]:
    """Single dates ("Summer 2017", "2019"), each as a period of that month, season or year."""
    return [DatedSpan(d.start, d.end, Period(start=d.first, end=d.last)) for d in _dates(text) if not d.weak]


@lru_cache(maxsize=4096)
def _dates(text: str) -> tuple[_Date, ...]:
    """The dates of a line; lines are asked for theirs more than once."""
    return tuple(d for m in _written(text) if (d := _date(m)) is not None)


def _written(text: str) -> Iterator[re.Match[str]]:
    """What is written like a date: searched around figures of two digits or more, which every date has."""
    windows: list[tuple[int, int]] = []
    for figures in _FIGURES.finditer(text):
        if windows and figures.start() - windows[-1][1] <= 3 * _REACH:
            windows[-1] = (windows[-1][0], figures.end())
        else:
            windows.append((max(0, figures.start() - _REACH), figures.end()))
    for start, end in windows:
        for found in _DATE.finditer(text, start, end + 2 * _REACH):
            if found.start() >= end:
                break
            yield found


def _date(match: re.Match[str]) -> _Date | None:
    found = {k: v for k, v in match.groupdict().items() if v is not None}
    start, end = match.span()
    year, month = _year_of(found), _month_of(found)
    if year is None:
        return None
    first = Month(year, month)
    part = (found.get("part") or found.get("part2") or "").lower()
    if part == "h" and month is not None and month > 7:
        return None
    name = (found.get("name") or found.get("later") or found.get("behind") or "").lower()
    length = _SPAN_MONTHS.get(part) or (3 if name in _SEASONS else 1)
    last = first if length == 1 else Month.from_ordinal(first.ordinal + length - 1)
    if "next" in found:
        following = (first.year + 1) % 100 == int(found["next"])
        return _Date(start, end, first, Month(first.year + 1), weak=True) if following else None
    weak = "bare" in found or "weak" in found or "apart" in found or "service" in found
    return _Date(start, end, first, last, weak, bool(name) and name in MONTHS, loose="bare" in found)


_YEARS = (
    "named", "vagueyear", "short", "joined", "bare", "yearfirst", "partyear", "year2", "fiscal", "full", "usyear", "isoyear",
    "numbered", "weak", "apart", "academic", "romanyear", "noted", "service", "year",
)  # fmt: skip


def _year_of(found: dict[str, str]) -> int | None:
    """The year of a matched date, two digits read as 1950-2049."""
    digits = next((found[k] for k in _YEARS if k in found), None)
    if digits is None:
        return None
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _month_of(found: dict[str, str]) -> int | None:
    """The first month of a matched date, None for a year alone."""
    name = (
        found.get("name")
        or found.get("later")
        or found.get("behind")
        or found.get("month2")
        or found.get("month3")
        or found.get("vague")
    )
    if name:
        return _NUMBERS[name.lower()]
    if "roman" in found:
        return _ROMAN.index(found["roman"]) + 1
    part = found.get("part") or found.get("part2")
    if part:
        which = int(found.get("which") or found["which2"])
        return (which - 1) * _SPAN_MONTHS[part.lower()] + 1
    digits = next(
        (found[k] for k in ("month", "usmonth", "isomonth", "number", "number2") if k in found), None
    )
    return int(digits) if digits else None


def _period(text: str, date: _Date, following: _Date | None) -> DatedSpan | None:
    """The period that begins with `date`, or None where it is a date alone."""
    if following is not None and following.start - date.end <= _REACH:
        span = _range(text, date, following)
        if span is not None:
            opens = _FROM.search(text, max(0, span.start - 12), span.start)
            return replace(span, start=opens.start()) if opens else span
    now = _UNTIL_NOW.match(text, date.end)
    if now:
        return DatedSpan(date.start, now.end(), Period(start=date.first, ongoing=True))
    if date.named:
        lone = _LONE_MONTH.search(text, max(0, date.start - _REACH), date.start)
        if lone:
            return DatedSpan(lone.start(), date.end, _months_of_year(lone["name"], date))
    since = _SINCE.search(text, max(0, date.start - _REACH), date.start)
    if since:
        return DatedSpan(since.start(), date.end, Period(start=date.first, ongoing=True))
    dash = None if date.loose else _OPEN_DASH.match(text, date.end)
    return DatedSpan(date.start, dash.end(), Period(start=date.first, ongoing=True)) if dash else None


def _range(text: str, date: _Date, following: _Date) -> DatedSpan | None:
    gap = text[date.end : following.start]
    between = _BETWEEN.fullmatch(gap) and _BETWEEN_OPEN.search(text, max(0, date.start - 12), date.start)
    first, last = date.first, following.last
    slashed = _SLASH.fullmatch(gap) and first.month and last.month
    lost = slashed or (_LOST_DASH.fullmatch(gap) and (first.month is None) == (following.first.month is None))
    if not (_GAP.fullmatch(gap) or between or lost):
        return None
    if (last.year, last.month or 12) < (first.year, first.month or 1):
        return None
    return DatedSpan(date.start, following.end, Period(start=first, end=last))


def _months_of_year(name: str, date: _Date) -> Period:
    """ "March - August 2023": the year stands but once; "Nov. – Feb. 2020" began the year before."""
    month = _NUMBERS[name.lower()]
    year = date.first.year if month <= (date.first.month or 12) else date.first.year - 1
    return Period(start=Month(year, month), end=date.last)


def _months_apart(text: str) -> list[DatedSpan]:
    """Periods whose months stand together, apart from the year they share."""
    out = []
    for match in _MONTHS_BEHIND.finditer(text) if _CENTURY.search(text) else ():
        start, stated = int(match["a"]), match["b"] or match["a"]
        end = int(stated if len(stated) == 4 else match["a"][:2] + stated)
        first = Month(start, _NUMBERS[match["first"].lower()])
        last = Month(end, _NUMBERS[match["last"].lower()])
        if first.ordinal <= last.ordinal:
            out.append(DatedSpan(match.start(), match.end(), Period(start=first, end=last)))
    for match in _NUMBERED_MONTHS.finditer(text) if _CENTURY.search(text) else ():
        first, last = (
            Month(int(match["year"]), int(match["first"])),
            Month(int(match["year"]), int(match["last"])),
        )
        if first.ordinal < last.ordinal:
            out.append(DatedSpan(match.start(), match.end(), Period(start=first, end=last)))
    return out


def _short_ranges(text: str) -> list[DatedSpan]:
    """ "2016-19"; with a slash also an academic year, "2011/12"; "20162019" where the dash is lost."""
    out = []
    for match in _ACADEMIC.finditer(text) if _CENTURY.search(text) else ():
        start, end = int(match["a"]), int((match["a"][:2] + match["b"])[-4:])
        ranged = start < end <= start + 40 and (
            int(match["b"]) > 12 or len(match["b"]) == 4 or match["dash"] is not None
        )
        if ranged or (match["slash"] and end == start + 1):
            first, last = (_NUMBERS.get((match[name] or "").lower()) for name in ("from", "until"))
            period = Period(start=Month(start, first), end=Month(end, last))
            season = _SEASON_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
            out.append(DatedSpan(season.start() if season else match.start(), match.end(), period))
    for match in _GLUED.finditer(text):
        start, end = int(match["a"]), int(match["b"])
        if start <= end <= start + 40:
            out.append(DatedSpan(match.start("a"), match.end(), Period(start=Month(start), end=Month(end))))
    return out
