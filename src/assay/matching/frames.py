"""Frames: the plain words of a paragraph around the quotes. They hold no number, name, date or skill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assay.domain.document import Quote
from assay.domain.evidence import Evidence, EvidenceKind, Ownership
from assay.domain.match import Level
from assay.domain.profile import Experience, FindingKind, WorkKind
from assay.matching.clauses import Covered
from assay.matching.naming import Name, listed

Parts = tuple[str | Quote, ...]

UNSTATED_USE: Final = ", real use not stated"

_NOUN: Final[Mapping[EvidenceKind, Mapping[Ownership, str]]] = {
    EvidenceKind.PRODUCTION: {
        Ownership.LED: "work led in production",
        Ownership.OWNED: "work owned in production",
        Ownership.BUILT: "something built and in real use",
        Ownership.CONTRIBUTED: "contributions to something in real use",
        Ownership.ASSISTED: "a supporting part in production work",
        Ownership.UNSTATED: "work in production",
    },
    EvidenceKind.APPLIED: {
        Ownership.LED: "hands-on work in a leading part",
        Ownership.OWNED: "hands-on work under own responsibility",
        Ownership.BUILT: "something built hands-on",
        Ownership.CONTRIBUTED: "hands-on contributions",
        Ownership.ASSISTED: "hands-on work in a supporting part",
        Ownership.UNSTATED: "hands-on work",
    },
    EvidenceKind.RESEARCH: {
        Ownership.LED: "research in a leading part",
        Ownership.OWNED: "research under own responsibility",
        Ownership.BUILT: "something built for research",
        Ownership.CONTRIBUTED: "contributions to research",
        Ownership.ASSISTED: "a supporting part in research",
        Ownership.UNSTATED: "research",
    },
}

_VERB: Final[Mapping[EvidenceKind, Mapping[Ownership, tuple[str, str]]]] = {
    EvidenceKind.PRODUCTION: {
        Ownership.LED: ("Leads production work on {t}", "Led production work on {t}"),
        Ownership.OWNED: ("Owns production work on {t}", "Owned production work on {t}"),
        Ownership.BUILT: ("Has built for production on {t}",) * 2,
        Ownership.CONTRIBUTED: (
            "Contributes to production work on {t}",
            "Contributed to production work on {t}",
        ),
        Ownership.ASSISTED: ("Supports production work on {t}", "Supported production work on {t}"),
        Ownership.UNSTATED: ("Works in production on {t}", "Worked in production on {t}"),
    },
    EvidenceKind.APPLIED: {
        Ownership.LED: ("Leads hands-on work on {t}", "Led hands-on work on {t}"),
        Ownership.OWNED: (
            "Does hands-on work on own account on {t}",
            "Did hands-on work on own account on {t}",
        ),
        Ownership.BUILT: ("Builds hands-on on {t}", "Built hands-on on {t}"),
        Ownership.CONTRIBUTED: ("Contributes hands-on to {t}", "Contributed hands-on to {t}"),
        Ownership.ASSISTED: ("Helps hands-on with {t}", "Helped hands-on with {t}"),
        Ownership.UNSTATED: ("Works hands-on with {t}", "Worked hands-on with {t}"),
    },
    EvidenceKind.RESEARCH: dict.fromkeys(Ownership, ("Does research on {t}", "Did research on {t}")),
}

ELSEWHERE: Final = {
    EvidenceKind.PRODUCTION: "The strongest work in production lies outside what is asked",
    EvidenceKind.APPLIED: "The strongest hands-on work lies outside what is asked",
    EvidenceKind.RESEARCH: "The research shown lies outside what is asked",
    EvidenceKind.EDUCATION: "What is shown is study, and outside what is asked",
}

FINDINGS: Final = {
    FindingKind.KEYWORD_STUFFING: "skills piled up without work behind them",
    FindingKind.PASTED_JOB_TEXT: "text that reads as pasted from a job post",
    FindingKind.HIDDEN_TEXT: "text hidden from a reader of the page",
    FindingKind.TEXT_FOR_MACHINES: "text addressed to machines",
    FindingKind.CONTRADICTORY_DATES: "dates that contradict one another",
    FindingKind.ANACHRONISM: "tools dated before they existed",
    FindingKind.OUT_OF_PROPORTION: "claims out of proportion",
    FindingKind.CONTRADICTED: "claims that outside evidence contradicts",
    FindingKind.DUPLICATE_DOCUMENT: "a document that is in the pool twice",
    FindingKind.UNREAD_LANGUAGE: "a language that is not read",
}

LOOK: Final = "Look at the document before anything else: it shows "
STALE: Final = "None of this work is recent."
SCOPE: Final = "Ask first whether the scope fits, since the level reads above what is asked."


def role(entry: Experience, covered: Covered, *, foreign: bool = False) -> Parts | None:
    """Title, employer and dates of a role in the document's words; marked as such where not English."""
    title = _said(entry, entry.title)
    if title is None or covered(title):
        return None
    marked: Parts = ("“", title, "”") if foreign else (title,)
    return (*marked, *_at(entry, covered))


def place(entry: Experience, covered: Covered, *, dated: bool) -> Parts:
    """Where and, with `dated`, when, after a verb."""
    kind = {
        WorkKind.INTERNSHIP: " in an internship",
        WorkKind.VOLUNTEER: " as a volunteer",
        WorkKind.PHD: " in doctoral work",
    }
    before = kind.get(entry.kind, "")
    return ((before,) if before else ()) + _at(entry, covered, dated=dated)


