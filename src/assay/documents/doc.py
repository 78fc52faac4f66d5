"""Old Word files (DOC): read by a converter of the system, since no free library reads them well."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from assay.documents._base import Draft
from assay.errors import UnreadableDocument, UnsupportedDocument

SECONDS = 60
"""Longest time a converter may take."""

_CONVERTERS = (("antiword", ("-m", "UTF-8.txt", "-w", "0")), ("catdoc", ("-d", "utf-8", "-w")))
_MISSING = (
    "is an old Word file (DOC), and neither LibreOffice nor antiword is installed to read it; install one of them, "
    "or open it and save it as DOCX or PDF"
)


def read(data: bytes, name: str) -> Draft:
    """Read a DOC with LibreOffice, antiword or catdoc, whichever is installed; macros are never run."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "document.doc"
        source.write_bytes(data)
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if office:
            return _with_office(office, source, name)
        for command, options in _CONVERTERS:
            if path := shutil.which(command):
                text = _output([path, *options, str(source)]).decode("utf-8", errors="replace")
                return Draft(format="doc", text=text.replace("\r\n", "\n").replace("\r", "\n"))
    raise UnsupportedDocument(_MISSING)


def _with_office(office: str, source: Path, name: str) -> Draft:
    """By way of DOCX, so that hidden text is seen too."""
    from dataclasses import replace

    from assay.documents import docx

    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    _output(
        [office, profile, "--headless", "--convert-to", "docx", "--outdir", str(source.parent), str(source)]
    )
    made = source.with_suffix(".docx")
    if not made.is_file():
        raise UnreadableDocument("is a damaged Word file; open it and save it as DOCX or PDF")
    return replace(docx.read(made.read_bytes(), name), format="doc")


def _output(command: list[str]) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell, a file of our own naming
            command, capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(f"took more than {SECONDS} s to convert; save it as DOCX or PDF") from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise UnreadableDocument("is a damaged Word file; open it and save it as DOCX or PDF") from error
    return done.stdout
