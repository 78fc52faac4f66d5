"""Relevant years: each paid role counts by the chance that it lies in or near the speciality.

The chance is a logistic model over the role's title and the work told under it; months are counted
once where roles overlap, with the higher chance. Weights stand in ``models/career.json``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log1p
from typing import Any

from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Experience, SkillClaim, WorkKind
from assay.domain.skill import Speciality
from assay.errors import ModelError
from assay.extraction.forest import model_file
from assay.extraction.layout import CvLayout
from assay.extraction.sections import SectionKind
from assay.extraction.speciality import NOT_LEARNING, Roles, title_weights
from assay.taxonomy import Taxonomy, folded

ROLE_FEATURES = (
    "title", "title_near", "title_other", "untitled", "skills", "telling", "learning", "thin", "student", "latest", "tech",
    "alike", "before", "trade",
)  # fmt: skip
"""What a role's relevance is judged by, see `role_features`."""

PAID = frozenset({WorkKind.JOB, WorkKind.FREELANCE})
"""Kinds of role whose months may count."""

_REAL = (EvidenceKind.PRODUCTION, EvidenceKind.APPLIED, EvidenceKind.RESEARCH)
_TELLING = 2.0
_STUDENT = re.compile(
    r"\b(?:student\w*|intern|internship|trainee|apprentice|teaching assistant|tutor|werkstudent\w*|praktik\w*|hilfskraft|"
    r"stagiaire|alternan\w+|becari\w+|tirocin\w*|estagi\w+|stagiair|stazyst\w*|praktyk\w*)\b"
)


_STEM = 5
"""Letters of a word that tell it apart from others in most languages, its ending left off."""

