"""Code as evidence: accepted changes, own repositories, commits."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.documents.test_git import commit, git
from tests.unit.extraction.sources.outside import claim, document, named, read, said

from assay.documents.git import Authors, read_repository
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import FindingKind

PULL: dict[str, Any] = {
    "title": "Fix paged attention for sliding windows", "user": {"login": "nvaalst"}, "merged_at": "2025-03-02T00:00:00Z",
    "repository": {"full_name": "vllm-project/vllm", "stargazers_count": 40_000, "language": "Python"},
}  # fmt: skip
OWN = {
    "full_name": "nvaalst/tiny-rag",
    "owner": {"login": "nvaalst"},
    "description": "A LangChain demo",
    "stargazers_count": 3,
}


def export(*rows: Any, user: Any = None) -> Any:
    body = {"assay_github": 1, "user": user or {"login": "nvaalst"}, "items": list(rows)}
    return document(json.dumps(body), "github.json")


def test_a_change_accepted_into_widely_used_open_source_is_production() -> None:
    """The definition's own words."""
    found = claim(read(export(PULL)), "vllm")

    assert found.kind is EvidenceKind.PRODUCTION
    assert "40,000 stars" in found.evidence[0].reason


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"repository": {"full_name": "small/vllm", "stargazers_count": 20}}, EvidenceKind.APPLIED),
        ({"repository": {"full_name": "vllm-project/vllm"}}, EvidenceKind.APPLIED),
        ({"title": "Fix typo in README about vLLM"}, EvidenceKind.LISTED),
        ({"title": "Bump torch, update vLLM docs"}, EvidenceKind.LISTED),
    ],
)
def test_lesser_changes_are_less(change: dict[str, Any], kind: EvidenceKind) -> None:
    """Small or unknown projects, and wording only."""
    assert claim(read(export({**PULL, **change})), "vllm").kind is kind


def test_an_own_repository_is_applied_unless_it_is_widely_used() -> None:
    """Stars decide, and the reason says them."""
    assert claim(read(export(OWN)), "langchain").kind is EvidenceKind.APPLIED
    famous = claim(read(export({**OWN, "stargazers_count": 9_000})), "langchain")
    assert (famous.kind, famous.depth) == (EvidenceKind.PRODUCTION, 4)


def test_the_work_of_other_accounts_counts_for_nothing() -> None:
    """And that is said, with the way out."""
    reading = read(export({**PULL, "user": {"login": "somebody"}}))

    assert "vllm" not in named(reading.profile)
    assert "--author" in said(reading, FindingKind.NOT_THE_PERSONS)[0]


def test_an_account_borne_out_by_the_name_alone_is_doubted() -> None:
    """The CV names no account."""
    text = "Noor van Aalst\nnoor@example.org\n\nEXPERIENCE\nML Engineer, Lumenfield    2021 - 2024\n- Trained models.\n"
    reading = read(export(PULL, user={"login": "nvaalst", "name": "Noor van Aalst"}), text=text)

    assert "fits the candidate by name only" in claim(reading, "vllm").evidence[0].reason
    assert read(export(PULL, user={"login": "nvaalst", "name": "N. Other"}), text=text).profile.findings


def test_commits_are_applied_work_by_language_path_and_subject(tmp_path: Path) -> None:
    """What the person changed; a mere place in a list of dependencies others keep is listed."""
    git(tmp_path, "init", "--quiet")
    commit(
        tmp_path, "Add FAISS search", {"s.py": "x = 1\n" * 250, "main.tf": "a\n", "requirements.txt": "ray\n"}
    )
    for number in range(3):
        commit(tmp_path, f"Other {number}", {f"{number}.txt": "x"}, who="Else Where <else@example.org>")
    reading = read(read_repository(tmp_path, Authors(frozenset(), frozenset({"noor@example.org"}))))

    assert {claim(reading, s).kind for s in ("python", "terraform", "faiss")} == {EvidenceKind.APPLIED}
    assert claim(reading, "ray").kind is EvidenceKind.LISTED
    assert claim(reading, "faiss").evidence[0].quote.text == "Add FAISS search"
