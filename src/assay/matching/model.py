"""MatchModel: every weight that enters a score, read from a YAML file and checked as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assay.domain.brief import EvidenceAsked, Importance, RequirementKind
from assay.domain.evidence import EvidenceKind
from assay.domain.match import Level
from assay.errors import ModelError
from assay.index.numbers import DEPTHS
from assay.matching.levels import ADJACENT, LEVEL_NUMBER, LEVELS

DEFAULT = Path(__file__).parent / "models" / "default.yaml"
"""The model that ships with Assay."""

PROVENANCE = "fit"
"""The section that says how a model was fitted; it enters no score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Evidence of a related skill counts from level number `from_level` on; the credits are the vocabulary's."""

    from_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recency:
    """Full worth up to `full_months` ago, falling evenly to `floor` (0-1) at `floor_months`."""

    full_months: float
    floor_months: float
    floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DegreeLevels:
    """Level numbers of a degree that meets, is one step below, or is replaced by years of work."""

    meets: int
    one_below: int
    years_instead: float
    instead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWeights:
    """Credits and thresholds (0-1) of open wording, and the best level that similarity may reach."""

    phrase: float
    unreviewed: float
    alike: float
    threshold: float
    similar: float
    similar_at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Overlap of two requirements: of the same skill, of skills up to `steps` apart; least share kept."""

    same: float
    related: float
    steps: int
    floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialityWeights:
    """Bits of the speciality asked, how title and work share them, and how a brief's fields are found."""

    bits: float
    own_share: float
    work_full: float
    full_share: float
    niche_full: float
    title_share: float
    general_title_share: float
    least_share: float
    named_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BandFloor:
    """Least score (0-100) and least cover of the musts (0-1) of a band."""

    score: float
    cover: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BandRules:
    """Floors of the three upper bands, and what makes a document need a person's review."""

    strong: BandFloor
    good: BandFloor
    partial: BandFloor
    discredited: float
    discredited_least: int
    least_read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchModel:
    """All weights of a match. Bits are log2 odds; shares and credits run from 0 to 1.

    `level_bits` stands in the order of `Level`; `tables[asked][kind][depth]` is a level number.
    `sha256` is that of the file's bytes, so that a result can name the model it came from.
    """

    version: str
    sha256: str
    source: str
    level_bits: tuple[float, ...]
    importance: Mapping[Importance, float]
    requirement_kinds: Mapping[RequirementKind, float]
    specificity_floor: float
    tables: tuple[tuple[tuple[int, ...], ...], ...]
    transfer: Transfer
    best_share: float
    years_floor: float
    years_relevant_share: float
    recency: Recency
    signal_levels: tuple[int, ...]
    signal_beside_skills: float
    education: DegreeLevels
    language_stated: int
    language_written: int
    text: TextWeights
    grouping: Grouping
    seniority: tuple[float, ...]
    speciality: SpecialityWeights
    span: float
    grow: float
    prior_base: float
    prior_share: float
    bands: BandRules
    questions_at_most: int
    quotes_at_most: int


@cache
def load_model(path: Path | None = None) -> MatchModel:
    """The model in a YAML file, None for the one that ships with Assay.

    Raises ModelError with every fault found, each with its path in the file.
    """
    path = path or DEFAULT
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError([f"{path.name}: cannot be read: {error.strerror}"]) from error
    return model_from(raw, path.name)


def model_from(raw: bytes, name: str = "model") -> MatchModel:
    """The model in the bytes of a YAML file called `name`; raises ModelError with every fault."""
    try:
        data = yaml.safe_load(raw)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ModelError([f"{name}: {' '.join(str(error).split())}"]) from error
    return model_of(data, sha256=hashlib.sha256(raw).hexdigest(), name=name)


def model_of(data: object, *, sha256: str, name: str = "model") -> MatchModel:
    """The model in the data of a file called `name`; raises ModelError with every fault."""
    if not isinstance(data, dict) or not data.keys() & {"levels", "importance", "prior"}:
        raise ModelError(
            [
                f"{name}: is no matching model, for it holds no sections such as levels; write one with assay fit"
            ]
        )
    reader = _Reader(data, name)
    model = _read(reader, sha256)
    reader.refuse_unknown(PROVENANCE)
    _check(model, reader)
    if reader.faults:
        raise ModelError(reader.faults)
    return model


