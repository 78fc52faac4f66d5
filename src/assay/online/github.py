"""What GitHub's API tells of an account: own repositories and merged pull requests, as one export."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from assay.errors import EndpointError, UsageError
from assay.online.http import Answer, Client, Limits, checked, host

API = "https://api.github.com"
"""GitHub's own API; an enterprise server has another address."""

MAX_PAGES = 30
"""Most pages of a list asked for, 100 entries each."""

MAX_TARGETS = 150
"""Most repositories looked up to which pull requests went."""

_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}")
_NEXT = re.compile(r'<([^<>]{1,2000})>\s*;\s*rel="next"')
_TARGET = re.compile(r"/repos/([\w.-]{1,100}/[\w.-]{1,100})$")
_REPOSITORY = ("full_name", "description", "language", "topics", "stargazers_count", "fork", "pushed_at")
_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


@dataclass(slots=True, kw_only=True)
class GitHub:
    """GitHub's API with a token (or without, at 60 requests an hour)."""

    api: str = API
    token: str = field(default="", repr=False)
    limits: Limits = field(default_factory=lambda: Limits(timeout_s=60))
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    clock: Callable[[], float] = field(default=time.time, repr=False)

    def export(self, login: str) -> dict[str, Any]:
        """The account's public repositories and merged pull requests, with the stars of where they went.

        Only what Assay reads is kept. Raises EndpointError in a sentence, UsageError on a name that can be none.
        """
        if not _LOGIN.fullmatch(login):
            raise UsageError(f"{login[:60]!r} cannot be a GitHub account; write its login alone")
        answer = self._get(f"/users/{login}")
        user = answer.json()
        repositories = [_kept(r, login) for r in self._pages(f"/users/{login}/repos?type=owner&per_page=100")]
        asked = quote(f"author:{login} type:pr is:merged", safe="")
        requests = list(self._pages(f"/search/issues?q={asked}&per_page=100"))
        targets = self._targets(requests)
        return {
            "assay_github": 1,
            "asked": {"api": host(self.api), "date": answer.headers.get("date", "")},
            "user": {k: user.get(k) for k in ("login", "name", "email")},
            "repositories": [r for r in repositories if not r["fork"]],
            "pull_requests": [_request(r, targets) for r in requests],
        }

    def _pages(self, path: str) -> Iterator[dict[str, Any]]:
        """All entries of a list, page after page."""
        for _ in range(MAX_PAGES):
            answer = self._get(path)
            value = answer.json()
            rows = value.get("items") if isinstance(value, dict) else value
            if not isinstance(rows, list):
                raise EndpointError(f"{host(self.api)} does not answer like GitHub's API; check --api")
            yield from (r for r in rows if isinstance(r, dict))
            following = _NEXT.search(answer.headers.get("link", ""))
            if following is None:
                return
            path = following[1]

    def _targets(self, requests: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """The repositories that pull requests went into, by name; one that is gone is left out."""
        names = dict.fromkeys(n for r in requests if (n := _target(r)))
        found = {}
        for name in list(names)[:MAX_TARGETS]:
            answer = self._get(f"/repos/{name}", missing_is_fine=True)
            if answer.status == 200:
                found[name] = _kept(answer.json(), "")
        return found

    def _get(self, path: str, *, missing_is_fine: bool = False) -> Answer:
        """An answer that is one; waits where the rate limit ends soon."""
        client = Client(
            base=checked(self.api), headers=_HEADERS, token=self.token, limits=self.limits, sleep=self.sleep
        )
        answer = client.get(path)
        if _limited(answer):
            wait = self._wait(answer)
            if wait > self.limits.longest_wait_s:
                raise EndpointError(
                    f"{host(self.api)} takes no more requests for {wait / 60:.0f} minutes; try then, or with a token "
                    "in ASSAY_GITHUB_TOKEN"
                )
            self.sleep(wait)
            answer = client.get(path)
        if answer.status in (404, 451) and missing_is_fine:
            return answer
        if answer.status != 200:
            raise EndpointError(f"{host(self.api)} answers with status {answer.status}: {_why(answer)}")
        return answer

    def _wait(self, answer: Answer) -> float:
        after = answer.headers.get("retry-after", "")
        reset = answer.headers.get("x-ratelimit-reset", "")
        if after.isdigit():
            return float(after)
        return max(1.0, float(reset) - self.clock() + 1) if reset.isdigit() else 60.0


def _limited(answer: Answer) -> bool:
    if answer.status not in (403, 429):
        return False
    return answer.headers.get("x-ratelimit-remaining") == "0" or "retry-after" in answer.headers


def _why(answer: Answer) -> str:
    if answer.status == 401:
        return "the token was not accepted; make a new one without any scope"
    if answer.status == 404:
        return "there is no such account; check the login"
    if answer.status in (403, 429):
        return "it refuses the request; check the token"
    return "try later"


def _kept(row: Any, login: str) -> dict[str, Any]:
    kept = {k: row.get(k) for k in _REPOSITORY} if isinstance(row, dict) else dict.fromkeys(_REPOSITORY)
    if login:
        kept["owner"] = {"login": login}
    return kept


def _target(row: dict[str, Any]) -> str:
    match = _TARGET.search(str(row.get("repository_url", "")))
    return match[1] if match else ""


def _request(row: dict[str, Any], targets: dict[str, dict[str, Any]]) -> dict[str, Any]:
    name = _target(row)
    user, pull = row.get("user"), row.get("pull_request")
    return {
        "title": row.get("title"),
        "html_url": row.get("html_url"),
        "merged_at": (pull.get("merged_at") if isinstance(pull, dict) else None) or row.get("closed_at"),
        "user": {"login": user.get("login") if isinstance(user, dict) else None},
        "repository": targets.get(name, {"full_name": name}),
    }
