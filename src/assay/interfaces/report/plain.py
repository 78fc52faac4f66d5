"""Text as it may stand on a page."""

from __future__ import annotations


def printable(text: str) -> str:
    """`text` without control characters and direction marks, which could hide or turn what is shown."""
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)
