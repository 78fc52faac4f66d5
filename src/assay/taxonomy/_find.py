"""Find the taxonomy's names in a text: longest first, at word boundaries, ambiguous ones by context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from assay.domain.skill import Skill, SkillKind
from assay.taxonomy._names import Squeezed, breaks, squeeze
from assay.taxonomy._phrased import Phrases
from assay.taxonomy._sense import Place, Profile, Surroundings, accepts, joined, profile_of, score

_MAX_GAP = 3  # separators between two words of one name: a space, a line break and an indent
_ENDINGS = ("s", "es")
_FOREIGN_ENDINGS = ("s", "es", "n", "en", "e", "i", "er", "ow", "u", "a")
_SLAVIC_ENDINGS = ("a", "u", "em", "ie", "owi", "ze", "y", "i", "owa", "owe", "owy", "owych", "owego", "owej")
_INFLECTED = re.compile(r"[A-Za-z]{5,}")  # product names that take the endings of Polish sentences
_STEMS = {"ka": ("ki", "ce", "kę", "ką"), "na": ("ny", "nie", "nę", "ną"), "ra": ("ry", "rze", "rę", "rą")}
_LIST_REACH = 12  # items of a list looked at to either side
_PRODUCTS = frozenset({SkillKind.TOOL, SkillKind.LANGUAGE})
_SINGULAR_KINDS = frozenset({SkillKind.METHOD, SkillKind.PRACTICE, SkillKind.FIELD})


@dataclass(frozen=True, slots=True)
class Mention:
    """A skill in a text: ``text[start:end]`` is `name` or an inflected form of it, or opens a phrase that tells it."""

    start: int
    end: int
    skill: str
    name: str


@dataclass(frozen=True, slots=True)
class _Sense:
    """One skill that a name may stand for."""

    skill: str
    name: str
    breaks: frozenset[int]
    ambiguous: bool
    exact_case: bool
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    senses: tuple[_Sense, ...]


class Finder:
    """Searches texts for all names of all skills at once (an Aho-Corasick automaton)."""

    def __init__(self, skills: Mapping[str, Skill]) -> None:
        self._skills = skills
        senses: dict[str, list[_Sense]] = {}
        for skill in skills.values():
            for sense in _senses(skill):
                senses.setdefault(squeeze(sense.name).text, []).append(sense)
        patterns = sorted(p for p in senses if p)
        self._senses = [tuple(senses[p]) for p in patterns]
        self._last: tuple[str, tuple[Mention, ...]] | None = None
        self._automaton = ahocorasick_rs.AhoCorasick(patterns)
        self._profiles = _profiles(skills)
        self._phrases = Phrases(skills)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Mentions in text order, none overlapping another; the same text is asked for again and again."""
        if self._last is None or self._last[0] != text:
            self._last = (text, self._found(text))
        return self._last[1]

    def _found(self, text: str) -> tuple[Mention, ...]:
        squeezed = squeeze(text)
        hits = _leftmost_longest(self._hits(text, squeezed))
        sure = [(h.start, h.end, s.skill) for h in hits for s in h.senses if not s.ambiguous]
        near: Surroundings | None = None
        out = []
        for number, hit in enumerate(hits):
            sense = next((s for s in hit.senses if not s.ambiguous), None)
            if sense is None:
                near = near or Surroundings(text, sure)
                sense = self._in_context(hits, number, near)
            if sense is not None:
                out.append(Mention(hit.start, hit.end, sense.skill, sense.name))
        told = self._phrases.find(text, [(m.start, m.end) for m in out])
        return tuple(sorted((*out, *(Mention(p.start, p.end, p.skill, p.name) for p in told)), key=_place_of))

    def _hits(self, text: str, squeezed: Squeezed) -> Iterable[_Hit]:
        for index, start, end in self._automaton.find_matches_as_indexes(squeezed.text, overlapping=True):
            first = squeezed.offsets[start]
            if first and not _starts_word(text, first):
                continue
            senses = self._senses[index]
            gaps = _gaps(squeezed, start, end)
            if gaps is None:
                continue
            last = squeezed.offsets[end - 1] + 1
            kept: dict[int, list[_Sense]] = {}
            for sense in senses:
                if not gaps <= sense.breaks:
                    continue
                stop = _stop(text, last, sense.endings)
                if stop is not None and _case_fits(sense, text[first:last]):
                    kept.setdefault(stop, []).append(sense)
            for stop, fitting in kept.items():
                yield _Hit(first, stop, tuple(fitting))

    def _in_context(self, hits: Sequence[_Hit], number: int, around: Surroundings) -> _Sense | None:
        """The sense that most speaks for, or None where too little does."""
        hit = hits[number]
        place = self._place(hits, number, around.text)
        rows = [
            (score(profile, place, around), -n, sense, profile)
            for n, sense in enumerate(hit.senses)
            for profile in (self._profiles[sense.skill, squeeze(sense.name).text],)
        ]
        value, _, sense, profile = max(rows, key=lambda row: row[:2])
        return sense if accepts(profile, value) else None

    def _place(self, hits: Sequence[_Hit], number: int, text: str) -> Place:
        """The name with what stands in one list with it."""
        hit = hits[number]
        sure = others = 0
        for step in (-1, 1):
            at = number
            while 0 <= at + step < len(hits) and abs(at + step - number) <= _LIST_REACH:
                first, second = sorted((hits[at], hits[at + step]), key=lambda h: h.start)
                if not joined(text, first.end, second.start):
                    break
                at += step
                products = [s for s in hits[at].senses if self._skills[s.skill].kind in _PRODUCTS]
                sure += any(not s.ambiguous for s in products)
                others += bool(products) and text[hits[at].start].isupper()
        return Place(hit.start, hit.end, sure > 0, others > 0)


