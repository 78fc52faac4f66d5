"""The audit chain as values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from benchmarks.soak.store_people import NOW
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.event import AuditEvent, AuditHead, EventKind
from assay.store.chain import START, Entry, linked, walk

ENTRIES = st.lists(
    st.builds(
        Entry,
        at=st.just(NOW),
        kind=st.sampled_from(EventKind),
        actor=st.text("0123456789abcdef", max_size=8),
        subject=st.text("0123456789abcdef", max_size=8),
        details=st.dictionaries(st.sampled_from(("files", "version")), st.integers(), max_size=2),
    ),
    max_size=8,
)


def faults(events: list[AuditEvent], head: AuditHead, checkpoint: AuditHead | None = None) -> tuple[str, ...]:
    return walk(events, head=head, head_sealed=True, checkpoint=checkpoint).faults


@given(ENTRIES, st.integers(0, 8))
def test_a_chain_holds_however_it_was_added_to(entries: list[Entry], cut: int) -> None:
    """In one piece or in two, with any of its heads as a checkpoint."""
    whole = linked(START, entries)
    first = linked(START, entries[:cut])
    middle = AuditHead(first[-1].sequence, first[-1].hash) if first else START
    end = AuditHead(whole[-1].sequence, whole[-1].hash) if whole else START

    assert first + linked(middle, entries[cut:]) == whole
    assert faults(whole, end, middle) == ()


CHANGES: dict[str, dict[str, Any]] = {
    "time": {"at": NOW.replace(year=2025)},
    "kind": {"kind": EventKind.SHOWN},
    "actor": {"actor": "0"},
    "subject": {"subject": "0"},
    "details": {"details": {"files": 99}},
    "hash": {"hash": "0" * 64},
    "previous": {"previous": "1" * 64},
    "sequence": {"sequence": 7},
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_seen(change: str) -> None:
    """Whichever field, in whichever event."""
    entry = Entry(at=NOW, kind=EventKind.INGESTED, actor="a", subject="b", details={"files": 1})
    whole = linked(START, [entry] * 4)
    end = AuditHead(4, whole[-1].hash)
    for place in range(4):
        changed = [*whole]
        changed[place] = replace(whole[place], **CHANGES[change])
        assert faults(changed, end)


def test_a_missing_event_is_seen_wherever_it_stood() -> None:
    """First, middle, last; a rewritten end by the checkpoint and by the seal."""
    entry = Entry(at=NOW, kind=EventKind.INGESTED, actor="a", details={})
    whole = linked(START, [entry] * 4)
    end = AuditHead(4, whole[-1].hash)
    for place in range(4):
        assert faults(whole[:place] + whole[place + 1 :], end)
    other = linked(START, [replace(entry, actor="z")] * 4)
    assert faults(other, AuditHead(4, other[-1].hash)) == ()
    assert faults(other, AuditHead(4, other[-1].hash), end) == (
        "the chain no longer holds the checkpoint at event 4",
    )
    assert walk(other, head=AuditHead(4, other[-1].hash), head_sealed=False).faults
