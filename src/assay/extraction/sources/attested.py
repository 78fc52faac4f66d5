"""Interview scorecards and reference notes: what others attest, kept apart from who the person is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assay.domain.dates import Month
from assay.domain.document import Document, Quote, Record, SourceKind, Span
from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.profile import Finding, FindingKind, Passage
from assay.extraction.cues import fold_statement, shows
from assay.extraction.lines import MAX_QUOTE
from assay.extraction.phrases import open_id
from assay.extraction.sources._table import SourceTable, source_table
from assay.extraction.sources.person import Likeness, Person
from assay.extraction.sources.pieces import Judgements, Named, Piece, month_in, named_in, quoted, sentences_of
from assay.taxonomy import Taxonomy, folded

_RATING = re.compile(r"^([1-5]) of 5$")


def judge_attested(document: Document, person: Person, as_of: Month, taxonomy: Taxonomy) -> Judgements:
    """Skills that interviewers or referees attest.

    Sentences on protected matters and ratings of taste ("culture fit") are left out and counted; a card
    that names another candidate is left out as a whole.
    """
    table = source_table()
    left: Counter[str] = Counter()
    pieces: list[Piece] = []
    shown: list[Passage] = []
    masks: list[Quote] = [document.quote(s) for r in document.records for s in r.spans("candidate")]
    for record in document.records:
        about = document.value(record, "candidate")
        if about and person.names and person.likeness(about) is Likeness.NONE:
            left["others"] += 1
            continue
        skill = document.value(record, "skill")
        if table.not_skills.match(folded(skill)) or table.is_protected(skill):
            left["taste"] += 1
            continue
        sentences = [s for span in record.spans("note") for s in sentences_of(document, span)]
        kept = [s for s in sentences if not table.is_protected(document.text[s.start : s.end])]
        masks += [document.quote(s) for s in sentences if s not in kept]
        left["protected"] += len(sentences) - len(kept)
        made = list(_pieces(document, record, kept, as_of, taxonomy))
        pieces += made
        kind = max((p.evidence.kind for p in made), key=lambda k: k.strength, default=EvidenceKind.LISTED)
        if kind not in (EvidenceKind.NEGATIVE, EvidenceKind.LISTED):
            shown += [Passage(quote=document.quote(quoted(s, s)), kind=kind) for s in kept]
    return Judgements(
        pieces=tuple(pieces), passages=tuple(shown), findings=tuple(_findings(left)), masks=tuple(masks)
    )


def _pieces(
    document: Document, record: Record, notes: list[Span], as_of: Month, taxonomy: Taxonomy
) -> Iterator[Piece]:
    table = source_table()
    rating = _rating(document, record)
    month = month_in(document.value(record, "date"), as_of)
    by = "Interview" if document.source is SourceKind.INTERVIEW else "Reference"
    for span in record.spans("skill"):
        skill = _rated_skill(document, record, span, taxonomy)
        if skill is None:
            continue
        identity, words = skill
        kind, amount, why = _shown(document, notes, rating, table)
        stars = f", rated {rating} of 5" if rating else ""
        yield Piece(
            skill=identity,
            label=words.text,
            amount=amount,
            rating=rating,
            evidence=Evidence(
                kind=table.capped(kind, document.source),
                quote=_best_quote(document, record, span, notes),
                mention=words,
                reason=f"{by}{stars}: {why}",
                month=month,
                source=document.source,
            ),
        )
    if not record.spans("skill"):
        yield from _unrated(document, record, notes, month, taxonomy)


def _rating(document: Document, record: Record) -> int | None:
    match = _RATING.match(document.value(record, "rating"))
    return int(match[1]) if match else None


def _rated_skill(
    document: Document, record: Record, span: Span, taxonomy: Taxonomy
) -> tuple[str, Quote] | None:
    """The skill a row rates: one of the vocabulary, else the words as they stand."""
    words = document.quote(Span(span.start, min(span.end, span.start + 80)))
    known = taxonomy.lookup(words.text)
    if known is not None:
        return known.id, words
    named = [n for n in named_in(document, record, ("skill",), taxonomy) if span.contains(n.words.span)]
    if named:
        return named[0].skill, named[0].words
    return (open_id(words.text), words) if span.end - span.start <= 60 else None


def _shown(
    document: Document, notes: list[Span], rating: int | None, table: SourceTable
) -> tuple[EvidenceKind, float, str]:
    """Kind, amount and the reason in words: the rating decides; a referee may add that the work was real."""
    text = fold_statement(" ".join(document.text[s.start : s.end] for s in notes))
    real = document.source is SourceKind.REFERENCE and shows("production", text)
    if rating is not None:
        kind = table.ratings[rating]
        if real and kind is EvidenceKind.APPLIED:
            return (
                EvidenceKind.PRODUCTION,
                table.amounts["note_of_real_use"],
                "the referee speaks of work in real use.",
            )
        why = {
            EvidenceKind.APPLIED: "the person was seen to master it; work for real users is not what a rating shows.",
            EvidenceKind.EDUCATION: "the person knows it.",
            EvidenceKind.LISTED: "little was seen.",
            EvidenceKind.NEGATIVE: "the person was seen not to know it.",
        }[kind]
        return kind, table.rating_amounts[rating], why
    if real:
        return (
            EvidenceKind.PRODUCTION,
            table.amounts["note_of_real_use"],
            "the referee speaks of work in real use.",
        )
    if not notes:
        return EvidenceKind.LISTED, table.amounts["keyword"], "named without a rating or a note."
    return EvidenceKind.APPLIED, table.amounts["note"], "a note on the person's work with it."


def _best_quote(document: Document, record: Record, skill: Span, notes: list[Span]) -> Quote:
    """From the skill to its rating, and on to the note's first sentence unless one was left out before it."""
    end = max((s.end for s in record.spans("rating")), default=skill.end)
    opened = [s.start for s in record.spans("note")]
    if notes and notes[0].start in opened:
        end = max(end, notes[0].end)
    return document.quote(Span(skill.start, min(end, skill.start + MAX_QUOTE)))


