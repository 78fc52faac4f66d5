"""Only `assay.online` opens a connection, beside a cluster and a database that somebody names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import assay

ROOT = Path(assay.__file__).parent
CONNECTING = {
    "urllib",
    "http",
    "socket",
    "ssl",
    "ftplib",
    "smtplib",
    "asyncio",
    "httpx",
    "requests",
    "socketserver",
    "ray",
    "sqlalchemy",
    "psycopg",
}


def imports(path: Path) -> Iterator[str]:
    """Names that a module imports. Taking addresses apart is no connection."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module != "urllib.parse":
            yield node.module or ""


def test_no_other_module_imports_what_connects() -> None:
    """Read from the source: what is not imported is not used."""
    found: dict[str, set[str]] = {}
    for path in ROOT.rglob("*.py"):
        used = {n.partition(".")[0] for n in imports(path)} & CONNECTING
        if used:
            found.setdefault(path.relative_to(ROOT).parts[0], set()).update(used)

    assert found.pop("online") <= {"urllib", "http", "socket", "ssl"}
    assert found.pop("cluster") <= {"asyncio", "ray", "socket"}, (
        "the workers of a cluster that the user started or named"
    )
    assert found.pop("store") == {"sqlalchemy"}, "a file, or the PostgreSQL server that the user named"
    assert found == {}


def test_one_module_speaks_http() -> None:
    """Every request goes through it."""
    http = {"urllib", "http", "ssl", "requests", "httpx"}
    found = {
        p.relative_to(ROOT).as_posix()
        for p in ROOT.rglob("*.py")
        if http & {n.partition(".")[0] for n in imports(p)}
    }
    assert found == {"online/http.py"}
