"""Title and employer out of the lines that open an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import yaml

from assay.extraction.sections import TABLES
from assay.extraction.titles import employer_weight, legal_form, title_weight
from assay.taxonomy import folded

BRACKETS = re.compile(
    r"[(\[](?!(?:Pvt|Pte|Pty|Private|Proprietary)\.?\))[^()\[\]]{0,160}(?:[)\]]|$)|^[^()\[\]]{0,120}[)\]]"
)
"""A note in brackets, also one that runs over the end of its line."""

_AT = r"[*_]*\s+(?:@|at|bei(?:m| der)?|chez|presso|bij|en|na|w|with)\s+[*_]*(?=[^\W\d_a-zß-ÿ]|an?\s|the\s|[a-z0-9-]{2,40}\.[a-z]{2,4}\b)"
_FOR = r"\s+(?:for|für|pour|para|per|voor|dla)\s+(?=[A-ZÀ-ÞŁŚŻ])(?!(?:[\w&-]+\s){0,3}(?:clients?|customers?|teams?|markets?|products?|users?|kunden)\b)"
_CUT = re.compile(
    rf"\t+|\s{{3,}}|(?<=[^\W\d_]{{3}})(?<!\bDept)(?<!\bUniv)(?<!\bInst)(?<!\bIntl)(?<!\bNatl)(?<!\bBros)(?<!\bAsst)(?<!\bAssoc)(?<!\bProf)(?<!\bTech)\.\s+(?=[\"“]?[^\W\d_])|(?<=[^\W\d_]\))\.\s+|(?<=[A-Z]{{2}})\.\s+(?=[A-ZÀ-Þ])|;\s+|\s+(?:--+|[–—|·•@→]|//|::|>{{1,2}}|»)\s+|\s+@(?=\w)|(?:\s?\.){{4,}}\s?|{_FOR}|\s+-\s+"
    rf"|\s*[|•]\s*|\*+|{_AT}|:\s+|[,，]\s+"
)
_TERMS = re.compile(
    r"(?:\b(?:paid|unpaid|hourly|contrato por|befristet|unbefristet|temporary|permanent|cdd|cdi|umowa|remote|remoto|hybrid|on-?site|full[- ]time|part[- ]time|vollzeit|teilzeit|half[- ]time|hours?|days?|weeks?|month|fixed[- ]term|"
    r"temps (?:plein|partiel)|zdalnie|télétravail|alongside|overlapping)\b|^(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|I[ADLN]|K[SY]|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])$|\d ?%)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"^(?:later|then|previously|before|formerly|dann|später|davor|puis|ensuite|luego|después|poi|dopo|depois|vervolgens|"
    r"daarna|później|potem|since|from|seit|ab|od|dal|dès|depuis|desde|promoted)\b",
    re.IGNORECASE,
)
_PROMOTED = re.compile(
    r"\b(?:then|later|before|since|formerly|previously|zuvor|vorher|später|dann|seit|ab|puis|depuis|luego|poi|depois|daarna|później|od)\b",
    re.IGNORECASE,
)
_BELONGS = re.compile(r"\((?:[^\W\d_]|\d(?:st|nd|rd|th)\b)[^():;,0-9]{1,30}\)")
_GENDER = re.compile(r"\((?:[mwfhdx](?:\s?[/|*]\s?[mwfhdxn]){1,3}|all genders|H/F|F/H)\)", re.IGNORECASE)
_LENGTH_TAIL = re.compile(r"\s+for\s+(?:[\w-]+\s+){1,4}(?:years?|months?|terms?)$", re.IGNORECASE)
_AT_FIRST = re.compile(r"(?:[Aa]t|[Bb]ei(?: der)?|[Cc]hez|[Pp]resso|[Bb]ij|@)\s+(?=[A-ZÀ-ÞŁŚŻ0-9])")
_ACTING_AS = re.compile(
    r"(?:as|als|comme|como|come|jako)\s+(?:(?:an?|the|eine?|une?|una?|um|uma|een)\s+)?", re.IGNORECASE
)
_WORKING_AS = re.compile(
    r"^(?:(?:currently|presently)\s+)?work(?:ing|ed|s)\s+as\s+(?:an?\s+|the\s+)?", re.IGNORECASE
)
_SINCE_TAIL = re.compile(r"\s+(?:from|since|seit|ab|depuis|desde|dal|da|od|sinds)$", re.IGNORECASE)
UNIT = re.compile(
    r"(?:^|\s)(?:group|team|lab|laboratory|department|dept\.?|chair|faculty|school of.*|institute (?:for|of).*|gruppe|lehrstuhl.*|abteilung|"
    r"équipe.*|laboratoire.*|grupo.*|gruppo.*|zakład.*|katedra.*)$",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\s?\.){4,}\s?")
"""Dots that lead the eye from one column to the next."""

_SLASH_BESIDE = re.compile(r"\s/\s")
_NUMBERED = re.compile(r"\s*(?:\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|\(?[a-h][)/])\s+")
_FORMER = re.compile(
    r"(?:noch davor|encore avant|before that again|davor|zuvor|vorher|previously|formerly|before(?: that)?|earlier|avant(?: cela)?|auparavant|antes|prima|in precedenza|eerder|daarvoor|wcześniej)"
    r"(?:[\s,:]+(?:dort|there|ebenda|là|allí|ahí|lì|lá|daar|tam))?(?:\s*[.:,]\s+|\s+|$)(?=[^\W\d_]|$)",
    re.IGNORECASE,
)
"""Words before a former title: "davor dort"."""

_AT_FIRST_ONLY = re.compile(
    r"(?:initially|at first|zunächst|zuerst|anfangs|d['’]abord|initialement|primero|inicialmente|inizialmente|prima come|aanvankelijk|eerst|najpierw|początkowo)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
"""Words before the first of several titles: "zunächst Dateningenieur"."""

_TEAM_TAIL = re.compile(
    r"\s(?:in|on|for|within|für|im|dans|en|del?|voor|nel|w)\s(?:the\s|our\s|an?\s)?(?:[\w&-]+\s){0,3}"
    r"(?:team|group|squad|department|unit|clients?|customers?|section|course|module)$",
    re.IGNORECASE,
)
"""What follows a title to say for whom: "in the search team"."""

LENGTH = re.compile(
    r"^[\s·(]*(?:(?:about|ca\.?)\s+)?\d{1,2}\s*(?:years?|yrs?|months?|mos?|jahre?|monate?|ans?|mois|años?|meses|anni|mesi|anos|lat|jaar)\b"
    r"[\s\w.,·)]{0,24}$",
    re.IGNORECASE,
)
"""A line of nothing but the length of a time: "5 years 2 months"."""

_QUOTES = tuple('"“”»')
_EDGES = " \t,;:|–—-·•#*_/~>▪=→"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an entry's head: its place in the mended text, its line, and what opened it.

    `opened` is ``line``, ``gap``, ``comma``, ``colon``, ``at``, ``sentence`` or ``bracket``; `label` is ``title``
    or ``employer`` where the text says so itself.
    """

    start: int
    end: int
    text: str
    line: int
    opened: str
    label: str = ""

    @property
    def titled(self) -> float:
        """How much it reads like a job title, an employer's marks counted against it."""
        return title_weight(self.text) - 0.7 * employer_weight(self.text)


