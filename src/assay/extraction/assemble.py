"""From documents to a reading: the order of the steps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assay.documents.language import language_of
from assay.domain.dates import Month
from assay.domain.document import Document
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.domain.profile import Education, Finding, FindingKind, Profile
from assay.extraction.career import judge_career
from assay.extraction.details import credentials_of, languages_of
from assay.extraction.education import read_education
from assay.extraction.findings import Flags, check_claims, flag
from assay.extraction.layout import CvLayout, read_layout
from assay.extraction.passages import passages_of
from assay.extraction.port import Extractor, RulesAlone
from assay.extraction.separate import identity_of, mobility_of
from assay.extraction.signals import signals
from assay.extraction.skills import claims
from assay.extraction.sources import person_in, with_outside
from assay.taxonomy import Taxonomy

EXTRACTOR_VERSION = "2026.11.5"
"""Changes whenever the same document may give another profile."""

RULES: Extractor = RulesAlone()
"""The default extractor."""

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")
"""Languages Assay reads; documents in others are read as far as they go, with a finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a candidate: the part scoring may see, and the parts it may not."""

    profile: Profile
    identity: Identity
    mobility: Mobility
    extractor: str = EXTRACTOR_VERSION
    """What made it: the rules' version, and the model's where one was asked."""
    notes: tuple[str, ...] = ()
    """What should be told of how it was made, a sentence each."""


def profile_from(
    documents: Sequence[Document],
    *,
    as_of: Month,
    taxonomy: Taxonomy,
    authors: Sequence[str] = (),
    extractor: Extractor = RULES,
) -> Reading:
    """Read the documents of one person. Every value stands on a span; what cannot is dropped.

    Documents of outside evidence stand beside the CVs, of which there must be one; `authors` holds names,
    addresses and accounts of the person that the CVs do not give. `extractor` may add mentions of skills to
    those the rules find.
    """
    outside = [d for d in documents if d.source.outside]
    if not outside:
        return _from_cvs(documents, as_of, taxonomy, extractor)
    reading = _from_cvs([d for d in documents if not d.source.outside], as_of, taxonomy, extractor)
    profile = replace(reading.profile, id=_pseudonym(documents), documents=tuple(d.sha256 for d in documents))
    person = person_in(documents, as_of, authors)
    profile, identity = with_outside(
        profile, reading.identity, outside, person=person, as_of=as_of, taxonomy=taxonomy
    )
    return replace(reading, profile=profile, identity=identity)


def _from_cvs(
    documents: Sequence[Document], as_of: Month, taxonomy: Taxonomy, extractor: Extractor
) -> Reading:
    first = [read_layout(d, as_of) for d in documents]
    flags = [flag(layout, taxonomy) for layout in first]
    spans = tuple(s for f in flags for s in f.spans)
    layouts = [_without(layout, made, as_of) for layout, made in zip(first, flags, strict=True)]
    identities = [identity_of(layout) for layout in layouts]
    added = [extractor.additions(lay, who, taxonomy) for lay, who in zip(layouts, identities, strict=True)]
    found = claims(layouts, taxonomy, spans, [a.mentions for a in added])
    levels = signals(layouts, found, taxonomy)
    career = judge_career(layouts, found, levels, taxonomy)
    profile = Profile(
        id=_pseudonym(documents),
        documents=tuple(d.sha256 for d in documents),
        as_of=min((layout.as_of for layout in layouts), key=lambda m: m.ordinal),
        language=documents[0].language,
        speciality=career.speciality,
        speciality_evidence=career.speciality_evidence,
        speciality_scores=career.scores,
        seniority=career.seniority,
        seniority_evidence=career.seniority_evidence,
        years_relevant=career.years_relevant,
        skills=found,
        experience=tuple(e for layout in layouts for e in layout.experience),
        education=_distinct(e for layout in layouts for e in read_education(layout)),
        credentials=tuple(c for layout in layouts for c in credentials_of(layout)),
        signals=levels,
        languages=tuple(
            {code: (code, q) for lay in reversed(layouts) for code, q in languages_of(lay)}.values()
        ),
        passages=passages_of(layouts, spans),
        findings=(
            *_unread_languages(documents),
            *(f for made in flags for f in made.findings),
            *check_claims(layouts, found, taxonomy),
        ),
    )
    return Reading(
        profile=profile,
        identity=_identity(identities),
        mobility=_mobility(layouts),
        extractor=" + ".join(v for v in (EXTRACTOR_VERSION, extractor.version) if v),
        notes=tuple(n for a in added for n in a.notes),
    )


def _without(layout: CvLayout, flags: Flags, as_of: Month) -> CvLayout:
    """The layout of the document with its flagged text blanked, so that it can move nothing else.

    Blanks keep every offset, and all that is read stands outside them, so quotes stay exact.
    """
    if not flags.spans:
        return layout
    document = layout.document
    letters = list(document.text)
    for flagged in flags.spans:
        for at in range(flagged.span.start, flagged.span.end):
            letters[at] = "\n" if letters[at] == "\n" else " "
    kept = "".join(letters)
    source = replace(document, language=language_of(kept))  # words in another language must not decide it
    return read_layout(replace(source, text=kept), as_of, source=source)


def _pseudonym(documents: Sequence[Document]) -> str:
    joined = "\n".join(sorted(d.sha256 for d in documents))
    return f"p{hashlib.sha256(joined.encode()).hexdigest()[:20]}"


def _distinct(entries: Iterable[Education]) -> tuple[Education, ...]:
    seen: dict[tuple[str, str, str | None], Education] = {}
    for entry in entries:
        seen.setdefault((entry.degree.lower(), entry.institution.lower(), entry.year), entry)
    return tuple(seen.values())


def _unread_languages(documents: Sequence[Document]) -> tuple[Finding, ...]:
    unread = sorted({d.language for d in documents if d.language and d.language not in LANGUAGES})
    text = (
        f"Written in a language that is read only in part ({', '.join(unread)}); ask for an English version."
    )
    return (Finding(kind=FindingKind.UNREAD_LANGUAGE, text=text),) if unread else ()


def _identity(parts: Sequence[Identity]) -> Identity:
    first = parts[0]
    return replace(
        first,
        emails=tuple(q for p in parts for q in p.emails),
        phones=tuple(q for p in parts for q in p.phones),
        links=tuple(q for p in parts for q in p.links),
        masks=tuple(q for p in parts for q in p.masks),
    )


def _mobility(layouts: Sequence[CvLayout]) -> Mobility:
    parts = [mobility_of(layout) for layout in layouts]
    fields = ("location", "work_authorisation", "notice_period", "nationality", "relocation")
    return Mobility(**{f: next((v for p in parts if (v := getattr(p, f))), None) for f in fields})
