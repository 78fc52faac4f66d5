"""Outside evidence joined to the skills that the CV shows.

More affirmative evidence never lowers anything: the strongest kind and the greatest depth stand. What
speaks against a claim of the CV is a finding with both quotes, never a silent change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assay.domain.document import Quote, SourceKind, Span
from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.profile import Finding, FindingKind, SkillClaim
from assay.extraction.depth import THEORY_CEILING
from assay.extraction.skills import MAX_EVIDENCE
from assay.extraction.sources._table import source_table
from assay.extraction.sources.pieces import Piece
from assay.taxonomy import Taxonomy

SHOWN_FIRST = 4
"""Quotes that outputs show of one claim: the strongest of each source stands among them."""

_GOOD, _POOR = 4, 2
_RESEARCH = EvidenceKind.RESEARCH.strength
_NAMES = {SourceKind.INTERVIEW: "The interview", SourceKind.REFERENCE: "The reference"}


def merged(
    claims: Sequence[SkillClaim], pieces: Sequence[Piece], taxonomy: Taxonomy
) -> tuple[tuple[SkillClaim, ...], tuple[Finding, ...]]:
    """The claims with the pieces joined to them, deepest first, and what confirms or contradicts the CV."""
    by_skill: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_skill[piece.skill].append(piece)
    known = {c.skill: c for c in claims}
    out = [_joined(c, by_skill[c.skill]) if c.skill in by_skill else c for c in claims]
    out += [_new(skill, rows, taxonomy) for skill, rows in by_skill.items() if skill not in known]
    ordered = sorted(out, key=lambda c: (-c.depth, -c.kind.strength, c.label.lower(), c.skill))
    return tuple(ordered), tuple(_agreement(known, pieces))


def outside_depth(pieces: Iterable[Piece]) -> int:
    """Depth that outside evidence alone reaches: weight times amount added up, held by each source's limit.

    0 where no piece affirms the skill; at most 2 where none shows work or research.
    """
    table = source_table()
    points: dict[SourceKind, float] = defaultdict(float)
    worked = False
    for piece in pieces:
        if piece.evidence.kind is EvidenceKind.NEGATIVE:
            continue
        source = piece.evidence.source
        points[source] += table.rules[source].weight * piece.amount
        worked = worked or piece.evidence.kind.strength >= _RESEARCH
    if not points:
        return 0
    held = max(table.rules[s].deepest for s in points)
    return min(table.depth(sum(points.values())), held, 5 if worked else THEORY_CEILING)


def _joined(claim: SkillClaim, pieces: Sequence[Piece]) -> SkillClaim:
    """The claim with its outside evidence; a denial from outside leaves what the CV shows as it is."""
    affirmed = [p for p in pieces if p.evidence.kind is not EvidenceKind.NEGATIVE]
    if claim.kind is EvidenceKind.NEGATIVE:
        own: tuple[Evidence, ...] = () if affirmed else claim.evidence
        added = affirmed or pieces
    else:
        own, added = claim.evidence, affirmed
    evidence = _ordered((*own, *(p.evidence for p in added)))
    depth = max(claim.depth, outside_depth(affirmed))
    low, high = claim.depth_range or (claim.depth, claim.depth)
    months = [e.month for e in evidence if e.month]
    return replace(
        claim,
        kind=evidence[0].kind if not evidence[0].flagged else claim.kind,
        depth=depth,
        depth_range=(max(low, min(depth, low)), max(high, depth)) if claim.depth_range else None,
        evidence=evidence,
        last_used=max(months, key=lambda m: m.ordinal, default=claim.last_used),
    )


def _new(skill: str, pieces: Sequence[Piece], taxonomy: Taxonomy) -> SkillClaim:
    """A skill that only outside evidence shows."""
    affirmed = [p for p in pieces if p.evidence.kind is not EvidenceKind.NEGATIVE]
    evidence = _ordered(p.evidence for p in affirmed or pieces)
    entry = taxonomy.skills.get(skill)
    label = entry.label if entry else next((p.label for p in pieces if p.label), skill.lstrip("~"))
    return SkillClaim(
        skill=skill,
        label=label,
        aliases=entry.all_names[1:13] if entry else (),
        kind=evidence[0].kind,
        depth=outside_depth(affirmed),
        evidence=evidence,
        last_used=max((e.month for e in evidence if e.month), key=lambda m: m.ordinal, default=None),
        salient=entry.salient if entry else True,
    )


def _strength(evidence: Evidence) -> int:
    return min(evidence.kind.strength, 1) if evidence.flagged else evidence.kind.strength


def _ordered(pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Strongest first, some MAX_EVIDENCE; the best of each source is among those that outputs show.

    The best of each kind is always kept, since a brief may ask for one kind (research) above a stronger one.
    """
    distinct = _distinct(pieces)
    ranked = sorted(distinct.values(), key=lambda e: -_strength(e))
    of_source: dict[SourceKind, Evidence] = {}
    of_kind: dict[EvidenceKind, Evidence] = {}
    for piece in ranked:
        of_source.setdefault(piece.source, piece)
        of_kind.setdefault(piece.kind, piece)
    firsts = list(of_source.values())[:SHOWN_FIRST]
    rest = [e for e in ranked if e not in firsts]
    room = SHOWN_FIRST - len(firsts)
    head = sorted([*firsts, *rest[:room]], key=lambda e: (-_strength(e), ranked.index(e)))
    tail = rest[room:]
    needed = [e for e in of_kind.values() if e in tail]
    extra = [e for e in tail if e not in needed][: max(0, MAX_EVIDENCE - len(head) - len(needed))]
    return (*head, *sorted([*needed, *extra], key=lambda e: (-_strength(e), ranked.index(e))))


