"""Structured evidence as text: each value on a line of its own, with its place remembered."""

from __future__ import annotations

from collections.abc import Iterable

from assay.documents._base import MAX_CHARACTERS, Draft
from assay.domain.dates import Month
from assay.domain.document import Field, Record, SourceKind, Span

MAX_RECORDS = 2_000
"""Most entries read of one source: no person's own list is longer."""

MAX_VALUE = 4_000
"""Longest value kept, in characters; an abstract has some 2,000."""


MAX_RECORD = 12_000
"""Length of an entry, in characters, from which no more of its values are taken."""


class RecordText:
    """Builds the text of a source from records of labelled values."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._records: list[Record] = []
        self.warnings: list[str] = []

    @property
    def full(self) -> bool:
        """Whether no more entries are taken; a warning says so once."""
        if len(self._records) < MAX_RECORDS and self._length < MAX_CHARACTERS - 2 * MAX_RECORD:
            return False
        told = f"Only the first {len(self._records):,} entries were read."
        if told not in self.warnings:
            self.warnings.append(told)
        return True

    def add(self, kind: str, values: Iterable[tuple[str, str, str]]) -> None:
        """Append an entry of (field, label, value); empty values are left out, an entry without any as well.

        A label of "" puts the value on its line alone.
        """
        start, fields = self._length, []
        for field, label, value in values:
            shown = one_line(value)[:MAX_VALUE].rstrip()
            if not shown:
                continue
            lead = f"{label}: " if label else ""
            if self._length - start > MAX_RECORD:
                break
            fields.append(Field(field, Span(self._length + len(lead), self._length + len(lead) + len(shown))))
            self._write(f"{lead}{shown}\n")
        if fields:
            self._records.append(Record(kind, Span(start, self._length - 1), tuple(fields)))
            self._write("\n")

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def draft(self, kind: str, source: SourceKind, dated: Month | None = None) -> Draft:
        """The finished draft; `kind` is its format."""
        return Draft(
            format=kind,
            text="".join(self._parts),
            dated=dated,
            warnings=tuple(self.warnings),
            source=source,
            records=tuple(self._records),
        )


def one_line(value: object) -> str:
    """A scalar as one line without control characters; anything else as nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())


def paper(text: RecordText, values: dict[str, str], authors: Iterable[str]) -> None:
    """Append a publication; each author is a field of its own."""
    named = [a for a in authors if a.strip()]
    text.add(
        "publication",
        [
            ("title", "Title", values.get("title", "")),
            *(("author", "Author", a) for a in named),
            ("venue", "Venue", values.get("venue", "")),
            ("year", "Year", values.get("year", "")),
            ("keywords", "Keywords", values.get("keywords", "")),
            ("abstract", "Abstract", values.get("abstract", "")),
            ("link", "Link", values.get("link", "")),
        ],
    )
