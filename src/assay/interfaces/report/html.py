"""The HTML report: one file, no network, no script, readable on paper, phone and by keyboard."""

from __future__ import annotations

from functools import cache
from typing import Any

from assay.workflow.blind import Excerpt
from assay.workflow.view import CandidateView, ContributionView, ShortlistView, words

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
    environment.filters["printable"] = printable
    return environment.get_template(name)


def render(view: ShortlistView) -> bytes:
    """The whole ranking as one UTF-8 HTML file; the same view gives the same bytes."""
    shown = [(person, waterfall(person)) for person in view.candidates[: view.top]]
    html: str = template("shortlist.html").render(
        view=view, shown=shown, rest=view.candidates[view.top :], excerpt=excerpt
    )
    return html.encode()


def printable(text: str) -> str:
    """`text` without control characters and direction marks, which could hide or turn what is shown."""
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)


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
    """Rows of the waterfall: where each bar starts and how wide it is, in per cent of the span."""
    steps: list[tuple[str, float, ContributionView | None]] = [("Prior of this brief", person.prior, None)]
    steps += [(row.requirement.text, row.bits, row) for row in person.rows]
    totals, total = [0.0], 0.0
    for _, bits, _ in steps:
        total += bits
        totals.append(total)
    low, span = min(totals), (max(totals) - min(totals)) or 1.0
    rows = []
    for (text, bits, row), start in zip(steps, totals[:-1], strict=True):
        left, right = sorted((start, start + bits))
        rows.append(
            {
                "text": text,
                "bits": bits,
                "row": row,
                "left": round((left - low) / span * SCALE, 2),
                "width": round((right - left) / span * SCALE, 2),
                "sign": "minus" if bits < 0 else "plus" if bits > 0 else "none",
            }
        )
    return rows
