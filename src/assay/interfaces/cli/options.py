"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.errors import UsageError
from assay.interfaces.cli.console import note
from assay.workflow.extractor import language_model, what_is_sent

if TYPE_CHECKING:
    from assay.workflow.extractor import Extractor

Paths = Annotated[
    list[Path],
    typer.Argument(
        help="Files and folders. Each file is a candidate; so is each subfolder of at most ten files, "
        "and each person of a manifest.csv (columns person,file).",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="YYYY-MM", help="Month in which every 'present' ends.", show_default="this month"
    ),
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes.", show_default="one a core")
]
JsonFile = Annotated[
    Path | None, typer.Option("--json", metavar="FILE", help="Write JSON (- for standard output).")
]
CsvFile = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", help="Write a table (- for standard output).")
]
ShowNames = Annotated[bool, typer.Option("--show-names", help="Lift the blind view: file names and names.")]
Evidence = Annotated[
    list[Path] | None,
    typer.Option(
        "--evidence",
        metavar="PATH",
        help="Evidence beside the one CV: BibTeX, ORCID or GitHub export, git repository, scorecards, references.",
    ),
]
Author = Annotated[
    list[str] | None,
    typer.Option(
        "--author", metavar="NAME", help="Another name, address, GitHub account or ORCID iD of the person."
    ),
]
ExtractorName = Annotated[
    str,
    typer.Option(
        "--extractor", metavar="rules|llm", help="Who reads: the rules, or a language model beside them."
    ),
]
Endpoint = Annotated[
    str | None,
    typer.Option("--endpoint", metavar="URL", help="OpenAI-compatible address, as http://localhost:8000/v1."),
]
LanguageModel = Annotated[
    str | None, typer.Option("--language-model", metavar="NAME", help="The model to ask at the endpoint.")
]
LanguageModelOrModel = Annotated[
    str | None,
    typer.Option("--model", "--language-model", metavar="NAME", help="The model to ask at the endpoint."),
]
AllowRemote = Annotated[
    bool,
    typer.Option(
        "--allow-remote", help="Agree that CV sentences are sent to an endpoint on another machine."
    ),
]
KeyVariable = Annotated[
    str,
    typer.Option("--key-env", metavar="VARIABLE", help="Environment variable that holds the endpoint's key."),
]


def extractor_from(
    name: str, endpoint: str | None, model: str | None, *, allow_remote: bool, key_variable: str
) -> Extractor | None:
    """The extractor that the options ask for, None for the rules alone; raises UsageError where they do not fit."""
    if name == "rules":
        if endpoint or model:
            raise UsageError("--endpoint and the model's name go with --extractor llm; add it")
        return None
    if name != "llm":
        raise UsageError(f"--extractor {name!r} is not known; write rules or llm")
    if not endpoint or not model:
        raise UsageError(
            "--extractor llm needs --endpoint and --model, as in --endpoint http://localhost:8000/v1"
        )
    made = language_model(endpoint, model, allow_remote=allow_remote, key_variable=key_variable)
    sent = what_is_sent(endpoint)
    if sent:
        note(sent.replace("would be sent", "are sent"))
    return made
