"""Columns of a table of candidates, known by their headers in eight languages, and a row as the text of a CV."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

Cell = tuple[str, str]
"""A header and what stands below it."""

_NAMES = {
    "first": "first name|given name|vorname|prenom|nombre de pila|nome proprio|voornaam|imie",
    "last": "last name|surname|family name|nachname|familienname|nom de famille|apellido|apellidos|cognome|sobrenome"
    "|apelido|achternaam|nazwisko",
    "name": "name|full name|candidate|candidate name|applicant|kandidat|kandidatin|bewerber|vollstandiger name|nom"
    "|nom complet|nom et prenom|candidat|nombre|nombre completo|nombre y apellidos|candidato|nome|nome completo"
    "|nome e cognome|naam|volledige naam|kandidaat|imie i nazwisko|kandydat",
    "title": "title|job title|current title|current role|current position|position|role|headline|berufsbezeichnung"
    "|position aktuell|aktuelle position|stelle|funktion|titre|intitule du poste|poste|poste actuel|fonction|cargo"
    "|cargo actual|puesto|puesto actual|titolo|ruolo|posizione|posizione attuale|cargo atual|funcao|functie"
    "|huidige functie|functietitel|stanowisko|obecne stanowisko",
    "employer": "company|current company|employer|current employer|organisation|organization|firma|unternehmen"
    "|arbeitgeber|aktueller arbeitgeber|entreprise|employeur|employeur actuel|societe|empresa|empresa actual"
    "|empleador|azienda|datore di lavoro|empresa atual|empregador|bedrijf|werkgever|huidige werkgever|pracodawca"
    "|obecny pracodawca",
    "since": "since|start date|from|in role since|seit|beginn|depuis|desde|dal|sinds|od",
    "years": "years of experience|years experience|experience years|experience (years)|yoe|berufsjahre"
    "|jahre berufserfahrung|jahre erfahrung|annees d experience|anos de experiencia|anni di esperienza"
    "|jaren ervaring|lata doswiadczenia",
    "place": "location|city|place|ort|wohnort|stadt|standort|lieu|ville|localisation|ubicacion|ciudad|localidad"
    "|citta|luogo|localita|cidade|localizacao|plaats|woonplaats|stad|miasto|lokalizacja",
    "contact": "email|e mail|mail|email address|phone|telephone|mobile|telefon|handy|telefono|courriel|telefone"
    "|telefoon|adres e mail|linkedin|github|website|url|correo|correo electronico",
    "summary": "summary|profile|about|bio|objective|zusammenfassung|profil|kurzprofil|uber mich|resume professionnel"
    "|a propos|synthese|resumen|perfil|sobre mi|sommario|profilo|riepilogo|resumo|sobre|samenvatting|profiel"
    "|over mij|podsumowanie|o mnie",
    "experience": "experience|work experience|employment|work history|career|employment history|berufserfahrung"
    "|werdegang|beruflicher werdegang|erfahrung|experience professionnelle|experiences professionnelles|parcours"
    "|experiencia|experiencia laboral|experiencia profesional|esperienza|esperienze|esperienza professionale"
    "|esperienze professionali|esperienza lavorativa|experiencia profissional|werkervaring|ervaring"
    "|doswiadczenie|doswiadczenie zawodowe",
    "projects": "projects|projekte|projets|proyectos|progetti|projetos|projecten|projekty",
    "education": "education|degree|degrees|academic background|ausbildung|bildung|studium|abschluss|formation"
    "|diplome|diplomes|etudes|educacion|formacion|formacion academica|estudios|titulacion|istruzione|formazione"
    "|titolo di studio|educacao|formacao|formacao academica|opleiding|opleidingen|onderwijs|wyksztalcenie|edukacja",
    "skills": "skills|skill set|skillset|key skills|technical skills|technologies|tech stack|stack|tools"
    "|competencies|kenntnisse|fahigkeiten|kompetenzen|technologien|fachkenntnisse|it kenntnisse|skills und tools"
    "|competences|competences techniques|technologies maitrisees|outils|habilidades|competencias|aptitudes"
    "|tecnologias|conocimientos|competenze|competenze tecniche|tecnologie|habilidades tecnicas|vaardigheden"
    "|technologieen|competenties|umiejetnosci|technologie|kompetencje",
    "certificates": "certifications|certificates|certification|zertifikate|zertifizierungen|certificats"
    "|certificaciones|certificazioni|certificados|certificacoes|certificaten|certyfikaty",
    "publications": "publications|papers|publikationen|veroffentlichungen|publicaciones|pubblicazioni|publicacoes"
    "|publicaties|publikacje",
    "languages": "languages|language skills|sprachen|sprachkenntnisse|langues|idiomas|lingue|linguas|talen|jezyki",
    "text": "cv|resume|resume text|cv text|full text|text|lebenslauf|texte|curriculum|curriculum vitae|texto|testo"
    "|tekst|zyciorys",
}  # fmt: skip
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split("|")}
_TELLING = frozenset(
    {
        "title",
        "summary",
        "experience",
        "projects",
        "education",
        "skills",
        "certificates",
        "publications",
        "text",
    }
)
"""Fields of which a table of candidates has at least one."""

_SECTIONS = (
    ("summary", "SUMMARY"), ("experience", "EXPERIENCE"), ("projects", "PROJECTS"), ("education", "EDUCATION"),
    ("skills", "SKILLS"), ("certificates", "CERTIFICATES"), ("publications", "PUBLICATIONS"),
    ("languages", "LANGUAGES"),
)  # fmt: skip
_PLACED = frozenset({"first", "last", "name", "title", "employer", "since", "place", "contact", "text"})


def field_of(header: str) -> str | None:
    """The field that a header names ("Berufserfahrung" is experience), None where it names none we know."""
    plain = unicodedata.normalize("NFKD", header.replace("ł", "l").replace("Ł", "L").replace("ß", "ss"))
    letters = "".join(c for c in plain.casefold() if not unicodedata.combining(c))
    return _FIELDS.get(" ".join(re.findall(r"[^\W_]+", letters)))


def tells_of_candidates(headers: Iterable[str]) -> bool:
    """Whether a table with these headers holds something to judge a candidate by."""
    return bool({field_of(h) for h in headers} & _TELLING)


def row_text(cells: Sequence[Cell]) -> str:
    """A row as the text of a CV; columns that are not known become lines "header: value"."""
    fields: dict[str, list[str]] = {}
    others: list[str] = []
    for header, value in cells:
        field = field_of(header)
        if field == "experience" and _is_number(value):
            field = "years"
        if field is None:
            others.append(f"{header}: {_one_line(value)}" if header else _one_line(value))
        else:
            fields.setdefault(field, []).append(value)
    blocks = [list(_head(fields)), *_sections(fields), *([text] for text in fields.get("text", ()))]
    if others:
        blocks.append(["ADDITIONAL INFORMATION", *others])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}(?:[.,]\d{1,2})?\+?", value.strip()))


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _head(fields: Mapping[str, list[str]]) -> Iterator[str]:
    full = [_one_line(v) for v in fields.get("name", ())]
    yield from full or [
        name
        for name in [" ".join(_one_line(v) for f in ("first", "last") for v in fields.get(f, ()))]
        if name
    ]
    if "employer" not in fields or "experience" in fields:
        yield from map(_one_line, fields.get("title", ()))
    yield from (f"{_one_line(v)} years of experience" for v in fields.get("years", ()))
    contact = [_one_line(v) for field in ("place", "contact") for v in fields.get(field, ())]
    if contact:
        yield " | ".join(contact)


def _sections(fields: Mapping[str, list[str]]) -> Iterator[list[str]]:
    for field, title in _SECTIONS:
        lines = [
            line.strip() for value in fields.get(field, ()) for line in value.splitlines() if line.strip()
        ]
        if field == "experience" and not lines:
            lines = _present_role(fields)
        if lines:
            yield [title, *lines]


def _present_role(fields: Mapping[str, list[str]]) -> list[str]:
    """The line of the present role where a table names title and employer but no career."""
    employers = [_one_line(v) for v in fields.get("employer", ())]
    if not employers:
        return []
    head = ", ".join([*(_one_line(v) for v in fields.get("title", ())), *employers])
    since = [_one_line(v) for v in fields.get("since", ())]
    return [f"{head}    {since[0]} - present" if since else head]
