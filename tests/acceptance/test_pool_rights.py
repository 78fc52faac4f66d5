"""What a person may ask of a pool, and what people decide: decide, consent, export, correct, erase, expire."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from assay.workflow.pool.upkeep_records import PoolEraseRecord, PoolExportRecord
from tests.acceptance.pools import AS_OF, BRIEF, CVS, STORE, Command

CV = "01_marisol_etcheverry.txt"
NAME = "MARISOL ETCHEVERRY QUIROGA"


def ranking(kept: Command, *args: object) -> dict:
    answer = kept("--quiet", "pool", "rank", "--brief", BRIEF, "--as-of", AS_OF, "--json", "-", *args)
    assert answer.status == 0, answer.err
    return answer.json["rankings"][0]


@pytest.fixture
def person(ids: dict[str, str]) -> str:
    """The person of one CV."""
    return ids[CV]


def sentence(err: str) -> None:
    assert err.startswith("assay: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_decision_is_kept_with_its_reason_and_who_took_it(kept: Command) -> None:
    """The first digits of an id, as the blind ranking shows it, name the person."""
    found = ranking(kept)
    person, brief = found["matches"][0]["person"], found["brief_id"]
    decide = ("pool", "decide", person[:8], "--brief", brief, "--by", "Ana Prado")
    why = "Ran vLLM in production for three years"

    done = kept(*decide, "--decision", "invite", "--reason", why, "--json", "-")
    assert done.status == 0, done.err
    assert done.json["decisions"][0]["verdict"] == "advanced"
    assert kept(*decide, "--decision", "hire", "--reason", "Agreed on terms").status == 0

    shown = kept("pool", "decisions", "--brief", brief)
    assert [word for word in ("advanced", "hired", "Ana Prado", why) if word not in shown.out] == []
    listed = kept("pool", "decisions", "--person", person, "--json", "-").json["decisions"]
    assert [d["verdict"] for d in listed] == ["advanced", "hired"]
    assert {d["person"] for d in listed} == {person}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"--decision": "maybe"}, "'maybe' is no decision"),
        ({"--reason": "She is too old"}, "speaks of age ('too old')"),
        ({"--reason": "  "}, "--reason is empty"),
        ({"--by": " "}, "name who decided"),
        ({"--brief": "nowhere"}, "no such file, and no brief of that id"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused_in_a_sentence(
    kept: Command, person: str, options: dict[str, str], told: str
) -> None:
    given = {
        "--brief": BRIEF,
        "--decision": "hold",
        "--reason": "No production shown",
        "--by": "AP",
        **options,
    }
    answer = kept("pool", "decide", person, *(part for pair in given.items() for part in pair))
    assert answer.status == 2
    sentence(answer.err)
    assert told in answer.err
    assert kept("pool", "decisions", "--json", "-").json["decisions"] == []


@pytest.mark.parametrize("named", ["zz", "abcdef", "a" * 33, "0" * 32])
def test_who_is_nobody_is_told(kept: Command, named: str) -> None:
    answer = kept("pool", "consent", named)
    assert answer.status == 2
    sentence(answer.err)


def test_a_consent_withdrawn_takes_a_person_out_of_every_answer_and_a_new_one_brings_them_back(
    kept: Command,
    person: str,
) -> None:
    assert "may be read now for search" in kept("pool", "consent", person, "--withdraw", "matching").out
    assert person not in {m["person"] for m in ranking(kept, "--top", 14)["matches"]}
    refused = kept(
        "pool", "decide", person, "--brief", BRIEF, "--decision", "hold", "--reason", "Later", "--by", "AP"
    )
    assert refused.status == 2
    assert "may not be considered now" in refused.err

    granted = kept("pool", "consent", person, "--grant", "matching", "--until", "1y", "--json", "-")
    assert granted.json["allowed"] == ["matching", "search"]
    assert [b["live"] for b in granted.json["bases"]] == [False, True, True]
    assert person in {m["person"] for m in ranking(kept, "--top", 14)["matches"]}


def test_what_contradicts_itself_changes_nothing(kept: Command, person: str) -> None:
    before = kept("pool", "consent", person).out
    for options in (
        ("--grant", "matching", "--withdraw", "matching"),
        ("--until", "1y"),
        ("--grant", "matching", "--until", "2020-01-01"),
        ("--grant", "dancing"),
        ("--keep", "soon"),
    ):
        answer = kept("pool", "consent", person, *options)
        assert answer.status == 2
        sentence(answer.err)
    assert kept("pool", "consent", person).out == before


def test_an_export_holds_everything_and_the_original_bytes(
    kept: Command, person: str, tmp_path: Path
) -> None:
    kept(
        "pool",
        "decide",
        person,
        "--brief",
        BRIEF,
        "--decision",
        "hold",
        "--reason",
        "<b>Later</b>",
        "--by",
        "AP",
    )
    answer = kept("pool", "export", person, "--out", "for-her")
    assert answer.status == 0, answer.err
    assert "nobody but the person" in answer.err
    folder = tmp_path / "for-her"
    assert folder.stat().st_mode & 0o077 == 0
    record = msgspec.json.decode((folder / "everything.json").read_bytes(), type=PoolExportRecord)
    assert record.person == person
    assert record.identity["name"]["text"] == NAME
    assert record.versions[0].profile["skills"]
    assert record.decisions[0].reason == "<b>Later</b>"
    assert {e.kind for e in record.events} >= {"ingested", "decided"}
    written = folder / "documents" / record.files[0].saved_as
    assert written.read_bytes() == (CVS / CV).read_bytes()
    page = (folder / "index.html").read_text()
    assert NAME in page
    assert "&lt;b&gt;Later&lt;/b&gt;" in page
    assert "<script" not in page
    assert "exported" in kept("audit", "show", "--person", person).out

    again = kept("pool", "export", person, "--out", "for-her")
    assert again.status == 2
    sentence(again.err)


def test_a_wrong_passage_is_put_right_and_counts_so(kept: Command, person: str) -> None:
    score = {m["person"]: m["bits"] for m in ranking(kept, "--top", 14)["matches"]}[person]
    wrong = "vLLM on Kubernetes, 36 A100"
    answer = kept(
        "pool",
        "correct",
        person,
        "--wrong",
        wrong,
        "--right",
        "a rented API",
        "--as-of",
        AS_OF,
        "--json",
        "-",
    )
    assert answer.status == 0, answer.err
    assert answer.json["version"] == 2
    assert answer.json["removed"] == [CV]
    assert answer.json["added"] == ["01_marisol_etcheverry (corrected).txt"]

    found = {m["person"]: m for m in ranking(kept, "--top", 14)["matches"]}[person]
    assert found["bits"] != score
    assert wrong not in json.dumps(found)
    assert kept("pool", "check").status == 0
    assert "corrected" in kept("audit", "show", "--person", person).out


def test_a_corrected_document_takes_the_place_of_the_old_one(
    kept: Command, person: str, tmp_path: Path
) -> None:
    new = tmp_path / "new.txt"
    new.write_text((CVS / CV).read_text().replace("Jun 2019", "Jun 2015") + "\nApache Kafka\n")
    answer = kept("pool", "correct", person, new, "--as-of", AS_OF, "--json", "-")
    assert answer.json["removed"] == [CV]
    assert "Apache Kafka" in answer.json["gained"]
    held = kept("pool", "correct", person, new, "--as-of", AS_OF)
    assert held.status == 0
    assert "nothing to correct" in held.out


def test_a_statement_is_kept_beside_the_documents(kept: Command, person: str) -> None:
    note = "I have used Apache Kafka in production at Brightlock since 2024."
    answer = kept("pool", "correct", person, "--note", note, "--as-of", AS_OF, "--json", "-")
    assert answer.json["removed"] == []
    assert answer.json["gained"] == ["Apache Kafka"]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "name a corrected file"),
        (("nowhere.pdf",), "no such file"),
        (("--wrong", "Kubernetes", "--right", "x"), "stands there 3 times"),
        (("--wrong", "no such words"), "stands in none"),
        ((CVS / "02_tobias_rautenberg.txt",), "CV of another person"),
        ((CVS / "02_tobias_rautenberg.txt", "--replaces", "7"), "is none of the person's files"),
        (("--replaces", "1", "--note", "x"), "beside a corrected one"),
    ],
)
def test_a_correction_that_is_not_clear_changes_nothing(
    kept: Command, person: str, args: tuple[object, ...], told: str
) -> None:
    answer = kept("pool", "correct", person, *args)
    assert answer.status == 2
    sentence(answer.err)
    assert told in answer.err
    assert kept("pool", "export", person, "--out", "out", "--json", "-").json["versions"][-1]["version"] == 1


def test_an_erasure_is_proved_and_told(kept: Command, person: str, tmp_path: Path) -> None:
    kept("pool", "export", person, "--out", "for-her")
    (tmp_path / "backups").mkdir()
    assert kept("pool", "backup", "backups", "--keep-until", "14d").status == 0
    answer = kept("pool", "erase", person[:8], "--yes", "--json", "-")
    assert answer.status == 0, answer.err
    record = msgspec.json.decode(answer.out, type=PoolEraseRecord)
    assert record.people == (person,)
    assert record.proof is not None
    assert record.proof.holds
    assert record.proof.texts > 10
    assert record.proof.found_before > 10
    assert record.proof.found_after == ()
    assert len(record.backups) == len(record.exports) == 1
    assert person not in {m["person"] for m in ranking(kept, "--top", 14)["matches"]}
    assert kept("audit", "verify").status == 0
    assert kept("pool", "check").status == 0
    assert "erased" in kept("audit", "show", "--person", person).out
    assert kept("pool", "erase", person, "--yes").status == 2


def test_an_erasure_that_nobody_agreed_to_does_not_happen(kept: Command, person: str) -> None:
    answer = kept("pool", "erase", person)
    assert answer.status == 2
    assert "add --yes" in answer.err
    assert kept("pool", "consent", person).status == 0


def test_whoever_still_stands_somewhere_fails_the_erasure(kept: Command, person: str, tmp_path: Path) -> None:
    """A copy of a name in the index's folder, which no index wrote, is found and named."""
    stray = tmp_path / f"{STORE}.index" / "notes.txt"
    stray.write_text(f"remember {NAME.title()}")
    answer = kept("pool", "erase", person, "--yes")
    assert answer.status == 1
    assert f"still found: {STORE}.index/notes.txt" in answer.err


def test_others_who_share_the_words_stay_and_are_named(kept: Command, person: str, tmp_path: Path) -> None:
    """A namesake's CV is no trace; it is told so that somebody looks."""
    (tmp_path / "namesake.txt").write_text(
        f"{NAME}\nRiga\n\nEXPERIENCE\nBaker, Rye and Co, 2019 - 2024\nBaked.\n"
    )
    assert kept("pool", "add", "namesake.txt", "--as-of", AS_OF).status == 0
    answer = kept("pool", "erase", person, "--yes")
    assert answer.status == 0, answer.err
    assert "a name, address or number of theirs stands in what is held otherwise" in answer.err


def test_storage_periods_end_by_themselves(
    kept: Command, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime, timedelta

    assert kept("pool", "consent", person, "--keep", "1d").status == 0
    monkeypatch.setattr("assay.workflow.intake.utc_now", lambda: datetime.now(UTC) + timedelta(days=2))
    told = kept("pool", "expire", "--dry-run")
    assert person in told.out
    answer = kept("pool", "expire", "--yes", "--json", "-")
    assert answer.status == 0, answer.err
    assert answer.json["people"] == [person]
    assert answer.json["proof"]["holds"]
    assert "nobody's storage period is over" in kept("pool", "expire").out
