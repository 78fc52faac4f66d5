"""Points tables from their YAML files; every fault of every file is reported at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from assay.crossborder.points.reading import Reader
from assay.crossborder.points.values import Band, Criterion, Mark, Per, PointsTable
from assay.domain.route import Change, Condition, Source, Verification
from assay.errors import RulesError

TABLES = Path(__file__).parent / "tables"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DATES = frozenset({"valid_from", "valid_to"})
_TABLE = _DATES | frozenset(
    "id country name legal_basis official_url minimum most read review_by notes sources terms cases marks"
    " changes conflicts criteria".split()
)
_SOURCE = frozenset({"title", "url", "kind", "as_of"})
_TERM = frozenset({"label", "when"})
_MARK = _DATES | frozenset({"id", "kind", "points", "label", "sources", "verification"})
_CRITERION = _DATES | frozenset("id label most choose when bands criteria sources verification note".split())
_BAND = _DATES | frozenset({"points", "label", "when", "per", "sources", "verification"})
_PER = frozenset({"fact", "each", "from", "at"})
_CHANGE = frozenset({"date", "text"})


def load_tables(folder: Path = TABLES) -> Mapping[str, PointsTable]:
    """Every points table in `folder` by its id, in the order of ids; read once.

    Raises RulesError with all faults, each as ``file: where: what is wrong``.
    """
    return _load(folder)


@cache
def _load(folder: Path) -> Mapping[str, PointsTable]:
    tables: dict[str, PointsTable] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        table, found = table_from(path.read_text(encoding="utf-8"), path.name)
        faults += found
        tables[table.id] = table
    if not tables:
        faults.append(f"{folder.name}: holds no table")
    if faults:
        raise RulesError(faults)
    return MappingProxyType(tables)


def table_from(text: str, file: str) -> tuple[PointsTable, list[str]]:
    """The table in a YAML text, and its faults; with faults, the table is not to be used."""
    reader = Reader(file)
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        reader.fault("file", " ".join(str(error).split()))
        data = {}
    table = _table(reader.mapping(data, "table", _TABLE), reader)
    if file != f"{table.id}.yaml":
        reader.fault("id", f"must be the file's name, not {table.id!r}")
    return table, reader.faults


def _table(row: Mapping[str, Any], r: Reader) -> PointsTable:
    start, end = r.span(row, "table")
    sources = _sources(row.get("sources"), r)
    reading = _Criteria(r, sources, _terms(row.get("terms"), r))
    most = r.whole(row.get("most"), "most", least=1)
    minimum = row.get("minimum")
    return PointsTable(
        id=r.text(row.get("id"), "id"),
        country=r.text(row.get("country"), "country"),
        name=r.text(row.get("name"), "name"),
        legal_basis=r.text(row.get("legal_basis"), "legal_basis", optional=True) or None,
        official_url=r.text(row.get("official_url"), "official_url", optional=True) or None,
        minimum=None if minimum is None else r.whole(minimum, "minimum", least=1),
        most=most,
        read=r.must_day(row.get("read"), "read"),
        review_by=r.must_day(row.get("review_by"), "review_by"),
        notes=r.text(row.get("notes"), "notes", optional=True),
        sources=sources,
        cases=_cases(row.get("cases"), r),
        marks=tuple(reading.mark(item, at) for at, item in r.rows(row.get("marks"), "marks")),
        changes=tuple(_change(item, at, r) for at, item in r.rows(row.get("changes"), "changes")),
        conflicts=tuple(r.text(item, at) for at, item in r.rows(row.get("conflicts"), "conflicts")),
        criteria=reading.criteria(row.get("criteria"), "criteria"),
        valid_from=start,
        valid_to=end,
    )


def _sources(value: object, r: Reader) -> Mapping[str, Source]:
    rows = value if isinstance(value, dict) else {}
    if not rows:
        r.fault("sources", "must name at least one source")
    return {str(id_): _source(str(id_), item, r) for id_, item in rows.items()}


def _source(id_: str, item: object, r: Reader) -> Source:
    where = f"sources.{id_}"
    row = r.mapping(item, where, _SOURCE)
    return Source(
        id=id_,
        title=r.text(row.get("title"), f"{where}.title"),
        url=r.text(row.get("url"), f"{where}.url", optional=True) or None,
        kind=r.text(row.get("kind"), f"{where}.kind"),
        stated=str(row.get("as_of") or ""),
        as_of=r.day(row.get("as_of"), f"{where}.as_of"),
    )


def _terms(value: object, r: Reader) -> dict[str, Condition]:
    """Named conditions; each may use those above it."""
    terms: dict[str, Condition] = {}
    for name, item in value.items() if isinstance(value, dict) else []:
        row = r.mapping(item, f"terms.{name}", _TERM)
        r.text(row.get("label"), f"terms.{name}.label")
        terms[str(name)] = r.condition(row.get("when"), f"terms.{name}.when", terms)
    return terms


def _cases(value: object, r: Reader) -> Mapping[str, tuple[object, ...]]:
    out: dict[str, tuple[object, ...]] = {}
    for fact, values in value.items() if isinstance(value, dict) else []:
        if not isinstance(values, list) or len(values) < 2:
            r.fault(f"cases.{fact}", "must list every value that the fact may take, at least two")
        out[r.fact(fact, f"cases.{fact}")] = tuple(values) if isinstance(values, list) else ()
    return out


def _change(item: object, where: str, r: Reader) -> Change:
    row = r.mapping(item, where, _CHANGE)
    stated = row.get("date")
    day = stated if isinstance(stated, date) else None
    return Change(day=day, stated=str(stated), text=r.text(row.get("text"), f"{where}.text"))


class _Criteria:
    """Reads criteria, bands and marks, which share the table's sources and terms."""

    def __init__(self, reader: Reader, sources: Mapping[str, Source], terms: Mapping[str, Condition]) -> None:
        self._r, self._sources, self._terms = reader, sources, terms
        self._ids: set[str] = set()

    def criteria(self, value: object, where: str) -> tuple[Criterion, ...]:
        """The criteria of a table or of a group; at least one."""
        found = tuple(self._criterion(item, at) for at, item in self._r.rows(value, where))
        if not found:
            self._r.fault(where, "must hold at least one criterion")
        return found

    def mark(self, item: object, where: str) -> Mark:
        """A pass mark or the cut-off of a draw."""
        r, row = self._r, self._r.mapping(item, where, _MARK)
        if row.get("kind") not in ("pass", "draw"):
            r.fault(f"{where}.kind", f"must be pass or draw, not {row.get('kind')!r}")
        start, end = r.span(row, where)
        return Mark(
            id=r.text(row.get("id"), f"{where}.id"),
            kind=str(row.get("kind")),
            points=r.whole(row.get("points"), f"{where}.points", least=1),
            label=r.text(row.get("label"), f"{where}.label"),
            sources=self._cited(row.get("sources"), where),
            verification=self._verified(row.get("verification"), where),
            valid_from=start,
            valid_to=end,
        )

    def _criterion(self, item: object, where: str) -> Criterion:
        r, row = self._r, self._r.mapping(item, where, _CRITERION)
        id_ = r.text(row.get("id"), f"{where}.id")
        where = f"{where} ({id_})"
        if id_ in self._ids:
            r.fault(where, "its id stands twice in the table")
        self._ids.add(id_)
        if ("bands" in row) == ("criteria" in row):
            r.fault(where, "must hold either bands or criteria")
        if row.get("choose") not in ("highest", "sum"):
            r.fault(f"{where}.choose", f"must be highest or sum, not {row.get('choose')!r}")
        most = r.whole(row.get("most"), f"{where}.most", least=1)
        start, end = r.span(row, where)
        cited = self._cited(row.get("sources"), where)
        verified = self._verified(row.get("verification"), where)
        highest = row.get("choose") == "highest"
        bands = [
            self._band(band, at, (most, highest), cited, verified)
            for at, band in r.rows(row.get("bands"), f"{where}.bands")
        ]
        if "bands" in row and not bands:
            r.fault(f"{where}.bands", "must hold at least one band")
        return Criterion(
            id=id_,
            label=r.text(row.get("label"), f"{where}.label"),
            most=most,
            highest=highest,
            when=r.condition(row["when"], f"{where}.when", self._terms) if "when" in row else None,
            bands=tuple(bands),
            parts=self.criteria(row["criteria"], f"{where}.criteria") if "criteria" in row else (),
            sources=cited,
            verification=verified,
            note=r.text(row.get("note"), f"{where}.note", optional=True),
            valid_from=start,
            valid_to=end,
        )

    def _band(
        self,
        item: object,
        where: str,
        limits: tuple[int, bool],
        cited: tuple[str, ...],
        verified: Verification,
    ) -> Band:
        r, row = self._r, self._r.mapping(item, where, _BAND)
        most, highest = limits
        points = r.whole(row.get("points"), f"{where}.points")
        if points > most:
            r.fault(f"{where}.points", f"{points} exceeds the criterion's most, {most}")
        if "per" in row and highest:
            r.fault(f"{where}.per", "stands only where choose is sum")
        start, end = r.span(row, where)
        return Band(
            points=points,
            label=r.text(row.get("label"), f"{where}.label"),
            when=r.condition(row["when"], f"{where}.when", self._terms) if "when" in row else None,
            per=self._per(row["per"], f"{where}.per") if "per" in row else None,
            sources=self._cited(row["sources"], where) if "sources" in row else cited,
            verification=self._verified(row["verification"], where) if "verification" in row else verified,
            valid_from=start,
            valid_to=end,
        )

    def _per(self, item: object, where: str) -> Per:
        r, row = self._r, self._r.mapping(item, where, _PER)
        return Per(
            fact=r.fact(row.get("fact"), f"{where}.fact"),
            each=r.number(row.get("each"), f"{where}.each"),
            start=r.number(row.get("from", 0), f"{where}.from", above=-1.0),
            at=r.whole(row.get("at", 0), f"{where}.at"),
        )

    def _cited(self, value: object, where: str) -> tuple[str, ...]:
        cited = [str(item) for _, item in self._r.rows(value, f"{where}.sources")]
        if not cited:
            self._r.fault(f"{where}.sources", "must cite a source of the table")
        for id_ in cited:
            if id_ not in self._sources:
                self._r.fault(f"{where}.sources", f"the table has no source {id_!r}")
        return tuple(cited)

    def _verified(self, value: object, where: str) -> Verification:
        return self._r.one_of(value, f"{where}.verification", Verification)
