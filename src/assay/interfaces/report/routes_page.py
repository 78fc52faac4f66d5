"""The pages of routes across borders, in full and as a plan on one sheet: no network, no script."""

from __future__ import annotations

from assay.interfaces.report.html import template
from assay.interfaces.report.plan_sheet import cut, filled, headline, plan_ways, time_bars, way_rows
from assay.interfaces.report.route_days import day_bars
from assay.interfaces.report.route_marks import TOOLS
from assay.interfaces.report.routes_in_short import in_short
from assay.workflow.routes_shown import DestinationView, RoutesView

_UPRIGHT = 4
"""Ways that stand side by side on upright paper; for more it is turned."""


def render_routes(view: RoutesView) -> bytes:
    """All of the view as one UTF-8 HTML file; the same view gives the same bytes."""
    beside = view.ways[: view.top]
    html: str = template("routes.html").render(
        view=view,
        beside=beside,
        sum_up=in_short(view),
        sideways=len(beside) > _UPRIGHT,
        hours=[(item, day_bars(item.days)) for item in view.hours],
        regions=_by_region(view),
        **TOOLS,
    )
    return html.encode()


def render_plan(view: RoutesView) -> bytes:
    """The way to follow, two others and what to do next, as one UTF-8 HTML file that prints on one page.

    Lists are cut to what fits on A4 and on US Letter, and say how much the full report has beside.
    """
    ways = plan_ways(view)
    rows = way_rows(ways)
    html: str = template("plan.html").render(
        view=view,
        ways=ways,
        cut=cut,
        headline=headline(ways),
        hidden=len(view.ways) - len(ways),
        rows=rows,
        bars=time_bars(ways),
        blocks=filled(view, ways, rows),
        versions=cut(" · ".join(f"{name} {value}" for name, value in view.versions), 130),
        **TOOLS,
    )
    return html.encode()


def _by_region(view: RoutesView) -> list[tuple[str, list[DestinationView]]]:
    regions: dict[str, list[DestinationView]] = {}
    for place in view.destinations:
        regions.setdefault(place.region, []).append(place)
    return list(regions.items())
