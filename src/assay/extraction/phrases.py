"""Open vocabulary: names of tools and methods that the taxonomy lacks, read by where and how they stand.

Few and sure rather than many: items of skills lists, items behind "Stack:", and names whose spelling
or lead-in gives a product away ("using Borealis", ``FooBar``, ``foo.js``). Names of people, employers,
schools and places are left out by the lines they stand on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile

import yaml

from assay.extraction.entries import known_place
from assay.extraction.layout import CvLayout, Statement
from assay.extraction.sections import TABLES, SectionKind
from assay.taxonomy import Mention, Taxonomy, folded

OPEN_MARK = "~"
"""First character of the id of a skill outside the taxonomy."""

MAX_OPEN = 40
"""Phrases kept of one document; a longer list is a word heap, and what stands first counts."""

_MAX_WORDS, _MAX_LETTERS = 4, 40
_FEWEST_ITEMS = 2  # items that make a line of a skills section a list
_MAX_TRIED = 200  # candidates looked at in one statement, so that an endless paragraph costs no more
_MAX_WRAP = 8  # characters by which a wrapped name may be longer in the text: line break and indent
_WORKED = frozenset(
    {SectionKind.EXPERIENCE, SectionKind.PROJECTS, SectionKind.COMMUNITY, SectionKind.SUMMARY}
)
_PERSONS = frozenset({SectionKind.HEADER, SectionKind.EDUCATION, SectionKind.PERSONAL})
_LISTING = frozenset({SectionKind.SKILLS})
_LABEL = re.compile(r"^\W{0,3}([^\W\d_][\w &/'’-]{1,34}?)\s{0,3}(?::|\s[–—-]\s|\s{3,}|\t)\s*(?=\S)")
_ITEM = re.compile(r"[^,;|•·▪\t\n]+")
_BRACKET = re.compile(r"\([^()]{0,80}\)?|\[[^\[\]]{0,80}\]?")
_EDGE = re.compile(r"^[\s\W_]+|[\s.:;,!?*_–—-]+$")
_PRODUCT = re.compile(
    r"(?<![\w@/.&-])(?:[A-Z][a-z]+(?:[A-Z][a-z0-9]+)+|[a-z]{2,}[A-Z][A-Za-z0-9]+|[A-Z]{2,}[a-z]{2,}[A-Z]?\w*|[A-Z][a-z]{2,}[A-Z]{2,}|"
    r"[A-Za-z][\w-]{2,20}\.(?:js|jl|cpp|rs)|[A-Z][a-z]{2,}-?\d(?:\.\d)?|[a-z]{4,}(?:-[a-z]+)?-(?:rs|py|cpp|js))(?![\w@-]|\.\w)"
)
_SPOKEN_CODE = re.compile(r"\b[ABC][12]\b")
_METHOD_WORD = re.compile(r"[\w-]+")
_FIRM_AFTER = re.compile(
    r"\s(?:Technologies|Technology|Solutions|Systems|Labs?|Pvt|Ltd|Limited|Inc|LLC|LLP|GmbH|AG|SE|SA|SAS|SARL|S\.|B\.?V|BPO|Group|Holdings?|Bank|Insurance|University|Institute|Consulting)\b"
)
_FIRM_BEFORE = re.compile(r"(?:\bat|@|\bjoined|\bbei|\bchez|\bpresso|\bAI in|\bfounder of|\bworks? for)\s$")
_NAMED = re.compile(r"[\"'«»“”„]")
_DASH_ITEM = re.compile(r"\s[–—-]\s.*$")


@dataclass(frozen=True, slots=True)
class OpenMention:
    """A name outside the taxonomy: ``mended.text[start:end]`` is `phrase`."""

    start: int
    end: int
    phrase: str

    @property
    def id(self) -> str:
        """The skill id of the phrase: ``~`` and its words without case."""
        return open_id(self.phrase)


def open_id(phrase: str) -> str:
    """The id of a skill outside the taxonomy.

    >>> open_id("Borealis  Studio")
    '~borealis studio'
    """
    return OPEN_MARK + " ".join(phrase.lower().split())


def unlinked(layout: CvLayout, taxonomy: Taxonomy, mentions: Sequence[Mention]) -> list[OpenMention]:
    """Names of tools and methods in the mended text that no mention covers, in text order, at most MAX_OPEN."""
    taken = _Taken(mentions)
    out: dict[int, OpenMention] = {}
    for statement in layout.statements:
        if statement.head or _beside_the_work(statement):
            continue
        for start, end in islice(_candidates(statement), _MAX_TRIED):
            place, stop = statement.place(start), statement.place(end - 1) + 1
            if taken.touches(place, stop) or stop - place > end - start + _MAX_WRAP:
                continue
            phrase = statement.text[start:end]
            if _is_name(phrase) and taxonomy.lookup(phrase) is None:
                out.setdefault(place, OpenMention(place, stop, phrase))
    who = _who_and_where(layout) if out else frozenset()
    kept = [out[at] for at in sorted(out) if not who.intersection(_key(out[at].phrase).split())]
    return kept[:MAX_OPEN]


class _Taken:
    """The parts of a text that mentions cover."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._spans = [(m.start, m.end) for m in mentions]

    def touches(self, start: int, end: int) -> bool:
        """Whether a mention covers any of ``start:end``."""
        at = bisect_left(self._spans, (end, 0))
        return at > 0 and self._spans[at - 1][1] > start


