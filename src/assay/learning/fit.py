"""Fit: the parameters of a matching model to judged pairs, on the very kernel that ranks.

The kernel is no formula to differentiate, but its bits are nearly linear in each parameter. So each
round measures how every pair's bits move with every parameter (finite differences), minimises the
objective on that linear picture inside a box (L-BFGS-B, Byrd et al. 1995), and keeps the step only if
the real objective falls, else halves the box (a trust region, Conn et al. 2000).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assay.errors import UsageError
from assay.learning.cases import INTERVIEW, Case, Scorer
from assay.learning.objective import Objective
from assay.learning.parameters import PARAMETERS, data_with, highs, lows, model_with, values_of, widths

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

_STEP: Final = 0.1  # of a width, for the finite differences
_LEAST_BOX: Final = 0.1
_LEAST_GAIN: Final = 1e-4
_FEWEST_PAIRS, _FEWEST_OF_A_SORT = 20, 3
NEEDED: Final = (
    f"at least {_FEWEST_PAIRS} are needed, {_FEWEST_OF_A_SORT} of them worth an interview and as many not"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to fit.

    Attributes:
        pull: towards the starting weights, as a prior is: the loss (nats, over all pairs) of moving one
            parameter by its width. The more pairs there are, the less it weighs. Held out on 180 pairs, the
            nDCG over everybody was .919, .919, .926, .912 and .908 at 0.04, 0.2, 0.8, 1 and 2.2 nats, the Brier
            skill .565, .566, .591, .581 and .559.
        rounds: at most so many.
        frozen: names of parameters that stay.
        reference: the panel of readers whose strictness the score is calibrated to; the first case's where None.
    """

    pull: float = 0.8
    rounds: int = 6
    frozen: frozenset[str] = frozenset()
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted model: the data of its file, its parameters, and the objective before and after."""

    data: Mapping[str, Any]
    values: Floats
    before: float
    after: float
    rounds: int
    leniency: Mapping[str, float]
    """Bits by which each other panel of readers grades higher than the reference."""


def fit(
    cases: Sequence[Case],
    start: Mapping[str, Any],
    scorer: Scorer,
    settings: Settings | None = None,
    kept: Sequence[Places] | None = None,
) -> Fitted:
    """Fit to `cases` from the model data `start`; `kept` are the places that count, all by default.

    Raises UsageError where there is too little to learn from.
    """
    check_installed()  # before the work, not after
    places = list(kept) if kept is not None else [np.arange(len(c.people)) for c in cases]
    problem = _Problem.of(cases, places, start, scorer, settings or Settings())
    check(problem.objective.shares)
    return problem.descend()


def check(shares: Floats) -> None:
    """Raise UsageError where judgements (`Case.shares`) cannot tell a good match from a bad one."""
    if not enough(shares):
        raise UsageError(f"{told_of(shares)}, cannot be fitted to: {NEEDED}")


def enough(shares: Floats) -> bool:
    """Whether judgements can tell a good match from a bad one."""
    pairs, good = len(shares), _worth(shares)
    return pairs >= _FEWEST_PAIRS and _FEWEST_OF_A_SORT <= good <= pairs - _FEWEST_OF_A_SORT


def told_of(shares: Floats) -> str:
    """How many judgements there are, in words."""
    pairs = len(shares)
    return f"{pairs} judged pair{'' if pairs == 1 else 's'}, {_worth(shares)} of them worth an interview"


def _worth(shares: Floats) -> int:
    return int((shares[:, INTERVIEW - 1] > 0.5).sum())


def check_installed() -> None:
    """Raise UsageError where SciPy is not installed."""
    _minimiser()


def _minimiser() -> Callable[..., Any]:
    """SciPy's minimiser; raises UsageError where it is not installed."""
    try:
        from scipy.optimize import minimize
    except ImportError as error:
        raise UsageError("fitting needs SciPy; install it with: pip install 'assay[fit]'") from error
    found: Callable[..., Any] = minimize
    return found


@dataclass(frozen=True, slots=True)
class _Point:
    """Parameters, nuisances, the bits they give and the objective there."""

    values: Floats
    nuisances: Floats
    bits: Floats
    loss: float


