"""Reports: one renderer for each kind of file, from a ranking and its view to bytes."""

from __future__ import annotations

from collections.abc import Callable

from assay.workflow.shortlist import Ranking
from assay.workflow.view import ShortlistView

Renderer = Callable[[Ranking, ShortlistView], bytes]


def _json(ranking: Ranking, view: ShortlistView) -> bytes:
    from assay.workflow.recording import brief_record, match_run_record, to_json

    brief = brief_record(ranking.brief.brief, ranking.brief.name, ranking.shortlist.versions)
    return to_json(match_run_record(brief, ranking.pool, ranking.shortlist, view.candidates))


def _html(_ranking: Ranking, view: ShortlistView) -> bytes:
    from assay.interfaces.report.html import render

    return render(view)


def _csv(_ranking: Ranking, view: ShortlistView) -> bytes:
    from assay.interfaces.report.sheets import render_csv

    return render_csv(view)


def _xlsx(_ranking: Ranking, view: ShortlistView) -> bytes:
    from assay.interfaces.report.sheets import render_xlsx

    return render_xlsx(view)


RENDERERS: dict[str, Renderer] = {"json": _json, "html": _html, "csv": _csv, "xlsx": _xlsx}
"""Kind of file to its renderer."""
