"""Europass XML, the SkillsPassport of before 2020 and the Candidate since: rendered as the text of a CV.

The Candidate is HR Open Standards' (namespaces hr, oa and eures beside Europass's own); elements are
found by their local names, since exports differ in their namespaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from assay.documents._base import Draft
from assay.documents._resume import cv_text
from assay.errors import UnreadableDocument, UnsupportedDocument

_ROOTS = frozenset({"SkillsPassport", "Candidate", "LearnerInfo"})
_TAG = re.compile(r"<[^>]{0,200}>")
_BREAK = re.compile(r"</?(?:li|p|br|ul|ol|div)\b[^>]{0,80}>|\n|•", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1>|$)", re.IGNORECASE | re.DOTALL)
_LANGUAGES = {
    "ara": "Arabic", "bul": "Bulgarian", "ces": "Czech", "dan": "Danish", "deu": "German", "ell": "Greek",
    "eng": "English", "est": "Estonian", "fin": "Finnish", "fra": "French", "gle": "Irish", "hrv": "Croatian",
    "hun": "Hungarian", "isl": "Icelandic", "ita": "Italian", "lav": "Latvian", "lit": "Lithuanian",
    "mlt": "Maltese", "nld": "Dutch", "nor": "Norwegian", "pol": "Polish", "por": "Portuguese",
    "ron": "Romanian", "rus": "Russian", "slk": "Slovak", "slv": "Slovenian", "spa": "Spanish",
    "srp": "Serbian", "swe": "Swedish", "tur": "Turkish", "ukr": "Ukrainian", "zho": "Chinese",
}  # fmt: skip
"""ISO 639-2 codes of languages, as a Candidate states them, to their English names."""


def read(data: bytes, name: str) -> Draft:
    """Read a Europass XML; entities are never resolved. Raises UnsupportedDocument for other XML."""
    from lxml import etree

    del name
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split(",")[0].split())
        raise UnreadableDocument(f"is damaged XML ({reason}); export it again") from error
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
        if node is None:
            return None
        node = next((n for n in node.iter() if n is not node and _local(n) == step), None)
    return node


def _raw(node: Any) -> str:
    """All text in a node, HTML that is written in it once unescaped."""
    return _SCRIPT.sub(" ", "".join(node.itertext()))


def _plain(text: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", text)).split())


def _text(node: Any, *path: str) -> str:
    found = _first(node, *path) if path else node
    return _plain(_raw(found)) if found is not None else ""


def _lines(node: Any, *path: str) -> list[str]:
    """The lines of a text that may hold HTML lists."""
    found = _first(node, *path)
    parts = _BREAK.split(_raw(found)) if found is not None else ()
    return [line for part in parts if (line := _plain(part).strip("-– "))]


def _old_date(node: Any) -> str:
    """<From year="2012" month="--03"/> as 2012-03."""
    if node is None:
        return ""
    year = str(node.get("year") or "")
    month = re.search(r"\d{1,2}", node.get("month") or "")
    return f"{year}-{int(month[0]):02d}" if month and year else year


def _passport(root: Any) -> dict[str, Any]:
    """The schema up to 2020."""
    return {
        "basics": {
            "name": _words(_text(root, "PersonName", "FirstName"), _text(root, "PersonName", "Surname")),
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
            {"keywords": lines}
            for n in _all(root, "Computer", "JobRelated", "Organisational", "Communication")
            if (lines := _lines(n, "Description"))
        ],
        "languages": [
            {
                "language": _text(n, "Description", "Label"),
                "fluency": _text(n, "ProficiencyLevel", "Listening"),
            }
            for kind in ("MotherTongue", "ForeignLanguage")
            for n in _all(root, kind)
        ],
    }


def _words(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _candidate(root: Any) -> dict[str, Any]:
    """The schema since 2020."""
    person = _first(root, "CandidatePerson")
    person = root if person is None else person
    return {
        "basics": {
            "name": _words(_text(person, "PersonName", "GivenName"), _text(person, "PersonName", "FamilyName")),
            "summary": _text(root, "ExecutiveSummary"),
            "location": {"city": _text(person, "Address", "CityName")},
        },
        "work": [_position(n) for n in _all(root, "PositionHistory")],
        "education": [
            {
                "studyType": _text(n, "ProgramName") or _text(n, "DegreeName"),
                "institution": _text(n, "OrganizationName"),
                "startDate": _text(n, "StartDate", "FormattedDateTime")[:7],
                "endDate": _text(n, "EndDate", "FormattedDateTime")[:7],
            }
            for n in _all(root, "EducationOrganizationAttendance")
        ],
        "skills": [{"keywords": [w for w in _competencies(root) if w]}],
        "certificates": [
            {"name": _text(n, "CertificationTypeCode") or _text(n, "CertificationName"),
             "date": _text(n, "FirstIssuedDate", "FormattedDateTime")[:7]}
            for n in _all(root, "Certification")
        ],
        "publications": [
            {"name": _text(n, "Title"), "releaseDate": _text(n, "Year")} for n in _all(root, "PublicationHistory")
        ],
        "languages": [
            {"language": _tongue(n), "fluency": _level(n)}
            for n in _all(root, "PersonCompetency")
            if _is_language(n)
        ],
    }  # fmt: skip


def _position(node: Any) -> dict[str, Any]:
    """A post; employer and period stand in it or in the employer's history around it."""
    around = next((n for n in node.iterancestors() if _local(n) == "EmployerHistory"), node)
    holder = node if _first(node, "StartDate") is not None else around
    current = _text(holder, "CurrentIndicator").lower() == "true"
    return {
        "position": _text(node, "PositionTitle"),
        "name": _text(node, "OrganizationName") or _text(around, "OrganizationName"),
        "startDate": _text(holder, "StartDate", "FormattedDateTime")[:7],
        "endDate": "" if current else _text(holder, "EndDate", "FormattedDateTime")[:7],
        "highlights": _lines(node, "Description"),
    }


def _is_language(node: Any) -> bool:
    return _text(node, "TaxonomyID").lower() == "language"


def _tongue(node: Any) -> str:
    name = _text(node, "CompetencyName")
    code = _text(node, "CompetencyID").lower()
    return name or _LANGUAGES.get(code, code)


def _level(node: Any) -> str:
    """The lowest level of the dimensions, as CEFR letters order it."""
    levels = sorted(t for n in _all(node, "ScoreText") if re.fullmatch(r"[ABC][12]", t := _text(n)))
    return levels[0] if levels else ""


def _competencies(root: Any) -> Iterator[str]:
    for node in _all(root, "PersonCompetency"):
        if not _is_language(node):
            yield _text(node, "CompetencyName") or _text(node)
