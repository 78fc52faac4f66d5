"""Values that records share: those of two, those of many different people, and keys too common to look under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assay.linkage.record import Record

MOST_NAMES = 2
"""A contact on the CVs of more differently named people than this is an agency's or a template's."""

MOST_SHARING = 60
"""Records under one key; a key of more (a wide-spread name, a very large employer) is not looked under."""


def without_shared_contacts(records: Sequence[Record]) -> list[Record]:
    """The records without addresses, numbers and links that belong to no one of them."""
    names: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if record.name:
            for value in (*record.emails, *record.phones, *record.links):
                names[value].add(f"{record.name.family} {record.name.initial}")
    common = {value for value, who in names.items() if len(who) > MOST_NAMES}
    if not common:
        return list(records)
    return [
        replace(
            r,
            emails=tuple(v for v in r.emails if v not in common),
            phones=tuple(v for v in r.phones if v not in common),
            links=tuple(v for v in r.links if v not in common),
        )
        for r in records
    ]


def keys_of(records: Sequence[Record]) -> list[list[str]]:
    """For each record the keys it shares with at least one other and at most MOST_SHARING in all."""
    count: dict[str, int] = defaultdict(int)
    made = [r.keys for r in records]
    for keys in made:
        for key in keys:
            count[key] += 1
    return [[k for k in keys if 2 <= count[k] <= MOST_SHARING] for keys in made]


_OF_TWO = {
    "email": ("emails",),
    "phone": ("phones",),
    "link": ("links",),
    "career": ("stations", "periods"),
    "education": ("schools",),
}
"""What is told of two records beside the words of a level, by comparison; no year of a degree, which tells an age."""

IDENTIFYING = frozenset({"email", "phone", "link"})
"""Comparisons whose values a blind view covers."""


def shared_values(one: Record, two: Record) -> dict[str, tuple[str, ...]]:
    """What two records have in common, in comparable form, by comparison; only those that share something."""
    found = {}
    for comparison, fields in _OF_TWO.items():
        for field in fields:
            both = sorted(set(getattr(one, field)) & set(getattr(two, field)))
            if both:
                found[comparison] = tuple(
                    v.replace("|", " ").replace("/", " to ") if comparison == "career" else v for v in both
                )
                break
    return found
