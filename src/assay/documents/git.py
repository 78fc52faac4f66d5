"""A local git repository: what one person committed to it.

The repository is hostile input. Its configuration, hooks and attributes are never read: git runs on a
directory of our own that only borrows the repository's objects, with no network, no pager, no signature
check, no diff driver, and with limits on time and output.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from assay.documents._dependencies import MANIFESTS, dependencies_of, language_of_file
from assay.documents._git import Git, git_folder
from assay.documents._records import RecordText
from assay.documents.language import language_of
from assay.domain.dates import Month
from assay.domain.document import Document, Page, SourceKind, Span
from assay.errors import EmptyDocument, UnreadableDocument

MAX_COMMITS = 100_000
"""Most commits looked at, newest first."""

MAX_OWN = 5_000
"""Most commits of the person whose files are counted, newest first."""

SHOWN_COMMITS, SHOWN_PATHS, SHOWN_MANIFESTS = 200, 200, 12
_MAX_BLOB = 400_000
_PRIVATE = re.compile(r"(?:\d+\+)?([a-z0-9-]+)@users\.noreply\.github\.com")
_NOT_WRITTEN = re.compile(
    r"(?:^|/)(?:node_modules|vendor|third_party|thirdparty|external|dist|build|\.venv|site-packages|__pycache__)/|"
    r"(?:^|/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|poetry\.lock|uv\.lock|Cargo\.lock|go\.sum|Pipfile\.lock)$|"
    r"\.(?:min\.js|min\.css|map|svg|csv|tsv|jsonl|parquet|pb\.go|lock)$"
)


@dataclass(frozen=True, slots=True)
class Authors:
    """Who counts as the candidate: names, e-mail addresses and GitHub accounts, all in lower case."""

    names: frozenset[str]
    emails: frozenset[str]
    logins: frozenset[str] = frozenset()

    def match(self, name: str, email: str) -> bool:
        """Whether a commit's author is the candidate; GitHub's private addresses carry the account."""
        address = email.strip().lower()
        private = _PRIVATE.fullmatch(address)
        if address in self.emails or (private is not None and private[1] in self.logins):
            return True
        return " ".join(name.lower().split()) in self.names


@dataclass(slots=True)
class _Tally:
    commits: list[tuple[str, int, str]] = field(default_factory=list)
    others: set[str] = field(default_factory=set)
    total: int = 0
    added: int = 0
    removed: int = 0
    paths: Counter[str] = field(default_factory=Counter)


def is_repository(folder: Path) -> bool:
    """Whether a folder is a git repository with or without a working tree."""
    if (folder / ".git").exists():
        return True
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()


def read_repository(folder: Path, authors: Authors, *, name: str | None = None) -> Document:
    """What `authors` committed to the repository, as a document.

    Its sha256 is of the text, which holds the commit read. Raises UnreadableDocument where git is missing
    or the repository damaged, EmptyDocument where no commit is by them.
    """
    called = name or folder.name
    place = git_folder(folder)
    with tempfile.TemporaryDirectory(prefix="assay-git-") as scratch:
        git = Git(place, Path(scratch))
        tally = _tally(git, authors)
        text = _rendered(git, folder.name, tally)
    draft = text.draft("git", SourceKind.CODE)
    newest = datetime.fromtimestamp(max(t for _, t, _ in tally.commits), UTC)
    return Document(
        name=called,
        sha256=hashlib.sha256(draft.text.encode()).hexdigest(),
        format=draft.format,
        text=draft.text,
        language=language_of(draft.text),
        pages=(Page(1, Span(0, len(draft.text))),),
        dated=Month(newest.year, newest.month),
        warnings=draft.warnings,
        source=draft.source,
        records=draft.records,
    )


def _tally(git: Git, authors: Authors) -> _Tally:
    tally = _Tally()
    form = "--format=%H%x1f%aN%x1f%aE%x1f%at%x1f%s%x1e"
    rows = git.run("log", f"--max-count={MAX_COMMITS}", "--no-merges", form, git.head)  # fmt: skip
    for row in rows.decode("utf-8", "replace").split("\x1e"):
        cells = row.strip("\n").split("\x1f")
        if len(cells) != 5:
            continue
        commit, who, email, stamp, subject = cells
        tally.total += 1
        if authors.match(who, email):
            tally.commits.append((commit, _stamp(stamp), subject))
        else:
            tally.others.add(email.lower())
    if not tally.commits:
        raise EmptyDocument(
            f"holds no commit by the candidate among {tally.total:,}; give the name or address used there "
            "with --author"
        )
    _count_files(git, tally)
    return tally


def _stamp(text: str) -> int:
    """Seconds since 1970, held between 1990 and 2100: a commit may carry any number."""
    return min(max(int(text) if text.isdigit() else 0, 631_152_000), 4_102_444_800)


def _count_files(git: Git, tally: _Tally) -> None:
    own = "".join(f"{c}\n" for c, _, _ in tally.commits[:MAX_OWN])
    out = git.run("diff-tree", "--stdin", "--root", "-r", "--numstat", "-z", "--no-renames", "--no-ext-diff",
                  "--no-textconv", "--no-commit-id", given=own)  # fmt: skip
    for row in out.decode("utf-8", "replace").split("\x00"):
        cells = row.split("\t", 2)
        if len(cells) != 3 or _NOT_WRITTEN.search(cells[2]):
            continue
        added, removed = (int(c) if c.isdigit() else 0 for c in cells[:2])
        tally.added += added
        tally.removed += removed
        tally.paths[cells[2]] += added + removed + 1


def _rendered(git: Git, name: str, tally: _Tally) -> RecordText:
    text = RecordText()
    months = sorted(_month(t) for _, t, _ in tally.commits)
    text.add(
        "code",
        [
            ("repository", "Git repository", name),
            ("head", "Read at commit", git.head),
            ("commits", "Commits by the candidate", f"{len(tally.commits):,} of {tally.total:,}"),
            ("others", "Other authors", f"{len(tally.others):,} (left out)"),
            ("span", "From", f"{months[0]} to {months[-1]}"),
            ("lines", "Lines", f"{tally.added:,} added, {tally.removed:,} removed{_newest(tally)}"),
        ],
    )
    until = months[-1]
    for language, (files, lines) in _languages(tally.paths).items():
        shown = f"{files:,} files, {lines:,} lines changed"
        text.add(
            "language", [("language", "Language", language), ("extent", "", shown), ("date", "Until", until)]
        )
    for manifest, names in _manifests(git, tally.paths):
        text.add(
            "dependencies",
            [
                ("manifest", "Dependencies changed in", manifest),
                *(("dependency", "", n) for n in names),
                ("date", "Until", until),
            ],
        )
    for path, _ in tally.paths.most_common(SHOWN_PATHS):
        text.add("path", [("path", "File changed", path)])
    for _, stamp, subject in tally.commits[:SHOWN_COMMITS]:
        text.add("commit", [("date", "Commit of", _month(stamp)), ("subject", "", subject)])
    return text


def _newest(tally: _Tally) -> str:
    """Says where not all commits were counted."""
    return f" by the newest {MAX_OWN:,} commits" if len(tally.commits) > MAX_OWN else ""


def _month(stamp: int) -> str:
    when = datetime.fromtimestamp(stamp, UTC)
    return f"{when.year:04d}-{when.month:02d}"


def _languages(paths: Counter[str]) -> dict[str, tuple[int, int]]:
    """Files and lines changed by language, most lines first."""
    files: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for path, weight in paths.items():
        language = language_of_file(PurePosixPath(path).name)
        if language:
            files[language] += 1
            lines[language] += weight - 1
    return {k: (files[k], lines[k]) for k, _ in lines.most_common(12)}


def _manifests(git: Git, paths: Counter[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """The dependencies that stand at HEAD in the manifests the candidate changed."""
    changed = [p for p, _ in paths.most_common() if MANIFESTS.search(p) and "\n" not in p]
    for path in changed[:SHOWN_MANIFESTS]:
        try:
            blob = git.run("cat-file", "blob", f"{git.head}:{path}")
        except UnreadableDocument:
            continue  # removed since: what it asked for then is not known at HEAD
        names = dependencies_of(path, blob[:_MAX_BLOB].decode("utf-8", "replace"))
        if names:
            yield path, names
