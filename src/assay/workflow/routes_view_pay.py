"""Pay and hours in two places, as people see them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from assay.domain.hours import ClockChange, DaysOff, OffsetPeriod, PlaceHolidays, ShiftedDay
from assay.domain.skill import Speciality
from assay.domain.worth import Band, InPlace, MarketBand, Missing, Pay, Worth
from assay.workflow.route_words import country, in_sentence, marked, money, named, percent, plural, unrepeated
from assay.workflow.routes import Hours
from assay.workflow.routes_shown import HoursView, PayView
from assay.workflow.routes_view_days import day_views
from assay.workflow.transfer import speciality_label

_DAYS_SHOWN = 6
_SPECIALITY = re.compile(rf"\b({'|'.join(Speciality)})\b(?=,| in )")
"""A speciality by its id, as the reason of a missing figure names it."""


def pay_view(worth: Worth) -> PayView:
    """The same offer where it is made and where the person lives."""
    here, there, comparison = worth.here, worth.there, worth.comparison
    verified = comparison.verification.verified
    made = money(worth.offer.minimum, worth.offer.maximum, worth.offer.currency)
    by_rate = comparison.rate is None or comparison.rate.verification.verified
    rows = (
        ("gross pay", _pay(here.gross), _pay(comparison.nominal, by_rate)),
        (
            f"buys the same ({comparison.year})",
            _pay(here.gross),
            _pay(comparison.buys_the_same, verified),
        ),
        ("employer's share on top", _share(here.employer_cost), _share(there.employer_cost)),
        ("employer's cost", _money(here.cost, here), _money(there.cost, there)),
        ("share of pay kept", _share(here.take_home), _share(there.take_home)),
        ("what is kept", _kept(here), _kept(there)),
    )
    return PayView(
        title=f"{made}, offered in {in_sentence(here.country)}, beside {in_sentence(there.country)}",
        here=country(here.country),
        there=country(there.country),
        rows=tuple(row for row in rows if row[1:] != ("not known", "not known")),
        notes=unrepeated(
            (
                *worth.notes,
                f"purchasing power: {comparison.caveat}",
                *_regimes(here, there),
                *_bands(here, there),
            )
        ),
        missing=tuple(named(reason) for reason in worth.missing),
    )


def market_text(code: str, band: MarketBand | Missing) -> str:
    """What the market pays in a country, or why that is not known."""
    if isinstance(band, Missing):
        return named(_SPECIALITY.sub(lambda found: speciality_label(Speciality(found[0])), band.reason))
    said = money(band.low, band.high, band.currency)
    middle = money(band.median, band.median, band.currency)
    return (
        f"{country(code)}: {marked(f'{said}, median {middle} ({band.year})', band.verification)}; {band.note}"
    )


def hours_view(hours: Hours) -> HoursView:
    """The hours that a person and a team share over a year."""
    shared = hours.overlap
    least, most = _hours(shared.minimum), _hours(shared.maximum)
    span = (
        f"{most} a day"
        if least == most
        else f"{shared.minimum:g} to {most} a day, mostly {shared.typical:g},"
    )
    week = max((p.hours_a_week for p in shared.periods), default=0.0)
    changes = (
        *_changes(hours.person.name, shared.person_changes),
        *_changes(hours.team.name, shared.team_changes),
    )
    return HoursView(
        title=f"{hours.person.label} and {hours.team.label}",
        summary=f"{span} in {shared.year}; up to {week:g} hours a week and {shared.hours_in_year:,.0f} a year",
        periods=tuple(_period(p, hours.team.name) for p in shared.periods),
        changes=tuple(changes),
        shift=_shift(shared.for_four, shared.minimum),
        days_off=tuple(_days_off(hours.days_off, hours.person.name, hours.team.name)),
        notes=unrepeated(_notes(hours)),
        days=day_views(shared),
    )


def _pay(pay: Pay | Missing, verified: bool = True) -> str:
    if isinstance(pay, Missing):
        return "not known"
    if pay.currency and pay.maximum >= 1_000_000:
        return marked(money(_round(pay.minimum), _round(pay.maximum), pay.currency), verified)
    return marked(money(round(pay.minimum), round(pay.maximum), pay.currency), verified)


def _round(value: float) -> float:
    return round(value / 1_000) * 1_000


def _money(pay: Pay | Missing, place: InPlace) -> str:
    if isinstance(pay, Missing):
        return "not known"
    band = place.employer_cost
    verified = isinstance(band, Missing) or band.verification.verified
    return money(pay.minimum, pay.maximum, pay.currency, verified=verified)


def _kept(place: InPlace) -> str:
    if isinstance(place.net, Missing):
        return "not known"
    band = place.take_home
    verified = isinstance(band, Missing) or band.verification.verified
    return money(place.net.minimum, place.net.maximum, place.net.currency, verified=verified)


def _share(band: Band | Missing) -> str:
    if isinstance(band, Missing):
        return "not known"
    return marked(f"{percent(band.low, band.high)} ({band.year})", band.verification)


def _bands(*places: InPlace) -> Iterable[str]:
    for place in places:
        for what, band in (("employer", place.employer_cost), ("the person keeps", place.take_home)):
            if not isinstance(band, Missing):
                yield f"{country(place.country)}, {what}: {band.note}"


def _regimes(*places: InPlace) -> Iterable[str]:
    for place in places:
        for regime in place.regimes:
            text = f"{country(place.country)}, newcomers may ask for {regime.name}: {regime.terms}"
            yield marked(text, regime.verification)


def _hours(value: float) -> str:
    return f"{value:g} hour{'' if value == 1 else 's'}"


def _notes(hours: Hours) -> Iterable[str]:
    """What must be known of either place's week and holidays, with its name."""
    shared, off = hours.overlap, hours.days_off
    for place, week, days in (
        (hours.person, shared.person_week, off.person),
        (hours.team, shared.team_week, off.team),
    ):
        yield from (f"{place.name}: {note}" for note in (week.note, *days.notes) if note)


