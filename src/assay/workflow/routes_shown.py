"""What people see of routes across borders, as values; `routes_view` makes them.

Every text carries its own mark where nobody verified a figure in it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source as shown: its title with the date it states, and its address where it has one."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """A fact as used: what it is, its value in words, and where it comes from."""

    label: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginView:
    """Pay against a threshold: ``54,700 GBP a year``, ``+3,200 GBP``, ``+5.9 %``, the day of the rate."""

    required: str
    money: str
    share: str
    rate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafView:
    """One condition: whether it is met (``yes``, ``no``, ``unknown``), in words, with its margin."""

    answer: str
    text: str
    decides: bool
    margin: MarginView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeView:
    """The time to start: ``60 to 195 days``, the first day it allows, and its parts in words."""

    range: str
    low_days: int | None
    high_days: int | None
    earliest: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostView:
    """A cost: its range, its items in words, and what is missing from it."""

    range: str
    items: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """One way to work together.

    `kind` is its id (``contractor``), `label` what people call it and `name` what tells it from others of its
    kind. `country` is a name, `code` its ISO 3166 code; both are empty where it is not known. `verdict` is
    ``feasible``, ``needs_check`` or ``blocked``. `trust` is ``green``, ``amber``, ``red`` or empty where no
    route stands behind it. `why` are the conditions that decide, `open` what is not known beside them, `leaves`
    all conditions of the route. `first_year` is the employer's cost of the first year, once and yearly together.
    """

    number: int
    kind: str
    label: str
    name: str
    country: str
    code: str
    route: str
    verdict: str
    trust: str
    trust_reasons: tuple[str, ...]
    why: tuple[str, ...]
    open: tuple[str, ...]
    leaves: tuple[LeafView, ...]
    time: TimeView
    employer_once: CostView
    employer_yearly: CostView
    first_year: str
    person_once: CostView
    risks: tuple[str, ...]
    dependants: str
    residence: str
    duration: str
    scheduled: tuple[str, ...]
    official_url: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayView:
    """An offer in another place: rows of (what, here, there), notes, and what is not known."""

    title: str
    here: str
    there: str
    rows: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """Both working days of one period, from and to in hours of the person's clock; the team's may pass 0 or 24."""

    period: str
    person: tuple[float, float]
    team: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """Shared working hours: a summary, periods of the year, clock changes, days off."""

    title: str
    summary: str
    periods: tuple[tuple[str, str, str, str], ...]
    """From, to, hours apart, hours shared a day."""
    changes: tuple[str, ...]
    shift: str
    days_off: tuple[str, ...]
    notes: tuple[str, ...]
    days: tuple[DayView, ...] = ()
    """What a page draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """A duty of the checklist: when, what, under which rule, why, how far to trust it.

    `standing` says where it does not simply bind (``treat as due``, ``from 2027-08-02``), `needs` what would
    settle whether it applies; both are empty otherwise.
    """

    due: str
    text: str
    rule: str
    standing: str
    why: str
    needs: str
    places: str
    trust: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFindingView:
    """Something in the brief that a rule does not allow: the words, what is wrong, what to write instead."""

    severity: str
    """``must fix`` or ``advice``."""
    words: str
    message: str
    instead: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question: whom to ask, the words, and how many routes it may settle."""

    asks: str
    text: str
    settles: int
    voluntary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachView:
    """The sponsor's view of one destination: groups of citizens, each with the routes open to them."""

    country: str
    groups: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    """Countries in words, and (verdict, route, deciding text) for each route. Verdicts as in `WayView`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationView:
    """The candidate's view of one destination: its best verdict and the routes by verdict."""

    country: str
    region: str
    verdict: str
    routes: tuple[tuple[str, str, str], ...]
    """Verdict, route, deciding text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapView:
    """Two regions that court the same person, with the countries of each.

    As if the same offer were made in each: the offer itself is made in the brief's place only.
    """

    regions: str
    countries: str
    certain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutesView:
    """Everything that people see of one run; parts that were not asked for are empty.

    `how_to_read` is one line, `notes` what must be said before all else. `withheld` says in a sentence that facts
    were left out, never which. `top` is how many ways a short view shows.
    """

    title: str
    label: str
    """What the person is called: ``the candidate``, or the name where names are shown; empty without one."""
    view: str
    """``hiring`` or ``candidate``."""
    how_to_read: str
    top: int
    on: str
    today: str
    start: str
    sort: str
    disclaimer: str
    notes: tuple[str, ...]
    facts: tuple[FactView, ...]
    withheld: tuple[str, ...]
    ways: tuple[WayView, ...]
    questions: tuple[QuestionView, ...]
    allowed: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    """A country, what may be asked of the right to work there, and what may not."""
    pay: tuple[PayView, ...]
    market: tuple[str, ...]
    market_known: bool
    """Whether a source gives the pay of the market in any of the places."""
    hours: tuple[HoursView, ...]
    duties: tuple[DutyView, ...]
    """Duties, findings and lawful wording bind those who hire; they are empty in the candidate's view."""
    to_check: tuple[DutyView, ...]
    coming: tuple[DutyView, ...]
    conflicts: tuple[str, ...]
    findings: tuple[BriefFindingView, ...]
    employment: tuple[str, ...]
    reach: tuple[ReachView, ...]
    offer_note: str
    """Stands beside destinations and overlaps where a person was set against a brief; else empty."""
    destinations: tuple[DestinationView, ...]
    overlaps: tuple[OverlapView, ...]
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRoutesView:
    """The best way of one person of a shortlist, in a line. `place` is as the CV states it, empty where blind.

    `way` is empty where no way was found. `asks` are questions for this person alone, `hidden` how many more there are.
    """

    label: str
    place: str
    way: str
    verdict: str
    trust: str
    time: str
    asks: tuple[QuestionView, ...]
    hidden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortlistRoutesView:
    """Hiring across borders for a shortlist: what binds the hiring, and a line for each person shown in full."""

    role: RoutesView
    people: tuple[PersonRoutesView, ...]
    asks: tuple[QuestionView, ...]
    """Questions for the employer and the recruiter, and those that all people shown are asked."""
