"""Invented people, briefs and sheets for the tests of routes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assay.domain.brief import Brief, Constraints, Pay, Remote
from assay.domain.dates import Month, Period
from assay.domain.document import Document, Page, Quote, Span
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.domain.profile import Education, Experience, Profile, WorkKind
from assay.domain.skill import Seniority, Speciality
from assay.workflow.candidate import Candidate
from assay.workflow.routes import RouteQuery, ViewKind
from assay.workflow.shortlist import ReadBrief

ON = date(2026, 11, 25)


def quote(text: str) -> Quote:
    """Words of a CV."""
    return Quote(document="d", span=Span(0, len(text)), text=text)


def degree(level: int, year: str | None, words: str = "") -> Education:
    """A degree of a level and year."""
    return Education(
        degree="a degree",
        field="",
        institution="a school",
        year=year,
        level=level,
        quotes=(quote(words),) if words else (),
    )


def job(
    start: str, end: str | None, kind: WorkKind = WorkKind.JOB, title: str = "Software engineer"
) -> Experience:
    """Work from month to month; None for until now."""
    period = Period(
        start=Month.parse(start), end=None if end is None else Month.parse(end), ongoing=end is None
    )
    return Experience(title=title, employer="a firm", period=period, kind=kind)


def person(  # the parts that facts are read from
    *,
    text: str = "",
    languages: dict[str, str] | None = None,
    education: Sequence[Education] = (),
    experience: Sequence[Experience] = (),
    years: float = 4.0,
    speciality: Speciality = Speciality.ML_ENGINEERING,
    mobility: Mobility | None = None,
) -> Candidate:
    """Somebody; `languages` are codes with the word of the text that names them."""
    named = tuple(
        (code, Quote(document="d", span=Span(text.index(word), text.index(word) + len(word)), text=word))
        for code, word in (languages or {}).items()
    )
    document = Document(
        name="cv.txt", sha256="d", format="text", text=text, pages=(Page(1, Span(0, len(text))),)
    )
    profile = Profile(
        id="p",
        documents=("d",),
        as_of=Month(2026, 11),
        language="en",
        speciality=speciality,
        seniority=Seniority.SENIOR,
        years_relevant=years,
        experience=tuple(experience),
        education=tuple(education),
        languages=named,
    )
    return Candidate(
        name="cv.txt",
        documents=(document,),
        profile=profile,
        identity=Identity(),
        mobility=mobility or Mobility(),
    )


def brief(
    *,
    locations: tuple[str, ...] = ("Berlin, Germany",),
    pay: Pay | None = None,
    speciality: Speciality = Speciality.ML_ENGINEERING,
    remote: Remote = Remote.UNSPECIFIED,
    sponsorship: str = "unspecified",
) -> Brief:
    """A role."""
    return Brief(
        document="b",
        title="Engineer",
        language="en",
        speciality=speciality,
        seniority=Seniority.SENIOR,
        requirements=(),
        constraints=Constraints(locations=locations, remote=remote, sponsorship=sponsorship, pay=pay),
    )


def role(text: str = "We build models.", **terms) -> ReadBrief:
    """A role as read, with its words."""
    document = Document(
        name="brief.txt", sha256="b", format="text", text=text, pages=(Page(1, Span(0, len(text))),)
    )
    return ReadBrief(name="brief.txt", brief=brief(**terms), document=document)


def pay(low: float, high: float, period: str = "year", currency: str = "EUR") -> Pay:
    """Pay without the words that state it."""
    return Pay(minimum=low, maximum=high, currency=currency, period=period)


def query(
    *, on: date = ON, view: ViewKind = ViewKind.HIRING, countries: tuple[str, ...] = (), **more
) -> RouteQuery:
    """A question on a day."""
    return RouteQuery(on=on, today=on, view=view, countries=countries, **more)


def sheet(folder: Path, body: str, name: str = "facts.yaml") -> Path:
    """A sheet of facts with this body."""
    path = folder / name
    path.write_text(f"assay: facts\n{body}", encoding="utf-8")
    return path
