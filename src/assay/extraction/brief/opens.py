"""Names in a demand that the vocabulary lacks: tools, standards and methods as the brief writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assay.extraction.brief.pieces import Piece
from assay.extraction.brief.places import is_place
from assay.extraction.details import LANGUAGE_NAMES
from assay.taxonomy import folded

Span = tuple[int, int]

MOST_OPEN = 5
"""Open names kept of one demand."""

_WORD = r"[A-ZÀ-ÞŁŚŻ][\w+#]*(?:[.-][\w+#]+)*"
_RUN = re.compile(
    rf"(?<![\w@/.&'’-])(?:[a-z]+[A-Z]\w*|{_WORD})(?:\s(?:{_WORD}|\d[\d.]*|[IVX]+\b)){{0,3}}(?![\w@])"
)
_SURE = re.compile(r"[a-z][A-Z]|^[A-Z][A-Z0-9+#.]{1,}\b|\w\d|^[A-Z]\w+\.(?:js|io|ai)$")
_STOP = frozenset(
    """i we you our your the a an this these it if at in on of and or for with as by from to no not good strong solid deep excellent proven proficiency proficient
    experience knowledge familiarity understanding ability expertise background expert confident comfortable ideally bonus nice plus must required preferred desired
    minimum essential monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
    bachelor bachelors master masters phd ph.d msc m.sc bsc b.sc bs ms ba ma mba degree diploma doctorate university dr prof eu us uk usa emea apac ceo cto cfo coo vp hr pm
    q1 q2 q3 q4 english b1 b2 c1 c2 a1 a2 ii iii iv ml ai llm llms nlp it api apis job team teams company client clients customers cv erasmus stem cet est gmt k asap ote rsu rsus
    computer science engineering mathematics physics statistics informatik elektrotechnik mathematik physik b.s m.s pto jd cs years year
    mindestens von vorteil idealerweise
    sota product build
    research implementation design development deployment analysis understanding management training testing support delivery dental medical vision
    advanced applied general technical professional excellent outstanding responsibilities responsibility qualifications qualification requirements skills
    engineer engineers scientist scientists developer developers architect architects director manager managers analyst analysts researcher lead head
    al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc d.c""".split()
)
_COMPANIES = frozenset(
    "google microsoft meta amazon apple nvidia openai anthropic linkedin samsung adobe ibm oracle facebook netflix tesla".split()
)
_LEAD = re.compile(
    r"(?:experience|knowledge|familiarity|familiar|understanding|expertise|background|command|grasp|proficiency|proficient|skills?|exposure|track record|practice|feel|erfahrung\w*|kenntnisse|grundkenntnisse|"
    r"connaissances?|experience|maitrise|notions?|experiencia|conocimientos?|dominio|nociones|esperienza|conoscenza|competenze|conhecimentos?|experiencia|ervaring|kennis|doswiadczenie|znajomosc|wiedza)"
    r"\s(?:(?:either|both|both of|directly)\s)?(?:of|with|in|for|working with|working on|mit|im|in der|von|uber|de la|de l'|des|du|de|d'|dans|en|con|del|della|delle|dell'|dei|di|com|no|na|em|do|da|dos|das|met|van|z|w|ze|o)\s"
    r"(?P<rest>.+)"
)
_PHRASE_END = re.compile(
    r"[,.;:(/–—]|\s(?:and|or|is|are|was|would|will|such as|like|e\.g|for|as|at|to|on|that|which|who|from|und|oder|ist|sind|wie|fur|et|ou|est|serait|pour|y|o|es|e|para|che|per|en|voor|i|lub|oraz|jest)\b"
)
_FILLER = re.compile(
    r"^(?:(?:excellent|strong|good|solid|outstanding|deep|extensive|great|the|a|an|any|some|basic|modern|common|relevant|various|similar|one of|writing|using|building|working|our|at least|der|die|das|den|dem|les|la|le|el|los|las|il|lo|gli|os|as|een|het)\s+)+"
)
_NO_THING = re.compile(
    r"^(?:(?:are|is|have|has|be|can|do|write|care|like|love|strongly|highly|you|we|of|in|with|to|any|some|all|each|one|two|more|several|many|following|such|other|these|those|what|how|this|that|it|them|similar|at least|least|things?|areas?|skills?|people|others?|"
    r"multiple|various|different|related|relevant|new|your|their|its|both|either)\b|(?:work|working|job|role|team|field|industry|ability|years?)$)|\bfollowing\b"
)
"""Words that point to a list or say nothing, where a name should stand."""

_TAIL = re.compile(
    r"\s*\b(?:experience|background|skills?|knowledge|expertise|exposure|industry|sector|tools?|erfahrung|kenntnisse)\W*$"
)
_OR_BEFORE = re.compile(r"\b(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|i|in|with)$")
_OR_AFTER = re.compile(r"(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|i)\b")
_LEVEL = re.compile(r"[ABC][12]\b")
_HEAD = 3  # lines at the top, where the employer is named
_GAP = 6
_SHORT_BULLET, _MOST_WORDS = 4, 5


def open_names(piece: Piece, covered: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Runs of capitalised words that name something outside the vocabulary, each with its place in the sentence.

    A plain word with a capital counts only among names that are sure: mentions, or words spelt like products.
    """
    if _is_shouted(piece.words) or not piece.sentence.part.name:
        return
    found = [(m, name) for m in _RUN.finditer(piece.words) if (name := _candidate(piece, m, covered))]
    company = bool(covered) or any(_SURE.search(name) for _, name in found)
    german = (piece.sentence.document.language or "") == "de"
    kept = [
        (m, n)
        for m, n in found
        if _SURE.search(n)
        or (company and (_stands_in_list(piece, m) or _beside(piece, m, covered)))
        or (" " in n and not german)
    ]
    for match, name in kept[:MOST_OPEN]:
        yield (piece.start + match.start(), piece.start + match.end()), name


