"""Which dated lines open an entry, and which lines may belong to its head."""

from __future__ import annotations

import re
from functools import lru_cache

from assay.extraction.dates import NOW, DatedSpan, find_periods, find_single
from assay.extraction.entries import BRACKETS, label_of
from assay.extraction.lines import Line
from assay.extraction.sections import SectionKind
from assay.extraction.titles import legal_form, self_employed, title_weight

MAX_HEAD = 110
"""Longest line, in characters, that may belong to an entry's head."""
_SENTENCE = re.compile(
    r"(?:^|[\s(])(?:(?:she|he|they|we|I)\s+(?:was|were|has|have|had|am|is|are|do|did|serv\w*|join\w*|built|led|ran|run|spent|held|began|left|came|went|wrote|"
    r"stayed|moved|work(?:ed|s)?|took|became|got|made|look(?:ed)?|kept|set|start(?:ed)?)"
    r"|I['’](?:m|ve)|(?:war|bin|arbeite|habe|leite|betreue)\s+ich|ich\s+(?:war|bin|habe|arbeite)|je\s+(?:suis|travaille)|j['’](?:ai|étais)|(?:ho|sono|ero)\s\w+[ao]t[oa]"
    r"|(?:trabajo|trabaj[ée]|trabalho|trabalhei)\s+(?:como|en|na|no)|(?:werk|ben|was)\s+ik|pracuj[ęe]|pracował\w*)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"(?<![\w.])(?:I(?=['’\s][a-z])|ich|je|j['’]|ik)\b(?!\.)")
"""Words of someone who tells of themselves in sentences."""

_NOW_SHOWN = re.compile(r"[-–—~]|\b(?:on|onwards?|to|till|bis|à|a|al|tot|do)\b", re.IGNORECASE)
_EDGES = " \t,;:|–—-·•#*_/()[]~"
_ENUMERATED = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|\([a-h]\))\s+")
_NUMBERED = re.compile(r"\s{0,3}\(?\d{1,2}[.)]\s")
_FIRST_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})\.(?:\s|$)")
_WORKING = re.compile(r"(?:currently\s+)?work(?:ing|ed)\s+as\b", re.IGNORECASE)


