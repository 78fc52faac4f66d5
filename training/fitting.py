"""Fit the models: words, forest and ordinal levels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

import lightgbm as lgb
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from assay.extraction.context import feature_names
from assay.extraction.lexical import lexicon_from
from assay.extraction.surroundings import with_words
from training.labelled_cvs import KINDS, Claim, Labelled

RARE = 2
INNER = 4  # folds in which the lexicon is fitted for the forest
ROUNDS = 3  # of finding which mention carries the label
FOREST = {
    "n_estimators": 120, "num_leaves": 7, "max_depth": 4, "learning_rate": 0.06, "min_child_samples": 6, "subsample": 0.8,
    "subsample_freq": 1, "colsample_bytree": 0.5, "reg_lambda": 8.0, "verbose": -1, "random_state": 0, "n_jobs": 1,
    "deterministic": True, "force_col_wise": True,
}  # fmt: skip
RIDGE = 0.01


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
        cv.rows = with_words(cv.layout, [m for m, _, _ in cv.placed], cv.plain, lexicon.chances(cv.tokens))


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
    """The forest of the kinds as plain arrays."""
    return _exported(model, list(feature_names()), KINDS)


def _exported(model: lgb.LGBMClassifier, names: list[str], classes: list[str]) -> dict:
    dump = model.booster_.dump_model()
    trees = {key: [] for key in ("feature", "threshold", "left", "right", "leaf")}
    deepest = 1
    for tree in dump["tree_info"]:
        rows = {key: [] for key in trees}
        deepest = max(deepest, _flatten(tree["tree_structure"], rows)[1])
        for key, values in rows.items():
            trees[key].append(values or [0 if key != "left" and key != "right" else -1])
    return {"features": names, "classes": classes, "depth": deepest, "trees": trees}


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


DEPTH_FOREST = {
    "n_estimators": 100, "num_leaves": 6, "learning_rate": 0.06, "min_child_samples": 15, "reg_lambda": 5.0, "colsample_bytree": 0.6,
    "subsample": 0.8, "subsample_freq": 1, "verbose": -1, "random_state": 0, "n_jobs": 1, "deterministic": True, "force_col_wise": True,
}  # fmt: skip


def fit_levels(features: list[dict], levels: list[int], free: set[str], top: int) -> dict:
    """A monotone forest for each level 1 to `top`: the chance of reaching it. Trees take turns by level."""
    names = list(features[0])
    x = np.array([[row[n] for n in names] for row in features])
    y = np.array(levels)
    bound = [0 if n in free else 1 for n in names]
    parts = [
        _exported(
            lgb.LGBMClassifier(**DEPTH_FOREST, monotone_constraints=bound).fit(x, (y >= k).astype(int)),
            names,
            [str(k)],
        )
        for k in range(1, top + 1)
    ]
    count = max(len(p["trees"]["feature"]) for p in parts)
    nothing = {"feature": [0], "threshold": [0.0], "left": [-1], "right": [-1], "leaf": [0.0]}
    trees = {
        key: [
            p["trees"][key][n] if n < len(p["trees"][key]) else nothing[key]
            for n in range(count)
            for p in parts
        ]
        for key in nothing
    }
    classes = [p["classes"][0] for p in parts]
    return {"features": names, "classes": classes, "depth": max(p["depth"] for p in parts), "trees": trees}


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
