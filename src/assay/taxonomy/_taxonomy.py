"""Taxonomy: the skills, how they hang together, and the search for them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from math import log
from pathlib import Path

from assay.domain.skill import Skill, Speciality
from assay.domain.transfer import SpecialityEdge, TransferEdge, TransferPath
from assay.taxonomy._find import Finder, Mention
from assay.taxonomy._load import Faults, fingerprint, load_commonness, load_skills, load_specialities
from assay.taxonomy._load_transfer import TransferData, load_transfer
from assay.taxonomy._names import squeeze
from assay.taxonomy._speciality import SpecialityProfile
from assay.taxonomy._transfer import TransferGraph, edges_of

FOLDER = Path(__file__).parent
"""The vocabulary that ships with Assay."""


_Links = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Found:
    """A search result: the skill and how near its best name is to the query, 0-100."""

    skill: Skill
    score: float


@dataclass(frozen=True)
class Taxonomy:
    """The vocabulary: skills by id, specialities, and the graph between skills.

    `version` is ``sha256:`` and the digest of the files it was read from.
    """

    version: str
    skills: Mapping[str, Skill]
    specialities: Mapping[Speciality, SpecialityProfile]
    transfer: TransferData = field(default_factory=TransferData)
    commonness: Mapping[str, float] = field(default_factory=dict)
    """Share of job posts that name a skill or a narrower one, 0-1; a skill not in it is rarer than all."""

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every skill named in `text`, in text order, none overlapping another.

        An ambiguous name counts only with its context near, so give the whole passage or document
        rather than a single word. Offsets are into `text`.
        """
        return self._finder.find(text)

    def lookup(self, name: str) -> Skill | None:
        """The skill that `name` names exactly (case, hyphens and spaces aside), or None."""
        ids = self._by_name.get(squeeze(name).text, ())
        return self.skills[ids[0]] if ids else None

    def search(self, query: str, limit: int = 10) -> tuple[Found, ...]:
        """Skills whose names are nearest to `query`, best first; ties by id."""
        from rapidfuzz import fuzz, process

        hits = process.extract(
            squeeze(query).text, list(self._by_name), scorer=fuzz.ratio, limit=limit * 4, score_cutoff=55
        )
        best: dict[str, float] = {}
        for name, score, _ in hits:
            for skill in self._by_name[name]:
                best[skill] = max(score, best.get(skill, 0.0))
        ranked = sorted(best.items(), key=lambda row: (-row[1], row[0]))[:limit]
        return tuple(Found(self.skills[s], score) for s, score in ranked)

    def ancestors(self, skill: str) -> Mapping[str, int]:
        """Wider skills of `skill` with the number of steps up (1 and more), nearest first."""
        return self._walk(skill, self._wider, self._up)

    def descendants(self, skill: str) -> Mapping[str, int]:
        """Narrower skills of `skill` with the number of steps down, nearest first."""
        return self._walk(skill, self._narrower, self._down)

    def neighbours(self, skill: str) -> tuple[str, ...]:
        """Related skills, in either direction of the link, in order of id."""
        return self._neighbours.get(skill, ())

    def information(self, skill: str) -> float:
        """How much a skill tells people of the field apart: 0 what every post asks for, 1 what hardly any does.

        Resnik (1995): the negative logarithm of the share of posts, here against that of the rarest.
        """
        share = self.commonness.get(skill)
        return 1.0 if share is None else log(share) / self._rarest

    def transfers_to(self, skill: str) -> Mapping[str, TransferPath]:
        """Skills whose experience answers in part for `skill`, each with its best path, best first.

        A path has one or two edges and the product of their credits. `skill` itself and its narrower
        skills are left out: evidence of those is direct. A skill outside the vocabulary has none.
        """
        return self._graph.paths_to(skill, self.descendants(skill))

    @cached_property
    def transfer_edges(self) -> tuple[TransferEdge, ...]:
        """Every edge between two skills, in order of source and target."""
        return edges_of(self.skills, {s: self.ancestors(s) for s in self.skills}, self.transfer)

    def speciality_edges_to(self, speciality: Speciality) -> tuple[SpecialityEdge, ...]:
        """Fields whose experience answers in part for `speciality`, strongest first."""
        return self._speciality_edges.get(speciality, ())

    @staticmethod
    def _walk(
        skill: str, links: Mapping[str, Sequence[str]], memo: dict[str, dict[str, int]]
    ) -> Mapping[str, int]:
        if skill not in memo:
            steps: dict[str, int] = {}
            queue = deque([(skill, 0)])
            while queue:
                here, distance = queue.popleft()
                for target in links.get(here, ()):
                    if target not in steps and target != skill:
                        steps[target] = distance + 1
                        queue.append((target, distance + 1))
            memo[skill] = steps
        return memo[skill]

    @cached_property
    def _wider(self) -> _Links:
        return {s.id: s.broader for s in self.skills.values()}

    @cached_property
    def _up(self) -> dict[str, dict[str, int]]:
        return {}

    @cached_property
    def _down(self) -> dict[str, dict[str, int]]:
        return {}

    @cached_property
    def _rarest(self) -> float:
        return min(log(share) for share in self.commonness.values() if share < 1.0)

    @cached_property
    def _graph(self) -> TransferGraph:
        return TransferGraph(self.transfer_edges, self.transfer)

    @cached_property
    def _speciality_edges(self) -> Mapping[Speciality, tuple[SpecialityEdge, ...]]:
        out: dict[Speciality, list[SpecialityEdge]] = {}
        for edge in sorted(
            self.transfer.specialities, key=lambda e: (-e.credit, e.source, e.niche or "", e.target)
        ):
            out.setdefault(edge.target, []).append(edge)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.skills)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        out: dict[str, list[str]] = {}
        for skill in self.skills.values():
            for key in dict.fromkeys(squeeze(n).text for n in skill.all_names):
                out.setdefault(key, []).append(skill.id)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def _narrower(self) -> Mapping[str, tuple[str, ...]]:
        out: dict[str, list[str]] = {}
        for skill in self.skills.values():
            for wider in skill.broader:
                out.setdefault(wider, []).append(skill.id)
        return {k: tuple(sorted(v)) for k, v in out.items()}

    @cached_property
    def _neighbours(self) -> Mapping[str, tuple[str, ...]]:
        out: dict[str, set[str]] = {}
        for skill in self.skills.values():
            for other in skill.neighbours:
                out.setdefault(skill.id, set()).add(other)
                out.setdefault(other, set()).add(skill.id)
        return {k: tuple(sorted(v)) for k, v in out.items()}


@cache
def load_taxonomy(folder: Path = FOLDER) -> Taxonomy:
    """The vocabulary in `folder` (ours by default), checked.

    Raises TaxonomyError with every fault, each with file and path, where there are any.
    """
    faults = Faults()
    skills = load_skills(folder, faults)
    specialities = load_specialities(folder, skills, faults)
    faults.raise_if_any()
    bare = Taxonomy(version=fingerprint(folder), skills=skills, specialities=specialities)
    narrower = {skill: tuple(bare.descendants(skill)) for skill in skills}
    transfer = load_transfer(folder, skills, narrower, specialities, faults)
    commonness = load_commonness(folder, faults)
    faults.raise_if_any()
    return replace(bare, transfer=transfer, commonness=commonness)
