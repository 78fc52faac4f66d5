"""Consenting: the legal bases of a person and how long they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assay.domain.consent import BasisKind, LegalBasis, Purpose
from assay.errors import IndexBusy, IndexUnwritable, UsageError
from assay.store.records import Person, PersonId
from assay.workflow.pool.keeping import Keeper
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.terms import end_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Consenting:
    """What a person agreed to (`grant`, on the ground `basis`, until the period or date `until`), what they took back
    (`withdraw`), and how long they are kept from now on (`keep`, a period or date)."""

    person: PersonId
    grant: frozenset[Purpose] = frozenset()
    basis: BasisKind = BasisKind.CONSENT
    until: str | None = None
    withdraw: frozenset[Purpose] = frozenset()
    keep: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """On what ground a person is held. `live` bases hold now; `allowed` are the purposes they may be read for now;
    `ended` counts the bases that this act ended."""

    person: Person
    bases: tuple[LegalBasis, ...]
    live: tuple[LegalBasis, ...]
    allowed: frozenset[Purpose]
    ended: int = 0
    notes: tuple[str, ...] = ()


def consent_of(pool: TalentPool, person: PersonId, *, at: datetime) -> Standing:
    """On what ground the person is held now. Raises UsageError where the store does not know them."""
    return _standing(pool, person, at)


def change_consent(pool: TalentPool, asked: Consenting, *, at: datetime) -> Standing:
    """Withdraw, then grant, then set the storage period; the index follows at once.

    Raises UsageError where the same purpose is granted and withdrawn, or a date has passed.
    """
    both = asked.grant & asked.withdraw
    if both:
        raise UsageError(f"{min(both).value} is granted and withdrawn at once; write one of the two")
    if asked.until and not asked.grant:
        raise UsageError(
            "--until says how long a grant holds; add --grant with its purposes, or leave it out"
        )
    expires = end_of(asked.until, at) if asked.until else None
    keep = end_of(asked.keep, at) if asked.keep else None
    store, ended = pool.store, 0
    if asked.withdraw:
        ended = store.withdraw(asked.person, asked.withdraw, at=at, actor=pool.actor)
    if asked.grant:
        basis = LegalBasis(kind=asked.basis, purposes=asked.grant, given=at, expires=expires)
        store.grant(asked.person, basis, at=at, actor=pool.actor)
    if keep:
        store.set_storage_period(asked.person, keep, at=at, actor=pool.actor)
    return _standing(pool, asked.person, at, ended, follow(pool, at))


def follow(pool: TalentPool, at: datetime, *, compact: bool = False) -> tuple[str, ...]:
    """Bring the index up to the store; where it cannot be now, say so: no reading returns what the store forbids.

    `compact` takes what was replaced out of the index's files at once.
    """
    keeper = Keeper(pool)
    try:
        keeper.refresh(at=at)
        if compact:
            keeper.compact()
    except (IndexBusy, IndexUnwritable) as fault:
        keeper.notes.append(f"it is saved, but not yet in the index ({fault}); the next command brings it up")
    return tuple(dict.fromkeys(keeper.notes))


def _standing(
    pool: TalentPool, person: PersonId, at: datetime, ended: int = 0, notes: tuple[str, ...] = ()
) -> Standing:
    found = pool.store.persons_by_id([person], Purpose.AUDIT, at=at).get(person)
    if found is None:
        raise UsageError(f"no person {person} is in the pool; they may have been erased")
    bases = pool.store.bases(person, Purpose.AUDIT, at=at)
    live = tuple(basis for basis in bases if basis.live(at))
    allowed = {p for basis in live for p in basis.purposes} if at < found.keep_until else set()
    return Standing(
        person=found, bases=bases, live=live, allowed=frozenset(allowed), ended=ended, notes=notes
    )
