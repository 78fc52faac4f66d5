"""Narrative: one paragraph for a candidate, built around clauses of the documents, word for word.

Every number, name, date and skill in it stands in a quote shown with it or in the brief: `support`
checks that. The wording follows the strength of the evidence. What is left free is grammar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from assay.domain.brief import Brief, EvidenceAsked, Importance, Requirement, RequirementKind
from assay.domain.document import Quote
from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.match import Contribution, Level, Match
from assay.domain.profile import Experience, Profile, WorkKind
from assay.matching import frames
from assay.matching.clauses import Covered, clause, flat, nothing_covered
from assay.matching.naming import Name, asked, joined, listed
from assay.matching.pieces import Piece, pieces_of
from assay.matching.plan import SENIORITY, SPECIALITY, Plan
from assay.taxonomy import Taxonomy

MOST_SENTENCES: Final = 7
MOST_SHOWN: Final = 3
"""Sentences on what is shown."""

MOST_CONCERNS: Final = 3
MOST_NAMED: Final = 3
MOST_TOPICS: Final = 2
"""Requirements named in one sentence, of those not stated and of those shown."""

STALE_MONTHS: Final = 48
"""Age from which the newest of the evidence is called old."""

_NEAR: Final = 0.25
"""Credit of a field (0-1) from which it is called a neighbouring one."""

_SOFT: Final = frozenset({RequirementKind.SIGNAL, RequirementKind.OTHER})
_SHOWN: Final = frozenset({Level.USED, Level.PRACTISED, Level.DEEP, Level.AUTHORITY})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as pieces: plain words, and quotes that stand in it word for word.

    `about` is what it does: opening, shown, concern or ask. `requirements` are the ids it speaks of.
    """

    about: str
    parts: tuple[str | Quote, ...]
    requirements: tuple[str, ...] = ()

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes it stands on."""
        return tuple(p for p in self.parts if isinstance(p, Quote))

    @property
    def text(self) -> str:
        """The sentence as read."""
        return self.shown(lambda quote: quote.text)

    def shown(self, show: Callable[[Quote], str]) -> str:
        """The sentence with every quote as `show` gives it (covered, for a blind view)."""
        return "".join(p if isinstance(p, str) else flat(show(p)) for p in self.parts)


@dataclass(frozen=True, slots=True)
class Narrative:
    """The paragraph."""

    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """All sentences, one after the other."""
        return " ".join(s.text for s in self.sentences)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """All quotes, each once."""
        return tuple(dict.fromkeys(q for s in self.sentences for q in s.quotes))


@dataclass(frozen=True, slots=True)
class Ground:
    """What all candidates of a ranking share."""

    brief: Brief
    plan: Plan
    taxonomy: Taxonomy


def narrate(
    match: Match, profile: Profile, ground: Ground, covered: Covered = nothing_covered
) -> Narrative:
    """The paragraph of `match`; `covered` says what a blind view hides, so that other words are chosen."""
    writer = _Writer(match, profile, ground, covered)
    first, shown = writer.opening(), tuple(writer.shown())  # in order: each remembers what was said
    ask = tuple(writer.ask())
    room = MOST_SENTENCES - 1 - len(shown) - len(ask)
    return Narrative((first, *shown, *writer.concerns()[:room], *ask))


@dataclass(eq=False)
class _Writer:
    """Writes the sentences of one candidate in order; remembers what has been said."""

    match: Match
    profile: Profile
    ground: Ground
    covered: Covered
    _role: Experience | None = field(default=None, init=False)
    _dated: list[Experience] = field(default_factory=list, init=False)
    _told: set[str] = field(default_factory=set, init=False)
    _used: set[Quote] = field(default_factory=set, init=False)

    @cached_property
    def parts(self) -> dict[str, Contribution]:
        return {p.requirement: p for p in self.match.contributions}

    @cached_property
    def asked(self) -> dict[str, Requirement]:
        return {r.id: r for r in self.ground.brief.requirements}

    @cached_property
    def musts(self) -> list[Requirement]:
        """What the brief insists on, wishes put strongly ("a team player") apart; all where nothing is marked."""
        rows = self.ground.brief.requirements
        marked = [r for r in rows if r.importance is Importance.MUST] or list(rows)
        return [r for r in marked if r.kind not in _SOFT] or marked

    @cached_property
    def weight(self) -> dict[str, float]:
        return {row.id: row.full for row in self.ground.plan.rows}

    def opening(self) -> Sentence:
        """Who this is in work, how near the field and the level, and how much of the musts is shown."""
        held = _held(self.profile)
        role = held[0] if held else None
        foreign = self.profile.language not in (None, "en")
        head = frames.role(role, self.covered, foreign=foreign) if role else None
        tail = frames.standing(self._field(), self._level(), self._cover(), stated=head is not None)
        if head is None:
            return Sentence("opening", (tail,))
        self._role = role
        self._dated += held[:2]
        earlier = frames.before(held[1], self.covered, foreign=foreign) if len(held) > 1 else ()
        return Sentence("opening", (*head, *earlier, ": ", tail), (SPECIALITY, SENIORITY))

    def _field(self) -> str:
        part = self.parts.get(SPECIALITY)
        if part is None or not part.bits:
            return "other"
        asked_for, own = self.ground.plan.speciality, self.profile.speciality
        if own is asked_for.speciality:
            return "own"
        return "near" if asked_for.credit(own) >= _NEAR else "other"

    def _level(self) -> str:
        part = self.parts.get(SENIORITY)
        if part is None or part.level is Level.NOT_STATED:
            return "unknown"
        if part.level in (Level.ADJACENT, Level.DENIED):
            return "below"
        asked_level = self.ground.brief.seniority
        above = asked_level is not None and self.profile.seniority.rank > asked_level.rank
        return "above" if above else "met"

    def _cover(self) -> str:
        """How much of the musts is shown in work, in words."""
        shown = sum(self.parts[r.id].level in _SHOWN for r in self.musts if r.id in self.parts)
        marked = any(r.importance is Importance.MUST for r in self.musts)
        return frames.share(shown, len(self.musts), "must-have" if marked else "point asked")

    def shown(self) -> Iterator[Sentence]:
        """What is shown, the most telling first; work outside what is asked where that is all there is."""
        pieces = list(pieces_of(self.match, self.profile, self.ground.plan, self.ground.taxonomy))
        number = 0
        while number < MOST_SHOWN and (best := self._best(pieces)) is not None:
            yield self._tell(best, number)
            number += 1
        if not number:
            yield from self._elsewhere()

    def _best(self, pieces: Sequence[Piece]) -> Piece | None:
        """The piece that tells most that was not told yet."""
        free = [p for p in pieces if p.evidence.quote not in self._used and not self._told.issuperset(p.rows)]
        return max(free, key=lambda p: (p.worth(self._told), -p.evidence.quote.span.start), default=None)

    def _tell(self, piece: Piece, number: int) -> Sentence:
        evidence = piece.evidence
        self._used.add(evidence.quote)
        name, rows = self._topic(piece)
        must = frames.insisted(len(rows)) if all(self._must(i) for i in rows) else ""
        words = frames.work(evidence, number, must=must, many=name.many, ongoing=self._ongoing(evidence))
        self._told.update(piece.rows)
        quote = clause(evidence.quote, evidence.mention, self.covered)
        if "production" in name.text.casefold():
            words = words.replace(" in production", "").replace(" production work", " work")
        before, after = words.split("{t}")
        lead, tail = after.split("{w}")
        where = self._where(evidence)
        return Sentence("shown", _sentence(before, name.text, lead, *where, tail, "“", quote, "”."), tuple(rows))

    def _topic(self, piece: Piece) -> tuple[Name, list[str]]:
        """What the passage answers in the brief's words: what was not told yet, musts and the weightiest first."""
        fresh = [i for i in piece.rows if i not in self._told]
        rows = [i for i in fresh if self.asked[i].kind not in _SOFT] or fresh
        names: dict[str, Name] = {}
        for row in sorted(rows, key=lambda i: (not self._must(i), -self.weight.get(i, 0.0), i)):
            name = asked(self.asked[row], piece.only.get(row))
            low = name.text.casefold()
            if not any(low in n.text.casefold() or n.text.casefold() in low for n in names.values()):
                names[row] = name
        kept = list(names)[:MOST_TOPICS]
        text = listed([names[row].text for row in kept], "and")
        return Name(text, many=len(kept) > 1 or any(names[r].many for r in kept)), kept

    def _must(self, row: str) -> bool:
        return self.asked[row].importance is Importance.MUST

    def _ongoing(self, evidence: Evidence) -> bool:
        role = self._role_of(evidence)
        return role is not None and role.period.ongoing

    def _role_of(self, evidence: Evidence) -> Experience | None:
        roles = self.profile.experience
        return roles[evidence.role] if evidence.role is not None and evidence.role < len(roles) else None

    def _where(self, evidence: Evidence) -> tuple[str | Quote, ...]:
        """The employer and dates, where they differ from those told last."""
        role = self._role_of(evidence)
        if role is None or role is self._role:
            return ()
        self._role = role
        dated = role not in self._dated
        self._dated.append(role)
        return frames.place(role, self.covered, dated=dated)

    def _elsewhere(self) -> Iterator[Sentence]:
        worked = [
            (claim, evidence)
            for claim in self.profile.skills
            for evidence in claim.evidence
            if not evidence.flagged and evidence.kind.strength >= EvidenceKind.EDUCATION.strength
        ]
        best = max(worked, key=lambda x: (x[1].kind.strength, x[0].depth, len(x[1].quantities)), default=None)
        if best is None:
            return
        evidence = best[1]
        quote = clause(evidence.quote, evidence.mention, self.covered)
        self._used.add(evidence.quote)
        where = self._where(evidence)
        yield Sentence("shown", _sentence(frames.ELSEWHERE[evidence.kind], *where, ": “", quote, "”."))

    def concerns(self) -> list[Sentence]:
        """Honest doubts, the gravest first; the thinnest point where there is none."""
        found = [
            *self._findings(),
            *self._denied(),
            *self._silent(),
            *self._thin(),
            *self._years(),
            *self._stale(),
        ]
        return found[:MOST_CONCERNS] or list(self._weakest())

    def _findings(self) -> Iterator[Sentence]:
        kinds = list(dict.fromkeys(f.kind for f in self.match.findings if f.kind in frames.FINDINGS))
        if kinds:
            words = joined([frames.FINDINGS[k] for k in kinds], "and")
            yield Sentence("concern", (f"{frames.LOOK}{words}.",))

    def _open(self, level: Level, *, musts: bool) -> list[Requirement]:
        """Requirements at `level`, the weightiest first."""
        wanted = [r for r in self.ground.brief.requirements if (r in self.musts) is musts and r.importance is not Importance.NICE]
        found = [r for r in wanted if r.id in self.parts and self.parts[r.id].level is level]
        found = [r for r in found if r.kind not in _SOFT]
        return sorted(found, key=lambda r: -self.weight.get(r.id, 0.0))

    def _denied(self) -> Iterator[Sentence]:
        for row in (*self._open(Level.DENIED, musts=True), *self._open(Level.DENIED, musts=False))[:1]:
            quote = self._quote(self.parts[row.id])
            if quote:
                name = asked(row, self.parts[row.id].skill).text
                words = f"The documents themselves say no on {name}: “"
                yield Sentence("concern", _sentence(words, quote, "”."), (row.id,))

    def _silent(self) -> Iterator[Sentence]:
        musts = self._open(Level.NOT_STATED, musts=True)
        rows = musts or self._open(Level.NOT_STATED, musts=False)
        if rows:
            names = list(dict.fromkeys(asked(r).text for r in rows))
            words = frames.silent(names[:MOST_NAMED], more=len(names) > MOST_NAMED, must=bool(musts))
            yield Sentence("concern", (words,), tuple(r.id for r in rows[:MOST_NAMED]))

    def _thin(self) -> Iterator[Sentence]:
        """Musts that are only named, studied, or near to what is shown."""
        for level in (Level.LISTED, Level.THEORY, Level.ADJACENT):
            for row in self._open(level, musts=True)[:1]:
                yield from self._short(row, self.parts[row.id])

    def _short(self, row: Requirement, part: Contribution) -> Iterator[Sentence]:
        quote, name = self._quote(part), asked(row)
        if quote is None:
            return
        mention = self._mentions.get(part.quotes[0])
        if part.level is Level.ADJACENT and not name.many and mention and quote.span.contains(mention.span):
            before, after = frames.through(name)
            yield Sentence("concern", _sentence(before, mention, after, quote, "”."), (row.id,))
            return
        yield Sentence("concern", _sentence(frames.thin(part.level, name), quote, "”."), (row.id,))

    def _quote(self, part: Contribution) -> Quote | None:
        """The telling clause of a contribution's best quote."""
        if not part.quotes:
            return None
        first = part.quotes[0]
        mention = self._mentions.get(first)
        return clause(first, mention, self.covered)

    @cached_property
    def _mentions(self) -> dict[Quote, Quote]:
        return {e.quote: e.mention for c in reversed(self.profile.skills) for e in reversed(c.evidence)}

    def _years(self) -> Iterator[Sentence]:
        for row in self.musts:
            part = self.parts.get(row.id)
            if row.years and part is not None and part.level is Level.USED and not row.skills:
                yield Sentence("concern", (frames.years(asked(row)),), (row.id,))

    def _stale(self) -> Iterator[Sentence]:
        dated = [e.month for q in self._used for c in self.profile.skills for e in c.evidence if e.quote == q and e.month]
        newest = max((m.ordinal for m in dated), default=None)
        if newest is not None and self.profile.as_of.ordinal - newest > STALE_MONTHS:
            yield Sentence("concern", (frames.STALE,))

    def _weakest(self) -> Iterator[Sentence]:
        """The thinnest of the musts, where none is open."""
        rated = [r for r in self.musts if r.id in self.parts and self.weight.get(r.id)]
        row = min(rated, key=lambda r: (self.parts[r.id].bits / self.weight[r.id], r.id), default=None)
        if row is not None:
            words = frames.weakest(asked(row), self.parts[row.id].level)
            yield Sentence("concern", (words,), (row.id,))

    def ask(self) -> Iterator[Sentence]:
        """The one question that would move the ranking most."""
        questions = self.match.question_details
        hard = (q for q in questions if q.requirement in self.asked and self.asked[q.requirement].kind not in _SOFT)
        first = next(hard, next(iter(questions), None))
        if first is None:
            return
        row = self.asked.get(first.requirement)
        if row is None:
            yield Sentence("ask", (frames.SCOPE,), (first.requirement,))
            return
        level = self.parts[row.id].level
        words = frames.ask(asked(row), level, production=row.evidence is EvidenceAsked.PRODUCTION)
        yield Sentence("ask", (words,), (row.id,))


def _sentence(*parts: str | Quote) -> tuple[str | Quote, ...]:
    """Parts of a sentence, a capital first, without empty ones."""
    kept = [p for p in parts if p]
    if kept and isinstance(kept[0], str) and kept[0].split(" ")[0].islower():
        kept[0] = kept[0][0].upper() + kept[0][1:]
    return tuple(kept)


def _held(profile: Profile) -> list[Experience]:
    """The roles held, the present or last first; paid work before the rest."""

    def recent(role: Experience) -> tuple[bool, int]:
        last = role.period.last_month(profile.as_of)
        return role.kind in (WorkKind.JOB, WorkKind.FREELANCE), last.ordinal if last else -1

    return sorted((r for r in profile.experience if r.quotes and r.title), key=recent, reverse=True)
