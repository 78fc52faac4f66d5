"""A fit, or two models compared, as JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from assay.evaluation.calibration import CalibrationFigures
from assay.learning import Validation
from assay.workflow.fit import Fit, Trial

SCHEMA_VERSION = "1.0"
"""Grows in its second part when fields are added, in its first when a meaning changes."""


def fit_json(fit: Fit) -> bytes:
    """The figures of a fit: what changed, and its trial against the model it came from."""
    return _formatted(
        {
            "schema_version": SCHEMA_VERSION,
            "model": fit.version,
            **_trial(fit.trial),
            "leniency": fit.leniency,
            "changes": fit.changes,
        }
    )


def trial_json(trial: Trial) -> bytes:
    """The figures of two models compared."""
    return _formatted({"schema_version": SCHEMA_VERSION, **_trial(trial)})


def _trial(trial: Trial) -> dict[str, Any]:
    return {
        "verdict": trial.overall.verdict,
        "models": {"in_use": trial.names[0], "other": trial.names[1]},
        "reference": trial.reference,
        "panels": [
            {
                "panel": p.name,
                "file": p.file,
                "sha256": p.sha256,
                "briefs": len(p.cases),
                "people": len(p.people),
                "pairs": p.pairs,
                "left_out": p.left_out,
            }
            for p in trial.panels
        ],
        "comparisons": {
            name: {
                "verdict": c.verdict,
                "in_use": _figures(c.now),
                "other": _figures(c.fitted),
                "gains": c.gains,
            }
            for name, c in trial.comparisons.items()
        },
        "notes": trial.notes,
    }


def _figures(one: Validation) -> dict[str, Any]:
    told: CalibrationFigures = one.calibration
    return {"mean": one.mean, "briefs": one.briefs, "calibration": told}


def _formatted(data: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(msgspec.to_builtins(data)), indent=1) + b"\n"
