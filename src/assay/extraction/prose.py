"""Roles told in sentences: "Since 2021 she has worked as an engineer at Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assay.domain.dates import Period
from assay.extraction.dates import DatedSpan, find_periods, find_single
from assay.extraction.entries import known_place
from assay.extraction.lines import Outline
from assay.extraction.sections import SectionKind
from assay.extraction.titles import legal_form, title_weight

_JOINED = r"(?:of|and|de|du|der|do|da|di|for|et|und|am|zu|van|von|del|la|les|&)"
_WORD = r"(?:[A-Z](?:\.[A-Za-z]){1,3}\b\.?|[A-ZÀ-ÞŁŚŻ][\w&’'-]*(?:\.(?=[A-Z,]))?)"
_NAME = rf"{_WORD}(?:\s{{1,6}}(?:{_JOINED}\s{{1,6}})?{_WORD}){{0,5}}"
_ARTICLE = r"(?:l['’]|(?:an?|the|our|their|its|my|eine?[rmn]?|die|der|dem|une?|le|la|una?|el|il|um|uma|o|a|een|de|het)\s{1,6})?"
_EMPLOYER = re.compile(
    rf"\b(?:[Aa]t|[Ww]ith|joined|joining|join|for|in|to|of|bei(?:m)?|zu(?:r|m)?|chez|dans|rejoint|en|presso|na|no|em|bij|w|we|à|au|alla?|allo|nell[ao]|pela|pelo|per)\s{{1,6}}{_ARTICLE}"
    rf"(?P<employer>{_NAME})|(?P<hirer>{_NAME})\s{{1,6}}(?:hired|employed|took|engaged|recruited|came\snext)\b"
)
_AT = re.compile(r"(?:[Aa]t|joined|joining|join|bei(?:m)?|chez|presso|bij|rejoint|zu)\b")
_AS = re.compile(
    r"\b(?:as|am|was|were|is|been|be|become|became|being|worked|work|works|served|bin\sich|war\sich|ben\sik|was\sik|werk\sik|werkte\sik|stat[oa]|byłem|byłam|bin|war|wurde|als|comme|suis|étais|como|soy|fui|sou|come|sono|ero|"
    rf"jako|jestem|ben|was|werk|role\sof|post\sof|position\sof|job\sof|i'm|i’m)\s{{1,6}}(?:as\s{{1,6}})?(?:now\s{{1,6}}|currently\s{{1,6}}|first\s{{1,6}})?{_ARTICLE}(?P<title>[^\W\d_](?:[\w/&’'-]|\s(?!\s*\n)){{2,70}})",
    re.IGNORECASE,
)
_COLON = re.compile(r":\s{1,6}(?P<title>[A-Z][\w/&’' -]{2,60})$")
_STOP = re.compile(
    r"\s+(?:at|with|for|in|of\sthe|from|since|until|till|who|where|which|when|and|on|to|by|under|then|but|bei|zur|zum|im|in|für|seit|bis|und|von|beschäftigt|tätig|"
    r"chez|dans|depuis|et|de\s(?=\d)|en|desde|hasta|y|presso|dal|e|na|no|em|bij|sinds|w|od|i)\s|\s+(?:at|with|beschäftigt|tätig|angestellt)$"
)
_SENTENCE = re.compile(
    r"(?:[^.!?\n]|(?<=\d)\.(?=\s[A-ZÀ-Þ][a-zß-ÿ]+\s\d)){20,400}(?:(?:\n(?!\s*\n)|\.(?=\w)|(?<=Ltd)\.|(?<=\d)\.(?=\s[A-ZÀ-Þ][a-zß-ÿ]+\s\d)|(?<=Inc)\.|(?<=[ .][A-Z])\.|(?<=\.[a-zA-Z])\.(?=\s[a-z]))[^.!?\n]{0,400}){0,7}"
)
_KINDS = frozenset({SectionKind.HEADER, SectionKind.SUMMARY, SectionKind.OTHER, SectionKind.EXPERIENCE})
_UNTIL = re.compile(
    r"\b(?:until|till|to|left(?:\sin)?|leaving(?:\sin)?|ended(?:\sin)?|bis(?:\szum)?|jusqu['’](?:à|en)|hasta|fino\sa|até|tot|do)\s{1,6}(?:the\s)?(?:end\sof\s)?$",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:would|will|hope|looking|apply|applying|werde|möchte|souhaite|quisiera|vorrei)\b", re.IGNORECASE
)
_STILL = re.compile(
    r"\b(?:now|today|currently|still|heute|derzeit|aujourd['’]hui|actuellement|ahora|actualmente|oggi|hoje|nu|obecnie)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ToldRole:
    """A role in a sentence: places of title, employer and period in the mended text, and its line's number."""

    title: tuple[int, int]
    employer: tuple[int, int]
    dated: DatedSpan
    line: int
    begun: bool = False
    """Whether the sentence only tells when the work began; it ended when the next began."""


