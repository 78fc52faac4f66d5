"""How far a value may be trusted on a day, with the reasons."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date

from assay.crossborder.hiring.values import Trusted
from assay.domain.route import Provenance, Source, Trust, Verification

STALE_MONTHS = 6
"""A source older than this is amber (facts on routes, section 10)."""


def add_months(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative), or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def trust_of(  # noqa: PLR0913 - what a colour hangs on
    provenance: Provenance,
    sources: Mapping[str, Source],
    on: date,
    *,
    today: date | None = None,
    changes: Sequence[date] = (),
    litigation: str | None = None,
    unsettled: str | None = None,
) -> Trusted:
    """The colour of a value for a day, looked at `today` (None: that day itself).

    The day asked about is set against the value's end, the day of looking against reviews and sources.

    Red: past its end or its review date, or its rule is before the courts. Amber: newest source older than
    six months or undated, read in part or not at all, no law in force read, or a change (`changes`: those
    between that day and the planned start). Green else.
    """
    seen = today or on
    red = _red(provenance, on, seen, litigation)
    if red:
        return Trusted(Trust.RED, red)
    amber = _amber(provenance, sources, seen, unsettled)
    amber += [f"changes on {day}, before the planned start" for day in sorted(set(changes))]
    return Trusted(Trust.AMBER if amber else Trust.GREEN, tuple(amber))


def _red(provenance: Provenance, on: date, today: date, litigation: str | None) -> tuple[str, ...]:
    reasons = []
    if provenance.valid_to and provenance.valid_to < on:
        reasons.append(f"ended on {provenance.valid_to}")
    if provenance.review_by < today:
        reasons.append(f"was to be looked at again by {provenance.review_by}")
    if litigation:
        reasons.append("is before the courts")
    return tuple(reasons)


def _amber(
    provenance: Provenance, sources: Mapping[str, Source], today: date, unsettled: str | None
) -> list[str]:
    reasons = []
    dated = [day for source in provenance.sources if (day := sources[source].as_of)]
    if not dated:
        reasons.append("no dated source")
    elif add_months(max(dated), STALE_MONTHS) < today:
        reasons.append(f"newest source is of {max(dated)}")
    if provenance.verification in (Verification.MEMORY, Verification.ESTIMATE):
        reasons.append("not verified")
    elif provenance.verification is Verification.PARTIAL:
        reasons.append("verified in part")
    if unsettled:
        reasons.append(unsettled)
    return reasons
