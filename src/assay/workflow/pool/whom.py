"""Whom: the people that a command names, by their id or by the handle that a blind view prints for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from assay.domain.consent import Purpose
from assay.errors import UsageError
from assay.store.acts import PERSON_ID_DIGITS
from assay.store.records import PersonId
from assay.workflow.pool.opening import TalentPool

HANDLE_DIGITS: Final = 8
"""Digits of an id that stand for a person on the screen: two people of 100,000 share them once in a pool."""

LEAST_DIGITS: Final = 6
_DIGITS: Final = frozenset("0123456789abcdef")
_SHOWN: Final = 3


def handle_of(person: PersonId) -> str:
    """The handle of a person: the first digits of the id, which is random and tells nothing."""
    return person[:HANDLE_DIGITS]


def find_person(pool: TalentPool, named: str, *, at: datetime) -> PersonId:
    """The person of an id, or of the first digits of one. Raises UsageError where it names nobody, or several."""
    return find_people(pool, [named], at=at)[0]


def find_people(pool: TalentPool, named: Sequence[str], *, at: datetime) -> tuple[PersonId, ...]:
    """The people named, each once, in the order given; ids alone are read. Raises UsageError as `find_person`."""
    asked = [_digits(text) for text in named]
    whole = [PersonId(text) for text in asked if len(text) == PERSON_ID_DIGITS]
    begun = tuple({text for text in asked if len(text) < PERSON_ID_DIGITS})
    ids = list(pool.store.persons_by_id(whole, Purpose.AUDIT, at=at))
    if begun:
        ids += [p.id for p in pool.store.persons(Purpose.AUDIT, at=at) if p.id.startswith(begun)]
    return tuple(dict.fromkeys(_the_one(pool, text, ids) for text in asked))


def described(pool: TalentPool, people: Sequence[PersonId], *, at: datetime) -> tuple[str, ...]:
    """A line for each of the people there, to be asked about before they are erased; no name stands in it."""
    found = pool.store.persons_by_id(list(people), Purpose.ERASURE, at=at)
    return tuple(
        f"person {person.id}, taken in {person.added:%Y-%m-%d}, to be kept until {person.keep_until:%Y-%m-%d}"
        for person in found.values()
    )


def _digits(named: str) -> str:
    text = named.strip().lower().removeprefix("@").replace("-", "")
    if not LEAST_DIGITS <= len(text) <= PERSON_ID_DIGITS or not _DIGITS.issuperset(text):
        raise UsageError(
            f"{named!r} names nobody: write a person's id as assay pool rank shows it, or its first "
            f"{LEAST_DIGITS} digits or more"
        )
    return text


def _the_one(pool: TalentPool, text: str, ids: Sequence[PersonId]) -> PersonId:
    found = [person for person in dict.fromkeys(ids) if person.startswith(text)]
    if not found:
        raise UsageError(
            f"nobody in {pool.store.location} has the id {text}: look at it again (assay pool rank shows it), or "
            "they were erased"
        )
    if len(found) > 1:
        shown = ", ".join(found[:_SHOWN]) + (" and others" if len(found) > _SHOWN else "")
        raise UsageError(f"{text} begins the ids of {len(found)} people ({shown}); write more digits")
    return found[0]
