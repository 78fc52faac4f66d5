"""Names of people as they are compared: without case, accents, titles, short forms and order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from unicodedata import category

_TITLE = re.compile(
    r"(?i)^(?:(?:dr|prof|mr|mrs|ms|miss|mx|ing|dipl|mag|herr|frau|mme|m(?=\.?\s+\S+\s+\S)|sig|sra?|pani?)\.?(?:-ing\.?)?\s+)+"
)
_TAIL = re.compile(r"(?i)(?:,?\s+(?:ph\.?\s?d|m\.?\s?sc|b\.?\s?sc|mba|cfa|frm|jr|sr|ii|iii|iv)\.?)+$")
_SPLIT = re.compile(r"[^a-z]+")
_SIGNS = "PS"
"""Unicode's categories of marks and symbols, which transliteration would spell out: § is no family of the name Ss."""

_PARTICLES = frozenset(
    "de da van von der den del la le di dos das do el al bin ibn y e ten ter zu af av".split()
)
_SPELT = (
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("ss", "s"),
    ("kh", "h"),
    ("ph", "f"),
    ("y", "i"),
    ("j", "i"),
)
"""Spellings that transliteration and passports vary in: Müller is Mueller, Sergey is Sergei."""

_NOBODY = frozenset(
    "candidate applicant anonymous anonymised anonymized confidential withheld redacted kandidat kandidatin bewerber "
    "bewerberin anonym candidat candidata candidato anonyme anonimo anonima name removed hidden unknown".split()
)
"""Words that stand where a name was taken out."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in comparable parts.

    Attributes:
        key: all its words in roots and in alphabetical order.
        words: the words of two letters or more, in roots.
        family: the root of the last word, or of the first before a comma.
        initial: first letter of the first given name, empty where there is none.
        shortened: whether a given name is an initial alone.
    """

    key: str
    words: tuple[str, ...]
    family: str
    initial: str
    shortened: bool


@cache
def _short_forms() -> dict[str, str]:
    text = (files("assay.linkage") / "short_forms.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {_spelt(word): _spelt(line[0]) for line in reversed(lines) for word in line}


def plain(text: str) -> str:
    """`text` in lower-case Latin letters without accents.

    >>> plain("Zoë Łukasz Сергей")
    'zoe lukasz sergey'
    """
    if text.isascii():
        return text.lower()
    from anyascii import anyascii

    return anyascii(text).lower()


def _spelt(word: str) -> str:
    for written, one in _SPELT:
        word = word.replace(written, one)
    return word


def _root(word: str) -> str:
    spelt = _spelt(word)
    return _short_forms().get(spelt, spelt)


def name_parts(text: str) -> PersonName | None:
    """The comparable parts of a name, None where it holds no name of a person.

    >>> name_parts("Dr. Bob Müller") == name_parts("MUELLER, Robert")
    True
    >>> name_parts("M. Halvorsen").initial
    'm'
    """
    bare = "".join(" " if c != "," and category(c)[0] in _SIGNS else c for c in text).strip()
    flat = plain(_TAIL.sub("", _TITLE.sub("", bare)))
    if any(c.isdigit() for c in flat) or _NOBODY & set(_SPLIT.split(flat)):
        return None
    before, comma, after = flat.partition(",")
    words = [w for w in _SPLIT.split(f"{after} {before}" if comma else flat) if w]
    words = [w for w in words if w not in _PARTICLES] or words
    full = [w for w in words if len(w) > 1]
    if not full:
        return None
    given = words[:-1]
    return PersonName(
        key=" ".join(sorted(_root(w) for w in words)),
        words=tuple(sorted({_root(w) for w in full})),
        family=_root(words[-1]),
        initial=_root(given[0])[0] if given else "",
        shortened=any(len(w) == 1 for w in given[:1]),
    )
