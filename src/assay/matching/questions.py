"""Questions: what to ask a person where the documents leave something open, each tied to a requirement.

Those whose answers would move the ranking most come first: the places that the best usual answer would
gain in this pool, then the bits. None touches a subject that `lawful` names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assay.domain.brief import Brief, EvidenceAsked, Importance, Requirement, RequirementKind
from assay.domain.document import Quote
from assay.domain.match import Contribution, Level, Question
from assay.domain.profile import Profile
from assay.domain.skill import Seniority
from assay.index.columns import Floats
from assay.matching.lawful import lawful_requirements, unlawful_subject
from assay.matching.levels import SENIORITY_NUMBER
from assay.matching.naming import is_name, joined, plain, short, written
from assay.taxonomy import folded

_OPEN: Final = frozenset({Level.NOT_STATED, Level.LISTED, Level.THEORY, Level.ADJACENT})
_SENIORITY: Final = "seniority"

LANGUAGES: Final = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "zh": "Chinese", "ja": "Japanese", "ar": "Arabic", "hi": "Hindi",
}  # fmt: skip
"""Names of languages that briefs ask for; others are asked for in the brief's own words."""

_ABOVE: Final = "The role is set at {asked} level. How does that scope fit the work you want to do next?"
_SKILL: Final = (
    "Do you have experience with {what}{where}? If so, please describe the work, your part and the outcome."
)
_LISTED: Final = (
    "You name {what}. Where did you use that{where}, what was your own part, and what came of it?"
)
_THEORY: Final = "You show {what} in study or trials. Have you also used that{where}, and with what outcome?"
_ADJACENT: Final = (
    "Your documents show {via} but not {what}. Have you worked with that as well, and how much carries over?"
)
_YEARS: Final = "The role asks for {years:g} years of {what}. Where and when have you done this work?"
_DEGREE: Final = "The brief asks: {what}. Which degree, or which work of equal weight, do you have?"
_LANGUAGE: Final = "How well do you speak and write {what}?"
_TERMS: Final = "The brief says: {what}. Can you meet that?"
_OTHER: Final = "The brief asks: {what}. Can you give an example from your own work?"
_LONGEST: Final = 160
"""Longest piece of a requirement's text put into a question, in characters."""

_MARK: Final = "“"
_OF_TERMS: Final = re.compile(
    r"\b(?:visas?|sponsor\w*|right to work|work permits?|(?:authori[sz]ed|eligible) to work|clearance|travel\w*|"
    r"relocat\w*|notice period|night shifts?|weekends?|driv(?:er|ing)\S* licen[cs]e|on-?site|"
    r"in the office|days (?:a|per) week|time ?zones?|reise\w*|fuhrerschein|umzug|arbeitserlaubnis|deplacements?|"
    r"permis de (?:travail|conduire)|autorisation de travail|enquete administrative|viajes?|viajar|permiso de trabajo|"
    r"carnet de conducir|trasferte|trasferimento|residenza|patente|permesso di lavoro|viagens|mudanca|reizen|rijbewijs|"
    r"werkvergunning|verklaring omtrent|podroz\w*|delegacj\w*|prawo jazdy|pozwolenie na prace)\b"
)
"""Terms of the work that a person can meet or not; no work of theirs shows it."""

_WORK: Final = " in your work"
_WHERE: Final = {
    EvidenceAsked.PRODUCTION: " in production",
    EvidenceAsked.RESEARCH: " in research",
    EvidenceAsked.ANY: _WORK,
}
_PROMPTED: Final = {Level.LISTED: _LISTED, Level.THEORY: _THEORY, Level.ADJACENT: _ADJACENT}


Rising = Sequence[float] | Floats
"""Scores in bits, the least first."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The pool's scores in bits, rising: says how many places a gain is worth."""

    totals: Rising

    def overtaken(self, total: float, gain: float) -> int:
        """How many of the pool lie above `total` and not above it with `gain`."""
        return bisect_right(self.totals, total + gain) - bisect_right(self.totals, total)


