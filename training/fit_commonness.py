"""How common each skill is in job posts: the share of posts that ask for it or for a narrower one.

    python -m training.fit_commonness FOLDER [--write]

FOLDER holds ``ai_ml_jobs.csv.gz`` (494 posts for AI work, 2024; see its SOURCE.txt). What everybody
asks for tells people apart the least: matching weighs a requirement by the information of its skills
(Resnik 1995: -log of the share, a skill counting for its wider ones too). Only counts are written,
to ``src/assay/taxonomy/commonness.json``.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import pathlib
from collections import Counter

from assay.taxonomy import FOLDER, load_taxonomy

SOURCE = "494 job posts for AI and ML work, 2024 (public scrape, no licence stated): counts only"


def main() -> None:
    """Count, print the commonest, and write on demand."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--write", action="store_true", help="replace the shipped counts")
    asked = parser.parse_args()
    posts = _texts(asked.folder / "ai_ml_jobs.csv.gz")
    counts = _counts(posts)
    for skill, count in counts.most_common(40):
        print(f"{skill:40} {count / len(posts):.2f}")
    if asked.write:
        data = {"source": SOURCE, "posts": len(posts), "counts": dict(sorted(counts.items()))}
        (FOLDER / "commonness.json").write_text(json.dumps(data, indent=0) + "\n", encoding="utf-8")


def _texts(path: pathlib.Path) -> list[str]:
    """The different post texts."""
    csv.field_size_limit(10**9)
    with gzip.open(path) as raw:
        rows = csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8"))
        return list(dict.fromkeys(f"{row['title']}\n{row['description']}" for row in rows))


def _counts(posts: list[str]) -> Counter[str]:
    """In how many posts each skill, or one narrower than it, is named."""
    taxonomy = load_taxonomy()
    counts: Counter[str] = Counter()
    for text in posts:
        named = {mention.skill for mention in taxonomy.find(text)}
        counts.update(named | {wider for skill in named for wider in taxonomy.ancestors(skill)})
    return counts


if __name__ == "__main__":
    main()