def _at(entry: Experience, covered: Covered, *, dated: bool = True) -> Parts:
    employer, dates = _said(entry, entry.employer), _dates(entry) if dated else None
    out: list[str | Quote] = []
    if employer is not None and not covered(employer):
        out += [" at ", employer]
    if dates is not None and not covered(dates):
        out += [" (", dates, ")"]
    return tuple(out)


def _said(entry: Experience, words: str) -> Quote | None:
    return next((q for q in entry.quotes if words and q.text == words), None)


def _dates(entry: Experience) -> Quote | None:
    other = (entry.title, entry.employer)
    return next(
        (q for q in reversed(entry.quotes) if q.text not in other and any(c.isdigit() for c in q.text)), None
    )


def before(entry: Experience, covered: Covered, *, foreign: bool = False) -> Parts:
    """The role before, after a comma."""
    head = role(entry, covered, foreign=foreign)
    return (", before that ", *head) if head else ()


def standing(field: str, level: str, cover: str, *, stated: bool) -> str:
    """Field, level and cover of the musts in one clause."""
    where = {
        "own": "the field the brief asks for",
        "near": "a neighbouring field",
        "other": "a different field",
    }[field]
    depth = {
        "met": ", at the level asked",
        "above": ", above the level asked",
        "below": ", below the level asked",
        "unknown": "",
    }
    start = where if stated else f"No role is stated; the evidence points to {where}"
    return f"{start}{depth[level]}, with {cover} shown in work."


def share(shown: int, asked: int, what: str) -> str:
    """How much of the musts (`what`) is shown, without a number."""
    if not asked or not shown:
        return f"none of the {what}s"
    if shown == asked:
        return f"every {what}"
    part = shown / asked
    for least, words in ((0.75, "nearly every {}"), (0.5, "most {}s"), (0.3, "some of the {}s")):
        if part >= least:
            return words.format(what)
    return f"few of the {what}s"


def work(evidence: Evidence, number: int, *, must: str, many: bool, ongoing: bool) -> str:
    """A frame with ``{t}`` for what is asked and ``{w}`` for where; `number` is the sentence's place.

    `must` says that the brief insists on it; `many` whether it takes a plural verb.
    """
    kind, own = evidence.kind, evidence.ownership
    noun, verbs = _NOUN[kind][own], _VERB[kind][own]
    tail = UNSTATED_USE if kind is EvidenceKind.APPLIED else ""
    if number == 1:
        return f"{verbs[0] if ongoing else verbs[1]}{{w}}{tail}: "
    if number == 2:
        return f"{{t}} {'rest' if many else 'rests'} on {noun}{{w}}{tail}: "
    return f"On {{t}}{f'{must},' if must else ''} there is {noun}{{w}}{tail}: "


def without_production(words: str) -> str:
    """A frame for something whose name says "in production" already."""
    plain = words.replace("production work on", "live work on").replace("s in production on", "s on")
    return plain.replace("d in production on", "d on").replace("in production", "in real use")


def silent(names: Sequence[str], *, more: bool, must: bool) -> str:
    """What is not stated."""
    what = listed(names, "or")
    if not must:
        return f"Of the lesser wishes, nothing is stated on {what}."
    return f"Nothing is stated on {what}{', among other must-haves' if more else insisted(len(names))}."


def insisted(many: int) -> str:
    """That the brief insists on the things just named."""
    return ", a must-have" if many == 1 else ", both must-haves" if many == 2 else ", all must-haves"


def thin(level: Level, name: Name) -> str:
    """A must that falls short."""
    verb, it = ("are", "them") if name.many else ("is", "it")
    words = {
        Level.LISTED: f"{verb} only named, with no work behind {it}",
        Level.THEORY: f"{'go' if name.many else 'goes'} no further than study or trials",
        Level.ADJACENT: f"{verb} not shown, only work near to {it}",
    }
    return f"{name.text} {words[level]}"


def degree(name: Name) -> str:
    """A degree that is a step below the one asked, or in another field."""
    return f"For {name.text} there is only a lower degree or another field"


def through(name: Name) -> tuple[str, str]:
    """A must that is not shown itself: what stands before and after the nearest thing that is."""
    return f"{name.text} {'are' if name.many else 'is'} not shown; the nearest thing to it is ", ": “"


def years(name: Name) -> str:
    """Fewer years than asked."""
    return f"The roles stated hold fewer years than asked: {name.text}."


def weakest(name: Name, level: Level) -> str:
    """The thinnest must of somebody who shows them all."""
    words = {Level.USED: "used, and no more than that", Level.PRACTISED: "practised, short of deep"}
    return f"The thinnest of the must-haves is {name.text}: {words.get(level, 'shown, if less than the others')}."


def ask_degree(name: Name) -> str:
    """What to ask first where a degree is in doubt."""
    return f"Ask first about {name.text}: which degree it is, or which work of equal weight."


def ask(name: Name, level: Level, *, production: bool) -> str:
    """What to ask first."""
    was, text = ("were" if name.many else "was"), name.text
    if level is Level.LISTED:
        return f"Ask first where {text} {was} used, with what own part and what outcome."
    if level is Level.THEORY:
        return f"Ask first whether {text} went beyond study or trials, and where that ran."
    if level is Level.ADJACENT:
        return f"Ask first how much of the work near by carries over to {text}."
    if production:
        return f"Ask first about {text}: whether any of it ran in production, where, and with what own part."
    return f"Ask first about {text}: whether it was done in real work, where, and with what own part."
