"""Near-duplicates shown, merged by the user's word and taken back, at the command line."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from assay.workflow.duplicate_records import DuplicatesRecord
from assay.workflow.handles import handle_of
from tests.acceptance.conftest import Run

for _name in ("anyascii", "duckdb", "pyarrow", "splink"):
    pytest.importorskip(_name, reason="the extra linkage is not installed")

AS_OF = ("--as-of", "2026-11")
OLD, CV, AGENCY = "earlier.md", "01_marisol_etcheverry.txt", "agency_417.txt"
ADDRESS = "marisol.eq@example.com"


@pytest.fixture
def pool(tmp_path: Path, cvs: Path) -> Path:
    """The example's CVs, an earlier version of one, the same as an agency sends it, and a namesake of another."""
    folder = tmp_path / "cvs"
    shutil.copytree(cvs, folder)
    text = (cvs / CV).read_text()
    lines = [x for x in text.split("\n") if "Speculative" not in x and "prefix-cache" not in x]
    earlier = (
        "\n".join(lines).replace("Feb 2023 - present", "Feb 2023 - Dec 2023").replace("+31 555 0101 22", "")
    )
    (folder / OLD).write_text(earlier)
    head = "MARISOL ETCHEVERRY QUIROGA\nRotterdam, Netherlands | marisol.eq@example.com | +31 555 0101 22"
    assert head in text
    (folder / AGENCY).write_text(
        text.replace(head, "Candidate 417").replace("Brightlock Legal", "a law firm")
    )
    namesake = (cvs / "02_tobias_rautenberg.txt").read_text().split("\n")[0]
    (folder / "namesake.txt").write_text(
        f"{namesake}\nHamburg | tr@example.org\n\nEXPERIENCE\nHead of Kitchen - Lumen Kitchen  2021 - present\n"
        "- Leads nine cooks.\nPastry Chef - Konditorei Wendt  2015 - 2021\n- Bakes 300 cakes a week.\n"
    )
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Every file but the log."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith(".")}


def found(run: Run, pool: Path, *more: str) -> DuplicatesRecord:
    """The JSON of `assay duplicates`."""
    done = run("duplicates", pool, *AS_OF, "--json", "-", *more)
    assert done.returncode == 0, done.stderr
    return msgspec.json.decode(done.stdout, type=DuplicatesRecord)


def test_versions_are_found_and_a_namesake_is_not(run: Run, pool: Path) -> None:
    """One group of three; bits add up; no value of contact is told; nothing in the folder changes."""
    before = files(pool)
    done = run("duplicates", pool, *AS_OF, "--json", "-")
    record = msgspec.json.decode(done.stdout, type=DuplicatesRecord)

    assert ADDRESS not in done.stdout
    (group,) = record.groups
    assert set(group.documents) == {CV, OLD, AGENCY}
    assert group.probability > 0.9
    assert group.handles == tuple(handle_of(d) for d in group.documents)
    for pair in group.pairs:
        assert pair.bits == pytest.approx(pair.prior + sum(r.bits for r in pair.reasons))
    assert files(pool) == before


def test_contact_is_told_only_where_asked(run: Run, pool: Path) -> None:
    """Page and table cover names and addresses; --show-names lifts it."""
    blind = [
        run("duplicates", pool, *AS_OF).stdout,
        run("duplicates", pool, *AS_OF, "--csv", "-").stdout,
    ]
    named = run("duplicates", pool, *AS_OF, "--show-names").stdout

    for shown in blind:
        assert "marisol" not in shown.lower()
        assert handle_of(CV) in shown
    assert CV in named
    assert ADDRESS in " ".join(named.split())
    rows = list(csv.DictReader(io.StringIO(blind[1].lstrip("\ufeff"))))
    assert {r["Group"] for r in rows} == {"1"}
    assert all("bits" in r["For"] for r in rows)


def test_a_merge_makes_one_candidate_and_is_undone(run: Run, pool: Path, brief: Path) -> None:
    """By the handles of the blind page; the ranking has two candidates fewer; unmerge gives every byte back."""
    before = files(pool)
    group = found(run, pool).groups[0]
    done = run("merge", *group.handles, "--pool", pool, "--by", "jk", "--why", "same address")

    assert done.returncode == 0
    assert "merge m1: 3 files joined P1; take it back with: assay unmerge m1" in done.stderr
    assert {n: b for n, b in files(pool).items() if n != "manifest.csv"} == before
    assert not found(run, pool).groups
    ranked = run("match", "--brief", brief, pool, *AS_OF, "--json", "-")
    documents = [m["document"] for m in json.loads(ranked.stdout)["matches"]]
    assert "P1" in documents
    assert len(documents) == len(before) - 2
    assert "more than once" not in ranked.stderr

    undone = run("unmerge", "P1", "--pool", pool, "--by", "jk")
    assert undone.returncode == 0
    assert "took back merge m1 of P1 (3 files)" in undone.stderr
    assert files(pool) == before
    assert len(found(run, pool).groups[0].documents) == 3


