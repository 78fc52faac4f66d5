"""How pages about routes show a text: what nobody verified stands out, and only web addresses become links."""

from __future__ import annotations

from markupsafe import Markup, escape

from assay.domain.route import NOT_VERIFIED
from assay.interfaces.report.plain import printable
from assay.workflow.routes_shown import WayView

SYMBOLS = {"yes": "✓", "no": "✗", "unknown": "?", "feasible": "✓", "blocked": "✗", "to check": "?"}
"""Stands before the word, so that colour is never the only sign."""

TRUST = {
    "green": "read in a source and in date",
    "amber": "not fully verified, from older sources, or a change is dated before the start",
    "red": "past its date, before the courts, or from memory where points decide: check before anything else",
}
"""What each trust colour says."""

_SIGNS = {"green": "●", "amber": "▲", "red": "■"}
_MARK = Markup('<span class="unverified">{}</span>').format(NOT_VERIFIED)


def marked(text: str) -> Markup:
    """`text` escaped and without control characters, the mark of unverified figures set apart.

    >>> marked("36 months [not verified]")
    Markup('36 months <span class="unverified">[not verified]</span>')
    """
    return _MARK.join(escape(part) for part in printable(text).split(NOT_VERIFIED))


def spoken(word: str) -> str:
    """A verdict as a person writes it: ``to check``."""
    return "to check" if word == "needs_check" else printable(word)


def way_name(way: WayView) -> str:
    """A way and what tells it from others of its kind."""
    return f"{way.label}: {way.name}" if way.name else way.label


def decides(way: WayView) -> tuple[str, ...]:
    """What blocks a way or opens it; where neither is known, what keeps it open."""
    return way.why or way.open


def symbol(word: str) -> str:
    """The sign of a verdict or an answer, empty where it has none."""
    return SYMBOLS.get(spoken(word), "")


def trust_sign(colour: str) -> str:
    """The shape of a trust colour, empty where there is none."""
    return _SIGNS.get(colour, "")


def address(url: str | None) -> str:
    """`url` where it is a web address that may be followed, else empty."""
    return url if url and url.isprintable() and url.startswith(("https://", "http://")) else ""


TOOLS = {
    "marked": marked,
    "spoken": spoken,
    "symbol": symbol,
    "trust_sign": trust_sign,
    "address": address,
    "way_name": way_name,
    "decides": decides,
    "trust_words": TRUST,
}
"""What the templates of routes are given beside their view."""
