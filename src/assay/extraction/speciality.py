"""The speciality of a career: a fitted choice among role families, from titles and from work shown.

A conditional logit (McFadden 1974): each family gets a score from its own features, weighed alike for
all families, plus its own weights on a few facts about the whole CV; chances are the softmax of the
scores. Weights stand in ``models/career.json``, fitted by ``training/fit_reading.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log1p
from typing import Any

from assay.domain.document import Quote
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Experience, SkillClaim, WorkKind
from assay.domain.skill import SkillKind, Speciality
from assay.errors import ModelError
from assay.extraction.forest import model_file
from assay.extraction.layout import CvLayout
from assay.extraction.sections import SectionKind
from assay.taxonomy import SpecialityProfile, Taxonomy, folded

Roles = Sequence[tuple[Experience, CvLayout]]
"""Roles with the document that tells them."""

KIND_WEIGHT: Mapping[EvidenceKind, float] = {
    EvidenceKind.PRODUCTION: 1.0,
    EvidenceKind.APPLIED: 0.6,
    EvidenceKind.RESEARCH: 0.6,
    EvidenceKind.EDUCATION: 0.2,
    EvidenceKind.LISTED: 0.0,
    EvidenceKind.NEGATIVE: 0.0,
}
"""How far a claim of each kind tells what somebody does; our judgement."""

FAMILY_FEATURES = ("title", "latest", "headline", "skills", "share", "telling", "discipline")
"""Features of one family, see `family_features`."""

CV_FEATURES = ("learning", "software", "learned_only", "research_work", "nothing")
"""Features of the whole CV, on which each family has weights of its own, see `cv_features`."""

GENERAL = frozenset(
    {
        Speciality.ML_ENGINEERING,
        Speciality.RESEARCH,
        Speciality.SOFTWARE_OTHER,
        Speciality.DATA_SCIENCE,
        Speciality.NON_TECH,
    }
)
"""Families whose titles are also said of others ("ML engineer, search"): the others go first."""

_DISCIPLINES: Mapping[str, Speciality] = {
    "llm": Speciality.LLM,
    "llm_serving": Speciality.LLM,
    "generative_media": Speciality.COMPUTER_VISION,
    "ai_infrastructure": Speciality.AI_INFRASTRUCTURE,
    "distributed_training": Speciality.AI_INFRASTRUCTURE,
    "gpu_performance": Speciality.AI_INFRASTRUCTURE,
    "data_engineering": Speciality.DATA_ENGINEERING_FOR_ML,
    "governance": Speciality.AI_GOVERNANCE,
    "risk_audit": Speciality.AI_GOVERNANCE,
    "privacy_law": Speciality.AI_GOVERNANCE,
    "mlops": Speciality.MLOPS,
    "computer_vision": Speciality.COMPUTER_VISION,
    "nlp_speech": Speciality.NLP_SPEECH,
    "recsys_search": Speciality.RECSYS_SEARCH,
    "rl_robotics": Speciality.RL_ROBOTICS,
    "data_science": Speciality.DATA_SCIENCE,
    "machine_learning": Speciality.ML_ENGINEERING,
    "research": Speciality.RESEARCH,
    "software_engineering": Speciality.SOFTWARE_OTHER,
    "devops_sre": Speciality.SOFTWARE_OTHER,
    "domains": Speciality.NON_TECH,
}
"""The family that a discipline of the vocabulary belongs to most of all."""

SOFTWARE = frozenset(
    {"software_engineering", "devops_sre", "cloud", "databases", "programming", "testing_security", "data_engineering"}
)  # fmt: skip
NOT_LEARNING = SOFTWARE | {"practices", "domains", "credentials", "privacy_law", "risk_audit", "governance"}
"""Disciplines whose skills are no machine learning."""

_HEADLINE = 90
"""Most characters of a line that is a title."""

_NOT_SKILLS = (SkillKind.DOMAIN, SkillKind.CREDENTIAL)
_RESEARCH_KINDS = (WorkKind.PHD,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialityModel:
    """Weights of `FAMILY_FEATURES`, and per family a bias and weights of `CV_FEATURES`."""

    shared: Mapping[str, float]
    bias: Mapping[Speciality, float]
    own: Mapping[Speciality, Mapping[str, float]]

    def chances(
        self, families: Mapping[Speciality, Mapping[str, float]], cv: Mapping[str, float]
    ) -> dict[Speciality, float]:
        """Chance of each family, adding up to 1."""
        scores = {
            s: self.bias[s]
            + sum(w * families[s][name] for name, w in self.shared.items())
            + sum(w * cv[name] for name, w in self.own[s].items())
            for s in Speciality
        }
        top = max(scores.values())
        grown = {s: exp(v - top) for s, v in scores.items()}
        total = sum(grown.values())
        return {s: v / total for s, v in grown.items()}


def speciality_model_from(data: Mapping[str, Any]) -> SpecialityModel:
    """The model of a file; raises ModelError where it has holes."""
    try:
        return SpecialityModel(
            shared={name: float(data["shared"][name]) for name in FAMILY_FEATURES},
            bias={s: float(data["bias"][s.value]) for s in Speciality},
            own={s: {name: float(data["own"][s.value][name]) for name in CV_FEATURES} for s in Speciality},
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise ModelError([f"The model file has no usable {fault}; fit it again."]) from fault


@cache
def speciality_model() -> SpecialityModel:
    """The fitted model."""
    return speciality_model_from(model_file("career")["speciality"])


def speciality_chances(
    roles: Roles, claims: Sequence[SkillClaim], taxonomy: Taxonomy, layouts: Sequence[CvLayout]
) -> dict[Speciality, float]:
    """Chance of each family for a career; empty where the CV tells nothing to judge by."""
    if not roles and not any(KIND_WEIGHT[c.kind] > 0 for c in claims):
        return {}
    families = family_features(roles, claims, taxonomy, layouts)
    return speciality_model().chances(families, cv_features(roles, claims, taxonomy))


def family_features(
    roles: Roles, claims: Sequence[SkillClaim], taxonomy: Taxonomy, layouts: Sequence[CvLayout]
) -> dict[Speciality, dict[str, float]]:
    """For each family: what titles, headline and work say for it, about 0-3 each.

    `title` weighs roles by length and recency; `latest` is the last role alone; `skills` is log(1 + the
    family's weighted skills shown), `share` its part of all families', `telling` the same of its defining
    skills, `discipline` the share of the work that lies in its disciplines.
    """
    titles, latest = _titles(roles, taxonomy)
    headline = _headline(layouts, taxonomy)
    by_skill = {c.skill: _amount(c) for c in claims}
    shown = {
        s: sum(w**1.5 * by_skill.get(k, 0.0) for k, w in p.skills.items())
        for s, p in taxonomy.specialities.items()
    }
    telling = {
        s: sum(by_skill.get(k, 0.0) for k, w in p.skills.items() if w >= 3)
        for s, p in taxonomy.specialities.items()
    }
    disciplines = _disciplines(claims, taxonomy)
    total = sum(shown.values()) or 1.0
    return {
        s: {
            "title": titles.get(s, 0.0),
            "latest": latest.get(s, 0.0),
            "headline": headline.get(s, 0.0),
            "skills": log1p(shown[s]),
            "share": shown[s] / total,
            "telling": log1p(telling[s]),
            "discipline": disciplines.get(s, 0.0),
        }
        for s in Speciality
    }


def cv_features(roles: Roles, claims: Sequence[SkillClaim], taxonomy: Taxonomy) -> dict[str, float]:
    """Facts about the whole CV: log(1 + n) of machine learning and software at work, of learning by study
    or research only, the share of research posts, and whether nothing technical is shown at all."""
    known = [
        (c, s)
        for c in claims
        if (s := taxonomy.skills.get(c.skill)) is not None and s.kind not in _NOT_SKILLS
    ]
    real = (EvidenceKind.PRODUCTION, EvidenceKind.APPLIED)
    learning = [c for c, s in known if s.discipline not in NOT_LEARNING]
    at_work = sum(c.kind in real for c in learning)
    software = sum(c.kind in real and s.discipline in SOFTWARE for c, s in known)
    research = [
        r for r, _ in roles if r.kind in _RESEARCH_KINDS or "research" in title_families(r.title, taxonomy)
    ]
    return {
        "learning": log1p(at_work),
        "software": log1p(software),
        "learned_only": log1p(sum(c.kind in (EvidenceKind.RESEARCH, EvidenceKind.EDUCATION) for c in learning)),
        "research_work": len(research) / len(roles) if roles else 0.0,
        "nothing": float(at_work + software == 0),
    }  # fmt: skip


def title_families(title: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The families that a title speaks for."""
    return tuple(s.value for s in title_weights(title, taxonomy))


def _amount(claim: SkillClaim) -> float:
    return KIND_WEIGHT[claim.kind] * (0.4 + 0.2 * claim.depth)


def _disciplines(claims: Sequence[SkillClaim], taxonomy: Taxonomy) -> dict[Speciality, float]:
    """Shares of the work that lie in the families' disciplines; general words count nothing."""
    out: dict[Speciality, float] = {}
    for claim in claims:
        skill = taxonomy.skills.get(claim.skill)
        if skill is None or skill.kind is SkillKind.CREDENTIAL:
            continue
        family = _DISCIPLINES.get(skill.discipline)
        if family is not None:
            out[family] = out.get(family, 0.0) + _amount(claim)
    total = sum(out.values()) or 1.0
    return {s: v / total for s, v in out.items()}


def _titles(roles: Roles, taxonomy: Taxonomy) -> tuple[dict[Speciality, float], dict[Speciality, float]]:
    """What the titles say: all by length and recency, and the latest role's alone."""
    out: dict[Speciality, float] = {}
    latest: dict[Speciality, float] = {}
    last = -1
    for role, layout in roles:
        found = title_weights(role.title, taxonomy)
        share = _role_share(role, layout)
        for speciality, weight in found.items():
            out[speciality] = out.get(speciality, 0.0) + share * weight
        month = role.period.last_month(layout.as_of)
        if month is not None and month.ordinal > last:
            last, latest = month.ordinal, found
    return out, latest


def _role_share(role: Experience, layout: CvLayout) -> float:
    """0.1-1.6: longer and more recent roles tell more."""
    months = role.period.months(layout.as_of) or 6
    last = role.period.last_month(layout.as_of)
    age = (layout.as_of.ordinal - last.ordinal) / 12 if last else 6.0
    return min(1.6, 0.35 + months / 48) * (1.0 if age < 1 else 0.6 if age < 5 else 0.3)


def title_weights(title: str, taxonomy: Taxonomy, *, flat: bool = False) -> dict[Speciality, float]:
    """How much a title speaks for each speciality: the longest phrase found decides.

    With `flat` a short telling word ("LLM", "Search") weighs nearly as much as a long common phrase:
    briefs put the speciality in such a word, CVs in the phrase.
    """
    text = f" {re.sub(r'[^a-z0-9+#/ ]+', ' ', folded(title))} "
    best: dict[Speciality, float] = {}
    for speciality, profile in taxonomy.specialities.items():
        hits = [len(p) for p in _phrases(profile) if f" {p} " in text]
        if hits:
            best[speciality] = 1.0 + max(hits) / 40 if flat else max(hits) / 14
    if not best:
        return {}
    if len(best) > 1:
        best = {s: w * (0.5 if s in GENERAL else 1.0) for s, w in best.items()}
    top = max(best.values())
    return {s: w for s, w in best.items() if w >= 0.75 * top}


@cache
def _normal_phrases(titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"[^a-z0-9+#/ ]+", " ", folded(t)).strip() for t in titles)


