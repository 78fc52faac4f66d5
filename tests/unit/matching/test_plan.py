"""The compiled brief: who answers what, and the prior."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.matching.cast import TAXONOMY, asks, brief, claim, match, profile

from assay.domain.brief import Importance, RequirementKind
from assay.domain.evidence import EvidenceKind
from assay.matching import compile_plan, load_model

_MODEL = load_model()


def test_the_skill_itself_answers_first_then_narrower_then_related() -> None:
    """Credit falls from 1 for the skill and what is narrower to the model's share for the others."""
    slot = compile_plan(brief(asks("deep-learning")), _MODEL, TAXONOMY).rows[0].slots[0]
    found = [(a.skill, a.credit, a.direct) for a in slot.answers]
    assert found == [
        ("deep-learning", 1.0, True),
        ("pytorch", 1.0, True),
        ("tensorflow", 1.0, True),
        ("machine-learning", TAXONOMY.transfers_to("deep-learning")["machine-learning"].credit, False),
    ]


def test_a_term_outside_the_vocabulary_answers_only_itself() -> None:
    """Its wording is kept for the search in passages."""
    slot = compile_plan(brief(asks("~mqtt broker")), _MODEL, TAXONOMY).rows[0].slots[0]
    assert [a.skill for a in slot.answers] == ["~mqtt broker"]
    assert slot.phrases == ("mqtt broker",)


@pytest.mark.parametrize("count", [8, 16, 30])
def test_a_long_brief_and_a_short_one_span_the_same_bits(count: int) -> None:
    """Beyond a few requirements all attainable bits come to the span, and the prior to its share."""
    names = ("aws", "docker", "pytorch", "vllm", "gcp")
    plan = compile_plan(brief(*(asks(names[n % 5]) for n in range(count))), _MODEL, TAXONOMY)
    full = sum(row.full for row in plan.rows)
    full += plan.scale * (_MODEL.seniority[0] + _MODEL.speciality.bits)
    assert full == pytest.approx(_MODEL.span)
    assert plan.prior == pytest.approx(_MODEL.prior_base - _MODEL.prior_share * _MODEL.span)


def test_a_brief_without_requirements_still_compiles() -> None:
    """Then only seniority and speciality speak."""
    plan = compile_plan(brief(), _MODEL, TAXONOMY)
    assert plan.names == ("seniority", "speciality")
    assert plan.prior < 0


def test_a_brief_that_names_no_level_asks_for_none() -> None:
    """No seniority asked, no contribution for it."""
    assert compile_plan(brief(seniority=None), _MODEL, TAXONOMY).names == ("speciality",)


def test_words_are_compared_only_where_the_vocabulary_is_open() -> None:
    """A linked requirement is not answered by similar words."""
    rows = compile_plan(
        brief(
            asks("aws", text="AWS account vending"),
            asks(text="Freight tariff negotiation", kind=RequirementKind.OTHER),
            asks(text="German fluency", kind=RequirementKind.LANGUAGE, language="de"),
        ),
        _MODEL,
        TAXONOMY,
    ).rows
    assert [bool(row.words) for row in rows] == [False, True, False]


def test_negative_years_ask_for_nothing() -> None:
    """An edited brief with a slip of the pen cannot turn evidence into a cost."""
    person = profile(claim("aws", EvidenceKind.APPLIED, 2))
    asked = asks("aws", years=-3.0, importance=Importance.SHOULD)
    assert match(brief(asked), person).bits == match(brief(replace(asked, years=None)), person).bits


def test_a_certificate_asked_by_name_is_no_degree() -> None:
    """Schooling without a name is met by any degree; a named certificate is not."""
    by_name = asks("aws", text="AWS certificate", kind=RequirementKind.EDUCATION)
    unnamed = asks(text="A degree", kind=RequirementKind.EDUCATION)
    plan = compile_plan(brief(by_name, unnamed), _MODEL, TAXONOMY)

    assert [row.degree for row in plan.rows[:2]] == [0, 1]
