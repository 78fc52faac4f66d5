"""Engines: what scores a large pool, block by block. All give the same bits; they differ in speed.

`NumpyEngine` is the kernel itself. `CompiledEngine` runs the kernel's loops over postings compiled
(extra `assay[fast]`) and takes everything else from the kernel. Who is to be explained is scored once
more by the kernel, and a difference of one bit is an error (`workflow.pool.ranking`).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assay.domain.dates import Month
from assay.errors import UsageError
from assay.index.columns import Columns, Floats
from assay.index.skill_table import SkillTable
from assay.matching import kernel
from assay.matching.kernel import Context
from assay.matching.lowered import CODES, Lowered, LoweredField, lower
from assay.matching.model import MatchModel
from assay.matching.plan import Plan, Row

if TYPE_CHECKING:
    from types import ModuleType

_NO_POSTINGS: Final = np.empty(0)
_TWO_BYTES: Final = 1 << 16

_Postings: TypeAlias = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]
"""Bounds, people, cells and months."""


class Ready(Protocol):
    """A plan made ready for one table of skills."""

    def totals(self, columns: Columns) -> Floats:
        """Bits of everybody in `columns`, prior included."""
        ...


class Engine(Protocol):
    """Scores blocks of columns by a plan."""

    @property
    def name(self) -> str:
        """What a result names it by."""
        ...

    def ready(self, plan: Plan, skills: SkillTable, model: MatchModel, as_of: Month) -> Ready:
        """Make `plan` ready for columns whose postings are numbered by `skills`."""
        ...


def engine_named(name: str = "auto") -> Engine:
    """The engine `numpy` or `compiled`; `auto` takes the compiled one where numba is installed.

    Raises `UsageError` for another name, or for `compiled` without numba.
    """
    installed = importlib.util.find_spec("numba") is not None
    if name == "numpy" or (name == "auto" and not installed):
        return NumpyEngine()
    if name in ("auto", "compiled"):
        if not installed:
            raise UsageError("the compiled engine needs numba; install it with pip install 'assay[fast]'")
        return CompiledEngine()
    raise UsageError(f"there is no engine {name!r}; use auto, numpy or compiled")


class NumpyEngine:
    """The kernel, with an array for each step."""

    name = "numpy"

    def ready(self, plan: Plan, skills: SkillTable, model: MatchModel, as_of: Month) -> Ready:
        """Nothing to make ready: the kernel reads plans as they are."""
        del skills
        return _Plain(plan, model, as_of)


class _Plain:
    def __init__(self, plan: Plan, model: MatchModel, as_of: Month) -> None:
        self._with = (plan, model, as_of)

    def totals(self, columns: Columns) -> Floats:
        plan, model, as_of = self._with
        return kernel.evaluate(plan, columns, model, as_of).total


class CompiledEngine:
    """The kernel's loops over postings, compiled."""

    name = "compiled"

    def ready(self, plan: Plan, skills: SkillTable, model: MatchModel, as_of: Month) -> Ready:
        """The plan as arrays for the compiled loops."""
        from assay.matching import compiled  # numba is optional

        return _Compiled(lower(plan, skills, model, as_of), compiled)


