"""The transfer graph: judged, linked and learned edges as one, and the best short paths into a skill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from assay.domain.skill import Skill, SkillKind
from assay.domain.transfer import EdgeSource, TransferEdge, TransferPath
from assay.taxonomy._judged import Judgement, Pair
from assay.taxonomy._load_transfer import OUTSIDE, LinkCredits, TransferData

FLOOR = 0.15
"""Least credit of an edge or a path; what carries less is not worth a question."""

FLOOR_OF_TWO = 0.25
"""Least credit of a path of two steps: two weak guesses in a row are no evidence."""

LIFTED_WIDTH = 25
"""Narrower skills a skill may have to be answered for by what answers for one of them."""

_PRODUCTS = frozenset({SkillKind.TOOL, SkillKind.LANGUAGE})

Steps = Mapping[str, Mapping[str, int]]
"""For each skill its wider skills with the number of steps up."""


class TransferGraph:
    """Edges by target, and paths of at most two of them, worked out once for each skill asked."""

    def __init__(self, edges: Sequence[TransferEdge], data: TransferData) -> None:
        into: dict[str, list[TransferEdge]] = {}
        for edge in edges:
            into.setdefault(edge.target, []).append(edge)
        self._into = into
        self._refused = data.refused
        self._shown = frozenset(pair for pair, judged in data.judged.items() if judged.shows)
        self._paths: dict[str, Mapping[str, TransferPath]] = {}

    def paths_to(self, skill: str, direct: Mapping[str, int]) -> Mapping[str, TransferPath]:
        """The best path from every skill into `skill`, but for `direct`, whose evidence needs none.

        Best is the highest credit, then fewer steps, then the lower id in between; in order of credit.
        """
        if skill not in self._paths:
            self._paths[skill] = self._found(skill, direct)
        return self._paths[skill]

    def _found(self, skill: str, direct: Mapping[str, int]) -> Mapping[str, TransferPath]:
        last = self._into.get(skill, ())
        best: dict[str, tuple[float, tuple[TransferEdge, ...]]] = {e.source: (e.credit, (e,)) for e in last}
        # What is judged of two skills is the last word on them: no way round pays more.
        judged = {e.source for e in last if e.provenance[0] is EdgeSource.JUDGEMENT}
        for edge in sorted(last, key=lambda e: e.source):
            if edge.source in direct or (edge.source, skill) in self._shown:
                continue
            for first in self._into.get(edge.source, ()):
                credit = first.credit * edge.credit
                if credit < FLOOR_OF_TWO or first.source in judged or (first.source, skill) in self._refused:
                    continue
                if first.source not in best or credit > best[first.source][0]:
                    best[first.source] = (credit, (first, edge))
        ranked = sorted(best.items(), key=lambda row: (-row[1][0], row[0]))
        return MappingProxyType(
            {s: TransferPath(edges) for s, (_, edges) in ranked if s != skill and s not in direct}
        )


def edges_of(skills: Mapping[str, Skill], wider: Steps, data: TransferData) -> tuple[TransferEdge, ...]:
    """All edges, in order of source and target, each with every source that speaks for it."""
    said = _said(skills, wider, data)
    edges = []
    for pair in sorted(said):
        if pair in data.refused or pair[1] in wider[pair[0]]:
            continue
        credit, reason = _best(pair, said[pair], skills)
        if credit < FLOOR:
            continue
        edges.append(
            TransferEdge(
                source=pair[0], target=pair[1], credit=credit, reason=reason, provenance=tuple(said[pair])
            )
        )
    return tuple(edges)


_Said = dict[Pair, dict[EdgeSource, Judgement]]


def _said(skills: Mapping[str, Skill], wider: Steps, data: TransferData) -> _Said:
    """What each source says of each pair, the one that sets the credit first."""
    out: _Said = {pair: {EdgeSource.JUDGEMENT: judged} for pair, judged in data.judged.items()}
    for pair, judged in _lifted(skills, wider, data):
        if pair not in data.judged:
            kept = out.get(pair, {}).get(EdgeSource.JUDGEMENT)
            if kept is None or kept.credit < judged.credit:
                out[pair] = {EdgeSource.JUDGEMENT: judged}
    for source, pair, judged in (*_broader(wider, data.links), *_neighbours(skills, data.links)):
        out.setdefault(pair, {})[source] = judged
    for pair, credits in data.learned.items():
        heard = out.setdefault(pair, {})
        for source in OUTSIDE:
            if source in credits:
                heard[source] = Judgement(credits[source], "")
    for pair, sources in data.corroborated.items():
        for source in sources if pair in out else ():
            out[pair].setdefault(source, Judgement(0.0, ""))
    return out


def _lifted(
    skills: Mapping[str, Skill], wider: Steps, data: TransferData
) -> Iterator[tuple[Pair, Judgement]]:
    """What answers for a skill answers, a little less, for the next wider one, of which that is a part.

    Not for a tool, which none of its parts makes up for, nor for a wide field, of which it is too little.
    """
    width = Counter(above for steps in wider.values() for above in steps)

    def liftable(skill: str) -> bool:
        kind = skills[skill].kind
        return not skills[skill].general and kind not in _PRODUCTS and width[skill] <= LIFTED_WIDTH

    for (source, target), judged in sorted(data.judged.items()):
        for above in skills[target].broader if not judged.shows else ():
            related = above == source or above in wider[source] or source in wider[above]
            if not related and liftable(above) and judged.credit * data.links.lifted >= FLOOR:
                yield (source, above), replace(judged, credit=judged.credit * data.links.lifted)


def _broader(wider: Steps, links: LinkCredits) -> Iterator[tuple[EdgeSource, Pair, Judgement]]:
    for narrow, above in wider.items():
        for wide, steps in above.items():
            if steps <= len(links.broader):
                yield EdgeSource.BROADER, (wide, narrow), Judgement(links.broader[steps - 1], "")


def _neighbours(
    skills: Mapping[str, Skill], links: LinkCredits
) -> Iterator[tuple[EdgeSource, Pair, Judgement]]:
    for skill in skills.values():
        for other in skill.neighbours:
            for pair in ((skill.id, other), (other, skill.id)):
                yield EdgeSource.NEIGHBOUR, pair, Judgement(links.neighbour, "")


def _best(pair: Pair, said: Mapping[EdgeSource, Judgement], skills: Mapping[str, Skill]) -> tuple[float, str]:
    """Credit and reason: of the judgement, else of the link, else the most any outside source gives."""
    source = next(iter(said))
    judged = said[source]
    a, b = (skills[s].label for s in pair)
    if source is EdgeSource.JUDGEMENT:
        return judged.credit, judged.reason
    if source is EdgeSource.BROADER:
        return (
            judged.credit,
            f"{b} is a part of {a}: general experience of the whole covers some of the part.",
        )
    if source is EdgeSource.NEIGHBOUR:
        return (
            judged.credit,
            f"{a} and {b} are used for related work, so part of the experience carries over.",
        )
    return max(j.credit for j in said.values()), _OUTSIDE_REASONS[source].format(a=a, b=b)


_OUTSIDE_REASONS = {
    EdgeSource.POSTS: "Job posts ask for {a} or {b} for the same work, or for both far more often than by chance.",
    EdgeSource.STACK_OVERFLOW: "Developers work on {a} and {b} together far more often than by chance.",
    EdgeSource.ONET: "Occupations that use {a} also use {b} far more often than by chance (O*NET).",
    EdgeSource.ESCO: "Occupations that need {a} also need {b} far more often than by chance (ESCO).",
}
