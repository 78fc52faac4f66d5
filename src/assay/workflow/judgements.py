"""Judgements: labelled folders and feedback files read into cases to learn from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.domain.dates import Month
from assay.errors import BriefError, GoldError, UsageError
from assay.evaluation.gold import open_judgements
from assay.learning import Case, Judged, case_of, joined, judged_mean, judged_mixed
from assay.taxonomy import load_taxonomy
from assay.workflow.feedback import FeedbackRecord, counted, read_feedback
from assay.workflow.intake import Candidate, Progress, read_pool
from assay.workflow.shortlist import ReadBrief, read_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The judgements of one folder or file: readers who are as strict for one brief as for another.

    Attributes:
        name: how it is called in figures, unlike any other panel's.
        file: where the judgements lie; `sha256` is that of its bytes.
        cases: a case for each brief.
        left_out: one sentence for each judgement that could not be used.
    """

    name: str
    file: str
    sha256: str
    cases: tuple[Case, ...]
    left_out: tuple[str, ...] = ()

    @property
    def pairs(self) -> int:
        """Judged pairs."""
        return sum(len(c.people) for c in self.cases)

    @property
    def people(self) -> frozenset[str]:
        """Everybody judged, by the hash of their document."""
        return frozenset(p for c in self.cases for p in c.people)


def read_judgements(
    paths: Sequence[Path],
    *,
    as_of: Month,
    names: Sequence[str] | None = None,
    processes: int = 1,
    progress: Progress | None = None,
) -> tuple[Panel, ...]:
    """Read every labelled folder and feedback file (``.jsonl``), a panel of readers each, called `names`.

    What a folder's ``locked.txt`` names is never opened. Raises GoldError or UsageError where a path holds
    no judgements.
    """
    panels = []
    for path, name in zip(paths, names or _names(paths), strict=True):
        if path.is_dir():
            panels.append(_folder(path, name, as_of=as_of, processes=processes, progress=progress))
        elif path.is_file():
            panels.append(_feedback(path, name, as_of=as_of, processes=processes, progress=progress))
        else:
            raise UsageError(f"{path}: no such folder or feedback file; check the path")
    return tuple(panels)


def panel_of(
    name: str,
    source: Path,
    briefs: Mapping[str, ReadBrief],
    people: Mapping[str, Candidate],
    judged: Mapping[tuple[str, str], Judged],
    left_out: Iterable[str] = (),
) -> Panel:
    """The panel of judgements by (brief, CV), of the briefs and CVs that could be read.

    A person goes by the hash of the document, so that one CV under two names is one person.
    """
    taxonomy = load_taxonomy()
    cases = []
    for brief, read in briefs.items():
        rows: dict[str, list[Judged]] = {}
        for (judged_brief, cv), judgement in judged.items():
            if judged_brief == brief and cv in people:
                rows.setdefault(_person(people[cv]), []).append(judgement)
        profiles = {_person(people[cv]): people[cv].profile for _, cv in judged if cv in people}
        cases.append(
            case_of(
                f"{name}/{brief}",
                read.brief,
                {person: joined(found) for person, found in rows.items()},
                profiles,
                taxonomy,
                panel=name,
                text=read.document.sha256
                if read.document
                else hashlib.sha256(repr(read.brief).encode()).hexdigest(),
            )
        )
    kept = tuple(c for c in cases if c.people)
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    return Panel(name=name, file=source.name, sha256=sha256, cases=kept, left_out=tuple(left_out))


def _person(candidate: Candidate) -> str:
    return candidate.documents[0].sha256


def _names(paths: Sequence[Path]) -> list[str]:
    """A name for each panel: the last part of its path, numbered where two are alike."""
    out: list[str] = []
    for path in paths:
        stem = path.resolve().stem or path.name
        same = sum(name == stem or name.startswith(f"{stem}-") for name in out)
        out.append(f"{stem}-{same + 1}" if same else stem)
    return out


def _folder(folder: Path, name: str, *, as_of: Month, processes: int, progress: Progress | None) -> Panel:
    grades = open_judgements(folder)
    asked = {cv for row in grades.values() for cv in row}
    cvs, briefs = _files(folder / "cvs", asked), _files(folder / "briefs", grades)
    left_out: list[str] = []
    pool = read_pool(
        [cvs[cv] for cv in sorted(asked)],
        as_of=as_of,
        processes=processes,
        separate_files=True,
        progress=progress,
    )
    return panel_of(
        name,
        folder / "qrels.tsv",
        _read_briefs({b: briefs[b] for b in grades}, as_of, left_out),
        {Path(c.name).stem: c for c in pool.candidates},
        {(b, cv): judged_mean(grade) for b, row in grades.items() for cv, grade in row.items()},
        [*left_out, *(f"{u.document}: {u.reason}" for u in pool.unread)],
    )


def _read_briefs(paths: Mapping[str, Path], as_of: Month, left_out: list[str]) -> dict[str, ReadBrief]:
    """The briefs by name; those that cannot be read are told of and left out."""
    found = {}
    for name, path in paths.items():
        try:
            found[name] = read_brief(path, as_of=as_of)
        except BriefError as error:
            left_out.append(f"{path.name}: {error}; what was judged for it is left out")
    return found


def _files(folder: Path, wanted: Iterable[str]) -> dict[str, Path]:
    """The files of `folder` by name without ending; raises GoldError where one is missing or there twice."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        found.setdefault(path.stem, []).append(path)
    for name in sorted(wanted):
        if len(found.get(name, [])) != 1:
            what = f"{len(found[name])} files" if name in found else "no file"
            raise GoldError(f"{folder}: has {what} called {name!r}, which qrels.tsv names; one is needed")
    return {name: found[name][0] for name in wanted}


def _feedback(file: Path, name: str, *, as_of: Month, processes: int, progress: Progress | None) -> Panel:
    rows = counted(read_feedback(file))
    left_out: list[str] = []
    briefs = _unchanged(file, {r.brief_sha256: r.brief for r in rows}, left_out)
    cvs = _unchanged(file, {r.cv_sha256: r.cv for r in rows}, left_out)
    pool = read_pool(
        list(cvs.values()), as_of=as_of, processes=processes, separate_files=True, progress=progress
    )
    left_out += [f"{u.document}: {u.reason}" for u in pool.unread]
    answers: dict[tuple[str, str], list[FeedbackRecord]] = {}
    for row in rows:
        answers.setdefault(row.pair, []).append(row)
    return panel_of(
        name,
        file,
        _read_briefs(briefs, as_of, left_out),
        {_person(c): c for c in pool.candidates},
        {pair: _judged(found) for pair, found in answers.items()},
        left_out,
    )


def _judged(rows: Sequence[FeedbackRecord]) -> Judged:
    return judged_mixed(
        [r.grade for r in rows if r.grade is not None], [r.interview for r in rows if r.grade is None]
    )


def _unchanged(file: Path, paths: Mapping[str, str], left_out: list[str]) -> dict[str, Path]:
    """The files by hash; those missing or changed since they were judged are told of and left out."""
    found = {}
    for sha256, name in paths.items():
        path = file.parent / name
        if not path.is_file():
            left_out.append(f"{name}: is not there any more; what was said of it is left out")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            left_out.append(f"{name}: has changed since it was judged; what was said of it is left out")
        else:
            found[sha256] = path
    return found
