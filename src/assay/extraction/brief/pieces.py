"""Pieces of a brief: the parts of its sentences that may each be a demand, with what they say outright."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assay.extraction.brief.facts import SOFT, degree_asked, language_asked, signals_asked, years_asked
from assay.extraction.brief.segments import Sentence
from assay.extraction.details import LANGUAGE_NAMES
from assay.taxonomy import Mention, Taxonomy

_MIN_LETTERS = 2
_AND = r"(?:and|as well as|und|sowie|et|y|e|i|oraz|en)"
_ASKING = (
    r"(?:experience|familiarity|knowledge|proficiency|understanding|expertise|background|ability|kenntnisse|erfahrung|"
    r"experiencia|conocimientos?|esperienza|conoscenza|experiencia|conhecimentos?|ervaring|kennis|doswiadczenie|znajomosc|connaissance|maitrise)"
)
_SPLIT = re.compile(
    rf";\s+|\s+\|\s+|,?\s+{_AND}?\s*(?=(?:ideally|preferably|with prefer\w+|idealerweise|idealement|de preference|idealmente|preferibilmente|preferencialmente|bij voorkeur|najlepiej)\b)|"
    rf",?\s+{_AND}\s+(?=(?:(?:a|an|some|strong|good|solid|proven|deep|hands-on|gute|erste|una|buona|een)\s+){{0,2}}{_ASKING}\b)|"
    r",\s+(?=(?:of which|davon|dont au moins|de ellos|di cui|dos quais|waarvan|w tym)\b)|\s+\((?!(?:(?:strongly|highly|is|an?|big|huge|definite|very|much|graduate) )*(?:plus|bonus|preferred|desired|desirable|nice[- ]to[- ]have|optional|von vorteil|un plus)\s?\))(?=[^()]{3,60}(?:a plus|a bonus|preferred|ideally|nice to have|von vorteil|un plus|se valora|gradit\w|mile widzian\w+)\))|"
    r"(?<!\betc)(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bincl)(?<!\bapprox)(?<!\bu\.s)(?<!\bph)(?<!\bph\.d)(?<!\b[bm]\.s)(?<!\b[bm]\.a)(?<!\bm\.sc)(?<!\bb\.sc)\.\s+"
)  # fmt: skip
_AND_YEARS = re.compile(
    rf",?\s+(?:{_AND}|with|plus|mit|avec|con|com|met|z)\s+(?=(?:(?:at least|a minimum of|minimum(?: of)?|min\.?|over|more than|mindestens|au moins|al menos|almeno|pelo menos|minimaal|co najmniej)\s+)?"
    r"\d{1,2}\s?\+?\s?(?:(?:-|–|to)\s?\d{1,2}\s?\+?\s?)?(?:years?|yrs?|jahre?n?|ans|anos|anni|jaar|lata?)\b)"
)
_LANGUAGE_WORD = re.compile(r"[^\W\d_]{5,}")
_JOINT = re.compile(rf"(?:\s*,\s*|\s+){_AND}?\s*$|\s*[,/&+]\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence, ``sentence.folded[start:end]``, with the names of the vocabulary in it."""

    sentence: Sentence
    start: int
    end: int
    mentions: tuple[Mention, ...]
    years: float | None
    degree: int
    language: str | None
    signals: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words, folded."""
        return self.sentence.folded[self.start : self.end]

    @property
    def words(self) -> str:
        """The words as they stand."""
        return self.sentence.text[self.start : self.end]

    @property
    def named(self) -> tuple[str, ...]:
        """Skills named, each once, in the order of the text."""
        return tuple(dict.fromkeys(m.skill for m in self.mentions))

    @property
    def hard(self) -> tuple[str, ...]:
        """Skills named but for those that nearly every brief names."""
        return tuple(s for s in self.named if s not in SOFT)


def pieces_of(sentences: Sequence[Sentence], taxonomy: Taxonomy) -> Iterator[Piece]:
    """The pieces of all sentences in the order of the brief.

    Names are sought in the whole brief at once: the neighbours in a list tell what an ambiguous name means.
    """
    texts = [s.text for s in sentences]
    starts = list(accumulate((len(t) + 1 for t in texts), initial=0))
    found: list[list[Mention]] = [[] for _ in sentences]
    for m in taxonomy.find("\n".join(texts)):
        at = bisect_right(starts, m.start) - 1
        begin = starts[at]
        if m.end - begin <= len(texts[at]):
            found[at].append(Mention(m.start - begin, m.end - begin, m.skill, m.name))
    for sentence, mentions in zip(sentences, found, strict=True):
        for start, end in _cuts(sentence.folded):
            yield _piece(sentence, start, end, mentions)


def _piece(sentence: Sentence, start: int, end: int, mentions: Sequence[Mention]) -> Piece:
    text = sentence.folded[start:end]
    own = tuple(m for m in mentions if start <= m.start < end)
    return Piece(
        sentence=sentence,
        start=start,
        end=end,
        mentions=own,
        years=years_asked(text),
        degree=degree_asked(text),
        language=language_asked(text),
        signals=signals_asked(text, [m.skill for m in own]),
    )


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each part that may be a demand of its own."""
    at = 0
    for match in _SPLIT.finditer(text):
        if _says(text[at : match.start()]):
            yield from _parted(text, at, match.start())
            at = match.end()
    if _says(text[at:]):
        yield from _parted(text, at, len(text))


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A degree and the years asked beside it are two demands, unless they are weighed against another degree."""
    cut = _AND_YEARS.search(text, start, end)
    if cut and degree_asked(text[start : cut.start()]) and not degree_asked(text[cut.end() : end]):
        yield start, cut.start()
        yield from _by_language(text, cut.end(), end)
    else:
        yield from _by_language(text, start, end)


def _says(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= _MIN_LETTERS or text.strip() in ("r", "c")


def _by_language(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Two spoken languages with their levels are two demands, unless either is enough."""
    names = [m for m in _LANGUAGE_WORD.finditer(text, start, end) if m[0] in LANGUAGE_NAMES]
    different = {LANGUAGE_NAMES[m[0]] for m in names}
    between = text[names[0].end() : names[1].start()] if len(names) == 2 else ""
    apart = (
        len(different) == 2 and len(between) < 60 and not re.search(r"\b(?:or|oder|ou|o|of|lub)\b", between)
    )
    joint = _JOINT.search(text, start, names[1].start()) if apart else None
    if joint and language_asked(text[start:end]):
        yield start, joint.start()
        yield names[1].start(), end
    else:
        yield start, end
