"""Fit the model that tells musts, shoulds and bonuses in role briefs from other text, and report it.

    python -m training.fit_briefs [FOLDER...] [--posts TABLE] [--held-out ID...] [--write]

A folder has ``briefs/<id>.txt`` and ``brief_truth/<id>.json`` in the form of the development set; ids that
a ``locked.txt`` in it names are left out. The labelled briefs of ``training/labelled/briefs`` are ours and
always taken, with ``--posts`` also the labelled real posts (``labelled_posts.py``) whose text stands in
TABLE; left out are those of ``--held-out``, which are scored by the final model alone. All other figures are
cross-validated: a brief is read by a model that saw no word of it. ``--write`` writes
``src/assay/extraction/models/brief.json``. Needs the dependency group ``training`` (scikit-learn).
"""

from __future__ import annotations

import argparse
import json
import pathlib
from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from assay.domain.document import Document
from assay.evaluation.briefings import brief_reading_figures
from assay.evaluation.pairing import places
from assay.extraction.brief import brief_from
from assay.extraction.brief.pieces import pieces_of
from assay.extraction.brief.reading import CLASSES, WORD_SHARE, BriefModel, model_from, tokens_of
from assay.extraction.brief.segments import sentences_of
from assay.extraction.forest import MODELS
from assay.taxonomy import load_taxonomy
from assay.workflow.intake import read_document
from assay.workflow.recording import brief_record, to_json_line
from assay.workflow.shortlist import versions
from training.labelled_posts import Post, labelled_posts, post_figures

LABELLED = pathlib.Path(__file__).parent / "labelled" / "briefs"
FOLDS = 6
RIDGE_MARKS, RIDGE_WORDS = 1.5, 3.0
FEWEST_BRIEFS = {"=": 3, "w": 2, "b": 3, "h": 2}
"""Briefs in which a mark, word, pair of words or heading word must stand to be weighed."""
PRECISION_WANTED = 0.86
MUST_LEAN = 1.3
"""By how much a must is preferred, chosen by cross-validation between 1.0 and 1.7."""


@dataclass
class Labelled:
    """A labelled brief with the tokens and the class of each of its pieces."""

    id: str
    document: Document
    truth: dict
    tokens: list[frozenset[str]]
    classes: list[int]
    post: Post | None = None


class Briefs:
    """The briefs as `brief_reading_figures` asks for them."""

    def __init__(self, briefs: list[Labelled]) -> None:
        self._briefs = {b.id: b for b in briefs}

    def members(self, _part: str) -> tuple[set[str], set[str]]:
        """No CVs, and all briefs whatever the part."""
        return set(), set(self._briefs)

    def brief_truth(self, name: str) -> dict:
        """The labels of a brief."""
        return self._briefs[name].truth

    def brief_text(self, name: str) -> str:
        """Its text."""
        return self._briefs[name].document.text


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    parser.add_argument(
        "--posts", type=pathlib.Path, help="the table that holds the text of the labelled posts"
    )
    parser.add_argument("--held-out", nargs="*", default=[], help="ids that the model never sees")
    parser.add_argument("--score-held-out", action="store_true", help="print the figures on them too")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--dump", type=pathlib.Path, help="write the records read by cross-validation")
    arguments = parser.parse_args()
    taxonomy = load_taxonomy()
    briefs = [labelled(p, taxonomy) for folder in [LABELLED, *arguments.folders] for p in paths(folder)]
    if arguments.posts:
        briefs += [labelled_post(p, taxonomy) for p in labelled_posts(arguments.posts)]
    held = [b for b in briefs if b.id in set(arguments.held_out)]
    briefs = [b for b in briefs if b.id not in set(arguments.held_out)]
    print(
        f"{len(briefs)} briefs, {sum(len(b.tokens) for b in briefs)} pieces, {Counter(c for b in briefs for c in b.classes)}"
    )
    records = cross_validated(briefs, taxonomy)
    for name, some in groups(briefs).items():
        show(f"{name} (cross-validated)", some, records)
    if arguments.dump:
        arguments.dump.write_text(json.dumps(records))
    model = fit(briefs)
    if held and arguments.score_held_out:
        read = {b.id: record(b, model_from(model), taxonomy) for b in held}
        for name, some in groups(held).items():
            show(f"{name} (held out)", some, read)
        records |= read
        if arguments.dump:
            arguments.dump.write_text(json.dumps(records))
    if arguments.write:
        (MODELS / "brief.json").write_text(
            json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n"
        )


