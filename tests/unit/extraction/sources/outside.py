"""An invented candidate with evidence beside the CV."""

from collections.abc import Sequence

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.domain.document import Document
from assay.domain.profile import FindingKind, Profile, SkillClaim
from assay.extraction import Reading, profile_from
from assay.taxonomy import load_taxonomy

AS_OF = Month(2026, 11)
CV = """Noor van Aalst
noor@example.org | github.com/nvaalst

EXPERIENCE
ML Engineer, Lumenfield Analytics    2021-03 - present
- Built and operated the ranking service on Kubernetes, 2,000 requests a second.
- Trained PyTorch models for search.

SKILLS
Python, Kubernetes, PyTorch, Terraform
"""


def cv(text: str = CV) -> Document:
    return read_bytes(text.encode(), "cv.txt")


def document(text: str, name: str) -> Document:
    return read_bytes(text.encode(), name)


def read(*outside: Document, text: str = CV, authors: Sequence[str] = ()) -> Reading:
    return profile_from([cv(text), *outside], as_of=AS_OF, taxonomy=load_taxonomy(), authors=authors)


def claim(reading: Reading, skill: str) -> SkillClaim:
    return next(c for c in reading.profile.skills if c.skill == skill)


def named(profile: Profile) -> set[str]:
    return {c.skill for c in profile.skills}


def said(reading: Reading, kind: FindingKind) -> list[str]:
    return [f.text for f in reading.profile.findings if f.kind is kind]
