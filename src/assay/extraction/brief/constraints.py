"""The terms of a role: place, remote, sponsorship, pay, employment, languages."""

from __future__ import annotations

import re

from assay.domain.brief import Constraints, Pay, Remote
from assay.domain.document import Document, Span
from assay.extraction.brief.tables import cues
from assay.taxonomy import folded

_SYMBOLS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "¥": "JPY",
    "zł": "PLN",
    "zl": "PLN",
    "us$": "USD",
    "c$": "CAD",
    "a$": "AUD",
    "s$": "SGD",
}
_CODES = "usd eur gbp chf pln cad aud sgd inr jpy sek nok dkk czk".split()
_CURRENCY = rf"(?:us\$|c\$|a\$|s\$|[$€£₹¥]|zł|zl|(?:{'|'.join(_CODES)})\b)"
_AMOUNT = r"\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d{1,2})?|\d{2,7}(?:[.,]\d{1,2})?\s?k?"
_RANGE = re.compile(
    rf"(?P<c1>{_CURRENCY})?\s?(?P<a>{_AMOUNT})\s?(?P<k1>k)?\s?(?P<c2>{_CURRENCY})?\s?(?:-|–|—|to|bis|a|à|and|al|do|tot)\s?"
    rf"(?P<c3>{_CURRENCY})?\s?(?P<b>{_AMOUNT})\s?(?P<k2>k)?(?:/\w+)?\s?(?P<c4>{_CURRENCY})?",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?P<c1>{_CURRENCY})\s?(?P<a>{_AMOUNT})\s?(?P<k1>k)?", re.IGNORECASE)
_PERIODS = (
    ("hour", r"hour|hourly|/h\b|/hr|stunde|heure|hora|ora|uur|godzin\w*"),
    ("day", r"per day|a day|daily rate|/day|tag|jour|al giorno|dag\b|dzien"),
    ("month", r"month|monthly|monat\w*|mois|mes\b|mensual\w*|mese|mensil\w*|maand|miesi\w*"),
    ("year", r"year|annual\w*|annum|yearly|jahr\w*|an\b|annuel\w*|ano\b|anual\w*|anno|annu\w*|jaar|rok\b|base"),
)  # fmt: skip
_EMPLOYMENT = (
    ("internship", r"\binternship\b|\bpraktikum\b|\bstage\b(?= )|\bprácticas\b|\btirocinio\b|\bestágio\b"),
    ("contract", r"\bcontract(?:or)?\b(?! law| review| negotiation)|\bfreelance\b|\bb2b\b|\bfixed[- ]term\b|\btemporary\b|\bbefristet\b"),
    ("part-time", r"\bpart[- ]time\b|\bteilzeit\b|\btemps partiel\b"),
    ("full-time", r"\bfull[- ]?time\b|\bvollzeit\b|\btemps plein\b|\bjornada completa\b|\btempo pieno\b|\btempo integral\b|\bfulltime\b|\bpełny etat\b|\bcdi\b|\bpermanent\b"),
)  # fmt: skip
_PLACE = re.compile(
    r"(?<![\w])([A-ZÀ-ÞŁŚŻ][\w'’.-]+(?: [A-ZÀ-ÞŁŚŻ][\w'’.-]+){0,2}),\s([A-Z]{2}\b(?!\w)|[A-ZÀ-ÞŁŚŻ][\w'’-]+(?: (?:of |and )?[A-ZÀ-ÞŁŚŻ][\w'’-]+){0,2})"
)
_US_STATES = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC".split()
)
_HEAD_LINES = 6
_WHERE = re.compile(
    r"\b(?:location|based in|office in|offices in|standort|lieu|ubicaci[oó]n|sede|localiza[çc][ãa]o|locatie|lokalizacja)\b",
    re.IGNORECASE,
)
_CITY_ONLY = re.compile(
    r"(?:[—–-]|\bin\b|[Ll]ocation:|[Bb]ased in)\s*([A-ZÀ-ÞŁŚŻ][\w'’-]+(?: [A-ZÀ-ÞŁŚŻ][\w'’-]+)?)\s*\("
)


