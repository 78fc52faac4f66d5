"""A PDF laid out as LinkedIn's "Save to PDF" lays a profile out: a dark sidebar left, roles grouped by employer."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

_WIDTH, _HEIGHT = letter
_BAR = 204.0
_LEFT = 224.0
_TEXT = 366.0
_DARK, _PALE, _GREY = (0.16, 0.24, 0.29), (0.88, 0.88, 0.88), (0.69, 0.69, 0.69)


@dataclass(frozen=True)
class Role:
    """A role: its dates as the PDF writes them, with the duration behind."""

    title: str
    dates: str
    place: str = ""
    text: Sequence[str] = ()


@dataclass(frozen=True)
class Profile:
    """What such a PDF shows. `employers` pairs an employer and, for several roles, the total duration."""

    name: str
    headline: str
    place: str
    contact: Sequence[str]
    skills: Sequence[str]
    languages: Sequence[str]
    summary: Sequence[str]
    employers: Sequence[tuple[str, str, Sequence[Role]]]
    education: Sequence[tuple[str, str]]
    certificates: Sequence[str] = ()
    words: dict[str, str] = field(default_factory=dict)

    def word(self, english: str) -> str:
        """A heading in the profile's language."""
        return self.words.get(english, english)


class _Sheet:
    """Writes down the page and turns it."""

    def __init__(self, pages: int) -> None:
        self._stream = io.BytesIO()
        self._canvas = Canvas(self._stream, pagesize=letter, invariant=1)
        self._pages = pages
        self._page = 0
        self._turn()

    def _turn(self) -> None:
        if self._page:
            self._end_page()
        self._page += 1
        self._canvas.setFillColorRGB(*_DARK)
        self._canvas.rect(0, 0, _BAR, _HEIGHT, stroke=0, fill=1)
        self.at = _HEIGHT - 50

    def _end_page(self) -> None:
        self._canvas.setFillColorRGB(*_GREY)
        self._canvas.setFont("Helvetica", 9)
        self._canvas.drawString(_LEFT + 315, 22, f"Page {self._page} of {self._pages}")
        self._canvas.showPage()

    def bar(self, blocks: Sequence[tuple[str, Sequence[str]]]) -> None:
        """The sidebar of the first page."""
        at = _HEIGHT - 44.0
        for title, lines in blocks:
            if not lines:
                continue
            self._canvas.setFillColorRGB(1, 1, 1)
            self._canvas.setFont("Helvetica", 13)
            self._canvas.drawString(22, at, title)
            at -= 17
            self._canvas.setFillColorRGB(*_PALE)
            self._canvas.setFont("Helvetica", 10.5)
            for line in lines:
                for part in simpleSplit(line, "Helvetica", 10.5, _BAR - 40):
                    self._canvas.drawString(22, at, part)
                    at -= 13
            at -= 14

    def say(
        self, text: str, size: float, colour: Sequence[float] = (0.09, 0.09, 0.09), above: float = 0
    ) -> None:
        """A paragraph of the main column, wrapped."""
        self.at -= above
        for part in simpleSplit(text, "Helvetica", size, _TEXT):
            if self.at < 60:
                self._turn()
            self._canvas.setFillColorRGB(*colour)
            self._canvas.setFont("Helvetica", size)
            self._canvas.drawString(_LEFT, self.at, part)
            self.at -= size * 1.3

    def rule(self) -> None:
        """The line above a section."""
        self.at -= 6
        self._canvas.setStrokeColorRGB(0.75, 0.75, 0.75)
        self._canvas.line(_LEFT, self.at, _LEFT + _TEXT, self.at)
        self.at -= 18

    def finished(self) -> tuple[bytes, int]:
        """The bytes, and how many pages there are."""
        self._end_page()
        self._canvas.save()
        return self._stream.getvalue(), self._page


def profile_pdf(profile: Profile) -> bytes:
    """The profile as a PDF; made twice, since every page says how many there are."""
    _, pages = _written(profile, 1)
    return _written(profile, pages)[0]


def _written(profile: Profile, pages: int) -> tuple[bytes, int]:
    sheet = _Sheet(pages)
    sheet.bar(
        [
            (profile.word("Contact"), profile.contact),
            (profile.word("Top Skills"), profile.skills),
            (profile.word("Languages"), profile.languages),
            (profile.word("Certifications"), profile.certificates),
        ]
    )
    sheet.say(profile.name, 26)
    sheet.say(profile.headline, 12, above=2)
    sheet.say(profile.place, 12, _GREY)
    if profile.summary:
        sheet.rule()
        sheet.say(profile.word("Summary"), 15.75)
        for line in profile.summary:
            sheet.say(line, 12, above=4)
    sheet.rule()
    sheet.say(profile.word("Experience"), 15.75)
    for employer, total, roles in profile.employers:
        sheet.say(employer, 12, above=10)
        if total:
            sheet.say(total, 10.5, _GREY)
        for role in roles:
            _role(sheet, role)
    sheet.rule()
    sheet.say(profile.word("Education"), 15.75)
    for school, degree in profile.education:
        sheet.say(school, 12, above=8)
        sheet.say(degree, 10.5)
    return sheet.finished()


def _role(sheet: _Sheet, role: Role) -> None:
    sheet.say(role.title, 11.5, above=4)
    sheet.say(role.dates, 10.5)
    if role.place:
        sheet.say(role.place, 10.5, _GREY)
    for line in role.text:
        sheet.say(line, 10.5, above=2)
