"""A speciality as data: titles, weighted skills, neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assay.domain.skill import Speciality


@dataclass(frozen=True, slots=True)
class Niche:
    """A narrower role family inside a speciality."""

    label: str
    skills: tuple[str, ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialityProfile:
    """What marks a speciality.

    Attributes:
        titles: title words and phrases, lower case, strongest first, in eight languages.
        skills: skill id to weight, 1 (weak) to 3 (defining).
        signals: experience signal to weight.
        neighbours: speciality to credit, 0-1, of experience gained there.
    """

    id: Speciality
    label: str
    titles: tuple[str, ...] = ()
    skills: Mapping[str, float] = field(default_factory=dict)
    signals: Mapping[str, float] = field(default_factory=dict)
    neighbours: Mapping[Speciality, float] = field(default_factory=dict)
    niches: tuple[Niche, ...] = ()