def test_match_says_that_versions_are_there(run: Run, pool: Path, cvs: Path, brief: Path) -> None:
    """A note on standard error; the ranking itself keeps everybody, and a pool of different people has no note."""
    told = run("match", "--brief", brief, pool, *AS_OF, "--json", "-")

    assert "3 candidates may stand here more than once; assay duplicates shows them" in told.stderr
    assert len(json.loads(told.stdout)["matches"]) == len(files(pool))
    assert "more than once" not in run("match", "--brief", brief, cvs, *AS_OF, "--json", "-").stderr


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("merge", CV, "nobody.txt", "--pool", "cvs"), "'nobody.txt' is no candidate of cvs"),
        (("merge", CV, "--pool", "cvs"), "a merge needs two candidates or more"),
        (("merge", CV, CV, "--pool", "cvs"), "which is named already"),
        (("merge", CV, OLD, "--pool", "cvs", "--person", "=SUM(A1)"), "choose another name"),
        (("merge", CV, OLD, "--pool", "gone"), "gone: no such folder"),
        (("unmerge", "m9", "--pool", "cvs"), "'m9' is no merge in the pool's log; in force: none"),
        (("unmerge", "m9", "--pool", "gone"), "gone: no such folder"),
        (("duplicates", "gone"), "gone: no such file or folder"),
        (("duplicates", "cvs", "--csv", "gone/pairs.csv"), "gone does not exist; make it first"),
    ],
)
def test_bad_input_is_one_sentence(run: Run, pool: Path, args: tuple[str, ...], sentence: str) -> None:
    """Exit status 2, nothing written."""
    before = files(pool)
    done = run(*args)

    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert files(pool) == before


@pytest.mark.parametrize("threshold", ["0", "1.5", "nan", "much"])
def test_a_threshold_is_a_chance(run: Run, pool: Path, threshold: str) -> None:
    """Told before any CV is read."""
    done = run("duplicates", pool, "--threshold", threshold)

    assert done.returncode == 2
    assert "--threshold" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_missing_extra_is_told_and_merging_needs_none(pool: Path, tmp_path: Path, brief: Path) -> None:
    """Before any CV is read; merge, unmerge and match work without it."""
    hide = (
        "import sys, importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n in ('splink', 'duckdb', 'pyarrow', 'anyascii') else find(n, *a)\n"
        "sys.modules.update(dict.fromkeys(('splink', 'duckdb', 'pyarrow', 'anyascii')))\n"
        "from assay.interfaces.cli.app import main; sys.exit(main())"
    )

    def call(*args: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", hide, *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=120)

    done = call("duplicates", pool)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "pip install 'assay[linkage]'" in done.stderr
    assert call("merge", CV, OLD, "--pool", pool).returncode == 0
    assert call("unmerge", "m1", "--pool", pool).returncode == 0
    ranked = call("match", "--brief", brief, pool, *AS_OF, "--json", "-")
    assert ranked.returncode == 0
    assert "may stand here more than once" in ranked.stderr


def test_an_unreadable_cv_stops_nobody(run: Run, pool: Path) -> None:
    """It is named and the others are compared, exit status 3; with nothing to compare, 1."""
    (pool / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = run("duplicates", pool, *AS_OF)

    assert done.returncode == 3
    assert "broken.pdf" in done.stderr
    assert "3 of 17 candidates may be 1 person" in done.stdout
    assert run("duplicates", pool / "broken.pdf").returncode == 1


@pytest.mark.parametrize("name", ["duplicates", "merge", "unmerge"])
def test_help_has_examples(run: Run, name: str) -> None:
    """Every command shows how it is called."""
    shown = run(name, "--help")

    assert shown.returncode == 0
    assert f"assay {name}" in shown.stdout


def test_the_schema_is_printed(run: Run) -> None:
    """What the JSON holds."""
    assert "schema_version" in json.dumps(json.loads(run("schema", "duplicates").stdout))
