"""A small vocabulary and short ways to write invented profiles and briefs for the matching tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assay.domain.brief import (
    Brief,
    Constraints,
    EvidenceAsked,
    Importance,
    RequiredSkill,
    Requirement,
    RequirementKind,
)
from assay.domain.dates import Month, Period
from assay.domain.document import Quote, Span
from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.match import Contribution, Match, Shortlist, Versions
from assay.domain.profile import (
    Education,
    Experience,
    Passage,
    Profile,
    Signal,
    SignalClaim,
    SkillClaim,
)
from assay.domain.skill import Seniority, Skill, SkillKind, Speciality
from assay.domain.transfer import EdgeSource, SpecialityEdge
from assay.matching import load_model, rank
from assay.matching.model import MatchModel
from assay.taxonomy import SpecialityProfile, Taxonomy
from assay.taxonomy._load_transfer import TransferData

AS_OF = Month(2026, 6)
PINNED = load_model(Path(__file__).parent / "pinned_model.yaml")
"""A model whose numbers stay: the shipped ones move with each fit."""

VERSIONS = Versions(assay="0", extractor="0", taxonomy="0", model="0", model_sha256="0")

_WIDER = {
    "machine-learning": (),
    "deep-learning": ("machine-learning",),
    "pytorch": ("deep-learning",),
    "tensorflow": ("deep-learning",),
    "kubernetes": (),
    "docker": (),
    "aws": (),
    "gcp": (),
    "vllm": ("llm-serving",),
    "llm-serving": ("machine-learning",),
}
_NEAR = {"pytorch": ("tensorflow",), "aws": ("gcp",), "docker": ("kubernetes",)}
_LABELS = {
    "pytorch": "PyTorch",
    "tensorflow": "TensorFlow",
    "aws": "AWS",
    "gcp": "Google Cloud",
    "vllm": "vLLM",
}


def label(skill: str) -> str:
    """A skill's name for people."""
    return _LABELS.get(skill, skill.replace("-", " ").capitalize())


def skill(name: str) -> Skill:
    """One entry of the small vocabulary."""
    return Skill(
        id=name,
        label=label(name),
        kind=SkillKind.TOOL,
        discipline="test",
        broader=_WIDER[name],
        neighbours=_NEAR.get(name, ()),
    )


def _field_edge(source: Speciality, target: Speciality, credit: float) -> SpecialityEdge:
    return SpecialityEdge(
        source=source,
        niche=None,
        target=target,
        credit=credit,
        reason="They share much of their work.",
        provenance=(EdgeSource.NEIGHBOUR,),
    )


TAXONOMY = Taxonomy(
    version="sha256:test",
    skills={name: skill(name) for name in _WIDER},
    specialities={
        Speciality.LLM: SpecialityProfile(
            id=Speciality.LLM,
            label="Large language models",
            skills={"vllm": 3.0, "llm-serving": 3.0, "pytorch": 2.0},
            neighbours={Speciality.ML_ENGINEERING: 0.7, Speciality.RESEARCH: 0.5},
        ),
        Speciality.ML_ENGINEERING: SpecialityProfile(
            id=Speciality.ML_ENGINEERING,
            label="Machine learning engineering",
            skills={"machine-learning": 2.0, "pytorch": 2.0},
            neighbours={Speciality.LLM: 0.7},
        ),
    },
    transfer=TransferData(
        specialities=(
            _field_edge(Speciality.ML_ENGINEERING, Speciality.LLM, 0.7),
            _field_edge(Speciality.RESEARCH, Speciality.LLM, 0.5),
            _field_edge(Speciality.LLM, Speciality.ML_ENGINEERING, 0.7),
        )
    ),
)
SKILLS = tuple(sorted(_WIDER))


def quote(text: str, start: int = 0) -> Quote:
    """A quote of an invented document."""
    return Quote("d" * 64, Span(start, start + len(text)), text)


def evidence(
    kind: EvidenceKind, text: str = "", *, flagged: bool = False, month: Month | None = None
) -> Evidence:
    """One passage of evidence."""
    words = text or f"A passage that shows {kind} work"
    return Evidence(
        kind=kind, quote=quote(words), mention=quote(words[:1]), reason="test", flagged=flagged, month=month
    )


