"""Invented people judged for invented briefs by a known model."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from tests.unit.matching import cast
from tests.unit.matching.cast import AS_OF, SKILLS, TAXONOMY, asks, brief, claim, profile

from assay.domain.brief import Importance
from assay.domain.evidence import EvidenceKind
from assay.domain.skill import Seniority, Speciality
from assay.learning import Case, Scorer, case_of, judged_mean
from assay.learning.objective import chance
from assay.learning.parameters import data_with, values_of
from assay.matching.model import model_of

TEMPLATE = (Path(cast.__file__).parent / "pinned_model.yaml").read_text(encoding="utf-8")
"""A model whose numbers stay: the shipped ones move with each fit."""

START: dict[str, Any] = yaml.safe_load(TEMPLATE)
SCORER = Scorer(TAXONOMY, AS_OF)
KINDS = (EvidenceKind.PRODUCTION, EvidenceKind.APPLIED, EvidenceKind.LISTED, EvidenceKind.EDUCATION)


def people(count: int, seed: int = 1) -> dict[str, Any]:
    """Profiles by id, of all levels and many skills."""
    draw = random.Random(seed)
    out = {}
    for number in range(count):
        name = f"p{number:03}"
        known = draw.sample(SKILLS, draw.randint(1, 6))
        claims = [claim(s, draw.choice(KINDS), draw.randint(0, 5)) for s in sorted(known)]
        speciality = draw.choice([Speciality.LLM, Speciality.ML_ENGINEERING, Speciality.NON_TECH])
        out[name] = profile(
            *claims,
            name=name,
            speciality=speciality,
            seniority=draw.choice(list(Seniority)),
            years_relevant=draw.uniform(0, 12),
        )
    return out


BRIEFS = {
    "serving": brief(
        asks("vllm"),
        asks("pytorch", importance=Importance.SHOULD),
        asks("docker", importance=Importance.NICE),
    ),
    "cloud": brief(asks("kubernetes"), asks("aws"), asks("docker", importance=Importance.SHOULD)),
    "training": brief(
        asks("pytorch", years=4), asks("deep-learning"), asks("gcp", importance=Importance.NICE)
    ),
    "platform": brief(asks("docker"), asks("llm-serving"), asks("aws", importance=Importance.SHOULD)),
}
"""Four briefs of the small vocabulary."""


def judged(
    truth: Mapping[str, Any], *, panel: str = "readers", lenient: float = 0.0, count: int = 60
) -> list[Case]:
    """Cases whose readers follow the model `truth` exactly: their shares are its chances.

    `lenient` is how many bits the panel grades above the model.
    """
    model, found = model_of(truth, sha256=""), []
    profiles = people(count)
    for name, asked in BRIEFS.items():
        case = case_of(
            f"{panel}/{name}",
            asked,
            {p: judged_mean(0.0) for p in profiles},
            profiles,
            TAXONOMY,
            panel=panel,
            text=name,
        )
        bits = SCORER.bits(case, model) + lenient
        shares = np.stack([chance(bits + 2.5), chance(bits), chance(bits - 2.0)], axis=1)
        found.append(replace(case, shares=shares, grades=np.round(shares.sum(axis=1))))
    return found


def moved(**values: float) -> dict[str, Any]:
    """The shipped model with some parameters changed, by path with _ for the first dot."""
    from assay.learning.parameters import PARAMETERS

    numbers = values_of(START)
    for n, parameter in enumerate(PARAMETERS):
        key = parameter.path.replace(".", "_", 1).replace(" ", "_")
        if key in values:
            numbers[n] = values.pop(key)
    assert not values
    return data_with(START, numbers)
