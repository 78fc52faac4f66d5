"""How many days of notice a phrase states, in the languages that CVs are read in."""

from __future__ import annotations

import re

_MONTH, _WEEK = 30, 7
_CALENDAR = 7 / 5
"""Calendar days of a working day."""
_MOST = 730
"""Days beyond which a number is not taken for a notice period; the registry's limit of the fact."""

_SPELLED = {
    1: "one a ein eine einen einem einer un une una uno um uma een één jeden jedno",
    2: "two zwei deux dos due dois duas twee dwa dwie",
    3: "three drei trois tres tre três drie trzy",
    4: "four vier quatre cuatro quattro quatro cztery",
    5: "five fünf cinq cinco cinque vijf pięć",
    6: "six sechs seis sei zes sześć",
    7: "seven sieben sept siete sette sete zeven siedem",
    8: "eight acht huit ocho otto oito osiem",
    9: "nine neun neuf nueve nove negen dziewięć",
    10: "ten zehn dix diez dieci dez tien dziesięć",
    11: "eleven elf onze once undici jedenaście",
    12: "twelve zwölf douze doce dodici doze twaalf dwanaście",
}
_NUMBERS = {word: number for number, words in _SPELLED.items() for word in words.split()}
_DAY = "days?|tage?n?|jours?|d[ií]as?|giorn[oi]|dag(?:en)?|dzień|dni"
_OF_WEEK = "weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|tydzień|tygodni\\w*"
_OF_MONTH = "months?|monate?[ns]?|mois|m[eê]s(?:es)?|mes[ei]|maand(?:en)?|miesi[ąęa]\\w+"
_WORKED = "working|business|werk|arbeits|ouvr(?:és|ables)|hábiles|laborables|lavorativi|úteis|robocz\\w+"
_NOTICE = re.compile(
    rf"(?<![\w.,/])(?P<count>\d{{1,3}}(?:[.,]\d)?\+?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
    rf"(?:\s*\(\d+\))?[\s\u00a0-]*(?P<worked>(?:{_WORKED})[\s-]*)?(?:(?:calendar|full|kalender|volle)[\s-]*)?"
    rf"(?:(?P<day>{_DAY})|(?P<week>{_OF_WEEK})|(?P<month>{_OF_MONTH}))(?!\w)"
    rf"(?P<after>\s*(?:{_WORKED}))?"
    r"(?!\s+(?:of )?experience)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\S+\s*(?:{_DAY}|hours?|stunden|heures|horas|ore|uur|godzin\w*)"
    r"\s*(?:/|an?\s|per\s|pro\s|par\s|por\s|alla\s|na\s|in der\s|each\s|every\s|of the\s)\s*\w+",
    re.IGNORECASE,
)
"""A share of the week that somebody works, which is no notice."""
_AT_ONCE = re.compile(
    r"\b(?:immediat\w*|now|at once|sofort|unverzüglich|immédiat\w*|inmediat\w*|subito|imediat\w*|onmiddellijk|"
    r"per direct|direct beschikbaar|od zaraz|natychmiast\w*)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|n't|nicht|pas|non|não|niet|nie)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def notice_days(text: str) -> int | None:
    """Calendar days of notice that words state; None where they state none.

    A month counts 30 days, a working day 7/5. A date to start from is no notice period, nor is a share of the
    week that somebody works.

    >>> notice_days("Notice period: two months"), notice_days("available immediately"), notice_days("negotiable")
    (60, 0, None)
    """
    text = _SHARE.sub(" ", text)
    found = _NOTICE.search(text)
    if found:
        days = _days(found)
        return days if days <= _MOST else None
    at_once = _AT_ONCE.search(text)
    return 0 if at_once and not _NEGATED.search(text[: at_once.start()]) else None


def _days(found: re.Match[str]) -> int:
    word = found["count"].lower()
    count = float(_NUMBERS.get(word) or word.rstrip("+").replace(",", "."))
    if found["month"]:
        return round(count * _MONTH)
    if found["week"]:
        return round(count * _WEEK)
    return round(count * (_CALENDAR if found["worked"] or found["after"] else 1))
