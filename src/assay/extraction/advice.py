"""Advice and work on paper: whose CV says that its person does no hands-on work, and what then counts.

Somebody may draw target architectures, sponsor pilots and choose vendors without ever building anything. Where
the text itself says so ("I do not write code", "my role is advisory"), technology in a sentence of documents,
advice, plans or others, or in a title, counts as paper or as a name, unless the sentence tells work by the
person's own hands. Policy, risk, law and leading people are such a person's own trade and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assay.domain.profile import Experience
from assay.domain.skill import Skill, SkillKind
from assay.extraction.cues import cues, fold_statement, shows
from assay.extraction.layout import CvLayout, Statement
from assay.extraction.sections import SectionKind
from assay.taxonomy import folded

PAPER_DEPTH = 1
"""Highest depth of technology whose only work is a document about it: the person can speak of it."""

_DESK = frozenset({"governance", "privacy_law", "risk_audit", "practices", "domains", "credentials"})
"""Disciplines whose work is done in documents, meetings and with people."""

_DESK_KINDS = frozenset({SkillKind.DOMAIN, SkillKind.CREDENTIAL, SkillKind.RULE})
_DESK_SKILLS = frozenset({"data-governance"})

_MAKER = re.compile(
    r"\b(?:developer|programmer|coder|engineer|scientist|sysadmin|administrator|(?:\w*entwickler|programmierer|ingenieur)(?:in)?|"
    r"developpeu\w+|programmeu\w+|ingenieure?|desarrollador\w*|programador\w*|ingenier[oa]|sviluppat\w+|programmat\w+|ingegnere|"
    r"desenvolvedor\w*|engenheir[oa]|ontwikkelaar|programmeur|programist\w*|inzynier\w*)\b"
)
"""A title of somebody who makes things, folded."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAMED_FIRST = frozenset({SectionKind.HEADER, SectionKind.SUMMARY})


class Part(StrEnum):
    """What of a technology an adviser's sentence leaves standing."""

    WHOLE = "whole"
    PAPER = "paper"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class HandsOff:
    """The statements, by number, that a denial of hands-on work speaks of."""

    covered: frozenset[int]
    heads: frozenset[int] = frozenset()
    """Those of them that are titles."""

    def part(self, index: int, desk: bool, groups: Mapping[str, bool]) -> Part:
        """What counts of a technology in statement `index`.

        `desk` is whether the skill is done in documents and meetings anyway; `groups` tells which groups of
        words the sentence holds. A sentence with no word of advice, plans, others or documents stays as judged:
        somebody who writes no code may still run a system.
        """
        if desk or index not in self.covered or groups["hands"]:
            return Part.WHOLE
        if groups["paper"] and not groups["distance"]:
            return Part.PAPER
        aside = groups["advise"] or groups["distance"] or groups["plan"] or index in self.heads
        return Part.NAME if aside or groups["paper"] else Part.WHOLE


def is_desk(skill: Skill | None) -> bool:
    """Whether a skill is done in documents, meetings and with people; a name outside the vocabulary is not."""
    if skill is None:
        return False
    return skill.discipline in _DESK or skill.kind in _DESK_KINDS or skill.id in _DESK_SKILLS


def hands_off(layout: CvLayout) -> HandsOff:
    """What the denials of hands-on work in a document speak of.

    One inside a role speaks of that role; one elsewhere of the headline, the summary and every role, but of no
    earlier role with a maker's title. "No longer" leaves ended roles, "since 2012" those that ended by then.
    """
    covered: set[int] = set()
    for statement in layout.statements:
        text = fold_statement(statement.text)
        if shows("hands_off", text):
            roles = _roles_meant(layout, statement, text)
            covered |= {n for n, s in enumerate(layout.statements) if _covers(statement, s, roles)}
    heads = frozenset(n for n in covered if layout.statements[n].head)
    return HandsOff(frozenset(covered), heads)


def _covers(denial: Statement, other: Statement, roles: frozenset[int]) -> bool:
    if other.role is not None:
        return other.role in roles
    return denial.role is None and other.section in _NAMED_FIRST


def _roles_meant(layout: CvLayout, denial: Statement, text: str) -> frozenset[int]:
    if denial.role is not None:
        return frozenset({denial.role})
    years = [int(y) for y in _YEAR.findall(text)]
    lapsed = bool(cues()["hands_off_now"].search(text))
    roles: Sequence[Experience] = layout.experience
    return frozenset(n for n, role in enumerate(roles) if _meant(layout, role, lapsed, years))


def _meant(layout: CvLayout, role: Experience, lapsed: bool, years: Sequence[int]) -> bool:
    last = role.period.last_month(layout.as_of)
    ongoing = last is None or last.ordinal >= layout.as_of.ordinal
    if ongoing:
        return True
    if lapsed or _MAKER.search(folded(role.title)):
        return False
    return not (years and last is not None and last.year <= max(years))
