"""What a reason may not hold: facts about the person that no decision may stand on.

A list of words, in English mostly, beside the unlawful demands known of briefs in eight languages. It
catches what people write without thinking, not what they mean to hide.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from assay.extraction.brief.tables import unlawful
from assay.taxonomy import folded


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rows = yaml.safe_load((Path(__file__).parent / "protected.yaml").read_text(encoding="utf-8"))
    return {kind: re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])") for kind, words in rows.items()}


def protected_words(text: str) -> tuple[str, str] | None:
    """The first kind of protected fact that `text` speaks of, and its words there; None where there is none.

    >>> protected_words("Strong on CUDA, but too old for the team")
    ('age', 'too old')
    """
    low = folded(text)
    for kind, pattern in _patterns().items():
        found = pattern.search(low)
        if found:
            return kind, text[found.start() : found.end()]
    for kind, row in unlawful().items():
        found = row.words.search(low)
        if found and not (row.unless and row.unless.search(low)):
            return kind, text[found.start() : found.end()]
    return None
