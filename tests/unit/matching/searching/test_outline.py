"""Outline: an index without profiles tells who meets an expression, or that only the profile can."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.matching.cast import TAXONOMY
from tests.unit.matching.searching.expressions import expressions, facts
from tests.unit.matching.searching.test_search import people

from assay.domain.profile import Profile
from assay.index.block import part_of
from assay.index.columns import Columns
from assay.index.hashed_passages import text_row_of
from assay.index.scoring_row import row_of
from assay.index.skill_table import SkillTable
from assay.matching import load_model
from assay.matching.searching import Expression, evaluate_expression, meanings, outline
from assay.matching.searching.hits import touched_by

MODEL = load_model()


def indexed(pool: list[Profile]) -> Columns:
    """The columns of a pool as a block of an index holds them, without profiles."""
    rows = [row_of(p) for p in pool]
    table = SkillTable(()).with_more([skill for row in rows for skill in row.skills])
    return part_of(
        [(n, r, text_row_of(p)) for n, (r, p) in enumerate(zip(rows, pool, strict=True))], table, b"k"
    ).columns


@given(st.lists(people(), min_size=1, max_size=4), expressions(facts))
def test_what_is_sure_is_what_the_profiles_tell(pool: list[Profile], asked: Expression) -> None:
    known = meanings(asked, TAXONOMY)
    told = evaluate_expression(asked, known, Columns.from_profiles(pool), MODEL)
    found = outline(asked, indexed(pool), TAXONOMY, MODEL)
    assert np.array_equal(found.possible[found.sure], told.holds[found.sure])
    assert np.array_equal(found.strength[found.sure], told.strength[found.sure])
    assert not np.any(told.holds & ~found.possible)
    assert np.array_equal(found.touched, touched_by(told.terms, len(pool)))


@given(st.lists(people(), min_size=1, max_size=4), expressions(facts))
def test_all_is_sure_where_no_month_is_asked(pool: list[Profile], asked: Expression) -> None:
    if "since" not in str(asked).replace("since=None", ""):
        assert outline(asked, indexed(pool), TAXONOMY, MODEL).sure.all()
