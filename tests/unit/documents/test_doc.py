"""Old Word files go through a converter of the system."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from assay.documents import doc, read_bytes
from assay.errors import UnreadableDocument, UnsupportedDocument

OLD_WORD = b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "WordDocument".encode("utf-16-le") + b"\x00" * 600


def converter(folder: Path, script: str) -> str:
    """A stand-in for antiword."""
    command = folder / "antiword"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(command.stat().st_mode | stat.S_IEXEC)
    return str(command)


def only(monkeypatch: pytest.MonkeyPatch, path: str | None) -> None:
    monkeypatch.setattr(doc.shutil, "which", lambda name: path if name == "antiword" else None)


def test_a_converter_gives_the_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What it writes is the document's text."""
    only(monkeypatch, converter(tmp_path, "printf 'Data Engineer\\nAlderpoint Ltd'"))

    document = read_bytes(OLD_WORD, "cv.doc")

    assert (document.format, document.text) == ("doc", "Data Engineer\nAlderpoint Ltd")


def test_without_a_converter_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is guessed from the bytes."""
    only(monkeypatch, None)

    with pytest.raises(UnsupportedDocument, match="antiword"):
        read_bytes(OLD_WORD, "cv.doc")


def test_a_converter_that_fails_means_a_damaged_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its fault is told as ours to mend."""
    only(monkeypatch, converter(tmp_path, "exit 1"))

    with pytest.raises(UnreadableDocument, match="damaged"):
        read_bytes(OLD_WORD, "cv.doc")


def test_a_converter_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No file holds up the others for ever."""
    only(monkeypatch, converter(tmp_path, "exec sleep 30"))
    monkeypatch.setattr(doc, "SECONDS", 0.2)

    with pytest.raises(UnreadableDocument, match="took more"):
        read_bytes(OLD_WORD, "cv.doc")
