"""Judge what a passage shows of a skill it names: production, applied, research, education, listed, denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assay.domain.evidence import EvidenceKind, Ownership
from assay.domain.profile import WorkKind
from assay.extraction.cues import cues, shows
from assay.extraction.quantities import scale_of
from assay.extraction.scan import last_end
from assay.extraction.sections import SectionKind

_CLAUSE = re.compile(r"[;.!?]|(?<=\w)\s[–—-]\s|(?<!\d),(?!\d)|:|\(|\)")
_HARD = re.compile(r"[;.!?()]")
_REACH = 70
"""Characters before a mention in which a denial may stand."""

CROWDED = 8
"""Skills in one sentence from which, without a figure, it is a list whatever its verbs."""

_NAMED_ONLY = frozenset(
    {SectionKind.SKILLS, SectionKind.SUMMARY, SectionKind.HEADER, SectionKind.LANGUAGES, SectionKind.PERSONAL}
)
_VERB_FIRST = re.compile(r"^(?:i\s|ich\s|j'|je\s|ho\s|he\s|eu\s|ik\s)")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a passage stands.

    `text` is folded; `work` is how strongly its role shows real use, 0-1; `named` is how many skills the
    passage names; `prose` marks passages of a CV that tells its work without sections.
    """

    text: str
    block: str
    section: SectionKind
    role_kind: WorkKind | None
    role_title: str
    work: float
    is_list: bool
    named: int = 1
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kind with the rule that gave it, as a sentence for people."""

    kind: EvidenceKind
    reason: str


def judge(setting: Setting, start: int, end: int) -> Judgement:
    """Judge the mention at ``setting.text[start:end]``."""
    denied = _denied(setting.text, start, end)
    if denied:
        return Judgement(EvidenceKind.NEGATIVE, denied)
    if setting.section is SectionKind.LIMITS:
        return _in_limits(setting)
    if shows("planned", _clause(setting.text, start, end)):
        return Judgement(EvidenceKind.LISTED, "Named as a plan or a wish.")
    if setting.role_kind is not None:
        return _in_role(setting, start, end)
    return _outside_roles(setting, start, end)


def _in_limits(setting: Setting) -> Judgement:
    if shows("applied", setting.text):
        return Judgement(EvidenceKind.APPLIED, "Under what the person does not do, but tried or compared.")
    if shows("education", setting.text):
        return Judgement(EvidenceKind.EDUCATION, "Under what the person does not do; learned only.")
    return Judgement(EvidenceKind.NEGATIVE, "Stands under what the person does not do.")


def _outside_roles(setting: Setting, start: int, end: int) -> Judgement:
    near = _clause(setting.text, start, end)
    if setting.is_list or setting.named >= CROWDED:
        return _named(near, setting.text)
    if setting.section in _LEARNED:
        return _in_studies(setting)
    if setting.section in _PROJECTS:
        return _in_project(setting)
    if setting.prose:
        return _in_prose(setting, near)
    if setting.section in _NAMED_ONLY:
        return _named(near, setting.text)
    if shows("research", near):
        return Judgement(EvidenceKind.RESEARCH, "Research outside a job.")
    if shows("education", near):
        return Judgement(EvidenceKind.EDUCATION, "Learned in a course or by study.")
    if _open_source(setting.text):
        return Judgement(EvidenceKind.PRODUCTION, "Accepted work on software that others use.")
    return Judgement(EvidenceKind.LISTED, "Named outside any described work.")


_LEARNED = frozenset(
    {SectionKind.EDUCATION, SectionKind.PUBLICATIONS, SectionKind.CERTIFICATES, SectionKind.TEACHING}
)
_PROJECTS = frozenset({SectionKind.PROJECTS, SectionKind.COMMUNITY, SectionKind.AWARDS})


def _in_studies(setting: Setting) -> Judgement:
    """Education, publications, certificates and teaching."""
    if setting.section is SectionKind.PUBLICATIONS:
        return Judgement(EvidenceKind.RESEARCH, "Part of a publication or talk.")
    if setting.section is not SectionKind.EDUCATION:
        return Judgement(EvidenceKind.EDUCATION, "A course, certificate or teaching.")
    if shows("research", setting.text):
        return Judgement(EvidenceKind.RESEARCH, "Part of a thesis or research project.")
    return Judgement(EvidenceKind.EDUCATION, "Part of studies.")


def _in_project(setting: Setting) -> Judgement:
    """A project, volunteer work or award: real use must be said, and more plainly in a project of one's own."""
    own = _OWN_PROJECT.search(setting.block)
    used = _strong_production(setting) if own else shows("production", setting.block)
    if used or _open_source(setting.text):
        return Judgement(EvidenceKind.PRODUCTION, "A project that others use.")
    kind = EvidenceKind.RESEARCH if shows("research", setting.text) else EvidenceKind.APPLIED
    return Judgement(kind, "A project of the person's own.")


