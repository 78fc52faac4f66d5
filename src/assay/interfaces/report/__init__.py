"""Reports: one renderer for each kind of file, from a ranking and its view to bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assay.workflow.shortlist import Ranking
from assay.workflow.view import ShortlistView

if TYPE_CHECKING:
    from assay.workflow.compare import ComparisonView

Renderer = Callable[[Ranking, ShortlistView], bytes]


def _json(ranking: Ranking, view: ShortlistView) -> bytes:
    from assay.workflow.recording import brief_record, to_json
    from assay.workflow.recording_matches import match_run_record

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


def _comparison_json(ranking: Ranking, view: ComparisonView) -> bytes:
    from assay.workflow.recording import brief_record, to_json
    from assay.workflow.recording_matches import compare_run_record

    brief = brief_record(ranking.brief.brief, ranking.brief.name, ranking.shortlist.versions)
    return to_json(compare_run_record(brief, ranking.pool, ranking.shortlist, view))


def _comparison_html(_ranking: Ranking, view: ComparisonView) -> bytes:
    from assay.interfaces.report.html import render_comparison

    return render_comparison(view)


COMPARISONS: dict[str, Callable[[Ranking, ComparisonView], bytes]] = {
    "json": _comparison_json,
    "html": _comparison_html,
}
"""Kind of file to the renderer of a comparison."""

RENDERERS: dict[str, Renderer] = {"json": _json, "html": _html, "csv": _csv, "xlsx": _xlsx}
"""Kind of file to its renderer."""
