"""Hashed passages: what open wording is looked up in, without a readable word.

A word stands as a keyed 64-bit hash (BLAKE2b), so a file tells nothing to who lacks the key beyond how
often words return. Two words of one hash would be taken for one another: at a million different words
the chance that any two are is 1 in 37 million.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import count
from typing import Annotated, Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from assay.domain.profile import Profile
from assay.errors import IndexDamaged
from assay.index.array_file import Arrays, lengths, rising, within
from assay.index.columns import Ints, Smalls
from assay.index.manifest import damaged
from assay.index.numbers import KIND_NUMBER, KINDS
from assay.index.words import normalise, telling_stem

TEXT_FORMAT: Final = 1
_SMALL: Final = {1: "|u1", 2: "<u2", 4: "<u4"}
Hashes = NDArray[np.uint64]


class _TextRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Of each passage the number of its kind and its normalised words, one space between."""

    format: int
    passages: tuple[tuple[Annotated[int, msgspec.Meta(ge=0, le=127)], str], ...]


def text_row_of(profile: Profile) -> bytes:
    """The passages of `profile` as the store keeps them beside the scoring row (MessagePack)."""
    passages = tuple((KIND_NUMBER[p.kind], normalise(p.quote.text)) for p in profile.passages)
    return msgspec.msgpack.encode(_TextRow(TEXT_FORMAT, passages))


@dataclass(frozen=True, eq=False)
class HashedPassages:
    """Passages of N people by the hashes of their words; meets the protocol `Passages`.

    `arrays`: `owner` (P, whose each is, rising), `kind` (P), `first` (N), `word` (W, hashes, rising),
    `token_start` (P + 1) and `token` (places in `word`, passage by passage), `stem` (S, hashes, rising),
    `stem_start` (S + 1) and `holding` (passages, stem by stem, rising). `check` is called before the first use.
    """

    arrays: Arrays
    key: bytes = field(repr=False)
    check: Callable[[], None] | None = field(default=None, repr=False)

    @property
    def checked(self) -> Arrays:
        """The arrays, checked once. Raises `IndexDamaged`."""
        if self.check and "done" not in vars(self):
            self.check()
            vars(self)["done"] = True
        return self.arrays

    @property
    def profile(self) -> Ints:
        """Whose each passage is."""
        return self.checked["owner"]

    @property
    def kind(self) -> Smalls:
        """The kind of evidence each passage is."""
        return self.checked["kind"]

    @property
    def first(self) -> Ints:
        """The first passage of each person."""
        return self.checked["first"]

    def with_word(self, word: str) -> Ints:
        """Numbers of the passages that hold the stem `word`, rising."""
        a = self.checked
        place = _place(a["stem"], stem_hash(word, self.key))
        start = a["stem_start"]
        return a["holding"][start[place] : start[place + 1]] if place >= 0 else np.empty(0, dtype=np.int32)

    def exact(self, numbers: Ints, phrase: str) -> Ints:
        """Those of `numbers` whose words hold the normalised `phrase` in a row."""
        a = self.checked
        start, token = a["token_start"], a["token"]
        begin, size = start[numbers].astype(np.int64), np.diff(start)[numbers].astype(np.int64)
        if not phrase:
            return np.asarray(numbers[size == 0], dtype=np.int32)
        wanted = [_place(a["word"], word_hash(w, self.key)) for w in phrase.split(" ")]
        tries = np.maximum(size - len(wanted) + 1, 0)
        if min(wanted) < 0 or not tries.sum():
            return np.empty(0, dtype=np.int32)
        at = runs(begin, tries)
        fits = token[at] == wanted[0]
        for step, word in enumerate(wanted[1:], 1):
            fits &= token[at + step] == word
        held = np.zeros(len(numbers), dtype=np.bool_)
        held[np.repeat(np.arange(len(numbers)), tries)[fits]] = True
        return np.asarray(numbers[held], dtype=np.int32)


def word_hash(word: str, key: bytes) -> int:
    """Hash of a word as written."""
    return _hash(word, key, b"word")


def stem_hash(stem: str, key: bytes) -> int:
    """Hash of a stem; another than that of the same letters as a word."""
    return _hash(stem, key, b"stem")


def hashed(rows: Sequence[bytes], key: bytes) -> HashedPassages:
    """The passages of text rows, person `n` from row `n`."""
    known: defaultdict[str, int] = defaultdict(count().__next__)  # numbers words as they come
    counts, kinds, sizes, tokens = array("i"), array("b"), array("i"), array("i")
    for row in rows:
        passages = _decoded(row).passages
        counts.append(len(passages))
        for kind, text in passages:
            words = text.split(" ") if text else []
            kinds.append(kind)
            sizes.append(len(words))
            tokens.extend(map(known.__getitem__, words))
    stems = [telling_stem(w) for w in known]
    said = {s: stem_hash(s, key) for s in dict.fromkeys(stems) if s}
    word = np.array([word_hash(w, key) for w in known], dtype=np.uint64)
    stem = np.array([said[s] if s else 0 for s in stems], dtype=np.uint64)
    token = np.array(tokens, dtype=np.int32)
    size = np.array(sizes, dtype=np.int32)
    if len(kinds) and not 0 <= min(kinds) <= max(kinds) < len(KINDS):
        raise _another_layout()
    telling = np.array([s is not None for s in stems], dtype=np.bool_)
    passage = np.repeat(np.arange(len(size), dtype=np.int32), size)[telling[token]]
    arrays = assembled(
        np.array(counts, dtype=np.int32),
        np.array(kinds, dtype=np.int8),
        (size, word, token),
        (stem, token[telling[token]], passage),
    )
    return HashedPassages(arrays, key)


