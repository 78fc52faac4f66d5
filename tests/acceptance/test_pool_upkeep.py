"""Looking after a pool: re-extraction, backups, checks and the audit log, at the command line."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assay.workflow.schemas import SCHEMAS, json_schema
from tests.acceptance.pools import AS_OF, STORE, Command

CRASHING = """
import os, signal
from assay.workflow.pool import open_pool
from assay.workflow.pool.reextracting import Reextracting, reextract_people

def crash(done, total):
    if done >= 6:
        os.kill(os.getpid(), signal.SIGKILL)

with open_pool() as pool:
    reextract_people(pool, Reextracting(at_once=3), progress=crash)
"""


def alter(folder: Path, *statements: str) -> None:
    """Change the store's file behind its back."""
    connection = sqlite3.connect(folder / STORE)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def outdate(folder: Path) -> None:
    alter(folder, "update persons set extractor = 'older'")


def test_reextraction_goes_on_where_it_was_killed(kept: Command, tmp_path: Path) -> None:
    """What was acknowledged stays; the rest is done by the same command; earlier versions are kept."""
    outdate(tmp_path)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ASSAY_STORE")}
    done = subprocess.run(
        [sys.executable, "-c", CRASHING], cwd=tmp_path, env=environment, check=False, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    status = kept("pool", "status", "--json", "-").json
    assert status["outdated"] == 14 - 6
    assert len(status["open_jobs"]) == 1

    answer = kept("pool", "reextract", "--jobs", "1", "--json", "-")
    assert answer.status == 0, answer.err
    assert (answer.json["outdated"], answer.json["done"], answer.json["failed"]) == (8, 8, [])
    status = kept("pool", "status", "--json", "-").json
    assert (status["outdated"], status["profiles"], status["open_jobs"]) == (0, 28, [])
    assert kept("pool", "check").status == 0
    assert "by this version already" in kept("pool", "reextract").out


def test_reextraction_changes_nothing_but_what_the_versions_change(kept: Command, tmp_path: Path) -> None:
    """The same rules on the same files, with the month of the first reading, give the same ranking."""

    def ranked() -> list[dict]:
        found = kept(
            "--quiet", "pool", "search", "kubernetes or python", "--as-of", AS_OF, "--json", "-"
        ).json
        return found["matches"]

    before = ranked()
    outdate(tmp_path)
    assert kept("pool", "reextract", "--jobs", "1").status == 0
    assert ranked() == before


def test_a_backup_is_restored_to_another_place_without_those_erased_since(
    kept: Command, ids: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "backups").mkdir()
    made = kept("pool", "backup", "backups", "--keep-until", "14d", "--json", "-")
    assert made.status == 0, made.err
    assert "Destroy it by" in made.err
    file = made.json["file"]
    gone = ids["02_tobias_rautenberg.txt"]
    assert kept("pool", "erase", gone, "--yes").status == 0
    assert (
        "still holds them; destroy it by" in kept("pool", "erase", ids["03_odalys_penrose.md"], "--yes").out
    )
    assert kept("audit", "show", "--all", "--json", "events.json").status == 0

    for place, old in (("a.store", STORE), ("b.store", "events.json")):
        restored = kept(
            "pool",
            "restore",
            file,
            "--store",
            place,
            "--key-file",
            f"{STORE}.key",
            "--replaces",
            old,
            "--json",
            "-",
        )
        assert restored.status == 0, restored.err
        assert (restored.json["persons"], restored.json["erased_again"]) == (12, 2)
        assert kept("pool", "check", "--store", place, "--key-file", f"{STORE}.key").status == 0
        assert kept("pool", "consent", gone, "--store", place, "--key-file", f"{STORE}.key").status == 2


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("backup", "nowhere"), "no such folder"),
        (("backup", ".", "--keep-until", "2020-01-01"), "has passed"),
        (("restore", "nowhere.backup"), "no such file"),
        (
            ("restore", STORE, "--store", "new.store", "--key-file", f"{STORE}.key"),
            "is a store, not a backup",
        ),
        (("check", "--against", "nowhere.json"), "cannot be read"),
        (("check", "--against", f"{STORE}.key"), "is no checkpoint"),
        (("erase", "abcdef", "--proof", "some", "--yes"), "write full or files"),
    ],
)
def test_wrong_use_is_one_sentence(kept: Command, args: tuple[str, ...], told: str) -> None:
    answer = kept("pool", *args)
    assert answer.status == 2
    assert told in answer.err
    assert answer.err.count("\n") == 1


