"""Fit the models that read evidence, depth and signals, and report them on CVs they were not fitted to.

    python training/fit_reading.py FOLDER... [--write] [--folds 6]

A folder has ``cvs/<id>.txt`` and ``truth/<id>.json`` in the form of the development set; ids that a
``locked.txt`` in it names are left out. The labelled CVs of ``training/labelled`` are ours. Needs the
dependency group ``training`` (LightGBM, scikit-learn, SciPy). All figures are of cross-validation by CV: a CV is
judged by models that saw no sentence of it. ``--write`` then fits on everything and writes
``src/assay/extraction/models``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import pathlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import lightgbm as lgb
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import assay.documents as documents
from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Signal
from assay.evaluation.pairing import pair_skills, places
from assay.evaluation.statistics import quadratic_kappa
from assay.extraction import depth as depth_module
from assay.extraction import judging, skills
from assay.extraction.context import feature_names
from assay.extraction.forest import MODELS, Forest, forest_from
from assay.extraction.layout import CvLayout, read_layout
from assay.extraction.lexical import lexicon_from
from assay.extraction.ordinal import Ordinal, ordinal_from
from assay.extraction.signals import FEATURES, signal_features
from assay.taxonomy import load_taxonomy

AS_OF = Month(2026, 11)
KINDS = [k.value for k in EvidenceKind]
RARE = 3
INNER = 4  # folds in which the lexicon is fitted for the forest
ROUNDS = 3  # of finding which mention carries the label
FOREST = {
    "n_estimators": 120, "num_leaves": 7, "max_depth": 4, "learning_rate": 0.06, "min_child_samples": 6, "subsample": 0.8,
    "subsample_freq": 1, "colsample_bytree": 0.5, "reg_lambda": 8.0, "verbose": -1, "random_state": 0, "n_jobs": 2,
    "deterministic": True, "force_col_wise": True,
}  # fmt: skip
RIDGE = 0.01
TEMP = True


@dataclass
class Labelled:
    """A labelled CV with what stands around its mentions."""

    id: str
    truth: dict
    layout: CvLayout
    placed: list
    plain: np.ndarray
    """The features that no fitted model touches."""
    tokens: list[frozenset[str]]
    rows: np.ndarray | None = None
    fold: int = 0


def labelled(name: str, truth: dict, layout: CvLayout, taxonomy) -> Labelled:
    placed = judging._placed(layout, taxonomy)
    contexts = judging.contexts_of(layout)
    mentioned = [m for m, _, _ in placed]
    return Labelled(
        name, truth, layout, placed, contexts.rows(mentioned), [contexts.tokens(m) for m in mentioned]
    )


@dataclass
class Claim:
    """A labelled skill with the mentions that may carry its label."""

    cv: Labelled
    skill: str
    kind: int
    depth: int
    mentions: list[int]
    near: list[bool] = field(default_factory=list)


def read(folders: list[pathlib.Path], taxonomy) -> list[Labelled]:
    out = []
    for folder in folders:
        locked = _locked(folder)
        for path in sorted((folder / "truth").glob("*.json")):
            truth = json.loads(path.read_text(encoding="utf-8"))
            if "production_ml" not in truth["signals"] and TEMP:
                truth["signals"]["production_ml"] = (
                    truth["signals"]["production"]
                    if truth["family"]
                    not in ("software_other", "non_tech", "ai_governance", "data_engineering_for_ml")
                    else min(1, truth["signals"]["production"])
                )
            if truth["id"] in locked:
                continue
            layout = read_layout(documents.read(folder / "cvs" / f"{truth['id']}.txt"), AS_OF)
            out.append(labelled(f"{folder.name}/{truth['id']}", truth, layout, taxonomy))
    return out


MARK = re.compile(r"\{([^{}|]+)\|([parelno])\}")
LETTERS = {
    "p": "production",
    "a": "applied",
    "r": "research",
    "e": "education",
    "l": "listed",
    "n": "negative",
}


def fragments(path: pathlib.Path, taxonomy) -> list[tuple[Labelled, list[Claim]]]:
    """Fragments of CVs in which each labelled mention is marked ``{name|letter}``."""
    text = "\n".join(r for r in path.read_text(encoding="utf-8").split("\n") if not r.startswith("#"))
    return [
        _fragment(f"{path.stem}/{n}", part.strip("\n"), taxonomy)
        for n, part in enumerate(text.split("\n====\n"))
    ]


def _fragment(name: str, marked: str, taxonomy) -> tuple[Labelled, list[Claim]]:
    text, marks, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        marks.append((len(text), len(text) + len(match[1]), KINDS.index(LETTERS[match[2]])))
        text += match[1]
        at = match.end()
    text += marked[at:]
    layout = read_layout(documents.read_bytes(text.encode(), f"{name.replace('/', '_')}.txt"), AS_OF)
    cv = labelled(name, {"skills": [], "signals": {}}, layout, taxonomy)
    placed = cv.placed
    claims = []
    for start, end, kind in marks:
        hits = [n for n, (_, _, m) in enumerate(placed) if m.start < end and start < m.end]
        if hits:
            claims.append(Claim(cv, placed[hits[0]][0].skill, kind, -1, hits[:1], [True]))
    return cv, claims


def _locked(folder: pathlib.Path) -> set[str]:
    file = folder / "locked.txt"
    if not file.exists():
        return set()
    return {w for row in file.read_text().splitlines() if row and row[0] != "#" for w in row.split()[1:]}


def claims_of(cv: Labelled, taxonomy) -> list[Claim]:
    """The labelled skills found in the CV, each with its mentions."""
    predicted, by_skill = [], defaultdict(list)
    for number, (mention, _, _) in enumerate(cv.placed):
        by_skill[mention.skill].append(number)
    for skill, numbers in by_skill.items():
        entry = taxonomy.skills.get(skill)
        quotes = [cv.layout.quote(*_stretch(cv, n)).text for n in numbers][:8]
        written = [
            " ".join(cv.layout.mended.text[cv.placed[n][2].start : cv.placed[n][2].end].split())
            for n in numbers
        ]
        aliases = list(dict.fromkeys([*written, *(entry.all_names if entry else ())]))[:12]
        predicted.append(
            {"id": skill, "skill": entry.label if entry else written[0], "aliases": aliases, "quotes": quotes}
        )
    pairs, _, _ = pair_skills(cv.truth["skills"], predicted, cv.layout.document.text)
    return [_claim(cv, truth, by_skill[p["id"]], p["id"]) for truth, p in pairs]


def _stretch(cv: Labelled, number: int) -> tuple[int, int]:
    statement = cv.layout.statements[cv.placed[number][0].index]
    return statement.place(0), statement.place(len(statement.text) - 1) + 1


def _claim(cv: Labelled, truth: dict, mentions: list[int], skill: str) -> Claim:
    where = places(cv.layout.document.text, [truth["quote"]])
    spans = [cv.layout.statements[cv.placed[n][0].index].span for n in mentions]
    near = [any(a < s.end and s.start < b for a, b in where) for s in spans]
    return Claim(
        cv,
        skill,
        KINDS.index(truth["evidence"]),
        int(truth["depth"]),
        mentions,
        near if any(near) else [True] * len(near),
    )


def fit_words(claims: list[Claim]) -> dict:
    """The lexicon: a ridge logistic model over tokens that stand in `RARE` fragments or CVs or more."""
    seen = Counter(
        t
        for cv in {id(c.cv): c.cv for c in claims}.values()
        for t in frozenset().union(*cv.tokens or [frozenset()])
    )
    known = sorted(t for t, n in seen.items() if n >= RARE)
    total = len({id(c.cv) for c in claims})
    rarity = {t: math.log((1 + total) / (1 + seen[t])) + 1 for t in known}
    place = {t: n for n, t in enumerate(known)}
    picked = [(c, n) for c in claims for n, near in zip(c.mentions, c.near, strict=True) if near]
    data, rows, columns = [], [], []
    for number, (claim, mention) in enumerate(picked):
        tokens = [t for t in claim.cv.tokens[mention] if t in place]
        norm = math.sqrt(sum(rarity[t] ** 2 for t in tokens)) or 1.0
        rows += [number] * len(tokens)
        columns += [place[t] for t in tokens]
        data += [rarity[t] / norm for t in tokens]
    matrix = csr_matrix((data, (rows, columns)), shape=(len(picked), len(known)))
    weights = [1 / sum(c.near) for c, _ in picked]
    model = LogisticRegression(C=3, max_iter=400).fit(
        matrix, [c.kind for c, _ in picked], sample_weight=weights
    )
    words = {
        t: [round(rarity[t], 3), *(round(float(w), 3) for w in model.coef_[:, n])] for t, n in place.items()
    }
    return {"classes": KINDS, "bias": [round(float(b), 4) for b in model.intercept_], "words": words}


def add_words(cvs: Iterable[Labelled], words: dict) -> None:
    """Complete the features of CVs that the lexicon was not fitted to."""
    lexicon = lexicon_from(words)
    for cv in cvs:
        cv.rows = np.hstack([cv.plain, lexicon.chances(cv.tokens)])


def complete(claims: list[Claim]) -> None:
    """Give every CV the chances of a lexicon fitted to the others, so that the forest does not trust it too far."""
    cvs = list({id(c.cv): c.cv for c in claims}.values())
    parts = np.random.RandomState(1).permutation(len(cvs)) % INNER
    for part in range(INNER):
        held = {id(cv) for cv, p in zip(cvs, parts, strict=True) if p == part}
        add_words(
            [cv for cv in cvs if id(cv) in held], fit_words([c for c in claims if id(c.cv) not in held])
        )


def fit_forest(claims: list[Claim]) -> lgb.LGBMClassifier:
    """Labels are of claims; the mention that carries one is found in rounds, the likeliest first."""
    complete(claims)
    chances: dict[int, np.ndarray] = {}
    model = None
    for _ in range(ROUNDS):
        rows, labels, weights = [], [], []
        for number, claim in enumerate(claims):
            picked = _carriers(claim, chances.get(number))
            rows += [claim.cv.rows[n] for n in picked]
            labels += [claim.kind] * len(picked)
            weights += [1 / len(picked)] * len(picked)
        model = lgb.LGBMClassifier(**FOREST)
        model.fit(np.array(rows), labels, sample_weight=weights)
        chances = {n: model.predict_proba(c.cv.rows[c.mentions]) for n, c in enumerate(claims)}
    assert model is not None and list(model.classes_) == list(range(len(KINDS)))
    return model


def _carriers(claim: Claim, chances: np.ndarray | None) -> list[int]:
    candidates = [i for i, near in enumerate(claim.near) if near]
    if chances is None:
        return [claim.mentions[i] for i in candidates]
    best = max(chances[i][claim.kind] for i in candidates)
    return [claim.mentions[i] for i in candidates if chances[i][claim.kind] >= 0.5 * best]


def exported(model: lgb.LGBMClassifier) -> dict:
    """The forest as plain arrays."""
    dump = model.booster_.dump_model()
    trees = {key: [] for key in ("feature", "threshold", "left", "right", "leaf")}
    deepest = 1
    for tree in dump["tree_info"]:
        rows = {key: [] for key in trees}
        deepest = max(deepest, _flatten(tree["tree_structure"], rows)[1])
        for key, values in rows.items():
            trees[key].append(values or [0 if key != "left" and key != "right" else -1])
    return {"features": list(feature_names()), "classes": KINDS, "depth": deepest, "trees": trees}


def _flatten(node: dict, rows: dict) -> tuple[int, int]:
    """The number of a node (below zero: a leaf) and its height."""
    if "leaf_value" in node:
        rows["leaf"].append(round(node["leaf_value"], 5))
        return -len(rows["leaf"]), 0
    number = len(rows["feature"])
    rows["feature"].append(node["split_feature"])
    rows["threshold"].append(float(node["threshold"]) if abs(float(node["threshold"])) > 1e-30 else 0.0)
    rows["left"].append(0)
    rows["right"].append(0)
    rows["left"][number], low = _flatten(node["left_child"], rows)
    rows["right"][number], high = _flatten(node["right_child"], rows)
    return number, 1 + max(low, high)


def fit_ordinal(features: list[dict], levels: list[int], names: list[str], free: set[str], top: int) -> dict:
    """Proportional odds by maximum likelihood with a ridge; weights at zero or above unless `free`."""
    z = np.array([[row[n] for n in names] for row in features], dtype=float)
    y = np.array(levels)
    n, p = z.shape

    def parts(theta):
        cuts = np.concatenate([[theta[p]], theta[p] + np.cumsum(np.exp(theta[p + 1 :]))])
        return theta[:p], cuts

    def loss(theta):
        weights, cuts = parts(theta)
        below = 1 / (1 + np.exp(-(cuts[None] - (z @ weights)[:, None])))
        edges = np.hstack([np.zeros((n, 1)), below, np.ones((n, 1))])
        chance = edges[np.arange(n), y + 1] - edges[np.arange(n), y]
        return -np.log(np.maximum(chance, 1e-9)).mean() + RIDGE / 2 * (weights**2).sum()

    start = np.zeros(p + top)
    start[p] = -2
    bounds = (
        [(None, None) if name in free else (0, None) for name in names]
        + [(None, None)]
        + [(-4, 4)] * (top - 1)
    )
    weights, cuts = parts(minimize(loss, start, method="L-BFGS-B", bounds=bounds).x)
    kept = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True) if abs(w) > 1e-4}
    return {"weights": kept, "cuts": [round(float(c), 4) for c in cuts]}


def depth_features_of(cv: Labelled, forest: Forest, taxonomy):
    """The features of depth, by skill, of what the product finds in the CV with this forest."""
    judging.evidence_model = lambda: forest
    found = skills._found([cv.layout], taxonomy, ())
    return {f.skill: f.values for f in skills.claim_features([cv.layout], found, taxonomy)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--without-fragments", action="store_true", help="fit to the labelled CVs alone")
    arguments = parser.parse_args()
    taxonomy = load_taxonomy()
    cvs = read(arguments.folders, taxonomy)
    for number, at in enumerate(np.random.RandomState(0).permutation(len(cvs))):
        cvs[at].fold = number % arguments.folds
    claims = {cv.id: claims_of(cv, taxonomy) for cv in cvs}
    print(f"{len(cvs)} CVs, {sum(map(len, claims.values()))} labelled skills found")
    extra = [] if arguments.without_fragments else _fragment_claims(taxonomy)
    print(f"{len(extra)} labelled mentions in fragments")
    results = [_held_out(k, cvs, claims, extra, taxonomy) for k in range(arguments.folds)]
    depth_rows = [row for rows, _ in results for row in rows]
    signal_rows = [row for _, rows in results for row in rows]
    _report_kinds(depth_rows)
    _report_depth(depth_rows)
    _report_signals(signal_rows)
    if arguments.write:
        _write(cvs, claims, extra, depth_rows, signal_rows)


def _fragment_claims(taxonomy) -> list[Claim]:
    files = sorted((pathlib.Path(__file__).parent / "labelled").glob("fragments_*.txt"))
    return [c for f in files for _, claims in fragments(f, taxonomy) for c in claims]


def _held_out(fold: int, cvs, claims, extra, taxonomy):
    """Claims and signals of the fold's CVs as read by a forest fitted to the others and the fragments."""
    train = [*extra, *(c for cv in cvs if cv.fold != fold for c in claims[cv.id])]
    forest = forest_from(exported(fit_forest(train)))
    words = lexicon_from(fit_words(train))
    judging.lexicon = lambda: words
    return _read_with(forest, [cv for cv in cvs if cv.fold == fold], claims, taxonomy)


