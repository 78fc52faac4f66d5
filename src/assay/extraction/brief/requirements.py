"""Requirements from the pieces of a brief."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from assay.domain.brief import Importance, Requirement, RequirementKind
from assay.domain.skill import SkillKind
from assay.extraction.brief.facts import SOFT, evidence_asked
from assay.extraction.brief.naming import Named, named_in
from assay.extraction.brief.pieces import Piece, pieces_of
from assay.extraction.brief.reading import BriefModel, brief_model, tokens_of
from assay.extraction.brief.segments import Sentence
from assay.extraction.brief.terms import asks_nothing
from assay.taxonomy import Taxonomy

MAX_REQUIREMENTS = 40
"""A brief that asks more is cut here; no recruiter weighs more."""

_MAX_TEXT = 160
_NOT_ASKED = re.compile(
    r"\b(?:(?:do not|don't|needn't|won't) need|(?:not|isn't|aren't) (?:strictly |at all )?(?:required|necessary|needed|expected)|no need (?:for|to)|will not be expected|never have to|won't have to|"
    r"nicht (?:notig|notwendig|erforderlich|vorausgesetzt)|(?:pas|n'est pas) (?:necessaire|requis\w*|exige\w*)|no (?:es (?:necesari\w+|imprescindible|obligatori\w+)|hace falta|se requiere)|"
    r"non (?:serve|(?:e|sono) (?:richiest\w+|necessari\w+))|nao (?:e|sao) (?:necessari\w+|obrigatori\w+|preciso)|nao precisa|niet (?:nodig|vereist|noodzakelijk)|nie (?:jest |sa )?(?:wymagan\w+|konieczn\w+|potrzebn\w+))\b"
)
_PERMIT = re.compile(
    r"\b(?:must|only|cannot|need to|required to|do not already)\b[^.]{0,60}\b(?:right to work|authori[sz]ed to work|eligible to work|work permit|security clearance)\b|"
    r"\b(?:autorisation de travail|permis de travail|habilitation|enquete administrative)\b|\b(?:sicherheitsuberprufung|arbeitserlaubnis)\b[^.]{0,40}\b(?:erforderlich|voraussetzung|notwendig)\b|"
    r"\b(?:permiso de trabajo|autorizacion de trabajo|permesso di (?:lavoro|soggiorno)|autorizacao de (?:trabalho|residencia)|werkvergunning|verblijfsvergunning|pozwolenie na prace)\b[^.]{0,30}\b(?:vigente|en vigor|obligatori\w+|imprescindible|valid\w+|obrigatori\w+|vereist|geldige|wymagan\w+)\b"
)
"""What the law or the client demands of anybody who is to do the work."""

_OFFERED = re.compile(
    r"(?<![\w-])(?:applicable (?:law|laws|state|federal|local)|personal (?:information|data) (?:we|you|is|may|will|collected)|pay transparency|hiring process|recruitment process|your recruiter|"
    r"401\s?\(?k\)?|p\.?t\.?o|paid (?:time off|vacation|holidays?|parental|family|sick|maternity|leave|sabbatical|volunteer)|(?:parental|maternity|paternity|family|sick|annual) leave|"
    r"(?:medical|dental|health|life|disability|vision),? (?:(?:and|&|or) )?(?:dental|vision|medical|life|disability|health)?,? ?(?:(?:and|&) (?:vision|dental) )?(?:insurance|coverage|cover|plans?|benefits)|dental|"
    r"health ?care (?:coverage|plans?|benefits)|free (?:lunch(?:es)?|food|meals?|snacks|breakfast|dinners?|coffee|parking)|(?:lunch(?:es)?|snacks|meals|dinners) (?:provided|and|every|on us)|catered|"
    r"stock (?:options?|purchase|grants?)|equity (?:package|grants?|compensation|plan)|(?:competitive|base|generous) (?:salary|salaries|compensation|pay|benefits)|(?:flexible|unlimited|generous) (?:pto|vacation|time off|holidays?)|"
    r"referral bonus(?:es)?|sign-?on bonus|performance bonus|commuter|gym (?:membership|access)|wellness|hsa|fsa|employee assistance|pet insurance|tuition|retirement (?:plan|savings)|pension (?:plan|scheme)|company (?:car|holidays))(?!\w)"
)
"""What an employer gives, or says of the law and of applying; no person is asked for it."""

_BUT_NICE = re.compile(r"\b(?:not (?:required|a must|necessary)|optional)\b.{0,30}\b(?:but|though)\b")
_JOINT = re.compile(
    r"^(?:of which|davon|dont|de ellos|di cui|dos quais|waarvan|w tym|and|und|et|oraz)\s", re.IGNORECASE
)
_DEGREE = re.compile(
    r"\b[bm]\.?\s?tech\b|\b[bm]\.\s?e\b|\b[bm]\.?eng\b|\b[bm]ca\b|\b[bm]\.?sc\b|\bbs (?:in|degree)\b|\bms degree\b|degree|ph\.?d|bachelor|master|doctor|qualification|studium|abschluss|diplom|bac ?\+|ecole|laurea|licen|titul|grado|mestrado|superior completo|opleiding|wyksztalc|studia|magist"
)
_EXPERIENCE = re.compile(
    r"experience|experienced|worked|you've|track record|erfahrung|experiencia|esperienza|experiencia|ervaring|doswiadczen|experience|colocado"
)
_OR_ELSE = re.compile(r"\W*(?:or|oder|ou|oppure|o|of|lub|albo)\s")
_NUMBERED = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})+\.?|\(?[a-z]\)|\(?\d{1,2}[.)])\s+(?=[^\W\d_]{3})(?!years|yrs)"
)
_FEW_WORDS = 12
_ORDER = {Importance.NICE: 0, Importance.SHOULD: 1, Importance.MUST: 2}


def requirements_of(
    sentences: Sequence[Sentence], taxonomy: Taxonomy, model: BriefModel | None = None
) -> tuple[Requirement, ...]:
    """The requirements in the order of the brief; none twice for the same skills, the strongest kept."""
    pieces = list(pieces_of(sentences, taxonomy))
    out: dict[tuple[object, ...], Requirement] = {}
    for requirement in _asked(pieces, taxonomy, model or brief_model()):
        skills = tuple(s.skill for s in requirement.skills)
        key = (skills, requirement.years, requirement.kind) if skills else (_subject(requirement),)
        known = out.get(key)
        if known is None or _ORDER[requirement.importance] > _ORDER[known.importance]:
            out[key] = requirement
    kept = [r for r in out.values() if not _is_said_better(r, out.values())][:MAX_REQUIREMENTS]
    return tuple(replace(r, id=f"r{n}") for n, r in enumerate(kept, 1))


def _is_said_better(requirement: Requirement, others: Iterable[Requirement]) -> bool:
    """Whether it asks for years of nothing named, and another for the same years of something."""
    if not requirement.years or requirement.skills or requirement.kind is not RequirementKind.EXPERIENCE:
        return False
    return any(o.years == requirement.years and o.skills for o in others)


def _subject(requirement: Requirement) -> str:
    return f"language {requirement.language}" if requirement.language else requirement.text.lower()


def _asked(pieces: Sequence[Piece], taxonomy: Taxonomy, model: BriefModel) -> Iterator[Requirement]:
    others = _other_ways(pieces)
    for number, (piece, tokens) in enumerate(zip(pieces, tokens_of(pieces), strict=True)):
        if number in others:
            continue
        if _NOT_ASKED.search(piece.text) and not _BUT_NICE.search(piece.text):
            continue
        if _is_offer(piece, tokens) or _opens_list(piece) or asks_nothing(piece):
            continue
        importance = Importance.MUST if _PERMIT.search(piece.text) else model.judged(tokens)
        importance = importance or _bare_degree(piece)
        if importance is not None:
            yield _requirement(piece, importance, taxonomy)


def _bare_degree(piece: Piece) -> Importance | None:
    """A degree alone in a list of what is asked ("BSc in Physics"): few words, and none that could be anything else."""
    alone = piece.sentence.bullet and not piece.start and len(piece.text.split()) <= _FEW_WORDS
    if not (alone and piece.degree and _DEGREE.search(piece.text)):
        return None
    return {"must": Importance.MUST, "nice": Importance.NICE}.get(piece.sentence.part.name)


def _other_ways(pieces: Sequence[Piece]) -> Set[int]:
    """Places of what a sentence takes instead of the degree it named: "or a Master's degree and 1+ year"."""
    found: set[int] = set()
    for number, (before, piece) in enumerate(pairwise(pieces), 1):
        if before.sentence is not piece.sentence:
            continue
        opens = piece.degree and _OR_ELSE.match(piece.text)
        named = any(p.degree for p in pieces[:number] if p.sentence is piece.sentence)
        if (opens and named) or (number - 1 in found and piece.years):
            found.add(number)
    return found


def _opens_list(piece: Piece) -> bool:
    """Whether the piece only leads to what stands below it: "You will be responsible for:"."""
    ends = piece.words.rstrip().endswith(":") or piece.sentence.text[piece.end :].strip() == ":"
    return ends and not piece.hard and not piece.years and not piece.degree


def _is_offer(piece: Piece, tokens: frozenset[str]) -> bool:
    """Whether the employer offers what the piece names; duties may be about it ("models for dental plans")."""
    if not _OFFERED.search(piece.text) or piece.years or "=cues:asks" in tokens:
        return False
    return piece.sentence.part.name != "duties" and "=opens:doing" not in tokens


def _requirement(piece: Piece, importance: Importance, taxonomy: Taxonomy) -> Requirement:
    named = named_in(piece, taxonomy)
    kind = _kind(piece, named, taxonomy)
    return Requirement(
        id="",
        text=_text(piece.words),
        importance=importance,
        kind=kind,
        skills=named.skills,
        also=named.also,
        alternatives=named.either and len(named.skills) > 1,
        years=piece.years,
        evidence=evidence_asked(piece.text),
        signals=piece.signals,
        degree_level=piece.degree if kind is RequirementKind.EDUCATION else 0,
        language=piece.language if kind is RequirementKind.LANGUAGE else None,
        quotes=(piece.sentence.quote(piece.start, piece.end),),
    )


def _kind(piece: Piece, named: Named, taxonomy: Taxonomy) -> RequirementKind:
    skills = [s.skill for s in named.skills]
    kinds = {taxonomy.skills[s].kind for s in skills if s in taxonomy.skills}
    if piece.language and not (kinds - {SkillKind.DOMAIN, SkillKind.PRACTICE}):
        return RequirementKind.LANGUAGE
    if piece.degree and not piece.years and len(skills) <= 3 and _DEGREE.search(piece.text):
        return RequirementKind.EDUCATION
    if kinds and kinds <= {SkillKind.CREDENTIAL}:
        return RequirementKind.EDUCATION
    if kinds and kinds <= {SkillKind.DOMAIN, SkillKind.RULE} and not piece.years:
        return RequirementKind.DOMAIN
    if piece.signals and set(skills) <= SOFT:
        return RequirementKind.SIGNAL
    if piece.years or (skills and _EXPERIENCE.search(piece.text)):
        return RequirementKind.EXPERIENCE
    if skills:
        return RequirementKind.SKILL
    return RequirementKind.SIGNAL if piece.signals else RequirementKind.OTHER


def _text(words: str) -> str:
    line = _JOINT.sub("", _NUMBERED.sub("", " ".join(words.split())).strip(" ,;:.-–•|"))
    return line if len(line) <= _MAX_TEXT else f"{line[: _MAX_TEXT - 1]}…"
