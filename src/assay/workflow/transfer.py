"""Pathways: what of a person carries over to a role or speciality, who could grow, and the map."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assay.domain.dates import Month
from assay.domain.match import Versions
from assay.domain.skill import Speciality
from assay.errors import UsageError
from assay.taxonomy import load_taxonomy
from assay.transfer import (
    Ground,
    Growers,
    Pathway,
    Place,
    Target,
    load_rules,
    role_target,
    speciality_places,
    speciality_target,
)
from assay.workflow.intake import Candidate, Pool
from assay.workflow.shortlist import ReadBrief, read_brief, versions

__all__ = [
    "Place",
    "ReadGrowers",
    "ReadPathway",
    "ReadTarget",
    "find_target",
    "growers",
    "pathway",
    "speciality_map",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTarget:
    """What to grow into: the target, and the brief it was read from where it is a role."""

    target: Target
    read: ReadBrief | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPathway:
    """One candidate's pathway with everything needed to show it. `rules` is the version of the estimates."""

    candidate: Candidate
    to: ReadTarget
    pathway: Pathway
    as_of: Month
    versions: Versions
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadGrowers:
    """A pool by what it would take to fill a role, with everything needed to show it."""

    pool: Pool
    to: ReadTarget
    growers: Growers
    as_of: Month
    versions: Versions
    rules: str

    def candidate(self, way: Pathway) -> Candidate:
        """The candidate of a pathway."""
        return next(c for c in self.pool.candidates if c.profile.id == way.profile)


def find_target(to: Path | str, *, as_of: Month | None = None) -> ReadTarget:
    """The role in a brief's file, or a speciality by its id or name.

    Raises UsageError where `to` is neither, BriefError where the brief cannot be read.
    """
    where, taxonomy = Path(to), load_taxonomy()
    if where.is_file():
        read = read_brief(where, as_of=as_of)
        return ReadTarget(target=role_target(read.brief), read=read)
    speciality = _speciality(str(to))
    if speciality is None:
        raise UsageError(f"{to}: neither a brief's file nor a speciality; {_known()}")
    return ReadTarget(target=speciality_target(speciality, taxonomy, load_rules()), read=None)


def pathway(candidate: Candidate, to: ReadTarget, *, as_of: Month, model: Path | None = None) -> ReadPathway:
    """What of a candidate's work carries over to a target, what is missing, and an ordered plan.

    `model` is a matching model's YAML file (default: the one shipped).
    """
    from assay.transfer import pathway as of

    return ReadPathway(
        candidate=candidate,
        to=to,
        pathway=of(candidate.profile, _ground(to, as_of, model)),
        as_of=as_of,
        versions=versions(model),
        rules=load_rules().version,
    )


def growers(
    pool: Pool, to: ReadTarget, *, as_of: Month, model: Path | None = None, within: float | None = None
) -> ReadGrowers:
    """Who in `pool` fits a target, who could grow into it, and for whom it is far.

    `within` is the most months to the line (default: that of the rules). Raises UsageError where the pool
    is empty.
    """
    from assay.transfer import growers as of

    if not pool.candidates:
        raise UsageError("no document could be read, so there is nobody to judge")
    return ReadGrowers(
        pool=pool,
        to=to,
        growers=of(pool.profiles, _ground(to, as_of, model), within=within),
        as_of=as_of,
        versions=versions(model),
        rules=load_rules().version,
    )


def speciality_map(only: str | None = None) -> tuple[Place, ...]:
    """All specialities with what leads to them and where they lead, or the one with this id or name.

    Raises UsageError on other names.
    """
    places = speciality_places(load_taxonomy())
    if only is None:
        return places
    wanted = _speciality(only)
    if wanted is None:
        raise UsageError(f"{only!r} is no speciality; {_known()}")
    return tuple(p for p in places if p.speciality is wanted)


def speciality_label(speciality: Speciality) -> str:
    """The name of a speciality for people."""
    known = load_taxonomy().specialities.get(speciality)
    return known.label if known else speciality.replace("_", " ")


def skill_label(skill: str) -> str:
    """The name of a skill for people; a term outside the vocabulary as written."""
    known = load_taxonomy().skills.get(skill)
    return known.label if known else skill.lstrip("~")


def _ground(to: ReadTarget, as_of: Month, model: Path | None) -> Ground:
    from assay.matching import load_model

    return Ground.of(
        to.target, model=load_model(model), taxonomy=load_taxonomy(), rules=load_rules(), as_of=as_of
    )


def _speciality(name: str) -> Speciality | None:
    def folded(text: str) -> str:
        return "".join(c for c in text.casefold() if c.isalnum())

    specialities = load_taxonomy().specialities
    return next((s for s in specialities if folded(name) in (folded(s), folded(specialities[s].label))), None)


def _known() -> str:
    return f"specialities are {', '.join(load_taxonomy().specialities)}"
