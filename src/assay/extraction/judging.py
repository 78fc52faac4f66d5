"""Judge every mention of a skill in a document: the rules' verdict and all that stands around it, weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from assay.domain.evidence import EvidenceKind
from assay.domain.skill import SkillKind
from assay.extraction.advice import Part, hands_off, is_desk
from assay.extraction.context import Contexts, Mentioned, feature_names
from assay.extraction.cues import fold_statement
from assay.extraction.forest import Forest, forest_from, model_file
from assay.extraction.kinds import Judgement
from assay.extraction.layout import CvLayout
from assay.extraction.lexical import Lexicon, lexicon
from assay.extraction.mentions import Settings, is_list
from assay.extraction.phrases import unlinked
from assay.extraction.port import Added
from assay.extraction.surroundings import with_words
from assay.taxonomy import Mention, Taxonomy

FloatArray = npt.NDArray[np.float64]

CAUTION = 0.55
"""What the chances of real work are multiplied with: theory taken for work is the dearer mistake.

Chosen so that in cross-validation few claims of theory pass for work; see docs/explanation/evidence.md.
"""

DENIAL = 1.3
"""What the chance of a denial is multiplied with, for the same reason and chosen in the same way."""

_WEIGHT = {EvidenceKind.PRODUCTION: CAUTION, EvidenceKind.APPLIED: CAUTION, EvidenceKind.NEGATIVE: DENIAL}
_CROWD = 8
_NOT_A_SKILL = frozenset({SkillKind.DOMAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A mention with its kind of evidence.

    `index` is the statement, `start` and `end` are places in the mended text. `chances` maps each kind
    to 0-1; `features` is the row of `context.feature_names` that gave them.
    """

    skill: str
    index: int
    start: int
    end: int
    verdict: Judgement
    chances: Mapping[EvidenceKind, float]
    features: FloatArray
    on_paper: bool = False
    """Whether the work is but a document about the thing."""


@cache
def evidence_model() -> Forest:
    """The fitted forest; raises ModelError where it was fitted to other features."""
    model = forest_from(model_file("evidence"))
    if model.features != feature_names():
        from assay.errors import ModelError

        raise ModelError(["The evidence model was fitted to other features; run training/fit_reading.py."])
    return model


def judged_mentions(layout: CvLayout, taxonomy: Taxonomy, added: Sequence[Added] = ()) -> list[Judged]:
    """All mentions of skills in the statements of a document, in text order.

    `added` are mentions of another extractor, each judged like any other and held down to its ceiling.
    """
    places = _placed(layout, taxonomy, added)
    ceilings = {(a.start, a.skill): a.ceiling for a in added}
    mentioned = [m for m, _, _ in places]
    rows = features_of(layout, mentioned, lexicon())
    chances = evidence_model().chances(rows)
    off = hands_off(layout)
    return [
        _judged(
            mention,
            rule,
            found,
            row,
            _chances(row, chance, off.part(mention.index, mention.desk, _said(row))),
            ceilings.get((found.start, found.skill)),
        )
        for (mention, rule, found), row, chance in zip(places, rows, chances, strict=True)
    ]


def features_of(layout: CvLayout, mentioned: Sequence[Mentioned], words: Lexicon) -> FloatArray:
    """The features of mentions, of shape (mentions, features), columns as `context.feature_names`."""
    contexts = contexts_of(layout)
    said = words.chances([contexts.tokens(m) for m in mentioned])
    return with_words(layout, mentioned, contexts.rows(mentioned), said)


def contexts_of(layout: CvLayout) -> Contexts:
    """What stands around the mentions of a document."""
    return Contexts(layout, [is_list(fold_statement(s.text)) for s in layout.statements])


def _placed(
    layout: CvLayout, taxonomy: Taxonomy, added: Sequence[Added] = ()
) -> list[tuple[Mentioned, Judgement, Mention]]:
    """Mentions of known skills and of names outside the taxonomy, with the rules' verdicts, in text order."""
    settings = Settings(layout)
    known = taxonomy.find(layout.mended.text)
    outside = [Mention(o.start, o.end, o.id, o.phrase) for o in unlinked(layout, taxonomy, known)]
    beside = [Mention(a.start, a.end, a.skill, a.phrase) for a in added]
    mentions = sorted((*known, *outside, *beside), key=lambda m: m.start)
    settings.count(m.start for m in known)
    out = []
    for mention in mentions:
        entry = taxonomy.skills.get(mention.skill)
        kind = entry.kind if entry else SkillKind.TOOL
        place = settings.at(mention.start)
        if place is None:
            continue
        index, start = place
        statement = layout.statements[index]
        if statement.head and statement.role is not None and kind in _NOT_A_SKILL:
            continue
        end = min(start + mention.end - mention.start, len(statement.text))
        rule = settings.judge(index, start, end)
        said = Mentioned(
            index=index,
            start=start,
            end=end,
            skill=mention.skill,
            kind=kind,
            verdict=rule.kind.value,
            desk=is_desk(entry),
        )
        out.append((said, rule, mention))
    return out


