"""assay feedback."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import fail, note

app = typer.Typer(
    help="Collect what recruiters say of candidates, for assay fit to learn from.", no_args_is_help=True
)


class Answer(StrEnum):
    """Whether a person is worth an interview."""

    YES = "yes"
    NO = "no"


@app.callback()
def feedback() -> None:
    """Collect what recruiters say of candidates, for assay fit to learn from."""


@app.command(
    epilog="Example: assay feedback add --file feedback.jsonl --brief role.txt --cv cvs/a17.pdf --interview yes "
    '--why "Ran GPU clusters on call for three years" --by reader-1'
)
def add(  # noqa: PLR0913 - what a line holds
    file: Annotated[
        Path, typer.Option("--file", metavar="FILE.jsonl", help="The file to add to, or to begin.")
    ],
    brief: Annotated[Path, typer.Option("--brief", metavar="BRIEF", help="The brief that was judged for.")],
    cv: Annotated[Path, typer.Option("--cv", metavar="CV", help="The CV that was judged.")],
    interview: Annotated[Answer, typer.Option("--interview", help="Worth an interview?")],
    grade: Annotated[
        int | None,
        typer.Option(
            "--grade", min=0, max=3, help="0 not suitable, 1 near miss, 2 worth an interview, 3 submit now."
        ),
    ] = None,
    why: Annotated[
        str,
        typer.Option(
            "--why",
            metavar="TEXT",
            help="What the CV shows and what is missing; no name, and no fact that no decision may stand on "
            "(age, gender, origin, family, health, belief).",
        ),
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so; initials will do.")] = "",
) -> None:
    """Add one answer: a line with the paths and hashes of brief and CV, the answer and the reason."""
    from assay.workflow.feedback import add_feedback
    from assay.workflow.intake import today

    record = add_feedback(
        file, brief=brief, cv=cv, interview=interview is Answer.YES, day=today(), grade=grade, why=why, by=by
    )
    note(f"added to {file}: {record.cv} for {record.brief}, interview {interview.value}")


@app.command(epilog="Example: assay feedback show feedback.jsonl")
def show(
    file: Annotated[Path, typer.Argument(help="A feedback file.", show_default=False)],
) -> None:
    """Show what a feedback file holds: answers by brief with their reasons, and where readers differ."""
    from assay.interfaces.report.feedback import show_feedback
    from assay.workflow.feedback import read_feedback, summary

    rows = read_feedback(file)
    if not rows:
        fail(f"{file} holds no answer yet; add one with assay feedback add --file {file}")
    show_feedback(summary(rows))
