"""Loading a folder of rules: what is read, and every fault with its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.unit.crossborder.rules.cast import READ, ROW, files, written

from assay.crossborder.rules import load_book
from assay.errors import RulesError

ROUTE, VALUES = "routes/zz_work/route.yaml: ", "routes/zz_work/parameters.yaml: "


def put(content: Any, path: str, value: Any) -> None:
    *keys, last = [int(key) if key.isdigit() else key for key in path.split("/")]
    for key in keys:
        content = content[key]
    if value is ...:
        del content[last]
    else:
        content[last] = value


def faults(tmp_path, **spoilt: Any) -> tuple[str, ...]:
    content = files()
    for path, value in spoilt.items():
        put(content, path, value)
    with pytest.raises(RulesError) as raised:
        load_book(written(tmp_path, content))
    return raised.value.faults


def test_a_good_folder_is_read_as_it_stands(tmp_path):
    book = load_book(written(tmp_path, files()))
    route = book.routes["zz_work"]
    assert book.countries == ("ZZ",)
    assert book.to("ZZ") == (route,)
    assert book.to("YY") == ()
    assert route.eligibility.parts[0].value == ("EE", "LV", "LT", "NO")
    assert route.thresholds["standard"].rows[0].amount == 50000
    assert route.thresholds["standard"].rows[0].provenance.read == READ
    assert route.fees[0].rows[0].period == "once"
    assert (route.changes[0].stated, route.changes[0].day) == ("2027-02", date(2027, 2, 1))
    assert book.blocs[0].members == ("AA", "NO")
    assert len(book.digest) == 64


def test_a_row_may_have_its_own_dates_of_reading(tmp_path):
    content = files()
    put(content, "parameters/duration/0/read", date(2026, 12, 1))
    put(content, "parameters/duration/0/review_by", date(2027, 6, 1))
    row = load_book(written(tmp_path, content)).routes["zz_work"].duration[0]
    assert (row.provenance.read, row.provenance.review_by) == (date(2026, 12, 1), date(2027, 6, 1))


def test_rows_are_ordered_by_date_whatever_the_file_says(tmp_path):
    content = files()
    rows = [
        {**ROW, "amount": 2, "valid_from": date(2027, 1, 1)},
        {**ROW, "amount": 1, "valid_to": date(2026, 12, 31)},
    ]
    put(content, "parameters/thresholds/standard/rows", rows)
    threshold = load_book(written(tmp_path, content)).routes["zz_work"].thresholds["standard"]
    assert [row.amount for row in threshold.rows] == [1, 2]


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("route/id", "yy_work", ROUTE + "id: is 'yy_work', write the folder's name, zz_work"),
        ("route/colour", "red", ROUTE + "colour: is not a known key"),
        ("route/kind", ..., ROUTE + "kind: is missing, write one of employer_sponsored"),
        ("route/status", "closed", ROUTE + "status: is 'closed', write one of in_force"),
        (
            "route/country",
            False,
            ROUTE + "country: is False, write a country code of two capitals ('NO' in quotes)",
        ),
        (
            "route/read",
            "2026-11-23",
            ROUTE + "read: is '2026-11-23', write a date such as 2026-12-31, without quotes",
        ),
        ("route/review_by", date(2026, 1, 1), ROUTE + "review_by: 2026-01-01 is before 2026-11-23"),
        (
            "route/official_url",
            "http://a.org",
            ROUTE + "official_url: is 'http://a.org', write an address that begins",
        ),
        ("route/sources", ["XX"], ROUTE + "sources[0]: there is no source 'XX'"),
        ("route/sources", [], ROUTE + "sources: is empty, write at least one"),
        ("route/sources", ["MEM"], ROUTE + "verification: is read_secondary, but its only source is memory"),
        ("route/quota", {"annual": -1, "detail": "x"}, ROUTE + "quota.annual: is -1, write a whole number"),
        ("route/tied_to_employer", "yes", ROUTE + "tied_to_employer: is 'yes', write true or false"),
        ("route/eligibility", None, ROUTE + "eligibility: must be a mapping"),
        ("route/eligibility/all/0/op", ">", ROUTE + "eligibility.all[0].op: is '>', write one of =="),
        (
            "route/eligibility/all/0/fact",
            "Age",
            ROUTE + "eligibility.all[0].fact: is 'Age', write the id of a fact",
        ),
        (
            "route/eligibility/all/0/value",
            ["EU99"],
            ROUTE + "eligibility.all[0].value[0]: is 'EU99', write a country",
        ),
        ("route/eligibility/all/0/value", "EE", ROUTE + "eligibility.all[0].value: is 'EE', write a list"),
        ("route/eligibility/all/0/note", "x", ROUTE + "eligibility.all[0].note: is not a known key"),
        (
            "route/eligibility/all/1",
            {"pay": 1},
            ROUTE + "eligibility.all[1]: must be one condition but has none",
        ),
        (
            "route/eligibility/all/1",
            {"salary_at_least": "standard", "manual_check": "x"},
            ROUTE + "eligibility.all[1]: must be one condition but has salary_at_least and manual_check",
        ),
        ("route/eligibility/all", [], ROUTE + "eligibility.all: has no conditions, write at least one"),
        (
            "route/eligibility/all/1/salary_at_least",
            "other",
            ROUTE
            + "eligibility.all[1].salary_at_least: there is no threshold 'other' in parameters.yaml (standard)",
        ),
        (
            "route/eligibility/all/0",
            {"count_at_least": {"n": 3, "of": [{"manual_check": "a"}]}},
            ROUTE + "eligibility.all[0].count_at_least.n: is 3 of 1 conditions, write at most 1",
        ),
        (
            "route/eligibility/all/0",
            {"fact": "candidate.age", "op": "<", "value": "thirty"},
            ROUTE + "eligibility.all[0].value: is 'thirty', write a number to compare by <",
        ),
        (
            "route/eligibility/all/0",
            {"fact": "candidate.age", "op": ">=", "value": True},
            ROUTE + "eligibility.all[0].value: is True, write a number or a text to compare by >=",
        ),
        (
            "route/eligibility/all/0",
            {"salary_age_progressive": {"from_age": 45, "to_age": 23, "floor": "standard", "ceiling": "top"}},
            ROUTE
            + "eligibility.all[0].salary_age_progressive.to_age: is 23, write an age above from_age, 45",
        ),
        ("parameters/fees", ..., VALUES + "fees: is missing, write a list"),
        ("parameters/thresholds/standard/rows", [], VALUES + "thresholds.standard.rows: has no rows"),
        (
            "parameters/thresholds/standard/basis",
            "net",
            VALUES + "thresholds.standard.basis: is 'net', write one of",
        ),
        (
            "parameters/thresholds/standard/rows/0/amount",
            "5",
            VALUES + "thresholds.standard.rows[0].amount: is '5'",
        ),
        (
            "parameters/thresholds/standard/rows/0/amount",
            -5,
            VALUES + "thresholds.standard.rows[0].amount: is -5",
        ),
        (
            "parameters/thresholds/standard/rows/0/currency",
            "euro",
            VALUES + "thresholds.standard.rows[0].currency: is",
        ),
        (
            "parameters/thresholds/standard/rows/0/period",
            "once",
            VALUES + "thresholds.standard.rows[0].period: is",
        ),
        (
            "parameters/thresholds/standard/rows/0/till",
            1,
            VALUES + "thresholds.standard.rows[0].till: is not a known",
        ),
        (
            "parameters/fees/0/payer",
            "state",
            VALUES + "fees[0].payer: is 'state', write one of employer, candidate",
        ),
        (
            "parameters/fees/0/rows/0/sources/0",
            "X",
            VALUES + "fees[0].rows[0].sources[0]: there is no source 'X'",
        ),
        (
            "parameters/processing/0/days_typical",
            90,
            VALUES + "processing[0].days_typical: the days [90, 60] fall",
        ),
        ("parameters/processing/0/basis", "guess", VALUES + "processing[0].basis: is 'guess', write one of"),
        ("parameters/duration/0/months", 1.5, VALUES + "duration[0].months: is 1.5, write a whole number"),
        ("parameters/residence/0/years", True, VALUES + "residence[0].years: is True, write a number"),
        ("parameters/changes/0/date", "soon", VALUES + "changes[0].date: is 'soon', write a date in quotes"),
        (
            "parameters/changes/0/date",
            "2027-13",
            VALUES + "changes[0].date: is '2027-13', write a date in quotes",
        ),
        (
            "parameters/conflicts",
            [{"text": "x", "of": "pay", "also": []}],
            VALUES + "conflicts[0].of: there is no value 'pay', write the id of a threshold or fee, or null",
        ),
        ("sources/NEW/url", "ftp://a", "sources.yaml: NEW.url: is 'ftp://a', write an address"),
        (
            "sources/NEW/as_of",
            date(2026, 1, 1),
            "sources.yaml: NEW.as_of: is datetime.date(2026, 1, 1), write a text",
        ),
        (
            "blocs/0/members/1",
            False,
            "blocs.yaml: blocs[0].members[1]: is False, write a text ('NO' in quotes)",
        ),
        ("groups/BALTIC/0", "Estonia", "groups.yaml: BALTIC[0]: is 'Estonia', write a country code"),
    ],
)
def test_each_fault_names_its_file_and_place_and_how_to_mend_it(tmp_path, path, value, fault):
    found = faults(tmp_path, **{path: value})
    assert any(said.startswith(fault) for said in found), found


def test_all_faults_are_reported_together(tmp_path):
    spoilt = {"route/status": "closed", "parameters/duration/0/months": "x", "blocs/0/free": None}
    found = faults(tmp_path, **spoilt)
    assert len(found) == 3


def test_rows_that_hold_together_are_a_fault(tmp_path):
    rows = [{**ROW, "valid_to": date(2027, 1, 1)}, {**ROW, "valid_from": date(2027, 1, 1)}]
    (found,) = faults(tmp_path, **{"parameters/thresholds/standard/rows": rows})
    assert found == (
        VALUES + "thresholds.standard.rows[1]: holds together with thresholds.standard.rows[0], "
        "write a valid_to before 2027-01-01 there"
    )


def test_a_row_that_ends_before_it_begins_is_a_fault(tmp_path):
    rows = [{**ROW, "valid_from": date(2027, 1, 1), "valid_to": date(2026, 1, 1)}]
    (found,) = faults(tmp_path, **{"parameters/thresholds/standard/rows": rows})
    assert found.startswith(
        VALUES + "thresholds.standard.rows[0].valid_to: 2026-01-01 is before valid_from 2027-01-01"
    )


def test_two_fees_of_one_id_are_a_fault(tmp_path):
    fee = files()["parameters"]["fees"][0]
    (found,) = faults(tmp_path, **{"parameters/fees": [fee, fee]})
    assert found == VALUES + "fees[1].id: 'visa' stands twice, write another id"


def test_two_blocs_of_one_id_are_a_fault(tmp_path):
    bloc = files()["blocs"][0]
    assert "blocs.yaml: blocs[1].id: 'two' stands twice, write another id" in faults(
        tmp_path, blocs=[bloc, bloc]
    )


def test_a_key_that_stands_twice_is_a_fault(tmp_path):
    folder = written(tmp_path, files())
    path = folder / "routes" / "zz_work" / "route.yaml"
    path.write_text(path.read_text() + "name: Another\n")
    with pytest.raises(RulesError, match="name stands twice in one mapping, keep one"):
        load_book(folder)


def test_a_missing_file_is_a_fault(tmp_path):
    folder = written(tmp_path, files())
    (folder / "routes" / "zz_work" / "parameters.yaml").unlink()
    with pytest.raises(RulesError, match=r"zz_work/parameters\.yaml: file: cannot be read"):
        load_book(folder)


def test_yaml_that_cannot_be_read_is_a_fault(tmp_path):
    folder = written(tmp_path, files())
    (folder / "blocs.yaml").write_text("- id: [")
    with pytest.raises(RulesError, match=r"blocs\.yaml: file: while parsing"):
        load_book(folder)


def test_a_folder_without_routes_is_a_fault(tmp_path):
    folder = written(tmp_path, files())
    for path in (folder / "routes" / "zz_work").iterdir():
        path.unlink()
    (folder / "routes" / "zz_work").rmdir()
    with pytest.raises(RulesError, match="holds no routes"):
        load_book(folder)


def test_conditions_may_ask_for_registered_facts_alone(tmp_path):
    folder = written(tmp_path, files())
    (folder / "facts").mkdir()
    (folder / "facts" / "core.yaml").write_text("facts: [{id: candidate.age}]")
    with pytest.raises(RulesError, match=r"candidate\.citizenships is not in the registry of facts"):
        load_book(folder)
    (folder / "facts" / "more.yaml").write_text("- id: candidate.citizenships")
    assert load_book(folder).routes


def test_conditions_may_ask_for_known_points_tables_alone(tmp_path):
    content = files()
    put(content, "route/eligibility/all/0", {"points_at_least": {"table": "zz_points", "min": 40}})
    folder = written(tmp_path, content)
    (folder / "points" / "tables").mkdir(parents=True)
    (folder / "points" / "tables" / "yy_points.yaml").write_text("{}")
    with pytest.raises(RulesError, match="there is no points table 'zz_points', write one of yy_points"):
        load_book(folder)
    (folder / "points" / "tables" / "zz_points.yaml").write_text("{}")
    assert load_book(folder).routes["zz_work"].eligibility.parts[0].value == 40


def test_a_threshold_that_nothing_asks_for_is_a_note(tmp_path):
    content = files()
    put(content, "parameters/thresholds/spare", content["parameters"]["thresholds"]["standard"])
    note = "routes/zz_work/parameters.yaml: thresholds.spare: no condition refers to it"
    assert load_book(written(tmp_path, content)).notes == (note,)


def test_a_registry_that_cannot_be_read_is_one_fault(tmp_path):
    folder = written(tmp_path, files())
    (folder / "facts").mkdir()
    (folder / "facts" / "core.yaml").write_text("candidate.age: {type: whole}")
    with pytest.raises(RulesError) as raised:
        load_book(folder)
    fault = "facts/core.yaml: file: holds no list, write a list of facts, each with its id"
    assert raised.value.faults == (fault,)
