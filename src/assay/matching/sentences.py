"""Sentences: plain words with quotes that stand in them word for word, and what a candidate's are made from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assay.domain.brief import Brief, Importance, Requirement, RequirementKind
from assay.domain.document import Quote
from assay.domain.match import Contribution, Match
from assay.domain.profile import Experience, Profile
from assay.matching.clauses import Covered, flat
from assay.matching.plan import Plan
from assay.taxonomy import Taxonomy

_YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,])")

SOFT: Final = frozenset({RequirementKind.SIGNAL, RequirementKind.OTHER})
"""Kinds of requirement that are often a wish put strongly ("a team player")."""


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


@dataclass(eq=False)
class Case:
    """One candidate's match, ready to be told."""

    match: Match
    profile: Profile
    ground: Ground
    covered: Covered

    @cached_property
    def parts(self) -> dict[str, Contribution]:
        """The contributions by requirement."""
        return {p.requirement: p for p in self.match.contributions}

    @cached_property
    def asked(self) -> dict[str, Requirement]:
        """The requirements by id."""
        return {r.id: r for r in self.ground.brief.requirements}

    @cached_property
    def musts(self) -> list[Requirement]:
        """What the brief insists on, wishes put strongly ("a team player") apart; all where nothing is marked."""
        rows = self.ground.brief.requirements
        marked = [r for r in rows if r.importance is Importance.MUST] or list(rows)
        return [r for r in marked if r.kind not in SOFT] or marked

    @cached_property
    def weight(self) -> dict[str, float]:
        """The most bits each requirement can earn."""
        return {row.id: row.full for row in self.ground.plan.rows}

    def mention(self, part: Contribution, passage: Quote) -> Quote | None:
        """The name that `passage` gives the skill that answered; of any skill where none did."""
        if part.skill is None:
            return self.mentions.get(passage)
        own = (c for c in self.profile.skills if c.skill == part.skill)
        return next((e.mention for c in own for e in c.evidence if e.quote == passage), None)

    @cached_property
    def mentions(self) -> dict[Quote, Quote]:
        """Each passage with the name of a skill in it, of the strongest evidence."""
        return {e.quote: e.mention for c in reversed(self.profile.skills) for e in reversed(c.evidence)}


def years_in(quote: Quote) -> list[int]:
    """The years that stand in a quote."""
    return [int(year) for year in _YEAR.findall(quote.text)]


def dated_within(role: Experience, quote: Quote) -> bool:
    """Whether the years that a passage names, if any, touch the role's: else it may tell of another post."""
    named = years_in(quote)
    first = role.period.start.year if role.period.start else None
    last = role.period.end.year if role.period.end and not role.period.ongoing else None
    return not named or any((not first or year >= first) and (not last or year <= last) for year in named)


def sentence(*parts: str | Quote) -> tuple[str | Quote, ...]:
    """Parts of a sentence, a capital first, without empty ones."""
    kept = [p for p in parts if p]
    if kept and isinstance(kept[0], str) and kept[0].split(" ")[0].islower():
        kept[0] = kept[0][0].upper() + kept[0][1:]
    return tuple(kept)
