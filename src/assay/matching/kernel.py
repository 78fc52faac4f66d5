"""Kernel: one vectorised function that scores every profile against every row of a plan.

Each way to answer a row gives a `Way`: for all profiles at once the value in bits (before the row's
weight), the level, where it came from and the place of the words. The best way wins. Explaining a
match reads these arrays; there is no second scorer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.domain.brief import EvidenceAsked
from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.index.columns import Columns, Floats, Ints, Smalls
from assay.index.numbers import KIND_NUMBER, SPECIALITIES
from assay.index.words import stem
from assay.matching.levels import ADJACENT, ASKED, DENIED, NOT_STATED, PRACTISED, USED
from assay.matching.model import MatchModel
from assay.matching.plan import Plan, Row, Slot
from assay.matching.ways import NOTHING, Source, Way, better, combined, empty, known, placed, winners

_PHRASE_DEPTH = 2
_SENIORITY_LEVELS = np.array([PRACTISED, ADJACENT, DENIED, DENIED], dtype=np.int8)
_LISTED_KIND = KIND_NUMBER[EvidenceKind.LISTED]
_ANY = ASKED.index(EvidenceAsked.ANY)


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What the kernel found. Row by row, in the order of `Plan.names`; columns are profiles.

    `parts[r]` holds the ways of the slots of row r, where it has more than one.
    `total` is the prior with each row's bits added in order, as floats.
    """

    bits: Floats
    level: Smalls
    source: Smalls
    index: Ints
    total: Floats
    parts: tuple[tuple[Way, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What every row needs: the pool, the weights as arrays, and the recency of each posting.

    `recency` is empty where postings are read by the compiled engine.
    """

    columns: Columns
    model: MatchModel
    bits: Floats
    tables: Smalls
    recency: Floats
    own_fit: Floats
    work_fit: Floats
    work_index: Ints
    relevant_years: Floats


def evaluate(plan: Plan, columns: Columns, model: MatchModel, as_of: Month) -> Scores:
    """Score all profiles of `columns`. Deterministic; float64 throughout."""
    context = _context(plan, columns, model, as_of)
    ways: list[Way] = []
    weights: list[float] = []
    parts: list[tuple[Way, ...]] = []
    for row in plan.rows:
        slots = tuple(_slot(slot, row, context) for slot in row.slots)
        ways.append(_row(row, slots, context))
        weights.append(row.weight)
        parts.append(slots if len(slots) > 1 else ())
    if plan.seniority:
        ways.append(_seniority(plan.seniority.rank, context))
        weights.append(plan.scale)
    ways.append(_speciality(context))
    weights.append(plan.speciality.weight)
    return _scores(plan, ways, weights, tuple(parts))


def _scores(
    plan: Plan, ways: Sequence[Way], weights: Sequence[float], parts: tuple[tuple[Way, ...], ...]
) -> Scores:
    value = np.stack([w.value for w in ways])
    none = np.isneginf(value)
    bits = np.where(none, 0.0, value) * np.array(weights)[:, None]
    total = np.full(value.shape[1], plan.prior)
    for row in bits:
        total = total + row  # in order, as Match.bits adds them
    return Scores(
        bits=bits,
        level=np.where(none, np.int8(NOT_STATED), np.stack([w.level for w in ways])),
        source=np.where(none, np.int8(Source.NOTHING), np.stack([w.source for w in ways])),
        index=np.stack([w.index for w in ways]),
        total=total,
        parts=parts,
    )


def _context(plan: Plan, columns: Columns, model: MatchModel, as_of: Month) -> Context:
    bits, tables = np.array(model.level_bits), np.array(model.tables, dtype=np.int8)
    postings = columns.postings
    recency = recency_of(postings.last, model, as_of)
    strength = strength_of(postings.kind, postings.depth, bits, tables) * recency
    own, work, index = _fits(plan, columns, model, strength)
    return Context(
        columns=columns,
        model=model,
        bits=bits,
        tables=tables,
        recency=recency,
        own_fit=own,
        work_fit=work,
        work_index=index,
        relevant_years=columns.years * np.maximum(own, work),
    )


def recency_of(last: NDArray[Any], model: MatchModel, as_of: Month) -> Floats:
    """Factor by months since last use; work without a date counts as the oldest does."""
    rule = model.recency
    width = max(1.0, rule.floor_months - rule.full_months)
    age = np.where(last < 0, rule.floor_months, as_of.ordinal - last)
    fresh = np.clip((rule.floor_months - age) / width, 0.0, 1.0)
    return rule.floor + (1.0 - rule.floor) * fresh


def _fits(plan: Plan, columns: Columns, model: MatchModel, strength: Floats) -> tuple[Floats, Floats, Ints]:
    """Over the brief's fields by share: how near the person's own specialities (or niches) are, and how
    much of their work is in the defining skills, both 0-1; and the posting that counts most."""
    rule, size = model.speciality, len(columns)
    own, work, top = np.zeros(size), np.zeros(size), np.zeros(size)
    index = np.full(size, -1, dtype=np.int32)
    shown = np.minimum(1.0, columns.shares / rule.full_share)
    for field in plan.speciality.fields:
        credit = np.array([field.credit[s] for s in SPECIALITIES])
        near = (shown * credit).max(axis=1, initial=0.0)
        for edge, skills in field.niches:
            done, best, place = _work([(s, 1.0) for s in skills], columns, strength)
            held = edge.credit * np.minimum(1.0, done / rule.niche_full)
            index = np.where((held > near) & (index < 0), place, index)
            near = np.maximum(near, held)
        done, best, place = _work(field.skills, columns, strength)
        index = np.where(best * field.share > top, place, index).astype(np.int32)
        top = np.maximum(top, best * field.share)
        own = own + field.share * near
        work = work + field.share * np.minimum(1.0, done / rule.work_full)
    return own, work, index


def _row(row: Row, slots: Sequence[Way], context: Context) -> Way:
    """The best of all ways to answer the row."""
    size = len(context.columns)
    way = combined(slots, context.model.best_share) if slots else empty(size)
    if row.signals:
        way = better(way, _signals(row, context))
    if row.degree:
        way = better(way, _degree(row, context))
    if row.language:
        way = better(way, _language(row.language, context))
    if row.years_alone:
        way = better(way, _years(row, context))
    if row.words:
        way = better(way, by_similarity(row, context))
    return way


def _slot(slot: Slot, row: Row, context: Context) -> Way:
    way = _skills(slot, row, context)
    for phrase in slot.phrases:
        way = better(way, by_phrase(phrase, row, context))
    return way


def _skills(slot: Slot, row: Row, context: Context) -> Way:
    """Answer by postings of the slot's skills: table, credit, recency and years."""
    postings, bits = context.columns.postings, context.bits
    runs = [(a, *postings.runs[a.skill]) for a in slot.answers if a.skill in postings.runs]
    if not runs:
        return empty(len(context.columns))
    index = np.concatenate([np.arange(first, last, dtype=np.int32) for _, first, last in runs])
    sizes = [last - first for _, first, last in runs]
    credit = np.repeat([a.credit for a, _, _ in runs], sizes)
    direct = np.repeat([a.direct for a, _, _ in runs], sizes)
    deniable = np.repeat([a.skill == slot.deniable for a, _, _ in runs], sizes)
    level = context.tables[row.asked, postings.kind[index], postings.depth[index]]
    value = bits[level]
    value = np.where(value > 0, value * context.recency[index] * _years_factor(row, index, context), value)
    related = np.where(
        level >= context.model.transfer.from_level, np.minimum(value * credit, bits[ADJACENT]), NOTHING
    )
    value = np.where(direct, value * np.where(value > 0, credit, 1.0), related)
    value = np.where((value == 0) | ((value < 0) & ~deniable), NOTHING, value)
    level = np.where(direct, level, np.int8(ADJACENT))
    return placed(Source.SKILL, postings.profile[index], value, level, index, len(context.columns))


def _years_factor(row: Row, index: Ints, context: Context) -> Floats | float:
    """1 with the years asked, falling evenly to the model's floor with none."""
    if not row.years:
        return 1.0
    postings, floor = context.columns.postings, context.model.years_floor
    relevant = context.relevant_years[postings.profile[index]] * row.relevant_share
    have = np.maximum(postings.months[index] / 12.0, relevant)
    factor: Floats = floor + (1.0 - floor) * np.minimum(1.0, have / row.years)
    return factor


def _signals(row: Row, context: Context) -> Way:
    """Answer by the experience signals asked: the mean of their bits."""
    held = context.columns.signals[:, row.signals]
    level = np.array(context.model.signal_levels, dtype=np.int8)[held]
    value = signal_bits(held, row.signal_credit, context.bits, context.model)
    best = level.argmax(axis=1).astype(np.int32)
    return known(Source.SIGNALS, value, level.max(axis=1), best, len(context.columns))


def signal_bits(held: NDArray[Any], credit: float, bits: Floats, model: MatchModel) -> Floats:
    """Bits of signals held at levels 0-4 (N, k): the mean of the levels' bits, times `credit`; (N,)."""
    values: Floats = bits[np.array(model.signal_levels)[held]].mean(axis=1) * credit
    return values


def _degree(row: Row, context: Context) -> Way:
    """Answer by the highest degree in a field asked, or by years of relevant work instead.

    The degree asked in quite another field tells as much as one a step below.
    """
    level, instead = _degree_levels(row, context)
    size = len(context.columns)
    nothing = np.full(size, -1, dtype=np.int32)
    by_degree = known(Source.DEGREE, context.bits[level], level, nothing, size)
    by_years = known(Source.YEARS, context.bits[instead], instead, nothing, size)
    return better(by_degree, by_years)


def degree_values(row: Row, context: Context) -> Floats:
    """Bits of the degree asked, or of years of relevant work instead, for everybody; 0 for none."""
    level, instead = _degree_levels(row, context)
    return np.maximum(context.bits[level], context.bits[instead])


def _degree_levels(row: Row, context: Context) -> tuple[Smalls, Smalls]:
    columns, rule = context.columns, context.model.education
    level = np.full(len(columns), NOT_STATED, dtype=np.int8)
    held = columns.degree_in[:, row.studies].max(axis=1) if row.studies else columns.degree
    below = ((held == row.degree - 1) & (held > 0)) | (columns.degree >= row.degree)
    level[below] = rule.one_below
    level[held >= row.degree] = rule.meets
    enough = (context.relevant_years >= rule.years_instead) & columns.roles_shown
    return level, np.where(enough, np.int8(rule.instead), np.int8(NOT_STATED))


def _language(code: str, context: Context) -> Way:
    """Answer by the languages stated, or by the language the document is written in."""
    columns, model = context.columns, context.model
    none = np.empty(0, dtype=np.int32)
    stated = columns.languages.get(code, none)
    written = columns.written.get(code, none)
    profile = np.concatenate([stated, written])
    levels = np.repeat(
        np.array([model.language_stated, model.language_written], dtype=np.int8), [len(stated), len(written)]
    )
    sources = np.where(np.arange(len(profile)) < len(stated), Source.LANGUAGE, Source.WRITTEN)
    way = placed(
        Source.LANGUAGE, profile, context.bits[levels], levels, sources.astype(np.int32), len(columns)
    )
    way.source = np.where(way.index >= 0, way.index, 0).astype(np.int8)
    return way


def language_values(code: str, context: Context) -> Floats:
    """Bits of the language asked, for everybody; 0 for none."""
    columns, model = context.columns, context.model
    values = np.zeros(len(columns))
    for spoken, level in (
        (columns.written, model.language_written),
        (columns.languages, model.language_stated),
    ):
        if code in spoken:
            values[spoken[code]] = np.maximum(values[spoken[code]], context.bits[level])
    return values


def _years(row: Row, context: Context) -> Way:
    """Answer a bare number of years by relevant years, as far as the person's field is the one asked."""
    share = np.minimum(1.0, context.relevant_years / (row.years or 1.0))
    level = np.where(share >= 1.0, np.int8(PRACTISED), np.int8(USED))
    size = len(context.columns)
    return known(Source.YEARS, years_values(row, context), level, np.full(size, -1, dtype=np.int32), size)


def years_values(row: Row, context: Context) -> Floats:
    """Bits of a bare number of years, for everybody; 0 for none."""
    share = np.minimum(1.0, context.relevant_years / (row.years or 1.0))
    return np.where(context.columns.roles_shown, context.bits[PRACTISED] * share, 0.0)


def by_phrase(phrase: str, row: Row, context: Context) -> Way:
    """Answer by passages that hold the phrase word for word."""
    passages, columns = context.columns.passages, context.columns
    stems = dict.fromkeys(stem(w) for w in phrase.split())
    held = [numbers for w in stems if len(numbers := passages.with_word(w))]
    if not held:
        return empty(len(columns))
    near = held[0]
    for numbers in held[1:]:
        near = np.intersect1d(near, numbers, assume_unique=True)
    at = passages.exact(near, phrase)
    level = context.tables[row.asked, passages.kind[at], _PHRASE_DEPTH]
    value = context.bits[level] * context.model.text.phrase
    value = np.where(value > 0, value, NOTHING)
    return placed(Source.PHRASE, passages.profile[at], value, level, at, len(columns))


def by_similarity(row: Row, context: Context) -> Way:
    """Answer by the share of the requirement's words, by weight, that one passage holds."""
    passages, rule = context.columns.passages, context.model.text
    share = np.zeros(len(passages.profile))
    whole = sum(row.words.values())
    for word, weight in row.words.items():
        share[passages.with_word(word)] += weight / whole
    at = np.flatnonzero(share >= rule.threshold).astype(np.int32)
    level = context.tables[row.asked, passages.kind[at], _PHRASE_DEPTH]
    level = np.minimum(level, np.int8(rule.similar_at_most))
    value = context.bits[level] * rule.similar * np.minimum(1.0, share[at])
    value = np.where(value > 0, value, NOTHING)
    return placed(Source.SIMILAR, passages.profile[at], value, level, at, len(context.columns))


def _seniority(asked: int, context: Context) -> Way:
    """Bits by the distance below the level asked, as far as the person's field is the one asked.

    At the level and above it are equal.
    """
    columns = context.columns
    below = np.clip(asked - columns.seniority, 0, 3)
    fit = np.maximum(context.own_fit, context.work_fit)
    size = len(columns)
    return Way(
        np.where(columns.seniority_shown & (fit > 0), seniority_values(asked, context), NOTHING),
        _SENIORITY_LEVELS[below],
        np.full(size, Source.SENIORITY, dtype=np.int8),
        np.full(size, -1, dtype=np.int32),
    )


def seniority_values(asked: int, context: Context) -> Floats:
    """Bits of the seniority asked, for everybody; 0 for none."""
    columns = context.columns
    below = np.clip(asked - columns.seniority, 0, 3)
    fit = np.maximum(context.own_fit, context.work_fit)
    return np.where(columns.seniority_shown, np.array(context.model.seniority)[below] * fit, 0.0)


def _speciality(context: Context) -> Way:
    """Bits for the person's own speciality and for work in the defining skills of the one asked."""
    own, work = context.own_fit, context.work_fit
    level = np.where(own >= 1.0, np.int8(PRACTISED), np.where(work > 0, np.int8(USED), np.int8(ADJACENT)))
    size = len(context.columns)
    return known(Source.SPECIALITY, speciality_values(context), level, context.work_index, size)


def speciality_values(context: Context) -> Floats:
    """Bits of the speciality asked, for everybody; 0 for none."""
    rule, own, work = context.model.speciality, context.own_fit, context.work_fit
    values: Floats = rule.bits * (rule.own_share * own + (1.0 - rule.own_share) * work)
    return values


def _work(
    skills: Sequence[tuple[str, float]], columns: Columns, strength: Floats
) -> tuple[Floats, Floats, Ints]:
    """Sum over `skills` of weight times strength, the most that one adds, and its posting."""
    size = len(columns)
    total, top, index = np.zeros(size), np.zeros(size), np.full(size, -1, dtype=np.int32)
    for skill, weight in skills:
        first, last = columns.postings.runs.get(skill, (0, 0))
        if first == last:
            continue
        best, place = winners(columns.postings.profile[first:last], strength[first:last] * weight, size)
        best = np.where(place >= 0, best, 0.0)
        total = total + best
        index = np.where(best > top, place + first, index).astype(np.int32)
        top = np.maximum(top, best)
    return total, top, index


def strength_of(kind: Smalls, depth: Smalls, bits: Floats, tables: Smalls) -> Floats:
    """Strength of postings as a share of "deep"; what is only named or denied counts nothing."""
    level = tables[_ANY, kind, depth]
    return np.where(kind < _LISTED_KIND, bits[level] / bits[-2], 0.0)
