"""How well skill and knowledge mentions of job posts are spanned (SkillSpan), beside two baselines of the same run.

Usage: python benchmarks/spans_skillspan.py SKILLSPAN_FOLDER ESCO_FOLDER

A span is right exactly (same first and last token) or by overlap (any token shared, one to one). Gold spans
are those of the dev split: knowledge ("Python", "agile"), skill ("lead a team") and both together. Rows:
  assay            mentions of the vocabulary in the posts as rebuilt, each in its context
  assay + open     the same with names outside the vocabulary, found by spelling and lead-in
  ESCO labels      longest match of ESCO 1.1.1 skill labels and alternative labels
  token model      logistic regression on TF-IDF of each token and its neighbours, trained on the train split
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from assay.extraction.phrases import _is_name, _products
from assay.taxonomy import load_taxonomy

Span = tuple[int, int]  # tokens, the end left out
KINDS = ("knowledge", "skill", "either")


def rows_of(path: Path) -> list[dict]:
    """The sentences of a split."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def spans_of(tags: Sequence[str]) -> list[Span]:
    """Spans of a BIO row."""
    out: list[Span] = []
    start = None
    for at, tag in enumerate([*tags, "O"]):
        if start is not None and tag[0] != "I":
            out.append((start, at))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start = at
    return out


def gold_of(row: dict) -> dict[str, list[Span]]:
    """Gold spans of a sentence by kind."""
    knowledge, skill = spans_of(row["tags_knowledge"]), spans_of(row["tags_skill"])
    return {"knowledge": knowledge, "skill": skill, "either": sorted({*knowledge, *skill})}


def assay_spans(rows: Sequence[dict], *, open_words: bool) -> list[list[Span]]:
    """Token spans of our mentions; the sentences of a posting are read as one text."""
    taxonomy = load_taxonomy()
    out: list[list[Span]] = [[] for _ in rows]
    posts: dict[tuple, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        posts[row["source"], row["idx"]].append(number)
    for numbers in posts.values():
        text, places = "", []
        for number in numbers:
            for token, word in enumerate(rows[number]["tokens"]):
                places.append((len(text), len(text) + len(word), number, token))
                text += word + " "
            text = text[:-1] + "\n"
        found = [(m.start, m.end) for m in taxonomy.find(text)]
        if open_words:
            for line in re.finditer(r"[^\n]+", text):
                for a, b in _products(line[0]):
                    if _is_name(line[0][a:b]):
                        found.append((line.start() + a, line.start() + b))
        taken = set()
        for start, end in sorted(found):
            hit = [(n, t) for a, b, n, t in places if a < end and start < b]
            if hit and not taken & set(hit) and len({n for n, _ in hit}) == 1:
                taken |= set(hit)
                out[hit[0][0]].append((hit[0][1], hit[-1][1] + 1))
    return out


def esco_spans(rows: Sequence[dict], folder: Path) -> list[list[Span]]:
    """Longest matches of ESCO labels, case aside."""
    labels: set[tuple[str, ...]] = set()
    with gzip.open(folder / "skills_en.csv.gz", "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            for name in [row["preferredLabel"], *(row.get("altLabels") or "").split("\n")]:
                words = tuple(re.sub(r"\s*\(.*?\)", "", name).lower().split())
                if words:
                    labels.add(words)
    longest = max(map(len, labels))
    out = []
    for row in rows:
        words, spans, at = [t.lower() for t in row["tokens"]], [], 0
        while at < len(words):
            size = next((k for k in range(longest, 0, -1) if tuple(words[at : at + k]) in labels), 0)
            if size:
                spans.append((at, at + size))
            at += size or 1
        out.append(spans)
    return out


def model_spans(train: Sequence[dict], rows: Sequence[dict], kind: str) -> list[list[Span]]:
    """A token tagger: TF-IDF of the token, its form and two neighbours on either side, logistic regression."""
    vectors = TfidfVectorizer(analyzer=str.split, lowercase=False, min_df=2)
    inputs = vectors.fit_transform(w for row in train for w in _windows(row["tokens"]))
    tags = [tag for row in train for tag in _tags(row, kind)]
    model = LogisticRegression(C=20, max_iter=300).fit(inputs, tags)
    out = []
    for row in rows:
        out.append(spans_of(list(model.predict(vectors.transform(_windows(row["tokens"]))))))
    return out


def _tags(row: dict, kind: str) -> list[str]:
    if kind != "either":
        return [t[0] for t in row[f"tags_{kind}"]]
    pairs = zip(row["tags_knowledge"], row["tags_skill"], strict=True)
    return [a[0] if a != "O" else b[0] for a, b in pairs]


def _windows(tokens: Sequence[str]) -> Iterable[str]:
    low = [t.lower() for t in tokens]
    for at, token in enumerate(tokens):
        shape = re.sub(r"[a-z]+", "x", re.sub(r"[A-Z]+", "X", re.sub(r"\d+", "d", token)))
        near = [f"{k}={low[at + k]}" for k in (-2, -1, 1, 2) if 0 <= at + k < len(tokens)]
        yield " ".join([f"w={low[at]}", f"s={shape}", f"e={low[at][-3:]}", *near])


def scores(gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]]) -> dict[str, float]:
    """Precision, recall and F1 of exact and of overlapping spans."""
    n, m = sum(map(len, gold)), sum(map(len, found))
    exact = sum(len(set(g) & set(f)) for g, f in zip(gold, found, strict=True))
    touched = 0
    for g, f in zip(gold, found, strict=True):
        left = list(f)
        for a, b in g:
            hit = next((x for x in left if a < x[1] and x[0] < b), None)
            if hit:
                left.remove(hit)
                touched += 1
    out = {}
    for name, right in (("exact", exact), ("overlap", touched)):
        p, r = right / max(1, m), right / max(1, n)
        out |= {f"{name}_p": p, f"{name}_r": r, f"{name}_f1": 2 * p * r / max(1e-9, p + r)}
    return out


def main() -> None:
    folder, esco = Path(sys.argv[1]), Path(sys.argv[2])
    train, dev = rows_of(folder / "train.json.gz"), rows_of(folder / "dev.json")
    gold = [gold_of(r) for r in dev]
    systems = {
        "assay": assay_spans(dev, open_words=False),
        "assay + open": assay_spans(dev, open_words=True),
        "ESCO labels": esco_spans(dev, esco),
    }
    print(f"{len(dev)} sentences, " + ", ".join(f"{sum(len(g[k]) for g in gold)} {k}" for k in KINDS))
    print(
        f"{'':12} {'spans':9}"
        + "".join(
            f"{h:>11}" for h in ("exact P", "exact R", "exact F1", "overlap P", "overlap R", "overlap F1")
        )
    )
    for kind in KINDS:
        rows = systems | {"token model": model_spans(train, dev, kind)}
        for name, found in rows.items():
            values = scores([g[kind] for g in gold], found).values()
            print(f"{name:12} {kind:9}" + "".join(f"{v:11.3f}" for v in values))


if __name__ == "__main__":
    main()
