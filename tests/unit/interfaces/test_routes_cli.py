"""assay routes: what is shown and written, and one clear sentence where it cannot serve."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import typer

from assay.domain.route import DISCLAIMER
from assay.errors import UsageError
from assay.interfaces.cli import app as commands
from assay.interfaces.cli import routes as command
from assay.workflow import rule_checks
from assay.workflow.example import example_briefs, example_cvs

ROLE = str(example_briefs()[0])
CV = str(example_cvs() / "07_prakash_devaraj.txt")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit status of a command line."""
    monkeypatch.setattr(sys, "argv", ["assay", "routes", *arguments])
    with pytest.raises(SystemExit) as stopped:
        commands.main()
    return int(stopped.value.code or 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "give --candidate FILE, --brief FILE or both"),
        (["show", "nl_hms"], "did you mean nl_hsm"),
        (["show", "nl_hsm", "--on", "soon"], "--on 'soon' is not a day"),
        (["compare", "nl_hsm", "Atlantis"], "no route leads to 'Atlantis'"),
        (["compare", "nl_hsm", "DE", "--in", "XYZ"], "no rate for 'XYZ'"),
        (["points", "sg_compas"], "did you mean sg_compass"),
        (["list", "--country", "XX"], "no route leads to 'XX'"),
        (["sheet", "lawyer"], "'lawyer' fills in no sheet"),
        (["--brief", ROLE, "--country", "Atlantis"], "no route leads to 'Atlantis'"),
        (["--brief", ROLE, "--view", "lawyer"], "write hiring or candidate"),
        (["--brief", ROLE, "--sort", "luck"], "write certainty, time or cost"),
        (["--brief", ROLE, "--on", "2026-12-01", "--start", "2026-11-01"], "before the filing date"),
        (["--brief", "none.md"], "no such file"),
        (["check", "--on", "2026-12-01", "--and", "2026-11-01"], "write them in order"),
    ],
)
def test_wrong_use_is_one_sentence_and_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """On standard error, with what to do; never a traceback."""
    assert run(monkeypatch, *arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert said in err


@pytest.mark.parametrize(
    "arguments",
    [["--brief", ROLE], ["show", "de_blue_card"], ["compare", "DE", "nl_hsm"], ["list", "--country", "DE"]],
)
def test_every_output_carries_the_disclaimer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """In full, whatever the width of the terminal."""
    monkeypatch.setenv("COLUMNS", "110")
    assert run(monkeypatch, *arguments) == 0
    assert DISCLAIMER in " ".join(capsys.readouterr().out.split())


def test_a_sheet_stands_for_the_candidate(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Without a CV; the hiring view withholds what is private in it."""
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(
        "assay: facts\ncandidate: {degree_level: phd, country: KE}\nprivate: {age: 57}\n", encoding="utf-8"
    )
    assert run(monkeypatch, "--candidate", str(sheet), "--brief", ROLE) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "1 fact of the sheet is withheld in this view: it belongs to the person." in out
    assert "Ways to work together" in out
    assert "age: 57" not in out


def test_faults_of_a_sheet_are_all_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """One line for each, and status 2."""
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text("assay: facts\ncandidate: {degre_level: phd, notice_days: soon}\n", encoding="utf-8")
    assert run(monkeypatch, "--candidate", CV, "--facts", str(sheet)) == 2
    err = capsys.readouterr().err
    assert "did you mean candidate.degree_level?" in err
    assert "candidate.notice_days: must be" in err


def test_a_blank_sheet_goes_to_standard_output_or_a_file(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    """The same bytes; every line of it may be left empty."""
    command.sheet("employer")
    shown = capfdbinary.readouterr().out
    out = tmp_path / "company.yaml"
    command.sheet("employer", out)
    assert out.read_bytes() == shown
    assert b"assay: facts" in shown
    assert b"entities:" in shown


@pytest.mark.parametrize(("strict", "status"), [(False, None), (True, 1)])
def test_stale_values_fail_the_check_only_where_strict(
    capsys: pytest.CaptureFixture[str], strict: bool, status: int | None
) -> None:
    """They are shown in either case."""
    if status is None:
        command.check(on="2027-03-01", strict=strict)
    else:
        with pytest.raises(typer.Exit) as stopped:
            command.check(on="2027-03-01", strict=strict)
        assert stopped.value.exit_code == status
    assert "Ended, nothing known after" in capsys.readouterr().out


def test_a_case_that_comes_out_otherwise_fails_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1, and the case is told."""
    run_ = rule_checks.CasesRun(
        what="points", rules=1, cases=1, without=(), faults=("jp_hsp: Nobody: 0, not 1",)
    )
    monkeypatch.setattr(rule_checks, "run_points_cases", lambda: run_)
    with pytest.raises(typer.Exit) as stopped:
        command.check(on="2026-11-28")
    assert stopped.value.exit_code == 1
    assert "jp_hsp: Nobody: 0, not 1" in capsys.readouterr().out


def test_a_day_is_today_unless_written() -> None:
    """And must be written as one."""
    assert command.day("2026-12-01", "--on").isoformat() == "2026-12-01"
    with pytest.raises(UsageError, match="--start '2026-13-01' is not a day"):
        command.day("2026-13-01", "--start")


@pytest.mark.parametrize("arguments", [["show", "nl_hsm"], ["check"]])
def test_json_to_standard_output_is_nothing_but_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Machines read what a route holds and what the check found."""
    assert run(monkeypatch, *arguments, "--json", "-") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["disclaimer"] == DISCLAIMER
    assert record["schema_version"]


def test_points_tables_are_listed_and_one_is_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Without a table all are listed; with one, a sheet's facts are counted."""
    assert run(monkeypatch, "points") == 0
    assert "de_chancenkarte" in capsys.readouterr().out
    sheet = tmp_path / "mine.yaml"
    sheet.write_text("assay: facts\nprivate:\n  age: 30\n", encoding="utf-8")
    assert run(monkeypatch, "points", "de_chancenkarte", "--facts", str(sheet)) == 0
    shown = capsys.readouterr().out
    assert "Under 35" in shown
    assert DISCLAIMER in " ".join(shown.split())