class _Compiled:
    def __init__(self, lowered: Lowered, loops: ModuleType) -> None:
        self._lowered, self._loops = lowered, loops
        low, model = lowered, lowered.model
        self._plan = (low.answers, low.slots, low.rows, low.lists, low.tables, low.denials)
        self._rules = (model.best_share, model.years_floor, low.degrees)

    def totals(self, columns: Columns) -> Floats:
        plan, size = self._lowered.plan, len(columns)
        postings = self._postings(columns)
        context = self._context(columns, postings)
        total: Floats = np.full(size, plan.prior)
        people = (
            columns.signals,
            columns.degree,
            columns.degree_in,
            columns.roles_shown,
            context.relevant_years,
        )
        others = _others(plan, context)
        self._loops.add_rows(total, postings, people, self._plan, self._rules, others)
        self._add_standing(total, context)
        return total

    def _add_standing(self, total: Floats, context: Context) -> None:
        plan, model, columns = self._lowered.plan, context.model, context.columns
        asked = (plan.seniority.rank if plan.seniority else -1, np.array(model.seniority), plan.scale)
        field = (model.speciality.bits, model.speciality.own_share, plan.speciality.weight)
        self._loops.add_standing(
            total,
            (context.own_fit, context.work_fit),
            columns.seniority,
            columns.seniority_shown,
            asked,
            field,
        )

    def _postings(self, columns: Columns) -> _Postings:
        """The postings with the cell of each; cells are kept with the columns until recency changes."""
        postings, fresh, derived = columns.postings, self._lowered.fresh, columns.derived
        held = derived.get(fresh.key)
        if held is None or held[1] is not postings.code:
            derived.clear()  # what was derived at another month, or of other postings, is of no more use
            cells = np.empty(len(postings.code), dtype=fresh.steps.dtype)
            self._loops.fill_cells(cells, postings.code, postings.last, fresh.steps, CODES)
            held = derived[fresh.key] = (cells, postings.code)
        return (postings.bounds, postings.profile, held[0], postings.months)

    def _context(self, columns: Columns, postings: _Postings) -> Context:
        lowered, size = self._lowered, len(columns)
        own, work = np.zeros(size), np.zeros(size)
        for field in lowered.fields:
            held = self._near_and_work(field, columns, postings)
            self._loops.add_share(own, work, held[:2], held[2:], field.share)
        return Context(
            columns=columns,
            model=lowered.model,
            bits=lowered.bits,
            tables=lowered.level_tables,
            recency=_NO_POSTINGS,
            own_fit=own,
            work_fit=work,
            work_index=np.empty(0, dtype=np.int32),
            relevant_years=columns.years * np.maximum(own, work),
        )

    def _near_and_work(
        self, field: LoweredField, columns: Columns, postings: _Postings
    ) -> tuple[NDArray[Any], ...]:
        """How near everybody is to a field and how much they worked in it, each as places and the values
        at them; kept with the columns. Few values differ, so that places take a quarter of the room."""
        held = columns.derived.get(field.key)
        if held is None:
            lowered, size, rule = self._lowered, len(columns), self._lowered.model.speciality
            done, near, work = np.zeros((field.sums, size)), np.empty(size), np.empty(size)
            self._loops.add_work(done, postings, field.work, lowered.strength, lowered.fresh.values)
            full = (rule.full_share, rule.niche_full, rule.work_full)
            shares = (columns.share_start, columns.share_of, columns.share)
            self._loops.near_and_work(near, work, done, shares, field.near, full)
            held = columns.derived[field.key] = (*self._told_apart(near), *self._told_apart(work))
        return held

    def _told_apart(self, values: Floats) -> tuple[NDArray[Any], ...]:
        """The place of each of `values` among those that differ, and these."""
        size = len(values)
        at = np.empty(size, dtype=np.uint16 if size <= _TWO_BYTES else np.uint32)
        distinct = np.empty(size, dtype=np.uint64)
        places = np.full(1 << (2 * size).bit_length(), -1, dtype=np.int32)
        count = self._loops.tell_apart(values.view(np.uint64), at, distinct, places)
        return at, distinct[:count].view(np.float64).copy()


def _others(plan: Plan, context: Context) -> tuple[NDArray[Any], ...]:
    """Bits of the rarer ways to answer, as the kernel gives them: their places by slot and by row, -1 for
    none, and the bits of each, -inf for none."""
    found: list[Floats] = []
    slots, rows = [], []
    for row in plan.rows:
        for slot in row.slots:
            ways = [kernel.by_phrase(phrase, row, context).value for phrase in slot.phrases]
            slots.append(_most(ways, found))
        rows.append(_most(list(_other_ways(row, context)), found))
    bits = np.array(found).reshape(len(found), len(context.columns))
    return np.array(slots, dtype=np.int64), np.array(rows, dtype=np.int64), bits


def _most(ways: list[Floats], found: list[Floats]) -> int:
    """The place in `found` of the greatest of `ways`, put at its end; -1 for none."""
    if not ways:
        return -1
    found.append(np.maximum.reduce(ways))
    return len(found) - 1


def _other_ways(row: Row, context: Context) -> Iterator[Floats]:
    if row.language:
        yield _shown(kernel.language_values(row.language, context))
    if row.years_alone:
        yield _shown(kernel.years_values(row, context))
    if row.words:
        yield kernel.by_similarity(row, context).value


def _shown(values: Floats) -> Floats:
    return np.where(values > 0, values, -np.inf)
