"""Which lines are headings, and of what."""

from __future__ import annotations

import re
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from assay.taxonomy import folded


class SectionKind(StrEnum):
    """Parts of a CV. `limits` is where the person says what they do not do."""

    HEADER = "header"
    SUMMARY = "summary"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    PROJECTS = "projects"
    PUBLICATIONS = "publications"
    CERTIFICATES = "certificates"
    LANGUAGES = "languages"
    PERSONAL = "personal"
    AWARDS = "awards"
    TEACHING = "teaching"
    COMMUNITY = "community"
    LIMITS = "limits"
    OTHER = "other"


TABLES = Path(__file__).parent / "tables"
"""Word tables of the extraction, as YAML."""

_DECORATION = re.compile(r"^(?:[\W_]*\d{1,2}(?:\.\d{1,2})*[.)]?\s+|[\W_]+)|[\W_]+$")
_MAX_HEADING = 52
_YEAR = re.compile(r"(?:19|20)\d\d|/\d\d|\d\d/")
_JOINERS = re.compile(r"\s+(?:and|und|et|y|e|en|i|&|/|\+)\s+|\s*[/&,]\s*")


@cache
def headings() -> dict[str, SectionKind]:
    """Folded heading to the kind of section."""
    data = yaml.safe_load((TABLES / "structure_sections.yaml").read_text(encoding="utf-8"))
    return {name: SectionKind(kind) for kind, names in data.items() for name in names}


@cache
def _squeezed() -> dict[str, SectionKind]:
    """Long headings without their spaces, as some files lose or scatter them."""
    squeezed = {name.replace(" ", ""): kind for name, kind in headings().items()}
    return {name: kind for name, kind in squeezed.items() if len(name) >= 6}


@cache
def subheadings() -> frozenset[str]:
    """Headings that also stand inside an entry ("Key achievements"), folded."""
    data = yaml.safe_load((TABLES / "structure_subheadings.yaml").read_text(encoding="utf-8"))
    return frozenset(name for names in data.values() for name in names)


_FRAMED = re.compile(
    r"^\s*(?P<mark>[=~#*_─━—–✦■▪◆►▌|<>+-])(?P=mark)*\s*(?P<text>[^\W_].{1,58}?)\s*(?:(?P=mark)+)\s*$"
)
_LED = re.compile(r"^\s{0,3}(?:#{1,2}|>{2,}|={2,}|─{2,}|━{2,})\s+(?=\S)")
_RULE = re.compile(r"^\s{0,3}([-=~_─━—*.#])\1{2,}\s*$")
_ENUMERATED = re.compile(r"^\s*[(\[]?[A-Z0-9]{1,2}[.)\]/]\s+")


@cache
def _telling() -> tuple[tuple[SectionKind, re.Pattern[str]], ...]:
    """Kinds of section with what their unusual headings hold."""
    data = yaml.safe_load((TABLES / "structure_heading_words.yaml").read_text(encoding="utf-8"))
    return tuple(
        (SectionKind(kind), re.compile(rf"(?<!\w)(?:{'|'.join(_stem(n) for n in names)})(?!\w)"))
        for kind, names in data.items()
    )


def _stem(name: str) -> str:
    return re.escape(name.rstrip("*")) + (r"\w*" if name.endswith("*") else "")


def guessed_kind(line: str) -> SectionKind | None:
    """The kind that the words of an unusual heading tell of ("Where I've been"), the first word that tells deciding.

    Words of what is not done decide whatever else stands there.
    """
    key = heading_key(re.sub(r"\([^()]*\)", " ", _ENUMERATED.sub("", line)))
    near = _misspelt(key)
    if near is not None:
        return near
    hits = [(m.start(), kind) for kind, pattern in _telling() if (m := pattern.search(key))]
    if any(kind is SectionKind.LIMITS for _, kind in hits):
        return SectionKind.LIMITS
    return min(hits)[1] if hits else None


def _misspelt(key: str) -> SectionKind | None:
    """The kind of a known heading of ten letters or more that a slip of the pen away from `key`."""
    if len(key) < 10:
        return None
    near = get_close_matches(key, [h for h in headings() if abs(len(h) - len(key)) <= 2], 1, 0.9)
    return headings()[near[0]] if near else None


