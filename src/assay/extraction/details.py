"""Languages spoken, certificates, publications and links, as stated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.domain.document import Quote
from assay.domain.profile import Credential
from assay.extraction.layout import CvLayout
from assay.extraction.sections import SectionKind
from assay.taxonomy import folded

_NAMES = {
    "en": "english englisch anglais ingles inglese engels angielski",
    "de": "german deutsch allemand aleman tedesco alemao duits niemiecki",
    "fr": "french franzosisch francais frances francese frans francuski",
    "es": "spanish spanisch espagnol espanol castellano spagnolo espanhol spaans hiszpanski",
    "it": "italian italienisch italien italiano italiaans wloski",
    "pt": "portuguese portugiesisch portugais portugues portoghese portugees portugalski",
    "nl": "dutch niederlandisch hollandisch neerlandais neerlandes olandese holandes nederlands niderlandzki",
    "pl": "polish polnisch polonais polaco polacco polones pools polski",
    "sv": "swedish schwedisch suedois sueco svedese svenska zweeds szwedzki",
    "da": "danish danisch danois danes danese dansk deens dunski",
    "no": "norwegian norwegisch norvegien noruego norvegese norsk noors norweski",
    "fi": "finnish finnisch finnois finlandes finlandese suomi fins finski",
    "ru": "russian russisch russe ruso russo rosyjski", "uk": "ukrainian ukrainisch ukrainien ucraniano ucraino ukrainski",
    "zh": "chinese mandarin chinesisch chinois chino cinese cantonese chinski", "ja": "japanese japanisch japonais japones giapponese japonski",
    "ko": "korean koreanisch coreen coreano koreanski", "ar": "arabic arabisch arabe arabo arabski",
    "hi": "hindi", "ta": "tamil", "te": "telugu", "kn": "kannada", "ml": "malayalam", "bn": "bengali bangla", "mr": "marathi",
    "gu": "gujarati", "pa": "punjabi", "ur": "urdu", "fa": "persian farsi", "tr": "turkish turkisch turc turco turecki",
    "el": "greek griechisch grec griego greco grecki", "cs": "czech tschechisch tcheque checo ceco czeski",
    "sk": "slovak", "hu": "hungarian ungarisch hongrois hungaro", "ro": "romanian rumanisch roumain rumano rumeno",
    "bg": "bulgarian", "hr": "croatian", "sr": "serbian", "sl": "slovenian slovene", "he": "hebrew", "vi": "vietnamese",
    "th": "thai", "id": "indonesian bahasa indonesisch indonesien", "ms": "malay", "tl": "filipino tagalog", "ceb": "cebuano", "sw": "swahili kiswahili",
    "yo": "yoruba", "ig": "igbo", "ha": "hausa", "af": "afrikaans", "zu": "zulu", "xh": "xhosa", "am": "amharic",
    "tn": "setswana tswana", "br": "breton bretonisch", "rm": "romansh ratoromanisch rumantsch", "rw": "kinyarwanda", "so": "somali",
    "ny": "chichewa", "si": "sinhala sinhalese", "km": "khmer", "my": "burmese", "mn": "mongolian", "ka": "georgian", "hy": "armenian",
    "az": "azerbaijani", "kk": "kazakh", "uz": "uzbek", "be": "belarusian", "mk": "macedonian", "sq": "albanian", "bs": "bosnian",
    "mt": "maltese", "lb": "luxembourgish", "eo": "esperanto", "wo": "wolof", "ln": "lingala", "st": "sesotho", "sn": "shona",
    "ca": "catalan katalanisch", "eu": "basque euskera", "gl": "galician gallego", "ga": "irish gaelic", "cy": "welsh",
    "luo": "dholuo", "ki": "kikuyu", "lt": "lithuanian", "lv": "latvian", "et": "estonian", "is": "icelandic", "ne": "nepali",
}  # fmt: skip
LANGUAGE_NAMES = {name: code for code, names in _NAMES.items() for name in names.split()}
"""Folded language name in eight languages to ISO 639 code."""

_LABEL = re.compile(
    r"^\W*(?:languages?(?: known| spoken)?|spoken languages?|sprachen|sprachkenntnisse|langues|idiomas|lingue|linguas|talen|jezyki|mother tongues?|muttersprache|langue maternelle|lengua materna|lingua madre|madrelingua|moedertaal|jezyk ojczysty)\b(?:\(s\))?(?:\s*[:\t–-]|\s{2,})"
)
_CLAUSE = re.compile(r"[^.;|:]+")
_WITH_LEVEL = re.compile(
    r"(?<!\w)([^\W\d_]{3,16})\s*[(:,–-]?\s*(?:[abc][12]\b|native|fluent|mother tongue|bilingual|full professional|professional working|intermediate|"
    r"conversational|muttersprach|fliessend|fließend|verhandlungssicher|grundkenntnisse|courant|natif|bilingue|langue maternelle|nativ[oa]|fluido|"
    r"avanzado|avancado|fluente|madrelingua|vloeiend|moedertaal|ojczysty|biegl)"
)
_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(
    r"(?:https?://|www\.)\S{3,200}|(?:github|gitlab|linkedin)\.com/\S{2,120}|orcid\.org/\S+", re.IGNORECASE
)
_KINDS = {
    SectionKind.CERTIFICATES: "certificate",
    SectionKind.PUBLICATIONS: "publication",
}
_PATENT = re.compile(r"\bpatent\w*|brevet|brevett\w+|patente\b", re.IGNORECASE)
_TALK = re.compile(
    r"\b(?:talk|keynote|vortrag|conférence|charla|relazione|palestra|lezing|wystąpienie)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def languages_of(layout: CvLayout) -> tuple[tuple[str, Quote], ...]:
    """ISO codes of the languages the person states, each with the words that state it."""
    out: dict[str, Quote] = {}
    for line in layout.lines:
        text = folded(line.text)
        whole = bool(_LABEL.match(text)) or layout.section_at(line.number) is SectionKind.LANGUAGES
        for start, end in [(0, len(text))] if whole else _stated(text):
            for match in _WORD.finditer(text, start, end):
                code = LANGUAGE_NAMES.get(match[0])
                if code and code not in out and len(text) == len(line.text):
                    out[code] = layout.quote(line.start + match.start(), line.start + match.end())
    return tuple(out.items())


def _stated(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a line that are but a list of languages, or a language beside its level."""
    for clause in _CLAUSE.finditer(text[:2000]):
        words = [w for w in _WORD.findall(clause[0]) if len(w) > 2]
        hits = sum(w in LANGUAGE_NAMES for w in words)
        if hits >= 2 and hits * 2 >= len(words) and len(words) <= 14:
            yield clause.span()
        elif hits:
            yield from (m.span(1) for m in _WITH_LEVEL.finditer(text, *clause.span()))


def credentials_of(layout: CvLayout) -> tuple[Credential, ...]:
    """Certificates, publications, patents, talks and links in the order of the text."""
    return (*_listed(layout), *_links(layout))


def _listed(layout: CvLayout) -> Iterator[Credential]:
    seen: set[int] = set()
    for statement in layout.statements:
        kind = _KINDS.get(statement.section)
        if kind is None or statement.block in seen or len(statement.text) < 4:
            continue
        seen.add(statement.block)
        if _PATENT.search(statement.text):
            kind = "patent"
        elif kind == "publication" and _TALK.search(statement.text):
            kind = "talk"
        year = _YEAR.search(statement.text)
        quote = layout.quote(statement.place(0), statement.place(len(statement.text) - 1) + 1)
        yield Credential(
            kind=kind, title=statement.text[:160], year=year[0] if year else None, quotes=(quote,)
        )


def _links(layout: CvLayout) -> Iterator[Credential]:
    for match in _LINK.finditer(layout.mended.text):
        quote = layout.quote(*match.span())
        yield Credential(kind="link", title=match[0].rstrip(".,;)"), year=None, quotes=(quote,))
