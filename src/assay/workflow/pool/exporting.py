"""Exporting: everything held about a person, for the person themself (Article 15 GDPR)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from assay.store.records import PersonExport, PersonId
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.originals import as_given

_UNSAFE: Final = re.compile(r"[^\w.() -]+")
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file as it is written for the person: `saved_as` is a safe name, `given` the name it came with."""

    saved_as: str
    given: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Everything held about a person at the moment `made`, and the files to write, in the order held."""

    made: datetime
    held: PersonExport
    files: tuple[ExportedFile, ...]


def export_person(pool: TalentPool, person: PersonId, *, at: datetime) -> Export:
    """Everything held about a person; the audit chain tells that it was taken out.

    Raises UsageError where the store does not know them, StoreDamaged where something of theirs cannot be opened.
    """
    held = pool.store.export(person, at=at, actor=pool.actor)
    files = tuple(
        ExportedFile(_safe(number, file.name, content), file.name, as_given(content))
        for number, (file, content) in enumerate(held.files, 1)
    )
    return Export(made=at, held=held, files=files)


def _safe(number: int, name: str, content: bytes) -> str:
    """A name that is a plain file everywhere and leads nowhere else; what was made of a row or a repository is JSON."""
    plain = _UNSAFE.sub("_", PurePosixPath(name.replace("\\", "/")).name).strip(" .")[-_LONGEST_NAME:]
    ending = "" if as_given(content) == content and "#" not in name else ".json"
    return f"{number:02d} {plain or 'file'}{ending}"
