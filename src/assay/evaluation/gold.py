"""A labelled folder: CVs, briefs, their truth and judgements, and its open and locked parts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assay.errors import GoldError

PARTS = ("all", "open", "locked")


@dataclass(frozen=True, slots=True)
class Gold:
    """A folder of the form ``cvs/ truth/ briefs/ brief_truth/ qrels.tsv [locked.txt adversarial.txt]``.

    `grades` maps brief id to CV id to grade, 0-3. `locked` are the ids that development must not read.
    """

    folder: Path
    cvs: tuple[str, ...]
    briefs: tuple[str, ...]
    grades: Mapping[str, Mapping[str, float]]
    locked: frozenset[str]
    adversarial: frozenset[str]

    def members(self, part: str) -> tuple[frozenset[str], frozenset[str]]:
        """CV ids and brief ids of `part`: all, open or locked."""
        cvs, briefs = frozenset(self.cvs), frozenset(self.briefs)
        if part == "all":
            return cvs, briefs
        if part == "locked":
            return cvs & self.locked, briefs & self.locked
        return cvs - self.locked, briefs - self.locked

    def text(self, cv: str) -> str:
        """The text of a CV."""
        return (self.folder / "cvs" / f"{cv}.txt").read_text(encoding="utf-8")

    def brief_text(self, brief: str) -> str:
        """The text of a brief."""
        return (self.folder / "briefs" / f"{brief}.txt").read_text(encoding="utf-8")

    def truth(self, cv: str) -> Any:
        """The labels of a CV."""
        return json.loads((self.folder / "truth" / f"{cv}.json").read_text(encoding="utf-8"))

    def brief_truth(self, brief: str) -> Any:
        """The labels of a brief, or None where it has none."""
        path = self.folder / "brief_truth" / f"{brief}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def relevance(self, part: str) -> dict[str, dict[str, float]]:
        """Grades of the briefs and CVs of `part`; briefs without any are left out."""
        cvs, briefs = self.members(part)
        rows = {
            b: {c: g for c, g in row.items() if c in cvs} for b, row in self.grades.items() if b in briefs
        }
        return {b: row for b, row in sorted(rows.items()) if row}


def load_gold(folder: Path) -> Gold:
    """Read the folder's lists; raises GoldError where a part that every evaluation needs is missing."""
    for part in ("cvs", "truth"):
        if not (folder / part).is_dir():
            raise GoldError(f"{folder}: has no folder {part!r}; an evaluation folder holds cvs/ and truth/")
    cvs = tuple(sorted(p.stem for p in (folder / "truth").glob("*.json")))
    missing = [c for c in cvs if not (folder / "cvs" / f"{c}.txt").exists()]
    if missing or not cvs:
        raise GoldError(
            f"{folder}: truth without its text in cvs/: {', '.join(missing) or 'no labels at all'}"
        )
    return Gold(
        folder=folder,
        cvs=cvs,
        briefs=tuple(sorted(p.stem for p in (folder / "briefs").glob("*.txt"))),
        grades=_grades(folder / "qrels.tsv"),
        locked=_locked(folder / "locked.txt"),
        adversarial=frozenset(_lines(folder / "adversarial.txt")),
    )


def open_judgements(folder: Path) -> dict[str, dict[str, float]]:
    """Brief to CV to grade of a folder ``cvs/ briefs/ qrels.tsv [locked.txt]``, nothing locked among them.

    Raises GoldError where a part is missing or wrong.
    """
    missing = [part for part in ("cvs/", "briefs/", "qrels.tsv") if not (folder / part).exists()]
    if missing:
        raise GoldError(
            f"{folder}: has no {' and no '.join(missing)}; judgements are a folder with cvs/, briefs/ and qrels.tsv"
        )
    locked = _locked(folder / "locked.txt")
    rows = {
        brief: {cv: grade for cv, grade in row.items() if cv not in locked}
        for brief, row in _grades(folder / "qrels.tsv").items()
        if brief not in locked
    }
    return {brief: row for brief, row in sorted(rows.items()) if row}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def _grades(path: Path) -> dict[str, dict[str, float]]:
    out: dict[str, dict[str, float]] = {}
    if not path.exists():
        return out
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise GoldError(f"{path}: cannot be read ({why}); save it as UTF-8 text with tabs") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        brief, cv, grade = _graded(path, number, line)
        if cv in out.setdefault(brief, {}):
            raise GoldError(
                f"{path}: line {number} grades {cv} for {brief} again; keep one line, the mean of readers"
            )
        out[brief][cv] = grade
    return out


def _graded(path: Path, number: int, line: str) -> tuple[str, str, float]:
    cells = [cell.strip() for cell in line.split("\t")]
    try:
        brief, cv, grade = cells[0], cells[1], float(cells[2])
    except (IndexError, ValueError) as error:
        raise GoldError(f"{path}: line {number} must hold brief, CV and grade between tabs") from error
    if not 0.0 <= grade <= 3.0:
        raise GoldError(f"{path}: line {number}: the grade {cells[2]} is not from 0 to 3")
    return brief, cv, grade


def _locked(path: Path) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    rows = [r.split() for r in path.read_text(encoding="utf-8").splitlines() if r and not r.startswith("#")]
    return frozenset(i for row in rows for i in row[1:])
