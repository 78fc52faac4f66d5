"""Roles read from PDFs made by RenderCV against the YAML they were made from.

    python benchmarks/parse_layouts.py FOLDER

FOLDER holds pairs of NAME.yaml and NAME.pdf. A role is right where title and company are exactly those
of the YAML (letters, figures and spaces); the start year is counted beside it. Layout is tested here,
not language: the files hold the same CV in several designs.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import yaml

from assay.documents import read
from assay.domain.dates import Month
from assay.extraction.layout import read_layout


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def main(folder: Path) -> None:
    right = years = total = extra = 0
    for source in sorted(folder.glob("*.yaml")):
        pdf = source.with_suffix(".pdf")
        if not pdf.exists():
            continue
        roles = yaml.safe_load(source.read_text(encoding="utf-8"))["cv"]["sections"]["experience"]
        found = [
            (plain(e.title), plain(e.employer), e.period.start)
            for e in read_layout(read(pdf), Month(2026, 11)).experience
        ]
        hits = 0
        for role in roles:
            hit = next((f for f in found if f[:2] == (plain(role["position"]), plain(role["company"]))), None)
            hits += hit is not None
            years += bool(hit and hit[2] and str(hit[2])[:4] == str(role["start_date"])[:4])
        right, total, extra = right + hits, total + len(roles), extra + max(0, len(found) - hits)
        print(f"{source.stem:36} {hits} of {len(roles)} right, {len(found) - hits} other")
        if hits < len(roles):
            print("   ", [f[:2] for f in found])
    print(
        f"title and company exactly right: {right} of {total}; with the start year: {years}; other roles read: {extra}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