def paths(folder: pathlib.Path) -> list[pathlib.Path]:
    """The labelled briefs of a folder but for the locked ones."""
    locked: set[str] = set()
    if (folder / "locked.txt").exists():
        for line in (folder / "locked.txt").read_text().splitlines():
            locked |= set(line.split()[1:]) if line and line[0] != "#" else set()
    found = sorted((folder / "briefs").glob("*.txt"))
    return [p for p in found if p.stem not in locked and (folder / "brief_truth" / f"{p.stem}.json").exists()]


def labelled(path: pathlib.Path, taxonomy) -> Labelled:
    document = read_document(path)
    truth = json.loads((path.parent.parent / "brief_truth" / f"{path.stem}.json").read_text(encoding="utf-8"))
    sentences = list(sentences_of(document))
    pieces = list(pieces_of(sentences[1:], taxonomy))
    wanted = [(places(document.text, [r["quote"]]), r["importance"]) for r in truth["requirements"]]
    classes = []
    for piece in pieces:
        span = piece.sentence.quote(piece.start, piece.end).span
        classes.append(class_of((span.start, span.end), wanted))
    return Labelled(path.stem, document, truth, tokens_of(pieces), classes)


def labelled_post(post: Post, taxonomy) -> Labelled:
    """A real post with the class of each of its pieces."""
    pieces = list(pieces_of(list(sentences_of(post.document))[1:], taxonomy))
    wanted = [([(start, end)], label) for start, end, label in post.passages if label != "none"]
    spans = [p.sentence.quote(p.start, p.end).span for p in pieces]
    classes = [class_of((s.start, s.end), wanted) for s in spans]
    return Labelled(post.id, post.document, {}, tokens_of(pieces), classes, post)


def class_of(span: tuple[int, int], wanted: list) -> int:
    """The importance of the labelled demand that shares most of the piece; 0 where none does."""
    best = (0.0, 0)
    for spans, importance in wanted:
        for start, end in spans:
            shared = min(span[1], end) - max(span[0], start)
            if shared >= 0.3 * min(span[1] - span[0], end - start):
                best = max(best, (float(shared), [str(c) for c in CLASSES].index(importance)))
    return best[1]


def groups(briefs: list[Labelled]) -> dict[str, list[Labelled]]:
    """By who wrote them (the letter of the id): p ours, b the development set, r real posts."""
    out: dict[str, list[Labelled]] = {}
    for brief in briefs:
        out.setdefault(brief.id[0], []).append(brief)
    return out


def cross_validated(briefs: list[Labelled], taxonomy) -> dict:
    order = np.random.RandomState(7).permutation(len(briefs))
    records = {}
    for fold in range(FOLDS):
        inside = {int(n) for n in order[fold::FOLDS]}
        model = model_from(fit([b for n, b in enumerate(briefs) if n not in inside]))
        records |= {briefs[n].id: record(briefs[n], model, taxonomy) for n in inside}
    return records


def record(brief: Labelled, model: BriefModel, taxonomy) -> dict:
    read = brief_from(brief.document, taxonomy, model)
    return json.loads(to_json_line(brief_record(read, f"{brief.id}.txt", versions())))


def show(title: str, briefs: list[Labelled], records: dict) -> None:
    own = [b for b in briefs if b.post is None]
    if own:
        _print(title, own, brief_reading_figures(Briefs(own), records, "all"))  # type: ignore[arg-type]
        right = sum(records[b.id]["seniority"] == b.truth["seniority"] for b in own)
        print(f"    seniority_accuracy {right / len(own):.3f}")
    posts = [b for b in briefs if b.post is not None]
    if posts:
        _print(title, posts, post_figures([b.post for b in posts if b.post], records))