@cache
def _places() -> frozenset[str]:
    data = yaml.safe_load((TABLES / "structure_places.yaml").read_text(encoding="utf-8"))
    return frozenset(name for names in data.values() for name in names)


def is_place(text: str) -> bool:
    """Whether a part is but a place or the terms of work: "Leeds", "part-time", "remote"."""
    return bool(_TERMS.search(text)) or known_place(text)


def is_later(text: str) -> bool:
    """Whether a part tells of a time before or after: "then Senior", "since 2020"."""
    return bool(_LATER.match(text))


@cache
def _countries() -> frozenset[str]:
    data = yaml.safe_load((TABLES / "structure_places.yaml").read_text(encoding="utf-8"))
    return frozenset(data["countries"])


def is_country(text: str) -> bool:
    """Whether a part is but a country's name."""
    return folded(text).strip(" .") in _countries()


def known_place(text: str) -> bool:
    """Whether a text is but names of the gazetteer: "Leeds, England"."""
    words = [folded(w).strip(" .") for w in re.split(r"[,/&]|\s(?:and|und|et|y|e|i|or|then)\s", text)]
    return any(words) and all(w in _places() for w in words if w)


@cache
def _labels() -> dict[str, str]:
    data = yaml.safe_load((TABLES / "structure_labels.yaml").read_text(encoding="utf-8"))
    return {name: kind for kind, names in data.items() for name in names}


