"""Whether an ambiguous name means its skill here: signs for and against, weighed and summed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from assay.domain.skill import Skill, SkillKind
from assay.taxonomy._names import fold, folded

CONTEXT_REACH = 160
"""Characters on either side in which context words and company must stand."""

SHORT_NAME_REACH = 60
"""The same for names of one or two letters (R, C, Go), which need their company near."""

_TABLE = Path(__file__).parent / "senses.yaml"
_PRODUCTS = frozenset({SkillKind.TOOL, SkillKind.LANGUAGE})
_DENSE, _TECHNICAL = 3, 8
_BESIDE = 25  # characters
_MAX_LINE = 200
_WORD = re.compile(r"[\w+#.]+")
_JOINT = re.compile(
    r"(?:\s?\([^()\n]{1,30}\))?[)\]]?\s{0,3}(?:[,;/|•·&+▪]\s{0,3}|(?:and|und|et|y|e|en|i|or|oder|ou|o|oraz)\s{1,2})[(\[]?"
)
_VERSION = re.compile(r"\s?v?\d{1,2}(?:\.[\dx]{1,3})+\b|\s(?:v\d|2\.x|Pro|Enterprise)\b")
_OPENS = re.compile(r"(?:^|[.!?:•▪*|»\"(\n–—]|\s-)\s*$")
_HEADED = re.compile(r"\s?(?::|\(|\s[–—-]\s)")
_LABEL = re.compile(r"\W{0,4}([^\W\d_][^:\n]{1,40}?)\s?(?::|\s[–—-]\s|\t|\s{3,})")
_NAME_AFTER = re.compile(r"\s(?:[A-Z]\.\s?)?(?:[A-Z]['’])?[A-ZÀ-Ý][a-zà-ÿ]{2,}(?:-[A-Z]\w+)?\b")
_NAME_BEFORE = re.compile(r"\b[A-ZÀ-Ý](?:[a-zà-ÿ]{2,}|\.)\s$")
_NEVER = {
    "R": re.compile(
        r"R(?:\s?&|\s?²|[-\s]squared|-?Quadrat|\s?[=<>≈]|\. ?[A-ZÀ-Ý][a-zà-ÿ]|\s+[A-Z]\s|_|\s(?:is|denotes)\b)"
    ),
    "C": re.compile(
        r"C(?:\. ?[A-ZÀ-Ý]|\s(?:a|is|denotes)\b|\.[A-Z]|-?[Ll]evel|-?[Ss]uite|['’]|\s+[A-Z]\s|\s?[=<>])"
    ),
    "Spring": re.compile(
        r"Spring\s(?:(?:of\s)?(?:19|20)\d\d\b|[/&]\s?(?:Summer|Autumn|Fall))", re.IGNORECASE
    ),
    "Go": re.compile(r"Go(?:[-/ ]?(?:[Ll]ive|[Nn]o|to|[Tt]o)\b|[- ](?:player|game|club|board|lessons))"),
}
_LETTER_BEFORE = re.compile(
    r"(?:[A-Z]\s|[&°]\s?|\d\s?|[Pp]earson(?:'s)?\s|[Vv]itamin\s|[Cc]lass(?:e|i)?\s|[Kk]lasse\s(?:\w\s\w+\s)?|[Ss]eries\s|[Hh]epatitis\s|[Pp]lan\s|[Ss]ection\s|[Pp]art\s|"
    r"[Gg]rade\s|[Tt]ype\s|[Cc]ategory\s|[Ll]evel\s|[Aa]nnex\s|[Aa]nhang\s|[Pp]rof\.(?:ssa)?\s|[Dd]r\.\s|\bdenotes\s|[A-Z]\.,?\s|-|\()$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an ambiguous name stands, and the sure skill or none that the same run of a list holds."""

    start: int
    end: int
    listed: bool = False
    listed_alone: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """What the vocabulary says of one ambiguous name of one skill."""

    skill: str
    name: str
    product: bool
    brand: bool
    person: bool
    context: frozenset[str]
    company: frozenset[str]
    unlike: re.Pattern[str] | None
    """Other readings, searched in the folded text."""
    unlike_as_written: re.Pattern[str] | None
    """Other readings that their capitals tell, searched in the text as it is."""