def test_a_check_names_what_is_damaged(kept: Command, tmp_path: Path) -> None:
    """A sealed value, and a byte of the index; the index is built anew, the store is not mended in silence."""
    good = kept("pool", "check", "--json", "-")
    assert good.status == 0, good.err
    assert good.json["holds"]
    assert good.json["index"]["compared"] == 14

    block = max((tmp_path / f"{STORE}.index").glob("*"), key=lambda path: path.stat().st_size)
    data = bytearray(block.read_bytes())
    data[len(data) // 2] ^= 0xFF
    block.write_bytes(bytes(data))
    bad = kept("pool", "check")
    assert bad.status == 1
    assert "has been built anew" in bad.err
    assert kept("pool", "check").status == 0

    alter(tmp_path, "update files set content_sealed = zeroblob(length(content_sealed)) where number = 3")
    bad = kept("pool", "check", "--json", "-")
    assert bad.status == 1
    assert "does not authenticate" in bad.err
    assert not bad.json["holds"]


def test_a_check_tells_of_those_whose_basis_has_lapsed(
    kept: Command, ids: dict[str, str], tmp_path: Path
) -> None:
    """Somebody whose storage period has ended stands in it still; no reading returns them."""
    alter(tmp_path, "update persons set keep_until = 1 where number = 5")
    lapsed = kept("pool", "check", "--json", "-")
    assert lapsed.status == 0, lapsed.err
    assert lapsed.json["index"]["lapsed"] == 1


def test_the_chain_shows_what_was_changed_or_cut(kept: Command, ids: dict[str, str], tmp_path: Path) -> None:
    """A checkpoint kept elsewhere tells a chain that was cut short; a changed event is named; erasure breaks nothing."""
    kept("pool", "consent", ids["02_tobias_rautenberg.txt"], "--withdraw", "search")
    saved = kept("audit", "verify", "--save", "checkpoint.json")
    assert saved.status == 0, saved.err
    kept("pool", "erase", ids["03_odalys_penrose.md"], "--yes")
    assert kept("audit", "verify", "--against", "checkpoint.json").status == 0
    found = kept("audit", "verify", "--against", "checkpoint.json", "--json", "-").json
    assert found["holds"]
    assert found["against"]["sequence"] < found["checkpoint"]["sequence"]

    checkpoint = json.loads((tmp_path / "checkpoint.json").read_text())
    (tmp_path / "other.json").write_text(json.dumps({**checkpoint, "hash": "0" * 64}))
    cut = kept("audit", "verify", "--against", "other.json")
    assert cut.status == 1
    assert "no longer holds the checkpoint" in cut.err
    (tmp_path / "foreign.json").write_text(json.dumps({**checkpoint, "store": "0" * 32}))
    assert kept("audit", "verify", "--against", "foreign.json").status == 2

    alter(
        tmp_path,
        "drop trigger audit_events_no_update",
        "update audit_events set kind = 'ranked' where sequence = 3",
    )
    changed = kept("audit", "verify")
    assert changed.status == 1
    assert "event 3 was changed" in changed.err


def test_events_are_shown_by_person_and_kind_without_a_name(kept: Command, ids: dict[str, str]) -> None:
    person = ids["02_tobias_rautenberg.txt"]
    shown = kept("audit", "show", "--person", person, "--all")
    assert "ingested" in shown.out
    assert "obias" not in shown.out
    assert person not in shown.out
    kinds = {
        e["kind"] for e in kept("audit", "show", "--kind", "ingested", "--all", "--json", "-").json["events"]
    }
    assert kinds == {"ingested"}
    assert kept("audit", "show", "--kind", "danced").status == 2


def test_every_output_has_its_schema(kept: Command) -> None:
    """Each names its version."""
    for name in (n for n in SCHEMAS if n.startswith(("pool-", "audit-"))):
        schema = json.loads(json_schema(name))
        assert "schema_version" in json.dumps(schema), name
    assert kept("schema", "pool-erase").json["$defs"]["PoolEraseRecord"]