def _in_prose(setting: Setting, near: str) -> Judgement:
    """A sentence about work in a CV without sections."""
    if shows("education", near):
        return Judgement(EvidenceKind.EDUCATION, "Learned in a course or by study.")
    if shows("applied", near):
        return Judgement(EvidenceKind.APPLIED, "A trial, pilot, comparison or work that was stopped.")
    if shows("production", setting.block):
        return Judgement(EvidenceKind.PRODUCTION, "Work on something that users or the business relied on.")
    if shows("research", setting.text):
        return Judgement(EvidenceKind.RESEARCH, "Research work.")
    return Judgement(EvidenceKind.APPLIED, "Hands-on work; real use is not stated.")


_OWN_PROJECT = re.compile(
    r"hobby|personal|side project|weekend|toy|course|university|semester|student|kaggle|hackathon|tutorial|bootcamp|capstone|privat|loisir|own time|self-"
)


def _named(near: str, text: str) -> Judgement:
    """A skills list or summary: a note beside the name may tell more."""
    if shows("education", near):
        return Judgement(EvidenceKind.EDUCATION, "Listed with a course or training beside it.")
    if _open_source(text) and not shows("listed", near):
        return Judgement(EvidenceKind.PRODUCTION, "Accepted work on software that others use.")
    if shows("applied", near):
        return Judgement(EvidenceKind.APPLIED, "Listed with a trial or own project beside it.")
    return Judgement(EvidenceKind.LISTED, "Named in a list or summary.")


def _in_role(setting: Setting, start: int, end: int) -> Judgement:
    near = _clause(setting.text, start, end)
    if shows("education", near) and not _strong_production(setting):
        return Judgement(EvidenceKind.EDUCATION, "Learned or taught in a course, not done at work.")
    if _only_named(setting):
        return Judgement(
            EvidenceKind.LISTED, "Named among many, or with a mark of the person's own; no result told."
        )
    if shows("listed", near) and not shows("production", near):
        return Judgement(EvidenceKind.LISTED, "Only familiar with it.")
    if setting.role_kind is WorkKind.PHD or _is_research_role(setting.role_title):
        if _strong_production(setting) and setting.role_kind is not WorkKind.PHD:
            return Judgement(EvidenceKind.PRODUCTION, "Research work that reached real use.")
        return Judgement(EvidenceKind.RESEARCH, "Work in a research position.")
    if shows("applied", near):
        return Judgement(EvidenceKind.APPLIED, "A trial, pilot, comparison or work that was stopped.")
    if shows("research", near) and not shows("production", setting.text):
        return Judgement(EvidenceKind.RESEARCH, "Experiments or publications at work.")
    return _hands_on(setting)


def _only_named(setting: Setting) -> bool:
    """Whether a line in a role but names things: a rated name, or a crowd of names without a figure."""
    if setting.is_list and len(setting.text.split()) <= 7:
        return True
    return setting.named >= CROWDED and not scale_of(setting.text) and not shows("outcome", setting.text)


def _hands_on(setting: Setting) -> Judgement:
    """Work in a role that no cue calls a trial, a study or a list."""
    if setting.role_kind in (WorkKind.INTERNSHIP, WorkKind.VOLUNTEER, WorkKind.PROJECT):
        if _strong_production(setting):
            return Judgement(EvidenceKind.PRODUCTION, "Work whose result reached real use.")
        return Judgement(EvidenceKind.APPLIED, "Hands-on work outside a regular job.")
    if shows("production", setting.block or setting.text):
        return Judgement(EvidenceKind.PRODUCTION, "Work on something that users or the business relied on.")
    if setting.work > 0:
        return Judgement(EvidenceKind.PRODUCTION, "Part of a job whose systems were in real use.")
    return Judgement(EvidenceKind.APPLIED, "Hands-on work in a job; real use is not stated.")


