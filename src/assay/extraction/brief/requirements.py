"""Requirements from the sentences of a brief."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assay.domain.brief import EvidenceAsked, Importance, RequiredSkill, Requirement, RequirementKind
from assay.domain.profile import Signal
from assay.domain.skill import SkillKind
from assay.extraction.brief.segments import Sentence
from assay.extraction.brief.tables import cues
from assay.extraction.details import LANGUAGE_NAMES
from assay.taxonomy import Mention, Taxonomy

MAX_REQUIREMENTS = 40
"""A brief that asks more is cut here; no recruiter weighs more."""

_MAX_TEXT = 160
_YEARS = re.compile(
    r"(?P<n>\d{1,2}(?:[.,]\d)?)\s?\+?(?:\s?(?:-|–|to|bis|a|à|do|tot)\s?\d{1,2}\+?)?\s*(?:or more |plus |mehr |ans ou plus |o mas )?"
    r"(?:years?|yrs?|jahre?n?|ans|annees|anos|anni|jaar|lata?)\b"
)
_WORD_YEARS = re.compile(
    r"\b(?P<w>one|two|three|four|five|six|seven|eight|ten|ein|zwei|drei|vier|funf|sechs|acht|zehn|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|"
    r"due|tre|quattro|cinque|dois|duas|quatro|twee|drie|vijf|dwa|trzy|cztery|piec)\s?(?:\(\d\)\s)?(?:or more |full |of which )?(?:years?|jahre?n?|ans|anos|anni|jaar|lata?|spent)\b"
)
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "ein": 1, "zwei": 2,
    "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "acht": 8, "zehn": 10, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "dois": 2, "duas": 2,
    "quatro": 4, "twee": 2, "drie": 3, "vijf": 5, "dwa": 2, "trzy": 3, "cztery": 4, "piec": 5,
}  # fmt: skip
_OR = re.compile(
    r"(?<!\w)(?:or(?! more| less| above| higher)|and/or|oder(?! mehr)|ou(?! plus| mais)|oppure|lub(?! wiecej)|albo|such as|e\.g|like|similar|equivalent|one of|any of|either|including|z\.b|par exemple|wie|comme|como|ad esempio|bijvoorbeeld|np)(?!\w)|/"
)
_DEGREES = (
    (3, re.compile(r"\b(?:ph\.?d|doctorate|doctoral degree|promotion|doctorat|doctorado|dottorato|doutorado|doktorat)\b")),
    (2, re.compile(r"\b(?:master(?:'?s)?|m\.?sc|msc|ms degree|advanced degree|graduate degree|diplom|bac ?\+ ?5|laurea magistrale|mestrado|magister\w*|maestria)\b")),
    (1, re.compile(r"\b(?:bachelor(?:'?s)?|b\.?sc|bs degree|b\.?s\.?|university degree|degree|undergraduate|hochschulabschluss|studium|licence|diplome|grado|licenciatura|titulacion|laurea|licenciatura|hbo|wo-niveau|wyzsze wyksztalcenie|wyksztalcenie wyzsze|studia)\b")),
)  # fmt: skip
_LANGUAGE = re.compile(
    r"\b(?:fluent|fluency|fluen\w+|proficien\w+|native|spoken|written|language|business|fliessend|verhandlungssicher|sprachkenntnisse|courant\w*|maitrise|fluid\w+|dominio|nivel|ottima|conoscenza|livello|fluente|vloeiend|beheersing|bieg\w+|znajomosc|[abc][12])\b"
)
_SPLIT = re.compile(
    r";\s+|,?\s+(?:and|und|et|y|e|i)?\s*(?=(?:ideally|preferably|idealerweise|idealement|idealmente)\b)|\.\s+"
)
_SOFT = frozenset({"communication-skills", "mentoring", "stakeholder-management", "cross-functional-collaboration", "teaching",
                   "public-speaking", "technical-writing", "agile-methods"})  # fmt: skip
_NOT_ASKED = re.compile(
    r"\b(?:do not need|don't need|not (?:required|necessary|needed|expected)|no need (?:for|to)|will not be expected|nicht (?:notig|erforderlich)|pas necessaire|"
    r"no (?:es|hace falta|se requiere)|non (?:serve|e richiest\w+)|nao e (?:necessari\w+|preciso)|niet nodig|nie (?:jest )?(?:wymagan\w+|konieczn\w+))\b"
)
_VAGUE = frozenset({"artificial-intelligence", "software-engineering", "data-science"})


def requirements_of(sentences: Sequence[Sentence], taxonomy: Taxonomy) -> tuple[Requirement, ...]:
    """The requirements in the order of the brief; none twice for the same skills and importance."""
    out: list[Requirement] = []
    seen: set[tuple[object, ...]] = set()
    for sentence in sentences:
        for requirement in _of(sentence, taxonomy):
            key = (
                (tuple(s.skill for s in requirement.skills), requirement.years, requirement.kind)
                if (requirement.skills)
                else (requirement.text.lower(),)
            )
            if key not in seen and len(out) < MAX_REQUIREMENTS:
                seen.add(key)
                out.append(requirement)
    return tuple(_numbered(out))


def _numbered(requirements: Sequence[Requirement]) -> Iterator[Requirement]:
    from dataclasses import replace

    for number, requirement in enumerate(requirements, 1):
        yield replace(requirement, id=f"r{number}")


def _of(sentence: Sentence, taxonomy: Taxonomy) -> Iterator[Requirement]:
    if sentence.part == "skip" or _is_boilerplate(sentence):
        return
    for start, end in _pieces(sentence.folded):
        requirement = _requirement(sentence, start, end, taxonomy)
        if requirement is not None:
            yield requirement


def _is_boilerplate(sentence: Sentence) -> bool:
    if not cues()["boilerplate"].search(sentence.folded):
        return False
    return not (
        sentence.part == "must" and (_YEARS.search(sentence.folded) or cues()["asks"].search(sentence.folded))
    )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a sentence that are demands of their own."""
    at = 0
    for match in _SPLIT.finditer(text):
        if match.start() - at >= 3:
            yield at, match.start()
        at = match.end()
    if len(text) - at >= 3:
        yield at, len(text)


