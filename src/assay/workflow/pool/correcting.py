"""Correcting: what a person says is wrong is put right, read again and ranked anew from then on.

A wrong document goes, with everything that was read of it; the audit chain keeps that and when it was corrected.
A claim stands on words of a document, so a wrong passage is put right in a copy of the document, never in a profile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from assay.domain.consent import Purpose
from assay.domain.dates import Month
from assay.domain.document import Document
from assay.domain.profile import Profile
from assay.errors import UnreadableDocument, UsageError
from assay.store.records import Address, HeldFile, Intake, IntakeStatus, PersonId
from assay.workflow.candidate import Candidate, How, read_candidate
from assay.workflow.pool.consenting import follow
from assay.workflow.pool.extracting import extracted
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.originals import loaded, name_of, originals, piece_of
from assay.workflow.pool.people import held_files
from assay.workflow.sources import Source
from assay.workflow.unpacking import Job, Piece, document_of, jobs_of

LONGEST_NOTE: Final = 20_000
"""Characters of a statement."""

_PLAIN: Final = frozenset({".txt", ".md", ".markdown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person asks to be put right; one of the three at least.

    `files` are corrected documents; each takes the place of the file named in `replaces` (a name, or the number that
    `held` gives it), or of the only CV, or, with `beside`, of none. `wrong` is a passage as it stands in a document and
    `right` what it should say, empty to take it out. `note` is a statement in the person's words, kept as a document.
    """

    person: PersonId
    files: tuple[Path, ...] = ()
    replaces: tuple[str, ...] = ()
    beside: bool = False
    wrong: str | None = None
    right: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What was put right: the new version, names of files that went and came, and what the reading now says otherwise
    (`gained`, `lost`, `changed`: skills by their labels, with depths). `held` says that nothing was to be done."""

    person: PersonId
    version: int
    removed: tuple[str, ...]
    added: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    changed: tuple[str, ...]
    held: bool = False
    notes: tuple[str, ...] = ()


def held(pool: TalentPool, person: PersonId, *, at: datetime) -> tuple[HeldFile, ...]:
    """The files held of a person, in the order of the numbers (from 1) by which a correction may name them."""
    return pool.store.files(person, Purpose.CORRECTION, at=at)


def correct_person(pool: TalentPool, asked: Correction, *, as_of: Month, at: datetime) -> Corrected:
    """Put right what a person says is wrong, read their documents again, and bring the index up.

    Raises UsageError where the passage is not there or it is not clear which file is meant, UnreadableDocument
    where a corrected document cannot be read; nothing is changed then.
    """
    if not asked.files and asked.wrong is None and asked.note is None:
        raise UsageError("name a corrected file, or say what is wrong with --wrong, or add a --note")
    files = held_files(pool, asked.person, Purpose.CORRECTION, at)
    if not files:
        raise UsageError(f"no file of person {asked.person} is in the pool; they may have been erased")
    pieces = [piece_of(*file) for file in files]
    change = _change(asked, pieces, at)
    kept = [piece for n, piece in enumerate(pieces) if n not in change.gone]
    candidate = _read((*kept, *change.new), as_of)
    gone = tuple(files[n][0] for n in sorted(change.gone))
    before = _profile(pool, asked.person, at)
    return _saved(pool, asked.person, gone, change.new, candidate, before, at)


@dataclass(frozen=True, slots=True)
class _Change:
    gone: frozenset[int]
    """Places of the files that are replaced."""
    new: tuple[Piece, ...]


def _change(asked: Correction, pieces: Sequence[Piece], at: datetime) -> _Change:
    gone: set[int] = set()
    new: list[Piece] = []
    if asked.files:
        new += _given(asked.files)
        gone |= set() if asked.beside else _replaced(asked, pieces)
    elif asked.replaces or asked.beside:
        raise UsageError(
            "--replaces and --beside say what becomes of the old file beside a corrected one; name it"
        )
    if asked.wrong is not None:
        place, piece = _mended(asked, [p for n, p in enumerate(pieces) if n not in gone], pieces)
        gone.add(place)
        new.append(piece)
    if asked.note is not None:
        new.append(_statement(asked.note, at))
    names = {piece.name for n, piece in enumerate(pieces) if n not in gone}
    return _Change(frozenset(gone), tuple(_named_apart(piece, names) for piece in new))


def _given(files: Sequence[Path]) -> list[Piece]:
    for path in files:
        if not path.is_file():
            raise UsageError(f"{path}: no such file; check the path")
    found = [job for path in files for job in jobs_of([Source(path.name, (path,))])]
    if len(found) != len(files):
        raise UsageError(f"{files[0]}: holds several people; give the corrected document of one person alone")
    return [piece for job in found for piece in loaded(job).pieces]


def _replaced(asked: Correction, pieces: Sequence[Piece]) -> set[int]:
    """The places of the files that go: those named, else the only CV."""
    if asked.replaces:
        return {_place(name, pieces) for name in asked.replaces}
    cvs = [n for n, piece in enumerate(pieces) if not document_of(piece).source.outside]
    if len(cvs) == 1:
        return set(cvs)
    raise UsageError(
        f"the pool holds {len(cvs)} documents of the person ({_listed(pieces, cvs)}); name the wrong one with "
        "--replaces and its number, or --beside to keep them all"
    )


def _place(named: str, pieces: Sequence[Piece]) -> int:
    if named.isdigit() and 0 < int(named) <= len(pieces):
        return int(named) - 1
    found = [n for n, p in enumerate(pieces) if named in (p.name, PurePosixPath(p.name).name)]
    if len(found) == 1:
        return found[0]
    raise UsageError(
        f"--replaces {named!r} is none of the person's files; they are {_listed(pieces, range(len(pieces)))}"
    )


def _listed(pieces: Sequence[Piece], places: Sequence[int]) -> str:
    return ", ".join(f"{n + 1}: {pieces[n].name}" for n in places)


def _mended(asked: Correction, among: Sequence[Piece], pieces: Sequence[Piece]) -> tuple[int, Piece]:
    """The place of the document in which the wrong passage stands, and its copy with the passage put right."""
    wrong = (asked.wrong or "").strip()
    if not wrong:
        raise UsageError("--wrong is empty; copy the passage as it stands in the document")
    found = [(piece, document_of(piece)) for piece in among]
    holding = [(piece, document) for piece, document in found if wrong in document.text]
    times = sum(document.text.count(wrong) for _, document in holding)
    if times != 1:
        what = "stands in none of the person's documents" if not times else f"stands there {times} times"
        raise UsageError(
            f"--wrong {_short(wrong)!r} {what}; copy the passage exactly, with enough words around it to tell it "
            "apart (assay pool export shows the text)"
        )
    piece, document = holding[0]
    if document.source.outside:
        raise UsageError(f"{piece.name} is evidence by others; ask whoever wrote it for a corrected one")
    text = document.text.replace(wrong, asked.right.strip())
    return pieces.index(piece), _text_piece(_corrected_name(document), text)


def _statement(note: str, at: datetime) -> Piece:
    text = note.strip()
    if not text or len(text) > LONGEST_NOTE:
        raise UsageError(f"--note takes 1 to {LONGEST_NOTE} characters in the person's own words")
    return _text_piece(f"statement {at:%Y-%m-%d}.txt", text + "\n")


def _text_piece(name: str, text: str) -> Piece:
    return Piece(name, Path(PurePosixPath(name).name), content=text.encode())


def _corrected_name(document: Document) -> str:
    """The name of a corrected copy: plain text, whatever the document was."""
    name = PurePosixPath(document.name.partition("#")[0])
    stem, ending = name.stem.removesuffix(" (corrected)"), name.suffix.lower()
    return f"{stem} (corrected){ending if ending in _PLAIN else '.txt'}"


def _named_apart(piece: Piece, names: set[str]) -> Piece:
    """The piece under a name that none of `names` is; the name is then taken."""
    name, n = PurePosixPath(piece.name), 1
    found = piece.name
    while found in names:
        n += 1
        found = f"{name.stem} {n}{name.suffix}"
    names.add(found)
    return piece if found == piece.name else Piece(found, Path(found), row=piece.row, content=piece.content)


def _read(pieces: Sequence[Piece], as_of: Month) -> Candidate:
    outcome = read_candidate(Job(name_of([p.name for p in pieces]), tuple(pieces)), How(as_of=as_of))
    if outcome.candidate is None or outcome.unread:
        why = "; ".join(f"{u.document}: {u.reason}" for u in outcome.unread) or "the files hold no CV"
        raise UnreadableDocument(f"nothing was corrected, because a document cannot be read ({why})")
    return outcome.candidate


def _profile(pool: TalentPool, person: PersonId, at: datetime) -> Profile | None:
    found = pool.store.profiles([person], Purpose.CORRECTION, at=at).get(person)
    return found.profile if found else None


def _saved(  # noqa: PLR0913 - all that a correction touches
    pool: TalentPool,
    person: PersonId,
    gone: Sequence[HeldFile],
    new: Sequence[Piece],
    candidate: Candidate,
    before: Profile | None,
    at: datetime,
) -> Corrected:
    names = {piece.name for piece in new}
    documents = [d for d in candidate.documents if d.name in names]
    files = originals(Job(candidate.name, tuple(new)), documents)
    addresses = {pool.store.address(file.content) for file in files}
    replaces: tuple[Address, ...] = tuple(f.address for f in gone if f.address not in addresses)
    read = extracted(candidate, pool.made)
    intake = Intake(person=person, files=files, extracted=read, replaces=replaces)
    taken = pool.store.ingest([intake], at=at, actor=pool.actor)[0]
    if taken.person != person:
        raise UsageError(
            f"the corrected file is the CV of another person in the pool ({taken.person}); look at both first"
        )
    if taken.status is IntakeStatus.HELD:
        return Corrected(
            person=person,
            version=taken.version,
            removed=(),
            added=(),
            gained=(),
            lost=(),
            changed=(),
            held=True,
        )
    removed = tuple(f.name for f in gone if f.address in replaces)
    gained, lost, changed = _differences(before, candidate.profile)
    return Corrected(
        person=person,
        version=taken.version,
        removed=removed,
        added=tuple(f.name for f in files),
        gained=gained,
        lost=lost,
        changed=changed,
        notes=follow(pool, at, compact=bool(replaces)),
    )


def _differences(before: Profile | None, after: Profile) -> tuple[tuple[str, ...], ...]:
    """Skills gained, lost, and those of another depth."""
    old = {s.skill: s for s in before.skills} if before else {}
    new = {s.skill: s for s in after.skills}
    both = [(old[k], new[k]) for k in new if k in old]
    return (
        tuple(s.label for k, s in new.items() if k not in old),
        tuple(s.label for k, s in old.items() if k not in new),
        tuple(f"{b.label} (depth {a.depth} to {b.depth})" for a, b in both if a.depth != b.depth),
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."