@dataclass(frozen=True, slots=True)
class _Problem:
    cases: Sequence[Case]
    kept: Sequence[Places]
    start: Mapping[str, Any]
    scorer: Scorer
    settings: Settings
    objective: Objective
    origin: Floats
    panels: tuple[str, ...]

    @classmethod
    def of(
        cls,
        cases: Sequence[Case],
        kept: Sequence[Places],
        start: Mapping[str, Any],
        scorer: Scorer,
        settings: Settings,
    ) -> _Problem:
        reference = settings.reference or cases[0].panel
        panels = tuple(sorted({c.panel for c in cases} - {reference}))
        rows = [
            np.tile([float(case.panel == p) for p in panels], (len(k), 1))
            for case, k in zip(cases, kept, strict=True)
        ]
        shares = np.concatenate([c.shares[k] for c, k in zip(cases, kept, strict=True)])
        objective = Objective(shares, np.concatenate(rows).reshape(len(shares), len(panels)))
        return cls(cases, kept, start, scorer, settings, objective, values_of(start), panels)

    @property
    def ridge(self) -> float:
        """The pull as a loss a pair."""
        return self.settings.pull / len(self.objective.shares)

    def bits(self, values: Floats) -> Floats:
        """Bits of the pairs that count."""
        model = model_with(self.start, values)
        found = [self.scorer.bits(c, model)[k] for c, k in zip(self.cases, self.kept, strict=True)]
        return np.concatenate(found)

    def point(self, values: Floats, nuisances: Floats) -> _Point:
        bits = self.bits(values)
        return _Point(values, nuisances, bits, self.loss(values, bits, nuisances)[0])

    def loss(self, values: Floats, bits: Floats, nuisances: Floats) -> tuple[float, Floats, Floats]:
        """The objective with the pull, and its gradients by parameters' pull and bits and nuisances."""
        value, by_bits, by_nuisance = self.objective.loss(bits, nuisances)
        away = (values - self.origin) / widths()
        return value + self.ridge * float((away**2).sum()), by_bits, by_nuisance

    def descend(self) -> Fitted:
        here = first = self.point(self.origin, self.objective.start)
        box, done = 1.0, 0
        while done < self.settings.rounds:
            done += 1
            there, box = self._step(here, self._slopes(here), box)
            gain, here = here.loss - there.loss, there
            if gain < _LEAST_GAIN:
                break
        shown = dict(zip(self.panels, here.nuisances[2:].tolist(), strict=True))
        return Fitted(data_with(self.start, here.values), here.values, first.loss, here.loss, done, shown)

    def _step(self, here: _Point, slopes: Floats, box: float) -> tuple[_Point, float]:
        """The first better point as the box shrinks, or `here`; and the box that gave it."""
        while box >= _LEAST_BOX:
            there = self.point(*self._solve(here, slopes, box))
            if there.loss < here.loss:
                return there, box
            box /= 2
        return here, box

    def _slopes(self, here: _Point) -> Floats:
        """How the bits move with each parameter, shape (pairs, parameters); 0 for the frozen."""
        out = np.zeros((len(here.bits), len(PARAMETERS)))
        for number, parameter in enumerate(PARAMETERS):
            if parameter.path in self.settings.frozen:
                continue
            step = _STEP * parameter.width
            moved = here.values.copy()
            moved[number] += step if moved[number] + step <= parameter.high else -step
            out[:, number] = (self.bits(moved) - here.bits) / (moved[number] - here.values[number])
        return out

    def _solve(self, here: _Point, slopes: Floats, box: float) -> tuple[Floats, Floats]:
        """The best parameters and nuisances within the box, on the linear picture."""
        minimize = _minimiser()
        count, width = len(PARAMETERS), widths()

        def objective(x: Floats) -> tuple[float, Floats]:
            values = x[:count]
            bits = here.bits + slopes @ (values - here.values)
            value, by_bits, by_nuisance = self.loss(values, bits, x[count:])
            pull = 2 * self.ridge * (values - self.origin) / width**2
            return value, np.concatenate([slopes.T @ by_bits + pull, by_nuisance])

        low = np.maximum(lows(), here.values - box * width)
        high = np.minimum(highs(), here.values + box * width)
        found = minimize(
            objective,
            np.concatenate([here.values, here.nuisances]),
            jac=True,
            method="L-BFGS-B",
            bounds=[*zip(low, high, strict=True), *self.objective.bounds],
            options={"maxiter": 200},
        )
        return np.clip(found.x[:count], low, high), found.x[count:]
