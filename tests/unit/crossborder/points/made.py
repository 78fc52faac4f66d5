"""A small table made up for the tests, and what stands beside it."""

from __future__ import annotations

from datetime import date

from assay.crossborder.points import PointsTable, table_from

ON = date(2026, 6, 1)
TABLE = """
id: made
country: XX
name: Made up
minimum: 10
most: 40
read: 2026-05-01
review_by: 2026-12-31
sources:
  law: {title: A law, url: 'https://example.org', kind: official, as_of: 2026-05-01}
  memory: {title: From memory, kind: memory}
cases:
  candidate.with_partner: [true, false]
terms:
  adult: {label: Of age, when: {fact: candidate.age, op: '>=', value: 18}}
criteria:
- id: age
  label: Age
  choose: highest
  most: 10
  sources: [law]
  verification: read_official
  bands:
  - {points: 10, label: 18 to 29, when: {all: [{term: adult}, {fact: candidate.age, op: '<', value: 30}]}}
  - {points: 5, label: 30 or more, when: {fact: candidate.age, op: '>=', value: 30}}
- id: merit
  label: Merit
  choose: sum
  most: 15
  sources: [law]
  verification: read_official
  criteria:
  - id: pay
    label: Pay
    choose: highest
    most: 10
    sources: [law]
    verification: read_official
    bands:
    - {points: 10, label: EUR 5000 a month, when: {salary_at_least: {amount: 5000, currency: EUR, period: month, payments_per_year: 14}}}
    - {points: 4, label: EUR 3000 a month, when: {salary_at_least: {amount: 3000, currency: EUR, period: month, payments_per_year: 14}}}
  - id: years
    label: Years
    choose: sum
    most: 8
    sources: [memory]
    verification: memory
    bands:
    - {points: 2, label: Per year, per: {fact: candidate.relevant_years, each: 1}}
- id: with_partner
  label: With a partner
  choose: highest
  most: 10
  when: {fact: candidate.with_partner, op: '==', value: true}
  sources: [law]
  verification: read_official
  bands:
  - {points: 6, label: Always}
- id: alone
  label: Alone
  choose: highest
  most: 10
  when: {fact: candidate.with_partner, op: '==', value: false}
  sources: [law]
  verification: read_official
  bands:
  - {points: 10, label: Always}
- id: bonus
  label: Bonus of the past
  choose: highest
  most: 5
  valid_to: 2026-01-31
  sources: [law]
  verification: read_official
  bands:
  - {points: 5, label: A prize, when: {fact: candidate.prize, op: '==', value: true}}
- id: scheduled
  label: A row that ended, and one that begins later
  choose: highest
  most: 3
  valid_from: 2026-01-01
  sources: [law]
  verification: read_official
  bands:
  - {points: 1, label: Old, when: {fact: candidate.prize, op: '==', value: true}, valid_to: 2026-06-30}
  - {points: 3, label: New, when: {fact: candidate.prize, op: '==', value: true}, valid_from: 2026-09-01}
"""
FULL: dict[str, object] = {
    "candidate.age": 25,
    "candidate.relevant_years": 2.5,
    "candidate.with_partner": True,
    "candidate.prize": True,
    "offer.salary_minimum": 42000,
    "offer.salary_currency": "EUR",
}


def made() -> PointsTable:
    """The table, which has no fault."""
    table, faults = table_from(TABLE, "made.yaml")
    assert faults == []
    return table


def no_rates(amount: float, source: str, target: str) -> float | None:
    """No currency converts."""
    return None
