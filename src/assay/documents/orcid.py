"""ORCID records (the public record as JSON or XML): whose it is, and the works in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from assay.documents._base import Draft
from assay.documents._records import RecordText, one_line, paper
from assay.domain.document import SourceKind
from assay.errors import EmptyDocument, UnreadableDocument


def read(data: bytes, name: str) -> Draft:
    """Read an ORCID record; its works are the owner's, authors are given where the export names them."""
    del name
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    owner, works = _from_xml(data) if start == b"<" else _from_json(data)
    text = RecordText()
    shown = " ".join(t for t in (owner.get("given", ""), owner.get("family", "")) if t)
    text.add("owner", [("name", "ORCID record of", shown), ("orcid", "ORCID iD", owner.get("orcid", ""))])
    found = 0
    for values, authors in works:
        if text.full:
            break
        if values["title"]:
            paper(text, values, authors)
            found += 1
    if not found:
        raise EmptyDocument("is an ORCID record without a public work; ask for one that shows the works")
    return text.draft("orcid", SourceKind.PUBLICATION)


_Work = tuple[dict[str, str], list[str]]


def _from_json(data: bytes) -> tuple[dict[str, str], Iterator[_Work]]:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UnreadableDocument(f"is not valid JSON ({error}); export the ORCID record again") from error
    root = value if isinstance(value, dict) else {}
    name = _at(root, "person", "name")
    owner = {
        "given": one_line(_at(name, "given-names", "value")),
        "family": one_line(_at(name, "family-name", "value")),
        "orcid": one_line(_at(root, "orcid-identifier", "path")),
    }
    works = _at(root, "activities-summary", "works") or root
    return owner, _json_works(works)


def _at(value: Any, *path: str) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _rows(value: Any) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _json_works(works: Any) -> Iterator[_Work]:
    """One work of each group: the versions of a group are the same work from several sources."""
    for group in _rows(_at(works, "group")):
        rows = _rows(group.get("work-summary")) or _rows(group.get("work"))
        if rows:
            yield _json_work(rows[0])
    for row in _rows(_at(works, "bulk")):
        work = row.get("work")
        if isinstance(work, dict):
            yield _json_work(work)


def _json_work(row: dict[str, Any]) -> _Work:
    links = _rows(_at(row, "external-ids", "external-id"))
    authors = [
        one_line(_at(c, "credit-name", "value")) for c in _rows(_at(row, "contributors", "contributor"))
    ]
    values = {
        "title": one_line(_at(row, "title", "title", "value")),
        "venue": one_line(_at(row, "journal-title", "value")),
        "year": one_line(_at(row, "publication-date", "year", "value")),
        "abstract": one_line(row.get("short-description")),
        "link": next((one_line(e.get("external-id-value")) for e in links), ""),
    }
    return values, authors


def _from_xml(data: bytes) -> tuple[dict[str, str], Iterator[_Work]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(f"is not valid XML ({error.msg}); export the ORCID record again") from error
    owner = {
        "given": _first(root, "given-names"),
        "family": _first(root, "family-name"),
        "orcid": _first(root, "path"),
    }
    return owner, _xml_works(root)


def _named(root: Any, name: str) -> list[Any]:
    return list(root.iterdescendants(f"{{*}}{name}"))


def _first(root: Any, *path: str) -> str:
    for name in path:
        found = _named(root, name)
        if not found:
            return ""
        root = found[0]
    return one_line("".join(root.itertext()))


def _xml_works(root: Any) -> Iterator[_Work]:
    groups = [g for works in _named(root, "works") for g in works.iterchildren("{*}group")]
    firsts = [s[0] for g in groups if (s := _named(g, "work-summary"))]
    for row in firsts or _named(root, "work"):
        values = {
            "title": _first(row, "title", "title"),
            "venue": _first(row, "journal-title"),
            "year": _first(row, "publication-date", "year"),
            "abstract": _first(row, "short-description"),
            "link": _first(row, "external-id-value"),
        }
        yield values, [_first(c, "credit-name") for c in _named(row, "contributor")]
