"""A record: what of a candidate is compared with others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assay.domain.dates import Month
from assay.domain.document import Document, Span
from assay.domain.identity import Identity
from assay.domain.profile import Profile, WorkKind
from assay.linkage import career, contacts, content
from assay.linkage.names import PersonName, name_parts

_SAMPLE = 2
"""One phrase in so many is kept for comparing texts, chosen by its number, so alike in every text."""

_WORK = frozenset({WorkKind.JOB, WorkKind.FREELANCE, WorkKind.INTERNSHIP, WorkKind.PHD, WorkKind.VOLUNTEER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A candidate's document or documents as compared.

    `document` is the candidate's name in the pool; `dated` the latest date of their documents.
    `marks` stand for phrases of the text without the person's name and contact, `bands` find near texts.
    """

    document: str
    dated: Month | None
    name: PersonName | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    links: tuple[str, ...]
    stations: tuple[str, ...]
    employers: tuple[str, ...]
    periods: tuple[str, ...]
    starts: tuple[str, ...]
    schools: tuple[str, ...]
    degrees: tuple[str, ...]
    marks: tuple[int, ...]
    bands: tuple[str, ...]
    figures: tuple[str, ...]
    skills: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What makes two records worth comparing where they share it."""
        out = [
            *(f"e:{k}" for k in self.emails),
            *(f"b:{k}" for k in map(contacts.mailbox, self.emails) if k),
            *(f"p:{k}" for k in self.phones),
            *(f"l:{k}" for k in self.links),
            *(f"s:{k}" for k in self.stations),
            *(f"t:{k}" for k in self.bands),
            *(
                f"d:{a}&{b}"
                for a, b in zip(self.periods, self.periods[1:], strict=False)
                if "-" in a and "-" in b
            ),
        ]
        if self.name:
            out += [f"n:{self.name.key}", f"f:{self.name.family} {self.name.initial}"]
            out += [f"w:{a} {b}" for a, b in zip(self.name.words, self.name.words[1:], strict=False)]
        return tuple(dict.fromkeys(out))


def record_of(document: str, documents: Sequence[Document], profile: Profile, identity: Identity) -> Record:
    """The record of a candidate called `document`; evidence beside the CV is left out of the text."""
    own = [d for d in documents if not d.source.outside]
    text = "\n".join(content.uncovered(d, _masks(d, identity)) for d in own)
    marks = content.phrases(text)
    work = [e for e in profile.experience if e.kind in _WORK]
    return Record(
        document=document,
        dated=max((d.dated for d in own if d.dated), default=None, key=lambda m: m.ordinal),
        name=name_parts(identity.name.text) if identity.name else None,
        emails=contacts.keys(contacts.mail_key(q.text) for q in identity.emails),
        phones=contacts.keys(contacts.phone_key(q.text) for q in identity.phones),
        links=contacts.keys(contacts.link_key(q.text) for q in identity.links),
        stations=career.stations(work),
        employers=career.employers(work),
        periods=career.periods(work),
        starts=career.starts(work),
        schools=career.schools(profile.education),
        degrees=career.degrees(profile.education),
        marks=tuple(int(m) for m in marks[marks % _SAMPLE == 0]) if len(marks) else (),
        bands=content.bands(marks),
        figures=content.figures(text),
        skills=tuple(sorted({s.skill for s in profile.skills if s.linked and s.salient})),
    )


def _masks(document: Document, identity: Identity) -> Iterable[Span]:
    return (q.span for q in identity.masks if q.document == document.sha256)
