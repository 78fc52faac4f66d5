"""The pool as a recruiter uses it: take people in, rank and search them, and be told what is wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.acceptance.pools import AS_OF, BRIEF, CVS, OTHER_BRIEF, STORE, Command, command_in


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pool of the example's people; copied for each test."""
    folder = tmp_path_factory.mktemp("pool")
    for args in (["init"], ["add", str(CVS), "--as-of", AS_OF, "--jobs", "1"]):
        subprocess.run(
            [sys.executable, "-m", "assay", "pool", *args], cwd=folder, check=True, capture_output=True
        )
    return folder


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line in a folder with an empty pool."""
    run = command_in(tmp_path, monkeypatch, capsys)
    assert run("pool", "init").status == 0
    return run


@pytest.fixture
def pool(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """The command line in a folder with a pool of the example's people."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return command_in(tmp_path, monkeypatch, capsys)


def rank(pool: Command, *args: object) -> dict:
    """The ranking of one brief as JSON."""
    answer = pool("--quiet", "pool", "rank", "--brief", BRIEF, "--as-of", AS_OF, "--json", "-", *args)
    assert answer.status == 0, answer.err
    return answer.json["rankings"][0]


def without_person(matches: list[dict]) -> list[dict]:
    return [{key: value for key, value in match.items() if key != "person"} for match in matches]


def test_init_makes_a_key_that_only_its_owner_reads_and_says_what_it_is_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = command_in(tmp_path, monkeypatch, capsys)
    answer = run("pool", "init")
    assert answer.status == 0
    assert "pool.store.key" in answer.out
    assert "without it nobody can" in answer.err
    assert (tmp_path / "pool.store.key").stat().st_mode & 0o077 == 0
    again = run("pool", "init")
    assert again.status == 2
    assert "exists already" in again.err


def test_a_key_in_the_environment_is_used_and_no_file_is_made(tmp_path: Path) -> None:
    key = "00" * 32
    told = subprocess.run(
        [sys.executable, "-m", "assay", "pool", "init"],
        cwd=tmp_path, env={**os.environ, "ASSAY_STORE_KEY": key}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert [p.name for p in tmp_path.glob("*.key")] == []


def test_the_ranking_is_that_of_match_over_the_same_files(pool: Command) -> None:
    for brief in (BRIEF, OTHER_BRIEF):
        folder = pool(
            "--quiet", "match", "--brief", brief, CVS, "--as-of", AS_OF, "--json", "-", "--top", 20
        ).json
        held = pool("--quiet", "pool", "rank", "--brief", brief, "--as-of", AS_OF, "--json", "-").json[
            "rankings"
        ][0]
        assert without_person(held["matches"]) == folder["matches"]
        assert held["brief"] == folder["brief"]
        assert held["model"] == folder["model"]
        assert held["versions"] == folder["versions"]
        assert len({m["person"] for m in held["matches"]}) == len(folder["matches"])


def test_the_first_of_a_pool_have_their_ranks_and_questions_among_everybody(pool: Command) -> None:
    folder = pool("--quiet", "match", "--brief", BRIEF, CVS, "--as-of", AS_OF, "--json", "-", "--top", 3).json
    held = rank(pool, "--top", 3)
    assert held["considered"] == 14
    assert without_person(held["matches"]) == folder["matches"][: len(held["matches"])]
    assert len(held["matches"]) == 3


def test_several_briefs_are_ranked_over_one_state_of_the_pool(pool: Command, tmp_path: Path) -> None:
    answer = pool(
        "--quiet", "pool", "rank", "-b", BRIEF, "-b", OTHER_BRIEF, "--json", "all.json", "--csv", "list.csv",
        "--html", "list.html",
    )  # fmt: skip
    assert answer.status == 0, answer.err
    ids = [r["brief_id"] for r in json.loads((tmp_path / "all.json").read_text())["rankings"]]
    assert len(set(ids)) == 2
    assert {p.name for p in tmp_path.glob("list-*")} == {
        f"list-{i}.{e}" for i in ids for e in ("csv", "html")
    }


def test_a_brief_is_kept_and_ranked_again_by_its_id(pool: Command) -> None:
    first = rank(pool)
    again = pool("--quiet", "pool", "rank", "-b", first["brief_id"], "--as-of", AS_OF, "--json", "-")
    assert again.json["rankings"][0]["matches"] == first["matches"]
    assert pool("pool", "status", "--json", "-").json["briefs"] == 1


def test_reports_are_blind_unless_names_are_asked_for(pool: Command, tmp_path: Path) -> None:
    names = ("Marisol", "Etcheverry", "01_marisol")
    outputs = ["--html", "a.html", "--csv", "a.csv", "--xlsx", "a.xlsx"]
    blind = pool("pool", "rank", "-b", BRIEF, *outputs)
    pages = (tmp_path / "a.html").read_text() + (tmp_path / "a.csv").read_text() + blind.out
    assert not any(name.casefold() in pages.casefold() for name in names)
    assert pool("pool", "status", "--json", "-").json["events"] < 40
    shown = pool("pool", "rank", "-b", BRIEF, "--show-names")
    assert "01_marisol_etcheverry.txt" in shown.out


def test_the_table_names_people_by_their_id(pool: Command, tmp_path: Path) -> None:
    people = [m["person"] for m in rank(pool, "--csv", "list.csv")["matches"]]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "list.csv").read_text(encoding="utf-8-sig"))))
    assert [row["Person"] for row in rows] == people


