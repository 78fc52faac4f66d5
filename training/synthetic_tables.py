"""Tables of whole numbers for the synthetic pool: how CVs, as Assay reads them, spread over each fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from assay.domain.profile import Profile, SkillClaim
from assay.domain.skill import SkillKind
from assay.index.numbers import KINDS, SIGNALS, SPECIALITIES
from assay.index.scoring_row import evidence_kinds, role_quotes
from assay.matching.levels import SENIORITIES
from assay.taxonomy import Taxonomy

MOST_SKILLS = 80
GAPS = (-1, 0, 1, 2, 3, 6, 9, 12, 18, 24, 30, 36, 48, 60, 72, 96, 120, 180, 240)
"""Months since last use, rounded down; -1 not known."""
QUANTILES = 64
SPLIT_SCORES = 4
OTHER_KIND = len(SkillKind)
Table = dict[str, Any]


def tables(profiles: Sequence[Profile], taxonomy: Taxonomy, claims_mean: float) -> dict[str, Table]:
    """Every table but those of topics, from profiles of which each counts once."""
    claims = [(p, c) for p in profiles for c in p.skills if evidence_kinds(c)]
    return (
        _claim_tables(claims, taxonomy)
        | _person_tables(profiles)
        | _career_tables(profiles)
        | {"sizes": _sizes(profiles, claims_mean), "open": _open(profiles)}
    )


def _table(values: Iterable[int], weights: np.ndarray) -> Table:
    """Weights as whole numbers, thousandths of a count."""
    return {"values": list(values), "weights": np.round(1000 * weights).astype(int).tolist()}


def _smoothed(counts: np.ndarray, strength: float) -> np.ndarray:
    """Each row drawn towards the sum over all rows, as if by `strength` more observations."""
    whole = counts.reshape(-1, counts.shape[-1]).sum(axis=0)
    return counts + strength * whole / whole.sum()


def _crossed(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Chances by two conditions taken as independent given the outcome: P(x|a) P(x|b) / P(x)."""
    whole = one.sum(axis=0) / one.sum()
    a, b = one / one.sum(axis=1, keepdims=True), other / other.sum(axis=1, keepdims=True)
    both = a[:, None, :] * b[None, :, :] / np.maximum(whole, 1e-9)
    return both / both.sum(axis=-1, keepdims=True)


def _kind(claim: SkillClaim, taxonomy: Taxonomy) -> int:
    known = taxonomy.skills.get(claim.skill)
    return list(SkillKind).index(known.kind) if known else OTHER_KIND


