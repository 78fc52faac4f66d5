"""Time one brief of 15 requirements against pools of synthetic profiles, on one core.

Run: ``python benchmarks/match_pool.py [1000 100000]``. Prints, for each pool size, the seconds to build
the columns (once per pool), the median milliseconds to score everybody (the kernel alone) and to rank
everybody with quotes, labels and questions, and the process's peak memory.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import random
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

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
from assay.domain.profile import Experience, Passage, Profile, Signal, SignalClaim, SkillClaim
from assay.domain.skill import Seniority, Skill, SkillKind, Speciality
from assay.matching import Columns, compile_plan, evaluate, load_model, matches_of
from assay.taxonomy import SpecialityProfile, Taxonomy

AS_OF = Month(2026, 6)
SKILLS = [f"skill-{n}" for n in range(1200)]
WORDS = ["model", "cluster", "latency", "vector", "batch", "stream", "sensor", "ledger", "graph", "token",
         "shard", "replica", "survey", "policy", "audit", "camera", "voice", "query"]  # fmt: skip


def taxonomy() -> Taxonomy:
    """1,200 skills, twelve to a wider one, three neighbours each."""
    skills = {
        name: Skill(
            id=name,
            label=name.title(),
            kind=SkillKind.TOOL,
            discipline="synthetic",
            broader=(SKILLS[n // 12],) if n >= 12 else (),
            neighbours=tuple(SKILLS[(n + step) % len(SKILLS)] for step in (1, 5, 9)),
        )
        for n, name in enumerate(SKILLS)
    }
    llm = SpecialityProfile(
        id=Speciality.LLM,
        label="Large language models",
        skills={SKILLS[n]: 1.0 + n % 3 for n in range(40)},
        neighbours={Speciality.ML_ENGINEERING: 0.7},
    )
    return Taxonomy(version="sha256:synthetic", skills=skills, specialities={Speciality.LLM: llm})


def quote(text: str) -> Quote:
    return Quote("0" * 64, Span(0, len(text)), text)


def claim(draw: random.Random) -> SkillClaim:
    name = SKILLS[int(len(SKILLS) * draw.random() ** 2.5)]
    kinds = draw.sample(list(EvidenceKind)[:5], draw.choice((1, 1, 2)))
    evidence = tuple(
        Evidence(kind=kind, quote=quote(f"{name} shown as {kind}"), mention=quote(name), reason="synthetic")
        for kind in sorted(kinds, key=lambda k: -k.strength)
    )
    return SkillClaim(
        skill=name,
        label=name.title(),
        kind=evidence[0].kind,
        depth=draw.randint(1, 5),
        evidence=evidence,
        last_used=Month(draw.randint(2012, 2026), 1),
        months=draw.randint(3, 90),
    )


def profile(number: int) -> Profile:
    draw = random.Random(number)
    passages = tuple(
        Passage(quote=quote(" ".join(draw.choices(WORDS, k=12))), kind=EvidenceKind.APPLIED)
        for _ in range(12)
    )
    title = quote("Engineer, Example Labs, 2018 to present")
    return Profile(
        id=f"p{number:06d}",
        documents=("0" * 64,),
        as_of=AS_OF,
        language="en",
        speciality=draw.choice(list(Speciality)),
        speciality_evidence=(title,),
        seniority=draw.choice(list(Seniority)),
        seniority_evidence=(title,),
        years_relevant=float(draw.randint(0, 15)),
        skills=tuple(claim(draw) for _ in range(25)),
        experience=(
            Experience(
                title="Engineer",
                employer="Example Labs",
                period=Period(start=Month(2018), ongoing=True),
                quotes=(title,),
            ),
        ),
        signals=tuple(SignalClaim(signal=s, level=draw.randint(0, 4), quotes=(title,)) for s in Signal),
        languages=(("en", title),),
        passages=passages,
    )


def brief() -> Brief:
    """Fifteen requirements: skills, alternatives, lists, years, a signal, a degree and open wording."""
    importances = [Importance.MUST] * 6 + [Importance.SHOULD] * 7 + [Importance.NICE] * 2
    rows = []
    for number, importance in enumerate(importances):
        named = [SKILLS[(number * 7 + n) % 90] for n in range(1 + number % 3)]
        rows.append(
            Requirement(
                id=f"r{number + 1}",
                text=f"Work with {' and '.join(named)}",
                importance=importance,
                kind=RequirementKind.SKILL,
                skills=tuple(RequiredSkill(skill=s, label=s.title()) for s in named),
                alternatives=number % 2 == 0,
                years=3.0 if number % 4 == 0 else None,
                evidence=list(EvidenceAsked)[number % 3],
            )
        )
    phrase = RequiredSkill(skill="~vector shard", label="vector shard")
    rows[12] = Requirement(
        id="r13", text="Keeps vector shard replicas alive under batch query load", importance=Importance.SHOULD,
        kind=RequirementKind.SKILL, skills=(phrase,),
    )  # fmt: skip
    rows[13] = Requirement(
        id="r14", text="Works across functions", importance=Importance.SHOULD, kind=RequirementKind.SIGNAL,
        signals=(Signal.COLLABORATION,),
    )  # fmt: skip
    rows[14] = Requirement(
        id="r15", text="A degree in computing", importance=Importance.NICE, kind=RequirementKind.EDUCATION,
        degree_level=1,
    )  # fmt: skip
    return Brief(
        document="b" * 64, title="Synthetic", language="en", speciality=Speciality.LLM,
        seniority=Seniority.SENIOR, requirements=tuple(rows), constraints=Constraints(),
    )  # fmt: skip


def median_ms(act: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def measure(size: int) -> None:
    vocabulary, model, asked = taxonomy(), load_model(), brief()
    # Beyond 2,000 the same people return under other ids: the columns are as large, the inputs not.
    people = [profile(n) for n in range(min(size, 2000))]
    profiles = [replace(people[n % len(people)], id=f"p{n:06d}") for n in range(size)]
    before = peak_mb()
    start = time.perf_counter()
    columns = Columns.from_profiles(profiles, vocabulary)
    build = time.perf_counter() - start
    start = time.perf_counter()
    assert len(columns.passages.profile) == size * 12
    words = time.perf_counter() - start
    rounds = 15 if size <= 10_000 else 3
    plan = compile_plan(asked, model, vocabulary)
    compiling = median_ms(lambda: compile_plan(asked, model, vocabulary), 5)
    scoring = median_ms(lambda: evaluate(plan, columns, model, AS_OF), rounds)
    scores = evaluate(plan, columns, model, AS_OF)
    telling = median_ms(lambda: matches_of(asked, plan, columns, scores, model), rounds)
    print(
        f"{size:>7,} profiles: columns {build:.2f} s + words {words:.2f} s (once); compile {compiling:.1f} ms; "
        f"score everybody {scoring:.1f} ms; write all matches {telling:.1f} ms; "
        f"match in all {compiling + scoring + telling:.1f} ms; "
        f"peak memory {peak_mb():.0f} MB ({before:.0f} MB of it before the columns)"
    )


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 100_000])
    for size in parser.parse_args().sizes:
        measure(size)


if __name__ == "__main__":
    main()
