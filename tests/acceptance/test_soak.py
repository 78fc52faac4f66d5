"""A seeded sample of the soak: damaged files are read or refused, and nothing is claimed without its quote."""

from __future__ import annotations

import pytest
from benchmarks.soak.check import fault_of
from benchmarks.soak.mutations import KINDS, case


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_read_or_refused_and_every_claim_has_its_quote(kind: str) -> None:
    """Twenty of each kind; all ten thousand with python -m benchmarks.soak.run."""
    outcomes = [fault_of(*case(number, [kind])) for number in range(20)]

    assert [fault for _, fault in outcomes if fault] == []
    assert "read" in {outcome for outcome, _ in outcomes}


def test_a_case_is_the_same_each_time() -> None:
    """A fault can be made again from its number."""
    assert case(17) == case(17)
