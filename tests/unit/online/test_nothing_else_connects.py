"""Only `assay.online` opens a connection."""

import ast
from pathlib import Path

import assay

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
}


def test_no_other_module_imports_what_connects() -> None:
    """Read from the source: what is not imported is not used. Taking addresses apart is no connection."""
    root = Path(assay.__file__).parent
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(n.partition(".")[0] in CONNECTING and n != "urllib.parse" for n in names):
                found.add(path.relative_to(root).as_posix())

    assert found == {"online/http.py"}
