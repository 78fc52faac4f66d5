"""Pay as a brief states it: the range, its currency and its period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assay.domain.brief import Pay
from assay.domain.document import Document, Span
from assay.taxonomy import folded

_SYMBOLS = {
    "$": "USD", "us$": "USD", "€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "₹": "INR", "rs": "INR", "rs.": "INR", "¥": "JPY",
    "zł": "PLN", "zl": "PLN", "zlotych": "PLN", "c$": "CAD", "ca$": "CAD", "cad$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "s$": "SGD", "sg$": "SGD",
    "hk$": "HKD", "r$": "BRL", "mx$": "MXN", "fr": "CHF", "fr.": "CHF", "sfr": "CHF", "kč": "CZK", "₪": "ILS", "₩": "KRW", "₺": "TRY", "r": "ZAR",
}  # fmt: skip
_DOLLARS = {
    "Canada": "CAD",
    "Australia": "AUD",
    "New Zealand": "NZD",
    "Singapore": "SGD",
    "Hong Kong": "HKD",
    "Mexico": "MXN",
}
"""What a bare $ means where the role is."""

_CODES = "usd eur gbp chf pln cad aud nzd sgd hkd inr jpy sek nok dkk czk huf ron brl mxn zar aed ils".split()
_CURRENCY = rf"(?:(?:us|ca?|cad|au?|nz|sg?|hk|r|mx)\$|[$€£₹¥₪]|zł|zl\b|zlotych|euros?\b|rs\.?(?=\s?\d)|(?:{'|'.join(_CODES)})\b)"
_AMOUNT = r"(?:\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{2,7}(?:[.,]\d{1,2})?)"
_TIMES = r"(?:k\b|tys\.?|mil\b|mila\b|thousand\b|tausend\b|duizend\b|lakhs?\b|lacs?\b|lpa\b)"
_ROUND = r"(?:[,.][-–])?"  # "€ 4.200,-"
_BETWEEN = r"(?:-|–|—|−|to|bis|a|à|and|und|et|y|e|en|i|al|ate|do|tot)"
_RANGE = re.compile(
    rf"(?P<c1>{_CURRENCY})?\s?(?P<a>{_AMOUNT}){_ROUND}\s?(?P<k1>{_TIMES})?\s?(?P<c2>{_CURRENCY})?(?:/\s?\w+)?\s?(?:brutto |bruts? |gross )?{_BETWEEN}\s?"
    rf"(?P<c3>{_CURRENCY})?\s?(?P<b>{_AMOUNT}){_ROUND}\s?(?P<k2>{_TIMES})?\s?(?P<c4>{_CURRENCY})?",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"(?:(?P<c1>{_CURRENCY})\s?(?P<a>{_AMOUNT}){_ROUND}\s?(?P<k1>{_TIMES})?|(?P<a2>{_AMOUNT})\s?(?P<k2>{_TIMES})?\s?(?P<c2>{_CURRENCY}))",
    re.IGNORECASE,
)
_PERIODS = (
    ("hour", r"per hour|an hour|hourly|/ ?h\b|/ ?hr|/ ?hour|stunde\b|pro stunde|de l'heure|heure|a la hora|por hora|all'ora|orari|per uur|uurtarief|godzin\w*|/godz"),
    ("day", r"per day|a day|/ ?day|daily rate|day rate|pro tag|tagessatz|/ ?tag|par jour|/ ?jour|tjm|al giorno|por dia|al dia|per dag|dagtarief|dzien\w*|/dzien"),
    ("month", r"per month|a month|/ ?month|monthly|monat\w*|mois|mensuel\w*|mes\b|mensual\w*|mese|mensil\w*|mensais|maand\w*|miesi\w*|mies\b"),
    ("year", r"year|annual\w*|annum|yearly|p\.?a\b|jahr\w*|par an\b|/ ?an\b|annuel\w*|al ano|ano\b|anual\w*|anuais|anno\b|annu[iao]\b|ral\b|jaar\w*|rok\b|rocznie|base|lpa"),
)  # fmt: skip
_ABOUT_PAY = re.compile(
    r"salary|\bpay\b|paid|compensation|wage|remuneration|\brate\b|range|base\b|gehalt|vergutung|jahresgehalt|salaire|remuneration|salario|sueldo|retribuc\w+|stipendio|\bral\b|retribuzione|remunerac\w+|salaris|vergoeding|wynagrodzeni\w+|widelki|stawk\w+|per (?:year|hour|annum|day|month)|a (?:year|day|month)\b"
)
_NOT_PAY = re.compile(
    r"^\s?(?:m\b|mn\b|million|mio|mln|bn\b|billion|mrd|millones|millions|milioni|milhoes)|^\s?(?:\w+\s){0,2}(?:budget|allowance|stipend|voucher|referral|bonus|zuschuss)\b"
)
_BEFORE_NOT_PAY = re.compile(
    r"(?:raised|revenue|funding|turnover|fatturato|umsatz|budget of|budget von|allowance of|bonus of|referral|invested|committed|programme|programm)\W+(?:\w+\W+){0,4}$"
)
_LEAST, _MOST = 8.0, 60_000_000.0
_LEAST_YEARLY = 1_000.0
_ALIKE = 3.0  # two ranges of one role differ less than this between places


def pay_of(document: Document, country: str | None) -> Pay | None:
    """The pay stated: a range with a currency, else an amount near a word for pay.

    Several ranges in one currency and period (one for each place) are joined: lowest to highest.
    `country` is where the role is, which tells what a bare $ means.
    """
    found = list(_ranges(document, country)) or list(_singles(document, country))
    if not found:
        return None
    first = next((p for p, about in found if about), found[0][0])
    others = [p for p, _ in found if (p.currency, p.period) == (first.currency, first.period)]
    alike = [p for p in others if 1 / _ALIKE < p.minimum / first.minimum < _ALIKE]
    return replace(first, minimum=min(p.minimum for p in alike), maximum=max(p.maximum for p in alike))


def _ranges(document: Document, country: str | None) -> Iterator[tuple[Pay, bool]]:
    text = document.text
    for match in _RANGE.finditer(text):
        times = (match["k1"] or match["k2"] or "").lower()
        currency = _currency(country, match["c1"], match["c2"], match["c3"], match["c4"])
        currency = currency or ("INR" if times.startswith(("lakh", "lac", "lpa")) else None)
        if currency is None or _is_no_pay(text, match):
            continue
        low, high = _amount(match["a"], times), _amount(match["b"], times)
        if _LEAST <= low <= high <= _MOST and high < 10 * low:
            yield _made(document, Span(*match.span()), low, high, currency)


def _singles(document: Document, country: str | None) -> Iterator[tuple[Pay, bool]]:
    text = document.text
    for match in _SINGLE.finditer(text):
        currency = _currency(country, match["c1"], match["c2"])
        around = folded(text[max(0, match.start() - 60) : match.end() + 40])
        if currency is None or _is_no_pay(text, match) or not _ABOUT_PAY.search(around):
            continue
        value = _amount(match["a"] or match["a2"], (match["k1"] or match["k2"] or "").lower())
        if _LEAST <= value <= _MOST:
            yield _made(document, Span(*match.span()), value, value, currency)


def _is_no_pay(text: str, match: re.Match[str]) -> bool:
    after = folded(text[match.end() : match.end() + 40]).split("\n")[0]
    before = folded(text[max(0, match.start() - 60) : match.start()]).split("\n")[-1]
    return bool(_NOT_PAY.search(after) or _BEFORE_NOT_PAY.search(before))


def _amount(text: str, times: str) -> float:
    bare = re.sub(r"[ '’\u00a0\u202f]", "", text)
    if re.fullmatch(r"\d{1,2}(?:,\d{2})+,\d{3}", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?", bare):
        bare = re.sub(r"[.,](?=\d{3})", "", bare)
    value = float(bare.replace(",", "."))
    if times.startswith(("lakh", "lac", "lpa")):
        return value * 100_000
    return value * 1000 if times and value < 10_000 else value


def _currency(country: str | None, *marks: str | None) -> str | None:
    for mark in marks:
        if mark:
            name = _SYMBOLS.get(folded(mark), mark.upper())
            return _DOLLARS.get(country or "", name) if mark == "$" else name
    return None


def _made(document: Document, span: Span, low: float, high: float, currency: str) -> tuple[Pay, bool]:
    """The pay, and whether words near it say that it is pay."""
    after = folded(document.text[span.end : span.end + 48]).split("\n")[0]
    before = folded(document.text[max(0, span.start - 60) : span.start])
    stated = next((n for n, p in _PERIODS if re.search(rf"(?:{p})", after)), None) or next(
        (n for n, p in _PERIODS if re.search(rf"\b(?:{p})", before)), None
    )
    guessed = "year" if high >= 12_000 else "month" if high >= 1500 else "day" if high >= 200 else "hour"
    if currency in ("PLN", "BRL", "MXN", "CZK", "SEK", "NOK", "DKK") and high >= 4_000:
        guessed = "month" if high < 80_000 else "year"
    period = stated or guessed
    if stated in ("hour", "day") and high >= 12_000:
        period = "year"
    if period == "year" and high < _LEAST_YEARLY:
        period = guessed
    quote = document.quote(span)
    about = bool(stated or _ABOUT_PAY.search(before))
    return Pay(minimum=low, maximum=high, currency=currency, period=period, quote=quote), about
