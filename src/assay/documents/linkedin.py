"""LinkedIn's data export (a ZIP of CSV files): rendered as the text of a CV."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from assay.documents._base import Draft
from assay.documents.dated import MONTHS
from assay.documents.docx import unpacked
from assay.documents.jsonresume import cv_text
from assay.errors import UnreadableDocument

MARKS = frozenset({"profile.csv", "positions.csv"})
"""Files that every such export holds, folded."""

_MAX_ROWS = 500
_Row = Mapping[str, str]


def is_export(names: Iterable[str]) -> bool:
    """Whether an archive with these members is LinkedIn's data export."""
    return bool({n.rpartition("/")[2].lower() for n in names} & MARKS)


def read(data: bytes, name: str) -> Draft:
    """Read the parts of an export that tell of a career; messages, contacts and the like are never opened."""
    del name
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {n.rpartition("/")[2].lower(): n for n in archive.namelist()}
        tables = {k: _rows(archive, files[f"{k}.csv"]) for k in _WANTED if f"{k}.csv" in files}
    text = cv_text(_resume(tables))
    return Draft(format="linkedin", text=text)


_WANTED = (
    "profile",
    "positions",
    "education",
    "skills",
    "certifications",
    "languages",
    "projects",
    "publications",
    "honors",
    "courses",
    "volunteering",
    "patents",
)


def _rows(archive: zipfile.ZipFile, member: str) -> list[_Row]:
    """The rows of a CSV, keys folded; notes that LinkedIn puts above the header are skipped."""
    lines = unpacked(archive, member).decode("utf-8-sig", errors="replace").splitlines()
    start = next((n for n, line in enumerate(lines) if line.count(",") >= 1 or n == len(lines) - 1), 0)
    try:
        rows = list(csv.DictReader(io.StringIO("\n".join(lines[start:]))))
    except csv.Error as error:
        raise UnreadableDocument(f"holds a damaged table ({member}: {error}); export it again") from error
    return [
        {(k or "").strip().lower(): (v or "").strip() for k, v in r.items() if isinstance(v, str)}
        for r in rows[:_MAX_ROWS]
    ]


def _resume(tables: Mapping[str, list[_Row]]) -> dict[str, Any]:
    """The tables as JSON Resume."""
    profile = next(iter(tables.get("profile", [])), {})
    return {
        "basics": {
            "name": " ".join(t for t in (profile.get("first name", ""), profile.get("last name", "")) if t),
            "label": profile.get("headline", ""),
            "summary": profile.get("summary", ""),
            "location": {"city": profile.get("geo location", "")},
        },
        "work": [_position(r) for r in tables.get("positions", [])],
        "volunteer": [_volunteered(r) for r in tables.get("volunteering", [])],
        "education": [_school(r) for r in tables.get("education", [])],
        "skills": [{"name": "", "keywords": [r.get("name", "") for r in tables.get("skills", [])]}]
        if tables.get("skills")
        else [],
        "certificates": [
            {
                "name": r.get("name", ""),
                "issuer": r.get("authority", ""),
                "date": _month(r.get("started on", "")),
            }
            for r in (*tables.get("certifications", []), *tables.get("courses", []))
        ],
        "projects": [
            {
                "name": r.get("title", ""),
                "description": r.get("description", ""),
                "startDate": _month(r.get("started on", "")),
                "endDate": _month(r.get("finished on", "")),
            }
            for r in tables.get("projects", [])
        ],
        "publications": [
            {
                "name": r.get("name", "") or r.get("title", ""),
                "publisher": r.get("publisher", ""),
                "releaseDate": r.get("published on", ""),
            }
            for r in (*tables.get("publications", []), *tables.get("patents", []))
        ],
        "awards": [
            {"title": r.get("title", ""), "date": r.get("issued on", "")} for r in tables.get("honors", [])
        ],
        "languages": [
            {"language": r.get("name", ""), "fluency": r.get("proficiency", "")}
            for r in tables.get("languages", [])
        ],
    }


def _position(row: _Row) -> dict[str, Any]:
    return {
        "name": row.get("company name", ""),
        "position": row.get("title", ""),
        "startDate": _month(row.get("started on", "")),
        "endDate": _month(row.get("finished on", "")),
        "highlights": _sentences(row.get("description", "")),
    }


def _volunteered(row: _Row) -> dict[str, Any]:
    return {
        "organization": row.get("company name", ""),
        "position": row.get("role", ""),
        "startDate": _month(row.get("started on", "")),
        "endDate": _month(row.get("finished on", "")),
        "highlights": _sentences(row.get("description", "")),
    }


def _school(row: _Row) -> dict[str, str]:
    return {
        "institution": row.get("school name", ""),
        "studyType": row.get("degree name", ""),
        "endDate": _month(row.get("end date", "")),
        "startDate": _month(row.get("start date", "")),
    }


def _sentences(text: str) -> list[str]:
    """The lines of a description, bullets dropped."""
    return [t for line in text.replace("  ", "\n").split("\n") if (t := line.strip(" •-–*\t"))]


def _month(text: str) -> str:
    """ "Jan 2020" as 2020-01; a year as it is."""
    words = text.lower().split()
    if len(words) == 2 and words[0] in MONTHS and words[1].isdigit():
        return f"{words[1]}-{MONTHS[words[0]]:02d}"
    return text
