"""Whether a model was fitted on the judgements at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.workflow.fit_provenance import seen_by
from assay.workflow.judgements import Panel


def _panel(name: str, sha256: str, file: str = "qrels.tsv") -> Panel:
    return Panel(name=name, file=file, sha256=sha256, cases=())


@pytest.mark.parametrize(
    ("panels", "told"),
    [
        ([_panel("mine", "a" * 64)], "mine"),
        ([_panel("renamed", "a" * 64)], "renamed"),
        ([_panel("mine", "b" * 64)], "an earlier state of mine"),
        ([_panel("mine", "b" * 64, "other.jsonl")], ""),
        ([_panel("new", "c" * 64), _panel("mine", "a" * 64)], "mine"),
    ],
)
def test_judgements_are_known_again_by_hash_or_by_place(
    tmp_path: Path, panels: list[Panel], told: str
) -> None:
    """Renamed, they are the same; grown since, they are told of as an earlier state."""
    file = tmp_path / "model.yaml"
    row = "{panel: mine, file: qrels.tsv, sha256: " + "a" * 64 + "}"
    file.write_text(f"version: x\nfit:\n  judgements: [{row}]\n", encoding="utf-8")
    assert seen_by(file, panels) == told


@pytest.mark.parametrize(
    "text", ["version: x\n", "fit: none\n", "fit: {judgements: 3}\n", "fit: {judgements: [3]}\n"]
)
def test_a_file_without_provenance_has_seen_nothing(tmp_path: Path, text: str) -> None:
    """Models written by hand, and damaged sections."""
    file = tmp_path / "model.yaml"
    file.write_text(text, encoding="utf-8")
    assert seen_by(file, [_panel("mine", "a" * 64)]) == ""
