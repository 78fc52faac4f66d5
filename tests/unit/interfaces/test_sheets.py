"""Spreadsheets hold text from CVs as text."""

import pytest

from assay.interfaces.report.sheets import inert


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1", "-1", "@cmd", "\t=1", " =1", "\u00a0=1", "|calc", "%x"]
)
def test_formulas_become_text(text: str) -> None:
    """Whatever a spreadsheet might run begins with an apostrophe."""
    assert inert(text) == f"'{text}"


def test_plain_text_is_unchanged_and_control_characters_are_replaced() -> None:
    """Line breaks stay; what XML cannot hold goes."""
    assert inert("two\nlines") == "two\nlines"
    assert inert("a\x00b\ud800") == "a\ufffdb\ufffd"
