"""The parts of a brief: which line or lead-in opens which part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.extraction.brief.tables import heading_words, headings
from assay.extraction.lines import Line
from assay.taxonomy import folded

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_NUMBERING = re.compile(r"^\W{0,3}(?:\d{1,2}[A-Z]?(?:\.\d)?\.?|[IVX]{1,4}\.|[A-H]\))\s+")
_MAX_FULL = 64  # a heading known word for word
_MAX_HEADING, _MAX_WORDS = 110, 14
_MAX_OPENING = 160  # "The person will look after the following:" before bullets
_RUN_IN = re.compile(r"^\W{0,3}(?P<head>[^.:!?\n]{3,70}?)(?P<mark>[:.!?])\s+(?=\S)")
_RUN_IN_WORDS = {":": 10, ".": 6, "?": 8, "!": 6}
_DEMANDS = frozenset({"must", "nice", "duties"})
_SENTENCES = re.compile(r"[a-z)][.!?]\s+[A-ZÀ-Þ]")
"""Where one sentence ends and another begins: a paragraph, of which the last may open a list."""

_MONEY = re.compile(r"[$€£₹]\s?\d|\d\s?[$€£₹]")
_TRAILING = re.compile(r"(?<=[^\W\d_])\s?(?:…|(?:\.\s?){2,4}\.?)$")
"""Dots that leave a heading open: "What you bring..."."""

_QUOTED_MAIL = re.compile(r"^\s*>[>\s]*")


@dataclass(frozen=True, slots=True)
class Part:
    """What a line stands under.

    `name` is must, nice, duties, skip, not_asked or "" where no heading is known; `heading` its words,
    folded; `run_in` whether the words open the paragraph itself rather than stand alone; `after` whether
    the list under the heading is over, so that the line may be of another matter.
    """

    name: str
    heading: str
    run_in: bool = False
    after: bool = False


NO_PART = Part("", "")


def parts_of(lines: Sequence[Line]) -> tuple[dict[int, Part], set[int | None]]:
    """The part of each line, and the lines that are headings."""
    parts: dict[int, Part] = {}
    heads: set[int | None] = set()
    part = paragraph = NO_PART
    listed = blank = False
    for line in lines:
        if line.blank:
            paragraph, blank = NO_PART, True
            continue
        found = _heading(lines, line)
        if found is not None:
            part, paragraph, listed = found, NO_PART, False
            heads.add(line.number)
        elif (lead := run_in(line.text, listed=line.bullet and part.name in _DEMANDS)) is not None:
            paragraph = lead
            listed = listed or not line.bullet
        elif line.bullet:
            paragraph, listed = NO_PART, True
        opened = _opened_below(lines, line) if found is None else None
        over = listed and blank and not line.bullet and not paragraph.name and found is None
        parts[line.number] = paragraph if paragraph.name else replace(part, after=over or part.after)
        part = opened or replace(part, after=part.after or over)
        listed = listed and opened is None
        blank = False
    return parts, heads


def heading_part(text: str, *, whole: bool = False) -> str | None:
    """The part that the words of a heading open, or None where they are not known.

    With `whole` only a heading known as it stands counts, not one that holds a telling word.
    """
    key = _key(text)
    if len(key) <= _MAX_FULL:
        known = next((part for part, pattern in headings().items() if pattern.match(key)), None)
        if known is not None:
            return known
    if whole:
        return None
    found = next((part for part, pattern in heading_words().items() if pattern.search(key)), None)
    return found.split()[0] if found else None


def run_in(text: str, *, listed: bool = False) -> Part | None:
    """The part opened by the first words of a paragraph: "Nice to have: Rust", "Money. We pay ...".

    A bullet of a list of demands (`listed`) often names its matter so ("Team spirit: ..."); it opens
    another part only where its words are known as a heading, or call it a bonus.
    """
    match = _RUN_IN.match(text)
    if match is None:
        return None
    words = len(match["head"].split())
    if words > _RUN_IN_WORDS[match["mark"]]:
        return None
    name = heading_part(match["head"])
    if listed and name not in ("nice", "not_asked") and heading_part(match["head"], whole=True) is None:
        return None
    if name is None or (name in ("must", "duties") and match["mark"] == "." and words > 3):
        return None
    return Part(name, _key(match["head"]), run_in=True)


def _opened_below(lines: Sequence[Line], line: Line) -> Part | None:
    """The part that the last sentence of a paragraph opens for the list below it: "... You will bring:"."""
    text = line.text.rstrip()
    below = _next(lines, line)
    if line.bullet or not text.endswith(":") or below is None or not below.bullet:
        return None
    last = re.split(r"(?<=[.!?])\s+", text)[-1]
    name = heading_part(last) if len(last) <= _MAX_OPENING else None
    return Part(name, _key(last)) if name else None


def _key(text: str) -> str:
    bare = _NUMBERING.sub("", _QUOTED_MAIL.sub("", text.strip()))
    return re.sub(r"\s+", " ", _EDGES.sub("", folded(bare).replace("’", "'")))


def _heading(lines: Sequence[Line], line: Line) -> Part | None:
    """The part that the line opens by standing alone as a heading; None where it is none."""
    if not _may_head(lines, line):
        return None
    name = heading_part(line.text)
    if name is not None:
        return Part(name, _key(line.text))
    return Part("", _key(line.text)) if _marked(line.text) or _stands_apart(lines, line) else None


def _may_head(lines: Sequence[Line], line: Line) -> bool:
    """Whether the form of the line is that of a heading; the first line is the title."""
    bare = _TRAILING.sub("", line.text.strip())
    if line.bullet and not bare.startswith(("*", "#")) and not _NUMBERING.match(bare):
        return False
    if line.bullet and bare.startswith("*") and not bare.endswith("*"):
        return False
    if _first(lines) == line.number or not any(c.isalpha() for c in bare) or _MONEY.search(bare):
        return False
    opens_list = _next(lines, line) is not None and _next(lines, line).bullet  # type: ignore[union-attr]
    if bare.endswith(":"):
        limit = _MAX_OPENING if opens_list else _MAX_HEADING
        return len(bare) <= limit and not _SENTENCES.search(bare)
    if bare.endswith((".", ",", ";")) or len(bare) > _MAX_HEADING or len(bare.split()) > _MAX_WORDS:
        return False
    return opens_list or _marked(bare) or _alone(lines, line) or _known(bare)


def _known(bare: str) -> bool:
    key = _key(bare)
    return len(key) <= _MAX_FULL and any(pattern.match(key) for pattern in headings().values())


def _marked(text: str) -> bool:
    """In capitals, numbered in capitals, or marked with # or asterisks."""
    bare = text.strip()
    letters = [c for c in bare if c.isalpha()]
    loud = len(letters) > 3 and all(c.isupper() for c in letters) and len(bare.split()) <= 9
    return loud or bare.startswith("#") or (bare.startswith("**") and bare.rstrip(":").endswith("**"))


def _alone(lines: Sequence[Line], line: Line) -> bool:
    """Whether it stands after a blank line, and something stands below it."""
    at = line.number
    before = at == 0 or lines[at - 1].blank
    return before and _next(lines, line) is not None


def _stands_apart(lines: Sequence[Line], line: Line) -> bool:
    """A short line of unknown words, blank above and below or with a list below: it closes the open part."""
    if len(line.text.split()) > 7 or not _alone(lines, line):
        return False
    below = _next(lines, line)
    return below is not None and (below.number > line.number + 1 or below.bullet)


def _first(lines: Sequence[Line]) -> int:
    return next((line.number for line in lines if not line.blank), 0)


def _next(lines: Sequence[Line], line: Line) -> Line | None:
    """The next line with words; posts leave any number of blank lines below a heading."""
    return next((other for other in lines[line.number + 1 :] if not other.blank), None)
