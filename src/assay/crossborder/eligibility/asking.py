"""The few questions that would settle most routes, in words that are lawful where they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assay.crossborder.eligibility.bars import SALARY
from assay.crossborder.eligibility.compiling import evaluate
from assay.crossborder.eligibility.deciding import decide
from assay.crossborder.eligibility.movement import AUTHORISED, CITIZENSHIPS, FREE, SPONSORED
from assay.crossborder.eligibility.trying import answers_to
from assay.crossborder.eligibility.values import UNKNOWN, CompiledRoute, Facts
from assay.crossborder.eligibility.wording import place_name
from assay.crossborder.facts import Fact
from assay.domain.route import FactQuestion, Verdict

MOST = 8
"""Questions at most; they come with the most telling first."""
VOLUNTARY = "This is voluntary and is not shown to those who decide."
US_AUTHORISED = "Are you legally authorised to work in the United States?"
US_SPONSORED = "Will you now or in the future require sponsorship for an employment visa?"
_ELSEWHERE = "Do you have the right to work in {}, and are there limits to it?"
_DERIVED = (FREE, "candidate.citizen_of_destination")
"""Facts that follow from the citizenships, which are asked for instead."""
_WORLDS = ((True, 1.0), (False, 0.5))
"""Checks by a person all passed, or all failed, with the weight of what is learnt then."""
_PARTLY = 0.5
"""Weight of bringing a route nearer to being settled, beside 1 for settling it."""
_ASKS = {"candidate": "candidate", "employer": "employer", "offer": "recruiter", "process": "recruiter"}


@dataclass(frozen=True, slots=True)
class _Worth:
    """How telling a question is, and the routes that it would help to settle."""

    score: float
    settles: tuple[str, ...]


def questions(
    routes: Sequence[CompiledRoute],
    facts: Facts,
    registry: Mapping[str, Fact],
    *,
    place: str | None = None,
    side: str = "hiring",
) -> tuple[FactQuestion, ...]:
    """Few questions, the most telling first, that would settle open routes.

    `place` is the country of work (ISO 3166-1), None for all that have a route; `side` is ``hiring`` or
    ``candidate``. Hiring is never given a private fact to ask for: there the right to work is asked for in
    the lawful words of the place, which settles every open route to it, since whoever may work there without
    limits needs none.

    A question's worth is measured by trying its plausible answers on every open route: the share of answers
    that settle the route, plus half the share of leaves keeping it open that the others take away. Checks
    that a person must make are taken as passed, and with half the weight as failed, so that they neither
    hide a question nor make one. The best question is taken, its most hopeful answer assumed, and the next
    chosen after it.
    """
    hiring = side == "hiring"
    known = {k: v for k, v in facts.items() if not (hiring and k in registry and registry[k].private)}
    here = [route for route in routes if place in (None, route.route.country)]
    asked: list[FactQuestion] = []
    barred: set[str] = set()
    while len(asked) < MOST:
        weighed = _weigh(here, known, registry, hiring=hiring)
        if hiring:
            weighed |= _rights(here, known)
        best = max(
            (key for key in weighed if key not in barred and weighed[key].score > 0),
            key=lambda key: (weighed[key].score, key),
            default=None,
        )
        if best is None:
            break
        barred.add(best)
        found, answer = _ask(best, weighed[best], here, known, registry)
        asked += found
        known = {**known, **answer}
    return tuple(asked[:MOST])


def _ask(
    key: str, worth: _Worth, routes: Sequence[CompiledRoute], known: Facts, registry: Mapping[str, Fact]
) -> tuple[list[FactQuestion], Mapping[str, object]]:
    """The questions that a key stands for, and the answer assumed when the next is chosen."""
    if key.startswith(AUTHORISED):
        _, _, place = key.partition(":")
        countries = {r.route.country for r in routes if r.route.id in worth.settles}
        listed = known.get(SPONSORED)
        sponsored = (*(listed if isinstance(listed, list | tuple) else ()), *sorted(countries))
        return _right_to_work(place, worth, registry), {SPONSORED: sponsored}
    fact = registry[key]
    text = f"{fact.question} {VOLUNTARY}" if fact.private else fact.question
    question = FactQuestion(
        fact=key,
        text=text,
        place=None,
        asks=_ASKS[fact.stated_by],
        settles=worth.settles,
        voluntary=fact.private,
    )
    return [question], _hopeful(fact, [r for r in routes if r.route.id in worth.settles], known)


def _right_to_work(place: str, worth: _Worth, registry: Mapping[str, Fact]) -> list[FactQuestion]:
    """The right to work, in the words of a place; in the United States these two and no others.

    Source: 8 USC 1324b; what employers may ask before an offer is whether the person is authorised to work
    and whether sponsorship will be needed.
    """
    asked: tuple[tuple[str, str], ...] = ((AUTHORISED, registry[AUTHORISED].question),)
    if place == "US":
        asked = ((AUTHORISED, US_AUTHORISED), (SPONSORED, US_SPONSORED))
    elif place:
        asked = ((AUTHORISED, _ELSEWHERE.format(place_name(place))),)
    return [
        FactQuestion(
            fact=fact,
            text=text,
            place=place or None,
            asks="candidate",
            settles=worth.settles,
            voluntary=False,
        )
        for fact, text in asked
    ]


def _rights(routes: Sequence[CompiledRoute], known: Facts) -> dict[str, _Worth]:
    """The right to work by place: worth every open route there, where nothing is stated of it yet.

    The United States have words of their own; several other places share one question.
    """
    stated: set[str] = set()
    for key in (AUTHORISED, SPONSORED):
        listed = known.get(key)
        stated |= set(listed) if isinstance(listed, list | tuple) else set()
    open_routes: dict[str, list[str]] = {}
    for route in routes:
        country = route.route.country
        if country not in stated and evaluate(route, known).verdict is Verdict.NEEDS_CHECK:
            open_routes.setdefault(country, []).append(route.route.id)
    others = [country for country in open_routes if country != "US"]
    if len(others) > 1:
        open_routes[""] = [route for country in others for route in open_routes.pop(country)]
    return {f"{AUTHORISED}:{c}": _Worth(len(ids), tuple(ids)) for c, ids in open_routes.items()}


def _weigh(
    routes: Sequence[CompiledRoute], known: Facts, registry: Mapping[str, Fact], *, hiring: bool
) -> dict[str, _Worth]:
    scores: dict[str, float] = {}
    settles: dict[str, dict[str, None]] = {}
    for route in routes:
        for passed, weight in _WORLDS:
            world = _checked(route, known, passed=passed)
            for key, gain in _gains(route, world, registry, hiring=hiring).items():
                scores[key] = scores.get(key, 0.0) + weight * gain
                if gain:
                    settles.setdefault(key, {})[route.route.id] = None
    return {key: _Worth(score, tuple(settles.get(key, ()))) for key, score in scores.items()}


def _checked(route: CompiledRoute, known: Facts, *, passed: bool) -> dict[str, object]:
    """The facts, with every check of the route that nobody has answered taken as passed or failed."""
    keys = [
        f"checked.{route.route.id}.{leaf.condition.number}"
        for leaf in route.leaves
        if leaf.condition.kind == "manual_check"
    ]
    return {**dict.fromkeys(keys, passed), **{k: v for k, v in known.items() if v is not None}}


def _gains(
    route: CompiledRoute, world: Facts, registry: Mapping[str, Fact], *, hiring: bool
) -> dict[str, float]:
    """What each question gains on an open route; none where the route is settled."""
    codes = evaluate(route, world).codes
    code, places = decide(route.route.eligibility, codes)
    if code != UNKNOWN:
        return {}
    gains: dict[str, float] = {}
    for need in dict.fromkeys(n for place in places for n in route.leaves[place].tell(world).needs):
        fact = registry.get(need)
        if fact is None or (hiring and fact.private) or _answered(need, world):
            continue
        key = CITIZENSHIPS if need in _DERIVED else need
        gains[key] = max(gains.get(key, 0.0), _gain(fact, route, world, len(places)))
    return gains


def _answered(need: str, world: Facts) -> bool:
    """Whether a fact is stated; a range of pay is still asked for the amount that settles it."""
    return world.get(need) is not None and need != SALARY[0]


def _gain(fact: Fact, route: CompiledRoute, world: Facts, before: int) -> float:
    """The mean over the plausible answers: 1 where one settles the route, else half the leaves it closes."""
    tried = answers_to(fact, route, world)
    total = 0.0
    for answer in tried:
        codes = evaluate(route, {**world, **answer}).codes
        code, places = decide(route.route.eligibility, codes)
        total += 1.0 if code != UNKNOWN else _PARTLY * max(0.0, 1 - len(places) / before)
    return total / len(tried) if tried else 0.0


def _hopeful(fact: Fact, routes: Iterable[CompiledRoute], known: Facts) -> Mapping[str, object]:
    """The answer that leaves the most routes feasible or open, the first of equals."""
    routes = tuple(routes)
    tried: dict[str, Mapping[str, object]] = {}
    for route in routes:
        for answer in answers_to(fact, route, known):
            tried.setdefault(repr(answer), answer)

    def hope(answer: Mapping[str, object]) -> int:
        worlds = [{**_checked(route, known, passed=True), **answer} for route in routes]
        codes = [
            route.tree(evaluate(route, world).codes) for route, world in zip(routes, worlds, strict=True)
        ]
        return sum(codes)

    return max(tried.values(), key=hope, default={})
