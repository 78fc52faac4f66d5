"""Terms of a role: places, remote, sponsorship, pay and employment in many countries' ways of writing."""

from __future__ import annotations

import pytest
from tests.unit.extraction.brief.briefs import document

from assay.domain.brief import Constraints
from assay.extraction.brief.constraints import constraints_of
from assay.extraction.brief.facts import language_asked, years_asked
from assay.taxonomy import folded


def terms(text: str) -> Constraints:
    """The terms of a brief."""
    return constraints_of(document(f"Data Engineer\n{text}\n"))


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("Salary $120k - $150k", (120_000, 150_000, "USD", "year")),
        ("NZ$142,000 – NZ$168,500 per annum", (142_000, 168_500, "NZD", "year")),
        ("Toronto, ON. $105,000 to $130,000 a year", (105_000, 130_000, "CAD", "year")),
        ("£575 to £650 a day", (575, 650, "GBP", "day")),
        ("Gehalt: 65.000 € bis 80.000 € brutto im Jahr", (65_000, 80_000, "EUR", "year")),
        ("RAL compresa tra 34.000 e 42.000 euro", (34_000, 42_000, "EUR", "year")),
        ("salário de R$ 11.500 a R$ 14.800 por mês", (11_500, 14_800, "BRL", "month")),
        ("18 000 – 24 000 zł miesięcznie", (18_000, 24_000, "PLN", "month")),
        ("CHF 94'300 to CHF 101'800 per year", (94_300, 101_800, "CHF", "year")),
        ("₹ 28 lakh - ₹ 42 lakh per annum", (2_800_000, 4_200_000, "INR", "year")),
        ("$62/hr - $75/hr", (62, 75, "USD", "hour")),
        ("Salaris: € 4.500,- tot € 6.200,- per maand", (4_500, 6_200, "EUR", "month")),
        ("CTC 18-24 LPA", (1_800_000, 2_400_000, "INR", "year")),
        (
            "New York: $150,000 - $180,000 a year; Austin: $130,000 - $160,000 a year",
            (130_000, 180_000, "USD", "year"),
        ),
    ],
)
def test_pay_is_read_with_currency_and_period(text: str, pay: tuple[float, float, str, str]) -> None:
    """Ranges as written in several countries; several places are joined."""
    found = terms(text).pay

    assert found
    assert (found.minimum, found.maximum, found.currency, found.period) == pay


@pytest.mark.parametrize(
    "text",
    [
        "We raised $30m to $40m last year",
        "A learning budget of £2,000 a year",
        "Our client moves €30 million a day",
    ],
)
def test_other_money_is_no_pay(text: str) -> None:
    """Funding, budgets and turnover."""
    assert terms(text).pay is None


@pytest.mark.parametrize(
    ("text", "remote"),
    [
        ("Hybrid, two days a week in the office", "hybrid"),
        ("Fully remote within Spain", "remote"),
        ("Leeds, or remote within the UK", "remote"),
        ("On site, five days", "onsite"),
        ("Zwei Tage pro Woche im Homeoffice", "hybrid"),
        ("Télétravail deux jours par semaine", "hybrid"),
        ("100 % remoto", "remote"),
        ("Praca stacjonarna", "onsite"),
        ("Tuesdays and Thursdays in our Leeds office", "hybrid"),
        ("Work from office", "onsite"),
        ("You analyse remote sensing images", "unspecified"),
    ],
)
def test_where_the_work_is_done(text: str, remote: str) -> None:
    """The sure statement counts before the hint."""
    assert terms(text).remote == remote


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("We are unable to sponsor visas", "no"),
        ("You must be authorized to work in the United States", "no"),
        ("Een werkvergunning kunnen wij niet aanvragen", "no"),
        ("We hold a sponsor licence and are glad to use it", "yes"),
        ("Relocation and visa support", "yes"),
        ("Si necesitas permiso de trabajo, lo tramitamos", "yes"),
        ("Eine gültige Arbeitserlaubnis ist erforderlich", "no"),
        ("Imprescindible permiso de trabajo", "no"),
        ("You will read papers", "unspecified"),
    ],
)
def test_sponsorship(text: str, answer: str) -> None:
    """A refusal, an offer, a demand to hold the right to work."""
    assert terms(text).sponsorship == answer


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Reutlingen, Vollzeit", ("Reutlingen, Germany",)),
        ("Chicago, IL | Job 7", ("Chicago, United States",)),
        ("Dublin, Ireland or Madrid", ("Dublin, Ireland", "Madrid, Spain")),
        ("Remote in the UK", ("United Kingdom",)),
        ("Banking, Software and Media", ()),
    ],
)
def test_places(text: str, places: tuple[str, ...]) -> None:
    """City and country; a country alone where the role is remote within it."""
    assert terms(text).locations == places


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("At least five years of professional work", 5),
        ("3+ yrs in MLOps", 3),
        ("3-5 years", 3),
        ("Mindestens drei Jahre Erfahrung", 3),
        ("au minimum trois ans d'expérience", 3),
        ("co najmniej 4 lata", 4),
        ("min. 3-letnie doświadczenie", 3),
        ("18 months of hands-on experience", 1.5),
        ("of which 2 or more in search", 2),
        ("a contract of two years", None),
        ("in the last 10 years", None),
        ("one week in five", None),
    ],
)
def test_years_asked(text: str, years: float | None) -> None:
    """Numbers and words in several languages; spans of other things are none."""
    assert years_asked(folded(text)) == years


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Fluent German", "de"),
        ("Englisch gut", "en"),
        ("French, for our customers", "fr"),
        ("Strong Python", None),
    ],
)
def test_language_asked(text: str, language: str | None) -> None:
    """A spoken language, with or without a level."""
    assert language_asked(folded(text)) == language
