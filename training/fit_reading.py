"""Fit the models that read evidence, depth, signals and careers, and report them on CVs they were not fitted to.

    python -m training.fit_reading [FOLDER...] [--write] [--by writer|cv]

A folder has ``cvs/<id>.txt`` and ``truth/<id>.json`` in the form of the development set; ids that a
``locked.txt`` in it names are left out. The labelled CVs of ``training/labelled`` are ours and always
taken. Needs the dependency group ``training`` (LightGBM, scikit-learn, SciPy). All figures are held
out: a CV is judged by models that saw no sentence of its writer (``--by writer``) or of itself
(``--by cv``). ``--write`` then fits on everything and writes ``src/assay/extraction/models``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
from collections import Counter

import numpy as np

from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Signal
from assay.evaluation.statistics import quadratic_kappa
from assay.extraction import depth as depth_module
from assay.extraction import judging, skills
from assay.extraction import signals as signals_module
from assay.extraction.forest import MODELS, Forest, forest_from
from assay.extraction.lexical import lexicon_from
from assay.extraction.ordinal import Ordinal, ordinal_from
from assay.extraction.signals import FEATURES, signal_features
from assay.taxonomy import load_taxonomy
from training.fit_career import career_row, fit_career, report_career
from training.fitting import exported, fit_forest, fit_levels, fit_ordinal, fit_words
from training.labelled_cvs import KINDS, Claim, Labelled, claims_of, fragments, read

LARGE = ("evidence", "words", "depth")
LABELLED = pathlib.Path(__file__).parent / "labelled"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    parser.add_argument("--by", choices=["writer", "cv"], default="writer", help="what a fold holds out")
    parser.add_argument("--folds", type=int, default=6, help="folds of --by cv")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--without-fragments", action="store_true", help="fit to the labelled CVs alone")
    parser.add_argument("--dump", type=pathlib.Path, help="write what was read of each held-out claim")
    arguments = parser.parse_args()
    taxonomy = load_taxonomy()
    ours = sorted(p for p in (LABELLED / "cvs").glob("*") if (p / "truth").is_dir())
    cvs = read([*arguments.folders, *ours], taxonomy)
    folds = _fold(cvs, arguments.by, arguments.folds)
    claims = {cv.id: claims_of(cv, taxonomy) for cv in cvs}
    print(f"{len(cvs)} CVs, {sum(map(len, claims.values()))} of {_labels(cvs)} labelled skills found")
    extra = [] if arguments.without_fragments else _fragment_claims(taxonomy)
    print(f"{len(extra)} labelled mentions in fragments; {folds} folds by {arguments.by}")
    depth_rows, signal_rows, career_rows = _read_all(folds, cvs, claims, extra, taxonomy)
    _report_kinds(depth_rows)
    _report_depth(depth_rows)
    _report_signals(signal_rows)
    report_career(career_rows, taxonomy)
    if arguments.dump:
        _dump(arguments.dump, depth_rows, career_rows)
    if arguments.write:
        _write(cvs, claims, extra, (depth_rows, signal_rows, career_rows), taxonomy)


def _labels(cvs: list[Labelled]) -> int:
    return sum(len(cv.truth["skills"]) for cv in cvs)


def _fold(cvs: list[Labelled], by: str, folds: int) -> int:
    """Give each CV its fold; returns their number. A writer is a folder and the first two signs of an id."""
    if by == "cv":
        for number, at in enumerate(np.random.RandomState(0).permutation(len(cvs))):
            cvs[at].fold = number % folds
        return folds
    writers = sorted({_writer(cv) for cv in cvs})
    for cv in cvs:
        cv.fold = writers.index(_writer(cv))
    return len(writers)


def _writer(cv: Labelled) -> str:
    folder, _, name = cv.id.partition("/")
    return f"{folder}/{name[:2]}"


def _fragment_claims(taxonomy) -> list[Claim]:
    files = sorted(LABELLED.glob("fragments_*.txt"))
    return [c for f in files for _, claims in fragments(f, taxonomy) for c in claims]


def _read_all(folds, cvs, claims, extra, taxonomy):
    """Each fold's CVs as read by models fitted to the others: depth from held-out kinds, careers from both."""
    depth_rows = []
    depth_module.depth_model = _no_depth
    for fold in range(folds):
        with_fold(fold, cvs, claims, extra)
        for cv in (cv for cv in cvs if cv.fold == fold):
            depth_rows += _depth_rows(cv, claims[cv.id], taxonomy)
    signal_rows, career_rows = [], []
    written = signals_module.signal_models()
    for fold in range(folds):
        with_fold(fold, cvs, claims, extra)
        depth = forest_from(_depth_fit([r for r in depth_rows if r["cv"].fold != fold]))
        depth_module.depth_model = lambda depth=depth: depth
        for cv in (cv for cv in cvs if cv.fold == fold):
            cv.made = skills.claims([cv.layout], taxonomy)
            signal_rows.append({"cv": cv, "features": signal_features([cv.layout], cv.made, taxonomy)})
    for fold in range(folds):
        models = {
            s: _signal_model(s, [r for r in _labelled_with(s, signal_rows) if r["cv"].fold != fold])
            for s in Signal
            if _labelled_with(s, signal_rows)
        }
        signals_module.signal_models = lambda models={**written, **models}: models
        for cv in (cv for cv in cvs if cv.fold == fold):
            levels = signals_module.signals([cv.layout], cv.made, taxonomy)
            career_rows.append(career_row(cv, cv.made, levels, taxonomy))
    return depth_rows, signal_rows, career_rows


