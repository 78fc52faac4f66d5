"""A language model as extractor: its answers are proposals, and only what stands in the text is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assay.domain.identity import Identity
from assay.errors import EndpointError
from assay.extraction.layout import CvLayout
from assay.extraction.mentions import Settings
from assay.extraction.phrases import unlinked
from assay.extraction.port import Added, Additions
from assay.extraction.proposals.align import borne_out, quote_place
from assay.extraction.proposals.answers import Proposal, proposals_in
from assay.extraction.proposals.prompt import (
    MAX_PARTS,
    PROMPT_VERSION,
    SCHEMA,
    SYSTEM,
    Asked,
    asked_of,
    parts_of,
    question,
)
from assay.taxonomy import Taxonomy

_ASK_AGAIN = 2
FAILURES = 3
"""Failures in a row from which an endpoint counts as down."""


class _Reply(Protocol):
    @property
    def text(self) -> str: ...

    @property
    def cut(self) -> bool: ...


class Completion(Protocol):
    """A language model to ask."""

    @property
    def version(self) -> str:
        """Model and server, as results name them."""

    def complete(self, system: str, user: str, schema: Mapping[str, Any]) -> _Reply:
        """The answer's text, and whether it was cut off; raises EndpointError where there is none."""


@dataclass(slots=True)
class ModelExtractor:
    """Asks a model about a CV's statements, part by part. Nothing of the person is sent."""

    model: Completion
    _failed: int = 0

    @property
    def version(self) -> str:
        """The model and the version of the question."""
        return f"llm {self.model.version} prompt {PROMPT_VERSION}"

    def additions(self, layout: CvLayout, identity: Identity, taxonomy: Taxonomy) -> Additions:
        """Mentions that the model proposes and the text bears out, beside those the rules find."""
        parts = list(parts_of(asked_of(layout, identity)))
        told: Counter[str] = Counter()
        found: dict[tuple[str, int], Added] = {}
        seen = _seen_by_rules(layout, taxonomy)
        for part in parts[:MAX_PARTS]:
            for proposal in self._asked(part, told):
                kept = _kept(layout, part, proposal, taxonomy, told)
                if kept is not None and (kept[1].skill, kept[0]) not in seen:
                    found.setdefault((kept[1].skill, kept[0]), kept[1])
        told["left"] = max(0, len(parts) - MAX_PARTS)
        told["added"] = len(found)
        return Additions(tuple(sorted(found.values(), key=lambda a: a.start)), tuple(_notes(told)))

    def _asked(self, part: Sequence[Asked], told: Counter[str]) -> list[Proposal]:
        """The proposals for one part; an answer that cannot be read is asked for once more, then told."""
        for _ in range(_ASK_AGAIN):
            reply = self._reply(question(part))
            proposals = proposals_in(reply.text)
            if proposals is not None:
                told["cut"] += reply.cut
                told["proposed"] += len(proposals)
                return proposals
        told["unread"] += 1
        return []

    def _reply(self, asked: str) -> _Reply:
        """The model's reply; after FAILURES in a row the model is not waited for again."""
        if self._failed >= FAILURES:
            raise EndpointError(
                f"{self.model.version} failed {FAILURES} times in a row and is not asked again"
            )
        try:
            reply = self.model.complete(SYSTEM, asked, SCHEMA)
        except EndpointError:
            self._failed += 1
            raise
        self._failed = 0
        return reply


def _seen_by_rules(layout: CvLayout, taxonomy: Taxonomy) -> set[tuple[str, int]]:
    """Skill and statement of every mention that the rules find."""
    settings = Settings(layout)
    known = taxonomy.find(layout.mended.text)
    places = [(m.skill, m.start) for m in known]
    places += [(o.id, o.start) for o in unlinked(layout, taxonomy, known)]
    return {(skill, at[0]) for skill, start in places if (at := settings.at(start)) is not None}


def _kept(
    layout: CvLayout, part: Sequence[Asked], proposal: Proposal, taxonomy: Taxonomy, told: Counter[str]
) -> tuple[int, Added] | None:
    """The statement and the mention that a proposal makes; None, and counted, where the text does not bear it out."""
    for asked in _nearest(part, proposal.statement):
        quote = quote_place(asked.text, proposal.quote)
        if quote is None:
            continue
        borne = borne_out(asked.text, quote, proposal.skill, taxonomy)
        if borne is None:
            told["not_borne_out"] += 1
            return None
        statement = layout.statements[asked.index]
        start, end = statement.place(borne.place.start), statement.place(borne.place.end - 1) + 1
        phrase = asked.text[borne.place.start : borne.place.end]
        return asked.index, Added(
            start=start, end=end, skill=borne.skill, phrase=phrase, ceiling=proposal.kind
        )
    told["not_in_text"] += 1
    return None


def _nearest(part: Sequence[Asked], number: int) -> Iterator[Asked]:
    """The statement the model names first, then the others: models miscount."""
    yield from (a for a in part if a.index == number)
    yield from (a for a in part if a.index != number)


def _notes(told: Counter[str]) -> Iterator[str]:
    yield (
        f"The language model proposed {told['proposed']} mentions: {told['added']} added, "
        f"{told['not_in_text']} dropped as not in the text, {told['not_borne_out']} dropped as not borne out by "
        "their quote; the others were known already."
    )
    if told["unread"]:
        yield f"{told['unread']} answer(s) of the language model could not be read; there the rules stand alone."
    if told["cut"]:
        yield f"{told['cut']} answer(s) of the language model were cut off; what was whole was kept."
    if told["left"]:
        yield f"The document is long: its last {told['left']} part(s) were not shown to the language model."
