"""Plan: a brief compiled to rows that the kernel evaluates, and to the prior that goes with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assay.domain.brief import Brief, Importance, Requirement, RequirementKind
from assay.domain.skill import Seniority, Speciality
from assay.domain.transfer import SpecialityEdge, TransferPath
from assay.index.numbers import SIGNALS, STUDIES
from assay.index.words import normalise, weighted_words, word_counts
from assay.matching.fields import shares_of
from assay.matching.levels import ASKED, PRACTISED
from assay.matching.model import Grouping, MatchModel
from assay.taxonomy import Taxonomy, studies_in

SENIORITY = "seniority"
"""Name of the contribution for the seniority asked."""

SPECIALITY = "speciality"
"""Name of the contribution for the speciality asked."""

_DEEP = -2  # place of "deep" in the level bits: next to the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A skill that answers a slot: its own or a narrower one (`direct`, credit 1), or one that leads to
    it over `path`, or says something alike in other words (no path), for a part of the credit.

    A phrase outside the vocabulary answers itself for less than 1: nobody has reviewed what it means.
    """

    skill: str
    label: str
    credit: float
    direct: bool
    path: TransferPath | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One thing asked: any one of `skills` answers it. `phrases` are open wordings, normalised."""

    label: str
    skills: tuple[str, ...]
    answers: tuple[Answer, ...]
    phrases: tuple[str, ...] = ()

    @property
    def deniable(self) -> str | None:
        """The skill whose denial counts: only a slot of one skill can be denied."""
        return self.skills[0] if len(self.skills) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A requirement for the kernel: every way to answer it, and what its bits are multiplied by.

    `full` is what the best usual answer earns, in bits. `words` are the requirement's words with
    weights, for similarity; empty where the vocabulary can answer. `relevant_share` is the share
    of the relevant years that counts for the years asked. `studies` are the sorts of field that the
    degree asked may be in (places in `STUDIES`), none where any will do.
    """

    id: str
    text: str
    importance: Importance
    weight: float
    full: float
    slots: tuple[Slot, ...] = ()
    asked: int = 0
    years: float | None = None
    relevant_share: float = 0.0
    years_alone: bool = False
    signals: tuple[int, ...] = ()
    signal_credit: float = 1.0
    degree: int = 0
    studies: tuple[int, ...] = ()
    language: str | None = None
    words: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field that the brief is about: its share of the brief (0-1, all together 1), the credit of each
    speciality for it, its defining skills with their weights, and the niches that lead to it with the
    ids of their skills."""

    speciality: Speciality
    label: str
    share: float
    credit: Mapping[Speciality, float]
    skills: tuple[tuple[str, float], ...]
    niches: tuple[tuple[SpecialityEdge, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialityRow:
    """The speciality asked and the fields the brief is about, the largest first; labels for people."""

    speciality: Speciality
    label: str
    weight: float
    fields: tuple[Field, ...]
    labels: Mapping[Speciality, str]

    def credit(self, speciality: Speciality) -> float:
        """Credit of a person's own speciality for the fields asked, 0-1."""
        return sum(field.share * field.credit[speciality] for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A compiled brief. `scale` multiplies the derived rows; `prior` depends on brief and model only."""

    rows: tuple[Row, ...]
    seniority: Seniority | None
    speciality: SpecialityRow
    scale: float
    prior: float

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all contributions, in the order in which their bits are added."""
        derived = (SENIORITY, SPECIALITY) if self.seniority else (SPECIALITY,)
        return (*(row.id for row in self.rows), *derived)


def compile_plan(brief: Brief, model: MatchModel, taxonomy: Taxonomy) -> Plan:
    """Compile `brief`: which skills answer each requirement, with what credit, for how many bits."""
    shares = _shares(brief.requirements, model.grouping, taxonomy)
    counts = word_counts(r.text for r in brief.requirements)
    rows = [
        _row(requirement, share, counts, model, taxonomy)
        for requirement, share in zip(brief.requirements, shares, strict=True)
    ]
    full = sum(row.full for row in rows) + _derived_full(brief, model, taxonomy)
    scale = min(model.grow, model.span / full) if full > 0 else 1.0
    return Plan(
        rows=tuple(replace(r, weight=r.weight * scale, full=r.full * scale) for r in rows),
        seniority=brief.seniority,
        speciality=_speciality(brief, scale, model, taxonomy),
        scale=scale,
        prior=model.prior_base - model.prior_share * full * scale,
    )


def _derived_full(brief: Brief, model: MatchModel, taxonomy: Taxonomy) -> float:
    """Bits that speciality and seniority can earn; a field without defining skills only by title."""
    rule, told = model.speciality, 0.0
    for speciality, share in shares_of(brief, rule, taxonomy):
        own = taxonomy.specialities.get(speciality)
        told += share * (1.0 if own and own.skills else rule.own_share)
    return rule.bits * told + (model.seniority[0] if brief.seniority else 0.0)


def _row(
    requirement: Requirement, share: float, counts: Mapping[str, int], model: MatchModel, taxonomy: Taxonomy
) -> Row:
    kind = requirement.kind
    weight = model.importance[requirement.importance] * model.requirement_kinds[kind] * share
    weight *= _telling(requirement, model, taxonomy)
    row = Row(
        id=requirement.id,
        text=requirement.text,
        importance=requirement.importance,
        weight=weight,
        full=0.0,
        slots=_slots(requirement, model, taxonomy),
        asked=ASKED.index(requirement.evidence),
        years=requirement.years if requirement.years and requirement.years > 0 else None,
        relevant_share=1.0 if kind is RequirementKind.EXPERIENCE else model.years_relevant_share,
        signals=tuple(n for n, signal in enumerate(SIGNALS) if signal in requirement.signals),
        signal_credit=_signal_credit(requirement, model),
        # A certificate asked by name is no degree: only schooling without a name is met by any.
        degree=requirement.degree_level or int(kind is RequirementKind.EDUCATION and not requirement.skills),
        studies=_studies(requirement),
        language=requirement.language,
    )
    row = replace(row, words=_words(requirement, row, counts), years_alone=_years_alone(row))
    return replace(row, full=weight * _best(row, model))


def _studies(requirement: Requirement) -> tuple[int, ...]:
    if requirement.kind is not RequirementKind.EDUCATION:
        return ()
    named = studies_in(" ".join((requirement.text, *(q.text for q in requirement.quotes))))
    return tuple(n for n, study in enumerate(STUDIES) if study in named)


def _telling(requirement: Requirement, model: MatchModel, taxonomy: Taxonomy) -> float:
    """The share of its weight that a requirement keeps by how much its skills tell people apart.

    The most telling of several; a phrase that the vocabulary does not know tells most.
    """
    if not requirement.skills:
        return 1.0
    floor = model.specificity_floor
    return floor + (1.0 - floor) * max(taxonomy.information(s.skill) for s in requirement.skills)


def _signal_credit(requirement: Requirement, model: MatchModel) -> float:
    alone = not requirement.skills or requirement.kind is RequirementKind.SIGNAL
    return 1.0 if alone else model.signal_beside_skills


def _years_alone(row: Row) -> bool:
    return bool(row.years) and not (row.slots or row.signals or row.degree or row.language)


def _words(requirement: Requirement, row: Row, counts: Mapping[str, int]) -> Mapping[str, float]:
    """Words for similarity, where the vocabulary leaves something of the requirement open."""
    answered = row.signals or row.degree or row.language
    linked = row.slots and not any(slot.phrases for slot in row.slots)
    if linked or (answered and not row.slots):
        return {}
    found = weighted_words(requirement.text, counts)
    return found if len(found) > 1 else {}


def _best(row: Row, model: MatchModel) -> float:
    """Bits of the best usual answer to the row, before weights."""
    bits = model.level_bits
    ways = [0.0]
    if row.slots:
        ways.append(bits[_DEEP])
    if row.signals:
        ways.append(bits[model.signal_levels[-1]] * row.signal_credit)
    if row.degree:
        ways.append(bits[model.education.meets])
    if row.language:
        ways.append(bits[model.language_stated])
    if row.words:
        ways.append(bits[model.text.similar_at_most] * model.text.similar)
    if row.years_alone:
        ways.append(bits[PRACTISED])
    return max(ways)


def _slots(requirement: Requirement, model: MatchModel, taxonomy: Taxonomy) -> tuple[Slot, ...]:
    """One slot for each skill asked; one for all where any of them is enough."""
    skills = list(dict.fromkeys((s.skill, s.label) for s in requirement.skills))
    groups = [skills] if requirement.alternatives and skills else [[pair] for pair in skills]
    return tuple(
        Slot(
            label=" or ".join(label for _, label in group),
            skills=tuple(skill for skill, _ in group),
            answers=_answers([skill for skill, _ in group], dict(group), model, taxonomy),
            phrases=tuple(normalise(skill[1:]) for skill, _ in group if skill.startswith("~")),
        )
        for group in groups
    )


def _answers(
    asked: Sequence[str], labels: Mapping[str, str], model: MatchModel, taxonomy: Taxonomy
) -> tuple[Answer, ...]:
    """Skills that answer any of `asked`, the best first: the order decides which of equals is shown."""
    found: dict[str, Answer] = {}
    for skill in asked:
        credit = model.text.unreviewed if skill.startswith("~") else 1.0
        found[skill] = Answer(skill=skill, label=labels[skill], credit=credit, direct=True)
    for skill in asked:
        if skill not in taxonomy.skills:
            continue
        for other in taxonomy.descendants(skill):
            label = labels.get(other) or taxonomy.skills[other].label
            found[other] = Answer(skill=other, label=label, credit=1.0, direct=True)
        for other, path in taxonomy.transfers_to(skill).items():
            if other not in found or found[other].credit < path.credit:
                label = labels.get(other) or taxonomy.skills[other].label
                found[other] = Answer(skill=other, label=label, credit=path.credit, direct=False, path=path)
    return tuple(sorted(found.values(), key=lambda a: (-a.credit, a.skill not in labels, a.skill)))


def _shares(requirements: Sequence[Requirement], grouping: Grouping, taxonomy: Taxonomy) -> tuple[float, ...]:
    """The share of its weight each requirement keeps, so that correlated skills are not counted twice."""
    asked = [tuple(s.skill for s in r.skills) for r in requirements]
    counts = Counter(filter(None, asked))
    wider = {s: taxonomy.ancestors(s) if s in taxonomy.skills else {} for row in counts for s in row}
    share = {}
    for mine in counts:
        others = [(theirs, count - (theirs == mine)) for theirs, count in counts.items()]
        overlap = sum(count * _overlap(mine, theirs, wider, grouping) for theirs, count in others if count)
        share[mine] = max(grouping.floor, 1.0 / (1.0 + overlap))
    return tuple(share.get(mine, 1.0) for mine in asked)


def _overlap(
    mine: Sequence[str], theirs: Sequence[str], wider: Mapping[str, Mapping[str, int]], grouping: Grouping
) -> float:
    """Mean, over the skills of one requirement, of the nearest relation to a skill of the other."""
    return sum(max(_relation(a, b, wider, grouping) for b in theirs) for a in mine) / len(mine)


def _relation(a: str, b: str, wider: Mapping[str, Mapping[str, int]], grouping: Grouping) -> float:
    if a == b:
        return grouping.same
    steps = wider[a].get(b) or wider[b].get(a)
    return grouping.related if steps and steps <= grouping.steps else 0.0


def _speciality(brief: Brief, scale: float, model: MatchModel, taxonomy: Taxonomy) -> SpecialityRow:
    profiles, asked = taxonomy.specialities, brief.speciality
    labels = {s: profiles[s].label if s in profiles else s.value.replace("_", " ") for s in Speciality}
    shares = shares_of(brief, model.speciality, taxonomy)
    others = [labels[s] for s, share in shares if s is not asked and share >= model.speciality.named_share]
    return SpecialityRow(
        speciality=asked,
        label=" with ".join(filter(None, (labels[asked], " and ".join(others)))),
        weight=scale,
        fields=tuple(_field(s, share, labels[s], taxonomy) for s, share in shares),
        labels=labels,
    )


def _field(speciality: Speciality, share: float, label: str, taxonomy: Taxonomy) -> Field:
    own = taxonomy.specialities.get(speciality)
    edges = taxonomy.speciality_edges_to(speciality)
    whole = {edge.source: edge.credit for edge in edges if edge.niche is None}
    return Field(
        speciality=speciality,
        label=label,
        share=share,
        credit={s: 1.0 if s is speciality else whole.get(s, 0.0) for s in Speciality},
        skills=tuple(sorted(own.skills.items())) if own else (),
        niches=tuple((edge, _niche_skills(edge, taxonomy)) for edge in edges if edge.niche),
    )


def _niche_skills(edge: SpecialityEdge, taxonomy: Taxonomy) -> tuple[str, ...]:
    niches = taxonomy.specialities[edge.source].niches
    return next(tuple(sorted(n.skills)) for n in niches if n.label == edge.niche)