def profile_of(skill: Skill, name: str, company: frozenset[str]) -> Profile:
    """The vocabulary's word on `name` as a name of `skill`."""
    words = (m[0] for phrase in skill.context for m in _WORD.finditer(phrase))
    phrases = [p for p in skill.unlike if folded(name) in folded(p)]
    return Profile(
        skill=skill.id,
        name=name,
        product=skill.kind in _PRODUCTS,
        brand=name in skill.brand,
        person=name in skill.person,
        context=frozenset("".join(map(fold, w)) for w in words),
        company=company,
        unlike=_any_of([folded(p) for p in phrases if p == p.lower()]),
        unlike_as_written=_any_of([p for p in phrases if p != p.lower()]),
    )


def _any_of(phrases: Sequence[str]) -> re.Pattern[str] | None:
    rows = "|".join(r"\s+".join(map(re.escape, p.split())) for p in phrases)
    return re.compile(rf"(?<!\w)(?:{rows})(?!\w)") if rows else None


class Surroundings:
    """What stands around the ambiguous names of a text: words, lines, and the skills that are sure."""

    def __init__(self, text: str, sure: Sequence[tuple[int, int, str]]) -> None:
        self.text = text
        self.sure = sure
        self._starts = [start for start, _, _ in sure]
        self.technical = len({skill for _, _, skill in sure}) >= _TECHNICAL

    @cached_property
    def low(self) -> str:
        """The text folded."""
        return folded(self.text)

    @cached_property
    def _words(self) -> tuple[list[int], list[str]]:
        found = [(m.start(), "".join(map(fold, m[0].strip(".")))) for m in _WORD.finditer(self.text)]
        return [at for at, _ in found], [word for _, word in found]

    def words(self, place: Place, reach: int) -> set[str]:
        """Folded words within `reach`, the name itself left out."""
        places, words = self._words
        low = bisect_left(places, place.start - reach)
        high = bisect_left(places, place.end + reach)
        rows = zip(places[low:high], words[low:high], strict=True)
        return {word for at, word in rows if not place.start <= at < place.end}

    def skills(self, place: Place, reach: int) -> set[str]:
        """Sure skills within `reach`."""
        low = bisect_left(self._starts, place.start - reach)
        high = bisect_left(self._starts, place.end + reach)
        return {skill for _, end, skill in self.sure[low:high] if end <= place.end + reach}

    def is_sure(self, at: int) -> bool:
        """Whether a sure skill's name covers the character at `at`."""
        row = bisect_left(self._starts, at + 1) - 1
        return row >= 0 and self.sure[row][0] <= at < self.sure[row][1]

    def line(self, place: Place) -> tuple[int, int]:
        """The bounds of the line, at most `_MAX_LINE` characters to either side."""
        low = self.text.rfind("\n", max(0, place.start - _MAX_LINE), place.start) + 1
        high = self.text.find("\n", place.end, place.end + _MAX_LINE)
        return max(low, place.start - _MAX_LINE), high if high >= 0 else min(
            len(self.text), place.end + _MAX_LINE
        )


def score(profile: Profile, place: Place, around: Surroundings) -> float:
    """How much speaks for the skill: the sum of its signs; `-inf` where another reading is declared."""
    reach = SHORT_NAME_REACH if place.end - place.start <= 2 else CONTEXT_REACH
    if _declared_otherwise(profile, place, around):
        return float("-inf")
    weights = _table()["weights"]
    signs = list(_near(profile, place, around, reach))
    if profile.product:
        signs += _product_signs(profile, place, around)
    return float(sum(weights[s] for s in signs))


def accepts(profile: Profile, value: float) -> bool:
    """Whether a score is enough: any context for a method's name, more for a product's."""
    return value >= float(_table()["accept"] if profile.product else _table()["weights"]["company"])


def joined(text: str, end: int, start: int) -> bool:
    """Whether nothing but a comma, a slash or an "and" stands between two names."""
    return start - end <= 40 and _JOINT.fullmatch(text[end:start]) is not None


def _declared_otherwise(profile: Profile, place: Place, around: Surroundings) -> bool:
    text = around.text
    never = _NEVER.get(profile.name)
    if never and never.match(text, place.start) and not _written_in(around.low, place.start):
        return True
    if len(profile.name) == 1 and _LETTER_BEFORE.search(text, max(0, place.start - 24), place.start):
        before = text[max(0, place.start - 24) : place.start]
        if not (before.endswith("(") and text[place.end : place.end + 1] != ")"):
            return True
    low, high = max(0, place.start - 40), min(len(text), place.end + 40)
    for pattern, where in ((profile.unlike, around.low), (profile.unlike_as_written, text)):
        for match in pattern.finditer(where, low, high) if pattern else ():
            if match.start() <= place.start and place.end <= match.end():
                return True
    return False


