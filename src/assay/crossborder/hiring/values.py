"""The rules as read: places, sources, duties with their dates, and the conditions they hang on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assay.domain.hiring_rule import Phase, Topic
from assay.domain.route import Provenance, Source, Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A place in a group, with the days (inclusive, None: open) on which it belongs to it."""

    place: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it belongs on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Places:
    """Groups of places (``EU``) and names of places for wording."""

    groups: Mapping[str, tuple[Member, ...]]
    names: Mapping[str, str]

    def members(self, place: str, on: date) -> tuple[str, ...]:
        """The members of a group on a day; a place that is no group stands for itself."""
        if place not in self.groups:
            return (place,)
        return tuple(m.place for m in self.groups[place] if m.holds(on))

    def within(self, inner: str, outer: str, on: date) -> bool:
        """Whether a place lies wholly inside another: ``US-CA`` in ``US``, ``DE`` in ``EU``, any in ``*``."""
        if outer in ("*", inner):
            return True
        outers = self.members(outer, on)
        return all(
            any(one == o or one.startswith(f"{o}-") for o in outers) for one in self.members(inner, on)
        )

    def touches(self, wide: str, narrow: str, on: date) -> bool:
        """Whether a part of `narrow` lies inside `wide`: ``US`` touches ``US-CA``, ``DE`` touches ``DE``."""
        return any(self.within(one, wide, on) for one in self.members(narrow, on))

    def name(self, place: str) -> str:
        """The name for wording, the code where none is known."""
        return self.names.get(place, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a duty falls due: so many days (working days) or months before or after its phase.

    Phases that begin with ``before`` count backwards, the others forwards.
    """

    phase: Phase
    days: int = 0
    months: int = 0
    working_days: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a rule hangs on beside its places.

    `employer_size_at_least` is in persons; `size_not_read` says that some size counts which was not read.
    `remote_counts`: a remote role open to the whole country counts as done in the state. `recipients_in` and
    `recipients_outside` name places of those who receive CVs. `depends_on` is something never known here.
    """

    ai_screening: bool = False
    employer_size_at_least: int | None = None
    size_not_read: bool = False
    remote_counts: bool = False
    recipients_in: tuple[str, ...] = ()
    recipients_outside: tuple[str, ...] = ()
    depends_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One dated row of what must be done; a duty that changes has further rows of the same `id`.

    `checks` name what the check of a brief looks for. `keep_months` and `delete_months` bound how long data
    of candidates is kept.
    """

    id: str
    do: str
    due: Due
    provenance: Provenance
    checks: tuple[str, ...] = ()
    keep_months: int | None = None
    delete_months: int | None = None
    unsettled: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HiringRule:
    """A rule with where it holds, when it applies, and its duties.

    `concerns` says whose place counts: ``job``, ``candidate``, ``recipient``. Places in `except_places` do not.
    """

    id: str
    name: str
    topic: Topic
    places: tuple[str, ...]
    except_places: tuple[str, ...]
    concerns: tuple[str, ...]
    applies_when: str
    conditions: Conditions
    penalty: str | None
    note: str | None
    litigation: str | None
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class RulePair:
    """Rules that pull apart where both concern one hiring."""

    rules: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HiringRules:
    """All rules of hiring, in the order of their files."""

    rules: tuple[HiringRule, ...]
    places: Places
    sources: Mapping[str, Source]
    pairs: tuple[RulePair, ...] = ()
    by_id: Mapping[str, HiringRule] = field(default_factory=dict)

    def titles(self, provenance: Provenance) -> tuple[str, ...]:
        """Titles of the sources of a value."""
        return tuple(self.sources[source].title for source in provenance.sources)


@dataclass(frozen=True, slots=True)
class Trusted:
    """A trust colour with its reasons; none for green."""

    colour: Trust
    reasons: tuple[str, ...]
