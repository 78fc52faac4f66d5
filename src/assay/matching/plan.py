"""Plan: a brief compiled to rows that the kernel evaluates, and to the prior that goes with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assay.domain.brief import Brief, Importance, Requirement, RequirementKind
from assay.domain.skill import Seniority, Speciality
from assay.matching.levels import ASKED, PRACTISED, SIGNALS
from assay.matching.model import Grouping, MatchModel
from assay.matching.phrases import normalise, weighted_words, word_counts
from assay.taxonomy import Taxonomy

SENIORITY = "seniority"
"""Name of the contribution for the seniority asked."""

SPECIALITY = "speciality"
"""Name of the contribution for the speciality asked."""

_DEEP = -2  # place of "deep" in the level bits: next to the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A skill that answers a slot: its own or a narrower one (`direct`, credit 1) or a related one."""

    skill: str
    label: str
    credit: float
    direct: bool


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
    of the relevant years that counts for the years asked.
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
    language: str | None = None
    words: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialityRow:
    """The speciality asked: credit of each speciality, and its defining skills with their weights."""

    speciality: Speciality
    label: str
    weight: float
    credit: Mapping[Speciality, float]
    labels: Mapping[Speciality, str]
    skills: tuple[tuple[str, float], ...]


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
        speciality=_speciality(brief.speciality, scale, taxonomy),
        scale=scale,
        prior=model.prior_base - model.prior_share * full * scale,
    )


def _derived_full(brief: Brief, model: MatchModel, taxonomy: Taxonomy) -> float:
    """Bits that speciality and seniority can earn; a speciality without defining skills only by title."""
    own = taxonomy.specialities.get(brief.speciality)
    share = 1.0 if own and own.skills else model.speciality.own_share
    return model.speciality.bits * share + (model.seniority[0] if brief.seniority else 0.0)


def _row(
    requirement: Requirement, share: float, counts: Mapping[str, int], model: MatchModel, taxonomy: Taxonomy
) -> Row:
    kind = requirement.kind
    weight = model.importance[requirement.importance] * model.requirement_kinds[kind] * share
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
        language=requirement.language,
    )
    row = replace(row, words=_words(requirement, row, counts), years_alone=_years_alone(row))
    return replace(row, full=weight * _best(row, model))


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
    credit = dict.fromkeys(asked, 1.0)
    for skill in asked:
        if skill in taxonomy.skills:
            for other, share in _related(skill, model, taxonomy):
                credit[other] = max(share, credit.get(other, 0.0))
    ranked = sorted(credit.items(), key=lambda row: (-row[1], row[0] not in labels, row[0]))
    return tuple(
        Answer(skill=s, label=labels.get(s) or taxonomy.skills[s].label, credit=c, direct=c == 1.0)
        for s, c in ranked
        if c > 0
    )


def _related(skill: str, model: MatchModel, taxonomy: Taxonomy) -> list[tuple[str, float]]:
    broader = model.transfer.broader
    narrower = [(other, 1.0) for other in taxonomy.descendants(skill)]
    wider = [
        (other, broader[steps - 1])
        for other, steps in taxonomy.ancestors(skill).items()
        if steps <= len(broader)
    ]
    near = [(other, model.transfer.neighbour) for other in taxonomy.neighbours(skill)]
    return [pair for pair in (*narrower, *wider, *near) if pair[0] in taxonomy.skills]


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


def _speciality(asked: Speciality, scale: float, taxonomy: Taxonomy) -> SpecialityRow:
    profiles = taxonomy.specialities
    own = profiles.get(asked)
    neighbours = own.neighbours if own else {}
    labels = {s: profiles[s].label if s in profiles else s.value.replace("_", " ") for s in Speciality}
    return SpecialityRow(
        speciality=asked,
        label=labels[asked],
        weight=scale,
        credit={s: 1.0 if s is asked else neighbours.get(s, 0.0) for s in Speciality},
        labels=labels,
        skills=tuple(sorted(own.skills.items())) if own else (),
    )
