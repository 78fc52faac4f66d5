"""Learn transfer edges from outside data, ship what holds, and measure every source on held-out pairs.

    python -m training.fit_transfer DATA            measure
    python -m training.fit_transfer DATA --write    write src/assay/taxonomy/transfer_learned.json first

DATA holds the folders taxonomy_esco_1_1_1, taxonomy_onet, taxonomy_so_tag_network and
jd_aiml_linkedin_2024. What is written are ids of ours and credits; no name or text of the data.
"""

from __future__ import annotations

import argparse
import json
import math
import pathlib
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import nnls

from assay.domain.skill import SkillKind
from assay.domain.transfer import EdgeSource
from assay.evaluation.statistics import auc
from assay.taxonomy import FOLDER, Taxonomy, load_taxonomy
from training import transfer_sources as sources
from training.transfer_labels import CREDIT, DRAWN, Figures, Label, Score, figures, read
from training.transfer_sources import Counts

BARS = (0.2, 0.25, 0.3)  # credits from which a source may ship its edges
SURE = 0.9  # share of fitted pairs above the bar of which something must carry over
FEW = 6  # fitted pairs that must lie above the bar
STANDS_OUT = math.log(2)  # lift from which a source speaks for an edge that others set
MOST = 0.3  # co-use alone is worth less than a link that somebody set
WIDE = 25  # narrower skills from which a common wider skill says little
KIN = frozenset({SkillKind.FIELD, SkillKind.METHOD, SkillKind.PRACTICE})
RIDGE = 1.0
LICENCES = {
    "esco": "ESCO v1.1.1, European Commission, reuse with attribution (CC BY 4.0 style)",
    "onet": "O*NET 29.2 Database, US Department of Labor, CC BY 4.0; modified",
    "stack_overflow": "Stack Overflow tag network (2017), CC BY-SA; only figures derived from counts",
    "posts": "425 different job posts for AI roles of 2024; only figures derived from counts",
}


class Learned:
    """One outside source: counts, and their worth in credit by a fit to the labelled pairs."""

    def __init__(
        self, source: EdgeSource, counts: Counts, taxonomy: Taxonomy, labels: Sequence[Label]
    ) -> None:
        self.source, self.counts, self.taxonomy = source, counts, taxonomy
        rows = [r for r in labels if not r.held_out and self.heard(r.source, r.target)]
        x = np.array([self._features(r.source, r.target) for r in rows]).reshape(len(rows), -1)
        y = np.array([CREDIT[r.grade] for r in rows])
        # A ridge keeps weights small where few pairs are labelled; none may fall below nought.
        x = np.vstack([x, np.sqrt(RIDGE) * np.eye(x.shape[1])])
        self.pairs = len(rows)
        self.weights, _ = nnls(x, np.concatenate([y, np.zeros(x.shape[1])]))
        self.bar = self._bar(rows)

    def _bar(self, rows: Sequence[Label]) -> float | None:
        """The lowest credit above which hardly an akin pair carries nothing over and their mean is no less.

        None where there is none.
        """
        said = [(self.credit(r.source, r.target), r.grade) for r in rows if self._akin(r.source, r.target)]
        for bar in BARS:
            above = [grade for credit, grade in said if credit >= bar]
            if (
                len(above) >= FEW
                and np.mean(np.array(above) > 0) >= SURE
                and np.mean([CREDIT[g] for g in above]) >= bar
            ):
                return float(bar)
        return None

    def heard(self, a: str, b: str) -> bool:
        """Whether the source says anything of the pair."""
        return self.counts.lift(a, b) > 0 or self.counts.choices[a, b] > 1

    def credit(self, a: str, b: str) -> float:
        """Credit of `a` for `b` by this source alone."""
        if not self.heard(a, b):
            return 0.0
        return min(MOST, float(self._features(a, b) @ self.weights))

    def _features(self, a: str, b: str) -> np.ndarray:
        lift, choice = self.counts.lift(a, b), self.counts.choice(a, b)
        akin = self._akin(a, b)
        return np.array([lift, lift * akin, choice, choice * akin, akin])

    def _akin(self, a: str, b: str) -> bool:
        """Whether both are of a kind under one narrow field or method: a common vendor makes no kin."""
        known = self.taxonomy.skills
        shared = set(known[a].broader) & set(known[b].broader)
        near = any(known[s].kind in KIN and len(self.taxonomy.descendants(s)) <= WIDE for s in shared)
        return near and known[a].kind == known[b].kind

    def edges(self) -> dict[tuple[str, str], float]:
        """What is worth shipping: pairs of a kind alone, since most skills used together replace nothing."""
        found = {}
        for a, b in sorted(set(self.counts.both) | set(self.counts.choices)) if self.bar else ():
            if b not in self.taxonomy.ancestors(a) and a not in self.taxonomy.ancestors(b):
                credit = self.credit(a, b)
                if credit >= self.bar and self._akin(a, b):
                    found[a, b] = round(credit, 2)
        return found

    def corroborates(self, known: set[tuple[str, str]]) -> list[tuple[str, str]]:
        """Edges set by judgement or links whose skills stand out together here too."""
        return sorted(p for p in known if self.counts.lift(*p) >= STANDS_OUT or self.counts.choices[p] > 1)


