"""Evidence: what the text itself shows of a skill, and how strongly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assay.domain.dates import Month
from assay.domain.document import Quote, SourceKind


class EvidenceKind(StrEnum):
    """Kinds of evidence, strongest first; `negative` only where nothing else speaks for the skill."""

    PRODUCTION = "production"
    APPLIED = "applied"
    RESEARCH = "research"
    EDUCATION = "education"
    LISTED = "listed"
    NEGATIVE = "negative"

    @property
    def strength(self) -> int:
        """5 for production down to 0 for negative."""
        return _STRENGTH[self]


_STRENGTH = {kind: 5 - number for number, kind in enumerate(EvidenceKind)}


class Ownership(StrEnum):
    """The person's own part in the work, strongest first."""

    LED = "led"
    OWNED = "owned"
    BUILT = "built"
    CONTRIBUTED = "contributed"
    ASSISTED = "assisted"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit as read: 410 ``gpu``, 2.8e3 ``requests/s``, 1.4e6 ``EUR``."""

    value: float
    unit: str
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One passage that speaks for (or against) a skill.

    Attributes:
        quote: the passage, at most 400 characters, in the document's own words.
        mention: the name of the skill as it stands in the text, inside or near `quote`.
        reason: the rule that gave the kind, as a sentence for people.
        role: index into `Profile.experience`, or None outside a job.
        month: the last month of that work where known.
        flagged: the passage lies in text that a finding discredits (hidden, stuffed, pasted,
            addressed to machines); flagged evidence is worth at most `listed`.
        source: whose words the quote is.
    """

    kind: EvidenceKind
    quote: Quote
    mention: Quote
    reason: str
    ownership: Ownership = Ownership.UNSTATED
    quantities: tuple[Quantity, ...] = ()
    role: int | None = None
    month: Month | None = None
    flagged: bool = False
    source: SourceKind = SourceKind.CV
