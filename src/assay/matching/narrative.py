"""Narrative: one paragraph for a candidate, built around clauses of the documents, word for word.

Every number, name, date and skill in it stands in a quote shown with it or in the brief: `support`
checks that. The wording follows the strength of the evidence. What is left free is grammar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from assay.domain.brief import EvidenceAsked, Importance, RequirementKind
from assay.domain.document import Quote
from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.match import Level, Match
from assay.domain.profile import Experience, Profile, WorkKind
from assay.matching import frames
from assay.matching.clauses import Covered, clause, nothing_covered
from assay.matching.concerns import Concerns
from assay.matching.naming import Name, asked, listed
from assay.matching.pieces import Piece, pieces_of
from assay.matching.plan import SENIORITY, SPECIALITY
from assay.matching.sentences import SOFT, Case, Ground, Narrative, Sentence, dated_within, sentence

MOST_SENTENCES: Final = 7
MOST_SHOWN: Final = 3
"""Sentences on what is shown."""

MOST_TOPICS: Final = 2
"""Requirements named in one sentence on what is shown."""

_NEAR: Final = 0.25
"""Credit of a field (0-1) from which it is called a neighbouring one."""

_SHOWN: Final = frozenset({Level.USED, Level.PRACTISED, Level.DEEP, Level.AUTHORITY})


def narrate(match: Match, profile: Profile, ground: Ground, covered: Covered = nothing_covered) -> Narrative:
    """The paragraph of `match`; `covered` says what a blind view hides, so that other words are chosen."""
    writer = _Writer(Case(match, profile, ground, covered))
    first, shown = writer.opening(), tuple(writer.shown())  # in order: each remembers what was said
    ask = tuple(writer.ask())
    room = MOST_SENTENCES - 1 - len(shown) - len(ask)
    return Narrative((first, *shown, *Concerns(writer.case, writer.used).all()[:room], *ask))


@dataclass(eq=False)
class _Writer:
    """Writes the sentences of one candidate in order; remembers what has been said."""

    case: Case
    used: set[Quote] = field(default_factory=set, init=False)
    _role: Experience | None = field(default=None, init=False)
    _dated: list[Experience] = field(default_factory=list, init=False)
    _told: set[str] = field(default_factory=set, init=False)

    def opening(self) -> Sentence:
        """Who this is in work, how near the field and the level, and how much of the musts is shown."""
        held = _held(self.case.profile)
        role = held[0] if held else None
        foreign = self.case.profile.language not in (None, "en")
        head = frames.role(role, self.case.covered, foreign=foreign) if role else None
        tail = frames.standing(self._field(), self._level(), self._cover(), stated=head is not None)
        if head is None:
            return Sentence("opening", (tail,))
        self._role = role
        self._dated += held[:2]
        earlier = frames.before(held[1], self.case.covered, foreign=foreign) if len(held) > 1 else ()
        return Sentence("opening", (*head, *earlier, ": ", tail), (SPECIALITY, SENIORITY))

    def _field(self) -> str:
        part = self.case.parts.get(SPECIALITY)
        if part is None or not part.bits:
            return "other"
        asked_for, own = self.case.ground.plan.speciality, self.case.profile.speciality
        if own is asked_for.speciality:
            return "own"
        return "near" if asked_for.credit(own) >= _NEAR else "other"

    def _level(self) -> str:
        part = self.case.parts.get(SENIORITY)
        if part is None or part.level is Level.NOT_STATED:
            return "unknown"
        if part.level in (Level.ADJACENT, Level.DENIED):
            return "below"
        asked_level = self.case.ground.brief.seniority
        above = asked_level is not None and self.case.profile.seniority.rank > asked_level.rank
        return "above" if above else "met"

    def _cover(self) -> str:
        """How much of the musts is shown in work, in words."""
        shown = sum(self.case.parts[r.id].level in _SHOWN for r in self.case.musts if r.id in self.case.parts)
        marked = any(r.importance is Importance.MUST for r in self.case.musts)
        return frames.share(shown, len(self.case.musts), "must-have" if marked else "point asked")

    def shown(self) -> Iterator[Sentence]:
        """What is shown, the most telling first; work outside what is asked where that is all there is."""
        pieces = list(
            pieces_of(self.case.match, self.case.profile, self.case.ground.plan, self.case.ground.taxonomy)
        )
        number = 0
        while number < MOST_SHOWN and (best := self._best(pieces)) is not None:
            yield self._tell(best, number)
            number += 1
        if not number:
            yield from self._elsewhere()

    def _best(self, pieces: Sequence[Piece]) -> Piece | None:
        """The piece that tells most that was not told yet."""
        free = [p for p in pieces if p.evidence.quote not in self.used and not self._told.issuperset(p.rows)]
        return max(free, key=lambda p: (p.worth(self._told), -p.evidence.quote.span.start), default=None)

    def _tell(self, piece: Piece, number: int) -> Sentence:
        evidence = piece.evidence
        self.used.add(evidence.quote)
        name, rows = self._topic(piece)
        must = frames.insisted(len(rows)) if all(self._must(i) for i in rows) else ""
        words = frames.work(evidence, number, must=must, many=name.many, ongoing=self._ongoing(evidence))
        self._told.update(piece.rows)
        quote = clause(evidence.quote, evidence.mention, self.case.covered)
        if "production" in name.text.casefold():
            words = frames.without_production(words)
        before, after = words.split("{t}")
        lead, tail = after.split("{w}")
        where = self._where(evidence)
        return Sentence(
            "shown", sentence(before, name.text, lead, *where, tail, "“", quote, "”."), tuple(rows)
        )

    def _topic(self, piece: Piece) -> tuple[Name, list[str]]:
        """What the passage answers in the brief's words: what was not told yet, musts and the weightiest first."""
        fresh = [i for i in piece.rows if i not in self._told]
        rows = [i for i in fresh if self.case.asked[i].kind not in SOFT] or fresh
        names: dict[str, Name] = {}
        for row in sorted(rows, key=lambda i: (not self._must(i), -self.case.weight.get(i, 0.0), i)):
            name = asked(self.case.asked[row], piece.only.get(row))
            low = name.text.casefold()
            if not any(low in n.text.casefold() or n.text.casefold() in low for n in names.values()):
                names[row] = name
        kept = list(names)[:MOST_TOPICS]
        text = listed([names[row].text for row in kept], "and")
        return Name(text, many=len(kept) > 1 or any(names[r].many for r in kept)), kept

    def _must(self, row: str) -> bool:
        return self.case.asked[row].importance is Importance.MUST

    def _ongoing(self, evidence: Evidence) -> bool:
        role = self._role_of(evidence)
        return role is not None and role.period.ongoing

    def _role_of(self, evidence: Evidence) -> Experience | None:
        roles = self.case.profile.experience
        return roles[evidence.role] if evidence.role is not None and evidence.role < len(roles) else None

    def _where(self, evidence: Evidence) -> tuple[str | Quote, ...]:
        """The employer and dates, where they differ from those told last."""
        role = self._role_of(evidence)
        if role is None or role is self._role or not dated_within(role, evidence.quote):
            return ()
        self._role = role
        dated = role not in self._dated
        self._dated.append(role)
        return frames.place(role, self.case.covered, dated=dated)

    def _elsewhere(self) -> Iterator[Sentence]:
        worked = [
            (claim, evidence)
            for claim in self.case.profile.skills
            for evidence in claim.evidence
            if not evidence.flagged and evidence.kind.strength >= EvidenceKind.EDUCATION.strength
        ]
        best = max(worked, key=lambda x: (x[1].kind.strength, x[0].depth, len(x[1].quantities)), default=None)
        if best is None:
            return
        evidence = best[1]
        quote = clause(evidence.quote, evidence.mention, self.case.covered)
        self.used.add(evidence.quote)
        where = self._where(evidence)
        yield Sentence("shown", sentence(frames.ELSEWHERE[evidence.kind], *where, ": “", quote, "”."))

    def ask(self) -> Iterator[Sentence]:
        """The one question that would move the ranking most."""
        questions = self.case.match.question_details
        hard = (
            q
            for q in questions
            if q.requirement in self.case.asked and self.case.asked[q.requirement].kind not in SOFT
        )
        first = next(hard, next(iter(questions), None))
        if first is None:
            return
        row = self.case.asked.get(first.requirement)
        if row is None:
            yield Sentence("ask", (frames.SCOPE,), (first.requirement,))
            return
        if row.kind is RequirementKind.EDUCATION and not row.skills:
            yield Sentence("ask", (frames.ask_degree(asked(row)),), (row.id,))
            return
        level = self.case.parts[row.id].level
        words = frames.ask(asked(row), level, production=row.evidence is EvidenceAsked.PRODUCTION)
        yield Sentence("ask", (words,), (row.id,))


def _held(profile: Profile) -> list[Experience]:
    """The roles held, the present or last first; paid work before the rest."""

    def recent(role: Experience) -> tuple[bool, int]:
        last = role.period.last_month(profile.as_of)
        return role.kind in (WorkKind.JOB, WorkKind.FREELANCE), last.ordinal if last else -1

    return sorted((r for r in profile.experience if r.quotes and r.title), key=recent, reverse=True)
