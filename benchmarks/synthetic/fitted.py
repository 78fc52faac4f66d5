"""What was fitted, as tables that turn a random number into a value by one look-up.

`fitted.json` holds whole numbers only (counts and weights; `python -m training.fit_synthetic` writes it).
A table of weights becomes a row of equally likely values, so that a draw is `row[random number]`: fast,
and the same on every machine, since no floating-point comparison decides anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assay.domain.skill import SkillKind

FILE: Final = Path(__file__).parent / "fitted.json"
FINE: Final = 65_536
"""Equally likely values of a topic's row: the rarest skill a topic gives has a chance of 1 in 65,536 a draw."""
COARSE: Final = 4_096
SLOTS: Final = 4
"""Topics a person draws skills from."""

Numbers = NDArray[np.int64]

_FIRST = (
    "tidal amber polar cedar lunar copper delta ember fjord garnet harbour indigo juniper kelp lagoon "
    "maple nimbus opal prairie quartz raven saffron tundra umber velvet willow xenon yarrow zephyr cobalt"
).split()
_SECOND = (
    "batch sensor ledger shard replica survey camera voice vector stream tariff turbine pallet claims "
    "harvest orchard freight clinic furnace railway reservoir satellite warehouse workshop archive catalogue "
    "festival meadow parcel quarry ticketing"
).split()
_THIRD = (
    "routing scoring triage planner monitor review mapping tuning balancing forecasting matching tagging "
    "grading audit digest replay sampling screening sorting dispatch pricing inspection labelling merging "
    "rehearsal packing tracing staging handover drill intake rota"
).split()


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Everything the generator draws from.

    `skills` are all skill ids in rising order, those outside the vocabulary (``~``) last; `skill_kind`
    is the place of each in `SkillKind`, or 8 outside the vocabulary. `topics[t]` and `phrases[t]` give
    skill numbers. `sticks` are rising thresholds: the share of draws that goes to a person's first,
    second and third topic. All others are named in `fitted.json`; a table's last axis is the draw.
    """

    skills: tuple[str, ...]
    linked: int
    skill_kind: NDArray[np.int8]
    topics: NDArray[np.uint16]
    phrases: NDArray[np.uint16]
    sticks: NDArray[np.uint16]
    tables: Mapping[str, NDArray[np.int16]]
    codes: tuple[str, ...]


def equally_likely(weights: Sequence[int], size: int) -> Numbers:
    """Places of `weights`, `size` in all, each as often as its weight asks (rounded by running sums)."""
    edges = np.cumsum(np.asarray(weights, dtype=np.int64))
    if not len(edges) or edges[-1] <= 0:
        raise ValueError("a table of fitted.json has no weight; run python -m training.fit_synthetic --write")
    upto = (edges * size * 2 + edges[-1]) // (2 * edges[-1])
    return np.repeat(np.arange(len(edges)), np.diff(upto, prepend=0))


def phrase_names(topics: int, each: int) -> tuple[str, ...]:
    """Ids of `topics` times `each` open phrases, invented from plain words, in rising order."""
    words = [f"~{a} {b} {c}" for a, b, c in product(_FIRST, _SECOND, _THIRD)]
    if topics * each > len(words):
        raise ValueError(f"{topics * each:,} open phrases asked for; the words give {len(words):,}")
    return tuple(words[: topics * each])


def fitted_of(data: Mapping[str, Any]) -> Fitted:
    """The tables of `data`, the contents of `fitted.json`."""
    linked = sorted(data["skills"])
    number = {skill: n for n, skill in enumerate(linked)}
    rows = [equally_likely(list(t.values()), FINE) for t in data["topics"]]
    ids = [np.array([number[s] for s in t], dtype=np.uint16) for t in data["topics"]]
    ranks, each = equally_likely(data["phrases"], FINE), len(data["phrases"])
    names = tuple(sorted(phrase_names(len(rows), each)))
    # A topic's phrases are spread over the alphabet: its n-th commonest is every so many-th name.
    phrases = [len(linked) + ranks * len(rows) + topic for topic in range(len(rows))]
    kinds = [list(SkillKind).index(SkillKind(data["skills"][s])) for s in linked]
    return Fitted(
        skills=(*linked, *names),
        linked=len(linked),
        skill_kind=np.array(kinds + [len(SkillKind)] * len(names), dtype=np.int8),
        topics=np.stack([i[r] for i, r in zip(ids, rows, strict=True)]),
        phrases=np.stack(phrases).astype(np.uint16),
        sticks=np.array(data["sticks"], dtype=np.uint16),
        tables={name: _table(t["values"], t["weights"]) for name, t in data["tables"].items()},
        codes=tuple(data["codes"]),
    )


def _table(values: Sequence[int], weights: Sequence[Any]) -> NDArray[np.int16]:
    """A table of any number of axes, each cell a row of `COARSE` equally likely values."""
    cells = np.asarray(weights, dtype=np.int64)
    flat = cells.reshape(-1, cells.shape[-1])
    rows = np.stack(
        [np.asarray(values, dtype=np.int16)[equally_likely(row.tolist(), COARSE)] for row in flat]
    )
    return rows.reshape(*cells.shape[:-1], COARSE)


@cache
def fitted() -> Fitted:
    """What `fitted.json` holds."""
    return fitted_of(json.loads(FILE.read_text(encoding="utf-8")))
