"""Fit the linkage model on constructed versions of invented CVs, and measure it on other writers' CVs.

Run: ``python -m training.fit_linkage [--write]``. m: shares of levels among pairs of one person (constructed versions,
each kind alike); u: shares among pairs of different people, one in a hundred of them of the hard kinds. Compares with
the same name or e-mail address, the cosine of TF-IDF and the Jaccard of phrases, each at the cut that is best on the
fitting writers; fits once more without each kind of version and of different people; and looks at the held-out
writers' own CVs, all of different people.
"""

from __future__ import annotations

import argparse
import itertools
import math
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import yaml

from assay.linkage import compare as comparing
from assay.linkage.compare import Pair, compare
from assay.linkage.levels import COMPARISONS
from assay.linkage.model import LinkageModel, model_from
from assay.linkage.record import Record
from assay.workflow.duplicates import THRESHOLD
from training.linkage_records import records
from training.linkage_variants import OTHERS, Made
from training.linkage_variants import VERSIONS as VERSIONS_OF_ONE

Pool = list[tuple[Made, Record]]
FITTED, HELD_OUT = "abcde", "fghi"
HARD = 0.01
VERSIONS = 0.1
MODEL = Path(__file__).parents[1] / "src" / "assay" / "linkage" / "model.yaml"


def level_rows(pool: Pool) -> Iterable[tuple[int, int, dict[str, str]]]:
    """The levels of all pairs of a pool, blocked or not."""
    found = [r for _, r in pool]
    flat = LinkageModel(
        "0", VERSIONS, *({(c.id, x.id): 0.5 for c in COMPARISONS for x in c.levels} for _ in "mu")
    )
    keys = comparing.keys_of
    comparing.keys_of = lambda rs: [["all"]] * len(rs)  # type: ignore[assignment]
    try:
        rows = list(comparing._predicted(comparing.without_shared_contacts(found), flat, 0.01, 0.0))
    finally:
        comparing.keys_of = keys
    for row in rows:
        yield row["unique_id_l"], row["unique_id_r"], comparing.levels_of(row)


def levelled(pools: list[Pool]) -> list[tuple[Made, Made, dict[str, str]]]:
    """All pairs of each pool with their levels."""
    return [(pool[a][0], pool[b][0], levels) for pool in pools for a, b, levels in level_rows(pool)]


def fit(rows: list[tuple[Made, Made, dict[str, str]]], without: str = "", hard: float = HARD) -> dict:
    """The model's data of the pairs, but for those with a document made `without`."""
    one, other, close = (defaultdict(Counter) for _ in range(3))
    for first, second, levels in rows:
        if without not in (first.kind, second.kind):
            if first.person == second.person:
                table = one
            elif first.kind in OTHERS or second.kind in OTHERS:
                table = close if _derived(first, second) else other
            else:
                table = other
            for comparison, level in levels.items():
                table[comparison][level] += 1
    comparisons = {}
    for c in COMPARISONS:
        comparisons[c.id] = {}
        for x in c.levels:
            m = (one[c.id][x.id] + 0.5) / (sum(one[c.id].values()) + 0.5 * len(c.levels))
            u = (1 - hard) * _share(other[c.id], x.id, len(c.levels), x is c.levels[-1]) + hard * _share(
                close[c.id], x.id, len(c.levels), x is c.levels[-1]
            )
            comparisons[c.id][x.id] = {"m": _rounded(m), "u": _rounded(u)}
    counts = tuple(sum(t["name"].values()) for t in (one, other, close))
    return {"version": "1", "versions": VERSIONS, "hard": hard, "pairs": counts, "comparisons": comparisons}


def _rounded(chance: float) -> float:
    return min(0.9999, float(f"{chance:.3g}"))


def _derived(first: Made, second: Made) -> bool:
    """Whether one was made to be taken for the other's person."""
    return first.taken_for == second.person or second.taken_for == first.person


def _share(counts: Counter, level: str, levels: int, last: bool = False) -> float:
    """The share of a level, half a pair added to each, and a hundred to the last of two people's."""
    return (counts[level] + 0.5 + 100 * last) / (sum(counts.values()) + 0.5 * levels + 100)


# --- measuring --------------------------------------------------------------------------------------


