"""Lists of skills out of all proportion to the work described."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.domain.document import Span
from assay.domain.profile import Finding, FindingKind
from assay.extraction.findings.common import Found, bounds
from assay.extraction.layout import CvLayout, Statement
from assay.extraction.sections import SectionKind
from assay.taxonomy import Mention, Taxonomy

STUFFED_FROM = 28
"""Distinct skills in one list from which it may be stuffing."""

SUPPORTED_SHARE = 0.25
"""Share of a list's skills that also stand in described work, below which the list is stuffing."""

_SHORTER = ((24, 0.12), (22, 0.06))
"""(skills, share): a shorter list is stuffing where next to none of it stands in described work."""

_LIST_FROM = 0.38
"""Share of a block's letters that are names of skills, from which it is a list."""

_LONE_SHARE = 0.6
"""Share of a line's letters that its one skill must make for the line to be an item of a list."""

_SHORT_WORDS = 3
"""Words of a line that may stand in a list without being known."""

_REPEATS = 6
"""How often one name must stand in a list to be stuffed by repetition."""

_COURSES = frozenset({SectionKind.CERTIFICATES, SectionKind.EDUCATION, SectionKind.PUBLICATIONS})
"""Sections whose lists tell of courses and papers, so stand without work."""

_STOPS = frozenset(",;|/·•-–—:()[]&+.")
"""Characters that part the items of a list."""

_NO_WORK = frozenset({SectionKind.SKILLS, SectionKind.HEADER, SectionKind.SUMMARY, SectionKind.LANGUAGES})


@dataclass(frozen=True, slots=True)
class _Block:
    """Statements of one paragraph or bullet with the skills named in it."""

    statements: tuple[Statement, ...]
    start: int
    end: int
    mentions: tuple[Mention, ...]
    share: float

    @property
    def is_list(self) -> bool:
        """Whether it is little more than names of skills."""
        return len(self.mentions) >= 2 and self.share >= _LIST_FROM

    def span(self, layout: CvLayout) -> Span:
        """Where it stands in the document."""
        return layout.mended.original(self.start, self.end)


def stuffing(layout: CvLayout, taxonomy: Taxonomy, blamed: Sequence[Span] = ()) -> Iterator[Found]:
    """Runs of list-like lines whose skills the described work does not show.

    `blamed` are the spans that other findings discredit: they show no work, and are not blamed twice.
    """
    blocks = _blocks(layout, taxonomy)
    blocks = [b for b in blocks if not any(b.span(layout).overlaps(s) for s in blamed)]
    worked = {m.skill for b in blocks if not b.is_list and _tells_work(b) for m in b.mentions}
    for run in _runs(blocks):
        mentions = [m for b in run for m in b.mentions]
        items = _items(layout.mended.text, mentions)
        names = Counter(m.skill for m in mentions)
        shown = len(names.keys() & worked)
        text = _fault(names, shown, items, bare=run[0].statements[0].section not in _COURSES)
        if text is None:
            continue
        spans = [b.span(layout) for b in run]
        quote = layout.quote(run[0].start, run[-1].end)
        yield Finding(kind=FindingKind.KEYWORD_STUFFING, text=text, quotes=(quote,)), spans


def _fault(names: Counter[str], shown: int, items: Counter[str], *, bare: bool) -> str | None:
    """What is wrong with a list, in a sentence; None where nothing is. `bare` lists may be short."""
    large = len(names) >= STUFFED_FROM and shown < SUPPORTED_SHARE * len(names)
    alone = bare and any(len(names) >= fewest and shown <= share * len(names) for fewest, share in _SHORTER)
    if large or alone:
        return f"A list of {len(names)} skills of which the described work shows {shown}."
    name, often = items.most_common(1)[0] if items else ("", 0)
    return f"A list that repeats {name!r} {often} times." if often >= _REPEATS else None


def _items(text: str, mentions: Sequence[Mention]) -> Counter[str]:
    """How often each name stands as an item of its own: "SAP" does not in "SAP EWM, SAP WM"."""
    edges = {m.start for m in mentions} | {m.end for m in mentions}
    out: Counter[str] = Counter()
    for mention in mentions:
        before = len(text[: mention.start].rstrip())
        after = len(text) - len(text[mention.end :].lstrip())
        opens = (
            before == 0
            or text[before - 1] in _STOPS
            or before in edges
            or "\n" in text[before : mention.start]
        )
        closes = (
            after >= len(text) or text[after] in _STOPS or after in edges or "\n" in text[mention.end : after]
        )
        if opens and closes:
            out[mention.name.lower()] += 1
    return out


def _tells_work(block: _Block) -> bool:
    first = block.statements[0]
    return not first.head and (first.role is not None or first.section not in _NO_WORK)


def _blocks(layout: CvLayout, taxonomy: Taxonomy) -> list[_Block]:
    """The paragraphs in text order."""
    mentions = sorted(taxonomy.find(layout.mended.text), key=lambda m: m.start)
    starts = [m.start for m in mentions]
    grouped: dict[int, list[Statement]] = {}
    for statement in layout.statements:
        grouped.setdefault(statement.block, []).append(statement)
    out = []
    for rows in grouped.values():
        start, end = bounds(rows[0])[0], bounds(rows[-1])[1]
        named = tuple(mentions[bisect_left(starts, start) : bisect_left(starts, end)])
        covered = {i for m in named for i in range(m.start, m.end) if layout.mended.text[i].isalnum()}
        letters = sum(c.isalnum() for c in layout.mended.text[start:end])
        out.append(_Block(tuple(rows), start, end, named, len(covered) / max(1, letters)))
    return out


def _runs(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """Lists of one section that follow one another, perhaps with one name a line or an unknown name between."""
    run: list[_Block] = []
    held: list[_Block] = []
    for block in blocks:
        parted = bool(run) and block.statements[0].section is not run[-1].statements[0].section
        if not parted and (block.is_list or (len(block.mentions) == 1 and block.share >= _LONE_SHARE)):
            run += [*held, block]
            held = []
        elif not parted and run and not held and len(block.statements[0].text.split()) <= _SHORT_WORDS:
            held = [block]
        else:
            if run:
                yield run
            run, held = [block] if parted and block.is_list else [], []
    if run:
        yield run
