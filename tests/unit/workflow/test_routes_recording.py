"""Routes as JSON: the shape holds, every figure says how it was come by, and hiring sees nothing private."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assay.crossborder.facts import Fact, load_facts
from assay.crossborder.rules import check_book, diff, load_book
from assay.domain.route import DISCLAIMER, Verification
from assay.workflow import hiring_records, routes_records, rule_records, worth_records
from assay.workflow.recording import to_json
from assay.workflow.routes import ReadRoutes, RouteQuery, ViewKind, plan_routes
from assay.workflow.routes_recording import check_record, route_record, routes_record
from assay.workflow.schemas import SCHEMAS, json_schema
from assay.workflow.shortlist import ReadBrief, read_brief

DAY = date(2026, 11, 28)
BRIEF = """\
# Senior Machine Learning Engineer

Kestrel & Vane, Berlin (hybrid). Full-time, permanent. EUR 72,000 - 90,000 a year. We sponsor visas.

What you bring

- At least 4 years of machine learning engineering
- Strong Python and PyTorch
- You must be a native German speaker

Please state your current salary.
"""
OPEN = {
    "country": "IN",
    "city": "Bengaluru, India",
    "degree_level": "master",
    "relevant_years": 6,
    "needs_sponsorship_in": ["DE"],
    "notice_days": 60,
}
TELLING = {"income_year": 987654.25, "income_currency": "INR"}
WORKED_OUT = {"candidate.free_movement_in_destination", "candidate.citizen_of_destination"}
"""Of each country by itself; no sheet states them."""
PRIVATE = {
    key: fact
    for key, fact in load_facts().items()
    if fact.private and key.startswith("candidate.") and key not in WORKED_OUT
}

IN_PARTS = {
    "AlternativeRecord",
    "CostRecord",
    "ProvenanceRecord",
    "RouteRecord",
    "RoutesRecord",
    "TimeRecord",
    "WayRecord",
}
"""Records whose figures are records themselves, each with its own verification."""


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> ReadBrief:
    path = tmp_path_factory.mktemp("brief") / "role.md"
    path.write_text(BRIEF, encoding="utf-8")
    return read_brief(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sheets")


def planned(
    folder: Path,
    brief: ReadBrief | None,
    private: dict[str, object] | None = None,
    view: ViewKind = ViewKind.HIRING,
    countries: tuple[str, ...] = (),
) -> ReadRoutes:
    sheet = folder / "facts.yaml"
    said = {"assay": "facts", "candidate": OPEN, "private": private or {}}
    sheet.write_text(yaml.safe_dump(said), encoding="utf-8")
    query = RouteQuery(on=DAY, today=DAY, start=date(2027, 3, 1), view=view, countries=countries)
    return plan_routes(query, brief=brief, sheets=[sheet])


@cache
def schema(name: str) -> Any:
    return json.loads(json_schema(name))


def written(read: ReadRoutes) -> Any:
    return json.loads(to_json(routes_record(read)))


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(part)


@pytest.mark.parametrize("view", list(ViewKind))
def test_a_person_and_a_role_fit_the_schema_and_read_back_the_same(
    folder: Path, brief: ReadBrief, view: ViewKind
) -> None:
    record = routes_record(planned(folder, brief, dict(TELLING), view))
    data = to_json(record)

    jsonschema.validate(json.loads(data), schema("routes"))
    assert msgspec.json.decode(data, type=routes_records.RoutesRecord) == record
    assert record.role is not None
    assert record.person is not None
    assert record.person.ways
    assert record.person.hours
    assert record.person.worth
    assert record.role.reach


def test_a_role_alone_and_a_person_alone_fit_the_schema(folder: Path, brief: ReadBrief) -> None:
    query = RouteQuery(on=DAY, today=DAY)
    role, person = written(plan_routes(query, brief=brief)), written(planned(folder, None))

    for found in (role, person):
        jsonschema.validate(found, schema("routes"))
        assert found["disclaimer"] == DISCLAIMER
    assert (role["person"], person["role"]) == (None, None)
    assert role["query"]["countries"] == ["DE"]
    assert person["person"]["ways"] == []


def test_the_same_run_gives_the_same_bytes(folder: Path, brief: ReadBrief) -> None:
    first, second = (to_json(routes_record(planned(folder, brief))) for _ in range(2))

    assert first == second


def test_all_routes_are_told_and_those_of_the_ways_among_them(folder: Path, brief: ReadBrief) -> None:
    person = written(planned(folder, brief))["person"]
    told = {route["id"] for route in person["routes"]}

    assert told == set(load_book().routes)
    assert {way["route"] for way in person["ways"]} - {None} <= told
    assert any(way["country"] == "DE" and way["route"] == "de_blue_card" for way in person["ways"])


@pytest.mark.parametrize("module", [routes_records, rule_records, hiring_records, worth_records])
def test_every_figure_says_how_it_was_come_by(module: Any) -> None:
    """A record with sources or with a figure names its verification, itself or in its provenance."""
    figures = {"amount", "required", "low", "factor", "days_min", "months", "years", "nominal", "sources"}
    kinds = [k for k in vars(module).values() if isinstance(k, type) and issubclass(k, msgspec.Struct)]

    assert kinds
    for kind in kinds:
        fields = set(kind.__struct_fields__)
        if figures & fields and kind.__name__ not in IN_PARTS:
            assert {"verification", "provenance"} & fields, kind.__name__


def test_every_source_cited_stands_in_its_register(folder: Path, brief: ReadBrief) -> None:
    found = written(planned(folder, brief))
    registers = found["sources"]

    def cited(part: Any) -> set[str]:
        lists = [o["sources"] for o in objects(part) if isinstance(o.get("sources"), list)]
        return {source for listed in lists for source in listed}

    person, role = found["person"], found["role"]
    assert cited([person["routes"], person["ways"]]) == set(registers["routes"])
    assert cited([person["worth"], role["market"]]) <= set(registers["pay"])
    assert cited([role["checklist"], role["findings"], role["employment"], role["allowed_questions"]]) <= set(
        registers["hiring"]
    )
    assert cited(person["worth"])
    assert cited(role["checklist"])


def test_a_margin_is_what_is_offered_less_what_is_required(folder: Path, brief: ReadBrief) -> None:
    person = written(planned(folder, brief))["person"]
    blue = next(route for route in person["routes"] if route["id"] == "de_blue_card")
    margins = [leaf["margin"] for leaf in blue["leaves"] if leaf["margin"]]

    assert {m["threshold"]: m["required"] for m in margins}["standard"] == 50700
    for margin in (o for o in objects(person) if "offered" in o):
        assert margin["money"] == pytest.approx(margin["offered"] - margin["required"], abs=0.011)
        assert margin["share"] == pytest.approx(margin["money"] / margin["required"], abs=1e-4)


def test_what_is_not_known_is_null_with_its_reason(folder: Path, brief: ReadBrief) -> None:
    """There is no rate for the Taiwan dollar."""
    found = written(planned(folder, brief, countries=("TW",)))
    worth = found["person"]["worth"][0]

    assert worth["here"]["country"] == "TW"
    assert worth["here"]["gross"] is None
    assert "TWD" in worth["here"]["missing"]["gross"]
    assert found["role"]["market"][0]["low"] is None
    assert found["role"]["market"][0]["reason"]


def test_a_finding_points_to_its_words_in_the_brief(brief: ReadBrief) -> None:
    query = RouteQuery(on=DAY, today=DAY)
    findings = written(plan_routes(query, brief=brief))["role"]["findings"]
    quoted = [f for f in findings if f["span"]]

    assert quoted
    assert brief.document is not None
    for found in quoted:
        assert brief.document.text[slice(*found["span"])] == found["words"]
    without_text = written(plan_routes(query, brief=replace(brief, document=None)))["role"]["findings"]
    assert all(found["span"] is None for found in without_text)


def value_of(fact: Fact) -> st.SearchStrategy[object]:
    if fact.values:
        return st.sampled_from(fact.values)
    if fact.type == "bool":
        return st.booleans()
    if fact.type in ("country", "countries"):
        codes = st.sampled_from(["BR", "DE", "FR", "IN", "JP", "NG", "US", "VN"])
        return codes if fact.type == "country" else st.lists(codes, min_size=1, max_size=3, unique=True)
    if fact.type == "currency":
        return st.sampled_from(["EUR", "INR", "USD"])
    if fact.type == "text":
        return st.sampled_from(["F-1", "Green Card", "student"])
    whole = st.integers(int(fact.least or 0), int(fact.most or 100))
    return whole if fact.type == "whole" else whole.map(float)


@hypothesis_settings(max_examples=30)
@given(
    st.lists(st.sampled_from(sorted(PRIVATE)), min_size=1, unique=True).flatmap(
        lambda keys: st.fixed_dictionaries({key: value_of(PRIVATE[key]) for key in keys})
    )
)
def test_nothing_private_reaches_those_who_hire(folder: Path, brief: ReadBrief, private: dict) -> None:  # type: ignore[type-arg]
    """With private facts and without them hiring reads the same JSON; they are counted and that is all."""
    bare = to_json(routes_record(planned(folder, brief)))
    said = {key.partition(".")[2]: value for key, value in private.items()}
    found = written(planned(folder, brief, {**said, **TELLING}))

    counted = found["person"].pop("withheld")
    plain = json.loads(bare)
    assert plain["person"].pop("withheld") == 0
    assert counted == len({**said, **TELLING})
    assert found == plain
    assert "987654" not in json.dumps(found)


def test_the_candidate_reads_the_private_facts_and_what_follows(folder: Path, brief: ReadBrief) -> None:
    """What the hiring view leaves out is there for the candidate: else the test above would show nothing."""
    private = {**TELLING, "citizenships": ["FR"], "age": 41}
    hiring = written(planned(folder, brief, private))["person"]
    own = written(planned(folder, brief, private, ViewKind.CANDIDATE))["person"]

    assert {f["id"] for f in own["facts"]} - {f["id"] for f in hiring["facts"]} >= {
        "candidate.age",
        "candidate.citizenships",
        "candidate.income_year",
    }
    assert own["withheld"] == 0
    free = {d["country"]: d["openings"][0]["route"] for d in own["destinations"]}
    assert free["DE"] == "free"


def test_hiring_is_not_told_to_ask_for_private_facts(folder: Path, brief: ReadBrief) -> None:
    """What would settle a condition is named only where hiring may ask for it."""
    hiring = written(planned(folder, brief))["person"]
    own = written(planned(folder, brief, view=ViewKind.CANDIDATE))["person"]

    def needed(person: Any) -> set[str]:
        return {need for part in objects(person["routes"]) for need in part.get("needs", ())}

    assert needed(hiring)
    assert not needed(hiring) & set(PRIVATE)
    assert needed(own) & set(PRIVATE)


@pytest.mark.parametrize("identity", sorted(load_book().routes))
def test_every_shipped_route_fits_its_schema(identity: str) -> None:
    book = load_book()
    record = route_record(book.routes[identity], book, DAY, DAY)
    found = json.loads(to_json(record))

    jsonschema.validate(found, schema("routes-show"))
    assert msgspec.json.decode(to_json(record), type=rule_records.RouteRecord) == record
    lists = [o["sources"] for o in objects(found) if isinstance(o.get("sources"), list)]
    assert {source for listed in lists for source in listed} == set(found["sources"])


def test_the_filing_date_says_which_rows_are_in_force() -> None:
    book = load_book()
    last, after = date(2026, 12, 31), date(2027, 1, 1)
    before, later = (route_record(book.routes["nl_hsm"], book, on, DAY).thresholds[0] for on in (last, after))

    assert [row.in_force for row in before.rows] == [True]
    assert [row.in_force for row in later.rows] == [False]
    assert later.trust == "red"
    assert "no value is known for 2027-01-01" in later.trust_reasons[0]


@dataclass(frozen=True)
class Run:
    """Worked cases that were run."""

    what: str
    rules: int
    cases: int
    without: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def test_a_look_at_all_rules_fits_its_schema_and_tells_which_cases_fail() -> None:
    book = load_book()
    runs = [
        Run("routes", 95, 1308, faults=("nl_hsm: Aged 34: feasible, not blocked",)),
        Run("points", 10, 90),
    ]
    record = check_record(check_book(book, DAY), runs)
    compared = check_record(check_book(book, DAY), [], diff(book, DAY, date(2027, 1, 1)))

    for found in (record, compared):
        jsonschema.validate(json.loads(to_json(found)), schema("routes-check"))
    assert [(c.what, c.cases, c.faults) for c in record.cases] == [
        ("routes", 1308, ("nl_hsm: Aged 34: feasible, not blocked",)),
        ("points", 90, ()),
    ]
    assert record.changes is None
    assert compared.changes
    assert any(c.route == "nl_hsm" for c in compared.changes)
    assert sum(record.routes_by_trust.values()) == record.routes == len(book.routes)
    assert set(record.rows_by_verification) == set(Verification)
    assert record.disclaimer == DISCLAIMER


def test_the_outputs_are_listed_by_name() -> None:
    assert SCHEMAS["routes"] is routes_records.RoutesRecord
    assert SCHEMAS["routes-show"] is rule_records.RouteRecord
    assert SCHEMAS["routes-check"] is rule_records.RoutesCheckRecord
