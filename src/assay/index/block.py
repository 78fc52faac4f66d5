"""Blocks: at most 32,768 people as columns, with the store's profile numbers, in one immutable file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from assay.index.array_file import ArrayFile, Arrays, decoded, lengths, rising, within, write_arrays
from assay.index.columns import Bools, Columns, Postings
from assay.index.hashed_passages import HashedPassages, hashed
from assay.index.manifest import FileEntry, damaged
from assay.index.numbers import DEPTHS, KINDS, SIGNALS, SPECIALITIES, STUDIES
from assay.index.scoring_row import ScoringRow
from assay.index.skill_table import SkillTable

Longs = NDArray[np.int64]

MOST_PEOPLE: Final = 32_768
"""People in a full block: their places fit two bytes, their scores stay near the processor."""


@dataclass(frozen=True, eq=False)
class Part:
    """Some people of the pool: `numbers[i]` is the store's number of person `i`, rising; `live[i]` is
    False for who is removed. `texts` is None where the index keeps no passages."""

    columns: Columns
    numbers: Longs
    live: Bools
    texts: HashedPassages | None

    def __len__(self) -> int:
        return len(self.numbers)

    def with_table(self, table: SkillTable) -> Part:
        """The same people under a table that has grown."""
        postings = replace(self.columns.postings, skills=table)
        return replace(self, columns=replace(self.columns, postings=postings))


class _Meta(msgspec.Struct, frozen=True, array_like=True):
    """`skills` is the length of the skill table, `sequence` that of the store when this was written."""

    people: int
    skills: int
    sequence: int
    languages: tuple[str, ...]
    written: tuple[str, ...]


def part_of(
    entries: Sequence[tuple[int, ScoringRow, bytes | None]], table: SkillTable, key: bytes | None
) -> Part:
    """A part from numbers, rows and text rows; `key` None leaves the passages out."""
    ordered = sorted(entries, key=lambda entry: entry[0])
    texts = None if key is None else hashed([text for _, _, text in ordered if text is not None], key)
    columns = Columns.from_rows([row for _, row, _ in ordered], skills=table)
    numbers = np.array([number for number, _, _ in ordered], dtype=np.int64)
    return Part(replace(columns, stored_passages=texts), numbers, np.ones(len(ordered), np.bool_), texts)


def write_block(path: Path, part: Part, sequence: int) -> FileEntry:
    """Write the columns and numbers of `part`. Raises `OSError`."""
    c, p = part.columns, part.columns.postings
    languages, written = _spoken(c.languages), _spoken(c.written)
    arrays = {
        "numbers": part.numbers,
        **_bounds(p.bounds),
        "profile": p.profile.astype(np.uint16),
        "code": p.code,
        "last": p.last,
        "months": p.months,
        "signals": c.signals,
        "seniority": c.seniority,
        "seniority_shown": c.seniority_shown.view(np.uint8),
        "years": c.years,
        "roles_shown": c.roles_shown.view(np.uint8),
        "share_start": c.share_start.astype(np.int32),
        "share_of": c.share_of,
        "share": c.share,
        "degree": c.degree,
        "degree_in": c.degree_in,
        "languages": languages[2],
        "language_bounds": languages[1],
        "written": written[2],
        "written_bounds": written[1],
    }
    meta = _Meta(len(part), len(p.skills), sequence, languages[0], written[0])
    return write_arrays(path, msgspec.msgpack.encode(meta), arrays)


def read_block(path: Path, entry: FileEntry, table: SkillTable) -> Part:
    """Map a block, everybody live, without passages; its checksums are compared and its numbers checked,
    so that nothing in it can lead the compiled loops outside an array.

    Raises `IndexDamaged`, or `FileNotFoundError` where there is no such file.
    """
    file = ArrayFile(path, entry)
    file.check()
    meta, a = decoded(file.name, file.meta, _Meta), file.arrays
    _check(file.name, meta, a)
    if meta.skills > len(table):
        raise damaged(file.name, f"it numbers {meta.skills} skills, the skill table holds {len(table)}")
    postings = Postings(
        skills=table,
        bounds=_dense(file.name, meta, a),
        profile=a["profile"],
        code=a["code"],
        months=a["months"],
        last=a["last"],
        claim=np.empty(0, dtype=np.uint16),
    )
    columns = Columns(
        profiles=(),
        postings=postings,
        signals=a["signals"].reshape(-1, len(SIGNALS)),
        seniority=a["seniority"],
        seniority_shown=a["seniority_shown"].view(np.bool_),
        years=a["years"],
        roles_shown=a["roles_shown"].view(np.bool_),
        share_start=a["share_start"],
        share_of=a["share_of"],
        share=a["share"],
        degree=a["degree"],
        degree_in=a["degree_in"].reshape(-1, len(STUDIES)),
        languages=_by_code(meta.languages, a["language_bounds"], a["languages"]),
        written=_by_code(meta.written, a["written_bounds"], a["written"]),
    )
    return Part(columns, a["numbers"], np.ones(meta.people, np.bool_), None)


def _check(name: str, meta: _Meta, a: Arrays) -> None:
    """Types, lengths and the range of every number that anything is looked up by."""
    n = meta.people
    if not 0 < n <= MOST_PEOPLE:
        raise damaged(name, f"it holds {n} people")
    types = {"numbers": "<i8", "seniority": "|i1", "seniority_shown": "|u1", "years": "<f8",
             "roles_shown": "|u1", "degree": "|i1"}  # fmt: skip
    lengths(name, a, {key: (dtype, n) for key, dtype in types.items()})
    lengths(name, a, {"signals": ("|i1", n * len(SIGNALS)), "degree_in": ("|i1", n * len(STUDIES))})
    lengths(name, a, {"profile": ("<u2", None), "share": ("<f8", None), "share_start": ("<i4", n + 1)})
    postings, shares = len(a["profile"]), len(a["share"])
    lengths(name, a, {"code": ("|u1", postings), "last": ("<i2", postings), "months": ("<u2", postings)})
    lengths(name, a, {"share_of": ("|i1", shares)})
    rising(name, a["share_start"], shares)
    within(name, a["profile"], 0, n - 1)
    within(name, a["code"], 0, len(KINDS) * DEPTHS - 1)
    within(name, a["last"], -1, 32_767)
    within(name, a["signals"], 0, 4)
    within(name, a["share_of"], 0, len(SPECIALITIES) - 1)
    within(name, a["seniority_shown"], 0, 1)
    within(name, a["roles_shown"], 0, 1)
    if bool(np.any(a["numbers"][1:] <= a["numbers"][:-1])):
        raise damaged(name, "the numbers of its people do not rise")
    for key, bounds, codes in (
        ("languages", "language_bounds", meta.languages),
        ("written", "written_bounds", meta.written),
    ):
        lengths(name, a, {key: ("<u2", None), bounds: ("<i4", len(codes) + 1)})
        rising(name, a[bounds], len(a[key]))
        within(name, a[key], 0, n - 1)


def _bounds(bounds: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """The runs' bounds up to the last skill in use; in a small block only those of the skills in use."""
    used = np.flatnonzero(np.diff(bounds)).astype(np.int32)
    top = int(used[-1]) + 1 if len(used) else 0
    if top > 2 * len(used) + 64:
        return {"run_skill": used, "run_end": bounds[used + 1].astype(np.int32)}
    return {"bounds": bounds[: top + 1].astype(np.int32)}


