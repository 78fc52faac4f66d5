"""Compiled loops of the compiled engine (`engine`): what the kernel does with an array for each step, in
one pass over the postings. The same operations on the same numbers in the same order, so the same bits;
where a step is done once for many people it is one that rises with its argument, so that the greatest of
the results is the result of the greatest.

Needs the extra `assay[fast]` (numba). Arguments are arrays of one block of columns and of the lowered plan.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_NONE = -np.inf
_compiled = njit(cache=True, nogil=True, error_model="numpy")


@_compiled
def fill_cells(cells: Any, code: Any, last: Any, steps: Any, codes: int) -> None:
    """The cell of every posting (`lowered.Freshness`)."""
    for n in range(cells.size):
        cells[n] = steps[np.uint32(last[n] + 1)] * codes + code[n]


@_compiled
def add_work(done: Any, postings: Any, wanted: Any, strength: Any, recency: Any) -> None:
    """Add to each sum of work (S, N) weight times the strongest evidence of each skill.

    `wanted`: skill numbers, places among the sums, weights, in the order in which they are added.
    """
    bounds, profile, cells, _ = postings
    skills, sums, weights = wanted
    codes = strength.size
    for w in range(skills.size):
        if skills[w] + 1 >= bounds.size:
            continue
        row, weight = done[sums[w]], weights[w]
        n, end = bounds[skills[w]], bounds[skills[w] + 1]
        while n < end:
            person = profile[n]
            top = strength[cells[n] % codes] * recency[cells[n] // codes]
            n += 1
            while n < end and profile[n] == person:
                more = strength[cells[n] % codes] * recency[cells[n] // codes]
                top = more if more > top else top
                n += 1
            row[person] += top * weight


@_compiled
def near_and_work(near: Any, work: Any, done: Any, shares: Any, field: Any, full: Any) -> None:
    """How near everybody's speciality or niche is to one field, and how much work is in it, 0-1.

    `field`: credits by speciality, the place of its own sum in `done`, credits and places of its niches.
    """
    share_start, share_of, share = shares
    credit, own, niche_credit, niche_at = field
    full_share, full_niche, full_work = full
    for p in range(near.size):
        best = 0.0
        for h in range(share_start[p], share_start[p + 1]):
            part = share[h] / full_share
            part = (part if part < 1.0 else 1.0) * credit[share_of[h]]
            best = part if part > best else best
        for k in range(niche_at.size):
            part = done[niche_at[k], p] / full_niche
            part = niche_credit[k] * (part if part < 1.0 else 1.0)
            best = part if part > best else best
        near[p] = best
        part = done[own, p] / full_work
        work[p] = part if part < 1.0 else 1.0


@_compiled
def tell_apart(bits: Any, at: Any, distinct: Any, places: Any) -> int:
    """Put the place of each of `bits` (N,) among the `distinct` ones into `at`; gives how many there are.

    `places`: a table of a power of two of at least 2 N numbers, all -1, for finding what was seen before.
    """
    count, mask = 0, np.uint64(places.size - 1)
    for n in range(bits.size):
        mixed = bits[n] * np.uint64(0x9E3779B97F4A7C15)
        free = (mixed ^ (mixed >> np.uint64(32))) & mask
        while places[free] >= 0 and distinct[places[free]] != bits[n]:
            free = (free + np.uint64(1)) & mask
        if places[free] < 0:
            places[free] = count
            distinct[count] = bits[n]
            count += 1
        at[n] = places[free]
    return count


@_compiled
def add_share(own: Any, work: Any, near: Any, worked: Any, share: float) -> None:
    """Add one field's part, by its share, to how near everybody is and how much they worked; each a place
    for everybody and the values at the places."""
    near_at, near_values = near
    work_at, work_values = worked
    for p in range(own.size):
        own[p] = own[p] + share * near_values[near_at[p]]
        work[p] = work[p] + share * work_values[work_at[p]]


@_compiled
def add_rows(total: Any, postings: Any, people: Any, plan: Any, rules: Any, others: Any) -> None:
    """Add the bits of all rows to everybody's `total`, row after row.

    `people`: signals (N, 5), degree, degree by sort of field, whether roles are shown, relevant years.
    `plan`: answers, slots, rows, lists, tables and denials of the lowered plan. `rules`: share of the best
    slot, floor of the factor by years, the lowered plan's `degrees`. `others` are bits found another way:
    places by slot and by row (-1 for none) in an array (K, N) of bits, -inf for none.
    """
    signals, degree, degree_in, roles_shown, relevant = people
    answers, slots, rows, lists, tables, denials = plan
    best_share, years_floor, degree_bits = rules
    other_slot, other_row, other = others
    first_slot, weights, years, share, degrees, first_signal, first_bits, first_factor, first_study = rows
    wanted, signal_bits, factors, studies = lists
    best, by_years = np.full(total.size, _NONE), np.empty(total.size)
    mean, most, top = np.empty(total.size), np.empty(total.size), np.empty(total.size)
    for r in range(weights.size):
        start, stop = first_slot[r], first_slot[r + 1]
        if years[r] > 0.0:
            _by_relevant_years(by_years, relevant, share[r], years[r], years_floor)
        for s in range(start, stop):
            if other_slot[s] >= 0:
                best[:] = other[other_slot[s]]
            if years[r] > 0.0:
                by_months = factors[first_factor[r] : first_factor[r + 1]]
                _answer_with_years(best, postings, answers, slots, s, tables, by_months, by_years)
            else:
                _answer(best, postings, answers, slots, s, tables)
            if slots[1][s] >= 0:
                _deny(best, postings, slots[1][s], denials[r])
            if stop - start > 1:
                _gather(mean, most, top, best, s == start)
        if stop - start > 1:
            _combine(best, mean, most, top, float(stop - start), best_share)
        if first_signal[r] < first_signal[r + 1]:
            told = signal_bits[first_bits[r] : first_bits[r + 1]]
            _raise_by_signals(best, signals, wanted[first_signal[r] : first_signal[r + 1]], told)
        if degrees[r] > 0:
            of = studies[first_study[r] : first_study[r + 1]]
            _raise_by_degree(best, degree, degree_in, of, roles_shown, relevant, degrees[r], degree_bits)
        if other_row[r] >= 0:
            _raise(best, other[other_row[r]])
        _add_and_clear(total, best, weights[r])


@_compiled
def _answer(best: Any, postings: Any, answers: Any, slots: Any, s: int, tables: Any) -> None:
    """Raise everybody's `best` by their postings of the slot's answers, no years asked."""
    bounds, profile, cells, _ = postings
    skills, places, credits_, caps = answers
    for a in range(slots[0][s], slots[0][s + 1]):
        if skills[a] + 1 >= bounds.size:
            continue
        table, credit, cap = tables[places[a]], credits_[a], caps[a]
        first, end = bounds[skills[a]], bounds[skills[a] + 1]
        run, cell = profile[first:end], cells[first:end]
        if credit == 1.0 and cap == np.inf:
            for n in range(run.size):
                value = table[cell[n]]
                known = best[run[n]]
                best[run[n]] = value if value > known else known
        else:
            for n in range(run.size):
                value = table[cell[n]] * credit
                value = value if value < cap else cap
                known = best[run[n]]
                best[run[n]] = value if value > known else known


@_compiled
def _answer_with_years(  # noqa: PLR0913 - plain arrays compile faster than a tuple of them
    best: Any, postings: Any, answers: Any, slots: Any, s: int, tables: Any, by_months: Any, by_years: Any
) -> None:
    """As `_answer`, with years asked: the factor by the posting's months or by the relevant years, which is
    more."""
    bounds, profile, cells, months = postings
    skills, places, credits_, caps = answers
    most = by_months.size - 1
    for a in range(slots[0][s], slots[0][s + 1]):
        if skills[a] + 1 >= bounds.size:
            continue
        table, credit, cap = tables[places[a]], credits_[a], caps[a]
        first, end = bounds[skills[a]], bounds[skills[a] + 1]
        run, cell, month = profile[first:end], cells[first:end], months[first:end]
        for n in range(run.size):
            have = by_months[month[n] if month[n] < most else most]
            other = by_years[run[n]]
            value = table[cell[n]] * (have if have > other else other) * credit
            value = value if value < cap else cap
            known = best[run[n]]
            best[run[n]] = value if value > known else known


@_compiled
def _by_relevant_years(by_years: Any, relevant: Any, share: float, years: float, floor: float) -> None:
    """Factor by the share of the relevant years that counts for the years asked."""
    for p in range(by_years.size):
        part = relevant[p] * share / years
        by_years[p] = floor + (1.0 - floor) * (part if part < 1.0 else 1.0)


@_compiled
def _deny(best: Any, postings: Any, skill: int, table: Any) -> None:
    """Raise everybody's `best` to the bits of a denial where nothing better is known."""
    bounds, profile, cells, _ = postings
    if skill + 1 < bounds.size:
        for n in range(bounds[skill], bounds[skill + 1]):
            value = table[cells[n] % table.size]
            if value > best[profile[n]]:
                best[profile[n]] = value


