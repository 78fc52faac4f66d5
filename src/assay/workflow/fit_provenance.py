"""What a model's file says of its fit, and whether a model was fitted on the judgements at hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from assay.domain.dates import Month
from assay.learning import Comparison, Fitted, Settings, Validation
from assay.matching import MatchModel
from assay.matching.model import DEFAULT, PROVENANCE
from assay.workflow.judgements import Panel
from assay.workflow.shortlist import versions

KEPT: Final = ("ndcg@10", "ndcg@all", "map", "p@5_of_possible", "pair_accuracy", "unsuitable_in_top_10")
"""Ranking figures that a model file keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a fit was made with, beside its judgements."""

    parent: MatchModel
    settings: Settings
    folds: int
    as_of: Month
    day: date


def version_of(data: Mapping[str, Any], day: date) -> str:
    """A version of the day and the weights alone: the same weights on one day have one version."""
    weights = json.dumps({k: v for k, v in data.items() if k not in {"version", "source", PROVENANCE}})
    return f"{day:%Y.%m.%d}-{hashlib.sha256(weights.encode()).hexdigest()[:8]}"


def source_of(panels: Sequence[Panel], parent: MatchModel) -> str:
    """The source of the weights in a sentence."""
    pairs = sum(p.pairs for p in panels)
    people = len(frozenset().union(*(p.people for p in panels)))
    briefs = len({c.text for p in panels for c in p.cases})
    return (
        f"Fitted by `assay fit` to {pairs} judged pairs of {briefs} briefs and {people} people, starting from "
        f"model {parent.version}; the order of levels and importances is fixed by design, not fitted."
    )


def provenance(
    panels: Sequence[Panel],
    comparisons: Mapping[str, Comparison],
    verdict: str,
    fitted: Fitted,
    made: Circumstances,
) -> dict[str, Any]:
    """The section `fit` of a model file."""
    read_with = versions()
    return {
        "date": made.day.isoformat(),
        "as_of": str(made.as_of),
        "versions": {
            "assay": read_with.assay,
            "extractor": read_with.extractor,
            "taxonomy": read_with.taxonomy,
        },
        "parent": {"version": made.parent.version, "sha256": made.parent.sha256},
        "judgements": [
            {
                "panel": p.name,
                "file": p.file,
                "sha256": p.sha256,
                "briefs": len(p.cases),
                "people": len(p.people),
                "pairs": p.pairs,
            }
            for p in panels
        ],
        "settings": {
            "reference": made.settings.reference,
            "pull": made.settings.pull,
            "rounds": made.settings.rounds,
            "folds": made.folds,
        },
        "leniency": {name: round(bits, 3) for name, bits in fitted.leniency.items()},
        "verdict": verdict,
        "held_out": {
            name: {"before": _kept(c.now), "after": _kept(c.fitted)} for name, c in comparisons.items()
        },
    }


def seen_by(path: Path | None, panels: Sequence[Panel]) -> str:
    """The panels that the model in a file (None for the shipped one) was fitted on, as words; empty where none."""
    told: Any = yaml.safe_load((path or DEFAULT).read_bytes()).get(PROVENANCE)
    rows = told.get("judgements") if isinstance(told, dict) else None
    known = [r for r in rows if isinstance(r, dict)] if isinstance(rows, list) else []
    hashes = {r.get("sha256") for r in known}
    places = {(r.get("panel"), r.get("file")) for r in known}
    both = [
        p.name if p.sha256 in hashes else f"an earlier state of {p.name}"
        for p in panels
        if p.sha256 in hashes or (p.name, p.file) in places
    ]
    return " and ".join(both)


def _kept(figures: Validation) -> dict[str, float]:
    told = figures.calibration
    return {
        **{name: round(figures.mean[name], 4) for name in KEPT},
        "brier_skill": round(told.brier_skill, 4),
        "calibration_error": round(told.error, 4),
    }
