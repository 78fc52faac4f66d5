"""CSV of a search, of similar candidates and of roles; text from documents never becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assay.domain.document import Quote
from assay.interfaces.report.found import label
from assay.interfaces.report.sheets import inert
from assay.workflow.blind import Cover
from assay.workflow.role_ranking import Standing

if TYPE_CHECKING:
    from assay.workflow.intake import Candidate
    from assay.workflow.likeness import SimilarCandidates
    from assay.workflow.role_ranking import RankedRole, RoleRanking
    from assay.workflow.searching import PoolSearch

Cell = str | float


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark and CRLF lines, as the shortlist's table."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in ([*header], *rows):
        writer.writerow([inert(c) if isinstance(c, str) else c for c in row])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _quotes(candidate: Candidate, quotes: Iterable[Quote], *, blind: bool) -> str:
    cover = Cover(candidate.documents, candidate.identity, blind=blind)
    return "\n".join(f"“{cover.text(q)}”" for q in quotes)


def search_csv(found: PoolSearch, *, blind: bool, people: Sequence[str] = ()) -> bytes:
    """A row a candidate and term met; `people` are the candidates' ids where they are of a pool."""
    rows: list[list[Cell]] = []
    for number, hit in enumerate(found.searched.hits, 1):
        candidate = found.candidate(hit)
        ids = [people[number - 1]] if people else []
        head: list[Cell] = [hit.rank, label(candidate, number, blind=blind), *ids, round(hit.bits, 4)]
        for met in hit.met:
            quotes = _quotes(candidate, met.quotes, blind=blind)
            rows.append([*head, met.term, met.label, round(met.bits, 4), quotes])
        if not hit.met:
            rows.append([*head, "", "", 0.0, ""])
    named = ("Person",) if people else ()
    return table(("Rank", "Candidate", *named, "Bits", "Term", "Shown", "Term bits", "Quotes"), rows)


def similar_csv(found: SimilarCandidates, *, blind: bool) -> bytes:
    """A row a candidate and statement: what both show, what only one does, what differs."""
    rows: list[list[Cell]] = []
    given = found.given
    for number, likeness in enumerate(found.likenesses, 1):
        other = found.candidate(likeness)
        head: list[Cell] = [likeness.rank, label(other, number, blind=blind), round(likeness.score, 2)]
        for shared in likeness.shared:
            told = f"{shared.given.label} | {shared.other.label}"
            mine = _quotes(given, shared.given.quotes, blind=blind)
            theirs = _quotes(other, shared.other.quotes, blind=blind)
            rows.append([*head, "both", told, mine, theirs])
        for skill in likeness.only_given:
            rows.append([*head, "only given", skill.label, _quotes(given, skill.quotes, blind=blind), ""])
        for skill in likeness.only_other:
            rows.append([*head, "only this", skill.label, "", _quotes(other, skill.quotes, blind=blind)])
        for unlike in likeness.unlike:
            mine = _quotes(given, unlike.given, blind=blind)
            theirs = _quotes(other, unlike.other, blind=blind)
            rows.append([*head, "differs", unlike.text, mine, theirs])
    header = (
        "Rank",
        "Candidate",
        "Likeness",
        "What",
        "Shown",
        "Quotes of the given one",
        "Quotes of this one",
    )
    return table(header, rows)


def roles_csv(found: RoleRanking) -> bytes:
    """A row a brief."""
    header = ("Rank", "Role", "Brief", "Score", "Band", "Musts met", "Musts open", "Questions")
    return table(header, [_role(role) for role in found.roles])


def _role(role: RankedRole) -> list[Cell]:
    brief, match = role.ranking.brief, role.match
    met = [m.requirement.text for m in role.musts if m.standing is Standing.MET]
    left = [f"{m.requirement.text} [{m.standing}]" for m in role.musts if m.standing is not Standing.MET]
    return [
        role.rank,
        brief.brief.title,
        brief.name,
        round(match.score, 2),
        match.band.value,
        "\n".join(met),
        "\n".join(left),
        "\n".join(match.questions),
    ]
