"""Tables are read whole or not at all; every fault is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.crossborder.points.made import TABLE

from assay.crossborder.points import Criterion, load_tables, table_from
from assay.errors import RulesError


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("country: XX", "country: 5", "country: must be a text, not 5"),
        ("id: made\n", "id: other\n", "id: must be the file's name, not 'other'"),
        ("minimum: 10", "minimum: 0", "minimum: must be a whole number from 1, not 0"),
        ("read: 2026-05-01", "read: '2026-05-01'", "read: must be a day such as 2026-01-31 without quotes"),
        ("review_by: 2026-12-31\n", "", "review_by: must be a day such as 2026-01-31"),
        ("name: Made up", "name: Made up\nowner: me", "table.owner: is not a field"),
        ("points: 10, label: 18 to 29", "points: 11, label: 18 to 29", "criteria[0] (age).bands[0].points: 11 exceeds"),
        ("op: '<', value: 30", "op: '=<', value: 30", "when.all[1].op: must be one of"),
        ("op: '<', value: 30", "op: '<', value: young", "when.all[1].value: must be a number or a level"),
        ("{term: adult}", "{term: minor}", "when.all[0].term: no term above it is named 'minor'"),
        ("fact: candidate.relevant_years", "fact: relevant_years", "must be a fact such as candidate.age"),
        ("choose: sum\n  most: 15", "choose: some\n  most: 15", "criteria[1] (merit).choose: must be highest or sum"),
        ("currency: EUR, period: month, payments_per_year: 14}}}\n    - {points: 4", "currency: euro, period: month}}}\n    - {points: 4", "currency: must be three capitals such as EUR"),
        ("period: month, payments_per_year: 14}}}\n    - {points: 4", "period: week}}}\n    - {points: 4", "period: must be one of year, month, hour"),
        ("amount: 5000, ", "", "must state either amount or fact"),
        ("- id: alone", "- id: age", "criteria[3] (age): its id stands twice in the table"),
        ("sources: [memory]", "sources: [hearsay]", "the table has no source 'hearsay'"),
        ("verification: memory", "verification: rumour", "verification: must be one of"),
        ("valid_to: 2026-01-31", "valid_to: 2026-01-31\n  valid_from: 2026-03-01", "criteria[4] (bonus).valid_to: is before valid_from"),
        ("[true, false]", "[true]", "cases.candidate.with_partner: must list every value"),
        ("choose: sum\n    most: 8", "choose: highest\n    most: 8", "per: stands only where choose is sum"),
        ("{term: adult}", "{count_at_least: {n: 2, of: [{term: adult}]}}", "count_at_least.n: asks for 2 of 1"),
        ("{fact: candidate.prize, op: '==', value: true}}\n- id", "{prize: true}}\n- id", "'prize' is no condition"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(old: str, new: str, fault: str) -> None:
    """Wrong values are refused with a path and what is expected."""
    assert old in TABLE
    _, faults = table_from(TABLE.replace(old, new, 1), "made.yaml")

    assert any(found.startswith("made.yaml: ") and fault in found for found in faults), faults


def test_all_faults_of_all_files_are_raised_together(tmp_path: Path) -> None:
    """Two faults in one file and one in another."""
    (tmp_path / "made.yaml").write_text(
        TABLE.replace("country: XX", "country: 5").replace("most: 40", "most: -1")
    )
    (tmp_path / "second.yaml").write_text("id: [")

    with pytest.raises(RulesError) as caught:
        load_tables(tmp_path)

    text = "\n".join(caught.value.faults)
    assert "made.yaml: country" in text
    assert "made.yaml: most" in text
    assert "second.yaml: file" in text


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    """Rather than no tables."""
    with pytest.raises(RulesError, match="holds no table"):
        load_tables(tmp_path)


def test_the_tables_that_the_routes_name_are_shipped() -> None:
    """With the pass marks that the routes ask for."""
    tables = load_tables()
    asked = {"at_rwr_key": 55, "at_rwr_vhq": 70, "au_gsm": 65, "cn_workpermit": 60, "de_chancenkarte": 6}
    asked |= {"jp_hsp": 70, "nz_smc": 6, "sg_compass": 40, "uk_points": 70}

    assert {id_: tables[id_].minimum for id_ in asked} == asked
    assert tables["ca_crs"].minimum is None
    assert {mark.points for mark in tables["ca_crs"].marks} == {518, 523}
    assert {mark.points for mark in tables["cn_workpermit"].marks} == {60, 85}


def test_what_is_said_to_be_read_cites_more_than_memory() -> None:
    """And what is from memory says so among its sources."""

    def leaves(criterion: Criterion) -> list[tuple[tuple[str, ...], bool]]:
        own = [(band.sources, band.verification.verified) for band in criterion.bands]
        return [*own, *(leaf for part in criterion.parts for leaf in leaves(part))]

    for table in load_tables().values():
        for criterion in table.criteria:
            for cited, verified in leaves(criterion):
                assert (set(cited) != {"memory"}) if verified else ("memory" in cited), (table.id, cited)