@_compiled
def _gather(mean: Any, most: Any, top: Any, best: Any, first: bool) -> None:
    """Take one of several slots into the sum, the most with none as 0, and the most; then clear it."""
    for p in range(best.size):
        value = best[p]
        part = 0.0 if value == _NONE else value
        mean[p] = part if first else mean[p] + part
        most[p] = part if first or part > most[p] else most[p]
        top[p] = value if first or value > top[p] else top[p]
        best[p] = _NONE


@_compiled
def _combine(best: Any, mean: Any, most: Any, top: Any, slots: float, best_share: float) -> None:
    """Several slots all asked: partly the best of them, partly their mean."""
    for p in range(best.size):
        value = best_share * most[p] + (1.0 - best_share) * (mean[p] / slots)
        best[p] = _NONE if top[p] == _NONE else value


@_compiled
def _raise_by_signals(best: Any, signals: Any, wanted: Any, bits: Any) -> None:
    """Raise everybody's `best` by the `wanted` signals.

    `bits`: by the levels 0-4 of the wanted signals, read as one number to the base 5; -inf for none.
    """
    for p in range(best.size):
        levels = 0
        for w in range(wanted.size):
            levels = levels * 5 + signals[p, wanted[w]]
        told, known = bits[levels], best[p]
        best[p] = told if told > known else known


