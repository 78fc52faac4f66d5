"""Validation: nobody is scored by a fit that saw them, or their brief."""

from typing import Any

import numpy as np
import pytest
from tests.unit.learning.cast import SCORER, START, judged, moved

from assay.errors import UsageError
from assay.learning import Settings, compare, cross_validate, validate, validation

QUICK = Settings(rounds=1, frozen=frozenset())


def test_folds_share_neither_brief_nor_person_with_their_training(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pair is scored once, by a fit to other texts and the other half of the people."""
    cases = [*judged(START, panel="one"), *judged(START, panel="two")]
    seen: list[tuple[set[str], set[str]]] = []

    class Found:
        values = None

    def note(others: Any, *rest: Any) -> Found:
        kept = rest[-1]
        people = {c.people[n] for c, k in zip(others, kept, strict=True) for n in k}
        seen.append(({c.text for c in others}, people))
        return Found()

    class Numbers:
        taxonomy, as_of = SCORER.taxonomy, SCORER.as_of

        def bits(self, case: Any, _model: Any) -> Any:
            return np.full(len(case.people), float(len(seen)))

    monkeypatch.setattr(validate, "fit", note)
    monkeypatch.setattr(validate, "model_with", lambda _data, _values: None)
    bits = cross_validate(cases, START, Numbers(), Settings())  # type: ignore[arg-type]

    assert len(seen) == 8  # four texts, two halves
    for case in cases:
        assert bits[case.brief_id].all()
        for person, number in zip(case.people, bits[case.brief_id], strict=True):
            texts, people = seen[int(number) - 1]
            assert case.text not in texts
            assert person not in people
            assert people
    with pytest.raises(UsageError, match="of one brief cannot be cross-validated"):
        cross_validate(cases[:1], START, SCORER, Settings())


def test_too_few_for_a_fold_is_told_before_the_work() -> None:
    """How many there are, how many a fold leaves, and what is needed."""
    cases = judged(moved(prior_base=3.0), count=12)[:2]
    with pytest.raises(
        UsageError, match=r"^24 judged pairs, \d+ of them .* too few to cross-validate: .* \d judged pairs"
    ):
        cross_validate(cases, START, SCORER, Settings())


def test_a_fit_to_readers_of_another_mind_is_better_on_people_it_never_saw() -> None:
    """Where the readers' model differs from the one in use, the held-out fit wins; a model beside itself is even."""
    cases = judged(moved(prior_base=3.0, scale_span=20.0), count=80)
    bits = cross_validate(cases, START, SCORER, Settings(rounds=2), folds=2)
    from assay.matching.model import model_of

    now = validation(cases, {c.brief_id: SCORER.bits(c, model_of(START, sha256="")) for c in cases})
    found = compare(now, validation(cases, bits))

    assert found.fitted.calibration.brier < found.now.calibration.brier
    assert compare(now, now).verdict == "no clear difference"
    assert compare(now, now).gains["ndcg@all"].mean == 0


def test_the_calibration_may_stand_on_one_panel() -> None:
    """Rankings are measured on every brief, calibration on the reference alone."""
    cases = [*judged(START, panel="one"), *judged(START, panel="two", lenient=-3.0)]
    bits = {c.brief_id: np.zeros(len(c.people)) for c in cases}
    found = validation(cases, bits, "one")
    assert len(found.briefs) == 8
    assert found.calibration.pairs == sum(len(c.people) for c in cases) / 2
