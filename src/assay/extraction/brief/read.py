"""From a document to a brief."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.domain.brief import Brief, Importance, Requirement
from assay.domain.dates import Month
from assay.domain.document import Document, Quote, Span
from assay.domain.skill import Seniority
from assay.extraction.brief.constraints import constraints_of
from assay.extraction.brief.findings import findings_of
from assay.extraction.brief.reading import BriefModel
from assay.extraction.brief.requirements import requirements_of
from assay.extraction.brief.segments import sentences_of
from assay.extraction.brief.speciality import speciality_of
from assay.extraction.brief.titled import with_title
from assay.taxonomy import Taxonomy, folded

_TITLE_NOISE = re.compile(
    r"^\W*(?:job title|title|position|role|stelle|poste|puesto|posizione|cargo|functie|stanowisko)\s*:\s*",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"\W*(?:(?:position|job|role|vacancy) (?:description|posting|advert(?:isement)?|announcement|profile|title)|job ad|vacancy|we(?:'|’)re hiring|we are hiring|now hiring|hiring|"
    r"stellen(?:anzeige|ausschreibung|beschreibung|angebot)|offre d(?:'|’)emploi|oferta de (?:empleo|trabajo)|offerta di lavoro|vaga|vacature|oferta pracy)\W*",
    re.IGNORECASE,
)
"""What stands over a title and is none."""

_STAFF = re.compile(r"\b(?:staff|principal|head of|director|vp|distinguished|chief)\b")
_SENIOR = re.compile(
    r"\b(?:senior|sr|lead|leading|manager|leiter\w*|teamleiter\w*|responsable|responsabile|starsz\w+|kierownik|mid-senior)\b"
)
_JUNIOR = re.compile(
    r"\b(?:junior|jr|entry[- ]level|graduate|intern|internship|werkstudent\w*|praktik\w+|stage|stagiaire|new grad|associate|mlodsz\w+)\b"
)

_LEAD = re.compile(r"\b(?:lead|leading|leiter\w*|teamleiter\w*|responsable|responsabile|kierownik)\b")
_SENIOR_SURE = re.compile(r"\b(?:senior|sr|manager|starsz\w+|mid-senior)\b")
_GRADES = (
    (re.compile(r"\b[le]5\b|\biii\b"), Seniority.SENIOR),
    (re.compile(r"\b[le][67]\b|\biv\b"), Seniority.STAFF),
    (re.compile(r"\b[le]3\b"), Seniority.JUNIOR),
)
"""Grades as large employers number them; they count where nothing else tells the level."""

_MID_YEARS, _LEAD_YEARS, _SENIOR_YEARS, _STAFF_YEARS = 2.0, 3.0, 5.0, 8.0
_DOCTORATE = 3
_BOARD = re.compile(r"^.*\s·\s.*$", re.MULTILINE)
"""A line of a job board's labels ("Full-time · Entry level"), which the employer seldom chose."""


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    quote: Quote


def brief_from(
    document: Document, taxonomy: Taxonomy, model: BriefModel | None = None, *, as_of: Month | None = None
) -> Brief:
    """Read a role brief. A brief without requirements is read too; a finding says so.

    `model` tells demands from other text; the shipped one where it is None. `as_of` is the month by which
    the age of tools is judged; None judges none.
    """
    sentences = list(sentences_of(document))
    title = _title(document)
    asked = [s for s in sentences if s.text.strip() != title.text]
    requirements = with_title(title.text, title.quote, requirements_of(asked, taxonomy, model), taxonomy)
    speciality, speciality_quotes = speciality_of(title.text, title.quote, requirements, taxonomy)
    seniority, seniority_quotes = _seniority(title, requirements, document)
    return Brief(
        document=document.sha256,
        title=title.text,
        language=document.language,
        speciality=speciality,
        seniority=seniority,
        requirements=requirements,
        constraints=replace(
            constraints_of(document),
            languages=tuple(dict.fromkeys(r.language for r in requirements if r.language)),
        ),
        title_quotes=(title.quote,),
        speciality_quotes=speciality_quotes,
        seniority_quotes=seniority_quotes,
        findings=findings_of(document, title.text, sentences, requirements, taxonomy, as_of),
    )


def _title(document: Document) -> _Title:
    """The first line with letters that is no mere label, without a label or mark before it."""
    at = 0
    for line in document.text.split("\n"):
        match = _TITLE_NOISE.match(line)
        start = match.end() if match else len(line) - len(line.lstrip("#*_ \t\ufeff"))
        words = line[start:].rstrip("#*_ \t")
        if any(c.isalpha() for c in words) and not (
            _FORM.fullmatch(words) and document.text[at + len(line) :].strip()
        ):
            end = min(start + len(words), start + 160)
            quote = document.quote(Span(at + start, at + end))
            return _Title(" ".join(quote.text.split()), quote)
        at += len(line) + 1
    raise AssertionError("a document holds letters or digits")


def _seniority(
    title: _Title, requirements: Sequence[Requirement], document: Document
) -> tuple[Seniority, tuple[Quote, ...]]:
    """The lowest level that fits: from the title, then the years asked, then the head of the brief.

    "Lead" says what the person does, so the years asked beside it decide. Nobody with the many years that a
    post "for juniors" demands is one.
    """
    text = folded(title.text)
    asked = [r for r in requirements if r.years and r.importance is not Importance.NICE]
    most = max(asked, key=lambda r: r.years or 0, default=None)
    years = (most.years or 0) if most else 0.0
    titled = _titled_level(text)
    if titled is Seniority.JUNIOR and most and years >= _SENIOR_YEARS:
        return Seniority.SENIOR, most.quotes
    if titled is Seniority.SENIOR and most and _LEAD.search(text) and not _SENIOR_SURE.search(text):
        level = _lead_level(years)
        return level, (title.quote, *most.quotes)
    if titled is not None:
        return titled, (title.quote,)
    if most:
        level = Seniority.SENIOR if years >= _SENIOR_YEARS else _low_level(years, requirements)
        return level, most.quotes
    head = folded(_BOARD.sub("", document.text[:600]))
    if re.search(r"\bentry[- ]level\b|\binternship\b|\bjunior\b", head):
        return Seniority.JUNIOR, (title.quote,)
    graded = next((level for pattern, level in _GRADES if pattern.search(text)), Seniority.MID)
    return graded, (title.quote,)


def _titled_level(text: str) -> Seniority | None:
    """The level that the folded title names."""
    levels = ((_JUNIOR, Seniority.JUNIOR), (_STAFF, Seniority.STAFF), (_SENIOR, Seniority.SENIOR))
    return next((level for pattern, level in levels if pattern.search(text)), None)


def _lead_level(years: float) -> Seniority:
    """The level of a lead by the years asked."""
    if years >= _STAFF_YEARS:
        return Seniority.STAFF
    return Seniority.MID if years < _LEAD_YEARS else Seniority.SENIOR


def _low_level(years: float, requirements: Sequence[Requirement]) -> Seniority:
    """Mid from two years on, or where a doctorate comes before them."""
    doctor = any(r.degree_level == _DOCTORATE and r.importance is Importance.MUST for r in requirements)
    return Seniority.MID if years >= _MID_YEARS or doctor else Seniority.JUNIOR
