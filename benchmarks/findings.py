"""Findings measured: faults put into clean CVs one by one, and false alarms on the same CVs untouched.

Usage: python benchmarks/findings.py FOLDER... [--seed N] [--each N] [--misses] [--skip NAME,NAME]

FOLDER holds honest CVs as text (*.txt). Each variant of each kind of fault is put into a seeded choice of
them. Printed are how often it was found, how often a quote shows the words put in, and how many skills
these words lifted above `listed` (of text that is discredited: none should be); then the findings on
the CVs untouched, all of them false alarms where the CVs are honest.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from findings_faults import DISCREDITED, KINDS, Injected

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import FindingKind, Profile
from assay.extraction import profile_from
from assay.taxonomy import load_taxonomy

AS_OF = Month(2026, 11)


def profiled(data: bytes, name: str) -> Profile:
    return profile_from([read_bytes(data, name)], as_of=AS_OF, taxonomy=load_taxonomy()).profile


def shows(profile: Profile, kind: FindingKind, words: str) -> tuple[bool, bool]:
    """Whether a finding of the kind is there, and whether its quotes hold words of the injection."""
    told = [f for f in profile.findings if f.kind is kind]
    tokens = set(re.findall(r"\w{2,}", words.lower()))
    said = " ".join(q.text for f in told for q in f.quotes)
    shared = tokens & set(re.findall(r"\w{2,}", said.lower()))
    return bool(told), (len(shared) >= min(3, len(tokens)) and bool(tokens)) or words[:8] in said


def lifted(before: Profile, after: Profile, words: str) -> int:
    """Skills that the words put in name and that now count for more than listed, but did not before."""
    worked = {c.skill for c in before.skills if c.kind.strength > EvidenceKind.LISTED.strength}
    named = {m.skill for m in load_taxonomy().find(words)}
    now = {c.skill for c in after.skills if c.kind.strength > EvidenceKind.LISTED.strength}
    return len((now & named) - worked)


def measure(cvs: dict[str, str], each: int, seed: int, *, misses: bool) -> None:
    rng = random.Random(seed)
    clean = {name: profiled(cv.encode(), "cv.txt") for name, cv in cvs.items()}
    print(f"{'fault':14} {'variant':26} {'tried':>5} {'found':>6} {'quoted':>7} {'lifted':>7}")
    for title, (kind, variants) in KINDS.items():
        totals: Counter[str] = Counter()
        for name, inject in variants():
            row: Counter[str] = Counter()
            for chosen in rng.sample(list(cvs), min(each, len(cvs))):
                item: Injected = inject(cvs[chosen], rng)
                profile = profiled(item.data, item.name)
                found, quoted = shows(profile, kind, item.words)
                up = lifted(clean[chosen], profile, item.words) if kind in DISCREDITED else 0
                row.update(tried=1, found=found, quoted=found and quoted, lifted=up)
                if misses and (up or not (found and quoted)):
                    fault = "not found" if not found else "not quoted" if not quoted else f"{up} lifted"
                    print(f"    {chosen}: {title}, {name}: {fault}")
            totals.update(row)
            print(f"{'':14} {name:26} {row['tried']:5} {row['found']:6} {row['quoted']:7} {row['lifted']:7}")
        share = [totals[k] / totals["tried"] for k in ("found", "quoted")]
        print(
            f"{title:14} {'all':26} {totals['tried']:5} {share[0]:6.1%} {share[1]:7.1%} {totals['lifted']:7}"
        )
    alarms(clean)


def alarms(profiles: dict[str, Profile]) -> None:
    kinds: dict[FindingKind, list[str]] = defaultdict(list)
    for name, profile in profiles.items():
        for kind in {f.kind for f in profile.findings}:
            kinds[kind].append(name)
    print(f"\nfindings on {len(profiles)} CVs untouched")
    for kind, names in kinds.items():
        print(f"{kind.value:24} {len(names):4}  {', '.join(names[:8])}")
    print(f"{'CVs with any':24} {len({n for names in kinds.values() for n in names}):4}")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--each", type=int, default=5, help="CVs that each variant is put into")
    parser.add_argument("--misses", action="store_true", help="name each miss")
    parser.add_argument("--skip", default="", help="names without ending, comma-separated: CVs left out")
    args = parser.parse_args(arguments)
    left_out = set(args.skip.split(","))
    files = [f for d in args.folder for f in sorted(d.glob("*.txt")) if f.stem not in left_out]
    if not files:
        sys.exit("No *.txt CVs there; give a folder of text CVs.")
    start = time.perf_counter()
    measure({f.stem: f.read_text(encoding="utf-8") for f in files}, args.each, args.seed, misses=args.misses)
    print(f"{time.perf_counter() - start:.0f} s, seed {args.seed}, {args.each} CVs a variant")


if __name__ == "__main__":
    main(sys.argv[1:])
