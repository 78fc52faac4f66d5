"""Things to learn: the gaps that a plan can close, each thing once, with what must come before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assay.domain.brief import EvidenceAsked, Importance
from assay.domain.document import Quote, Span
from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.match import Level
from assay.domain.profile import Profile, Signal, SignalClaim, SkillClaim
from assay.domain.skill import SkillKind
from assay.domain.transfer import TransferPath
from assay.transfer.carrying import Held, best_path
from assay.transfer.ground import Ground
from assay.transfer.nearest import leading_edge
from assay.transfer.values import Gap, GapSort, Months

IMPORTANCE_ORDER = {Importance.MUST: 0, Importance.SHOULD: 1, Importance.NICE: 2}
_STATES = {Level.DENIED: "denied", Level.LISTED: "listed", Level.THEORY: "theory"}


@dataclass(frozen=True, slots=True)
class Todo:
    """A skill or a signal to gain. `state` is where the person stands: nothing, denied, listed, theory."""

    key: str
    label: str
    skill: str | None
    signal: Signal | None
    kind: SkillKind | None
    importance: Importance
    closes: tuple[str, ...]
    state: str
    production: bool
    before: frozenset[str] = frozenset()
    narrower: str | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """Months for a thing to learn, the start they count from, and how they came about."""

    months: Months
    basis: str
    start: tuple[Held, TransferPath] | None


@dataclass(frozen=True, slots=True)
class Field:
    """The person's own field, and how far it answers for the one asked, 0-1."""

    label: str
    credit: float


def field_of(profile: Profile, held: Mapping[str, Held], ground: Ground) -> Field:
    """The field that the person comes from, niche included, as it leads to the target's."""
    own, asked = profile.speciality, ground.target.brief.speciality
    data = ground.taxonomy.specialities.get(own)
    credit = 1.0
    if own is not asked:
        edge = leading_edge(own, asked, frozenset(held), ground.taxonomy)
        credit = edge.credit if edge else 0.0
    return Field(data.label if data else own.replace("_", " "), credit)


def todos_of(gaps: Sequence[Gap], held: Mapping[str, Held], ground: Ground) -> tuple[Todo, ...]:
    """What the plan holds, each skill or signal once; of alternatives the one that takes least time."""
    found: dict[str, Todo] = {}
    sure = frozenset(g.skills[0] for g in gaps if g.sort is GapSort.SKILL and len(g.skills) == 1)
    for gap in gaps:
        for todo in _todos(gap, sure, held, ground):
            known = found.get(todo.key)
            found[todo.key] = _joined(known, todo) if known else todo
    return _linked(found, ground)


def estimate(todo: Todo, held: Mapping[str, Held], ground: Ground, field: Field | None = None) -> Estimate:
    """How long `todo` takes for somebody who holds `held` and comes from `field`."""
    rules = ground.rules
    if todo.signal is not None:
        base = rules.signal_months[todo.signal]
        return Estimate(base, f"{base.low:g}-{base.high:g} months of calendar time for this signal", None)
    assert todo.skill is not None
    assert todo.kind is not None
    base = rules.months[todo.kind]
    parts = [f"{todo.kind} from nothing {base.low:g}-{base.high:g} months"]
    factor = rules.start[todo.state]
    if todo.state != "nothing":
        parts.append(f"{_STATE_WORDS[todo.state]} x {factor.low:g}-{factor.high:g}")
    start = best_path(todo.skill, held, ground)
    if start:
        credit = start[0].strength * start[1].credit
        left = 1.0 - rules.credit_share * credit
        factor = factor.scaled(left)
        parts.append(f"from {start[0].label} (credit {credit:.2f}) x {left:.2f}")
    if todo.narrower:
        factor = factor.scaled(rules.with_narrower)
        parts.append(f"learned through {todo.narrower} x {rules.with_narrower:g}")
    elif sibling := _sibling(todo.skill, held, ground):
        factor = factor.scaled(rules.with_sibling)
        parts.append(f"learned together with {sibling} x {rules.with_sibling:g}")
    if field and field.credit < 1.0 and rules.far_field:
        far = 1.0 + rules.far_field * (1.0 - field.credit)
        factor = factor.scaled(far)
        parts.append(f"coming from {field.label} x {far:.2f}")
    months = base.times(factor)
    if todo.production:
        months = months.plus(rules.rollout_months)
        extra = rules.rollout_months
        parts.append(f"taken into production + {extra.low:g}-{extra.high:g}")
    months = Months(max(rules.least_months, months.low), max(rules.least_months, months.high))
    return Estimate(months, "; ".join(parts), start)


def with_done(profile: Profile, todos: Sequence[Todo], ground: Ground) -> Profile:
    """The profile as it would read with `todos` done: for the what-if only, never shown as evidence."""
    skills = {c.skill: c for c in profile.skills}
    signals = {s.signal: s for s in profile.signals}
    for todo in todos:
        if todo.skill is not None:
            skills[todo.skill] = _learned(todo, skills.get(todo.skill), profile, ground)
        elif todo.signal is not None:
            known = signals.get(todo.signal)
            level = max(ground.rules.reach_signal, known.level if known else 0)
            signals[todo.signal] = SignalClaim(signal=todo.signal, level=level, quotes=(_unwritten(profile),))
    return replace(profile, skills=tuple(skills.values()), signals=tuple(signals.values()))


