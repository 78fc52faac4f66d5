"""Planning: the order of the steps, what each leads to by the ranking itself, and how long it all takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.domain.match import Band, Level, Match
from assay.domain.profile import Profile
from assay.transfer.carrying import Held
from assay.transfer.ground import Ground
from assay.transfer.rules import Advice, Rules
from assay.transfer.todo import (
    IMPORTANCE_ORDER,
    Estimate,
    Field,
    Todo,
    estimate,
    field_of,
    todos_of,
    with_done,
)
from assay.transfer.values import Gap, GapSort, Months, RampUp, Start, Step

FITS = frozenset({Band.STRONG, Band.GOOD})
"""Bands at and above the line: the ranking itself would put the person forward."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in order, how long they take, and the step after which the line is reached.

    `line` is 0 where the line is reached now (the seniority asked left open), None where the whole plan
    does not reach it.
    """

    steps: tuple[Step, ...]
    ramp: RampUp
    line: int | None
    to_line: Months | None


def plan_of(profile: Profile, gaps: Sequence[Gap], held: Mapping[str, Held], ground: Ground) -> Plan:
    """The steps that close `gaps`: prerequisites first, then what earns most bits a month.

    What the steps lead to is read against the role as it stands, or with its seniority left open where
    that is one of the gaps, since no step can close it.
    """
    todos = todos_of(gaps, held, ground)
    below = any(g.sort is GapSort.SENIORITY for g in gaps)
    standing = ground.opened if below else ground.role
    now, *after = ground.matches(standing, [profile, *(with_done(profile, [t], ground) for t in todos)])
    alone = tuple(m.bits - now.bits for m in after)
    field = field_of(profile, held, ground)
    order = _ordered(todos, alone, {t.key: estimate(t, held, ground, field).months.middle for t in todos})
    worth = {t.key: gain for t, gain in zip(todos, alone, strict=True)}
    done = ground.matches(standing, [with_done(profile, order[:n], ground) for n in range(1, len(order) + 1)])
    outcomes = [(match, standing.share(match)) for match in done]
    told = _estimates(order, held, field, ground)
    steps = _steps(order, told, worth, outcomes, ground)
    line = _line(now, done)
    to_line = None
    if line is not None:
        to_line = ramp_up(steps[:line], ground.rules).months if line else Months(0.0, 0.0)
    return Plan(steps, ramp_up(steps, ground.rules), line, to_line)


def ramp_up(steps: Sequence[Step], rules: Rules) -> RampUp:
    """How long `steps` take: several at a time, never less than the longest chain; signals by calendar."""
    if not steps:
        return RampUp(months=Months(0.0, 0.0), basis=("Nothing to learn is left open.",))
    skills = [s for s in steps if s.skill]
    signals = [s.months for s in steps if s.signal]
    best, worst = rules.at_a_time
    chain = _longest_chain(skills)
    low = max(chain.low, sum(s.months.low for s in skills) / best)
    high = max(chain.high, sum(s.months.high for s in skills) / worst)
    basis = [
        f"{len(skills)} things to learn beside the job, {worst:g} to {best:g} at a time, no chain of them "
        f"shorter than it takes: {low:.1f} to {high:.1f} months."
    ]
    if signals:
        calendar = Months(max(m.low for m in signals), max(m.high for m in signals))
        begin = rules.signals_begin
        low = max(low, low * begin + calendar.low)
        high = max(high, high * begin + calendar.high)
        basis.append(
            f"Experience that only time gives ({', '.join(s.label for s in steps if s.signal)}): "
            f"{calendar.low:g} to {calendar.high:g} months side by side, begun after {begin:.0%} of the learning."
        )
    basis.append("Our estimate by rule, not a measurement; seniority and years are not part of it.")
    return RampUp(months=Months(low, high), basis=tuple(basis))


def _ordered(todos: Sequence[Todo], gains: Sequence[float], months: Mapping[str, float]) -> tuple[Todo, ...]:
    """Things whose prerequisites are done, the most bits a month first; ties by importance, then label."""
    left = {t.key: (t, gain) for t, gain in zip(todos, gains, strict=True)}
    out: list[Todo] = []
    while left:
        ready = [row for row in left.values() if not row[0].before & left.keys()]
        best, _ = min(
            ready,
            key=lambda row: (
                -row[1] / months[row[0].key],
                IMPORTANCE_ORDER[row[0].importance],
                row[0].label,
                row[0].key,
            ),
        )
        out.append(best)
        del left[best.key]
    return tuple(out)


def _estimates(
    order: Sequence[Todo], held: Mapping[str, Held], field: Field, ground: Ground
) -> list[Estimate]:
    """How long each step takes, what the earlier steps taught being there to start from."""
    have, out = dict(held), []
    for number, todo in enumerate(order, 1):
        out.append(estimate(todo, have, ground, field))
        if todo.skill and todo.skill not in have:
            have[todo.skill] = Held(todo.skill, todo.label, ground.strength(Level.USED), step=number)
    return out


def _steps(
    order: Sequence[Todo],
    estimates: Sequence[Estimate],
    worth: Mapping[str, float],
    outcomes: Sequence[tuple[Match, float]],
    ground: Ground,
) -> tuple[Step, ...]:
    number = {t.key: n for n, t in enumerate(order, 1)}
    out = []
    for todo, told, (match, share) in zip(order, estimates, outcomes, strict=True):
        do, shows = _advice(todo, ground.rules)
        out.append(
            Step(
                number=number[todo.key],
                skill=todo.skill,
                signal=todo.signal,
                label=todo.label,
                closes=todo.closes,
                importance=todo.importance,
                do=do,
                shows=shows,
                start=_start(told),
                months=told.months,
                basis=told.basis,
                bits=worth[todo.key],
                share=share,
                score=match.score,
                band=match.band,
                after=tuple(sorted(number[k] for k in todo.before)),
            )
        )
    return tuple(out)


def _start(told: Estimate) -> Start | None:
    if told.start is None:
        return None
    have, path = told.start
    return Start(
        skill=have.skill,
        label=have.label,
        path=path,
        credit=path.credit * have.strength,
        step=have.step,
        quotes=have.quotes(),
    )


def _advice(todo: Todo, rules: Rules) -> tuple[str, str]:
    """What to do and what would show it, in words."""
    if todo.signal is not None:
        told = rules.signals[todo.signal]
        return told.do, told.shows
    assert todo.kind is not None
    told = rules.steps[todo.kind]
    parts = [rules.first.get(todo.state, ""), told.do, rules.rollout if todo.production else ""]
    do = Advice(" ".join(p for p in parts if p), told.shows)
    name = todo.label.split(" / ")[0]  # labels with two names read badly in a sentence
    return do.do.replace("{skill}", name), do.shows.replace("{skill}", name)


def _line(now: Match, done: Sequence[Match]) -> int | None:
    if now.band in FITS:
        return 0
    return next((n for n, match in enumerate(done, 1) if match.band in FITS), None)


def _longest_chain(steps: Sequence[Step]) -> Months:
    """The longest chain of steps that wait for one another, at best and at worst."""
    low: dict[int, float] = {}
    high: dict[int, float] = {}
    for step in steps:  # in order, so that what comes before is known
        low[step.number] = step.months.low + max((low.get(n, 0.0) for n in step.after), default=0.0)
        high[step.number] = step.months.high + max((high.get(n, 0.0) for n in step.after), default=0.0)
    return Months(max(low.values(), default=0.0), max(high.values(), default=0.0))