def _period(period: OffsetPeriod, team: str) -> tuple[str, str, str, str]:
    way = "behind" if period.ahead < 0 else "ahead"
    apart = f"{team} {_hours(abs(period.ahead))} {way}" if period.ahead else "the same time"
    return (f"{period.first}", f"{period.last}", apart, f"{period.shared:g}")


def _changes(name: str, changes: Iterable[ClockChange]) -> Iterable[str]:
    for change in changes:
        moved = change.after - change.before
        way = "forward" if moved > 0 else "back"
        yield f"{change.day}: clocks in {name} go {way} by {_hours(abs(moved))}"


def _shift(move: ShiftedDay | None, minimum: float) -> str:
    if move is None:
        return "no move of the person's day gives four shared hours all year"
    if move.hours == 0 or minimum >= 4:
        return "four hours are shared all year without moving the person's day"
    way = "earlier" if move.hours < 0 else "later"
    return (
        f"four shared hours all year if the person works {move.start:%H:%M} to {move.end:%H:%M}, "
        f"{_hours(abs(move.hours))} {way}"
    )


def _days_off(off: DaysOff, person: str, team: str) -> Iterable[str]:
    for name, place in ((person, off.person), (team, off.team)):
        yield _public(name, place, off.year)
    if off.shared is None or off.person_only is None or off.team_only is None:
        return
    yield f"{plural(len(off.shared), 'holiday')} in both places{_on(off.shared)}"
    yield f"{plural(len(off.person_only), 'day')} off in {person} alone{_on(off.person_only)}"
    yield f"{plural(len(off.team_only), 'day')} off in {team} alone{_on(off.team_only)}"


def _public(name: str, place: PlaceHolidays, year: int) -> str:
    if place.on_working_days is None:
        return f"{name}: public holidays of {year} not known: {place.reason}"
    return f"{name}: {plural(place.on_working_days, 'public holiday')} on working days in {year}"


def _on(when: tuple[date, ...]) -> str:
    if not when:
        return ""
    more = len(when) - _DAYS_SHOWN
    return (
        ": "
        + ", ".join(f"{d:%d %b}".lstrip("0") for d in when[:_DAYS_SHOWN])
        + (f" and {more} more" if more > 0 else "")
    )