def claim(
    name: str,
    kind: EvidenceKind = EvidenceKind.PRODUCTION,
    depth: int = 4,
    *,
    more: Sequence[Evidence] = (),
    flagged: bool = False,
    **values: Any,
) -> SkillClaim:
    """A claim with one passage of `kind` and perhaps `more`."""
    return SkillClaim(
        skill=name,
        label=label(name),
        kind=kind,
        depth=depth,
        evidence=(evidence(kind, f"{label(name)} {kind}", flagged=flagged), *more),
        last_used=values.pop("last_used", AS_OF),
        **values,
    )


def profile(*skills: SkillClaim, name: str = "ada", **values: Any) -> Profile:
    """A profile; by default a senior LLM engineer with eight years and no signals."""
    defaults: dict[str, Any] = {
        "documents": ("d" * 64,),
        "as_of": AS_OF,
        "language": "en",
        "speciality": Speciality.LLM,
        "speciality_evidence": (quote("LLM engineer"),),
        "seniority": Seniority.SENIOR,
        "seniority_evidence": (quote("Senior LLM Engineer"),),
        "years_relevant": 8.0,
        "experience": (role(),),
    }
    return Profile(id=name, skills=skills, **(defaults | values))


def empty(name: str = "nobody") -> Profile:
    """A profile of a document that says nothing."""
    return profile(
        name=name,
        language=None,
        speciality=Speciality.NON_TECH,
        speciality_evidence=(),
        seniority=Seniority.JUNIOR,
        seniority_evidence=(),
        years_relevant=0.0,
        experience=(),
    )


def role(title: str = "Senior LLM Engineer") -> Experience:
    """A role held since 2018."""
    return Experience(
        title=title,
        employer="Example Labs",
        period=Period(start=Month(2018, 6), ongoing=True),
        quotes=(quote(f"{title}, Example Labs, 2018-06 to present"),),
    )


def signal(which: Signal, level: int) -> SignalClaim:
    """A signal with its quote."""
    return SignalClaim(signal=which, level=level, quotes=(quote(f"words that show {which}"),))


def degree(level: int) -> Education:
    """A degree with its quote."""
    return Education(
        degree="Degree", field="Computing", institution="Example University", year=None, level=level,
        quotes=(quote("Degree in Computing, Example University"),),
    )  # fmt: skip


def passage(text: str, kind: EvidenceKind = EvidenceKind.PRODUCTION) -> Passage:
    """A sentence of work."""
    return Passage(quote=quote(text), kind=kind)


def asks(*skills: str, importance: Importance = Importance.MUST, **values: Any) -> Requirement:
    """A requirement for `skills`."""
    defaults: dict[str, Any] = {
        "id": "r1",
        "text": " and ".join(label(s) for s in skills) or "Something",
        "kind": RequirementKind.SKILL,
        "evidence": EvidenceAsked.ANY,
    }
    return Requirement(
        importance=importance,
        skills=tuple(RequiredSkill(skill=s, label=label(s.lstrip("~"))) for s in skills),
        **(defaults | values),
    )


def brief(*requirements: Requirement, **values: Any) -> Brief:
    """A brief for a senior LLM engineer; requirements are numbered in order."""
    defaults: dict[str, Any] = {
        "document": "b" * 64,
        "title": "Senior LLM Engineer",
        "language": "en",
        "speciality": Speciality.LLM,
        "seniority": Seniority.SENIOR,
        "constraints": Constraints(),
    }
    numbered = tuple(replace(r, id=f"r{n}") for n, r in enumerate(requirements, 1))
    return Brief(requirements=numbered, **(defaults | values))


def shortlist(asked: Brief, *profiles: Profile, model: MatchModel | None = None) -> Shortlist:
    """The ranking of `profiles`."""
    return rank(
        asked, profiles, model=model or load_model(), taxonomy=TAXONOMY, as_of=AS_OF, versions=VERSIONS
    )


def match(asked: Brief, person: Profile, model: MatchModel | None = None) -> Match:
    """The match of one person."""
    return shortlist(asked, person, model=model).matches[0]


def part(found: Match, requirement: str = "r1") -> Contribution:
    """One contribution of a match."""
    return next(p for p in found.contributions if p.requirement == requirement)
