"""Text that a reader of the page does not see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.domain.document import Span
from assay.domain.profile import Finding, FindingKind
from assay.extraction.findings.common import Found, quotes_of
from assay.extraction.layout import CvLayout

_FEWEST_LETTERS = 12
"""Hidden letters from which it is more than a stray mark of a template."""

_TAGS = re.compile("[\U000e0020-\U000e007e]{4,}")
"""Characters of Unicode's tag block, which no font shows; each stands for an ASCII character."""


def hidden(layout: CvLayout) -> Iterator[Found]:
    """What the reader of the file marked as not to be seen, and letters written in invisible characters."""
    document = layout.document
    spans = [h for h in document.hidden if document.text[h.span.start : h.span.end].strip()]
    letters = sum(sum(c.isalpha() for c in document.text[h.span.start : h.span.end]) for h in spans)
    if letters >= _FEWEST_LETTERS:
        why = ", ".join(dict.fromkeys(h.concealment.value for h in spans))
        text = f"Text that a reader of the page does not see ({why}); it counts as named at most."
        quotes = quotes_of(layout, (h.span for h in spans))
        yield Finding(kind=FindingKind.HIDDEN_TEXT, text=text, quotes=quotes), [h.span for h in spans]
    tags = [Span(*m.span()) for m in _TAGS.finditer(document.text)]
    if tags:
        said = "".join(chr(ord(c) - 0xE0000) for t in tags for c in document.text[t.start : t.end])
        text = f"Text in characters that no font shows; it says {said[:120]!r} and counts for nothing."
        yield Finding(kind=FindingKind.HIDDEN_TEXT, text=text, quotes=quotes_of(layout, tags)), tags
