"""How briefs ask, for the synthetic briefs: counts over our labelled role briefs."""

from __future__ import annotations

import json
import pathlib
from collections import Counter

from assay.domain.brief import Importance
from assay.domain.skill import Seniority

FOLDER = pathlib.Path(__file__).parent / "labelled" / "briefs" / "brief_truth"


def counts() -> dict[str, dict[str, int]]:
    """Counts of each choice a brief makes."""
    briefs = [json.loads(f.read_text(encoding="utf-8")) for f in sorted(FOLDER.glob("*.json"))]
    asked = [r for b in briefs for r in b["requirements"]]
    skilled = [r for r in asked if r["kind"] in ("skill", "experience", "domain") and r["skills"]]
    years = Counter(str(int(r["years"])) for r in skilled if r["years"])
    levels = Counter(str(b["seniority"]) for b in briefs)
    importance = Counter(r["importance"] for r in asked)
    kinds = Counter("skill" if r["kind"] in ("experience", "domain", "other") else r["kind"] for r in asked)
    return {
        "importance": {i.value: importance[i.value] for i in Importance},
        "kind": {k: kinds[k] for k in ("skill", "signal", "education", "language")},
        "skills": _rising(Counter(str(min(4, len(r["skills"]))) for r in skilled)),
        "alternatives": _rising(
            Counter(str(int(r["alternatives"])) for r in skilled if len(r["skills"]) > 1)
        ),
        "years": {"0": len(skilled) - years.total(), **_rising(years)},
        "evidence": _rising(Counter(r["evidence"] for r in skilled)),
        "seniority": {s.value: levels[s.value] + 1 for s in Seniority} | {"": 1 + levels["None"]},
    }


def _rising(found: Counter[str]) -> dict[str, int]:
    return dict(sorted(found.items()))
