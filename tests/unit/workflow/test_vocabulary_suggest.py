"""Names of a pool that the vocabulary lacks."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assay.domain.dates import Month
from assay.interfaces.cli.app import app
from assay.workflow.intake import read_pool
from assay.workflow.vocabulary import suggest

CV = """{name}
{mail}@example.org

EXPERIENCE
Data engineer, Fernwerk Systems, 2020-01 - 2024-06
- {name} built the ingest using Quillbase, with retries.
- Stack: Python, {tool}
"""


@pytest.fixture
def cvs(tmp_path: Path) -> Path:
    """Three CVs; all name Quillbase, one names a formula."""
    for number, (name, tool) in enumerate(
        [("Ada Example", "Kafka"), ("Bo Sample", "Quillbase"), ("Cy Pattern", "Xylograph Kit")]
    ):
        text = CV.format(name=name, mail=name.split()[0].lower(), tool=tool)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_name_counts_once_a_candidate(cvs: Path) -> None:
    """Two mentions in one CV are one candidate; what fewer than `least` write is left out."""
    pool = read_pool([cvs], as_of=Month(2026, 11))

    rows = [(s.name, s.candidates, s.mentions) for s in suggest(pool, least=2)]

    assert rows == [("Quillbase", 3, 4)]
    assert {s.name for s in suggest(pool, least=1)} == {"Quillbase", "Xylograph Kit"}


def test_examples_are_blind(cvs: Path) -> None:
    """No example shows the person's name."""
    pool = read_pool([cvs], as_of=Month(2026, 11))

    text = " ".join(q for s in suggest(pool, least=1) for q in s.examples)

    assert "Quillbase" in text
    assert not any(name in text for name in ("Ada", "Sample", "Pattern"))


def test_the_command_writes_json_and_a_table(cvs: Path) -> None:
    """`--json` and `--csv -` carry the same names and counts."""
    run = CliRunner()
    array = run.invoke(app, ["--quiet", "taxonomy", "suggest", str(cvs), "--json", "--as-of", "2026-11"])
    table = run.invoke(app, ["--quiet", "taxonomy", "suggest", str(cvs), "--csv", "-", "--as-of", "2026-11"])

    rows = list(csv.DictReader(io.StringIO(table.stdout)))
    assert array.exit_code == table.exit_code == 0
    assert [(s["name"], s["candidates"]) for s in json.loads(array.stdout)] == [("Quillbase", 3)]
    assert [(r["name"], r["candidates"]) for r in rows] == [("Quillbase", "3")]
