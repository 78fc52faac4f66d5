"""Degrees and schools."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assay.domain.profile import Education
from assay.extraction.dates import find_periods, find_single
from assay.extraction.entries import is_place
from assay.extraction.lines import Line, Outline
from assay.extraction.sections import SectionKind

_DOCTOR = (
    r"ph\.?\s?d\.?|d\.?phil\.?|dr\.?(?:[- ]ing\.?|\s?rer\.?\s?nat\.?|\s?med\.?)?(?=\s|,)|doctorate|doctor of \w+|doctoral degree|promotion|doctorat|"
    r"doctorado|dottorato(?: di ricerca)?|doutorado|doutoramento|doktorat|doktor\w*|ed\.?d\.?|j\.?d\.?"
)
_MASTER = (
    r"m\.?\s?sc\.?(?:\s?\(?(?:hons|tech)\.?\)?)?|m\.?\s?s\.?(?=[\s,])|m\.\s?a\.?(?=[\s,(])|(?<!,\s)ma(?=[\s,(])|m\.?\s?eng\.?|m\.?\s?tech\.?|m\.?phil\.?|m\.?res\.?|m\.?b\.?a\.?|m\.?math\.?|"
    r"ll\.\s?m\.?|llm(?=[^\n]{0,40}\b(?:law|recht|droit|privacy|ip)\b)|m\.?p\.?p\.?|m\.?p\.?a\.?|m\.?c\.?a\.?|m\.?ed\.?|master(?:['’]?s)?(?: of [A-Z]\w+| degree)?|advanced master|masterstudium|diplom(?:[- ]?\w+)?(?:\s?\(?fh\)?)?|"
    r"diplôme d['’]ingénieur\w*|dipl\.?[- ]?\w*\.?|magister|mgr(?:\s?inż\.?)?|magisterskie|laurea magistrale|laurea specialistica|"
    r"laurea vecchio ordinamento|mestrado|máster|maestría|m2|dea|dess|ingénieur|mastère|doctorandus|drs\.?|ir\.?(?=\s)|pos[- ]gradua\w+|especiali[zs]a\w+|cas(?=\s)|mas(?=\s)"
)
_BACHELOR = (
    r"b\.?\s?sc\.?(?:\s?\(?(?:hons|tech)\.?\)?)?|b\.?\s?s\.?(?=[\s,])|b\.?\s?a\.?(?=[\s,])|b\.?\s?e\.?(?=[\s,(])|b\.?\s?eng\.?|b\.?\s?tech\.?|b\.?b\.?a\.?|b\.?c\.?a\.?|b\.?com\.?|"
    r"ll\.?\s?b\.?|bachelor(?:['’]?s)?(?: of [A-Z]\w+| degree)?|licence|licenciatura|licenciad[oa]|grado(?: en)?|graduad[oa]|ingenier[oa](?: en)?|ingeniería|"
    r"laurea(?: triennale)?|bacharelado|gradua[çc][ãa]o|licencjat|inżynier|inż\.?|hbo|foundation degree|a\.\s?a\.?(?:\s?s\.?)?|aas(?=\s)|a\.s\.|associate(?:['’]?s)?(?: degree)?|"
    r"professional degree|título profesional|btec[\w ]*|hnd|vordiplom|undergraduate"
)
_OTHER = (
    r"abitur|baccalauréat|matura|bachillerato|maturità|high school|secondary|a-levels?|class xii|ausbildung\w*|"
    r"fachinformatiker\w*|bootcamp|micro-?masters|certificate|nanodegree|diploma|bts|dut|ciclo formativo\w*|technikum|vwo|mbo|apprenticeship|ensino médio"
)
_DEGREE = re.compile(
    rf"(?<![\w.])(?:(?P<doctor>{_DOCTOR})|(?P<master>{_MASTER})|(?P<bachelor>{_BACHELOR})|(?P<other>{_OTHER}))(?![\w])",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"universit\w*|univ\.|universidad\w*|uniwersytet\w*|universiteit\w*|universidade\w*|università|politechnik\w*|politecnico|politécni\w*|polytechn\w*|"
    r"hochschule\w*|\w*hochschule|college|institut\w*|istituto|instytut|school|école|ecole|escola|escuela|scuola|akademi\w*|academy|académie|academia|"
    r"\bETH\b|\bEPFL\b|\bMIT\b|\bKIT\b|\bTU\b|\bNIT\b|\bIIT\b|\bIIIT\b|\bUCL\b|\bKTH\b|\bFH\b|\bINSA\b|\bHEC\b|\bENS\b|\bUPC\b|\bUCLA\b|\bLMU\b|\bRWTH\b|\bZHAW\b|\bHTW\b|"
    r"polytechnic|gymnasium|lycée|liceo|lyceum|bootcamp|faculty|faculté|facultad|campus|seminary|conservator\w*",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\t+|\s{3,}|\s+[–—|·@]\s+|\s+--+\s+|\s+-\s+|[,;]\s+|\.\s+(?=[A-ZÀ-Þ])|\s+(?:at|from|an der|bei|à|presso)\s+(?:the\s+)?(?=[A-ZÀ-Þ])|\n"
)
_FIELD_LINK = re.compile(
    r"^[\s.]*(?:degree\b\s*)?(?:\([^()]{0,40}\)\s*)?(?:(?:in|of|en|em|di|für|fuer|w zakresie|na kierunku|kierunek)\b|[:(–-])?\s*",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\b(?:thesis|dissertation|grade|gpa|honou?rs|cum laude|note|mention|nota|second|first class|upper|distinction|expected|supervis\w+|"
    r"abschluss|thema|titre|título|titolo|tytuł|ocena|weeks|completed|online)\b",
    re.IGNORECASE,
)
_EDGES = " \t,;:|–—-·•#*()[]."
_SKIP = frozenset(
    {SectionKind.EXPERIENCE, SectionKind.SKILLS, SectionKind.PUBLICATIONS, SectionKind.LANGUAGES}
)
_NEVER = frozenset({SectionKind.SKILLS, SectionKind.PUBLICATIONS, SectionKind.LANGUAGES, SectionKind.SUMMARY})
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that describe one degree, as a piece of the mended text."""

    start: int
    end: int
    text: str