def learn(data: pathlib.Path, taxonomy: Taxonomy, labels: Sequence[Label]) -> dict[str, Learned]:
    """Every outside source, fitted to the labelled pairs that are not held out."""
    counts = {
        EdgeSource.ESCO: sources.counted(sources.esco(data, taxonomy)),
        EdgeSource.ONET: sources.counted(sources.onet(data, taxonomy)),
        EdgeSource.STACK_OVERFLOW: sources.stack_overflow(data, taxonomy),
        EdgeSource.POSTS: sources.counted_posts(sources.posts(data, taxonomy)),
    }
    return {s.value: Learned(s, c, taxonomy, labels) for s, c in counts.items()}


def written(learned: Mapping[str, Learned], known: set[tuple[str, str]]) -> str:
    """The shipped file, one pair a line: edges with credits, and what only corroborates `known` edges."""
    edges: dict[tuple[str, str], dict[str, float]] = {}
    for name, one in learned.items():
        for pair, credit in one.edges().items():
            edges.setdefault(pair, {})[name] = credit
    backed: dict[tuple[str, str], list[str]] = {}
    for name, one in learned.items():
        for pair in one.corroborates(known):
            if name not in edges.get(pair, {}):
                backed.setdefault(pair, []).append(name)
    head = {
        name: {
            "licence": LICENCES[name],
            "weights": [round(float(w), 3) for w in one.weights],
            "fitted_on": one.pairs,
            "bar": one.bar,
        }
        for name, one in learned.items()
    }
    rows = ",\n".join(json.dumps([a, b, credits]) for (a, b), credits in sorted(edges.items()))
    backing = ",\n".join(json.dumps([a, b, names]) for (a, b), names in sorted(backed.items()))
    made = "training/fit_transfer.py: weights of lift, lift of akin skills, choice, choice of akin skills, kinship"
    return f'{{"made": {json.dumps(made)},\n"sources": {json.dumps(head, indent=1)},\n"edges": [\n{rows}\n],\n"corroborates": [\n{backing}\n]}}\n'


def scores(taxonomy: Taxonomy, learned: Mapping[str, Learned]) -> dict[str, Score]:
    """Every source alone, all edges, paths as matching uses them, and two baselines."""
    out: dict[str, Score] = {}
    for source in (EdgeSource.JUDGEMENT, EdgeSource.BROADER, EdgeSource.NEIGHBOUR):
        out[source.value] = _alone(taxonomy, source)
    for name, one in learned.items():
        out[name] = one.credit
        shipped = one.edges()
        out[f"{name}, shipped"] = lambda a, b, shipped=shipped: shipped.get((a, b), 0.0)
    every = {(e.source, e.target): e.credit for e in taxonomy.transfer_edges}
    out["all edges"] = lambda a, b: every.get((a, b), 0.0)
    out["paths"] = lambda a, b: p.credit if (p := taxonomy.transfers_to(b).get(a)) else 0.0
    chance = random.Random(1)
    by_chance: dict[tuple[str, str], float] = {}
    out["random"] = lambda a, b: by_chance.setdefault((a, b), chance.random())
    out["MiniLM cosine"] = _cosine(taxonomy)
    return out


def _alone(taxonomy: Taxonomy, source: EdgeSource) -> Score:
    data = taxonomy.transfer
    without = {
        EdgeSource.JUDGEMENT: replace(data, learned={}, corroborated={}),
        EdgeSource.BROADER: replace(data, learned={}, corroborated={}, judged={}, refused=frozenset()),
        EdgeSource.NEIGHBOUR: replace(data, learned={}, corroborated={}, judged={}, refused=frozenset()),
    }[source]
    edges = replace(taxonomy, transfer=without).transfer_edges
    said = {(e.source, e.target): e.credit for e in edges if e.provenance[0] is source}
    return lambda a, b: said.get((a, b), 0.0)


def _cosine(taxonomy: Taxonomy) -> Score:
    from assay.evaluation.minilm import embed

    known: dict[str, np.ndarray] = {}

    def vector(skill: str) -> np.ndarray:
        if skill not in known:
            known[skill] = embed([taxonomy.skills[skill].label])[0]
        return known[skill]

    return lambda a, b: float(vector(a) @ vector(b))