@pytest.mark.parametrize(
    "expression",
    [
        "kubernetes>=3 production",
        "not kubernetes",
        "(pytorch or jax)>=2 and not (python since 2024)",
        "python since 2023 or speciality=llm",
        '"in production" and language=en',
        "years>=5 and seniority>=senior",
        "signal production>=2",
    ],
)
def test_a_search_finds_what_search_finds_in_the_same_files(pool: Command, expression: str) -> None:
    folder = pool("--quiet", "search", expression, CVS, "--as-of", AS_OF, "--json", "-").json
    held = pool("--quiet", "pool", "search", expression, "--as-of", AS_OF, "--json", "-", "--top", 99).json
    assert without_person(held["matches"]) == folder["matches"]
    assert held["found"] == len(folder["matches"])
    for name in ("expression", "terms", "notes", "candidates", "short", "silent", "versions"):
        assert held[name] == folder[name]


def test_the_first_found_have_their_ranks_among_all_found(pool: Command) -> None:
    every = pool("--quiet", "pool", "search", "python", "--json", "-", "--top", 99).json
    first = pool("--quiet", "pool", "search", "python", "--json", "-", "--top", 2).json
    assert first["found"] == every["found"] > len(first["matches"])
    assert first["matches"] == every["matches"][: len(first["matches"])]


def test_files_that_are_held_are_not_read_again(pool: Command) -> None:
    answer = pool("pool", "add", CVS, "--as-of", AS_OF, "--json", "-")
    assert answer.status == 0
    assert (answer.json["added"], answer.json["held"], answer.json["persons"]) == (0, 14, 14)


