"""Skill claims: every mention with the kind of evidence it is, gathered skill by skill."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assay.domain.dates import Month
from assay.domain.document import Quote, Span
from assay.domain.evidence import Evidence, EvidenceKind, Quantity
from assay.domain.profile import SkillClaim, WorkKind
from assay.domain.skill import SkillKind
from assay.extraction.cues import fold_statement, shows
from assay.extraction.depth import depth_of
from assay.extraction.kinds import Judgement, Setting, judge, ownership_of
from assay.extraction.layout import CvLayout, Statement
from assay.extraction.lines import MAX_QUOTE, quote_of
from assay.extraction.quantities import quantities_in
from assay.extraction.sections import SectionKind
from assay.taxonomy import Taxonomy, folded

MAX_EVIDENCE = 8
"""Pieces of evidence kept for one skill, strongest first."""

MAX_ALIASES = 12
_REAL = frozenset({EvidenceKind.PRODUCTION, EvidenceKind.APPLIED})
_WORKED = frozenset({*_REAL, EvidenceKind.RESEARCH})
_ENVIRONMENT = re.compile(
    r"^(?:environment|technologies|tech(?:nology)? stack|stack|tools?|technik|technologien|umgebung|environnement(?: technique)?|"
    r"entorno|tecnologie|tecnologias|technologie|werkzeuge)\b"
)
_RATED = re.compile(
    r"\.{3,}|[●○★☆■□]{3,}|\b\d{1,3}\s?%\s*$|\b\d/(?:5|10)\s*$|\((?:expert|advanced|intermediate)\)"
)
"""A name with a mark the person gives themselves: "Python ..... 95 %"."""

_HEAD_LINES = 6  # name, contact and headline of a CV without sections
_NOT_A_SKILL = frozenset({SkillKind.DOMAIN})


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


def claims(
    layouts: Sequence[CvLayout], taxonomy: Taxonomy, flagged: Sequence[Flagged] = ()
) -> tuple[SkillClaim, ...]:
    """All skills of a candidate, deepest first, with their evidence."""
    found: dict[str, list[_Found]] = defaultdict(list)
    offset = 0
    for number, layout in enumerate(layouts):
        for item in _evidence(layout, number, taxonomy, offset):
            found[item.skill].append(item)
        offset += len(layout.experience)
        for item in _flagged_evidence(layout, number, taxonomy, flagged):
            found[item.skill].append(item)
    _add_broader(found, taxonomy)
    roles = [(role, layout.as_of) for layout in layouts for role in layout.experience]
    made = [_claim(skill, items, taxonomy, roles) for skill, items in found.items()]
    return tuple(sorted(made, key=lambda c: (-c.depth, -c.kind.strength, c.label.lower(), c.skill)))


def _evidence(layout: CvLayout, number: int, taxonomy: Taxonomy, offset: int) -> Iterator[_Found]:
    settings = _Settings(layout)
    mentions = taxonomy.find(layout.mended.text)
    settings.count(m.start for m in mentions)
    for mention in mentions:
        place = settings.at(mention.start)
        if place is None:
            continue
        index, start = place
        statement = layout.statements[index]
        if (
            statement.head
            and statement.role is not None
            and taxonomy.skills[mention.skill].kind in _NOT_A_SKILL
        ):
            continue
        verdict = settings.judge(index, start, start + mention.end - mention.start)
        words = quote_of(layout.document, layout.mended, mention.start, mention.end)
        quote = _quote(layout, statement, words.span)
        yield _Found(mention.skill, _piece(layout, statement, verdict, quote, words, offset), index, number)


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


class _Settings:
    """Finds the statement of a place and judges mentions in it."""

    def __init__(self, layout: CvLayout) -> None:
        self._layout = layout
        rows = sorted(
            (place, index, offset) for index, s in enumerate(layout.statements) for offset, place in s.pieces
        )
        self._starts = [r[0] for r in rows]
        self._rows = rows
        self._texts = [fold_statement(s.text) for s in layout.statements]
        self._blocks: dict[int, str] = defaultdict(str)
        for statement, text in zip(layout.statements, self._texts, strict=True):
            self._blocks[statement.block] += f" {text}"
        self._work = _work_of_roles(layout, self._texts)
        self._memo: dict[int, Setting] = {}
        self._named: Counter[int] = Counter()
        self._prose = not any(s.kind is SectionKind.EXPERIENCE for s in layout.sections)

    def at(self, place: int) -> tuple[int, int] | None:
        """The statement at a place of the mended text, and the offset in its text."""
        row = bisect_right(self._starts, place) - 1
        if row < 0:
            return None
        start, index, offset = self._rows[row]
        at = offset + place - start
        return (index, at) if at < len(self._layout.statements[index].text) else None

    def count(self, places: Iterable[int]) -> None:
        """Count the mentions of each statement, before any is judged."""
        for place in places:
            found = self.at(place)
            if found is not None:
                self._named[found[0]] += 1

    def judge(self, index: int, start: int, end: int) -> Judgement:
        """The judgement of a mention in a statement."""
        if index not in self._memo:
            self._memo[index] = self._setting(index)
        setting = self._memo[index]
        verdict = judge(setting, start, min(end, len(setting.text)))
        statement = self._layout.statements[index]
        if statement.head and verdict.kind is not EvidenceKind.NEGATIVE and setting.role_kind is not None:
            return _of_title(setting)
        return verdict

    def _setting(self, index: int) -> Setting:
        statement = self._layout.statements[index]
        role = self._layout.experience[statement.role] if statement.role is not None else None
        text = self._texts[index]
        return Setting(
            text=text,
            block=self._blocks[statement.block],
            section=statement.section,
            role_kind=role.kind if role else None,
            role_title=folded(role.title) if role else "",
            work=self._work.get(statement.role, 0.0) if statement.role is not None else 0.0,
            is_list=_is_list(text) and not (role and _ENVIRONMENT.match(text)),
            named=0 if role and _ENVIRONMENT.match(text) else self._named[index],
            prose=self._prose and statement.role is None and statement.line > _HEAD_LINES,
        )


def _of_title(setting: Setting) -> Judgement:
    """A skill that only a job title names: the job's own strength, a step lower."""
    if setting.role_kind in (WorkKind.PHD,):
        return Judgement(EvidenceKind.RESEARCH, "Named in the title of a research position.")
    if setting.work >= 0.25 and setting.role_kind in (WorkKind.JOB, WorkKind.FREELANCE):
        return Judgement(
            EvidenceKind.PRODUCTION, "Named in the title of a job whose systems were in real use."
        )
    return Judgement(EvidenceKind.APPLIED, "Named in a job title.")


