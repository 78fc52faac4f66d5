"""Figures of profiles against labelled CVs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assay.domain.evidence import EvidenceKind
from assay.evaluation.gold import Gold
from assay.evaluation.pairing import Row, close, pair_skills, same_date
from assay.evaluation.statistics import auc, mean, quadratic_kappa

_REAL = frozenset({"production", "applied"})
_THEORY = frozenset({"listed", "education", "negative"})


@dataclass(slots=True)
class _Tally:
    """Counts over CVs; ratios are taken once, at the end."""

    cvs: int = 0
    missing: int = 0
    predicted: int = 0
    unmatched_deep: int = 0
    found: int = 0
    claimed: int = 0
    denied: int = 0
    denied_seen: int = 0
    denied_claimed: int = 0
    theory: int = 0
    theory_as_real: int = 0
    kinds: list[tuple[str, str | None]] = field(default_factory=list)
    depths: list[tuple[int, int, str]] = field(default_factory=list)
    raw_depths: list[tuple[float, bool]] = field(default_factory=list)
    roles: list[int] = field(default_factory=lambda: [0, 0, 0, 0])  # truth, hit, dates right, predicted
    education: list[int] = field(default_factory=lambda: [0, 0])  # truth, hit
    seniority: list[bool] = field(default_factory=list)
    speciality: list[bool] = field(default_factory=list)
    years: list[float] = field(default_factory=list)
    signals: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[int] = field(
        default_factory=lambda: [0, 0, 0, 0]
    )  # all, misquoted, skill without, span wrong


def profile_figures(gold: Gold, profiles: Mapping[str, Row], part: str) -> dict[str, Any]:
    """Figures of `profiles` (records of the machine contract by CV id) on a part of `gold`.

    What is missing in a profile counts as wrong; denied skills are counted apart.
    """
    return _of(gold, profiles, sorted(gold.members(part)[0]))


def language_figures(gold: Gold, profiles: Mapping[str, Row], part: str) -> dict[str, dict[str, Any]]:
    """The main figures by the language Assay saw in the CV, the most frequent first; ``?`` where it saw none."""
    by_language: dict[str, list[str]] = {}
    for cv in sorted(gold.members(part)[0]):
        by_language.setdefault((profiles.get(cv) or {}).get("language") or "?", []).append(cv)
    ordered = sorted(by_language.items(), key=lambda row: (-len(row[1]), row[0]))
    return {code: {k: v for k, v in _of(gold, profiles, cvs).items() if k in MAIN} for code, cvs in ordered}


MAIN = (
    "cvs", "skill_recall", "evidence_accuracy", "theory_taken_for_real", "depth_qwk", "depth_within_1",
    "experience_recall",
    "experience_dates", "education_recall", "seniority_accuracy", "speciality_accuracy", "years_mae", "signals_qwk",
)  # fmt: skip
"""Figures shown for each language."""


def _of(gold: Gold, profiles: Mapping[str, Row], cvs: Sequence[str]) -> dict[str, Any]:
    tally = _Tally()
    for cv in cvs:
        profile = profiles.get(cv)
        tally.missing += profile is None
        _add(tally, gold.truth(cv), profile or {}, gold.text(cv))
    return _figures(tally)


def kind_table(gold: Gold, profiles: Mapping[str, Row], part: str) -> dict[str, dict[str, int]]:
    """How many skills labelled with each kind were read as each kind, or missed."""
    tally = _Tally()
    for cv in sorted(gold.members(part)[0]):
        _add(tally, gold.truth(cv), profiles.get(cv) or {}, gold.text(cv))
    columns = [*map(str, EvidenceKind), "missed"]
    return {
        str(kind): {c: sum(t == kind and (p or "missed") == c for t, p in tally.kinds) for c in columns}
        for kind in EvidenceKind
    }


def _add(tally: _Tally, truth: Row, profile: Row, text: str) -> None:
    tally.cvs += 1
    skills = profile.get("skills") or []
    tally.predicted += sum(s["evidence"] != "negative" for s in skills)
    if str(profile.get("document", "")).endswith(".txt"):
        _add_quotes(tally, skills, text)
    pairs, unmet, left = pair_skills(truth["skills"], skills, text)
    for label, prediction in [*pairs, *((t, None) for t in unmet)]:
        _add_skill(tally, label, prediction)
    tally.unmatched_deep += sum(s["depth"] >= 3 for s in left)
    _add_roles(tally, truth["experience"], profile.get("experience") or [])
    _add_education(tally, truth["education"], profile.get("education") or [])
    _add_judgements(tally, truth, profile)


def _add_quotes(tally: _Tally, skills: Sequence[Row], text: str) -> None:
    for skill in skills:
        quotes, spans = skill.get("quotes") or [], skill.get("spans") or []
        tally.quotes[0] += len(quotes)
        tally.quotes[1] += sum(q not in text for q in quotes)
        tally.quotes[2] += not quotes
        tally.quotes[3] += sum(text[a:b] != q for (a, b), q in zip(spans, quotes, strict=False))


def _add_skill(tally: _Tally, label: Row, prediction: Row | None) -> None:
    kind = label["evidence"]
    evidence = prediction["evidence"] if prediction else None
    if kind == "negative":
        tally.denied += 1
        tally.denied_seen += evidence == "negative"
        tally.denied_claimed += evidence not in (None, "negative")
    else:
        tally.claimed += 1
        tally.found += prediction is not None
    if kind in _THEORY:
        tally.theory += 1
        tally.theory_as_real += evidence in _REAL
    tally.kinds.append((kind, evidence))
    if prediction:
        depth = max(0, min(5, round(prediction["depth"])))
        tally.depths.append((int(label["depth"]), depth, kind))
        tally.raw_depths.append((prediction["depth"], kind in _REAL))


def _add_roles(tally: _Tally, truths: Sequence[Row], predictions: Sequence[Row]) -> None:
    pool = list(predictions)
    tally.roles[3] += len(pool)
    for truth in truths:
        tally.roles[0] += 1
        fits = [p for p in pool if _same_role(truth, p)]
        hit = next((p for p in fits if same_date(truth["start"], p.get("start"))), fits[0] if fits else None)
        if hit:
            pool.remove(hit)
            tally.roles[1] += 1
            start, end = (same_date(truth[k], hit.get(k)) for k in ("start", "end"))
            tally.roles[2] += start and end


def _same_role(truth: Row, prediction: Row) -> bool:
    employer = not truth["employer"] or close(truth["employer"], prediction.get("employer"))
    return employer and close(truth["title"], prediction.get("title"))


def _add_education(tally: _Tally, truths: Sequence[Row], predictions: Sequence[Row]) -> None:
    def same(truth: Row, row: Row) -> bool:
        degree = close(truth["degree"], row.get("degree")) and str(truth["year"]) == str(row.get("year"))
        return degree or close(truth["institution"], row.get("institution"))

    tally.education[0] += len(truths)
    tally.education[1] += sum(any(same(t, p) for p in predictions) for t in truths)


def _add_judgements(tally: _Tally, truth: Row, profile: Row) -> None:
    tally.seniority.append(profile.get("seniority") == truth["seniority"])
    tally.speciality.append(profile.get("speciality") == truth["family"])
    tally.years.append(abs(float(profile.get("years_relevant") or 0) - float(truth["years_relevant"])))
    levels = profile.get("signals") or {}
    for signal, level in truth["signals"].items():
        tally.signals.append((int(level), max(0, min(4, round(levels.get(signal) or 0)))))


def _kind_f1(tally: _Tally, kind: str) -> float:
    right = sum(t == p == kind for t, p in tally.kinds)
    total = sum(t == kind for t, _ in tally.kinds) + sum(p == kind for _, p in tally.kinds)
    return 2 * right / total if total else 0.0


def _figures(tally: _Tally) -> dict[str, Any]:
    f1 = {str(k): _kind_f1(tally, k) for k in EvidenceKind}
    met = [(t, p) for t, p in tally.kinds if p is not None]
    depths = [(t, p) for t, p, _ in tally.depths]
    roles, education, quotes = tally.roles, tally.education, tally.quotes
    return {
        "cvs": tally.cvs,
        "cvs_missing": tally.missing,
        "skill_recall": tally.found / max(1, tally.claimed),
        "skills_per_cv": tally.predicted / max(1, tally.cvs),
        "deep_skills_outside_truth_per_cv": tally.unmatched_deep / max(1, tally.cvs),
        "evidence_accuracy": sum(t == p for t, p in met) / max(1, len(met)),
        "evidence_macro_f1": mean(list(f1.values())),
        "evidence_f1": {k: round(v, 3) for k, v in f1.items()},
        "denials_seen": tally.denied_seen / max(1, tally.denied),
        "denials_taken_for_claims": tally.denied_claimed / max(1, tally.denied),
        "theory_taken_for_real": tally.theory_as_real / max(1, tally.theory),
        "real_vs_theory_auc": auc(
            [d for d, real in tally.raw_depths if real], [d for d, real in tally.raw_depths if not real]
        ),
        "depth_qwk": quadratic_kappa(depths, 6),
        "depth_qwk_production": quadratic_kappa([(t, p) for t, p, k in tally.depths if k == "production"], 6),
        "depth_within_1": sum(abs(t - p) <= 1 for t, p in depths) / max(1, len(depths)),
        "experience_recall": roles[1] / max(1, roles[0]),
        "experience_precision": roles[1] / max(1, roles[3]),
        "experience_dates": roles[2] / max(1, roles[0]),
        "education_recall": education[1] / max(1, education[0]),
        "seniority_accuracy": mean(tally.seniority),
        "speciality_accuracy": mean(tally.speciality),
        "years_mae": mean(tally.years),
        "signals_qwk": quadratic_kappa(tally.signals, 5),
        "quotes": quotes[0],
        "quotes_not_in_text": quotes[1],
        "skills_without_quote": quotes[2],
        "spans_wrong": quotes[3],
    }
