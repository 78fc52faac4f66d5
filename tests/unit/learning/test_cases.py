"""What readers said, as shares of them."""

import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.learning.cast import SCORER

from assay.domain.dates import Month
from assay.learning import Scorer, joined, judged_by, judged_mean, judged_mixed, judged_worth
from assay.taxonomy import load_taxonomy


def test_a_mean_between_two_grades_is_that_share_of_readers() -> None:
    """1.5 by two readers: all gave at least 1, half at least 2, none 3."""
    assert judged_mean(1.5).shares == (1.0, 0.5, 0.0)


def test_readers_far_apart_count_as_they_spoke() -> None:
    """A 3 and a 0 have the mean 1.5 and yet half of the readers gave 3."""
    assert judged_by([3, 0]).shares == (0.5, 0.5, 0.5)
    assert judged_by([3, 0]).grade == 1.5


@given(st.lists(st.integers(0, 3), min_size=1, max_size=5))
def test_shares_fall_and_sum_to_the_mean(grades: list[int]) -> None:
    """At least 1 is no rarer than at least 2, and the shares sum to the mean grade."""
    found = judged_by(grades)
    assert found.shares[0] >= found.shares[1] >= found.shares[2]
    assert sum(found.shares) == pytest.approx(found.grade)


def test_a_mere_yes_or_no_tells_of_the_interview_alone() -> None:
    """Grades 1 and 3 learn nothing from it; the ranking takes it as 2 or 0."""
    one, two, three = judged_worth([True]).shares
    assert two == 1.0
    assert math.isnan(one)
    assert math.isnan(three)
    assert [judged_worth(a).grade for a in ([True], [False], [True, False], [True, True, False])] == [
        2,
        0,
        1,
        2,
    ]


def test_grades_and_answers_join_at_the_interview() -> None:
    """A 3, a 1 and a no: one of three would interview; the other thresholds stand on the two grades."""
    found = judged_mixed([3, 1], [False])
    assert found.shares == (1.0, pytest.approx(1 / 3), 0.5)
    assert found.grade == pytest.approx(4 / 3)


def test_two_judgements_of_one_person_are_one() -> None:
    """The same CV under two names: the mean of both, of those that told."""
    both = joined([judged_mean(2.0), judged_worth([False])])
    assert both.shares == (1.0, 0.5, 0.0)
    assert both.grade == 1.0
    assert np.isnan(joined([judged_worth([True])] * 2).shares[0])


def test_a_scorer_travels_only_with_the_shipped_vocabulary() -> None:
    """Another process loads the vocabulary itself; it cannot know another one."""
    assert pickle.loads(pickle.dumps(Scorer(load_taxonomy(), Month(2026, 11)))).as_of == Month(2026, 11)
    with pytest.raises(TypeError, match="shipped vocabulary"):
        pickle.dumps(SCORER)
