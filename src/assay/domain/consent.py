"""Consent: for which purposes a person's data may be read, on what ground, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """Why personal data is read. Every read names one."""

    MATCHING = "matching"
    """Ranking a person against a brief, and showing why."""
    SEARCH = "search"
    """Finding people by what they have done."""
    INDEX = "index"
    """Keeping profiles and the index current: building, updating, re-extraction."""
    EXPORT = "export"
    """Giving a person what is held about them."""
    CORRECTION = "correction"
    """Mending what a person says is wrong."""
    ERASURE = "erasure"
    """Removing a person."""
    AUDIT = "audit"
    """Proving that the rest was done properly."""

    @property
    def statutory(self) -> bool:
        """Whether the law itself is the ground: a person's own rights need no consent of theirs."""
        return self in _STATUTORY

    @property
    def granted_by(self) -> frozenset[Purpose]:
        """The purposes of a legal basis that allow this one; the index only serves matching and search."""
        return _INDEXED if self is Purpose.INDEX else frozenset({self})


_STATUTORY = frozenset({Purpose.EXPORT, Purpose.CORRECTION, Purpose.ERASURE, Purpose.AUDIT})
_INDEXED = frozenset({Purpose.INDEX, Purpose.MATCHING, Purpose.SEARCH})


class BasisKind(StrEnum):
    """The ground on which data is processed (Article 6(1) GDPR, points a, b and f)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    """Steps at the person's request before a contract: they applied."""
    LEGITIMATE_INTEREST = "legitimate_interest"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A ground for a set of purposes, from `given` until `expires` or `withdrawn` (aware times)."""

    kind: BasisKind
    purposes: frozenset[Purpose]
    given: datetime
    expires: datetime | None = None
    withdrawn: datetime | None = None

    def live(self, at: datetime) -> bool:
        """Whether it holds at that moment; the moment it ends is no longer covered."""
        ends = [end for end in (self.expires, self.withdrawn) if end is not None]
        return self.given <= at and all(at < end for end in ends)

    def allows(self, purpose: Purpose, at: datetime) -> bool:
        """Whether it is live and covers the purpose."""
        return bool(self.purposes & purpose.granted_by) and self.live(at)
