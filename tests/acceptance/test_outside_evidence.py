"""Evidence beside the CV at the command line: by option, in a person's folder, by manifest; a language model."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Run
from tests.servers import Asked, Given, completion, serving
from tests.unit.documents.test_git import commit, git
from tests.unit.evaluation.test_figures import make_gold
from tests.unit.extraction.sources.outside import CV
from tests.unit.extraction.sources.test_publications import OTHERS, OWN
from tests.unit.online.test_github import api

CARD = "scorecards:\n  - {interviewer: Ada Quill, skill: Kubernetes, rating: 5, note: Debugged a rollout.}\n"


@pytest.fixture
def person(tmp_path: Path) -> Path:
    """A CV with a bibliography, a scorecard and a repository in one folder."""
    folder = tmp_path / "cvs" / "noor"
    folder.mkdir(parents=True)
    (folder / "cv.txt").write_text(CV)
    (folder / "papers.bib").write_text(OWN + "\n" + OTHERS)
    (folder / "card.yaml").write_text(CARD)
    repository = folder / "repository"
    repository.mkdir()
    git(repository, "init", "--quiet")
    commit(repository, "Add FAISS search", {"s.py": "x = 1\n" * 250}, who="Noor van Aalst <noor@example.org>")
    return folder


def profile(done: Any) -> dict[str, Any]:
    (record,) = json.loads(done.stdout)
    return record  # type: ignore[no-any-return]


def skill(record: dict[str, Any], name: str) -> dict[str, Any]:
    return next(s for s in record["skills"] if s["id"] == name)


def test_a_folder_and_options_give_the_same_profile(run: Run, person: Path) -> None:
    """Detected by content; every quote is a span of the document that its source names."""
    joined = profile(run("profile", person.parent, "--as-of", "2026-11", "--json", "--with-text"))
    options = [a for f in ("card.yaml", "papers.bib", "repository") for a in ("--evidence", person / f)]
    given = profile(run("profile", person / "cv.txt", *options, "--as-of", "2026-11", "--json"))

    assert joined["document_sources"] == ["cv", "interview", "publication", "code"]
    assert joined["skills"] == given["skills"]
    texts = joined["text"].split("\f")
    for row in joined["skills"]:
        for words, (start, end), source in zip(row["quotes"], row["spans"], row["sources"], strict=True):
            assert texts[source][start:end] == words
    assert skill(joined, "speculative-decoding")["evidence"] == "research"
    assert skill(joined, "faiss")["evidence"] == "applied"
    assert {joined["document_sources"][n] for n in skill(joined, "kubernetes")["sources"]} >= {
        "cv",
        "interview",
    }


def test_the_page_is_blind_and_says_what_was_left_out(run: Run, person: Path) -> None:
    """No name or account; the findings in words."""
    page = " ".join(run("profile", person.parent, "--as-of", "2026-11").stdout.split())

    assert "name other authors only" in page
    assert "confirm what the CV shows: Kubernetes (5 of 5)" in page
    assert not re.search(r"Aalst|nvaalst|Doe", page)


def test_a_manifest_joins_a_repository_and_another_name(run: Run, person: Path) -> None:
    """The third column holds names, addresses and accounts."""
    rows = [
        "person,file,author",
        "P7,noor/cv.txt,Ivan Petrov; old@example.org",
        "P7,noor/papers.bib,",
        "P7,noor/repository,",
    ]
    (person.parent / "manifest.csv").write_text("\n".join(rows) + "\n")
    (person / "card.yaml").unlink()
    record = profile(run("profile", person.parent, "--as-of", "2026-11", "--json"))

    assert record["document"] == "P7"
    assert skill(record, "graph-neural-networks")["evidence"] == "research"


def test_matching_uses_outside_evidence_like_any_other(run: Run, person: Path, tmp_path: Path) -> None:
    """A requirement that only a paper answers is answered, with the paper's words."""
    brief = tmp_path / "role.txt"
    brief.write_text(
        "Research Engineer\n\nRequirements\n- You must have published research on speculative decoding.\n"
    )
    with_papers = json.loads(
        run("match", "--brief", brief, person.parent, "--as-of", "2026-11", "--json", "-").stdout
    )
    (person / "papers.bib").unlink()
    without = json.loads(
        run("match", "--brief", brief, person.parent, "--as-of", "2026-11", "--json", "-").stdout
    )
    quotes = [q for c in with_papers["matches"][0]["contributions"] for q in c["quotes"]]

    assert with_papers["matches"][0]["bits"] > without["matches"][0]["bits"]
    assert "Speculative Decoding on Small GPUs" in quotes


def test_evidence_without_a_cv_is_named(run: Run, tmp_path: Path) -> None:
    """It is nobody's, and the sentence tells where it belongs."""
    (tmp_path / "papers.bib").write_text(OWN)
    done = run("profile", "papers.bib")

    assert done.returncode == 1
    assert "there is no CV with it" in done.stderr