def _requirement(sentence: Sentence, start: int, end: int, taxonomy: Taxonomy) -> Requirement | None:
    piece = sentence.folded[start:end]
    if _NOT_ASKED.search(piece):
        return None
    mentions = [m for m in taxonomy.find(sentence.text) if start <= m.start < end]
    either = _any_is_enough(sentence, mentions, start, end)
    skills = _skills(mentions, taxonomy, keep_wider=either)
    years, level, language = _years(piece), _degree(piece), _language(piece)
    signals = _signals(piece, skills)
    importance = _importance(sentence, piece)
    if importance is None or not _checkable(sentence, piece, skills, years, level, language, signals):
        return None
    kind = _kind(piece, skills, years, level, language, signals, taxonomy)
    return Requirement(
        id="",
        text=_text(sentence.text[start:end]),
        importance=importance,
        kind=kind,
        skills=tuple(RequiredSkill(skill=s, label=taxonomy.skills[s].label) for s in skills),
        alternatives=len(skills) > 1 and either,
        years=years,
        evidence=_evidence(piece),
        signals=signals,
        degree_level=level if kind is RequirementKind.EDUCATION else 0,
        language=language if kind is RequirementKind.LANGUAGE else None,
        quotes=(sentence.quote(start, end),),
    )


def _skills(mentions: Sequence[Mention], taxonomy: Taxonomy, *, keep_wider: bool) -> list[str]:
    """Skills named, the vague words of the trade only where nothing else is named.

    Of a wider skill beside its narrower ones the narrower are meant, unless any one is enough.
    """
    named = list(dict.fromkeys(m.skill for m in mentions))
    telling = [s for s in named if s not in _VAGUE and taxonomy.skills[s].kind is not SkillKind.DOMAIN]
    if telling:
        wider = set() if keep_wider else {w for s in telling for w in taxonomy.ancestors(s)}
        return [s for s in telling if s not in wider or len(telling) == 1][:8]
    return named[:3]


def _years(text: str) -> float | None:
    match = _YEARS.search(text)
    if match:
        value = float(match["n"].replace(",", "."))
        return value if 0 < value <= 25 else None
    word = _WORD_YEARS.search(text)
    return float(_NUMBERS[word["w"]]) if word else None


def _degree(text: str) -> int:
    found = [level for level, pattern in _DEGREES if pattern.search(text)]
    return min(found) if found else 0


def _language(text: str) -> str | None:
    if not _LANGUAGE.search(text):
        return None
    return next(
        (LANGUAGE_NAMES[w] for w in re.findall(r"[^\W\d_]+", text) if w in LANGUAGE_NAMES and len(w) > 4),
        None,
    )


