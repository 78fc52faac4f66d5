"""GitHub exports: ours, the API's own lists, and gh's."""

import json
from typing import Any

import pytest

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.domain.document import Document, SourceKind
from assay.errors import EmptyDocument, UnreadableDocument

REPOSITORY: dict[str, Any] = {
    "full_name": "nvaalst/tiny-rag", "owner": {"login": "nvaalst"}, "description": "Retrieval demo", "language": "Python",
    "topics": ["rag"], "stargazers_count": 12, "fork": False, "pushed_at": "2025-05-01T00:00:00Z",
}  # fmt: skip


def read(value: Any) -> Document:
    return read_bytes(json.dumps(value).encode(), "github.json")


def test_a_list_of_repositories_is_read_and_forks_are_left_out() -> None:
    """As the API's /users/LOGIN/repos gives it."""
    document = read([REPOSITORY, {**REPOSITORY, "full_name": "nvaalst/forked", "fork": True}])

    assert document.source is SourceKind.CODE
    assert [document.value(r, "repository") for r in document.records] == ["nvaalst/tiny-rag"]
    assert document.warnings == ("1 forked repositories left out.",)
    assert document.dated == Month(2025, 5)


def test_a_search_answer_gives_merged_requests_alone() -> None:
    """As /search/issues gives it: the repository stands in the address, stars are not stated."""
    items = [
        {"title": "Add batching", "repository_url": "https://api.github.com/repos/vllm-project/vllm",
         "user": {"login": "nvaalst"}, "pull_request": {"merged_at": "2024-02-03T00:00:00Z"}},
        {"title": "Open one", "repository_url": "https://api.github.com/repos/a/b", "user": {"login": "nvaalst"},
         "pull_request": {"merged_at": None}},
    ]  # fmt: skip
    document = read({"total_count": 2, "items": items})
    record = document.records[0]

    assert len(document.records) == 1
    assert document.value(record, "repository") == "vllm-project/vllm"
    assert document.value(record, "stars") == ""
    assert document.warnings == ("1 pull requests that were not merged left out.",)


def test_names_of_the_gh_program_are_read_too() -> None:
    """Camel case, nested languages."""
    document = read(
        [
            {
                "nameWithOwner": "nvaalst/x",
                "stargazerCount": 3,
                "primaryLanguage": {"name": "Rust"},
                "isFork": False,
            }
        ]
    )

    assert document.value(document.records[0], "language") == "Rust"


@pytest.mark.parametrize(
    "value", [[{**REPOSITORY, "fork": True}], {"stargazers_count": 3, "items": [None, 7, "x"]}]
)
def test_nothing_to_count_is_said(value: Any) -> None:
    """An export of forks only, or of nonsense."""
    with pytest.raises(EmptyDocument, match="nothing to count"):
        read(value)


def test_values_of_the_wrong_type_are_nothing() -> None:
    """A list where a text belongs does no harm."""
    document = read(
        [
            {
                **REPOSITORY,
                "description": ["x"],
                "topics": {"a": 1},
                "owner": "nvaalst",
                "stargazers_count": None,
            }
        ]
    )

    assert document.value(document.records[0], "description") == ""


def test_half_a_file_is_named() -> None:
    """One sentence."""
    with pytest.raises(UnreadableDocument, match="export it again"):
        read_bytes(b'[{"stargazers_count": 3, ', "github.json")
