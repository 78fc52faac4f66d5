"""Split off who the person is and where they may work, so that scoring never sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from assay.domain.document import Document, Quote, Span
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.extraction.entries import known_place
from assay.extraction.layout import CvLayout
from assay.extraction.names import name_of
from assay.extraction.sections import SectionKind

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s|,;()<>\"']{3,200}|(?:linkedin\.com|github\.com|gitlab\.com|orcid\.org)/[^\s|,;()<>\"']{2,120}",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.])(?:\+\d{1,3}[\s./-]?)?(?:\(\d{1,5}\)[\s./-]?)?\d{2,5}(?:[\s./-]\d{2,5}){1,4}(?![\w.])"
)
_PRONOUN = re.compile(
    r"(?<![\w'’])(?:[Hh]e|[Ss]he|[Hh]im|[Hh]is|[Hh]er|[Hh]ers|[Hh]imself|[Hh]erself|(?i:he/him|she/her|they/them)(?:/\w+)?)(?![\w'’])"
    r"|(?<!\w)(?:(?:Mr|Mrs|Ms|Miss|Mx|Mme|Mlle|Sig|Sig\.ra|Dhr|Mevr|Sra?\.|Pani?)\.?|Herr|Frau|Monsieur|Madame|Señora?|Signora?)"
    r"(?=\s+[A-ZÀ-ÞŁŚŻ](?!ngineer|nalyst|rchitect|eveloper|cientist|anager|onsultant)|\s*\)|\s*$)",
    re.MULTILINE,
)
"""English pronouns, and forms of address before a name; "ms" is a unit of time and "miss" a cache's."""

