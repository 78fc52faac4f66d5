"""The table of wording that rules do not allow, compiled; and where it stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assay.crossborder.hiring._read import FOLDER, Faults, Row, as_row, listed, mapping
from assay.crossborder.hiring.load import CHECKS
from assay.domain.document import Span
from assay.domain.hiring_rule import Severity

_FILE = "phrases.yaml"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s{1,9}(?=[A-ZÄÖÜÉ(\"“])|\n")
_AROUND = 400
"""Code points of a sentence that count to either side: long enough for any, and bounds the work."""

_NEGATED = re.compile(
    r"(?:\b(?:not|never|without|nor|needn['’]t)|n['’]t|\bno\s+need\s+to)\s+(?:[\w'’]+\s+){0,4}$",
    re.IGNORECASE,
)


class _PhraseRow(Row, frozen=True):
    id: str
    check: str
    severity: Severity
    says: str
    instead: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    softened_by: tuple[str, ...] = ()
    softened: str | None = None
    assume: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Wording to look for, what is wrong with it, and what to write instead.

    `check` leads to the rules; `assume` are places that the wording itself brings into question.
    """

    id: str
    check: str
    severity: Severity
    says: str
    instead: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    softened_by: tuple[re.Pattern[str], ...]
    softened: str | None
    assume: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The whole table; the last four are for lawful sentences and for pay."""

    phrases: tuple[Phrase, ...]
    lawful: tuple[re.Pattern[str], ...]
    vague_pay: tuple[re.Pattern[str], ...]
    one_sided_pay: tuple[re.Pattern[str], ...]
    pay_words: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase at its place in a text; `softened` where words nearby may make it lawful."""

    phrase: Phrase
    span: Span
    softened: bool


@cache
def load_phrases(folder: Path | None = None) -> Phrases:
    """The table in a folder, None for the one that ships with Assay; raises RulesError with every fault."""
    faults = Faults()
    data = mapping(folder or FOLDER, _FILE, faults)
    words = {
        key: "|".join(
            re.escape(str(word)).replace(r"\ ", r"\s+") for word in listed(data, key, _FILE, faults)
        )
        for key in ("demonym", "language")
    }
    rows = [
        as_row(raw, _PhraseRow, _FILE, f"phrases[{number}]", faults)
        for number, raw in enumerate(listed(data, "phrases", _FILE, faults))
    ]
    phrases = tuple(_phrase(row, words, faults) for row in rows if row)
    lists = {
        key: _compiled(listed(data, key, _FILE, faults), words, key, faults)
        for key in ("lawful", "vague_pay", "one_sided_pay", "pay_words")
    }
    faults.raise_if_any()
    return Phrases(phrases=phrases, **lists)


def _phrase(row: _PhraseRow, words: Mapping[str, str], faults: Faults) -> Phrase:
    where = f"phrases.{row.id}"
    if row.check not in CHECKS:
        faults.add(_FILE, where, f"check {row.check!r} is not one of {', '.join(sorted(CHECKS))}")
    if bool(row.softened_by) != (row.softened is not None):
        faults.add(_FILE, where, "softened_by and softened go together; give both or neither")
    return Phrase(
        id=row.id,
        check=row.check,
        severity=row.severity,
        says=row.says,
        instead=row.instead,
        patterns=_compiled(row.patterns, words, f"{where}.patterns", faults),
        unless=_compiled(row.unless, words, f"{where}.unless", faults),
        softened_by=_compiled(row.softened_by, words, f"{where}.softened_by", faults),
        softened=row.softened,
        assume=row.assume,
    )


def _compiled(
    patterns: Sequence[Any], words: Mapping[str, str], where: str, faults: Faults
) -> tuple[re.Pattern[str], ...]:
    found = []
    for number, pattern in enumerate(patterns):
        text = str(pattern)
        for key, alternatives in words.items():
            text = text.replace(f"{{{key}}}", alternatives)
        try:
            found.append(re.compile(text, re.IGNORECASE))
        except re.error as error:
            faults.add(_FILE, f"{where}[{number}]", f"is no regular expression ({error}); mend it")
    return tuple(found)


def said_in(text: str, table: Phrases) -> list[Said]:
    """Every phrase in a text, in order; of overlapping ones under the same check the first and longest."""
    found = [one for phrase in table.phrases for one in _places(text, phrase, table)]
    found.sort(key=lambda one: (one.span.start, -one.span.end))
    kept: list[Said] = []
    reached: dict[str, int] = {}
    for one in found:
        if one.span.start >= reached.get(one.phrase.check, 0):
            kept.append(one)
            reached[one.phrase.check] = one.span.end
    return kept


def _places(text: str, phrase: Phrase, table: Phrases) -> Iterator[Said]:
    for pattern in phrase.patterns:
        for match in pattern.finditer(text):
            sentence = sentence_at(text, match.start(), match.end())
            words = text[sentence.start : sentence.end]
            if any_in(words, table.lawful) or any_in(words, phrase.unless):
                continue
            if _NEGATED.search(text[sentence.start : match.start()]):
                continue
            near = text[max(0, sentence.start - 200) : sentence.end + 200]
            yield Said(
                phrase,
                Span(*match.span("quote" if "quote" in pattern.groupindex else 0)),
                bool(any_in(near, phrase.softened_by)),
            )


def sentence_at(text: str, start: int, end: int) -> Span:
    """The sentence or line around a range of code points, at most `_AROUND` to either side."""
    lowest, highest = max(0, start - _AROUND), min(len(text), end + _AROUND)
    ends = (m.end() for m in _SENTENCE_END.finditer(text, lowest, start + 1) if m.end() <= start)
    first = max(ends, default=lowest)
    after = _SENTENCE_END.search(text, end, highest)
    return Span(first, after.start() if after else highest)


def any_in(text: str, patterns: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
    """The first match of any pattern."""
    return next((match for pattern in patterns if (match := pattern.search(text))), None)
