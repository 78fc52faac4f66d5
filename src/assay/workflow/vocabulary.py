"""Look into the skill vocabulary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assay.domain.skill import Skill
from assay.domain.transfer import TransferPath
from assay.taxonomy import FOLDER, Found, Taxonomy, load_taxonomy

if TYPE_CHECKING:
    from assay.workflow.intake import Candidate, Pool

EXAMPLES = 3
"""Quotes shown for a suggested name."""

NEAR = 80.0
"""Likeness (0-100) of names from which an entry is shown as what a suggestion may belong to."""


@dataclass(frozen=True, slots=True)
class VocabularySummary:
    """What a vocabulary holds."""

    skills: int
    names: int
    files: int
    disciplines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """Experience of another skill that answers in part: its label, credit 0-1, and why.

    `via` is the label of the skill in between, where the path has two steps; `reasons` has one a step.
    """

    label: str
    credit: float
    via: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """A skill with the labels of what it is linked to, and what else answers for it, best first."""

    skill: Skill
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    neighbours: tuple[str, ...]
    carried: tuple[Carried, ...]


def check(folder: Path | None = None) -> VocabularySummary:
    """Load the vocabulary in `folder` (default: ours); raises TaxonomyError with every fault."""
    where = folder or FOLDER
    taxonomy = load_taxonomy(where)
    counts = Counter(s.discipline for s in taxonomy.skills.values())
    return VocabularySummary(
        skills=len(taxonomy.skills),
        names=sum(len(s.all_names) for s in taxonomy.skills.values()),
        files=len(list((where / "skills").glob("*.yaml"))),
        disciplines=tuple(sorted(counts.items())),
    )


def entry(name: str) -> VocabularyEntry | None:
    """The skill with this id or name, or None."""
    taxonomy = load_taxonomy()
    skill = taxonomy.skills.get(name) or taxonomy.lookup(name)
    if skill is None:
        return None

    def labels(ids: tuple[str, ...] | list[str]) -> tuple[str, ...]:
        return tuple(taxonomy.skills[i].label for i in ids)

    near = [s for s, steps in taxonomy.descendants(skill.id).items() if steps == 1]
    return VocabularyEntry(
        skill,
        labels(skill.broader),
        labels(near),
        labels(taxonomy.neighbours(skill.id)),
        tuple(_carried(path, taxonomy) for path in taxonomy.transfers_to(skill.id).values()),
    )


def _carried(path: TransferPath, taxonomy: Taxonomy) -> Carried:
    return Carried(
        label=taxonomy.skills[path.source].label,
        credit=path.credit,
        via=taxonomy.skills[path.edges[0].target].label if len(path.edges) > 1 else None,
        reasons=tuple(edge.reason for edge in path.edges),
    )


def search(query: str, limit: int = 10) -> tuple[Found, ...]:
    """Skills whose names are nearest to the words, best first."""
    return load_taxonomy().search(query, limit)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that the vocabulary lacks: how many candidates write it, and what it may belong to.

    `examples` are blind quotes; `nearest` is the id of the entry whose name is most alike, with its
    score 0-100, or None where none reaches `NEAR`.
    """

    name: str
    candidates: int
    mentions: int
    examples: tuple[str, ...]
    nearest: str | None
    score: float


def suggest(pool: Pool, *, least: int = 2) -> tuple[Suggestion, ...]:
    """Names of tools and methods outside the vocabulary that at least `least` candidates write.

    Most frequent first, ties by name. Their quotes are blind.
    """
    taxonomy = load_taxonomy()
    uses: dict[str, list[_Use]] = defaultdict(list)
    for number, candidate in enumerate(pool.candidates):
        for use in _uses(number, candidate, taxonomy):
            uses[use.key].append(use)
    made = [_suggestion(found, taxonomy) for found in uses.values()]
    kept = [s for s in made if s.candidates >= least]
    return tuple(sorted(kept, key=lambda s: (-s.candidates, -s.mentions, s.name.lower(), s.name)))


@dataclass(frozen=True, slots=True)
class _Use:
    key: str
    candidate: int
    written: str
    quote: str


def _uses(number: int, candidate: Candidate, taxonomy: Taxonomy) -> Iterator[_Use]:
    from assay.extraction.layout import read_layout
    from assay.extraction.phrases import unlinked
    from assay.workflow.blind import Cover

    cover = Cover(candidate.documents, candidate.identity, blind=True)
    for document in candidate.documents:
        layout = read_layout(document, candidate.profile.as_of)
        mentions = taxonomy.find(layout.mended.text)
        for found in unlinked(layout, taxonomy, mentions):
            around = layout.quote(max(0, found.start - 60), min(len(layout.mended.text), found.end + 60))
            yield _Use(found.id, number, found.phrase, " ".join(cover.text(around).split()))


def _suggestion(uses: Sequence[_Use], taxonomy: Taxonomy) -> Suggestion:
    spellings = Counter(u.written for u in uses)
    name = min(spellings, key=lambda w: (-spellings[w], w))
    near = [f for f in taxonomy.search(name, 1) if f.score >= NEAR]
    return Suggestion(
        name=name,
        candidates=len({u.candidate for u in uses}),
        mentions=len(uses),
        examples=tuple(dict.fromkeys(u.quote for u in uses))[:EXAMPLES],
        nearest=near[0].skill.id if near else None,
        score=round(near[0].score, 1) if near else 0.0,
    )
