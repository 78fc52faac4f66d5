"""Skill and speciality: the vocabulary's own values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SkillKind(StrEnum):
    """What sort of thing a skill is."""

    TOOL = "tool"  # software, library, service, hardware
    LANGUAGE = "language"  # programming or query language
    METHOD = "method"  # algorithm, technique, model family
    PRACTICE = "practice"  # a way of working: on-call, A/B testing
    FIELD = "field"  # area of knowledge: computer vision
    RULE = "rule"  # law, standard, framework: EU AI Act
    CREDENTIAL = "credential"  # certificate: CKA
    DOMAIN = "domain"  # industry: banking, clinical care


class Speciality(StrEnum):
    """Role families, as `assay profile` names them."""

    ML_ENGINEERING = "ml_engineering"
    LLM = "llm"
    AI_INFRASTRUCTURE = "ai_infrastructure"
    DATA_ENGINEERING_FOR_ML = "data_engineering_for_ml"
    AI_GOVERNANCE = "ai_governance"
    MLOPS = "mlops"
    COMPUTER_VISION = "computer_vision"
    NLP_SPEECH = "nlp_speech"
    RECSYS_SEARCH = "recsys_search"
    RESEARCH = "research"
    DATA_SCIENCE = "data_science"
    RL_ROBOTICS = "rl_robotics"
    SOFTWARE_OTHER = "software_other"
    NON_TECH = "non_tech"


class Seniority(StrEnum):
    """Levels, lowest first."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"

    @property
    def rank(self) -> int:
        """0 for junior to 3 for staff."""
        return list(Seniority).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """One entry of the taxonomy.

    Attributes:
        id: lower-case slug, unique (``vllm``, ``speculative-decoding``).
        label: canonical English name.
        aliases: other English names, matched without regard to case unless in `case`.
        names: (ISO 639-1 code, name) of usual names in other languages.
        discipline: the YAML file's discipline (``llm``, ``infrastructure`` ...).
        broader: ids of wider skills; evidence of this skill is evidence of those.
        neighbours: ids of related skills, used for context and transfer.
        context: words of which one must be near, for a name that also means something else.
        ambiguous: aliases (or the label) that count only with context.
        unlike: phrases with an ambiguous name in which it means something else ("snowflake schema").
        brand: ambiguous names that with their capital seldom mean anything else.
        person: ambiguous names that people bear as well (Ray, Julia).
        phrased: ways to tell the skill in other words, in parts with a gap of a few words between and
            ``|`` between alternatives, ``*`` for any ending ("train* .. model*|network*").
        case: names that match only with their capital letters (``RAG``, ``Go``).
        since: first year in which the thing could be used, or None for the timeless.
        esco: ESCO skill URI; onet: O*NET technology name or element id.
        general: too general to tell people of the field apart (an office tool, a way of working that
            everybody names, a word for the field as a whole): to be held low unless a brief asks for it.
    """

    id: str
    label: str
    kind: SkillKind
    discipline: str
    aliases: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    broader: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    brand: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    phrased: tuple[str, ...] = ()
    case: tuple[str, ...] = ()
    since: int | None = None
    esco: str | None = None
    onet: str | None = None
    general: bool = False

    @property
    def salient(self) -> bool:
        """Whether the skill tells people of the field apart: neither general nor an industry."""
        return not self.general and self.kind is not SkillKind.DOMAIN

    @property
    def all_names(self) -> tuple[str, ...]:
        """Label, aliases, names in other languages and case-bound names, each once."""
        foreign = (name for _, name in self.names)
        return tuple(dict.fromkeys((self.label, *self.aliases, *foreign, *self.case)))
