"""Title and employer out of the lines that open an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import yaml

from assay.extraction.sections import TABLES
from assay.extraction.titles import employer_weight, is_field, legal_form, self_employed, title_weight
from assay.taxonomy import folded

BRACKETS = re.compile(r"[(\[][^()\[\]]{0,160}(?:[)\]]|$)|^[^()\[\]]{0,120}[)\]]")
"""A note in brackets, also one that runs over the end of its line."""

_AT = r"\s+(?:@|at|bei(?:m| der)?|chez|presso|bij|en|na|w|with)\s+(?=[^\W\d_a-zß-ÿ]|an?\s|the\s)"
_CUT = re.compile(
    rf"\t+|\s{{3,}}|(?<=[^\W\d_]{{3}})[.;]\s+(?=[\"“]?[^\W\d_])|(?<=[^\W\d_]\))[.;]\s+|\s+(?:--+|[–—|·•@]|//)\s+|\s+-\s+"
    rf"|\s*[|•]\s*|\*+|{_AT}|:\s+|[,，]\s+"
)
_TERMS = re.compile(
    r"(?:\b(?:remote|remoto|hybrid|on-?site|full[- ]time|part[- ]time|vollzeit|teilzeit|half[- ]time|hours?|days?|weeks?|month|fixed[- ]term|"
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
_WORKING_AS = re.compile(
    r"^(?:(?:currently|presently)\s+)?work(?:ing|ed|s)\s+as\s+(?:an?\s+|the\s+)?", re.IGNORECASE
)
_SINCE_TAIL = re.compile(r"\s+(?:from|since|seit|ab|depuis|desde|dal|da|od|sinds)$", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:^|\s)(?:group|team|lab|laboratory|department|dept\.?|chair|faculty|school of.*|institute (?:for|of).*|gruppe|lehrstuhl.*|abteilung|"
    r"équipe.*|laboratoire.*|grupo.*|gruppo.*|zakład.*|katedra.*)$",
    re.IGNORECASE,
)
_EDGES = " \t,;:|–—-·•#*_/~>▪"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an entry's head: its place in the mended text, its line, and what opened it.

    `opened` is ``line``, ``gap``, ``comma``, ``at``, ``sentence`` or ``bracket``; `label` is ``title``
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


def known_place(text: str) -> bool:
    """Whether a text is but names of the gazetteer: "Leeds, England"."""
    words = [folded(w).strip(" .") for w in re.split(r"[,/&]|\s(?:and|und|et|y|e|i|or|then)\s", text)]
    return any(words) and all(w in _places() for w in words if w)


@cache
def _labels() -> dict[str, str]:
    data = yaml.safe_load((TABLES / "structure_labels.yaml").read_text(encoding="utf-8"))
    return {name: kind for kind, names in data.items() for name in names}


_LABELLED = re.compile(r"^\W{0,4}(?P<label>[^\W\d_][^:\t]{1,48}?)(?:\s*:\s*|\t+\s*|\s{3,})(?=\S)")


def label_of(line: str) -> tuple[str, int] | None:
    """What a line's label says follows ("Position: ..."): ``title``, ``employer``, ``dates``, ``client``
    or ``other``, and where its value begins."""
    match = _LABELLED.match(line)
    if match is None:
        return None
    name = re.sub(r"\s*\(.*\)|[*_#]+", "", folded(match["label"])).strip()
    kind = _labels().get(name) or _labels().get(name.rstrip(" 0123456789#.-"))
    return (kind, match.end()) if kind else None


def parts_of(text: str, start: int, number: int, holes: Sequence[tuple[int, int]] = ()) -> list[Part]:
    """The parts of one line that begins at `start` of the mended text, dates (`holes`) and notes left out."""
    labelled = label_of(text)
    if labelled and labelled[0] in ("dates", "other", "client"):
        return []
    at, label = (labelled[1], labelled[0]) if labelled else (0, "")
    out: list[Part] = []
    last = at
    for a, b in [*_gaps(text, at, holes), (len(text), len(text))]:
        part = _trimmed(text, last, a)
        if part is not None:
            opened = _opened(text, out, start, part[0], holes)
            out.append(Part(start + part[0], start + part[1], text[slice(*part)], number, opened, label))
            label = ""
        last = max(last, b)
    return _joined(out, text, start)


def _gaps(text: str, at: int, holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    notes = [m.span() for m in BRACKETS.finditer(text)]
    cuts = [m.span() for m in _CUT.finditer(text, at)]
    return sorted([*holes, *notes, *cuts])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in _EDGES + '."':
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    tail = _SINCE_TAIL.search(text, start, end)
    end = tail.start() if tail else end
    working = _WORKING_AS.match(text[start:end])
    start += working.end() if working else 0
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
    if re.fullmatch(_AT.replace("(?=", "(?:$|"), f" {bare} ", re.IGNORECASE) or bare == "@":
        return "at"
    if bare[:1] in {".", ";", ":"}:
        return "comma" if legal_form(before[-1].text.split()[-1]) and bare == "." else "sentence"
    return "comma" if bare[:1] in {",", "，"} and "|" not in bare else "gap"


def _joined(parts: Sequence[Part], text: str, start: int) -> list[Part]:
    """Parts with a legal form that stands behind a comma put back: "Acme, Inc."."""
    out: list[Part] = []
    for part in parts:
        if out and part.opened == "comma" and all(legal_form(w) for w in part.text.split()):
            out[-1] = replace(out[-1], end=part.end, text=text[out[-1].start - start : part.end - start])
        else:
            out.append(part)
    return out


def notes_of(text: str, start: int, number: int) -> Iterator[Part]:
    """The first words of each note in brackets; the whole of one that tells of a promotion."""
    for match in BRACKETS.finditer(text):
        if _PROMOTED.search(match[0]) and match[0].endswith(")") and match[0].startswith("("):
            yield Part(
                start + match.start() + 1, start + match.end() - 1, match[0][1:-1], number, "promotion"
            )
            continue
        if _BELONGS.fullmatch(match[0]) and not is_place(match[0]):
            yield Part(
                start + match.start() + 1, start + match.end() - 1, match[0][1:-1], number, "promotion"
            )
            continue
        inner = re.split(r"[,;]", match[0].strip("()[] "))[0].strip()
        if inner and not _LATER.match(inner):
            at = text.index(inner, match.start())
            yield Part(start + at, start + at + len(inner), inner, number, "bracket")


@dataclass(frozen=True, slots=True)
class Named:
    """Title and employer as places in the mended text; None where the head names none."""

    title: tuple[int, int] | None
    employer: tuple[int, int] | None


def name_entry(parts: Sequence[Part], notes: Sequence[Part], anchor: int) -> Named:
    """Which of an entry's parts is the title and which the employer. `anchor` is the dated line's number."""
    title = _best_title(parts)
    if title is None:
        note = next((n for n in notes if n.titled > 0.5 and n.opened == "bracket"), None)
        employer = _best_employer([p for p in parts if p.opened != "sentence"], None, anchor)
        return Named((note.start, note.end) if note else None, _extent(parts, employer))
    run = _title_run(parts, title)
    others = [p for p in parts if p not in run]
    employer = _best_employer(others, title, anchor)
    if employer is not None:
        run = _widened(parts, run, employer)
    end = max(
        [
            run[-1].end,
            *(n.end + 1 for n in notes if n.opened == "promotion" and 0 < n.start - run[-1].end < 4),
        ]
    )
    return Named((run[0].start, end), _extent(parts, employer))


def _best_title(parts: Sequence[Part]) -> Part | None:
    labelled = next((p for p in parts if p.label == "title"), None)
    if labelled:
        return labelled
    found = [
        p
        for p in parts
        if p.titled > 0 and not is_place(p.text) and p.label != "employer" and p.opened != "at"
    ]
    if len(found) > 1:
        found = [p for p in found if not self_employed(p.text)] or found
    if not found:
        return next((a for a, b in pairwise(parts) if b.opened == "at" and a.line == b.line), None)
    first = [p for p in found if p.opened != "sentence"]
    if not any(p.titled >= 1 for p in first):
        first = found
    return max(first, key=lambda p: (p.titled, -p.start), default=None)


def _title_run(parts: Sequence[Part], title: Part) -> list[Part]:
    """The title with its neighbours behind commas that read like titles too."""
    at = parts.index(title)
    low = high = at
    while low > 0 and parts[low].opened == "comma" and _goes_on(parts[low - 1], parts[low]):
        low -= 1
    while high + 1 < len(parts) and _goes_on(parts[high + 1], parts[high + 1]):
        high += 1
    return list(parts[low : high + 1])


def _goes_on(part: Part, behind: Part) -> bool:
    """Whether a part belongs to the title: it reads like one, or `behind` tells of a promotion."""
    if behind.opened not in ("comma", "sentence") or is_place(part.text):
        return False
    if _LATER.match(behind.text):
        return behind.titled > 0
    return behind.opened == "comma" and part.titled > 0 and employer_weight(part.text) == 0


def _best_employer(parts: Sequence[Part], title: Part | None, anchor: int) -> Part | None:
    labelled = next((p for p in parts if p.label == "employer"), None)
    if labelled:
        return labelled
    scored = [(_employer_score(p, parts, title, anchor), -p.start, p) for p in parts]
    best = max(scored, default=None, key=lambda s: s[:2])
    return best[2] if best and best[0] > 0 else None


def _employer_score(part: Part, parts: Sequence[Part], title: Part | None, anchor: int) -> float:
    """How well a part answers for the employer; not above 0 where it cannot."""
    if is_place(part.text) or _LATER.match(part.text):
        return 0.0
    if part.text[0].islower() and part.opened != "at":
        return 0.1 if part.opened == "comma" and len(part.text.split()) <= 4 and title is not None else 0.0
    legal = any(legal_form(w) for w in part.text.split())
    score = {"at": 2.4, "line": 1.3, "gap": 1.0, "comma": 0.8, "sentence": 0.0}[part.opened]
    score += 1.2 * legal + 0.4 * min(1.0, employer_weight(part.text)) + 1.5 * self_employed(part.text)
    if title is None:
        return score
    if part.opened == "sentence" and part.line == title.line and part.start > title.start and not legal:
        return 0.0
    if part.line == title.line and part.start > title.start:
        between = [p for p in parts if title.start < p.start < part.start]
        gaps = sum(p.opened != "comma" for p in between)
        score -= 0.5 * (gaps if part.opened == "gap" else len(between))
    if part.opened == "comma" and part.line != title.line:
        score -= 0.6
    if part.line > title.line and part.line > anchor:
        score -= 0.4
    return score - (
        0.9 if part.titled > 0 else 0.6 if is_field(part.text) and part.line == title.line else 0.0
    )


def _widened(parts: Sequence[Part], run: list[Part], employer: Part) -> list[Part]:
    """The title with what stands between it and an employer named elsewhere: "Lead Engineer, Home Feed"."""
    behind = [p for p in parts if p.line == run[-1].line and p.start > run[-1].start]
    stop = employer.start if employer.line == run[-1].line and employer.start > run[0].start else None
    if employer.line == run[-1].line and stop is None and run[0].opened != "sentence":
        return run
    for part in behind:
        if stop is not None and part.start >= stop:
            break
        if part.opened not in ("comma", "gap") or is_place(part.text) or part.start - run[-1].end > 4:
            break
        run = [*run, part]
    return run


def _extent(parts: Sequence[Part], employer: Part | None) -> tuple[int, int] | None:
    """The employer's place; a group or department with the house it belongs to."""
    if employer is None:
        return None
    at = parts.index(employer)
    after = parts[at + 1] if at + 1 < len(parts) else None
    if (
        after is not None
        and after.opened == "comma"
        and _UNIT.search(employer.text)
        and after.titled <= 0
        and not is_place(after.text)
    ):
        return employer.start, after.end
    return employer.start, employer.end