def _read_with(forest, cvs, claims, taxonomy):
    depth_rows, signal_rows = [], []
    for cv in cvs:
        features = depth_features_of(cv, forest, taxonomy)
        made = {c.skill: c for c in skills.claims([cv.layout], taxonomy)}
        for claim in claims[cv.id]:
            depth_rows.append(
                {"cv": cv, "skill": claim.skill, "kind": claim.kind, "got": KINDS.index(made[claim.skill].kind.value), "depth": claim.depth,
                 "features": features[claim.skill], "language": cv.layout.document.language}
            )  # fmt: skip
        signal_rows.append(
            {"cv": cv, "features": signal_features([cv.layout], list(made.values()), taxonomy)}
        )
    return depth_rows, signal_rows


def _report_kinds(rows) -> None:
    truth, got = np.array([r["kind"] for r in rows]), np.array([r["got"] for r in rows])
    print(f"kind: accuracy {np.mean(truth == got):.3f}", end="  ")
    f1 = []
    for k in range(len(KINDS)):
        hit = ((truth == k) & (got == k)).sum()
        f1.append(2 * hit / max(1, (truth == k).sum() + (got == k).sum()))
    print(f"macro-F1 {np.mean(f1):.3f}", dict(zip(KINDS, (round(float(x), 2) for x in f1), strict=True)))
    print(
        f"theory taken for real {np.mean(got[truth > 2] < 2):.3f}  denials seen {np.mean(got[truth == 5] == 5):.3f}"
    )
    for language, n in Counter(r["language"] for r in rows).most_common():
        mine = [r["kind"] == r["got"] for r in rows if r["language"] == language]
        print(f"  {language}: {np.mean(mine):.3f} of {n}")