def told_roles(layout: Outline) -> Iterator[ToldRole]:
    """Roles of sentences that name title, employer and period, in the order of the text."""
    text = layout.mended.text
    starts = [line.start for line in layout.lines]
    number = 0
    for sentence in _SENTENCE.finditer(text):
        base = sentence.start()
        flat = sentence[0].replace("\n", " ")
        dated = _period(flat)
        begun = None if dated else _beginning(flat)
        dated = dated or begun
        title = _title(flat) if dated else None
        if title and _PLAN.search(flat, 0, title[0]):
            continue
        employer = _employer(flat, title) if title else None
        while number + 1 < len(starts) and starts[number + 1] <= base + (title[0] if title else 0):
            number += 1
        if dated and title and employer and layout.section_at(number) in _KINDS:
            at = DatedSpan(base + dated.start, base + dated.end, dated.period)
            yield ToldRole(
                (base + title[0], base + title[1]),
                (base + employer[0], base + employer[1]),
                at,
                number,
                begun is not None,
            )


_BEGAN = re.compile(
    r"\b(?:began|started|joined|moved|went|came|switched|hired|became|begann|wechselte|kam|ging|fing|startete|stieg|wurde|rejoint|commencé|débuté|"
    r"entrée?|passée?|devenue?|empecé|comencé|entré|pasé|incorporé|ingresé|iniziato|entrat[oa]|passat[oa]|diventat[oa]|comecei|entrei|passei|ingressei|"
    r"begon|stapte|werd|zacz[ąę]\w+|przesz\w+|dołączył\w*|rozpocz\w+)\b",
    re.IGNORECASE,
)
"""Verbs that tell of the beginning of work."""


def _beginning(sentence: str) -> DatedSpan | None:
    """The month or year in which a sentence says that work began, the only date in it."""
    single = find_single(sentence)
    return single[0] if len(single) == 1 and _BEGAN.search(sentence) and _SPEAKS.search(sentence) else None


_NOT_FIRST = re.compile(
    r"(?:i|ik|ich|je|at|for|with|in|bei|chez|als|as|comme|como|come|jako|not|also|one|part|responsible)\s",
    re.IGNORECASE,
)


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches that may share words: "worked for Acme as an engineer" holds two ways to begin a title."""
    at = 0
    while (found := pattern.search(text, at)) is not None:
        yield found
        at = found.start() + 1


def _title(sentence: str) -> tuple[int, int] | None:
    """The words behind "as", "am", "was" and the like that end with a title's head noun."""
    for told in (*_overlapping(_AS, sentence), *_COLON.finditer(sentence)):
        start, words = told.start("title"), told["title"]
        stop = _STOP.search(words)
        words = words[: stop.start()].rstrip() if stop else words.rstrip()
        if _NOT_FIRST.match(words):
            continue
        if len(words) <= 60 and title_weight(words) >= 0.5 and len(words.split()) <= 8:
            behind = _OF_TITLE.match(sentence, start + len(words))
            return start, behind.end("words") if behind else start + len(words)
    return _title_by_noun(sentence)