def test_what_cannot_be_read_is_named_and_the_others_go_on(empty: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(CVS / "01_marisol_etcheverry.txt", folder)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    answer = empty("pool", "add", folder, "--json", "-")
    assert answer.status == 3
    assert [u["document"] for u in answer.json["unread"]] == ["broken.pdf"]
    assert "not read: broken.pdf" in answer.err
    assert answer.json["added"] == 1


def test_nothing_readable_is_told_by_the_exit_status(empty: Command, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert empty("pool", "add", tmp_path / "broken.pdf").status == 1


def test_archives_tables_and_folders_of_one_person_are_people(empty: Command, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        for name in ("02_tobias_rautenberg.txt", "09_safiya_brandreth.pdf"):
            archive.write(CVS / name, name)
    (tmp_path / "table.csv").write_text(
        "name,title,skills,summary\n"
        'Juno Ferrant,Data Engineer,"Kafka, Spark","Built Kafka pipelines for 40 shops, in production since 2021."\n'
        'Ines Calloway,ML Engineer,"PyTorch","Trained PyTorch models for ranking and ran them in production."\n'
    )
    person = tmp_path / "people" / "meilin"
    person.mkdir(parents=True)
    shutil.copy(CVS / "13_meilin_castellane.html", person / "cv.html")
    (person / "paper.bib").write_text(
        "@article{a, title={Robust perception}, author={Meilin Castellane}, year={2023}, journal={J}}\n"
    )
    paths = [tmp_path / "two.zip", tmp_path / "table.csv", tmp_path / "people"]
    answer = empty("pool", "add", *paths, "--as-of", AS_OF, "--json", "-")
    assert answer.json["added"] == 5, answer.err
    folder = empty("--quiet", "match", "-b", BRIEF, *paths, "--as-of", AS_OF, "--json", "-", "--top", 20).json
    held = empty("--quiet", "pool", "rank", "-b", BRIEF, "--as-of", AS_OF, "--json", "-").json["rankings"][0]
    assert without_person(held["matches"]) == folder["matches"]
    assert empty("pool", "add", *paths, "--json", "-").json["held"] == 5


def test_new_files_beside_a_held_cv_are_added_to_the_person(empty: Command, tmp_path: Path) -> None:
    person = tmp_path / "people" / "meilin"
    person.mkdir(parents=True)
    shutil.copy(CVS / "13_meilin_castellane.html", person / "cv.html")
    assert empty("pool", "add", tmp_path / "people").status == 0
    (person / "paper.bib").write_text(
        "@article{a, title={Robust perception}, author={Meilin Castellane}, year={2023}, journal={J}}\n"
    )
    answer = empty("pool", "add", tmp_path / "people", "--as-of", AS_OF, "--json", "-")
    assert (answer.json["extended"], answer.json["persons"]) == (1, 1)
    folder = empty("--quiet", "match", "-b", BRIEF, tmp_path / "people", "--as-of", AS_OF, "--json", "-").json
    held = empty("--quiet", "pool", "rank", "-b", BRIEF, "--as-of", AS_OF, "--json", "-").json["rankings"][0]
    told, expected = held["matches"][0], folder["matches"][0]
    for name in ("sha256", "score", "interval", "contributions", "questions", "findings"):
        assert told[name] == expected[name]


def test_a_folder_is_watched(empty: Command, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    shutil.copy(CVS / "01_marisol_etcheverry.txt", inbox)
    assert "1 taken in" in empty("pool", "watch", inbox, "--once").out
    shutil.copy(CVS / "02_tobias_rautenberg.txt", inbox)
    assert "1 taken in, 1 held" in empty("pool", "watch", inbox, "--once").out


def test_filters_narrow_the_list_and_move_no_score(pool: Command) -> None:
    everybody = {m["person"]: m["bits"] for m in rank(pool)["matches"]}
    for args in (
        ["--seniority", "senior"],
        ["--speciality", "llm"],
        ["--language", "de"],
        ["--residence", "ireland"],
    ):
        few = rank(pool, *args)
        assert 0 < few["considered"] < 14
        assert few["permitted"] == 14
        assert all(everybody[m["person"]] == m["bits"] for m in few["matches"])
    nowhere = pool("pool", "rank", "-b", BRIEF, "--residence", "Atlantis")
    assert nowhere.status == 2
    assert "none passes the filters" in nowhere.err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--speciality", "plumbing"], "is no speciality"),
        (["--seniority", "boss"], "is no seniority"),
        (["--language", "german"], "is no language code"),
    ],
)
def test_a_filter_that_is_not_known_is_told(pool: Command, args: list[str], says: str) -> None:
    answer = pool("pool", "rank", "-b", BRIEF, *args)
    assert answer.status == 2
    assert says in answer.err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--basis", "hope"], "is no legal basis"),
        (["--purpose", "export"], "is no purpose that can be granted"),
        (["--keep", "soon"], "is no period"),
        (["--keep", "2020-01-01"], "has passed"),
    ],
)
def test_terms_that_are_none_are_told_before_anything_is_read(
    empty: Command, args: list[str], says: str
) -> None:
    answer = empty("pool", "add", CVS, *args)
    assert answer.status == 2
    assert says in answer.err


