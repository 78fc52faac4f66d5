"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
        "--as-of", metavar="YYYY-MM", help="Month in which every 'present' ends [default: this month]."
    ),
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes [default: one a core].")
]
JsonFile = Annotated[
    Path | None, typer.Option("--json", metavar="FILE", help="Write JSON (- for standard output).")
]
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
