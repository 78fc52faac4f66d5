"""Names of what a brief asks, in the brief's own words, short enough for a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from assay.domain.brief import RequiredSkill, Requirement, RequirementKind

LONGEST: Final = 80
"""Longest piece of a requirement's text used as its name, in characters."""

_SHORTEST: Final = 12
_MOST: Final = 3
_SHORT_TEXT: Final = 48
_ACTS: Final = re.compile(r"^\w{1,4}$|^\w+(?:ing|ed|[aei]do|ato)$", re.IGNORECASE)
"""A lone verb form ("put", "deploying"): no name for a thing."""

_BORDER: Final = re.compile(r"[;:(),.]\s|\s[-–—]\s|\s\(|$")
_DANGLING: Final = frozenset(
    "a an and are as at by e.g eg etc for from in including is like of on or our such that the their to "
    "using we which who will with you your e.g. i.e".split()
)


def joined(names: Sequence[str], word: str) -> str:
    """A, B and C.

    >>> joined(["A", "B", "C"], "or")
    'A, B or C'
    """
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def written(skill: RequiredSkill, requirement: Requirement) -> str | None:
    """The skill's name as the requirement's own words write it; None where they only describe it."""
    names = dict.fromkeys((skill.label, *sorted(skill.wordings, key=len, reverse=True)))
    for source in (requirement.text, *(q.text for q in requirement.quotes)):
        text = " ".join(source.split())
        for name in names:
            found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
            if found and not _is_verb(found, skill.label):
                return found[0]
    return None


def _is_verb(found: re.Match[str], label: str) -> bool:
    """Whether the words open the sentence and do not end as the skill's name does ("Deploy", "Cut")."""
    words = found[0].casefold().split()
    own = set(re.findall(r"\w+", label.casefold()))
    return found.start() == 0 and found[0].casefold() != label.casefold() and words[-1] not in own


class Name(NamedTuple):
    """What is asked, in words; `many` says whether it takes a plural verb."""

    text: str
    many: bool = False


def asked(requirement: Requirement, only: str | None = None) -> Name:
    """What is asked: its skills as the brief writes them, else its text up to a border, in quotation marks.

    `only` is the id of the one skill of several to name.
    """
    wanted = [s for s in requirement.skills if s.skill == only] or list(requirement.skills)
    names = [_name(s, requirement) for s in wanted] if _named(requirement) else []
    kept = list(dict.fromkeys(n for n in names if n))
    kept = ([n for n in kept if not n.startswith("“")] or kept)[:_MOST]
    if not kept:
        return Name(f"“{short(requirement.text)}”")
    together = not requirement.alternatives
    return Name(joined(kept, "and" if together else "or"), many=together and len(kept) > 1)


def _named(requirement: Requirement) -> bool:
    return requirement.kind not in (RequirementKind.EDUCATION, RequirementKind.LANGUAGE)


def _name(skill: RequiredSkill, requirement: Requirement) -> str | None:
    """A skill as the brief writes it: its own name plainly, what describes it in quotation marks.

    None where the brief's words are no name for anything.
    """
    name = written(skill, requirement)
    if name is None or is_name(name, skill):
        return name
    whole = short(requirement.text)
    if len(requirement.skills) == 1 and len(whole) <= _SHORT_TEXT:
        return f"“{whole}”"
    return None if _ACTS.search(name) else f"“{name}”"


def is_name(name: str, skill: RequiredSkill) -> bool:
    """Whether `name` is a name of the skill, or a part of one, and no mere description.

    >>> is_name("Hadoop", RequiredSkill(skill="hadoop", label="Apache Hadoop"))
    True
    >>> is_name("profiled GPU", RequiredSkill(skill="gpu-profiling", label="GPU profiling"))
    False
    """
    if all(any(c.isupper() or c.isdigit() for c in word) for word in name.split()):
        return True
    own = set(_singular(re.sub(r"[/()]", " ", skill.label)).split())
    return not skill.skill.startswith("~") and own.issuperset(_singular(name).split())


def _singular(name: str) -> str:
    return " ".join(w.removesuffix("s") for w in name.casefold().split())


def plain(label: str) -> str:
    """A skill's label as words in a sentence: the first of two names, without the capital of a heading.

    >>> plain("Low-latency serving / latency optimization"), plain("Apache Kafka")
    ('low-latency serving', 'Apache Kafka')
    """
    first = label.split(" / ")[0]
    head, _, rest = first.partition(" ")
    heading = rest.islower() and re.sub(r"\W", "", head).istitle() and head[1:].islower()
    return first[0].lower() + first[1:] if heading else first


def listed(names: Sequence[str], word: str) -> str:
    """Names that may hold lists themselves, kept apart by semicolons where they do.

    >>> listed(["Go", "Python or Java"], "and")
    'Go; and Python or Java'
    """
    if len(names) > 1 and any(mark in n for n in names for mark in (", ", " or ", " and ")):
        return "; ".join(names[:-1]) + f"; {word} {names[-1]}"
    return joined(names, word)


def short(text: str, longest: int = LONGEST) -> str:
    """The start of `text` up to the last border that keeps it within `longest` characters.

    >>> short("Strong problem-solving abilities and analytical thinking, with a keen attention to detail")
    'Strong problem-solving abilities and analytical thinking'
    """
    line = " ".join(text.split()).rstrip(" .,;:")
    if len(line) <= longest:
        return _without_tail(line)
    ends = [m.start() for m in _BORDER.finditer(line, _SHORTEST) if m.start() <= longest]
    cut = line[: ends[-1]] if ends else line[: line.rfind(" ", 0, longest)]
    return _without_tail(cut)


def _without_tail(text: str) -> str:
    """`text` without the words at its end that lead on to something cut off."""
    words = text.split()
    while len(words) > 1 and words[-1].casefold().strip(".,") in _DANGLING:
        words.pop()
    return " ".join(words).rstrip(" .,;:(")