_LABELLED = re.compile(r"^\s*\W{0,4}(?P<label>[^\W\d_][^:\t]{1,48}?)(?:\s*:\s*|\t+\s*|\s{3,})(?=\S)")


def label_of(line: str) -> tuple[str, int] | None:
    """What a line's label says follows ("Position: ..."): ``title``, ``employer``, ``dates``, ``client``
    or ``other``, and where its value begins."""
    match = _LABELLED.match(line)
    if match is None:
        return None
    name = re.sub(r"\s*\(.*\)|[*_#]+", "", folded(match["label"])).strip()
    kind = _labels().get(name) or _labels().get(name.rstrip(" 0123456789#.-"))
    return (kind, match.end()) if kind else None


def is_table_header(line: str) -> bool:
    """Whether a line names the columns of a table: "Organisation   Designation   Duration"."""
    cells = [c for c in re.split(r"\t+|\s{3,}|\s*\|\s*", folded(line).strip(" |")) if c]
    return len(cells) > 1 and all(c.strip(" :*") in _labels() for c in cells)


def parts_of(text: str, start: int, number: int, holes: Sequence[tuple[int, int]] = ()) -> list[Part]:
    """The parts of one line that begins at `start` of the mended text, dates (`holes`) and notes left out."""
    if LENGTH.match(text):
        return []
    labelled = label_of(text)
    if labelled and labelled[0] in ("dates", "other", "client"):
        return []
    former = None if labelled else _FORMER.match(text, len(text) - len(text.lstrip(" #*~>–—-")))
    at, label = (labelled[1], labelled[0]) if labelled else (former.end() if former else 0, "")
    out: list[Part] = []
    last = at
    for a, b in [*_gaps(text, at, holes), (len(text), len(text))]:
        part = _trimmed(text, last, a)
        led = _AT_FIRST.match(text, *part) if part and not out else None
        if part is not None:
            opened = _opened(text, out, start, part[0], holes)
            if led:
                part, opened = (led.end(), part[1]), "at"
            out.append(Part(start + part[0], start + part[1], text[slice(*part)], number, opened, label))
            label = ""
        last = max(last, b)
    return _joined(out, text, start)