def read_education(layout: Outline) -> tuple[Education, ...]:
    """All degrees and schools in the order of the text."""
    out: list[Education] = []
    sections = [s for s in layout.sections if s.kind is SectionKind.EDUCATION]
    for section in sections:
        for block in _blocks(layout, layout.lines[section.first : section.last]):
            out += _entries(layout, block)
    for line in layout.lines:
        if _stray(layout, line, bool(sections and out)):
            out += _entries(layout, _Block(line.start, line.end, line.text))
    return tuple(out)


def _stray(layout: Outline, line: Line, known: bool) -> bool:
    """Whether a line outside an education section states a degree; a stricter test where one was read."""
    kind = layout.section_at(line.number)
    if kind is SectionKind.EDUCATION or len(line.text) > 220:
        return False
    degree = _DEGREE.search(line.text)
    if degree is None or degree.lastgroup == "other":
        return False
    opens = not line.text[: degree.start()].strip(_EDGES) and bool(find_single(line.text))
    if opens and not known and kind not in _NEVER and len(_pieces(_undated(line.text))) >= 2:
        return True
    return not known and kind not in _SKIP and bool(_SCHOOL.search(line.text))


def _blocks(layout: Outline, lines: Sequence[Line]) -> Iterator[_Block]:
    """One block a degree: a new one where a line names a degree or school that the open block has."""
    group: list[Line] = []
    for line in lines:
        if line.blank:
            if group and _complete(group):
                yield _block(layout, group)
                group = []
            continue
        if group and _opens(group, line):
            yield _block(layout, group)
            group = []
        group.append(line)
    if group:
        yield _block(layout, group)


def _complete(group: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in group)
    return bool(_DEGREE.search(text) and (_SCHOOL.search(text) or find_single(text)))


def _opens(group: Sequence[Line], line: Line) -> bool:
    """Whether `line` begins another entry."""
    text = "\n".join(g.text for g in group)
    if line.bullet and not group[0].bullet:
        return bool(_DEGREE.search(line.text) and _SCHOOL.search(line.text))
    dated = bool(find_periods(line.text) or find_single(line.text))
    if bool(_DEGREE.search(line.text)) and _DEGREE.search(text) and (dated or _SCHOOL.search(text)):
        return len(line.text.strip()) < 200 and not line.text.strip()[0].islower()
    starts_dated = bool(re.match(r"\W*(?:\d{2}[./])?(?:19|20)\d\d", line.text.strip()))
    return starts_dated and bool(_YEAR.search(text))


def _block(layout: Outline, group: Sequence[Line]) -> _Block:
    start, end = group[0].start, group[-1].end
    return _Block(start, end, layout.mended.text[start:end])


def _entries(layout: Outline, block: _Block) -> list[Education]:
    """Usually one entry; several where degrees follow one another in one line."""
    text = block.text[:600]
    degrees = list(_DEGREE.finditer(text))
    if not degrees and not _SCHOOL.search(text):
        return []
    strong = [m for m in degrees if m.lastgroup != "other"] or degrees[:1]
    cuts = [m.start() for m in strong[1:] if _parts_degrees(text, m.start())]
    edges = [0, *cuts, len(text)]
    out = []
    for a, b in pairwise(edges):
        entry = _entry(layout, block.start + a, text[a:b])
        if entry is not None:
            out.append(entry)
    return out


def _parts_degrees(text: str, at: int) -> bool:
    """Whether a second degree stands behind a semicolon, a full stop or a line of its own."""
    before = text[:at].rstrip(" (")
    return before.endswith((";", ".")) or text[:at].endswith("\n")


