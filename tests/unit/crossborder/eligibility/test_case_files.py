"""Files of cases: read strictly, and told apart from what a route comes to."""

import pytest
from tests.unit.crossborder.eligibility.cast import book, ports

from assay.crossborder.eligibility import load_cases, run_cases
from assay.domain.route import Verdict
from assay.errors import RulesError

SOUND = """
base: {offer.exists: true, offer.salary_currency: EUR}
cases:
- title: Too little
  on: 2026-06-01
  facts: {offer.salary_minimum: 50699, candidate.citizenships: [IN]}
  expect: blocked
  decided_by: salary_at_least
- title: A citizen of the Union
  on: 2026-06-01
  facts: {candidate.citizenships: [FR]}
  expect: blocked
  decided_by: fact candidate.free_movement_in_destination
- title: No amount yet
  on: 2027-02-01
  facts: {offer.salary_minimum: 99999, candidate.citizenships: [IN]}
  expect: needs_check
"""


def written(tmp_path, text):
    (tmp_path / "cases.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def results(tmp_path, text):
    return run_cases(book().routes["at_blue_card"], load_cases(written(tmp_path, text)), ports())


def test_cases_share_the_base_and_carry_their_day(tmp_path):
    cases = load_cases(written(tmp_path, SOUND))
    assert cases[0].facts["offer.exists"] is True
    assert cases[0].facts["offer.salary_minimum"] == 50_699
    assert [str(case.on) for case in cases] == ["2026-06-01", "2026-06-01", "2027-02-01"]
    assert cases[2].expect is Verdict.NEEDS_CHECK


def test_cases_that_hold_have_no_fault(tmp_path):
    assert [result.fault for result in results(tmp_path, SOUND)] == [None, None, None]


def test_another_verdict_is_told_with_what_decided_it(tmp_path):
    fault = results(tmp_path, SOUND.replace("expect: blocked", "expect: feasible", 1))[0].fault
    assert fault is not None
    assert fault.startswith("Too little: blocked, not feasible (salary_at_least standard: pay of 50,699 EUR")


def test_another_deciding_leaf_is_told(tmp_path):
    fault = results(tmp_path, SOUND.replace("decided_by: salary_at_least", "decided_by: fact offer.exists"))[
        0
    ].fault
    assert fault is not None
    assert fault.startswith("Too little: not decided by fact offer.exists but by salary_at_least standard")


def test_an_answer_in_the_case_overrides_the_base(tmp_path):
    text = SOUND.replace(
        "{candidate.citizenships: [FR]}", "{candidate.citizenships: [IN], offer.exists: false}"
    )
    assert "not decided by" in str(results(tmp_path, text)[1].fault)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("on: 2026-06-01", "on: June", "case 1: on: must be a day"),
        ("expect: blocked", "expect: perhaps", "case 1: expect: must be one of feasible"),
        ("title: Too little", "title: 5", "case 1: title: must say"),
        ("decided_by: salary_at_least", "decided_by: [x]", "case 1: decided_by: must be"),
        ("decided_by: salary_at_least", "because: x", "case 1: because: is not a field"),
        ("offer.exists: true", "offer.exist: true", "case 1: facts: offer.exist: is not a known fact"),
        ("offer.salary_minimum: 50699", "offer.salary_minimum: x", "case 1: facts: offer.salary_minimum"),
        ("base: {", "basis: {", "basis: is not a field"),
    ],
)
def test_a_faulty_file_is_named_with_the_case_and_field(tmp_path, old, new, fault):
    with pytest.raises(RulesError) as error:
        load_cases(written(tmp_path, SOUND.replace(old, new, 1)))
    assert any(f"cases.yaml: {fault}" in found for found in error.value.faults)


def test_a_route_without_cases_is_a_fault(tmp_path):
    with pytest.raises(RulesError):
        load_cases(tmp_path)
