"""The page of a pathway or of a pool's growers: one file, no network, no script."""

from __future__ import annotations

from assay.interfaces.report.html import excerpt, template
from assay.workflow.transfer_shown import TransferView


def render_transfer(view: TransferView) -> bytes:
    """One UTF-8 HTML file; the same view gives the same bytes."""
    html: str = template("transfer.html").render(
        view=view,
        pool=len(view.groups) > 1,
        shown=view.groups[0].people[: view.top],
        excerpt=excerpt,
    )
    return html.encode()
