"""Look into the skill vocabulary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from assay.domain.skill import Skill
from assay.taxonomy import FOLDER, Found, load_taxonomy


@dataclass(frozen=True, slots=True)
class VocabularySummary:
    """What a vocabulary holds."""

    skills: int
    names: int
    files: int
    disciplines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """A skill with the labels of what it is linked to."""

    skill: Skill
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    neighbours: tuple[str, ...]


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
    return VocabularyEntry(skill, labels(skill.broader), labels(near), labels(taxonomy.neighbours(skill.id)))


def search(query: str, limit: int = 10) -> tuple[Found, ...]:
    """Skills whose names are nearest to the words, best first."""
    return load_taxonomy().search(query, limit)
