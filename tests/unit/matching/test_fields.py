"""The fields a brief is about: its title's speciality, and those whose skills it asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.matching.cast import TAXONOMY, asks, brief

from assay.domain.brief import Importance
from assay.domain.skill import Speciality
from assay.matching import compile_plan, load_model
from assay.matching.fields import shares_of
from assay.taxonomy import load_taxonomy

_RULE = load_model().speciality
_REAL = load_taxonomy()


def _generic(*skills: str):
    return replace(brief(asks(*skills)), speciality=Speciality.ML_ENGINEERING)


def test_shares_add_up_to_one_and_fall() -> None:
    """Largest first, together 1."""
    shares = shares_of(_generic("llm-fine-tuning", "lora", "object-detection"), _RULE, _REAL)
    assert sum(share for _, share in shares) == pytest.approx(1.0)
    assert [s for _, s in shares] == sorted((s for _, s in shares), reverse=True)


def test_a_generic_title_yields_to_the_skills_asked() -> None:
    """A "machine learning engineer" who is asked for fine-tuning is asked for LLM work above all."""
    shares = shares_of(_generic("llm-fine-tuning", "lora", "rlhf"), _RULE, _REAL)
    assert shares[0][0] is Speciality.LLM


def test_without_skills_the_title_says_all() -> None:
    """Nothing but the title: its speciality has the whole."""
    assert shares_of(replace(brief(), requirements=()), _RULE, _REAL) == ((brief().speciality, 1.0),)


def test_what_every_post_asks_for_says_little() -> None:
    """Python and machine learning do not move a brief away from a telling skill."""
    telling = shares_of(_generic("python", "machine-learning", "slurm", "nccl"), _RULE, _REAL)
    assert dict(telling)[Speciality.AI_INFRASTRUCTURE] > 0.4


def test_nice_to_haves_weigh_less_than_musts() -> None:
    """The same skill as a must gives its field a larger share."""
    must = brief(asks("slurm"), asks("rlhf", importance=Importance.NICE, id="r2"))
    nice = brief(asks("slurm", importance=Importance.NICE), asks("rlhf", id="r2"))
    shares = [dict(shares_of(b, _RULE, _REAL))[Speciality.AI_INFRASTRUCTURE] for b in (must, nice)]
    assert shares[0] > shares[1]


def test_the_row_names_the_fields_to_people() -> None:
    """The title's speciality first, then what else the brief is about."""
    row = compile_plan(_generic("llm-fine-tuning", "lora", "rlhf"), load_model(), _REAL).speciality
    assert row.label.startswith("ML engineering with LLM engineering")


def test_an_unknown_phrase_says_nothing_about_the_field() -> None:
    """Only the vocabulary knows what belongs where."""
    asked = brief(asks("~mqtt broker"))
    assert shares_of(asked, _RULE, TAXONOMY) == ((asked.speciality, 1.0),)
