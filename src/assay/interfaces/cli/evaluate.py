"""assay evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import check_outputs, cores, month, note, progress, write
from assay.interfaces.cli.options import (
    AllowRemote,
    AsOf,
    Endpoint,
    ExtractorName,
    Jobs,
    JsonFile,
    KeyVariable,
    LanguageModelOrModel,
    extractor_from,
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: assay evaluate gold/dev --json figures.json --save raw/")(evaluate)


def evaluate(  # noqa: PLR0913 - a command's options
    folder: Annotated[
        Path, typer.Argument(help="Labelled folder: cvs/ truth/ briefs/ brief_truth/ qrels.tsv [locked.txt].")
    ],
    json: JsonFile = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FOLDER", help="Keep profiles, briefs and rankings there."),
    ] = None,
    extractor: ExtractorName = "rules",
    endpoint: Endpoint = None,
    language_model: LanguageModelOrModel = None,
    allow_remote: AllowRemote = False,
    key_env: KeyVariable = "ASSAY_LLM_KEY",
    as_of: AsOf = None,
    jobs: Jobs = None,
) -> None:
    """Print the figures of Assay and of the baselines on a labelled folder, its parts side by side."""
    from assay.workflow.evaluate import evaluate as run
    from assay.workflow.evaluate import figures_json, saved_files

    check_outputs([json])
    reader = extractor_from(
        extractor, endpoint, language_model, allow_remote=allow_remote, key_variable=key_env
    )
    with progress("Reading CVs") as step:
        result = run(folder, as_of=month(as_of), processes=cores(jobs), extractor=reader, progress=step)
    if save:
        for name, data in saved_files(result).items():
            (save / name).parent.mkdir(parents=True, exist_ok=True)
            write(save / name, data)
        note(f"wrote the raw outputs below {save}")
    if json:
        write(json, figures_json(result))
    if json is None or str(json) != "-":
        from assay.interfaces.report.figures import show_evaluation

        show_evaluation(result)
