"""Synthetic people as real profiles, each on a short text of its own that every quote stands in."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np
from benchmarks.synthetic.draw import AS_OF, BLOCK, KINDS_OF, People, people
from benchmarks.synthetic.fitted import fitted

from assay.domain.dates import Month, Period
from assay.domain.document import Quote, Span
from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.profile import Education, Experience, Passage, Profile, SignalClaim, SkillClaim
from assay.domain.skill import Speciality
from assay.index.numbers import KINDS, SIGNALS, SPECIALITIES
from assay.matching.levels import SENIORITIES, SIGNAL_WORDS
from assay.taxonomy import load_taxonomy

_ROLE_MONTHS = 36
_MOST_ROLES = 6
_DEGREES: Final = ("Diploma course", "BSc", "MSc", "PhD")
_TITLES: Final = ("Junior engineer", "Engineer", "Senior engineer", "Principal engineer")
_LEVELS: Final = ("no", "some", "regular", "much", "outstanding")
_TOLD: Final = {
    EvidenceKind.PRODUCTION: "Ran {} in production for paying customers",
    EvidenceKind.APPLIED: "Built a prototype with {}",
    EvidenceKind.RESEARCH: "Published a study on {}",
    EvidenceKind.EDUCATION: "Took a course on {}",
    EvidenceKind.LISTED: "Skills: {}",
    EvidenceKind.NEGATIVE: "Have not worked with {}",
}
_PASSAGE: Final = "Worked on {} for the {} team, from first draft to weekly use"
_TEAMS: Final = ("payments", "logistics", "support", "research", "pricing", "security", "reporting", "field")


@dataclass
class _Text:
    """A document as it grows: lines, and where each stands."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def line(self, text: str) -> tuple[int, str]:
        start = self.length
        self.parts.append(text)
        self.length += len(text) + 1
        return start, text


@dataclass(frozen=True, slots=True)
class Written:
    """A synthetic person: the profile, and the document its quotes stand in (`text` in UTF-8)."""

    profile: Profile
    text: str


def profiles(start: int, stop: int, seed: int, passages: int = 0) -> Iterator[Profile]:
    """Profiles of people `start` to `stop` (the last left out) of the pool of `seed`.

    Person n is the same whichever range is asked for. `passages` is the number of sentences kept for
    open requirements; they change the document and so the id, nothing else.
    """
    return (person.profile for person in written(start, stop, seed, passages))


