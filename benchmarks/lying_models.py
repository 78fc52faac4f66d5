"""What a language model that lies can do to readings: figures of a labelled folder with and without it.

    python benchmarks/lying_models.py gold/dev [--as-of 2026-11]

Two liars answer in process, no endpoint is needed. `random` claims five skills of the vocabulary at random for
every statement, with the whole statement as quote; `near` claims every wider and neighbouring skill of those that a
statement names. Both call everything production.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from assay.domain.dates import Month
from assay.evaluation.gold import load_gold
from assay.evaluation.readings import profile_figures
from assay.extraction.proposals import ModelExtractor
from assay.online.chat import Reply
from assay.taxonomy import load_taxonomy
from assay.workflow.intake import read_pool
from assay.workflow.recording import profile_record
from assay.workflow.shortlist import versions

FIGURES = (
    "skill_recall", "skills_per_cv", "deep_skills_outside_truth_per_cv", "evidence_accuracy", "evidence_macro_f1",
    "denials_taken_for_claims", "theory_taken_for_real", "depth_qwk", "quotes_not_in_text", "spans_wrong",
)  # fmt: skip
TAXONOMY = load_taxonomy()
IDS = sorted(TAXONOMY.skills)
CHANCE = random.Random(5)


@dataclass
class Liar:
    """A model that answers every statement with the skills that `lie` gives for it."""

    lie: Callable[[str], list[str]]
    version: str

    def complete(self, system: str, user: str, schema: Mapping[str, Any]) -> Reply:
        """Every skill production, the statement as quote."""
        del system, schema
        rows = []
        for line in user.split("\n"):
            number, text = re.fullmatch(r"\[(\d+)\] (.*)", line).groups()  # type: ignore[union-attr]
            quote = text[:200]
            rows += [
                {
                    "statement": int(number),
                    "skill": TAXONOMY.skills[s].label,
                    "quote": quote,
                    "kind": "production",
                }
                for s in self.lie(quote)
            ]
        return Reply(json.dumps({"skills": rows[:300]}), False)


def at_random(_quote: str) -> list[str]:
    return [CHANCE.choice(IDS) for _ in range(5)]


def near(quote: str) -> list[str]:
    around = {
        x for m in TAXONOMY.find(quote) for x in (*TAXONOMY.neighbours(m.skill), *TAXONOMY.ancestors(m.skill))
    }
    return sorted(around & set(IDS))[:12]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--as-of", default="2026-11")
    options = parser.parse_args()
    gold = load_gold(options.folder)
    parts = ("open", "locked") if gold.locked else ("all",)
    for name, lie in (("rules alone", None), ("random", at_random), ("near", near)):
        extractor = ModelExtractor(Liar(lie, name)) if lie else None
        pool = read_pool(
            [gold.folder / "cvs"], as_of=Month.parse(options.as_of), separate_files=True, extractor=extractor
        )
        records = {
            Path(c.name).stem: msgspec.to_builtins(profile_record(c, versions())) for c in pool.candidates
        }
        for part in parts:
            figures = profile_figures(gold, records, part)
            shown = " ".join(f"{k} {figures[k]:.3f}" for k in FIGURES)
            print(f"{name:12} {part:7} {shown}")
        told: Counter[str] = Counter()
        for note in (n for c in pool.candidates for n in c.notes if "proposed" in n):
            told.update(dict(zip(("proposed", "added"), map(int, re.findall(r"\d+", note)), strict=False)))
        print(f"{name:12} {dict(told)}")


if __name__ == "__main__":
    main()
