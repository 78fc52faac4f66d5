"""What people see of routes: marks beside unverified figures, margins, and nothing private to those who hire."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from assay.domain.arrangement import Cost, CostItem
from assay.domain.dates import Month
from assay.domain.route import DISCLAIMER, NOT_VERIFIED, Margin, Verification
from assay.errors import UsageError
from assay.workflow.example import example_briefs, example_cvs
from assay.workflow.person import read_person
from assay.workflow.route_card import route_card, route_list
from assay.workflow.route_compare import side_by_side
from assay.workflow.route_words import amount, days, listed, marked, money, named
from assay.workflow.routes import ReadRoutes, RouteQuery, ViewKind, plan_routes
from assay.workflow.routes_shown import RoutesView
from assay.workflow.routes_view import routes_view
from assay.workflow.routes_view_ways import OF_THE_PERSON, cost_view, margin_view
from assay.workflow.rule_checks import check_rules, run_points_cases
from assay.workflow.shortlist import read_brief

DAY = date(2026, 11, 28)
SHEET = """assay: facts
candidate: {english_cefr: C1}
private: {citizenships: [KE], age: 57, self_declared_oci: true}
"""


def plan(folder: Path, view: ViewKind, sheet: str = SHEET, name: str = "Wanjiru_Achieng.yaml") -> ReadRoutes:
    """One of the example's people for the first role, with a sheet named after nobody in particular."""
    path = folder / name
    path.write_text(sheet, encoding="utf-8")
    return plan_routes(
        RouteQuery(on=DAY, today=DAY, start=date(2027, 2, 1), view=view),
        brief=read_brief(example_briefs()[0], as_of=Month(2026, 11)),
        candidate=read_person(example_cvs() / "07_prakash_devaraj.txt", as_of=Month(2026, 11))[0],
        sheets=[path],
    )


def texts(value: object) -> list[str]:
    """Every text in a view."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in texts(part)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    return []


@pytest.fixture(scope="module")
def hiring(tmp_path_factory: pytest.TempPathFactory) -> RoutesView:
    """The hiring view, blind."""
    return routes_view(plan(tmp_path_factory.mktemp("h"), ViewKind.HIRING))


@pytest.fixture(scope="module")
def candidate(tmp_path_factory: pytest.TempPathFactory) -> RoutesView:
    """The candidate's view."""
    return routes_view(plan(tmp_path_factory.mktemp("c"), ViewKind.CANDIDATE))


def test_the_hiring_view_says_how_many_facts_are_withheld_and_never_which(hiring: RoutesView) -> None:
    """Three private facts; the person's names, the sheet's file and the facts' origins are not shown."""
    assert hiring.withheld == ("3 facts of the sheet are withheld in this view: they belong to the person",)
    every = "\n".join(texts(hiring))
    assert not re.search("Prakash|Devaraj|Wanjiru|Achieng", every)
    assert "citizen of" not in every


def test_private_facts_change_nothing_that_those_who_hire_see(hiring: RoutesView, tmp_path: Path) -> None:
    """But the sentence that they are withheld."""
    without = routes_view(plan(tmp_path, ViewKind.HIRING, "assay: facts\ncandidate: {english_cefr: C1}\n"))
    assert without.withheld == ()
    assert replace(hiring, withheld=()) == without


def test_a_condition_on_a_private_fact_is_not_named_to_those_who_hire(
    hiring: RoutesView, candidate: RoutesView
) -> None:
    """That a threshold is lower under 30 must not prompt a question of age."""
    told = [leaf.text for way in hiring.ways for leaf in way.leaves]
    assert OF_THE_PERSON in told
    assert not any(text.startswith("age:") for text in told)
    assert any(leaf.text.startswith("age: 57") for way in candidate.ways for leaf in way.leaves)


def test_the_candidate_sees_the_own_facts_and_no_duties_of_the_hiring(candidate: RoutesView) -> None:
    """Nothing is withheld; the employer's checklist is not theirs."""
    assert candidate.withheld == ()
    assert "Kenya" in [f.value for f in candidate.facts if f.label == "citizenships"]
    assert (candidate.duties, candidate.findings, candidate.allowed) == ((), (), ())


