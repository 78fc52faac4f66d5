"""The GitHub API, spoken with a server on this machine."""

from typing import Any

import pytest
from tests.servers import Asked, Given, serving

from assay.documents import read_bytes
from assay.errors import EndpointError, UsageError
from assay.online.github import GitHub
from assay.online.http import Limits
from assay.workflow.collect import collect_github

LIMITS = Limits(timeout_s=2, tries=1, longest_wait_s=30)


def pull(number: int) -> dict[str, Any]:
    return {
        "title": f"Fix paged attention {number}", "html_url": f"https://github.com/vllm-project/vllm/pull/{number}",
        "repository_url": "https://api.github.com/repos/vllm-project/vllm", "user": {"login": "nvaalst", "id": 7},
        "pull_request": {"merged_at": "2025-03-02T00:00:00Z"}, "body": "kept out",
    }  # fmt: skip


def api(asked: Asked) -> Given:
    """An account with two pages of repositories and of requests."""
    path, _, query = asked.path.partition("?")
    base = f"http://{asked.headers['host']}"
    if path == "/users/nvaalst":
        return Given({"login": "nvaalst", "name": "Noor van Aalst", "email": None, "hireable": True})
    if path == "/users/nvaalst/repos":
        if "page=2" in query:
            return Given([{"full_name": "nvaalst/forked", "fork": True, "stargazers_count": 0}])
        return Given(
            [{"full_name": "nvaalst/tiny-rag", "fork": False, "stargazers_count": 3, "language": "Python"}],
            headers={"link": f'<{base}/users/nvaalst/repos?page=2>; rel="next", <{base}/x>; rel="last"'},
        )
    if path == "/search/issues":
        return Given({"total_count": 2, "items": [pull(1), pull(2)]})
    if path == "/repos/vllm-project/vllm":
        return Given({"full_name": "vllm-project/vllm", "stargazers_count": 40_000, "language": "Python"})
    return Given({"message": "Not Found"}, status=404)


def test_an_export_is_what_the_reader_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages, the stars of the target, nothing more of the account than is needed; the token is sent."""
    monkeypatch.setenv("ASSAY_GITHUB_TOKEN", "t0ken")
    with serving(api) as server:
        data = collect_github("nvaalst", api=server.url)
    document = read_bytes(data, "github.json")

    assert [r.kind for r in document.records] == ["account", "repository", "pull_request", "pull_request"]
    assert document.value(document.records[2], "stars") == "40000"
    assert b"kept out" not in data
    assert b"hireable" not in data
    assert b"t0ken" not in data
    assert all(a.headers["authorization"] == "Bearer t0ken" for a in server.asked)
    assert sum(a.path.startswith("/repos/") for a in server.asked) == 1


def test_a_limit_that_ends_soon_is_waited_for() -> None:
    """By the server's own clock for it."""
    waits: list[float] = []
    limited = [Given({}, status=403, headers={"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1010"})]
    with serving(lambda a: limited.pop() if limited else api(a)) as server:
        github = GitHub(api=server.url, limits=LIMITS, sleep=waits.append, clock=lambda: 1000.0)
        assert github.export("nvaalst")["user"]["login"] == "nvaalst"

    assert waits == [11.0]


def test_a_limit_that_ends_late_is_said() -> None:
    """With the minutes and the way out."""
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "4600"}
    with serving(lambda _: Given({}, status=403, headers=headers)) as server:
        github = GitHub(api=server.url, limits=LIMITS, clock=lambda: 1000.0)
        with pytest.raises(EndpointError, match=r"60 minutes.*ASSAY_GITHUB_TOKEN"):
            github.export("nvaalst")


@pytest.mark.parametrize(
    ("given", "words"),
    [(Given({}, status=401), "token was not accepted"), (Given({}, status=404), "no such account"),
     (Given({}, status=403), "refuses"), (Given(b"<html>"), "not valid JSON"), (Given({}, status=500), "try later")],
)  # fmt: skip
def test_errors_are_one_sentence(given: Given, words: str) -> None:
    """What, where, and how to mend it."""
    with serving(lambda _: given) as server, pytest.raises(EndpointError, match=words):
        GitHub(api=server.url, limits=LIMITS).export("nvaalst")


def test_a_next_page_on_another_server_is_not_asked() -> None:
    """The token stays where it was given."""

    def answer(asked: Asked) -> Given:
        if asked.path.startswith("/users/nvaalst/repos"):
            return Given([], headers={"link": '<https://example.org/page2>; rel="next"'})
        return api(asked)

    with serving(answer) as server, pytest.raises(EndpointError, match="another server"):
        GitHub(api=server.url, token="t", limits=LIMITS).export("nvaalst")


@pytest.mark.parametrize("login", ["../admin", "a b", "", "-x", "x" * 60, "a/b", "a?x=1"])
def test_only_a_login_is_asked_for(login: str) -> None:
    """Nothing that could lead to another address."""
    with pytest.raises(UsageError, match="login alone"):
        GitHub(api="http://127.0.0.1:9").export(login)


def test_an_endless_list_ends() -> None:
    """At the most pages that are asked for."""

    def answer(asked: Asked) -> Given:
        if asked.path.startswith("/users/nvaalst/repos"):
            link = f'<http://{asked.headers["host"]}/users/nvaalst/repos?again>; rel="next"'
            return Given([{"full_name": "nvaalst/x", "fork": False}], headers={"link": link})
        return api(asked)

    with serving(answer) as server:
        assert len(GitHub(api=server.url, limits=LIMITS).export("nvaalst")["repositories"]) == 30