def _work_of_roles(layout: CvLayout, texts: Sequence[str]) -> dict[int | None, float]:
    """Share of each role's statements that show real use."""
    shown: dict[int, list[bool]] = defaultdict(list)
    for statement, text in zip(layout.statements, texts, strict=True):
        if statement.role is not None and not statement.head:
            shown[statement.role].append(shows("production", text))
    return {role: sum(rows) / len(rows) for role, rows in shown.items()}


def _is_list(text: str) -> bool:
    """Whether a passage is a bare list of names: many commas, hardly a verb, no full stop."""
    if _RATED.search(text) and len(text.split()) <= 7:
        return True
    items = re.split(r"[,;|•/]", text)
    if len(items) < 5:
        return False
    short = sum(len(i.split()) <= 3 for i in items)
    verbs = any(shows(name, text) for name in ("built", "owned", "led"))
    return short / len(items) >= 0.8 and not (verbs and len(items) < 9)


def _add_broader(found: dict[str, list[_Found]], taxonomy: Taxonomy) -> None:
    """Evidence of a narrower skill is evidence of the wider one where work in that is shown as well.

    A wider skill that is but listed gains nothing, so that naming it cannot lift it.
    """
    for skill in list(found):
        best = max((i for i in found[skill]), key=lambda i: _strength(i.evidence), default=None)
        if best is None or best.evidence.kind is EvidenceKind.NEGATIVE or best.evidence.flagged:
            continue
        for wider, steps in taxonomy.ancestors(skill).items():
            if steps == 1 and any(
                i.evidence.kind in _WORKED and not i.evidence.flagged for i in found.get(wider, ())
            ):
                found[wider].append(_Found(wider, best.evidence, best.statement, best.layout))


def _strength(evidence: Evidence) -> int:
    return min(evidence.kind.strength, 1) if evidence.flagged else evidence.kind.strength


def _claim(
    skill: str, items: Sequence[_Found], taxonomy: Taxonomy, roles: Sequence[tuple[object, Month]]
) -> SkillClaim:
    entry = taxonomy.skills[skill]
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
    months = _months(shown, roles)
    evidence = tuple(_distinct(i.evidence for i in shown))[:MAX_EVIDENCE]
    return SkillClaim(
        skill=skill,
        label=entry.label,
        aliases=_aliases(entry.label, entry.all_names, shown),
        kind=kind,
        depth=depth_of(kind, [i.evidence for i in shown], months),
        evidence=evidence,
        last_used=max(
            (i.evidence.month for i in shown if i.evidence.month), key=lambda m: m.ordinal, default=None
        ),
        months=months,
    )


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


def _aliases(label: str, names: Sequence[str], items: Sequence[_Found]) -> tuple[str, ...]:
    """Names as written in the documents first, then the vocabulary's own."""
    written = [" ".join(i.evidence.mention.text.split()) for i in items]
    folded_label = folded(label)
    distinct = {folded(n): n for n in reversed([*dict.fromkeys(written), *names])}
    kept = [
        n
        for n in dict.fromkeys([*written, *names])
        if distinct.get(folded(n)) == n and folded(n) != folded_label
    ]
    return tuple(kept[:MAX_ALIASES])


def _months(items: Sequence[_Found], roles: Sequence[tuple[object, Month]]) -> int | None:
    """Calendar months of the roles in which the skill was really used, overlaps counted once."""
    months: set[int] = set()
    for role in {i.evidence.role for i in items if i.evidence.role is not None and i.evidence.kind in _REAL}:
        experience, as_of = roles[role]
        period = experience.period  # type: ignore[attr-defined]
        last = period.last_month(as_of)
        if period.start is not None and last is not None:
            months.update(range(period.start.ordinal, last.ordinal + 1))
    return len(months) or None


def statement_kinds(layout: CvLayout) -> list[EvidenceKind]:
    """The kind of evidence that each statement as a whole is."""
    settings = _Settings(layout)
    return [settings.judge(n, 0, len(s.text)).kind for n, s in enumerate(layout.statements)]
