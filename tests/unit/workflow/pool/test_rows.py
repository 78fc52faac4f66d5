"""Rows: what the store keeps for the index comes back, and another layout is told."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from tests.unit.matching.test_rank_properties import profiles

from assay.domain.profile import Profile
from assay.errors import StoreDamaged
from assay.index.hashed_passages import text_row_of
from assay.index.scoring_row import encode, row_of
from assay.workflow.pool import rows


@given(profiles())
def test_a_row_comes_back(profile: Profile) -> None:
    assert rows.read(rows.kept(profile), 1) == rows.row(profile)
    assert rows.row(profile) == rows.Row(encode(row_of(profile)), text_row_of(profile))


def test_another_layout_is_told_without_decoding_it() -> None:
    assert rows.read(msgspec.msgpack.encode((999, 1, b"what", b"ever")), 1) is None


def test_what_is_no_row_names_the_person() -> None:
    with pytest.raises(StoreDamaged, match="number 7"):
        rows.read(b"\x00", 7)
