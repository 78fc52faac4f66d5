"""A small vocabulary with judged transfer edges, and grounds to stand invented people on."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.matching.cast import AS_OF, TAXONOMY

from assay.domain.brief import Brief
from assay.domain.profile import Profile
from assay.domain.skill import Skill, SkillKind, Speciality
from assay.domain.transfer import EdgeSource, SpecialityEdge
from assay.matching import load_model
from assay.taxonomy import Taxonomy
from assay.taxonomy._judged import Judgement
from assay.taxonomy._load_transfer import TransferData
from assay.transfer import Ground, Pathway, load_rules, pathway, role_target

_MORE = {
    "slurm": (SkillKind.TOOL, ()),
    "jax": (SkillKind.TOOL, ("deep-learning",)),
    "cka": (SkillKind.CREDENTIAL, ()),
    "incident-response": (SkillKind.PRACTICE, ()),
    "model-serving": (SkillKind.METHOD, ()),
}
_JUDGED = {
    ("jax", "pytorch"): 0.8,
    ("pytorch", "jax"): 0.7,
    ("slurm", "kubernetes"): 0.5,
    ("kubernetes", "slurm"): 0.3,
}

WORLD: Taxonomy = replace(
    TAXONOMY,
    skills={
        **TAXONOMY.skills,
        **{
            name: Skill(id=name, label=name.replace("-", " ").capitalize(), kind=kind, discipline="test", broader=wider)
            for name, (kind, wider) in _MORE.items()
        },
    },
    transfer=TransferData(
        judged={pair: Judgement(credit, f"{pair[0]} is like {pair[1]}.") for pair, credit in _JUDGED.items()},
        specialities=(
            SpecialityEdge(
                source=Speciality.ML_ENGINEERING,
                niche=None,
                target=Speciality.LLM,
                credit=0.7,
                reason="Models are models.",
                provenance=(EdgeSource.JUDGEMENT,),
            ),
        ),
    ),
)  # fmt: skip
"""The vocabulary of the matching tests, with a few skills more and edges between them."""


def ground(asked: Brief) -> Ground:
    """A brief made ready."""
    return Ground.of(role_target(asked), model=load_model(), taxonomy=WORLD, rules=load_rules(), as_of=AS_OF)


def way(asked: Brief, person: Profile) -> Pathway:
    """The pathway of one person into a brief."""
    return pathway(person, ground(asked))
