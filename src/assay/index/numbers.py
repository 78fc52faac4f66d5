"""Kinds of evidence, signals and specialities as the numbers that columns hold."""

from __future__ import annotations

from typing import Final

from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Signal
from assay.domain.skill import Speciality
from assay.taxonomy import Study

KINDS: Final = tuple(EvidenceKind)
"""All kinds of evidence, strongest first: the kind number is the place in this tuple."""

KIND_NUMBER: Final = {kind: number for number, kind in enumerate(KINDS)}
SIGNALS: Final = tuple(Signal)
SPECIALITIES: Final = tuple(Speciality)
STUDIES: Final = tuple(Study)

DEPTHS: Final = 6
"""Depth runs from 0 (none) to 5 (authority)."""