def _gaps(text: str, at: int, holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    notes = [edge for m in BRACKETS.finditer(text) for edge in _note_edges(text, m.span(), holes)]
    cuts = [m.span() for m in _CUT.finditer(text, at) if not _inside_name(text, m)]
    if _WORKING_AS.match(text.lstrip(" -*•>")):
        cuts += [m.span() for m in re.finditer(r"\s+in\s+(?=[A-ZÀ-Þ])", text)][:1]
    if any(_SLASH_BESIDE.match(text, b) or text[:a].endswith(" / ") for a, b in holes):
        cuts += [m.span() for m in re.finditer(r"\s/\s", text)]
    return sorted([*holes, *notes, *cuts])


def _note_edges(text: str, note: tuple[int, int], holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The whole of a note in brackets; its brackets alone where it holds the dates and a name: "(Acme, 2019-22)"."""
    inside = [h for h in holes if note[0] <= h[0] and h[1] <= note[1]]
    before = text[note[0] : inside[0][0]].strip("([ ,;*_") if inside else ""
    if len(inside) == 1 and len(before) > 2 and before[0].isupper() and text[:1] != "(":
        return [(note[0], note[0] + 1), (note[1] - 1, note[1])]
    return [note]


def _inside_name(text: str, cut: re.Match[str]) -> bool:
    """Whether "en" or the like stands between two names, not between a title and its employer."""
    word = cut[0].strip()
    before = re.split(r"[,;:|()\t–—·]", text[: cut.start()])[-1]
    return word.isalpha() and title_weight(before) <= 0


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    numbered = _NUMBERED.match(text, start, end) if not text[:start].strip() else None
    start = numbered.end() if numbered else start
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if text[end - 1 : end] in _QUOTES and not any(c in _QUOTES for c in text[start : end - 1]):
        end -= 1
    tail = _SINCE_TAIL.search(text, start, end)
    end = tail.start() if tail else end
    length = _LENGTH_TAIL.search(text, start, end)
    end = length.start() if length else end
    working = _WORKING_AS.match(text[start:end])
    start += working.end() if working else 0
    acting = _ACTING_AS.match(text, start, end)
    start = acting.end() if acting and title_weight(text[acting.end() : end]) > 0.5 else start
    former = _FORMER.match(text, start, end) or _AT_FIRST_ONLY.match(text, start, end)
    start = former.end() if former else start
    team = _TEAM_TAIL.search(text, start, end)
    end = team.start() if team and title_weight(text[start : team.start()]) > 0.5 else end
    return (start, end) if any(c.isalpha() for c in text[start:end]) else None


def _opened(text: str, before: Sequence[Part], start: int, at: int, holes: Sequence[tuple[int, int]]) -> str:
    """What stands between a part and the one before it."""
    if not before:
        return "line"
    behind = before[-1].end - start
    between = text[behind:at]
    for a, b in holes:
        if behind <= a < at:
            between = between.replace(text[a:b], " | ")
    bare = BRACKETS.sub("", between).strip()
    if re.fullmatch(r"for|für|pour|para|per|voor|dla", bare, re.IGNORECASE):
        return "for"
    if re.fullmatch(_AT.replace("(?=", "(?:$|"), f" {bare} ", re.IGNORECASE) or bare in ("@", "in"):
        return "at"
    if bare[:1] == ":":
        return "colon"
    if _LEADERS.fullmatch(bare):
        return "gap"
    if bare[:1] in {".", ";"} or ("|" in bare and bare.rsplit("|", 1)[-1].strip()[:1] == "."):
        listed = bare[:1] == ";" and text.count("; ") > 1
        return "comma" if listed or (legal_form(before[-1].text.split()[-1]) and bare == ".") else "sentence"
    return "comma" if bare[:1] in {",", "，"} and "|" not in bare else "gap"


def _joined(parts: Sequence[Part], text: str, start: int) -> list[Part]:
    """Parts with a legal form that stands behind a comma put back: "Acme, Inc."."""
    out: list[Part] = []
    for part in parts:
        if (
            out
            and part.opened == "comma"
            and part.text != "CO"
            and all(legal_form(w) for w in part.text.split())
        ):
            out[-1] = replace(out[-1], end=part.end, text=text[out[-1].start - start : part.end - start])
        else:
            out.append(part)
    return out


def notes_of(text: str, start: int, number: int, holes: Sequence[tuple[int, int]] = ()) -> Iterator[Part]:
    """The first words of each note in brackets; the whole of one that tells of a promotion."""
    for match in BRACKETS.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in holes):
            continue
        ranked = re.search(
            r"\b(?:[A-Z]{1,2}\d|senior|junior|lead\b|staff|principal|level)", match[0], re.IGNORECASE
        )
        if ranked and _PROMOTED.search(match[0]) and match[0].endswith(")") and match[0].startswith("("):
            yield Part(
                start + match.start() + 1, start + match.end() - 1, match[0][1:-1], number, "promotion"
            )
            continue
        if _GENDER.fullmatch(match[0]):
            continue
        if (
            _BELONGS.fullmatch(match[0])
            and not is_place(match[0])
            and title_weight(text[: match.start()][-40:]) > 0
        ):
            yield Part(
                start + match.start() + 1, start + match.end() - 1, match[0][1:-1], number, "promotion"
            )
            continue
        inner = re.split(r"[,;]", match[0].strip("()[] "))[0].strip()
        if inner and not _LATER.match(inner):
            at = text.index(inner, match.start())
            yield Part(start + at, start + at + len(inner), inner, number, "bracket")
