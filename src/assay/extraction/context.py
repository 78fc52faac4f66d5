"""What stands around a mention of a skill, as numbers a model can weigh."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from assay.domain.profile import WorkKind
from assay.domain.skill import SkillKind
from assay.extraction.cues import fold_statement
from assay.extraction.layout import CvLayout, Statement
from assay.extraction.quantities import scale_of
from assay.extraction.scan import last_end
from assay.extraction.sections import SectionKind
from assay.extraction.wording import Words, groups
from assay.taxonomy import folded

FloatArray = npt.NDArray[np.float64]

SCOPES = ("item", "clause", "statement", "before", "after", "block")
"""How near a word stands: in the same item of a list, clause or sentence, in the sentence before or
after, in the same bullet or paragraph."""

ROLE_GROUPS = (
    "live",
    "operate",
    "reach",
    "gain",
    "trial",
    "stopped",
    "research",
    "build",
    "lead",
    "assist",
    "watch",
    "paper",
    "advise",
    "hands",
)
"""Groups whose share among the sentences of the role, and of all roles, is a feature."""

_HERE = "_"
"""Stands for the mention itself among the words of its clause."""

_NEAR = 40  # characters on either side in which the three nearest words are looked for
_WORD = re.compile(r"[^\W\d_][\w']+")
_MAX_WORDS = 80  # of a stretch, so that an endless line costs no more
_ONE_FOR_ALL = {
    **dict.fromkeys(("he", "she"), "they"),
    **dict.fromkeys(("his", "her", "hers"), "their"),
    **dict.fromkeys(("him",), "them"),
    **dict.fromkeys(("himself", "herself"), "themselves"),
    **dict.fromkeys(("mr", "mrs", "miss", "herr", "frau"), "mx"),
}
"""Words that tell a person's gender are read as one, so that they move nothing."""

_GENDERED = re.compile(rf"(?<![\w'])(?:{'|'.join(_ONE_FOR_ALL)})(?![\w'])")

_LABEL = re.compile(r"[^\w:;.,]{0,3}(?:\([^()]{0,40}\))?\s{0,3}(?::|[–—-]\s)")
_BY_OTHERS = re.compile(
    r"\b(?:was|were|is|are|been|being|got)\s+(?:\w+\s+){0,2}?\w+(?:ed|en|wn|ne|lt|ught|it|un|id|de)\s+(?:\w+\s+){0,3}?by\s+(?!me\b|myself|hand|us\b|default|design|\d)"
    r"|\bby\s+(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+)?[A-ZÀ-Þ][a-zß-ÿ]+(?=[\s,.;:)]|$)(?!\s+[A-Z]{2,})"
    r"|\b(?:wurden?|worden|wird|werden)\b[^.;]{0,60}\b(?:von|durch)\s+(?!mir\b)|\b(?:par|przez|door)\s+(?:une?|het|een|de|des|les|le|la|l['’]|Mme|M\.|[A-ZÀ-Þ])"
    r"|\b(?:da|dal|dalla|dai|dallo|por|pelo|pela|pelos)\s+(?:un|una|una?s|il|lo|o|a|os|as|el|la|los|[A-ZÀ-Þ])"
)
"""Work in the passive, with somebody else as the one who did it, or a name behind "by"."""

_NAME_OWNS = re.compile(
    r"(?:\b(?:is|was|are|were|that['’]s|ist|war|sind|est|c['’]est|était|es|era|son|è|é|sono|são|jest|to|van|von|:)\s+)"
    r"(?:[A-ZÀ-Þ][a-zß-ÿ]+(?:['’]s)?\s+(?:and|und|et|y|e|en|i)\s+)?[A-ZÀ-Þ][a-zß-ÿ]+(?:['’]s)?(?:\s+(?:on|in|from|and|et|und)\b|['’]s|\s*[.,;]|\s*$)"
    r"|\b[A-ZÀ-Þ][a-zß-ÿ]+(?: and [A-ZÀ-Þ][a-zß-ÿ]+)?\s+(?:wrote|built|owns|owned|ran|runs|did|does|trained|made|maintains|handles|set up|looks after|took)\b"
    r"|\b(?:belongs?|belonged|goes|credit|thanks)\s+to\s+[A-ZÀ-Þ]"
)
"""A person's name as the owner or the one who did it."""

