"""Periods of work as CVs of many countries write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assay.documents.dated import MONTHS
from assay.domain.dates import Month, Period
from assay.domain.document import Document

_SEASONS = {
    "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12, "frühjahr": 3, "frühling": 3, "sommer": 6,
    "herbst": 9, "printemps": 3, "été": 6, "automne": 9, "hiver": 12, "primavera": 3, "verano": 6, "otoño": 9,
    "estate": 6, "autunno": 9, "verão": 6, "outono": 9, "zomer": 6, "herfst": 9, "wiosna": 3, "lato": 6, "jesień": 9,
}  # fmt: skip
_MONTH_NAMES = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_SEASON_NAMES = "|".join(_SEASONS)
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_DATE = (
    rf"(?:(?P<name{{n}}>{_MONTH_NAMES}|{_SEASON_NAMES})\.?,?(?:\s+de|\s+del|/)?\s{{{{0,3}}}}(?:['’](?P<short{{n}}>\d\d)|(?P<named{{n}}>{_YEAR}))"
    rf"|(?P<seasonyear{{n}}>{_YEAR})\s(?P<season{{n}}>{_SEASON_NAMES})\b"
    rf"|(?P<quarter{{n}}>[Q][1-4])\s?[/-]?\s?(?P<qyear{{n}}>{_YEAR})"
    rf"|(?:\d{{{{1,2}}}}[./]\s?)?(?P<month{{n}}>0?[1-9]|1[0-2])\s?[./-]\s?(?P<numbered{{n}}>{_YEAR})"
    rf"|(?P<isoyear{{n}}>{_YEAR})\s?[./-]\s?(?P<isomonth{{n}}>0[1-9]|1[0-2])(?!\d|\s?[/-]\s?\d\d(?!\d))"
    rf"|(?P<month2{{n}}>0[1-9]|1[0-2])/(?P<year2{{n}}>\d\d)(?![\d/])"
    rf"|(?P<year{{n}}>{_YEAR})(?!\d))"
)
_NOW = (
    r"present|now|today|current(?:ly)?|ongoing|to date|till date|until now|date|heute|aktuell|laufend|jetzt|dato|"
    r"aujourd['’]hui|présent|actuel(?:lement)?|ce jour|en cours|actualidad|actualmente|presente|hoy|la fecha|"
    r"oggi|attuale|attualmente|in corso|atual(?:mente)?|hoje|o momento|heden|nu|huidig|obecnie|obecnej|dziś|dzisiaj|teraz"
)
_DASH = (
    r"\s{0,4}(?:[-–—−~→>]{1,3}|\bto\b|\btill\b|\buntil\b|\bthrough\b|\bbis\b|\bà\b|\bau\b|\bjusqu['’]à\b|\ba\b|\bal\b|"
    r"\bhasta\b|\bfino a\b|\baté\b|\btot(?: en met)?\b|\bdo(?: chwili)?\b)\s{0,4}"
)
_SINCE = r"\b(?:since|from|seit|ab|depuis(?: le)?|à partir de|desde|dal|dall['’]|da|sinds|vanaf|od)\s+"
_RANGE = re.compile(
    rf"(?<![\w./]){_DATE.format(n='1')}{_DASH}(?:(?P<now>{_NOW})\b|{_DATE.format(n='2')})", re.IGNORECASE
)
_OPEN_DASH = re.compile(
    rf"(?<![\w./]){_DATE.format(n='1')}\s{{0,3}}[-–—~>]{{1,2}}\s{{0,3}}(?=$|[\n|,;)\t]|\s{{2,}})",
    re.IGNORECASE,
)
_FROM = re.compile(rf"{_SINCE}{_DATE.format(n='1')}", re.IGNORECASE)
_SINGLE = re.compile(rf"(?<![\w./]){_DATE.format(n='1')}(?![\w/])", re.IGNORECASE)
_YEARS_SHORT = re.compile(rf"(?<![\w./-])(?P<a>{_YEAR})\s?[-–/]\s?(?P<b>\d\d)(?![\d./])")
_OWN_DATE = re.compile(
    r"^\W*(?:place\b.{0,40})?(?:date|stand|updated|last update[d]?|as of|version|aktualisiert|zuletzt aktualisiert|mis à jour|"
    r"mise à jour|actualizado|aggiornato|atualizado|bijgewerkt|stan na|datum|fecha|data)\b.{0,30}$",
    re.IGNORECASE,
)
_PLACE_DATE = re.compile(r"^[^\W\d_][\w .'’-]{1,30},\s*(?:den|im|le|el|il|em|a|dnia|en)?\s*[\w. ]{4,26}$")
_TAIL_LINES = 8


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """A period with the span of its words in the text that was searched."""

    start: int
    end: int
    period: Period


def find_periods(text: str) -> list[DatedSpan]:
    """Ranges ("03/2021 – heute") and open periods ("since Jan. 2020"), in text order, none overlapping."""
    found: list[DatedSpan] = []
    for span in (*_ranges(text), *_short_ranges(text), *_open(text)):
        if not any(span.start < f.end and f.start < span.end for f in found):
            found.append(span)
    return sorted(found, key=lambda s: s.start)


def find_single(text: str) -> list[DatedSpan]:
    """Single dates ("Summer 2017", "2019"), each as a period of that month or year."""
    out = []
    for match in _SINGLE.finditer(text):
        month = _month(match, "1")
        if month:
            out.append(
                DatedSpan(match.start(), match.end(), Period(start=month, end=_last(match, "1", month)))
            )
    return out


def effective_as_of(document: Document, as_of: Month) -> Month:
    """The month in which the document's "present" ends: its own stated date where it has one, else `as_of`.

    A stated date is a line that says so ("Updated May 2024") or a place and date at the end.
    """
    lines = [line.strip() for line in document.text.split("\n") if line.strip()]
    stated: list[Month] = []
    for number, line in enumerate(lines):
        tail = number >= len(lines) - _TAIL_LINES
        if _OWN_DATE.match(line) or (tail and len(line) < 50 and _PLACE_DATE.match(line)):
            stated += [s.period.start for s in find_single(line) if s.period.start and s.period.start.month]
    return min([as_of, *stated], key=lambda m: m.ordinal) if stated else as_of


def _ranges(text: str) -> Iterator[DatedSpan]:
    for match in _RANGE.finditer(text):
        start = _month(match, "1")
        if start is None:
            continue
        if match["now"]:
            yield DatedSpan(match.start(), match.end(), Period(start=start, ongoing=True))
            continue
        end = _month(match, "2")
        if end is not None and (end.year, end.month or 12) >= (start.year, start.month or 1):
            yield DatedSpan(match.start(), match.end(), Period(start=start, end=_last(match, "2", end)))


def _short_ranges(text: str) -> Iterator[DatedSpan]:
    for match in _YEARS_SHORT.finditer(text):
        start, end = int(match["a"]), int(match["a"][:2] + match["b"])
        if start < end <= start + 40 and int(match["b"]) > 12:
            yield DatedSpan(match.start(), match.end(), Period(start=Month(start), end=Month(end)))


def _open(text: str) -> Iterator[DatedSpan]:
    for pattern in (_FROM, _OPEN_DASH):
        for match in pattern.finditer(text):
            start = _month(match, "1")
            if start:
                yield DatedSpan(match.start(), match.end(), Period(start=start, ongoing=True))


def _month(match: re.Match[str], n: str) -> Month | None:
    groups = match.groupdict()
    name = groups[f"name{n}"]
    if name:
        year = groups[f"named{n}"] or _full_year(groups[f"short{n}"])
        key = name.lower()
        return Month(int(year), MONTHS.get(key) or _SEASONS[key])
    if groups[f"season{n}"]:
        return Month(int(groups[f"seasonyear{n}"]), _SEASONS[groups[f"season{n}"].lower()])
    if groups[f"quarter{n}"]:
        return Month(int(groups[f"qyear{n}"]), int(groups[f"quarter{n}"][1]) * 3 - 2)
    for month, year in (
        (f"month{n}", f"numbered{n}"),
        (f"isomonth{n}", f"isoyear{n}"),
        (f"month2{n}", f"year2{n}"),
    ):
        if groups[year] and groups[month]:
            return Month(int(_full_year(groups[year])), int(groups[month]))
    return Month(int(groups[f"year{n}"])) if groups[f"year{n}"] else None


def _last(match: re.Match[str], n: str, month: Month) -> Month:
    """The last month a date covers: a quarter's third, a season's third."""
    groups = match.groupdict()
    name = (groups[f"name{n}"] or "").lower()
    if groups[f"quarter{n}"] or groups[f"season{n}"] or name in _SEASONS:
        return Month.from_ordinal(month.ordinal + 2)
    return month


def _full_year(year: str) -> str:
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) < 50 else f"19{year}"
