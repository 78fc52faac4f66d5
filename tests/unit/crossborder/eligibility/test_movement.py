"""Free movement: derived from citizenships and blocs, else from what the person states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.crossborder.eligibility.cast import book

from assay.crossborder.eligibility import free_movement, movement_of
from assay.crossborder.eligibility.movement import free_test
from assay.domain.route import Answer, Verification

CODES = (Answer.NO, Answer.UNKNOWN, Answer.YES)
FEW = "DE FR GB US IN".split()
LISTS = st.none() | st.lists(st.sampled_from(FEW), max_size=3)


def moves(citizenships, destination, authorised=(), sponsored=()):
    return free_movement(citizenships, destination, book().blocs, authorised, sponsored)


@pytest.mark.parametrize(
    ("citizen", "destination", "free"),
    [
        ("FR", "DE", True),
        ("NO", "ES", True),
        ("CH", "PT", True),
        ("IT", "CH", True),
        ("GB", "IE", True),
        ("GB", "DE", False),
        ("IE", "GB", True),
        ("FR", "GB", False),
        ("NZ", "AU", True),
        ("AR", "BR", True),
        ("CA", "US", False),
        ("IN", "DE", False),
    ],
)
def test_citizens_move_freely_within_blocs_of_free_movement_only(citizen, destination, free):
    found = moves((citizen,), destination)
    assert found.free is (Answer.YES if free else Answer.NO)
    assert found.citizen is Answer.NO


def test_a_citizen_of_the_destination_needs_no_permit():
    found = moves(("IN", "US"), "US")
    assert (found.free, found.citizen, found.why) == (Answer.YES, Answer.YES, "citizen of the United States")


def test_one_of_several_citizenships_is_enough():
    assert moves(("IN", "PT"), "DE").free is Answer.YES


def test_a_bloc_known_from_memory_marks_the_answer():
    assert moves(("NZ",), "AU").verification is Verification.MEMORY
    assert moves(("FR",), "DE").verification is Verification.READ_SECONDARY


def test_nothing_stated_is_not_known():
    found = moves(None, "DE")
    assert (found.free, found.citizen) == (Answer.UNKNOWN, Answer.UNKNOWN)


def test_without_citizenships_the_statement_of_the_person_decides():
    assert moves(None, "DE", authorised=("DE",)).free is Answer.YES
    assert moves(None, "DE", sponsored=("DE",)).free is Answer.NO
    assert moves(None, "DE", authorised=("FR",)).free is Answer.UNKNOWN


def test_a_right_that_will_need_sponsorship_is_not_taken_for_free_movement():
    assert moves(None, "US", authorised=("US",), sponsored=("US",)).free is Answer.UNKNOWN


def test_a_stated_right_counts_beside_a_citizenship_without_free_movement():
    assert moves(("IN",), "DE", authorised=("DE",)).free is Answer.YES


@given(citizenships=LISTS, authorised=LISTS, sponsored=LISTS, destination=st.sampled_from(FEW))
def test_the_fast_reading_agrees_with_the_explained_one(citizenships, authorised, sponsored, destination):
    facts = {
        "candidate.citizenships": citizenships,
        "candidate.authorised_in": authorised,
        "candidate.needs_sponsorship_in": sponsored,
    }
    fast = free_test(destination, book().blocs)(facts)
    assert CODES[fast] is movement_of(facts, destination, book().blocs).free
