"""Time searches and similar candidates over pools of synthetic profiles, on one core.

Run: ``python benchmarks/search_pool.py [20000 100000]``. Prints, for each pool size, the seconds to build the
columns (once per pool), the median milliseconds of each expression with quotes and labels, and the seconds
to compare one person with everybody.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

from match_pool import SKILLS, median_ms, peak_mb, profile, taxonomy

from assay.domain.profile import Profile
from assay.matching import Columns, load_model
from assay.matching.searching import parse, search
from assay.matching.similar import similar

EXPRESSIONS = (
    "skill-100>=3 production and not listed",
    '(skill-200 or skill-201)>=3 and "vector shard"',
    "skill-0",  # with everything narrower
    "skill-300 applied since 2023",
    "years>=5 and speciality=llm and seniority>=senior",
    "signal production>=3 and language=en and not skill-400",
    "ledger audit",  # a name outside the vocabulary
)


def dated(person: Profile) -> Profile:
    """The profile with the month of last use on every piece of evidence."""
    skills = tuple(
        replace(c, evidence=tuple(replace(e, month=c.last_used) for e in c.evidence)) for c in person.skills
    )
    return replace(person, skills=skills)


def measure(size: int) -> None:
    vocabulary, model = taxonomy(), load_model()
    people = [dated(profile(n)) for n in range(min(size, 2000))]
    profiles = [
        replace(people[n % len(people)], id=f"p{n:06d}", documents=(f"{n:064d}",)) for n in range(size)
    ]
    start = time.perf_counter()
    columns = Columns.from_profiles(profiles, vocabulary)
    assert len(columns.passages.profile) == size * 12
    print(f"{size:>7,} profiles: columns {time.perf_counter() - start:.1f} s (once)")
    rounds = 5 if size <= 20_000 else 3
    for text in EXPRESSIONS:
        expression = parse(text)
        found = search(expression, columns, vocabulary, model)
        took = median_ms(lambda e=expression: search(e, columns, vocabulary, model), rounds)
        print(f"    {took:8.1f} ms  {len(found.hits):>7,} match  {text}")
    start = time.perf_counter()
    similar(profiles[0], profiles, taxonomy=vocabulary, model=model)
    print(f"    {time.perf_counter() - start:8.1f} s   similar to one person; peak memory {peak_mb():.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[20_000, 100_000])
    assert len(SKILLS) > 400
    for size in parser.parse_args().sizes:
        measure(size)


if __name__ == "__main__":
    main()
