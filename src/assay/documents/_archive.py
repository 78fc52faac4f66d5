"""ZIP archives that hold a document: opened and unpacked with limits, whatever they claim of themselves."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from assay.errors import EncryptedDocument, OversizedDocument, UnreadableDocument

MAX_MEMBERS = 3000
"""Files inside one document's archive; Word writes a few dozen."""

MAX_PART_BYTES = 40_000_000
"""Uncompressed size of a part of text; a 60-page CV has less than 2 MB."""


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive; raises DocumentError where it is damaged or holds more parts than a document has."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        count = len(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocument(f"is damaged ({error}); open it and save it as DOCX or PDF again") from error
    if count > MAX_MEMBERS:
        raise OversizedDocument(f"holds {count} parts inside; a document has a few dozen")
    return archive


def unpacked_xml(archive: zipfile.ZipFile, part: str) -> Any:
    """The root of an XML part, entities unresolved; raises DocumentError where it is damaged or too large."""
    from lxml import etree

    data = unpacked(archive, part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = " ".join(str(error).split(",")[0].split())
        raise UnreadableDocument(
            f"is damaged inside ({reason}); open it and save it as DOCX or PDF again"
        ) from error


def unpacked(archive: zipfile.ZipFile, part: str) -> bytes:
    """A part's bytes, read no further than the limit, whatever the archive claims of its size."""
    try:
        with archive.open(part) as stream:
            data = stream.read(MAX_PART_BYTES + 1)
    except RuntimeError as error:
        raise EncryptedDocument("is protected by a password; save a copy without it") from error
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, KeyError) as error:
        raise UnreadableDocument(f"is damaged ({error}); open it and save it as DOCX or PDF again") from error
    except Exception as error:  # zlib.error and its kin derive from Exception alone
        raise UnreadableDocument(f"is damaged ({error}); open it and save it as DOCX or PDF again") from error
    if len(data) > MAX_PART_BYTES:
        raise OversizedDocument("unpacks to more text than any CV holds; it may be a trap")
    return data
