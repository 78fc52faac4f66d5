"""Match: a score that is the sum of what is shown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from assay.domain.dates import Month
from assay.domain.document import Quote
from assay.domain.profile import Finding
from assay.domain.transfer import TransferPath


class Level(StrEnum):
    """How well the evidence answers a requirement, lowest first. The list is closed."""

    DENIED = "denied"
    NOT_STATED = "not stated"
    LISTED = "listed"
    THEORY = "theory only"
    ADJACENT = "adjacent"
    USED = "used"
    PRACTISED = "practised"
    DEEP = "deep"
    AUTHORITY = "authority"

    @property
    def rank(self) -> int:
        """0 for denied to 8 for authority."""
        return list(Level).index(self)


class Band(StrEnum):
    """What the score means, best first. A band never rejects."""

    STRONG = "strong"
    GOOD = "good"
    PARTIAL = "partial"
    LIMITED = "limited"
    NEEDS_REVIEW = "needs review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One requirement's part of the score, in bits, with the quotes that earned it.

    `via` names the related skill through which an adjacent level was reached, `path` the edges from it to
    the skill asked, and `credit` the share (0-1) of direct evidence's bits that it earned at most. `label`
    is the sentence shown to people. A contribution other than 0 bits always has a quote.
    """

    requirement: str
    level: Level
    bits: float
    label: str
    via: str | None = None
    skill: str | None = None
    path: TransferPath | None = None
    credit: float = 1.0
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """Lowest and highest likely score, 0-100. By default nothing is known of it."""

    low: float = 0.0
    high: float = 100.0

    def overlaps(self, other: Interval) -> bool:
        """Whether some score lies in both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to ask a person, and why.

    `requirement` is a requirement's id or "seniority". `brief` are the brief's words that prompted it,
    `quotes` the candidate's own, where there are any. `bits` is what the best usual answer would add.
    """

    text: str
    requirement: str
    bits: float = 0.0
    brief: tuple[Quote, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One candidate against one brief. `bits` is `prior` plus the contributions; nothing is hidden.

    `interval` is the score's range from what is in doubt in the reading; the score lies in it.
    """

    profile: str
    rank: int
    prior: float
    contributions: tuple[Contribution, ...]
    band: Band
    interval: Interval = Interval()
    question_details: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions' texts, most valuable first."""
        return tuple(question.text for question in self.question_details)

    @property
    def bits(self) -> float:
        """The score in bits (log2 odds): the prior and every contribution, added in order."""
        total = self.prior
        for part in self.contributions:
            total += part.bits
        return total

    @property
    def score(self) -> float:
        """0-100: the odds ``2**bits`` as a percentage."""
        return 100.0 / (1.0 + math.exp2(-self.bits))


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Everything a result depends on besides the documents."""

    assay: str
    extractor: str
    taxonomy: str
    model: str
    model_sha256: str
    similarity: str = "words"
    """What compared phrases outside the vocabulary: ``words``, or the name of an embedding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """Everyone in the pool, best first; equal bits share a rank."""

    brief: str
    as_of: Month
    matches: tuple[Match, ...]
    versions: Versions