_PERSONAL = re.compile(
    r"\b(?:date of birth|born|birth ?date|d\.?o\.?b\.?|age|aged|nationality|citizen(?:ship)?|marital status|married|single|divorced|children|gender|"
    r"sex|religion|photo|photograph|driving licen[cs]e|driver'?s licen[cs]e|passport|military service|father'?s name|caste|race|ethnicity|disability|"
    r"geburtsdatum|geboren|geburtsjahr|geburtsort|staatsangehörigkeit|familienstand|verheiratet|ledig|kinder|geschlecht|konfession|religion|führerschein|anschrift|bewerbungsfoto|"
    r"né le|née le|date de naissance|nationalité|situation familiale|marié|mariée|célibataire|permis|sexe|"
    r"fecha de nacimiento|nacid[oa]|nacionalidad|estado civil|casad[oa]|solter[oa]|carnet de conducir|"
    r"data di nascita|nat[oa] (?:il|a)|nazionalità|cittadinanza|stato civile|patente|coniugat[oa]|nubile|celibe|"
    r"data de nascimento|nascid[oa]|nacionalidade|solteir[oa]|carta de condução|"
    r"geboortedatum|nationaliteit|burgerlijke staat|gehuwd|rijbewijs|"
    r"\d{2} (?:years old|anos|años|ans|lat|jahre alt|jaar oud|anni)|data urodzenia|urodzon[ay]|obywatelstwo|narodowość|stan cywilny|prawo jazdy)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"^\W*(?:{_PERSONAL.pattern})[^:|;\n]{{0,24}}?\s*(?::|\t|\s{{2,}}|$)", re.IGNORECASE)
_OF_ONESELF = re.compile(
    r"\b[Bb]orn\s(?:in|on)\s(?=\d|[A-Z])|\b[Gg]eb(?:oren|\.)\s(?:am|in|19|20|\d)|\b[Nn]ée?\s(?:le|à|en)\s|\b[Nn]acid[oa]\s(?:en|el)\s|\b[Nn]at[oa]\s(?:a|il|nel)\s(?=[A-Z\d])|"
    r"\b[Nn]ascid[oa]\s(?:em|a)\s|\b[Uu]rodzon[ya]\s(?:w|dnia|\d)|\b[Aa]ged?\s\d{2}\b|\b\d{2}\s(?:years\sold|Jahre\salt|jaar\soud)\b|"
    r"\b(?:[Mm]arried|[Dd]ivorced|[Vv]erheiratet|[Gg]eschieden|[Mm]ariée?|[Cc]élibataire|[Cc]asad[oa]|[Ss]olter[oa]|[Cc]oniugat[oa]|[Ss]olteir[oa]|[Gg]ehuwd)"
    r"(?=\s*(?:[,.;|]|$)|,?\s(?:with|mit|avec|con|com|met)\s)|"
    r"\b[A-ZÀ-Þ][^\W\d_]+(?:\s(?:and|und|et|y|e|en|i)\s[A-ZÀ-Þ][^\W\d_]+)?\s(?:citizens?\b|citizenship\b|national(?=\s*(?:[|,.;]|$))|nationality\b|passport\b)|\bU\.?S\.?A?\.?\scitizen\b|"
    r"^\W*(?i:nationality|citizenship|staatsangehörigkeit|nacionalidad|nazionalità|cittadinanza|nacionalidade|nationaliteit|obywatelstwo|narodowość)\s[^\W\d_]+|"
    r"^\W*(?i:marital status|civil status|familienstand|état civil|estado civil|stato civile|stan cywilny|burgerlijke staat|date of birth|geburtsdatum|place of birth)\s\S|"
    r"^\W*(?i:gender|sex|geschlecht|sexe|sexo|sesso|geslacht|płeć)\s(?i:m|f|w|k|male|female|männlich|weiblich|divers|homme|femme|masculin|féminin|hombre|mujer|maschio|femmina|man|vrouw)\b|"
    r"^\W*(?i:age|alter|âge|edad|età|idade|leeftijd|wiek)\s\d{2}\b|"
    r"\b[Nn]ationalité\s[a-zà-þ]+|\b[A-Z]\w+e?\snationaliteit\b|\b[Ff]ührerschein(?:klasse|\sklasse)?\s[A-Z]|\bdriving\slicen[cs]e\b"
)
_AUTHORISED = re.compile(
    r"\b(?:work (?:permit|authori[sz]ation|visa)|authori[sz]ed to work|free to work|eligible to work|right to work|(?:needs?|requires?|requiring|without|no|student|spouse|dependent) (?:\w+ ){0,3}(?:visa|sponsorship)|visa (?:status|sponsorship|holder|required|valid|expires|until|type)|visa(?=\s*[:\t])|sponsorship (?:required|needed|not)|permanent resident|green card|h-?1b|blue card|blaue karte|"
    r"settled status|skilled worker|residence permit|aufenthalt\w*|arbeitserlaubnis|niederlassungserlaubnis|titre de séjour|carte de séjour|autorisation de travail|"
    r"permiso de (?:trabajo|residencia)|permesso di (?:soggiorno|lavoro)|autorização de (?:trabalho|residência)|werkvergunning|verblijfsvergunning|zezwolenie na pracę|"
    r"(?:us|u\.s\.|eu|uk|british|german|french|irish|swiss|canadian|american|indian|dutch|polish|italian|spanish|portuguese)(?: and \w+)? citizen\w*|\w{4,20} (?:citizen|national(?=\s*(?:[|,.;\n]|$)))|citizen of|nationality|passport|staatsangehörig\w*|nationalité|nacionalidad|nazionalità|cittadinanza|nacionalidade|nationaliteit|obywatelstwo|brasileir[oa]|italian[oa](?=\s*$))\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:notice(?: period)?|available (?:from|in|immediately|now)|availability|can start|kündigungsfrist|verfügbar|préavis|disponib\w+|"
    r"periodo de preaviso|preavviso|aviso prévio|opzegtermijn|beschikbaar|okres wypowiedzenia|dostępn\w+)\b",
    re.IGNORECASE,
)
_RELOCATE = re.compile(
    r"\b(?:relocat\w+|umzug\w*|mobilité|movilidad|trasferi\w+|mudança|verhuiz\w+|relokacj\w+|open to (?:remote|moving))\b",
    re.IGNORECASE,
)
_NATION = re.compile(
    r"\b(?:nationality|staatsangehörigkeit|nationalité|nacionalidad|nazionalità|cittadinanza|nacionalidade|nationaliteit|obywatelstwo|citizenship)\b\W{0,3}[^\n|;]{2,40}",
    re.IGNORECASE,
)
_PLACE_LABEL = re.compile(
    r"(?im)^\W*(?:address|location|anschrift|wohnort|adresse|dirección|ubicación|indirizzo|residenza|morada|endereço|adres|woonplaats|place)\s*[:\t ]\s{0,30}(?P<place>[^\n|]{3,60})$"
)
_PLACE = re.compile(
    r"(?<![\w@])(?P<place>[A-ZÀ-ÞŁŚŻĆ][\w'’-]+(?:[ -][A-ZÀ-ÞŁŚŻ][\w'’-]+){0,3},\s(?:[A-Z]{2}\b|[A-ZÀ-ÞŁŚŻ][\w'’-]+(?: [A-ZÀ-ÞŁŚŻ][\w'’-]+){0,2}))"
)
_CLAUSE_END = re.compile(r"[\n;|·]|\.\s")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HEAD_LINES, _SIDEBAR = 14, 24
_PRIVATE = frozenset({SectionKind.HEADER, SectionKind.PERSONAL})
_PRIVATE_LINES = 24
_PIECE = re.compile(r"[^\W\d_](?:(?!\s[–—-]\s|\s{3}|\.\s)[^|·•\t\n(])+")


def identity_of(layout: CvLayout) -> Identity:
    """Name, contact and personal data, and all that a blind view must cover."""
    document = layout.document
    name = name_of(layout)
    emails = _quotes(document, _EMAIL)
    links = _quotes(document, _LINK)
    phones = tuple(q for q in _quotes(document, _PHONE) if _is_phone(q.text))
    masks = [*emails, *links, *phones, *_name_places(document, name)]
    masks += _quotes(document, _PRONOUN)
    masks += _personal_lines(layout)
    masks += _graduation_years(layout)
    ordered = sorted({q.span: q for q in masks}.values(), key=lambda q: q.span)
    return Identity(name=name, emails=emails, phones=phones, links=links, masks=tuple(ordered))


def mobility_of(layout: CvLayout) -> Mobility:
    """Place, right to work, notice, nationality and willingness to move, as stated."""
    document = layout.document
    return Mobility(
        location=_location(layout),
        work_authorisation=_first(document, _AUTHORISED),
        notice_period=_first(document, _NOTICE),
        nationality=_first(document, _NATION),
        relocation=_first(document, _RELOCATE),
    )


def is_personal(text: str) -> bool:
    """Whether a statement is about the person rather than the work; such text is never scored."""
    if _EMAIL.search(text):
        return True
    stated = (m[0] for m in _AUTHORISED.finditer(text))
    return len(text) < 160 and (_tells_of_oneself(text) or any(not _PERSONAL.fullmatch(w) for w in stated))


@lru_cache(maxsize=1_000)
def _tells_of_oneself(text: str) -> bool:
    """Whether birth, family, nationality and the like are stated of the person, by a label or in words.

    A fairness audit by age, gender or nationality is work and must stay evidence.
    """
    return bool(_LABELLED.match(text) or _OF_ONESELF.search(text))


def _quotes(document: Document, pattern: re.Pattern[str]) -> tuple[Quote, ...]:
    return tuple(document.quote(Span(*m.span())) for m in pattern.finditer(document.text))


def _first(document: Document, pattern: re.Pattern[str]) -> Quote | None:
    """The clause around the first hit, at most 60 characters to either side."""
    match = pattern.search(document.text)
    if match is None:
        return None
    text = document.text
    before = _CLAUSE_END.split(text[max(0, match.start() - 60) : match.start()])[-1]
    after = _CLAUSE_END.split(text[match.end() : match.end() + 60], maxsplit=1)[0]
    start, end = match.start() - len(before), match.end() + len(after)
    while start < end and not text[start].isalnum():
        start += 1
    return document.quote(Span(*_trimmed(text, start, end)))


def _is_phone(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    parts = re.split(r"[\s./-]+", text)
    years = all(re.fullmatch(r"(?:19|20)\d\d|\d{1,2}", p) for p in parts)
    return 8 <= digits <= 15 and not years


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def covered_places(document: Document, names: Sequence[str]) -> tuple[Quote, ...]:
    """What a blind view covers in evidence beside the CV: the names, pronouns, addresses and links."""
    found = [q for name in names for q in _places_of(document, name)]
    return (*found, *(q for p in (_PRONOUN, _EMAIL, _LINK) for q in _quotes(document, p)))


def _name_places(document: Document, name: Quote | None) -> Iterator[Quote]:
    """Every place of the name or a part of it."""
    if name is not None:
        yield from _places_of(document, name.text)


def _places_of(document: Document, name: str) -> Iterator[Quote]:
    parts = [p for p in re.split(r"[\s.,]+", name) if len(p) >= 3]
    wanted = "|".join(map(re.escape, sorted({name, *parts}, key=len, reverse=True)))
    for match in re.finditer(rf"(?<!\w)(?:{wanted})(?!\w)", document.text, re.IGNORECASE):
        if match[0][:1].isupper():
            yield document.quote(Span(*match.span()))


def _personal_lines(layout: CvLayout) -> Iterator[Quote]:
    """Whole short lines that state birth, nationality, family and the like.

    Among the personal data at the top any such word is enough; elsewhere it must be said of the person.
    """
    for line in layout.lines:
        if line.blank or len(line.text.strip()) >= 140:
            continue
        private = layout.section_at(line.number) in _PRIVATE and line.number < _PRIVATE_LINES
        if _tells_of_oneself(line.text.strip()) or (private and _PERSONAL.search(line.text)):
            yield layout.quote(line.start, line.end)


def _graduation_years(layout: CvLayout) -> Iterable[Quote]:
    for section in layout.sections:
        if section.kind is SectionKind.EDUCATION:
            for line in layout.lines[section.first : section.last]:
                for match in _YEAR.finditer(line.text):
                    span = layout.mended.original(line.start + match.start(), line.start + match.end())
                    yield layout.document.quote(span)


def _location(layout: CvLayout) -> Quote | None:
    document = layout.document
    labelled = _PLACE_LABEL.search(document.text)
    if labelled:
        return document.quote(Span(*_trimmed(document.text, *labelled.span("place"))))
    for line in layout.lines[:_SIDEBAR]:
        for match in _PIECE.finditer(line.text[:200]):
            if known_place(match[0].strip(" .")):
                return layout.quote(line.start + match.start(), line.start + match.end())
    head = sum(len(line.text) + 1 for line in layout.lines[:_HEAD_LINES])
    found = _PLACE.search(document.text[: head + 1])
    return document.quote(Span(*found.span("place"))) if found else None
