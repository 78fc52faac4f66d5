"""What kind of file these bytes are."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from assay.documents import jobposting, linkedin
from assay.errors import EmptyDocument, EncryptedDocument, UnreadableDocument, UnsupportedDocument

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p|h1)[\s>]", re.IGNORECASE)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_ENDINGS = {".htm": "html", ".html": "html", ".xhtml": "html", ".json": "jsonresume"}

OUTSIDE_ENDINGS = frozenset({".bib", ".bibtex", ".json", ".xml", ".yaml", ".yml", ".csv", ".txt"})
"""Endings of files that may hold evidence beside a CV."""

OUTSIDE_HEAD = 200_000
"""Bytes in which the marks of such evidence stand."""

_BIBTEX = re.compile(
    rb"^[ \t]*@(?:article|inproceedings|conference|misc|book|inbook|incollection|proceedings|phdthesis|"
    rb"mastersthesis|techreport|unpublished|online|software|dataset|thesis|report|patent)\s*[{(]\s*[^\s,{}]*\s*,",
    re.IGNORECASE | re.MULTILINE,
)
_BIBTEX_ITEM = re.compile(rb"^[ \t]*@\w+\s*[{(]", re.MULTILINE)
_ORCID = re.compile(rb'"orcid-identifier"\s*:|http://www\.orcid\.org/ns/(?:record|activities|work|common)')
_GITHUB = re.compile(
    rb'"(?:stargazers_count|stargazerCount|repository_url|merged_at|mergedAt|default_branch|assay_github)"\s*:'
)
_ATTESTED = re.compile(rb"^(?:scorecards?|interviews?|references?|reference_notes)\s*:", re.MULTILINE)
_SAID_BY = frozenset({b"interviewer", b"by", b"who", b"referee"})


def sniff_outside(data: bytes, ending: str) -> str | None:
    """The key of FORMATS where these bytes are evidence beside a CV, else None."""
    head = data[:OUTSIDE_HEAD]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if ending in (".bib", ".bibtex"):
        return "bibtex"
    if start[:1] in (b"{", b"[", b"<"):
        if _ORCID.search(head):
            return "orcid"
        return "github" if start[:1] != b"<" and _GITHUB.search(head) else None
    if ending in (".yaml", ".yml"):
        return "attested" if _ATTESTED.search(head) else None
    if ending == ".csv":
        cells = {c.strip(b' "\r').lower() for c in start.split(b"\n", 1)[0].replace(b";", b",").split(b",")}
        rated = {b"skill", b"rating"} <= cells or (b"note" in cells and bool(cells & _SAID_BY))
        return "attested" if rated else None
    first = _BIBTEX_ITEM.search(start[:20_000])
    return "bibtex" if first and _BIBTEX.search(start) and start[:1] in (b"@", b"%") else None


def sniff(data: bytes, ending: str) -> str:
    """The key of FORMATS for these bytes; `ending` (with its dot) decides only among kinds of text.

    Raises DocumentError where no reader takes them.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyDocument("is empty; ask for another copy")
    head = data[:2048]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _archive(data)
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_PICTURES):
        return "image"
    if head.startswith(b"\xd0\xcf\x11\xe0") and "WordDocument".encode("utf-16-le") in data:
        return "doc"
    _refuse(data, head, ending)
    outside = sniff_outside(data, ending)
    if outside is not None:
        return outside
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<?xml") or ending == ".xml":
        return "europass" if not _HTML.search(start[:400]) else "html"
    if start[:1] in (b"{", b"[", b"<") and jobposting.found_in(data):
        return "jobposting"
    if ending == ".json" or (start.startswith(b"{") and b'"basics"' in data[:100_000]):
        return "jsonresume"
    if ending in _ENDINGS or _HTML.match(start[:200]):
        return "html"
    return "text"


def _refuse(data: bytes, head: bytes, ending: str) -> None:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedDocument("is protected by a password; save a copy without it")
        raise UnsupportedDocument(
            "is an old Office file that is no Word document; save the CV as DOCX or PDF"
        )
    if ending == ".pdf":
        raise UnreadableDocument("is called PDF but is none; ask for another copy")
    if ending == ".docx":
        raise UnreadableDocument("is called DOCX but is none; open it in Word and save it again")


def _archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (
        zipfile.BadZipFile,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
    ) as error:
        raise UnreadableDocument(f"is a damaged archive ({error}); ask for another copy") from error
    if "word/document.xml" in names:
        return "docx"
    if b"opendocument.text" in kind and "content.xml" in names:
        return "odt"
    if b"opendocument" in kind or any(n.startswith(("xl/", "ppt/")) for n in names):
        raise UnsupportedDocument(
            "is a spreadsheet or slides; send the CV as PDF or DOCX, or a table of candidates as XLSX or CSV"
        )
    if linkedin.is_export(names):
        return "linkedin"
    raise UnsupportedDocument(
        "is an archive inside another one, or holds no document; unpack it and give the folder"
    )
