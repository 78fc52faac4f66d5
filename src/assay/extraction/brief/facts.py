"""What the words of a demand say outright: years, degree, spoken language, signals, kind of evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assay.domain.brief import EvidenceAsked
from assay.domain.profile import Signal
from assay.extraction.brief.tables import cues
from assay.extraction.details import LANGUAGE_NAMES

SOFT = frozenset(
    {
        "communication-skills",
        "mentoring",
        "stakeholder-management",
        "cross-functional-collaboration",
        "teaching",
        "public-speaking",
        "technical-writing",
        "agile-methods",
    }
)
"""Skills that nearly every brief names and no CV is chosen for alone."""

MOST_YEARS = 25

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "ein": 1, "einem": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "diez": 10,
    "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "dieci": 10,
    "dois": 2, "duas": 2, "quatro": 4, "sete": 7, "oito": 8, "dez": 10,
    "twee": 2, "drie": 3, "vijf": 5, "zes": 6, "zeven": 7, "negen": 9, "tien": 10,
    "dwa": 2, "dwoch": 2, "trzy": 3, "trzech": 3, "cztery": 4, "czterech": 4, "piec": 5, "pieciu": 5, "szesc": 6, "siedem": 7, "osiem": 8, "dziesiec": 10,
}  # fmt: skip
_YEAR = r"(?:years?|yrs?\.?|jahre?n?|ans|annees?|anos?|anni|anno|jaar|jaren|lata?|roku|rok)"
_NUMBER = rf"(?P<n>\d{{1,2}}(?:[.,]\d)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_YEARS = re.compile(
    rf"(?<![\w.,/]){_NUMBER}\s?\+?(?:\s?\(\d{{1,2}}\))?(?:\s?(?:-|–|to|bis|a|à|do|tot|or|oder|ou|o|lub)\s?(?:\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\+?)?"
    rf"\s*(?:or more |plus |full |good |mehr |ans ou plus |o mas |ou mais |of meer |lub wiecej |of which )?{_YEAR}(?!\w)"
)
_LONG_AS = re.compile(
    rf"(?<![\w.,/]){_NUMBER}[- ]?(?:letni\w*|jahrig\w*|jarige?|years?(?= (?:track record|experience|background)))"
)
_MONTHS = re.compile(
    r"(?<![\w.,/])(?P<n>\d{1,2}|six|twelve|eighteen|twenty-four)\s?\+?\s(?:months?|monate?n?|mois|meses|mesi|maanden|miesiecy)(?:'|\sof|\sde|\sdi)?\s(?:[\w-]+\s){0,3}(?:experience|practice|erfahrung\w*|experiencia|esperienza|ervaring|doswiadczenia)"
)
_MONTH_WORDS = {"six": 6, "twelve": 12, "eighteen": 18, "twenty-four": 24}
_MORE_OF_THEM = re.compile(
    r"(?:of which|davon|dont|de ellos|di cui|dos quais|waarvan|w tym)\s(?:at least |mindestens |au moins |al menos |un minimo de |almeno |pelo menos |minimaal |co najmniej )?(?P<n>\d{1,2})\b"
)
_BARE_PLUS = re.compile(r"(?<![\w.,$€£])(?P<n>\d{1,2})\s?\+\s+(?:in|of|as)\b")
_NOT_OF_WORK = re.compile(
    r"(?:^\W*for (?:a|the) |every |per |next |last |past |coming |of residence|of age|years? old|years? ago|jahre alt|contract|extension|each |once (?:a|every))"
)
_DEGREES = (
    (3, re.compile(r"\b(?:ph\.?\s?d|doctorate|doctoral(?: degree)?|promotion|promoviert|doctorat|these|doctorado|dottorato|doutorado|doktorat|gepromoveerd)\b")),
    (2, re.compile(r"\b(?:master(?:'?s)?|m\.?sc|m\.?\s?tech|m\.\s?e\b|m\.?eng|mca|msc|ms degree|advanced degree|graduate degree|postgraduate|diplom|bac ?\+ ?5|ecole d'ingenieurs?|laurea magistrale|mestrado|magister\w*|magistersk\w*|maestria)\b")),
    (1, re.compile(r"\b(?:bachelor(?:'?s)?|b\.?sc|b\.?\s?tech|b\.\s?e\b|b\.?eng|bca|bs degree|bs in|ba in|b\.?s\.?|university degree|degree|undergraduate|hochschulabschluss|studium|licence|diplome|grado|licenciatura|titulacion|titulo universitario|laurea|superior completo|graduacao|formacao superior|hbo|wo-niveau|wo|wyzsze wyksztalcenie|wyksztalcenie wyzsze|studia)\b")),
)  # fmt: skip
_LANGUAGE = re.compile(
    r"\b(?:fluent\w*|fluency|fluen\w+|proficien\w+|native|spoken|speaks?|written|language|business|communication|fliessend|verhandlungssicher\w*|sprachkenntnisse|niveau|gut|courant\w*|maitrise|technique|fluid\w+|dominio|nivel|ottim\w+|madrelingua|conoscenza|livello|almeno|leitura|fluente|avancad\w+|vloeiend|beheersing|bieg\w+|znajomosc|poziom\w*|[abc][12])\b"
)
_SPOKEN_ALONE = 9  # words: "French, for our customers in Québec" is a demand; a longer sentence only names it


def years_asked(text: str) -> float | None:
    """The minimum of years stated in folded `text`; None where none is, or it is none of work.

    >>> years_asked("at least five years of experience with sql")
    5.0
    """
    for pattern in (_YEARS, _LONG_AS, _MORE_OF_THEM, _BARE_PLUS):
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 14) : match.end() + 14]
            if _NOT_OF_WORK.search(around):
                continue
            value = float(_NUMBERS.get(match["n"]) or match["n"].replace(",", "."))
            if 0 < value <= MOST_YEARS:
                return value
    months = _MONTHS.search(text)
    return (_MONTH_WORDS.get(months["n"]) or int(months["n"])) / 12 if months else None


def degree_asked(text: str) -> int:
    """The lowest degree named: 1 bachelor, 2 master or diploma, 3 doctorate, 0 none."""
    found = [level for level, pattern in _DEGREES if pattern.search(text)]
    return min(found) if found else 0


def language_asked(text: str) -> str | None:
    """The ISO 639 code of the (first) spoken language asked for."""
    named = languages_named(text)
    short = len(text.split()) <= _SPOKEN_ALONE
    return named[0] if named and (short or _LANGUAGE.search(text)) else None


def languages_named(text: str) -> list[str]:
    """ISO 639 codes of the spoken languages that stand in folded `text`."""
    words = re.findall(r"[^\W\d_]+", text)
    return list(dict.fromkeys(LANGUAGE_NAMES[w] for w in words if w in LANGUAGE_NAMES and len(w) > 3))


def language_name(code: str) -> str:
    """The English name of a spoken language by its ISO 639 code, the code itself where it is not known.

    >>> language_name("de")
    'German'
    """
    return next((name.title() for name, own in LANGUAGE_NAMES.items() if own == code), code)


def signals_asked(text: str, skills: Sequence[str]) -> tuple[str, ...]:
    """The experience signals that the words ask for beside `skills`."""
    found = []
    if cues()["production_ml"].search(text):
        found.append(Signal.PRODUCTION_ML)
    elif cues()["production"].search(text) and not skills:
        found.append(Signal.PRODUCTION)
    if cues()["design"].search(text) and len(skills) <= 2:
        found.append(Signal.SYSTEM_DESIGN)
    if cues()["infrastructure"].search(text) and len(skills) <= 1:
        found.append(Signal.INFRASTRUCTURE)
    if cues()["together"].search(text) and set(skills) <= SOFT:
        found.append(Signal.COLLABORATION)
    return tuple(str(s) for s in found)


def evidence_asked(text: str) -> EvidenceAsked:
    """The kind of experience that the words insist on."""
    if cues()["production"].search(text):
        return EvidenceAsked.PRODUCTION
    return EvidenceAsked.RESEARCH if cues()["research"].search(text) else EvidenceAsked.ANY
