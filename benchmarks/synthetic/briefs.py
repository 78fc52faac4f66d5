"""Synthetic role briefs: as many requirements as wanted, from the same topics as the people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

import numpy as np
from benchmarks.synthetic.draw import Randoms, skills_of, topics_of
from benchmarks.synthetic.fitted import FILE, equally_likely, fitted
from benchmarks.synthetic.people import label_of

from assay.domain.brief import (
    Brief,
    Constraints,
    EvidenceAsked,
    Importance,
    RequiredSkill,
    Requirement,
    RequirementKind,
)
from assay.domain.document import Quote, Span
from assay.domain.skill import Seniority
from assay.index.numbers import SIGNALS, SPECIALITIES
from assay.matching.levels import SIGNAL_WORDS

MOST: Final = 40
"""Most requirements of a brief."""
_BLOCK = 1 << 40
"""Block numbers from here on are briefs: no pool is so large."""
_SKILLS = 120
_WEIGHTS = 1_024


def briefs(count: int, requirements: int, seed: int) -> Iterator[Brief]:
    """`count` briefs of `requirements` requirements (1 to 40); brief n of a seed is the same whatever the count.

    The first requirement always names a skill, so that no brief is without one.
    """
    if not 1 <= requirements <= MOST:
        raise ValueError(f"briefs of {requirements} requirements were asked for; give 1 to {MOST}")
    return (_Writer(seed, number).write(requirements) for number in range(count))


@cache
def _choices() -> Mapping[str, tuple[str, ...]]:
    """Each choice as a row of equally likely values."""
    data = json.loads(FILE.read_text(encoding="utf-8"))["briefs"]
    return {
        name: tuple(np.array(list(row))[equally_likely(list(row.values()), _WEIGHTS)].tolist())
        for name, row in data.items()
    }


class _Writer:
    """Writes one brief: first every requirement's line, then the quotes on the finished text."""

    def __init__(self, seed: int, number: int) -> None:
        self._randoms = Randoms(seed, _BLOCK + number)
        self._name = f"{seed}-{number}"
        fit = fitted()
        field = fit.tables["speciality"][self._randoms.coarse(1)]
        self._speciality = SPECIALITIES[int(field[0])]
        topics = topics_of(fit, self._randoms, field)
        wanted = np.array([_SKILLS], dtype=np.int16)
        drawn = skills_of(fit, fit.topics, self._randoms, topics, wanted)[1].tolist()
        self._skills: list[int] = drawn[::-1]  # taken from the end: the common ones, drawn first, come first

    def write(self, requirements: int) -> Brief:
        """The brief with its text's digest on every quote."""
        title = f"{self._speciality.value.replace('_', ' ').capitalize()} role {self._name}"
        level = self._pick("seniority")
        rows = [self._requirement(n) for n in range(requirements)]
        whole = "\n".join([title, *(r.text for r in rows)])
        digest, start, quoted = hashlib.sha256(whole.encode()).hexdigest(), len(title) + 1, []
        for row in rows:
            quote = Quote(digest, Span(start, start + len(row.text)), row.text)
            quoted.append(replace(row, quotes=(quote,)))
            start += len(row.text) + 1
        head = Quote(digest, Span(0, len(title)), title)
        return Brief(
            document=digest,
            title=title,
            language="en",
            speciality=self._speciality,
            seniority=Seniority(level) if level else None,
            requirements=tuple(quoted),
            constraints=Constraints(),
            title_quotes=(head,),
            speciality_quotes=(head,),
            seniority_quotes=(head,) if level else (),
        )

    def _pick(self, choice: str) -> str:
        return _choices()[choice][int(self._randoms.draw(1)[0]) % _WEIGHTS]

    def _requirement(self, number: int) -> Requirement:
        kind, importance = self._pick("kind"), Importance(self._pick("importance"))
        make = {"signal": self._signal, "education": self._degree, "language": self._language}.get(kind)
        if make and number:
            return make(f"r{number + 1}", importance)
        return self._skilled(f"r{number + 1}", importance)

    def _skilled(self, name: str, importance: Importance) -> Requirement:
        count, years = int(self._pick("skills")), float(self._pick("years"))
        evidence = EvidenceAsked(self._pick("evidence"))
        alternatives = bool(int(self._pick("alternatives"))) and count > 1
        named = [self._skills.pop() for _ in range(min(count, len(self._skills)))]
        words = [label_of(skill) for skill in named]
        told = f"{' or ' if alternatives else ' and '}".join(words)
        return Requirement(
            id=name,
            text=f"{years:g} years of {told}" if years else f"Experience with {told}",
            importance=importance,
            kind=RequirementKind.EXPERIENCE if years else RequirementKind.SKILL,
            skills=tuple(
                RequiredSkill(skill=fitted().skills[s], label=w) for s, w in zip(named, words, strict=True)
            ),
            alternatives=alternatives,
            years=years or None,
            evidence=evidence,
        )

    def _signal(self, name: str, importance: Importance) -> Requirement:
        signal = SIGNALS[int(self._randoms.draw(1)[0]) % len(SIGNALS)]
        return Requirement(
            id=name,
            text=f"Has done {SIGNAL_WORDS[signal]}",
            importance=importance,
            kind=RequirementKind.SIGNAL,
            signals=(signal.value,),
        )

    def _degree(self, name: str, importance: Importance) -> Requirement:
        level = 1 + int(self._randoms.draw(1)[0]) % 3
        return Requirement(
            id=name,
            text=f"A {('bachelor', 'master', 'doctorate')[level - 1]} degree in computing",
            importance=importance,
            kind=RequirementKind.EDUCATION,
            degree_level=level,
        )

    def _language(self, name: str, importance: Importance) -> Requirement:
        place = int(fitted().tables["spoken"][self._randoms.coarse(1)[0]])
        code = fitted().codes[place]
        return Requirement(
            id=name,
            text=f"Speaks the language {code}",
            importance=importance,
            kind=RequirementKind.LANGUAGE,
            language=code,
        )