def _folds(rows):
    return sorted({r["cv"].fold for r in rows})


def _report_depth(rows) -> None:
    names = list(rows[0]["features"])
    pairs = []
    for fold in _folds(rows):
        train = [r for r in rows if r["cv"].fold != fold]
        model = ordinal_from(
            fit_ordinal(
                [r["features"] for r in train], [r["depth"] for r in train], names, set(depth_module.FREE), 5
            )
        )
        depth_module.depth_model = lambda model=model: model
        pairs += [
            (r["depth"], depth_module.depth_of(EvidenceKind(KINDS[r["got"]]), r["features"])[0], r["kind"])
            for r in rows if r["cv"].fold == fold
        ]  # fmt: skip
    both = [(a, b) for a, b, _ in pairs]
    live = [(a, b) for a, b, k in pairs if k == 0]
    print(
        f"depth: kappa {quadratic_kappa(both, 6):.3f}  production {quadratic_kappa(live, 6):.3f}  within one {np.mean([abs(a - b) <= 1 for a, b in both]):.3f}"
    )


def _report_signals(rows) -> None:
    everything = []
    for signal in Signal:
        mine = [r for r in rows if signal.value in r["cv"].truth["signals"]]
        pairs = []
        for fold in _folds(mine):
            train = [r for r in mine if r["cv"].fold != fold]
            model = _signal_model(signal, train)
            pairs += [
                (r["cv"].truth["signals"][signal.value], model.level(r["features"]))
                for r in mine
                if r["cv"].fold == fold
            ]
        if pairs:
            print(f"signal {signal.value}: kappa {quadratic_kappa(pairs, 5):.3f} of {len(pairs)} CVs")
        if signal is not Signal.PRODUCTION_ML:
            everything += pairs
    print(f"signals: kappa {quadratic_kappa(everything, 5):.3f}")


