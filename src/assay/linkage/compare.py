"""Compare the records of a pool pair by pair with Splink, looking only where two share a key."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from assay.errors import UsageError
from assay.linkage.contacts import mailbox
from assay.linkage.levels import COMPARISONS, ELSE, Comparison
from assay.linkage.model import LinkageModel, load_linkage_model
from assay.linkage.record import Record
from assay.linkage.shared import keys_of, without_shared_contacts

_LISTS = (
    "keys name_words emails mailboxes phones links stations employers periods exact_periods "
    "schools degrees figures skills"
).split()
_TEXTS = ("name", "family", "initial")
_OFFLINE: dict[str, bool | int | float | str | list[str]] = {
    "threads": 2,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
}
"""The database's settings: in memory, no file and no other machine within reach."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison's part: how it came out, in words, and its weight in bits (above 0 speaks for one person)."""

    comparison: str
    level: str
    text: str
    bits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records (by their numbers in the pool, the lower first) that may be of one person.

    `bits` is the prior plus the reasons' bits; `probability` the same as a chance, 0 to 1.
    """

    first: int
    second: int
    probability: float
    bits: float
    prior: float
    reasons: tuple[Reason, ...]

    @property
    def pro(self) -> tuple[Reason, ...]:
        """What speaks for one person, strongest first."""
        return tuple(sorted((r for r in self.reasons if r.bits > 0), key=lambda r: -r.bits))

    @property
    def contra(self) -> tuple[Reason, ...]:
        """What speaks for two people, strongest first."""
        return tuple(sorted((r for r in self.reasons if r.bits < 0), key=lambda r: r.bits))


def compare(
    records: Sequence[Record], *, threshold: float = 0.0, model: LinkageModel | None = None
) -> list[Pair]:
    """The pairs that share a key and whose probability is at least `threshold`, likeliest first.

    Raises UsageError where the extra `linkage` is not installed.
    """
    used = model or load_linkage_model()
    prior = used.prior(len(records))
    if len(records) < 2:
        return []
    rows = _predicted(without_shared_contacts(records), used, prior, threshold)
    pairs = [_pair(row, used, prior) for row in rows]
    return sorted(
        (p for p in pairs if p.probability >= threshold), key=lambda p: (-p.bits, p.first, p.second)
    )


def check_installed() -> None:
    """Raise UsageError, with what to install, where the extra `linkage` is missing."""
    missing = [name for name in ("anyascii", "duckdb", "pyarrow", "splink") if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"finding duplicates needs the extra 'linkage' ({', '.join(missing)} missing); "
            "install it with: pip install 'assay[linkage]'"
        )


def _predicted(
    records: Sequence[Record], model: LinkageModel, prior: float, threshold: float
) -> Iterator[dict[str, Any]]:
    check_installed()
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    table = pa.Table.from_pylist(list(_rows(records)), schema=_schema(pa))
    with duckdb.connect(":memory:", config=_OFFLINE) as connection, _silence():
        frame = DuckDBAPI(connection=connection).register(table)
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=[_comparison(c, model) for c in COMPARISONS],
            blocking_rules_to_generate_predictions=[block_on("keys", arrays_to_explode=["keys"])],
            probability_two_random_records_match=prior,
            retain_matching_columns=True,
        )
        linker = Linker(frame, settings, log_level=None)
        found = linker.inference.predict(
            threshold_match_probability=max(0.0, threshold - 1e-9) or None, warning_mode="never"
        )
        columns = ", ".join(f"gamma_{c.id}" for c in COMPARISONS)
        cursor = connection.execute(f"select unique_id_l, unique_id_r, {columns} from {found.physical_name}")  # noqa: S608 - names of ours
        names = [d[0] for d in cursor.description]
        yield from (dict(zip(names, row, strict=True)) for row in cursor.fetchall())


class _silence:  # noqa: N801 - reads as what it does
    """Keep the library's notes back while it works."""

    def __enter__(self) -> None:
        self._logger = logging.getLogger("splink")
        self._before = self._logger.level
        self._logger.setLevel(logging.ERROR)

    def __exit__(self, *_: object) -> None:
        self._logger.setLevel(self._before)


def _rows(records: Sequence[Record]) -> Iterator[dict[str, Any]]:
    for number, (record, keys) in enumerate(zip(records, keys_of(records), strict=True)):
        name = record.name
        yield {
            "unique_id": number,
            "keys": keys,
            "name": name.key if name else "",
            "name_words": name.words if name else (),
            "family": name.family if name else "",
            "initial": name.initial if name else "",
            "shortened": name.shortened if name else False,
            "mailboxes": sorted({b for b in map(mailbox, record.emails) if b}),
            "exact_periods": [p for p in record.periods if p.count("-") == 2],
            **{c: getattr(record, c) for c in _LISTS if hasattr(record, c) and c != "keys"},
            "marks": record.marks,
        }


def _schema(pa: Any) -> Any:
    words = [(c, pa.list_(pa.string())) for c in _LISTS]
    texts = [(c, pa.string()) for c in _TEXTS]
    rest = [("unique_id", pa.int64()), ("shortened", pa.bool_()), ("marks", pa.list_(pa.uint32()))]
    return pa.schema([*rest, *texts, *words])


def _comparison(comparison: Comparison, model: LinkageModel) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": comparison.absent, "label_for_charts": "absent", "is_null_level": True}
    ]
    for level in comparison.levels:
        levels.append(
            {
                "sql_condition": level.condition,
                "label_for_charts": level.id,
                "m_probability": model.m[comparison.id, level.id],
                "u_probability": model.u[comparison.id, level.id],
            }
        )
    assert comparison.levels[-1].condition == ELSE
    return {
        "output_column_name": comparison.id,
        "comparison_description": comparison.id,
        "comparison_levels": levels,
    }


def levels_of(row: dict[str, Any]) -> dict[str, str]:
    """The level of each comparison that both sides have a value for, by Splink's numbers from below."""
    out = {}
    for comparison in COMPARISONS:
        gamma = row[f"gamma_{comparison.id}"]
        if gamma >= 0:
            out[comparison.id] = comparison.levels[len(comparison.levels) - 1 - gamma].id
    return out


def _pair(row: dict[str, Any], model: LinkageModel, prior: float) -> Pair:
    found = levels_of(row)
    reasons = []
    for comparison in COMPARISONS:
        level = next((x for x in comparison.levels if x.id == found.get(comparison.id)), None)
        if level:
            key = comparison.id, level.id
            reasons.append(
                Reason(comparison.id, level.id, level.text, math.log2(model.m[key] / model.u[key]))
            )
    start = math.log2(prior / (1 - prior))
    bits = start + sum(r.bits for r in reasons)
    ends = sorted((row["unique_id_l"], row["unique_id_r"]))
    return Pair(
        first=ends[0],
        second=ends[1],
        probability=1 / (1 + 2.0**-bits) if bits > -1000 else 0.0,
        bits=bits,
        prior=start,
        reasons=tuple(reasons),
    )