def _no_depth() -> Forest:
    """A forest that says nothing, for the first reading, in which depth is not asked for."""
    tree = {"feature": [[0]], "threshold": [[0.0]], "left": [[-1]], "right": [[-1]], "leaf": [[0.0]]}
    trees = {key: rows * depth_module.MAX_DEPTH for key, rows in tree.items()}
    levels = [str(k) for k in range(1, depth_module.MAX_DEPTH + 1)]
    return forest_from({"features": ["months"], "classes": levels, "depth": 1, "trees": trees})


_FITTED: dict = {}


def with_fold(fold: int, cvs, claims, extra) -> None:
    """Read with the words and forest fitted to all but the fold."""
    if fold not in _FITTED:
        train = [*extra, *(c for cv in cvs if cv.fold != fold for c in claims[cv.id])]
        _FITTED[fold] = forest_from(exported(fit_forest(train))), lexicon_from(fit_words(train))
    forest, words = _FITTED[fold]
    judging.evidence_model = lambda: forest
    judging.lexicon = lambda: words


def _depth_rows(cv: Labelled, claims: list[Claim], taxonomy) -> list[dict]:
    found = skills._found([cv.layout], taxonomy, ())
    features = {f.skill: f.values for f in skills.claim_features([cv.layout], found, taxonomy)}
    made = {c.skill: c for c in skills.claims([cv.layout], taxonomy)}
    return [
        {"cv": cv, "skill": c.skill, "kind": c.kind, "got": KINDS.index(made[c.skill].kind.value), "depth": c.depth,
         "features": features[c.skill], "language": cv.layout.document.language, "claim": made[c.skill]}
        for c in claims
    ]  # fmt: skip


def _depth_fit(rows) -> dict:
    return fit_levels(
        [r["features"] for r in rows],
        [r["depth"] for r in rows],
        set(depth_module.FREE),
        depth_module.MAX_DEPTH,
    )


def _labelled_with(signal: Signal, rows) -> list[dict]:
    return [r for r in rows if signal.value in r["cv"].truth["signals"]]


def _dump(path: pathlib.Path, depth_rows, career_rows) -> None:
    """A line for each claim read wrongly, and the careers."""
    out = []
    for r in depth_rows:
        claim = r["claim"]
        out.append({"cv": r["cv"].id, "skill": claim.label, "labelled": KINDS[r["kind"]], "read": KINDS[r["got"]], "depth": r["depth"],
                    "quotes": [e.quote.text for e in claim.evidence], "reason": claim.evidence[0].reason})  # fmt: skip
    for r in career_rows:
        truth = r.cv.truth
        out.append(
            {
                "cv": r.cv.id,
                "career": [truth["family"], truth["seniority"], truth["years_relevant"]],
                "said": r.said,
            }
        )
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in out) + "\n", encoding="utf-8")


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
    pairs = []
    for fold in _folds(rows):
        model = forest_from(_depth_fit([r for r in rows if r["cv"].fold != fold]))
        depth_module.depth_model = lambda model=model: model
        mine = [r for r in rows if r["cv"].fold == fold]
        for r, reached in zip(mine, depth_module.reached_levels([r["features"] for r in mine]), strict=True):
            pairs.append(
                (r["depth"], depth_module.depth_of(EvidenceKind(KINDS[r["got"]]), reached)[0], r["kind"])
            )
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


def _write(cvs, claims, extra, rows, taxonomy) -> None:
    depth_rows, signal_rows, career_rows = rows
    about = {
        "fitted_by": "training/fit_reading.py",
        "cvs": len(cvs),
        "labelled_skills": len(depth_rows),
        "data": hashlib.sha256("".join(sorted(cv.layout.document.sha256 for cv in cvs)).encode()).hexdigest(),
    }
    train = [*extra, *(c for cv in cvs for c in claims[cv.id])]
    MODELS.mkdir(exist_ok=True)
    _save("evidence", {"about": about, **exported(fit_forest(train))})
    _save("words", {"about": about, **fit_words(train)})
    _save("depth", {"about": about, **_depth_fit(depth_rows)})
    fitted = {s.value: _signal_fit(s, _labelled_with(s, signal_rows)) for s in Signal}
    _save("signals", {"about": about, "signals": fitted})
    _save("career", {"about": about, **fit_career(career_rows, taxonomy)})


def _save(name: str, data: dict) -> None:
    text = json.dumps(
        data,
        separators=(",", ":") if name in LARGE else None,
        indent=None if name in LARGE else 1,
    )
    (MODELS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
