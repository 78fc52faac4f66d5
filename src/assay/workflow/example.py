"""The example that ships with Assay."""

from __future__ import annotations

from pathlib import Path

from assay.domain.dates import Month
from assay.errors import UsageError

AS_OF = Month(2026, 11)
"""The month for which the example was written; its output is the same in every later month."""


def example_folder() -> Path:
    """The folder with ``cvs`` and ``briefs``: inside the installed package, or in the source tree."""
    package = Path(__file__).parents[1]
    for folder in (package / "_examples", package.parents[1] / "examples"):
        if (folder / "cvs").is_dir():
            return folder
    raise UsageError("this installation lacks the example; install Assay again")


def example_cvs() -> Path:
    """The folder of invented CVs."""
    return example_folder() / "cvs"


def example_briefs() -> tuple[Path, ...]:
    """The invented briefs, in order of name."""
    return tuple(sorted((example_folder() / "briefs").iterdir()))
