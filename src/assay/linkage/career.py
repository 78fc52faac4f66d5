"""Stations of a career as they are compared: who with, since when, how long."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assay.domain.dates import Month, Period
from assay.domain.profile import Education, Experience
from assay.linkage.names import plain

_LEGAL = frozenset(
    "gmbh ag kg ug mbh se inc ltd llc llp corp corporation co company plc sa sas sarl srl spa bv nv oy ab as aps "
    "pty pte limited group holding the of and und et de gmbhcokg".split()
)
_SCHOOL = frozenset(
    "university universitat universite universidad universita universidade universiteit uniwersytet univ uni "
    "institute institut instituto istituto technology technical technische hochschule school college "
    "of the for de la di und and at zu in fur".split()
)
_WORD = re.compile(r"[a-z0-9]+")


def _key(name: str, without: frozenset[str]) -> str:
    words = [w for w in _WORD.findall(plain(name)) if w not in without]
    return " ".join(words[:5])


def employer_key(name: str) -> str:
    """An employer's name without legal form and accents.

    >>> employer_key("Öresund Robotics AB"), employer_key("Oresund Robotics")
    ('oresund robotics', 'oresund robotics')
    """
    return _key(name, _LEGAL)


def _month(month: Month | None) -> str:
    return str(month) if month else ""


def stations(entries: Iterable[Experience]) -> tuple[str, ...]:
    """Employer and year of the start, for each entry that states both."""
    return tuple(
        sorted(
            {
                f"{name}|{e.period.start.year}"
                for e in entries
                if e.period.start and (name := employer_key(e.employer))
            }
        )
    )


def employers(entries: Iterable[Experience]) -> tuple[str, ...]:
    """The employers named."""
    return tuple(sorted({name for e in entries if (name := employer_key(e.employer))}))


def periods(entries: Iterable[Experience]) -> tuple[str, ...]:
    """Start and end of each closed entry, which translation and anonymising leave alone."""
    return tuple(
        sorted(
            {_period(e.period) for e in entries if e.period.start and e.period.end and not e.period.ongoing}
        )
    )


def starts(entries: Iterable[Experience]) -> tuple[str, ...]:
    """The months in which entries began; a year where no month is stated."""
    return tuple(sorted({_month(e.period.start) for e in entries if e.period.start}))


def _period(period: Period) -> str:
    return f"{_month(period.start)}/{_month(period.end)}"


def schools(entries: Iterable[Education]) -> tuple[str, ...]:
    """The schools named, without what most of them are called."""
    return tuple(sorted({name for e in entries if (name := _key(e.institution, _SCHOOL))}))


def degrees(entries: Iterable[Education]) -> tuple[str, ...]:
    """Level and year of each degree, whatever the school is called."""
    return tuple(sorted({f"{e.level}|{e.year}" for e in entries if e.level and e.year}))
