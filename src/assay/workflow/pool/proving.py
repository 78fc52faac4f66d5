"""Proving an erasure: what could be known of people is gathered before and looked for after, everywhere it may be.

The search opens every sealed value of everybody, reads every column of every row, and the raw files of the store, its
logs and the index. Of a large pool, opening everything takes long: then the raw files and the index are searched, in
which nothing stands in the clear that the sealed values would not show as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import Final

from assay.domain.consent import Purpose
from assay.domain.identity import Identity
from assay.domain.profile import Profile
from assay.errors import IndexDamaged, StoreVersionError, UsageError
from assay.index.directory import Index
from assay.store.proof import Trace, marks_of, raw_files, search, search_files
from assay.store.records import PersonId
from assay.store.sql.store import SqlStore
from assay.workflow.pool.keeping import index_key
from assay.workflow.pool.opening import TalentPool

MOST_PEOPLE: Final = 40
"""People whose traces are looked for; of more, so many are drawn evenly."""

MOST_TEXTS: Final = 120
"""Texts looked for in one search."""

FULL_UP_TO: Final = 5_000
"""People in a pool up to which everything is opened where nobody asks otherwise."""

_LEAST_QUOTE: Final = 24
"""Characters from which a quote tells a person."""

_LEAST_NAME: Final = 12
"""Characters from which a file's name does."""

_OF_PERSON: Final = re.compile(r" of ([0-9a-f]{32})\Z")


class Thoroughness(StrEnum):
    """How an erasure is proved."""

    FULL = "full"
    """Open everything that the store holds of everybody, and read its files and the index."""
    FILES = "files"
    """Read the raw files and the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: `texts` of the people (`personal` of them are names, addresses, numbers and links), `marks`
    of their sealed values, their `numbers` in the index. `proved` of `people` were drawn."""

    people: int
    proved: int
    texts: tuple[str, ...] = field(repr=False)
    personal: frozenset[str] = field(repr=False)
    marks: tuple[bytes, ...] = field(repr=False)
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A search. `left` are places of the people's own, in which nothing may stand after an erasure; `others` are places
    of other people, and of briefs, in which the same words stand, each with whether they are `personal`."""

    left: tuple[str, ...] = ()
    others: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was searched, a line each, and what was found: `before` counts the places before, `left` names those after.

    `shared` tells, a sentence each, of words that stand in what is held about others as well.
    """

    searched: tuple[str, ...]
    texts: int
    marks: int
    before: int
    left: tuple[str, ...]
    shared: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the search found them before and finds nothing now."""
        return self.before > 0 and not self.left


def wanted(pool: TalentPool, people: Sequence[PersonId], *, at: datetime) -> Wanted:
    """Gather what tells these people: read for their erasure, and kept in memory only."""
    store = _sql(pool)
    step = -(-len(people) // MOST_PEOPLE) or 1
    drawn = people[::step]
    each = max(6, MOST_TEXTS // max(1, len(drawn)))
    texts: list[str] = []
    personal: set[str] = set()
    marks: list[bytes] = []
    for person in drawn:
        own = _identity(pool, person, at)
        personal.update(own)
        texts += islice(dict.fromkeys((person, *own, *_said(pool, person, at))), each)
        found = marks_of(store, person)
        # freed space of a server may keep sealed bytes; without the wrapped key they are noise
        marks += found if store.engine.dialect.name == "sqlite" else found[:1]
    numbers = store.persons_by_id(list(people), Purpose.ERASURE, at=at).values()
    return Wanted(
        people=len(people),
        proved=len(drawn),
        texts=tuple(dict.fromkeys(texts)),
        personal=frozenset(personal),
        marks=tuple(marks),
        numbers=frozenset(person.number for person in numbers),
    )


def thoroughness(pool: TalentPool, asked: Thoroughness | None) -> Thoroughness:
    """As asked, else by the size of the pool."""
    if asked is not None:
        return asked
    return Thoroughness.FULL if pool.store.status().persons <= FULL_UP_TO else Thoroughness.FILES


def look(pool: TalentPool, sought: Wanted, people: Collection[PersonId], how: Thoroughness) -> Found:
    """Search everywhere for what is wanted."""
    store = _sql(pool)
    files = (*raw_files(store), *index_files(pool))
    if how is Thoroughness.FULL:
        traces = search(store, sought.texts, sought.marks, files)
    else:
        traces = search_files(files, sought.texts, sought.marks)
    own: list[str] = []
    others: list[tuple[str, bool]] = []
    for trace in traces:
        if _others(trace, frozenset(people)):
            others.append((trace.place, trace.wanted in sought.personal))
        else:
            own.append(f"{trace.place} ({'sealed bytes' if trace.wanted == 'sealed bytes' else 'text'})")
    own += [f"the index at {pool.index} (person number {n})" for n in _numbered(pool, sought.numbers)]
    return Found(left=tuple(dict.fromkeys(own)), others=tuple(dict.fromkeys(others)))


def proof(pool: TalentPool, sought: Wanted, before: Found, after: Found, how: Thoroughness) -> Proof:
    """What both searches show."""
    return Proof(
        searched=_searched(pool, sought, how),
        texts=len(sought.texts),
        marks=len(sought.marks),
        before=len(before.left),
        left=after.left,
        shared=_shared(after),
    )


def index_files(pool: TalentPool) -> tuple[Path, ...]:
    """The files of the index's folder, also those that no generation names."""
    folder = pool.index
    return tuple(sorted(p for p in folder.rglob("*") if p.is_file())) if folder.is_dir() else ()


