"""The model file: what is read, and every fault it can have."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from assay.errors import ModelError
from assay.matching.model import load_model, model_from

_TEXT = (Path(__file__).parent / "pinned_model.yaml").read_text(encoding="utf-8")
"""A model whose numbers stay: the shipped ones move with each fit."""


def test_the_default_model_has_no_fault_and_names_its_source() -> None:
    """The shipped weights load, with version, digest and provenance."""
    model = load_model()
    assert model.version
    assert len(model.sha256) == 64
    assert "judged pairs" in model.source


def test_the_pinned_model_has_no_fault() -> None:
    """The model that the faults are planted in has none itself."""
    assert model_from(_TEXT.encode()).version == "2026.11-1"


def test_the_model_cannot_be_changed() -> None:
    """A model is a value."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        load_model().span = 1.0  # type: ignore[misc]


def test_the_digest_follows_the_bytes() -> None:
    """Two files that differ in one comment have two digests."""
    assert model_from(_TEXT.encode()).sha256 != model_from((_TEXT + "# more\n").encode()).sha256


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("  listed: #", "  listed: 9.5", "levels: bits must rise"),
        ("  not stated: 0.0", "  not stated: 0.1", "levels.not stated: must be 0"),
        ("must: 1.0,", "must: heavy,", "importance.must: must be a number"),
        (
            "specificity: {floor: #}",
            "specificity: {floor: 1.4}",
            "specificity.floor: must be a number from 0 to 1",
        ),
        ("from_level: used", "from_level: listed", "transfer.from_level: must be above adjacent"),
        ("seniority: [#, #,", "seniority: [0.1, 0.9,", "seniority: must fall"),
        ("seniority: [#,", "seniority: [2.0, 1.0, 1.0,", "seniority: must be a list of 4"),
        ("levels: [not stated, theory only,", "levels: [used, theory only,", "signals.levels: a stronger"),
        ("levels: [not stated,", "levels: [nowhere,", "signals.levels[0]: must be one of"),
        (
            "    production: [used, used,",
            "    production: [deep, used,",
            "evidence.any.production: a greater",
        ),
        ("    listed: [listed,", "    listed: [denied,", "evidence.any.listed: must be listed"),
        ("    negative: [denied,", "    negative: [listed,", "evidence.any.negative"),
        ('version: "', 'other: "', "version: is missing"),
    ],
)
def test_faults_name_their_path(old: str, new: str, path: str) -> None:
    """A wrong value is reported with where it stands and what it must be; # in `old` is any number."""
    pattern = re.escape(old).replace(re.escape("#"), r"[\d.]+")
    text, found = re.subn(pattern, lambda _: new, _TEXT, count=1)
    assert found
    with pytest.raises(ModelError) as caught:
        model_from(text.encode(), "mine.yaml")
    assert any(fault.startswith(f"mine.yaml: {path}") for fault in caught.value.faults)


def test_all_faults_are_reported_at_once() -> None:
    """Each number that is missing in a section is a fault, each missing section one and no more."""
    with pytest.raises(ModelError) as caught:
        model_from(b"levels: {deep: 3}", "mine.yaml")
    faults = caught.value.faults
    assert "mine.yaml: levels.authority: must be a number from -20 to 20, not None" in faults
    assert faults.count("mine.yaml: scale: is missing") == 1
    assert not any(fault.startswith("mine.yaml: scale.") for fault in faults)
    assert len(faults) == len(set(faults))


@pytest.mark.parametrize("raw", [b"- a list", b"", b"{}", b"title: a brief"])
def test_what_is_no_model_at_all_is_told_in_one_sentence(raw: bytes) -> None:
    """A list, an empty file and some other YAML do not flood the reader with faults."""
    with pytest.raises(ModelError) as caught:
        model_from(raw, "mine.yaml")
    (fault,) = caught.value.faults
    assert fault.startswith("mine.yaml: is no matching model")


@pytest.mark.parametrize("raw", [b"[1, 2", b"\xff\xfe\x00", b"- a list", b""])
def test_a_file_that_is_no_mapping_is_a_model_error(raw: bytes) -> None:
    """Broken YAML, other encodings and lists are refused."""
    with pytest.raises(ModelError):
        model_from(raw)


def test_a_missing_file_is_a_model_error(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(ModelError, match=r"nothing\.yaml: cannot be read"):
        load_model(tmp_path / "nothing.yaml")
