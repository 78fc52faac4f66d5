"""Engines: what scores a large pool, block by block. All give the same bits; they differ in speed.

`NumpyEngine` is the kernel itself. `CompiledEngine` runs the kernel's loops over postings compiled
(extra `assay[fast]`) and takes everything else from the kernel. Who is to be explained is scored once
more by the kernel, and a difference of one bit is an error (`check_same`).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from threading import local
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from assay.domain.dates import Month
from assay.errors import UsageError
from assay.index.columns import Columns, Floats
from assay.index.skill_table import SkillTable
from assay.matching import kernel
from assay.matching.kernel import Context
from assay.matching.lowered import Lowered, LoweredField, LoweredRow, LoweredSlot, lower
from assay.matching.model import MatchModel
from assay.matching.plan import Plan

if TYPE_CHECKING:
    from types import ModuleType

_NO_POSTINGS: Final = np.empty(0)


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
        self._lowered, self._loops, self._kept = lowered, loops, local()

    def totals(self, columns: Columns) -> Floats:
        lowered, size = self._lowered, len(columns)
        postings = _arrays(columns)
        context = self._context(columns, postings)
        total: Floats = np.full(size, lowered.plan.prior)
        for row in lowered.rows:
            self._loops.add_bits(total, self._row(row, postings, context), row.row.weight)
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

    def _context(self, columns: Columns, postings: tuple[Any, ...]) -> Context:
        lowered, size = self._lowered, len(columns)
        own, work = np.zeros(size), np.zeros(size)
        for field in lowered.fields:
            near, worked = self._near_and_work(field, columns, postings)
            self._loops.add_share(own, work, near, worked, field.share)
        return Context(
            columns=columns,
            model=lowered.model,
            bits=lowered.bits,
            tables=lowered.tables,
            recency=_NO_POSTINGS,
            own_fit=own,
            work_fit=work,
            work_index=np.empty(0, dtype=np.int32),
            relevant_years=columns.years * np.maximum(own, work),
        )

    def _near_and_work(
        self, field: LoweredField, columns: Columns, postings: tuple[Any, ...]
    ) -> tuple[Floats, ...]:
        """How near everybody is to a field and how much they worked in it; kept with the columns."""
        held = columns.derived.get(field.key)
        if held is None:
            lowered, size, rule = self._lowered, len(columns), self._lowered.model.speciality
            done = np.zeros((field.sums, size))
            self._loops.add_work(done, postings, field.work, lowered.strength, lowered.recency)
            held = (np.empty(size), np.empty(size))
            full = (rule.full_share, rule.niche_full, rule.work_full)
            shares = (columns.share_start, columns.share_of, columns.share)
            self._loops.near_and_work(*held, done, shares, field.near, full)
            columns.derived[field.key] = held
        return held

    def _row(self, row: LoweredRow, postings: tuple[Any, ...], context: Context) -> Floats:
        """Bits of the row's best answer for everybody, -inf for none."""
        size = len(context.columns)
        best = self._scratch("best", max(1, len(row.slots)), size)
        best[:] = -np.inf
        for values, slot in zip(best, row.slots, strict=False):
            self._slot(values, slot, row, postings, context)
        value: Floats = best[0]
        if len(row.slots) > 1:
            value = self._scratch("value", 1, size)[0]
            self._loops.combine(value, best, context.model.best_share)
        if row.row.signals:
            self._loops.raise_by_signals(value, context.columns.signals, row.signals, row.signal_bits)
        for other in _others(row, context):
            np.maximum(value, np.where(other > 0, other, -np.inf), out=value)
        return value

    def _slot(
        self, best: Floats, slot: LoweredSlot, row: LoweredRow, postings: tuple[Any, ...], context: Context
    ) -> None:
        recency, asked = self._lowered.recency, row.row
        if asked.years:
            years = (float(asked.years), asked.relevant_share, context.model.years_floor)
            self._loops.raise_by_answers_with_years(
                best, postings, slot.answers, recency, years, context.relevant_years
            )
        else:
            self._loops.raise_by_answers(best, postings, slot.answers, recency)
        if slot.deniable >= 0:
            self._loops.raise_by_denials(best, postings, slot.deniable, slot.denials)
        for phrase in slot.slot.phrases:
            np.maximum(best, kernel.by_phrase(phrase, asked, context).value, out=best)

    def _scratch(self, name: str, rows: int, size: int) -> Floats:
        """An array (rows, size) that is used again and again, one for each thread."""
        kept: dict[str, Floats] = vars(self._kept).setdefault("arrays", {})
        held = kept.get(name)
        if held is None or held.shape[0] < rows or held.shape[1] < size:
            held = kept[name] = np.empty((rows, size))
        return held[:rows, :size]


def _others(row: LoweredRow, context: Context) -> Iterator[Floats]:
    """Bits of the rarer ways to answer a row, as the kernel gives them."""
    asked = row.row
    if asked.degree:
        yield kernel.degree_values(asked, context)
    if asked.language:
        yield kernel.language_values(asked.language, context)
    if asked.years_alone:
        yield kernel.years_values(asked, context)
    if asked.words:
        yield kernel.by_similarity(asked, context).value


def _arrays(columns: Columns) -> tuple[Any, ...]:
    p = columns.postings
    return (p.bounds, p.profile, p.code, p.last, p.months)
