"""JSON Resume: rendered as the text of a CV, so that every value has a place in it."""

from __future__ import annotations

import json

from assay.documents._base import Draft, month_of
from assay.documents._resume import cv_text, one_line
from assay.errors import UnreadableDocument, UnsupportedDocument

_SECTIONS = frozenset({"basics", "work", "education", "skills", "projects", "volunteer", "publications"})


def read(data: bytes, name: str) -> Draft:
    """Read a JSON Resume (jsonresume.org); other JSON is refused."""
    del name
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(f"is not valid JSON ({_reason(error)}); export it again") from error
    if not isinstance(value, dict) or not _SECTIONS & set(value):
        raise UnsupportedDocument("is JSON but not a JSON Resume; export the CV as PDF, DOCX or text")
    meta = value.get("meta")
    dated = month_of(one_line(meta.get("lastModified"))) if isinstance(meta, dict) else None
    return Draft(format="jsonresume", text=cv_text(value), dated=dated)


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:120]
