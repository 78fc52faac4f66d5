"""Scores keep what is not known as an interval, and say what would settle it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.crossborder.points.made import FULL, ON, made, no_rates

from assay.crossborder.points import compile_table, load_tables, score, trust
from assay.domain.route import Answer, Trust, Verification


def interval(facts: dict[str, object], on: date = ON) -> tuple[int, int]:
    """Both ends of the score under the small table."""
    found = score(compile_table(made(), on), facts, no_rates)
    return found.lo, found.hi


def test_known_facts_give_one_number() -> None:
    """10 for age, 4 for pay, 4 for two full years, 6 with a partner, 1 for the prize."""
    assert interval(FULL) == (25, 25)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("candidate.age", (15, 25)),
        ("candidate.relevant_years", (21, 29)),
        ("candidate.prize", (24, 25)),
        ("offer.salary_minimum", (21, 31)),
        ("offer.salary_currency", (21, 31)),
    ],
)
def test_an_unknown_fact_opens_what_it_decides_and_no_more(fact: str, expected: tuple[int, int]) -> None:
    """Absent and None are alike."""
    without = {name: value for name, value in FULL.items() if name != fact}

    assert interval(without) == interval({**FULL, fact: None}) == expected


def test_a_cap_holds_for_the_upper_end_too() -> None:
    """Pay may give 10 and years 8, together no more than 15."""
    assert interval({**FULL, "offer.salary_minimum": None, "candidate.relevant_years": None}) == (17, 32)


def test_a_fact_that_switches_columns_is_worked_through_both_ways() -> None:
    """With a partner 6, alone 10: never 0 and never 16."""
    assert interval({**FULL, "candidate.with_partner": None}) == (25, 29)


def test_a_condition_settled_by_one_fact_does_not_need_the_other() -> None:
    """Under 18 whatever else, and over 30 whatever else."""
    assert interval({**FULL, "candidate.age": 17}) == (15, 15)
    assert interval({**FULL, "candidate.age": 30}) == (20, 20)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (41999, None, (21, 21)),
        (42000, None, (25, 25)),
        (70000, None, (31, 31)),
        (42000, 69999, (25, 25)),
        (42000, 70000, (25, 31)),
        (30000, 90000, (21, 31)),
        (None, 41999, (21, 21)),
        (None, 90000, (21, 31)),
    ],
)
def test_pay_counts_with_all_its_payments_and_as_the_range_it_is(
    low: float | None, high: float | None, expected: tuple[int, int]
) -> None:
    """EUR 3,000 fourteen times are 42,000; a range across a threshold leaves it open."""
    assert interval({**FULL, "offer.salary_minimum": low, "offer.salary_maximum": high}) == expected


def test_pay_is_converted_by_what_is_passed_in() -> None:
    """50,000 of a currency worth a tenth less are 45,000."""
    facts = {**FULL, "offer.salary_currency": "USD", "offer.salary_minimum": 50000}
    found = score(compile_table(made(), ON), facts, lambda amount, source, target: amount * 0.9)

    assert (found.lo, found.hi) == (25, 25)


def test_without_a_rate_pay_is_unknown_and_the_row_says_so() -> None:
    """The note names both currencies."""
    found = score(compile_table(made(), ON), {**FULL, "offer.salary_currency": "TWD"}, no_rates)

    assert (found.lo, found.hi) == (21, 31)
    assert next(row for row in found.rows if row.criterion == "pay").note == "no rate from TWD to EUR"


def test_a_criterion_outside_its_dates_is_no_part_of_the_table() -> None:
    """The bonus of the past counted until the end of January."""
    assert interval(FULL, date(2026, 1, 31)) == (30, 30)
    assert interval(FULL, date(2026, 2, 1)) == (25, 25)


def test_a_criterion_without_a_row_in_force_is_unknown_not_nought() -> None:
    """Between the old row and the new one nobody knows: from 0 to 3."""
    found = score(compile_table(made(), date(2026, 7, 15)), FULL, no_rates)

    assert (found.lo, found.hi) == (24, 27)
    assert found.rows[-1].note == "no row is known for 2026-07-15"


def test_a_table_not_in_force_answers_nothing() -> None:
    """The Opportunity Card began in June 2024."""
    table = load_tables()["de_chancenkarte"]
    found = score(compile_table(table, date(2024, 1, 1)), {"candidate.age": 90}, no_rates)

    assert (found.lo, found.hi) == (0, 16)
    assert found.at_least(6) is Answer.UNKNOWN


@pytest.mark.parametrize(("least", "answer"), [(25, "yes"), (26, "unknown"), (29, "unknown"), (30, "no")])
def test_reaching_a_mark_is_sure_possible_or_out_of_reach(least: int, answer: str) -> None:
    """From 25 to 29 points."""
    found = score(compile_table(made(), ON), {**FULL, "candidate.with_partner": None}, no_rates)

    assert found.at_least(least) is Answer(answer)


def test_rows_show_groups_caps_awards_and_what_is_missing() -> None:
    """Pay is open, so the group is; what it needs is the amount."""
    facts = {**FULL, "offer.salary_minimum": None}
    rows = {row.criterion: row for row in score(compile_table(made(), ON), facts, no_rates).rows}

    assert list(rows) == ["age", "merit", "pay", "years", "with_partner", "alone", "scheduled"]
    assert (rows["merit"].lo, rows["merit"].hi, rows["merit"].most, rows["merit"].depth) == (4, 14, 15, 0)
    assert rows["pay"].depth == 1
    assert rows["pay"].awarded == ()
    assert rows["pay"].open == ("EUR 5000 a month", "EUR 3000 a month")
    assert rows["pay"].needs == ("offer.salary_minimum",)
    assert rows["age"].awarded == ("18 to 29",)
    assert rows["age"].needs == ()
    assert (rows["alone"].lo, rows["alone"].hi, rows["alone"].awarded) == (0, 0, ())
    assert rows["years"].verification is Verification.MEMORY


def test_the_score_names_each_fact_that_could_move_it_once() -> None:
    """In the table's order."""
    found = score(compile_table(made(), ON), {"offer.salary_currency": "EUR"}, no_rates)

    assert found.needs == (
        "candidate.age",
        "offer.salary_minimum",
        "candidate.relevant_years",
        "candidate.with_partner",
        "candidate.prize",
    )


