"""Skill claims: every mention with the kind of evidence it is, gathered skill by skill."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assay.documents.mend import mend
from assay.domain.document import Quote, Span
from assay.domain.evidence import Evidence, EvidenceKind, Quantity
from assay.domain.profile import SkillClaim, WorkKind
from assay.domain.skill import SkillKind
from assay.extraction.advice import PAPER_DEPTH
from assay.extraction.cues import fold_statement
from assay.extraction.depth import THEORY_CEILING, Around, Use, depth_features, depth_of, reached_levels
from assay.extraction.judging import Judged, judged_mentions
from assay.extraction.kinds import Judgement, ownership_of
from assay.extraction.layout import CvLayout, Statement
from assay.extraction.lines import MAX_QUOTE, quote_of
from assay.extraction.port import Added
from assay.extraction.quantities import quantities_in
from assay.taxonomy import Taxonomy, folded

MAX_EVIDENCE = 8
"""Pieces of evidence kept for one skill, strongest first."""

MAX_ALIASES = 12
_REAL = frozenset({EvidenceKind.PRODUCTION, EvidenceKind.APPLIED})
_WORKED = frozenset({*_REAL, EvidenceKind.RESEARCH})
PAID = frozenset({WorkKind.JOB, WorkKind.FREELANCE})
RECENT_MONTHS = 36
"""Months after the end of a role for which its skills count as recent."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A span of a document that a finding discredits: what only it supports counts as listed."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Found:
    """One piece of evidence for one skill, with what depth needs of it."""

    skill: str
    evidence: Evidence
    statement: int
    layout: int
    judged: Judged | None = None
    """The mention as judged; None where flagged text names the skill."""


def claims(
    layouts: Sequence[CvLayout],
    taxonomy: Taxonomy,
    flagged: Sequence[Flagged] = (),
    added: Sequence[Sequence[Added]] = (),
) -> tuple[SkillClaim, ...]:
    """All skills of a candidate, deepest first, with their evidence.

    `added` holds for each layout the mentions of another extractor; empty where the rules read alone.
    """
    found = _found(layouts, taxonomy, flagged, added)
    features = list(claim_features(layouts, found, taxonomy))
    reached = dict(
        zip((f.skill for f in features), reached_levels([f.values for f in features]), strict=True)
    )
    made = [_claim(skill, items, taxonomy, layouts, reached.get(skill)) for skill, items in found.items()]
    return tuple(sorted(made, key=lambda c: (-c.depth, -c.kind.strength, c.label.lower(), c.skill)))


def _found(
    layouts: Sequence[CvLayout],
    taxonomy: Taxonomy,
    flagged: Sequence[Flagged],
    added: Sequence[Sequence[Added]] = (),
) -> dict[str, list[_Found]]:
    """All evidence by skill, with what is borrowed from narrower skills."""
    found: dict[str, list[_Found]] = defaultdict(list)
    offset = 0
    for number, layout in enumerate(layouts):
        for item in _evidence(layout, number, taxonomy, offset, added[number] if added else ()):
            found[item.skill].append(item)
        offset += len(layout.experience)
        for item in _flagged_evidence(layout, number, taxonomy, flagged):
            found[item.skill].append(item)
    _add_broader(found, taxonomy)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFeatures:
    """What depth is judged by, for one skill."""

    skill: str
    values: Mapping[str, float]


def claim_features(
    layouts: Sequence[CvLayout], found: Mapping[str, Sequence[_Found]], taxonomy: Taxonomy
) -> Iterator[ClaimFeatures]:
    """The features of each skill that unflagged text names."""
    real = {s for s, items in found.items() if any(i.evidence.kind in _REAL for i in items)}
    counts = Counter(taxonomy.skills[s].discipline for s in real if s in taxonomy.skills)
    months = len({m for layout in layouts for m in _paid_months(layout)})
    for skill, items in found.items():
        uses = [_use(i, layouts) for i in items if i.judged is not None]
        if uses:
            entry = taxonomy.skills.get(skill)
            neighbours = counts[entry.discipline] - (skill in real) if entry else 0
            around = Around(
                neighbours=neighbours,
                share=neighbours / max(1, len(real)),
                months=months,
                general=entry is not None and not entry.salient,
            )
            kind = entry.kind if entry else SkillKind.TOOL
            yield ClaimFeatures(skill=skill, values=depth_features(uses, kind, around))


