"""Where a proposal stands in the text: an exact span, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from assay.domain.skill import Skill
from assay.extraction.phrases import open_id
from assay.extraction.proposals.prompt import COVER
from assay.taxonomy import Taxonomy, folded

LIKE = 92.0
"""Similarity (0-100) from which a quote that was copied with a slip is put on the text it was copied from."""

_LEAST_FUZZY = 16
_MAX_DESCRIBED = 100
_MOST_OF_NAME = 0.6
_TWO = 2
_STEM = 6  # letters by which words are compared: scheduler, scheduling
_SMALL = frozenset(
    "a an and the of for in on to with by from as at or is are was were be my our we i it this that".split()
)
_WORD = re.compile(r"[^\W_]{3,}")
_JOINT = re.compile(r"\s*[(),;]\s*|\s+/\s+")
_NAMELIKE = re.compile(r"[A-Z0-9+#]")


@dataclass(frozen=True, slots=True)
class Place:
    """Start and end in a statement's text."""

    start: int
    end: int


def quote_place(text: str, quote: str) -> Place | None:
    """The exact place in `text` of a quote that a model gives, white space and case aside; None where it is not there.

    A longer quote may differ by a slip; the place is then cut to whole words of `text`. Covered text is no quote.
    """
    words = [re.escape(w) for w in quote.split()]
    if not words:
        return None
    match = re.search(r"\s+".join(words), text, re.IGNORECASE)
    if match is not None:
        return _uncovered(text, match.start(), match.end())
    if len(quote) < _LEAST_FUZZY:
        return None
    found = fuzz.partial_ratio_alignment(folded(quote), folded(text), score_cutoff=LIKE)
    if found is None or len(folded(text)) != len(text):
        return None
    start, end = found.dest_start, found.dest_end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return _uncovered(text, start, end) if end - start >= 0.8 * len(quote) else None


def _uncovered(text: str, start: int, end: int) -> Place | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Place(start, end) if start < end and COVER not in text[start:end] else None


@dataclass(frozen=True, slots=True)
class Borne:
    """A skill that its quote bears out: its id and where it is named or described."""

    skill: str
    place: Place


def borne_out(text: str, quote: Place, name: str, taxonomy: Taxonomy) -> Borne | None:
    """The skill that `name` means, where the quote names it or describes it; None where it does neither.

    A skill of the vocabulary is described where the quote holds two telling words of one of its names; a
    narrower or neighbouring skill does not describe it, since matching knows those links already. A name outside the vocabulary must stand in the quote as
    a name is written. Of "LLM agents (CrewAI)" either part will do.
    """
    parts = [p for p in (w.strip() for w in _JOINT.split(name)) if len(p) > 1]
    for one in dict.fromkeys((name, *parts)):
        borne = _one_borne_out(text, quote, one, taxonomy)
        if borne is not None:
            return borne
    return None


def _one_borne_out(text: str, quote: Place, name: str, taxonomy: Taxonomy) -> Borne | None:
    entry = _entry(name, taxonomy)
    if entry is None:
        place = _named(text, quote, name, exact=True)
        if place is None or not _NAMELIKE.search(text[place.start : place.end]) or len(name.split()) > 4:
            return None
        return Borne(open_id(name), place)
    strict = {*entry.case, *entry.ambiguous}
    for known in (name, *entry.all_names):
        place = _named(text, quote, known, exact=known in strict or len(known) <= 3)
        if place is not None:
            return Borne(entry.id, place)
    if _described(text[quote.start : quote.end], entry):
        return Borne(entry.id, Place(quote.start, min(quote.end, quote.start + _MAX_DESCRIBED)))
    return None


def _entry(name: str, taxonomy: Taxonomy) -> Skill | None:
    """The vocabulary's skill of this name, or the one that makes up most of it ("GPU cluster management")."""
    exact = taxonomy.lookup(name)
    if exact is not None:
        return exact
    inside = taxonomy.find(name)
    if len(inside) == 1 and inside[0].end - inside[0].start >= _MOST_OF_NAME * len(name):
        return taxonomy.skills.get(inside[0].skill)
    return None


def _named(text: str, quote: Place, name: str, *, exact: bool) -> Place | None:
    words = r"[\s-]+".join(re.escape(w) for w in re.split(r"[\s-]+", name) if w)
    if not words:
        return None
    pattern = re.compile(rf"(?<![\w]){words}(?![\w+#])", 0 if exact else re.IGNORECASE)
    match = pattern.search(text, quote.start, quote.end)
    return Place(*match.span()) if match else None


def _described(words: str, entry: Skill) -> bool:
    said = {w[:_STEM] for w in _WORD.findall(folded(words))}
    for name in entry.all_names:
        telling = {w[:_STEM] for w in _WORD.findall(folded(name)) if w not in _SMALL}
        if len(telling) >= _TWO and len(telling & said) >= min(len(telling), _TWO):
            return True
    return False