def _identity(pool: TalentPool, person: PersonId, at: datetime) -> tuple[str, ...]:
    try:
        found = pool.store.identities([person], Purpose.ERASURE, at=at).get(person, Identity())
    except StoreVersionError:  # it is erased all the same
        found = Identity()
    quotes = (*((found.name,) if found.name else ()), *found.emails, *found.phones, *found.links)
    return tuple(dict.fromkeys(" ".join(quote.text.split()) for quote in quotes if len(quote.text) > 3))


def _said(pool: TalentPool, person: PersonId, at: datetime) -> Iterator[str]:
    """Names of files, reasons of decisions, and quotes, in turn from all over the documents."""
    store = pool.store
    for file in store.files(person, Purpose.ERASURE, at=at):
        if len(file.name) >= _LEAST_NAME:
            yield file.name
    for decision in store.decisions(Purpose.ERASURE, at=at, person=person):
        if len(decision.reason) >= _LEAST_QUOTE:
            yield decision.reason
    try:
        versions = store.history(person, Purpose.ERASURE, at=at)
    except StoreVersionError:
        versions = ()
    quotes = [quote for version in versions for quote in _quotes(version.profile)]
    yield from sorted(dict.fromkeys(quotes), key=len, reverse=True)


def _quotes(profile: Profile) -> Iterator[str]:
    """Quotes on one line that are long enough to tell a person."""
    bullets = (bullet for job in profile.experience for bullet in job.bullets)
    evidence = (found.quote for claim in profile.skills for found in claim.evidence)
    for quote in chain((p.quote for p in profile.passages), bullets, evidence):
        if len(quote.text) >= _LEAST_QUOTE and "\n" not in quote.text:
            yield quote.text


def _others(trace: Trace, people: frozenset[PersonId]) -> bool:
    """Whether the place belongs to somebody who stays, or is a brief."""
    owner = _OF_PERSON.search(trace.place)
    if owner:
        return owner[1] not in people
    return trace.place.startswith("brief ")


def _numbered(pool: TalentPool, numbers: frozenset[int]) -> list[int]:
    """Those of the numbers that stand in the index's files, removed or not."""
    try:
        index = Index.open(pool.index, key=index_key(pool.store))
        with index.snapshot() as snapshot:
            return sorted({int(n) for block in snapshot for n in block.numbers} & numbers)
    except (UsageError, IndexDamaged):
        return []  # there is none, or none of this store; its files are searched all the same


def _searched(pool: TalentPool, sought: Wanted, how: Thoroughness) -> tuple[str, ...]:
    raw, index = raw_files(_sql(pool)), index_files(pool)
    lines = []
    if how is Thoroughness.FULL:
        counts = pool.store.status()
        lines.append(
            f"everything the store holds of everybody, opened (people: {counts.persons:,}, files: {counts.files:,}, "
            f"profile versions: {counts.profiles:,}, decisions: {counts.decisions:,}, briefs: {counts.briefs:,})"
        )
        lines.append(f"every column of every row (audit events: {counts.events:,})")
    server = _sql(pool).engine.dialect.name != "sqlite"
    if raw:
        what = "the server's data files" if server else "the store's file and its logs"
        lines.append(f"the raw bytes of {what}: {_size(raw)}")
    elif server:
        lines.append(
            "not the server's data files: this user may not read them, or they are on another machine"
        )
    lines.append(
        f"the raw bytes of the index, and the numbers in it: {_size(index)}" if index else "no index"
    )
    if sought.proved < sought.people:
        lines.append(f"for {sought.proved} of the {sought.people} people, drawn evenly")
    return tuple(lines)


def _size(files: Iterable[Path]) -> str:
    there = [path for path in files if path.exists()]
    total = sum(path.stat().st_size for path in there)
    return f"{len(there)} files, {total / 1e6:.1f} MB"


def _shared(found: Found) -> tuple[str, ...]:
    personal = sorted({place for place, own in found.others if own})
    words = {place for place, own in found.others if not own} - set(personal)
    told = []
    if personal:
        shown = ", ".join(personal[:5]) + (f" and {len(personal) - 5} more" if len(personal) > 5 else "")
        told.append(
            f"a name, address or number of theirs stands in what is held otherwise: {shown}; look whether it means "
            "them"
        )
    if words:
        told.append(
            f"sentences of theirs stand word for word in {len(words)} places of other people's documents"
        )
    return tuple(told)


def _sql(pool: TalentPool) -> SqlStore:
    if not isinstance(pool.store, SqlStore):
        raise UsageError(f"{pool.store.location} is no database; an erasure in memory needs no proof")
    return pool.store
