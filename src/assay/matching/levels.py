"""Levels and kinds of evidence as the kernel's numbers, each level with the words people read."""

from __future__ import annotations

from typing import Final

from assay.domain.brief import EvidenceAsked
from assay.domain.evidence import EvidenceKind
from assay.domain.match import Level
from assay.domain.profile import Signal
from assay.domain.skill import Seniority
from assay.index.numbers import KINDS

LEVELS: Final = tuple(Level)
"""All levels, lowest first: the kernel's level number is the place in this tuple."""

ASKED: Final = tuple(EvidenceAsked)
SENIORITIES: Final = tuple(Seniority)

SENIORITY_NUMBER: Final = {seniority: number for number, seniority in enumerate(SENIORITIES)}
LEVEL_NUMBER: Final = {level: number for number, level in enumerate(LEVELS)}

DENIED: Final = LEVEL_NUMBER[Level.DENIED]
NOT_STATED: Final = LEVEL_NUMBER[Level.NOT_STATED]
LISTED: Final = LEVEL_NUMBER[Level.LISTED]
ADJACENT: Final = LEVEL_NUMBER[Level.ADJACENT]
USED: Final = LEVEL_NUMBER[Level.USED]
PRACTISED: Final = LEVEL_NUMBER[Level.PRACTISED]

_LEVEL_WORDS: Final = {
    Level.DENIED: "the documents say no",
    Level.NOT_STATED: "not stated",
    Level.LISTED: "named, with no work attached",
    Level.THEORY: "studied or tried, with no work of the kind asked",
    Level.ADJACENT: "not shown itself, but near to what is shown",
    Level.USED: "used",
    Level.PRACTISED: "practised",
    Level.DEEP: "deep",
    Level.AUTHORITY: "authority",
}
LEVEL_WORDS: Final = tuple(_LEVEL_WORDS[level] for level in LEVELS)
"""What people read for each level number."""

_KIND_WORDS: Final = {
    EvidenceKind.PRODUCTION: "in production",
    EvidenceKind.APPLIED: "hands-on",
    EvidenceKind.RESEARCH: "in research",
    EvidenceKind.EDUCATION: "in study",
    EvidenceKind.LISTED: "in a list",
    EvidenceKind.NEGATIVE: "denied",
}
KIND_WORDS: Final = tuple(_KIND_WORDS[kind] for kind in KINDS)
"""What people read for each kind number."""

SIGNAL_WORDS: Final = {
    Signal.PRODUCTION: "systems in real use",
    Signal.PRODUCTION_ML: "machine learning in production",
    Signal.SYSTEM_DESIGN: "design of systems at scale",
    Signal.INFRASTRUCTURE: "AI infrastructure",
    Signal.COLLABORATION: "work across functions",
}