@dataclass(frozen=True, slots=True)
class Asker:
    """The questions a brief can lead to: `stakes[i]` is the most that requirement i can earn.

    Only musts and shoulds are asked about. `wording[i]` is the question that silence leaves, empty for none.
    """

    seniority: Seniority | None
    requirements: tuple[Requirement, ...]
    names: tuple[Mapping[str, str], ...]
    """Of each requirement its skills' labels with their names in the brief's words."""
    wording: tuple[str, ...]
    stakes: tuple[float, ...]
    at_most: int
    standing: Standing
    quotes: tuple[Quote, ...]
    """The words that gave the seniority asked."""

    @classmethod
    def of(cls, brief: Brief, stakes: Sequence[float], at_most: int, totals: Rising = ()) -> Asker:
        """The asker of `brief` for a pool whose scores in bits are `totals`, the least first."""
        lawful = lawful_requirements(brief)
        wording = tuple(
            question(r) if r.importance is not Importance.NICE and r.id in lawful else ""
            for r in brief.requirements
        )
        standing = Standing(totals)
        return cls(
            brief.seniority,
            brief.requirements,
            tuple(_written(r) for r in brief.requirements),
            wording,
            tuple(stakes),
            at_most,
            standing,
            brief.seniority_quotes,
        )

    def questions(
        self,
        profile: Profile,
        contributions: Sequence[Contribution],
        missing: Callable[[int], Sequence[str]],
        total: float = 0.0,
    ) -> tuple[Question, ...]:
        """The questions that would move the ranking most, first.

        `missing(i)` names the parts of requirement i that are not stated, where it has several parts;
        `total` is the person's score in bits.
        """
        asked = [
            q
            for n, part in enumerate(contributions[: len(self.wording)])
            for q in self._about(n, part, missing)
        ]
        asked.sort(key=lambda q: (-self.standing.overtaken(total, q.bits), -q.bits))
        above = self._above(profile)
        distinct = list({q.text: q for q in reversed(asked)}.values())[::-1]
        return (*distinct[: max(0, self.at_most - len(above))], *above)

    def _about(
        self, number: int, part: Contribution, missing: Callable[[int], Sequence[str]]
    ) -> Sequence[Question]:
        """The question about one requirement, where it leaves something open that may be asked."""
        requirement, text, gain = (
            self.requirements[number],
            self.wording[number],
            self.stakes[number] - part.bits,
        )
        if not text or part.level is Level.DENIED or gain <= 0:
            return ()
        quotes: tuple[Quote, ...] = ()
        if part.level in _OPEN:
            text, quotes = _prompted(requirement, self.names[number], part, text), part.quotes[:1]
        elif parts := missing(number):
            names = self.names[number]
            what = joined([names.get(p) or plain(p) for p in parts], "and")
            if _MARK not in what:
                text = _SKILL.format(what=what, where="")
        else:
            return ()
        if unlawful_subject(text):
            return ()
        return (
            Question(
                text=text, requirement=requirement.id, bits=gain, brief=requirement.quotes, quotes=quotes
            ),
        )

    def _above(self, profile: Profile) -> tuple[Question, ...]:
        """The question to a person above the level asked."""
        if self.seniority is None or not self.at_most:
            return ()
        if SENIORITY_NUMBER[profile.seniority] <= SENIORITY_NUMBER[self.seniority]:
            return ()
        text = _ABOVE.format(asked=self.seniority)
        return (
            Question(
                text=text, requirement=_SENIORITY, brief=self.quotes, quotes=profile.seniority_evidence[:1]
            ),
        )


def question(requirement: Requirement) -> str:
    """The question that a silent document leaves for `requirement`; empty where it may not be asked."""
    skills = _names(requirement)
    what = short(requirement.text, _LONGEST)
    if requirement.kind is RequirementKind.LANGUAGE:
        text = _LANGUAGE.format(what=LANGUAGES.get(requirement.language or "", what))
    elif requirement.kind is RequirementKind.EDUCATION:
        text = _DEGREE.format(what=what)
    elif requirement.years:
        text = _YEARS.format(years=requirement.years, what=skills or "relevant work")
    elif (
        skills
        and _MARK not in skills
        and requirement.kind in (RequirementKind.SKILL, RequirementKind.EXPERIENCE)
    ):
        where = "" if requirement.evidence is EvidenceAsked.ANY else _WHERE[requirement.evidence]
        text = _SKILL.format(what=skills, where=where)
    else:
        terms = not requirement.skills and _OF_TERMS.search(folded(requirement.text))
        text = (_TERMS if terms else _OTHER).format(what=what)
    return "" if unlawful_subject(text) else text


def _prompted(requirement: Requirement, names: Mapping[str, str], part: Contribution, silent: str) -> str:
    """The question that what the person does say leads to, where it names a skill."""
    frame = _PROMPTED.get(part.level)
    if frame is None or not names or requirement.years or not part.quotes:
        return silent
    if part.level is Level.ADJACENT and not part.via:
        return silent
    own = next((names.get(s.label) for s in requirement.skills if s.skill == part.skill), None)
    word = "or" if part.level is Level.ADJACENT or requirement.alternatives else "and"
    what = own or joined(list(dict.fromkeys(names.values())), word)
    return frame.format(what=what, where=_WHERE[requirement.evidence], via=plain(part.via or ""))


def _written(requirement: Requirement) -> Mapping[str, str]:
    """Each skill's label to its name in the brief's own words, a mere description in quotation marks."""
    found = {s.label: (s, written(s, requirement)) for s in requirement.skills}
    return {
        label: plain(label) if name is None else name if is_name(name, skill) else f"{_MARK}{name}”"
        for label, (skill, name) in found.items()
    }


def _names(requirement: Requirement) -> str:
    return _joined(_written(requirement), requirement)


def _joined(names: Mapping[str, str], requirement: Requirement) -> str:
    return joined(list(dict.fromkeys(names.values())), "or" if requirement.alternatives else "and")