def test_a_band_that_cannot_beat_a_sure_one_needs_nothing() -> None:
    """At 30 the younger band is out; nothing more is asked about age."""
    found = score(compile_table(made(), ON), {**FULL, "offer.salary_minimum": 80000}, no_rates)

    assert found.needs == ()
    assert next(row for row in found.rows if row.criterion == "pay").awarded == ("EUR 5000 a month",)


@pytest.mark.parametrize("value", ["thirty", float("nan"), True])
def test_a_value_that_cannot_be_compared_is_unknown(value: object) -> None:
    """Not an error, and not a low number."""
    assert interval({**FULL, "candidate.age": value}) == (15, 25)


def test_lists_among_the_facts_do_no_harm() -> None:
    """A list is not remembered, and not comparable."""
    assert interval({**FULL, "candidate.age": [25]}) == (15, 25)


def test_verification_of_rows_in_force_is_stated_together() -> None:
    """One row from memory makes the table partly verified."""
    assert compile_table(made(), ON).verification is Verification.PARTIAL
    assert score(compile_table(made(), ON), {}, no_rates).verification is Verification.PARTIAL


@pytest.mark.parametrize(
    ("table", "today", "expected"),
    [
        ("uk_points", date(2026, 11, 28), Trust.AMBER),
        ("uk_points", date(2026, 3, 1), Trust.GREEN),
        ("uk_points", date(2027, 1, 1), Trust.RED),
        ("at_rwr_key", date(2026, 11, 28), Trust.AMBER),
        ("cn_workpermit", date(2026, 11, 28), Trust.AMBER),
    ],
)
def test_trust_is_red_past_review_amber_when_aged_or_partial_green_when_read(
    table: str, today: date, expected: Trust
) -> None:
    """The newest source of the British table is of February 2026."""
    assert trust(compile_table(load_tables()[table], today), today) is expected


def test_a_table_not_in_force_on_its_filing_date_is_red() -> None:
    """Whatever its sources."""
    assert trust(compile_table(load_tables()["uk_points"], date(2025, 1, 1)), date(2026, 3, 1)) is Trust.RED


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, (0, 25)),
        ({"candidate.holds_patents": True}, (20, 25)),
        ({"candidate.holds_patents": True, "candidate.jp_three_papers": True}, (25, 25)),
        ({"candidate.holds_patents": False, "candidate.jp_three_papers": False}, (0, 25)),
        (
            {
                "candidate.holds_patents": False,
                "candidate.jp_three_papers": False,
                "candidate.jp_other_achievement": False,
            },
            (0, 20),
        ),
    ],
)
def test_a_count_is_reached_surely_possibly_or_not(
    known: dict[str, object], expected: tuple[int, int]
) -> None:
    """Two of four kinds of achievement give 25 in Japan's research table, one gives 20."""
    table = compile_table(load_tables()["jp_hsp"], ON)
    found = score(table, {"offer.jp_activity": "research", **known}, no_rates)
    row = next(row for row in found.rows if row.criterion == "a_achievements")

    assert (row.lo, row.hi) == expected