def test_names_are_shown_only_where_asked_for(tmp_path: Path) -> None:
    """The candidate's label and the name of the sheet's file."""
    read = plan(tmp_path, ViewKind.HIRING)
    covered, open_ = routes_view(read), routes_view(read, blind=False)
    assert covered.label == "the candidate"
    assert open_.label == read.candidate.name
    assert "sheet of facts" in {f.origin for f in covered.facts}
    assert "sheet Wanjiru_Achieng.yaml" in {f.origin for f in open_.facts}


@pytest.mark.parametrize("name", ["Achieng, Wanjiru (2026).yaml", "wanjiru achieng.txt", "Wanjiru;Achieng"])
def test_no_name_of_a_sheet_is_shown_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    """Beside the facts and beside the notice period."""
    sheet = SHEET.replace("english_cefr: C1", "english_cefr: C1, notice_days: 30")
    view = routes_view(plan(tmp_path, ViewKind.HIRING, sheet, name))
    assert "sheet of facts" in " ".join(texts(view))
    assert not [text for text in texts(view) if "achieng" in text.lower()]


def test_every_view_carries_the_disclaimer(hiring: RoutesView) -> None:
    """The plan, one route, several, the check."""
    shown = (
        hiring,
        route_card("de_blue_card", DAY, DAY),
        side_by_side(["de_blue_card", "nl_hsm"], DAY, DAY, "EUR"),
    )
    assert {view.disclaimer for view in shown} == {DISCLAIMER}


def test_unverified_times_and_costs_are_marked_in_every_way(tmp_path: Path) -> None:
    """Where a part of a time or an item of a cost was not read, its sum says so, and the item too."""
    read = plan(tmp_path, ViewKind.HIRING)
    view = routes_view(read)
    for way, shown in zip(read.person.ways, view.ways, strict=True):
        guessed = [p for p in way.start.parts if not p.verification.verified and p.low is not None]
        if guessed and way.start.low is not None:
            assert NOT_VERIFIED in shown.time.range
        for cost, said in (
            (way.employer_once, shown.employer_once),
            (way.employer_yearly, shown.employer_yearly),
        ):
            if not cost.verified and cost.low is not None:
                assert NOT_VERIFIED in said.range
            for item, text in zip(cost.items, said.items, strict=True):
                assert (NOT_VERIFIED in text) is not item.verification.verified


def test_a_margin_is_money_and_a_share_with_the_day_of_the_rate() -> None:
    """Short of the threshold, in its currency."""
    margin = Margin(
        threshold="x", required=50_000, offered=45_000, currency="GBP", verification=Verification.MEMORY,
        converted_on=date(2026, 10, 30),
    )  # fmt: skip
    shown = margin_view(margin)
    assert shown.money == f"-5,000 GBP {NOT_VERIFIED}"
    assert shown.share == "-10.0 %"
    assert shown.rate == "at the rate of 2026-10-30"
    assert shown.required == f"50,000 GBP a year {NOT_VERIFIED}"


def test_a_cost_in_another_currency_stands_beside_what_is_stated() -> None:
    """What is not known is named and the sum is not complete."""
    item = CostItem(
        what="visa", low=90.0, high=90.0, stated="75 GBP", verification=Verification.READ_OFFICIAL,
        rate_day=date(2026, 10, 30),
    )  # fmt: skip
    shown = cost_view(
        Cost(low=90.0, high=90.0, currency="EUR", items=(item,), missing=("permit: not known",))
    )
    assert shown.items == ("visa: 90 EUR (75 GBP; rate of 2026-10-30)",)
    assert shown.range == "90 EUR, not complete"
    assert shown.missing == ("permit: not known",)


def test_figures_are_said_as_they_are_known() -> None:
    """Exact where read, rounded and marked where estimated, unknown where not known."""
    assert money(104_587.34, 143_018.8, "EUR", verified=False) == f"104,600 to 143,000 EUR {NOT_VERIFIED}"
    assert money(45_934.2, 45_934.2, "EUR") == "45,934 EUR"
    assert money(None, 1.0, "EUR") == "not known"
    assert amount(12.5) == "12.50"
    assert (days(None, None), days(1, 1), days(42, None)) == ("not known", "1 day", "at least 42 days")


