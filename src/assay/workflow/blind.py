"""The blind view: quotes with names, pronouns, contact and age covered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assay.domain.document import Document, Quote, Span
from assay.domain.identity import Identity

COVER = "▇▇▇"
"""Stands for anything covered; always as long, so that its length tells nothing."""

CONTEXT = 160
"""Characters of source text shown on either side of a quote."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote as shown to people: the words before it, its own, those after, and where it stands.

    `page` is None for formats without pages.
    """

    before: str
    text: str
    after: str
    document: str
    page: int | None


class Cover:
    """Shows parts of a candidate's documents, covered where `blind`."""

    def __init__(self, documents: Sequence[Document], identity: Identity, *, blind: bool) -> None:
        self._documents: Mapping[str, Document] = {d.sha256: d for d in documents}
        self._blind = blind
        self._masks: dict[str, list[Span]] = {}
        for quote in identity.masks:
            self._masks.setdefault(quote.document, []).append(quote.span)

    def excerpt(self, quote: Quote) -> Excerpt:
        """`quote` with its surroundings, cut at line breaks of paragraphs and at CONTEXT characters."""
        document = self._documents[quote.document]
        start, end = _surroundings(document.text, quote.span)
        return Excerpt(
            before=self._show(document, Span(start, quote.span.start)),
            text=self._show(document, quote.span),
            after=self._show(document, Span(quote.span.end, end)),
            document=document.name,
            page=_page(document, quote.span),
        )

    def excerpts(self, quotes: Iterable[Quote]) -> tuple[Excerpt, ...]:
        """An excerpt for each quote."""
        return tuple(self.excerpt(q) for q in quotes)

    def text(self, quote: Quote) -> str:
        """The quote's own words, covered."""
        return self._show(self._documents[quote.document], quote.span)

    def covers(self, quote: Quote) -> bool:
        """Whether a blind view hides some of `quote`, whichever view this is."""
        return any(mask.overlaps(quote.span) for mask in self._masks.get(quote.document, ()))

    def _show(self, document: Document, span: Span) -> str:
        masks = self._masks.get(document.sha256, []) if self._blind else []
        return cover(document.text, span, masks)


def cover(text: str, span: Span, masks: Sequence[Span]) -> str:
    """``text[span]`` with every part that a mask touches replaced by COVER.

    >>> cover("Ask Ada Byron why", Span(4, 17), [Span(4, 7), Span(8, 13)])
    '▇▇▇ ▇▇▇ why'
    """
    parts: list[str] = []
    at = span.start
    for mask in sorted(m for m in masks if m.overlaps(span)):
        if mask.end <= at:
            continue
        parts += [text[at : max(at, mask.start)], COVER]
        at = mask.end
    return "".join([*parts, text[at : span.end]])


def _surroundings(text: str, span: Span) -> tuple[int, int]:
    low, high = max(0, span.start - CONTEXT), min(len(text), span.end + CONTEXT)
    gap = text.rfind("\n\n", low, span.start)
    start = gap + 2 if gap >= 0 else low
    gap = text.find("\n\n", span.end, high)
    return start, gap if gap >= 0 else high


def _page(document: Document, span: Span) -> int | None:
    if len(document.pages) < 2 and not document.lines:
        return None
    return next((p.number for p in document.pages if p.span.start <= span.start < p.span.end), None)
