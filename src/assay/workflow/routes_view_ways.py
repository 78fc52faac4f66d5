"""The ways to work together as people see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assay.crossborder.facts import load_facts
from assay.domain.arrangement import WAY_LABELS, Cost, CostItem, TimePart, Way
from assay.domain.route import LeafOutcome, Margin, Route, RouteOutcome, Source, Verdict
from assay.workflow.route_words import country, days, first_day, in_sentence, marked, money, unrepeated
from assay.workflow.routes import ReadRoutes, ViewKind
from assay.workflow.routes_shown import CostView, LeafView, MarginView, SourceView, TimeView, WayView

_BASIS = {
    "stated": "as stated",
    "customary": "usual",
    "statutory": "set by law",
    "target": "the authority's target",
    "observed": "as observed",
    "estimate": "our estimate",
    "memory": "from memory",
    "unknown": "not known",
}
_FREE_FACT = "candidate.free_movement_in_destination"

_PLAIN = "a job offer: yes"
_FREE_TEXT = ("may not work in", "may work in")

OF_THE_PERSON = "hangs on a fact that belongs to the person and is not asked in the hiring"
"""Stands for a condition on a private fact, in the view of those who decide."""

PART_UNKNOWN = " (+)"
"""Behind a sum in which a part is not known."""

Say = Callable[[str], str]
"""What a text of the person's documents is shown as: names covered in the blind view."""


def way_views(read: ReadRoutes, say: Say) -> tuple[WayView, ...]:
    """Every way in its order, numbered from 1."""
    if read.person is None:
        return ()
    outcomes = read.person.outcomes
    return tuple(
        _way(number, way, outcomes.get(way.route or ""), read, say)
        for number, way in enumerate(read.person.ways, 1)
    )


def source_view(source: Source) -> SourceView:
    """A source with the date it states."""
    known = source.as_of is not None and source.stated not in source.title
    dated = f" ({source.stated})" if known else ""
    return SourceView(title=f"{source.title}{dated}", url=source.url)


def leaf_views(outcome: RouteOutcome, private: frozenset[str] = frozenset()) -> tuple[LeafView, ...]:
    """Each condition of a route, with whether it decides; what is said in the same words once.

    `private` are the facts that this view must not name.
    """
    by_text: dict[tuple[str, str], LeafView] = {}
    for leaf in outcome.leaves:
        made = LeafView(
            answer=leaf.answer.value,
            text=leaf_text(leaf, private),
            decides=leaf in outcome.decided_by,
            margin=None if leaf.margin is None else margin_view(leaf.margin),
        )
        by_text.setdefault((made.answer, made.text), made)
    return tuple(by_text.values())


def margin_view(margin: Margin) -> MarginView:
    """A margin in money and as a share of what is required, with the day of the rate."""
    verified = margin.verification.verified
    sign = "+" if margin.money >= 0 else "-"
    gap = money(abs(margin.money), abs(margin.money), margin.currency)
    return MarginView(
        required=marked(
            f"{money(margin.required, margin.required, margin.currency)} a year", margin.verification
        ),
        money=marked(f"{sign}{gap}", verified),
        share=f"{margin.share * 100:+.1f} %" if margin.required else "",
        rate=f"at the rate of {margin.converted_on}" if margin.converted_on else "",
    )


def _way(number: int, way: Way, outcome: RouteOutcome | None, read: ReadRoutes, say: Say) -> WayView:
    route = read.book.routes.get(way.route or "")
    private = private_facts() if read.query.view is ViewKind.HIRING else frozenset()
    return WayView(
        number=number,
        kind=way.kind.value,
        label=WAY_LABELS[way.kind],
        name=way.name,
        country=country(way.country) if way.country else "",
        code=way.country,
        route=way.route or "",
        verdict=way.verdict.value,
        trust=way.trust.value if way.trust else "",
        trust_reasons=way.trust_reasons,
        why=_why(way, outcome, private),
        open=_open(way, outcome, private),
        leaves=() if outcome is None else leaf_views(outcome, private),
        time=_time(way, read, say),
        employer_once=cost_view(way.employer_once),
        employer_yearly=cost_view(way.employer_yearly, "a year"),
        first_year=first_year(way),
        person_once=cost_view(way.person_once),
        risks=unrepeated(marked(risk.text, risk.verification) for risk in way.risks),
        dependants=_dependants(way, route),
        residence=way.residence,
        duration=way.duration,
        scheduled=way.scheduled,
        official_url=way.official_url or "",
        sources=tuple(source_view(s) for s in way.sources),
    )