@pytest.mark.parametrize(
    ("make", "words"),
    [(lambda f: None, "no such file"), (lambda f: f.mkdir(), "no git repository"), (lambda f: f.write_text(" "), "is empty")],
)  # fmt: skip
def test_evidence_that_cannot_be_used_is_one_sentence(
    run: Run, tmp_path: Path, make: Any, words: str
) -> None:
    """Missing, not a repository, empty."""
    (tmp_path / "cv.txt").write_text(CV)
    make(tmp_path / "given")
    done = run("profile", "cv.txt", "--evidence", "given", "--json")

    assert done.returncode in (2, 3)
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_evidence_for_two_candidates_is_refused(run: Run, tmp_path: Path) -> None:
    """It belongs to one."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(CV)
    (tmp_path / "papers.bib").write_text(OWN)
    done = run("profile", "a.txt", "b.txt", "--evidence", "papers.bib")

    assert done.returncode == 2
    assert "belong to one candidate" in done.stderr


def test_an_account_is_fetched_into_a_file_and_read(run: Run, tmp_path: Path) -> None:
    """Two commands: the network stands in the first alone."""
    (tmp_path / "cv.txt").write_text(CV)
    with serving(api) as server:
        done = run("collect", "github", "nvaalst", "--api", server.url, "--out", "github.json")
    record = profile(run("profile", "cv.txt", "--evidence", "github.json", "--as-of", "2026-11", "--json"))

    assert done.returncode == 0, done.stderr
    assert skill(record, "vllm")["evidence"] == "production"


def say(asked: Asked) -> Given:
    """A model that reads the education's course and invents a language."""
    assert "[" in asked.json["messages"][1]["content"]
    rows = [
        {
            "statement": 0,
            "skill": "Recommender systems",
            "quote": "the ranking service",
            "kind": "production",
        },
        {"statement": 0, "skill": "Rust", "quote": "rewrote it in Rust", "kind": "production"},
    ]
    return completion(json.dumps({"skills": rows}))


def test_a_language_model_is_asked_and_named(run: Run, tmp_path: Path) -> None:
    """Versions tell who read; the counts tell what became of the proposals."""
    (tmp_path / "cv.txt").write_text(CV)
    with serving(say) as server:
        more = (
            "--extractor",
            "llm",
            "--endpoint",
            f"{server.url}/v1",
            "--model",
            "tiny",
            "--as-of",
            "2026-11",
            "--json",
        )
        done = run("profile", "cv.txt", *more)
        record = profile(done)

    assert "llm tiny@127.0.0.1:" in record["versions"]["extractor"]
    assert "proposed 2 mentions" in record["warnings"][0]
    assert "rust" not in {s["id"] for s in record["skills"]}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--endpoint", "https://models.example.org/v1", "--model", "x"), "not this machine.*--allow-remote"),
        (("--model", "x"), "needs --endpoint and --model"),
        (("--endpoint", "ftp://x", "--model", "x"), "is no address"),
    ],
)
def test_nothing_is_sent_elsewhere_without_consent(
    run: Run, tmp_path: Path, more: tuple[str, ...], words: str
) -> None:
    """The sentence tells what would be sent."""
    (tmp_path / "cv.txt").write_text(CV)
    done = run("profile", "cv.txt", "--extractor", "llm", *more)

    assert done.returncode == 2
    assert re.search(words, " ".join(done.stderr.split()))


def test_an_endpoint_that_is_down_stops_with_a_sentence(run: Run, tmp_path: Path) -> None:
    """No profile is made by the rules in its place."""
    (tmp_path / "cv.txt").write_text(CV)
    with serving(say) as server:
        url = server.url
    done = run("profile", "cv.txt", "--extractor", "llm", "--endpoint", url, "--model", "x", "--json")

    assert done.returncode == 1
    assert "could not be asked" in done.stderr
    assert json.loads(done.stdout) == []


def test_a_ranking_may_use_the_model(run: Run, tmp_path: Path, brief: Path) -> None:
    """Its name goes into the result."""
    (tmp_path / "cv.txt").write_text(CV)
    with serving(say) as server:
        more = ("--extractor", "llm", "--endpoint", server.url, "--language-model", "tiny", "--json", "-")
        done = run("match", "--brief", brief, "cv.txt", *more)

    assert "llm tiny@" in json.loads(done.stdout)["versions"]["extractor"]


def test_an_evaluation_may_use_the_model(run: Run, tmp_path: Path) -> None:
    """The same figures from the same folder, with the model named in what is kept."""
    make_gold(tmp_path / "gold")
    with serving(say) as server:
        more = (
            "--extractor",
            "llm",
            "--endpoint",
            server.url,
            "--model",
            "tiny",
            "--save",
            "raw",
            "--json",
            "f.json",
        )
        done = run("evaluate", "gold", *more, "--as-of", "2026-11")

    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "f.json").read_text())["parts"][0]["profiles"]["quotes_not_in_text"] == 0
    assert "llm tiny@" in (tmp_path / "raw" / "profiles.jsonl").read_text()
