"""Lawful: subjects that no question to a candidate may touch. docs/explanation/explanations.md has the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from assay.domain.brief import Brief, Requirement
from assay.domain.profile import FindingKind
from assay.matching.phrases import normalise

_SUBJECTS: Final = {
    "age": r"(?:your|what) age|how old|years of age|(?:year|date) of birth|birth ?(?:day|date|year)|born (?:in|after|before)"
    r"|years old|(?:max|maximum|minimum) age|age limit|digital natives?|recent graduates?|youthful|young (?:and|team|dynamic)"
    r"|wie alt|altersgrenze|geburts\w+|junges? \w*team|date de naissance|quel age|fecha de nacimiento|que edad|data di nascita"
    r"|data de nascimento|geboortedatum|hoe oud|data urodzenia|ile lat",
    "family": r"marital|married|(?:have|having|any|your) (?:children|kids|dependants|dependents)|child ?care|family (?:status|plans|planning|situation)"
    r"|spouse|husband|wife|familienstand|kinderwunsch|situation familiale|etat civil|estado civil|stato civile|burgerlijke staat|stan cywilny",
    "pregnancy": r"pregnan\w+|maternity|paternity|parental leave|schwanger\w*|enceinte|grossesse|embaraz\w+|gravid\w+|incinta|zwanger\w*|ciaz\w+|w ciazy",
    "health": r"(?:your|any) (?:health|illness\w*)|health (?:condition|status|problem|history)s?|medical (?:history|condition|record)s?|sick (?:days|leave)"
    r"|genetic (?:information|test)|gesundheitszustand|krankheit\w*|etat de sante|estado de salud|stato di salute|gezondheid\w*|stan zdrowia",
    "disability": r"(?:your|any|a) disabilit\w+|disabled person|disability status|handicap\w*|schwerbehind\w+|able bodied|discapacidad|disabilita|deficiencia|niepelnospraw\w+",
    "origin": r"nationalit\w+|citizen\w*|country of origin|(?:your|ethnic|national) origin|where are you from|ethnic\w*|your race|skin colou?r|immigra\w+"
    r"|staatsangehorig\w+|staatsburger\w+|herkunft|nacionalida\w+|cittadinanza|nationaliteit|obywatelstw\w+|narodowosc\w*",
    "native language": r"native (?:\w+ )?(?:speaker|language|tongue|level)s?|native (?:english|german|french|spanish|italian|dutch|polish|portuguese)|mother tongue|first language"
    r"|muttersprach\w*|langue maternelle|lengua materna|lingua madre|madrelingua|lingua materna|moedertaal|jezyk ojczysty",
    "religion or belief": r"religio\w+|(?:your|political) (?:faith|belief|opinion|view)s?|church member\w*|konfession\w*|confession religieuse|wyznani\w+",
    "union": r"(?:trade|labou?r) unions?|union (?:member|card)\w*|gewerkschaft\w*|syndicat\w*|syndique\w*|sindica\w+|sindacat\w+|vakbond\w*|zwiaz\w+ zawodow\w+",
    "pay history": r"(?:salary|pay|wage|compensation) history|(?:current|previous|past|present|last|former) (?:\w+ )?(?:salary|pay|wage|wages|compensation|earnings)"
    r"|last drawn|(?:bisheriges|aktuelles|derzeitiges|letztes) gehalt|salaire (?:actuel|precedent)|salario (?:actual|anterior|attuale)|huidig salaris",
    "arrest record": r"arrest\w*|criminal (?:record|history|background)s?|convict\w+|vorstraf\w*|fuhrungszeugnis|casier judiciaire|antecedentes (?:penales|criminais)"
    r"|casellario\w*|strafblad|karalnos\w*",
    "sex or orientation": r"(?:your|what) (?:gender|sex)|sexual (?:orientation|identity)|(?:male|female) (?:candidate|applicant|only)s?|maiden name",
    "service record": r"military (?:discharge|status)|veteran status|wehrdienst\w*",
}  # fmt: skip

_PATTERNS: Final = {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for name, words in _SUBJECTS.items()}

SUBJECTS: Final = tuple(_SUBJECTS)
"""Names of the subjects."""


def unlawful_subject(text: str) -> str | None:
    """The subject that makes `text` a question nobody may be asked; None where there is none.

    >>> unlawful_subject("Are you married?"), unlawful_subject("Have you used Ray?")
    ('family', None)
    """
    plain = normalise(text)
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(plain)), None)


def lawful_requirements(brief: Brief) -> frozenset[str]:
    """Ids of the requirements whose words no finding calls unlawful: only these become questions."""
    kept = (r.id for r in brief.requirements if not _called_unlawful(r, brief))
    return frozenset(kept)


def _called_unlawful(requirement: Requirement, brief: Brief) -> bool:
    findings = (f for f in brief.findings if f.kind is FindingKind.UNLAWFUL_REQUIREMENT)
    quotes: Iterable[tuple[str, int, int]] = ((q.document, q.span.start, q.span.end) for f in findings for q in f.quotes)
    return any(
        q.document == document and q.span.start < end and start < q.span.end
        for document, start, end in quotes
        for q in requirement.quotes
    )
