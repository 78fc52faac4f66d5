"""Values of a pathway: what carries over, what is missing, the steps between, and how long they take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assay.domain.brief import Brief, Importance
from assay.domain.document import Quote
from assay.domain.match import Band, Level, Match
from assay.domain.profile import Signal
from assay.domain.skill import Speciality
from assay.domain.transfer import SpecialityEdge, TransferPath


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A range, lowest and highest; months unless said otherwise. An estimate, never a promise."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2.0

    @property
    def words(self) -> str:
        """A range of months as people say it.

        >>> Months(0.3, 0.8).words, Months(1.2, 1.4).words, Months(0.4, 5.6).words
        ('1 to 3 weeks', 'about 1 month', '1 to 6 months')
        """
        if self.high <= 0:
            return "no time"
        weeks = self.high < 1.0
        low, high = (max(1, round(n * (52 / 12 if weeks else 1))) for n in (self.low, self.high))
        unit = "week" if weeks else "month"
        return f"about {high} {unit}{'' if high == 1 else 's'}" if low == high else f"{low} to {high} {unit}s"

    def times(self, other: Months) -> Months:
        """Both ends multiplied."""
        return Months(self.low * other.low, self.high * other.high)

    def scaled(self, factor: float) -> Months:
        """Both ends multiplied by one factor."""
        return Months(self.low * factor, self.high * factor)

    def plus(self, other: Months) -> Months:
        """Both ends added."""
        return Months(self.low + other.low, self.high + other.high)


class TargetKind(StrEnum):
    """What somebody is to grow into."""

    BRIEF = "brief"
    SPECIALITY = "speciality"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A role or a speciality to grow into; a speciality is written as a brief that asks for its areas."""

    kind: TargetKind
    title: str
    brief: Brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Something asked that the person's work answers, directly or through a transfer path.

    `credit` is 1 for the skill itself shown in work, and less than 1 through a `path`: its credit times the
    strength of the evidence it starts from, so that a neighbouring skill never carries what the skill
    itself would. Signals, degrees and similar words carry as far as they earn like "used". `held` is the
    id of the skill that answers, None where something else does.
    """

    requirement: str
    asked: str
    importance: Importance
    level: Level
    credit: float
    label: str
    held: str | None
    path: TransferPath | None
    quotes: tuple[Quote, ...]


class GapSort(StrEnum):
    """What sort of thing is missing."""

    SKILL = "skill"
    SIGNAL = "signal"
    SENIORITY = "seniority"
    YEARS = "years"
    DEGREE = "degree"
    LANGUAGE = "language"
    OPEN = "open"
    """Words that the vocabulary does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something asked that the documents do not show at the level of work.

    `level` is what is reached (only named, only studied, near, nothing). `beyond` says why no plan is
    promised; None where a step of the plan closes the gap. `quotes` are the person's words, where
    there are any; `skills` and `signals` are what would answer.
    """

    id: str
    requirement: str
    asked: str
    importance: Importance | None
    sort: GapSort
    level: Level
    label: str
    skills: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    beyond: str | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The skill a step starts from: one the person's work shows (`quotes`), or one of an earlier `step`.

    `credit` (0-1) is that of the path times the strength of the evidence.
    """

    skill: str
    label: str
    path: TransferPath
    credit: float
    step: int | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a plan.

    `closes` are ids of gaps, `after` numbers of the steps it needs first. `bits` is what the step alone
    would add to the score of the role (its seniority left open); `share`, `score` and `band` are what
    stands when this step and all before it are done. `basis` is how `months` came about.
    """

    number: int
    skill: str | None
    signal: Signal | None
    label: str
    closes: tuple[str, ...]
    importance: Importance
    do: str
    shows: str
    start: Start | None
    months: Months
    basis: str
    bits: float
    share: float
    score: float
    band: Band
    after: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RampUp:
    """How long, as a range of months; our estimate, with the rule it came from."""

    months: Months
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A speciality near to what the person does.

    `fit` (0-1) is the share of a role's points for the speciality that the ranking would give; `edge`
    is the transfer from the person's own speciality, None where only shown work speaks for it.
    """

    speciality: Speciality
    label: str
    fit: float
    edge: SpecialityEdge | None
    reason: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """The way of one person into a target.

    `match` is the person's place by the ranking itself. `share` is how much of what is asked the
    documents show by the ranking, `carries` the same with transfer credit, both 0-1. `line` is the
    number of the step after which the ranking would say "good", its seniority left open: 0 for now,
    None for not within this plan; `to_line` is how long that takes.
    """

    profile: str
    target: Target
    match: Match
    share: float
    carries: float
    work: int
    carried: tuple[Carried, ...]
    gaps: tuple[Gap, ...]
    steps: tuple[Step, ...]
    ramp: RampUp
    line: int | None
    to_line: Months | None
    nearest: tuple[Near, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grower:
    """One of a pool with the reason, in a sentence, for the group they stand in."""

    pathway: Pathway
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Growers:
    """A pool by what it would take: who fits, who could grow, who must be looked at first, who is far.

    `could_grow` is in order of months to the line, then of the share carried over; the others in order
    of the ranking. `criteria` are the rules as sentences.
    """

    target: Target
    fits: tuple[Grower, ...]
    could_grow: tuple[Grower, ...]
    review: tuple[Grower, ...]
    far: tuple[Grower, ...]
    criteria: tuple[str, ...]
