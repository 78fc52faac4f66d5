"""CSV and XLSX: a row a candidate, a row an evidence; text from CVs never becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from assay.workflow.view import CandidateView, ShortlistView

_FORMULA = re.compile(r"^[\s\u00a0]*[=+\-@|%\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MAX_CELL = 32_000
"""Characters a spreadsheet cell takes (Excel's limit is 32,767)."""

_FIXED = ("Rank", "Candidate", "Score", "Low", "High", "Band", "Speciality", "Seniority", "Relevant years")
_TAIL = ("Summary", "Strengths", "Gaps", "Questions", "What would move it", "Findings")
_NAMED = ("Files", "Place", "Right to work (as stated)", "Notice (as stated)")


def inert(text: str) -> str:
    """`text` that a spreadsheet shows as it is: a leading apostrophe keeps it from being a formula.

    >>> inert("=1+1"), inert("plain")
    ("'=1+1", 'plain')
    """
    cut = _CONTROL.sub("\ufffd", text)[:MAX_CELL]
    return f"'{cut}" if _FORMULA.match(cut) else cut


def _header(view: ShortlistView) -> list[str]:
    wanted = [f"{r.id} {r.text} [{r.importance}]" for r in view.requirements]
    fixed = (*_FIXED[:2], "Person", *_FIXED[2:]) if _pooled(view) else _FIXED
    return [*fixed, *wanted, *_TAIL, *(() if view.blind else _NAMED)]


def _pooled(view: ShortlistView) -> bool:
    """Whether the candidates are people of a pool, who have an id."""
    return any(person.person for person in view.candidates)


def _row(view: ShortlistView, person: CandidateView) -> list[str | float]:
    levels = {r.requirement.id: f"{r.level} ({r.bits:+.2f})" for r in person.rows}
    cells: list[str | float] = [
        person.rank,
        person.label,
        *((person.person,) if person.person else ()),
        round(person.score, 2),
        round(person.low, 2),
        round(person.high, 2),
        person.band,
        person.speciality,
        person.seniority,
        round(person.years, 1),
        *(levels.get(r.id, "") for r in view.requirements),
        person.summary,
        *("\n".join(part) for part in (person.strengths, person.gaps)),
        "\n".join(q.text for q in person.questions),
        "\n".join(c.text for c in person.changes),
        "\n".join(f.text for f in person.findings),
    ]
    if not view.blind:
        cells += ["\n".join(person.files), person.place, person.authorisation, person.notice]
    return cells


def render_csv(view: ShortlistView) -> bytes:
    """UTF-8 with a byte order mark (so that Excel reads accents), CRLF lines, a row a candidate."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([inert(c) for c in _header(view)])
    for person in view.candidates:
        writer.writerow([inert(c) if isinstance(c, str) else c for c in _row(view, person)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _evidence(view: ShortlistView) -> Iterable[list[str | float]]:
    for person in view.candidates:
        for row in person.rows:
            quotes = "\n".join(f"“{e.text}”" for e in row.excerpts)
            wanted = row.requirement
            yield [
                person.rank,
                person.label,
                wanted.id,
                wanted.text,
                wanted.importance,
                row.level,
                row.bits,
                quotes,
            ]


_EVIDENCE_HEADER = ["Rank", "Candidate", "Requirement", "Asked", "Importance", "Level", "Bits", "Quotes"]


def render_xlsx(view: ShortlistView) -> bytes:
    """A workbook: shortlist, evidence (a row a candidate and requirement), and about."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, {**options, "in_memory": True})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    sheets: tuple[tuple[str, list[str], list[list[str | float]], int], ...] = (
        ("Shortlist", _header(view), [_row(view, p) for p in view.candidates], 18),
        ("Evidence", _EVIDENCE_HEADER, list(_evidence(view)), 24),
        ("About", ["What", "Value"], _about(view), 48),
    )
    for name, header, rows, width in sheets:
        sheet = book.add_worksheet(name)
        sheet.set_column(0, len(header) - 1, width)
        sheet.freeze_panes(1, 2 if name != "About" else 0)
        for number, cells in enumerate([list[str | float](header), *rows]):
            for column, cell in enumerate(cells):
                style = head if number == 0 else body
                if isinstance(cell, str):
                    sheet.write_string(number, column, inert(cell), style)
                else:
                    sheet.write_number(number, column, cell, style)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(header) - 1)
    book.set_properties({"title": f"Shortlist: {view.title}", "created": _EPOCH})
    book.close()
    return stream.getvalue()


def _about(view: ShortlistView) -> list[list[str | float]]:
    rows = [
        ("Role", view.title),
        ("Brief", view.brief_name),
        ("As of", view.as_of),
        *view.terms,
        *view.versions,
    ]
    rows += [(f"Not read: {u.document}", u.reason) for u in view.unread]
    return [[name, value] for name, value in rows]


def _epoch() -> object:
    import datetime

    return datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


_EPOCH = _epoch()