def truth(pool: Pool) -> set[tuple[int, int]]:
    by = defaultdict(list)
    for n, (made, _) in enumerate(pool):
        by[made.person].append(n)
    return {p for members in by.values() for p in itertools.combinations(members, 2)}


def figures(found: set, right: set) -> tuple[float, float, float]:
    hit = len(found & right)
    precision, recall = hit / max(1, len(found)), hit / max(1, len(right))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def scored_linkage(model: LinkageModel) -> Callable[[Pool], dict]:
    return lambda pool: {
        (p.first, p.second): p.probability for p in compare([r for _, r in pool], model=model)
    }


def scored_name(pool: Pool) -> dict:
    keys = [r.name.key if r.name else None for _, r in pool]
    return {
        (a, b): 1.0 for a, b in itertools.combinations(range(len(pool)), 2) if keys[a] and keys[a] == keys[b]
    }


def scored_mail(pool: Pool) -> dict:
    mails = [set(r.emails) for _, r in pool]
    return {(a, b): 1.0 for a, b in itertools.combinations(range(len(pool)), 2) if mails[a] & mails[b]}


def scored_either(pool: Pool) -> dict:
    return {**scored_name(pool), **scored_mail(pool)}


def scored_jaccard(pool: Pool) -> dict:
    sets = [frozenset(r.marks) for _, r in pool]
    return {
        (a, b): len(sets[a] & sets[b]) / max(1, len(sets[a] | sets[b]))
        for a, b in itertools.combinations(range(len(pool)), 2)
    }


def scored_cosine(pool: Pool) -> dict:
    from sklearn.feature_extraction.text import TfidfVectorizer

    from assay.documents import read_bytes

    matrix = TfidfVectorizer(sublinear_tf=True).fit_transform(
        [read_bytes(m.data, m.name).text for m, _ in pool]
    )
    likeness = (matrix @ matrix.T).toarray()
    return {(a, b): float(likeness[a, b]) for a, b in itertools.combinations(range(len(pool)), 2)}


def pooled(score: Callable[[Pool], dict], pools: list[Pool]) -> tuple[dict, set]:
    scores, right = {}, set()
    for n, pool in enumerate(pools):
        scores.update({(n, *k): v for k, v in score(pool).items()})
        right |= {(n, *k) for k in truth(pool)}
    return scores, right


def best_cut(scores: dict, right: set) -> float:
    cuts = sorted({round(v, 2) for v in scores.values()})
    return max(cuts, key=lambda c: figures({k for k, v in scores.items() if v >= c}, right)[2])


def by_kind(scores: dict, right: set, pools: list[Pool], cut: float) -> None:
    found = {k for k, v in scores.items() if v >= cut}
    missed, wrong, all_of = Counter(), Counter(), Counter()
    for n, a, b in right:
        kinds = {pools[n][a][0].kind, pools[n][b][0].kind}
        for kind in kinds:
            all_of[kind] += 1
            missed[kind] += (n, a, b) not in found
    for n, a, b in found - right:
        wrong[" / ".join(sorted({pools[n][x][0].kind for x in (a, b)} & set(OTHERS)) or ["plain"])] += 1
    print("    recall by kind:", ", ".join(f"{k} {1 - missed[k] / all_of[k]:.3f}" for k in sorted(all_of)))
    print("    wrong pairs by kind:", dict(wrong) or "none")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="write the model")
    options.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "assay-linkage")
    options.add_argument("--cut", type=float, default=THRESHOLD, help="chance from which a pair is shown")
    given = options.parse_args()
    fitted, held = records(FITTED, 2, given.keep), records(HELD_OUT, 2, given.keep)
    rows = levelled(fitted)
    data = fit(rows)
    model = model_from(data)
    print(f"pairs: one person {data['pairs'][0]}, two people {data['pairs'][1]}, hard {data['pairs'][2]}")
    methods = {
        "assay (Splink)": scored_linkage(model), "same e-mail": scored_mail, "same name": scored_name,
        "same name or e-mail": scored_either,
        "Jaccard of phrases": scored_jaccard, "cosine of TF-IDF": scored_cosine,
    }  # fmt: skip
    for name, score in methods.items():
        on_fitted, on_held = pooled(score, fitted), pooled(score, held)
        best = best_cut(*on_fitted)
        for cut in {best, given.cut} if name.startswith("assay") else {best}:
            print(
                f"{name:22} cut {cut:.2f}  writers a-e P {{:.3f}} R {{:.3f}} F1 {{:.3f}}".format(
                    *_at(on_fitted, cut)
                ),
                end="  ",
            )
            print("f-i P {:.3f} R {:.3f} F1 {:.3f}".format(*_at(on_held, cut)))
        if name.startswith("assay"):
            by_kind(*on_held, held, given.cut)
        else:
            by_kind(*on_held, held, best)
    if given.write:
        MODEL.write_text(
            HEAD
            + yaml.safe_dump({k: v if k != "pairs" else list(v) for k, v in data.items()}, sort_keys=False)
        )
    by_chance(*pooled(scored_linkage(model), held))
    alone(model, held)
    without_kind(rows, held, given.cut)


