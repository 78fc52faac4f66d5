"""Collecting feedback at the command line, and fitting from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import Refused, Run
from tests.acceptance.judged import write

ADD = ("feedback", "add", "--file", "feedback.jsonl", "--brief", "judged/briefs/serving.md")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that commands run in, with two CVs and two briefs."""
    write(tmp_path / "judged", people=2)
    return tmp_path


def test_an_answer_is_a_line_with_hashes_and_no_name(run: Run, folder: Path) -> None:
    """Paths from the file's folder, hashes, answer, grade, reason."""
    import hashlib

    done = run(
        *ADD,
        "--cv",
        "judged/cvs/p00.txt",
        "--interview",
        "yes",
        "--grade",
        3,
        "--why",
        "vLLM on call",
        "--by",
        "mk",
    )
    (line,) = (folder / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    told = json.loads(line)

    assert done.returncode == 0
    assert told["cv"] == "judged/cvs/p00.txt"
    assert told["cv_sha256"] == hashlib.sha256((folder / "judged/cvs/p00.txt").read_bytes()).hexdigest()
    assert (told["interview"], told["grade"], told["why"], told["by"]) == (True, 3, "vLLM on call", "mk")
    assert "Person" not in line


def test_show_counts_the_last_word_and_names_where_readers_differ(run: Run, folder: Path) -> None:
    """A reader who changed their mind counts once; two of different minds are shown."""
    for by, answer in (("mk", "no"), ("mk", "yes"), ("ls", "no")):
        run(*ADD, "--cv", "judged/cvs/p00.txt", "--interview", answer, "--by", by)
    shown = run("feedback", "show", "feedback.jsonl").stdout

    assert "2 answers on 1 pairs: 1 worth an interview, 1 not" in shown
    assert "1 earlier answers replaced" in shown
    assert "judged/cvs/p00.txt for judged/briefs/serving.md: yes mk; no ls" in shown


def test_a_file_without_its_last_line_break_is_added_to_whole(run: Run, folder: Path) -> None:
    """Two answers stay two lines."""
    run(*ADD, "--cv", "judged/cvs/p00.txt", "--interview", "yes")
    file = folder / "feedback.jsonl"
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    run(*ADD, "--cv", "judged/cvs/p01.txt", "--interview", "no")
    assert [json.loads(line)["interview"] for line in file.read_text().splitlines()] == [True, False]


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--cv", "none.pdf", "--interview", "no"), "--cv none.pdf cannot be read"),
        (("--cv", "judged", "--interview", "no"), "--cv judged is a folder"),
        (("--cv", "judged/briefs/serving.md", "--interview", "no"), "are the same document"),
        (
            ("--cv", "judged/cvs/p00.txt", "--interview", "no", "--grade", "3"),
            "--grade 3 and --interview no contradict",
        ),
        (
            ("--cv", "judged/cvs/p00.txt", "--interview", "no", "--why", "too old for us"),
            "speaks of age ('too old')",
        ),
        (("--cv", "judged/cvs/p00.txt", "--interview", "no", "--why", "x" * 401), "--why has 401 characters"),
    ],
)
def test_an_answer_that_cannot_stand_is_refused(
    refused: Refused, folder: Path, args: tuple[str, ...], sentence: str
) -> None:
    """One sentence, and no line."""
    status, told = refused(*ADD, *args)
    assert status == 2
    assert sentence in told
    assert told.count("assay:") == 1
    assert not (folder / "feedback.jsonl").exists()


def _line(**changed: object) -> str:
    told = {
        "schema_version": "1.0",
        "date": "2026-11-27",
        "brief": "judged/briefs/serving.md",
        "brief_sha256": "0" * 64,
        "cv": "judged/cvs/p00.txt",
        "cv_sha256": "1" * 64,
        "interview": True,
    }
    return json.dumps({**told, **changed}) + "\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (_line() + '{"date": "2026', "line 2 is no feedback"),
        (_line() + "hello\n", "line 2 is no feedback"),
        (_line(cv_sha256="short"), "line 1 is no feedback"),
        (_line(schema_version="2.0"), "line 1 is written in version '2.0' of the format"),
        (_line(grade=1), "line 1 contradicts itself: grade 1, interview yes"),
        ("", "feedback.jsonl holds no answer yet"),
    ],
)
def test_a_damaged_file_is_told_by_line(refused: Refused, folder: Path, text: str, sentence: str) -> None:
    """The number of the line is given, and no traceback."""
    (folder / "feedback.jsonl").write_text(text, encoding="utf-8")
    status, told = refused("feedback", "show", "feedback.jsonl")
    assert status in (1, 2)
    assert sentence in told
    assert told.count("assay:") == 1


def test_nothing_is_fitted_from_a_damaged_file(refused: Refused, folder: Path) -> None:
    """The line is told before any CV is read."""
    (folder / "feedback.jsonl").write_text(_line() + "hello\n", encoding="utf-8")
    status, told = refused("fit", "feedback.jsonl", "--out", "m.yaml")
    assert status == 2
    assert "line 2 is no feedback" in told
    assert not (folder / "m.yaml").exists()


def test_what_has_changed_since_it_was_judged_is_left_out(run: Run, refused: Refused, folder: Path) -> None:
    """With every CV changed nothing is left, and the reason is told."""
    run(*ADD, "--cv", "judged/cvs/p00.txt", "--interview", "yes")
    with (folder / "judged/cvs/p00.txt").open("a") as stream:
        stream.write("- One line more.\n")
    status, told = refused("fit", "feedback.jsonl", "--out", "m.yaml")
    assert status == 2
    assert "judged/cvs/p00.txt: has changed since it was judged" in told
