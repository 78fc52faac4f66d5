"""Rules that bind a hiring: what must be done by when, what a brief may not say, and what was asked of a place.

Shown to people beside the sentence `assay.domain.route.DISCLAIMER`. Nothing here enters a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assay.domain.document import Span
from assay.domain.route import DISCLAIMER, NOT_VERIFIED, Answer, Provenance, Trust


class Topic(StrEnum):
    """What a rule is about."""

    AI_HIRING = "ai_hiring"
    PAY_TRANSPARENCY = "pay_transparency"
    DATA_TRANSFER = "data_transfer"
    SCREENING = "screening"
    EXPORT_CONTROL = "export_control"


class Phase(StrEnum):
    """When in a hiring a duty falls due, in order; `always` and `yearly` go on throughout."""

    ALWAYS = "always"
    BEFORE_POSTING = "before_posting"
    BEFORE_SCREENING = "before_screening"
    BEFORE_INTERVIEW = "before_interview"
    AT_REJECTION = "at_rejection"
    BEFORE_OFFER = "before_offer"
    AFTER_HIRE = "after_hire"
    YEARLY = "yearly"


class Standing(StrEnum):
    """Whether a duty binds on the day asked about."""

    IN_FORCE = "in_force"
    TREAT_AS_DUE = "treat_as_due"
    """Its date has passed, but no law in force was read."""
    SCHEDULED = "scheduled"
    """Begins later."""


class Severity(StrEnum):
    """How a finding in a brief is to be taken."""

    MUST_FIX = "must_fix"
    ADVISE = "advise"


@dataclass(frozen=True, slots=True, kw_only=True)
class HiringContext:
    """What is known of one hiring.

    Places are ISO 3166 codes: ``DE``, ``US``, ``US-CA``, ``US-NY-NYC``, or ``EU``. `job_places` is where the
    work may be done (a role open to the whole US is ``US`` with `remote`), `candidate_places` where candidates
    are (empty: where the job is), `recipient_places` where those are who receive the CVs (empty: not known).
    Dates and `employer_size` (persons employed) are None where not known. `ai_screening` says whether a
    ranking is used, which is so with Assay. `today` is the day of looking, by which reviews and sources age (None:
    the day asked about).
    """

    job_places: tuple[str, ...]
    candidate_places: tuple[str, ...] = ()
    recipient_places: tuple[str, ...] = ()
    remote: bool | None = None
    ai_screening: bool = True
    employer_size: int | None = None
    posting: date | None = None
    screening: date | None = None
    interview: date | None = None
    rejection: date | None = None
    offer: date | None = None
    planned_start: date | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One duty for one hiring.

    `due` is a date where the hiring's dates give one; `due_text` says when in words in any case.
    `applies` is yes, or unknown where it hangs on something not known (`needs` names it). `begins` and
    `ends` bound the duty's dates, inclusive. `before_start` says of a scheduled duty whether it begins on
    or before the planned start, None where no start is given. `unsettled` says why a date passed or planned
    may not bind, `litigation` what is before the courts.
    """

    rule: str
    rule_name: str
    topic: Topic
    duty: str
    text: str
    phase: Phase
    due: date | None
    due_text: str
    places: tuple[str, ...]
    applies: Answer
    why: str
    needs: tuple[str, ...]
    standing: Standing
    begins: date | None
    ends: date | None
    before_start: bool | None
    penalty: str | None
    note: str | None
    litigation: str | None
    unsettled: str | None
    provenance: Provenance
    source_titles: tuple[str, ...]
    trust: Trust
    trust_reasons: tuple[str, ...]

    @property
    def mark(self) -> str:
        """`NOT_VERIFIED` where nobody read the rule in a source, else empty."""
        return "" if self.provenance.verification.verified else NOT_VERIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class HiringConflict:
    """Rules of one hiring that pull apart, and what to do."""

    rules: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HiringChecklist:
    """Duties of a hiring as of `on`, each list in the order of phases.

    `items` bind; `to_check` may bind and say what would settle it; `scheduled` begin later and were known
    on that day (their `applies` says whether they surely concern the hiring).
    """

    on: date
    items: tuple[ChecklistItem, ...]
    to_check: tuple[ChecklistItem, ...]
    scheduled: tuple[ChecklistItem, ...]
    conflicts: tuple[HiringConflict, ...]
    disclaimer: str = DISCLAIMER


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPay:
    """Pay as a brief states it, None for each part that it leaves out.

    `currency` is ISO 4217; `period` is ``year``, ``month``, ``day`` or ``hour``. Equal ends are a fixed rate.
    """

    minimum: float | None = None
    maximum: float | None = None
    currency: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFinding:
    """Wording of a brief, or its silence, that a rule does not allow.

    `quote` is the range of code points in the text and `words` what stands there; both are empty where
    something is missing. `applies` is unknown where the rule may not concern the role. `begins` is set where
    the rule is not in force yet.
    """

    code: str
    rule: str
    rule_name: str
    quote: Span | None
    words: str
    message: str
    instead: str
    severity: Severity
    places: tuple[str, ...]
    applies: Answer
    begins: date | None
    provenance: Provenance
    trust: Trust

    @property
    def mark(self) -> str:
        """`NOT_VERIFIED` where nobody read the rule in a source, else empty."""
        return "" if self.provenance.verification.verified else NOT_VERIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedQuestions:
    """Lawful wording for asking about work authorisation in a country.

    `side` is ``recruiter`` (asks in the hiring) or ``candidate`` (volunteers facts, apart from the hiring).
    """

    country: str
    side: str
    questions: tuple[str, ...]
    never: tuple[str, ...]
    note: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRange:
    """Calendar days of notice that a person who resigns usually serves; a month counts as 30."""

    country: str
    low_days: int
    high_days: int
    note: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRule:
    """A rule of employment in words, with where it comes from."""

    text: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentFacts:
    """Notice, probation and non-compete in a country on a day; `later` are rows that begin after it."""

    country: str
    notice: StatedRule
    notice_range: NoticeRange
    probation: StatedRule
    non_compete: StatedRule
    later: tuple[StatedRule, ...]


class EngagementStanding(StrEnum):
    """Whether a mode of engagement may be used in a country."""

    AVAILABLE = "available"
    RESTRICTED = "restricted"
    LICENCE = "licence"
    """Only with a licence."""
    BARRED = "barred"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementNote:
    """A row on a mode (``eor``, ``contractor``, ``own_entity``) in a country."""

    country: str
    mode: str
    standing: EngagementStanding
    text: str
    scheduled: bool
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementNotes:
    """All on a mode in a country: rows (none where nothing was collected) and what to check everywhere.

    `standing` is that of the row in force that weighs most; unclear where there is none.
    """

    country: str
    mode: str
    name: str
    standing: EngagementStanding
    notes: tuple[EngagementNote, ...]
    checks: tuple[str, ...]
    provenance: Provenance
