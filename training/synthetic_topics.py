"""Which skills go together: topics by probabilistic latent semantic analysis, tried on held-out pairs.

Hofmann (1999), fitted by expectation and maximisation on the skill sets of documents. A person draws
skills from a few topics of their speciality without repetition, so a common skill comes less often than
its weight; the weights are therefore corrected until the generator itself gives the counts seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from benchmarks.synthetic.draw import Randoms, skills_of, topics_of
from benchmarks.synthetic.fitted import COARSE, FINE, SLOTS, Fitted, equally_likely
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
STICK_ROWS = 64
OFTEN = 8
"""Times a pair must be held out for its own count to be compared."""


@dataclass(frozen=True)
class Counts:
    """Documents as a matrix (document by skill, 0 or 1), with the speciality of each."""

    shown: csr_matrix
    speciality: NDArray[np.int16]

    @property
    def sizes(self) -> NDArray[np.int16]:
        """Skills of each document."""
        return np.asarray(self.shown.sum(axis=1)).ravel().astype(np.int16)


def matrix(sets: Sequence[frozenset[str]], specialities: Sequence[int], skills: Sequence[str]) -> Counts:
    """The documents with the given sets of skills."""
    place = {s: n for n, s in enumerate(skills)}
    rows = [n for n, s in enumerate(sets) for _ in s]
    columns = [place[x] for s in sets for x in sorted(s)]
    shown = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(sets), len(skills)))
    return Counts(shown, np.array(specialities, dtype=np.int16))


def fit_topics(counts: Counts, topics: int, prior: Floats, rounds: int = 60) -> tuple[Floats, Floats]:
    """Share of each topic in each document, and weight of each skill in each topic (rows sum to 1).

    `prior` (a pseudo-count a skill) keeps skills that no document names possible.
    """
    draw = np.random.Generator(np.random.Philox(5))
    x = counts.shown.tocoo()
    theta = draw.dirichlet(np.ones(topics), x.shape[0])
    phi = draw.dirichlet(np.ones(x.shape[1]), topics)
    for _ in range(rounds):
        parts = theta[x.row] * phi[:, x.col].T
        parts /= parts.sum(axis=1, keepdims=True)
        theta = csr_matrix((np.ones(x.nnz), (x.row, np.arange(x.nnz))), (x.shape[0], x.nnz)) @ parts + 0.05
        phi = (csr_matrix((np.ones(x.nnz), (x.col, np.arange(x.nnz))), (x.shape[1], x.nnz)) @ parts).T
        theta /= theta.sum(axis=1, keepdims=True)
        phi += prior * phi.sum(axis=1, keepdims=True)
        phi /= phi.sum(axis=1, keepdims=True)
    return theta, phi


def by_group(counts: Counts, prior: Floats, groups: int) -> tuple[Floats, Floats]:
    """One topic a speciality (or, with one group, one for all): the plain ways to compare with."""
    own = counts.speciality if groups > 1 else np.zeros(len(counts.speciality), dtype=np.int16)
    theta = np.eye(groups)[own]
    phi = (counts.shown.T @ theta).T
    whole = phi.sum(axis=0)
    phi = phi + 2.0 * whole / whole.sum() + prior * (phi.sum(axis=1, keepdims=True) + 1.0)
    return theta, phi / phi.sum(axis=1, keepdims=True)


def sticks(concentration: float) -> NDArray[np.uint16]:
    """Thresholds of `SLOTS` shares by stick-breaking (Sethuraman 1994): the smaller, the more one topic rules."""
    draw = np.random.Generator(np.random.Philox(11))
    pieces = draw.beta(1.0, concentration, (STICK_ROWS, SLOTS - 1))
    left = np.cumprod(1.0 - pieces, axis=1)
    return np.minimum(FINE - 1, np.round((1.0 - left) * FINE)).astype(np.uint16)


def topic_table(theta: Floats, speciality: NDArray[np.int16], groups: int) -> NDArray[np.int64]:
    """Weight of each topic for each speciality, whole numbers."""
    whole = theta.mean(axis=0)
    sums = np.stack([theta[speciality == g].sum(axis=0) for g in range(groups)])
    table = sums + 0.2 * whole * (sums > 0)
    return np.round(1000 * table / table.max(axis=1, keepdims=True)).astype(np.int64)


def simulated(fit: Fitted, counts: Counts, seed: int, copies: int) -> csr_matrix:
    """What the generator gives for people of the same specialities and numbers of skills, `copies` times."""
    randoms = Randoms(seed, 0)
    speciality, sizes = np.tile(counts.speciality, copies), np.tile(counts.sizes, copies)
    person, skill = skills_of(fit, fit.topics, randoms, topics_of(fit, randoms, speciality), sizes)
    shape = (len(sizes), counts.shown.shape[1])
    return csr_matrix((np.ones(len(person)), (person, skill)), shape=shape)


def with_topics(fit: Fitted, phi: Floats, table: NDArray[np.int64]) -> Fitted:
    """`fit` with other topics."""
    whole = np.maximum(0, np.round(phi * 1e9)).astype(np.int64)
    rows = np.stack([equally_likely(row.tolist(), FINE) for row in whole]).astype(np.uint16)
    likely = np.stack([equally_likely(row.tolist(), COARSE) for row in table]).astype(np.int16)
    return replace(fit, topics=rows, tables={**fit.tables, "topics": likely})


def corrected(fit: Fitted, phi: Floats, table: NDArray[np.int64], counts: Counts) -> tuple[Fitted, Floats]:
    """Topics whose draws, repetitions left out, give each skill as often as the documents show it."""
    seen = np.asarray(counts.shown.sum(axis=0)).ravel()
    for turn in range(6):
        trial = with_topics(fit, phi, table)
        given = np.asarray(simulated(trial, counts, 100 + turn, 5).sum(axis=0)).ravel() / 5
        phi = phi * np.clip((seen + 1.0) / (given + 1.0), 0.5, 2.0) ** 0.8
        phi /= phi.sum(axis=1, keepdims=True)
    return with_topics(fit, phi, table), phi


@dataclass(frozen=True)
class Quality:
    """How well pairs of skills in held-out documents are foretold.

    `bits`: cross-entropy of a held-out pair. `lift`: correlation of the logarithms of lift (pair count
    against independence) among pairs held out at least `OFTEN` times. `error`: mean absolute error of the
    count of those pairs, as a share of it; `floor` what Poisson chance alone would leave of it.
    """

    bits: float
    lift: float
    error: float
    floor: float
    pairs: int


def quality(fit: Fitted, held: Counts, copies: int = 20) -> Quality:
    """Pairs that `fit` gives against those of `held`, for people of the same sizes and specialities."""
    made = simulated(fit, held, 7, copies)
    given, single = (made.T @ made).toarray() / copies, np.asarray(made.sum(axis=0)).ravel() / copies
    seen, own = (held.shown.T @ held.shown).toarray(), np.asarray(held.shown.sum(axis=0)).ravel()
    upper = np.triu_indices(len(own), 1)
    seen, given, people = seen[upper], given[upper], held.shown.shape[0]
    alone = (np.outer(single + 0.2, single + 0.2) / people)[upper]
    smooth = given + 0.05 * alone + 1e-7
    often = seen >= OFTEN
    expected = (np.outer(own, own) / people)[upper]
    return Quality(
        bits=float(-(seen * np.log2(smooth / smooth.sum())).sum() / seen.sum()),
        lift=_correlation(
            np.log(seen[often] / expected[often]), np.log((given[often] + 0.2) / (alone[often] + 0.2))
        ),
        error=float((np.abs(given - seen)[often] / seen[often]).mean()),
        floor=float((np.sqrt(2 / np.pi) / np.sqrt(seen[often])).mean()),
        pairs=int(often.sum()),
    )


def _correlation(a: Floats, b: Floats) -> float:
    """Pearson's correlation; 0 where one side does not vary."""
    return float(np.corrcoef(a, b)[0, 1]) if a.std() > 0 and b.std() > 1e-9 else 0.0