@_compiled
def _raise_by_degree(  # noqa: PLR0913 - plain arrays compile faster than a tuple of them
    best: Any, degree: Any, degree_in: Any, of: Any, roles: Any, relevant: Any, asked: int, degree_bits: Any
) -> None:
    """Raise everybody's `best` by their degree in the fields asked (places `of` in `degree_in`; any field
    for none), or by years of relevant work instead."""
    below, meets, instead, enough, none = degree_bits
    for p in range(best.size):
        any_field = degree[p]
        held = any_field
        for k in range(of.size):
            there = degree_in[p, of[k]]
            held = there if k == 0 or there > held else held
        near = (held == asked - 1 and held > 0) or any_field >= asked
        told = meets if held >= asked else (below if near else none)
        other = instead if relevant[p] >= enough and roles[p] else none
        told = told if told > other else other
        known = best[p]
        best[p] = told if told > 0.0 and told > known else known


@_compiled
def _raise(best: Any, other: Any) -> None:
    """Raise everybody's `best` by bits found another way."""
    for p in range(best.size):
        best[p] = other[p] if other[p] > best[p] else best[p]


@_compiled
def _add_and_clear(total: Any, best: Any, weight: float) -> None:
    """Add a row's bits to everybody's total."""
    for p in range(total.size):
        value = best[p]
        total[p] = total[p] + (0.0 if value == _NONE else value) * weight
        best[p] = _NONE


@_compiled
def add_standing(total: Any, fits: Any, seniority: Any, shown: Any, asked: Any, field: Any) -> None:
    """Add the bits of seniority and of speciality. `fits`: how near everybody is, how much they worked.

    `asked`: rank or -1, bits by distance below it, weight. `field`: bits, share of the own one, weight.
    """
    own, work = fits
    rank, steps, scale = asked
    bits, own_share, weight = field
    for p in range(total.size):
        if rank >= 0:
            value = 0.0
            if shown[p]:
                below = rank - seniority[p]
                below = 0 if below < 0 else (3 if below > 3 else below)
                value = steps[below] * (own[p] if own[p] > work[p] else work[p])
            total[p] = total[p] + value * scale
        total[p] = total[p] + bits * (own_share * own[p] + (1.0 - own_share) * work[p]) * weight
