"""Fitting: known weights are found again, promises hold, panels differ by their strictness alone."""

import builtins
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.learning.cast import SCORER, START, judged, moved

from assay.domain.match import Level
from assay.errors import UsageError
from assay.learning import Settings, fit
from assay.learning.parameters import PARAMETERS, data_with, highs, lows, values_of
from assay.matching.levels import LEVELS
from assay.matching.model import model_of

FREE = ("levels.deep", "importance.should", "prior.base", "scale.span")
FROZEN = frozenset(p.path for p in PARAMETERS) - set(FREE)


def test_known_weights_are_found_again() -> None:
    """Readers who follow a model lead the fit to that model's numbers."""
    truth = moved(levels_deep=0.9, importance_should=0.8, prior_base=1.0, scale_span=14.0)
    found = fit(judged(truth), START, SCORER, Settings(frozen=FROZEN, pull=1e-5, rounds=12))

    assert found.after < found.before
    names = [p.path for p in PARAMETERS]
    for path, told in (
        ("levels.deep", 0.9),
        ("importance.should", 0.8),
        ("prior.base", 1.0),
        ("scale.span", 14.0),
    ):
        assert found.values[names.index(path)] == pytest.approx(
            told, abs=0.12 if path != "scale.span" else 0.6
        )


def test_what_is_frozen_stays() -> None:
    """Only the numbers that are free move."""
    found = fit(judged(moved(prior_base=1.0)), START, SCORER, Settings(frozen=FROZEN, rounds=2))
    still = [n for n, p in enumerate(PARAMETERS) if p.path in FROZEN]
    assert found.values[still] == pytest.approx(values_of(START)[still])


def test_few_judgements_move_the_weights_less_than_many() -> None:
    """Readers of the same mind: a hundred people pull further from the start than ten."""
    path, truth = "prior.base", 3.0
    number = [p.path for p in PARAMETERS].index(path)
    settings = Settings(frozen=frozenset(p.path for p in PARAMETERS) - {path}, rounds=4)
    few, many = (
        fit(judged(moved(prior_base=truth), count=count), START, SCORER, settings).values[number]
        for count in (12, 100)
    )
    assert values_of(START)[number] < few < many - 0.1
    assert many == pytest.approx(truth, abs=0.3)


def test_a_stricter_panel_changes_only_its_shift() -> None:
    """Readers stricter by two bits than the reference leave the model where it was."""
    kind, strict = judged(START, panel="kind"), judged(START, panel="strict", lenient=-2.0)
    alone = fit(kind, START, SCORER, Settings(rounds=3))
    both = fit([*kind, *strict], START, SCORER, Settings(rounds=3, reference="kind"))

    assert both.leniency["strict"] == pytest.approx(-2.0, abs=0.05)
    bits = [SCORER.bits(kind[0], model_of(f.data, sha256="")) for f in (alone, both)]
    assert bits[0] == pytest.approx(bits[1], abs=0.1)


def test_too_few_judgements_are_one_sentence() -> None:
    """The numbers are told, and what is needed."""
    (first, *_) = judged(START, count=12)
    with pytest.raises(UsageError, match=r"12 judged pairs, .* cannot be fitted to: at least 20 are needed"):
        fit([first], START, SCORER)
    grades = replace(first, shares=np.zeros((12, 3)))
    with pytest.raises(UsageError, match="24 judged pairs, 0 of them worth an interview, cannot"):
        fit([grades, replace(grades, brief_id="again")], START, SCORER)


def test_without_scipy_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence with the command to run."""
    real = builtins.__import__

    def missing(name: str, *args: Any, **more: Any) -> Any:
        if name.startswith("scipy"):
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UsageError, match=r"pip install 'assay\[fit\]'"):
        fit(judged(START), START, SCORER)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=len(PARAMETERS), max_size=len(PARAMETERS)))
def test_whatever_the_values_the_promises_hold(shares: list[float]) -> None:
    """Any values within bounds make a model that loads: levels rise strictly, silence is 0, nice is least."""
    values = lows() + np.array(shares) * (highs() - lows())
    model = model_of(data_with(START, values), sha256="")

    bits = [model.level_bits[LEVELS.index(level)] for level in Level]
    assert all(a < b for a, b in pairwise(bits))
    assert model.level_bits[LEVELS.index(Level.NOT_STATED)] == 0
    assert model.importance["nice"] <= model.importance["should"] <= model.importance["must"]
    assert model.text.similar <= model.text.phrase
    assert list(model.seniority) == sorted(model.seniority, reverse=True)


def test_values_go_into_a_model_and_come_out() -> None:
    """The shipped model's numbers survive the way through parameters."""
    assert data_with(START, values_of(START)) == START
