"""Constructed versions of the invented CVs, and different people that are easily taken for one.

Every construction works on the text and on what Assay read of it (spans of names, contact, roles), so that it
knows what it changed. Nothing is random but by the seed.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from assay.domain.document import Span
from assay.linkage.names import plain
from assay.workflow.candidate import Candidate

GIVEN = "Mira Jonas Elif Tomas Ana Pavel Greta Idris Lena Hugo Nadia Oskar Yara Emil Rosa Viktor".split()
FAMILY = "Halvorsen Brandt Okonjo Ferrari Nowak Lindqvist Castell Moreau Adeyemi Petrov Kessler Duarte Sato Vogt".split()
EMPLOYERS = "Veldt Analytics|Copperline AG|Northway Systems|Tessera Labs|Bluefen GmbH|Quarrystone Ltd|Halo Freight|Lumen Kitchen|Ostra Bank|Pinehill Robotics|Riverdale Telecom|Sable Insurance".split(
    "|"
)
HEADINGS = {
    "experience": "berufserfahrung", "education": "ausbildung", "skills": "kenntnisse", "languages": "sprachen", "summary": "profil",
    "projects": "projekte", "publications": "veröffentlichungen", "present": "heute", "university": "universität", "berufserfahrung": "experience",
    "ausbildung": "education", "kenntnisse": "skills", "sprachen": "languages", "heute": "present", "until": "bis", "since": "seit",
    "january": "januar", "february": "februar", "march": "märz", "may": "mai", "june": "juni", "july": "juli", "october": "oktober", "december": "dezember",
}  # fmt: skip
_LINE = re.compile(r"[^\n]*\n?")


@dataclass(frozen=True)
class Made:
    """A constructed document: of whom, how made, its name (with the ending of its format) and bytes."""

    person: str
    kind: str
    name: str
    data: bytes
    taken_for: str = ""
    """Whose version a different person is easily taken for."""


@dataclass(frozen=True)
class Seen:
    """A CV as read, with the places that constructions change."""

    candidate: Candidate

    @property
    def text(self) -> str:
        """The CV's text."""
        return self.candidate.documents[0].text

    @property
    def name(self) -> str:
        """The person's name as written."""
        return self.candidate.identity.name.text if self.candidate.identity.name else "Nobody Known"

    def role_starts(self) -> list[int]:
        """Where the entries of the career begin, in the order of the text."""
        found = {min(q.span.start for q in e.quotes) for e in self.candidate.profile.experience if e.quotes}
        return sorted(self.text.rfind("\n", 0, s) + 1 for s in found)


def replaced(text: str, changes: list[tuple[Span, str]]) -> str:
    out, at = [], 0
    for span, new in sorted(changes, key=lambda c: c[0]):
        if span.start >= at:
            out += [text[at : span.start], new]
            at = span.end
    return "".join([*out, text[at:]])


def renamed(seen: Seen, name: str, mail: str | None, *, keep_contact: bool = False) -> str:
    """The text under another name; other contact too unless kept."""
    identity, text = seen.candidate.identity, seen.text
    parts = name.split()
    words = seen.name.split()
    changes = []
    for mask in identity.masks:
        if mask.text == seen.name:
            changes.append((mask.span, name))
        elif any(mask.text.lower() == w.lower() for w in words):
            last = mask.text.lower() == words[-1].lower()
            changes.append((mask.span, parts[-1] if last else parts[0]))
    if not keep_contact:
        changes += [(q.span, mail or "") for q in identity.emails]
        changes += [(q.span, "") for q in identity.links]
        changes += [
            (
                q.span,
                f"+49 30 {random.Random(name).randrange(1000, 9999)} {random.Random(name).randrange(1000, 9999)}",
            )
            for q in identity.phones
        ]
    return replaced(text, changes)


def linked(candidate: Candidate) -> str:
    """The text with a page of the person's own."""
    name = candidate.identity.name.text if candidate.identity.name else candidate.name
    return f"{candidate.documents[0].text}\n\nhttps://www.linkedin.com/in/{re.sub('[^a-z]+', '-', plain(name))}-{len(candidate.documents[0].text) % 97}\n"


