"""Collect evidence from another machine into a file that can be read, kept and audited."""

from __future__ import annotations

import os

import msgspec

GITHUB_TOKEN = "ASSAY_GITHUB_TOKEN"  # noqa: S105 - the name of a variable
"""Environment variable that holds a GitHub token; one without any scope is enough."""


def collect_github(login: str, *, api: str | None = None) -> bytes:
    """An account's public repositories and merged pull requests as the JSON that `assay profile --evidence` reads.

    Asks GitHub (or `api`, an enterprise server) with the token in ASSAY_GITHUB_TOKEN; sends the login alone.
    Raises EndpointError or UsageError in a sentence.
    """
    from assay.online.github import API, GitHub

    github = GitHub(api=api or API, token=os.environ.get(GITHUB_TOKEN, ""))
    return msgspec.json.format(msgspec.json.encode(github.export(login)), indent=1) + b"\n"