def _dense(name: str, meta: _Meta, a: Arrays) -> NDArray[Any]:
    """The bounds of all runs, checked; read-only as a mapped array is."""
    if "bounds" in a:
        lengths(name, a, {"bounds": ("<i4", None)})
        bounds = a["bounds"]
    else:
        lengths(name, a, {"run_skill": ("<i4", None), "run_end": ("<i4", None)})
        skill, end = a["run_skill"], a["run_end"]
        within(name, skill, 0, meta.skills - 1)
        if len(skill) != len(end) or not len(skill) or bool(np.any(skill[1:] <= skill[:-1])):
            raise damaged(name, "the skills of its runs do not rise")
        sizes = np.diff(end, prepend=np.int32(0))
        bounds = np.zeros(int(skill[-1]) + 2, dtype=np.int32)
        bounds[skill + 1] = sizes
        np.cumsum(bounds, out=bounds)
        bounds.flags.writeable = False
    if len(bounds) > meta.skills + 1:
        raise damaged(name, f"it has runs for more than {meta.skills} skills")
    rising(name, bounds, len(a["profile"]))
    return bounds


def _spoken(spoken: Mapping[str, NDArray[Any]]) -> tuple[tuple[str, ...], NDArray[Any], NDArray[Any]]:
    """Codes, bounds and people, run after run."""
    codes = tuple(sorted(spoken))
    bounds = np.cumsum([0, *(len(spoken[c]) for c in codes)]).astype(np.int32)
    people = np.concatenate([np.empty(0, np.uint16), *(spoken[c].astype(np.uint16) for c in codes)])
    return codes, bounds, people


def _by_code(codes: Sequence[str], bounds: NDArray[Any], people: NDArray[Any]) -> Mapping[str, NDArray[Any]]:
    ends = bounds.tolist()
    return {c: people[first:last] for c, first, last in zip(codes, ends, ends[1:], strict=False)}