def _paid_months(layout: CvLayout) -> Iterator[int]:
    for role in layout.experience:
        last = role.period.last_month(layout.as_of)
        if role.kind in PAID and role.period.start is not None and last is not None:
            yield from range(role.period.start.ordinal, last.ordinal + 1)


def _use(item: _Found, layouts: Sequence[CvLayout]) -> Use:
    assert item.judged is not None
    layout = layouts[item.layout]
    number = layout.statements[item.statement].role
    role = layout.experience[number] if number is not None else None
    last = role.period.last_month(layout.as_of) if role else None
    start = role.period.start if role else None
    return Use(
        judged=item.judged,
        layout=item.layout,
        role=number,
        title=role.title if role else "",
        months=range(start.ordinal, last.ordinal + 1) if start and last else range(0),
        recent=last is not None and layout.as_of.ordinal - last.ordinal <= RECENT_MONTHS,
    )


def _evidence(
    layout: CvLayout, number: int, taxonomy: Taxonomy, offset: int, added: Sequence[Added] = ()
) -> Iterator[_Found]:
    for judged in judged_mentions(layout, taxonomy, added):
        statement = layout.statements[judged.index]
        words = quote_of(layout.document, layout.mended, judged.start, judged.end)
        quote = _quote(layout, statement, words.span)
        piece = _piece(layout, statement, judged.verdict, quote, words, offset)
        yield _Found(judged.skill, piece, judged.index, number, judged)


def _flagged_evidence(
    layout: CvLayout, number: int, taxonomy: Taxonomy, flagged: Sequence[Flagged]
) -> Iterator[_Found]:
    """What flagged text names: listed, whatever it says."""
    document = layout.document
    for span in (f.span for f in flagged if f.document == document.sha256):
        for mention in taxonomy.find(document.text[span.start : span.end]):
            words = document.quote(Span(span.start + mention.start, span.start + mention.end))
            low = max(span.start, words.span.start - 120)
            quote = document.quote(Span(low, min(span.end, max(words.span.end, low + 240))))
            reason = "Named only in text that a finding discredits."
            piece = Evidence(
                kind=EvidenceKind.LISTED, quote=quote, mention=words, reason=reason, flagged=True
            )
            yield _Found(mention.skill, piece, -1, number)


def _piece(
    layout: CvLayout,
    statement: Statement,
    verdict: Judgement,
    quote: Quote,
    words: Quote,
    offset: int,
) -> Evidence:
    text = fold_statement(statement.text)
    role = layout.experience[statement.role] if statement.role is not None else None
    return Evidence(
        kind=verdict.kind,
        quote=quote,
        mention=words,
        reason=verdict.reason,
        ownership=ownership_of(text),
        quantities=tuple(
            Quantity(value=v, unit=u, quote=layout.quote(statement.place(a), statement.place(b - 1) + 1))
            for v, u, a, b in quantities_in(text)
        )[:4],
        role=None if statement.role is None else statement.role + offset,
        month=role.period.last_month(layout.as_of) if role else None,
    )


def _quote(layout: CvLayout, statement: Statement, mention: Span) -> Quote:
    """The statement, or the part of it around the mention where it is longer than a quote may be."""
    span = statement.span
    if span.end - span.start > MAX_QUOTE:
        start = max(span.start, min(mention.start - 150, span.end - MAX_QUOTE))
        span = Span(start, min(span.end, start + MAX_QUOTE))
    return layout.document.quote(span)


def _add_broader(found: dict[str, list[_Found]], taxonomy: Taxonomy) -> None:
    """Evidence of a narrower skill is evidence of the wider one where work in that is shown as well.

    A wider skill that is but listed gains nothing, so that naming it cannot lift it.
    """
    for skill in list(found):
        best = max((i for i in found[skill]), key=lambda i: _strength(i.evidence), default=None)
        if best is None or best.evidence.kind is EvidenceKind.NEGATIVE or best.evidence.flagged:
            continue
        for wider, steps in (taxonomy.ancestors(skill) if skill in taxonomy.skills else {}).items():
            if steps == 1 and any(
                i.evidence.kind in _WORKED and not i.evidence.flagged for i in found.get(wider, ())
            ):
                found[wider].append(replace(best, skill=wider))


