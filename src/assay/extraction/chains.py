"""Several roles in one line: titles with the dates they began, one after the other, or a promotion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assay.domain.dates import Month, Period
from assay.extraction.anchors import MAX_HEAD, periods, shows_end, titled
from assay.extraction.dates import NOW, DatedSpan, find_single
from assay.extraction.lines import Line

_BETWEEN = re.compile(
    r"[)\]]?\s*(?:[·→;|•>,/]|->|then|dann|puis|luego|poi|depois|daarna|potem)+\s*", re.IGNORECASE
)
_OPENS_DATE = re.compile(
    r"[\s(\[,:–—-]*(?:since|from|in|seit|ab|depuis|desde|dal|od|sinds)?\s*$", re.IGNORECASE
)
_LONGEST = 60
_STEP = re.compile(
    r"\s*(?:,\s*(?:and\s)?(?:then|later|thereafter|dann|später|puis|ensuite|luego|después|poi|depois|daarna|później|potem)\s+"
    r"|;\s*|\s(?:→|->|➔)\s*)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\s*[(\[,]?\s*(?:from|since|as of|w\.?e\.?f\.?|seit|ab|depuis|desde|dal|od|vanaf|sinds)?\s*$",
    re.IGNORECASE,
)
_RANKS = frozenset("senior sr lead principal staff starszy starsza leitender leitende".split())


@dataclass(frozen=True, slots=True)
class Step:
    """A later title in the same line as an earlier one, and the month or year it began."""

    earlier: tuple[int, int]
    later: tuple[int, int]
    start: Month


def chain_of(line: Line) -> list[tuple[DatedSpan, tuple[int, int]]]:
    """The roles of a line such as "Acme: Analyst Aug 2019 · Consultant Jul 2021": period and part of the line each.

    A role ends where the next one begins; the newest goes on. Empty where the line is no such chain.
    """
    text = line.text
    dates = find_single(text)
    if (
        not 2 <= len(dates) <= 8
        or len(text) > 4 * MAX_HEAD
        or any(shows_end(line, p) and not p.period.ongoing for p in periods(text))
    ):
        return []
    at, items = 0, []
    for number, date in enumerate(dates):
        if number:
            between = _BETWEEN.match(text, at)
            if between is None:
                break
            at = between.start()
        title = _OPENS_DATE.sub("", text[at : date.start])
        words = title.split(": ")[-1].strip(" ·→;|•>,/()-")
        if not titled(words) or len(words) > _LONGEST or date.period.start is None:
            break
        items.append((date, (at, date.end), date.period.start))
        at = date.end
    starts = [start for _, _, start in items]
    rising = all(a.ordinal < b.ordinal for a, b in pairwise(starts))
    falling = all(a.ordinal > b.ordinal for a, b in pairwise(starts))
    if len(items) < 2 or not (rising or falling) or (len(items) < len(dates) and not NOW.search(text, at)):
        return []
    out = []
    for number, (date, part, start) in enumerate(items):
        following = number + (1 if rising else -1)
        newest = not 0 <= following < len(items)
        period = Period(start=start, ongoing=True) if newest else Period(start=start, end=starts[following])
        out.append((DatedSpan(date.start, date.end, period), part))
    return out


def promotion_in(text: str, period: Period) -> Step | None:
    """The later of two titles and when it began: "Administrator, then Engineer (from 2014)".

    A mere rise in rank ("Engineer, then Senior Engineer") is one role unless the titles stand apart.
    """
    step = _STEP.search(text)
    if step is None or not titled(text[: step.start()]) or period.start is None:
        return None
    dates = [d for d in find_single(text[step.end() : step.end() + 90]) if d.period.start is not None]
    if not dates or dates[0].period.start is None:
        return None
    date, base, began = dates[0], step.end(), dates[0].period.start
    ahead = not text[base : base + date.start].strip(" ([")  # "→ (Sept '22) platform engineer"
    if ahead:
        tail = re.match(r"[)\]\s:,]*", text[base + date.end :])
        begin = base + date.end + (tail.end() if tail else 0)
        stop = re.search(r"[,;|(]|\s{3}|$", text[begin:])
        later = (begin, begin + (stop.start() if stop else 0))
    else:
        later = (base, base + len(_SINCE.sub("", text[base : base + date.start])))
    words = text[slice(*later)].strip()
    if not titled(words) or len(words) > _LONGEST or not _inside(began, period):
        return None
    first = text[: step.start()]
    risen = set(words.lower().split()) - set(first.lower().split()) <= _RANKS
    if risen and ";" not in step[0] and "→" not in step[0]:
        return None
    return Step((0, step.start()), later, began)


def _inside(month: Month, period: Period) -> bool:
    """Whether a title begins after the period does and before it ends."""
    if period.start is None:
        return False
    after = (period.start.year, period.start.month or 1) < (month.year, month.month or 0)
    return after and (period.end is None or month.year <= period.end.year)
