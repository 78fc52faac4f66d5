"""Publications: research evidence, where the candidate is among the authors."""

from __future__ import annotations

from collections.abc import Iterator

from assay.domain.dates import Month
from assay.domain.document import Document, Record
from assay.domain.evidence import EvidenceKind, Ownership
from assay.domain.profile import Credential, Finding, FindingKind
from assay.extraction.sources._table import source_table
from assay.extraction.sources.person import Likeness, Person
from assay.extraction.sources.pieces import Judgements, Named, Piece, evidence, month_in, named_in, passages
from assay.taxonomy import Taxonomy, folded

_READ = ("title", "abstract", "keywords")
_MAX_SHOWN = 3


def judge_publications(document: Document, person: Person, as_of: Month, taxonomy: Taxonomy) -> Judgements:
    """Skills of the candidate's own publications; those of others are counted, named and left out."""
    owner = next((r for r in document.records if r.kind == "owner"), None)
    owned = _owns(document, owner, person) if owner is not None else Likeness.NONE
    papers = [r for r in document.records if r.kind == "publication"]
    own: list[tuple[Record, Likeness, bool]] = []
    seen: set[str] = set()
    for record in papers:
        likeness, first = _authorship(document, record, person, owned)
        key = folded(document.value(record, "title"))
        if likeness and key not in seen:
            seen.add(key)
            own.append((record, likeness, first))
    others = sum(not _authorship(document, r, person, owned)[0] for r in papers)
    pieces = [p for r, like, first in own for p in _pieces(document, r, like, first, as_of, taxonomy)]
    return Judgements(
        pieces=tuple(pieces),
        passages=tuple(p for r, _, _ in own for p in passages(
            document, [*r.spans("title"), *r.spans("abstract")], EvidenceKind.RESEARCH)),
        credentials=tuple(_credential(document, r) for r, _, _ in own),
        findings=tuple(_findings(document, len(papers), others, own)),
        masks=tuple(document.quote(f.span) for r in document.records for f in r.fields
                    if f.name in ("author", "name", "orcid", "link")),
    )  # fmt: skip


def _owns(document: Document, owner: Record, person: Person) -> Likeness:
    """Whether an ORCID record is the candidate's: by its iD where the CV gives one, else by name."""
    if document.value(owner, "orcid") in person.orcids:
        return Likeness.FULL
    return person.likeness(document.value(owner, "name"))


def _authorship(document: Document, record: Record, person: Person, owned: Likeness) -> tuple[Likeness, bool]:
    """How surely the candidate is an author, and whether the first one.

    A work without named authors in the candidate's own record is theirs.
    """
    authors = [document.text[s.start : s.end] for s in record.spans("author")]
    if not authors:
        return owned, False
    alike = [person.likeness(a) for a in authors]
    best = max(alike)
    if best is Likeness.NONE and owned is Likeness.FULL:
        return Likeness.INITIAL, False
    return best, alike[0] is best and best is not Likeness.NONE


def _pieces(
    document: Document, record: Record, likeness: Likeness, first: bool, as_of: Month, taxonomy: Taxonomy
) -> Iterator[Piece]:
    table = source_table()
    best: dict[str, tuple[int, Named]] = {}
    for named in named_in(document, record, _READ, taxonomy):
        rank = _READ.index(named.field)
        if named.skill not in best or rank < best[named.skill][0]:
            best[named.skill] = (rank, named)
    part = "first_author" if first else "co_author"
    who = "First author" if first else "Author"
    doubt = (
        ""
        if likeness is Likeness.FULL
        else "; the name fits by its initial only, check that it is the same person"
    )
    for skill, (_, named) in best.items():
        listed = named.field == "keywords"
        kind = EvidenceKind.LISTED if listed else EvidenceKind.RESEARCH
        where = {"title": "the title", "abstract": "the abstract", "keywords": "the keywords"}[named.field]
        yield Piece(
            skill=skill,
            amount=table.amounts["keyword" if listed else part],
            evidence=evidence(
                document,
                named,
                table.capped(kind, document.source),
                f"{who} of a publication that names it in {where}{doubt}.",
                month=month_in(document.value(record, "year"), as_of),
                ownership=Ownership.BUILT if first else Ownership.CONTRIBUTED,
            ),
        )


def _credential(document: Document, record: Record) -> Credential:
    shown = [*record.spans("title")[:1], *record.spans("venue")[:1]]
    return Credential(
        kind="publication",
        title=document.value(record, "title")[:200],
        year=document.value(record, "year") or None,
        quotes=tuple(document.quote(s) for s in shown if s.end - s.start <= 400),
    )


def _findings(
    document: Document, total: int, others: int, own: list[tuple[Record, Likeness, bool]]
) -> Iterator[Finding]:
    if others:
        text = (
            f"{others} of {total} publications name other authors only; they count for nothing. "
            "If the candidate publishes under another name, give it with --author."
        )
        yield Finding(kind=FindingKind.NOT_THE_PERSONS, text=text)
    unsure = [r for r, likeness, _ in own if likeness is Likeness.INITIAL]
    if unsure:
        text = (
            f"{len(unsure)} of {total} publications fit the candidate's name by an initial only; check them."
        )
        spans = [r.spans("title")[0] for r in unsure[:_MAX_SHOWN] if r.spans("title")]
        quotes = tuple(document.quote(s) for s in spans if s.end - s.start <= 400)
        yield Finding(kind=FindingKind.NOT_THE_PERSONS, text=text, quotes=quotes)
