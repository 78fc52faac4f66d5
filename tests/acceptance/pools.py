"""A pool of the example's people, and the command line run in this process."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assay.interfaces.cli.app import main
from assay.interfaces.cli.console import set_quiet

ROOT = Path(__file__).parents[2]
CVS = ROOT / "examples" / "cvs"
BRIEF = ROOT / "examples" / "briefs" / "llm_inference_engineer.md"
OTHER_BRIEF = ROOT / "examples" / "briefs" / "responsible_ai_lead.txt"
AS_OF = "2026-11"
STORE = "pool.store"


@dataclass(frozen=True)
class Answer:
    """What a command left: its exit status, standard output and error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Command = Callable[..., Answer]


def command_in(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs ``assay ARGS`` in a folder, in this process."""

    def run(*args: object) -> Answer:
        with monkeypatch.context() as patch:
            patch.chdir(folder)
            patch.setattr(sys, "argv", ["assay", *map(str, args)])
            for name in ("ASSAY_STORE", "ASSAY_STORE_KEY", "ASSAY_STORE_KEY_FILE"):
                patch.delenv(name, raising=False)
            capsys.readouterr()
            try:
                main()
                status = 0
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else int(end.code is not None)
            finally:
                set_quiet(False)
        told = capsys.readouterr()
        return Answer(status, told.out, told.err)

    return run
