"""What an offer is worth elsewhere and the hours two places share, as records of the machine contract."""

from __future__ import annotations

from assay.domain.hours import ClockChange, OffsetPeriod, Place, PlaceHolidays, ShiftedDay
from assay.domain.worth import Band, InPlace, MarketBand, Missing, Pay, Rate, TaxRegime, Worth
from assay.workflow import worth_records as r
from assay.workflow.routes import Hours


def worth_record(worth: Worth) -> r.WorthRecord:
    """An offer in another place; what is missing has its reason under the field's name."""
    found = worth.comparison
    return r.WorthRecord(
        offer=_pay(worth.offer),
        on=worth.on,
        nominal=_pay_or_none(found.nominal),
        rate=_rate(found.rate),
        buys_the_same=_pay_or_none(found.buys_the_same),
        year=found.year,
        caveat=found.caveat,
        verification=found.verification,
        sources=found.sources,
        here=_in_place(worth.here),
        there=_in_place(worth.there),
        notes=worth.notes,
        missing=_reasons(nominal=found.nominal, buys_the_same=found.buys_the_same),
    )


def market_record(country: str, band: MarketBand | Missing) -> r.MarketRecord:
    """What is paid in a country, or why that is not known."""
    if isinstance(band, Missing):
        return r.MarketRecord(
            country=country,
            low=None,
            median=None,
            high=None,
            currency=None,
            year=None,
            note=None,
            verification=None,
            sources=(),
            reason=band.reason,
        )
    return r.MarketRecord(
        country=country,
        low=band.low,
        median=band.median,
        high=band.high,
        currency=band.currency,
        year=band.year,
        note=band.note,
        verification=band.verification,
        sources=band.sources,
        reason=None,
    )


def hours_record(hours: Hours) -> r.HoursRecord:
    """The hours that a person and a team share in a year, and the days off of both."""
    shared, off = hours.overlap, hours.days_off
    return r.HoursRecord(
        year=shared.year,
        person=_place(hours.person),
        team=_place(hours.team),
        minimum=shared.minimum,
        maximum=shared.maximum,
        typical=shared.typical,
        hours_in_year=round(shared.hours_in_year, 2),
        periods=tuple(map(_period, shared.periods)),
        person_changes=tuple(map(_clock, shared.person_changes)),
        team_changes=tuple(map(_clock, shared.team_changes)),
        for_four=_shift(shared.for_four),
        notes=tuple(n for n in (shared.person_week.note, shared.team_week.note) if n),
        person_holidays=_holidays(off.person),
        team_holidays=_holidays(off.team),
        shared_days=off.shared,
        person_only=off.person_only,
        team_only=off.team_only,
        tzdata=shared.tzdata,
        holidays_source=off.source,
    )


def _reasons(**figures: object) -> dict[str, str]:
    return {name: figure.reason for name, figure in figures.items() if isinstance(figure, Missing)}


def _pay(pay: Pay) -> r.PayRangeRecord:
    return r.PayRangeRecord(
        minimum=round(pay.minimum, 2), maximum=round(pay.maximum, 2), currency=pay.currency
    )


def _pay_or_none(pay: Pay | Missing) -> r.PayRangeRecord | None:
    return None if isinstance(pay, Missing) else _pay(pay)


def _rate(rate: Rate | None) -> r.RateRecord | None:
    if rate is None:
        return None
    return r.RateRecord(
        base=rate.base,
        quote=rate.quote,
        factor=rate.factor,
        day=rate.day,
        stale=rate.stale,
        source=rate.source,
        verification=rate.verification,
    )


def _band(band: Band | Missing) -> r.BandRecord | None:
    if isinstance(band, Missing):
        return None
    return r.BandRecord(
        low=band.low,
        high=band.high,
        year=band.year,
        note=band.note,
        capped=band.capped,
        verification=band.verification,
        sources=band.sources,
    )


def _in_place(place: InPlace) -> r.InPlaceRecord:
    return r.InPlaceRecord(
        country=place.country,
        gross=_pay_or_none(place.gross),
        rate=_rate(place.rate),
        employer_cost=_band(place.employer_cost),
        cost=_pay_or_none(place.cost),
        take_home=_band(place.take_home),
        net=_pay_or_none(place.net),
        regimes=tuple(map(_regime, place.regimes)),
        missing=_reasons(
            gross=place.gross,
            employer_cost=place.employer_cost,
            cost=place.cost,
            take_home=place.take_home,
            net=place.net,
        ),
    )


def _regime(regime: TaxRegime) -> r.RegimeRecord:
    return r.RegimeRecord(
        country=regime.country,
        name=regime.name,
        terms=regime.terms,
        year=regime.year,
        valid_from=regime.valid_from,
        valid_to=regime.valid_to,
        verification=regime.verification,
        sources=regime.sources,
    )


def _place(place: Place) -> r.PlaceRecord:
    return r.PlaceRecord(
        kind=place.kind, label=place.label, country=place.country, region=place.region, zone=place.zone
    )


def _shift(shift: ShiftedDay | None) -> r.ShiftRecord | None:
    if shift is None:
        return None
    return r.ShiftRecord(hours=shift.hours, start=shift.start, end=shift.end, shared=shift.shared)


def _period(period: OffsetPeriod) -> r.PeriodRecord:
    return r.PeriodRecord(
        first=period.first,
        last=period.last,
        ahead=period.ahead,
        shared=period.shared,
        days_a_week=period.days_a_week,
        hours_a_week=period.hours_a_week,
        for_four=_shift(period.for_four),
    )


def _clock(change: ClockChange) -> r.ClockRecord:
    return r.ClockRecord(day=change.day, before=change.before, after=change.after)


def _holidays(found: PlaceHolidays) -> r.HolidaysRecord:
    days = found.holidays
    return r.HolidaysRecord(
        country=found.country,
        region=found.region,
        holidays=None
        if days is None
        else tuple(
            r.HolidayRecord(day=d.day, name=d.name, estimated=d.estimated, working_day=d.working_day)
            for d in days
        ),
        on_working_days=found.on_working_days,
        made_up=found.made_up,
        notes=found.notes,
        reason=found.reason,
    )
