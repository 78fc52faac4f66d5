"""Reads where a value comes from and when it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assay.crossborder.rules._fields import NEVER, Fields
from assay.domain.route import Provenance, Source, Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the rules may refer to; None where there is no registry to check against."""

    sources: Mapping[str, Source]
    groups: Mapping[str, tuple[str, ...]]
    facts: frozenset[str] | None
    tables: frozenset[str] | None


def read_provenance(fields: Fields, known: Known, default: Provenance | None = None) -> Provenance:
    """Where a value comes from; `read` and `review_by` are the default's where a row leaves them out.

    Only rows (those with a default) may have dates of validity.
    """
    read = fields.maybe_day("read") if default else fields.day("read")
    review_by = fields.maybe_day("review_by") if default else fields.day("review_by")
    made = Provenance(
        sources=fields.texts("sources"),
        verification=fields.one_of("verification", Verification),
        read=read or (default.read if default else NEVER),
        review_by=review_by or (default.review_by if default else NEVER),
    )
    if default:
        made = replace(
            made,
            valid_from=fields.maybe_day("valid_from"),
            valid_to=fields.maybe_day("valid_to"),
            known_from=fields.maybe_day("known_from"),
        )
    _consistent(fields, made, known)
    return made


def _consistent(fields: Fields, made: Provenance, known: Known) -> None:
    for place, source in enumerate(made.sources):
        if source not in known.sources:
            fields.fault(f"sources[{place}]", f"there is no source {source!r}, write one of sources.yaml")
    kinds = {known.sources[s].kind for s in made.sources if s in known.sources}
    if kinds == {"memory"} and made.verification in (Verification.READ_OFFICIAL, Verification.READ_SECONDARY):
        sentence = (
            f"is {made.verification}, but its only source is memory, write memory or name what was read"
        )
        fields.fault("verification", sentence)
    if made.valid_from and made.valid_to and made.valid_from > made.valid_to:
        sentence = f"{made.valid_to} is before valid_from {made.valid_from}, write a day from then on"
        fields.fault("valid_to", sentence)
    if NEVER < made.review_by < made.read:
        fields.fault(
            "review_by", f"{made.review_by} is before {made.read}, when it was read, write a later day"
        )