class _Reader:
    """Takes values out of the file by dotted path; a missing or wrong one becomes a fault and a stand-in."""

    def __init__(self, data: Mapping[str, Any], name: str) -> None:
        self.faults: list[str] = []
        self._data = data
        self._name = name
        self._known: set[str] = set()

    def fault(self, path: str, sentence: str) -> None:
        section = path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
        if section not in self._data and section in self._known:
            path, sentence = section, "is missing"  # once, not for every number in it
        told = f"{self._name}: {path}: {sentence}"
        if told not in self.faults:
            self.faults.append(told)

    def get(self, path: str) -> Any:
        value: Any = self._data
        self._known.add(path.split(".", maxsplit=1)[0])
        for key in path.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def refuse_unknown(self, *allowed: str) -> None:
        """A fault for every section that nothing reads, so that a misspelt one is not passed over."""
        for key in sorted(map(str, self._data)):
            if key not in self._known and key not in allowed:
                self.fault(key, "is no section of a model; check its spelling")

    def text(self, path: str) -> str:
        value = self.get(path)
        if not isinstance(value, str) or not value.strip():
            self.fault(path, "must be a text")
            return ""
        return value.strip()

    def number(self, path: str, low: float = 0.0, high: float = 1.0) -> float:
        return self._bounded(self.get(path), path, low, high)

    def whole(self, path: str, high: int) -> int:
        return int(self.number(path, 0, high))

    def numbers(self, path: str, size: int | None, low: float = 0.0, high: float = 1.0) -> tuple[float, ...]:
        return tuple(
            self._bounded(v, f"{path}[{n}]", low, high) for n, v in enumerate(self._list(path, size))
        )

    def level(self, path: str) -> int:
        return self._level(self.get(path), path)

    def levels(self, path: str, size: int) -> tuple[int, ...]:
        return tuple(self._level(v, f"{path}[{n}]") for n, v in enumerate(self._list(path, size)))

    def _list(self, path: str, size: int | None) -> list[Any]:
        value = self.get(path)
        if not isinstance(value, list) or (size is not None and len(value) != size):
            self.fault(path, f"must be a list of {size} values" if size else "must be a list")
            return [None] * (size or 0)
        return value

    def _bounded(self, value: Any, path: str, low: float, high: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.fault(path, f"must be a number from {low:g} to {high:g}, not {value!r}")
            return low
        return float(value)

    def _level(self, value: Any, path: str) -> int:
        if value not in set(Level):
            self.fault(path, f"must be one of {', '.join(Level)}, not {value!r}")
            return 0
        return LEVEL_NUMBER[Level(value)]


def _read(r: _Reader, sha256: str) -> MatchModel:
    return MatchModel(
        version=r.text("version"),
        sha256=sha256,
        source=r.text("source"),
        level_bits=tuple(r.number(f"levels.{level}", -20.0, 20.0) for level in LEVELS),
        importance={i: r.number(f"importance.{i}") for i in Importance},
        requirement_kinds={k: r.number(f"requirement_kinds.{k}") for k in RequirementKind},
        specificity_floor=r.number("specificity.floor"),
        tables=tuple(_table(r, asked) for asked in EvidenceAsked),
        transfer=Transfer(from_level=r.level("transfer.from_level")),
        best_share=r.number("all_asked.best_share"),
        years_floor=r.number("years.floor"),
        years_relevant_share=r.number("years.relevant_share"),
        recency=Recency(
            full_months=r.number("recency.full_months", 0.0, 1200.0),
            floor_months=r.number("recency.floor_months", 0.0, 1200.0),
            floor=r.number("recency.floor"),
        ),
        signal_levels=r.levels("signals.levels", 5),
        signal_beside_skills=r.number("signals.beside_skills"),
        education=_degree_levels(r),
        language_stated=r.level("language.stated"),
        language_written=r.level("language.written"),
        text=_text_weights(r),
        grouping=_grouping(r),
        seniority=r.numbers("seniority", 4, -20.0, 20.0),
        speciality=_speciality(r),
        span=r.number("scale.span", 0.1, 100.0),
        grow=r.number("scale.grow", 0.1, 100.0),
        prior_base=r.number("prior.base", -100.0, 100.0),
        prior_share=r.number("prior.share"),
        bands=_bands(r),
        questions_at_most=r.whole("questions.at_most", 50),
        quotes_at_most=r.whole("quotes.at_most", 20),
    )


def _table(r: _Reader, asked: EvidenceAsked) -> tuple[tuple[int, ...], ...]:
    return tuple(r.levels(f"evidence.{asked}.{kind}", DEPTHS) for kind in EvidenceKind)


def _degree_levels(r: _Reader) -> DegreeLevels:
    return DegreeLevels(
        meets=r.level("education.meets"),
        one_below=r.level("education.one_below"),
        years_instead=r.number("education.years_instead", 0.0, 60.0),
        instead=r.level("education.instead"),
    )


def _text_weights(r: _Reader) -> TextWeights:
    return TextWeights(
        phrase=r.number("text.phrase"),
        unreviewed=r.number("text.unreviewed"),
        alike=r.number("text.alike", 0.3, 1.0),
        threshold=r.number("text.threshold", 0.05, 0.99),
        similar=r.number("text.similar"),
        similar_at_most=r.level("text.similar_at_most"),
    )


def _grouping(r: _Reader) -> Grouping:
    return Grouping(
        same=r.number("grouping.same"),
        related=r.number("grouping.related"),
        steps=r.whole("grouping.steps", 20),
        floor=r.number("grouping.floor"),
    )


def _speciality(r: _Reader) -> SpecialityWeights:
    return SpecialityWeights(
        bits=r.number("speciality.bits", 0.0, 20.0),
        own_share=r.number("speciality.own_share"),
        work_full=r.number("speciality.work_full", 0.1, 1000.0),
        full_share=r.number("speciality.full_share", 0.01, 1.0),
        niche_full=r.number("speciality.niche_full", 0.1, 1000.0),
        title_share=r.number("speciality.title_share"),
        general_title_share=r.number("speciality.general_title_share"),
        least_share=r.number("speciality.least_share"),
        named_share=r.number("speciality.named_share"),
    )


def _bands(r: _Reader) -> BandRules:
    return BandRules(
        strong=_floor(r, "strong"),
        good=_floor(r, "good"),
        partial=_floor(r, "partial"),
        discredited=r.number("bands.discredited", 0.01, 1.0),
        discredited_least=r.whole("bands.discredited_least", 1000),
        least_read=r.whole("bands.least_read", 1000),
    )


def _floor(r: _Reader, band: str) -> BandFloor:
    return BandFloor(score=r.number(f"bands.{band}.score", 0.0, 100.0), cover=r.number(f"bands.{band}.cover"))


def _check(model: MatchModel, r: _Reader) -> None:
    """What must hold between values: without these more evidence could lower a score."""
    if r.faults:
        return
    if any(a >= b for a, b in zip(model.level_bits, model.level_bits[1:], strict=False)):
        r.fault("levels", "bits must rise strictly from denied to authority")
    if model.level_bits[LEVEL_NUMBER[Level.NOT_STATED]] != 0:
        r.fault("levels.not stated", "must be 0: silence is neither for nor against")
    for asked, table in zip(EvidenceAsked, model.tables, strict=True):
        for kind, row in zip(EvidenceKind, table, strict=True):
            if list(row) != sorted(row):
                r.fault(f"evidence.{asked}.{kind}", "a greater depth may not give a lower level")
    _check_words_are_not_work(model, r)
    if list(model.signal_levels) != sorted(model.signal_levels):
        r.fault("signals.levels", "a stronger signal may not give a lower level")
    if list(model.seniority) != sorted(model.seniority, reverse=True):
        r.fault("seniority", "must fall with the distance below the level asked")
    if model.transfer.from_level <= ADJACENT:
        r.fault("transfer.from_level", "must be above adjacent: only work carries over")


def _check_words_are_not_work(model: MatchModel, r: _Reader) -> None:
    kinds = list(EvidenceKind)
    for asked, table in zip(EvidenceAsked, model.tables, strict=True):
        if set(table[kinds.index(EvidenceKind.LISTED)]) != {LEVEL_NUMBER[Level.LISTED]}:
            r.fault(f"evidence.{asked}.listed", "must be listed at every depth: words are not work")
        if set(table[kinds.index(EvidenceKind.NEGATIVE)]) != {LEVEL_NUMBER[Level.DENIED]}:
            r.fault(f"evidence.{asked}.negative", "must be denied at every depth")
