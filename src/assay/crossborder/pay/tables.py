"""The tables of pay: read once from the YAML files beside this module and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from assay.crossborder.pay.reading import Row, Table
from assay.domain.route import Source, Verification
from assay.domain.worth import Band, MarketBand, Missing, TaxRegime
from assay.errors import RulesError

FOLDER = Path(__file__).parent
"""The tables that ship with Assay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """Purchasing power of a country's money: `factor` units of `currency` buy an international dollar.

    `factor` is None where there is no figure, `reason` then says why.
    """

    currency: str
    factor: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parities:
    """All purchasing power parities, of one year."""

    year: int
    verification: Verification
    sources: tuple[str, ...]
    countries: Mapping[str, Parity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount a year in a currency."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """What an employer pays on top: a share, at most `most` a year, and `flat` a year beside it."""

    band: Band
    most: Money | None
    flat: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WageTax:
    """Tax on wages as the OECD measures it for a single person without children.

    `average_wage` is gross per year in international dollars; `personal` (income tax and the employee's
    contributions) and `employer` (the employer's) are shares (0-1) of labour cost at that wage; `uncapped`
    says that the latter go on at the same rate however high the pay; `marginal` are steps (pay in per cent
    of the average wage up to which it holds, share of one more unit of labour cost that is taken), rising.
    """

    average_wage: float
    personal: float
    employer: float
    uncapped: bool
    note: str
    marginal: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WageTaxes:
    """Tax on wages of all countries, of one year; `untaxed` are those without income tax on salary."""

    year: int
    sources: tuple[str, ...]
    countries: Mapping[str, WageTax]
    untaxed: Mapping[str, Band]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peg:
    """A currency held at `rate` units per unit of `to` since a day."""

    to: str
    rate: float
    since: date
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All tables."""

    sources: Mapping[str, Source]
    parities: Parities
    costs: Mapping[str, CostRow | Missing]
    wage_taxes: WageTaxes
    regimes: tuple[TaxRegime, ...]
    market: Mapping[tuple[str, str], MarketBand]
    pegs: Mapping[str, Peg]


@cache
def load_tables(folder: Path = FOLDER) -> Tables:
    """The tables in a folder, read once.

    Raises RulesError with every fault found, each with its file and place.
    """
    faults: list[str] = []
    sources = _sources(Table(folder, "sources.yaml", faults))
    tables = Tables(
        sources=sources,
        parities=_parities(Table(folder, "ppp.yaml", faults), sources),
        costs=_costs(Table(folder, "employer_cost.yaml", faults), sources),
        wage_taxes=_wage_taxes(Table(folder, "take_home.yaml", faults), sources),
        regimes=_regimes(Table(folder, "tax_regimes.yaml", faults), sources),
        market=_market(Table(folder, "market.yaml", faults), sources),
        pegs=_pegs(Table(folder, "pegs.yaml", faults)),
    )
    if faults:
        raise RulesError(faults)
    return tables


def _sources(table: Table) -> dict[str, Source]:
    return {
        id_: Source(
            id=id_,
            title=row.text("title"),
            url=row.text_or_none("url"),
            kind=row.text("kind"),
            stated=str(row.day("as_of") or "undated"),
            as_of=row.day("as_of"),
        )
        for id_, row in table.rows("sources")
    }


def _parities(table: Table, sources: Mapping[str, Source]) -> Parities:
    top = table.top()
    countries = {
        country: Parity(currency=row.text("currency"), factor=row.number("factor", 1e-6, 1e9))
        for country, row in table.rows("countries")
    }
    for country, row in table.rows("without"):
        countries[country] = Parity(currency=row.text("currency"), factor=None, reason=row.text("reason"))
    return Parities(
        year=top.year(),
        verification=top.verification(),
        sources=top.sources(sources),
        countries=countries,
    )


def _costs(table: Table, sources: Mapping[str, Source]) -> dict[str, CostRow | Missing]:
    return {country: _cost(row, sources) for country, row in table.rows("countries")}


def _cost(row: Row, sources: Mapping[str, Source]) -> CostRow | Missing:
    if "reason" in row:
        row.sources(sources)
        return Missing(reason=row.text("reason"))
    return CostRow(
        band=_band(row, row.number("low", 0, 1), row.number("high", 0, 1), sources),
        most=_money(row, "most"),
        flat=_money(row, "flat"),
    )


def _band(row: Row, low: float, high: float, sources: Mapping[str, Source]) -> Band:
    if low > high:
        row.fault("low", "may not exceed high")
    return Band(
        low=low,
        high=high,
        year=row.year(),
        note=row.text("note"),
        verification=row.verification(),
        sources=row.sources(sources),
        capped=row.flag("capped"),
    )


def _money(row: Row, key: str) -> Money | None:
    if key not in row:
        return None
    inner = Row(row.table, f"{row.where}.{key}", row.data[key])
    return Money(amount=inner.number("amount", 0, 1e12), currency=inner.text("currency"))


def _wage_taxes(table: Table, sources: Mapping[str, Source]) -> WageTaxes:
    top = table.top()
    return WageTaxes(
        year=top.year(),
        sources=top.sources(sources),
        countries={
            country: WageTax(
                average_wage=row.number("average_wage", 100, 1e6),
                personal=row.number("personal", 0, 0.99),
                employer=row.number("employer", 0, 0.99),
                uncapped=row.flag("uncapped"),
                note=row.text_or_none("note") or "",
                marginal=row.steps("marginal"),
            )
            for country, row in table.rows("countries")
        },
        untaxed={country: _band(row, 1.0, 1.0, sources) for country, row in table.rows("untaxed")},
    )


def _regimes(table: Table, sources: Mapping[str, Source]) -> tuple[TaxRegime, ...]:
    return tuple(
        TaxRegime(
            country=row.text("country"),
            name=row.text("name"),
            terms=row.text("terms"),
            verification=row.verification(),
            sources=row.sources(sources),
            year=row.year(),
            valid_from=row.day("valid_from"),
            valid_to=row.day("valid_to"),
        )
        for _, row in table.rows("regimes")
    )


def _market(table: Table, sources: Mapping[str, Source]) -> dict[tuple[str, str], MarketBand]:
    out = {}
    for _, row in table.rows("bands"):
        low, median, high = (row.number(key, 0, 1e12) for key in ("low", "median", "high"))
        if not low <= median <= high:
            row.fault("median", "must lie from low to high")
        out[row.text("speciality"), row.text("country")] = MarketBand(
            low=low,
            median=median,
            high=high,
            currency=row.text("currency"),
            year=row.year(),
            note=row.text("note"),
            verification=row.verification(),
            sources=row.sources(sources),
        )
    return out


def _pegs(table: Table) -> dict[str, Peg]:
    return {
        currency: Peg(
            to=row.text("to"),
            rate=row.number("rate", 1e-6, 1e9),
            since=row.day("since") or date.max,
            verification=row.verification(),
        )
        for currency, row in table.rows("pegs")
    }
