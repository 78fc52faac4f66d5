"""Read every file below some folders and profile it: counts, refusals by reason, speed, peak memory.

Usage: python benchmarks/read_files.py FOLDER...
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from pathlib import Path

from assay.documents import read
from assay.domain.dates import Month
from assay.errors import DocumentError
from assay.extraction import profile_from
from assay.taxonomy import load_taxonomy

AS_OF = Month(2026, 11)
SLOW = 2.0


def main() -> None:
    taxonomy = load_taxonomy()
    print(
        f"{'folder':44} {'files':>6} {'read':>6} {'refused':>8} {'faults':>7} {'files/s':>8} {'slowest s':>10}"
    )
    for folder in map(Path, sys.argv[1:]):
        reasons: Counter[str] = Counter()
        read_count, faults, slowest, begun = 0, [], 0.0, time.perf_counter()
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        for file in files:
            start = time.perf_counter()
            try:
                document = read(file)
                reading = profile_from([document], as_of=AS_OF, taxonomy=taxonomy)
                for claim in reading.profile.skills:
                    for piece in claim.evidence:
                        span = piece.quote.span
                        assert document.text[span.start : span.end] == piece.quote.text
                read_count += 1
            except DocumentError as error:
                reasons[f"{type(error).__name__}: {error}"] += 1
            except Exception as error:
                faults.append(f"{file.name}: {type(error).__name__}: {error}")
            slowest = max(slowest, time.perf_counter() - start)
        seconds = time.perf_counter() - begun
        rate = len(files) / seconds if seconds else 0.0
        refused = sum(reasons.values())
        print(
            f"{folder.name:44} {len(files):6} {read_count:6} {refused:8} {len(faults):7} {rate:8.1f} {slowest:10.2f}"
        )
        for reason, count in reasons.most_common():
            print(f"    {count:5} {reason[:140]}")
        for fault in faults[:10]:
            print(f"    FAULT {fault}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
