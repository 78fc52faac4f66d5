"""The index against a plain dictionary, in any order of adding, removing, compacting and reopening."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.unit.index.rows import entry
from tests.unit.index.test_round_trip import NOW, expected, totals

from assay.index.directory import Index
from assay.index.snapshot import Snapshot

_NUMBERS = st.integers(0, 30)


class IndexMachine(RuleBasedStateMachine):
    """`people`: who should be there, number by seed."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.index = Index.create(self.folder, NOW, texts=True, key=b"k", replace=True)
        self.people: dict[int, int] = {}
        self.sequence = 0
        self.kept: tuple[Snapshot, dict[int, int]] | None = None

    @rule(
        added=st.dictionaries(_NUMBERS, st.integers(0, 60), max_size=4), removed=st.sets(_NUMBERS, max_size=3)
    )
    def update(self, added: dict[int, int], removed: set[int]) -> None:
        """Add some, remove others."""
        removed -= added.keys()
        self.sequence += 1
        assert self.index.update([entry(n, s) for n, s in added.items()], removed, sequence=self.sequence)
        self.people = {n: s for n, s in self.people.items() if n not in removed} | added

    @rule(added=st.dictionaries(_NUMBERS, st.integers(0, 60), max_size=20))
    def build(self, added: dict[int, int]) -> None:
        """Replace everybody."""
        self.sequence += 1
        self.index.build([entry(n, s) for n, s in added.items()], sequence=self.sequence)
        self.people = dict(added)

    @rule()
    def compact(self) -> None:
        """One block is left, and nobody removed in it."""
        self.index.compact()
        blocks = self.index.snapshot().blocks
        assert len(blocks) <= 1
        assert all(block.live.all() for block in blocks)

    @rule()
    def reopen(self) -> None:
        """Read everything from the files again."""
        self.index = Index.open(self.folder, key=b"k")

    @rule()
    def keep(self) -> None:
        """Hold on to what is there now."""
        self.kept = self.index.snapshot(), dict(self.people)

    @precondition(lambda self: self.kept)
    @rule()
    def look_back(self) -> None:
        """A snapshot does not change."""
        assert self.kept
        assert totals(self.kept[0], "numpy") == expected(self.kept[1]) if self.kept[1] else True

    @invariant()
    def all_is_as_it_should_be(self) -> None:
        """The same people with the same bits."""
        snapshot = self.index.snapshot()
        assert len(snapshot) == len(self.people)
        assert totals(snapshot, "numpy") == (expected(self.people) if self.people else {})

    def teardown(self) -> None:
        """Every byte is what was written."""
        self.index.verify()
        shutil.rmtree(self.folder)


IndexMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
TestIndexMachine = IndexMachine.TestCase


def test_small_blocks_come_together(tmp_path: Path) -> None:
    """Two hundred updates of one person leave few blocks."""
    index = Index.create(tmp_path / "i", NOW)
    for n in range(200):
        index.update([entry(n)], sequence=n)
        assert len(index.snapshot().blocks) <= 21
    assert totals(index.snapshot(), "numpy").keys() == set(range(200))
    index.verify()