def _print(title: str, briefs: list[Labelled], figures: dict) -> None:
    cells = " ".join(f"{k.replace('requirement_', '')} {v:.3f}" for k, v in figures.items() if k != "briefs")
    print(f"{title}, {len(briefs)} briefs: {cells}")


def fit(briefs: list[Labelled]) -> dict:
    """Multinomial logistic regression with a ridge; the least chance keeps the precision wanted of held-out pieces."""
    weights, bias = fit_weights(briefs)
    return {"weights": weights, "bias": bias, "least": least_chance(briefs), "must_lean": MUST_LEAN}


def least_chance(briefs: list[Labelled]) -> float:
    """The chance from which a piece is taken: the lowest with the precision wanted, by inner cross-validation."""
    rows = []
    for fold in range(3):
        weights, bias = fit_weights([b for n, b in enumerate(briefs) if n % 3 != fold])
        model = model_from({"weights": weights, "bias": bias, "least": 0.5, "must_lean": 1.0})
        for brief in briefs[fold::3]:
            rows += [
                (1 - model.chances(t)[0], c > 0) for t, c in zip(brief.tokens, brief.classes, strict=True)
            ]
    rows.sort(key=lambda row: -row[0])
    right = np.cumsum([asked for _, asked in rows])
    kept = [n for n in range(len(rows)) if right[n] >= PRECISION_WANTED * (n + 1)]
    return round(float(np.clip(rows[kept[-1]][0] if kept else 0.5, 0.25, 0.6)), 3)


def fit_weights(briefs: list[Labelled]) -> tuple[dict[str, list[float]], list[float]]:
    seen = Counter(token for b in briefs for token in set().union(*b.tokens))
    known = [t for t, n in sorted(seen.items()) if n >= FEWEST_BRIEFS[t[0]]]
    place = {t: n for n, t in enumerate(known)}
    tokens = [t for b in briefs for t in b.tokens]
    y = np.array([c for b in briefs for c in b.classes])
    x = np.zeros((len(tokens), len(known)))
    for row, own in zip(x, tokens, strict=True):
        words = [place[t] for t in own if t in place and t[0] != "="]
        row[[place[t] for t in own if t in place and t[0] == "="]] = 1
        row[words] = WORD_SHARE / max(1, len(words)) ** 0.5
    ridge = np.array([RIDGE_MARKS if t[0] == "=" else RIDGE_WORDS * WORD_SHARE**2 for t in known])
    theta = _minimum(x, y, ridge)
    table = theta[:-1]
    kept = {
        t: [round(float(v), 3) for v in table[n]] for t, n in place.items() if np.abs(table[n]).max() >= 0.01
    }
    return kept, [round(float(v), 3) for v in theta[-1]]


def _minimum(x: np.ndarray, y: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    n, p, k = len(x), x.shape[1], len(CLASSES)
    hot = np.eye(k)[y]

    def loss(flat):
        theta = flat.reshape(p + 1, k)
        scores = x @ theta[:-1] + theta[-1]
        scores -= scores.max(axis=1, keepdims=True)
        chance = np.exp(scores)
        chance /= chance.sum(axis=1, keepdims=True)
        off = chance - hot
        value = -np.log(np.maximum((chance * hot).sum(axis=1), 1e-12)).sum()
        value += 0.5 * (ridge[:, None] * theta[:-1] ** 2).sum()
        slope = np.vstack([x.T @ off + ridge[:, None] * theta[:-1], off.sum(axis=0)])
        return value / n, slope.ravel() / n

    return minimize(
        loss, np.zeros((p + 1) * k), jac=True, method="L-BFGS-B", options={"maxiter": 150}
    ).x.reshape(p + 1, k)


if __name__ == "__main__":
    main()