_RANKS = frozenset(
    "senior junior lead principal staff head chief director manager associate intern trainee engineer ingenieur ingeniero "
    "ingegnere engenheiro inzynier developer entwickler consultant of and the for in de la le des du der die das und et y e i ii iii "
    "then later from team sr jr vp responsable leiter leiterin responsabile kierownik ingenieurin technical member".split()
)
_TRADES = frozenset({Speciality.SOFTWARE_OTHER, Speciality.NON_TECH})
_LEARNING = re.compile(r"\b(?:ml|ai|ki|ia|machine learning|data scien\w*|deep learning|nlp|llm|vision)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureModel:
    """Weights of `ROLE_FEATURES` and a bias."""

    weights: Mapping[str, float]
    bias: float

    def relevance(self, features: Mapping[str, float]) -> float:
        """Chance, 0-1, that the role lies in or near the speciality."""
        score = self.bias + sum(w * features[name] for name, w in self.weights.items())
        return 1 / (1 + exp(-max(-40.0, min(40.0, score))))


def tenure_model_from(data: Mapping[str, Any]) -> TenureModel:
    """The model of a file; raises ModelError where it has holes."""
    try:
        return TenureModel(
            weights={name: float(data["weights"][name]) for name in ROLE_FEATURES}, bias=float(data["bias"])
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise ModelError([f"The model file has no usable {fault}; fit it again."]) from fault


@cache
def tenure_model() -> TenureModel:
    """The fitted model."""
    return tenure_model_from(model_file("career")["tenure"])


def relevant_years(roles: Roles, chances: Sequence[float], layouts: Sequence[CvLayout]) -> float:
    """Expected years of paid work in or near the speciality, 0 and up.

    Where no paid role has dates, the years that the CV states of itself.
    """
    months = [months_of(r, lay.as_of.ordinal) if r.kind in PAID else range(0) for r, lay in roles]
    if not any(len(m) for m in months):
        return stated_years(layouts) or 0.0
    return years_of(months, chances)


_NUMBERS = {
    word: n
    for n, words in enumerate(
        (
            "one ein un uno una um uma een jeden", "two zwei deux dos due dois twee dwa", "three drei trois tres tre drie trzy",
            "four vier quatre cuatro quattro quatro vier cztery", "five funf cinq cinco cinque vijf piec",
            "six sechs seis sei zes szesc", "seven sieben sept siete sette sete zeven siedem", "eight acht huit ocho otto oito osiem",
            "nine neun neuf nueve nove negen dziewiec", "ten zehn dix diez dieci dez tien dziesiec", "eleven elf onze once undici jedenascie",
            "twelve zwolf douze doce dodici doze twaalf dwanascie", "thirteen dreizehn treize trece tredici", "fourteen vierzehn quatorze catorce",
            "fifteen funfzehn quinze quince quindici vijftien", "sixteen", "seventeen", "eighteen", "nineteen", "twenty zwanzig vingt veinte venti vinte twintig",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_STATED = re.compile(
    r"(?<![\d.,])(\d{1,2}|[a-z]{2,11})\s?\+?\s?(?:full |long |good |volle |plus de )?"
    r"(?:years?|yrs|jahren?|jahre|ans|annees|anos|anni|jaar|lat|lata)\b(?!\s(?:old|ago|alt|later|before|vorher))"
)
_TOLD_IN = frozenset({SectionKind.HEADER, SectionKind.SUMMARY})
_MOST_YEARS = 45


def stated_years(layouts: Sequence[CvLayout]) -> float | None:
    """The largest number of years that the head or summary of a CV states; None where it states none."""
    said: list[int] = []
    for layout in layouts:
        for statement in layout.statements:
            if statement.section not in _TOLD_IN or statement.role is not None:
                continue
            for match in _STATED.finditer(folded(statement.text)):
                number = int(match[1]) if match[1].isdigit() else _NUMBERS.get(match[1], 0)
                said += [number] if 0 < number <= _MOST_YEARS else []
    return float(max(said)) if said else None


def relevance_of(
    roles: Roles, claims: Sequence[SkillClaim], speciality: Speciality, taxonomy: Taxonomy
) -> list[float]:
    """The chance of each role, in their order; 0 for unpaid ones."""
    features = role_features(roles, claims, speciality, taxonomy)
    return [
        tenure_model().relevance(row) if role.kind in PAID else 0.0
        for row, (role, _) in zip(features, roles, strict=True)
    ]


def months_of(role: Experience, as_of: int) -> range:
    """The calendar months of a role as ordinals, up to `as_of`; empty where its dates are unknown."""
    if role.period.start is None:
        return range(0)
    if role.period.ongoing:
        return range(role.period.start.ordinal, as_of + 1)
    end = role.period.end
    if end is None:
        return range(0)
    # A year alone ends in its middle on average: "2016 - 2019" is three years, not four.
    last = end.ordinal if end.month else end.year * 12 + (5 if role.period.start.month is None else 6)
    start = role.period.start.ordinal if role.period.start.month else role.period.start.year * 12 + 6
    if end.month is None and role.period.start.month is None and end.year == role.period.start.year:
        start, last = end.year * 12, end.year * 12 + 11
    return range(start, min(last, as_of) + 1)


def years_of(months: Sequence[range], chances: Sequence[float]) -> float:
    """Years that the months make, each counted once with the highest chance of its roles."""
    best: dict[int, float] = {}
    for span, chance in zip(months, chances, strict=True):
        for month in span if chance > 0 else ():
            best[month] = max(best.get(month, 0.0), chance)
    return sum(best.values()) / 12


def _telling_words(title: str) -> frozenset[str]:
    """The first letters of a title's words, ranks and particles left out."""
    words = re.findall(r"[^\W\d_]{2,}", folded(title))
    return frozenset(w[:_STEM] for w in words if w not in _RANKS)


def _shared(words: frozenset[str], others: set[str]) -> float:
    return len(words & others) / len(words) if words else 0.0


def role_features(
    roles: Roles, claims: Sequence[SkillClaim], speciality: Speciality, taxonomy: Taxonomy
) -> list[dict[str, float]]:
    """Features of each role, about 0-3 each.

    `alike` is the share of the title's telling words that the latest role's title has too, `before`
    log(1 + years from its end to the document's date), `trade` whether a software or other trade is asked
    and the title names no machine learning. `title` is whether the title names the family, `title_near` the credit of the nearest neighbour it
    names, `title_other` whether it names only others, `untitled` none; `skills` and `telling` are
    log(1 + n) of the family's skills at work in the role, `learning` of machine learning at work, `tech` of any
    skill; `thin` whether next to nothing is told, `student` a student's or trainee's title, `latest`
    the last role.
    """
    profile = taxonomy.specialities[speciality]
    shown: list[set[str]] = [set() for _ in roles]
    for claim in claims:
        for piece in claim.evidence:
            if piece.role is not None and piece.role < len(shown) and piece.kind in _REAL:
                shown[piece.role].add(claim.skill)
    stops = [months_of(r, lay.as_of.ordinal).stop for r, lay in roles]
    last = max(stops, default=0)
    newest = {
        w for (r, _), stop in zip(roles, stops, strict=True) if stop == last for w in _telling_words(r.title)
    }
    out = []
    for (role, layout), skills in zip(roles, shown, strict=True):
        named = title_weights(role.title, taxonomy)
        near = max((profile.neighbours.get(s, 0.0) for s in named if s is not speciality), default=0.0)
        own = speciality in named
        known = [taxonomy.skills[s] for s in skills if s in taxonomy.skills]
        out.append(
            {
                "title": float(own),
                "title_near": 0.0 if own else near,
                "title_other": float(bool(named) and not own and near < 0.3),
                "untitled": float(not named),
                "skills": log1p(sum(profile.skills.get(s, 0.0) for s in skills)),
                "telling": log1p(sum(profile.skills.get(s, 0.0) >= _TELLING for s in skills)),
                "learning": log1p(sum(s.discipline not in NOT_LEARNING for s in known)),
                "tech": log1p(len(known)),
                "thin": float(len(role.bullets) <= 1),
                "student": float(bool(_STUDENT.search(folded(role.title)))),
                "latest": float(months_of(role, layout.as_of.ordinal).stop == last),
                "alike": _shared(_telling_words(role.title), newest),
                "before": log1p(
                    max(0, layout.as_of.ordinal + 1 - months_of(role, layout.as_of.ordinal).stop) / 12
                ),
                "trade": float(speciality in _TRADES and not _LEARNING.search(folded(role.title))),
            }
        )
    return out