def test_who_is_held_for_search_only_is_not_ranked(empty: Command) -> None:
    assert empty("pool", "add", CVS / "01_marisol_etcheverry.txt", "--purpose", "search").status == 0
    assert empty("pool", "search", "python", "--json", "-").json["candidates"] == 1
    answer = empty("pool", "rank", "-b", BRIEF)
    assert answer.status == 2
    assert "legal basis for matching" in answer.err


def test_an_empty_pool_says_what_to_do(empty: Command) -> None:
    answer = empty("pool", "rank", "-b", BRIEF)
    assert answer.status == 2
    assert "assay pool add" in answer.err


@pytest.mark.parametrize("harm", ["cut", "flipped", "manifest", "gone", "text"])
def test_a_damaged_index_is_built_anew_with_a_sentence(pool: Command, tmp_path: Path, harm: str) -> None:
    before = rank(pool)
    index = tmp_path / f"{STORE}.index"
    ending = "*.text" if harm == "text" else "*.cols"
    block = next(index.glob(ending))
    if harm == "cut":
        block.write_bytes(block.read_bytes()[:200])
    elif harm in ("flipped", "text"):
        data = bytearray(block.read_bytes())
        data[len(data) // 2] ^= 0xFF
        block.write_bytes(data)
    elif harm == "manifest":
        (index / "manifest.json").write_text("{}")
    else:
        shutil.rmtree(index)
    answer = pool("pool", "rank", "-b", BRIEF, "--as-of", AS_OF, "--json", "again.json")
    assert answer.status == 0, answer.err
    assert "Traceback" not in answer.err
    assert harm == "gone" or "built anew" in answer.err
    assert json.loads((tmp_path / "again.json").read_text())["rankings"][0]["matches"] == before["matches"]


def test_status_tells_of_people_index_and_periods(pool: Command, tmp_path: Path) -> None:
    told = pool("pool", "status", "--json", "-").json
    assert (told["persons"], told["files"], told["matching"], told["outdated"], told["due"]) == (
        14,
        14,
        14,
        0,
        0,
    )
    assert (told["index"]["behind"], told["index"]["people"]) == (0, 14)
    page = pool("pool", "status").out
    assert "14 people" in page
    assert "current" in page
    shutil.rmtree(tmp_path / f"{STORE}.index")
    assert pool("pool", "status", "--json", "-").json["index"]["behind"] is None


def test_a_missing_store_and_a_wrong_key_are_one_sentence_each(pool: Command, tmp_path: Path) -> None:
    missing = pool("pool", "status", "--store", "other.store", "--key-file", "pool.store.key")
    assert (missing.status, missing.err.count("\n")) == (1, 1)
    assert "there is no store" in missing.err
    keyless = pool("pool", "status", "--store", "other.store")
    assert "there is no store in other.store" in keyless.err, "what lacks is the store, not its key"
    (tmp_path / "other.key").write_text("A" * 43 + "=\n")
    (tmp_path / "other.key").chmod(0o600)
    wrong = pool("pool", "status", "--key-file", "other.key")
    assert (wrong.status, wrong.err.count("\n")) == (1, 1)
    assert "does not open" in wrong.err
    (tmp_path / "pool.store.key").unlink()
    none = pool("pool", "status")
    assert none.status == 1
    assert "there is no key" in none.err


def test_a_name_that_is_neither_file_nor_brief_is_told(pool: Command) -> None:
    answer = pool("pool", "rank", "-b", "nowhere.pdf")
    assert answer.status == 2
    assert "no such file" in answer.err


@pytest.mark.parametrize("name", ["pool-add", "pool-status", "pool-rank", "pool-search"])
def test_schemas_are_printed(pool: Command, name: str) -> None:
    assert "schema_version" in json.dumps(pool("schema", name).json)


@pytest.mark.parametrize("name", ["init", "add", "watch", "status", "rank", "search"])
def test_help_has_examples(pool: Command, name: str) -> None:
    answer = pool("pool", name, "--help")
    assert answer.status == 0
    assert "Example" in answer.out
