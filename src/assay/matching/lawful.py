"""Lawful: subjects that no question to a candidate may touch. docs/explanation/explanations.md has the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import yaml

from assay.domain.brief import Brief, Requirement
from assay.domain.profile import FindingKind
from assay.index.words import normalise

_FILE: Final = Path(__file__).parent / "models" / "unlawful.yaml"


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Subject to the words of a question about it, on normalised text."""
    data: Mapping[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") for name, words in data.items()}


def subjects() -> tuple[str, ...]:
    """Names of the subjects."""
    return tuple(_patterns())


@lru_cache(maxsize=8192)
def unlawful_subject(text: str) -> str | None:
    """The subject that makes `text` a question nobody may be asked; None where there is none.

    >>> unlawful_subject("Are you married?"), unlawful_subject("Have you used Ray?")
    ('family', None)
    """
    plain = normalise(text)
    return next((name for name, pattern in _patterns().items() if pattern.search(plain)), None)


def lawful_requirements(brief: Brief) -> frozenset[str]:
    """Ids of the requirements whose words no finding calls unlawful: only these become questions."""
    kept = (r.id for r in brief.requirements if not _called_unlawful(r, brief))
    return frozenset(kept)


def _called_unlawful(requirement: Requirement, brief: Brief) -> bool:
    findings = (f for f in brief.findings if f.kind is FindingKind.UNLAWFUL_REQUIREMENT)
    quotes: Iterable[tuple[str, int, int]] = (
        (q.document, q.span.start, q.span.end) for f in findings for q in f.quotes
    )
    return any(
        q.document == document and q.span.start < end and start < q.span.end
        for document, start, end in quotes
        for q in requirement.quotes
    )