def _candidate(piece: Piece, match: re.Match[str], covered: Sequence[Span]) -> str | None:
    start, end = piece.start + match.start(), piece.start + match.end()
    if any(start < stop and begin < end for begin, stop in covered):
        return None
    name = _trimmed(match[0])
    return name if name and _may_name(name, piece, match) else None


def _is_shouted(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.6 * len(letters) and len(letters) > 12


def _trimmed(run: str) -> str:
    """The run without words that name nothing at either end."""
    words = run.split()
    while words and folded(words[0]) in _STOP:
        words.pop(0)
    while words and folded(words[-1]) in _STOP:
        words.pop()
    return " ".join(words)


def _may_name(name: str, piece: Piece, match: re.Match[str]) -> bool:
    """Whether the run may be the name of a thing rather than the first word of a sentence, a place or a language."""
    low = folded(name)
    if (
        len(name) < 2
        or _LEVEL.match(name)
        or is_place(low)
        or low in LANGUAGE_NAMES
        or low in _STOP | _COMPANIES
    ):
        return False
    if re.search(rf"\b{re.escape(name)}\b", _head(piece.sentence.document.text)):
        return False
    if _SURE.search(name):
        return True
    before = piece.words[: match.start()].rstrip()
    if not before or before.endswith((".", ":", "!", "?", "•")):
        return piece.sentence.part.name in ("must", "nice") and _stands_in_list(piece, match)
    return (piece.sentence.document.language or "") != "de" or _stands_in_list(piece, match)


@lru_cache(maxsize=8)
def _head(text: str) -> str:
    return "\n".join(line for line, _ in zip(filter(str.strip, text.split("\n")), range(_HEAD), strict=False))


def _beside(piece: Piece, match: re.Match[str], covered: Sequence[Span]) -> bool:
    """Whether a name of the vocabulary stands just before it: "MuJoCo or Drake"."""
    at = piece.start + match.start()
    return any(0 <= at - end <= _GAP for _, end in covered) and bool(
        re.search(r"(?:,|/|\b(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|i))\s*$", piece.words[: match.start()])
    )


def _stands_in_list(piece: Piece, match: re.Match[str]) -> bool:
    before, after = piece.words[: match.start()].rstrip(), piece.words[match.end() :].lstrip()
    conjunction = _OR_AFTER.match(after)
    if not before and conjunction and not re.match(r"\s*[A-ZÀ-Þ\d]", after[conjunction.end() :]):
        return False  # the first word of a sentence: "Design and operation of ..."
    opens = not before or before.endswith((",", "(", "/", ":")) or bool(_OR_BEFORE.search(before))
    return opens and (after[:1] in ("", ",", "/", ")", ".") or bool(_OR_AFTER.match(after)))


def open_phrase(piece: Piece) -> str | None:
    """The phrase behind "knowledge of", or a short bullet itself; None where there is no such thing."""
    if piece.years:
        return None
    match = _LEAD.search(piece.text)
    if match is not None:
        start = piece.start + match.start("rest")
        return _cut(piece.sentence.text[start : piece.end])
    short = piece.sentence.bullet and len(piece.text.split()) <= _SHORT_BULLET
    return _cut(piece.words) if short and piece.sentence.part.name in ("must", "nice") else None


def _cut(words: str) -> str | None:
    low = folded(words)
    filler = _FILLER.match(low)
    start = filler.end() if filler else 0
    end = _PHRASE_END.search(low, start)
    phrase = words[start : end.start() if end else len(words)].strip(" '’\"-–•*✔→")
    phrase = phrase[: len(phrase) - len(_tail(phrase))].strip()
    count = len(phrase.split())
    if (
        not 0 < count <= _MOST_WORDS
        or sum(c.isalpha() for c in phrase) < 3
        or _NO_THING.search(folded(phrase))
    ):
        return None
    return phrase[0].upper() + phrase[1:]


def _tail(phrase: str) -> str:
    match = _TAIL.search(folded(phrase))
    return phrase[match.start() :] if match and len(folded(phrase)) == len(phrase) else ""
