"""Unlawful wording is found with its quote, and lawful wording is left alone. All briefs are invented."""

from __future__ import annotations

from datetime import date

import pytest

from assay.crossborder.hiring import check_brief
from assay.domain.brief import Pay
from assay.domain.hiring_rule import BriefFinding, Severity, StatedPay
from assay.domain.route import Answer, Trust

ON = date(2026, 11, 23)
FULL = StatedPay(minimum=150000, maximum=190000, currency="USD", period="year")


def _codes(text: str, *places: str, remote: bool | None = None) -> list[str]:
    return [f.code for f in check_brief(text, FULL, places, remote, ON)]


def _one(text: str, *places: str, remote: bool | None = None) -> BriefFinding:
    (found,) = check_brief(text, FULL, places, remote, ON)
    return found


@pytest.mark.parametrize(
    ("text", "place", "code", "words"),
    [
        ("Open to US citizens only.", "US-TX", "us_citizens_only", "US citizens only"),
        ("You must be a U.S. citizen.", "US-TX", "us_citizens_only", "must be a U.S. citizen"),
        ("US citizenship required", "US-TX", "us_citizens_only", "US citizenship required"),
        ("Needs\n * US Citizen\n * Python", "US-TX", "us_citizens_only", "US Citizen"),
        ("Citizens and green card holders please apply.", "US-TX", "citizens_and_green_card", "Citizens and green card holders"),
        ("Visa: USC/GC", "US-TX", "citizens_and_green_card", "USC/GC"),
        ("H-1B preferred.", "US-TX", "visa_class_preferred", "H-1B preferred"),
        ("We place OPT/CPT candidates.", "US-TX", "visa_class_preferred", "OPT/CPT candidates"),
        ("Please state your visa status when you apply.", "US-TX", "status_question", "state your visa status"),
        ("What type of visa do you hold?", "US-TX", "status_question", "What type of visa"),
        ("What is your nationality?", "DE", "status_question", "What is your nationality"),
        ("Native English speaker wanted.", "US-TX", "native_speaker", "Native English speaker"),
        ("Deutsch als Muttersprache.", "DE", "native_speaker", "Deutsch als Muttersprache"),
        ("Français langue maternelle.", "FR", "native_speaker", "langue maternelle"),
        ("Recent graduates only.", "US-TX", "age_asked", "Recent graduates only"),
        ("We are looking for a young engineer.", "DE", "age_asked", "looking for a young engineer"),
        ("Aged 25 to 35.", "GB", "age_asked", "Aged 25 to 35"),
        ("Applicants under 35 years old.", "GB", "age_asked", "under 35 years old"),
        ("Male candidates only.", "US-TX", "gender_asked", "Male candidates only"),
        ("German nationals only.", "DE", "nationals_only", "German nationals only"),
        ("Nur deutsche Staatsbürger.", "DE", "nationals_only", "Nur deutsche Staatsbürger"),
        ("British citizens only.", "GB", "nationals_only", "British citizens only"),
        ("EU citizens only.", "DE", "eu_citizens_only", "EU citizens only"),
        ("You must hold an EU passport.", "IE", "eu_citizens_only", "must hold an EU passport"),
        ("Nur für EU-Bürger.", "DE", "eu_citizens_only", "Nur für EU-Bürger"),
        ("Send your current salary with your CV.", "US-CA", "salary_history", "Send your current salary"),
        ("Please give your salary history.", "US-NY", "salary_history", "salary history"),
        ("Mention current CTC and notice period.", "PL", "salary_history", "Mention current CTC"),
        ("Current and expected CTC", "IT", "salary_history", "Current and expected CTC"),
        ("Bitte nennen Sie Ihr aktuelles Jahresgehalt.", "DE", "salary_history", "aktuelles Jahresgehalt"),
        ("Indiquez votre salaire actuel.", "FR", "salary_history", "salaire actuel"),
        ("Indique su salario actual.", "ES", "salary_history", "salario actual"),
        ("Indicare la RAL attuale.", "IT", "salary_history", "RAL attuale"),
        ("Proszę podać obecne wynagrodzenie.", "PL", "salary_history", "obecne wynagrodzenie"),
    ],
)  # fmt: skip
def test_unlawful_wording_must_be_mended(text: str, place: str, code: str, words: str) -> None:
    found = next(f for f in check_brief(text, FULL, [place], False, ON) if f.code == code)

    assert found.words == words
    assert found.quote is not None
    assert text[found.quote.start : found.quote.end] == words
    assert found.severity is Severity.MUST_FIX
    assert found.instead


