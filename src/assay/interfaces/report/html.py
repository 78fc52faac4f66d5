"""The HTML report: one file, no network, no script, readable on paper, phone and by keyboard."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from assay.interfaces.report.plain import printable
from assay.interfaces.report.route_marks import TOOLS
from assay.workflow.blind import Excerpt
from assay.workflow.view import CandidateView, ContributionView, ShortlistView, words

if TYPE_CHECKING:
    from assay.workflow.compare import ComparisonView

LEVELS = ("denied", "listed", "theory only", "adjacent", "used", "practised", "deep", "authority")
"""Levels that move a score, lowest first, for the key to the colours."""

SCALE = 100.0
"""Width of a waterfall row in per cent of its column."""


@cache
def template(name: str) -> Any:
    """A template of this package, escaping everything it is given."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("assay.interfaces.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = words
    environment.globals["levels"] = LEVELS
    environment.filters["printable"] = printable
    environment.globals["excerpt"] = excerpt
    return environment.get_template(name)


def render(view: ShortlistView) -> bytes:
    """The whole ranking as one UTF-8 HTML file; the same view gives the same bytes."""
    shown = [(person, waterfall(person)) for person in view.candidates[: view.top]]
    html: str = template("shortlist.html").render(
        view=view, shown=shown, rest=view.candidates[view.top :], **TOOLS
    )
    return html.encode()


def render_comparison(view: ComparisonView) -> bytes:
    """A comparison as one UTF-8 HTML file; the same view gives the same bytes."""
    most = max((abs(c.bits) for row in view.rows for c in row.cells), default=0.0) or 1.0
    html: str = template("comparison.html").render(view=view, shortlist=view.shortlist, most=most)
    return html.encode()


def excerpt(part: Excerpt) -> dict[str, str]:
    """An excerpt's parts as shown: white space folded, the surroundings cut at whole words."""
    before = " ".join(
        printable(part.before).split(" ")[1:] if len(part.before) > 150 else [printable(part.before)]
    )
    after = " ".join(
        printable(part.after).split(" ")[:-1] if len(part.after) > 150 else [printable(part.after)]
    )
    return {"before": before, "text": printable(part.text), "after": after}


def waterfall(person: CandidateView) -> list[dict[str, Any]]:
    """Rows of the waterfall: where each bar starts and how wide it is, in per cent of the span.

    `total` is the sum so far, the last the score's bits; `zero` is where even odds (a score of 50) lie,
    None where the span does not reach it.
    """
    steps: list[tuple[str, float, ContributionView | None]] = [("Prior of this brief", person.prior, None)]
    steps += [(row.requirement.text, row.bits, row) for row in person.rows]
    totals, total = [0.0], 0.0
    for _, bits, _ in steps:
        total += bits
        totals.append(total)
    low, span = min(totals), (max(totals) - min(totals)) or 1.0
    rows = []
    for number, (text, bits, row) in enumerate(steps):
        start, end = totals[number], totals[number + 1]
        left, right = sorted((start, end))
        rows.append(
            {
                "text": text,
                "bits": bits,
                "total": end,
                "row": row,
                "left": round((left - low) / span * SCALE, 2),
                "width": round((right - left) / span * SCALE, 2),
                "end": round((end - low) / span * SCALE, 2),
                "zero": round((0.0 - low) / span * SCALE, 2),
                "level": "prior" if row is None else row.level.replace(" ", "-"),
            }
        )
    return rows