def is_marked(line: str, below: str) -> bool:
    """Whether a line is set as a heading, whatever it says: framed, led by a sign, or underlined by a rule."""
    bare = line.strip()
    if not 3 <= len(bare) <= 64 or _YEAR.search(bare) or bare.count("|") > 1:
        return False
    framed = _FRAMED.match(line) if not bare.startswith(("- ", "* ", "+ ")) else None
    ruled = bool(_RULE.match(below)) and len(bare) <= 52 and not bare.endswith((".", ",", ";"))
    bold = framed is not None and framed["mark"] == "*"
    return bool(framed and not bold) or bool(_LED.match(line)) or ruled


def heading_key(line: str) -> str:
    """A line as headings are looked up: folded, decoration and letter spacing removed."""
    bare = _DECORATION.sub("", line.strip())
    if re.fullmatch(r"(?:\S )+\S", bare) and len(bare) > 6:
        bare = bare.replace(" ", "")
    return re.sub(r"\s+", " ", folded(bare))


def heading_kind(line: str) -> SectionKind | None:
    """The kind of section that `line` alone opens, or None where it is no heading we know."""
    if len(" ".join(line.split()).strip(" |")) > _MAX_HEADING or not any(c.isalpha() for c in line):
        return None
    key = heading_key(line)
    known = headings()
    if key in known:
        return known[key]
    squeezed = _squeezed().get(key.replace(" ", ""))
    if squeezed is not None:
        return squeezed
    parts = [p for p in _JOINERS.split(key) if p]
    first = known.get(parts[0]) if parts else None
    first = first or (_squeezed().get(parts[0].replace(" ", "")) if parts else None)
    if (
        2 <= len(parts) <= 3
        and first
        and all(p in known or len(p.split()) <= 3 or p.replace(" ", "") in _squeezed() for p in parts)
    ):
        return first
    words = key.split()
    numbered = re.match(r"\s*\d", line) and is_known_heading(line) and " ".join(words[:2]) in known
    if numbered:
        return known[" ".join(words[:2])]
    if _looks_like_heading(line) and len(words) <= 4:
        for size in (3, 2, 1):
            head, tail = " ".join(words[:size]), " ".join(words[-size:])
            if head in known and (size > 1 or len(words) <= 3):
                return known[head]
            if tail in known and size < len(words):
                return known[tail]
    return None


def is_known_heading(line: str) -> bool:
    """Whether `line`, its decoration removed, is a heading of the table, perhaps with a few words behind."""
    key = heading_key(line)
    words = key.split()
    opens = len(line.strip()) <= _MAX_HEADING and " ".join(words[:2]) in headings() and len(words) <= 6
    return key in headings() or (opens and not line.rstrip().endswith((".", ",", ";")))


def inline_heading(line: str) -> tuple[SectionKind, int] | None:
    """A heading with its text on the same line ("Tools: Python, ..."): its kind and where the text begins."""
    match = re.match(r"^\W{0,4}([^:\t]{2,40}?)\s*(?::|\t|\s{3,})\s*(?=\S)", line)
    if not match:
        return None
    kind = headings().get(heading_key(match[1]))
    return (kind, match.end()) if kind else None


def _looks_like_heading(line: str) -> bool:
    bare = line.strip()
    letters = [c for c in bare if c.isalpha()]
    marked = bare.startswith(("#", "==", "--", "**", "▌", "■")) or bare.endswith((":", "==", "--", "**"))
    return marked or (len(letters) > 2 and all(c.isupper() for c in letters))


def is_unknown_heading(line: str) -> bool:
    """Whether a line is marked as a heading, whatever it says: capitals, #, or a colon at its end."""
    bare = " ".join(line.strip(" |\t").split())
    if (
        not 3 <= len(bare) <= 48
        or "|" in bare
        or bare.startswith(("-", "*", "•", ">>"))
        or any(c.isdigit() for c in bare)
    ):
        return False
    letters = [c for c in bare if c.isalpha()]
    return bare.startswith("#") or (
        len(letters) > 3 and all(c.isupper() for c in letters) and len(bare.split()) <= 5
    )
