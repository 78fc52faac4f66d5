"""Searching a pool, similar candidates and roles for a candidate, at the command line."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import msgspec
import pytest

from assay.workflow.found_records import RolesRecord, SearchRecord, SimilarRecord
from assay.workflow.intake import read_document
from tests.acceptance.conftest import Run

AS_OF = ("--as-of", "2026-11")
NAMES = ("Etcheverry", "Marisol", "Rautenberg", "Penrose", "Ekdahl")


def test_a_search_quotes_the_documents(run: Run, cvs: Path) -> None:
    """Every quote stands at its span of the named document; the counts add up."""
    done = run("search", "kubernetes>=3 production and not listed", cvs, *AS_OF, "--json", "-")
    record = msgspec.json.decode(done.stdout, type=SearchRecord)

    assert done.returncode == 0
    assert record.expression == "kubernetes>=3 production"
    assert len(record.matches) + record.short + record.silent == record.candidates == 14
    assert {m.document for m in record.matches} >= {"01_marisol_etcheverry.txt", "03_odalys_penrose.md"}
    for match in record.matches:
        text = read_document(cvs / match.document).text
        for met in match.met:
            assert met.quotes
            for quote, (start, end) in zip(met.quotes, met.spans, strict=True):
                assert text[start:end] == quote


def test_a_search_is_blind_unless_asked(run: Run, cvs: Path) -> None:
    """Terminal and table name nobody; --show-names does."""
    shown = run("search", "kubernetes or python", cvs, *AS_OF).stdout
    table = run("search", "kubernetes or python", cvs, *AS_OF, "--csv", "-").stdout
    named = run("search", "kubernetes or python", cvs, *AS_OF, "--show-names").stdout

    assert not [name for name in NAMES if name in shown or name in table]
    assert "01_marisol_etcheverry.txt" in named
    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))
    assert rows[0]["Candidate"] == "Candidate 1"
    assert all(row["Quotes"] for row in rows)


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("kubernetes and", "at character 12 of the expression: nothing follows and"),
        ("speciality=mlop", "did you mean mlops?"),
        ('"speculative decoding">=4', "a phrase shows depth 2 at most"),
    ],
)
def test_a_faulty_expression_is_one_sentence_and_reads_no_cv(
    run: Run, tmp_path: Path, expression: str, sentence: str
) -> None:
    """Exit status 2, before the paths are even looked at."""
    done = run("search", expression, tmp_path / "nowhere")

    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_unknown_name_is_said_to_be_a_phrase(run: Run, cvs: Path) -> None:
    """On the page, and on standard error where the page is JSON."""
    assert "looked for word for word" in " ".join(run("search", "zorblax", cvs, *AS_OF).stdout.split())
    assert "looked for word for word" in run("search", "zorblax", cvs, *AS_OF, "--json", "-").stderr


def test_an_unreadable_cv_stops_nobody(run: Run, cvs: Path, tmp_path: Path) -> None:
    """It is named, the others are searched, exit status 3."""
    pool = tmp_path / "pool"
    pool.mkdir()
    shutil.copy(cvs / "01_marisol_etcheverry.txt", pool)
    (pool / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = run("search", "kubernetes", pool, *AS_OF)

    assert done.returncode == 3
    assert "1 of 1 matches" in done.stdout
    assert "broken.pdf" in done.stderr


def test_similar_leaves_the_person_out_and_quotes_both(run: Run, cvs: Path) -> None:
    """The other inference engineer is nearest; quotes of both stand in their documents."""
    given = cvs / "01_marisol_etcheverry.txt"
    done = run("similar", given, cvs, *AS_OF, "--json", "-")
    record = msgspec.json.decode(done.stdout, type=SimilarRecord)

    assert done.returncode == 0
    assert record.left_out == 1
    assert record.given.document not in {m.document for m in record.matches}
    assert record.matches[0].document == "02_tobias_rautenberg.txt"
    texts = {p.name: read_document(p).text for p in sorted(cvs.iterdir())}
    for match in record.matches:
        assert match.score == pytest.approx(
            100 * sum(record.weights[name] * part for name, part in match.parts.items()), abs=1e-5
        )
        for shared in match.shared:
            for skill, name in ((shared.given, given.name), (shared.other, match.document)):
                assert skill.quotes
                for quote, (start, end) in zip(skill.quotes, skill.spans, strict=True):
                    assert texts[name][start:end] == quote
    assert not [name for name in NAMES if name in run("similar", given, cvs, *AS_OF).stdout]


def test_roles_have_the_score_of_a_match(run: Run, cvs: Path, brief: Path) -> None:
    """Each brief's score and bits are those of `assay match`; best first."""
    cv = cvs / "01_marisol_etcheverry.txt"
    record = msgspec.json.decode(
        run("roles", cv, brief.parent, *AS_OF, "--json", "-").stdout, type=RolesRecord
    )
    alone = json.loads(run("match", "--brief", brief, cv, *AS_OF, "--json", "-").stdout)["matches"][0]

    assert [r.brief.document for r in record.roles] == [
        "llm_inference_engineer.md",
        "responsible_ai_lead.txt",
    ]
    assert (record.roles[0].score, record.roles[0].bits) == (alone["score"], alone["bits"])
    assert record.roles[0].questions == tuple(alone["questions"])
    assert {m.standing for m in record.roles[0].musts} >= {"met"}
    assert all(m.level == "not stated" for m in record.roles[1].musts if m.standing == "not stated")


def test_an_unreadable_brief_is_reported_and_skipped(
    run: Run, cvs: Path, brief: Path, tmp_path: Path
) -> None:
    """Exit status 3 with the others ranked, 1 where none is left."""
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    cv = cvs / "01_marisol_etcheverry.txt"
    done = run("roles", cv, brief, broken, *AS_OF, "--csv", "-")

    assert done.returncode == 3
    assert "not read: broken.pdf" in done.stderr
    assert "Senior LLM Inference Engineer" in done.stdout
    assert run("roles", cv, broken, *AS_OF).returncode == 1


def test_a_folder_is_one_person_and_a_pool_is_not(run: Run, cvs: Path, brief: Path, tmp_path: Path) -> None:
    """A folder of a few files is read as one; a pool of many, or an unreadable CV, is refused in a sentence."""
    person = tmp_path / "person"
    person.mkdir()
    shutil.copy(cvs / "01_marisol_etcheverry.txt", person)
    (person / "letter.txt").write_text("I have run Kafka in production at Brightlock Legal since 2024.\n")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")

    assert (
        len(json.loads(run("roles", person, brief, *AS_OF, "--json", "-").stdout)["candidate"]["documents"])
        == 2
    )
    assert "is not one person's folder" in run("roles", cvs, brief, *AS_OF).stderr
    refused = run("similar", broken, cvs, *AS_OF)
    assert refused.returncode == 1
    assert "the CV cannot be read" in refused.stderr


@pytest.mark.parametrize("name", ["search", "similar", "roles"])
def test_help_has_examples_and_the_schema_is_printed(run: Run, name: str) -> None:
    """Every command shows how it is called, and what its JSON holds."""
    shown = run(name, "--help")

    assert shown.returncode == 0
    assert f"assay {name}" in shown.stdout
    assert "schema_version" in json.dumps(json.loads(run("schema", name).stdout))
