"""Resolve: the names of an expression in the vocabulary. What it lacks becomes a phrase, and that is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assay.errors import ExpressionError
from assay.index.words import normalise
from assay.matching.searching.expression import Expression, Named, Worded, terms
from assay.taxonomy import Found, Taxonomy

SAME: Final = 90.0
"""Likeness of names (0-100) from which a longer name counts as a slip of the pen."""

NEAR: Final = 85.0
"""Likeness from which another name is offered."""

_LEAST_LETTERS: Final = 6
_PHRASE_DEPTH: Final = 2
_FIELDS: Final = ("years", "seniority", "speciality", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a name or phrase stands for.

    `skills` are taxonomy ids, the skill first and then its narrower ones; a name that the vocabulary lacks has
    the id that its mentions carry (``~`` and the phrase) and is looked for as `phrase` too. `note` says so.
    """

    label: str
    skills: tuple[str, ...] = ()
    phrase: str = ""
    note: str = ""


def meanings(expression: Expression, taxonomy: Taxonomy) -> Mapping[str, Meaning]:
    """The meaning of every name and phrase in `expression`, by the words written.

    A quoted phrase is kept under its words in quotation marks. Raises ExpressionError where a phrase has a
    condition that no passage can meet.
    """
    found: dict[str, Meaning] = {}
    for term, _ in terms(expression):
        if isinstance(term, Named):
            found[term.name] = _named(term.name, taxonomy)
        elif isinstance(term, Worded):
            if term.where.depth > _PHRASE_DEPTH:
                raise ExpressionError(
                    f"a phrase shows depth {_PHRASE_DEPTH} at most, so >={term.where.depth} finds nobody; "
                    "leave the depth out or write the skill without quotation marks",
                    term.at[0],
                )
            found[f'"{term.phrase}"'] = Meaning(label=f"“{term.phrase}”", phrase=normalise(term.phrase))
    return found


def _named(name: str, taxonomy: Taxonomy) -> Meaning:
    skill = taxonomy.skills.get(name.lower()) or taxonomy.lookup(name)
    if skill is not None:
        return Meaning(label=skill.label, skills=(skill.id, *sorted(taxonomy.descendants(skill.id))))
    near = next(iter(taxonomy.search(name, 1)), None)
    if near and near.score >= SAME and len(name) >= _LEAST_LETTERS:
        narrower = sorted(taxonomy.descendants(near.skill.id))
        return Meaning(
            label=near.skill.label,
            skills=(near.skill.id, *narrower),
            note=f"no skill is called {name!r}; it is read as {near.skill.label}",
        )
    phrase = normalise(name)
    return Meaning(label=f"“{name}”", skills=(f"~{phrase}",), phrase=phrase, note=_unknown(name, near))


def _unknown(name: str, near: Found | None) -> str:
    from rapidfuzz import fuzz, process

    field = process.extractOne(name.lower(), _FIELDS, scorer=fuzz.ratio, score_cutoff=75)
    offered = field[0] if field else near.skill.label if near and near.score >= NEAR else ""
    hint = f" (did you mean {offered}?)" if offered else ""
    return f"the vocabulary has no {name!r}, so it is looked for word for word{hint}"
