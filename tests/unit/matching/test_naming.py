"""What a brief asks, named in its own words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.matching.cast import asks

from assay.domain.brief import RequiredSkill, Requirement, RequirementKind
from assay.matching.naming import LONGEST, asked, listed, short


def wants(text: str, *skills: RequiredSkill, **values: object) -> Requirement:
    """A requirement with these words."""
    return replace(asks(text=text, **values), skills=skills)


_VLLM = RequiredSkill(skill="vllm", label="vLLM")
_RAY = RequiredSkill(skill="ray", label="Ray")
_COST = RequiredSkill(skill="finops", label="Cloud cost optimization (FinOps)", wordings=("Cut",))


@pytest.mark.parametrize(
    ("requirement", "name"),
    [
        (wants("Experience with vLLM or Ray", _VLLM, _RAY, alternatives=True), "vLLM or Ray"),
        (wants("Experience with vLLM and Ray", _VLLM, _RAY), "vLLM and Ray"),
        (wants("Cut cost per token", _COST), "“Cut cost per token”"),
        (wants("A degree in computing", kind=RequirementKind.EDUCATION), "“A degree in computing”"),
        (wants("Loves vLLM", RequiredSkill(skill="x", label="Never said")), "“Loves vLLM”"),
    ],
)
def test_names(requirement: Requirement, name: str) -> None:
    """Names the brief writes stand plainly, descriptions and sentences in quotation marks."""
    assert asked(requirement).text == name


def test_one_of_several() -> None:
    """Of alternatives the one that is meant."""
    row = wants("Experience with vLLM or Ray", _VLLM, _RAY, alternatives=True)
    assert asked(row, "ray").text == "Ray"


def test_a_plural_is_told() -> None:
    """Two things asked together take a plural verb, alternatives do not."""
    assert asked(wants("vLLM and Ray", _VLLM, _RAY)).many
    assert not asked(wants("vLLM or Ray", _VLLM, _RAY, alternatives=True)).many


def test_long_texts_are_cut_at_a_border() -> None:
    """Never in a word, never on a word that leads on."""
    text = "Strong knowledge of everything that matters in serving, for example of queues, batches and such things"
    assert short(text) == "Strong knowledge of everything that matters in serving, for example of queues"
    assert len(short("word " * 60)) <= LONGEST
    assert short("Some expertise e.g.") == "Some expertise"


def test_names_that_hold_lists_are_kept_apart() -> None:
    """By semicolons."""
    assert listed(["vLLM or Ray", "Go"], "or") == "vLLM or Ray; or Go"
    assert listed(["vLLM", "Go"], "or") == "vLLM or Go"
