"""Compiled loops of the compiled engine (`engine`): what the kernel does with an array for each step, in
one pass over the postings. The same operations on the same numbers in the same order, so the same bits.

Needs the extra `assay[fast]` (numba). Arguments are arrays of one block of columns and of the lowered plan;
`bounds`, `profile`, `code`, `last`, `months` are those of `Postings`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_NONE = -np.inf
_compiled = njit(cache=True, nogil=True, error_model="numpy")


@_compiled
def add_work(done: Any, postings: Any, wanted: Any, strength: Any, recency: Any) -> None:
    """Add to each sum of work (S, N) weight times the strongest evidence of each skill.

    `wanted`: skill numbers, places among the sums, weights, in the order in which they are added.
    """
    bounds, profile, code, last, _ = postings
    skills, sums, weights = wanted
    for w in range(skills.size):
        if skills[w] + 1 >= bounds.size:
            continue
        row, weight = done[sums[w]], weights[w]
        n, end = bounds[skills[w]], bounds[skills[w] + 1]
        while n < end:
            person = profile[n]
            top = strength[code[n]] * recency[last[n] + 1]
            n += 1
            while n < end and profile[n] == person:
                more = strength[code[n]] * recency[last[n] + 1]
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
def add_share(own: Any, work: Any, near: Any, worked: Any, share: float) -> None:
    """Add one field's part, by its share, to how near everybody is and how much they worked."""
    for p in range(own.size):
        own[p] = own[p] + share * near[p]
        work[p] = work[p] + share * worked[p]


@_compiled
def raise_by_answers(best: Any, postings: Any, answers: Any, recency: Any) -> None:
    """Raise everybody's `best` by their postings of the answers' skills, no years asked.

    `answers`: skill numbers, credits, tables of bits by kind and depth, greatest bits.
    """
    bounds, profile, code, last, _ = postings
    skills, credits_, tables, most = answers
    for a in range(skills.size):
        if skills[a] + 1 >= bounds.size:
            continue
        credit, table, cap = credits_[a], tables[a], most[a]
        for n in range(bounds[skills[a]], bounds[skills[a] + 1]):
            value = table[code[n]] * recency[last[n] + 1] * credit
            value = value if value < cap else cap
            person = profile[n]
            known = best[person]
            best[person] = value if value > known else known


@_compiled
def raise_by_answers_with_years(
    best: Any, postings: Any, answers: Any, recency: Any, asked: Any, relevant: Any
) -> None:
    """As `raise_by_answers`, with years asked: how many, the share of relevant years, and the floor."""
    bounds, profile, code, last, months = postings
    skills, credits_, tables, most = answers
    years, share, floor = asked
    for a in range(skills.size):
        if skills[a] + 1 >= bounds.size:
            continue
        credit, table, cap = credits_[a], tables[a], most[a]
        for n in range(bounds[skills[a]], bounds[skills[a] + 1]):
            person = profile[n]
            have = months[n] / 12.0
            other = relevant[person] * share
            part = (have if have > other else other) / years
            factor = floor + (1.0 - floor) * (part if part < 1.0 else 1.0)
            value = table[code[n]] * recency[last[n] + 1] * factor * credit
            value = value if value < cap else cap
            known = best[person]
            best[person] = value if value > known else known


@_compiled
def raise_by_denials(best: Any, postings: Any, skill: int, table: Any) -> None:
    """Raise everybody's `best` to the bits of a denial where nothing better is known."""
    bounds, profile, code, _, _ = postings
    if skill + 1 < bounds.size:
        for n in range(bounds[skill], bounds[skill + 1]):
            value = table[code[n]]
            if value > best[profile[n]]:
                best[profile[n]] = value


@_compiled
def combine(value: Any, best: Any, best_share: float) -> None:
    """Several slots (S, N) all asked: partly the best of them, partly their mean."""
    slots = best.shape[0]
    for p in range(value.size):
        shown, mean, most = False, 0.0, _NONE
        for s in range(slots):
            part = best[s, p]
            if part == _NONE:
                part = 0.0
            else:
                shown = True
            mean = mean + part
            most = part if part > most else most
        value[p] = best_share * most + (1.0 - best_share) * (mean / slots) if shown else _NONE


@_compiled
def raise_by_signals(value: Any, signals: Any, wanted: Any, bits: Any) -> None:
    """Raise everybody's `value` by the `wanted` signals (places in `signals` (N, 5)).

    `bits`: by the levels 0-4 of the wanted signals, read as one number to the base 5; -inf for none.
    """
    for p in range(value.size):
        levels = 0
        for w in range(wanted.size):
            levels = levels * 5 + signals[p, wanted[w]]
        told, known = bits[levels], value[p]
        value[p] = told if told > known else known


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


@_compiled
def add_bits(total: Any, value: Any, weight: float) -> None:
    """Add a row's bits to everybody's total."""
    for p in range(total.size):
        if value[p] != _NONE:
            total[p] = total[p] + value[p] * weight
