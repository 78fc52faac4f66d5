"""Pieces of outside evidence, and the finding of skills in the values of a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.domain.dates import Month
from assay.domain.document import Document, Quote, Record, Span
from assay.domain.evidence import Evidence, EvidenceKind, Ownership
from assay.domain.profile import Credential, Finding, Passage
from assay.extraction.findings import addresses_machines
from assay.extraction.layout import sentence_spans
from assay.extraction.lines import MAX_QUOTE
from assay.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Evidence for one skill, with how much there is of it (see ``tables/sources.yaml``)."""

    skill: str
    evidence: Evidence
    amount: float
    label: str = ""
    rating: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """All that one source adds to a profile. `masks` are quotes that the blind view covers."""

    pieces: tuple[Piece, ...] = ()
    passages: tuple[Passage, ...] = ()
    credentials: tuple[Credential, ...] = ()
    findings: tuple[Finding, ...] = ()
    masks: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A skill named in a value: the words, and the sentence they stand in."""

    skill: str
    words: Quote
    quote: Quote
    field: str


def named_in(document: Document, record: Record, fields: Sequence[str], taxonomy: Taxonomy) -> list[Named]:
    """Every skill that the values of a record name; an ambiguous name is read in the whole record's light.

    Text addressed to machines names nothing.
    """
    out: list[Named] = []
    wanted = [(f.name, f.span) for f in record.fields if f.name in fields]
    sentences = {name_span: list(sentences_of(document, name_span[1])) for name_span in wanted}
    start = record.span.start
    for mention in taxonomy.find(document.text[start : record.span.end]):
        place = Span(start + mention.start, start + mention.end)
        for (name, _), spans in sentences.items():
            sentence = next((s for s in spans if s.contains(place)), None)
            if sentence is not None:
                words, quote = document.quote(place), document.quote(quoted(sentence, place))
                out.append(Named(mention.skill, words, quote, name))
    return out


def sentences_of(document: Document, span: Span) -> Iterator[Span]:
    """The sentences of a value, without those addressed to machines."""
    text = document.text[span.start : span.end]
    for start, end in sentence_spans(text):
        while start < end and text[start].isspace():
            start += 1
        if start < end and not addresses_machines(text[start:end]):
            yield Span(span.start + start, span.start + end)


def quoted(sentence: Span, words: Span) -> Span:
    """The sentence, or the part around the words where it is longer than a quote may be."""
    if sentence.end - sentence.start <= MAX_QUOTE:
        return sentence
    start = max(sentence.start, min(words.start - 150, sentence.end - MAX_QUOTE))
    return Span(start, min(sentence.end, start + MAX_QUOTE))


def passages(document: Document, spans: Sequence[Span], kind: EvidenceKind) -> Iterator[Passage]:
    """The sentences of values as passages for open requirements."""
    for span in spans:
        for sentence in sentences_of(document, span):
            cut = Span(sentence.start, min(sentence.end, sentence.start + MAX_QUOTE))
            yield Passage(quote=document.quote(cut), kind=kind)


def month_in(text: str, as_of: Month) -> Month | None:
    """The month of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, never after `as_of`; None where it is none."""
    try:
        month = Month.parse(text[:7].strip())
    except ValueError:
        return None
    if not 1970 <= month.year <= 2100:
        return None
    return min(month, as_of, key=lambda m: m.ordinal)


def evidence(
    document: Document,
    named: Named,
    kind: EvidenceKind,
    reason: str,
    *,
    month: Month | None = None,
    ownership: Ownership = Ownership.UNSTATED,
) -> Evidence:
    """Evidence from a document of any source."""
    return Evidence(
        kind=kind,
        quote=named.quote,
        mention=named.words,
        reason=reason,
        ownership=ownership,
        month=month,
        source=document.source,
    )
