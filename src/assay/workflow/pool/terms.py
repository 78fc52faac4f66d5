"""Terms: on what ground people are taken into a pool, for what, and for how long."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from assay.domain.consent import BasisKind, LegalBasis, Purpose
from assay.errors import UsageError

GRANTABLE: Final = (Purpose.MATCHING, Purpose.SEARCH)
"""Purposes that a legal basis can name; the others are the law's own or serve these."""

DEFAULT_KEEP: Final = "6m"
"""Storage period by default: six months, the time in which an applicant's claims usually lapse."""

_PERIOD: Final = re.compile(r"(\d{1,4})\s*([dmy])")
_LONGEST_MONTHS: Final = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The legal basis of people who are new, and how long they are kept.

    By default they applied (steps before a contract, Article 6(1)(b) GDPR), for matching and search, for six months.
    `keep` is a period (``90d``, ``6m``, ``2y``) or a date; `until` ends the basis before that, as a consent may.
    """

    basis: BasisKind = BasisKind.CONTRACT
    purposes: frozenset[Purpose] = frozenset(GRANTABLE)
    keep: str = DEFAULT_KEEP
    until: str | None = None

    def legal_basis(self, at: datetime) -> LegalBasis:
        """The basis as given at `at`."""
        ends = end_of(self.until, at) if self.until else None
        return LegalBasis(kind=self.basis, purposes=self.purposes, given=at, expires=ends)

    def keep_until(self, at: datetime) -> datetime:
        """The end of the storage period of somebody taken in at `at`."""
        return end_of(self.keep, at)


def end_of(period: str, at: datetime) -> datetime:
    """The end of a period that begins at `at`, or the end of the day that is named.

    Raises UsageError where it is neither, or lies in the past.
    """
    text = period.strip().lower()
    found = _PERIOD.fullmatch(text)
    if found:
        count, unit = int(found[1]), found[2]
        months = count * (12 if unit == "y" else 1)
        if not count or (months > _LONGEST_MONTHS and unit != "d"):
            raise UsageError(f"a storage period of {period!r} is none; write 6m, 2y or 90d")
        return at + timedelta(days=count) if unit == "d" else _later(at, months)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{period!r} is no period; write 90d, 6m, 2y or a date as 2027-12-31") from None
    end = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    if end <= at:
        raise UsageError(f"{period} has passed; name a later day")
    return end


def basis_of(name: str) -> BasisKind:
    """The basis of this name."""
    known = {kind.value: kind for kind in BasisKind}
    if name not in known:
        raise UsageError(f"{name!r} is no legal basis; choose one of {', '.join(known)}")
    return known[name]


def purposes_of(names: list[str] | None) -> frozenset[Purpose]:
    """The purposes of these names, all that can be granted where there are none."""
    known = {p.value: p for p in GRANTABLE}
    unknown = sorted(set(names or ()) - known.keys())
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no purpose that can be granted; choose of {', '.join(known)}")
    return frozenset(known[n] for n in names) if names else frozenset(GRANTABLE)


def _later(at: datetime, months: int) -> datetime:
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