def assembled(
    counts: Ints,
    kinds: Smalls,
    words: tuple[Ints, Hashes, Ints],
    held: tuple[Hashes, Ints, Ints],
) -> Mapping[str, NDArray[Any]]:
    """The arrays of passages. `counts`: how many each person has; `words`: how many each passage has, a
    table of hashes, and places in it, passage by passage; `held`: a table of stems' hashes, and which
    stem which passage holds. Hashes that nothing points at are left out."""
    size, passages = words[0], max(1, len(kinds))
    word, token = _renumbered(words[1], words[2])
    stem, at = _renumbered(held[0], held[1])
    pair = np.sort(at * passages + held[2])
    pair = pair[np.concatenate([[True], pair[1:] != pair[:-1]])] if len(pair) else pair
    by_stem = pair // passages
    return {
        "owner": _small(np.repeat(np.arange(len(counts)), counts), len(counts)),
        "kind": kinds,
        "first": (np.cumsum(counts) - counts).astype(np.int32),
        "word": word,
        "token_start": np.cumsum(np.concatenate([[0], size])).astype(np.int32),
        "token": _small(token, len(word)),
        "stem": stem,
        "stem_start": np.searchsorted(by_stem, np.arange(len(stem) + 1)).astype(np.int32),
        "holding": (pair - by_stem * passages).astype(np.int32),
    }


def check_arrays(name: str, a: Arrays, people: int) -> None:
    """Types, lengths and ranges of all arrays. Raises `IndexDamaged`."""
    lengths(name, a, {"kind": ("|i1", None), "first": ("<i4", people), "word": ("<u8", None)})
    lengths(name, a, {"stem": ("<u8", None), "holding": ("<i4", None)})
    passages = len(a["kind"])
    lengths(name, a, {"token_start": ("<i4", passages + 1), "stem_start": ("<i4", len(a["stem"]) + 1)})
    for key, size in (("owner", passages), ("token", None)):
        if key not in a or a[key].dtype.str not in _SMALL.values() or size not in (None, len(a[key])):
            raise damaged(name, f"its array {key!r} is missing or has a wrong type or length")
    rising(name, a["token_start"], len(a["token"]))
    rising(name, a["stem_start"], len(a["holding"]))
    within(name, a["owner"], 0, people - 1)
    within(name, a["kind"], 0, len(KINDS) - 1)
    within(name, a["token"], 0, len(a["word"]) - 1)
    within(name, a["holding"], 0, passages - 1)
    if not np.array_equal(a["first"], np.searchsorted(a["owner"], np.arange(people))):
        raise damaged(name, "the first passages of its people are not where they should be")


def runs(begin: NDArray[Any], size: NDArray[Any]) -> NDArray[np.int64]:
    """The places of all runs, one after another: `size[i]` places from `begin[i]`."""
    ends = np.cumsum(size)
    places: NDArray[np.int64] = np.arange(int(ends[-1]) if len(ends) else 0)
    places += np.repeat(begin - (ends - size), size)
    return places


def _decoded(data: bytes) -> _TextRow:
    try:
        row = msgspec.msgpack.decode(data, type=_TextRow)
    except msgspec.MsgspecError as fault:
        raise IndexDamaged(
            f"a text row cannot be read ({fault}); rebuild it with assay pool reextract"
        ) from fault
    if row.format != TEXT_FORMAT:
        raise _another_layout()
    return row


def _another_layout() -> IndexDamaged:
    return IndexDamaged("a text row has another layout; rebuild it with assay pool reextract")


def _hash(text: str, key: bytes, use: bytes) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8, key=key, person=use).digest(), "little")


def _place(hashes: Hashes, wanted: int) -> int:
    """The place of a hash, -1 where it is not held."""
    place = int(np.searchsorted(hashes, np.uint64(wanted)))
    return place if place < len(hashes) and int(hashes[place]) == wanted else -1


def _small(values: NDArray[Any], most: int) -> NDArray[Any]:
    """`values` (0..most - 1) in the fewest bytes."""
    return values.astype(np.uint8 if most <= 256 else np.uint16 if most <= 65_536 else np.uint32)


def _renumbered(table: Hashes, places: NDArray[Any]) -> tuple[Hashes, NDArray[np.int64]]:
    """The hashes of `table` in use, rising and each once, and `places` among them."""
    used = np.zeros(len(table), dtype=np.bool_)
    used[places] = True
    known, again = np.unique(table[used], return_inverse=True)
    moved = np.zeros(len(table), dtype=np.int64)
    moved[used] = again
    return known, moved[places]