def _claim_tables(claims: Sequence[tuple[Profile, SkillClaim]], taxonomy: Taxonomy) -> dict[str, Table]:
    masks = np.zeros((OTHER_KIND + 1, len(SENIORITIES), 1 << len(KINDS)))
    depth = np.zeros((len(KINDS), 2, len(SENIORITIES), 6))
    months = np.zeros((len(KINDS), 65))
    gaps = np.zeros((len(KINDS), 2, len(GAPS)))
    for person, claim in claims:
        kinds, level = evidence_kinds(claim), person.seniority.rank
        masks[_kind(claim, taxonomy), level, sum(1 << k for k in kinds)] += 1
        depth[kinds[0], int(len(kinds) > 1), level, claim.depth] += 1
        career = _career(person)
        known = bool(claim.months)
        months[kinds[0], -(-64 * (claim.months or 0) // career) if career else 0] += 1
        gap = person.as_of.ordinal - claim.last_used.ordinal if claim.last_used else -1
        gaps[kinds[0], int(known), np.searchsorted(GAPS, gap, side="right") - 1 if gap > 0 else gap + 1] += 1
    by_kind = masks.sum(axis=1, keepdims=True)
    by_level = masks.sum(axis=0, keepdims=True)
    masks = masks + 10 * by_kind / np.maximum(by_kind.sum(axis=-1, keepdims=True), 1)
    masks = masks + 10 * by_level / np.maximum(by_level.sum(axis=-1, keepdims=True), 1)
    for strongest in range(len(KINDS)):
        rows = depth[strongest]
        depth[strongest] = rows + 5 * rows.sum(axis=(0, 1)) / max(rows.sum(), 1)
        gaps[strongest] = _smoothed(gaps[strongest], 0.5)
    gaps[:, 1, 0] = 0  # where the months of use are known, so is the last
    gaps[:, 1, 1] += 0.01
    return {
        "mask": _table(range(1 << len(KINDS)), masks),
        "depth": _table(range(6), depth),
        "months": _table(range(65), months),
        "gap": _table(GAPS, gaps),
    }


def _career(profile: Profile) -> int:
    """Months of the career as far as a profile tells: the most that any skill was used."""
    return max((c.months or 0 for c in profile.skills), default=0)


def _career_tables(profiles: Sequence[Profile]) -> dict[str, Table]:
    """Months worked and relevant years (tenths), by seniority: quantiles, so that both rise together."""
    out = {}
    for name, value in (
        ("career", _career),
        ("tenths", lambda p: round(10 * max(0.0, min(45.0, p.years_relevant)))),
    ):
        rows = []
        for seniority in SENIORITIES:
            found = [value(p) for p in profiles if p.seniority is seniority]
            rows.append(np.round(np.quantile(found, (np.arange(QUANTILES) + 0.5) / QUANTILES)).astype(int))
        values = sorted({int(v) for row in rows for v in row})
        weights = np.stack([[float((row == v).sum()) for v in values] for row in rows])
        out[name] = _table(values, weights)
    return out


def _sizes(profiles: Sequence[Profile], mean: float) -> Table:
    """Linked skills by seniority: the counts seen, each spread by 20 %, tilted to the mean asked for."""
    numbers = np.arange(1, MOST_SKILLS + 1)
    counts = np.zeros((len(SENIORITIES), MOST_SKILLS))
    for person in profiles:
        size = sum(c.linked for c in person.skills)
        if 0 < size <= MOST_SKILLS:
            spread = np.exp(-0.5 * ((numbers - size) / max(1.0, 0.2 * size)) ** 2)
            counts[person.seniority.rank] += spread / spread.sum()
    counts = _smoothed(counts, 20.0)
    low, high = -0.2, 0.2
    for _ in range(50):
        tilt = (low + high) / 2
        tilted = counts * np.exp(tilt * (numbers - mean))
        low, high = (tilt, high) if (tilted.sum(axis=0) @ numbers) / tilted.sum() < mean else (low, tilt)
    tilted *= counts.sum() / tilted.sum()
    return _table(numbers.tolist(), tilted)


def _open(profiles: Sequence[Profile]) -> Table:
    counts = Counter(min(16, sum(not c.linked for c in p.skills)) for p in profiles)
    return _table(range(17), np.array([float(counts[n]) for n in range(17)]))


def _person_tables(profiles: Sequence[Profile]) -> dict[str, Table]:
    level = np.array([p.seniority.rank for p in profiles])
    field = np.array([SPECIALITIES.index(p.speciality) for p in profiles])
    signals = np.array(
        [[c.level if (c := p.signal(s)) and c.quotes else 0 for s in SIGNALS] for p in profiles]
    )
    degrees = np.array([max((e.level for e in p.education if e.quotes), default=0) for p in profiles])
    roles = np.array([int(bool(role_quotes(p))) for p in profiles])
    crossed = [
        _crossed(
            _smoothed(_counted(level, signals[:, n], len(SENIORITIES), 5), 3.0),
            _smoothed(_counted(field, signals[:, n], len(SPECIALITIES), 5), 8.0),
        )
        for n in range(len(SIGNALS))
    ]
    stated = np.array([int(bool(p.seniority_evidence)) for p in profiles])
    shown = np.array([int(bool(p.speciality_evidence)) for p in profiles])
    return {
        "seniority": _table(range(4), _smoothed(_counted(field, level, len(SPECIALITIES), 4), 8.0)),
        "signals": _table(range(5), np.stack(crossed)),
        "degree": _table(range(4), _smoothed(_counted(field, degrees, len(SPECIALITIES), 4), 8.0)),
        "roles_shown": _table(range(2), _smoothed(_counted(level, roles, len(SENIORITIES), 2), 1.0)),
        "seniority_stated": _table(range(2), np.bincount(stated, minlength=2).astype(float)),
        "speciality_shown": _table(range(2), np.bincount(shown, minlength=2).astype(float)),
    } | _share_tables(profiles)


def _counted(row: np.ndarray, column: np.ndarray, rows: int, columns: int) -> np.ndarray:
    out = np.zeros((rows, columns))
    np.add.at(out, (row, column), 1.0)
    return out


def _share_tables(profiles: Sequence[Profile]) -> dict[str, Table]:
    """How many specialities share the evidence, how much is one's own, and which are the others."""
    count, own = np.zeros(SPLIT_SCORES), np.zeros(101)
    other = np.full((len(SPECIALITIES), len(SPECIALITIES)), 0.05)
    for person in profiles:
        scores = dict(person.speciality_scores)
        if not scores or len(scores) > 6:  # an even split over all says only that nothing was found
            continue
        count[min(len(scores), SPLIT_SCORES) - 1] += 1
        if len(scores) > 1:
            own[max(34, min(99, round(100 * scores.get(person.speciality, 0.34))))] += 1
        for speciality, share in scores.items():
            other[SPECIALITIES.index(person.speciality), SPECIALITIES.index(speciality)] += share
    np.fill_diagonal(other, 0.0)
    return {
        "share_count": _table(range(1, SPLIT_SCORES + 1), count),
        "share_own": _table(range(101), own),
        "share_other": _table(
            range(len(SPECIALITIES)), _smoothed(other, 0.5) * (1 - np.eye(len(SPECIALITIES)))
        ),
    }


def languages(profiles: Sequence[Profile]) -> tuple[list[str], dict[str, Table]]:
    """Languages stated (how many, which) and the language the CV is written in."""
    spoken = Counter(code for p in profiles for code in dict.fromkeys(c for c, _ in p.languages))
    written = Counter(p.language or "en" for p in profiles)
    number = Counter(min(6, len({c for c, _ in p.languages})) for p in profiles)
    codes = sorted({*spoken, *written})
    return codes, {
        "spoken": _table(range(len(codes)), np.array([float(spoken[c]) for c in codes])),
        "written": _table(range(len(codes)), np.array([float(written[c]) for c in codes])),
        "spoken_count": _table(range(7), np.array([float(number[n]) for n in range(7)])),
    }
