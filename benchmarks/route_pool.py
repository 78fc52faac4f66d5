"""Time to evaluate every route for a pool of invented people, on one core.

    PYTHONPATH=src python benchmarks/route_pool.py [people] [filing date]

Prints the verdicts per second of the compiled routes (with and without points tables) and of a plain walk of
the same trees, and fails where the two differ.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.route_plain import plain

from assay.crossborder.eligibility import compile_routes, movement_of, points_on, setting_of, verdict_of
from assay.crossborder.rules import load_book
from assay.domain.route import VERDICT_OF, Answer

CITIZENSHIPS = "IN CN US GB DE FR BR NG PK VN CA AU MX UA EG CL SG IE PL CO".split()
CURRENCIES = "EUR USD GBP SGD JPY PLN".split()
RATES = {"EUR": 1.0, "USD": 1.1172, "GBP": 0.8338, "SGD": 1.4282, "JPY": 175.68, "PLN": 4.4038}
KNOWN = 0.7
"""Share of the facts that are known."""


def convert(amount: float, stated: str, wanted: str) -> tuple[float, date] | None:
    """Fixed rates of six currencies: the time of a rate is measured elsewhere."""
    if stated not in RATES or wanted not in RATES:
        return None
    return amount / RATES[stated] * RATES[wanted], date(2026, 10, 30)


def person(draw: random.Random) -> dict[str, Any]:
    """One invented person with an offer; each fact is known with the probability `KNOWN`."""
    currency = draw.choice(CURRENCIES)
    salary = round(draw.uniform(25_000, 180_000) * RATES[currency], 2)
    facts = {
        "candidate.citizenships": (draw.choice(CITIZENSHIPS),),
        "candidate.age": draw.randint(21, 60),
        "candidate.degree_level": draw.choice(
            ["none", "secondary", "vocational", "bachelor", "master", "phd"]
        ),
        "candidate.degree_age_years": draw.randint(0, 25),
        "candidate.relevant_years": draw.randint(0, 25),
        "candidate.ict_years_in_last_7": draw.randint(0, 7),
        "candidate.ict_years_in_last_5": draw.randint(0, 5),
        "candidate.english_cefr": draw.choice(["A2", "B1", "B2", "C1", "C2"]),
        "candidate.german_cefr": draw.choice(["A1", "A2", "B1"]),
        "candidate.ielts_overall": draw.randint(8, 18) / 2,
        "candidate.income_year": salary,
        "candidate.income_currency": currency,
        "candidate.months_with_group": draw.randint(0, 60),
        "offer.exists": draw.random() < 0.9,
        "offer.contract_months": draw.choice([3, 6, 12, 24, 600]),
        "offer.occupation_isco": draw.choice(["2512", "1330", "2131", "3512", "25"]),
        "offer.sector_financial": draw.random() < 0.2,
        "offer.salary_minimum": salary,
        "offer.salary_maximum": salary * draw.choice([1.0, 1.2]),
        "offer.salary_currency": currency,
        "employer.country": draw.choice(CITIZENSHIPS),
        "employer.uk_sponsor_licence": draw.random() < 0.5,
        "employer.nl_recognised_sponsor": draw.random() < 0.5,
    }
    return {key: value for key, value in facts.items() if draw.random() < KNOWN}


def timed(work: Callable[[], list[Any]]) -> tuple[float, list[Any]]:
    """Seconds of one core, and the result."""
    begun = time.process_time()
    done = work()
    return time.process_time() - begun, done


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    on = date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else date(2026, 12, 1)
    book = load_book()
    routes = tuple(book.routes.values())
    draw = random.Random(20261123)
    people = [person(draw) for _ in range(count)]
    free = {Answer.YES: True, Answer.NO: False, Answer.UNKNOWN: None}

    def fast(scored: Callable[..., Any]) -> list[Any]:
        compiled = compile_routes(routes, setting_of(on, convert, scored, book.blocs))
        return [verdict_of(route, facts) for facts in people for route in compiled]

    def slow() -> list[Any]:
        return [
            VERDICT_OF[plain(r, f, on, convert, free[movement_of(f, r.country, book.blocs).free])]
            for f in people
            for r in routes
        ]

    baseline, expected = timed(slow)
    without, found = timed(lambda: fast(lambda *_: None))
    assert found == expected, "the compiled routes and the plain walk differ"
    scored, _ = timed(lambda: fast(points_on(on, convert)))
    verdicts = count * len(routes)
    print(f"{count:,} people, {len(routes)} routes, filing {on}, one core, compiling included")
    rows = (("plain walk", baseline), ("compiled, no points", without), ("compiled, points tables", scored))
    for name, seconds in rows:
        print(
            f"{name:24} {seconds:7.2f} s  {verdicts / seconds:12,.0f} verdicts/s  {baseline / seconds:5.1f}x"
        )


if __name__ == "__main__":
    main()