def _unrated(
    document: Document, record: Record, notes: list[Span], month: Month | None, taxonomy: Taxonomy
) -> Iterator[Piece]:
    """Skills that a note without a rating names."""
    table, seen = source_table(), set()
    for named in named_in(document, record, ("note",), taxonomy):
        sentence = next((s for s in notes if s.contains(named.words.span)), None)
        if sentence is None or named.skill in seen:
            continue
        seen.add(named.skill)
        kind, amount, why = _shown(document, [sentence], None, table)
        yield Piece(
            skill=named.skill,
            amount=amount,
            evidence=_from_note(document, named, table.capped(kind, document.source), why, month),
        )


def _from_note(
    document: Document, named: Named, kind: EvidenceKind, why: str, month: Month | None
) -> Evidence:
    text = fold_statement(named.quote.text)
    if shows("denial_before", text):
        kind, why = EvidenceKind.NEGATIVE, "the note denies it."
    by = "Interview" if document.source is SourceKind.INTERVIEW else "Reference"
    return Evidence(
        kind=kind,
        quote=named.quote,
        mention=named.words,
        reason=f"{by}: {why}",
        month=month,
        source=document.source,
    )


def _findings(left: Counter[str]) -> Iterator[Finding]:
    if left["protected"]:
        text = (
            f"{left['protected']} sentence(s) in notes about the person's private or protected circumstances were "
            "left out of everything that is scored; take them out of the file."
        )
        yield Finding(kind=FindingKind.PROTECTED_LEFT_OUT, text=text)
    if left["taste"]:
        text = f"{left['taste']} rating(s) of taste or impression, not of a skill, were left out; rate skills only."
        yield Finding(kind=FindingKind.PROTECTED_LEFT_OUT, text=text)
    if left["others"]:
        text = f"{left['others']} row(s) name another candidate and count for nothing; check the file."
        yield Finding(kind=FindingKind.NOT_THE_PERSONS, text=text)