def _why(way: Way, outcome: RouteOutcome | None, private: frozenset[str]) -> tuple[str, ...]:
    """What decides where it is known: what blocks a way, or what opens it."""
    if way.verdict is Verdict.NEEDS_CHECK:
        return ()
    texts = unrepeated(_covered(way.why, outcome, private))
    told = tuple(text for text in texts if not text.startswith(_PLAIN)) or texts
    return tuple(sorted(told, key=lambda text: text.startswith(_FREE_TEXT)))


def _open(way: Way, outcome: RouteOutcome | None, private: frozenset[str]) -> tuple[str, ...]:
    """What keeps a way open; that a permit may not be needed at all comes last, since it closes nothing."""
    if way.verdict is not Verdict.NEEDS_CHECK:
        return ()
    texts = unrepeated(_covered(way.open or way.why, outcome, private))
    return tuple(sorted(texts, key=lambda text: text.startswith("not known whether")))


def _covered(texts: Iterable[str], outcome: RouteOutcome | None, private: frozenset[str]) -> Iterable[str]:
    """The texts of conditions, without naming the private facts that some of them hang on."""
    said = {} if outcome is None else {leaf.text: leaf_text(leaf, private) for leaf in outcome.leaves}
    return (said.get(text, text) for text in texts)


def private_facts() -> frozenset[str]:
    """The facts that those who decide on hiring may not see; the right to work is asked in lawful words."""
    return frozenset(f.id for f in load_facts().values() if f.private and f.id != _FREE_FACT)


def leaf_text(leaf: LeafOutcome, private: frozenset[str]) -> str:
    """A condition in words; one that hangs on a private fact does not say which."""
    return OF_THE_PERSON if private.intersection(leaf.needs) else leaf.text


def _dependants(way: Way, route: Route | None) -> str:
    if route is None or not route.spouse_work:
        return way.dependants
    return marked(way.dependants, route.provenance.verification)


def _time(way: Way, read: ReadRoutes, say: Say) -> TimeView:
    start = way.start
    verified = all(part.verification.verified for part in start.parts)
    earliest = first_day(start, read.query.on)
    return TimeView(
        range=marked(days(start.low, start.high), verified or (start.low is None and start.high is None)),
        low_days=start.low,
        high_days=start.high,
        earliest=earliest + (f" (no earlier than {start.not_before} by law)" if start.not_before else ""),
        parts=tuple(_part(part, say) for part in start.parts)
        + tuple(f"the move after it: {_part(part, say)}" for part in way.later),
    )


def _part(part: TimePart, say: Say) -> str:
    if part.low is None and part.high is None:
        return f"{part.what}: not known{f' ({part.note})' if part.note else ''}"
    basis = _BASIS.get(part.basis, part.basis)
    why = "; ".join(t for t in ("" if basis in part.note else basis, say(part.note)) if t)
    return f"{part.what}: {marked(days(part.low, part.high), part.verification)} ({why})"


def cost_view(cost: Cost, per: str = "") -> CostView:
    """A cost with its items; what is missing is named."""
    text = money(cost.low, cost.high, cost.currency, verified=cost.verified)
    if cost.low == cost.high == 0 and not cost.items:
        text = "none that was read" if cost.currency else "none"
    elif per and cost.low is not None:
        text = text.replace(f" {cost.currency}", f" {cost.currency} {per}", 1)
    return CostView(
        range=text + (", not complete" if cost.missing and cost.low is not None else ""),
        items=tuple(_item(item, cost.currency) for item in cost.items),
        missing=cost.missing,
    )


def _item(item: CostItem, currency: str) -> str:
    """A cost in the offer's currency, and as it is stated where that is put otherwise."""
    verified = item.verification.verified
    if item.low is None or item.high is None:
        return marked(f"{item.what}: {item.stated}", verified)
    said = money(item.low, item.high, currency)
    if item.stated.startswith(said):
        return marked(f"{item.what}: {item.stated}", verified)
    rate = f"; rate of {item.rate_day}" if item.rate_day and currency not in item.stated else ""
    return f"{item.what}: {money(item.low, item.high, currency, verified=verified)} ({item.stated}{rate})"


def first_year(way: Way) -> str:
    """What the first year costs the employer: pay, contributions and fees together."""
    costs = (way.employer_once, way.employer_yearly)
    if way.employer_yearly.low is None:
        return "not known"
    lows = [c.low for c in costs if c.low is not None]
    highs = [c.high for c in costs if c.high is not None]
    verified = all(c.verified for c in costs)
    part = PART_UNKNOWN if any(c.missing for c in costs) else ""
    return money(sum(lows), sum(highs), way.employer_yearly.currency, verified=verified) + part


def place_of(way: WayView) -> str:
    """Where a way leads, in a sentence; that it is not known where it is."""
    return in_sentence(way.code) if way.code else "a country not known"
