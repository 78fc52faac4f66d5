"""Numbers with their units: users, requests a second, GPUs, parameters, rows, money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_MULTIPLES = {
    "k": 1e3, "thousand": 1e3, "tausend": 1e3, "mille": 1e3, "mil": 1e3, "tys": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6,
    "million": 1e6, "millions": 1e6, "mio": 1e6, "millionen": 1e6, "millones": 1e6, "milioni": 1e6, "milhoes": 1e6,
    "miljoen": 1e6, "mln": 1e6, "lakh": 1e5, "b": 1e9, "bn": 1e9, "billion": 1e9, "mrd": 1e9, "milliarden": 1e9,
    "milliards": 1e9, "miliardi": 1e9, "mld": 1e9, "crore": 1e7, "t": 1e12, "trillion": 1e12,
}  # fmt: skip
_UNITS = (
    ("gpu", r"gpus?|h100s?|h200s?|a100s?|v100s?|b200s?|l40s|a10gs?|t4s?|accelerators|grafikkarten|karten|tpus?"),
    ("requests/s", r"(?:requests?|queries|calls|messages|events|transactions|tokens|anfragen|nachrichten|requetes|peticiones|richieste|zapytan)\s(?:a|per|/|pro|par|por|al|na)\s?(?:second|sec|s|sekunde|seconde|segundo|secondo|sekunde)|rps|qps|req/s"),
    ("requests/day", r"(?:requests?|queries|calls|messages|events|transactions|tokens|orders|applications|letters|anfragen|streams?)\s(?:a|per|pro)\s(?:day|minute|month|hour|tag)"),
    ("users", r"users?|customers?|clients|subscribers|patients|drivers|nutzer\w*|kunden|utilisateurs|usuarios|utenti|clienti|gebruikers|klanten|uzytkownik\w*|people|merchants|policies|meters"),
    ("parameters", r"parameters?|params"),
    ("models", r"models?|modelle\w*|modeles|modelos|modelli|modellen|systems|systeme|systemes|use cases|validations|assessments"),
    ("nodes", r"nodes?|servers?|machines?|knoten|noeuds|nodos|nodi|clusters?|stations?|prufstationen|plants|stores|werken|filialen|devices|vehicles|fahrzeuge"),
    ("bytes", r"tb|pb|gb|terabytes?|petabytes?"),
    ("rows", r"rows|records|documents?|images|bilder|products|items|features|merkmale|samples|pairs|prompts"),
    ("money", r"eur|usd|gbp|chf|euros?|dollars?|pounds?"),
)  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.])(?P<money>[€$£]\s?)?(?P<n>\d{1,3}(?:[.,' ]\d{3})+|\d+(?:[.,]\d+)?)\s?(?P<x>k|m|mn|bn|b|t|mio\.?|mrd\.?|"
    r"thousand|tausend|million(?:en|s)?|billion|trillion|milliarden|milliards|millones|milioni|milhoes|miljoen|mln|mld|lakh|crore|mil|mille|tys)?"
    r"(?:\s|-)?(?P<rest>[^\d.;()]{0,34})"
)


_BEHIND = tuple((unit, re.compile(rf"(?:[a-z'’-]+\s){{0,2}}(?:{words})(?!\w)")) for unit, words in _UNITS)

_Quantity = tuple[float, str, int, int]


@lru_cache(maxsize=1_000)
def quantities_in(text: str) -> tuple[_Quantity, ...]:
    """Value, unit, start and end of each quantity in the folded `text`."""
    return tuple(_quantities(text))


def _quantities(text: str) -> Iterator[_Quantity]:
    for match in _NUMBER.finditer(text):
        value = _value(match["n"]) * _MULTIPLES.get((match["x"] or "").rstrip("."), 1.0)
        if match["money"]:
            yield value, "money", match.start(), match.end("n")
            continue
        rest = match["rest"] or ""
        for unit, words in _BEHIND:
            found = words.match(rest)
            if found:
                yield value, unit, match.start(), match.start("rest") + found.end()
                break


def _value(text: str) -> float:
    grouped = re.fullmatch(r"\d{1,3}(?:[.,' ]\d{3})+", text)
    if grouped:
        return float(re.sub(r"[.,' ]", "", text))
    return float(text.replace(",", "."))


_LARGE = {
    "gpu": 64, "requests/s": 500, "requests/day": 50_000, "users": 10_000, "parameters": 1e9, "models": 20, "nodes": 50,
    "bytes": 10, "rows": 1e6, "money": 250_000,
}  # fmt: skip


@lru_cache(maxsize=20_000)
def scale_of(text: str) -> int:
    """How large the work is by its quantities: 0 none stated, 1 some, 2 large.

    Large is what few people have run: `_LARGE` by unit, our own judgement.
    """
    best = 0
    for value, unit, _, _ in quantities_in(text):
        best = max(best, 2 if value >= _LARGE[unit] else 1)
    return best
