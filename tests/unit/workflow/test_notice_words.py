"""How many days of notice a phrase states."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.workflow.notice_words import notice_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3 months' notice to month end", 90),
        ("two weeks", 14),
        ("Notice period: two months", 60),
        ("30-day notice", 30),
        ("one month's notice", 30),
        ("a month", 30),
        ("three (3) months", 90),
        ("1.5 months", 45),
        ("2-3 months", 90),
        ("4 to 6 weeks", 42),
        ("20 working days", 28),
        ("14 calendar days", 14),
        ("7 years here, notice 1 month", 30),
        ("currently serving notice, available now", 0),
        ("immediately", 0),
        ("no notice period, available immediately", 0),
        ("drei Monate zum Quartalsende", 90),
        ("Kündigungsfrist: 6 Wochen", 42),
        ("vier Wochen zum Monatsende", 28),
        ("einen Monat zum Monatsende", 30),
        ("verfügbar in 14 Tagen", 14),
        ("ab sofort verfügbar", 0),
        ("préavis de 3 mois", 90),
        ("préavis d'un mois", 30),
        ("trois semaines", 21),
        ("disponible immédiatement", 0),
        ("periodo de preaviso: 15 días", 15),
        ("15 días hábiles", 21),
        ("disponibilidad inmediata", 0),
        ("preavviso: un mese", 30),
        ("due settimane", 14),
        ("disponibile da subito", 0),
        ("aviso prévio de 1 mês", 30),
        ("aviso prévio: duas semanas", 14),
        ("opzegtermijn: 1 maand", 30),
        ("opzegtermijn van twee maanden", 60),
        ("per direct beschikbaar", 0),
        ("okres wypowiedzenia: 3 miesiące", 90),
        ("dwa tygodnie", 14),
        ("dostępny od zaraz", 0),
    ],
)
def test_notice_is_told_in_the_languages_of_cvs(text: str, days: int) -> None:
    """A month is 30 days, a working day 7/5, of a range the longer end."""
    assert notice_days(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "negotiable",
        "Notice period: to be agreed",
        "available from 1 March 2027",
        "Available in 2026",
        "verfügbar ab 01.03.2027",
        "24/7 availability",
        "available 3 days a week",
        "3 Tage pro Woche verfügbar",
        "available 4 days/week",
        "available 20 hours per week",
        "2 months of experience on notice boards",
        "not immediately available",
        "not available immediately",
        "nicht sofort verfügbar",
        "Notice period: 3 years",
        "900 days",
        "notice 1234 days",
        "available Monday to Friday",
        "",
    ],
)
def test_other_words_and_numbers_state_no_notice(text: str) -> None:
    """It is asked for instead of guessed."""
    assert notice_days(text) is None


@given(st.text(max_size=80))
def test_any_text_gives_days_within_the_fact_or_none(text: str) -> None:
    """Whatever a CV holds, the fact stays within the registry's range."""
    found = notice_days(text)
    assert found is None or 0 <= found <= 730


@given(st.integers(1, 24), st.sampled_from([("days", 1), ("weeks", 7), ("months", 30)]))
def test_a_number_counts_its_units(count: int, unit: tuple[str, int]) -> None:
    """The words around it do not matter."""
    assert notice_days(f"Notice: {count} {unit[0]} to the end of the month") == count * unit[1]
