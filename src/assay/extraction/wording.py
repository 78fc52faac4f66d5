"""Words that tell what a passage shows, found in one pass over a whole text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs
import yaml

from assay.extraction.sections import TABLES
from assay.taxonomy import folded


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a group at ``text[start:end]``; `group` is an index into `groups()`."""

    start: int
    end: int
    group: int


LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl")
"""Languages with words of their own; English counts in every document."""


@cache
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    """Group to language to phrases, folded; a phrase that ends in ``*`` takes any ending."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load((TABLES / "evidence_words.yaml").read_bytes(), loader)  # noqa: S506 - a safe loader
    return {
        group: {language: _phrases(words) for language, words in rows.items()} for group, rows in data.items()
    }


def _phrases(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(p.strip()) for p in words.split(",") if p.strip()))


@cache
def groups() -> tuple[str, ...]:
    """The names of the groups, in the order of the table."""
    return tuple(_table())


_Search = tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[tuple[int, ...], bool], ...]]


@cache
def _search(language: str) -> _Search:
    """The search, and for each pattern its groups and whether it takes any ending."""
    senses: dict[tuple[str, bool], list[int]] = {}
    for number, rows in enumerate(_table().values()):
        for phrase in (*rows["en"], *rows.get(language, ())):
            senses.setdefault((phrase.rstrip("*"), phrase.endswith("*")), []).append(number)
    keys = list(senses)
    search = ahocorasick_rs.AhoCorasick([k[0] for k in keys], matchkind=ahocorasick_rs.MatchKind.Standard)
    return search, tuple((tuple(dict.fromkeys(senses[k])), k[1]) for k in keys)


def find_words(text: str, language: str | None) -> list[Hit]:
    """All hits in the folded `text`, by start."""
    search, patterns = _search(language if language in LANGUAGES else "en")
    out = []
    for index, start, end in search.find_matches_as_indexes(text, overlapping=True):
        found, stem = patterns[index]
        if start and _inside(text[start - 1]):
            continue
        stop = end
        if end < len(text) and _inside(text[end]) and text[end - 1] != "'":
            if not stem:
                continue
            stop = _word_end(text, end)
        out += [Hit(start, stop, group) for group in found]
    return sorted(out, key=lambda h: (h.start, h.end, h.group))


def _inside(char: str) -> bool:
    return char.isalnum() or char == "_"


def _word_end(text: str, at: int) -> int:
    while at < len(text) and _inside(text[at]):
        at += 1
    return at


class Words:
    """The hits of a text, asked by stretch."""

    def __init__(self, text: str, language: str | None) -> None:
        self._hits = find_words(text, language)
        self._starts = [h.start for h in self._hits]

    def between(self, start: int, end: int) -> Iterator[Hit]:
        """Hits that begin at `start` or later and end at `end` or before."""
        for hit in self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if hit.end <= end:
                yield hit

    def groups(self, start: int, end: int) -> int:
        """A bit for each group with a hit in the stretch."""
        mask = 0
        for hit in self.between(start, end):
            mask |= 1 << hit.group
        return mask


def names(mask: int) -> Sequence[str]:
    """The groups whose bits are set."""
    return [g for n, g in enumerate(groups()) if mask >> n & 1]
