"""Brief: what a role asks for, each requirement on the brief's own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assay.domain.document import Quote
from assay.domain.profile import Finding
from assay.domain.skill import Seniority, Speciality


class Importance(StrEnum):
    """How much a requirement weighs: without a must a recruiter would not submit the person."""

    MUST = "must"
    SHOULD = "should"
    NICE = "nice"


class RequirementKind(StrEnum):
    """What sort of thing is asked for."""

    SKILL = "skill"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SIGNAL = "signal"
    DOMAIN = "domain"
    LANGUAGE = "language"
    OTHER = "other"


class EvidenceAsked(StrEnum):
    """The kind of experience a requirement insists on."""

    PRODUCTION = "production"
    RESEARCH = "research"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredSkill:
    """A skill a requirement names: taxonomy id, or ``~`` and the normalised phrase.

    `wordings` are names that the brief itself, or a person describing the same, gives it.
    """

    skill: str
    label: str
    wordings: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that can be checked in a CV.

    `alternatives`: any one of `skills` is enough. `years`: the minimum stated. `signals` names the
    experience signals (`Signal` values) the words ask for. `degree_level` as in `Education.level`. `also`
    are skills that the words name or describe beside `skills` (a wider one, say): shown, never weighed.
    """

    id: str
    text: str
    importance: Importance
    kind: RequirementKind
    skills: tuple[RequiredSkill, ...] = ()
    also: tuple[RequiredSkill, ...] = field(default=(), compare=False)
    alternatives: bool = False
    years: float | None = None
    evidence: EvidenceAsked = EvidenceAsked.ANY
    signals: tuple[str, ...] = ()
    degree_level: int = 0
    language: str | None = None
    quotes: tuple[Quote, ...] = ()


class Remote(StrEnum):
    """Where the work is done."""

    ONSITE = "onsite"
    HYBRID = "hybrid"
    REMOTE = "remote"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """Pay as stated; `period` is ``year``, ``month``, ``day`` or ``hour``; currency as ISO 4217."""

    minimum: float
    maximum: float
    currency: str
    period: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """Terms of the role. None of them enters the score."""

    locations: tuple[str, ...] = ()
    remote: Remote = Remote.UNSPECIFIED
    sponsorship: str = "unspecified"
    """``yes``, ``no`` or ``unspecified``."""
    pay: Pay | None = None
    employment: str = "unspecified"
    """``full-time``, ``part-time``, ``contract``, ``internship`` or ``unspecified``."""
    languages: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A role brief as read (or as edited by a person).

    `document` is the brief's sha256. `seniority` is the lowest level that fits, None where the
    brief does not say. `speciality_quotes` and `seniority_quotes` are the words that gave them.
    """

    document: str
    title: str
    language: str | None
    speciality: Speciality
    seniority: Seniority | None
    requirements: tuple[Requirement, ...]
    constraints: Constraints
    title_quotes: tuple[Quote, ...] = ()
    speciality_quotes: tuple[Quote, ...] = ()
    seniority_quotes: tuple[Quote, ...] = ()
    findings: tuple[Finding, ...] = ()