def without_kind(rows: list[tuple[Made, Made, dict[str, str]]], held: list[Pool], cut: float) -> None:
    """What is found of a kind, and taken wrongly for one person, when the fit saw nothing of that kind."""
    seen, right = pooled(lambda pool: {(p.first, p.second): p for p in compare([r for _, r in pool])}, held)
    for kind in (*VERSIONS_OF_ONE, *OTHERS):
        model = model_from(fit(rows, kind))
        scores = {pair: _weighed(p, model) for pair, p in seen.items()}
        of_kind = [
            (n, a, b)
            for n, pool in enumerate(held)
            for a, b in itertools.combinations(range(len(pool)), 2)
            if _speaks_of(kind, pool[a][0], pool[b][0])
        ]
        shown = sum(scores.get(pair, 0.0) >= cut for pair in of_kind)
        what = "found" if kind in VERSIONS_OF_ONE else "taken for one person"
        p, r, f1 = _at((scores, right), cut)
        print(
            f"  fitted without {kind!r}: {shown} of {len(of_kind)} of these {what}; P {p:.3f} R {r:.3f} F1 {f1:.3f}"
        )


def _weighed(pair: Pair, model: LinkageModel) -> float:
    """The chance of a compared pair by another model."""
    keys = [(r.comparison, r.level) for r in pair.reasons]
    return 1 / (1 + 2.0 ** -(pair.prior + sum(math.log2(model.m[k] / model.u[k]) for k in keys)))


def _speaks_of(kind: str, one: Made, two: Made) -> bool:
    """Whether a pair is what `kind` makes: a version and another of its person, or somebody and whom they look like."""
    if kind in VERSIONS_OF_ONE:
        return one.person == two.person and kind in (one.kind, two.kind)
    return kind in (one.kind, two.kind) and _derived(one, two)


def by_chance(scores: dict, right: set) -> None:
    """How many pairs of each range of chances are right."""
    print("pairs of the held-out pools by the chance told:")
    for low, high in itertools.pairwise((0.0, 0.1, 0.5, 0.9, 0.99, 0.999, 1.01)):
        these = [k for k, v in scores.items() if low <= v < high]
        print(
            f"  {low} to {min(high, 1.0)}: {sum(k in right for k in these)} of {len(these)} are of one person"
        )


def alone(model: LinkageModel, held: list[Pool]) -> None:
    """Pairs shown among own CVs, where no two are of one person."""
    own = {m.person: r for pool in held for m, r in pool if m.kind == "own"}
    pairs = compare(list(own.values()), model=model)
    told = ", ".join(f"{sum(p.probability >= cut for p in pairs)} at {cut}" for cut in (0.5, 0.9))
    print(
        f"own CVs alone: {len(own)} people, {len(own) * (len(own) - 1) // 2} pairs, shown as one person: {told}"
    )


def _at(measured: tuple[dict, set], cut: float) -> tuple[float, float, float]:
    scores, right = measured
    return figures({k for k, v in scores.items() if v >= cut}, right)


HEAD = """# How often each level of a comparison occurs for two documents of one person (m) and of two people (u).
# Written by training/fit_linkage.py from constructed versions of the invented CVs of writers a to e (training/labelled/cvs);
# no real person. `versions`: share of documents taken to have another version in the pool, our estimate.
# `hard`: share of pairs of different people taken to be namesakes, colleagues, twins of a template and the like, our estimate.
# `pairs`: pairs counted of one person, of two, and of the hard kinds, where both state a name.
"""

if __name__ == "__main__":
    main()