_TEAM_DOES = re.compile(
    r"\b(?:team|group|squad|department|division|unit|branch|practice|engineers?|developers?|scientists?|analysts?|people|folks|colleagues?|vendor|supplier|contractors?|"
    r"consultants?|partners?|agency|agencies|firm|company|intern|student|students|cto|lead|manager|boss|dpo|lawyers?|legal|it|ops|devops|platform|infra|security|sre)\s+"
    r"(?:people\s+|team\s+)?(?:own|owns|owned|run|runs|ran|do|does|did|wrote|writes|write|built|builds|build|maintains?|maintained|operates?|operated|handles?|handled|"
    r"manages?|managed|trains?|trained|deploys?|deployed|took|takes|take|made|make|makes|decides?|decided|has|had|have|looks? after|takes? care)\b"
)
"""Others as the subject of a verb of doing, in folded text."""

_YEAR = re.compile(r"\b(20\d\d)\b")
_FIRST_PERSON = re.compile(
    r"(?<!\w)(?:i|i'm|i've|my|mine|myself|ich|mein\w*|j'\w+|je|mon|ma|mes|yo|mi|mis|io|mio|mia|eu|meu|minha|ik|mijn|moj\w*)(?!\w)"
)
_HARD = re.compile(r"[;.!?()]")
_ITEM = re.compile(r"[;,•|·/.!?]|\s[–—-]\s")
_NO_SHARE = [0.0] * len(ROLE_GROUPS)
_TITLES = {
    name: re.compile(rf"\b(?:{words})\b")
    for name, words in {
        "title_research": r"postdoc\w*|research(?:er| fellow| assistant| associate| scientist)?|phd|professor\w*|doktorand\w*|wissenschaft\w*|"
        r"chercheu\w+|doctorant\w*|ricercat\w+|dottorand\w+|assegnista|investigador\w*|doctorand\w+|pesquisador\w*|doutorand\w+|onderzoeker|promovend\w+|adiunkt|badacz\w*",
        "title_student": r"intern|internship|student\w*|trainee|werkstudent\w*|praktik\w*|stagiaire|stage|alternan\w+|apprenti\w*|becari\w+|practicas|tirocin\w*|stagist\w*|estagi\w+|stagiair|stazyst\w*|praktyk\w*",
        "title_teacher": r"teacher|teaching|lecturer|instructor|tutor\w*|trainer|dozent\w*|lehrer\w*|enseignant\w*|formateur|profesor\w*|docente|formatore|docent|wykladowca|nauczyciel\w*",
        "title_manager": r"manager|head|director|chief|vp|leiter\w*|directeur|directrice|director[a]?|direttore|gerente|coordenador\w*|kierownik|principal|partner|consultant|berater\w*",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention to be judged: ``statements[index].text[start:end]`` names `skill`."""

    index: int
    start: int
    end: int
    skill: str
    kind: SkillKind
    verdict: str
    """The kind of evidence that the rules alone see."""
    desk: bool = False
    """Whether the skill is done in documents and meetings: policy, risk, law, leading people."""


@cache
def feature_names() -> tuple[str, ...]:
    """The features of a mention, in the order of the columns."""
    scoped = [f"{scope}:{group}" for scope in SCOPES for group in groups()]
    shares = [f"{whose}:{group}" for whose in ("role", "roles") for group in ROLE_GROUPS]
    return (
        *scoped,
        *shares,
        *(f"section:{k.value}" for k in SectionKind),
        *(f"role_is:{k.value}" for k in WorkKind),
        *_TITLES,
        *(f"skill_is:{k.value}" for k in SkillKind),
        "skill_is:desk",
        *(f"rule:{k}" for k in _VERDICTS),
        "rule_elsewhere",
        "denied_elsewhere",
        "worked_elsewhere",
        "no_role",
        "head",
        "bullet",
        "list",
        "named",
        "words",
        "place",
        "scale",
        "scale_block",
        "denial_gap",
        "denial_after_gap",
        "distance_gap",
        "colon_before",
        "digits",
        "label",
        "label_words",
        "by_others",
        "name_owns",
        "team_does",
        "others_did",
        "others_did_next",
        "first_person_next",
        "future",
        "first_person",
        *(f"words:{k}" for k in _VERDICTS),
        *(f"{scope}_words:{k}" for scope in AROUND for k in _VERDICTS),
    )


AROUND = ("statement", "block", "role", "roles")
"""Whose other mentions' words are averaged: the same sentence, paragraph, role, and all roles."""


_VERDICTS = ("production", "applied", "research", "education", "listed", "negative")
_WORKED = frozenset(_VERDICTS[:3])
_STRENGTH = {name: 5 - n for n, name in enumerate(_VERDICTS)}


class Contexts:
    """The features of the mentions of one document."""

    def __init__(self, layout: CvLayout, lists: Sequence[bool]) -> None:
        self._layout = layout
        self._lists = lists
        self._texts = [fold_statement(s.text) for s in layout.statements]
        self._offsets = []
        at = 0
        for text in self._texts:
            self._offsets.append(at)
            at += len(text) + 1
        self._words = Words("\n".join(self._texts), layout.document.language)
        self._masks = [self._mask(n, 0, len(t)) for n, t in enumerate(self._texts)]
        self._blocks: dict[int, int] = {}
        self._block_text: dict[int, str] = {}
        for s, mask, text in zip(layout.statements, self._masks, self._texts, strict=True):
            self._blocks[s.block] = self._blocks.get(s.block, 0) | mask
            self._block_text[s.block] = self._block_text.get(s.block, "") + " " + text
        self._shares = {n: self._share([n]) for n in range(len(layout.experience))}
        self._all_roles = self._share(list(range(len(layout.experience))))
        self._sentences: dict[int, tuple[str, ...]] = {}
        self._others_in: dict[int, bool] = {}
        self._places: dict[tuple[SectionKind, int | None], list[float]] = {}

    def rows(self, mentions: Sequence[Mentioned]) -> FloatArray:
        """Numbers of shape (mentions, features), columns as `feature_names` but the last, of `with_words`."""
        if not mentions:
            return np.zeros((0, len(feature_names()) - len(_VERDICTS) * (1 + len(AROUND))))
        told: dict[str, Counter[str]] = {}
        for m in mentions:
            told.setdefault(m.skill, Counter())[m.verdict] += 1
        named = Counter(m.index for m in mentions)
        masks = np.array([self._scoped(m) for m in mentions], dtype=np.uint64)
        bits = (masks[:, :, None] >> np.arange(len(groups()), dtype=np.uint64)) & np.uint64(1)
        rest = np.array([self._rest(m, told[m.skill], named[m.index]) for m in mentions], dtype=float)
        return np.hstack([bits.reshape(len(mentions), -1).astype(float), rest])

    def tokens(self, mention: Mentioned) -> frozenset[str]:
        """Words around a mention with the place they stand in: clause, sentence, right before or behind, next."""
        text = self._texts[mention.index]
        low, high = _clause(text, mention.start, mention.end)
        before, after = text[low : mention.start], text[mention.end : high]
        clause = [*_words_of(before), _HERE, *_words_of(after)]
        near = _words_of(text[max(0, mention.start - _NEAR) : mention.start])[-3:]
        behind = _words_of(text[mention.end : mention.end + _NEAR])[:3]
        return frozenset(
            (
                *(f"c {w}" for w in clause),
                *(f"c {a} {b}" for a, b in pairwise(clause)),
                *(f"b{n} {w}" for n, w in enumerate(reversed(near))),
                *(f"a{n} {w}" for n, w in enumerate(behind)),
                *self._sentence_tokens(mention.index),
            )
        )

    def _sentence_tokens(self, index: int) -> tuple[str, ...]:
        if index not in self._sentences:
            layout, after = self._layout.statements, index + 1
            goes_on = after < len(layout) and layout[after].block == layout[index].block
            self._sentences[index] = (
                *(f"s {w}" for w in _words_of(self._texts[index])),
                *(f"n {w}" for w in (_words_of(self._texts[after]) if goes_on else ())),
            )
        return self._sentences[index]

    def _mask(self, index: int, start: int, end: int) -> int:
        base = self._offsets[index]
        return self._words.groups(base + start, base + end)

    def _share(self, roles: Sequence[int]) -> list[float]:
        wanted = set(roles)
        rows = [
            mask
            for s, mask in zip(self._layout.statements, self._masks, strict=True)
            if s.role in wanted and not s.head
        ]
        order = [groups().index(g) for g in ROLE_GROUPS]
        return [sum(mask >> g & 1 for mask in rows) / len(rows) if rows else 0.0 for g in order]

    def _scoped(self, mention: Mentioned) -> tuple[int, ...]:
        """The words in each scope, as masks in the order of `SCOPES`."""
        text = self._texts[mention.index]
        return (
            self._mask(mention.index, *_item(text, mention.start, mention.end)),
            self._mask(mention.index, *_clause(text, mention.start, mention.end)),
            self._masks[mention.index],
            self._neighbour(mention.index, -1),
            self._neighbour(mention.index, 1),
            self._blocks[self._layout.statements[mention.index].block],
        )

    def _rest(self, mention: Mentioned, told: Counter[str], named: int) -> list[float]:
        statement = self._layout.statements[mention.index]
        text = self._texts[mention.index]
        return [
            *(self._shares[statement.role] if statement.role is not None else _NO_SHARE),
            *self._all_roles,
            *self._place(statement.section, statement.role),
            *_one_hot(mention.kind, SkillKind),
            float(mention.desk),
            *(float(mention.verdict == k) for k in _VERDICTS),
            *self._others(mention, told),
            *self._shape(mention, statement, text, named),
            *self._gaps(mention, text),
            float(":" in text[: mention.start]),
            float(any(map(str.isdigit, text))),
            *self._whose(mention, statement, text),
        ]

    def _whose(self, mention: Mentioned, statement: Statement, text: str) -> list[float]:
        """Signs of whose work it is: a label before a colon, a person's name, a year to come, "I"."""
        label = _LABEL.match(text, mention.end)
        low, high = _clause(text, mention.start, mention.end)
        clause = statement.text[low:high] if len(text) == len(statement.text) else ""
        years = [int(y) for y in _YEAR.findall(text)]
        opens = not text[max(0, low) : mention.start].strip(" -–•*\t(")
        return [
            float(bool(label) and opens),
            float(len(text[mention.end :].split())) if label and opens else 0.0,
            float(bool(_BY_OTHERS.search(clause))),
            float(bool(_NAME_OWNS.search(clause))),
            float(bool(_TEAM_DOES.search(text[low:high]))),
            float(self._others_did(mention.index)),
            float(self._goes_on(mention.index) and self._others_did(mention.index + 1)),
            float(
                self._goes_on(mention.index) and bool(_FIRST_PERSON.search(self._texts[mention.index + 1]))
            ),
            float(any(y > self._layout.as_of.year for y in years)),
            float(bool(_FIRST_PERSON.search(text[low:high]))),
        ]

    def _goes_on(self, index: int) -> bool:
        """Whether another sentence of the same paragraph or role follows."""
        statements = self._layout.statements
        if index + 1 >= len(statements):
            return False
        a, b = statements[index], statements[index + 1]
        return a.block == b.block or (a.role is not None and a.role == b.role and not b.head)

    def _others_did(self, index: int) -> bool:
        """Whether a sentence says that somebody else did it."""
        if index not in self._others_in:
            raw = self._layout.statements[index].text
            self._others_in[index] = bool(
                _BY_OTHERS.search(raw) or _NAME_OWNS.search(raw) or _TEAM_DOES.search(self._texts[index])
            )
        return self._others_in[index]

    def _neighbour(self, index: int, step: int) -> int:
        """The words of the sentence next to this one in the same paragraph, or the same role."""
        other = index + step
        if not 0 <= other < len(self._masks):
            return 0
        a, b = self._layout.statements[index], self._layout.statements[other]
        same = a.block == b.block or (
            a.role is not None and a.role == b.role and not b.head and a.head == b.head
        )
        return self._masks[other] if same else 0

    def _place(self, section: SectionKind, role: int | None) -> list[float]:
        """The section and the role, the same for all mentions in them."""
        if (section, role) not in self._places:
            entry = self._layout.experience[role] if role is not None else None
            title = folded(entry.title) if entry else ""
            self._places[section, role] = [
                *_one_hot(section, SectionKind),
                *_one_hot(entry.kind if entry else None, WorkKind),
                *(float(bool(p.search(title))) for p in _TITLES.values()),
            ]
        return self._places[section, role]

    @staticmethod
    def _others(mention: Mentioned, told: Counter[str]) -> list[float]:
        """What the skill's other mentions show: work only, so that naming it again lifts nothing."""
        others = {verdict: n - (verdict == mention.verdict) for verdict, n in told.items()}
        worked = {verdict: n for verdict, n in others.items() if n and verdict in _WORKED}
        strongest = max((_STRENGTH[verdict] for verdict in worked), default=0)
        return [float(strongest), float(others.get("negative", 0) > 0), float(sum(worked.values()))]

    def _shape(self, mention: Mentioned, statement: Statement, text: str, named: int) -> list[float]:
        return [
            float(statement.role is None),
            float(statement.head),
            float(statement.bullet),
            float(self._lists[mention.index]),
            float(named),
            float(len(text.split())),
            _even(text, mention.start) / max(1, _even(text, len(text))),
            float(scale_of(text)),
            float(scale_of(self._block_text[statement.block])),
        ]

    def _gaps(self, mention: Mentioned, text: str) -> list[float]:
        """Characters from the nearest denial before and after, and from words of others, 200 where none."""
        base = self._offsets[mention.index]
        low, high = _clause(text, mention.start, mention.end)
        before = list(self._words.between(base + low, base + mention.start))
        after = list(self._words.between(base + mention.end, base + min(len(text), high + 60)))
        denial, distance = groups().index("denial"), groups().index("distance")
        here, behind = _even(text, mention.start), _even(text, mention.end)
        starts = {h: _even(text, h.start - base) for h in (*before, *after)}
        return [
            min((here - _even(text, h.end - base) for h in before if h.group == denial), default=200.0),
            min((starts[h] - behind for h in after if h.group == denial), default=200.0),
            min((abs(starts[h] - here) for h in (*before, *after) if h.group == distance), default=200.0),
        ]


def _even(text: str, place: int) -> int:
    """A place counted as if words of every gender were equally long, so that their length moves nothing."""
    return place + sum(
        len(_ONE_FOR_ALL[m[0]]) - len(m[0])
        for m in _GENDERED.finditer(text, 0, place)
        if m[0] in _ONE_FOR_ALL
    )


def _words_of(text: str) -> list[str]:
    return [_ONE_FOR_ALL.get(w, w) for w in _WORD.findall(text)[:_MAX_WORDS]]


def _one_hot(value: StrEnum | None, kinds: type[StrEnum]) -> list[float]:
    return [float(value is k) for k in kinds]


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of the sentence around a mention, up to the next full stop, semicolon or bracket."""
    low = last_end(_HARD, text, start)
    high = next((m.start() for m in _HARD.finditer(text, end)), len(text))
    if high < len(text) and text[high] == "(":
        close = text.find(")", high)
        high = close + 1 if close >= 0 else len(text)
    return low, high


def _item(text: str, start: int, end: int) -> tuple[int, int]:
    """The item of a list around a mention, with a bracket that follows it."""
    low = last_end(_ITEM, text, start)
    opened = text.rfind("(", 0, start)
    if opened > text.rfind(")", 0, start):
        low = min(low, last_end(_ITEM, text, opened))
    high = next((m.start() for m in _ITEM.finditer(text, end)), len(text))
    bracket = text.find("(", end)
    if 0 <= bracket < high or bracket == end + 1:
        close = text.find(")", bracket)
        high = close + 1 if close >= 0 else len(text)
    return low, high
