"""Labels of real job posts, kept without their text: row, character offsets and label.

``posts.tsv`` names each post by its row in the table of posts and the SHA-256 of its description, with the
speciality and the lowest seniority that fit. ``posts_labels.tsv`` holds the sentences: offsets in the
description and must, should, nice or none. The text stands in a table outside the project (columns title,
companyName, location, contractType, experienceLevel, sector, description); a row whose description has
another hash is left out.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import pathlib
from collections import Counter, defaultdict
from dataclasses import dataclass

from assay.documents import read_bytes
from assay.domain.document import Document

FOLDER = pathlib.Path(__file__).parent / "labelled"
_SHARED = 0.3  # of the shorter passage, from which two are the same


@dataclass(frozen=True)
class Post:
    """A post with its labelled passages, as spans of the document."""

    id: str
    document: Document
    speciality: str
    """Empty where the text leaves it open."""
    seniority: str
    passages: tuple[tuple[int, int, str], ...]


def labelled_posts(table: pathlib.Path) -> list[Post]:
    """The labelled posts whose text stands in `table`, a CSV file, gzipped or not."""
    opened = gzip.open if table.suffix == ".gz" else open
    with opened(table, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for line in _table("posts_labels.tsv"):
        labels[int(line["row"])].append((int(line["start"]), int(line["end"]), line["label"]))
    out = []
    for line in _table("posts.tsv"):
        number = int(line["row"])
        description = rows[number]["description"].replace("\r\n", "\n") if number < len(rows) else ""
        if hashlib.sha256(description.encode()).hexdigest() == line["sha256"]:
            out.append(_post(number, rows[number], description, line, labels[number]))
    return out


def _post(number: int, row: dict, description: str, line: dict, labels: list[tuple[int, int, str]]) -> Post:
    text = post_text(row, description)
    document = read_bytes(text.encode(), f"r{number:03d}.txt")
    at = document.text.find(description.strip()) - (len(description) - len(description.lstrip()))
    speciality = "" if line["speciality"] == "-" else line["speciality"]
    return Post(
        f"r{number:03d}",
        document,
        speciality,
        line["seniority"],
        tuple((start + at, end + at, label) for start, end, label in labels),
    )


def post_text(row: dict, description: str) -> str:
    """A post as a brief: title, employer and place, the board's own labels, text."""
    return (
        f"{row['title']}\n{row['companyName']} — {row['location']}\n"
        f"{row['contractType']} · {row['experienceLevel']} · {row['sector']}\n\n{description}\n"
    )


def _table(name: str) -> list[dict]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def post_figures(posts: list[Post], records: dict) -> dict[str, float]:
    """Figures of the reading: see `assay.evaluation.briefings`; `boilerplate_taken` of all other sentences."""
    count: Counter[str] = Counter()
    for post in posts:
        record = records[post.id]
        found = [(_spans(r), r["importance"]) for r in record["requirements"]]
        for start, end, label in post.passages:
            hits = [i for spans, i in found if _touches(start, end, spans)]
            _count(count, label, hits)
        asked = [p for p in post.passages if p[2] != "none"]
        for spans, _ in found:
            count["read"] += 1
            count["read right"] += any(_touches(s, e, spans) for s, e, _ in asked)
        count["seniority"] += record["seniority"] == post.seniority
        count["specialities"] += bool(post.speciality)
        count["speciality"] += bool(post.speciality) and record["speciality"] == post.speciality
    return {
        "recall": count["hit"] / count["asked"],
        "precision": count["read right"] / max(1, count["read"]),
        "importance_accuracy": count["importance"] / max(1, count["hit"]),
        "must_recall": count["must hit"] / count["must"],
        "nice_recall": count["nice hit"] / count["nice"],
        "boilerplate_taken": count["none hit"] / count["none"],
        "speciality_accuracy": count["speciality"] / count["specialities"],
        "seniority_accuracy": count["seniority"] / len(posts),
    }


def _count(count: Counter[str], label: str, hits: list[str]) -> None:
    count[label] += 1
    if label == "none":
        count["none hit"] += bool(hits)
        return
    count["asked"] += 1
    count["hit"] += bool(hits)
    count["importance"] += label in hits
    count[f"{label} hit"] += label in hits


def _spans(requirement: dict) -> list[tuple[int, int]]:
    return [(start, end) for start, end in requirement["spans"]]


def _touches(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(min(end, e) - max(start, s) >= _SHARED * min(end - start, e - s) for s, e in spans)
