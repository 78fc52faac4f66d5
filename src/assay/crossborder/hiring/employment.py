"""Notice, probation and non-compete by country, notes on ways to engage, and lawful questions."""

from __future__ import annotations

from datetime import date

from assay.crossborder.hiring.tables import (
    Employee,
    Employment,
    EngagementRow,
    Mode,
    Stated,
    stated_rows,
    tables_of,
)
from assay.domain.hiring_rule import (
    AllowedQuestions,
    EmploymentFacts,
    EngagementNote,
    EngagementNotes,
    EngagementStanding,
    NoticeRange,
    StatedRule,
)
from assay.domain.route import Provenance, Verification


def employment_countries() -> tuple[str, ...]:
    """ISO codes of the countries with facts on employment."""
    return tuple(tables_of().countries)


def employment_facts(country: str, on: date | None = None) -> EmploymentFacts | None:
    """Notice, probation and non-compete in a country on a day (None: the day the facts were collected).

    None where nothing was collected for the country. Raises RulesError where the shipped files are faulty.
    """
    tables = tables_of()
    row = tables.countries.get(country)
    if row is None:
        return None
    on = on or tables.head.read
    held = {f: _held(getattr(row, f), on, tables.head) for f in ("notice", "probation", "non_compete")}
    return EmploymentFacts(
        country=country,
        notice=held["notice"][0],
        notice_range=_range(country, row.employee, tables.head),
        probation=held["probation"][0],
        non_compete=held["non_compete"][0],
        later=tuple(rule for _, later in held.values() for rule in later),
    )


def notice_range(country: str, on: date | None = None) -> NoticeRange | None:
    """The days of notice a person who resigns in a country usually serves; None where not collected."""
    facts = employment_facts(country, on)
    return facts.notice_range if facts else None


def _range(country: str, row: Employee, head: Employment) -> NoticeRange:
    return NoticeRange(
        country=country,
        low_days=row.low,
        high_days=row.high,
        note=row.note,
        provenance=_provenance(head.sources, row.verification, (head.read, head.review_by)),
    )


def _held(
    value: str | tuple[Stated, ...], on: date, head: Employment
) -> tuple[StatedRule, tuple[StatedRule, ...]]:
    """The row in force on a day, and those that begin later."""
    rules = [
        StatedRule(
            text=row.text,
            provenance=_provenance(
                head.sources,
                row.verification or head.verification,
                (head.read, head.review_by),
                (row.valid_from, row.valid_to),
            ),
        )
        for row in stated_rows(value)
    ]
    unknown = StatedRule(
        text="not known for this date",
        provenance=_provenance(head.sources, head.verification, (head.read, head.review_by)),
    )
    now = next((rule for rule in rules if rule.provenance.holds(on)), unknown)
    later = tuple(r for r in rules if r.provenance.valid_from and r.provenance.valid_from > on)
    return now, later


_GRAVITY = (
    EngagementStanding.BARRED,
    EngagementStanding.LICENCE,
    EngagementStanding.RESTRICTED,
    EngagementStanding.UNCLEAR,
    EngagementStanding.AVAILABLE,
)


def engagement_notes(country: str, mode: str, on: date | None = None) -> EngagementNotes:
    """What is known of a mode (``eor``, ``contractor``, ``own_entity``) in a country on a day.

    `on` is None for the day the notes were collected. Rows for a group (``EU``) concern its members. Raises
    ValueError for an unknown mode.
    """
    tables = tables_of()
    if mode not in tables.modes:
        raise ValueError(f"mode must be one of {', '.join(tables.modes)}, not {mode!r}")
    table = tables.modes[mode]
    on = on or tables.modes_read[0]
    rows = [
        row
        for row in table.countries
        if any(tables.places.within(country, place, on) for place in row.places)
        and not (row.valid_to and row.valid_to < on)
    ]
    notes = tuple(_note(country, mode, row, table, on) for row in rows)
    now = {note.standing for note in notes if not note.scheduled}
    return EngagementNotes(
        country=country,
        mode=mode,
        name=table.name,
        standing=next((s for s in _GRAVITY if s in now), EngagementStanding.UNCLEAR),
        notes=notes,
        checks=table.checks,
        provenance=_provenance(table.sources, table.verification, tables.modes_read),
    )


def _note(country: str, mode: str, row: EngagementRow, table: Mode, on: date) -> EngagementNote:
    return EngagementNote(
        country=country,
        mode=mode,
        standing=row.standing,
        text=row.text,
        scheduled=row.valid_from is not None and row.valid_from > on,
        provenance=_provenance(
            table.sources, table.verification, tables_of().modes_read, (row.valid_from, row.valid_to)
        ),
    )


def questions_allowed(country: str, side: str = "recruiter") -> AllowedQuestions:
    """Lawful wording for asking about work authorisation in a country.

    `side` is ``recruiter`` (in the hiring) or ``candidate`` (volunteered, apart from it); raises ValueError for
    another.
    """
    tables = tables_of()
    if side not in tables.sides:
        raise ValueError(f"side must be one of {', '.join(tables.sides)}, not {side!r}")
    rows, places = tables.sides[side], tables.places
    day = tables.sides_read[0]
    row = next(row for place, row in rows.items() if places.within(country, place, day))
    name = places.name(country)
    return AllowedQuestions(
        country=country,
        side=side,
        questions=tuple(question.replace("{place}", name) for question in row.questions),
        never=row.never,
        note=row.note,
        provenance=_provenance(row.sources, row.verification, tables.sides_read),
    )


def _provenance(
    sources: tuple[str, ...],
    verification: Verification,
    read: tuple[date, date],
    holds: tuple[date | None, date | None] = (None, None),
) -> Provenance:
    return Provenance(
        sources=sources,
        verification=verification,
        read=read[0],
        review_by=read[1],
        valid_from=holds[0],
        valid_to=holds[1],
    )
