"""Sheets of declared facts: read with every fault named, or written blank."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.unit.workflow.route_people import sheet

from assay.crossborder.facts import load_facts
from assay.domain.route import DISCLAIMER
from assay.errors import FactsError, UsageError
from assay.workflow.fact_sheets import MAX_BYTES, blank_sheet, is_sheet, read_sheets

VALUES = {
    "bool": "true",
    "whole": "20",
    "number": "20",
    "money": "50000",
    "text": "words",
    "country": "DE",
    "countries": "[DE, 'NO']",
    "currency": "EUR",
    "isco": "'25'",
}


def faults(*paths: Path) -> tuple[str, ...]:
    """What is wrong with sheets."""
    with pytest.raises(FactsError) as raised:
        read_sheets(paths)
    return tuple(str(raised.value).split("\n"))


def test_facts_are_read_by_section_with_their_sheet(tmp_path: Path) -> None:
    """Lists become tuples; what is empty is not known."""
    body = """
candidate: {country: IN, notice_days: 60, city: null, needs_sponsorship_in: [DE, 'NO']}
employer: {entities: [US]}
offer:
checked: {de_chancenkarte: {1: true}}
points: {de_chancenkarte: {total: 7}}
"""
    found = read_sheets([sheet(tmp_path, body)])
    assert found.facts == {
        "candidate.country": "IN",
        "candidate.notice_days": 60,
        "candidate.needs_sponsorship_in": ("DE", "NO"),
        "employer.entities": ("US",),
        "checked.de_chancenkarte.1": True,
        "points.de_chancenkarte.total": 7,
    }
    assert set(found.origins.values()) == {"sheet facts.yaml"}


def test_the_private_section_holds_facts_of_the_person(tmp_path: Path) -> None:
    """Under the same names that the rules ask for."""
    found = read_sheets([sheet(tmp_path, "private: {citizenships: [IN], age: 30}")])
    assert found.facts == {"candidate.citizenships": ("IN",), "candidate.age": 30}


def test_every_fault_names_its_file_and_fact(tmp_path: Path) -> None:
    """All at once, over all sheets, with what was meant where that can be told."""
    one = sheet(tmp_path, "candidate: {contry: DE, notice_days: soon}\nhobbies: {a: 1}", "one.yaml")
    two = sheet(tmp_path, "offer: [1]\nemployer: {entities: US}", "two.yaml")
    told = "\n".join(faults(one, two))
    for pattern in (
        r"one\.yaml: hobbies: is no section; sections are candidate, private",
        r"one\.yaml: candidate\.contry: is not a known fact: did you mean candidate\.country\?",
        r"one\.yaml: candidate\.notice_days: must be a whole number \(days\), not 'soon'",
        r"two\.yaml: offer: must hold lines of 'fact: value'",
        r"two\.yaml: employer\.entities: must be a list of countries, not 'US'",
    ):
        assert re.search(pattern, told), pattern


def test_two_sheets_must_agree(tmp_path: Path) -> None:
    """The same value twice is no fault; two values are, with both files."""
    one = sheet(tmp_path, "candidate: {country: IN, notice_days: 30}", "one.yaml")
    two = sheet(tmp_path, "candidate: {country: IN, notice_days: 60}", "two.yaml")
    (told,) = faults(one, two)
    assert "two.yaml: candidate.notice_days: says 60, sheet one.yaml 30; keep one" in told


def test_one_sheet_must_agree_with_itself(tmp_path: Path) -> None:
    """Over sections, and where a line stands twice, which YAML would pass over."""
    told = faults(sheet(tmp_path, "candidate: {citizenships: [IN]}\nprivate: {citizenships: [DE]}"))
    assert "candidate.citizenships: differs from sheet facts.yaml; keep one" in told[0]
    told = faults(sheet(tmp_path, "candidate:\n  age: 3\n  country: IN\n  country: DE\n"))
    assert "facts.yaml: line 3: country: stands twice; keep one" in told[0]
    told = faults(sheet(tmp_path, "offer: {exists: true}\noffer: {weekly_hours: 40}"))
    assert "offer: stands twice" in told[0]


def test_norway_read_as_false_is_explained(tmp_path: Path) -> None:
    """The quotes that YAML needs are named."""
    for body in ("candidate: {country: NO}", "candidate: {authorised_in: [SE, NO]}"):
        (told,) = faults(sheet(tmp_path, body))
        assert "write 'NO' in quotes, or YAML reads it as false" in told


def test_pay_ends_in_the_wrong_order_are_a_fault_of_their_sheet(tmp_path: Path) -> None:
    """Even over two sheets."""
    one = sheet(tmp_path, "offer: {salary_minimum: 90000}", "one.yaml")
    two = sheet(tmp_path, "offer: {salary_maximum: 80000}", "two.yaml")
    (told,) = faults(one, two)
    assert "two.yaml: offer.salary_maximum: 80000 lies below the minimum 90000" in told


@pytest.mark.parametrize(
    "body",
    [
        "candidate: [",
        "candidate: {city: 2026-13-45}",
        "candidate: {city: !!python/object:os.system x}",
        "a: 1\n---\nb: 2",
        "[" * 5000,
        "candidate:\n\tcity: x",
    ],
)
def test_what_is_no_yaml_is_one_fault_with_its_file(tmp_path: Path, body: str) -> None:
    """And never a traceback."""
    (told,) = faults(sheet(tmp_path, body))
    assert "facts.yaml: is not YAML" in told


def test_the_line_of_a_fault_of_writing_is_named(tmp_path: Path) -> None:
    """As an editor counts it."""
    (told,) = faults(sheet(tmp_path, "candidate:\n  country: DE\n  city: [\n"))
    assert re.search(r"is not YAML at line [4-6];", told)


def test_aliases_are_refused(tmp_path: Path) -> None:
    """A few lines of them could grow beyond any memory."""
    lines = ["private: &a0 {x: 1}"] + [f"s{n}: &a{n} {{p: *a{n - 1}, q: *a{n - 1}}}" for n in range(1, 60)]
    (told,) = faults(sheet(tmp_path, "\n".join(lines)))
    assert "refers to another line with *; write the value out" in told


def test_what_is_nested_too_deep_is_no_fact(tmp_path: Path) -> None:
    """It is named, not walked into."""
    deep = "candidate: " + "{a: " * 950 + "1" + "}" * 950
    (told,) = faults(sheet(tmp_path, deep))
    assert "candidate.a.a: is not a known fact" in told


def test_a_file_without_the_mark_is_told_how_to_begin(tmp_path: Path) -> None:
    """A list or a CV is no sheet."""
    for number, text in enumerate(("candidate: {country: DE}", "- 1", "", "assay: brief")):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text)
        (told,) = faults(path)
        assert "does not begin with 'assay: facts'" in told
        assert not is_sheet(path)


def test_a_sheet_is_told_from_other_files_by_its_mark(tmp_path: Path) -> None:
    """And its ending; after comments, with a byte order mark too."""
    path = sheet(tmp_path, "")
    assert is_sheet(path)
    path.write_text("\ufeff# made by hand\nassay: facts\noffer: {exists: true}\n", encoding="utf-8")
    assert is_sheet(path)
    assert read_sheets([path]).facts == {"offer.exists": True}
    other = tmp_path / "cv.txt"
    other.write_text("assay: facts\n")
    assert not is_sheet(other)
    assert not is_sheet(tmp_path)


def test_text_that_is_not_utf8_is_told_how_to_save(tmp_path: Path) -> None:
    """The path is named."""
    path = tmp_path / "old.yaml"
    path.write_bytes("assay: facts\ncandidate: {city: Zürich}".encode("latin-1"))
    with pytest.raises(UsageError, match=r"old\.yaml: is not UTF-8 text; save it as such"):
        read_sheets([path])


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """One byte over the limit."""
    path = sheet(tmp_path, "# " + "x" * MAX_BYTES)
    with pytest.raises(UsageError, match="larger than a sheet of facts can be"):
        read_sheets([path])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """With the reason."""
    with pytest.raises(UsageError, match=r"none\.yaml: cannot be read: No such file"):
        read_sheets([tmp_path / "none.yaml"])


@pytest.mark.parametrize("who", ["candidate", "employer"])
def test_a_blank_sheet_is_a_sheet_without_facts(tmp_path: Path, who: str) -> None:
    """It says that it is no advice, and asks every fact in words."""
    path = tmp_path / "blank.yaml"
    path.write_text(blank_sheet(who), encoding="utf-8")
    assert is_sheet(path)
    assert read_sheets([path]).facts == {}
    assert DISCLAIMER in blank_sheet(who)


def test_a_code_that_yaml_reads_as_a_number_is_explained(tmp_path: Path) -> None:
    """Else it would look like what is asked for."""
    (told,) = faults(sheet(tmp_path, "offer: {uk_soc: 2134}"))
    assert "offer.uk_soc: must be a text: write '2134' in quotes" in told
    assert read_sheets([sheet(tmp_path, "offer: {uk_soc: '2134'}")]).facts == {"offer.uk_soc": "2134"}


def shown_first(question: str) -> str:
    """The first of the values that a blank sheet shows behind a question, as it shows it."""
    return question.rpartition("(")[2].rstrip(")").split(" | ")[0]


def test_the_two_blank_sheets_filled_in_state_every_fact_there_is(tmp_path: Path) -> None:
    """Each line reads back under its fact; what follows from others is not asked."""
    registry = load_facts()
    stated = set()
    for who in ("candidate", "employer"):
        section, lines = "", []
        for line in blank_sheet(who).splitlines():
            if re.fullmatch(r"[a-z]+:", line):
                section = line[:-1]
            elif found := re.fullmatch(r"  (?P<key>[a-z0-9_.]+):", line):
                prefix = "candidate" if section == "private" else section
                fact = registry[f"{prefix}.{found['key']}"]
                value = shown_first(lines[-1]) if fact.values else VALUES[fact.type]
                if fact.type in ("whole", "number", "money") and fact.least is not None:
                    value = str(int(fact.least))
                line = f"{line} {value}"
            lines.append(line)
        path = tmp_path / f"{who}.yaml"
        path.write_text("\n".join(lines), encoding="utf-8")
        facts = read_sheets([path]).facts
        assert not stated & set(facts)
        stated |= set(facts)
        assert "private" not in blank_sheet("employer").split("assay: facts")[1]
    derived = {"candidate.free_movement_in_destination", "candidate.citizen_of_destination"}
    assert stated == set(registry) - derived


def test_private_facts_of_a_person_stand_apart_on_their_sheet() -> None:
    """What is voluntary is not between what is asked of everybody."""
    head, private = blank_sheet("candidate").split("\nprivate:\n")
    assert "  citizenships:" in private
    assert "  age:" in private
    assert "  citizenships:" not in head
    assert "  country:" in head


def test_no_fault_quotes_a_private_fact(tmp_path: Path) -> None:
    """Who meets the fault may be one of those who decide."""
    body = (
        "private:\n  citizenships: [no]\n  age: 101\n  income_year: 98765x\n  au_partner: skiled\n"
        "  spouse_degree_level: Doctor\npoints:\n  ca_crs: {total: '555'}\n"
    )
    with pytest.raises(FactsError) as caught:
        read_sheets([sheet(tmp_path, body)])
    said = " ".join(caught.value.faults)
    assert len(caught.value.faults) == 6
    assert "must be a country's two letters, in quotes" in said
    assert not [word for word in ("NO", "False", "101", "98765", "skiled", "Doctor", "555") if word in said]


def test_two_sheets_that_differ_on_a_private_fact_do_not_say_how(tmp_path: Path) -> None:
    """Only that they do, and in what."""
    sheets = [
        sheet(tmp_path, f"private:\n  age: {age}\n", f"{name}.yaml") for name, age in (("a", 33), ("b", 34))
    ]
    with pytest.raises(FactsError) as caught:
        read_sheets(sheets)
    assert caught.value.faults == ("b.yaml: candidate.age: differs from sheet a.yaml; keep one",)


@pytest.mark.parametrize("fact", ["free_movement_in_destination", "citizen_of_destination"])
def test_what_is_worked_out_for_each_country_is_not_declared(tmp_path: Path, fact: str) -> None:
    """One line would count for every country at once."""
    with pytest.raises(FactsError, match="is worked out for each country"):
        read_sheets([sheet(tmp_path, f"private:\n  {fact}: true\n")])
