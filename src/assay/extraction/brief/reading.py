"""What a piece of a brief is: a must, a should, a bonus, or nothing asked; a fitted linear model.

Its features are marks of the place (part of the brief, bullet, how far down), groups of words in eight
languages, what the piece says outright (years, a degree, skills) and single words. The weights are
fitted by ``training/fit_briefs.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np

from assay.domain.brief import Importance
from assay.errors import ModelError
from assay.extraction.brief.headings import Part
from assay.extraction.brief.pieces import Piece
from assay.extraction.brief.tables import cues, described
from assay.extraction.forest import FloatArray, model_file
from assay.taxonomy import folded

CLASSES = (None, Importance.MUST, Importance.SHOULD, Importance.NICE)
"""What a piece may be; None where nothing is asked."""

WORD_SHARE = 0.6
"""Weight of all words together beside a mark of 1."""

_WORD = re.compile(r"[a-z+#']{2,}|\d+")
_NUMBER = re.compile(r"\d+")
_HEADING_WORDS = 6
_LONG, _SHORT, _OPENING = 30, 5, 3  # words
_LONG_LIST, _EARLY, _OFTEN = 8, 3, 3
_MARK = "="
_COMMON = frozenset(
    """engineer engineers scientist senior junior staff lead principal sr jr mid level head manager developer software machine learning ml ai ki ia and for of the in at with to or team
    remote hybrid full time contract ii iii iv us usa uk eu mwd fmx mfd ingenieur ingeniero ingegnere engenheiro inzynier entwickler developpeur de der die das und la le el del per van voor""".split()
)
"""Words of titles that say nothing of the field."""

_ASKS, _LISTED, _LISTED_SHARE = "=cues:asks", frozenset({"=part:must*", "=part:nice*"}), 0.75
_BONUS, _DEMANDED = frozenset({"=cues:nice", "=cues:preferred"}), "=cues:demanded"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefModel:
    """Weights of shape (classes,) for each mark or word.

    `least` is the chance from which a piece is a demand. `must_lean` multiplies the chance of a must: one
    taken for less costs more than a wish taken for a must, which the author sees and corrects.
    """

    weights: Mapping[str, FloatArray]
    bias: FloatArray
    least: float
    must_lean: float = 1.0

    def chances(self, tokens: frozenset[str]) -> FloatArray:
        """The chance of each of CLASSES, adding up to 1."""
        marks = [self.weights[t] for t in sorted(tokens) if t[0] == _MARK and t in self.weights]
        words = [self.weights[t] for t in sorted(tokens) if t[0] != _MARK and t in self.weights]
        scores = self.bias + sum(marks, np.zeros(len(self.bias)))
        if words:
            scores = scores + WORD_SHARE * sum(words, np.zeros(len(self.bias))) / sqrt(len(words))
        grown = np.exp(scores - scores.max())
        return np.asarray(grown / grown.sum())

    def judged(self, tokens: frozenset[str]) -> Importance | None:
        """The likeliest importance where something is asked at all, else None.

        What its own words call a bonus is no must, unless they demand it too. A bullet of a list of demands
        that speaks of knowledge or experience needs less to be one.
        """
        chances = self.chances(tokens)
        sure = _ASKS in tokens and not tokens.isdisjoint(_LISTED)
        if 1.0 - chances[0] < self.least * (_LISTED_SHARE if sure else 1.0):
            return None
        wished = not tokens.isdisjoint(_BONUS) and _DEMANDED not in tokens
        lean = 0.0 if wished else self.must_lean
        return CLASSES[1 + int(np.argmax(chances[1:] * np.array([lean, 1.0, 1.0])))]


def model_from(data: Mapping[str, Any]) -> BriefModel:
    """The model of a file; raises ModelError where it has holes."""
    try:
        weights = {token: np.array(row, dtype=float) for token, row in data["weights"].items()}
        bias = np.array(data["bias"], dtype=float)
        if any(row.shape != bias.shape for row in weights.values()) or bias.shape != (len(CLASSES),):
            raise ValueError("weights: rows of different length")
        return BriefModel(
            weights=weights, bias=bias, least=float(data["least"]), must_lean=float(data["must_lean"])
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise ModelError([f"The model file has no usable {fault}; fit it again."]) from fault


@cache
def brief_model() -> BriefModel:
    """The fitted model."""
    return model_from(model_file("brief"))


def tokens_of(pieces: Sequence[Piece]) -> list[frozenset[str]]:
    """Marks (with = before them) and words of each piece of one brief."""
    titled = _title_words(pieces[0].sentence.document.text) if pieces else frozenset()
    headed = sum(p.sentence.part.name in ("must", "nice") for p in pieces)
    plain = headed < 0.1 * len(pieces)
    named = Counter(s for p in pieces for s in p.hard)
    lists = Counter(p.sentence.part for p in pieces)
    seen: Counter[Part] = Counter()
    out = []
    for piece in pieces:
        part = piece.sentence.part
        marks = [
            *_marks(piece, plain),
            *_titled(piece, titled),
            *_standing(piece, named, seen[part], lists[part]),
        ]
        seen[part] += 1
        out.append(frozenset([*(f"{_MARK}{mark}" for mark in marks), *_words(piece)]))
    return out


@lru_cache(maxsize=8)
def _title_words(text: str) -> frozenset[str]:
    """The telling words of the first line: what the work is about, not what the post is called."""
    line = next((row for row in text.split("\n") if any(c.isalpha() for c in row)), "")
    return frozenset(w for w in _WORD.findall(folded(line)) if len(w) > 1 and w not in _COMMON)


def _titled(piece: Piece, titled: frozenset[str]) -> Iterator[str]:
    """Whether the piece speaks of what the title names."""
    if titled and not titled.isdisjoint(_WORD.findall(piece.text)):
        yield "titled"
        yield f"titled@{piece.sentence.part.name}"


def _standing(piece: Piece, named: Mapping[str, int], place: int, length: int) -> Iterator[str]:
    """How the piece stands among the others: early or late in its list, its skills named again or not."""
    name = piece.sentence.part.name
    if length >= _LONG_LIST:
        yield f"long list@{name}"
    if length > _EARLY:
        yield f"{'early' if place < _EARLY else 'late' if place >= length - _EARLY else 'middle'}@{name}"
    times = max((named[s] for s in piece.hard), default=0)
    if times >= _OFTEN:
        yield "named again"
        yield f"named again@{name}"
    elif times == 1:
        yield f"named once@{name}"


def _words(piece: Piece) -> Iterator[str]:
    words = [_NUMBER.sub("#", w) for w in _WORD.findall(piece.text)]
    yield from (f"w:{w}" for w in words)
    yield from (f"b:{a} {b}" for a, b in pairwise(words))
    yield from (f"h:{w}" for w in _WORD.findall(piece.sentence.part.heading)[:_HEADING_WORDS])


def _marks(piece: Piece, plain: bool) -> Iterator[str]:
    yield from _place(piece, plain)
    yield from _said(piece)
    sentence = piece.sentence
    whole = piece.start == 0 and piece.end >= len(sentence.folded) - 1
    for group in ("cues", "signs"):
        for name, pattern in cues(group).items():
            if pattern.search(piece.text):
                yield f"{group}:{name}"
                if name in ("nice", "bonus", "firm", "must", "mild", "should"):
                    yield f"{group}:{name}@{sentence.part.name}"
            elif not whole and pattern.search(sentence.folded):
                yield f"near {group}:{name}"


def _place(piece: Piece, plain: bool) -> Iterator[str]:
    sentence, part = piece.sentence, piece.sentence.part
    yield f"part:{part.name}"
    yield f"part:{part.name}{'*' if sentence.bullet else '-'}"
    if part.run_in:
        yield f"run-in:{part.name}"
    if part.after:
        yield f"after:{part.name}"
    if sentence.bullet:
        yield "bullet"
    if plain:
        yield "plain"
    yield f"third:{int(3 * sentence.share)}"
    if piece.start:
        yield "follows"
    opening = " ".join(piece.text.split()[:_OPENING])
    for who in ("you", "we", "doing", "past"):
        if cues("signs")[who].match(opening.lstrip("\"'([•-–*✔→ ")):
            yield f"opens:{who}"
            yield f"opens:{who}@{part.name}"


def _said(piece: Piece) -> Iterator[str]:
    count = len(piece.text.split())
    if count > _LONG:
        yield "long"
    if count <= _SHORT:
        yield "short"
    facts = (
        ("years", piece.years), ("degree", piece.degree), ("language", piece.language), ("signals", piece.signals),
        ("skill", piece.hard), ("skills", len(piece.hard) > 2), ("soft", len(piece.named) > len(piece.hard)),
        ("described", any(pattern.search(piece.text) for pattern in described().values())),
    )  # fmt: skip
    for name, value in facts:
        if value:
            yield name
            yield f"{name}@{piece.sentence.part.name}"
    if not any(value for _, value in facts):
        yield "says nothing"
