"""Writes a plan as SQL in the forms that `rank_sql` describes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assay.matching.levels import ADJACENT, ASKED
from assay.matching.model import MatchModel
from assay.matching.plan import Plan, Row

SORTS: Final = tuple(f"{sort}_{asked}" for asked in range(len(ASKED)) for sort in ("direct", "related"))
"""Columns of a posting's bits, by what is asked and whether of the skill itself."""


def slots_of(plan: Plan) -> Iterator[tuple[int, int, Row, Any]]:
    number = 0
    for n, row in enumerate(plan.rows):
        for slot in row.slots:
            yield n, number, row, slot
            number += 1


@dataclass(frozen=True)
class Writer:
    """Writes one plan. `fields`: the share of each field of the brief and its place among the columns."""

    plan: Plan
    model: MatchModel
    fields: Sequence[tuple[float, int]]

    def folded(self) -> str:
        """A posting read once, whatever number of slots it answers."""
        slots = list(slots_of(self.plan))
        best = ", ".join(f"max({self._value(row, s)}) AS s{s}" for _, s, row, _ in slots)
        more = ""
        if any(row.years for _, _, row, _ in slots):
            more = "JOIN (SELECT person, relevant FROM standing) USING (person)"
        rows = [
            self._row(row, [f"s{s}" for n, s, _, _ in slots if n == number])
            for number, row in enumerate(self.plan.rows)
        ]
        found = (
            f"found AS (SELECT person, {best} FROM postings JOIN folded USING (skill) {more} GROUP BY person)"
        )
        return self._query(found, " + ".join(rows), hits=False)

    def _value(self, row: Row, slot: int) -> str:
        """Bits of one posting for one slot."""
        direct, related, credit = f"direct_{row.asked}", f"related_{row.asked}", f"credit_{slot}"
        factor = self._factor(row)
        most = self._bits(ADJACENT)
        return (
            f"CASE WHEN sort_{slot} IS NULL THEN NULL"
            f" WHEN sort_{slot} = 0 THEN CASE WHEN {related} > 0 THEN least({related} {factor} * {credit}, {most}) END"
            f" WHEN {direct} > 0 THEN {direct} {factor} * {credit}"
            f" WHEN sort_{slot} = 2 THEN {direct} END"
        )

    def _factor(self, row: Row) -> str:
        if not row.years:
            return ""
        floor, have = self.model.years_floor, f"greatest(months / 12.0, relevant * {row.relevant_share!r})"
        return f"* ({floor!r} + {1 - floor!r} * least(1, {have} / {row.years!r}))"

    def wide(self) -> str:
        """A line for each posting of each answer, a column for each slot."""
        slots = list(slots_of(self.plan))
        best = ", ".join(f"max(CASE WHEN slot = {s} THEN value END) AS s{s}" for _, s, _, _ in slots)
        rows = [
            self._row(row, [f"s{s}" for n, s, _, _ in slots if n == number])
            for number, row in enumerate(self.plan.rows)
        ]
        found = f"found AS (SELECT person, {best} FROM hits GROUP BY person)"
        return self._query(found, " + ".join(rows))

    def narrow(self) -> str:
        """Slots, rows and people grouped one after another."""
        rows = self.plan.rows
        if any(row.slots and (row.signals or row.degree or row.language) for row in rows):
            raise ValueError("the narrow form knows no row that is answered by skills and otherwise too")
        share = self.model.best_share
        facts = ", ".join(f"({n}, {len(r.slots)}, {r.weight!r})" for n, r in enumerate(rows) if r.slots)
        found = f"""best AS (SELECT person, row_number, slot, max(value) AS value FROM hits
                             GROUP BY person, row_number, slot),
        facts(row_number, slots, weight) AS (VALUES {facts}),
        told AS (SELECT person, row_number,
                   CASE WHEN any_value(slots) = 1 THEN max(value) ELSE
                     {share!r} * greatest(max(value), CASE WHEN count(value) < any_value(slots) THEN 0 END)
                     + {1 - share!r} * coalesce(sum(value), 0) / any_value(slots) END
                   * any_value(weight) AS bits
                 FROM best JOIN facts USING (row_number) WHERE value IS NOT NULL
                 GROUP BY person, row_number),
        found AS (SELECT person, sum(bits) AS skilled FROM told GROUP BY person)"""
        others = [self._row(row, []) for row in rows if not row.slots]
        return self._query(found, " + ".join(["coalesce(skilled, 0)", *others]))

    def _query(self, found: str, rows: str, *, hits: bool = True) -> str:
        own = " + ".join(f"{share!r} * near_{n}" for share, n in self.fields)
        work = " + ".join(f"{share!r} * work_{n}" for share, n in self.fields)
        total = " + ".join(filter(None, (repr(self.plan.prior), rows, self._seniority(), self._speciality())))
        return f"""WITH standing AS (
            SELECT *, years * greatest(own, work) AS relevant
            FROM (SELECT *, {own} AS own, {work} AS work FROM people)),
        {f"hits AS ({self._hits()})," if hits else ""} {found}
        SELECT person, {total} AS total FROM standing LEFT JOIN found USING (person)"""

    def _hits(self) -> str:
        """Each posting of each answer with its bits; those where years are asked look at the person too."""
        branches = []
        for years in (False, True):
            mine = [row for row in self.plan.rows if row.slots and bool(row.years) is years]
            if not mine:
                continue
            floor, factor, more = self.model.years_floor, "", ""
            if years:
                factor = (
                    f"* ({floor!r} + {1 - floor!r} * least(1, greatest(months / 12.0, relevant * share)"
                    " / a.years))"
                )
                more = "JOIN (SELECT person, relevant FROM standing) USING (person)"
            sorts = dict.fromkeys(f"{s}_{row.asked}" for row in mine for s in ("direct", "related"))
            value = "CASE sort " + " ".join(f"WHEN {SORTS.index(s)} THEN {s}" for s in sorts) + " END"
            branches.append(
                f"""SELECT person, slot, row_number, CASE WHEN v > 0 THEN least(v {factor} * credit, most)
                       WHEN deniable THEN v END AS value
                FROM (SELECT p.person, p.months, a.*, {value} AS v
                      FROM postings p JOIN answers a ON p.skill = a.skill
                      WHERE a.years IS {"NOT NULL" if years else "NULL"}) AS a {more}
                WHERE v IS NOT NULL AND (v > 0 OR deniable)"""
            )
        return " UNION ALL ".join(branches)

    def _row(self, row: Row, slots: Sequence[str]) -> str:
        ways = [
            self._combined(slots),
            self._signals(row),
            self._degree(row),
            f"CASE WHEN speaks_{row.language} THEN {self._bits(self.model.language_stated)} END"
            if row.language
            else "",
        ]
        ways = [way for way in ways if way]
        return f"coalesce(greatest({', '.join(ways)}), 0) * {row.weight!r}" if ways else "0"

    def _combined(self, slots: Sequence[str]) -> str:
        if len(slots) < 2:
            return slots[0] if slots else ""
        share, count = self.model.best_share, len(slots)
        parts = [f"coalesce({s}, 0)" for s in slots]
        return (
            f"CASE WHEN coalesce({', '.join(slots)}) IS NOT NULL THEN {share!r} * greatest({', '.join(parts)})"
            f" + {1 - share!r} * (({' + '.join(parts)}) / {count}.0) END"
        )

    def _signals(self, row: Row) -> str:
        if not row.signals:
            return ""
        bits = [self._bits(level) for level in self.model.signal_levels]
        told = " + ".join(
            f"(CASE signal_{s} {' '.join(f'WHEN {n} THEN {b}' for n, b in enumerate(bits))} END)"
            for s in row.signals
        )
        return f"nullif(greatest(({told}) / {len(row.signals)}.0 * {row.signal_credit!r}, 0), 0)"

    def _degree(self, row: Row) -> str:
        if not row.degree:
            return ""
        rule, asked = self.model.education, row.degree
        held = f"greatest({', '.join(f'degree_{s}' for s in row.studies)})" if row.studies else "degree"
        told = (
            f"CASE WHEN {held} >= {asked} THEN {self._bits(rule.meets)}"
            f" WHEN ({held} = {asked - 1} AND {held} > 0) OR degree >= {asked} THEN {self._bits(rule.one_below)}"
            " ELSE 0 END"
        )
        enough = f"relevant >= {rule.years_instead!r} AND roles_shown"
        instead = f"CASE WHEN {enough} THEN {self._bits(rule.instead)} ELSE 0 END"
        return f"nullif(greatest({told}, {instead}, 0), 0)"

    def _bits(self, level: int) -> str:
        return f"{float(self.model.level_bits[level])!r}"

    def _seniority(self) -> str:
        asked = self.plan.seniority
        if not asked:
            return ""
        steps = " ".join(f"WHEN {n} THEN {float(b)!r}" for n, b in enumerate(self.model.seniority))
        below = f"CASE least(3, greatest(0, {asked.rank} - seniority)) {steps} END"
        return (
            f"CASE WHEN seniority_shown THEN {below} * greatest(own, work) ELSE 0 END * {self.plan.scale!r}"
        )

    def _speciality(self) -> str:
        rule, weight = self.model.speciality, self.plan.speciality.weight
        part = f"{rule.own_share!r} * own + {1 - rule.own_share!r} * work"
        return f"{rule.bits!r} * ({part}) * {weight!r}"
