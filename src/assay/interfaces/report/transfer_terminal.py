"""Pathways, growers and the map of specialities on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assay.interfaces.report.terminal import plain
from assay.workflow.transfer_shown import (
    CarriedView,
    GapView,
    GroupView,
    LinkView,
    PathwayView,
    StepView,
    TransferView,
)

if TYPE_CHECKING:
    from assay.workflow.transfer import Place

_QUOTE = 150
_IN_FULL = 3
_STEPS = 5


def show_transfer(view: TransferView, console: Console | None = None) -> None:
    """One pathway in full, or a pool's groups and the first who could grow."""
    console = console or Console(highlight=False)
    console.print(plain(f"To: {view.title}"), style="bold")
    console.print(Text(f"as of {view.as_of}; months are our estimates, by rule", style="dim"))
    if view.kind == "speciality":
        areas = ", ".join(text for text, _ in view.asks)
        console.print(plain(f"Areas of the speciality; nobody needs all: {areas}"), style="dim")
    if len(view.groups) == 1:
        _show_person(console, view.groups[0].people[0])
    else:
        _show_pool(console, view)
    if view.blind:
        console.print(Text("\nBlind view: identity is covered; --show-names lifts it.", style="dim"))


def _show_pool(console: Console, view: TransferView) -> None:
    for group in view.groups:
        if group.people:
            console.print(Text(f"\n{group.title} ({len(group.people)})", style="bold"))
            console.print(_group_table(group, view.top))
            if len(group.people) > view.top:
                console.print(Text(f"{len(group.people) - view.top} more; --top shows more.", style="dim"))
    for person in view.groups[0].people[: min(view.top, _IN_FULL)]:
        _show_person(console, person)
    legend = "Carries: share of what is asked that carries over; Then: score after the whole plan."
    console.print(Text(f"\n{legend}", style="dim"))
    console.print(Text("\nCriteria", style="bold"))
    for sentence in view.criteria:
        console.print(Text("  ") + plain(sentence))


def _group_table(group: GroupView, top: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name, least in (("Candidate", 12), ("From", 18)):
        table.add_column(name, min_width=least)
    for name in ("Score", "Carries", "Then"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Why here", overflow="fold")
    for person in group.people[:top]:
        table.add_row(
            plain(person.label, 40),
            plain(f"{person.speciality}, {person.seniority}"),
            f"{person.score:.0f}",
            f"{person.carries:.0%}",
            f"{person.score_after:.0f}",
            plain(person.reason),
        )
    return table


def _show_person(console: Console, person: PathwayView) -> None:
    console.print()
    head = (
        f"{person.label}: {person.speciality}, {person.seniority}; score {person.score:.0f} ({person.band})"
    )
    console.print(plain(head), style="bold")
    console.print(plain(person.verdict))
    points = f"Points of what is asked: {person.share:.0%} now, {person.share_after:.0%} after the plan; "
    console.print(Text(f"{points}{person.carries:.0%} of the things asked carry over", style="dim"))
    console.print(Text("\nCarries over", style="bold"))
    for part in person.carried:
        _show_carried(console, part)
    if not person.carried:
        console.print("  nothing of what is asked")
    console.print(Text("\nThe gap", style="bold"))
    for gap in person.gaps:
        console.print(_gap(gap))
    if not person.gaps:
        console.print("  none")
    if person.questions:
        console.print(Text("\nAsk first: what is not stated may still be there", style="bold"))
    for question in person.questions:
        console.print(Text("  ? ", style="cyan") + plain(question))
    if person.steps:
        console.print(Text(f"\nPlan: {person.ramp} (our estimate)", style="bold"))
    last = next((s.number for s in person.steps if s.line), _STEPS)
    for step in person.steps:
        _show_step(console, step, full=step.number <= last)
    for sentence in person.basis:
        console.print(Text("  ") + plain(sentence), style="dim")
    if person.nearest:
        console.print(Text("\nNearest specialities", style="bold"))
    for near in person.nearest:
        console.print(Text(f"  {near.fit:4.0%}  ") + plain(f"{near.label}: {near.reason}"))


def _show_carried(console: Console, part: CarriedView) -> None:
    style = "yellow" if part.links else "green"
    mark = Text(f"  {part.credit:4.2f}  ", style=style)
    console.print(mark + plain(part.label, 160) + Text(f"  [{part.importance}]", style="dim"))
    for link in part.links:
        console.print(Text("        ") + _link(link), style="dim")
    for excerpt in part.excerpts[:1]:
        console.print(Text("        “") + plain(excerpt.text, _QUOTE) + Text("”"), style="dim")


def _link(link: LinkView) -> Text:
    return plain(f"{link.source} to {link.target} {link.credit:.2f}: {link.reason} ({link.says})")


def _gap(gap: GapView) -> Text:
    told = Text("  - ") + plain(gap.label, 160) + Text(f"  [{gap.importance}]", style="dim")
    if gap.beyond:
        return told + Text("  ") + plain(gap.beyond)
    return told + Text(f"  step {gap.step}", style="cyan")


def _show_step(console: Console, step: StepView, *, full: bool) -> None:
    """A step; those after the line in a line each, which the page and the JSON show in full."""
    after = f", after step {step.after}" if step.after else ""
    head = Text(f"  {step.number}. ") + plain(step.label) + Text(f"  {step.months}{after}", style="cyan")
    console.print(head + Text(f"  then {step.score:.0f}, {step.band}", style="dim"))
    if not full:
        return
    if step.start:
        console.print(Text("     starts from ") + plain(step.start), style="dim")
    console.print(Text("     ") + plain(step.do))
    console.print(Text("     to show it: ") + plain(step.shows), style="dim")
    if step.line:
        console.print(Text("     -- the line: from here the ranking would say good --", style="green"))


def show_map(places: Sequence[Place], console: Console | None = None) -> None:
    """For each speciality what leads to it and where it leads, with credit and reason."""
    console = console or Console(highlight=False)
    if len(places) > 1:
        console.print(_overview(places))
        console.print(Text("assay specialities ID shows reasons and the way out.", style="dim"))
        return
    from assay.workflow.transfer import speciality_label

    place = places[0]
    console.print(Text(f"{place.label} ({place.speciality})", style="bold"))
    if place.niches:
        console.print(plain(f"niches: {', '.join(place.niches)}"), style="dim")
    for title, edges, out in (("Comes from", place.into, False), ("Leads to", place.out, True)):
        console.print(Text(f"\n{title}", style="bold"))
        for edge in edges:
            niche = f" ({edge.niche})" if edge.niche else ""
            name = speciality_label(edge.target if out else edge.source)
            head = f"{niche.strip(' ()')}: {name}" if out and edge.niche else f"{name}{niche}"
            console.print(Text(f"  {edge.credit:.2f}  ") + plain(head), style="bold")
            console.print(Text("        ") + plain(edge.reason), style="dim")


def _overview(places: Sequence[Place]) -> Table:
    from assay.workflow.transfer import speciality_label

    table = _table(("Id", "Speciality", "Comes from, best first (credit)"))
    for place in places:
        came = "; ".join(
            f"{speciality_label(e.source)}{f' / {e.niche}' if e.niche else ''} {e.credit:.2f}"
            for e in place.into[:5]
        )
        table.add_row(place.speciality, plain(place.label), plain(came or "-"))
    return table


def _table(columns: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in columns:
        table.add_column(name, overflow="fold")
    return table
