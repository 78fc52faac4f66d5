"""A fitted model, or two models compared, on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assay.interfaces.report.reliability import LEGEND, number, reliability, sentence
from assay.interfaces.report.terminal import plain

if TYPE_CHECKING:
    from assay.workflow.fit import Change, Comparison, Fit, Trial

VERDICTS = {
    "better": "better than",
    "worse": "worse than",
    "no clear difference": "no clear difference from",
}
_STYLES = {"better": "bold green", "worse": "bold red", "no clear difference": "bold yellow"}
_ADVICE = {
    "better": "It may replace the one in use.",
    "worse": "Keep the one in use.",
    "no clear difference": "Keep the one in use; more judgements may tell.",
}
_LABELS = {
    "ndcg@10": "nDCG@10",
    "ndcg@all": "nDCG, everybody",
    "map": "mean average precision",
    "p@5_of_possible": "precision at 5, of the possible",
    "unsuitable_in_top_10": "unsuitable in the top 10 (less is better)",
    "pair_accuracy": "pairs in the right order",
}
"""Figures of rankings as people read them; not those that need grades of 3 or a list of adversarial CVs."""


def show_fit(fit: Fit) -> None:
    """What changed, then the trial of the fitted model against the one it came from."""
    console = Console(highlight=False, width=120)
    _show_panels(console, fit.trial)
    for name, bits in fit.leniency.items():
        how = "more kindly" if bits > 0 else "more strictly"
        console.print(
            Text("  ") + plain(f"{name} grades {how} than {fit.trial.reference} by {abs(bits):.2f} bits")
        )
    if fit.changes:
        console.print(_changes(fit.changes))
    _show_comparisons(console, fit.trial, "On held-out pairs (neither brief nor person seen by the fit)")


def show_trial(trial: Trial) -> None:
    """Two existing models side by side."""
    console = Console(highlight=False, width=120)
    _show_panels(console, trial)
    _show_comparisons(console, trial, "On the judged pairs")


def verdict_of(trial: Trial) -> str:
    """The verdict in two sentences: what the figures say, and what to do."""
    verdict = trial.overall.verdict
    return f"{trial.names[1]}: {VERDICTS[verdict]} {trial.names[0]}, the one in use. {_ADVICE[verdict]}"


def figure_rows(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    """Rows of figures: name, in use, the other, gain with its interval."""
    rows = []
    for name, label in _LABELS.items():
        gain = comparison.gains.get(name)
        shown = f"{gain.mean:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})" if gain else "-"
        rows.append((label, number(comparison.now.mean[name]), number(comparison.fitted.mean[name]), shown))
    now, other = comparison.now.calibration, comparison.fitted.calibration
    for name, a, b in (
        ("Brier skill", now.brier_skill, other.brier_skill),
        ("calibration error above 20 (less is better)", now.error, other.error),
    ):
        rows.append((name, number(a), number(b), f"{b - a:+.3f}" if a == a and b == b else "-"))
    return rows


def _show_panels(console: Console, trial: Trial) -> None:
    for panel in trial.panels:
        mark = ", the reference" if panel.name == trial.reference and len(trial.panels) > 1 else ""
        text = (
            f"{panel.name}{mark}: {panel.pairs} pairs, {len(panel.cases)} briefs, {len(panel.people)} people"
        )
        console.print(plain(text))
        for fault in panel.left_out:
            console.print(Text("  left out: ", style="yellow") + plain(fault, 300))


def _changes(changes: Sequence[Change]) -> Table:
    table = _table("What changed", ("before", "after"))
    for change in changes:
        table.add_row(change.path, f"{change.before:g}", f"{change.after:g}")
    return table


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(
        title=f"\n{title}", title_justify="left", box=None, header_style="bold", padding=(0, 2, 0, 0)
    )
    table.add_column("", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _show_comparisons(console: Console, trial: Trial, what: str) -> None:
    for name, comparison in trial.comparisons.items():
        briefs = len(comparison.fitted.briefs)
        title = f"{what}: {name}, mean over {briefs} brief{'' if briefs == 1 else 's'}"
        table = _table(title, (*trial.names, "gain (95 % over briefs)"))
        for row in figure_rows(comparison):
            table.add_row(*row)
        console.print(table)
    told = trial.comparisons[trial.reference]
    for name, figures in zip(trial.names, (told.now, told.fitted), strict=True):
        console.print(reliability(f"\nReliability of {name} on {trial.reference}", figures.calibration))
        console.print(Text("  ") + plain(sentence(figures.calibration)))
    console.print(Text(f"  {LEGEND}", style="dim"))
    for note in trial.notes:
        console.print(Text("  note: ", style="yellow") + plain(note, 300))
    console.print(Text(f"\n{verdict_of(trial)}", style=_STYLES[trial.overall.verdict]))
