"""The page of a fitted model, or of two models compared: one file, no network, no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assay.interfaces.report.diagram import diagram
from assay.interfaces.report.fitting import figure_rows, verdict_of
from assay.interfaces.report.html import template
from assay.interfaces.report.reliability import number, sentence

if TYPE_CHECKING:
    from assay.workflow.fit import Change, Fit, Trial


def render_fit(fit: Fit) -> bytes:
    """One UTF-8 HTML file of a fitted model; the same fit gives the same bytes."""
    return _page(fit.trial, "Fitted model", "pairs that the fit did not see", fit.changes, fit.leniency)


def render_trial(trial: Trial) -> bytes:
    """One UTF-8 HTML file of two models compared."""
    return _page(trial, "Two models compared", "the judged pairs", (), {})


def _page(
    trial: Trial, title: str, measured: str, changes: Sequence[Change], leniency: Mapping[str, float]
) -> bytes:
    told = trial.comparisons[trial.reference]
    html: str = template("fit.html").render(
        title=title,
        trial=trial,
        other="fitted" if changes else "other",
        measured=measured,
        verdict=verdict_of(trial),
        tone=trial.overall.verdict.replace(" ", "-"),
        tables=[(name, len(c.fitted.briefs), figure_rows(c)) for name, c in trial.comparisons.items()],
        drawing=diagram(told.now.calibration, told.fitted.calibration),
        bins=list(zip(told.now.calibration.bins, told.fitted.calibration.bins, strict=True)),
        sentences=(sentence(told.now.calibration), sentence(told.fitted.calibration)),
        changes=changes,
        leniency=leniency,
        number=number,
    )
    return html.encode()
