"""Finding the person's name on a CV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assay.domain.document import Quote
from assay.extraction.entries import is_place
from assay.extraction.lines import Line, Outline
from assay.extraction.sections import heading_kind
from assay.extraction.titles import employer_weight, is_field, title_weight
from assay.taxonomy import folded

_LABEL = re.compile(
    r"(?i)^\W*(?:(?:full |candidate )?name|surname\W{0,6}(?:first name)?|surname\(s\) / first name\(s\)|vor- und nachname|name, vorname|nom(?: et prénom)?|prénom et nom|"
    r"nom et prénom|nombre(?: y apellidos)?|apellidos? y nombre|nome(?: e cognome| completo)?|cognome e nome|nome\(i\).{0,14}|naam|imię i nazwisko|nazwisko i imię)\s*(?::|\t|\s{2,})\s*"
)
_NOT_NAME = re.compile(
    r"\b(?:curriculum|vitae|resume|résumé|lebenslauf|cv|profile|profil|perfil|europass|page|confidential|candidate|application|skills?|contact|"
    r"bewerbung|personal|summary|experience|education|languages?|street|road|university|project|machine|learning|data|intelligence|software|"
    r"english|version|updated|the|my|for|with|is|are|about|top)\b", re.IGNORECASE,
)  # fmt: skip
_SMALL = frozenset("de da van von der den del la le di dos das do el al bin ibn y e ten ter zu af av".split())
_TITLES = re.compile(
    r"^(?:(?:dr|prof|mr|mrs|ms|ing|dipl|mag|herr|frau|mme|m)\.?(?:-ing\.?)?\s+)+", re.IGNORECASE
)
_TAIL = re.compile(
    r"(?:,?\s+(?:ph\.?\s?d\.?|m\.?\s?sc\.?|mba|cfa|frm|m\.?a\.?|dr\.?|cipp\S*|togaf|\((?:mr|mrs|ms|he|she|they).*))+$",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s{2,}|[|,·–—(\t*/:;<]|\s-\s|\s\d")
_EMAIL = re.compile(r"([\w.+-]{1,64})@[\w-]")
_DEEP, _HEAD = 60, 6
"""Lines looked at, and lines in which a name may stand without a mail address that bears it out."""


def name_of(layout: Outline) -> Quote | None:
    """The name where it is stated first: labelled, borne out by the mail address, or at the top."""
    lines = [line for line in layout.lines[:_DEEP] if not line.blank]
    for line in lines:
        label = _LABEL.match(line.text[:200])
        if label:
            found = _candidate(line.text[:200], label.end(), strict=False)
            if found:
                return layout.quote(line.start + found[0], line.start + found[1])
    local = "".join(folded(m[1]) for m in _EMAIL.finditer(layout.mended.text[:20_000]))
    scored = list(_scored(lines, local))
    best = max(scored, default=None, key=lambda s: (s[0], -s[1]))
    return layout.quote(best[1], best[2]) if best and best[0] > 0 else None


def _scored(lines: Sequence[Line], local: str) -> Iterator[tuple[float, int, int]]:
    for number, line in enumerate(lines):
        found = _candidate(line.text[:200], 0, strict=True)
        if found is None or heading_kind(line.text) is not None:
            continue
        words = [folded(w) for w in re.findall(r"[^\W\d_]{2,}", line.text[slice(*found)])]
        borne = sum(w in local for w in words if len(w) > 2)
        top = max(0.0, 2.0 - 0.5 * number) if number < _HEAD else -1.0
        text = line.text[slice(*found)]
        other = title_weight(text) > 0 or employer_weight(text) > 0 or is_field(text) or is_place(text)
        yield top + 3.0 * borne - 1.5 * other, line.start + found[0], line.start + found[1]


def _candidate(text: str, at: int, *, strict: bool) -> tuple[int, int] | None:
    """The place of what may be a name, at the start of a line's text from `at`."""
    begin = at + len(text[at:]) - len(text[at:].lstrip("#* \t=_>"))
    cut = _CUT.search(text, begin + 1)
    end = cut.start() if cut else len(text)
    title = _TITLES.match(text[begin:end])
    begin += title.end() if title else 0
    tail = _TAIL.search(text, begin, end)
    end = tail.start() if tail else end
    while end > begin and not (text[end - 1].isalpha() or text[end - 1] == "."):
        end -= 1
    return (begin, end) if _reads_like_name(text[begin:end], strict=strict) else None


def _reads_like_name(text: str, *, strict: bool) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 48 or any(c.isdigit() for c in text) or not text[0].isalpha():
        return False
    if not all(w[0].isupper() or w.lower() in _SMALL for w in words if w[0].isalpha()):
        return False
    if not strict:
        return True
    return not _NOT_NAME.search(text)
