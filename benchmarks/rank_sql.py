"""A plan as SQL for DuckDB, the best we could write: what `rank_pool` measures the index against.

DuckDB gets what the index keeps, and more: postings in order of skill that carry their bits for each kind
of evidence asked, recency included; how near everybody is to each field and how much they worked in it;
languages as columns. Three ways to write the rest, with the answers in a table that is made outside the time:

- `folded`: a line for each skill with its credit for each slot, so that a posting is read once whatever
  number of slots it answers; grouped by person, a column for each slot;
- `wide`: answers joined to postings, grouped by person alone, a column for each slot;
- `narrow`: the same join grouped by person and slot, then by person and row, then by person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa
from benchmarks.rank_sql_forms import SORTS, Writer, slots_of

from assay.domain.dates import Month
from assay.index.columns import Columns
from assay.index.skill_table import SkillTable
from assay.matching.kernel import recency_of
from assay.matching.levels import ADJACENT, ASKED
from assay.matching.lowered import LoweredField, lower
from assay.matching.model import MatchModel
from assay.matching.plan import Plan

FORMS: Final = ("folded", "wide", "narrow")


@dataclass
class SqlPool:
    """A pool in the memory of DuckDB."""

    model: MatchModel
    as_of: Month
    skills: SkillTable
    fields: dict[bytes, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.link = duckdb.connect()

    def load(self, blocks: Sequence[Columns], plans: Sequence[Plan]) -> None:
        """Fill the tables from `blocks` that the compiled engine has ranked by all of `plans`."""
        for plan in plans:
            for asked in self._lowered(plan):
                self.fields.setdefault(asked.key, len(self.fields))
        start, languages = 0, sorted({code for block in blocks for code in block.languages})
        for n, block in enumerate(blocks):
            parts = {
                "people": self._people(block, start, languages),
                "unsorted": self._postings(block, start),
            }
            for name, part in parts.items():
                self.link.register("part", part)
                sink = f"INSERT INTO {name}" if n else f"CREATE TABLE {name} AS"
                self.link.execute(f"{sink} SELECT * FROM part").fetchall()
            start += len(block)
        self.link.execute("CREATE TABLE postings AS SELECT * FROM unsorted ORDER BY skill, person").fetchall()
        self.link.execute("DROP TABLE unsorted").fetchall()
        self.link.execute("SET threads=1").fetchall()

    def _lowered(self, plan: Plan) -> tuple[LoweredField, ...]:
        return lower(plan, self.skills, self.model, self.as_of).fields

    def _people(self, block: Columns, start: int, languages: Sequence[str]) -> pa.Table:
        columns: dict[str, Any] = {
            "person": np.arange(start, start + len(block), dtype=np.int32),
            "seniority": block.seniority,
            "seniority_shown": block.seniority_shown,
            "years": block.years,
            "roles_shown": block.roles_shown,
            "degree": block.degree,
        }
        columns |= {f"degree_{s}": block.degree_in[:, s] for s in range(block.degree_in.shape[1])}
        columns |= {f"signal_{s}": block.signals[:, s] for s in range(block.signals.shape[1])}
        for key, place in self.fields.items():
            near_at, near, work_at, work = block.derived[key]
            columns[f"near_{place}"], columns[f"work_{place}"] = near[near_at], work[work_at]
        for code in languages:
            columns[f"speaks_{code}"] = np.zeros(len(block), dtype=np.bool_)
            columns[f"speaks_{code}"][block.languages.get(code, [])] = True
        return pa.table({name: pa.array(np.ascontiguousarray(c)) for name, c in columns.items()})

    def _postings(self, block: Columns, start: int) -> pa.Table:
        postings, model = block.postings, self.model
        bits, tables = np.array(model.level_bits), np.array(model.tables)
        recency = recency_of(postings.last, model, self.as_of)
        counts = np.diff(postings.bounds)
        columns: dict[str, Any] = {
            "skill": np.repeat(np.arange(len(counts), dtype=np.int32), counts),
            "person": postings.profile.astype(np.int32) + np.int32(start),
            "months": postings.months,
        }
        for asked in range(len(ASKED)):
            level = tables[asked, postings.kind, postings.depth]
            value = bits[level]
            columns[f"direct_{asked}"] = (np.where(value > 0, value * recency, value), value == 0)
            related = (value > 0) & (level >= model.transfer.from_level)
            columns[f"related_{asked}"] = (value * recency, ~related)
        arrays = {n: pa.array(*c) if isinstance(c, tuple) else pa.array(c) for n, c in _masked(columns)}
        return pa.table(arrays)

    def ask(self, plan: Plan, form: str) -> str:
        """SQL of `plan` for (person, total), everybody; its answers are put into a table on the way."""
        self.link.register("answers_of_plan", self._answers(plan))
        self.link.execute("CREATE OR REPLACE TEMP TABLE answers AS SELECT * FROM answers_of_plan").fetchall()
        self.link.execute(_folded(sum(len(row.slots) for row in plan.rows))).fetchall()
        writer = Writer(plan, self.model, [(f.share, self.fields[f.key]) for f in self._lowered(plan)])
        query: str = getattr(writer, form)()
        return query

    def _answers(self, plan: Plan) -> pa.Table:
        """One line for each answer of each slot."""
        most = float(self.model.level_bits[ADJACENT])
        lines = [
            {
                "skill": self.skills.number[answer.skill],
                "slot": slot_number,
                "row_number": row_number,
                "sort": SORTS.index(f"{'direct' if answer.direct else 'related'}_{row.asked}"),
                "credit": answer.credit,
                "most": float("inf") if answer.direct else most,
                "deniable": answer.direct and answer.skill == slot.deniable,
                "years": row.years,
                "share": row.relevant_share,
            }
            for row_number, slot_number, row, slot in slots_of(plan)
            for answer in slot.answers
            if answer.skill in self.skills.number
        ]
        return pa.Table.from_pylist(lines)

    def totals(self, query: str) -> np.ndarray:
        """Everybody's bits, by number."""
        return self.link.execute(f"SELECT total FROM ({query}) ORDER BY person").fetchnumpy()["total"]

    def foremost(self, query: str, count: int) -> list[tuple[int, float]]:
        """The first `count`, once everybody's bits are known."""
        return self.link.execute(
            f"SELECT person, total FROM ({query}) ORDER BY total DESC LIMIT {count}"
        ).fetchall()


def _folded(slots: int) -> str:
    """SQL that makes a line for each skill of the answers: the sort of answer and the credit by slot."""
    columns = ", ".join(
        f"max(CASE WHEN slot = {s} THEN CASE WHEN deniable THEN 2 WHEN sort % 2 = 0 THEN 1 ELSE 0 END END)"
        f" AS sort_{s}, max(CASE WHEN slot = {s} THEN credit END) AS credit_{s}"
        for s in range(slots)
    )
    return f"CREATE OR REPLACE TEMP TABLE folded AS SELECT skill, {columns} FROM answers GROUP BY skill"


def _masked(columns: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, column in columns.items():
        yield name, (column[0], None, column[1]) if isinstance(column, tuple) else column
