"""What a language model answers, read with suspicion: anything that is no proposal is dropped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assay.domain.evidence import EvidenceKind

MAX_PROPOSALS = 300
"""Most proposals taken from one answer."""

_MAX_ANSWER = 400_000
_MAX_SKILL, _MAX_QUOTE = 80, 600


@dataclass(frozen=True, slots=True)
class Proposal:
    """A skill that the model claims a statement shows, in its own words; nothing of it is believed yet."""

    statement: int
    skill: str
    quote: str
    kind: EvidenceKind


def proposals_in(answer: str) -> list[Proposal] | None:
    """The proposals in an answer; None where it is no answer in the form asked for.

    Of an answer that was cut off or wrapped in prose, the whole objects are kept.
    """
    text = answer[:_MAX_ANSWER]
    value = _loaded(text)
    if isinstance(value, dict) and isinstance(value.get("skills"), list):
        rows: list[Any] = value["skills"]
    elif isinstance(value, list):
        rows = value
    else:
        rows = list(_whole_objects(text))
        if not rows:
            return None
    return [p for row in rows[:MAX_PROPOSALS] if (p := _proposal(row)) is not None]


def _loaded(text: str) -> Any:
    bare = text.strip()
    if bare.startswith("```"):
        bare = bare.partition("\n")[2].rpartition("```")[0]
    try:
        return json.loads(bare)
    except (ValueError, RecursionError):
        return None


def _whole_objects(text: str) -> Iterator[dict[str, Any]]:
    """Objects that look like proposals, wherever they stand."""
    decoder, at, tries = json.JSONDecoder(), text.find("{"), 0
    while at >= 0 and tries < MAX_PROPOSALS * 4:
        tries += 1
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            rows = value.get("skills", [value])
            yield from (
                r
                for r in (rows if isinstance(rows, list) else [])
                if isinstance(r, dict) and "skill" in r and "quote" in r
            )
        at = text.find("{", end)


def _proposal(row: Any) -> Proposal | None:
    if not isinstance(row, dict):
        return None
    skill, quote = row.get("skill"), row.get("quote")
    if not isinstance(skill, str) or not isinstance(quote, str):
        return None
    skill, quote = " ".join(skill.split()), quote.strip()
    if (
        not skill
        or not quote
        or len(skill) > _MAX_SKILL
        or len(quote) > _MAX_QUOTE
        or not skill.isprintable()
    ):
        return None
    number = row.get("statement")
    try:
        kind = EvidenceKind(str(row.get("kind")))
    except ValueError:
        return None
    return Proposal(number if type(number) is int else -1, skill, quote, kind)