def anchor_of(line: Line, kind: SectionKind) -> DatedSpan | None:
    """The period of a line that is an entry's head: few words beside it, and no sentence."""
    dated = _period(line, single=kind is SectionKind.EXPERIENCE and not line.bullet)
    if dated is None:
        return None
    rest = re.split(r"[.;(]\s?", line.text[dated.end :], maxsplit=1)[0]
    clause = rest[:24]
    if _SENTENCE.search(line.text[: dated.end] + clause) or _SENTENCE.search(line.text[: MAX_HEAD // 2]):
        return None
    label = label_of(line.text)
    if label is not None and label[0] == "dates":
        return dated
    if _before_sentence(line, dated) or _opening_clause(line, dated):
        return dated
    told = BRACKETS.sub(" ", line.text[: dated.start]) + " " + rest
    if _SPEAKS.search(told) and len(told.split()) > 6:
        return None
    before = line.text[: dated.start].strip(_EDGES + "•▪>")
    after = first_sentence(line.text[dated.end :])
    leads = _AT_HOUSE.match(line.text[dated.end :].strip(_EDGES))
    if (
        not before
        and not leads
        and dated.period.ongoing
        and re.match(r"\s?[^\W\d_A-Z]", line.text[dated.end :])
    ):
        return None if not shows_end(line, dated) else dated
    if not before and dated.end - dated.start >= 4 and titled(after) and len(after) <= MAX_HEAD:
        return dated
    return dated if len(line.text.strip()) <= MAX_HEAD + 40 and _reads_like_head(line, dated) else None


def _before_sentence(line: Line, dated: DatedSpan) -> bool:
    """Whether title and dates open a line and a sentence about the work follows."""
    before = _ENUMERATED.sub("", line.text[: dated.start]).strip(_EDGES + "•▪>(")
    follows = re.match(r"\s*[)\]]?\s*(?:\([^()]{0,80}\))?\s*[.:;–—-]\s+[^\W\d_]", line.text[dated.end :])
    noted = line.text[: dated.start].rstrip().endswith("(") and line.text[dated.end : dated.end + 2] == "),"
    if noted and not follows:
        last = re.split(r"\.\s", before)[-1]
        return len(before) <= MAX_HEAD and titled(last) and last[0].isupper() and last.count(" ") < 5
    return bool(
        follows
        and 4 < len(before) <= MAX_HEAD
        and titled(before)
        and before[0].isupper()
        and shows_end(line, dated)
    )


def _opening_clause(line: Line, dated: DatedSpan) -> bool:
    """Whether a long line opens with an entry's head, told in commas, before its first sentence: "Acme, Leeds, 2013-17, engineer. Built ..."."""
    if (
        len(line.text) <= MAX_HEAD
        or "|" in line.text
        or not periods(line.text)
        or dated.start > MAX_HEAD
        or not line.text[dated.end :].strip()
    ):
        return False
    after = re.split(r"(?:(?<=[^\W\d_]{3})|(?<=\b[A-Z]{2}))[.;](?:\s|$)", line.text[dated.end :], maxsplit=2)
    ranged = shows_end(line, dated) or not line.text[: dated.start].strip(_EDGES + "▪>•").lower().replace(
        "now", ""
    )
    for count in (1, 2):
        clause = line.text[: dated.start] + " | " + ". ".join(after[:count])
        names = re.split(r"[,.;:|–—]", clause)
        near = max((len(n.split()) for n in names), default=99) <= 8
        if ranged and near and len(clause) <= MAX_HEAD + 20 and any(titled(n) for n in names):
            return (
                line.text[: dated.start].strip(_EDGES)[:1].isupper()
                or not line.text[: dated.start].strip(_EDGES + "(")
                or dated.start < 8
            )
    return False


def opens_sentence(line: Line, dated: DatedSpan) -> bool:
    """Whether a dated line is no head that a sentence about the work follows."""
    return not (_before_sentence(line, dated) or _opening_clause(line, dated))


def date_style(line: Line, dated: DatedSpan) -> tuple[bool, ...]:
    """How the dates stand on their line: behind a bullet, first, last, with a bracket."""
    before, after = line.text[: dated.start], line.text[dated.end :]
    return (
        line.bullet,
        not before.strip(_EDGES + "•▪>"),
        not after.strip(_EDGES + "."),
        before.rstrip().endswith(("(", "[")),
    )


def in_style(line: Line, style: tuple[bool, ...]) -> DatedSpan | None:
    """The period of a line whose dates stand as those of the other entries do, at an edge of the line."""
    found = [f for f in periods(line.text) if shows_end(line, f)]
    if len(found) != 1 or len(line.text.strip()) > MAX_HEAD or not (style[1] or style[2]):
        return None
    outside = (line.text[: found[0].start] + " " + line.text[found[0].end :]).strip(_EDGES + "•▪>")
    named = outside[:1].isupper() and outside.count(" ") <= 9 and not outside.endswith(".")
    return (
        found[0]
        if named and date_style(line, found[0]) == style and not _SENTENCE.search(line.text)
        else None
    )


def beside(above: Line, line: Line) -> DatedSpan | None:
    """The period of the head `above` where it stands at the right of the entry's first bullet."""
    if not line.bullet or above.blank or above.bullet or not may_be_head(above) or not titled(above.text):
        return None
    found = periods(line.text)
    apart = len(found) == 1 and not periods(above.text) and "\t" in line.text[: found[0].start][-2:]
    return found[0] if apart and not line.text[found[0].end :].strip() else None


_LASTED = re.compile(
    r"\s?[,(]\s?(?:[\w-]+\s){1,2}(?:weeks?|months?|wochen|monate|semaines|mois|semanas|mes(?:es|i)|settimane|weken|maanden|tygodni\w*|miesi\w+)\b(?!\s(?:later|after|before|into|ago|danach|plus|après|después|dopo|depois))",
    re.IGNORECASE,
)
"""How long the work lasted, behind its single date: "Summer 2024, thirteen weeks"."""


@lru_cache(maxsize=2048)
def _periods(text: str) -> tuple[DatedSpan, ...]:
    found = find_periods(text.replace("_", " "))
    single = find_single(text) if not found and text[:1] != " " else []
    if len(single) == 1 and _LASTED.match(text, single[0].end):
        return (single[0],)
    return tuple(found)


def periods(text: str) -> list[DatedSpan]:
    """The periods of a line, also those that Markdown's underscores enclose."""
    return list(_periods(text))


_AT_HOUSE = re.compile(r"(?:at|bei(?: der)?|chez|presso|bij|@)\s+[A-ZÀ-ÞŁŚŻ][^.]{1,60}$")


def may_be_head(line: Line) -> bool:
    """Whether a line is short enough for a head and no bullet, sentence or tail of one."""
    text = " ".join(line.text.split())
    if line.blank or line.bullet or len(text) > MAX_HEAD or text.count(" ") > 12:
        return False
    if text[0].islower() and not (titled(text) and text.count(" ") <= 5) and not _AT_HOUSE.match(text):
        return False
    words = text.split()
    sentence = len(words) > 2 and text.endswith(".") and not legal_form(words[-1]) and not titled(text)
    stops = text.endswith((".", ";", ":")) and not legal_form(words[-1])
    return not sentence and not (stops and len(words) > 5)


def edge_period(line: Line) -> bool:
    """Whether the line carries a period of its own, not one inside its words."""
    found = periods(line.text)
    return any(shows_end(line, f) for f in found)


def shows_end(line: Line, found: DatedSpan) -> bool:
    """Whether a period shows its end or its "now", unlike "since 2021"."""
    words = line.text[found.start : found.end]
    return not found.period.ongoing or bool(_NOW_SHOWN.search(words) or NOW.search(words))


def first_sentence(text: str) -> str:
    """The words up to the first full stop, notes in brackets left out."""
    bare = BRACKETS.sub(" ", text).strip(_EDGES + ".")
    return _FIRST_SENTENCE.split(bare, maxsplit=1)[0]


def titled(text: str) -> bool:
    """Whether a line holds a title's head noun outside its brackets."""
    return title_weight(BRACKETS.sub(" ", text)) > 0.5


def _period(line: Line, *, single: bool) -> DatedSpan | None:
    """The period on a line that may be an entry's head, or None."""
    found = periods(line.text)
    if found:
        return next((f for f in found if shows_end(line, f)), found[0])
    alone = find_single(line.text)
    if len(alone) != 1:
        return None
    return alone[0] if single or _in_column(line, alone[0]) else None


def _in_column(line: Line, dated: DatedSpan) -> bool:
    """Whether a date stands apart, at the start or the end of a line with a wide gap."""
    before, after = line.text[: dated.start], line.text[dated.end :]
    if not before.strip():
        return after.startswith(("  ", "\t"))
    return before.endswith(("   ", "\t")) and not BRACKETS.sub("", after).strip()


def _reads_like_head(line: Line, dated: DatedSpan) -> bool:
    outside = (line.text[: dated.start] + " " + line.text[dated.end :]).strip(_EDGES + "•▪>")
    if _WORKING.match(outside):
        return True
    note = line.text.strip()
    if note.startswith("(") and ")" not in line.text[dated.end : dated.end + 3] and not _all_noted(note):
        return False
    ranged = bool(periods(line.text))
    if not ranged and len(outside) > 90:
        outside = re.split(r":\s|\.\s", outside)[0]
    weight = titled(outside)
    ended = outside.endswith(".") and not legal_form(outside.split()[-1])
    if not ranged and (len(outside) > 90 or not weight or ended):
        return False
    if line.bullet and not _NUMBERED.match(line.text):
        sure = _bullet_opens(line, dated, outside, ended=ended)
        if sure is not None:
            return sure
    count = len(outside.split())
    if count > 17 or (ended and count > 10 and not titled(outside[:60])):
        return False
    if dated.period.ongoing and not _at_edge(line, dated):
        return False  # "from 2018 Assistant Manager": a promotion inside an entry
    if outside.startswith("(") and not weight:
        return False
    low = outside[:1].islower() and outside.count(" ") > 3 and dated.start > 3
    return not low or (ranged and _low_head(line, dated, outside))


def _bullet_opens(line: Line, dated: DatedSpan, outside: str, *, ended: bool) -> bool | None:
    """Whether a bullet is an entry's head, not work done; None where it must pass the tests of any line."""
    ranged = bool(periods(line.text))
    if ranged and not outside:
        return True
    if ranged and shows_end(line, dated) and _in_column(line, dated) and len(outside.split()) <= 8:
        return outside[:1].isupper()
    if len(line.text.strip()) > MAX_HEAD or not titled(outside) or ended:
        return False
    if outside[:1].islower() and not (ranged and _opens_in_commas(outside)):
        return False
    return None if shows_end(line, dated) else _lists_role(line, dated)


def _low_head(line: Line, dated: DatedSpan, outside: str) -> bool:
    """Whether a line in lower case is a head all the same: a title before an employer, or work on one's own account."""
    apart = line.text[: dated.start].endswith("\t") and self_employed(re.split(r"[\s,:;]", outside)[0])
    return apart or _opens_in_commas(outside)


def _opens_in_commas(outside: str) -> bool:
    """Whether a line is a title in lower case and an employer with a capital behind a comma: "internship, Acme Ltd, ..."."""
    cells = [c.strip() for c in outside.split(",")]
    return len(cells) > 1 and titled(cells[0]) and cells[0].count(" ") < 4 and cells[1][:1].isupper()


def _all_noted(note: str) -> bool:
    """Whether a line is but a short note in brackets: "(03.2019 - 06.2022, Leeds)"."""
    return len(note) <= 64 and note.endswith(")") and note.count("(") == 1


def _lists_role(line: Line, dated: DatedSpan) -> bool:
    """Whether a bullet is a role in one line: "Engineer, Acme, since 2021"."""
    cells = line.text[: dated.start].split(",")
    return len(cells) > 2 and titled(cells[0]) and not line.text[dated.end :].strip(_EDGES + ".")


def _at_edge(line: Line, dated: DatedSpan) -> bool:
    """Whether an open period stands at the line's edge, behind its title, or shows its "now"."""
    before = line.text[: dated.start].strip(_EDGES + "•▪>(")
    after = BRACKETS.sub(" ", line.text[dated.end :]).strip(_EDGES + ".")
    behind_title = titled(before) and not titled(after)
    return not before or not after or behind_title or shows_end(line, dated)