@pytest.mark.parametrize(
    "text",
    [
        "You must be authorised to work in the US.",
        "You must be legally authorized to work in the United States.",
        "Will you need sponsorship?",
        "Will you now or in the future require sponsorship for an employment visa?",
        "We do not sponsor visas for this role.",
        "No H-1B sponsorship is available. H-1B transfers are welcome.",
        "US citizens and all those authorised to work in the US are encouraged to apply.",
        "We hire regardless of race, religion, sex, national origin, age, citizenship or veteran status.",
        "We are an equal opportunity employer: men, women, citizens and green card holders alike.",
        "You need not be a US citizen.",
        "We never ask for your current salary.",
        "In line with salary history bans we ask for none.",
        "Tell us your salary expectations.",
        "Expected CTC: as per the range above.",
        "The current salary range for this role is stated below.",
        "Our compensation is reviewed against current pay data.",
        "Bitte nennen Sie Ihre Gehaltsvorstellung.",
        "Fluent English (C1) is required.",
        "You build cloud-native and React Native apps in English.",
        "Experience with native code and Kubernetes-native tools.",
        "You will serve a million native Spanish speakers.",
        "You fine-tune OPT and BLOOM models; continued pretraining (CPT) is a plus.",
        "We opt for simple designs.",
        "Join a young company in a young field.",
        "Applicants must be at least 18 years of age.",
        "Recent graduates and experienced engineers are welcome.",
        "Models for children aged 3 to 5 and patients aged 25 to 35.",
        "At least 5 years of experience, 25 to 35 GPUs per node.",
        "Women are encouraged to apply.",
        "The candidate will present his or her work.",
        "Softwareentwickler (m/w/d)",
        "Remote in California, Colorado, Illinois and Texas.",
        "Our office lies in Colorado Springs.",
        "Pay range excluding bonus, Colorado: $150,000 to $190,000 a year.",
        "EU citizens or people with a valid work permit may apply.",
        "You need the right to work in Germany.",
        "Any nationality is welcome.",
        "Germany, France and Spain are our markets; our German customers come first.",
        "Only candidates who can work in Berlin can be considered.",
        "Visa, Mastercard and PayPal are customers of ours.",
        "We act as a good corporate citizen.",
        "U.S. persons only: citizens, permanent residents, refugees and asylees, as ITAR defines them.",
    ],
)
@pytest.mark.parametrize("place", ["US-CO", "DE", "GB", "IN"])
def test_lawful_sentences_raise_nothing(text: str, place: str) -> None:
    assert _codes(text, place, remote=True) == []


def test_a_clearance_turns_the_demand_for_citizenship_into_advice() -> None:
    text = "Active security clearance needed. You must be a US citizen."
    found = _one(text, "US-VA")

    assert found.severity is Severity.ADVISE
    assert "name that law or contract" in found.message
    assert "lawful only where" in _one("You must be a US citizen.", "US-MD").message


def test_words_that_colour_are_advice() -> None:
    for text, code in (
        ("Join our young, dynamic team.", "age_coloured"),
        ("We want digital natives.", "age_coloured"),
        ("Native-level English.", "native_level"),
        ("No OPT.", "visa_class_excluded"),
        ("You will manage our salesmen.", "gender_coloured"),
        ("Verstärken Sie unser junges, dynamisches Team.", "age_coloured"),
    ):
        found = _one(text, "US-TX")
        assert (found.code, found.severity) == (code, Severity.ADVISE)


def test_past_pay_is_advice_where_no_ban_was_read() -> None:
    text = "Mention your current CTC."
    assert _one(text, "IN").severity is Severity.ADVISE
    assert _one(text, "IN").rule == "general_pay_history"
    assert _one(text, "US-TX").severity is Severity.ADVISE
    assert _one(text, "US-MN").rule == "us_mn_salary_history"
    assert _one(text, "US-MN").severity is Severity.MUST_FIX


def test_a_ban_binds_from_its_first_day_and_is_announced_before() -> None:
    text = "Tell us your current salary."
    (before,) = check_brief(text, FULL, ["IT"], False, date(2026, 6, 6))
    (after,) = check_brief(text, FULL, ["IT"], False, date(2026, 6, 7))

    assert (before.severity, before.begins) == (Severity.ADVISE, date(2026, 6, 7))
    assert "From 2026-06-07." in before.message
    assert (after.severity, after.begins) == (Severity.MUST_FIX, None)


@pytest.mark.parametrize(
    "text",
    [
        "Remote in all states except Colorado.",
        "Remote (US, excluding CA, CO).",
        "This role is not available in Colorado.",
        "Colorado residents are not eligible.",
        "We cannot hire in New York, Washington or Colorado.",
    ],
)
def test_leaving_colorado_out_of_a_remote_role_is_found(text: str) -> None:
    found = _one(text, "US", remote=True)
    assert (found.code, found.rule, found.severity) == ("colorado_excluded", "us_co_pay", Severity.MUST_FIX)
    assert "US-CO" in found.places
    assert _codes(text, "DE", remote=True) == []


