"""Quotes as results carry them: few, each once, none longer than a reader takes in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assay.domain.document import Quote, Span

MOST: Final = 3
"""Quotes shown for one statement."""

LONGEST: Final = 400
"""Longest quote shown, in characters."""


def shown(quotes: Iterable[Quote], most: int = MOST) -> tuple[Quote, ...]:
    """The first `most` of `quotes`, each once, cut at LONGEST characters; a cut quote keeps an exact span."""
    return tuple(_cut(q) for q in tuple(dict.fromkeys(quotes))[:most])


def _cut(quote: Quote) -> Quote:
    if len(quote.text) <= LONGEST:
        return quote
    start = quote.span.start
    return Quote(quote.document, Span(start, start + LONGEST), quote.text[:LONGEST])
