"""The text of a CV from values in the JSON Resume schema, to which every structured format is brought first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Row = Mapping[str, Any]
"""One record; fields that are missing or of another type are left out of the text."""


def cv_text(value: Row) -> str:
    """The text of a CV from values in the JSON Resume schema; other structured formats are brought to it first."""
    return "\n".join(line for block in _blocks(value) for line in (*block, "")).strip() + "\n"


def one_line(value: object) -> str:
    """A scalar as one line, everything else as nothing."""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _rows(value: object) -> list[Row]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [t for v in value if (t := one_line(v))] if isinstance(value, list) else []


def _joined(row: Row, *fields: str, by: str = ", ") -> str:
    return by.join(t for f in fields if (t := one_line(row.get(f))))


def _period(row: Row) -> str:
    start, end = one_line(row.get("startDate")), one_line(row.get("endDate"))
    if not start:
        return end
    return f"{start[:7]} - {end[:7] or 'present'}"


def _blocks(value: Row) -> Iterator[list[str]]:
    basics = value.get("basics")
    if isinstance(basics, dict):
        yield from _basics(basics)
    for field, title in (("work", "EXPERIENCE"), ("volunteer", "VOLUNTEERING"), ("projects", "PROJECTS")):
        rows = _rows(value.get(field))
        if rows:
            yield [title]
            yield from (_work(row) for row in rows)
    for field, title, render in _LISTS:
        rows = _rows(value.get(field))
        if rows:
            yield [title, *(line for row in rows if (line := render(row)))]


def _basics(row: Row) -> Iterator[list[str]]:
    place = row.get("location")
    where = _joined(place, "city", "region", "countryCode") if isinstance(place, dict) else ""
    contact = " | ".join(t for t in (_joined(row, "email", "phone", "url", by=" | "), where) if t)
    profiles = [line for p in _rows(row.get("profiles")) if (line := _joined(p, "network", "url", by=": "))]
    yield [t for t in (one_line(row.get("name")), one_line(row.get("label")), contact, *profiles) if t]
    if one_line(row.get("summary")):
        yield ["SUMMARY", one_line(row.get("summary"))]


def _work(row: Row) -> list[str]:
    employer = _joined(row, "name") or _joined(row, "company") or _joined(row, "organization")
    title = one_line(row.get("position"))
    head = f"{title}, {employer}" if title and employer else title or employer
    lines = [f"{head}    {_period(row)}".strip()]
    lines += [t for t in (one_line(row.get("description")), one_line(row.get("summary"))) if t]
    lines += [f"- {t}" for t in _texts(row.get("highlights"))]
    if _texts(row.get("keywords")):
        lines.append(f"Technologies: {', '.join(_texts(row.get('keywords')))}")
    return lines


def _education(row: Row) -> str:
    degree = _joined(row, "studyType", "area", by=" ")
    head = ", ".join(t for t in (degree, one_line(row.get("institution"))) if t)
    year = (one_line(row.get("endDate")) or one_line(row.get("startDate")))[:4]
    line = ", ".join(t for t in (head, year) if t)
    more = [one_line(row.get("summary")), ", ".join(_texts(row.get("courses")))]
    return "\n".join(t for t in (line, *more) if t)


def _skill(row: Row) -> str:
    head, rest = _joined(row, "name", "level", by=" "), ", ".join(_texts(row.get("keywords")))
    return f"{head}: {rest}" if head and rest else head or rest


_LISTS = (
    ("education", "EDUCATION", _education),
    ("skills", "SKILLS", _skill),
    ("certificates", "CERTIFICATES", lambda r: _joined(r, "name", "issuer", "date")),
    ("publications", "PUBLICATIONS", lambda r: _joined(r, "name", "publisher", "releaseDate")),
    ("awards", "AWARDS", lambda r: _joined(r, "title", "awarder", "date")),
    ("languages", "LANGUAGES", lambda r: _joined(r, "language", "fluency", by=": ")),
    ("interests", "INTERESTS", _skill),
)
