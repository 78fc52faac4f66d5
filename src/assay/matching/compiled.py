"""The compiled engine: a plan over a block of the index without an array for each step.

It gives the same totals as `kernel.evaluate`, to the last bit: the same operations on the same numbers in
the same order. Needs the extra `assay[fast]` (numba).
"""

from __future__ import annotations

import numpy as np
from numba import njit

NONE = -np.inf


@njit(cache=True, nogil=True, error_model="numpy")
def works(done, run, profile, code, last, work_skill, work_at, work_weight, strength, recency):
    """Add up, for each sum of work, weight times the strongest evidence of each skill."""
    for w in range(work_skill.size):
        row, weight = done[work_at[w]], work_weight[w]
        n, end = run[work_skill[w]], run[work_skill[w] + 1]
        while n < end:
            p = profile[n]
            top = strength[code[n]] * recency[last[n] + 1]
            n += 1
            while n < end and profile[n] == p:
                top = max(top, strength[code[n]] * recency[last[n] + 1])
                n += 1
            row[p] += top * weight


@njit(cache=True, nogil=True, error_model="numpy")
def fits(own, work, done, share_start, share_of, share, full_share, field_share, field_credit, field_at,
         niche_start, niche_credit, niche_at, niche_full, work_full):  # fmt: skip
    """How near everybody's field is to those asked, and how much of their work is in them, 0-1."""
    for p in range(own.size):
        a, b = 0.0, 0.0
        for f in range(field_share.size):
            near = 0.0
            for h in range(share_start[p], share_start[p + 1]):
                near = max(near, min(1.0, share[h] / full_share) * field_credit[f, share_of[h]])
            for k in range(niche_start[f], niche_start[f + 1]):
                near = max(near, niche_credit[k] * min(1.0, done[niche_at[k], p] / niche_full))
            a = a + field_share[f] * near
            b = b + field_share[f] * min(1.0, done[field_at[f], p] / work_full)
        own[p] = a
        work[p] = b


@njit(cache=True, nogil=True, error_model="numpy")
def answer(
    best, run, profile, code, last, months, skill, credit, table, cap, recency, years, share, floor, relevant
):
    """Raise `best` by the answers of one slot: table, recency, years, credit, at most `cap`."""
    for a in range(skill.size):
        c, t, most = credit[a], table[a], cap[a]
        if years > 0.0:
            for n in range(run[skill[a]], run[skill[a] + 1]):
                p = profile[n]
                have = max(months[n] / 12.0, relevant[p] * share)
                value = t[code[n]] * recency[last[n] + 1] * (floor + (1.0 - floor) * min(1.0, have / years))
                best[p] = max(best[p], min(value * c, most))
        else:
            for n in range(run[skill[a]], run[skill[a] + 1]):
                p = profile[n]
                best[p] = max(best[p], min(t[code[n]] * recency[last[n] + 1] * c, most))


@njit(cache=True, nogil=True, error_model="numpy")
def deny(best, run, profile, code, skill, denial):
    """Raise `best` to the bits of a denial where nothing else is known."""
    for n in range(run[skill], run[skill + 1]):
        best[profile[n]] = max(best[profile[n]], denial[code[n]])


@njit(cache=True, nogil=True, error_model="numpy")
def combine(value, best, best_share):
    """Several slots all asked: partly the best of them, partly their mean."""
    slots = best.shape[0]
    for p in range(value.size):
        shown = False
        mean, most = 0.0, NONE
        for s in range(slots):
            part = best[s, p]
            if part == NONE:
                part = 0.0
            else:
                shown = True
            mean = mean + part
            most = max(most, part)
        value[p] = best_share * most + (1.0 - best_share) * (mean / slots) if shown else NONE


@njit(cache=True, nogil=True, error_model="numpy")
def add(total, value, weight):
    """Add a row's bits."""
    for p in range(total.size):
        if value[p] != NONE:
            total[p] = total[p] + value[p] * weight
