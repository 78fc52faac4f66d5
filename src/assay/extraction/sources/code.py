"""Code: what a person committed to a repository, and what others accepted of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assay.domain.dates import Month
from assay.domain.document import Document, Quote, Record, Span
from assay.domain.evidence import Evidence, EvidenceKind, Ownership
from assay.domain.profile import Finding, FindingKind, Passage
from assay.extraction.sources._table import SourceTable, source_table
from assay.extraction.sources.person import Likeness, Person
from assay.extraction.sources.pieces import (
    Judgements,
    Named,
    Piece,
    evidence,
    month_in,
    named_in,
    passages,
    quoted,
)
from assay.taxonomy import Taxonomy, folded

_NUMBER = re.compile(r"\d[\d,]*")
_VERSIONED = re.compile(r"-(?:cpu|gpu|cuda\d*|cu\d+|headless|binary|core|community)$")


def judge_repository(document: Document, as_of: Month, taxonomy: Taxonomy) -> Judgements:
    """Skills that the candidate's commits to a local repository show; the reader left out all other authors."""
    table = source_table()
    head = next(r for r in document.records if r.kind == "code")
    commits = int((_NUMBER.search(document.value(head, "commits")) or ["0"])[0].replace(",", ""))
    amount = table.amounts[
        "few_commits" if commits < 10 else "some_commits" if commits < 100 else "many_commits"
    ]
    total = int(document.value(head, "commits").rpartition(" ")[2].replace(",", ""))
    most = commits * 2 >= total
    until = month_in(document.value(head, "span").rpartition(" ")[2], as_of)
    best: dict[str, Piece] = {}
    for named, how in _shown(document, taxonomy, table):
        worked = named.field != "dependency" or most
        ours = f"The candidate's commits {how}; whether it reached users is not stated."
        theirs = "A project that names it, in which others wrote most; the candidate changed the list."
        piece = Piece(
            skill=named.skill,
            amount=amount if worked else table.amounts["keyword"],
            evidence=evidence(
                document,
                named,
                EvidenceKind.APPLIED if worked else EvidenceKind.LISTED,
                ours if worked else theirs,
                month=until,
                ownership=Ownership.BUILT if worked else Ownership.UNSTATED,
            ),
        )
        best.setdefault(named.skill, piece)
    masks = (document.quote(s) for s in head.spans("repository"))
    return Judgements(pieces=tuple(best.values()), masks=tuple(masks))


def _shown(document: Document, taxonomy: Taxonomy, table: SourceTable) -> Iterator[tuple[Named, str]]:
    """Skills with the way the commits show them, the most telling way first."""
    for record in document.records:
        if record.kind == "language" and _lines(document, record) >= table.least_lines:
            yield from _looked_up(
                document, record, record.spans("language")[0], taxonomy, "change code in this language"
            )
    for record in document.records:
        if record.kind == "path":
            yield from _by_path(document, record, taxonomy, table)
    for record in document.records:
        if record.kind == "commit" and not table.trivial.search(folded(document.value(record, "subject"))):
            for named in named_in(document, record, ("subject",), taxonomy):
                yield named, "name it in the subject"

    for record in document.records:
        if record.kind == "dependencies":
            for span in record.spans("dependency"):
                yield from _looked_up(
                    document, record, span, taxonomy, "maintain the dependencies that name it"
                )


def _lines(document: Document, record: Record) -> int:
    numbers = _NUMBER.findall(document.value(record, "extent"))
    return int(numbers[1].replace(",", "")) if len(numbers) > 1 else 0


def _looked_up(
    document: Document, record: Record, span: Span, taxonomy: Taxonomy, how: str
) -> Iterator[tuple[Named, str]]:
    words = document.quote(span)
    field = "dependency" if record.kind == "dependencies" else "language"
    skill = taxonomy.lookup(words.text) or taxonomy.lookup(_VERSIONED.sub("", words.text))
    if skill is not None:
        yield Named(skill.id, words, document.quote(quoted(record.span, span)), field), how


def _by_path(
    document: Document, record: Record, taxonomy: Taxonomy, table: SourceTable
) -> Iterator[tuple[Named, str]]:
    words = document.quote(record.spans("path")[0])
    for pattern, name in table.paths:
        skill = taxonomy.lookup(name) if pattern.search(words.text) else None
        if skill is not None:
            yield Named(skill.id, _short(words), _short(words), "path"), "change files of it"


def _short(quote: Quote) -> Quote:
    cut = min(quote.span.end, quote.span.start + 400)
    return Quote(quote.document, Span(quote.span.start, cut), quote.text[: cut - quote.span.start])