def test_a_brief_without_places_gets_advice_only() -> None:
    found = check_brief("US citizens only. Native English speaker.", None, [], None, ON)
    assert {f.severity for f in found} == {Severity.ADVISE}
    assert {f.applies for f in found} == {Answer.UNKNOWN}
    assert {"us_citizens_only", "native_speaker", "pay_missing"} <= {f.code for f in found}


@pytest.mark.parametrize(
    ("place", "severity", "applies"),
    [
        ("US-CO", Severity.MUST_FIX, Answer.YES),
        ("US-CA", Severity.MUST_FIX, Answer.UNKNOWN),
        ("US-NY-NYC", Severity.MUST_FIX, Answer.UNKNOWN),
        ("US-TX", Severity.ADVISE, Answer.UNKNOWN),
        ("DE", Severity.ADVISE, Answer.YES),
        ("PL", Severity.ADVISE, Answer.YES),
    ],
)
def test_a_missing_range_is_found_where_one_is_asked_for(
    place: str, severity: Severity, applies: Answer
) -> None:
    (found,) = check_brief("We offer a competitive salary.", None, [place], False, ON)

    assert (found.code, found.words) == ("pay_missing", "competitive salary")
    assert (found.severity, found.applies) == (severity, applies)


def test_places_that_ask_for_no_range_say_nothing_of_one() -> None:
    assert check_brief("Engineer.", None, ["IN"], False, ON) == ()


def test_the_size_of_the_employer_settles_a_state_rule() -> None:
    (large,) = check_brief("Engineer.", None, ["US-CA"], False, ON, 15)
    (small,) = check_brief("Engineer.", None, ["US-CA"], False, ON, 14)
    assert (large.rule, large.severity, large.applies) == ("us_ca_pay", Severity.MUST_FIX, Answer.YES)
    assert (small.rule, small.severity) == ("us_other_pay", Severity.ADVISE)


def test_a_remote_us_role_needs_what_colorado_asks() -> None:
    (found,) = check_brief("Engineer.", None, ["US"], True, ON)
    assert (found.rule, found.applies) == ("us_co_pay", Answer.YES)
    assert {"US-CA", "US-NY", "US-WA"} <= set(found.places)


@pytest.mark.parametrize(
    ("pay", "codes"),
    [
        (StatedPay(minimum=100000, currency="USD", period="year"), ["pay_one_sided"]),
        (StatedPay(maximum=100000, currency="USD", period="year"), ["pay_one_sided"]),
        (StatedPay(minimum=100000, maximum=120000, period="year"), ["pay_currency_missing"]),
        (StatedPay(minimum=100000, maximum=120000, currency="USD"), ["pay_period_missing"]),
        (StatedPay(minimum=1, maximum=2), ["pay_currency_missing", "pay_period_missing"]),
        (StatedPay(minimum=100000, maximum=100000, currency="USD", period="year"), []),
        (Pay(minimum=100000, maximum=120000, currency="USD", period="year"), []),
        (Pay(minimum=100000, maximum=120000, currency="", period="year"), ["pay_currency_missing"]),
        (StatedPay(), ["pay_missing"]),
        (None, ["pay_missing"]),
    ],
)
def test_each_lacking_part_of_the_pay_is_named(pay: Pay | StatedPay | None, codes: list[str]) -> None:
    assert [f.code for f in check_brief("Engineer.", pay, ["US-CO"], True, ON)] == codes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Salary up to $200k.", "up to $200k"),
        ("Base from $150,000 per year.", "from $150,000"),
        ("Pay: $120,000+", "$120,000+"),
        ("Gehalt bis zu 90.000 EUR brutto.", "bis zu 90.000 EUR"),
    ],
)
def test_pay_with_one_end_is_quoted(text: str, words: str) -> None:
    (found,) = check_brief(text, None, ["US-CO"], True, ON)
    assert (found.code, found.words) == ("pay_one_sided", words)


@pytest.mark.parametrize(
    "text",
    [
        "Salary from $150,000 to $190,000 per year.",
        "Base pay from $150k - $190k.",
        "A learning budget of up to $5,000.",
        "Salary above; a bonus of up to 20% of base.",
        "Serve from 100 to 2000 requests.",
    ],
)
def test_ranges_budgets_and_shares_are_not_pay_with_one_end(text: str) -> None:
    assert "pay_one_sided" not in [f.code for f in check_brief(text, FULL, ["US-CO"], True, ON)]
    assert "pay_one_sided" not in [f.code for f in check_brief(text, None, ["US-CO"], True, ON)]


def test_findings_carry_verification_and_are_never_green_from_memory() -> None:
    found = _one("EU citizens only.", "DE")
    assert (found.mark, found.trust) == ("[not verified]", Trust.AMBER)


def test_overlapping_words_give_one_finding_and_quotes_count_code_points() -> None:
    text = "🙂🙂 Only US citizens and green card holders."
    found = _one(text, "US-TX")
    assert found.quote is not None
    assert found.quote.start == 3