def halves(data: pathlib.Path, taxonomy: Taxonomy) -> dict[str, tuple[int, float, float]]:
    """For each source in units: do pairs that one half joins also stand out in the other half?

    Number of pairs joined (lift of two and more in the first half), AUC of the second half's lift for
    them against pairs of skills that both halves know, and the same for the base rate of the target.
    """
    units: dict[str, Callable[[int], Counts]] = {}
    for name, read_baskets in (("esco", sources.esco), ("onet", sources.onet)):
        baskets = read_baskets(data, taxonomy)
        units[name] = lambda half, baskets=baskets: sources.counted(baskets, half)
    companies = sources.posts(data, taxonomy)
    units["posts"] = lambda half: sources.counted_posts(companies, half)
    out = {}
    for name, of in units.items():
        first, second = of(0), of(1)
        known = sorted(s for s in first.single if first.single[s] >= 5 and second.single[s] >= 5)
        joined, rest = [], []
        for a in known:
            for b in known:
                if a != b:
                    (joined if first.lift(a, b) >= np.log(2) else rest).append((a, b))
        values = [[second.lift(*p) for p in pairs] for pairs in (joined, rest)]
        bases = [[second.single[b] for _, b in pairs] for pairs in (joined, rest)]
        out[name] = len(joined), auc(*values), auc(*bases)
    return out


def choices(data: pathlib.Path, taxonomy: Taxonomy) -> tuple[int, int, float, float]:
    """Does judgement, which never saw the posts, know what posts offer as alternatives?

    Pairs offered as alternatives by two posts and more against pairs that three posts and more name
    together and none offers: numbers of both, AUC of the judged credit, AUC of how often both are named.
    """
    counts = sources.counted_posts(sources.posts(data, taxonomy))
    judged = _alone(taxonomy, EdgeSource.JUDGEMENT)
    offered = sorted(p for p, n in counts.choices.items() if n >= 2 and not _direct(taxonomy, p))
    named = sorted(
        p for p, n in counts.both.items() if n >= 3 and not counts.choices[p] and not _direct(taxonomy, p)
    )
    return (
        len(offered),
        len(named),
        auc([judged(*p) for p in offered], [judged(*p) for p in named]),
        auc([counts.both[p] for p in offered], [counts.both[p] for p in named]),
    )


def _direct(taxonomy: Taxonomy, pair: tuple[str, str]) -> bool:
    a, b = pair
    return b in taxonomy.ancestors(a) or a in taxonomy.ancestors(b)


def _line(name: str, f: Figures) -> str:
    return (
        f"{name:24} {f.coverage:8.2f} {f.precision:9.2f} {f.counted:7d} "
        f"{f.auc:6.3f} ({f.low:.2f}-{f.high:.2f}) {f.same_discipline:10.3f} {f.order:8.3f} {f.within:8.3f} {f.heard:5d}"
    )


def report(labels: Sequence[Label], said: Mapping[str, Score], taxonomy: Taxonomy, title: str) -> None:
    """Print a table, one score a line."""
    good = sum(r.grade >= 2 for r in labels)
    print(f"\n{title}: {len(labels)} directed pairs, {good} of grade 2 and up")
    print(
        f"{'score':24} {'coverage':>8} {'precision':>9} {'of':>7} {'AUC (95 %)':>18} {'same disc.':>10} {'order':>8} {'within':>8} {'of':>5}"
    )
    for name, score in said.items():
        print(_line(name, figures(labels, score, lambda s: taxonomy.skills[s].discipline)))


def main() -> None:
    """Fit, write, measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--write", action="store_true", help="write the learned edges beside the vocabulary")
    arguments = parser.parse_args()
    taxonomy, labels = load_taxonomy(), read()
    learned = learn(arguments.data, taxonomy, labels)
    if arguments.write:
        bare = replace(taxonomy, transfer=replace(taxonomy.transfer, learned={}, corroborated={}))
        known = {(e.source, e.target) for e in bare.transfer_edges}
        (FOLDER / "transfer_learned.json").write_text(written(learned, known), encoding="utf-8")
        load_taxonomy.cache_clear()
        taxonomy = load_taxonomy()
    for name, one in learned.items():
        print(
            f"{name:16} {one.pairs:4} pairs fitted, weights {np.round(one.weights, 2)}, bar {one.bar}, {len(one.edges())} edges"
        )
    said = scores(taxonomy, learned)
    held = [r for r in labels if r.held_out]
    report([r for r in labels if not r.held_out], said, taxonomy, "fitted half (not evidence)")
    report(held, said, taxonomy, "held out")
    report([r for r in held if r.sample in DRAWN], said, taxonomy, "held out, drawn by chance or links")
    report([r for r in held if r.sample == "named"], said, taxonomy, "held out, named by the reader")
    for name, (joined, found, base) in halves(arguments.data, taxonomy).items():
        print(
            f"{name}: {joined} pairs joined in one half, AUC in the other {found:.3f} (target's frequency {base:.3f})"
        )
    offered, named, found, base = choices(arguments.data, taxonomy)
    print(
        f"alternatives in posts: {offered} against {named} named together, AUC of judgement {found:.3f}, of counts {base:.3f}"
    )


if __name__ == "__main__":
    main()
