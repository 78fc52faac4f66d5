"""Verification: every byte of the index compared with what was written, and the parts with one another."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assay.index.manifest import BlockEntry, Manifest, damaged
from assay.index.snapshot import Files


def verify(folder: Path, manifest: Manifest, key: bytes) -> None:
    """Map everything anew and check it, passages too. Raises `IndexDamaged`, or `FileNotFoundError` where a
    file is gone."""
    parts, _ = Files(folder, key).load(manifest)
    numbers = [np.empty(0, dtype=np.int64)]
    for entry, part in zip(manifest.blocks, parts, strict=True):
        _same(entry, int(part.live.sum()))
        if manifest.texts != (part.texts is not None):
            raise damaged(
                entry.columns.name, "it should have passages" if manifest.texts else "it has passages"
            )
        if part.texts:
            _ = part.texts.checked
        numbers.append(part.numbers[part.live])
    live = np.concatenate(numbers)
    if len(np.unique(live)) < len(live):
        raise damaged("manifest.json", "one person is in two blocks")


def _same(entry: BlockEntry, live: int) -> None:
    if live != entry.live:
        raise damaged(
            entry.columns.name, f"{live} of its people are not removed, the manifest says {entry.live}"
        )