def written(start: int, stop: int, seed: int, passages: int = 0) -> Iterator[Written]:
    """As `profiles`, each with its document, for filling a store."""
    if not 0 <= start <= stop:
        raise ValueError(
            f"people {start} to {stop} were asked for; give a start of 0 or more and a later stop"
        )
    for block in range(start // BLOCK, -(-stop // BLOCK)):
        drawn, first = people(seed, block), block * BLOCK
        bounds = np.searchsorted(drawn.claims.person, np.arange(BLOCK + 1)).tolist()
        for row in range(max(0, start - first), min(BLOCK, stop - first)):
            yield _Writer(drawn, row, f"{seed}-{first + row}").write(range(*bounds[row : row + 2]), passages)


def profiles_at(numbers: Iterable[int], seed: int) -> dict[int, Profile]:
    """The profiles of certain people of the pool of `seed`, by their numbers."""
    wanted: defaultdict[int, set[int]] = defaultdict(set)
    for number in numbers:
        wanted[number // BLOCK].add(number % BLOCK)
    found = {}
    for block, rows in sorted(wanted.items()):
        drawn, first = people(seed, block), block * BLOCK
        bounds = np.searchsorted(drawn.claims.person, np.arange(BLOCK + 1)).tolist()
        for row in sorted(rows):
            writer = _Writer(drawn, row, f"{seed}-{first + row}")
            found[first + row] = writer.write(range(*bounds[row : row + 2]), 0).profile
    return found


class _Writer:
    """Writes one person: all lines first, then the quotes, which carry the finished text's digest."""

    def __init__(self, drawn: People, row: int, name: str) -> None:
        self._drawn, self._row, self._text = drawn, row, _Text()
        self._level = int(drawn.seniority[row])
        self._own = SPECIALITIES[int(drawn.speciality[row])]
        self._head = self._text.line(f"Curriculum vitae {name}")
        self._digest = ""

    def write(self, claims: range, passages: int) -> Written:
        drawn, row, text = self._drawn, self._row, self._text
        roles = self._role_lines() if drawn.roles_shown[row] else []
        stated = (
            text.line(f"Profile: {_TITLES[self._level].lower()}") if drawn.seniority_stated[row] else None
        )
        field_ = text.line(f"Field: {self._own.value}") if drawn.speciality_shown[row] else None
        told = [(n, self._claim_lines(n)) for n in claims]
        degree = text.line(f"{_DEGREES[int(drawn.degree[row])]}, Example University")
        signals = self._signal_lines()
        spoken = [
            (fitted().codes[c], text.line(f"Language: {fitted().codes[c]}"))
            for c in drawn.spoken[row]
            if c >= 0
        ]
        sentences = self._sentences(claims, passages)
        whole = "\n".join(text.parts)
        self._digest = hashlib.sha256(whole.encode()).hexdigest()
        profile = Profile(
            id=f"p{self._digest[:20]}",
            documents=(self._digest,),
            as_of=AS_OF,
            language=fitted().codes[int(drawn.written[row])],
            speciality=self._own,
            speciality_evidence=self._quotes(field_),
            speciality_scores=self._scores(),
            seniority=SENIORITIES[self._level],
            seniority_evidence=self._quotes(stated),
            years_relevant=int(drawn.tenths[row]) / 10,
            skills=tuple(self._claim(n, lines, bool(roles)) for n, lines in told),
            experience=tuple(
                Experience(
                    title=_TITLES[self._level], employer=employer, period=period, quotes=self._quotes(line)
                )
                for employer, period, line in roles
            ),
            education=(self._education(degree),),
            signals=tuple(
                SignalClaim(signal=SIGNALS[s], level=v, quotes=self._quotes(q)) for s, v, q in signals
            ),
            languages=tuple((code, self._quote(line)) for code, line in spoken),
            passages=tuple(
                Passage(quote=self._quote(line), kind=EvidenceKind.APPLIED, role=0 if roles else None)
                for line in sentences
            ),
        )
        return Written(profile, whole)

    def _quote(self, line: tuple[int, str]) -> Quote:
        start, text = line
        return Quote(self._digest, Span(start, start + len(text)), text)

    def _quotes(self, line: tuple[int, str] | None) -> tuple[Quote, ...]:
        return (self._quote(line),) if line else ()

    def _role_lines(self) -> list[tuple[str, Period, tuple[int, str]]]:
        """Roles of about three years, the last one going on, that fill the career."""
        left, end, out = max(1, int(self._drawn.career[self._row])), AS_OF.ordinal, []
        count = min(_MOST_ROLES, -(-left // _ROLE_MONTHS))
        for nth in range(count):
            length = left // (count - nth)
            start, last = Month.from_ordinal(end - length + 1), Month.from_ordinal(end)
            period = Period(start=start, end=None if nth == 0 else last, ongoing=nth == 0)
            employer = f"Example {_TEAMS[(self._row + nth) % len(_TEAMS)].title()} Ltd"
            until = "present" if nth == 0 else str(last)
            out.append(
                (employer, period, self._text.line(f"{_TITLES[self._level]}, {employer}, {start} to {until}"))
            )
            left, end = left - length, end - length
        return out

    def _claim_lines(self, number: int) -> list[tuple[int, tuple[int, str]]]:
        label = label_of(int(self._drawn.claims.skill[number]))
        kinds = KINDS_OF[int(self._drawn.claims.mask[number])]
        return [(kind, self._text.line(_TOLD[KINDS[kind]].format(label))) for kind in kinds]

    def _claim(self, number: int, lines: list[tuple[int, tuple[int, str]]], roles: bool) -> SkillClaim:
        claims = self._drawn.claims
        skill, months, last = int(claims.skill[number]), int(claims.months[number]), int(claims.last[number])
        label, used = label_of(skill), Month.from_ordinal(last) if last >= 0 else None
        return SkillClaim(
            skill=fitted().skills[skill],
            label=label,
            kind=KINDS[lines[0][0]],
            depth=int(claims.depth[number]),
            evidence=tuple(
                Evidence(
                    kind=KINDS[kind],
                    quote=self._quote(line),
                    mention=self._mention(line, kind, label),
                    reason="drawn for a benchmark",
                    role=0 if roles and kind <= 1 else None,
                    month=used if kind <= 1 else None,
                )
                for kind, line in lines
            ),
            last_used=used,
            months=months or None,
            salient=True,
        )

    def _mention(self, line: tuple[int, str], kind: int, label: str) -> Quote:
        start = line[0] + _TOLD[KINDS[kind]].index("{}")
        return Quote(self._digest, Span(start, start + len(label)), label)

    def _education(self, line: tuple[int, str]) -> Education:
        level = int(self._drawn.degree[self._row])
        return Education(
            degree=_DEGREES[level],
            field="Computing",
            institution="Example University",
            year=None,
            level=level,
            quotes=self._quotes(line),
        )

    def _signal_lines(self) -> list[tuple[int, int, tuple[int, str]]]:
        levels = enumerate(self._drawn.signals[self._row].tolist())
        return [
            (s, v, self._text.line(f"{_LEVELS[v]} work: {SIGNAL_WORDS[SIGNALS[s]]}")) for s, v in levels if v
        ]

    def _scores(self) -> tuple[tuple[Speciality, float], ...]:
        shares = self._drawn.shares[self._row].tolist()
        ranked = sorted((n for n, share in enumerate(shares) if share), key=lambda n: (-shares[n], n))
        return tuple((SPECIALITIES[n], shares[n] / 100) for n in ranked)

    def _sentences(self, claims: range, passages: int) -> list[tuple[int, str]]:
        drawn = self._drawn.claims
        shown = [label_of(int(drawn.skill[n])) for n in claims if drawn.depth[n] > 0] or ["the service"]
        rows = ((shown[n % len(shown)], _TEAMS[(self._row + n) % len(_TEAMS)]) for n in range(passages))
        return [self._text.line(_PASSAGE.format(skill, team)) for skill, team in rows]


def label_of(skill: int) -> str:
    """The name of a skill: the vocabulary's where it still has it, else the id or phrase itself."""
    return _labels()[skill]


@cache
def _labels() -> tuple[str, ...]:
    known = load_taxonomy().skills
    return tuple(known[s].label if s in known else s.removeprefix("~") for s in fitted().skills)
