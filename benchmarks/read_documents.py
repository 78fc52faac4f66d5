"""The same people as documents and as plain text: how far the figures drift apart.

    python benchmarks/read_documents.py GOLD

GOLD/files/MANIFEST.tsv names each document, the id of its text and its kind. For every kind the main
figures of the documents stand beside those of the texts of the same people, and the hidden words of
hostile documents that still count as skills.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import msgspec

from assay.domain.dates import Month
from assay.evaluation.gold import load_gold
from assay.evaluation.readings import MAIN, _of
from assay.workflow.intake import read_pool
from assay.workflow.recording import profile_record
from assay.workflow.shortlist import versions

AS_OF = Month(2026, 11)


def profiles(folder: Path, ids: dict[str, str]) -> dict[str, dict]:
    """Records by id of the documents in a folder; `ids` maps the file's name to its id."""
    pool = read_pool([folder], as_of=AS_OF, separate_files=True)
    for unread in pool.unread:
        print(f"not read: {unread.document}: {unread.reason}")
    return {
        ids[Path(c.name).name]: msgspec.to_builtins(profile_record(c, versions())) for c in pool.candidates
    }


def main(root: Path) -> None:
    gold = load_gold(root)
    with (root / "files" / "MANIFEST.tsv").open(encoding="utf-8") as stream:
        rows = [r for r in csv.DictReader(stream, delimiter="\t") if (root / "files" / r["file"]).exists()]
    kinds = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary:
        files, texts = Path(temporary) / "files", Path(temporary) / "texts"
        files.mkdir()
        texts.mkdir()
        for row in rows:
            kinds[
                "scan"
                if row["kind"] == "scan"
                else "hidden"
                if row["kind"].startswith("hidden")
                else "document"
            ].append(row)
            shutil.copy(root / "files" / row["file"], files / row["file"])
            shutil.copy(root / "cvs" / f"{row['id']}.txt", texts / f"{row['id']}.txt")
        made = profiles(files, {r["file"]: r["id"] for r in rows})
        plain = profiles(texts, {f"{r['id']}.txt": r["id"] for r in rows})
    for kind, members in kinds.items():
        ids = [r["id"] for r in members]
        a, b = _of(gold, made, ids), _of(gold, plain, ids)
        print(f"{kind}: {len(ids)} files")
        for name in MAIN:
            print(
                f"  {name:24} document {a[name]:7.3f}  text {b[name]:7.3f}  difference {a[name] - b[name]:+.3f}"
            )
    for row in kinds["hidden"]:
        _report_hidden(row, made[row["id"]], plain[row["id"]])
    for row in rows:
        one, other = _of(gold, made, [row["id"]]), _of(gold, plain, [row["id"]])
        worse = [
            f"{n} {one[n]:.2f}<{other[n]:.2f}"
            for n in (
                "skill_recall",
                "evidence_accuracy",
                "experience_recall",
                "experience_dates",
                "education_recall",
            )
            if one[n] < other[n] - 0.03
        ]
        print(f"{row['file']:26} {'; '.join(worse) or 'as its text'}")


def _report_hidden(row: dict, document: dict, text: dict) -> None:
    gained = {s["skill"] for s in document["skills"] if s["evidence"] != "listed"} - {
        s["skill"] for s in text["skills"]
    }
    findings = [f["kind"] for f in document["findings"]]
    print(
        f"{row['file']}: skills above listed that the text lacks: {sorted(gained) or 'none'}; findings {findings}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
