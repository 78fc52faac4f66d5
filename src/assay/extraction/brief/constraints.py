"""The terms of a role: place, remote, sponsorship, pay, employment."""

from __future__ import annotations

import re

from assay.domain.brief import Constraints, Remote
from assay.domain.document import Document, Span
from assay.extraction.brief.pay import pay_of
from assay.extraction.brief.places import country_of, places_of
from assay.extraction.brief.tables import cues
from assay.taxonomy import folded

_HEAD = 7  # lines in which the terms are told rather than talked about
_MAX_QUOTE = 400
_REMOTE = {"hybrid": Remote.HYBRID, "remote": Remote.REMOTE, "onsite": Remote.ONSITE}
_SURE, _HINTS = ("remote sure", "hybrid sure", "onsite sure"), ("hybrid", "onsite", "remote")


def constraints_of(document: Document) -> Constraints:
    """The terms that the brief states; what it does not state is unspecified."""
    low = folded(document.text).replace("’", "'")
    places = places_of(document.text)
    pay = pay_of(document, country_of(places))
    remote, where = _remote(low)
    sponsorship, words = _sponsorship(low)
    quotes = [document.quote(s) for s in (where, words) if s]
    return Constraints(
        locations=places,
        remote=remote,
        sponsorship=sponsorship,
        pay=pay,
        employment=_employment(low),
        quotes=(*quotes, *((pay.quote,) if pay and pay.quote else ())),
    )


def _remote(low: str) -> tuple[Remote, Span | None]:
    """From the head first, then from sure statements, then from hints; "remote options" make it hybrid."""
    at, head = 0, 0
    for line in low.split("\n"):
        if line.strip():
            head += 1
        if head > _HEAD:
            break
        at += len(line) + 1
    patterns = cues("remote")
    for names, end in (((*_SURE, *_HINTS), at), (_SURE, len(low)), (_HINTS, len(low))):
        for name in names:
            match = patterns[name].search(low, 0, min(end, len(low)))
            if match:
                return _REMOTE[name.split()[0]], Span(*match.span())
    return Remote.UNSPECIFIED, None


def _sponsorship(low: str) -> tuple[str, Span | None]:
    """A refusal counts before an offer, an offer before a demand to hold the right to work."""
    for name, answer in (("no", "no"), ("yes", "yes"), ("permit", "no")):
        match = cues("sponsorship")[name].search(low)
        if match:
            return answer, Span(match.start(), min(match.end(), match.start() + _MAX_QUOTE))
    return "unspecified", None


def _employment(low: str) -> str:
    """The kind that is named first in the table; a choice between contract and employment is left open."""
    found = [name for name, pattern in cues("employment").items() if re.search(pattern, low)]
    return found[0] if found else "unspecified"
