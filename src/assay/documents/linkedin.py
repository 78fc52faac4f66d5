"""LinkedIn's data export (a ZIP of CSV files): rendered as the text of a CV."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from assay.documents._archive import opened, unpacked
from assay.documents._base import Draft
from assay.documents._resume import cv_text
from assay.documents.dated import MONTHS
from assay.errors import UnreadableDocument

MARKS = frozenset({"profile.csv", "positions.csv"})
"""Files by which such an export is known, folded."""

_MAX_ROWS = 500
_MAX_LINES = 40_000
_TABLES = {
    "profile": "first name",
    "positions": "company name",
    "education": "school name",
    "skills": "name",
    "certifications": "name",
    "languages": "name",
    "projects": "title",
    "publications": "name",
    "honors": "title",
    "courses": "name",
    "volunteering": "company name",
    "patents": "title",
}
"""The tables that tell of a career, each with a column of its header (LinkedIn writes them in English)."""

_Row = Mapping[str, str]
_Tables = Mapping[str, list[_Row]]
_SENTENCE = re.compile(r"\n| {2,}|(?:^|(?<=\s))[•▪●◦‣*–-]\s+")


def is_export(names: Iterable[str]) -> bool:
    """Whether an archive with these members is LinkedIn's data export."""
    return bool({_folded(n) for n in names} & MARKS)


def read(data: bytes, name: str) -> Draft:
    """Read the parts of an export that tell of a career; messages, contacts and the like are never opened."""
    del name
    with opened(data) as archive:
        members = {_folded(n): n for n in archive.namelist()}
        tables = {
            table: _rows(archive, members[f"{table}.csv"], column)
            for table, column in _TABLES.items()
            if f"{table}.csv" in members
        }
    return Draft(format="linkedin", text=cv_text(_resume(tables)))


def _folded(member: str) -> str:
    """The file's own name without its folders, lower case."""
    return member.rpartition("/")[2].lower()


def _rows(archive: zipfile.ZipFile, member: str, column: str) -> list[_Row]:
    """The rows of a CSV, keys folded; notes that LinkedIn puts above the header are skipped."""
    lines = unpacked(archive, member).decode("utf-8-sig", errors="replace").splitlines()[:_MAX_LINES]
    start = next((n for n, line in enumerate(lines) if column in _cells(line)), None)
    if start is None:
        return []
    table = io.StringIO("\n".join(lines[start:]))
    try:
        rows = [row for row, _ in zip(csv.DictReader(table), range(_MAX_ROWS), strict=False)]
    except csv.Error as error:
        raise UnreadableDocument(f"holds a damaged table ({member}: {error}); export it again") from error
    return [
        {(k or "").strip().lower(): (v or "").strip() for k, v in row.items() if isinstance(v, str)}
        for row in rows
    ]


def _cells(line: str) -> list[str]:
    return [cell.strip(' "').lower() for cell in line.split(",")]


def _resume(tables: _Tables) -> dict[str, Any]:
    """The tables as JSON Resume."""
    profile = next(iter(tables.get("profile", [])), {})
    skills = [row.get("name", "") for row in tables.get("skills", [])]
    return {
        "basics": {
            "name": " ".join(t for t in (profile.get("first name", ""), profile.get("last name", "")) if t),
            "label": profile.get("headline", ""),
            "summary": profile.get("summary", ""),
            "location": {"city": profile.get("geo location", "")},
        },
        "work": [_role(r, "title") for r in tables.get("positions", [])],
        "volunteer": [_role(r, "role") for r in tables.get("volunteering", [])],
        "projects": [_project(r) for r in tables.get("projects", [])],
        "education": [_school(r) for r in tables.get("education", [])],
        "skills": [{"keywords": skills}] if skills else [],
        "certificates": [
            {"name": r.get("name", ""), "issuer": r.get("authority", ""), "date": _month(r.get("started on"))}
            for table in ("certifications", "courses")
            for r in tables.get(table, [])
        ],
        "publications": [
            {
                "name": r.get("name") or r.get("title", ""),
                "publisher": r.get("publisher", ""),
                "releaseDate": _month(r.get("published on")),
            }
            for table in ("publications", "patents")
            for r in tables.get(table, [])
        ],
        "awards": [
            {"title": r.get("title", ""), "date": _month(r.get("issued on"))}
            for r in tables.get("honors", [])
        ],
        "languages": [
            {"language": r.get("name", ""), "fluency": r.get("proficiency", "")}
            for r in tables.get("languages", [])
        ],
    }


def _role(row: _Row, title: str) -> dict[str, Any]:
    return {
        "name": row.get("company name", ""),
        "position": row.get(title, ""),
        "startDate": _month(row.get("started on")),
        "endDate": _month(row.get("finished on")),
        "highlights": _sentences(row.get("description", "")),
    }


def _project(row: _Row) -> dict[str, Any]:
    return {
        "name": row.get("title", ""),
        "startDate": _month(row.get("started on")),
        "endDate": _month(row.get("finished on")),
        "highlights": _sentences(row.get("description", "")),
    }


def _school(row: _Row) -> dict[str, str]:
    return {
        "institution": row.get("school name", ""),
        "studyType": row.get("degree name", ""),
        "startDate": _month(row.get("start date")),
        "endDate": _month(row.get("end date")),
        "summary": row.get("notes", ""),
    }


def _sentences(text: str) -> list[str]:
    """The lines of a description; LinkedIn writes its line breaks as two spaces and keeps the bullets."""
    return [sentence for part in _SENTENCE.split(text) if (sentence := part.strip(" •-–*\t"))]


def _month(text: str | None) -> str:
    """``Jan 2020`` or ``Jan 3, 2020`` as 2020-01; everything else as it is."""
    words = (text or "").lower().replace(",", " ").replace(".", " ").split()
    if 2 <= len(words) <= 3 and words[0] in MONTHS and words[-1].isdigit():
        return f"{words[-1]}-{MONTHS[words[0]]:02d}"
    return text or ""
