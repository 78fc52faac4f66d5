"""Merging: the live people of several parts as one part, with nothing left of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.index.block import Longs, Part
from assay.index.columns import Columns, Postings
from assay.index.hashed_passages import HashedPassages, assembled, runs
from assay.index.skill_table import SkillTable


def merged(parts: Sequence[Part], table: SkillTable) -> Part:
    """The live people of `parts` (one at least, under one table) by number."""
    numbers = np.concatenate([p.numbers[p.live] for p in parts])
    order = np.argsort(numbers, kind="stable")
    places = _places(parts, order)
    texts = _texts(parts, places, order)
    columns = replace(_columns(parts, places, order, table), stored_passages=texts)
    return Part(columns, numbers[order], np.ones(len(order), np.bool_), texts)


def renumbered(part: Part, table: SkillTable) -> Part:
    """`part` under another table, which holds all ids of its own."""
    old = part.columns.postings
    if old.skills.ids == table.ids[: len(old.skills)]:
        return part.with_table(table)
    number = np.array([table.number[skill] for skill in old.skills.ids], dtype=np.int64)
    size = np.zeros(len(table), dtype=np.int64)
    size[number[: len(old.bounds) - 1]] = np.diff(old.bounds)
    order = np.argsort(number[: len(old.bounds) - 1], kind="stable")
    take = runs(old.bounds[order].astype(np.int64), np.diff(old.bounds)[order].astype(np.int64))
    bounds = np.concatenate([[0], np.cumsum(size)])
    postings = _taken(old, take, table, bounds, old.profile[take])
    return replace(part, columns=replace(part.columns, postings=postings))


def _taken(old: Postings, take: Longs, table: SkillTable, bounds: Longs, profile: NDArray[Any]) -> Postings:
    none = np.empty(0, dtype=np.uint16)
    return Postings(table, bounds, profile, old.code[take], old.months[take], old.last[take], none)


def _places(parts: Sequence[Part], order: Longs) -> list[Longs]:
    """For each part the new place of each person, -1 for who is removed."""
    new = np.empty(len(order), dtype=np.int64)
    new[order] = np.arange(len(order))
    out, done = [], 0
    for part in parts:
        place = np.full(len(part), -1, dtype=np.int64)
        live = int(part.live.sum())
        place[part.live] = new[done : done + live]
        out.append(place)
        done += live
    return out


def _columns(parts: Sequence[Part], places: Sequence[Longs], order: Longs, table: SkillTable) -> Columns:
    def each(name: str) -> Any:
        return np.concatenate([getattr(p.columns, name)[p.live] for p in parts])[order]

    sizes = np.concatenate([np.diff(p.columns.share_start)[p.live] for p in parts]).astype(np.int64)
    first = np.cumsum(sizes) - sizes
    of, share = (np.concatenate([_shares(p, name) for p in parts]) for name in ("share_of", "share"))
    take = runs(first[order], sizes[order])
    return Columns(
        profiles=(),
        postings=_postings(parts, places, table),
        signals=each("signals"),
        seniority=each("seniority"),
        seniority_shown=each("seniority_shown"),
        years=each("years"),
        roles_shown=each("roles_shown"),
        share_start=np.concatenate([[0], np.cumsum(sizes[order])]).astype(np.int32),
        share_of=of[take],
        share=share[take],
        degree=each("degree"),
        degree_in=each("degree_in"),
        languages=_spoken([p.columns.languages for p in parts], places),
        written=_spoken([p.columns.written for p in parts], places),
    )


def _shares(part: Part, name: str) -> Any:
    """The shares of who is live, person by person."""
    owned = np.repeat(part.live, np.diff(part.columns.share_start))
    return getattr(part.columns, name)[owned]


def _postings(parts: Sequence[Part], places: Sequence[Longs], table: SkillTable) -> Postings:
    skills, people, kept = [], [], []
    for part, place in zip(parts, places, strict=True):
        p = part.columns.postings
        person = place[p.profile]
        keep = person >= 0
        skills.append(np.repeat(np.arange(len(p.bounds) - 1), np.diff(p.bounds))[keep])
        people.append(person[keep])
        kept.append(keep)
    skill, person = np.concatenate(skills), np.concatenate(people)
    order = np.argsort((skill << 32) | person, kind="stable")  # stable: kinds stay from the strongest down

    def each(name: str) -> Any:
        held = [getattr(p.columns.postings, name)[keep] for p, keep in zip(parts, kept, strict=True)]
        return np.concatenate(held)[order]

    return Postings(
        skills=table,
        bounds=np.searchsorted(skill[order], np.arange(len(table) + 1)),
        profile=person[order].astype(np.uint16),
        code=each("code"),
        months=each("months"),
        last=each("last"),
        claim=np.empty(0, dtype=np.uint16),
    )


def _spoken(
    spoken: Sequence[Mapping[str, NDArray[Any]]], places: Sequence[Longs]
) -> Mapping[str, NDArray[Any]]:
    found: defaultdict[str, list[Longs]] = defaultdict(list)
    for runs_of, place in zip(spoken, places, strict=True):
        for code, people in runs_of.items():
            new = place[people]
            found[code].append(new[new >= 0])
    joined = {code: np.sort(np.concatenate(new)).astype(np.uint16) for code, new in found.items()}
    return {code: people for code, people in joined.items() if len(people)}


def _texts(parts: Sequence[Part], places: Sequence[Longs], order: Longs) -> HashedPassages | None:
    held = [p.texts for p in parts if p.texts]
    if len(held) < len(parts):
        return None
    counts = np.concatenate(
        [np.bincount(t.profile, minlength=len(p))[p.live] for t, p in zip(held, parts, strict=True)]
    )[order]
    owner = np.concatenate([place[t.profile] for t, place in zip(held, places, strict=True)])
    by_owner = np.argsort(owner, kind="stable")
    taken = by_owner[int(np.count_nonzero(owner < 0)) :]  # old passages, in new order
    new = np.full(len(owner), -1, dtype=np.int64)
    new[taken] = np.arange(len(taken))
    arrays = [t.checked for t in held]
    kinds = np.concatenate([a["kind"] for a in arrays])[taken]
    return HashedPassages(assembled(counts, kinds, _words(arrays, taken), _held(arrays, new)), held[0].key)


def _words(arrays: Sequence[Mapping[str, NDArray[Any]]], taken: Longs) -> tuple[Any, Any, Any]:
    """How many words each passage taken has, the table of hashes, and the words' places in it."""
    size = np.concatenate([np.diff(a["token_start"]) for a in arrays]).astype(np.int64)
    first = np.cumsum(size) - size
    offsets = np.cumsum([0, *(len(a["word"]) for a in arrays)])
    token = np.concatenate([a["token"].astype(np.int64) + at for a, at in zip(arrays, offsets, strict=False)])
    word = np.concatenate([a["word"] for a in arrays])
    return size[taken], word, token[runs(first[taken], size[taken])]


def _held(arrays: Sequence[Mapping[str, NDArray[Any]]], new: Longs) -> tuple[Any, Any, Any]:
    """The table of stems' hashes, and of each stem that a passage taken holds its place and the passage."""
    stems, passages, stem_at, passage_at = [], [], 0, 0
    for a in arrays:
        stems.append(np.repeat(np.arange(len(a["stem"])), np.diff(a["stem_start"])) + stem_at)
        passages.append(new[a["holding"].astype(np.int64) + passage_at])
        stem_at, passage_at = stem_at + len(a["stem"]), passage_at + len(a["kind"])
    stem, passage = np.concatenate(stems), np.concatenate(passages)
    return np.concatenate([a["stem"] for a in arrays]), stem[passage >= 0], passage[passage >= 0]
