"""Telling job titles from employers."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml

from assay.domain.profile import WorkKind
from assay.extraction.sections import TABLES
from assay.taxonomy import folded

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


@cache
def _tables() -> dict[str, Any]:
    data = yaml.safe_load((TABLES / "structure_titles.yaml").read_text(encoding="utf-8"))
    return {
        "words": frozenset(data["words"]),
        "suffixes": tuple(data["suffixes"]),
        "employers": frozenset(data["employers"]),
        "kinds": {WorkKind(k): tuple(v) for k, v in data["kinds"].items()},
        "fields": frozenset(data["fields"]),
    }


_GLUED = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_GLUED_FROM = 10
"""Letters from which a word with capitals inside may be several that lost their spaces."""


def _words(text: str) -> list[str]:
    out: list[str] = []
    for word in _WORD.findall(text):
        glued = len(word) >= _GLUED_FROM and not word[1:].islower() and not word.isupper()
        out += [folded(w) for w in (_GLUED.split(word) if glued else (word,))]
    return out


def title_weight(text: str) -> float:
    """How much `text` reads like a job title: a head noun counts 1, at the end or start of it 1.5."""
    words = _words(text)
    tables = _tables()
    hits = 0.0
    for place, word in enumerate(words):
        parts = [word, *word.split("-")]
        if any(p in tables["words"] for p in parts):
            hits += 1.5 if place in (0, len(words) - 1) else 1.0
        elif len(word) > 9 and word.endswith(tables["suffixes"]):
            hits += 1.5
    return hits / (1.0 + 0.04 * len(words))


def employer_weight(text: str) -> float:
    """How much `text` reads like an employer: a legal form or the like counts 1."""
    words = _words(text)
    return float(sum(w in _tables()["employers"] or w.rstrip(".") in _tables()["employers"] for w in words))


@cache
def _kind_words() -> tuple[tuple[WorkKind, re.Pattern[str]], ...]:
    kinds = _tables()["kinds"]
    order = (WorkKind.INTERNSHIP, WorkKind.PHD, WorkKind.VOLUNTEER, WorkKind.FREELANCE)
    return tuple((k, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, kinds[k]))})(?!\w)")) for k in order)


def work_kind(title: str, employer: str, section: str) -> WorkKind:
    """What sort of entry it is, from its words and its section."""
    text = f" {folded(title)} {folded(employer)} "
    for kind, words in _kind_words():
        if words.search(text):
            return kind
    if section == "community":
        return WorkKind.VOLUNTEER
    return WorkKind.PROJECT if section == "projects" else WorkKind.JOB


_LEGAL = re.compile(
    r"(?:inc|ltd|llc|llp|plc|gmbh|mbh|ag|kg|se|s\.?a\.?s?|sarl|s\.?l\.?u?|s\.?p\.?a|s\.?r\.?l|b\.?v|n\.?v|co|corp|pvt|pte|pty|limited|"
    r"oy|oyj|ab|aps|a/s|asa|ltda|lda|gbr|e\.?v|(?:z\.?\s?)?o\.?o|s\.?r\.?o|kft|ooo|k\.k|gk|inc\.?)\.?,?",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"(?:freelanc\w*|self[- ]employed|selbst(?:st)?ändig|freiberuflich|independent|indépendant\w*|autónom[oa]|autônom[oa]|"
    r"libero professionista|zzp(?:'er)?|samozatrudnienie|zelfstandig\w*)",
    re.IGNORECASE,
)


_SAME = re.compile(
    r"(?:the |at |in |im |in der |bei der )?(?:same (?:firm|employer|company|hospital|school|university|institution|place|house|group|organi[sz]ation|bank|team)|"
    r"ebenda|ebd\.?|ebendort|ebendaselbst|dort|ibid\.?|idem|id\.|dito|ditto|ivi|tamże|jw\.?|"
    r"(?:gleiche[rns]?|selbe[rns]?|dieselbe|derselbe) \w+|même \w+|mism[ao] \w+|stess[ao] \w+|mesm[ao] \w+|(?:de)?zelfde \w+|t(?:a|en|o) sam[ao]? \w+)",
    re.IGNORECASE,
)


def same_house(text: str) -> bool:
    """Whether the text only says that the employer is the one named before: "same firm", "ebenda"."""
    return bool(_SAME.fullmatch(text.strip(" .")))


def legal_form(word: str) -> bool:
    """Whether a word is the legal form of a firm: "GmbH", "Inc."."""
    return bool(_LEGAL.fullmatch(word)) and (len(word) > 2 or word[:1].isupper())


def self_employed(text: str) -> bool:
    """Whether the text says no more than that the person works on their own account."""
    return bool(_SELF.fullmatch(text.strip()))


def is_field(text: str) -> bool:
    """Whether `text` only names what a job is about ("Home Feed", "SAP Finance"), so is no employer."""
    words = [w for w in re.split(r"[\s/&()-]+", folded(text)) if w]
    fields = _tables()["fields"]
    return bool(words) and sum(w.strip(".,") in fields for w in words) * 2 > len(words)