# --- versions of one person -------------------------------------------------------------------------


def edited(seen: Seen, rng: random.Random) -> str:
    """A fifth of the longer lines gone, some words exchanged."""
    lines = [x for x in seen.text.split("\n") if len(x) < 50 or rng.random() > 0.2]
    swap = {"built": "developed", "led": "headed", "used": "employed", "ran": "operated", "wrote": "authored"}
    return re.sub(
        r"\b(built|led|used|ran|wrote)\b",
        lambda m: swap[m[1]] if rng.random() < 0.6 else m[1],
        "\n".join(lines),
    )


def reordered(seen: Seen, rng: random.Random) -> str:
    """Paragraphs after the head in another order, entries of the career kept whole."""
    blocks = seen.text.split("\n\n")
    head, rest = blocks[:2], blocks[2:]
    cut = rng.randrange(1, max(2, len(rest)))
    return "\n\n".join([*head, *rest[cut:], *rest[:cut]])


def typed(seen: Seen, rng: random.Random) -> str:
    """A slip in one word of forty, and in the name at times."""

    def slip(match: re.Match[str]) -> str:
        word = match[0]
        if rng.random() > 0.025:
            return word
        at = rng.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return re.sub(r"[^\W\d_]{4,}", slip, seen.text)


def earlier(seen: Seen, rng: random.Random) -> str:
    """The CV of some years ago: the newest entry is not there yet, the one before goes on."""
    starts = seen.role_starts()
    if len(starts) < 2:
        return edited(seen, rng)
    text = seen.text[: starts[0]] + seen.text[starts[1] :]
    end = re.compile(r"(\s?[-–—]+\s?|\sto\s|\sbis\s)((?:[A-Za-zäéû.]+ )?(?:\d{1,2}[./])?20[012]\d(?:-\d\d)?)")
    return text[: starts[0]] + end.sub(lambda m: f"{m[1]}present", text[starts[0] :], count=1)


def later(seen: Seen, rng: random.Random) -> str:
    """An entry more, written like the newest."""
    starts = seen.role_starts()
    if not starts:
        return edited(seen, rng)
    firm = rng.choice(EMPLOYERS)
    new = f"Principal Engineer, {firm}\nSeptember 2026 - present\n- Sets the direction for a group of eleven.\n\n"
    text = seen.text[: starts[0]] + new + seen.text[starts[0] :]
    return re.sub(
        r"\b(?:present|Present|heute|to date|laufend)\b",
        lambda m: "Aug 2026" if m.start() > starts[0] + len(new) else m[0],
        text,
        count=3,
    )


def anonymised(seen: Seen, rng: random.Random) -> str:
    """As an agency sends it: no name, no contact, every other employer described."""
    changes = [(q.span, "") for q in seen.candidate.identity.masks]
    text = replaced(seen.text, changes)
    for number, name in enumerate(
        sorted({e.employer for e in seen.candidate.profile.experience if len(e.employer) > 3})
    ):
        if number % 2:
            text = text.replace(
                name, rng.choice(["a large insurer", "a listed company", "a start-up", "ein Konzern"])
            )
    return f"Candidate {rng.randrange(100, 999)}\n\n{text}"


def translated(seen: Seen, rng: random.Random) -> str:  # noqa: ARG001 - called like the others
    """Every common word in another tongue, made up by rule; names, tools, figures and dates stay, headings are real."""
    own = {w.lower() for w in re.findall(r"[^\W\d_]+", seen.name)}

    def word(match: re.Match[str]) -> str:
        text = match[0]
        known = HEADINGS.get(text.lower())
        if known:
            return known.title() if text[0].isupper() else known
        if text[0].isupper() or len(text) < 3 or text.lower() in own:
            return text
        letters = random.Random(plain(text))
        return "".join(
            letters.choice("aeiou") if c in "aeiouäöü" else letters.choice("bdfgklmnprstvz")
            for c in text.lower()
        )

    return re.sub(r"(?<![@./\w])[^\W\d_]+(?![@./\w])", word, seen.text)


def _pieces(seen: Seen, rng: random.Random) -> str:  # noqa: ARG001 - called like the others
    return seen.text


