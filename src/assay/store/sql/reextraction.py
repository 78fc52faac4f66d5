"""Adding profile versions: sealed first, written under the lock, as in `intake`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from assay.store import acts
from assay.store.records import ChangeKind, Extracted, ItemState, PersonId
from assay.store.sealing import Sealer
from assay.store.sql import jobs
from assay.store.sql.intake import Seen, add_version, still, supersede
from assay.store.sql.writing import Write

Rows = dict[Table, list[dict[str, Any]]]


def plan(sealer: Sealer, extracted: Mapping[PersonId, Extracted], before: Seen, at: datetime) -> Rows:
    """Seal a version more for everyone who is in the store."""
    rows: Rows = defaultdict(list)
    for found in extracted.values():
        acts.checked_versions(found)
    for person, own in before.people.items():
        some: Rows = defaultdict(list)
        add_version(some, sealer.person(person, own.wrapped), extracted[person], own.version + 1, at)
        for table, sealed in some.items():
            rows[table].extend({"number": own.number, **row} for row in sealed)
    return rows


def save(
    write: Write, *, extracted: Mapping[PersonId, Extracted], before: Seen, rows: Rows, job: str | None
) -> dict[PersonId, int]:
    """Write what was sealed; raises Moved where somebody else changed one of these people."""
    still(write, before, extracted, ())
    answers: dict[PersonId, int] = {}
    for person in extracted:
        own = before.people.get(person)
        if own is None:
            continue
        answers[person] = own.version + 1
        supersede(write, own.number, extracted[person], own.version + 1)
        write.changed(own.number, ChangeKind.REPLACED if own.version else ChangeKind.ADDED)
        write.log(write.event.reextraction(person, extracted[person], own.version + 1))
    for table, some in rows.items():
        write.insert(table, some)
    if job is not None:
        done: dict[str, int | None] = {person: before.people[person].number for person in answers}
        jobs.settle(write, job, done, ItemState.DONE)
    return answers