def _phrases(profile: SpecialityProfile) -> tuple[str, ...]:
    return _normal_phrases(profile.titles)


def _headline(layouts: Sequence[CvLayout], taxonomy: Taxonomy) -> dict[Speciality, float]:
    """The line under the name, which often is the person's own title.

    Any short line above the first section may be it: how many lines of contact stand there moves nothing.
    """
    for layout in layouts:
        for statement in layout.statements:
            if statement.section is not SectionKind.HEADER or statement.head or statement.role is not None:
                continue
            if len(statement.text) < _HEADLINE and (found := title_weights(statement.text, taxonomy)):
                return found
    return {}


def speciality_words(
    roles: Roles, claims: Sequence[SkillClaim], profile: SpecialityProfile
) -> tuple[Quote, ...]:
    """The titles and passages that speak most for the speciality, at most four."""
    phrases = _phrases(profile)
    titles = [
        role.quotes[0] for role, _ in roles
        if role.quotes and any(f" {p} " in f" {re.sub(r'[^a-z0-9+#/ ]+', ' ', folded(role.title))} " for p in phrases)
    ]  # fmt: skip
    telling = sorted(
        (c for c in claims if c.skill in profile.skills and c.kind is not EvidenceKind.NEGATIVE),
        key=lambda c: (-profile.skills[c.skill] * KIND_WEIGHT[c.kind] * (1 + c.depth), c.skill),
    )
    quotes = [*titles[:2], *(c.evidence[0].quote for c in telling[:3])]
    return tuple(dict.fromkeys(quotes))[:4]