VERSIONS: dict[str, Callable[[Seen, random.Random], str]] = {
    "edited": edited, "reordered": reordered, "typos": typed, "earlier year": earlier, "later year": later,
    "anonymised": anonymised, "translated": translated, "other format": _pieces, "other name form": _pieces,
}  # fmt: skip


def name_form(name: str, rng: random.Random) -> str:
    """The name as people vary it: order, accents, initials, one family name of two."""
    words = name.split()
    first, last = words[0], words[-1]
    forms = [f"{last}, {first}", plain(name).title(), f"{first[0]}. {last}", f"{last.upper()} {first}"]
    return rng.choice(forms)


def version(seen: Seen, person: str, kind: str, rng: random.Random) -> Made:
    """A version of a person's CV; contact changes as it does over the years."""
    text = VERSIONS[kind](seen, rng)
    if kind != "anonymised":
        if kind == "other name form" or rng.random() < 0.15:
            text = text.replace(seen.name, name_form(seen.name, rng))
        identity = seen.candidate.identity
        if rng.random() < 0.25:
            for q in identity.emails:
                text = text.replace(q.text, f"{plain(seen.name.split()[-1])}.{rng.randrange(99)}@example.net")
        for q in identity.phones:
            if rng.random() < 0.3:
                text = text.replace(
                    q.text,
                    ""
                    if rng.random() < 0.5
                    else f"+44 20 {rng.randrange(1000, 9999)} {rng.randrange(1000, 9999)}",
                )
        for q in identity.links:
            if rng.random() < 0.3:
                text = text.replace(q.text, "")
    if kind == "other format":
        ending = rng.choice(["docx", "html", "odt"])
        return Made(person, kind, f"{person}-{kind}.{ending}", WRITERS[ending](text))
    return Made(person, kind, f"{person}-{kind}.txt", text.encode())


# --- different people -------------------------------------------------------------------------------


def other_name(rng: random.Random) -> str:
    return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"


def same_name(base: Seen, donor: Seen, rng: random.Random) -> str:
    """Another person of the same name."""
    return renamed(donor, base.name, f"{plain(base.name.split()[0])}{rng.randrange(60, 99)}@example.com")


def colleague(base: Seen, donor: Seen, rng: random.Random) -> str:  # noqa: ARG001 - called like the others
    """Another person at the same employers, at their own dates."""
    text = donor.text
    theirs = [e.employer for e in base.candidate.profile.experience if e.employer]
    for own, new in zip(
        [e.employer for e in donor.candidate.profile.experience if len(e.employer) > 3], theirs, strict=False
    ):
        text = text.replace(own, new)
    return text


def name_and_colleague(base: Seen, donor: Seen, rng: random.Random) -> str:
    """The same name and the same employers."""
    for own, new in zip(
        [e.employer for e in donor.candidate.profile.experience if len(e.employer) > 3][:1],
        [e.employer for e in base.candidate.profile.experience if e.employer],
        strict=False,
    ):
        return same_name(base, donor, rng).replace(own, new)
    return same_name(base, donor, rng)


def template_twin(base: Seen, donor: Seen, rng: random.Random) -> str:
    """Written over another's CV: two thirds of the words remain; name, contact, employers, dates and schools do not."""
    text = renamed(base, other_name(rng), f"x{rng.randrange(10**5)}@example.org")
    shift = rng.choice([-4, -3, -2, 2, 3])
    text = re.sub(r"\b20[012]\d\b", lambda m: str(min(2026, int(m[0]) + shift)), text)
    for entry in base.candidate.profile.experience:
        if len(entry.employer) > 3:
            text = text.replace(entry.employer, rng.choice(EMPLOYERS))
    for school in base.candidate.profile.education:
        if len(school.institution) > 3:
            text = text.replace(
                school.institution, rng.choice(["Universität Ulm", "TU Graz", "University of Leeds"])
            )
    text = re.sub(r"(?<![\d./-])\d{2,3}(?=%| %)", lambda _: str(rng.randrange(11, 95)), text)
    spare = [x for x in donor.text.split("\n") if len(x) > 60]
    lines = [
        rng.choice(spare) if spare and len(x) > 60 and rng.random() < 0.33 else x for x in text.split("\n")
    ]
    return "\n".join(lines)


