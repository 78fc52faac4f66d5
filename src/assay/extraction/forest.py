"""A fitted forest of small trees: chances of each kind of evidence from the features of a mention."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assay.errors import ModelError

MODELS = Path(__file__).parent / "models"
"""Fitted models of the extraction, as JSON with their provenance."""

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flat:
    """The nodes of all trees in one row, leaves among them; a leaf leads to itself."""

    roots: IntArray
    feature: IntArray
    threshold: FloatArray
    child: IntArray
    leaf: FloatArray


def _flattened(
    feature: IntArray, threshold: FloatArray, children: tuple[IntArray, IntArray], leaf: FloatArray
) -> _Flat:
    """Node n of tree t stands at t * width + n, its leaf m behind the nodes; children as 2 * place + (0 right, 1 left)."""
    trees, splits = feature.shape
    leaves = leaf.shape[1]
    width = splits + leaves
    roots = np.arange(trees, dtype=np.int64) * width
    places = roots[:, None] + np.arange(width)
    stay = places[:, splits:]
    left, right = (np.hstack([roots[:, None] + np.where(c < 0, splits - c - 1, c), stay]) for c in children)
    padding = np.zeros((trees, leaves))
    return _Flat(
        roots=roots,
        feature=np.hstack([feature, padding.astype(np.int64)]).ravel(),
        threshold=np.hstack([threshold, padding]).ravel(),
        child=np.stack([right, left], axis=2).ravel(),
        leaf=np.hstack([np.zeros((trees, splits)), leaf]).ravel(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Boosted trees, one raw score a class; chances are the softmax of the scores.

    `feature`, `threshold`, `left` and `right` have shape (trees, splits); a child below zero is leaf
    ``-child - 1``. `leaf` has shape (trees, leaves). Tree t adds to class ``t % len(classes)``.
    """

    features: tuple[str, ...]
    classes: tuple[str, ...]
    feature: IntArray
    threshold: FloatArray
    left: IntArray
    right: IntArray
    leaf: FloatArray
    depth: int
    _flat: _Flat = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "_flat", _flattened(self.feature, self.threshold, (self.left, self.right), self.leaf)
        )

    def chances(self, rows: FloatArray) -> FloatArray:
        """Chances of shape (rows, classes), each row adding up to 1."""
        scores = self.scores(rows)
        if not len(rows):
            return scores
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(grown / grown.sum(axis=1, keepdims=True))

    def scores(self, rows: FloatArray) -> FloatArray:
        """Raw scores of shape (rows, classes); a value goes left where <= threshold."""
        if not len(rows):
            return np.zeros((0, len(self.classes)))
        flat = self._flat
        values, first = np.ascontiguousarray(rows).ravel(), np.arange(len(rows))[:, None] * rows.shape[1]
        node = np.broadcast_to(flat.roots, (len(rows), len(flat.roots)))
        for _ in range(self.depth):
            left = values[first + flat.feature[node]] <= flat.threshold[node]
            node = flat.child[2 * node + left]
        return np.asarray(flat.leaf[node].reshape(len(rows), -1, len(self.classes)).sum(axis=1))


def forest_from(data: Mapping[str, Any]) -> Forest:
    """The forest of a model file; raises ModelError where it has holes."""
    try:
        trees = data["trees"]
        return Forest(
            features=tuple(data["features"]),
            classes=tuple(data["classes"]),
            feature=_padded(trees["feature"], int),
            threshold=_padded(trees["threshold"], float),
            left=_padded(trees["left"], int, fill=-1),
            right=_padded(trees["right"], int, fill=-1),
            leaf=_padded(trees["leaf"], float),
            depth=int(data["depth"]),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise ModelError([f"The model file has no usable {fault}; fit it again."]) from fault


def _padded(rows: Sequence[Sequence[float]], kind: type, fill: float = 0) -> npt.NDArray[Any]:
    width = max(1, *(len(r) for r in rows)) if rows else 1
    return np.array([[*r, *([fill] * (width - len(r)))] for r in rows], dtype=kind)


@cache
def model_file(name: str) -> Mapping[str, Any]:
    """A fitted model by its name, as its file says."""
    data: Mapping[str, Any] = json.loads((MODELS / f"{name}.json").read_text(encoding="utf-8"))
    return data
