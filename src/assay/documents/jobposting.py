"""schema.org JobPosting, as JSON-LD alone or in a saved page: rendered as the text of a job post."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from assay.documents._base import Draft
from assay.errors import UnreadableDocument

_SCRIPT = re.compile(
    rb"<script[^>]{0,200}application/ld\+json[^>]{0,200}>(.{0,400000}?)</script>", re.IGNORECASE | re.DOTALL
)
_LISTS = (
    ("responsibilities", "Responsibilities"), ("qualifications", "Requirements"), ("skills", "Skills"),
    ("experienceRequirements", "Experience"), ("educationRequirements", "Education"), ("jobBenefits", "Benefits"),
    ("incentiveCompensation", "Benefits"),
)  # fmt: skip
_MAX_DEPTH = 12
_MOST_MONTHS = 600
_Row = Mapping[str, Any]


def is_posting(data: bytes) -> bool:
    """Whether the bytes are JSON or a page with a JobPosting in it."""
    return b"JobPosting" in data and (b"schema.org" in data or b'"@type"' in data)


def read(data: bytes, name: str) -> Draft:
    """Read the first JobPosting; the rest of a page (menus, other offers) is left out."""
    del name
    posting = next(_postings(data), None)
    if posting is None:
        raise UnreadableDocument("names a JobPosting but holds none that can be read; save the post as text")
    return Draft(format="jobposting", text="\n".join(_lines(posting)).strip() + "\n")


def found_in(data: bytes) -> bool:
    """Whether a JobPosting can be read from the bytes."""
    return is_posting(data) and next(_postings(data), None) is not None


def _postings(data: bytes) -> Iterator[_Row]:
    sources = [m[1] for m in _SCRIPT.finditer(data)] or [data]
    for source in sources:
        try:
            value = json.loads(source.decode("utf-8-sig", errors="replace"))
        except (ValueError, RecursionError):
            continue
        yield from _below(value, 0)


def _below(value: Any, depth: int) -> Iterator[_Row]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        kinds = value.get("@type")
        if kinds == "JobPosting" or (isinstance(kinds, list) and "JobPosting" in kinds):
            yield value
        for child in value.values():
            yield from _below(child, depth + 1)
    elif isinstance(value, list):
        for child in value:
            yield from _below(child, depth + 1)


def _lines(row: _Row) -> Iterator[str]:
    yield _text(row.get("title"))
    company = row.get("hiringOrganization")
    yield _text(company.get("name") if isinstance(company, dict) else company)
    places = _places(row)
    if places:
        yield f"Location: {places}"
    if _text(row.get("jobLocationType")).upper() == "TELECOMMUTE":
        yield "Remote"
    kinds = row.get("employmentType")
    if kinds:
        yield f"Employment: {_text(kinds).replace('_', '-').lower()}"
    pay = _pay(row.get("baseSalary"))
    if pay:
        yield f"Salary: {pay}"
    yield ""
    yield _prose(row.get("description"))
    for field, title in _LISTS:
        words = _prose(row.get(field))
        if words:
            yield f"\n{title}"
            yield words


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(t for v in value if (t := _text(v)))
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _prose(value: Any) -> str:
    """A description, its HTML as text."""
    if isinstance(value, list):
        return "\n".join(f"- {t}" for v in value if (t := _prose(v)))
    if isinstance(value, dict):
        return _prose(value.get("description") or value.get("name") or _months(value))
    text = str(value) if isinstance(value, str | int | float) else ""
    if "<" in text or "&" in text:
        from html import unescape

        from assay.documents import html

        page = text if "<" in text else unescape(text)
        return html.read(f"<body>{page}</body>".encode(), "post.html").text.strip()
    return text.strip()


def _months(row: _Row) -> str:
    months = row.get("monthsOfExperience")
    if isinstance(months, int | float) and 12 <= months <= _MOST_MONTHS:
        return f"{int(months) // 12} years of experience"
    return ""


def _places(row: _Row) -> str:
    found = row.get("jobLocation")
    places = found if isinstance(found, list) else [found]
    out = []
    for place in places:
        address = place.get("address") if isinstance(place, dict) else place
        if isinstance(address, dict):
            country = address.get("addressCountry")
            parts = (
                address.get("addressLocality"),
                address.get("addressRegion"),
                country.get("name") if isinstance(country, dict) else country,
            )
            out.append(", ".join(t for p in parts if (t := _text(p))))
        elif _text(address):
            out.append(_text(address))
    return "; ".join(dict.fromkeys(o for o in out if o))


def _pay(value: Any) -> str:
    if not isinstance(value, dict):
        return _text(value)
    amount = value.get("value")
    unit = amount.get("unitText", "") if isinstance(amount, dict) else ""
    numbers = [amount.get("minValue"), amount.get("maxValue")] if isinstance(amount, dict) else [amount]
    if isinstance(amount, dict) and numbers == [None, None]:
        numbers = [amount.get("value")]
    said = " - ".join(_text(n) for n in numbers if n is not None)
    return (
        f"{_text(value.get('currency'))} {said} per {_text(unit).lower() or 'year'}".strip() if said else ""
    )
