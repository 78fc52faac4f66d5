"""Text addressed to machines: orders to a model, requests for a rank, chat markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assay.domain.profile import Finding, FindingKind
from assay.extraction.cues import fold_statement
from assay.extraction.findings.common import Found, bounds, pattern, quotes_of, tables
from assay.extraction.layout import CvLayout, Statement

_POLITE = r"please|kindly|bitte|svp|s'il vous plait|merci de|veuillez|por favor|per favore|per piacere|alsjeblieft|alstublieft|gelieve|prosze"
_BEFORE = (
    rf"(?:^[\W_]*|[.:;!?,(\[{{\"'“„«>–—-]\s*|\b(?:{_POLITE}|and|so|then|must|should|(?:asked|instructed|required|told|needs?|ha(?:ve|s)|ought|supposed|advised) to|und|dann|et|puis|y|e|en|dan|i|"
    r"you|sie|vous|usted|je|instead|only|always|now|immer|nun|jetzt|doch)\s)"
)
"""What stands before a verb that orders: the start, a stop, a word of courtesy."""

_OPENING = re.compile(rf"^[\W_]*(?:(?:{_POLITE})\W+)?")
"""Marks and courtesy before a salutation."""

_REACH = 90
"""Characters after an ordering verb within which what it orders must stand."""


@cache
def _orders() -> list[tuple[re.Pattern[str], list[re.Pattern[str]]]]:
    """(ordering verb, what must follow it) by language."""
    out = []
    for rows in (*tables()["asks"].values(), *tables()["overrides"].values()):
        verb = re.compile(rf"{_BEFORE}(?:{'|'.join(rows['verbs'])})(?!\w)")
        needs = [re.compile(rf"(?<!\w)(?:{'|'.join(v)})(?!\w)") for k, v in rows.items() if k != "verbs"]
        out.append((verb, needs))
    return out


@cache
def _any_verb() -> re.Pattern[str]:
    """Any ordering verb of any language, so that most sentences cost one search."""
    rows = (*tables()["asks"].values(), *tables()["overrides"].values())
    verbs = dict.fromkeys(v for row in rows for v in row["verbs"])
    return re.compile(rf"(?<!\w)(?:{'|'.join(verbs)})(?!\w)")


def _ordered(text: str) -> bool:
    if _any_verb().search(text) is None:
        return False
    for verb, needs in _orders():
        for match in verb.finditer(text):
            rest = text[match.end() : match.end() + _REACH]
            if all(n.search(rest) for n in needs):
                return True
    return False


@cache
def _duties() -> re.Pattern[str]:
    """A machine reader followed by a word of duty: "the model reading this should"."""
    reader, duty = (tables()[n][0] for n in ("reader", "duty"))
    return re.compile(rf"(?<!\w)(?:{reader})(?!\w)[^.;:]{{0,40}}?(?<!\w)(?:{duty})(?!\w)")


def _charged(text: str) -> bool:
    """Whether the sentence says what a machine reader must do with this very person."""
    for match in _duties().finditer(text):
        rest = text[match.end() : match.end() + _REACH]
        if pattern("about_me").search(rest) and pattern("praise").search(rest):
            return True
    return False


def addresses_machines(text: str) -> bool:
    """Whether a passage, as written, speaks to machines or asks for a ranking."""
    return speaks_to_machines(fold_statement(text))


@lru_cache(maxsize=4096)
def speaks_to_machines(text: str) -> bool:
    """Whether a sentence, folded, speaks to a machine rather than of work with machines."""
    if pattern("syntax").search(text):
        return True
    spoken = (
        _ordered(text) or _charged(text) or any(pattern(n).search(text) for n in ("machines", "declares"))
    )
    addressed = pattern("address").match(_OPENING.sub("", text))
    if not (spoken or addressed):
        return False
    return not _tells_of_attacks(text)


def _tells_of_attacks(text: str) -> bool:
    """Whether the sentence tells of defending against such text: it names the attack before quoting it."""
    about = pattern("about_attacks").search(text)
    quoted = re.search(r"[\"“”„«»‘’'`].{4,}", text)
    return about is not None and (about.start() < 60) and (quoted is not None or about.start() < 25)


def machines(layout: CvLayout) -> Iterator[Found]:
    """Paragraphs that speak to machines; below a title that addresses them, the lines up to the next blank one."""
    blocks = {s.block for s in layout.statements if speaks_to_machines(fold_statement(s.text))}
    blocks |= _by_line(layout)
    if not blocks:
        return
    blocks |= _following(layout, blocks)
    rows = [s for s in layout.statements if s.block in blocks]
    told = sorted(rows, key=lambda s: not speaks_to_machines(fold_statement(s.text)))
    text = "Text addressed to machines or asking for a ranking; it is ignored."
    quotes = quotes_of(layout, (s.span for s in told))
    yield Finding(kind=FindingKind.TEXT_FOR_MACHINES, text=text, quotes=quotes), [s.span for s in rows]


def _by_line(layout: CvLayout) -> set[int]:
    """Blocks with a line that speaks to machines by itself, though it was read as the end of a sentence before it."""
    spoken = [n for n in layout.lines if not n.blank and speaks_to_machines(fold_statement(n.text))]
    starts = [(bounds(s), s.block) for s in layout.statements]
    return {
        block for line in spoken for (start, end), block in starts if start < line.end and line.start < end
    }


def _following(layout: CvLayout, blocks: set[int]) -> set[int]:
    """Blocks right below one that ends with a colon, a bracket or a tag: the order it announces."""
    last: dict[int, Statement] = {s.block: s for s in layout.statements}
    first: dict[int, Statement] = {}
    for s in layout.statements:
        first.setdefault(s.block, s)
    out: set[int] = set()
    for block in blocks:
        at, opened = block, last[block].text.rstrip().endswith((":", "{", "[", ">", ","))
        while opened and at + 1 in first:
            between = layout.lines[last[at].line + 1 : first[at + 1].line]
            if first[at + 1].head or any(not n.text.strip() for n in between):
                break
            at += 1
            out.add(at)
    return out
