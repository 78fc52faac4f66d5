"""GitHub exports: what `assay collect github` writes, and plain answers of the API or of ``gh --json``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from assay.documents._base import Draft, month_of
from assay.documents._records import RecordText, one_line
from assay.domain.dates import Month
from assay.domain.document import SourceKind
from assay.errors import EmptyDocument, UnreadableDocument

_Row = Mapping[str, Any]
_OF_URL = re.compile(r"(?:/repos/|//(?:www\.)?github\.com/)([\w.-]{1,100}/[\w.-]{1,100})")


def read(data: bytes, name: str) -> Draft:
    """Read own repositories and merged pull requests; forks and requests not merged are left out and counted."""
    del name
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UnreadableDocument(f"is not valid JSON ({error}); export it again") from error
    text = RecordText()
    _account(text, value)
    left, dates = _entries(text, value)
    for what, count in left.items():
        if count:
            text.warnings.append(f"{count} {what} left out.")
    draft = text.draft("github", SourceKind.CODE, max(dates, key=lambda m: m.ordinal, default=None))
    if not any(r.kind != "account" for r in draft.records):
        raise EmptyDocument("holds no own repository and no merged pull request; nothing to count")
    return draft


def _account(text: RecordText, value: Any) -> None:
    user = value.get("user") if isinstance(value, dict) else None
    if isinstance(user, dict):
        text.add(
            "account",
            [
                ("login", "GitHub account", one_line(user.get("login"))),
                ("name", "Name", one_line(user.get("name"))),
                ("email", "E-mail", one_line(user.get("email"))),
            ],
        )


def _entries(text: RecordText, value: Any) -> tuple[dict[str, int], list[Month]]:
    left = {"forked repositories": 0, "pull requests that were not merged": 0}
    dates: list[Month] = []
    for row in _rows(value):
        if text.full:
            break
        if _is_request(row):
            merged = _first(row, "merged_at", "mergedAt") or one_line(_at(row, "pull_request", "merged_at"))
            if not merged:
                left["pull requests that were not merged"] += 1
                continue
            _request(text, row, merged)
        elif row.get("fork") or row.get("isFork"):
            left["forked repositories"] += 1
            continue
        else:
            merged = _first(row, "pushed_at", "pushedAt")
            _repository(text, row, merged)
        month = month_of(merged)
        if month is not None:
            dates.append(month)
    return left, dates


def _rows(value: Any) -> Iterator[_Row]:
    """The repositories and pull requests, wherever the export keeps them."""
    if isinstance(value, list):
        yield from (row for row in value if isinstance(row, dict))
    elif isinstance(value, dict):
        for key in ("repositories", "repos", "pull_requests", "pullRequests", "items"):
            rows = value.get(key)
            if isinstance(rows, list):
                yield from (row for row in rows if isinstance(row, dict))


def _is_request(row: _Row) -> bool:
    return "title" in row and any(
        k in row for k in ("merged_at", "mergedAt", "pull_request", "repository_url", "repository")
    )


def _at(row: Any, *path: str) -> Any:
    for key in path:
        row = row.get(key) if isinstance(row, dict) else None
    return row


def _first(row: Any, *names: str) -> str:
    found = (one_line(row.get(n)) for n in names) if isinstance(row, dict) else ()
    return next((t for t in found if t), "")


def _language(repository: Any) -> str:
    return _first(repository, "language") or one_line(_at(repository, "primaryLanguage", "name"))


def _topics(repository: Any) -> str:
    rows = (repository.get("topics") or repository.get("repositoryTopics")) if repository else None
    names = [one_line(r) or _first(r, "name") for r in rows] if isinstance(rows, list) else []
    return ", ".join(n for n in names[:40] if n)


def _stars(repository: Any) -> str:
    return _first(repository, "stargazers_count", "stargazerCount", "stars")


def _repository(text: RecordText, row: _Row, pushed: str) -> None:
    name = _first(row, "full_name", "nameWithOwner", "name")
    text.add(
        "repository",
        [
            ("repository", "Repository", name),
            ("description", "Description", _first(row, "description")),
            ("language", "Language", _language(row)),
            ("topics", "Topics", _topics(row)),
            ("stars", "Stars", _stars(row)),
            ("date", "Last change", pushed[:10]),
            ("owner", "Owner", _first(row.get("owner"), "login") or name.partition("/")[0]),
        ],
    )


def _request(text: RecordText, row: _Row, merged: str) -> None:
    repository = row.get("repository") or _at(row, "base", "repo") or {}
    url = _first(row, "repository_url", "html_url", "url")
    named = _first(repository, "full_name", "nameWithOwner") or (_OF_URL.search(url) or ["", ""])[1]
    changed = [_first(row, k) for k in ("additions", "deletions")]
    text.add(
        "pull_request",
        [
            ("title", "Merged pull request", _first(row, "title")),
            ("repository", "Into", named),
            ("description", "About it", _first(repository, "description")),
            ("language", "Language", _language(repository)),
            ("stars", "Stars", _stars(repository)),
            ("changes", "Lines changed", f"+{changed[0]} -{changed[1]}" if all(changed) else ""),
            ("date", "Merged", merged[:10]),
            ("author", "Author", _first(row.get("user"), "login") or _first(row.get("author"), "login")),
        ],
    )
