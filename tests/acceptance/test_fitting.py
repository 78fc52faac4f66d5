"""Fitting weights to judgements and comparing models at the command line, and what can go wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from assay.domain.brief import Importance
from assay.matching import load_model
from assay.matching.model import DEFAULT
from tests.acceptance.conftest import Refused
from tests.acceptance.judged import write

LEVEL_ORDER = (
    "denied",
    "not stated",
    "listed",
    "theory only",
    "adjacent",
    "used",
    "practised",
    "deep",
    "authority",
)


@dataclass(frozen=True)
class Fitted:
    """What one fit on the small folder left behind."""

    folder: Path
    done: subprocess.CompletedProcess[str]
    data: dict[str, Any]
    figures: dict[str, Any]

    @property
    def model(self) -> Path:
        """The written model."""
        return self.folder / "model.yaml"


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Fitted:
    """A model fitted once, with report and JSON; one judged person has no file, being locked."""
    folder = tmp_path_factory.mktemp("fitting")
    write(folder / "judged")
    done = _assay(
        folder, "fit", "judged", *AS_OF, "--out", "model.yaml", "--report", "fit.html", "--json", "f.json"
    )
    return Fitted(
        folder=folder,
        done=done,
        data=yaml.safe_load((folder / "model.yaml").read_text(encoding="utf-8")),
        figures=json.loads((folder / "f.json").read_text(encoding="utf-8")),
    )


AS_OF = ("--as-of", "2026-11", "--jobs", "1")


def _assay(folder: Path, *args: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assay", *map(str, args)],
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=120,
        env={**os.environ, "OMP_NUM_THREADS": "1", **environment},
    )


def test_a_fit_keeps_the_promises_of_a_model(fitted: Fitted) -> None:
    """Levels rise strictly, silence is 0, importances and seniority fall; something was learned, and it loads."""
    model, shipped = load_model(fitted.model), load_model()
    bits = [fitted.data["levels"][name] for name in LEVEL_ORDER]

    assert fitted.done.returncode == 0, fitted.done.stderr
    assert all(low < high for low, high in pairwise(bits))
    assert fitted.data["levels"]["not stated"] == 0
    weights = [model.importance[i] for i in (Importance.MUST, Importance.SHOULD, Importance.NICE)]
    assert weights[0] == 1.0
    assert weights == sorted(weights, reverse=True)
    assert list(model.seniority) == sorted(model.seniority, reverse=True)
    assert model.level_bits != shipped.level_bits
    assert model.tables == shipped.tables  # what kind of evidence reaches which level is no matter of fitting


def test_the_model_file_says_where_it_comes_from(fitted: Fitted) -> None:
    """Judgements with hash and counts, parent, versions, settings, and held-out figures before and after."""
    import hashlib

    told = fitted.data["fit"]
    qrels = (fitted.folder / "judged" / "qrels.tsv").read_bytes()

    assert told["judgements"] == [
        {
            "panel": "judged",
            "file": "qrels.tsv",
            "sha256": hashlib.sha256(qrels).hexdigest(),
            "briefs": 2,
            "people": 52,
            "pairs": 104,
        }
    ]
    assert told["parent"] == {"version": load_model().version, "sha256": load_model().sha256}
    assert told["as_of"] == "2026-11"
    assert told["versions"]["assay"]
    assert told["versions"]["taxonomy"].startswith("sha256:")
    assert told["settings"]["reference"] == "judged"
    for side in ("before", "after"):
        assert 0 <= told["held_out"]["judged"][side]["ndcg@all"] <= 1
        assert told["held_out"]["judged"][side]["brier_skill"] <= 1
    assert told["verdict"] == fitted.figures["verdict"]
    assert "104 judged pairs of 2 briefs and 52 people" in fitted.data["source"]


def test_the_figures_are_printed_drawn_and_written_alike(fitted: Fitted) -> None:
    """Terminal, page and JSON show one reliability table; the few briefs are told of; the page runs no script."""
    page = (fitted.folder / "fit.html").read_text(encoding="utf-8")
    told = fitted.figures["comparisons"]["judged"]["other"]["calibration"]

    assert sum(row["pairs"] for row in told["bins"]) == told["pairs"] == 104
    assert told["base_rate"] == 0.25
    skill = f"skill over the base rate {told['brier_skill']:.3f}"
    assert skill in fitted.done.stdout
    assert skill in page
    assert page.count("<circle") == sum(
        row["pairs"] > 0
        for side in ("in_use", "other")
        for row in fitted.figures["comparisons"]["judged"][side]["calibration"]["bins"]
    )
    assert "<script" not in page
    assert any("2 briefs only" in note for note in fitted.figures["notes"])


def test_a_fitted_model_ranks(fitted: Fitted) -> None:
    """assay match takes it and names its version."""
    args = ("--brief", "judged/briefs/serving.md", "judged/cvs/p00.txt", "judged/cvs/p01.txt", *AS_OF)
    done = _assay(fitted.folder, "match", *args, "--model", fitted.model, "--json", "-")
    told = json.loads(done.stdout)

    assert told["model"]["version"] == fitted.data["version"]
    assert [m["document"] for m in told["matches"]] == ["p00.txt", "p01.txt"]


def test_a_worse_model_is_advised_against(fitted: Fitted, tmp_path: Path) -> None:
    """Where every score is pushed up by 8 bits the comparison says so; that one has seen the judgements, too."""
    text, base = DEFAULT.read_text(encoding="utf-8"), load_model().prior_base
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace(f"base: {base}", f"base: {base + 8}", 1), encoding="utf-8")

    args = ("fit", "judged", *AS_OF, "--compare", fitted.model, wrong)
    told = " ".join(_assay(fitted.folder, *args).stdout.split())

    assert "wrong.yaml" in told
    assert "worse than model.yaml" in told
    assert told.endswith("Keep the one in use.")
    assert "note: model.yaml was fitted on judged" in told


Spoil = Callable[[Path], object]


def _qrels(text: bytes) -> Spoil:
    return lambda folder: (folder / "judged" / "qrels.tsv").write_bytes(text)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_qrels(b""), "no judged pair could be read from judged"),
        (_qrels(b"serving\tnobody\t2\n"), "judged/cvs: has no file called 'nobody', which qrels.tsv names"),
        (_qrels(b"nothing\tp00\t2\n"), "judged/briefs: has no file called 'nothing', which qrels.tsv names"),
        (_qrels(b"serving\tp00\t4\n"), "line 1: the grade 4 is not from 0 to 3"),
        (_qrels(b"serving\tp00\t2\n\nserving\tp00\t1\n"), "line 3 grades p00 for serving again"),
        (_qrels(b"\xff\xfe"), "qrels.tsv: cannot be read (it is no UTF-8 text)"),
        (
            _qrels(b"serving\tp00\t2\npipelines\tp00\t2\n"),
            "2 judged pairs, 2 of them worth an interview, cannot be",
        ),
        (lambda folder: (folder / "judged" / "qrels.tsv").unlink(), "judged: has no qrels.tsv"),
    ],
)
def test_judgements_that_cannot_be_used_are_one_sentence(
    refused: Refused, tmp_path: Path, spoil: Spoil, sentence: str
) -> None:
    """What is wrong and where; nothing is written."""
    write(tmp_path / "judged", people=2)
    spoil(tmp_path)
    status, told = refused("fit", "judged", "--out", "model.yaml", *AS_OF)

    assert status in (1, 2)
    assert sentence in told
    assert told.count("assay:") == 1
    assert not (tmp_path / "model.yaml").exists()
