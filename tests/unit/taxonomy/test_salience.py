"""Which entries tell people of the field apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.errors import TaxonomyError
from assay.taxonomy import load_taxonomy


def test_general_entries_and_industries_are_not_salient() -> None:
    """An industry and a word for the whole field are held low, a tool is not."""
    skills = load_taxonomy().skills

    assert [skills[s].salient for s in ("banking", "artificial-intelligence", "vllm")] == [False, False, True]


def test_no_general_entry_defines_a_speciality() -> None:
    """What everybody names cannot be the mark (weight 3) of a technical role family."""
    taxonomy = load_taxonomy()
    marks = {
        (speciality.value, skill)
        for speciality, profile in taxonomy.specialities.items()
        for skill, weight in profile.skills.items()
        if weight >= 3 and taxonomy.skills[skill].general
    }

    assert {s for s, _ in marks} <= {"non_tech", "data_science", "software_other"}


def test_a_general_flag_that_is_no_truth_value_is_a_fault(tmp_path: Path) -> None:
    """`general: perhaps` is refused with file and path."""
    (tmp_path / "skills").mkdir()
    (tmp_path / "skills" / "x.yaml").write_text(
        "discipline: x\nskills:\n  - id: a\n    label: A tool\n    kind: tool\n    general: perhaps\n",
        encoding="utf-8",
    )

    with pytest.raises(TaxonomyError) as caught:
        load_taxonomy(tmp_path)
    assert any("skills[0] (a).general: must be true or false" in line for line in caught.value.faults)
