"""Skills told in other words: a verb and its object with a few words between ("trained two small models")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assay.domain.skill import Skill
from assay.taxonomy._names import folded

GAP = " .. "
"""Stands between the parts of a phrase, if it has several: at most `_MAX_BETWEEN` words of the same clause."""

_MAX_BETWEEN = 5
_BETWEEN = r"(?:[ \t,()'’\"«»/&–-]{1,4}(?:\n[ \t]*)?|\n[ \t]*)"
_FIRST = re.compile(r"\w+")
_KEY = 3  # letters by which a text's words are looked up


@dataclass(frozen=True, slots=True)
class Phrased:
    """A place where a skill is told: the words that tell it begin at `start` and the first part ends at `end`."""

    start: int
    end: int
    skill: str
    name: str


class Phrases:
    """Searches texts for the phrases of all skills."""

    def __init__(self, skills: Mapping[str, Skill]) -> None:
        self._rows: list[tuple[re.Pattern[str], str, str]] = []
        self._by_key: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        for skill in skills.values():
            for phrase in skill.phrased:
                first, *rest = [_part(p) for p in phrase.split(GAP)]
                number = len(self._rows)
                self._rows.append((re.compile(_tail(rest)), skill.id, phrase))
                for key in {_FIRST.search(a)[0][:_KEY] for a in _options(phrase.split(GAP)[0])}:  # type: ignore[index]
                    self._by_key.setdefault(key, []).append((number, re.compile(rf"(?:{first})(?!\w)")))

    def find(self, text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Phrased]:
        """Phrases whose first part no span of `taken` (ordered) covers, in text order, one for a place."""
        low = folded(text)
        last = -1
        for word in _FIRST.finditer(low):
            rows = self._by_key.get(word[0][:_KEY])
            if not rows or word.start() < last:
                continue
            found = next(self._at(low, word.start(), rows, taken), None)
            if found is not None:
                yield found
                last = found.end

    def _at(
        self,
        low: str,
        start: int,
        rows: Sequence[tuple[int, re.Pattern[str]]],
        taken: Sequence[tuple[int, int]],
    ) -> Iterator[Phrased]:
        for number, first in rows:
            head = first.match(low, start)
            if head is None or _touches(taken, start, head.end()):
                continue
            tail, skill, phrase = self._rows[number]
            if tail.match(low, head.end()):
                yield Phrased(start, head.end(), skill, phrase)


def faults_of(phrase: str) -> str | None:
    """What is wrong with a phrase, or None."""
    parts = phrase.split(GAP)
    if any(not o.strip() or _FIRST.search(o) is None for p in parts for o in p.split("|")):
        return f"{phrase!r} has an empty part"
    short = [o for o in _options(parts[0]) if len(_FIRST.search(o)[0]) < _KEY]  # type: ignore[index]
    return f"{phrase!r} opens with a word of fewer than {_KEY} letters ({short[0]!r})" if short else None


def _options(part: str) -> list[str]:
    return [folded(o.strip()) for o in part.split("|")]


def _part(part: str) -> str:
    """Alternatives as a pattern; ``*`` stands for any ending."""
    rows = sorted(_options(part), key=lambda o: (-len(o), o))
    return "|".join(r"[\s-]+".join(map(re.escape, o.split())).replace(r"\*", r"\w*") for o in rows)


def _tail(parts: Sequence[str]) -> str:
    return "".join(rf"(?:{_BETWEEN}[\w.%+#]*\w){{0,{_MAX_BETWEEN}}}?{_BETWEEN}(?:{p})(?!\w)" for p in parts)


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (end, 0))
    return at > 0 and taken[at - 1][1] > start
