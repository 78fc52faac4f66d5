"""The pathway of one person into a target."""

from __future__ import annotations

from collections.abc import Sequence

from assay.domain.profile import Profile
from assay.transfer.carrying import carried_share, held_skills, read
from assay.transfer.ground import Ground
from assay.transfer.nearest import nearest
from assay.transfer.planning import plan_of
from assay.transfer.values import Pathway


def pathway(profile: Profile, ground: Ground) -> Pathway:
    """What carries over, what is missing, the steps between, and the nearest specialities."""
    return pathways([profile], ground)[0]


def pathways(profiles: Sequence[Profile], ground: Ground, *, near: bool = True) -> tuple[Pathway, ...]:
    """A pathway for each of `profiles`, in their order; `near` adds the nearest specialities."""
    role = ground.matches(ground.role, profiles)
    single = ground.matches(ground.single, profiles)
    out = []
    for profile, match, apart in zip(profiles, role, single, strict=True):
        held = held_skills(profile, ground)
        reading = read(profile, apart, match, held, ground)
        plan = plan_of(profile, reading.gaps, held, ground)
        places = (
            nearest(
                profile,
                frozenset(held),
                model=ground.model,
                taxonomy=ground.taxonomy,
                rules=ground.rules,
                as_of=ground.as_of,
            )
            if near
            else ()
        )
        out.append(
            Pathway(
                profile=profile.id,
                target=ground.target,
                match=match,
                share=ground.role.share(match),
                carries=carried_share(reading, ground),
                work=len(held),
                carried=reading.carried,
                gaps=reading.gaps,
                steps=plan.steps,
                ramp=plan.ramp,
                line=plan.line,
                to_line=plan.to_line,
                nearest=places,
            )
        )
    return tuple(out)