def _signals(text: str, skills: Sequence[str]) -> tuple[str, ...]:
    found = []
    if cues()["production_ml"].search(text):
        found.append(Signal.PRODUCTION_ML)
    elif cues()["production"].search(text) and not skills:
        found.append(Signal.PRODUCTION)
    if cues()["design"].search(text) and len(skills) <= 2:
        found.append(Signal.SYSTEM_DESIGN)
    if cues()["infrastructure"].search(text) and len(skills) <= 1:
        found.append(Signal.INFRASTRUCTURE)
    if cues()["together"].search(text) and set(skills) <= _SOFT:
        found.append(Signal.COLLABORATION)
    return tuple(str(s) for s in found)


def _importance(sentence: Sentence, text: str) -> Importance | None:
    """From the words first, then from the part of the brief; None where nothing is asked."""
    if cues()["nice"].search(text):
        return Importance.NICE
    if cues()["should"].search(text):
        return Importance.SHOULD if sentence.part != "nice" else Importance.NICE
    must = bool(cues()["must"].search(text))
    if sentence.part == "nice":
        return Importance.NICE
    if sentence.part == "must":
        return Importance.MUST
    if sentence.part == "duties":
        return Importance.SHOULD
    if must and cues()["asks"].search(text):
        return Importance.MUST
    return Importance.SHOULD if cues()["asks"].search(text) and _YEARS.search(text) else None


def _checkable(  # noqa: PLR0913 - all that a requirement may consist of
    sentence: Sentence,
    text: str,
    skills: Sequence[str],
    years: float | None,
    level: int,
    language: str | None,
    signals: Sequence[str],
) -> bool:
    """Whether a CV can show it: a skill, years, a degree, a language, or a signal with words of its own."""
    hard = [s for s in skills if s not in _SOFT]
    if hard or years or level or language:
        return True
    if sentence.part == "duties":
        return bool(signals or skills) and len(text.split()) >= 4
    return bool(signals or skills) or (
        sentence.part in ("must", "nice") and sentence.bullet and len(text.split()) >= 3
    )


def _kind(  # noqa: PLR0913 - as above
    text: str,
    skills: Sequence[str],
    years: float | None,
    level: int,
    language: str | None,
    signals: Sequence[str],
    taxonomy: Taxonomy,
) -> RequirementKind:
    kinds = {taxonomy.skills[s].kind for s in skills}
    if language and not (kinds - {SkillKind.DOMAIN, SkillKind.PRACTICE}):
        return RequirementKind.LANGUAGE
    if (
        level
        and not years
        and len(skills) <= 3
        and re.search(r"degree|ph\.?d|bachelor|master|studium|abschluss|diplom|laurea|licen", text)
    ):
        return RequirementKind.EDUCATION
    if kinds and kinds <= {SkillKind.CREDENTIAL}:
        return RequirementKind.EDUCATION
    if kinds and kinds <= {SkillKind.DOMAIN, SkillKind.RULE} and not years:
        return RequirementKind.DOMAIN
    if signals and set(skills) <= _SOFT:
        return RequirementKind.SIGNAL
    if years or (
        skills
        and re.search(r"experience|erfahrung|experiencia|esperienza|experiencia|ervaring|doswiadczen", text)
    ):
        return RequirementKind.EXPERIENCE
    if skills:
        return RequirementKind.SKILL
    return RequirementKind.SIGNAL if signals else RequirementKind.OTHER


def _any_is_enough(sentence: Sentence, mentions: Sequence[Mention], start: int, end: int) -> bool:
    """Whether the words between and around the mentions say "or"."""
    if len(mentions) < 2:
        return False
    low, high = max(start, mentions[0].start - 30), min(end, mentions[-1].end + 24)
    text = list(sentence.folded[low:high])
    for mention in mentions:
        for at in range(max(mention.start, low), min(mention.end, high)):
            text[at - low] = "x"
    return bool(_OR.search("".join(text)))


def _evidence(text: str) -> EvidenceAsked:
    if cues()["production"].search(text):
        return EvidenceAsked.PRODUCTION
    return EvidenceAsked.RESEARCH if cues()["research"].search(text) else EvidenceAsked.ANY


def _text(words: str) -> str:
    line = " ".join(words.split()).strip(" ,;:.-–•")
    return line if len(line) <= _MAX_TEXT else f"{line[: _MAX_TEXT - 1]}…"
