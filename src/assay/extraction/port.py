"""The port for extractors: who finds where a CV names or describes a skill.

The rules always read. Another extractor may only add mentions to what they find; every mention, whoever
found it, is judged by the same model of evidence on the same text, and an extractor's own opinion of the
kind can hold a mention down, never lift it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assay.domain.evidence import EvidenceKind
from assay.domain.identity import Identity
from assay.extraction.layout import CvLayout
from assay.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A mention beside those of the rules: places in the mended text, and the strongest kind it may be."""

    start: int
    end: int
    skill: str
    phrase: str
    ceiling: EvidenceKind


@dataclass(frozen=True, slots=True)
class Additions:
    """Mentions in text order, and what should be told of how they came about, a sentence each."""

    mentions: tuple[Added, ...] = ()
    notes: tuple[str, ...] = ()


class Extractor(Protocol):
    """Finds mentions of skills in a document beside those the rules find."""

    @property
    def version(self) -> str:
        """What made the mentions, as results name it."""

    def additions(self, layout: CvLayout, identity: Identity, taxonomy: Taxonomy) -> Additions:
        """Mentions in a document whose flagged text is blanked; raises EndpointError where none can be had."""


class RulesAlone:
    """The default: nothing beside the rules."""

    version = ""

    def additions(self, layout: CvLayout, identity: Identity, taxonomy: Taxonomy) -> Additions:
        """Nothing."""
        del layout, identity, taxonomy
        return Additions()
