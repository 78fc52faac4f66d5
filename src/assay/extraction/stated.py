"""The month in which a document's "present" ends, as it states it."""

from __future__ import annotations

import re

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.extraction.dates import find_single

_OWN_DATE = re.compile(
    r"^\W*(?:place\b.{0,40})?(?:date|stand|updated|last update[d]?|as of|version|aktualisiert|zuletzt aktualisiert|mis à jour|"
    r"mise à jour|actualizado|aggiornato|atualizado|bijgewerkt|stan na|datum|fecha|data)\b.{0,30}$",
    re.IGNORECASE,
)

_PLACE_DATE = re.compile(r"^[^\W\d_][\w .'’-]{1,30},\s*(?:den|im|le|el|il|em|a|dnia|en)?\s*[\w. ]{4,26}$")

_TAIL_LINES = 8


def effective_as_of(document: Document, as_of: Month) -> Month:
    """The month in which the document's "present" ends: its own stated date where it has one, else `as_of`.

    A stated date is a line that says so ("Updated May 2024") or a place and date at the end.
    """
    lines = [line.strip() for line in document.text.split("\n") if line.strip()]
    stated: list[Month] = []
    for number, line in enumerate(lines):
        tail = number >= len(lines) - _TAIL_LINES
        if _OWN_DATE.match(line) or (tail and len(line) < 50 and _PLACE_DATE.match(line)):
            stated += [s.period.start for s in find_single(line) if s.period.start and s.period.start.month]
    return min([as_of, *stated], key=lambda m: m.ordinal) if stated else as_of
