"""Where the mentions of a document stand, and what the rules alone see in each place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from assay.domain.evidence import EvidenceKind
from assay.domain.profile import WorkKind
from assay.extraction.cues import fold_statement, shows
from assay.extraction.kinds import Judgement, Setting, judge
from assay.extraction.layout import CvLayout
from assay.extraction.sections import SectionKind
from assay.taxonomy import folded

_ENVIRONMENT = re.compile(
    r"^(?:environment|technologies|tech(?:nology)? stack|stack|tools?|technik|technologien|umgebung|environnement(?: technique)?|"
    r"entorno|tecnologie|tecnologias|technologie|werkzeuge)\b"
)
_RATED = re.compile(
    r"\.{3,}|[●○★☆■□]{3,}|\b\d{1,3}\s?%\s*$|\b\d/(?:5|10)\s*$|\((?:expert|advanced|intermediate)\)"
)
"""A name with a mark the person gives themselves: "Python ..... 95 %"."""

_HEAD_LINES = 6  # name, contact and headline of a CV without sections


class Settings:
    """Finds the statement of a place and judges mentions in it."""

    def __init__(self, layout: CvLayout) -> None:
        self._layout = layout
        rows = sorted(
            (place, index, offset) for index, s in enumerate(layout.statements) for offset, place in s.pieces
        )
        self._starts = [r[0] for r in rows]
        self._rows = rows
        self._texts = [fold_statement(s.text) for s in layout.statements]
        self._blocks: dict[int, str] = defaultdict(str)
        for statement, text in zip(layout.statements, self._texts, strict=True):
            self._blocks[statement.block] += f" {text}"
        self._work = _work_of_roles(layout, self._texts)
        self._memo: dict[int, Setting] = {}
        self._named: Counter[int] = Counter()
        self._prose = not any(s.kind is SectionKind.EXPERIENCE for s in layout.sections)

    def at(self, place: int) -> tuple[int, int] | None:
        """The statement at a place of the mended text, and the offset in its text."""
        row = bisect_right(self._starts, place) - 1
        if row < 0:
            return None
        start, index, offset = self._rows[row]
        at = offset + place - start
        return (index, at) if at < len(self._layout.statements[index].text) else None

    def count(self, places: Iterable[int]) -> None:
        """Count the mentions of each statement, before any is judged."""
        for place in places:
            found = self.at(place)
            if found is not None:
                self._named[found[0]] += 1

    def judge(self, index: int, start: int, end: int) -> Judgement:
        """The judgement of a mention in a statement."""
        if index not in self._memo:
            self._memo[index] = self._setting(index)
        setting = self._memo[index]
        verdict = judge(setting, start, min(end, len(setting.text)))
        statement = self._layout.statements[index]
        if statement.head and verdict.kind is not EvidenceKind.NEGATIVE and setting.role_kind is not None:
            return _of_title(setting)
        return verdict

    def _setting(self, index: int) -> Setting:
        statement = self._layout.statements[index]
        role = self._layout.experience[statement.role] if statement.role is not None else None
        text = self._texts[index]
        return Setting(
            text=text,
            block=self._blocks[statement.block],
            section=statement.section,
            role_kind=role.kind if role else None,
            role_title=folded(role.title) if role else "",
            work=self._work.get(statement.role, 0.0) if statement.role is not None else 0.0,
            is_list=is_list(text) and not (role and _ENVIRONMENT.match(text)),
            named=0 if role and _ENVIRONMENT.match(text) else self._named[index],
            prose=self._prose and statement.role is None and statement.line > _HEAD_LINES,
        )


def _of_title(setting: Setting) -> Judgement:
    """A skill that only a job title names: the job's own strength, a step lower."""
    if setting.role_kind in (WorkKind.PHD,):
        return Judgement(EvidenceKind.RESEARCH, "Named in the title of a research position.")
    if setting.work >= 0.25 and setting.role_kind in (WorkKind.JOB, WorkKind.FREELANCE):
        return Judgement(
            EvidenceKind.PRODUCTION, "Named in the title of a job whose systems were in real use."
        )
    return Judgement(EvidenceKind.APPLIED, "Named in a job title.")


def _work_of_roles(layout: CvLayout, texts: Sequence[str]) -> dict[int | None, float]:
    """Share of each role's statements that show real use."""
    shown: dict[int, list[bool]] = defaultdict(list)
    for statement, text in zip(layout.statements, texts, strict=True):
        if statement.role is not None and not statement.head:
            shown[statement.role].append(shows("production", text))
    return {role: sum(rows) / len(rows) for role, rows in shown.items()}


def is_list(text: str) -> bool:
    """Whether a passage is a bare list of names: many commas, hardly a verb, no full stop."""
    if _RATED.search(text) and len(text.split()) <= 7:
        return True
    items = re.split(r"[,;|•/]", text)
    if len(items) < 5:
        return False
    short = sum(len(i.split()) <= 3 for i in items)
    verbs = any(shows(name, text) for name in ("built", "owned", "led"))
    return short / len(items) >= 0.8 and not (verbs and len(items) < 9)


def statement_kinds(layout: CvLayout) -> list[EvidenceKind]:
    """The kind of evidence that each statement as a whole is."""
    settings = Settings(layout)
    return [settings.judge(n, 0, len(s.text)).kind for n, s in enumerate(layout.statements)]
