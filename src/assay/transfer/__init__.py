"""Transfer: what of a person's work carries over to a role or speciality, what is missing, and the way.

`Ground.of` makes a target ready; `pathway` reads one person against it, `growers` a pool.
Estimates of time come from `rules.yaml` and are marked as ours. Neither identity nor mobility is seen.
"""

from assay.transfer.ground import Ground
from assay.transfer.growing import growers
from assay.transfer.nearest import Place, speciality_places
from assay.transfer.pathway import pathway, pathways
from assay.transfer.planning import FITS
from assay.transfer.rules import Rules, load_rules, rules_from
from assay.transfer.target import role_target, speciality_target
from assay.transfer.values import (
    Carried,
    Gap,
    GapSort,
    Grower,
    Growers,
    Months,
    Near,
    Pathway,
    RampUp,
    Start,
    Step,
    Target,
    TargetKind,
)

__all__ = [
    "FITS",
    "Carried",
    "Gap",
    "GapSort",
    "Ground",
    "Grower",
    "Growers",
    "Months",
    "Near",
    "Pathway",
    "Place",
    "RampUp",
    "Rules",
    "Start",
    "Step",
    "Target",
    "TargetKind",
    "growers",
    "load_rules",
    "pathway",
    "pathways",
    "role_target",
    "rules_from",
    "speciality_places",
    "speciality_target",
]
