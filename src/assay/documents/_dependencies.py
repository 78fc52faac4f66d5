"""Languages by file ending, and the dependencies that a project's manifests name."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

MANIFESTS = re.compile(
    r"(?:^|/)(?:requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|Pipfile|environment\.ya?ml|package\.json|Cargo\.toml|go\.mod)$"
)
"""Paths of the manifests read."""

MAX_DEPENDENCIES = 80

_LANGUAGES = {
    "Python": "py pyi pyx", "Jupyter Notebook": "ipynb", "C++": "cc cpp cxx hpp hh", "C": "c", "CUDA": "cu cuh",
    "Rust": "rs", "Go": "go", "Java": "java", "Kotlin": "kt kts", "Scala": "scala", "JavaScript": "js jsx mjs",
    "TypeScript": "ts tsx", "Julia": "jl", "R": "r rmd", "SQL": "sql", "Shell": "sh bash zsh", "Ruby": "rb",
    "PHP": "php", "Swift": "swift", "C#": "cs", "Haskell": "hs", "Elixir": "ex exs", "Lua": "lua", "Dart": "dart",
    "Terraform": "tf tfvars", "Protocol Buffers": "proto", "Fortran": "f90 f95", "Perl": "pl",
}  # fmt: skip
_BY_ENDING = {ending: name for name, endings in _LANGUAGES.items() for ending in endings.split()}
_REQUIREMENT = re.compile(r"^\s*([A-Za-z][\w.-]{0,80})\s*(?:\[|[<>=!~;@ ]|$)")
_GO_MODULE = re.compile(r"^\s*(?:require\s+)?([\w.-]+\.[\w.-]+/[\w./-]+)\s+v", re.MULTILINE)
_CONDA = re.compile(r"^\s*-\s+([A-Za-z][\w.-]{1,80})", re.MULTILINE)


def language_of_file(name: str) -> str | None:
    """The programming language of a file by its ending, None where it has none.

    >>> language_of_file("kernel.cu"), language_of_file("notes.md")
    ('CUDA', None)
    """
    return _BY_ENDING.get(name.rpartition(".")[2].lower()) if "." in name else None


def dependencies_of(path: str, text: str) -> tuple[str, ...]:
    """Names of the packages that a manifest asks for, in order, each once; none where it is damaged."""
    name = path.rpartition("/")[2]
    try:
        found = list(_names(name, text))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ()
    return tuple(dict.fromkeys(n for n in found if n))[:MAX_DEPENDENCIES]


def _names(name: str, text: str) -> Iterator[str]:
    if name.endswith((".txt", ".in")):
        yield from _requirements(text.splitlines())
    elif name == "package.json":
        data = json.loads(text)
        for key in ("dependencies", "devDependencies", "peerDependencies"):
            yield from (str(k) for k in data.get(key) or {})
    elif name == "go.mod":
        yield from (m[1].rpartition("/")[2] for m in _GO_MODULE.finditer(text))
    elif name.startswith("environment."):
        yield from (m[1] for m in _CONDA.finditer(text))
    else:
        yield from _toml(tomllib.loads(text))


def _requirements(rows: Iterable[str]) -> Iterator[str]:
    for row in rows:
        match = _REQUIREMENT.match(row.partition("#")[0])
        if match:
            yield match[1]


def _toml(data: dict[str, Any]) -> Iterator[str]:
    project = data.get("project") or {}
    yield from _requirements(project.get("dependencies") or [])
    for rows in (project.get("optional-dependencies") or {}).values():
        yield from _requirements(rows)
    poetry = (data.get("tool") or {}).get("poetry") or {}
    for table in (poetry.get("dependencies"), data.get("dependencies"), data.get("packages")):
        yield from (str(k) for k in table or {} if str(k).lower() != "python")