def _strength(evidence: Evidence) -> int:
    return min(evidence.kind.strength, 1) if evidence.flagged else evidence.kind.strength


def _claim(
    skill: str,
    items: Sequence[_Found],
    taxonomy: Taxonomy,
    layouts: Sequence[CvLayout],
    reached: Sequence[float] | None,
) -> SkillClaim:
    entry = taxonomy.skills.get(skill)
    ranked = sorted(
        items, key=lambda i: (-_strength(i.evidence), -_weight(i.evidence), i.layout, i.statement)
    )
    affirmed = [i for i in ranked if i.evidence.kind is not EvidenceKind.NEGATIVE]
    shown = affirmed or ranked
    best = shown[0].evidence
    kind = best.kind if not best.flagged or best.kind is EvidenceKind.NEGATIVE else EvidenceKind.LISTED
    denied = bool(affirmed) and len(affirmed) < len(ranked) and kind is EvidenceKind.LISTED
    if denied:
        kind, shown = EvidenceKind.NEGATIVE, [i for i in ranked if i.evidence.kind is EvidenceKind.NEGATIVE]
    depth, likely = depth_of(kind, reached)
    if _on_paper(shown):
        depth, likely = min(depth, PAPER_DEPTH), (min(likely[0], PAPER_DEPTH), min(likely[1], THEORY_CEILING))
    evidence = tuple(_distinct(i.evidence for i in shown))[:MAX_EVIDENCE]
    label = entry.label if entry else " ".join(best.mention.text.split())
    return SkillClaim(
        skill=skill,
        label=label,
        aliases=_aliases(label, entry.all_names if entry else (), shown),
        kind=kind,
        depth=depth,
        depth_range=likely,
        evidence=evidence,
        last_used=max(
            (i.evidence.month for i in shown if i.evidence.month), key=lambda m: m.ordinal, default=None
        ),
        months=_months(shown, layouts),
        salient=entry.salient if entry else True,
    )


def _on_paper(items: Sequence[_Found]) -> bool:
    """Whether all the work shown is documents about the thing."""
    worked = [i.judged for i in items if i.evidence.kind in _WORKED]
    return bool(worked) and all(j is not None and j.on_paper for j in worked)


def _weight(evidence: Evidence) -> float:
    """How telling a piece is among equals: own part, numbers, length."""
    own = {"led": 3, "owned": 3, "built": 2, "contributed": 1, "unstated": 1, "assisted": 0}[
        evidence.ownership
    ]
    return own + min(2, len(evidence.quantities)) + min(len(evidence.quote.text), 200) / 400


def _distinct(pieces: Iterable[Evidence]) -> Iterator[Evidence]:
    seen: set[tuple[str, Span]] = set()
    for piece in pieces:
        key = (piece.quote.document, piece.quote.span)
        if key not in seen:
            seen.add(key)
            yield piece


def _whole(name: str) -> str:
    """A name as written, on one line, its halves joined where a line end parts them."""
    return " ".join((mend(name).text if "\n" in name else name).split())


def _aliases(label: str, names: Sequence[str], items: Sequence[_Found]) -> tuple[str, ...]:
    """Names as written in the documents first, then the vocabulary's own."""
    written = [_whole(i.evidence.mention.text) for i in items]
    folded_label = folded(label)
    folds = {n: folded(n) for n in (*written, *names)}
    distinct = {folds[n]: n for n in reversed([*dict.fromkeys(written), *names])}
    kept = [n for n, fold in folds.items() if distinct.get(fold) == n and fold != folded_label]
    return tuple(kept[:MAX_ALIASES])


def _months(items: Sequence[_Found], layouts: Sequence[CvLayout]) -> int | None:
    """Calendar months of the roles in which the skill was really used, overlaps counted once."""
    months: set[int] = set()
    for item in items:
        if item.judged is not None and item.evidence.kind in _REAL:
            months.update(_use(item, layouts).months)
    return len(months) or None
