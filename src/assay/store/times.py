"""Times in the store: whole microseconds since 1970 in UTC. They are passed in, never read from a clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from assay.errors import UsageError

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Microseconds since 1970; raises UsageError for a time without a zone."""
    if at.tzinfo is None:
        raise UsageError(
            f"the time {at.isoformat()} has no zone; pass an aware time, such as datetime.now(UTC)"
        )
    return (at - _EPOCH) // _MICROSECOND


def moment(count: int) -> datetime:
    """The time again, in UTC."""
    return _EPOCH + timedelta(microseconds=count)
