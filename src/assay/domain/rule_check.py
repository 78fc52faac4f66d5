"""What a look at the rules of routes finds: what is stale, disputed or unread, and what changes when.

All sentences are for people who keep the rules; figures that nobody read carry the mark `NOT_VERIFIED`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assay.domain.route import Amount, Trust, Verification

WHOLE_ROUTE = "route"
"""Names what concerns a route as a whole and none of its values."""


class StaleReason(StrEnum):
    """Why a value needs somebody to look at it."""

    REVIEW_DUE = "review_due"
    """Past the day by which somebody must look at it again."""
    EXPIRED = "expired"
    """Ended, and nothing is known for today."""
    EXPIRING = "expiring"
    """Ends soon, and nothing is known for the day after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleValue:
    """A value of a route that is or soon will be out of date, since or on `day`."""

    route: str
    value: str
    reason: StaleReason
    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another amount that a source gives; `share` is how far it lies from ours, as a share of ours.

    None where the two cannot be compared (another currency or period, or no amount of ours).
    """

    amount: Amount
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedValue:
    """Sources disagree on a value; `ours` is the amount used, None where it is no amount."""

    route: str
    value: str
    text: str
    ours: Amount | None
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadValue:
    """A value or condition that nobody read in a source, or only in part."""

    route: str
    value: str
    verification: Verification
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledChange:
    """A change ahead; `day` is the first it may take effect, None where no day is known."""

    route: str
    value: str
    day: date | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookCheck:
    """What a look at all rules on a day finds.

    `values_by_trust` counts values (thresholds, fees, processing, duration, residence) for a filing on
    `today`, `routes_by_trust` routes; `rows_by_verification` counts every dated row.
    """

    today: date
    routes: int
    countries: int
    values: int
    stale: tuple[StaleValue, ...]
    disputed: tuple[DisputedValue, ...]
    unread: tuple[UnreadValue, ...]
    scheduled: tuple[ScheduledChange, ...]
    values_by_trust: Mapping[Trust, int]
    routes_by_trust: Mapping[Trust, int]
    rows_by_verification: Mapping[Verification, int]
    notes: tuple[str, ...]


class RuleChangeKind(StrEnum):
    """How a value differs between two days."""

    CHANGED = "changed"
    """Known on both days, and another."""
    NOT_KNOWN = "not_known"
    """Known on the first day; none is published for the second."""
    BECOMES_KNOWN = "becomes_known"
    """Known on the second day alone."""
    SCHEDULED = "scheduled"
    """A change announced for between the days, without a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """One difference in a route's rules between two days; `day` is when it takes effect, as far as known.

    `before` and `after` are amounts of money, None where the value is none or is not known.
    """

    route: str
    value: str
    kind: RuleChangeKind
    day: date | None
    text: str
    before: Amount | None = None
    after: Amount | None = None

    @property
    def money(self) -> float | None:
        """After less before, in their currency and period; None where they cannot be compared."""
        if self.before is None or self.after is None or not comparable(self.before, self.after):
            return None
        return self.after.amount - self.before.amount

    @property
    def share(self) -> float | None:
        """The change as a share of what was before; None where they cannot be compared."""
        if self.money is None or self.before is None or not self.before.amount:
            return None
        return self.money / self.before.amount


def comparable(one: Amount, other: Amount) -> bool:
    """Whether two amounts are in one currency and for one period, paid equally often."""
    return (one.currency, one.period, one.payments_per_year) == (
        other.currency,
        other.period,
        other.payments_per_year,
    )
