"""Routes made ready for a filing date: every leaf a small function, the tree a function of their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from operator import itemgetter

from assay.crossborder.eligibility.facing import check_leaf, fact_leaf
from assay.crossborder.eligibility.paying import money_leaf, progressive_leaf
from assay.crossborder.eligibility.scoring import points_leaf
from assay.crossborder.eligibility.values import (
    NO,
    UNKNOWN,
    VERDICTS,
    YES,
    Codes,
    CompiledRoute,
    Convert,
    Evaluation,
    Facts,
    Leaf,
    Points,
    Setting,
)
from assay.crossborder.facts import Fact, load_facts
from assay.domain.route import Bloc, Condition, Route, Verdict
from assay.errors import RulesError

_NODES = ("all", "any", "count_at_least")
_POINTS = "points_at_least"
_Tree = Callable[[Codes], int]


def compile_route(
    route: Route,
    on: date,
    convert: Convert,
    points: Points,
    blocs: Iterable[Bloc] = (),
    registry: Mapping[str, Fact] | None = None,
) -> CompiledRoute:
    """A route made ready for a filing date.

    `convert` gives amounts at a dated rate, `points` scores on that date, `blocs` are those of free movement,
    `registry` that of the facts (None: the one that ships with Assay). Raises RulesError where the tree names
    a fact, threshold or comparison that does not exist.
    """
    return compile_routes((route,), setting_of(on, convert, points, blocs, registry))[0]


def setting_of(
    on: date,
    convert: Convert,
    points: Points,
    blocs: Iterable[Bloc] = (),
    registry: Mapping[str, Fact] | None = None,
) -> Setting:
    """What several routes are compiled with, so that they share their conversions."""
    known = load_facts() if registry is None else registry
    return Setting(on=on, convert=convert, points=points, blocs=tuple(blocs), registry=known)


def compile_routes(routes: Iterable[Route], setting: Setting) -> tuple[CompiledRoute, ...]:
    """Routes made ready together; raises RulesError with the faults of all of them."""
    compiled: list[CompiledRoute] = []
    faults: list[str] = []
    for route in routes:
        try:
            compiled.append(_compiled(route, setting))
        except RulesError as error:
            faults += error.faults
    if faults:
        raise RulesError(faults)
    return tuple(compiled)


def _compiled(route: Route, setting: Setting) -> CompiledRoute:
    leaves = tuple(_leaf(condition, route, setting) for condition in leaves_of(route.eligibility))
    return CompiledRoute(
        route=route,
        setting=setting,
        leaves=leaves,
        tests=tuple(leaf.test for leaf in leaves),
        costly=tuple(at for at, leaf in enumerate(leaves) if leaf.condition.kind == _POINTS),
        tree=_tree(route.eligibility, iter(range(len(leaves)))),
    )


def leaves_of(condition: Condition) -> Iterator[Condition]:
    """The leaves of a tree, in order."""
    if condition.kind in _NODES:
        for part in condition.parts:
            yield from leaves_of(part)
    else:
        yield condition


def evaluate(compiled: CompiledRoute, facts: Facts) -> Evaluation:
    """What a route comes to for some facts, without words. Unknown facts never give a yes."""
    codes = tuple([test(facts) for test in compiled.tests])
    return Evaluation(VERDICTS[compiled.tree(codes)], codes)


def verdict_of(compiled: CompiledRoute, facts: Facts) -> Verdict:
    """The verdict alone. Points are scored only where they can still change it."""
    if not compiled.costly:
        return VERDICTS[compiled.tree([test(facts) for test in compiled.tests])]
    codes = [UNKNOWN if at in compiled.costly else test(facts) for at, test in enumerate(compiled.tests)]
    code = compiled.tree(codes)
    if code == UNKNOWN:
        for at in compiled.costly:
            codes[at] = compiled.tests[at](facts)
        code = compiled.tree(codes)
    return VERDICTS[code]


def _leaf(condition: Condition, route: Route, setting: Setting) -> Leaf:
    if condition.kind == "fact":
        return fact_leaf(condition, route, setting)
    if condition.kind in ("salary_at_least", "candidate_income_at_least"):
        return money_leaf(condition, route, setting)
    if condition.kind == "salary_age_progressive":
        return progressive_leaf(condition, route, setting)
    if condition.kind == _POINTS:
        return points_leaf(condition, route, setting)
    if condition.kind == "manual_check":
        return check_leaf(condition, route)
    raise RulesError([f"{route.id}: {condition.kind}: is not a kind of condition: correct it"])


def _tree(condition: Condition, places: Iterator[int]) -> _Tree:
    """The tree as a function of the leaves' codes; `places` numbers the leaves in order."""
    if condition.kind not in _NODES:
        return itemgetter(next(places))
    if not condition.parts:
        raise RulesError([f"{condition.kind}: holds no conditions: remove it or fill it"])
    parts = tuple(_tree(part, places) for part in condition.parts)
    if condition.kind == "count_at_least":
        return _counted(parts, condition.least)
    if len(parts) == 1:
        return parts[0]
    return _least(parts) if condition.kind == "all" else _greatest(parts)


def _least(parts: tuple[_Tree, ...]) -> _Tree:
    def run(codes: Codes) -> int:
        found = YES
        for part in parts:
            code = part(codes)
            if code < found:
                if code == NO:
                    return NO
                found = code
        return found

    return run


def _greatest(parts: tuple[_Tree, ...]) -> _Tree:
    def run(codes: Codes) -> int:
        found = NO
        for part in parts:
            code = part(codes)
            if code > found:
                if code == YES:
                    return YES
                found = code
        return found

    return run


def _counted(parts: tuple[_Tree, ...], least: int) -> _Tree:
    def run(codes: Codes) -> int:
        found = [part(codes) for part in parts]
        if found.count(YES) >= least:
            return YES
        return NO if len(found) - found.count(NO) < least else UNKNOWN

    return run