def test_a_mark_stands_once_and_never_beside_what_is_not_known() -> None:
    """There is no figure in "not known" that could be verified."""
    assert marked("5 years", Verification.MEMORY) == f"5 years {NOT_VERIFIED}"
    assert marked(f"5 years {NOT_VERIFIED}", Verification.MEMORY).count(NOT_VERIFIED) == 1
    assert marked("not known", Verification.MEMORY) == "not known"
    assert marked("5 years", Verification.PARTIAL) == "5 years"


def test_countries_are_named_and_lists_say_what_they_leave_out() -> None:
    """Codes in sentences of other parts become names."""
    assert named("no data on tax in IN") == "no data on tax in India"
    assert listed(("a", "b", "c"), 2) == "a, b and 1 more"


def test_one_route_tells_its_conditions_as_a_tree_and_its_cases() -> None:
    """Each condition under what holds it; every worked case comes out as stated."""
    card = route_card("nl_hsm", DAY, DAY)
    assert card.conditions[0] == (0, "all of these")
    assert (1, "any one of these") in card.conditions
    assert any("5,942 EUR a month" in text for _, text in card.conditions)
    assert card.cases
    assert not [case for case in card.cases if case.fault]
    held = {row.holds for value in card.values for row in value.rows if value.label.startswith("pay")}
    assert held == {"2026-01-01 to 2026-12-31"}


def test_a_threshold_without_a_value_on_the_day_is_said_with_the_last_known_one() -> None:
    """It is quoted and never decides."""
    card = route_card("nl_hsm", date(2027, 3, 1), DAY)
    assert any("not known for 2027-03-01, the last known 5,942 EUR a month" in t for _, t in card.conditions)
    assert card.trust == "red"


def test_thresholds_are_set_side_by_side_in_one_currency_at_a_dated_rate() -> None:
    """In their own currency and in the common one."""
    table = side_by_side(["gb_skilled_worker", "nl_hsm"], DAY, DAY, "EUR")
    rows = dict(table.rows)
    assert rows["pay or income asked"][0].startswith("41,700 GBP a year")
    assert rows["in EUR a year"][1].startswith("71,304 EUR")
    assert re.fullmatch(r"1 GBP = [\d.]+ EUR, rate of \d{4}-\d\d-\d\d", table.notes[0])


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["nl_hms", "DE"], "did you mean nl_hsm"),
        (["Atlantis", "DE"], "no route leads to 'Atlantis'"),
        (["nl_hsm"], "at least two"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(names: list[str], said: str) -> None:
    """With the nearest ids where there are any."""
    with pytest.raises(UsageError, match=said):
        side_by_side(names, DAY, DAY, "EUR")


def test_a_country_is_known_by_its_code_and_by_its_name() -> None:
    """Either lists the same routes."""
    assert route_list(DAY, ["Germany"]) == route_list(DAY, ["de"])
    assert {line.country for line in route_list(DAY, ["UK"])} == {"GB"}


def test_the_check_runs_every_worked_case_of_routes_and_points() -> None:
    """None fails, no rule is without cases, and a second day shows what differs."""
    found = check_rules(DAY, date(2027, 2, 1))
    assert found.failed == ()
    assert [run.what for run in found.runs] == ["routes", "points"]
    assert all(run.cases > run.rules and not run.without for run in found.runs)
    assert any(c.route == "sg_ep" and "5,600 SGD a month to 6,000" in c.text for c in found.changes)
    assert not found.stale


def test_a_points_case_that_comes_out_otherwise_is_told(tmp_path: Path) -> None:
    """With what it came to and what was stated; tables without cases are named."""
    case = "{title: Nobody, facts: {candidate.age: 50}, total: 999}"
    (tmp_path / "jp_hsp.yaml").write_text(
        f"base: {{}}\nfiled: 2026-06-01\ncases:\n- {case}\n", encoding="utf-8"
    )
    run = run_points_cases(tmp_path)
    assert run.cases == 1
    assert run.faults[0].startswith("jp_hsp: Nobody: ")
    assert run.faults[0].endswith("not 999 to 999")
    assert "sg_compass" in run.without
