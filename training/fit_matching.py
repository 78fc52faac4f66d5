"""Fit the shipped matching model to judged pairs, and measure it on pairs the fit did not see.

    python -m training.fit_matching GOLD DATA            fit, cross-validate, print
    python -m training.fit_matching GOLD DATA --write    write src/assay/matching/models/default.yaml too

GOLD is the development folder, of which only the open part is read (panel `gold`, which the score is
calibrated to). DATA holds the folder jd_aiml_linkedin_2024 of real posts; `labelled/judgements.tsv` are
our own judgements (panel `ours`).
"""

from __future__ import annotations

import argparse
import datetime
import pathlib

from assay.domain.dates import Month
from assay.interfaces.report.fitting import show_fit
from assay.matching.model import DEFAULT
from assay.workflow.fit import fit_model, read_judgements
from training import judged

AS_OF = Month(2026, 11)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--write", action="store_true", help="replace the shipped model")
    parser.add_argument("--from", dest="parent", type=pathlib.Path, help="start from this model")
    parser.add_argument("--version", required=True, help="version of the fitted model, as 2026.11-2")
    parser.add_argument("--out", type=pathlib.Path, help="write the model there")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    for row in judged.agreements():
        print(
            f"{row.brief:9} {row.readers:3} {row.pairs:5} pairs  kappa {row.kappa:.3f}  interview: both {row.both}, one {row.one}"
        )
    (gold,) = read_judgements([options.gold], as_of=AS_OF, names=["gold"], processes=options.jobs)
    panels = [gold, judged.panel(options.data, AS_OF, options.jobs)]
    result = fit_model(
        panels,
        as_of=AS_OF,
        day=datetime.date.today(),
        parent=options.parent,
        reference="gold",
        version=options.version,
        processes=options.jobs,
        progress=lambda done, total: print(f"fold {done} of {total}", flush=True),
    )
    show_fit(result)
    for path in [*([options.out] if options.out else []), *([DEFAULT] if options.write else [])]:
        path.write_text(result.text, encoding="utf-8")
        print(f"wrote {path}")


if __name__ == "__main__":
    main()
