"""One damaged file: read or refused in a sentence, in time, and nothing claimed without its quote."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import chain

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.domain.document import Document, Quote
from assay.domain.profile import Profile
from assay.errors import DocumentError
from assay.extraction import profile_from
from assay.taxonomy import load_taxonomy

AS_OF = Month(2026, 11)
SECONDS = 10.0
"""Longest time for one file, in seconds of the processor, so that a busy machine finds no faults."""


def fault_of(name: str, data: bytes) -> tuple[str, str | None]:
    """What became of a file ("read" or the kind of refusal), and what is wrong with that, if anything."""
    begun = time.process_time()
    try:
        document = read_bytes(data, name)
        profile = profile_from([document], as_of=AS_OF, taxonomy=load_taxonomy()).profile
    except DocumentError as error:
        told = str(error)
        wrong = None if told and "\n" not in told else f"refused in no sentence: {told!r}"
        return type(error).__name__, wrong
    except Exception as error:
        return "crash", f"{type(error).__name__}: {error}"
    seconds = time.process_time() - begun
    if seconds > SECONDS:
        return "read", f"took {seconds:.1f} s"
    return "read", next(_unfounded(profile, document), None)


def _unfounded(profile: Profile, document: Document) -> Iterator[str]:
    """Claims without a quote, and quotes that do not stand in the text."""
    for skill in profile.skills:
        if not skill.evidence:
            yield f"{skill.label} has no evidence"
    for role in profile.experience:
        if not role.quotes:
            yield f"{role.title} has no quote"
    for quote in _quotes(profile):
        if document.text[quote.span.start : quote.span.end] != quote.text:
            yield f"{quote.text[:60]!r} does not stand at {quote.span}"
    document.text.encode("utf-8")


def _quotes(profile: Profile) -> Iterator[Quote]:
    return chain(
        (e.quote for s in profile.skills for e in s.evidence),
        (q for e in profile.experience for q in e.quotes),
        (q for e in profile.education for q in e.quotes),
        (q for s in profile.signals for q in s.quotes),
        (q for f in profile.findings for q in f.quotes),
        profile.speciality_evidence,
        profile.seniority_evidence,
    )
