"""Whether a sheet of declared facts can be used, and which of them those who decide on hiring may see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from assay.crossborder.facts.registry import Fact
from assay.domain.declared import DeclaredFacts

CHECKED = re.compile(r"checked\.[a-z0-9_]+\.[1-9][0-9]*")
"""Answers to a route's manual checks: ``checked.<route id>.<number>``, true or false."""
TOTAL = re.compile(r"points\.[a-z0-9_]+\.total")
"""Points that an adviser or an authority computed: ``points.<table>.total``, a number."""
_COUNTRY = re.compile(r"[A-Z]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_ISCO = re.compile(r"[0-9]{1,4}")
_NEAR = 0.75
"""Likeness (0-1) from which another id is offered as the one meant."""


def check_facts(facts: Mapping[str, object], registry: Mapping[str, Fact]) -> tuple[str, ...]:
    """Every fault of a mapping of facts, each as "id: what is wrong, how to mend"; none where it is sound.

    A value of None says that the fact is not known and is sound. What a private fact says is never quoted: who
    meets the fault may be one of those who decide.
    """
    faults = []
    for key, value in facts.items():
        if value is None:
            continue
        fault = _fault_of(key, value, registry)
        if fault and not may_be_seen(key, registry) and (key in registry or TOTAL.fullmatch(key)):
            fault = _unquoted(fault)
        if fault:
            faults.append(f"{key}: {fault}")
    low, high = facts.get("offer.salary_minimum"), facts.get("offer.salary_maximum")
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        faults.append(f"offer.salary_maximum: {high!r} lies below the minimum {low!r}: exchange them")
    return tuple(faults)


def _unquoted(fault: str) -> str:
    """A fault without the value that it stands for."""
    lead, quoted, _ = fault.partition(", not ")[0].partition(": write '")
    return f"{lead}, in quotes" if quoted else lead


def view(declared: DeclaredFacts, registry: Mapping[str, Fact], *, hiring: bool = True) -> DeclaredFacts:
    """The facts that a view may use: all for the candidate, none of the private ones for hiring.

    An id that no registry knows is withheld too, since nobody has said that it may be seen.
    """
    if not hiring:
        return declared
    kept = {k: v for k, v in declared.facts.items() if may_be_seen(k, registry)}
    return replace(
        declared,
        facts=kept,
        origins={k: v for k, v in declared.origins.items() if k in kept},
        withheld=tuple(sorted({*declared.withheld, *declared.facts} - set(kept))),
    )


def may_be_seen(key: str, registry: Mapping[str, Fact]) -> bool:
    """Whether those who decide on hiring may see a fact: one that is registered as not private, or a check."""
    if key in registry:
        return not registry[key].private
    return CHECKED.fullmatch(key) is not None


def _fault_of(key: str, value: object, registry: Mapping[str, Fact]) -> str | None:
    if CHECKED.fullmatch(key):
        return None if isinstance(value, bool) else f"must be true or false, not {value!r}"
    if TOTAL.fullmatch(key):
        good = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        return None if good else f"must be a number of points, not {value!r}"
    fact = registry.get(key)
    if fact is None:
        near = get_close_matches(key, registry, n=1, cutoff=_NEAR)
        return f"is not a known fact{f': did you mean {near[0]}?' if near else ''}"
    return _CHECKS[fact.type](value, fact)


def _bool(value: object, _: Fact) -> str | None:
    return None if isinstance(value, bool) else f"must be true or false, not {value!r}"


def _number(value: object, fact: Fact) -> str | None:
    wanted = "a whole number" if fact.type == "whole" else "a number"
    if isinstance(value, bool) or not isinstance(value, int if fact.type == "whole" else int | float):
        return f"must be {wanted} ({fact.unit}), not {value!r}"
    assert fact.least is not None
    assert fact.most is not None
    if not fact.least <= value <= fact.most:
        return f"must lie from {fact.least:g} to {fact.most:g} {fact.unit}, not {value!r}"
    return None


def _text(value: object, fact: Fact) -> str | None:
    if fact.values:
        return _choice(value, fact)
    return None if isinstance(value, str) and value.strip() else f"must be a text, not {value!r}"


def _choice(value: object, fact: Fact) -> str | None:
    return None if value in fact.values else _one_of(value, fact.values)


def _one_of(value: object, values: Iterable[str]) -> str:
    values = tuple(values)
    if not isinstance(value, str) and str(value) in values:
        return f"must be a text: write '{value}' in quotes, or YAML reads it as a number"
    near = get_close_matches(str(value).casefold(), [v.casefold() for v in values], n=1)
    meant = next((v for v in values if near and v.casefold() == near[0]), None)
    return f"must be one of {', '.join(values)}, not {value!r}{f': did you mean {meant}?' if meant else ''}"


def _country(value: object, _: Fact) -> str | None:
    if isinstance(value, str) and _COUNTRY.fullmatch(value):
        return None
    if value is False:
        return "must be a country's two letters: write 'NO' in quotes, or YAML reads it as false"
    return f"must be a country's two capital letters (ISO 3166-1), not {value!r}"


def _countries(value: object, fact: Fact) -> str | None:
    if not isinstance(value, list | tuple):
        return f"must be a list of countries, not {value!r}"
    return next((fault for v in value if (fault := _country(v, fact))), None)


def _currency(value: object, _: Fact) -> str | None:
    if isinstance(value, str) and _CURRENCY.fullmatch(value):
        return None
    return f"must be a currency's three capital letters (ISO 4217), not {value!r}"


def _isco(value: object, _: Fact) -> str | None:
    if isinstance(value, str) and _ISCO.fullmatch(value):
        return None
    return f"must be one to four digits of ISCO-08 in quotes, not {value!r}"


_CHECKS: Mapping[str, Callable[[object, Fact], str | None]] = {
    "bool": _bool,
    "whole": _number,
    "number": _number,
    "money": _number,
    "text": _text,
    "level": _choice,
    "cefr": _choice,
    "country": _country,
    "countries": _countries,
    "currency": _currency,
    "isco": _isco,
}
