"""A document's own date: the latest month its text names, else its metadata."""

from __future__ import annotations

import re

from assay.domain.dates import Month

_NAMES = {
    1: "january jan januar janvier janv enero gennaio janeiro januari styczeń stycznia styczen ene gen sty",
    2: "february feb februar février fevrier févr febrero febbraio fevereiro februari luty lutego fev fév lut",
    3: "march mar märz maerz mrz mars marzo março marco maart mrt marzec marca",
    4: "april apr avril avr abril aprile abr kwiecień kwietnia kwiecien kwi",
    5: "may mai mayo maggio maio mei maj maja mag",
    6: "june jun juni juin junio giugno junho czerwiec czerwca giu cze",
    7: "july jul juli juillet juil julio luglio julho lipiec lipca lug lip",
    8: "august aug août aout agosto augustus sierpień sierpnia sierpien ago sie",
    9: "september sept sep septembre septiembre settembre setembro wrzesień września wrzesien set wrz",
    10: "october oct oktober okt octobre octubre ottobre outubro październik października pazdziernik ott out paź",
    11: "november nov novembre noviembre novembro listopad listopada lis",
    12: "december dec dezember dez décembre decembre diciembre dicembre dezembro grudzień grudnia grudzien dic déc gru",
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
"""Month names and abbreviations in eight languages, lower case, to 1-12."""

_BY_NAME = re.compile(r"\b([^\W\d_]{3,12})\.?(?:\s+de|\s+\d{1,2},)?\s{1,3}(20[0-3]\d)\b")
_BY_NUMBER = re.compile(
    r"(?<![\d/.\-])(?:(?:\d{1,2}[./]\s?)?(\d{1,2})[./](20[0-3]\d)|(20[0-3]\d)[-./](\d{1,2})(?:[-./]\d{1,2})?)(?![\d/])"
)
_AHEAD = re.compile(
    r"\b(?:expected|anticipated|voraussichtlich|planned|geplant|prévu|previsto|valid until|gültig bis|until|bis"
    r"|available from|ab)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)


def latest_month(text: str, *, not_after: Month | None = None) -> Month | None:
    """The latest month named in `text`, expected ones left out; None where there is none.

    `not_after` is the metadata's month, which no statement of the past can follow.
    """
    found = [m for m in (*_named(text), *_numbered(text)) if not_after is None or m <= not_after]
    return max(found, key=lambda m: m.ordinal, default=None)


def _ahead(text: str, at: int) -> bool:
    return bool(_AHEAD.search(text[max(0, at - 40) : at]))


def _named(text: str) -> list[Month]:
    out = []
    for match in _BY_NAME.finditer(text):
        month = MONTHS.get(match[1].lower())
        if month and not _ahead(text, match.start()):
            out.append(Month(int(match[2]), month))
    return out


def _numbered(text: str) -> list[Month]:
    out = []
    for match in _BY_NUMBER.finditer(text):
        year, month = int(match[2] or match[3]), int(match[1] or match[4])
        if 1 <= month <= 12 and not _ahead(text, match.start()):
            out.append(Month(year, month))
    return out
