"""The speciality of a brief: what its title says of the work, weighed against what its demands say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assay.domain.brief import Importance, Requirement
from assay.domain.document import Quote
from assay.domain.skill import Speciality
from assay.extraction.speciality import GENERAL, title_weights
from assay.taxonomy import Taxonomy, folded

IMPORTANCE_WEIGHT: Mapping[Importance, float] = {
    Importance.MUST: 1.0,
    Importance.SHOULD: 0.6,
    Importance.NICE: 0.25,
}
"""How far a demand of each importance tells what the work is; our judgement."""

_TITLED, _TITLED_GENERAL = 4.0, 1.0
"""What a title weighs where its words name one field ("Speech"), and where they fit many ("ML Engineer")."""

_BROAD = GENERAL - {Speciality.NON_TECH}
"""Families that titles and demands of any other may name too; "customer service" only beside models."""

_ASKED_BROAD = 0.7
"""Share that counts of what the demands say for one of them: nearly every brief asks for machine learning.

This and the weights above were chosen on the labelled briefs and posts, 63 in all."""

_HINTED = 3.0
"""What a skill weighs that the title names beside its phrase ("..., Fine-Tuning API")."""

_ASKED_AROUND = 0.3
"""Share that counts of what an ML engineer is asked of other software: it stands around the work itself."""

_ASKED = 0.5
_TELLING = 2.0
"""Weight of a skill in a speciality from which a demand that names it is quoted for it."""

_INCLUSIVE = re.compile(
    r"(?<=[^\W\d_])(?:/-?(?:in|innen|a|e|ka|rice|trice|euse|ne|o|r)|[:*_]in(?:nen)?|\((?:in|innen|a|e|ne|euse|r|s|o|f|h)\)|·(?:e|ne|euse|trice)s?)(?!\w)"
)
"""Endings that make a title speak to all: "Entwickler:in", "Ingeniero/a", "Ingénieur(e)", "Inżynier/ka"."""

_MARKED = re.compile(
    r"[(\[]\s*(?:[mwfdhxiuv]\s*[/|,*]\s*){1,3}[mwfdhxiuv*]+\s*[)\]]|[(\[](?:all genders?|gn|alle|any gender)[)\]]",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s[-–—|:]\s|[,(){}\[\]|;]|\s[-–—]|:\s|/(?=\s)|\s@\s")
_HINTS: tuple[tuple[re.Pattern[str], Speciality], ...] = (
    (re.compile(r"\b(?:cv|vision|perception|imaging|image|video|visual)\b"), Speciality.COMPUTER_VISION),
    (re.compile(r"\b(?:infra|infrastructure|infraestructura|infrastruktur|infrastructuur|infraestrutura|infrastruttura|infrastruktury|training platform|compute|gpus?|accelerators?|kernels?|distributed training)\b"), Speciality.AI_INFRASTRUCTURE),
    (re.compile(r"\b(?:llms?|genai|gen ai|generative|agents?|agentic|fine tuning|finetuning|prompt|rag|foundation models?|language models?)\b"), Speciality.LLM),
    (re.compile(r"\b(?:speech|voice|nlp|nlu|language understanding|text|conversational|asr|tts)\b"), Speciality.NLP_SPEECH),
    (re.compile(r"\b(?:search|ranking|recommend\w*|recsys|personali[sz]ation|relevance|ads|feed|discovery)\b"), Speciality.RECSYS_SEARCH),
    (re.compile(r"\b(?:robotics?|autonomy|autonomous|manipulation|reinforcement|motion|planning and control)\b"), Speciality.RL_ROBOTICS),
    (re.compile(r"\b(?:mlops|ml ops|ml platform|machine learning platform|operations|ml deployment|model operations)\b"), Speciality.MLOPS),
    (re.compile(r"\b(?:data platform|data pipelines?|etl|lakehouse|warehouse|streaming)\b"), Speciality.DATA_ENGINEERING_FOR_ML),
    (re.compile(r"\b(?:governance|responsible ai|compliance|ai policy|audit)\b"), Speciality.AI_GOVERNANCE),
)  # fmt: skip
"""Words that name the field in the half of a title that no phrase of the vocabulary covers."""

_MACHINE = re.compile(
    r"(?<![\w-])(?:ml|ai|ki|ia|machine learning|deep learning|artificial intelligence|models?|gpu|training)(?![\w-])"
)
_NOT_ALONE = frozenset({Speciality.AI_INFRASTRUCTURE, Speciality.MLOPS})
"""Fields whose words are also said of other software: they count where the title speaks of models too."""


def speciality_of(
    title: str, quote: Quote, requirements: Sequence[Requirement], taxonomy: Taxonomy
) -> tuple[Speciality, tuple[Quote, ...]]:
    """The speciality with the title's quote and those of the demands that tell it.

    The specific half of a title ("ML Engineer, Speech") goes before its general half; general phrases
    ("ML Engineer") weigh so little that what the demands name can outweigh them.
    """
    weights = title_votes(title, taxonomy)
    learning = bool(weights[Speciality.ML_ENGINEERING]) and not weights[Speciality.SOFTWARE_OTHER]
    for speciality, amount in asked_votes(requirements, taxonomy).items():
        weights[speciality] += (
            amount * _ASKED_AROUND if learning and speciality is Speciality.SOFTWARE_OTHER else amount
        )
    order = list(Speciality)
    best = max(order, key=lambda s: (weights[s], -order.index(s)))
    if not weights[best]:
        return Speciality.SOFTWARE_OTHER, (quote,)
    profile = taxonomy.specialities[best].skills
    telling = [
        r.quotes[0]
        for r in requirements
        if r.quotes and any(profile.get(s.skill, 0) >= _TELLING for s in r.skills)
    ]
    return best, (quote, *telling[:2])


def asked_votes(requirements: Sequence[Requirement], taxonomy: Taxonomy) -> dict[Speciality, float]:
    """What the demands say for each speciality; a demand that names many skills says less by each."""
    out = dict.fromkeys(Speciality, 0.0)
    for speciality, profile in taxonomy.specialities.items():
        weight = _ASKED * (_ASKED_BROAD if speciality in _BROAD else 1.0)
        for requirement in requirements:
            share = IMPORTANCE_WEIGHT[requirement.importance] / max(1, len(requirement.skills)) ** 0.5
            out[speciality] += (
                weight * share * sum(profile.skills.get(s.skill, 0.0) for s in requirement.skills)
            )
    return out


def title_votes(title: str, taxonomy: Taxonomy) -> dict[Speciality, float]:
    """What the title says for each speciality."""
    plain = plain_title(title)
    out = dict.fromkeys(Speciality, 0.0)
    machine = bool(_MACHINE.search(folded(plain)))
    for part in (plain, plain.replace("/", " "), *_halves(plain)):
        for speciality, weight in title_weights(part, taxonomy, flat=True).items():
            broad = speciality in _BROAD or (machine and speciality is Speciality.NON_TECH)
            amount = (_TITLED_GENERAL if broad else _TITLED) * min(1.0, weight)
            out[speciality] = max(out[speciality], amount)
    for speciality in _hinted(plain, machine):
        out[speciality] = max(out[speciality], _HINTED)
    return out


def plain_title(title: str) -> str:
    """The title without forms that only name genders: "Entwickler:in (m/w/d)" as "Entwickler".

    >>> plain_title("Ingeniero/a senior de infraestructura de IA (m/f/x)")
    'Ingeniero senior de infraestructura de IA'
    """
    return " ".join(_INCLUSIVE.sub("", _MARKED.sub(" ", title)).split())


def _halves(title: str) -> Iterator[str]:
    """The parts of a title between commas, dashes and brackets, where there are several."""
    parts = [p.strip() for p in _PARTS.split(title) if p and p.strip()]
    if len(parts) > 1:
        yield from parts


def _hinted(title: str, machine: bool) -> Iterator[Speciality]:
    text = re.sub(r"[^a-z0-9+ ]+", " ", folded(title))
    for pattern, speciality in _HINTS:
        if pattern.search(text) and (machine or speciality not in _NOT_ALONE):
            yield speciality