def judge_account(document: Document, person: Person, as_of: Month, taxonomy: Taxonomy) -> Judgements:
    """Skills that a GitHub export shows: accepted changes and own repositories."""
    logins, sure = _logins(document, person)
    pieces: list[Piece] = []
    shown: list[Passage] = []
    others = 0
    for record in document.records:
        if record.kind == "account":
            continue
        by = document.value(record, "author" if record.kind == "pull_request" else "owner").lower()
        if by not in logins:
            others += 1
            continue
        kind, amount, reason, own = _standing(document, record)
        found = {n.skill: n for n in reversed(_skills(document, record, taxonomy))}
        month = month_in(document.value(record, "date"), as_of)
        for skill, named in found.items():
            made = evidence(document, named, kind, reason, month=month, ownership=own)
            pieces.append(Piece(skill=skill, amount=amount, evidence=_doubted(made, sure=sure)))
        telling = record.spans("title") or record.spans("description")
        shown += passages(document, telling, kind) if kind.strength > 1 else ()
    masked = ("login", "name", "email", "owner", "author")
    masks = [document.quote(f.span) for r in document.records for f in r.fields if f.name in masked]
    masks += [
        document.quote(Span(s.start, s.start + len(owner)))
        for r in document.records
        for s in r.spans("repository")
        if (owner := document.text[s.start : s.end].partition("/")[0]).lower() in logins
    ]
    return Judgements(
        pieces=tuple(pieces),
        passages=tuple(shown),
        findings=tuple(_others(others, logins, sure=sure)),
        masks=tuple(masks),
    )


def _doubted(made: Evidence, *, sure: bool) -> Evidence:
    if sure:
        return made
    return replace(
        made,
        reason=f"{made.reason[:-1]}; the account fits the candidate by name only, check that it is theirs.",
    )


def _logins(document: Document, person: Person) -> tuple[frozenset[str], bool]:
    """The accounts that are the candidate's, and whether more than a name says so."""
    account = next((r for r in document.records if r.kind == "account"), None)
    if account is not None:
        login = document.value(account, "login").lower()
        if document.value(account, "email").lower() in person.emails - {""}:
            return person.logins | {login}, True
        if login and login not in person.logins and not person.logins:
            alike = person.likeness(document.value(account, "name"))
            if alike is Likeness.FULL:
                return frozenset({login}), False
    return person.logins, True


def _standing(document: Document, record: Record) -> tuple[EvidenceKind, float, str, Ownership]:
    """What a repository or an accepted change shows, how much, and why."""
    table = source_table()
    stars = document.value(record, "stars")
    count = int(stars) if stars.isdigit() else 0
    wide, shown = count >= table.widely_used_stars, f"{count:,} stars" if stars else "stars not stated"
    if record.kind == "repository":
        if wide:
            reason = f"Owns a widely used open-source project ({shown})."
            return EvidenceKind.PRODUCTION, table.amounts["maintained_project"], reason, Ownership.OWNED
        reason = f"An own repository ({shown}); real use is not stated."
        return EvidenceKind.APPLIED, table.amounts["own_repository"], reason, Ownership.BUILT
    if table.trivial.search(folded(document.value(record, "title"))):
        reason = "An accepted change to wording, documentation or versions only; it shows no engineering."
        return EvidenceKind.LISTED, table.amounts["keyword"], reason, Ownership.CONTRIBUTED
    own = document.value(record, "repository").partition("/")[0].lower()
    if own == document.value(record, "author").lower():
        reason = f"A change merged into an own repository ({shown})."
        kind = EvidenceKind.PRODUCTION if wide else EvidenceKind.APPLIED
        return kind, table.amounts["other_change"], reason, Ownership.BUILT
    if wide:
        reason = f"A contribution accepted into widely used open source ({shown})."
        return EvidenceKind.PRODUCTION, table.amounts["accepted_change"], reason, Ownership.CONTRIBUTED
    reason = f"A contribution accepted into another's repository ({shown})."
    return EvidenceKind.APPLIED, table.amounts["other_change"], reason, Ownership.CONTRIBUTED


def _skills(document: Document, record: Record, taxonomy: Taxonomy) -> list[Named]:
    """Skills that a record names: its title, description and topics, the project's own name, the language."""
    fields = ("title", "description", "topics")
    found = named_in(document, record, fields, taxonomy)
    for span in record.spans("repository"):
        name = document.text[span.start : span.end].rpartition("/")[2]
        place = Span(span.end - len(name), span.end)
        skill = taxonomy.lookup(name) if name else None
        if skill is not None:
            found.append(Named(skill.id, document.quote(place), _line(document, record, place), "repository"))
    for span in record.spans("language"):
        skill = taxonomy.lookup(document.text[span.start : span.end])
        if skill is not None:
            found.append(Named(skill.id, document.quote(span), _line(document, record, span), "language"))
    return found


def _line(document: Document, record: Record, words: Span) -> Quote:
    """The record up to who made it, which stands last, or the part of it around the words."""
    named = [f.span.end for f in record.fields if f.name not in ("author", "owner")]
    return document.quote(quoted(Span(record.span.start, max(named)), words))


def _others(others: int, logins: frozenset[str], *, sure: bool) -> Iterator[Finding]:
    if others:
        known = "no account is known for the candidate" if not logins else "they are by other accounts"
        text = f"{others} repositories or pull requests count for nothing: {known}; give the account with --author."
        yield Finding(kind=FindingKind.NOT_THE_PERSONS, text=text)
    if logins and not sure:
        text = "The GitHub account fits the candidate by name only; check that it is theirs."
        yield Finding(kind=FindingKind.NOT_THE_PERSONS, text=text)
