"""assay fit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.errors import UsageError
from assay.interfaces.cli.console import (
    NOTHING_DONE,
    check_outputs,
    cores,
    fail,
    month,
    note,
    progress,
    write,
)
from assay.interfaces.cli.options import AsOf, Jobs, JsonFile

if TYPE_CHECKING:
    from assay.workflow.fit import Panel, Trial

Judgements = Annotated[
    list[Path],
    typer.Argument(
        help="Labelled folders (cvs/ briefs/ qrels.tsv [locked.txt]) and feedback files (.jsonl), "
        "a panel of readers each.",
        show_default=False,
    ),
]


_NOT_BETTER = {"worse": "worse than the one in use", "no clear difference": "not clearly better"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: assay fit judged/ feedback.jsonl --out model.yaml --report fit.html · "
        "assay fit judged/ --compare old.yaml new.yaml"
    )(fit)


def fit(  # noqa: PLR0913 - a command's options
    judgements: Judgements,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.yaml", help="Where to write the fitted model.")
    ] = None,
    parent: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE.yaml", help="Model to start from.", show_default="the shipped one"
        ),
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(
            "--compare", metavar="A.yaml B.yaml", help="Compare two models on the judgements; fit nothing."
        ),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(
            "--reference",
            metavar="PANEL",
            help="Folder or file whose strictness the score is calibrated to.",
            show_default="the first",
        ),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.html", help="A page with the reliability plot.")
    ] = None,
    json: JsonFile = None,
    folds: Annotated[int, typer.Option("--folds", min=2, max=20, help="Folds of briefs.")] = 5,
    force: Annotated[
        bool,
        typer.Option("--force", help="Write the model even where it is worse than the one it came from."),
    ] = False,
    as_of: AsOf = None,
    jobs: Jobs = None,
) -> None:
    """Fit the weights of matching to judged pairs, and tell on unseen briefs and people whether that helped."""
    from assay.workflow.fit import check_ready, fit_model
    from assay.workflow.fit_recording import fit_json
    from assay.workflow.intake import today

    check_outputs([out, report, json])
    if compare:
        if out or parent:
            raise UsageError("--compare fits nothing, so --out and --from do not go with it; leave them out")
        _compare(judgements, compare, reference, as_of, jobs, {"report": report, "json": json})
        return
    if out is None:
        raise UsageError("name the file for the fitted model, as in --out model.yaml")
    check_ready([parent], fitting=True)
    panels = _panels(judgements, as_of, jobs)
    with progress("Fitting") as step:
        result = fit_model(
            panels,
            as_of=month(as_of),
            day=today(),
            parent=parent,
            reference=reference,
            folds=folds,
            processes=cores(jobs),
            progress=step,
        )
    if json:
        write(json, fit_json(result))
    if report:
        from assay.interfaces.report.fit_page import render_fit

        write(report, render_fit(result))
    if str(json) != "-":
        from assay.interfaces.report.fitting import show_fit

        show_fit(result)
    verdict = result.trial.overall.verdict
    if verdict == "worse" and not force:
        fail(
            f"{out} was not written, because the fitted model is worse; --force writes it all the same",
            NOTHING_DONE,
        )
    write(out, result.text.encode())
    use = "use it with" if verdict == "better" else f"it is {_NOT_BETTER[verdict]}; to try it:"
    note(f"wrote {out}, model {result.version}; {use} assay match --model {out}")


def _compare(
    judgements: list[Path],
    models: tuple[Path, Path],
    reference: str | None,
    as_of: str | None,
    jobs: int | None,
    outputs: dict[str, Path | None],
) -> None:
    from assay.workflow.fit import check_ready, compare_models
    from assay.workflow.fit_recording import trial_json

    check_ready(models, fitting=False)
    trial: Trial = compare_models(
        _panels(judgements, as_of, jobs), models, as_of=month(as_of), reference=reference
    )
    report, json = outputs["report"], outputs["json"]
    if json:
        write(json, trial_json(trial))
    if report:
        from assay.interfaces.report.fit_page import render_trial

        write(report, render_trial(trial))
    if str(json) != "-":
        from assay.interfaces.report.fitting import show_trial

        show_trial(trial)


def _panels(judgements: list[Path], as_of: str | None, jobs: int | None) -> tuple[Panel, ...]:
    from assay.workflow.fit import read_judgements

    with progress("Reading CVs") as step:
        return read_judgements(judgements, as_of=month(as_of), processes=cores(jobs), progress=step)
