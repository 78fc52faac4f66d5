"""Whose work it is: does an author in a bibliography, a repository or an account stand for the candidate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from assay.domain.identity import Identity
from assay.taxonomy import folded

_LOGIN = re.compile(r"(?:https?://)?(?:www\.)?github\.com/([A-Za-z0-9][A-Za-z0-9-]{0,38})(?=$|[/?#\s.,;)])")
_ORCID = re.compile(r"\b(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\b")
_ONE_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")
_PARTICLES = frozenset(
    "de da van von der den del la le di dos das do el al bin ibn y e ten ter zu af av".split()
)
_TAIL = re.compile(r",?\s+(?:jr|sr|ii|iii|iv|ph\.?d|msc|m\.sc|mba|dr)\.?$")
_HEAD = re.compile(r"^(?:dr|prof|mr|mrs|ms|dipl|ing)\.?(?:-ing\.?)?\s+")


class Likeness(IntEnum):
    """How sure it is that a name is the candidate's."""

    NONE = 0
    INITIAL = 1
    FULL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The names, addresses, accounts and ORCID iDs by which the candidate is known."""

    names: tuple[str, ...] = ()
    emails: frozenset[str] = frozenset()
    logins: frozenset[str] = frozenset()
    orcids: frozenset[str] = frozenset()

    def likeness(self, author: str) -> Likeness:
        """How well an author's name fits one of the candidate's names."""
        return max((name_likeness(n, author) for n in self.names), default=Likeness.NONE)

    @property
    def written(self) -> frozenset[str]:
        """The names as git compares them: lower case, single spaces."""
        return frozenset(" ".join(n.lower().split()) for n in self.names)


def person_of(identities: Iterable[Identity], also: Sequence[str] = ()) -> Person:
    """Who the candidate is, from the CV's identity and from what was given by hand.

    `also` holds names, mail addresses, GitHub accounts and ORCID iDs, told apart by their form.
    """
    names: list[str] = []
    emails: set[str] = set()
    logins: set[str] = set()
    orcids: set[str] = set()
    for identity in identities:
        names += [identity.name.text] if identity.name else []
        emails |= {q.text.lower() for q in identity.emails}
        for link in identity.links:
            logins |= {m[1].lower() for m in _LOGIN.finditer(link.text)}
            orcids |= set(_ORCID.findall(link.text))
    for given in (a.strip() for a in also if a.strip()):
        if "@" in given and " " not in given:
            emails.add(given.lower())
        elif _ORCID.fullmatch(given):
            orcids.add(given)
        elif _ONE_WORD.fullmatch(given):
            logins.add(given.lower())
        else:
            names.append(given)
    return Person(
        names=tuple(dict.fromkeys(names)),
        emails=frozenset(emails),
        logins=frozenset(logins),
        orcids=frozenset(orcids),
    )


def name_likeness(known: str, other: str) -> Likeness:
    """Whether `other` is `known` as bibliographies write names: reversed, with initials, without accents.

    >>> name_likeness("Marisol Etcheverry", "Etcheverry, M.")
    <Likeness.INITIAL: 1>
    >>> name_likeness("Jürgen van der Berg", "van der Berg, Jurgen")
    <Likeness.FULL: 2>
    >>> name_likeness("Marisol Etcheverry", "Etcheverry, Anna")
    <Likeness.NONE: 0>
    """
    best = Likeness.NONE
    for given, family in _splits(known):
        for other_given, other_family in _splits(other):
            if family == other_family and given and other_given:
                best = max(best, _givens(given, other_given))
    return best


def _splits(name: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Given and family names as a name may be parted: at the comma, else with one to three last words as family."""
    text = _HEAD.sub("", _TAIL.sub("", folded(" ".join(name.split()))))
    left, comma, right = text.partition(",")
    if comma:
        return [(_parts(right), _family(_parts(left)))]
    words = _parts(text)
    return [(words[:-n], _family(words[-n:])) for n in range(1, min(4, len(words)))]


def _parts(text: str) -> tuple[str, ...]:
    """Words, with initials written together parted: "J.-P. M." and "JP" is left as it is."""
    return tuple(w for w in re.split(r"[\s.\-'’]+", text) if w)


def _family(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if w not in _PARTICLES) or words


def _givens(one: tuple[str, ...], two: tuple[str, ...]) -> Likeness:
    """The first given names must agree, or one be the other's initial; later ones may not contradict."""
    first, second = (tuple(w for w in part if w not in _PARTICLES) or part for part in (one, two))
    if first[0] == second[0] and len(first[0]) > 1:
        likeness = Likeness.FULL
    elif first[0][0] == second[0][0] and 1 in (len(first[0]), len(second[0])):
        likeness = Likeness.INITIAL
    else:
        return Likeness.NONE
    agree = all(a[0] == b[0] for a, b in zip(first[1:], second[1:], strict=False))
    return likeness if agree else Likeness.NONE
