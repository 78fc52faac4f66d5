"""The tables of pay and their faults."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assay.crossborder.pay.tables import FOLDER, load_tables
from assay.errors import RulesError


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for path in FOLDER.glob("*.yaml"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(RulesError) as error:
        load_tables(folder)
    return error.value.faults


def test_all_faults_are_told_at_once_with_file_and_place(copy):
    edit(copy / "employer_cost.yaml", "SE: {low: 0.3142, high: 0.3142", "SE: {low: 0.5, high: 0.3142")
    edit(copy / "employer_cost.yaml", "sources: [BDO-IE-2025, EY-IE-2024]", "sources: []")
    edit(copy / "ppp.yaml", "factor: 0.70086", "factor: nought")
    edit(copy / "pegs.yaml", "verification: memory", "verification: hearsay")
    assert faults_of(copy) == (
        "ppp.yaml: countries.DE.factor: must be a number from 1e-06 to 1e+09, not 'nought'",
        "employer_cost.yaml: countries.IE.sources: must name at least one source",
        "employer_cost.yaml: countries.SE.low: may not exceed high",
        "pegs.yaml: pegs.AED.verification: must be one of read_official, read_secondary, partial, memory,"
        " estimate, not 'hearsay'",
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("employer_cost.yaml", "[GPG, OECD-TW-2022]", "[GPT]", "'GPT' is not in sources.yaml"),
        ("employer_cost.yaml", "year: 2026", "year: soon", "must be a year, not 'soon'"),
        ("employer_cost.yaml", "capped: true", "capped: maybe", "must be true or false"),
        (
            "employer_cost.yaml",
            "most: {amount: 18259",
            "most: {amount: none",
            "DE.most.amount: must be a number",
        ),
        ("take_home.yaml", "[83, 0.5428], [84,", "[84, 0.5428], [83,", "must rise from pair to pair"),
        ("take_home.yaml", "[[83, 0.5428],", "[83,", "must be a list of pairs"),
        ("tax_regimes.yaml", "valid_to: 2026-12-31", "valid_to: later", "must be a date such as"),
        ("tax_regimes.yaml", "terms: 'up to 30%", "thing: 'up to 30%", "terms: must be a text"),
        ("market.yaml", "median: 112590", "median: 12", "must lie from low to high"),
        ("market.yaml", "bands:", "band:", "bands: must hold rows"),
        ("ppp.yaml", "year: 2024", "year: 24", "file.year: must be a year"),
        ("sources.yaml", "ECB: {", "ECB: 1\n  EC: {", "sources.ECB: must be a mapping"),
        ("pegs.yaml", "pegs:", "pegs: [", "file: cannot be read"),
    ],
)
def test_each_fault_says_what_is_wrong(copy, file, old, new, fault):
    edit(copy / file, old, new)
    assert any(found.startswith(f"{file}: ") and fault in found for found in faults_of(copy))


def test_a_missing_file_is_a_fault(copy):
    (copy / "market.yaml").unlink()
    assert any(found.startswith("market.yaml: file: cannot be read") for found in faults_of(copy))


def test_a_file_without_a_mapping_is_a_fault(copy):
    (copy / "market.yaml").write_text("- 1\n", encoding="utf-8")
    assert "market.yaml: file: must hold a mapping" in faults_of(copy)


def test_figures_from_our_memory_alone_are_never_called_read():
    ours = [
        row.band
        for row in load_tables().costs.values()
        if not hasattr(row, "reason") and row.band.sources == ("OURS",)
    ]
    assert ours
    assert not [b for b in ours if b.verification.verified]
