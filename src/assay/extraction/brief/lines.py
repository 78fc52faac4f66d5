"""The lines of a brief, with those parted that a form or a web page has run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assay.extraction.lines import Line, lines_of

_BULLETS = re.compile(r"(?<=\S)\s?[•▪■●◆‣➢➤►✓✔✅]\s?(?=\S)|(?<=[.;:)!])\s[-–*+]\s(?=[A-ZÀ-Þ])")
_FEWEST = 2  # bullets from which a line holds a list; a lone mark parts words as a dash does
_SURE_BULLETS = re.compile(r"[•▪■●◆‣➢➤►✓✔✅]")
_GLYPH = re.compile(r"^(\s*)(?:[>»\"+✅◼▶➔⁃](?=\s)|\(?[a-h]\)(?=\s)|[-•*·>▪●✓✔](?=[^\W\d_]))")
_NOT_MARK = re.compile(r"^\s*\*\*")

_HEADED = re.compile(
    r"(?<=[\w.!?)\"”])\s(?P<head>(?:(?:Minimum|Basic|Required|Preferred|Desired|Essential|Additional|Key|Core|Main|Primary|Job|Technical|Your|The) )?"
    r"(?:Qualifications?|Requirements?|Responsibilities|Skills(?: (?:and|&) (?:Experience|Qualifications))?|Duties|Must[- ]Haves?|Nice[- ][Tt]o[- ][Hh]aves?|Benefits|Perks|"
    r"Who You Are|About You|About Us|About [Tt]he (?:Role|Team|Company|Job)|What [Yy]ou(?:['’]ll| [Ww]ill)? (?:[Dd]o|[Bb]ring|[Nn]eed|[Hh]ave)|What [Ww]e (?:[Oo]ffer|['’]re [Ll]ooking [Ff]or)|Equal Opportunity(?: Employer)?|"
    r"Compensation|Preferred Experience|Required Experience|Bonus Points))"
    r"(?P<mark>\s?[:–—-]\s|\s(?=[A-Z\d])|\s?:?\s*$)"
)
_JOINING = re.compile(
    r"\b(?:of|the|our|for|with|and|or|in|on|to|a|an|your|their|its|both|as|have|has|having|is|are|be|from|such|no|some|prior|relevant|these|all|any|other|by|per)$",
    re.IGNORECASE,
)
_FEWEST_WORDS = 4  # with its bullet, a line that another may be glued to
_LONG = 240  # characters from which a line may hold headings
_LOOSE = ("Compensation", "Benefits", "Perks", "Skills", "Duties")
"""Words that stand inside sentences too; as headings they need a colon."""

_GLUED = re.compile(
    r"(?<=[a-z\d)])\s(?=(?:Experience|Experienced|Proficien(?:cy|t)|Familiarity|Familiar|Knowledge|Strong|Excellent|Proven|Ability|Expertise|Understanding|Solid|Demonstrated|Hands-on|Bachelor['’]s|Master['’]s)"
    r"\s(?:[a-z]|in\b|[A-Z+#]{1,6}\b))"
)


def brief_lines(text: str) -> tuple[Line, ...]:
    """The lines of the mended text of a brief, numbered from 0.

    A long line that holds headings or bullets is parted before and after them, and bullets glued together
    ("... in SQL Experience with ...") before the second. Marks that only briefs use as bullets are written
    as one, so that what follows can tell them.
    """
    parted = [piece for line in lines_of(text) for piece in _parted(line)]
    return tuple(_marked(replace(line, number=number)) for number, line in enumerate(parted))


def _parted(line: Line) -> Iterator[Line]:
    cuts = sorted({at for at in _cuts(line.text) if line.text[:at].strip()})
    for start, end in zip([0, *cuts], [*cuts, len(line.text)], strict=True):
        yield Line(line.number, line.start + start, line.start + end, line.text[start:end])


def _cuts(text: str) -> Iterator[int]:
    """Places at which a line falls apart."""
    for match in _GLUED.finditer(text):
        before = text[: match.start()]
        if len(before.split()) >= _FEWEST_WORDS and not _JOINING.search(before):
            yield match.end()
    bullets = [m.start() + (m[0][:1].isspace()) for m in _BULLETS.finditer(text)]
    if len(bullets) + bool(_SURE_BULLETS.match(text.strip()[:1])) >= _FEWEST:
        yield from bullets
    if len(text) >= _LONG:
        for match in _HEADED.finditer(text):
            loose = not match["mark"].strip() and (match["head"] in _LOOSE or " " not in match["head"])
            if not loose and not _JOINING.search(text[: match.start()]):
                yield match.start("head")
                yield match.end("mark")


def _marked(line: Line) -> Line:
    """The line with its own kind of bullet written as "• ", places kept."""
    match = None if _NOT_MARK.match(line.text) else _GLYPH.match(line.text)
    if match is None:
        return line
    rest = line.text[match.end() :]
    if rest[:1].isspace():
        return replace(line, text=f"{'•':>{match.end()}}{rest}")
    # The bullet has no space behind it: one is put in, and the start moved so that the words keep their place.
    return replace(line, text=f"{match[1]}• {rest}", start=line.start - 1)
