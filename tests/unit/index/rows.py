"""Invented people for the tests of the index: random profiles of the matching tests' small vocabulary."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.unit.matching.cast import (
    AS_OF,
    SKILLS,
    TAXONOMY,
    asks,
    brief,
    claim,
    degree,
    evidence,
    passage,
    profile,
    quote,
    signal,
)

from assay.domain.brief import EvidenceAsked, Importance, RequirementKind
from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Profile, Signal
from assay.domain.skill import Seniority, Speciality
from assay.index.hashed_passages import text_row_of
from assay.index.scoring_row import ScoringRow, row_of
from assay.matching import compile_plan, load_model
from assay.matching.plan import Plan

MODEL = load_model()
WORDS = "sonar freight array model serving of the shard latency C++ token queue Größe élan 42".split()
PHRASES = ("~sonar array", "~freight queue", "~token shard", "~latency model")
KINDS = tuple(EvidenceKind)

ASKED = brief(
    asks("pytorch", years=4.0),
    asks("kubernetes", "aws", alternatives=True, evidence=EvidenceAsked.PRODUCTION),
    asks("docker", "gcp", importance=Importance.SHOULD),
    asks("~sonar array", importance=Importance.SHOULD),
    asks(importance=Importance.NICE, text="Keeps the shard latency of a token queue low"),
    asks(importance=Importance.NICE, kind=RequirementKind.SIGNAL, signals=(Signal.COLLABORATION,)),
    asks(importance=Importance.NICE, kind=RequirementKind.EDUCATION, degree_level=2),
    asks(importance=Importance.NICE, kind=RequirementKind.LANGUAGE, language="de"),
)


def plan() -> Plan:
    """A plan with every kind of row: skills, alternatives, years, open wording, signal, degree, language."""
    return compile_plan(ASKED, MODEL, TAXONOMY)


def person(seed: int) -> Profile:
    """The invented person of a number; the same each time."""
    draw = random.Random(seed)
    skills = [
        claim(
            name, draw.choice(KINDS), draw.randint(0, 5),
            more=[evidence(draw.choice(KINDS))] * draw.randint(0, 1),
            months=draw.choice((None, draw.randint(0, 200))),
            last_used=draw.choice((None, Month(draw.randint(2005, 2026), 1))),
        )
        for name in draw.sample((*SKILLS, *PHRASES, f"~only {seed}"), draw.randint(0, 8))
    ]  # fmt: skip
    told = (quote("words of the document"),)
    return replace(
        profile(*skills, name=f"p{seed}"),
        speciality=draw.choice(tuple(Speciality)),
        speciality_evidence=draw.choice(((), told)),
        speciality_scores=tuple(
            (s, draw.random()) for s in draw.sample(tuple(Speciality), draw.randint(0, 3))
        ),
        seniority=draw.choice(tuple(Seniority)),
        seniority_evidence=draw.choice(((), told)),
        years_relevant=draw.choice((0.0, draw.random() * 20)),
        experience=draw.choice(((), profile().experience)),
        signals=tuple(signal(s, draw.randint(0, 4)) for s in draw.sample(tuple(Signal), draw.randint(0, 5))),
        education=tuple(degree(draw.randint(0, 3)) for _ in range(draw.randint(0, 2))),
        languages=tuple((code, told[0]) for code in draw.sample(("de", "en", "pl"), draw.randint(0, 2))),
        language=draw.choice((None, "en", "de")),
        passages=tuple(
            passage(" ".join(draw.choices(WORDS, k=draw.randint(0, 9))), draw.choice(KINDS))
            for _ in range(draw.randint(0, 4))
        ),
    )


def entry(number: int, seed: int | None = None) -> tuple[int, ScoringRow, bytes]:
    """What an update adds for a number: the rows of the person of `seed` (the number, where None)."""
    found = person(number if seed is None else seed)
    return number, row_of(found), text_row_of(found)


__all__ = ["ASKED", "AS_OF", "MODEL", "entry", "person", "plan"]
