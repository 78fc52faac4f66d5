"""People: candidates as the store holds them, with their documents read again from the files kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Final

from assay.domain.consent import Purpose
from assay.domain.document import Document, Quote
from assay.domain.event import EventKind
from assay.domain.identity import Identity
from assay.domain.profile import Profile
from assay.errors import AssayError, DocumentError, StoreDamaged, UsageError
from assay.index.columns import Bools, Floats, Ints
from assay.matching.foremost import foremost
from assay.store.records import HeldFile, PersonId
from assay.workflow.candidate import Candidate
from assay.workflow.pool.filters import Considered
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.originals import held_documents, name_of

MOST_TIES: Final = 100
"""How many of those who tie with the last one shown are read beyond the number asked for."""


def first_of(values: Floats, top: int, among: Bools) -> tuple[Ints, int]:
    """Places of the `top` greatest and of those who tie with the last of them, the greatest first, and how many more
    tie with it than the MOST_TIES that are told of: thousands may show the very same."""
    first = foremost(values, top, among)
    return first[: top + MOST_TIES], max(0, len(first) - top - MOST_TIES)


def candidates(
    pool: TalentPool, ids: Sequence[PersonId], purpose: Purpose, *, at: datetime
) -> dict[PersonId, Candidate]:
    """Those of the people who may be read for the purpose and have a profile, as they were read when taken in.

    Raises StoreDamaged, which names the person's id, where a quote no longer stands in the document.
    """
    profiles = pool.store.profiles(ids, purpose, at=at)
    identities = pool.store.identities(ids, purpose, at=at)
    mobilities = pool.store.mobilities(ids, purpose, at=at)
    known = [p for p in ids if p in profiles and p in identities and p in mobilities]
    found: dict[PersonId, Candidate] = {}
    for person in known:
        files = held_files(pool, person, purpose, at)
        profile = profiles[person].profile
        if not files:  # erased since
            continue
        documents = _documents(person, profile, identities[person], files)
        found[person] = Candidate(
            name=name_of([d.name for d in documents]),
            documents=documents,
            profile=profile,
            identity=identities[person],
            mobility=mobilities[person],
        )
    return found


def held_files(
    pool: TalentPool, person: PersonId, purpose: Purpose, at: datetime
) -> list[tuple[HeldFile, bytes]]:
    """All files of a person with their bytes."""
    files = pool.store.files(person, purpose, at=at)
    contents = ((f, pool.store.content(person, f.address, purpose, at=at)) for f in files)
    return [(file, content) for file, content in contents if content is not None]


def _documents(
    person: PersonId, profile: Profile, identity: Identity, files: Sequence[tuple[HeldFile, bytes]]
) -> tuple[Document, ...]:
    """The documents of a profile, in its order; each quote stands where it stood."""
    try:
        read = held_documents(files)
        documents = tuple(read[sha256] for sha256 in profile.documents)
    except (DocumentError, KeyError) as fault:
        raise _otherwise(person, str(fault)) from fault
    for quote in _quotes(profile, identity):
        if not _stands(quote, read):
            raise _otherwise(person, f"the text at {quote.span.start} is another")
    return documents


def _quotes(profile: Profile, identity: Identity) -> Iterator[Quote]:
    evidence = (e.quote for claim in profile.skills for e in claim.evidence)
    return chain(identity.masks, evidence, (passage.quote for passage in profile.passages))


def _stands(quote: Quote, documents: Mapping[str, Document]) -> bool:
    document = documents.get(quote.document)
    return document is not None and document.text[quote.span.start : quote.span.end] == quote.text


def _otherwise(person: PersonId, why: str) -> AssayError:
    return StoreDamaged(
        f"the documents of person {person} read otherwise than when their profile was made ({why}); make it anew "
        "with assay pool reextract, and if that does not help, look at the store with assay pool check"
    )


def shown(pool: TalentPool, people: Sequence[PersonId], details: Mapping[str, str], *, at: datetime) -> None:
    """Leave in the audit chain who was shown by name."""
    for person in people:
        subject = pool.store.pseudonym("person", person)
        pool.store.record(EventKind.SHOWN, at=at, actor=pool.actor, subject=subject, details=details)


def outdated(pool: TalentPool, at: datetime) -> tuple[str, ...]:
    """What to say where somebody's profile was made by other versions."""
    if next(pool.store.outdated(pool.versions, at=at), None) is None:
        return ()
    now = pool.versions
    return (
        "some profiles were made by another extractor or taxonomy than this program's "
        f"({now.extractor}, {now.taxonomy[:19]}); assay pool reextract makes them anew",
    )


def nobody(pool: TalentPool, considered: Considered, purpose: Purpose) -> UsageError:
    """The sentence for a pool in which nobody is considered."""
    if not pool.store.status().persons:
        return UsageError("the pool is empty; take people in with assay pool add FOLDER")
    if not considered.permitted:
        return UsageError(
            f"nobody in the pool has a legal basis for {purpose} now, or all storage periods are over; "
            "assay pool status tells more"
        )
    unplaced = (
        f", and {considered.unplaced} state no place (--unstated keeps them)" if considered.unplaced else ""
    )
    return UsageError(f"of {considered.permitted} people none passes the filters{unplaced}")
