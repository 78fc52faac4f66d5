"""Several processes at one pool, work that breaks off, and a pool on a server."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from assay.workflow.intake import utc_now
from assay.workflow.pool import open_pool, place_of
from assay.workflow.pool.keeping import Keeper
from tests.acceptance.pools import AS_OF, BRIEF, CVS, STORE, Command, command_in
from tests.postgres import PostgresServer


def assay(folder: Path, *args: object, **options: Any) -> subprocess.Popen[str]:
    """``assay pool ARGS`` in a process of its own."""
    command = [sys.executable, "-m", "assay", "--quiet", "pool", *map(str, args)]
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def copies(folder: Path, count: int, sign: str) -> Path:
    """Distinct CVs: the example's, each with a line more."""
    folder.mkdir()
    texts = [p.read_text() for p in sorted(CVS.glob("*.txt"))]
    for number in range(count):
        (folder / f"{sign}{number:03d}.txt").write_text(
            f"{texts[number % len(texts)]}\nReference {sign}{number}\n"
        )
    return folder


def done(process: subprocess.Popen[str], *statuses: int) -> str:
    out, err = process.communicate(timeout=240)
    assert process.returncode in (statuses or (0,)), err
    assert "Traceback" not in err
    return out


def test_two_add_while_one_ranks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = command_in(tmp_path, monkeypatch, capsys)
    run("pool", "init")
    run("pool", "add", CVS / "01_marisol_etcheverry.txt", "--as-of", AS_OF)
    writers = [
        assay(
            tmp_path, "add", copies(tmp_path / sign, 30, sign), "--as-of", AS_OF, "--jobs", "1", "--json", "-"
        )
        for sign in "ab"
    ]
    seen = [1]
    while any(w.poll() is None for w in writers):
        answer = run("--quiet", "pool", "rank", "-b", BRIEF, "--as-of", AS_OF, "--json", "-", "--top", "2")
        assert answer.status == 0, answer.err
        seen.append(answer.json["rankings"][0]["considered"])
    told = [json.loads(done(w)) for w in writers]
    assert [t["added"] for t in told] == [30, 30]
    assert seen == sorted(seen)
    last = run("--quiet", "pool", "rank", "-b", BRIEF, "--as-of", AS_OF, "--json", "-", "--top", "2").json
    assert last["rankings"][0]["considered"] == 61
    with open_pool(place_of(tmp_path / STORE)) as pool:
        assert pool.store.verify().faults == ()


MANY = 100
"""CVs enough that the work is not done before the signal comes, also on a machine that stalls."""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_what_breaks_off_goes_on_and_loses_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    how: signal.Signals,
) -> None:
    run = command_in(tmp_path, monkeypatch, capsys)
    run("pool", "init")
    folder = copies(tmp_path / "cvs", MANY, "c")
    job = assay(tmp_path, "add", folder, "--as-of", AS_OF, "--jobs", "1", "--at-once", "4", "--json", "-")
    with open_pool(place_of(tmp_path / STORE)) as pool:
        deadline = time.monotonic() + 120
        while pool.store.status().persons < 8 and time.monotonic() < deadline:
            time.sleep(0.02)
        job.send_signal(how)
        out, err = job.communicate(timeout=120)
        assert "Traceback" not in err
        held = pool.store.status().persons
    assert 8 <= held < MANY
    if how is signal.SIGINT:
        assert job.returncode == 130
        assert json.loads(out)["complete"] is False
        assert json.loads(out)["added"] == held
    assert len(run("pool", "status", "--json", "-").json["open_jobs"]) == 1
    told = run("--quiet", "pool", "add", folder, "--as-of", AS_OF, "--json", "-").json
    assert (told["added"], told["held"], told["persons"], told["complete"]) == (MANY - held, held, MANY, True)
    assert run("pool", "status", "--json", "-").json["open_jobs"] == []
    with open_pool(place_of(tmp_path / STORE)) as pool:
        assert pool.store.verify().faults == ()


def test_who_is_erased_is_not_brought_back_by_the_same_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = command_in(tmp_path, monkeypatch, capsys)
    run("pool", "init")
    folder = copies(tmp_path / "cvs", 3, "e")
    run("pool", "add", folder, "--as-of", AS_OF)
    with open_pool(place_of(tmp_path / STORE)) as pool:
        first = next(
            iter(pool.store.holders([pool.store.address((folder / "e000.txt").read_bytes())]).values())
        )
        pool.store.erase([first], at=utc_now(), actor="tests")
    told = run("--quiet", "pool", "add", folder, "--as-of", AS_OF, "--json", "-").json
    assert (told["added"], told["held"], told["left_out"], told["persons"]) == (0, 2, 1, 2)
    found = run("--quiet", "pool", "rank", "-b", BRIEF, "--json", "-").json["rankings"][0]
    assert (found["considered"], len(found["matches"])) == (2, 2)
    anew = run("--quiet", "pool", "add", folder, "--as-of", AS_OF, "--again", "--json", "-").json
    assert (anew["added"], anew["held"], anew["persons"]) == (1, 2, 3)


def test_a_new_cv_is_searchable_within_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = command_in(tmp_path, monkeypatch, capsys)
    run("pool", "init")
    run("pool", "add", CVS, "--as-of", AS_OF)
    with open_pool(place_of(tmp_path / STORE)) as pool:
        keeper = Keeper(pool)
        assert keeper.refresh(at=utc_now()) == 0
        run("pool", "add", copies(tmp_path / "new", 1, "n"), "--as-of", AS_OF)
        assert keeper.behind() == 0  # the command that took it in had brought the index up
        begun = time.monotonic()
        with keeper.snapshot(at=utc_now()) as snapshot:
            assert len(snapshot) == 15
        assert time.monotonic() - begun < 1.0


def test_a_pool_on_a_server_ranks_as_one_in_a_file(
    postgres: PostgresServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = command_in(tmp_path, monkeypatch, capsys)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    where = ("--store", postgres.database(f"pool{os.getpid()}"), "--key-file", "team.key")
    few = tmp_path / "few"
    few.mkdir()
    for path in sorted(CVS.iterdir())[:6]:
        shutil.copy(path, few)
    assert run("pool", "init", *where).status == 0
    told = run("--quiet", "pool", "add", few, "--as-of", AS_OF, "--json", "-", *where)
    assert told.json["added"] == 6, told.err
    folder = run("--quiet", "match", "-b", BRIEF, few, "--as-of", AS_OF, "--json", "-", "--top", "20").json
    held = run("--quiet", "pool", "rank", "-b", BRIEF, "--as-of", AS_OF, "--json", "-", *where).json[
        "rankings"
    ][0]
    for match in held["matches"]:
        del match["person"]
    assert held["matches"] == folder["matches"]
    found = run("--quiet", "pool", "search", "python", "--json", "-", *where)
    assert found.json["found"] > 0
    status: Command = run
    assert status("pool", "status", "--json", "-", *where).json["index"]["behind"] == 0
