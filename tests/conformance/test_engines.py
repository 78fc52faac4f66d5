"""Engines: whatever scores a pool block by block gives the kernel's bits, to the last one."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.matching.cast import (
    AS_OF,
    SKILLS,
    TAXONOMY,
    asks,
    brief,
    claim,
    degree,
    evidence,
    passage,
    profile,
    quote,
    signal,
)

from assay.documents import read
from assay.domain.brief import Brief, EvidenceAsked, Importance, RequirementKind
from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Profile, Signal
from assay.domain.skill import Seniority, Speciality
from assay.errors import UsageError
from assay.extraction import brief_from
from assay.index.columns import Columns
from assay.index.scoring_row import decode, encode, row_of
from assay.index.skill_table import SkillTable
from assay.matching import compile_plan, load_model
from assay.matching.engine import Engine, engine_named
from assay.matching.kernel import evaluate
from assay.matching.plan import Plan
from assay.taxonomy import Taxonomy, load_taxonomy

MODEL = load_model()
ENGINES = ("numpy", "compiled")
BRIEFS = sorted(Path("training/labelled/briefs/briefs").glob("*.txt"))[::3]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """One engine after another."""
    if request.param == "compiled":
        pytest.importorskip("numba")
    return engine_named(request.param)


def people(count: int, ids: tuple[str, ...], seed: int) -> list[Profile]:
    """People of every sort: all kinds and depths, dated or not, signals, degrees, languages, passages."""
    draw = random.Random(seed)
    kinds = list(EvidenceKind)
    return [
        profile(
            *(
                claim(
                    skill,
                    draw.choice(kinds),
                    draw.randint(0, 5),
                    more=[evidence(draw.choice(kinds), flagged=draw.random() < 0.2)],
                    last_used=draw.choice([None, Month(draw.randint(2008, 2027), draw.randint(1, 12))]),
                    months=draw.choice([None, 3, 40, 130]),
                )
                for skill in sorted(draw.sample(ids, draw.randint(0, min(len(ids), 30))))
            ),
            name=f"p{n:04}",
            speciality=draw.choice(list(Speciality)),
            speciality_scores=((draw.choice(list(Speciality)), draw.random()),),
            seniority=draw.choice(list(Seniority)),
            years_relevant=draw.uniform(0, 15),
            signals=tuple(signal(s, draw.randint(0, 4)) for s in Signal),
            education=(degree(draw.randint(0, 5)),),
            languages=((draw.choice(["en", "de", "fr"]), quote("spoken")),),
            passages=(passage(f"Built {draw.choice(ids)} for wobble boards"),),
            experience=() if draw.random() < 0.2 else profile().experience,
        )
        for n in range(count)
    ]


def same(engine: Engine, plan: Plan, columns: Columns, as_of: Month = AS_OF) -> None:
    """The engine's bits are the kernel's."""
    told = engine.ready(plan, columns.postings.skills, MODEL, as_of).totals(columns)
    assert told.tobytes() == evaluate(plan, columns, MODEL, as_of).total.tobytes()


@pytest.fixture(scope="module")
def vocabulary() -> Taxonomy:
    """The shipped vocabulary."""
    return load_taxonomy()


@pytest.mark.parametrize("path", BRIEFS, ids=lambda p: p.stem)
def test_the_same_bits_for_briefs_as_people_write_them(
    engine: Engine, path: Path, vocabulary: Taxonomy
) -> None:
    """Transfer, years, signals, degrees, languages and open wording, over 300 people."""
    asked = brief_from(read(path), vocabulary)
    plan = compile_plan(asked, MODEL, vocabulary)
    named = {a.skill for row in plan.rows for slot in row.slots for a in slot.answers}
    same(engine, plan, Columns.from_profiles(people(300, tuple(sorted(named)), 7)))


_SKILLS = st.lists(st.sampled_from([*SKILLS, "~wobble board"]), min_size=1, max_size=4, unique=True)
_ASKED = st.builds(
    lambda skills, **values: asks(*skills, **values),
    _SKILLS,
    importance=st.sampled_from(Importance),
    evidence=st.sampled_from(EvidenceAsked),
    alternatives=st.booleans(),
    years=st.sampled_from([None, 1.0, 4.5]),
    signals=st.sampled_from([(), (Signal.PRODUCTION,), (Signal.COLLABORATION, Signal.SYSTEM_DESIGN)]),
    degree_level=st.integers(0, 4),
    language=st.sampled_from([None, "de", "en"]),
)


@given(st.lists(_ASKED, max_size=5), st.sampled_from([None, *Seniority]), st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_the_same_bits_for_any_brief(requirements: list[object], level: Seniority | None, seed: int) -> None:
    """Whatever is asked of whomever."""
    pytest.importorskip("numba")
    asked: Brief = brief(*requirements, seniority=level)  # type: ignore[arg-type]
    plan = compile_plan(asked, MODEL, TAXONOMY)
    columns = Columns.from_profiles(people(12, SKILLS, seed))
    for name in ENGINES:
        same(engine_named(name), plan, columns)


def test_a_block_built_before_the_table_grew_is_read(engine: Engine) -> None:
    """Skills added later have no postings in it."""
    crowd = people(40, SKILLS[:5], 3)
    rows = [row_of(p) for p in crowd]
    small = SkillTable(SKILLS[:5])
    grown = small.with_more([*SKILLS, "~wobble board"])
    plan = compile_plan(brief(asks("vllm", "pytorch"), asks("aws", "kubernetes")), MODEL, TAXONOMY)
    old = Columns.from_rows(rows, tuple(crowd), small)
    told = engine.ready(plan, grown, MODEL, AS_OF).totals(old)
    assert told.tobytes() == evaluate(plan, Columns.from_profiles(crowd), MODEL, AS_OF).total.tobytes()


def test_rows_written_and_read_give_the_same_bits(engine: Engine) -> None:
    """What the store keeps beside a profile is all that scoring needs."""
    crowd = people(60, SKILLS, 11)
    plan = compile_plan(brief(asks("vllm"), asks("aws", years=3.0)), MODEL, TAXONOMY)
    columns = Columns.from_rows([decode(encode(row_of(p))) for p in crowd])
    told = engine.ready(plan, columns.postings.skills, MODEL, AS_OF).totals(columns)
    assert told.tobytes() == evaluate(plan, Columns.from_profiles(crowd), MODEL, AS_OF).total.tobytes()


@pytest.mark.parametrize("text", ["A master's degree in computing", "A degree in fine arts", "A degree"])
def test_degrees_in_another_field(engine: Engine, text: str) -> None:
    """A degree counts by its sort of field, one in quite another as a step below, or years instead."""
    fields = ("Computing", "Fine arts", "Biology")
    crowd = [
        replace(person, education=(replace(degree(n % 5), field=fields[n % 3]),))
        for n, person in enumerate(people(90, SKILLS[:6], 5))
    ]
    for level in range(4):
        asked = asks(kind=RequirementKind.EDUCATION, text=text, degree_level=level)
        plan = compile_plan(brief(asks("vllm"), asked), MODEL, TAXONOMY)
        same(engine, plan, Columns.from_profiles(crowd))


def test_two_months_of_reference_in_turn(engine: Engine) -> None:
    """What was kept with the columns for one month is not taken for another."""
    columns = Columns.from_profiles(people(60, SKILLS, 13))
    plan = compile_plan(brief(asks("vllm", "pytorch"), asks("aws", years=3.0)), MODEL, TAXONOMY)
    for month in (AS_OF, Month(2031, 2), AS_OF):
        same(engine, plan, columns, month)


def test_columns_with_other_postings(engine: Engine) -> None:
    """What was kept for the postings before is not taken for those after."""
    columns = Columns.from_profiles(people(60, SKILLS, 17))
    plan = compile_plan(brief(asks("vllm", "pytorch"), asks("aws", years=3.0)), MODEL, TAXONOMY)
    same(engine, plan, columns)
    postings = replace(columns.postings, code=columns.postings.code[::-1].copy())
    same(engine, plan, replace(columns, postings=postings))
    same(engine, plan, columns)


def test_nobody_gives_nothing(engine: Engine) -> None:
    """An empty pool has no bits."""
    plan = compile_plan(brief(asks("vllm")), MODEL, TAXONOMY)
    assert engine.ready(plan, SkillTable(()), MODEL, AS_OF).totals(Columns.from_profiles([])).shape == (0,)


def test_engines_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another name, or the compiled one without numba, is a sentence."""
    with pytest.raises(UsageError, match="there is no engine 'gpu'; use auto, numpy or compiled"):
        engine_named("gpu")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert engine_named("auto").name == "numpy"
    with pytest.raises(UsageError, match=r"pip install 'assay\[fast\]'"):
        engine_named("compiled")


def test_the_numbers_are_floats_of_eight_bytes(engine: Engine) -> None:
    """Shape (N,), float64."""
    plan = compile_plan(brief(asks("vllm")), MODEL, TAXONOMY)
    columns = Columns.from_profiles(people(3, SKILLS, 1))
    told = engine.ready(plan, columns.postings.skills, MODEL, AS_OF).totals(columns)
    assert (told.shape, told.dtype) == ((3,), np.float64)
