"""The constants are read whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.domain.skill import SkillKind
from assay.errors import ModelError
from assay.transfer import load_rules, rules_from
from assay.transfer.rules import DEFAULT


def test_the_shipped_rules_load_and_say_where_they_come_from() -> None:
    """Every kind of skill has months and advice; the source is stated."""
    rules = load_rules()

    assert set(rules.months) == set(SkillKind) == set(rules.steps)
    assert "judgement" in rules.source
    assert len(rules.sha256) == 64


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  tool: [1, 3]", "  tool: [3, 1]", "months.tool: the lower end may not exceed the upper"),
        ("  rule: [1, 3]", "  rule: soon", "months.rule: must be a list of two numbers"),
        ("credit_share: 0.85", "credit_share: 1.5", "credit_share: must be a number from 0 to 0.99, not 1.5"),
        ("  nothing: [1.0, 1.0]", "  nothing: [0.5, 1.0]", "start.nothing: must be [1, 1]"),
        ("at_a_time: [4, 3]", "at_a_time: [2, 3]", "at_a_time: the best case may not be slower than the worst"),
        ("musts: 3,", "musts: 30,", "areas.musts: may not exceed areas.at_most"),
        ("rollout: Take", "rolling: Take", "rollout: must be a text"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(old: str, new: str, fault: str) -> None:
    """Wrong values are refused with a path and what is expected."""
    text = DEFAULT.read_text()
    assert old in text

    with pytest.raises(ModelError) as error:
        rules_from(text.replace(old, new).encode(), "my.yaml")

    assert any(f.startswith(f"my.yaml: {fault}") for f in error.value.faults)


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    """No traceback for a path that is not there."""
    with pytest.raises(ModelError, match="cannot be read"):
        load_rules(tmp_path / "none.yaml")
