"""Concerns: honest doubts about a candidate, the gravest first, each on the document's own words."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Final

from assay.domain.brief import Importance, Requirement, RequirementKind
from assay.domain.dates import Month
from assay.domain.document import Quote
from assay.domain.evidence import Evidence
from assay.domain.match import Contribution, Level
from assay.matching import frames
from assay.matching.clauses import clause
from assay.matching.naming import Name, asked, joined
from assay.matching.sentences import SOFT, Case, Sentence, sentence, years_in

MOST: Final = 3
"""Sentences on what is in doubt."""

MOST_NAMED: Final = 3
"""Requirements named in one sentence."""

STALE_MONTHS: Final = 48
"""Age from which the newest of the evidence is called old."""


@dataclass(frozen=True, slots=True)
class Concerns:
    """The doubts about one candidate; `used` are the passages told of already."""

    case: Case
    used: Set[Quote]

    def all(self) -> list[Sentence]:
        """Honest doubts, the gravest first; the thinnest point where there is none."""
        found = [
            *self._findings(),
            *self._denied(),
            *self._silent(),
            *self._thin(),
            *self._years(),
            *self._stale(),
        ]
        return found[:MOST] or list(self._weakest())

    def _findings(self) -> Iterator[Sentence]:
        kinds = list(dict.fromkeys(f.kind for f in self.case.match.findings if f.kind in frames.FINDINGS))
        if kinds:
            words = joined([frames.FINDINGS[k] for k in kinds], "and")
            yield Sentence("concern", (f"{frames.LOOK}{words}.",))

    def _open(self, level: Level, *, musts: bool) -> list[Requirement]:
        """Requirements at `level`, the weightiest first."""
        wanted = [
            r
            for r in self.case.ground.brief.requirements
            if (r in self.case.musts) is musts and r.importance is not Importance.NICE
        ]
        found = [r for r in wanted if r.id in self.case.parts and self.case.parts[r.id].level is level]
        found = [r for r in found if r.kind not in SOFT]
        return sorted(found, key=lambda r: -self.case.weight.get(r.id, 0.0))

    def _denied(self) -> Iterator[Sentence]:
        for row in (*self._open(Level.DENIED, musts=True), *self._open(Level.DENIED, musts=False))[:1]:
            quote = self._quote(self.case.parts[row.id])
            if quote:
                name = asked(row, self.case.parts[row.id].skill).text
                words = f"The documents themselves say no on {name}: “"
                yield Sentence("concern", sentence(words, quote, "”."), (row.id,))

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
                yield from self._short(row, self.case.parts[row.id])

    def _short(self, row: Requirement, part: Contribution) -> Iterator[Sentence]:
        """One must that falls short, with words that were not shown already, where there are any."""
        name = asked(row)
        passage = next((q for q in part.quotes if q not in self.used and not self._is_head(q)), None)
        if passage is None:
            yield Sentence("concern", sentence(f"{self._thinly(row, part, name)}."), (row.id,))
            return
        mention = self.case.mention(part, passage)
        quote = clause(passage, mention, self.case.covered)
        if part.level is Level.ADJACENT and not name.many and mention and quote.span.contains(mention.span):
            before, after = frames.through(name)
            yield Sentence("concern", sentence(before, mention, after, quote, "”."), (row.id,))
            return
        yield Sentence("concern", sentence(f"{self._thinly(row, part, name)}: “", quote, "”."), (row.id,))

    def _thinly(self, row: Requirement, part: Contribution, name: Name) -> str:
        """How a must falls short; of several things asked, which one is studied or only named."""
        if row.kind is RequirementKind.EDUCATION and not row.skills:
            return frames.degree(name)
        return frames.thin(part.level, name if part.level is Level.ADJACENT else asked(row, part.skill))

    def _is_head(self, passage: Quote) -> bool:
        """Whether a passage holds the title of a role: a name of a post shows no work near to anything."""
        heads = (q for role in self.case.profile.experience for q in role.quotes)
        return any(h.document == passage.document and h.span.overlaps(passage.span) for h in heads)

    def _quote(self, part: Contribution) -> Quote | None:
        """The telling clause of a contribution's best quote."""
        if not part.quotes:
            return None
        first = part.quotes[0]
        mention = self.case.mention(part, first)
        return clause(first, mention, self.case.covered)

    def _years(self) -> Iterator[Sentence]:
        for row in self.case.musts:
            part = self.case.parts.get(row.id)
            if row.years and part is not None and part.level is Level.USED and not row.skills:
                yield Sentence("concern", (frames.years(asked(row)),), (row.id,))

    def _stale(self) -> Iterator[Sentence]:
        shown = [e for c in self.case.profile.skills for e in c.evidence if e.quote in self.used and e.month]
        newest = max((self._newest(e) for e in shown), default=None)
        if newest is not None and self.case.profile.as_of.ordinal - newest > STALE_MONTHS:
            yield Sentence("concern", (frames.STALE,))

    def _newest(self, evidence: Evidence) -> int:
        """The last month that a passage may speak of: its own, that of the years it names, now in the present role."""
        roles, now = self.case.profile.experience, self.case.profile.as_of.ordinal
        held = roles[evidence.role] if evidence.role is not None and evidence.role < len(roles) else None
        if held is not None and held.period.ongoing:
            return now
        named = [Month(year, 12).ordinal for year in years_in(evidence.quote)]
        return max([*(n for n in named if n <= now + 11), evidence.month.ordinal if evidence.month else 0])

    def _weakest(self) -> Iterator[Sentence]:
        """The thinnest of the musts, where none is open."""
        rated = [r for r in self.case.musts if r.id in self.case.parts and self.case.weight.get(r.id)]
        rated = [r for r in rated if r.skills and r.kind is not RequirementKind.EDUCATION]
        row = min(
            rated, key=lambda r: (self.case.parts[r.id].bits / self.case.weight[r.id], r.id), default=None
        )
        if row is not None:
            words = frames.weakest(asked(row), self.case.parts[row.id].level)
            yield Sentence("concern", (words,), (row.id,))
