"""Questions: what to ask a person where the documents are silent, each tied to a requirement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from assay.domain.brief import Brief, EvidenceAsked, Importance, Requirement, RequirementKind
from assay.domain.match import Contribution, Level
from assay.domain.profile import Profile
from assay.domain.skill import Seniority
from assay.matching.levels import SENIORITY_NUMBER

_OPEN: Final = frozenset({Level.NOT_STATED, Level.LISTED, Level.THEORY, Level.ADJACENT})

LANGUAGES: Final = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "zh": "Chinese", "ja": "Japanese", "ar": "Arabic", "hi": "Hindi",
}  # fmt: skip
"""Names of languages that briefs ask for; others are asked for in the brief's own words."""

_ABOVE: Final = "The role is set at {asked} level. How does that scope fit the work you want to do next?"
_SKILL: Final = "Have you used {what}{where}? If so, please describe the work, your own part and the outcome."
_YEARS: Final = "The role asks for {years:g} years of {what}. Where and when have you done this work?"
_DEGREE: Final = "The brief asks: {what}. Which degree, or which work of equal weight, do you have?"
_LANGUAGE: Final = "How well do you speak and write {what}?"
_OTHER: Final = "The brief asks: {what}. Can you give an example from your own work?"
_WORK: Final = " in your work"
_WHERE: Final = {
    EvidenceAsked.PRODUCTION: " in production",
    EvidenceAsked.RESEARCH: " in research",
    EvidenceAsked.ANY: _WORK,
}


@dataclass(frozen=True, slots=True)
class Asker:
    """The questions a brief can lead to, worded once: `stakes[i]` is the most requirement i can earn.

    Only musts and shoulds are asked about.
    """

    seniority: Seniority | None
    wording: tuple[str, ...]
    stakes: tuple[float, ...]
    at_most: int

    @classmethod
    def of(cls, brief: Brief, stakes: Sequence[float], at_most: int) -> Asker:
        """The asker of `brief`."""
        wording = tuple("" if r.importance is Importance.NICE else question(r) for r in brief.requirements)
        return cls(brief.seniority, wording, tuple(stakes), at_most)

    def questions(
        self, profile: Profile, contributions: Sequence[Contribution], missing: Callable[[int], Sequence[str]]
    ) -> tuple[str, ...]:
        """The most valuable questions first, by the bits an answer could add.

        `missing(i)` names the parts of requirement i that are not stated, where it has several parts.
        """
        gains: list[tuple[float, str]] = []
        rows = zip(self.wording, self.stakes, contributions, strict=False)
        for number, (text, stake, part) in enumerate(rows):
            if not text or part.level is Level.DENIED or stake <= part.bits:
                continue
            if part.level in _OPEN:
                gains.append((stake - part.bits, text))
            elif parts := missing(number):
                gains.append((stake - part.bits, _SKILL.format(what=_joined(parts, "and"), where=_WORK)))
        gains.sort(key=lambda gain: -gain[0])
        above = self._above(profile)
        asked = list(dict.fromkeys(text for _, text in gains))
        return (*asked[: max(0, self.at_most - len(above))], *above)

    def _above(self, profile: Profile) -> tuple[str, ...]:
        """The question to a person above the level asked."""
        if self.seniority is None or not self.at_most:
            return ()
        above = SENIORITY_NUMBER[profile.seniority] > SENIORITY_NUMBER[self.seniority]
        return (_ABOVE.format(asked=self.seniority),) if above else ()


def question(requirement: Requirement) -> str:
    """The question that a silent document leaves for `requirement`."""
    skills = _names(requirement)
    what = " ".join(requirement.text.split()).rstrip(".")
    if requirement.kind is RequirementKind.LANGUAGE:
        return _LANGUAGE.format(what=LANGUAGES.get(requirement.language or "", what))
    if requirement.kind is RequirementKind.EDUCATION:
        return _DEGREE.format(what=what)
    if requirement.years:
        return _YEARS.format(years=requirement.years, what=skills or "relevant work")
    if skills and requirement.kind in (RequirementKind.SKILL, RequirementKind.EXPERIENCE):
        return _SKILL.format(what=skills, where=_WHERE[requirement.evidence])
    return _OTHER.format(what=what)


def _names(requirement: Requirement) -> str:
    labels = list(dict.fromkeys(skill.label for skill in requirement.skills))
    return _joined(labels, "or" if requirement.alternatives else "and")


def _joined(names: Sequence[str], word: str) -> str:
    """A, B and C."""
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
