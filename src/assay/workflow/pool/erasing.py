"""Erasing: people leave the store, the index and the logs, their keys are destroyed, and a search proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assay.domain.event import EventKind
from assay.errors import IndexBusy, IndexDamaged, IndexUnwritable
from assay.index.manifest import NAME as MANIFEST
from assay.store.records import Erasure, PersonId
from assay.workflow.pool.backing_up import BackupMade, backups_standing
from assay.workflow.pool.keeping import Keeper
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.proving import Proof, Thoroughness, look, proof, thoroughness, wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """People who are gone, and what proves it. `faults` is empty where nothing of them is left; else it says what is
    and what to do. `exports` are the times at which their data were written to a folder; `backups` hold them until
    they expire; `notes` are for the user."""

    people: tuple[PersonId, ...]
    proof: Proof | None
    backups: tuple[BackupMade, ...]
    exports: tuple[datetime, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]


def erase_people(
    pool: TalentPool, people: Sequence[PersonId], *, at: datetime, proved: Thoroughness | None = None
) -> Erased:
    """Erase people, and look for them before and after. `proved` None searches as the pool's size allows."""
    asked = tuple(dict.fromkeys(people))
    return _gone(pool, asked, at, proved, expiry=False)


def expire_people(pool: TalentPool, *, at: datetime, proved: Thoroughness | None = None) -> Erased:
    """Erase everyone whose storage period is over, and finish what an earlier erasure could not."""
    return _gone(pool, pool.store.due(at=at), at, proved, expiry=True)


def _gone(
    pool: TalentPool, people: tuple[PersonId, ...], at: datetime, proved: Thoroughness | None, *, expiry: bool
) -> Erased:
    how = thoroughness(pool, proved)
    sought = wanted(pool, people, at=at)
    before = look(pool, sought, people, how) if people else None
    exports = _exports(pool, people)
    answer = _from_store(pool, people, at, expiry=expiry)
    keeper = Keeper(pool)
    faults = [] if answer.scrubbed else [answer.note]
    faults += _from_index(keeper, at)
    found: Proof | None = None
    if before is not None:
        found = proof(pool, sought, before, look(pool, sought, people, how), how)
        faults += [f"still found: {place}" for place in found.left]
        if not found.before:
            faults.append("the search found nothing before the erasure either, so it proves nothing")
    return Erased(
        people=answer.erased,
        proof=found,
        backups=backups_standing(pool.store, at=at),
        exports=exports,
        faults=tuple(faults),
        notes=tuple(dict.fromkeys((*keeper.notes, *(found.shared if found else ())))),
    )


def _from_store(pool: TalentPool, people: tuple[PersonId, ...], at: datetime, *, expiry: bool) -> Erasure:
    store = pool.store
    if people and expiry:
        return store.expire(at=at, actor=pool.actor)
    if people:
        return store.erase(people, at=at, actor=pool.actor)
    note = store.scrub() if store.status().scrub_pending else ""
    return Erasure((), (), scrubbed=not note, note=note)


def _from_index(keeper: Keeper, at: datetime) -> list[str]:
    """Take the removed people out of the index's files; where it cannot be, it is removed and built again later."""
    if not (keeper.pool.index / MANIFEST).is_file():
        return []
    mend = "then run assay pool expire, which finishes it"
    try:
        keeper.refresh(at=at)
        waiting = keeper.compact()
    except IndexDamaged as fault:
        keeper.remove()
        keeper.notes.append(f"the index was removed and is built anew by the next command ({fault})")
        return []
    except (IndexBusy, IndexUnwritable) as fault:
        return [f"the index could not be cleared ({fault}); {mend}"]
    return (
        [f"{len(waiting)} files of the index are still being read; let the reader end, {mend}"]
        if waiting
        else []
    )


def _exports(pool: TalentPool, people: Sequence[PersonId]) -> tuple[datetime, ...]:
    subjects = {pool.store.pseudonym("person", person) for person in people}
    events = pool.store.events() if subjects else iter(())
    return tuple(e.at for e in events if e.kind is EventKind.EXPORTED and e.subject in subjects)
