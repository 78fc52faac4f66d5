"""A brief as an editable YAML file: written with comments, read back with every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import yaml

from assay.domain.brief import (
    Brief,
    Constraints,
    EvidenceAsked,
    Importance,
    Pay,
    Remote,
    RequiredSkill,
    Requirement,
    RequirementKind,
)
from assay.domain.document import Document, Quote, Span
from assay.domain.profile import Signal
from assay.domain.skill import Seniority, Speciality
from assay.errors import BriefError
from assay.taxonomy import Taxonomy, load_taxonomy

_HEAD = """\
# A role brief as Assay read it. Correct what it misread, then rank with
#   assay match --brief THIS_FILE cvs/
#
# importance:   must (without it the person would not be put forward), should, nice
# kind:         skill, experience, education, signal, domain, language, other
# skills:       names (assay taxonomy search WORDS) or words of your own
# alternatives: true when any one of the skills is enough
# years:        the minimum, or null
# evidence:     production, research or any: the kind of experience it insists on
# signals:      production, production_ml, system_design, infrastructure, collaboration
# degree:       0 none, 1 bachelor, 2 master or diploma, 3 doctorate
# quote:        the brief's own words with their place; a requirement that you add needs none
"""

_REQUIREMENT_FIELDS = frozenset(
    {
        "id",
        "text",
        "importance",
        "kind",
        "skills",
        "alternatives",
        "years",
        "evidence",
        "signals",
        "degree",
        "language",
        "quote",
    }
)
_TOP_FIELDS = frozenset(
    {"source", "title", "language", "speciality", "seniority", "requirements", "constraints"}
)


def to_yaml(brief: Brief, document: Document | None) -> str:
    """The brief as YAML with comments; the same brief gives the same text."""
    del document
    data = {
        "source": brief.document,
        "title": brief.title,
        "language": brief.language,
        "speciality": str(brief.speciality),
        "seniority": str(brief.seniority) if brief.seniority else None,
        "requirements": [_requirement_data(r) for r in brief.requirements],
        "constraints": _constraints_data(brief.constraints),
    }
    return _HEAD + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)


def _requirement_data(requirement: Requirement) -> dict[str, Any]:
    quote = requirement.quotes[0] if requirement.quotes else None
    return {
        "id": requirement.id,
        "text": requirement.text,
        "importance": str(requirement.importance),
        "kind": str(requirement.kind),
        "skills": [s.label for s in requirement.skills],
        "alternatives": requirement.alternatives,
        "years": requirement.years,
        "evidence": str(requirement.evidence),
        "signals": list(requirement.signals),
        "degree": requirement.degree_level,
        "language": requirement.language,
        "quote": {"text": quote.text, "start": quote.span.start, "end": quote.span.end} if quote else None,
    }


def _constraints_data(terms: Constraints) -> dict[str, Any]:
    pay = terms.pay
    return {
        "locations": list(terms.locations),
        "remote": str(terms.remote),
        "sponsorship": terms.sponsorship,
        "employment": terms.employment,
        "languages": list(terms.languages),
        "pay": pay
        and {"min": pay.minimum, "max": pay.maximum, "currency": pay.currency, "period": pay.period},
    }


class _Reader:
    """Reads fields and collects faults with their path."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.faults: list[str] = []

    def fault(self, path: str, sentence: str) -> None:
        self.faults.append(f"{self._source}: {path}: {sentence}")

    def one_of(self, row: Mapping[str, Any], key: str, path: str, allowed: type, default: Any) -> Any:
        """A value of an enumeration."""
        value = row.get(key)
        if value is None:
            return default
        try:
            return allowed(value)
        except ValueError:
            self.fault(f"{path}{key}", f"{value!r} is not one of {', '.join(allowed)}")  # type: ignore[arg-type]
            return default

    def typed(
        self, row: Mapping[str, Any], key: str, path: str, check: Callable[[Any], bool], what: str
    ) -> Any:
        """A value that passes `check`, or None with a fault."""
        value = row.get(key)
        if value is None or check(value):
            return value
        self.fault(f"{path}{key}", f"must be {what}, not {value!r}")
        return None

    def texts(self, row: Mapping[str, Any], key: str, path: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.typed(row, key, path, lambda v: isinstance(v, list), "a list") or []
        for number, item in enumerate(value):
            if not isinstance(item, str):
                self.fault(f"{path}{key}[{number}]", f"must be a text, not {item!r}")
        return tuple(v for v in value if isinstance(v, str))

    def unknown(self, row: Mapping[str, Any], path: str, fields: frozenset[str]) -> None:
        """Faults for fields that do not exist."""
        for key in sorted(set(map(str, row)) - fields):
            self.fault(f"{path}{key}", f"is not a field; fields are {', '.join(sorted(fields))}")


def from_yaml(text: str, *, source: str) -> Brief:
    """Read an edited brief; raises BriefError that lists every fault with its place."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BriefError(f"{source}: is not valid YAML ({' '.join(str(error).split())})") from error
    if not isinstance(data, dict):
        raise BriefError(
            f"{source}: must hold a title and requirements; make one with assay brief ROLE --out {source}"
        )
    reader = _Reader(source)
    reader.unknown(data, "", _TOP_FIELDS)
    title = reader.typed(data, "title", "", lambda v: isinstance(v, str) and bool(v.strip()), "a text")
    if title is None:
        reader.fault("title", "is missing")
    brief = Brief(
        document=str(data.get("source") or ""),
        title=title or "",
        language=data.get("language"),
        speciality=reader.one_of(data, "speciality", "", Speciality, Speciality.SOFTWARE_OTHER),
        seniority=reader.one_of(data, "seniority", "", Seniority, None),
        requirements=_requirements(data, reader),
        constraints=_constraints(data.get("constraints"), reader),
    )
    if reader.faults:
        raise BriefError("; ".join(reader.faults))
    return brief


def _requirements(data: Mapping[str, Any], reader: _Reader) -> tuple[Requirement, ...]:
    rows = reader.typed(data, "requirements", "", lambda v: isinstance(v, list), "a list") or []
    taxonomy = load_taxonomy()
    out = []
    for number, row in enumerate(rows):
        path = f"requirements[{number}]."
        if not isinstance(row, dict):
            reader.fault(path[:-1], "must be a mapping with a text and an importance")
            continue
        reader.unknown(row, path, _REQUIREMENT_FIELDS)
        out.append(_requirement(row, number, path, reader, taxonomy, str(data.get("source") or "")))
    ids = [r.id for r in out]
    for name in sorted({i for i in ids if ids.count(i) > 1}):
        reader.fault("requirements", f"the id {name!r} stands more than once")
    return tuple(out)


def _requirement(
    row: Mapping[str, Any], number: int, path: str, reader: _Reader, taxonomy: Taxonomy, source: str
) -> Requirement:
    signals = reader.texts(row, "signals", path)
    for signal in signals:
        if signal not in set(Signal):
            reader.fault(f"{path}signals", f"{signal!r} is not one of {', '.join(Signal)}")
    degree = reader.typed(row, "degree", path, lambda v: v in (0, 1, 2, 3), "0, 1, 2 or 3")
    years = reader.typed(
        row, "years", path, lambda v: isinstance(v, int | float) and 0 < v <= 50, "a number of years"
    )
    words = reader.typed(row, "text", path, lambda v: isinstance(v, str) and bool(v.strip()), "a text")
    if not words:
        reader.fault(f"{path}text", "is missing")
    return Requirement(
        id=str(row.get("id") or f"r{number + 1}"),
        text=words or "",
        importance=reader.one_of(row, "importance", path, Importance, Importance.SHOULD),
        kind=reader.one_of(row, "kind", path, RequirementKind, RequirementKind.SKILL),
        skills=tuple(_skill(name, taxonomy) for name in reader.texts(row, "skills", path)),
        alternatives=bool(
            reader.typed(row, "alternatives", path, lambda v: isinstance(v, bool), "true or false")
        ),
        years=float(years) if years is not None else None,
        evidence=reader.one_of(row, "evidence", path, EvidenceAsked, EvidenceAsked.ANY),
        signals=signals,
        degree_level=degree or 0,
        language=reader.typed(row, "language", path, lambda v: isinstance(v, str), "an ISO 639 code"),
        quotes=_quotes(row.get("quote"), source, path, reader),
    )


def _skill(name: str, taxonomy: Taxonomy) -> RequiredSkill:
    found = taxonomy.skills.get(name) or taxonomy.lookup(name)
    if found is not None:
        return RequiredSkill(skill=found.id, label=found.label)
    return RequiredSkill(skill=f"~{' '.join(name.lower().split())}", label=name)


def _quotes(value: Any, source: str, path: str, reader: _Reader) -> tuple[Quote, ...]:
    if value is None:
        return ()
    whole = isinstance(value, dict) and isinstance(value.get("text"), str)
    if not whole or not all(isinstance(value.get(k), int) for k in ("start", "end")):
        reader.fault(f"{path}quote", "must hold text, start and end, or be null")
        return ()
    return (Quote(source, Span(value["start"], value["end"]), value["text"]),)


def _constraints(value: Any, reader: _Reader) -> Constraints:
    if value is None:
        return Constraints()
    if not isinstance(value, dict):
        reader.fault("constraints", "must be a mapping")
        return Constraints()
    path = "constraints."
    return Constraints(
        locations=reader.texts(value, "locations", path),
        remote=reader.one_of(value, "remote", path, Remote, Remote.UNSPECIFIED),
        sponsorship=str(value.get("sponsorship") or "unspecified"),
        employment=str(value.get("employment") or "unspecified"),
        languages=reader.texts(value, "languages", path),
        pay=_pay(value.get("pay"), reader),
    )


def _pay(value: Any, reader: _Reader) -> Pay | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not all(isinstance(value.get(k), int | float) for k in ("min", "max")):
        reader.fault("constraints.pay", "must hold min, max, currency and period, or be null")
        return None
    return Pay(
        minimum=float(value["min"]),
        maximum=float(value["max"]),
        currency=str(value.get("currency") or ""),
        period=str(value.get("period") or "year"),
    )
