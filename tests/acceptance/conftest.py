"""What the acceptance tests share: the command line as a user runs it, and the example."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.pools import AS_OF, BRIEF, CVS, Command, command_in

Run = Callable[..., subprocess.CompletedProcess[str]]
Refused = Callable[..., tuple[object, str]]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run ``assay ARGS`` in an empty folder."""

    def call(*args: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "assay", *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=120)

    return call


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refused:
    """Run ``assay ARGS`` in this process, which is quicker, where it must end with a message; its status and that."""

    def call(*args: object) -> tuple[object, str]:
        from assay.interfaces.cli.app import main

        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["assay", *map(str, args)])
        with pytest.raises(SystemExit) as stopped:
            main()
        return stopped.value.code, capsys.readouterr().err

    return call


@pytest.fixture
def cvs() -> Path:
    """The example's CVs."""
    return ROOT / "examples" / "cvs"


@pytest.fixture
def brief() -> Path:
    """The example's first brief."""
    return ROOT / "examples" / "briefs" / "llm_inference_engineer.md"


@pytest.fixture(scope="session")
def example_pool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pool of the example's people, to be copied."""
    folder = tmp_path_factory.mktemp("example-pool")
    for args in (["init"], ["add", str(CVS), "--as-of", AS_OF, "--jobs", "1"]):
        subprocess.run(
            [sys.executable, "-m", "assay", "pool", *args], cwd=folder, check=True, capture_output=True
        )
    return folder


@pytest.fixture
def kept(
    example_pool: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """The command line in a folder with a pool of the example's people."""
    shutil.copytree(example_pool, tmp_path, dirs_exist_ok=True)
    return command_in(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="session")
def ids(example_pool: Path) -> dict[str, str]:
    """The ids of the example's people by the names of their files."""
    args = ["--brief", str(BRIEF), "--as-of", AS_OF, "--top", "14", "--json", "-"]
    done = subprocess.run(
        [sys.executable, "-m", "assay", "--quiet", "pool", "rank", *args],
        cwd=example_pool,
        check=True,
        capture_output=True,
    )
    return {m["document"]: m["person"] for m in json.loads(done.stdout)["rankings"][0]["matches"]}