def _judged(  # a mention, what the rules say of it, its features, and how strong it may be
    said: Mentioned,
    rule: Judgement,
    found: Mention,
    row: FloatArray,
    chances: Mapping[EvidenceKind, float],
    ceiling: EvidenceKind | None = None,
) -> Judged:
    kind = max(chances, key=lambda k: chances[k] * _WEIGHT.get(k, 1.0))
    if ceiling is not None and ceiling.strength < kind.strength:
        kind = ceiling
    return Judged(
        skill=said.skill,
        index=said.index,
        start=found.start,
        end=found.end,
        verdict=rule if kind is rule.kind else Judgement(kind, _reason(kind, row)),
        chances=chances,
        features=row,
        on_paper=kind is EvidenceKind.APPLIED and _is_paper(said, row),
    )


def _chances(row: FloatArray, chance: FloatArray, part: Part) -> dict[EvidenceKind, float]:
    """The forest's chances, without those of work where the text shows none."""
    chances = {EvidenceKind(k): float(p) for k, p in zip(evidence_model().classes, chance, strict=True)}
    if _only_names(row) or part is Part.NAME:
        return _without_work(chances)
    return _on_paper(chances) if part is Part.PAPER else chances


_ASIDE = ("paper", "advise", "distance", "plan", "live", "operate", "hands")


def _said(row: FloatArray) -> dict[str, bool]:
    """Which of the groups that tell advice from work the sentence holds."""
    return {group: bool(row[_column(f"statement:{group}")] > 0) for group in _ASIDE}


def _is_paper(said: Mentioned, row: FloatArray) -> bool:
    """Whether a sentence tells of a document about a technology, and of nothing made."""
    told = _said(row)
    return told["paper"] and not (said.desk or told["hands"] or told["live"] or told["operate"])


@cache
def _column(name: str) -> int:
    return feature_names().index(name)


def _only_names(row: FloatArray) -> bool:
    """Whether the passage but names things outside any role: words are not work."""
    outside = row[_column("no_role")] > 0
    crowd = row[_column("list")] > 0 or row[_column("named")] >= _CROWD
    said = row[_column("statement:using")] > 0 or row[_column("statement:oss")] > 0
    return bool(outside and (crowd or _is_headline(row)) and not said)


def _is_headline(row: FloatArray) -> bool:
    """Whether a line at the head of a CV names the trade of an adviser or speaker: a title is no work."""
    return bool(
        row[_column("section:header")] > 0
        and row[_column("statement:advise")] > 0
        and not any(row[_column(f"statement:{g}")] > 0 for g in ("build", "hands", "live", "operate"))
    )


def _without_work(chances: Mapping[EvidenceKind, float]) -> dict[EvidenceKind, float]:
    worked = {k: p for k, p in chances.items() if k.strength >= EvidenceKind.RESEARCH.strength}
    out = {k: 0.0 if k in worked else p for k, p in chances.items()}
    out[EvidenceKind.LISTED] += sum(worked.values())
    return out


def _on_paper(chances: Mapping[EvidenceKind, float]) -> dict[EvidenceKind, float]:
    """The chance of real use taken for a document's."""
    real = chances[EvidenceKind.PRODUCTION]
    return {
        **chances,
        EvidenceKind.PRODUCTION: 0.0,
        EvidenceKind.APPLIED: chances[EvidenceKind.APPLIED] + real,
    }


_SAYS = {
    EvidenceKind.PRODUCTION: ("live", "operate", "reach", "oss", "gain"),
    EvidenceKind.APPLIED: ("trial", "stopped", "paper", "own", "assist", "build", "using"),
    EvidenceKind.RESEARCH: ("research",),
    EvidenceKind.EDUCATION: ("study", "teach"),
    EvidenceKind.LISTED: ("weak", "plan", "only", "past", "advise"),
    EvidenceKind.NEGATIVE: ("denial", "distance", "watch"),
}
_WORDS = {
    "live": "real use", "operate": "a running system", "reach": "users or the business", "oss": "accepted open-source work",
    "gain": "a measured result", "trial": "a trial or comparison", "stopped": "work that was stopped", "own": "the person's own time",
    "assist": "a part under others", "build": "hands-on work", "using": "regular use", "research": "research", "study": "study",
    "teach": "teaching", "weak": "little knowledge", "plan": "a plan", "only": "a limit", "past": "the past", "denial": "a denial",
    "distance": "work of others", "watch": "looking on", "paper": "a document", "advise": "advice or talks",
}  # fmt: skip
_NEAR = (
    ("clause", "The same clause"), ("statement", "The sentence"), ("after", "The sentence after it"),
    ("before", "The sentence before it"), ("block", "The paragraph"),
)  # fmt: skip
_PLAIN = {
    EvidenceKind.PRODUCTION: "Part of work whose systems were in real use.",
    EvidenceKind.APPLIED: "Hands-on work; real use is not stated.",
    EvidenceKind.RESEARCH: "Part of research work.",
    EvidenceKind.EDUCATION: "Part of studies, a course or teaching.",
    EvidenceKind.LISTED: "Named without work attached to it.",
    EvidenceKind.NEGATIVE: "The text says that the person has not done it.",
}


def _reason(kind: EvidenceKind, row: FloatArray) -> str:
    """The nearest words that speak for the kind, as a sentence."""
    for scope, place in _NEAR:
        for group in _SAYS[kind]:
            if row[_column(f"{scope}:{group}")] > 0:
                return f"{place} speaks of {_WORDS[group]}."
    return _PLAIN[kind]
