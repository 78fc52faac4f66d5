"""Profile: everything scoring may see of a candidate. No name, contact, nationality or age."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assay.domain.dates import Month, Period
from assay.domain.document import Quote
from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.skill import Seniority, Speciality


class WorkKind(StrEnum):
    """What sort of experience entry this is; only `job` and `freelance` count as paid years."""

    JOB = "job"
    FREELANCE = "freelance"
    INTERNSHIP = "internship"
    PHD = "phd"
    VOLUNTEER = "volunteer"
    PROJECT = "project"


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """A role held. `quotes` hold the title, employer and date words; `bullets` the work described."""

    title: str
    employer: str
    period: Period
    kind: WorkKind = WorkKind.JOB
    quotes: tuple[Quote, ...] = ()
    bullets: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Education:
    """A degree or school. `year` is the year of completion; it is masked and never scored."""

    degree: str
    field: str
    institution: str
    year: str | None
    level: int = 0
    """0 unknown or below a degree, 1 bachelor, 2 master or diploma, 3 doctorate."""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A certificate, publication, patent, talk or link, as stated."""

    kind: str
    """``certificate``, ``publication``, ``patent``, ``talk`` or ``link``."""
    title: str
    year: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillClaim:
    """A skill with all its evidence, strongest first, and what follows from it.

    `skill` is the taxonomy id; for a term outside the taxonomy it is ``~`` and the normalised
    phrase. `depth` is 0-5 (none, aware, used, practised, deep, authority). `months` counts the
    calendar months of the jobs in which it was used.
    """

    skill: str
    label: str
    aliases: tuple[str, ...] = ()
    kind: EvidenceKind
    depth: int
    depth_range: tuple[int, int] | None = None
    """Lowest and highest depth that hold 80 % of the chances; None where depth was not judged by the model."""
    evidence: tuple[Evidence, ...]
    last_used: Month | None = None
    months: int | None = None
    salient: bool = True
    """Whether the skill tells people of the field apart; industries and what everybody names do not."""

    @property
    def linked(self) -> bool:
        """Whether the taxonomy knows the skill."""
        return not self.skill.startswith("~")


class Signal(StrEnum):
    """The five experience signals."""

    PRODUCTION = "production"
    PRODUCTION_ML = "production_ml"
    SYSTEM_DESIGN = "system_design"
    INFRASTRUCTURE = "infrastructure"
    COLLABORATION = "collaboration"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalClaim:
    """A signal's level, 0 (none) to 4 (outstanding), with the quotes that gave it."""

    signal: Signal
    level: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence or bullet of work, education or summary, for open requirements. Identity is masked
    before a passage is kept: lines of contact and personal data never become passages."""

    quote: Quote
    kind: EvidenceKind
    role: int | None = None


class FindingKind(StrEnum):
    """What can be wrong with a document; shown to the user, never a silent penalty."""

    KEYWORD_STUFFING = "keyword_stuffing"
    PASTED_JOB_TEXT = "pasted_job_text"
    HIDDEN_TEXT = "hidden_text"
    TEXT_FOR_MACHINES = "text_for_machines"
    CONTRADICTORY_DATES = "contradictory_dates"
    ANACHRONISM = "anachronism"
    OUT_OF_PROPORTION = "out_of_proportion"
    DUPLICATE_DOCUMENT = "duplicate_document"
    UNREAD_LANGUAGE = "unread_language"
    UNLAWFUL_REQUIREMENT = "unlawful_requirement"
    CONTRADICTORY_REQUIREMENT = "contradictory_requirement"
    NO_REQUIREMENTS = "no_requirements"
    NOT_THE_PERSONS = "not_the_persons"
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    PROTECTED_LEFT_OUT = "protected_left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something the reader of a result should know, in a sentence, with the text it is about."""

    kind: FindingKind
    text: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What scoring sees of a candidate.

    `id` is a pseudonym made from the sha256 of the documents. `documents` are those sha256.
    `as_of` ended every "present". `seniority_evidence` and `speciality_evidence` are quotes.
    """

    id: str
    documents: tuple[str, ...]
    as_of: Month
    language: str | None
    speciality: Speciality
    speciality_evidence: tuple[Quote, ...] = ()
    speciality_scores: tuple[tuple[Speciality, float], ...] = ()
    """Share of the evidence for each speciality, 0-1, largest first."""
    seniority: Seniority
    seniority_evidence: tuple[Quote, ...] = ()
    years_relevant: float
    skills: tuple[SkillClaim, ...] = ()
    experience: tuple[Experience, ...] = ()
    education: tuple[Education, ...] = ()
    credentials: tuple[Credential, ...] = ()
    signals: tuple[SignalClaim, ...] = ()
    languages: tuple[tuple[str, Quote], ...] = ()
    """ISO 639 code and the words that state it."""
    passages: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()

    def signal(self, signal: Signal) -> SignalClaim | None:
        """The claim for `signal`, or None."""
        return next((s for s in self.signals if s.signal is signal), None)
