"""Evaluation figures on the terminal: parts side by side, ours beside the baselines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from assay.interfaces.report.reliability import LEGEND, reliability
from assay.workflow.evaluate import OURS, CalibrationFigures, Evaluation, PartReport


def show_evaluation(evaluation: Evaluation) -> None:
    """Tables: reading CVs (by kind and language too), reading briefs, ranking; then our gain with its interval."""
    console = Console(highlight=False, width=120)
    console.print(f"{evaluation.folder} as of {evaluation.as_of}", markup=False)
    parts = evaluation.parts
    console.print(_figures("Reading CVs", parts, [p.profiles for p in parts]))
    for part in parts:
        console.print(_kinds(part))
        console.print(_languages(part))
    if any(p.briefs["briefs"] for p in parts):
        console.print(_figures("Reading briefs", parts, [p.briefs for p in parts]))
    for part in parts:
        if any(r.briefs for r in part.rankings.values()):
            console.print(_ranking(part))
            for name, gap in part.intervals.items():
                sentence = f"nDCG@10 less {name}: {gap.mean:+.3f} (95 % {gap.low:+.3f} to {gap.high:+.3f})"
                console.print(f"  {sentence}", markup=False)
        if part.calibration:
            console.print(reliability(f"Reliability of Assay's scores, {part.part}", part.calibration))
            console.print(f"  {LEGEND}", style="dim", markup=False)


def _cell(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", box=None, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _figures(title: str, parts: Sequence[PartReport], rows: Sequence[Any]) -> Table:
    table = _table(title, [p.part for p in parts])
    for name, first in rows[0].items():
        if isinstance(first, dict):
            for key in first:
                table.add_row(f"  {name} {key}", *(_cell(r[name][key]) for r in rows))
        else:
            table.add_row(name, *(_cell(r[name]) for r in rows))
    return table


def _kinds(part: PartReport) -> Table:
    columns = list(next(iter(part.kinds.values())))
    table = _table(f"Labelled kind of evidence (rows) against the kind read, {part.part}", columns)
    for kind, counts in part.kinds.items():
        table.add_row(kind, *(str(counts[c]) for c in columns))
    return table


def _languages(part: PartReport) -> Table:
    table = _table(f"By language, {part.part}", list(part.languages))
    for name in next(iter(part.languages.values()), {}):
        table.add_row(name, *(_cell(row[name]) for row in part.languages.values()))
    return table


def _calibrated(figures: CalibrationFigures | None) -> dict[str, float]:
    if figures is None:
        return {}
    return {
        "Brier score": figures.brier,
        "Brier skill over the base rate": figures.brier_skill,
        "calibration error above 20": figures.error,
    }


def _ranking(part: PartReport) -> Table:
    systems = list(part.rankings)
    table = _table(f"Ranking, {part.part}: mean over {len(part.rankings[systems[0]].briefs)} briefs", systems)
    for name in part.rankings[systems[0]].mean:
        table.add_row(name, *(_cell(part.rankings[s].mean[name]) for s in systems))
    for name, value in _calibrated(part.calibration).items():
        table.add_row(name, *(_cell(value if s == OURS else None) for s in systems))
    for brief in part.rankings[systems[0]].briefs:
        table.add_row(
            f"  ndcg@10 {brief}", *(_cell(part.rankings[s].briefs[brief]["ndcg@10"]) for s in systems)
        )
    return table