def constraints_of(document: Document) -> Constraints:
    """The terms that the brief states; what it does not state is unspecified."""
    text = document.text
    low = folded(text).replace("’", "'")
    pay = _pay(document)
    remote, where = _remote(low)
    sponsorship, words = _sponsorship(low)
    quotes = [document.quote(s) for s in (where, words) if s]
    return Constraints(
        locations=_locations(text),
        remote=remote,
        sponsorship=sponsorship,
        pay=pay,
        employment=next((name for name, p in _EMPLOYMENT if re.search(p, low)), "unspecified"),
        quotes=(*quotes, *((pay.quote,) if pay and pay.quote else ())),
    )


def _remote(low: str) -> tuple[Remote, Span | None]:
    for name in (Remote.HYBRID, Remote.REMOTE, Remote.ONSITE):
        match = cues("remote")[name.value].search(low)
        if match:
            return name, Span(*match.span())
    return Remote.UNSPECIFIED, None


def _sponsorship(low: str) -> tuple[str, Span | None]:
    for name in ("no", "yes"):
        match = cues("sponsorship")[name].search(low)
        if match:
            return name, Span(match.start(), min(match.end(), match.start() + 400))
    return "unspecified", None


def _amount(text: str, thousands: bool) -> float:
    bare = re.sub(r"[ '](?=\d{3})", "", text.lower())
    thousands = thousands or bare.endswith("k")
    bare = bare.rstrip("k ").strip()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?", bare):
        bare = re.sub(r"[.,](?=\d{3})", "", bare)
    value = float(bare.replace(",", "."))
    return value * 1000 if thousands else value


def _currency(*marks: str | None) -> str | None:
    for mark in marks:
        if mark:
            return _SYMBOLS.get(mark.lower(), mark.upper())
    return None


def _pay(document: Document) -> Pay | None:
    """The first pay range with a currency, else the first amount near a word for pay."""
    text = document.text
    for match in _RANGE.finditer(text):
        currency = _currency(match["c1"], match["c2"], match["c3"], match["c4"])
        if currency is None:
            continue
        thousands = bool(
            match["k1"] or match["k2"] or match["a"].lower().endswith("k") or match["b"].lower().endswith("k")
        )
        low, high = _amount(match["a"], thousands), _amount(match["b"], thousands)
        if 8 <= low <= high <= 5_000_000:
            return _made(document, Span(*match.span()), low, high, currency)
    for match in _SINGLE.finditer(text):
        around = folded(text[max(0, match.start() - 60) : match.end() + 40])
        if not re.search(
            r"salary|pay\b|compensation|gehalt|salaire|remuneration|salario|stipendio|retribuzione|salaris|wynagrodzenie|per (?:year|hour|annum)",
            around,
        ):
            continue
        value = _amount(match["a"], bool(match["k1"]))
        if 8 <= value <= 5_000_000:
            return _made(document, Span(*match.span()), value, value, _currency(match["c1"]) or "")
    return None


def _made(document: Document, span: Span, low: float, high: float, currency: str) -> Pay:
    after = folded(document.text[span.end : span.end + 48])
    before = folded(document.text[max(0, span.start - 48) : span.start])
    stated = next((n for n, p in _PERIODS if re.search(rf"(?:{p})", after)), None) or next(
        (n for n, p in _PERIODS if re.search(rf"(?:{p})", before)), None
    )
    period = stated or (
        "year" if high >= 12_000 else "month" if high >= 1500 else "day" if high >= 200 else "hour"
    )
    if stated in ("hour", "day") and high >= 12_000:
        period = "year"
    return Pay(minimum=low, maximum=high, currency=currency, period=period, quote=document.quote(span))


def _locations(text: str) -> tuple[str, ...]:
    """Places named in the head of the brief or beside a word for location, as "City, Country"."""
    lines = [line for line in text.split("\n") if line.strip()]
    searched = [
        *lines[:_HEAD_LINES],
        *(line for line in lines[_HEAD_LINES:] if _WHERE.search(line) and len(line) < 300),
    ]
    found: dict[str, None] = {}
    for line in searched:
        for match in _PLACE.finditer(line):
            country = "United States" if match[2] in _US_STATES else match[2]
            if len(match[2]) == 2 and match[2] not in _US_STATES:
                continue
            found.setdefault(f"{match[1]}, {country}", None)
        if not found:
            for match in _CITY_ONLY.finditer(line):
                found.setdefault(match[1], None)
    return tuple(found)[:6]