def _beside_the_work(statement: Statement) -> bool:
    """Whether a statement stands where names are of people, schools, papers or the person's own data."""
    if statement.role is not None:
        return False
    return statement.section not in _WORKED | _LISTING


def _candidates(statement: Statement) -> Iterator[tuple[int, int]]:
    text = statement.text
    label = _LABEL.match(text)
    labelled = label is not None and _key(label[1]) in _words("labels")
    listing = statement.section in _LISTING and statement.role is None
    if labelled or (listing and _reads_as_list(text)):
        yield from _items(text, label.end() if label else 0)
    elif not listing:
        yield from (span for span in _products(text) if not _named_by_itself(text, *span))
        yield from _methods(text)


def _reads_as_list(text: str) -> bool:
    """Whether a line of a skills section is names rather than a sentence."""
    items = [i for i in _ITEM.findall(_BRACKET.sub("", text)) if i.strip()]
    if len(items) < _FEWEST_ITEMS or sum(_key(i) in _words("spoken") for i in items) > 1:
        return False
    return sum(len(i.split()) for i in items) / len(items) <= _MAX_WORDS


def _named_by_itself(text: str, start: int, end: int) -> bool:
    """Whether a name is the person's own project or a firm: in quotes, before "GmbH", after "at"."""
    if _NAMED.match(text, start - 1) and _NAMED.match(text, end):
        return True
    return _FIRM_AFTER.match(text, end) is not None or _FIRM_BEFORE.search(text[:start]) is not None


def _items(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The items of a list that open with a capital or a figure, or hold one."""
    bare = _BRACKET.sub(lambda m: "," * len(m[0]), text)
    for match in _ITEM.finditer(bare, start):
        words = _DASH_ITEM.sub("", match[0])
        head = _EDGE.match(words)
        low = match.start() + (head.end() if head else 0)
        tail = _EDGE.search(words, head.end() if head else 0)
        high = match.start() + (tail.start() if tail and tail.end() == len(words) else len(words))
        phrase = text[low:high]
        if phrase and any(c.isupper() for c in phrase) and not phrase[0].isdigit():
            yield low, high


def _products(text: str) -> Iterator[tuple[int, int]]:
    """Names in running text that their spelling or the words before them give away."""
    for match in _PRODUCT.finditer(text):
        yield match.span()
    for match in _leads().finditer(text):
        yield match.span(1)


def _methods(text: str) -> Iterator[tuple[int, int]]:
    """Names of methods that the taxonomy lacks: one to three words and a head such as "prediction"."""
    for match in _method().finditer(text):
        words = [(m.start(), m[0]) for m in _METHOD_WORD.finditer(text, match.start(), match.end())]
        kept = list(takewhile(lambda row: _key(row[1]) not in _words("no_part"), reversed(words[:-1])))
        if kept:
            yield kept[-1][0], match.end()


@cache
def _method() -> re.Pattern[str]:
    heads = "|".join(sorted(_words("heads")))
    return re.compile(rf"(?<![\w-])(?:[A-Za-z][\w-]{{2,20}} ){{1,3}}(?i:{heads})(?![\w-])")


@cache
def _leads() -> re.Pattern[str]:
    rows = sorted(_words("leads"), key=lambda w: (-len(w), w))
    lead = "|".join(re.escape(r) for r in rows)
    return re.compile(
        rf"(?<!\w)(?i:{lead})\s+([A-Z][A-Za-z0-9+#.]*[A-Za-z0-9+#](?:-[A-Z][A-Za-z0-9]*)?)(?=[\s,;:.)]|$)(?!\s+[A-Z][a-z])"
    )


def _is_name(phrase: str) -> bool:
    """Whether a phrase can be a tool's or method's name by its own words."""
    words = _key(phrase).split()
    if not 1 <= len(words) <= _MAX_WORDS or not 2 < len(phrase) <= _MAX_LETTERS:
        return False
    if sum(c.isalpha() for c in phrase) < max(2, len(phrase) // 2) or _SPOKEN_CODE.search(phrase):
        return False
    key = " ".join(words)
    if (
        key in _words("generic")
        or key in _words("not_skills")
        or key in _words("not_products")
        or known_place(phrase)
    ):
        return False
    return not any(w in _words("running") or w in _words("not_skills") for w in words)


def _who_and_where(layout: CvLayout) -> frozenset[str]:
    """Words of the header, of job titles and employers, and of schools: who and where, not what with."""
    names = " ".join(f"{role.title} {role.employer}" for role in layout.experience)
    for section in layout.sections:
        if section.kind in _PERSONS:
            names += " " + " ".join(line.text for line in layout.lines[section.first : section.last])
    return frozenset(w for w in _key(names).split() if len(w) > 2)


def _key(text: str) -> str:
    """Folded words with a space between, marks at their ends dropped."""
    return " ".join(w for p in re.split(r"[\s/]+", folded(text)) if (w := p.strip(".,;:()[]'\"*")))


@cache
def _words(name: str) -> frozenset[str]:
    data = yaml.safe_load((TABLES / "open_phrases.yaml").read_text(encoding="utf-8"))
    return frozenset(str(word) for word in data[name])
