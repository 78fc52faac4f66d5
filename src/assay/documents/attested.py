"""What others say of a candidate: interview scorecards and reference notes, as YAML or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from assay.documents._base import Draft
from assay.documents._encoding import decode
from assay.documents._records import RecordText, one_line
from assay.domain.document import SourceKind
from assay.errors import EmptyDocument, UnreadableDocument

_INTERVIEWS = ("scorecards", "scorecard", "interviews", "interview")
_REFERENCES = ("references", "reference", "reference_notes")
_BY = ("interviewer", "by", "who", "referee", "from")
_NOTE = ("note", "notes", "comment", "evidence", "text")
_MAX_YAML = 1_000_000
_LOW, _HIGH = 1, 5

_Row = Mapping[str, Any]


class _Loader(yaml.SafeLoader):
    """Safe loading without anchors, so that a small file cannot unfold into a huge one."""

    def compose_node(self, parent: Any, index: int) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("anchors and aliases are not read")
        return super().compose_node(parent, index)


def read(data: bytes, name: str) -> Draft:
    """Read scorecards or reference notes; raises UnreadableDocument with the row where a rating is no 1-5."""
    raw, _ = decode(data)
    text = RecordText()
    if name.lower().endswith(".csv"):
        rows, source = _table(raw)
    else:
        rows, source = _tree(raw)
    kind = "rating" if source is SourceKind.INTERVIEW else "reference"
    for number, row in enumerate(rows, 1):
        if text.full:
            break
        _add(text, kind, row, number)
    draft = text.draft("attested", source)
    if not draft.records:
        raise EmptyDocument("holds no rating and no note; give each a skill, a rating from 1 to 5 or a note")
    return draft


def _add(text: RecordText, kind: str, row: _Row, number: int) -> None:
    rating = _rating(row, number)
    skill, note = one_line(row.get("skill")), _first(row, *_NOTE)
    if not skill and not note:
        return
    text.add(
        kind,
        [
            ("candidate", "Candidate", _first(row, "candidate", "person")),
            ("by", "Interviewer" if kind == "rating" else "Reference from", _first(row, *_BY)),
            ("relation", "Relation", _first(row, "relation", "stage", "role", "round")),
            ("date", "Date", str(row.get("date") or "")),
            ("skill", "Skill", skill),
            ("rating", "Rating", f"{rating} of {_HIGH}" if rating else ""),
            ("note", "Note", note),
        ],
    )


def _rating(row: _Row, number: int) -> int | None:
    given = row.get("rating", row.get("score"))
    if given is None or one_line(given) == "":
        return None
    shown = one_line(given).removesuffix("/5").strip()
    if not shown.isdigit() or not _LOW <= int(shown) <= _HIGH:
        raise UnreadableDocument(
            f"has the rating {shown[:20]!r} in row {number}; write a whole number from {_LOW} to {_HIGH}"
        )
    return int(shown)


def _first(row: _Row, *names: str) -> str:
    return next((t for n in names if (t := one_line(row.get(n)))), "")


def _table(raw: str) -> tuple[list[_Row], SourceKind]:
    sample = raw.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = ";" if sample.count(";") > sample.count(",") else ","
    try:
        rows = list(csv.DictReader(io.StringIO(raw.lstrip("\ufeff")), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableDocument(f"is a damaged table ({error}); export it again") from error
    folded = [{(k or "").strip().lower(): v for k, v in row.items() if isinstance(v, str)} for row in rows]
    columns = set().union(*folded) if folded else set()
    referred = bool(columns & {"referee", "relation"}) or "rating" not in columns
    return list(folded), SourceKind.REFERENCE if referred else SourceKind.INTERVIEW


def _tree(raw: str) -> tuple[list[_Row], SourceKind]:
    if len(raw) > _MAX_YAML:
        raise UnreadableDocument("is larger than a scorecard can be; give one person's notes only")
    try:
        value = yaml.load(raw, Loader=_Loader)  # noqa: S506 - a safe loader with aliases refused
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        where = " ".join(str(error).split())[:160]
        raise UnreadableDocument(f"is not valid YAML ({where}); mend it there") from error
    if not isinstance(value, dict):
        raise UnreadableDocument("must begin with scorecards: or references: and a list below it")
    if {*_INTERVIEWS} & set(value) and {*_REFERENCES} & set(value):
        raise UnreadableDocument("holds interviews and references; give each a file of its own")
    for keys, source in ((_INTERVIEWS, SourceKind.INTERVIEW), (_REFERENCES, SourceKind.REFERENCE)):
        found = next((value[k] for k in keys if k in value), None)
        if found is not None:
            shared = {k: v for k, v in value.items() if k not in keys}
            return list(_flat(found, shared)), source
    raise UnreadableDocument("must begin with scorecards: or references: and a list below it")


def _flat(value: Any, shared: _Row) -> Iterator[_Row]:
    """A row a rating: what a card says of all its ratings goes with each."""
    rows = value if isinstance(value, list) else [value]
    for row in rows:
        if not isinstance(row, dict):
            continue
        inner = row.get("ratings") or row.get("skills") or row.get("notes")
        common = {**shared, **{k: v for k, v in row.items() if k not in ("ratings", "skills", "notes")}}
        if isinstance(inner, list) and any(isinstance(r, dict) for r in inner):
            yield from ({**common, **r} for r in inner if isinstance(r, dict))
        else:
            yield {**shared, **row}