def _signal_fit(signal: Signal, rows) -> dict:
    levels = [r["cv"].truth["signals"][signal.value] for r in rows]
    return fit_ordinal([r["features"] for r in rows], levels, list(FEATURES[signal]), set(), 4)


def _signal_model(signal: Signal, rows) -> Ordinal:
    return ordinal_from(_signal_fit(signal, rows))


def _write(cvs, claims, extra, depth_rows, signal_rows) -> None:
    about = {
        "fitted_by": "training/fit_reading.py",
        "cvs": len(cvs),
        "labelled_skills": len(depth_rows),
        "data": hashlib.sha256("".join(sorted(cv.layout.document.sha256 for cv in cvs)).encode()).hexdigest(),
    }
    train = [*extra, *(c for cv in cvs for c in claims[cv.id])]
    evidence = exported(fit_forest(train))
    _save("words", {"about": about, **fit_words(train)})
    names = list(depth_rows[0]["features"])
    depth = fit_ordinal(
        [r["features"] for r in depth_rows],
        [r["depth"] for r in depth_rows],
        names,
        set(depth_module.FREE),
        5,
    )
    fitted = {}
    for signal in Signal:
        rows = [r for r in signal_rows if signal.value in r["cv"].truth["signals"]]
        fitted[signal.value] = _signal_fit(signal, rows)
    MODELS.mkdir(exist_ok=True)
    _save("evidence", {"about": about, **evidence})
    _save("depth", {"about": about, **depth})
    _save("signals", {"about": about, "signals": fitted})


def _save(name: str, data: dict) -> None:
    text = json.dumps(
        data,
        separators=(",", ":") if name in ("evidence", "words") else None,
        indent=None if name in ("evidence", "words") else 1,
    )
    (MODELS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
