"""assay fit: what is written, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from assay.interfaces.cli import fit as command
from assay.workflow import fit as workflow


class _Comparison:
    def __init__(self, verdict: str) -> None:
        self.verdict = verdict


class _Trial:
    def __init__(self, verdict: str) -> None:
        self.overall = _Comparison(verdict)


class _Fit:
    text, version = "levels: {}\n", "2026.11.27-0"

    def __init__(self, verdict: str) -> None:
        self.trial = _Trial(verdict)


@pytest.fixture
def verdict(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the work; what the list holds is the verdict of the fit."""
    told: list[str] = []
    monkeypatch.setattr(workflow, "read_judgements", lambda *_args, **_named: ())
    monkeypatch.setattr(workflow, "fit_model", lambda *_args, **_named: _Fit(told[0]))
    monkeypatch.setattr("assay.interfaces.report.fitting.show_fit", lambda _fit: None)
    return told


def test_a_worse_model_is_not_written_unless_forced(
    verdict: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 1 and a sentence; --force writes it and still says that it is worse."""
    verdict.append("worse")
    out = tmp_path / "model.yaml"
    with pytest.raises(typer.Exit) as stopped:
        command.fit([tmp_path], out=out)
    assert stopped.value.exit_code == 1
    assert "was not written, because the fitted model is worse" in capsys.readouterr().err
    assert not out.exists()

    command.fit([tmp_path], out=out, force=True)
    assert out.read_text() == _Fit.text
    assert "it is worse than the one in use" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("told", "said"),
    [("better", "use it with assay match"), ("no clear difference", "it is not clearly better")],
)
def test_what_is_not_better_is_not_recommended(
    verdict: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], told: str, said: str
) -> None:
    """The model is written, and the note says what it is good for."""
    verdict.append(told)
    command.fit([tmp_path], out=tmp_path / "model.yaml")
    assert (tmp_path / "model.yaml").exists()
    assert said in " ".join(capsys.readouterr().err.split())
