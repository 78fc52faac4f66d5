"""Invented people for the store: each made from a number, always the same."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from assay.domain.consent import BasisKind, LegalBasis, Purpose
from assay.domain.dates import Month, Period
from assay.domain.document import Quote, SourceKind, Span
from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.domain.profile import Experience, Passage, Profile, SkillClaim
from assay.domain.skill import Seniority, Speciality
from assay.store.records import Extracted, Intake, OriginalFile, PersonId, Versions

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
FIRST = ("Ada", "Bram", "Chidi", "Dana", "Emre", "Fenna", "Goran", "Hana", "Ilse", "Jomo")
LAST = (
    "Okonkwo",
    "Vermeer",
    "Lindqvist",
    "Haddad",
    "Marchetti",
    "Novak",
    "Tanaka",
    "Brandt",
    "Silva",
    "Ortega",
)
SKILLS = ("pytorch", "kubernetes", "vllm", "triton", "cuda", "python", "rust", "ray", "spark", "terraform")
WORK = (
    "Ran the serving stack for {n} models on {m} GPUs, {k} requests a minute at peak.",
    "Rebuilt the evaluation harness: {k} prompts judged on every checkpoint, {n} languages.",
    "Cut the training cost by {n} % with sharded optimizers over {m} nodes.",
    "Owned the feature store that {n} teams read {k} times a second.",
)
OLD = Versions("2026.10", "a" * 64)
NEW = Versions("2026.11", "b" * 64)
MATCHING = frozenset({Purpose.MATCHING, Purpose.SEARCH})


def person_id(number: int) -> PersonId:
    """The id of person `number`."""
    return PersonId(f"{random.Random(number).getrandbits(128):032x}")


def name_of(number: int) -> str:
    """A name that no other number has."""
    return f"{FIRST[number % 10]} {LAST[number // 10 % 10]} the {number}th"


def text_of(number: int, lines: int = 30) -> str:
    """A CV."""
    rng = random.Random(number)
    numbers = lambda: {"n": rng.randrange(2, 90), "m": rng.randrange(4, 900), "k": rng.randrange(100, 9000)}  # noqa: E731
    work = [rng.choice(WORK).format(**numbers()) for _ in range(lines)]
    head = [name_of(number), f"person{number}@example.org", f"Skills: {', '.join(rng.sample(SKILLS, 5))}"]
    return "\n".join(head + work)


def basis(*purposes: Purpose, days: int | None = 700, given: datetime = NOW) -> LegalBasis:
    """Consent for purposes (matching and search where none is named)."""
    expires = None if days is None else given + timedelta(days=days)
    return LegalBasis(
        kind=BasisKind.CONSENT, purposes=frozenset(purposes) or MATCHING, given=given, expires=expires
    )


def extracted(number: int, versions: Versions = OLD, salt: int = 0) -> Extracted:
    """What could have been read of the CV."""
    text = text_of(number)
    lines = text.split("\n")
    document = f"{number:064x}"
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    quotes = [Quote(document, Span(s, s + len(line)), line) for s, line in zip(starts, lines, strict=True)]
    rng = random.Random(number)
    skills = tuple(
        SkillClaim(
            skill=skill,
            label=skill,
            kind=EvidenceKind.PRODUCTION,
            depth=rng.randrange(1, 6),
            months=rng.randrange(1, 90),
            last_used=Month(2026, 3),
            evidence=(
                Evidence(
                    kind=EvidenceKind.PRODUCTION,
                    quote=quotes[3 + i],
                    mention=quotes[2],
                    reason="in use",
                    role=0,
                ),
            ),
        )
        for i, skill in enumerate(rng.sample(SKILLS, 8))
    )
    profile = Profile(
        id=f"p{number}",
        documents=(document,),
        as_of=Month(2026, 11),
        language="en",
        speciality=Speciality.LLM,
        seniority=Seniority.SENIOR,
        years_relevant=rng.randrange(1, 20),
        skills=skills,
        experience=(
            Experience(
                title="Engineer",
                employer="Northlight",
                period=Period(start=Month(2020, 1), ongoing=True),
                bullets=tuple(quotes[3:]),
            ),
        ),
        passages=tuple(Passage(quote=q, kind=EvidenceKind.PRODUCTION, role=0) for q in quotes[3:15]),
    )
    return Extracted(
        profile=profile,
        identity=Identity(name=quotes[0], emails=(quotes[1],), masks=tuple(quotes[:2])),
        mobility=Mobility(location=Quote(document, Span(0, 9), "Rotterdam")),
        row=rng.randbytes(200) + f"|{number}|{versions.extractor}|{salt}".encode(),
        versions=versions,
    )


def file_of(number: int, source: SourceKind = SourceKind.CV) -> OriginalFile:
    """The CV as a file."""
    return OriginalFile(name=f"{name_of(number)}.txt", content=text_of(number).encode(), source=source)


def intake(number: int, *, days: int = 365, read: bool = True) -> Intake:
    """Person `number` as taken in."""
    return Intake(
        person=person_id(number),
        files=(file_of(number),),
        extracted=extracted(number) if read else None,
        basis=basis(),
        keep_until=NOW + timedelta(days=days),
    )
