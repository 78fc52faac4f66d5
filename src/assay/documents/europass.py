"""Europass XML, the old SkillsPassport and the newer Candidate: rendered as the text of a CV."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assay.documents._base import Draft
from assay.documents.jsonresume import cv_text
from assay.errors import UnreadableDocument, UnsupportedDocument

_ROOTS = frozenset({"SkillsPassport", "Candidate", "LearnerInfo"})
_TAG = re.compile(r"<[^>]{0,200}>")


def read(data: bytes, name: str) -> Draft:
    """Read a Europass XML; entities are never resolved. Raises UnsupportedDocument for other XML."""
    from lxml import etree

    del name
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(f"is damaged XML ({str(error).split(',')[0]}); export it again") from error
    if _local(root) not in _ROOTS:
        raise UnsupportedDocument("is XML but not Europass; export the CV as PDF, DOCX or text")
    value = _passport(root) if _local(root) != "Candidate" else _candidate(root)
    return Draft(format="europass", text=cv_text(value))


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def _all(node: Any, *names: str) -> Iterator[Any]:
    """Nodes below `node` by local name, in document order."""
    return (n for n in node.iter() if _local(n) in names)


def _first(node: Any, *path: str) -> Any:
    """The first node down the path, or None."""
    for step in path:
        node = (
            next((n for n in node.iter() if n is not node and _local(n) == step), None)
            if node is not None
            else None
        )
    return node


def _text(node: Any, *path: str) -> str:
    found = _first(node, *path) if path else node
    if found is None:
        return ""
    return " ".join(_TAG.sub(" ", " ".join(found.itertext())).split())


def _lines(node: Any, *path: str) -> list[str]:
    """The lines of a text that may hold HTML lists."""
    found = _first(node, *path)
    raw = "".join(found.itertext()) if found is not None else ""
    parts = re.split(r"</?(?:li|p|br|ul|ol|div)[^>]{0,80}>|\n|•", raw)
    return [t for p in parts if (t := " ".join(_TAG.sub(" ", p).replace("&nbsp;", " ").split()).strip("-– "))]


def _old_date(node: Any) -> str:
    """<From year="2012" month="--03"/> as 2012-03."""
    if node is None:
        return ""
    month = re.search(r"\d{1,2}", node.get("month", "") or "")
    return (
        f"{node.get('year', '')}-{int(month[0]):02d}" if month and node.get("year") else node.get("year", "")
    )


def _passport(root: Any) -> dict[str, Any]:
    """The schema up to 2020."""
    return {
        "basics": {
            "name": " ".join(
                t for t in (_text(root, "PersonName", "FirstName"), _text(root, "PersonName", "Surname")) if t
            ),
            "label": _text(root, "Headline", "Description", "Label"),
            "email": _text(root, "Email", "Contact"),
            "location": {"city": _text(root, "Address", "Municipality")},
        },
        "work": [
            {
                "position": _text(n, "Position", "Label"),
                "name": _text(n, "Employer", "Name"),
                "startDate": _old_date(_first(n, "Period", "From")),
                "endDate": _old_date(_first(n, "Period", "To")),
                "highlights": _lines(n, "Activities"),
            }
            for n in _all(root, "WorkExperience")
        ],
        "education": [
            {
                "studyType": _text(n, "Title"),
                "institution": _text(n, "Organisation", "Name"),
                "endDate": _old_date(_first(n, "Period", "To")),
            }
            for n in _all(root, "Education")
        ],
        "skills": [
            {"name": "", "keywords": _lines(n, "Description")}
            for kind in ("Computer", "JobRelated", "Organisational", "Communication")
            for n in _all(root, kind)
        ],
        "languages": [
            {"language": _text(n, "Description", "Label")}
            for kind in ("MotherTongue", "ForeignLanguage")
            for n in _all(root, kind)
        ],
    }


def _new_date(node: Any, *path: str) -> str:
    return _text(node, *path)[:7]


def _candidate(root: Any) -> dict[str, Any]:
    """The schema since 2020 (HR Open)."""
    return {
        "basics": {
            "name": " ".join(
                t
                for t in (_text(root, "PersonName", "GivenName"), _text(root, "PersonName", "FamilyName"))
                if t
            ),
            "summary": _text(root, "ExecutiveSummary"),
            "location": {"city": _text(root, "Address", "CityName")},
        },
        "work": [
            {
                "position": _text(n, "PositionTitle"),
                "name": _text(n, "OrganizationName") or _text(_around(n), "OrganizationName"),
                "startDate": _new_date(n, "StartDate", "FormattedDateTime"),
                "endDate": _new_date(n, "EndDate", "FormattedDateTime"),
                "highlights": _lines(n, "Description"),
            }
            for n in _all(root, "PositionHistory")
        ],
        "education": [
            {
                "studyType": _text(n, "DegreeName"),
                "institution": _text(n, "OrganizationName"),
                "endDate": _new_date(n, "EndDate", "FormattedDateTime"),
            }
            for n in _all(root, "EducationOrganizationAttendance")
        ],
        "skills": [
            {
                "name": "",
                "keywords": [_text(n, "CompetencyName") or _text(n) for n in _all(root, "PersonCompetency")],
            }
        ],
    }


def _around(node: Any) -> Any:
    """The employer's history that holds a position."""
    return next((n for n in node.iterancestors() if _local(n) == "EmployerHistory"), node)
