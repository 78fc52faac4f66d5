"""The registry of facts: complete for all rules, and strict about its files."""

import pytest

from assay.crossborder.facts import CEFR, DEGREES, load_facts
from assay.crossborder.points import facts_of, load_tables
from assay.crossborder.rules import load_book
from assay.domain.route import Condition
from assay.errors import RulesError

PRIVATE = """
candidate.citizenships candidate.age candidate.status_in_destination candidate.self_declared_oci
candidate.free_movement_in_destination candidate.citizen_of_destination candidate.income_year
candidate.income_currency
""".split()
ENTRY = {
    "id": "candidate.x",
    "type": "bool",
    "label": "x",
    "stated_by": "candidate",
    "private": False,
    "question": "X?",
}


def leaves(condition: Condition):
    yield condition
    for part in condition.parts:
        yield from leaves(part)


def test_every_fact_that_a_tree_asks_for_is_registered():
    asked = {
        leaf.subject
        for route in load_book().routes.values()
        for leaf in leaves(route.eligibility)
        if leaf.kind == "fact"
    }
    assert len(asked) > 30
    assert asked <= set(load_facts())


def test_every_fact_that_a_points_table_asks_for_is_registered():
    criteria = [criterion for table in load_tables().values() for criterion in table.walk()]
    asked = {fact for criterion in criteria for fact in facts_of(criterion.when)}
    asked |= {fact for criterion in criteria for band in criterion.bands for fact in facts_of(band.when)}
    assert len(asked) > 60
    assert asked <= set(load_facts())


def test_levels_that_trees_name_are_on_their_scale():
    registry = load_facts()
    for route in load_book().routes.values():
        for leaf in leaves(route.eligibility):
            if leaf.kind == "fact" and registry[leaf.subject].type in ("level", "cefr"):
                assert leaf.value in registry[leaf.subject].values, route.id


def test_private_facts_are_worded_as_voluntary_and_no_hiring_fact_is_private():
    registry = load_facts()
    assert {key for key in PRIVATE if not registry[key].private} == set()
    for fact in registry.values():
        if fact.private and fact.id in PRIVATE:
            assert fact.question.startswith("If you wish to say")
    assert not registry["candidate.authorised_in"].private
    assert not registry["candidate.needs_sponsorship_in"].private


def test_every_question_is_a_question():
    assert [fact.id for fact in load_facts().values() if "?" not in fact.question] == []


def test_degrees_and_languages_are_ordered_lowest_first():
    assert load_facts()["candidate.degree_level"].values == DEGREES
    assert DEGREES.index("none") < DEGREES.index("bachelor") < DEGREES.index("master") < DEGREES.index("phd")
    assert (
        load_facts()["candidate.english_cefr"].values == CEFR == ("none", "A1", "A2", "B1", "B2", "C1", "C2")
    )


def test_facts_are_read_from_all_files_of_a_folder(tmp_path):
    written(tmp_path / "a.yaml", ENTRY)
    written(tmp_path / "b.yaml", {**ENTRY, "id": "candidate.y"})
    named = "facts:\n" + (tmp_path / "b.yaml").read_text().replace("candidate.y", "candidate.z")
    (tmp_path / "c.yaml").write_text(named)
    assert sorted(load_facts(tmp_path)) == ["candidate.x", "candidate.y", "candidate.z"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"type": "boolean"}, "type: must be one of bool"),
        ({"type": "number"}, "range: must be two numbers"),
        ({"type": "number", "range": [5, 5], "unit": "years"}, "range: must be two numbers, the lower first"),
        ({"type": "whole", "range": [0, 5]}, "unit: must say what the number counts"),
        ({"range": [0, 5]}, "range: only numbers have one"),
        ({"values": ["a"]}, "values: only a text has them"),
        ({"type": "text", "values": []}, "values: must list the texts to choose from"),
        ({"stated_by": "nobody"}, "stated_by: must be one of candidate"),
        ({"private": "yes"}, "private: must be true or false"),
        ({"question": " "}, "question: must be a text"),
        ({"default": 3}, "default: is not a field: remove it"),
    ],
)
def test_a_faulty_entry_is_named_with_its_file_and_field(tmp_path, change, fault):
    written(tmp_path / "core.yaml", {**ENTRY, **change})
    with pytest.raises(RulesError) as error:
        load_facts(tmp_path)
    assert any(f.startswith(f"core.yaml: candidate.x: {fault}") for f in error.value.faults)


def test_all_faults_of_all_files_are_raised_together(tmp_path):
    written(tmp_path / "a.yaml", ENTRY, {**ENTRY, "private": None})
    written(tmp_path / "b.yaml", ENTRY)
    (tmp_path / "c.yaml").write_text("facts: none")
    (tmp_path / "d.yaml").write_text("- [unclosed")
    with pytest.raises(RulesError) as error:
        load_facts(tmp_path)
    assert [fault.split(":")[0] for fault in error.value.faults] == ["a.yaml", "b.yaml", "c.yaml", "d.yaml"]
    assert "is registered twice" in error.value.faults[1]


def written(path, *entries) -> None:
    lines = []
    for entry in entries:
        items = [f"{key}: {value!r}".replace("None", "null") for key, value in entry.items()]
        items = [i.replace("True", "true").replace("False", "false") for i in items]
        lines.append("- " + "\n  ".join(items))
    path.write_text("\n".join(lines))