_OF_TITLE = re.compile(
    r",\s(?P<words>[A-ZÀ-Þ][\w&/’'-]*(?:\s[A-ZÀ-Þ&][\w&/’'-]*){0,3}),?\s(?:at|bei|chez|presso|bij|w)\s"
)
"""What a title goes on with before the employer: "Lead, Model Assurance, at Acme"."""

_TOKEN = re.compile(r"[^\W\d_][\w&/’'-]*")
_LEFT = frozenset(
    "a an the as their my our its his her called says said is was been being be am are official officially title titled role post job named into become "
    "ich ik je war bin ben hired "
    "ein eine als der die un une comme le la una como um uma come een als jako".split()
)
_LINKS = frozenset(
    "and or of in at for with from to by on since until who that where which when then there here i we he she they me you it".split()
)


def _title_by_noun(sentence: str) -> tuple[int, int] | None:
    """The words that end with a title's head noun, back to an article, a mark or a word such as "title"."""
    if not _SPEAKS.search(sentence):
        return None
    tokens = list(_TOKEN.finditer(sentence))
    for number, token in enumerate(tokens):
        if title_weight(token[0]) < 0.5 or token[0].lower() in _LEFT:
            continue
        first = number
        while (
            first and number - first < 4 and sentence[tokens[first - 1].end() : tokens[first].start()] == " "
        ):
            before = tokens[first - 1][0].lower()
            if before in _LEFT or before in _LINKS:
                break
            first -= 1
        opened = (
            first == 0
            or tokens[first - 1][0].lower() in _LEFT
            or sentence[tokens[first].start() - 2 : tokens[first].start()] in (", ", ": ", "; ")
        )
        if opened and tokens[first][0].lower() not in _LINKS and number > first:
            return tokens[first].start(), token.end()
    return None


_SPEAKS = re.compile(r"\b(?:I|I['’]\w+|my|me|we|she|he|her|his|they|ich|mich|je|me|yo|io|eu|ik|mi)\b")


def _employer(sentence: str, title: tuple[int, int]) -> tuple[int, int] | None:
    """The name that the sentence puts the work at; a place or the title itself is none."""
    found = []
    for told in _EMPLOYER.finditer(sentence):
        group = "employer" if told["employer"] else "hirer"
        start, end = told.span(group)
        words = told[group]
        overlaps = start < title[1] and title[0] < end
        if (
            overlaps
            or known_place(words)
            or title_weight(words) > 0.5
            or find_single(words)
            or _MONTH.match(words)
        ):
            continue
        found.append((not (group == "hirer" or _AT.match(told[0])), start, end))
    if found:
        _, start, end = min(found)
        return start, end
    return _lone_name(sentence, title)


def _lone_name(sentence: str, title: tuple[int, int]) -> tuple[int, int] | None:
    """The only name with the marks of a firm, where no word such as "at" leads to one."""
    for told in re.finditer(_NAME, sentence):
        words = told[0].split()
        firm = any(legal_form(w.strip(".,")) for w in words[1:])
        if firm and not (told.start() < title[1] and title[0] < told.end()):
            return told.span()
    return None


_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mai|okt(?:ober)?|"
    r"dez(?:ember)?|spring|summer|autumn|fall|winter|q[1-4]|i|the)\b",
    re.IGNORECASE,
)


def _period(sentence: str) -> DatedSpan | None:
    """The period of a sentence; "in April 2021 ... until June 2023" makes one too, "started in May 2022 ... now" as well."""
    found = find_periods(sentence)
    if found:
        return found[0]
    single = find_single(sentence)
    if not single or single[0].period.start is None:
        return None
    first = single[0].period.start
    if len(single) == 2 and _UNTIL.search(sentence[: single[1].start]):
        last = single[1].period.end
        if last is None or first.year > last.year:
            return None
        return DatedSpan(single[0].start, single[1].end, Period(start=first, end=last))
    if len(single) == 1 and _STILL.search(sentence):
        return DatedSpan(single[0].start, single[0].end, Period(start=first, ongoing=True))
    return None
