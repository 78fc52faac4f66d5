"""Relevant years: months counted once, by the chance of being relevant, and stated years where no role is dated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.documents import read_bytes
from assay.domain.dates import Month, Period
from assay.domain.profile import Experience
from assay.extraction.layout import read_layout
from assay.extraction.tenure import months_of, stated_years, years_of

AS_OF = Month(2026, 11)


def role(start: Month, end: Month | None, *, ongoing: bool = False) -> Experience:
    """A job with these dates."""
    return Experience(
        title="ML Engineer", employer="Vale Ltd", period=Period(start=start, end=end, ongoing=ongoing)
    )


def test_overlapping_roles_count_once_with_the_higher_chance() -> None:
    """Two roles of the same two years make two years."""
    two_years = range(24000, 24024)

    assert years_of([two_years, two_years], [0.4, 0.9]) == pytest.approx(1.8)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (Month(2016), Month(2019), 36),  # years alone: from middle to middle
        (Month(2020, 1), Month(2020, 12), 12),
        (Month(2019), Month(2019), 12),
    ],
)
def test_months_of_a_role(start: Month, end: Month, months: int) -> None:
    """Both ends included where months are stated."""
    assert len(months_of(role(start, end), AS_OF.ordinal)) == months


def test_an_ongoing_role_ends_at_the_date_of_the_document() -> None:
    """And never later."""
    assert len(months_of(role(Month(2026, 1), None, ongoing=True), AS_OF.ordinal)) == 11


@given(st.lists(st.tuples(st.integers(24000, 24300), st.integers(0, 60), st.floats(0, 1)), max_size=6))
def test_another_role_never_takes_years_away(rows: list[tuple[int, int, float]]) -> None:
    """Years only grow with roles."""
    spans, chances = [range(a, a + n) for a, n, _ in rows], [c for *_, c in rows]

    for k in range(len(rows)):
        assert years_of(spans[:k], chances[:k]) <= years_of(spans[: k + 1], chances[: k + 1]) + 1e-9


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("Eleven years of performance work.", 11.0),
        ("Seit zwölf Jahren in der Datenverarbeitung.", 12.0),
        ("12 ans d'expérience en apprentissage automatique.", 12.0),
        ("I am 30 years old.", None),
        ("I like clear words.", None),
    ],
)
def test_years_that_a_summary_states(line: str, years: float | None) -> None:
    """In words or figures; an age is none."""
    document = read_bytes(f"Robin Vale\n\nSUMMARY\n{line}\n\nSKILLS\nPython, SQL\n".encode(), "cv.txt")

    assert stated_years([read_layout(document, AS_OF)]) == years