def _place_of(mention: Mention) -> int:
    return mention.start


def _profiles(skills: Mapping[str, Skill]) -> dict[tuple[str, str], Profile]:
    return {
        (skill.id, squeeze(name).text): profile_of(skill, name, company)
        for skill in skills.values()
        if skill.ambiguous
        for company in (_company(skill, skills),)
        for name in skill.ambiguous
    }


def _senses(skill: Skill) -> Iterable[_Sense]:
    foreign = {name for _, name in skill.names}
    seen: set[tuple[str, frozenset[int]]] = set()
    bound = {squeeze(name).text for name in skill.case}
    ambiguous = {squeeze(name).text for name in skill.ambiguous}
    for name in (*skill.case, *skill.all_names, *_singulars(skill), *_declined(skill)):
        key = (squeeze(name).text, breaks(name))
        if key in seen or (key[0] in bound and name not in skill.case):
            continue
        seen.add(key)
        exact = name in skill.case
        endings: tuple[str, ...] = _FOREIGN_ENDINGS if name in foreign else _ENDINGS
        if skill.kind in _PRODUCTS and not exact and key[0] not in ambiguous and _INFLECTED.fullmatch(name):
            endings = (*_ENDINGS, *_SLAVIC_ENDINGS)
        yield _Sense(skill.id, name, breaks(name), key[0] in ambiguous, exact, endings)


def _singulars(skill: Skill) -> Iterable[str]:
    """Embedding for embeddings: a plural in the list also answers to its singular."""
    if skill.kind in _SINGULAR_KINDS:
        for name in (skill.label, *skill.aliases):
            if (
                len(name) > 6
                and name[-2:-1].isalpha()
                and name.endswith("s")
                and not name.endswith(("ss", "is", "us", "ics"))
            ):
                yield name[:-1]


def _declined(skill: Skill) -> Iterable[str]:
    """Kafki, Kafce for Kafka: Polish cases of product names that end in -ka, -na and -ra."""
    if skill.kind in _PRODUCTS:
        for name in (skill.label, *skill.aliases):
            if _INFLECTED.fullmatch(name) and name not in skill.ambiguous:
                yield from (name[:-2] + ending for ending in _STEMS.get(name[-2:], ()))


def _company(skill: Skill, skills: Mapping[str, Skill]) -> frozenset[str]:
    """Skills whose unambiguous mention near by supports the ambiguous name.

    Neighbours, wider skills and what shares a wider skill; a programming language also by others.
    """
    near = set(skill.neighbours) | set(skill.broader)
    for other in skills.values():
        siblings = set(other.broader) & set(skill.broader)
        both = SkillKind.LANGUAGE in (skill.kind,) and other.kind is SkillKind.LANGUAGE
        if siblings or both or skill.id in other.broader or skill.id in other.neighbours:
            near.add(other.id)
    near.discard(skill.id)
    return frozenset(near)


def _starts_word(text: str, first: int) -> bool:
    before = text[first - 1]
    return not (before.isalnum() or before in "_+#@" or (before == "." and text[first].isalnum()))


def _gaps(squeezed: Squeezed, start: int, end: int) -> frozenset[int] | None:
    """Places inside a match where the text has separators; None where a gap is too wide."""
    offsets = squeezed.offsets
    if offsets[end - 1] - offsets[start] == end - 1 - start:
        return frozenset()
    gaps = [(i - start, squeezed.gap(i)) for i in range(start + 1, end) if squeezed.gap(i)]
    if any(width > _MAX_GAP for _, width in gaps):
        return None
    return frozenset(i for i, _ in gaps)


def _stop(text: str, last: int, endings: Sequence[str]) -> int | None:
    """Where the word ends at or after `last`, an inflection allowed; None inside a longer word."""
    if _ends_word(text, last):
        return last
    for ending in endings:
        stop = last + len(ending)
        if text[last:stop].lower() == ending and _ends_word(text, stop):
            return stop
    return None


def _ends_word(text: str, at: int) -> bool:
    if at >= len(text):
        return True
    char = text[at]
    if char in "+#":
        return at + 1 < len(text) and text[at + 1].isalnum()
    return not (char.isalnum() or char == "_")


def _case_fits(sense: _Sense, written: str) -> bool:
    return not sense.exact_case or written == sense.name


def _leftmost_longest(hits: Iterable[_Hit]) -> list[_Hit]:
    """Of overlapping hits the leftmost, then the longest; equal ones keep all their senses."""
    merged: dict[tuple[int, int], tuple[_Sense, ...]] = {}
    for hit in hits:
        at = (hit.start, hit.end)
        merged[at] = merged.get(at, ()) + hit.senses
    out: list[_Hit] = []
    for (start, end), senses in sorted(merged.items(), key=lambda row: (row[0][0], -row[0][1])):
        if not out or start >= out[-1].end:
            out.append(_Hit(start, end, senses))
    return out
