"""The checklist holds what binds a hiring on a day, and says what is to come and what is not known."""

from __future__ import annotations

from datetime import date

import pytest

from assay.crossborder.hiring import checklist, load_hiring_rules
from assay.domain.hiring_rule import ChecklistItem, HiringContext, Standing
from assay.domain.route import DISCLAIMER, NOT_VERIFIED, Answer, Trust

ON = date(2026, 11, 23)
RULES = load_hiring_rules()


def _rules(items: tuple[ChecklistItem, ...]) -> set[str]:
    return {item.rule for item in items}


def _job(*places: str, **more: object) -> HiringContext:
    return HiringContext(job_places=places, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "rule", "duty", "first_day"),
    [
        ("DE", "eu_ai_act", "no_emotion_inference", date(2025, 2, 2)),
        ("DE", "eu_ai_act", "tell_people", date(2026, 8, 2)),
        ("DE", "eu_ai_act", "inform_candidates", date(2027, 12, 2)),
        ("US-NY-NYC", "us_nyc_ll144", "bias_audit", date(2023, 7, 5)),
        ("US-IL", "us_il_hb3773", "notice", date(2026, 1, 1)),
        ("US-CO", "us_co_sb26_189", "explanation", date(2027, 1, 1)),
        ("US-CT", "us_ct_sb5", "read_the_act", date(2027, 10, 1)),
        ("US-CA", "us_ca_crd_ads", "keep_records", date(2025, 10, 1)),
        ("IN", "in_dpdp", "notice_and_consent", date(2027, 5, 14)),
        ("PL", "eu_pay_pl", "pay_before_interview", date(2025, 12, 24)),
        ("IT", "eu_pay_in_force", "pay_before_interview", date(2026, 6, 7)),
    ],
)
def test_a_duty_binds_from_its_first_day_and_not_the_day_before(
    place: str, rule: str, duty: str, first_day: date
) -> None:
    def there(on: date) -> bool:
        return any((i.rule, i.duty) == (rule, duty) for i in checklist(_job(place), on).items)

    assert there(first_day)
    assert not there(date.fromordinal(first_day.toordinal() - 1))


def test_colorado_is_scheduled_before_2027_and_says_whether_it_bites_before_the_start() -> None:
    late = checklist(_job("US-CO", planned_start=date(2027, 3, 1)), ON)
    soon = checklist(_job("US-CO", planned_start=date(2026, 12, 15)), ON)

    (item,) = (i for i in late.scheduled if (i.rule, i.duty) == ("us_co_sb26_189", "explanation"))
    assert item.standing is Standing.SCHEDULED
    assert item.due_text == "from 2027-01-01: within 30 days after the rejection"
    assert item.before_start is True
    assert item.trust is Trust.RED
    assert all(i.before_start is False for i in soon.scheduled if i.rule == "us_co_sb26_189")


def test_a_law_not_yet_published_is_not_announced() -> None:
    before, after = date(2026, 5, 13), date(2026, 5, 14)

    assert "us_co_sb26_189" not in _rules(checklist(_job("US-CO"), before).scheduled)
    assert "us_co_sb26_189" in _rules(checklist(_job("US-CO"), after).scheduled)


def test_a_country_alone_leaves_the_state_to_check_and_a_remote_role_does_not() -> None:
    office = checklist(_job("US"), ON)
    remote = checklist(_job("US", remote=True), ON)

    (item,) = (i for i in office.to_check if i.rule == "us_nyc_ll144" and i.duty == "bias_audit")
    assert item.needs == ("whether it is in New York City",)
    assert "us_nyc_ll144" in _rules(remote.items)
    assert "us_co_pay" in _rules(remote.items)


def test_a_size_of_employer_that_is_not_known_is_to_be_checked() -> None:
    unknown = checklist(_job("US-CA"), ON)
    small = checklist(_job("US-CA", employer_size=14), ON)
    large = checklist(_job("US-CA", employer_size=15), ON)

    (item,) = (i for i in unknown.to_check if i.rule == "us_ca_pay")
    assert item.needs == ("whether the employer has 15 or more employees",)
    assert "us_ca_pay" not in _rules((*small.items, *small.to_check))
    assert "us_ca_pay" in _rules(large.items)


def test_a_size_that_was_not_read_stays_to_check_however_large_the_employer() -> None:
    assert "us_ma_pay" in _rules(checklist(_job("US-MA", employer_size=9000), ON).to_check)


def test_colorado_counts_any_employer() -> None:
    assert "us_co_pay" in _rules(checklist(_job("US-CO"), ON).items)


def test_without_a_ranking_no_rule_on_tools_applies() -> None:
    plain = checklist(_job("DE", "US-NY-NYC", ai_screening=False), ON)

    assert not _rules((*plain.items, *plain.to_check, *plain.scheduled)) & {
        "eu_ai_act",
        "gdpr_22",
        "us_nyc_ll144",
    }
    assert "eu_pay_late" in _rules(plain.items)


def test_germany_is_past_the_deadline_without_a_law_that_was_read() -> None:
    items = [i for i in checklist(_job("DE"), ON).items if i.rule == "eu_pay_late"]

    assert {i.standing for i in items} == {Standing.TREAT_AS_DUE}
    assert {i.unsettled for i in items} == {"deadline passed, no national law read; treat as due"}
    assert {i.trust for i in items} == {Trust.AMBER}