def template_colleague(base: Seen, donor: Seen, rng: random.Random) -> str:
    """A colleague who wrote over the other's CV: the employers stay, dates, name, contact and a third of the lines do not."""
    text = renamed(base, other_name(rng), f"y{rng.randrange(10**5)}@example.org")
    shift = rng.choice([-3, -2, 2])
    text = re.sub(r"\b20[012]\d\b", lambda m: str(min(2026, int(m[0]) + shift)), text)
    spare = [x for x in donor.text.split("\n") if len(x) > 60]
    return "\n".join(
        rng.choice(spare) if spare and len(x) > 60 and rng.random() < 0.33 else x for x in text.split("\n")
    )


def classmate(base: Seen, donor: Seen, rng: random.Random) -> str:
    """Another person of the same schools with degrees of the same years, at one of the same employers."""
    changes = []
    for own, theirs in zip(donor.candidate.profile.education, base.candidate.profile.education, strict=False):
        for quote in own.quotes[:1]:
            text = quote.text
            if own.institution and theirs.institution:
                text = text.replace(own.institution, theirs.institution)
            if own.year and theirs.year:
                text = text.replace(str(own.year), str(theirs.year))
            changes.append((quote.span, text))
    text = replaced(donor.text, changes)
    employers = [
        [e.employer for e in s.candidate.profile.experience if len(e.employer) > 3] for s in (donor, base)
    ]
    at = rng.randrange(3)
    if all(len(found) > at for found in employers):
        text = text.replace(employers[0][at], employers[1][at])
    return text


def relative(base: Seen, donor: Seen, rng: random.Random) -> str:
    """A relative or flatmate: another given name, the same family name and telephone."""
    family = base.name.split()[-1]
    text = renamed(donor, f"{rng.choice(GIVEN)} {family}", f"{rng.randrange(10**5)}@example.org")
    phone = base.candidate.identity.phones[:1]
    return f"{text}\nTel. {phone[0].text}" if phone else text


OTHERS: dict[str, Callable[[Seen, Seen, random.Random], str]] = {
    "same name": same_name, "colleague": colleague, "same name and employer": name_and_colleague,
    "template twin": template_twin, "same family and telephone": relative,
    "colleague on template": template_colleague, "classmate and colleague": classmate,
}  # fmt: skip


# --- formats ----------------------------------------------------------------------------------------


def _zip(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text)
    return stream.getvalue()


def to_docx(text: str) -> bytes:
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(x)}</w:t></w:r></w:p>' for x in text.split("\n")
    )
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return _zip({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"<?xml version='1.0' encoding='UTF-8'?><w:document {ns}><w:body>{body}</w:body></w:document>",
    })  # fmt: skip


def to_odt(text: str) -> bytes:
    body = "".join(f"<text:p>{escape(x)}</text:p>" for x in text.split("\n"))
    ns = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    return _zip({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {ns}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
    })  # fmt: skip


def to_html(text: str) -> bytes:
    body = "".join(f"<p>{escape(x)}</p>" if x.strip() else "" for x in text.split("\n"))
    return f"<!doctype html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


WRITERS = {"docx": to_docx, "odt": to_odt, "html": to_html}


def pool(people: dict[str, Seen], donors: dict[str, Seen], seed: int) -> list[Made]:
    """Every person's own CV and a version of each kind; a different person of one kind for each donor."""
    out: list[Made] = []
    names = sorted(people)
    for person in names:
        seen = people[person]
        out.append(Made(person, "own", f"{person}.txt", seen.text.encode()))
        out += [version(seen, person, kind, random.Random(f"{seed}{person}{kind}")) for kind in VERSIONS]
    kinds = sorted(OTHERS)
    named = [n for n in names if people[n].candidate.identity.name]
    for number, donor in enumerate(sorted(donors)):
        kind = kinds[(number + seed) % len(kinds)]
        base = named[number % len(named)]
        text = OTHERS[kind](people[base], donors[donor], random.Random(f"{seed}{donor}"))
        out.append(Made(f"not-{donor}", kind, f"{donor}-{kind}.txt", text.encode(), base))
    return out
