"""Evaluate Assay on a labelled folder: readings, briefs and rankings, with baselines from the same run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from assay.domain.dates import Month
from assay.evaluation.baselines import available
from assay.evaluation.bootstrap import Interval, paired_interval
from assay.evaluation.briefings import brief_reading_figures
from assay.evaluation.calibration import Bin, CalibrationFigures, calibration_figures
from assay.evaluation.gold import Gold, load_gold
from assay.evaluation.rankings import brief_figures, mean_figures
from assay.evaluation.readings import kind_table, language_figures, profile_figures
from assay.workflow.intake import Pool, Progress, read_pool
from assay.workflow.recording import brief_record, profile_record
from assay.workflow.shortlist import ReadBrief, rank_pool, read_brief, versions

if TYPE_CHECKING:
    from assay.extraction.port import Extractor

__all__ = [
    "OURS",
    "Bin",
    "CalibrationFigures",
    "Evaluation",
    "PartReport",
    "RankingFigures",
    "evaluate",
    "figures_json",
    "saved_files",
]

OURS = "Assay"
Scores = Mapping[str, Mapping[str, float]]
"""Brief id to CV id to score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingFigures:
    """One system's figures on a part: the means and each brief's row."""

    mean: Mapping[str, float]
    briefs: Mapping[str, Mapping[str, float | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReport:
    """Figures of one part. `kinds` counts labelled against read kinds; `languages` holds the main figures
    of each language; `intervals` hold our nDCG@10 less each baseline's, bootstrapped over briefs;
    `calibration` is that of our scores, None where no pair is judged: baselines give no chances."""

    part: str
    profiles: Mapping[str, Any]
    kinds: Mapping[str, Mapping[str, int]]
    languages: Mapping[str, Mapping[str, Any]]
    briefs: Mapping[str, Any]
    rankings: Mapping[str, RankingFigures]
    intervals: Mapping[str, Interval]
    calibration: CalibrationFigures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A whole evaluation: parts, raw outputs, and what it was made with."""

    folder: str
    as_of: str
    parts: tuple[PartReport, ...]
    profiles: Mapping[str, Any]
    readings: Mapping[str, Any]
    runs: Scores


@dataclass(frozen=True, slots=True)
class _Outputs:
    profiles: dict[str, Any]
    briefs: dict[str, Any]
    systems: dict[str, dict[str, dict[str, float]]]


def evaluate(
    folder: Path | str,
    *,
    as_of: Month,
    processes: int = 1,
    extractor: Extractor | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Read and rank everything in `folder` and score it; raises GoldError where the folder lacks a part.

    `extractor` reads beside the rules. Parts: all; and, where the folder has a ``locked.txt``, open and locked.
    """
    gold = load_gold(Path(folder))
    pool = read_pool(
        [gold.folder / "cvs"],
        as_of=as_of,
        processes=processes,
        separate_files=True,
        extractor=extractor,
        progress=progress,
    )
    briefs = {b: read_brief(gold.folder / "briefs" / f"{b}.txt") for b in gold.briefs}
    outputs = _Outputs(
        profiles={Path(c.name).stem: _builtins(profile_record(c, versions())) for c in pool.candidates},
        briefs={b: _builtins(brief_record(r.brief, r.name, versions())) for b, r in briefs.items()},
        systems=_systems(gold, pool, briefs, as_of),
    )
    names = ("open", "locked", "all") if gold.locked else ("all",)
    return Evaluation(
        folder=str(folder),
        as_of=str(as_of),
        parts=tuple(_part(gold, outputs, name) for name in names),
        profiles=outputs.profiles,
        readings=outputs.briefs,
        runs=outputs.systems.get(OURS, {}),
    )


def _builtins(record: Any) -> Any:
    return msgspec.to_builtins(record)


def _systems(
    gold: Gold, pool: Pool, briefs: Mapping[str, ReadBrief], as_of: Month
) -> dict[str, dict[str, dict[str, float]]]:
    """Scores of Assay and of every baseline that can run here, over the whole pool."""
    texts = {c: gold.text(c) for c in gold.cvs}
    ours = {b: _our_scores(brief, pool, as_of) for b, brief in briefs.items()}
    baselines = {
        name: {b: ranker(gold.brief_text(b), texts) for b in briefs} for name, ranker in available().items()
    }
    return {OURS: ours, **baselines}


def _our_scores(brief: ReadBrief, pool: Pool, as_of: Month) -> dict[str, float]:
    ranking = rank_pool(brief, pool, as_of=as_of)
    names = {c.profile.id: Path(c.name).stem for c in pool.candidates}
    return {names[m.profile]: m.bits for m in ranking.shortlist.matches}


def _part(gold: Gold, outputs: _Outputs, part: str) -> PartReport:
    relevance = gold.relevance(part)
    rankings = {}
    for name, runs in outputs.systems.items():
        rows = {b: brief_figures(g, runs[b], gold.adversarial) for b, g in relevance.items()}
        rankings[name] = RankingFigures(mean=mean_figures(rows) if rows else {}, briefs=rows)
    return PartReport(
        part=part,
        profiles=profile_figures(gold, outputs.profiles, part),
        kinds=kind_table(gold, outputs.profiles, part),
        languages=language_figures(gold, outputs.profiles, part),
        briefs=brief_reading_figures(gold, outputs.briefs, part),
        rankings=rankings,
        intervals=_intervals(rankings, "ndcg@10"),
        calibration=_calibration(outputs.systems[OURS], relevance),
    )


def _calibration(runs: Scores, relevance: Scores) -> CalibrationFigures | None:
    """The calibration of our scores over every judged pair that has one."""
    pairs = [(runs[b][c], grade) for b, row in relevance.items() for c, grade in row.items() if c in runs[b]]
    return calibration_figures(*zip(*pairs, strict=True)) if pairs else None


def _intervals(rankings: Mapping[str, RankingFigures], figure: str) -> dict[str, Interval]:
    ours = rankings[OURS].briefs
    out: dict[str, Interval] = {}
    for name, other in rankings.items():
        pairs = [(ours[b][figure], other.briefs[b][figure]) for b in ours]
        gaps = [a - b for a, b in pairs if a is not None and b is not None]
        if name != OURS and gaps:
            out[name] = paired_interval(gaps)
    return out


def saved_files(evaluation: Evaluation) -> dict[str, bytes]:
    """Raw outputs by file name: profiles.jsonl, briefs.jsonl and runs/BRIEF.json."""
    encode: Callable[[Any], bytes] = msgspec.json.encode
    files = {
        "profiles.jsonl": b"".join(encode(p) + b"\n" for p in evaluation.profiles.values()),
        "briefs.jsonl": b"".join(encode(b) + b"\n" for b in evaluation.readings.values()),
    }
    for brief, scores in evaluation.runs.items():
        rows = [{"document": f"{cv}.txt", "score": score} for cv, score in scores.items()]
        files[f"runs/{brief}.json"] = encode({"matches": rows}) + b"\n"
    return files


def figures_json(evaluation: Evaluation) -> bytes:
    """All figures as JSON."""
    data = msgspec.to_builtins(
        {"folder": evaluation.folder, "as_of": evaluation.as_of, "parts": evaluation.parts}
    )
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"
