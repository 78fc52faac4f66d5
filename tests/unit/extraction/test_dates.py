"""Periods as CVs of many countries write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.extraction.dates import find_periods, find_single
from assay.extraction.stated import effective_as_of


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Mar '22 — Now", "2022-03", "present"),
        ("seit 04/2021", "2021-04", "present"),
        ("09/2016 – 03/2021", "2016-09", "2021-03"),
        ("2016-2019", "2016", "2019"),
        ("Since Jan. 2020", "2020-01", "present"),
        ("depuis mars 2020", "2020-03", "present"),
        ("Sep 2021 - till date", "2021-09", "present"),
        ("03.2022 – obecnie", "2022-03", "present"),
        ("od marca 2019 do chwili obecnej", "2019-03", "present"),
        ("2021.03~", "2021-03", "present"),
        ("2018-05 ->   Acme", "2018-05", "present"),
        ("Nov. 2021 –              Scientist", "2021-11", "present"),
        ("novembre 2021 - oggi", "2021-11", "present"),
        ("jan/2022 – fev/2023", "2022-01", "2023-02"),
        ("enero 2015 a julio 2017", "2015-01", "2017-07"),
        ("01.03.2019 - 31.12.2020", "2019-03", "2020-12"),
        ("Q3 2018 - Q1 2020", "2018-07", "2020-03"),
        ("2019/20", "2019", "2020"),
        ("maart 2018 tot heden", "2018-03", "present"),
        ("from 2016 to 2019", "2016", "2019"),
    ],
)
def test_periods_are_read(text: str, start: str, end: str) -> None:
    """Start and end as the words say."""
    period = find_periods(text)[0].period

    assert str(period.start) == start
    assert ("present" if period.ongoing else str(period.end)) == end


@pytest.mark.parametrize(
    "text", ["(2 years)", "24/7", "ISO 27001", "1,900 users", "version 3.11", "2021 to 2015"]
)
def test_other_numbers_are_no_periods(text: str) -> None:
    """Counts, standards, versions and backward ranges give nothing."""
    assert find_periods(text) == []


def test_a_season_is_its_three_months() -> None:
    """Summer 2017 runs from June to August."""
    period = find_single("Summer 2017")[0].period

    assert (str(period.start), str(period.end)) == ("2017-06", "2017-08")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Work\nEngineer, Acme, 2019 - present\n\nLeeds, March 2024", "2024-03"),
        ("Work\nEngineer, Acme, 2019 - present\n\nDate: 08.11.2025", "2025-11"),
        ("Work\nEngineer, Acme, March 2019 - present\nBuilt things.", "2026-11"),
    ],
)
def test_a_documents_own_date_ends_its_present(text: str, expected: str) -> None:
    """A stated date ends it; the start of the present role does not."""
    assert str(effective_as_of(read_bytes(text.encode(), "cv.txt"), Month(2026, 11))) == expected


@given(st.text(alphabet="0123456789-./ –to'JanMärz\n", max_size=60))
def test_any_text_gives_ordered_spans(text: str) -> None:
    """No crash, spans inside the text, ends not before starts."""
    for found in find_periods(text):
        period = found.period
        assert 0 <= found.start < found.end <= len(text)
        if period.start and period.end:
            assert (period.end.year, period.end.month or 12) >= (period.start.year, period.start.month or 1)