def _is_research_role(title: str) -> bool:
    return bool(
        re.search(
            r"\b(?:postdoc\w*|research(?:er| fellow| assistant| associate)|phd|professor|lecturer|doktorand\w*|"
            r"wissenschaftliche\w? mitarbeiter\w*|chercheu\w+|doctorant\w*|ricercat\w+|dottorand\w+|assegnista|"
            r"investigador\w*|doctorand\w+|pesquisador\w*|doutorand\w+|onderzoeker|promovend\w+|adiunkt|badacz\w*)\b",
            title,
        )
    )


def _strong_production(setting: Setting) -> bool:
    found = cues()["production"].findall(setting.block or setting.text)
    return len(set(found)) >= 1 and bool(
        re.search(
            r"production|produktiv|produzion|producci|produca|produkc|live|launched|shipped|in use|users|utent|usuari|deployed|im einsatz",
            setting.block or setting.text,
        )
    )


def _open_source(text: str) -> bool:
    return bool(
        re.search(
            r"merged|upstream|maintainer|committer|pull requests? accepted|accepted patch|\bstars\b", text
        )
    )


def _clause(text: str, start: int, end: int) -> str:
    """The part of the sentence around a mention, up to the next full stop, semicolon or bracket."""
    low = last_end(_HARD, text, start)
    high = next((m.start() for m in _HARD.finditer(text, end)), len(text))
    if high < len(text) and text[high] == "(":
        close = text.find(")", high)
        high = close + 1 if close >= 0 else len(text)
    return text[low:high]


@lru_cache(maxsize=512)
def _without_not_only(text: str) -> str:
    """The text with "not only" and the like as blanks."""
    return cues()["not_only"].sub(lambda m: " " * len(m[0]), text)


def _denied(text: str, start: int, end: int) -> str:
    """Why the text denies the mention, or ""."""
    bare = _without_not_only(text)
    low = last_end(_HARD, bare, start)
    before = bare[max(low, start - _REACH) : start]
    denials = list(cues()["denial_before"].finditer(before))
    if denials:
        between = before[denials[-1].end() :]
        if not cues()["contrast"].search(between) and not _new_verb(between):
            return "The text denies it."
    if _denied_after(bare, end):
        return "The text denies it."
    clause = _clause(bare, start, end)
    if cues()["others"].search(clause) and not re.search(
        r"(?<!\w)(?:i|my|ich|meine?|j'ai|je|ho|eu|ik)(?!\w)", clause
    ):
        return "Done by others."
    return ""


_STOP = re.compile(r"[;.!?]")


def _denied_after(text: str, end: int) -> bool:
    """Whether a denial right behind the mention speaks of it: "RLHF: none", "habe ich nicht eingesetzt"."""
    stop = _STOP.search(text, end)
    high = stop.start() if stop else len(text)
    after = text[end:high]
    late = cues()["denial_after"].search(after)
    if late is None or late.start() >= 60 or cues()["contrast"].search(after[: late.start()]):
        return False
    parted = re.search(r",\s|\)\s|\s(?:and|und|et|y|e|en|i)\s", after[: late.start()])
    return parted is None or after.lstrip().startswith(":")


def _new_verb(between: str) -> bool:
    """Whether the words between a denial and the mention hold another clause of its own."""
    commas = between.count(",")
    if commas == 0:
        return len(between.split()) > 9
    tail = between.rsplit(",", 1)[1].strip()
    pieces = [p.strip() for p in between.split(",")[:-1]]
    long = any(len(p.split()) > 4 for p in pieces)
    return long or bool(
        re.match(r"(?:and |und |et |y )?(?:we|i|built|ran|wrote|moved|used|then|now|since|with)\b", tail)
    )


def ownership_of(text: str) -> Ownership:
    """The person's own part in the work, from the folded passage."""
    for name, ownership in (
        ("assisted", Ownership.ASSISTED), ("led", Ownership.LED), ("owned", Ownership.OWNED), ("built", Ownership.BUILT),
    ):  # fmt: skip
        if shows(name, text):
            return ownership
    return Ownership.UNSTATED