def _entry(layout: Outline, start: int, text: str) -> Education | None:
    degree = _DEGREE.search(text)
    parts = _pieces(_undated(text))
    school = next((p for p in parts if _SCHOOL.search(text[p[0] : p[1]])), None)
    if degree and school and school[0] <= degree.start() < school[1]:
        school = _without_degree(text, degree, school)
    if degree and not school:
        school = _unmarked_school(text, degree, parts)
    if degree is None and school is None:
        return None
    field = _field(text, degree, parts, school)
    level = {"doctor": 3, "master": 2, "bachelor": 1}.get(degree.lastgroup or "", 0) if degree else 0
    return Education(
        degree=_degree_words(degree[0]) if degree else "",
        field=" ".join(text[field[0] : field[1]].split()) if field else "",
        institution=" ".join(text[school[0] : school[1]].split()) if school else "",
        year=_year(text),
        level=level,
        quotes=(layout.quote(start, start + len(text.rstrip())),),
    )


def _degree_words(text: str) -> str:
    """A degree without the separators around it, an abbreviation's full stop kept."""
    bare = text.strip(_EDGES) or text
    short = "." in bare or len(bare.split()[-1]) <= 4
    return bare + "." if short and text.startswith(bare + ".") else bare


def _undated(text: str) -> str:
    """The text with its dates blanked, every place kept."""
    for found in (*find_periods(text), *find_single(text)):
        text = text[: found.start] + "\t" * (found.end - found.start) + text[found.end :]
    return text


def _without_degree(text: str, degree: re.Match[str], school: tuple[int, int]) -> tuple[int, int] | None:
    """The school in a part that begins with the degree: "PhD Princeton University"."""
    link = _FIELD_LINK.match(text[degree.end() : school[1]])
    begin = degree.end() + (link.end() if link else 0)
    linked = link is not None and any(c.isalpha() for c in link[0])
    found = _SCHOOL.search(text, begin, school[1])
    return (begin, school[1]) if found and not linked and text[begin : begin + 1].isupper() else school


def _unmarked_school(
    text: str, degree: re.Match[str], parts: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """A school without a word that says so: what stands behind degree and field."""
    others = [
        p for p in parts
        if not p[0] <= degree.start() < p[1] and _named(text[p[0] : p[1]]) and not is_place(text[p[0] : p[1]])
        and not _NOTE.search(text[p[0] : p[1]])
    ]  # fmt: skip
    own = next((b for a, b in parts if a <= degree.start() < b), degree.end())
    with_field = any(c.isalpha() for c in text[degree.end() : own])
    before = [p for p in others if p[1] <= degree.start()]
    behind = [p for p in others if p[0] >= degree.end()]
    if behind and with_field:
        return behind[0]
    if len(behind) > 1:
        return behind[1]
    return before[0] if before else behind[0] if behind else None


def _pieces(text: str) -> list[tuple[int, int]]:
    """Parts between separators, trimmed, as places in `text`."""
    out, at = [], 0
    for start, end in [*(m.span() for m in _PARTS.finditer(text)), (len(text), len(text))]:
        a, b = at, start
        while a < b and text[a] in _EDGES:
            a += 1
        while b > a and text[b - 1] in _EDGES.replace(")", ""):
            b -= 1
        if b > a:
            out.append((a, b))
        at = end
    return out


def _named(text: str) -> bool:
    letters = re.sub(r"[\W\d_]+", "", text)
    return len(letters) > 2 and text[:1].isupper() and not find_periods(text) and not _DEGREE.match(text)


def _field(
    text: str,
    degree: re.Match[str] | None,
    parts: Sequence[tuple[int, int]],
    school: tuple[int, int] | None,
) -> tuple[int, int] | None:
    """What was studied: the words behind the degree, or the next part."""
    if degree is None:
        return None
    end = next((b for a, b in parts if a <= degree.start() < b), degree.end())
    link = _FIELD_LINK.match(text[degree.end() : end])
    begin = degree.end() + (link.end() if link else 0)
    if any(c.isalpha() for c in text[begin:end]) and not (school and school[0] <= begin < school[1]):
        return begin, end
    following = [
        p for p in parts if p[0] >= degree.end() and p != school and _named(text[p[0] : p[1]])
        and not is_place(text[p[0] : p[1]]) and not _NOTE.search(text[p[0] : p[1]])
    ]  # fmt: skip
    return following[0] if following else None


def _year(text: str) -> str | None:
    """The year of completion: the end of a range, else the last year named."""
    ranges = find_periods(text)
    if ranges:
        last = ranges[0].period.end or ranges[0].period.start
        return None if ranges[0].period.ongoing or last is None else str(last.year)
    found = _YEAR.findall(text)
    return found[0] if found else None