def _written_in(low: str, at: int) -> bool:
    """Whether "in" stands right before: "from 2016 in R. Two models" names no R. Two."""
    return low.endswith((" in ", " en ", " em "), 0, at)


def _near(profile: Profile, place: Place, around: Surroundings, reach: int) -> Iterator[str]:
    words = around.words(place, reach) & profile.context
    if words:
        yield "context"
    if len(words) > 1:
        yield "more_context"
    if around.skills(place, reach) & profile.company:
        yield "company"


def _product_signs(profile: Profile, place: Place, around: Surroundings) -> Iterator[str]:
    low, high = around.line(place)
    if place.listed:
        yield "listed"
    elif place.listed_alone:
        yield "listed_alone"
    yield from _written_signs(profile, place, around)
    yield from _line_signs(around.low[low:high], place.start - low)
    if around.skills(place, _BESIDE):
        yield "beside"
    if len(around.skills(place, CONTEXT_REACH)) >= _DENSE:
        yield "dense"
    if around.technical:
        yield "technical"
    if profile.person and _is_person(profile, place, around):
        yield "person"


def _written_signs(profile: Profile, place: Place, around: Surroundings) -> Iterator[str]:
    """How the name is written and what stands right before and after it on its line."""
    text = around.text
    low, high = around.line(place)
    before, after = text[low : place.start], text[place.end : high]
    opens = not before.strip() or _OPENS.search(before) is not None
    if _miswritten(text[place.start : place.end], profile.name):
        yield "lower"
    else:
        if profile.brand:
            yield "brand"
        if not opens and not text[max(0, place.start - 20) : place.start].isupper():
            yield "capital"
        yield from _lead(around.low[low : place.start], profile)
    if opens and _HEADED.match(after):
        yield "headed"
    if _VERSION.match(after):
        yield "version"


def _miswritten(written: str, name: str) -> bool:
    """Whether a name with capitals stands in small letters, or in capitals where it has but one."""
    if written[:1].islower() and not name[:1].islower():
        return True
    return len(name) > 2 and written.isupper() and not name.isupper()


def _lead(before: str, profile: Profile) -> Iterator[str]:
    if _leads("strong_leads").search(before):
        yield "strong_lead"
    elif not profile.person and _leads("leads").search(before):
        yield "lead"


def _line_signs(line: str, at: int) -> Iterator[str]:
    label = _LABEL.match(line)
    words = " ".join(label[1].split()) if label and label.end() <= at + 3 else ""
    if words and (words in _set("labels") or words.split()[-1] in _set("labels")):
        yield "labelled"
    if words in _set("pastimes") or _phrases("games").search(line[max(0, at - 24) : at + 36]):
        yield "pastime"


def _is_person(profile: Profile, place: Place, around: Surroundings) -> bool:
    text, low = around.text, around.low
    before, after = text[max(0, place.start - 40) : place.start], text[place.end : place.end + 40]
    if _leads("before_person").search(low[max(0, place.start - 40) : place.start].replace(".", "")):
        return True
    if low.startswith(tuple(_table()["after_person"]), place.end):
        return True
    surname = _NAME_AFTER.match(after)
    if surname and "".join(map(fold, surname[0].strip())) not in profile.context:
        return not around.is_sure(place.end + 1)
    first = _NAME_BEFORE.search(before)
    return bool(first and not _OPENS.search(before[: first.start()]) and not around.is_sure(place.start - 2))


@cache
def _table() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return data


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(map(str, _table()[name]))


def _alternatives(name: str) -> str:
    return "|".join(re.escape(str(r)) for r in sorted(_set(name), key=lambda w: (-len(w), w)))


@cache
def _leads(name: str) -> re.Pattern[str]:
    """Any of the words right before a name."""
    return re.compile(
        rf"(?<!\w)(?:{_alternatives(name)}){',?' if name == 'before_person' else ''}\s+[\"'«„(]?$"
    )


@cache
def _phrases(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(name)})(?!\w)")