def test_the_netherlands_change_rows_with_the_year() -> None:
    now = [i for i in checklist(_job("NL"), ON).items if i.rule == "eu_pay_nl"]
    next_year = [i for i in checklist(_job("NL"), date(2027, 1, 1)).items if i.rule == "eu_pay_nl"]

    assert {i.ends for i in now} == {date(2026, 12, 31)}
    assert {i.begins for i in next_year} == {date(2027, 1, 1)}
    assert len(now) == len(next_year) == 3


def test_a_change_before_the_start_takes_the_green_away() -> None:
    def literacy(start: date | None) -> ChecklistItem:
        made = checklist(_job("DE", planned_start=start), ON)
        return next(i for i in made.items if (i.rule, i.duty) == ("eu_ai_act", "ai_literacy"))

    assert literacy(None).trust is Trust.GREEN
    assert literacy(date(2027, 12, 1)).trust is Trust.GREEN
    changed = literacy(date(2027, 12, 2))
    assert changed.trust is Trust.AMBER
    assert "changes on 2027-12-02, before the planned start" in changed.trust_reasons


def test_transfers_follow_where_the_cvs_go() -> None:
    def rules(*recipients: str, on: date = ON) -> set[str]:
        context = HiringContext(job_places=("US-TX",), candidate_places=("DE",), recipient_places=recipients)
        return {
            i.rule
            for i in checklist(context, on).items
            if i.rule.startswith("gdpr_") and "transfer" in i.topic
        }

    assert rules("IN") == {"gdpr_scc", "gdpr_retention"}
    assert rules("US") == {"gdpr_adequacy_in_part", "gdpr_retention"}
    assert rules("GB", "SG") == {"gdpr_adequacy", "gdpr_scc", "gdpr_retention"}
    assert rules("FR") == {"gdpr_retention"}
    assert rules("BR") == {"gdpr_adequacy", "gdpr_retention"}
    assert rules("BR", on=date(2026, 1, 25)) == {"gdpr_scc", "gdpr_retention"}


def test_unknown_recipients_leave_the_transfer_to_check() -> None:
    made = checklist(_job("DE"), ON)
    (item,) = (i for i in made.to_check if i.rule == "gdpr_scc" and i.duty == "sign_scc")
    assert item.needs == ("where those are who receive the CVs",)


def test_the_ai_act_reaches_a_ranking_that_is_used_in_the_eu() -> None:
    context = HiringContext(job_places=("IN",), candidate_places=("IN",), recipient_places=("FR",))
    assert "eu_ai_act" in _rules(checklist(context, ON).items)
    assert "eu_ai_act" not in _rules(checklist(_job("IN"), ON).items)


def test_deletion_in_the_eu_and_retention_in_california_are_told_as_a_conflict() -> None:
    both = checklist(_job("US-CA", candidate_places=("US-CA", "DE")), ON)
    one = checklist(_job("US-CA"), ON)

    (found,) = (c for c in both.conflicts if "gdpr_retention" in c.rules)
    assert found.rules == ("gdpr_retention", "us_ca_crd_ads")
    assert "6 months" in found.text
    assert "48 months" in found.text
    assert not any("gdpr_retention" in c.rules for c in one.conflicts)


def test_a_conflict_waits_until_both_rules_bind() -> None:
    def told(on: date) -> bool:
        return any("us_co_sb26_189" in c.rules for c in checklist(_job("US-CO"), on).conflicts)

    assert not told(ON)
    assert told(date(2027, 1, 1))


def test_a_duty_tied_to_a_date_before_its_law_has_no_due_date() -> None:
    early = _job("US-CO", posting=date(2026, 12, 1))
    late = _job("US-CO", posting=date(2027, 2, 1))

    def due(context: HiringContext) -> date | None:
        made = checklist(context, ON)
        return next(i.due for i in made.scheduled if (i.rule, i.duty) == ("us_co_sb26_189", "notice"))

    assert due(early) is None
    assert due(late) == date(2027, 2, 1)


def test_what_nobody_read_is_marked_and_the_disclaimer_stands() -> None:
    made = checklist(_job("GB"), ON)

    assert made.disclaimer == DISCLAIMER
    assert {i.mark for i in made.items if i.rule == "gb_equality"} == {NOT_VERIFIED}
    assert {i.mark for i in checklist(_job("US-IL"), ON).items if i.rule == "us_il_hb3773"} == {""}


def test_good_practice_stands_in_only_where_no_law_was_read() -> None:
    assert "general_equality" in _rules(checklist(_job("SG"), ON).to_check)
    assert "general_equality" not in _rules(checklist(_job("DE"), ON).to_check)


def test_items_are_in_the_order_of_phases_and_say_why() -> None:
    made = checklist(_job("US-NY-NYC", posting=date(2026, 12, 1)), ON)
    order = [list(type(i.phase)).index(i.phase) for i in made.items]

    assert order == sorted(order)
    item = next(i for i in made.items if i.rule == "us_nyc_ll144")
    assert item.why.startswith("The job is in New York City; candidates are ranked by a tool. ")
    assert item.source_titles
    assert item.penalty is not None


def test_an_unknown_place_is_not_taken_for_another() -> None:
    made = checklist(_job("ZZ"), ON)
    assert {i.rule for i in made.items} == set()
    assert {i.applies for i in made.to_check} == {Answer.UNKNOWN}