def _sibling(skill: str, held: Mapping[str, Held], ground: Ground) -> str | None:
    """An earlier step's skill that is a part of the same wider skill."""
    wider = set(ground.taxonomy.skills[skill].broader)
    steps = sorted((h for h in held.values() if h.step is not None), key=lambda h: h.step or 0)
    return next((h.label for h in steps if wider & set(ground.taxonomy.skills[h.skill].broader)), None)


_STATE_WORDS = {"denied": "denied", "listed": "only named", "theory": "from study or trial"}


def _learned(todo: Todo, known: SkillClaim | None, profile: Profile, ground: Ground) -> SkillClaim:
    kind = EvidenceKind.PRODUCTION if todo.production else EvidenceKind.APPLIED
    if todo.kind is SkillKind.CREDENTIAL:
        kind = EvidenceKind.EDUCATION
    quote = _unwritten(profile)
    new = Evidence(kind=kind, quote=quote, mention=quote, reason="what the plan would lead to")
    if known is None:
        return SkillClaim(
            skill=todo.skill or "",
            label=todo.label,
            kind=kind,
            depth=ground.rules.reach_depth,
            evidence=(new,),
            last_used=ground.as_of,
        )
    kept = tuple(e for e in known.evidence if e.kind is not EvidenceKind.NEGATIVE)
    return replace(
        known,
        kind=max(kind, known.kind, key=lambda k: k.strength),
        depth=max(known.depth, ground.rules.reach_depth),
        evidence=(new, *kept),
        last_used=ground.as_of,
    )


def _unwritten(profile: Profile) -> Quote:
    """An empty quote: what a plan would lead to stands in no document yet."""
    return Quote(profile.documents[0] if profile.documents else "", Span(0, 0), "")


def _todos(gap: Gap, sure: frozenset[str], held: Mapping[str, Held], ground: Ground) -> list[Todo]:
    """What closes a gap: of alternatives one that is to be learned anyway (`sure`), else the quickest."""
    importance = gap.importance or Importance.SHOULD
    if gap.sort is GapSort.SIGNAL:
        return [_signal_todo(signal, gap, importance) for signal in gap.signals]
    if gap.sort is not GapSort.SKILL:
        return []
    ways = [_skill_todo(skill, gap, importance, ground) for skill in gap.skills]

    def effort(todo: Todo) -> tuple[bool, float, int]:
        months = estimate(todo, held, ground).months.middle
        return todo.key not in sure, months, gap.skills.index(todo.key)

    return [min(ways, key=effort)]


def _signal_todo(signal: Signal, gap: Gap, importance: Importance) -> Todo:
    return Todo(
        key=f"signal:{signal}",
        label=SIGNAL_LABELS[signal],
        skill=None,
        signal=signal,
        kind=None,
        importance=importance,
        closes=(gap.id,),
        state="nothing",
        production=False,
    )


SIGNAL_LABELS = {
    Signal.PRODUCTION: "Systems in real use",
    Signal.PRODUCTION_ML: "Machine learning in production",
    Signal.SYSTEM_DESIGN: "Design of systems at scale",
    Signal.INFRASTRUCTURE: "AI infrastructure in operation",
    Signal.COLLABORATION: "Work across functions",
}


def _skill_todo(skill: str, gap: Gap, importance: Importance, ground: Ground) -> Todo:
    entry = ground.taxonomy.skills[skill]
    asked = next(p.asked for p in ground.pieces if p.asked.id == gap.id)
    production = asked.evidence is EvidenceAsked.PRODUCTION and entry.kind is not SkillKind.CREDENTIAL
    return Todo(
        key=skill,
        label=entry.label,
        skill=skill,
        signal=None,
        kind=entry.kind,
        importance=importance,
        closes=(gap.id,),
        state=_STATES.get(gap.level, "nothing"),
        production=production,
    )


def _joined(one: Todo, other: Todo) -> Todo:
    """The same thing asked twice: the greater importance, production where either asks it."""
    return replace(
        one,
        importance=min(one.importance, other.importance, key=IMPORTANCE_ORDER.__getitem__),
        closes=tuple(dict.fromkeys((*one.closes, *other.closes))),
        production=one.production or other.production,
    )


def _linked(found: Mapping[str, Todo], ground: Ground) -> tuple[Todo, ...]:
    """With what comes before each: wider skills, and for signals the skills of the musts."""
    skills = {t.key for t in found.values() if t.skill}
    musts = frozenset(t.key for t in found.values() if t.skill and t.importance is Importance.MUST)
    above = {s: frozenset(a for a in ground.taxonomy.ancestors(s) if a in skills) for s in skills}
    below: dict[str, list[str]] = {}
    for narrow in sorted(skills):
        for wide in above[narrow]:
            below.setdefault(wide, []).append(narrow)
    out = []
    for todo in found.values():
        parts = below.get(todo.key)
        out.append(
            replace(
                todo,
                before=musts if todo.signal else above[todo.key],
                narrower=found[parts[0]].label if parts else None,
            )
        )
    return tuple(out)
