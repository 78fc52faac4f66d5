"""Feedback: what a recruiter says of a pair, a line each in a file that later fits learn from.

A line holds nothing about the person but the path and the hash of the CV. Nothing is ever taken out: a
reader who changes their mind adds a line, and the last one counts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec

from assay.errors import UsageError
from assay.workflow.protected import protected_words

SCHEMA_VERSION = "1.0"
"""Grows in its second part when fields are added, in its first when a meaning changes."""

INTERVIEW = 2
"""The grade from which a person is worth an interview; grades below it mean no."""

LONGEST_REASON = 400
"""Characters of a reason."""

_Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class FeedbackRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One reader's word on one pair; paths are relative to the file's folder, with slashes."""

    schema_version: str
    date: str
    brief: str
    brief_sha256: _Sha256
    cv: str
    cv_sha256: _Sha256
    interview: bool
    grade: Annotated[int, msgspec.Meta(ge=0, le=3)] | None = None
    why: str = ""
    by: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The hashes of brief and CV."""
        return self.brief_sha256, self.cv_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A pair that some readers would interview and others not."""

    brief: str
    cv: str
    yes: tuple[FeedbackRecord, ...]
    no: tuple[FeedbackRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSummary:
    """A feedback file at a glance.

    Attributes:
        lines: everything ever said; `counted` of them count, the others were replaced by their reader.
        pairs: different pairs; yes and no: answers that count.
        by_brief: path of a brief to its answers, in the order they were given.
        readers: name of a reader (empty where none was given) to their number of answers.
        contradictions: pairs on which readers differ.
    """

    lines: int
    counted: int
    pairs: int
    yes: int
    no: int
    graded: int
    by_brief: Mapping[str, tuple[FeedbackRecord, ...]]
    readers: Mapping[str, int]
    contradictions: tuple[Contradiction, ...]


def add_feedback(  # noqa: PLR0913 - what a line holds
    file: Path,
    *,
    brief: Path,
    cv: Path,
    interview: bool,
    day: date,
    grade: int | None = None,
    why: str = "",
    by: str = "",
) -> FeedbackRecord:
    """Append a line to `file`, which need not exist yet, and return it.

    Raises UsageError where a file is missing, grade and answer contradict, or the reason speaks of a
    protected fact.
    """
    if grade is not None and (grade >= INTERVIEW) != interview:
        raise UsageError(
            f"--grade {grade} and --interview {'yes' if interview else 'no'} contradict: grades 2 and 3 are worth "
            "an interview, 0 and 1 are not"
        )
    record = FeedbackRecord(
        schema_version=SCHEMA_VERSION,
        date=day.isoformat(),
        brief=_relative(brief, file),
        brief_sha256=_hash(brief, "--brief"),
        cv=_relative(cv, file),
        cv_sha256=_hash(cv, "--cv"),
        interview=interview,
        grade=grade,
        why=_reason(why),
        by=" ".join(by.split()),
    )
    if record.brief_sha256 == record.cv_sha256:
        raise UsageError(
            f"--brief {brief} and --cv {cv} are the same document; give the role and the person's CV"
        )
    if file.exists():
        read_feedback(file)  # a line is never added to what is no feedback
    try:
        with file.open("ab+") as stream:
            stream.write(_after_a_break(stream) + msgspec.json.encode(record) + b"\n")
    except OSError as error:
        raise UsageError(f"{file}: could not be written ({error.strerror}); choose another place") from error
    return record


def read_feedback(file: Path) -> tuple[FeedbackRecord, ...]:
    """Every line of a feedback file; raises UsageError with the line where one is none."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise UsageError(f"{file}: cannot be read as feedback ({why})") from error
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=FeedbackRecord)
        except msgspec.DecodeError as error:
            raise UsageError(f"{file}: line {number} is no feedback ({error}); mend or delete it") from error
        if row.schema_version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
            raise UsageError(
                f"{file}: line {number} is written in version {row.schema_version!r} of the format, and this Assay "
                f"reads {SCHEMA_VERSION}; install a newer one"
            )
        if row.grade is not None and (row.grade >= INTERVIEW) != row.interview:
            raise UsageError(
                f"{file}: line {number} contradicts itself: grade {row.grade}, interview "
                f"{'yes' if row.interview else 'no'}; mend or delete it"
            )
        rows.append(row)
    return tuple(rows)


def counted(rows: Iterable[FeedbackRecord]) -> tuple[FeedbackRecord, ...]:
    """The lines that count: the last of each reader on each pair, in the order they were given."""
    listed = tuple(rows)
    last = {(*row.pair, row.by): number for number, row in enumerate(listed)}
    return tuple(listed[n] for n in sorted(last.values()))


def summary(rows: Sequence[FeedbackRecord]) -> FeedbackSummary:
    """Counts, reasons by brief, and where readers differ."""
    told = counted(rows)
    by_brief: dict[str, list[FeedbackRecord]] = {}
    names: dict[str, str] = {}
    readers: dict[str, int] = {}
    for row in told:
        by_brief.setdefault(names.setdefault(row.brief_sha256, row.brief), []).append(row)
        readers[row.by] = readers.get(row.by, 0) + 1
    return FeedbackSummary(
        lines=len(rows),
        counted=len(told),
        pairs=len({r.pair for r in told}),
        yes=sum(r.interview for r in told),
        no=sum(not r.interview for r in told),
        graded=sum(r.grade is not None for r in told),
        by_brief={name: tuple(found) for name, found in by_brief.items()},
        readers=dict(sorted(readers.items())),
        contradictions=_contradictions(told),
    )


def _contradictions(told: Sequence[FeedbackRecord]) -> tuple[Contradiction, ...]:
    pairs: dict[tuple[str, str], list[FeedbackRecord]] = {}
    for row in told:
        pairs.setdefault(row.pair, []).append(row)
    return tuple(
        Contradiction(
            brief=rows[0].brief,
            cv=rows[0].cv,
            yes=tuple(r for r in rows if r.interview),
            no=tuple(r for r in rows if not r.interview),
        )
        for rows in pairs.values()
        if len({r.interview for r in rows}) > 1
    )


def _after_a_break(stream: BinaryIO) -> bytes:
    """A line break where the last line of a file, edited by hand, has none."""
    if not stream.seek(0, os.SEEK_END):
        return b""
    stream.seek(-1, os.SEEK_END)
    return b"" if stream.read(1) == b"\n" else b"\n"


def _reason(text: str) -> str:
    why = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(why) > LONGEST_REASON:
        raise UsageError(
            f"--why has {len(why)} characters; write at most {LONGEST_REASON}: what the CV shows and what is missing"
        )
    found = protected_words(why)
    if found:
        raise UsageError(
            f"--why speaks of {found[0]} ({found[1]!r}), which no decision may stand on; "
            "write what the CV shows of the work, or leave --why out"
        )
    return why


def _hash(path: Path, option: str) -> str:
    if path.is_dir():
        raise UsageError(f"{option} {path} is a folder; give the file that was judged")
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UsageError(f"{option} {path} cannot be read ({error.strerror}); check the path") from error


def _relative(path: Path, file: Path) -> str:
    """`path` as seen from the folder of `file`, so that both can move together."""
    try:
        return Path(os.path.relpath(path.resolve(), file.resolve().parent)).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()
