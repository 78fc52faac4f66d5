"""Dates of many countries, as properties: what is written is read back, whatever the format or the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.dates import Month
from assay.extraction.dates import find_periods, find_single

RANGES = {
    "2018, May–Aug.": ("2018-05", "2018-08"),
    "2025 (Jun–Sep)": ("2025-06", "2025-09"),
    "2022–2023 (Oct–May)": ("2022-10", "2023-05"),
    "07–09.2024": ("2024-07", "2024-09"),
    "2014-09 / 2016-08": ("2014-09", "2016-08"),
    "2018 June – 2024 Aug": ("2018-06", "2024-08"),
    "Oct 2021 to end of Feb 2023": ("2021-10", "2023-02"),
    "’19 – ’21": ("2019", "2021"),
    "Mar ‘19 – Jun ‘22": ("2019-03", "2022-06"),
    "2018/19 – 2021/22": ("2018", "2022"),
    "2019/2021": ("2019", "2021"),
    "10.2019 r. – 05.2021 r.": ("2019-10", "2021-05"),
    "2019 (Mar) – 2021 (Jun)": ("2019-03", "2021-06"),
    "IX 2019 – IV 2021": ("2019-09", "2021-04"),
    "2016 bis 18": ("2016", "2018"),
    "Jan 20 - Mar 22": ("2020-01", "2022-03"),
    "Mar-21 – Apr-22": ("2021-03", "2022-04"),
    "03/21 – 05/22": ("2021-03", "2022-05"),
    "03/15/2021 - 04/20/2022": ("2021-03", "2022-04"),
    "2019-03-01 – 2020-12-31": ("2019-03", "2020-12"),
    "2021.03 ~ 2022.05": ("2021-03", "2022-05"),
    "10 May 2019 – 3 June 2020": ("2019-05", "2020-06"),
    "March - August 2023": ("2023-03", "2023-08"),
    "Nov. – Feb. 2020": ("2019-11", "2020-02"),
    "octobre à décembre 2024": ("2024-10", "2024-12"),
    "enero de 2019 – diciembre de 2020": ("2019-01", "2020-12"),
    "H1 2020 - H2 2021": ("2020-01", "2021-12"),
    "2011/12": ("2011", "2012"),
    "1995 - 98": ("1995", "1998"),
    "between 2018 and 2020": ("2018", "2020"),
    "von 2018 bis 2020": ("2018", "2020"),
    "sept. 2016 – dec. 2020 (4 years)": ("2016-09", "2020-12"),
    "Feb 2022 → Aug 2022": ("2022-02", "2022-08"),
    "Mar. 2010  Aug. 2017": ("2010-03", "2017-08"),
    "04/2021 \ufffd 07/2022": ("2021-04", "2022-07"),
    "2011  2017 Faculty": ("2011", "2017"),
    "20202021 Brightmoor": ("2020", "2021"),
    "Care AssistantJun 2016 to Dec 2016": ("2016-06", "2016-12"),
}
"""Text to first and last month; the last five are what extraction leaves where a dash or a space is lost."""

OPEN = {
    "2021, July–": "2021-07",
    "[Q3 2021 -> ]": "2021-07",
    "Feb 2025 – up to present": "2025-02",
    "dal 1° novembre 2022": "2022-11",
    "de 2018 em diante": "2018",
    "as of 1 February 2023": "2023-02",
    "w.e.f. 01.10.2024": "2024-10",
    "’21 –": "2021",
    "2018-03 / present": "2018-03",
    "2020+": "2020",
    "seit WS 2020/21": "2020-10",
    "Oct 2019 - Present (4 yrs)": "2019-10",
    "Jan 2019 till date": "2019-01",
    "Jul, 2012 to present": "2012-07",
    "07/2019 à ce jour": "2019-07",
    "2019 até o momento": "2019",
    "gennaio 2020 – in corso": "2020-01",
    "junio 2019 - actualidad": "2019-06",
    "Mai 2019 bis dato": "2019-05",
    "maart 2020 t/m heden": "2020-03",
    "od 03.2022": "2022-03",
    "2015–present": "2015",
    "2020 (current)": "2020",
    "2019 - ": "2019",
    "February 2017  Present": "2017-02",
}
"""Text to the month from which it is still going on."""

SINGLE = {
    "Q3 2018": ("2018-07", "2018-09"),
    "Summer 2017": ("2017-06", "2017-08"),
    "2010 summer": ("2010-06", "2010-08"),
    "lato 2018": ("2018-06", "2018-08"),
    "FY2019": ("2019", "2019"),
    "fév. 2020": ("2020-02", "2020-02"),
}
"""Text to the months that a date alone covers."""

NO_PERIOD = (
    "GPUs 20 -> 9",
    "5 people, 2,000 users",
    "p99 88 ms at 450 rps",
    "v2.0.2019",
    "€2020 - 2021 m",
    "2019 2020",
    "2018, 2020",
    "2021  May 2022",
    "",
)
NUMBERED = ("{m:02d}/{y}", "{m:02d}.{y}", "{y}-{m:02d}", "{y}.{m:02d}")
NAMED = ("{en} {y}", "{de} {y}", "{pl} {y}", "{en}. '{s:02d}")
DASHES = (" - ", " – ", "–", " to ", " bis ", " do ", " → ", " ~ ", "  ")
_EN = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DE = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_PL = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split()
MONTHS = st.builds(Month, st.integers(1970, 2040), st.integers(1, 12))


@pytest.mark.parametrize("text", RANGES)
def test_both_ends_of_a_range_are_read(text: str) -> None:
    """Two-digit years, US order, months without a year, quarters, arrows and words between."""
    found = find_periods(text)

    assert [(str(f.period.start), str(f.period.end), f.period.ongoing) for f in found] == [
        (*RANGES[text], False)
    ]


@pytest.mark.parametrize("text", OPEN)
def test_what_goes_on_has_no_end(text: str) -> None:
    """ "Present" in eight languages stays open and is never turned into a date."""
    period = find_periods(text)[0].period

    assert (str(period.start), period.end, period.ongoing) == (OPEN[text], None, True)


@pytest.mark.parametrize("text", SINGLE)
def test_a_date_alone_is_no_period(text: str) -> None:
    """A season or a quarter covers three months, a year itself."""
    assert find_periods(text) == []
    assert [(str(f.period.start), str(f.period.end)) for f in find_single(text)] == [SINGLE[text]]


@pytest.mark.parametrize("text", NO_PERIOD)
def test_other_numbers_are_no_periods(text: str) -> None:
    """Counts, versions, amounts of money and years side by side are left alone."""
    assert find_periods(text) == []


def written(month: Month, form: str) -> str:
    """The month in one of the formats."""
    number = month.month or 1
    names = {"en": _EN[number - 1], "de": _DE[number - 1], "pl": _PL[number - 1]}
    return form.format(m=number, y=month.year, s=month.year % 100, **names)


@given(MONTHS, MONTHS, st.sampled_from(NUMBERED + NAMED), st.sampled_from(DASHES))
def test_a_range_is_read_back_as_written(first: Month, second: Month, form: str, dash: str) -> None:
    """Any two months in order, in any format with any dash, come back unchanged."""
    start, end = sorted((first, second), key=lambda m: m.ordinal)
    text = f"{written(start, form)}{dash}{written(end, form)}"
    found = find_periods(text)

    assert [(f.period.start, f.period.end) for f in found] == [(start, end)]
    assert text[found[0].start : found[0].end] == text


@given(st.text(max_size=400) | st.text(alphabet="0123456789 -–/.'QFYJanuaryMaisince", max_size=400))
def test_periods_lie_in_order_inside_any_text(text: str) -> None:
    """Spans never overlap or leave the text, and no period ends before it starts."""
    at = 0
    for found in find_periods(text):
        assert at <= found.start < found.end <= len(text)
        at = found.end
        start, end = found.period.start, found.period.end
        assert start is not None
        if end is not None:
            assert (end.year, end.month or 12) >= (start.year, start.month or 1)


@pytest.mark.parametrize(
    "piece", ["2019 - ", "Jan ", "since ", "01/", "1.", "2019", "– ", "Q1", "to ", "  ", "12/19 ", "2019  "]
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    """Forty thousand characters of any one piece are read at once."""
    text = piece * (40_000 // len(piece))
    before = time.perf_counter()
    find_periods(text)

    assert time.perf_counter() - before < 2.0
