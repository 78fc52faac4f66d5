"""The step that adds outside evidence to what was read from a person's CVs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assay.domain.dates import Month
from assay.domain.document import Document, Quote, SourceKind, Span
from assay.domain.identity import Identity
from assay.domain.profile import Finding, FindingKind, Profile
from assay.extraction.findings import addresses_machines
from assay.extraction.layout import read_layout, sentence_spans
from assay.extraction.lines import MAX_QUOTE
from assay.extraction.separate import covered_places, identity_of
from assay.extraction.sources.attested import judge_attested
from assay.extraction.sources.code import judge_account, judge_repository
from assay.extraction.sources.merge import merged
from assay.extraction.sources.person import Person, person_of
from assay.extraction.sources.pieces import Judgements
from assay.extraction.sources.publications import judge_publications
from assay.taxonomy import Taxonomy

MAX_PASSAGES = 300
"""Sentences of one source kept for open requirements, first ones first."""


def person_in(documents: Sequence[Document], as_of: Month, also: Sequence[str] = ()) -> Person:
    """Who the candidate is, read from the CVs among `documents`; `also` adds names, addresses and accounts."""
    identities = [identity_of(read_layout(d, as_of)) for d in documents if not d.source.outside]
    return person_of(identities, also)


def with_outside(
    profile: Profile,
    identity: Identity,
    outside: Sequence[Document],
    *,
    person: Person,
    as_of: Month,
    taxonomy: Taxonomy,
) -> tuple[Profile, Identity]:
    """The profile and identity with the outside evidence joined.

    Speciality, seniority, years and signals stay as the CV gives them: they are judged from roles. `as_of` is the
    month of the reading: outside evidence may be younger than the CV.
    """
    judged = [_judge(d, person, as_of, taxonomy) for d in outside]
    skills, agreement = merged(profile.skills, [p for j in judged for p in j.pieces], taxonomy)
    joined = replace(
        profile,
        skills=skills,
        credentials=(*profile.credentials, *(c for j in judged for c in j.credentials)),
        passages=(*profile.passages, *(p for j in judged for p in j.passages[:MAX_PASSAGES])),
        findings=(
            *profile.findings,
            *(f for d in outside for f in _for_machines(d)),
            *(f for j in judged for f in j.findings),
            *agreement,
        ),
    )
    masks = [
        q for d, j in zip(outside, judged, strict=True) for q in (*j.masks, *covered_places(d, person.names))
    ]
    return joined, replace(identity, masks=(*identity.masks, *_distinct(masks)))


def _judge(document: Document, person: Person, as_of: Month, taxonomy: Taxonomy) -> Judgements:
    if document.source is SourceKind.PUBLICATION:
        return judge_publications(document, person, as_of, taxonomy)
    if document.source is SourceKind.CODE:
        if document.format == "git":
            return judge_repository(document, as_of, taxonomy)
        return judge_account(document, person, as_of, taxonomy)
    return judge_attested(document, person, as_of, taxonomy)


def _for_machines(document: Document) -> list[Finding]:
    """Text addressed to machines, which names no skill and makes no passage."""
    quotes: list[Quote] = []
    for record in document.records:
        for field in record.fields:
            value = document.text[field.span.start : field.span.end]
            for start, end in sentence_spans(value):
                if addresses_machines(value[start:end]):
                    at = field.span.start + start
                    quotes.append(document.quote(Span(at, min(at + MAX_QUOTE, field.span.start + end))))
    if not quotes:
        return []
    text = "Text addressed to machines or asking for a ranking in evidence beside the CV; it is ignored."
    return [Finding(kind=FindingKind.TEXT_FOR_MACHINES, text=text, quotes=tuple(quotes[:4]))]


def _distinct(quotes: Sequence[Quote]) -> list[Quote]:
    return sorted(set(quotes), key=lambda q: (q.document, q.span))