def _distinct(pieces: Iterable[Evidence]) -> dict[tuple[str, Span], Evidence]:
    """The pieces by their quote, the strongest of each kept."""
    out: dict[tuple[str, Span], Evidence] = {}
    for piece in pieces:
        key = (piece.quote.document, piece.quote.span)
        if key not in out or _strength(piece) > _strength(out[key]):
            out[key] = piece
    return out


def _agreement(claims: dict[str, SkillClaim], pieces: Sequence[Piece]) -> Iterator[Finding]:
    """What people who saw the candidate say beside what the CV says, with both quotes."""
    confirmed: list[tuple[str, tuple[Quote, ...]]] = []
    for piece in pieces:
        claim = claims.get(piece.skill)
        if claim is None or piece.evidence.source not in _NAMES:
            continue
        quotes = (piece.evidence.quote, claim.evidence[0].quote)
        who = _NAMES[piece.evidence.source]
        rated = f"rates {claim.label} {piece.rating} of 5" if piece.rating else f"speaks of {claim.label}"
        denied = piece.evidence.kind is EvidenceKind.NEGATIVE
        poor = denied or (piece.rating is not None and piece.rating <= _POOR)
        good = not denied and (piece.rating is None or piece.rating >= _GOOD)
        if poor and (claim.depth >= 3 or claim.kind.strength >= _RESEARCH):
            text = (
                f"{who} {rated}, the CV shows it as {claim.kind.value} (depth {claim.depth}): ask about it."
            )
            yield Finding(kind=FindingKind.CONTRADICTED, text=text, quotes=quotes)
        elif good and claim.kind is EvidenceKind.NEGATIVE:
            text = f"{who} {rated}, the CV denies it: ask about it."
            yield Finding(kind=FindingKind.CONTRADICTED, text=text, quotes=quotes)
        elif good and claim.kind.strength >= _RESEARCH:
            confirmed.append(
                (f"{claim.label} ({piece.rating} of 5)" if piece.rating else claim.label, quotes)
            )
    if confirmed:
        names = ", ".join(dict.fromkeys(n for n, _ in confirmed))
        text = f"People who saw the candidate confirm what the CV shows: {names}."
        yield Finding(
            kind=FindingKind.CONFIRMED, text=text, quotes=tuple(q for _, qs in confirmed for q in qs)[:8]
        )
