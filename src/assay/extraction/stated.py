"""The month in which a document's "present" ends, as it states it."""

from __future__ import annotations

import re

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.extraction.dates import find_single

_OWN_DATE = re.compile(
    r"^\W*(?:place\b.{0,40})?(?:stand|updated|last update[d]?|as of|version|aktualisiert|zuletzt aktualisiert|mis à jour|"
    r"mise à jour|actualizado|aggiornato|atualizado|bijgewerkt|stan na)\b.{0,30}$",
    re.IGNORECASE,
)

_DATE_LABEL = re.compile(
    r"^\W*(?:place\b.{0,40}|(?:ort|lieu|lugar|luogo|local|plaats|miejsce)\b(?:.{0,30}\W)?)?"
    r"(?:date|datum|fecha|data|datą)(?:\s(?:of (?:issue|this cv|cv|update)|de mise à jour|de actualización|di aggiornamento))?"
    r"(?:\s*:\s*[^\W\d_][\w .'’-]{1,30},\s*(?:den|le|el|il|em|a|dnia)?)?\W*$",
    re.IGNORECASE,
)
"""What stands before the date on a line that only dates the document; "Data Engineer" is none."""

_BIRTH = re.compile(
    r"\b(?:born|birth\w*|d\.?o\.?b|geboren|geb|geburts\w*|naissance|née?|nacimiento|nacid[oa]|nascita|nat[oa] (?:a|il|nel)|"
    r"nascimento|nascid[oa]|geboorte\w*|urodzeni\w*|urodzon[ya]|ur)\b",
    re.IGNORECASE,
)
"""Words of a date of birth, which is never the document's own."""

_PLACE_DATE = re.compile(
    r"^(?-i:[A-ZÀ-ÞŁŚŻ])[^\W\d_]+\.?(?:[ '’-](?-i:[A-ZÀ-ÞŁŚŻ][\w’'-]+|[\w’']{1,3})){0,3},\s*(?:den|im|le|el|il|em|a|dnia|en)?\s*[\w. ]{4,26}$"
)

_TAIL_LINES = 8


def effective_as_of(document: Document, as_of: Month, earliest: Month | None = None) -> Month:
    """The month in which the document's "present" ends: its own stated date where it has one, else `as_of`.

    A stated date is a line that says so ("Updated May 2024") or a place and date at the end. One before
    `earliest`, the month in which the latest role begins, dates something else and is passed over.
    """
    lines = [line.strip() for line in document.text.split("\n") if line.strip()]
    stated: list[Month] = []
    for number, line in enumerate(lines):
        if len(line) < 120 and _dates_document(line, tail=number >= len(lines) - _TAIL_LINES):
            stated += [s.period.start for s in find_single(line) if s.period.start and s.period.start.month]
    floor = (earliest.year, earliest.month or 1) if earliest else (0, 0)
    late = [m for m in stated if (m.year, m.month or 12) >= floor]
    return min([as_of, *late], key=lambda m: m.ordinal)


def _dates_document(line: str, *, tail: bool) -> bool:
    """Whether a line states when the document was written, `tail` being whether it is one of the last."""
    if _BIRTH.search(line):
        return False
    if _OWN_DATE.match(line) or (tail and len(line) < 50 and _PLACE_DATE.match(line)):
        return True
    dates = find_single(line)
    return bool(dates) and bool(_DATE_LABEL.match(line[: dates[0].start]))
