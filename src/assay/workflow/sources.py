"""Which files belong to which candidate: a file, a subfolder, or the rows of a manifest."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.documents import is_outside
from assay.documents.bundles import is_bundle
from assay.documents.tables import is_table
from assay.errors import UsageError

MANIFEST = "manifest.csv"
"""A table with the columns ``person`` and ``file``, and perhaps ``author``, beside the files it names."""

MAX_FILES_OF_ONE_PERSON = 10
"""A subfolder with more files than this is a folder of candidates, not one candidate."""

_Taken = dict[Path, str]
"""Files by their resolved paths, and the persons of the manifests that name them."""

_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class Source:
    """One candidate's files. `name` is the file's or folder's path as given, or the manifest's person."""

    name: str
    files: tuple[Path, ...]
    authors: tuple[str, ...] = ()
    """Names, addresses and accounts that the manifest gives the person besides those in the CV."""
    manifest: Path | None = None
    """The manifest that names the person, where one does."""


def find_sources(paths: Sequence[Path], *, people: bool = False) -> tuple[Source, ...]:
    """Candidates below `paths`, each file once, in the order of the paths and then by name.

    A file is a candidate. In a folder every file is one, and every subfolder with at most
    MAX_FILES_OF_ONE_PERSON files and no folder of its own is one candidate; larger subfolders are
    walked like folders, and so is one that holds a table or an archive of candidates. A manifest.csv
    joins the files it names, wherever below its folder they stand; all others are read as without it. A
    git repository in a person's folder, or named in a manifest, goes with the person's files. With `people`
    a folder given is treated as a subfolder is: one person's, if it can be.
    Raises UsageError where a path does not exist or a manifest cannot be used.
    """
    found: list[Source] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder; check the path")
        if not path.is_dir():
            found.append(Source(path.name, (path,)))
        elif people:
            found += _in_subfolder(path.resolve(), path.resolve().parent, {})
        else:
            found += _in_folder(path, path, {})
    return tuple(_each_once(found))


def _visible(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except PermissionError as error:
        raise UsageError(f"{folder}: the folder may not be read; check its permissions") from error
    return [p for p in entries if not p.name.startswith((".", "~$")) and p.name.lower() not in _IGNORED_NAMES]


def _in_folder(folder: Path, top: Path, above: _Taken) -> Iterable[Source]:
    """The candidates of a folder; `above` are the files that manifests of the folders above have taken."""
    entries = _visible(folder)
    manifest = next((p for p in entries if p.name.lower() == MANIFEST), None)
    joined = list(_in_manifest(manifest, above)) if manifest else []
    taken = {**above, **{f.resolve(): source.name for source in joined for f in source.files}}
    yield from joined
    for entry in entries:
        if entry == manifest or entry.resolve() in taken:
            continue
        if entry.is_file():
            yield Source(entry.relative_to(top).as_posix(), (entry,))
        elif entry.is_dir() and not entry.is_symlink():
            yield from _in_subfolder(entry, top, taken)


def _in_subfolder(folder: Path, top: Path, taken: _Taken) -> Iterable[Source]:
    entries = _visible(folder)
    files = [p for p in entries if p.is_file() or _is_repository(p)]
    one_person = len(files) == len(entries) <= MAX_FILES_OF_ONE_PERSON
    if any(p.is_file() for p in files) and one_person and not any(holds_several(p) for p in files):
        left = tuple(p for p in files if p.resolve() not in taken)
        if left:
            yield Source(folder.relative_to(top).as_posix(), left)
    else:
        yield from _in_folder(folder, top, taken)


def holds_several(path: Path) -> bool:
    """Whether a file holds more than one candidate: a manifest, a table of candidates, an archive of CVs."""
    if not path.is_file():
        return False
    return path.name.lower() == MANIFEST or is_bundle(path) or (is_table(path.name) and not is_outside(path))


def _is_repository(path: Path) -> bool:
    """Whether an entry of a person's folder is a git repository, which is evidence beside the CV."""
    return path.is_dir() and not path.is_symlink() and is_outside(path)


def _in_manifest(manifest: Path, above: _Taken) -> Iterable[Source]:
    persons: dict[str, list[Path]] = {}
    authors: dict[str, list[str]] = {}
    whose: dict[Path, str] = dict(above)
    for number, row in manifest_rows(manifest):
        person, path = row.get("person") or "", manifest.parent / (row.get("file") or "")
        if not person or not (path.is_file() or _is_repository(path)):
            raise UsageError(f"{manifest}: line {number} names no person or a file that is not there")
        other = whose.get(path.resolve())
        if other == person and path.resolve() not in above:
            continue
        if other is not None:
            raise UsageError(
                f"{manifest}: line {number} names a file that {other!r} has already; leave it with one person"
            )
        whose[path.resolve()] = person
        persons.setdefault(person, []).append(path)
        given = (a.strip() for a in (row.get("author") or "").split(";"))
        authors.setdefault(person, []).extend(a for a in given if a)
    return [Source(p, tuple(files), tuple(authors[p]), manifest) for p, files in persons.items()]


def manifest_rows(manifest: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a manifest with their lines; raises UsageError where it cannot be used."""
    try:
        with manifest.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream, restval="")
            if not {"person", "file"} <= set(rows.fieldnames or ()):
                raise UsageError(f"{manifest}: needs a first line with the columns person,file")
            return [(rows.line_num, row) for row in rows]
    except UnicodeDecodeError as error:
        raise UsageError(f"{manifest}: is not UTF-8 text; save it as 'CSV UTF-8'") from error
    except (OSError, csv.Error) as error:
        raise UsageError(f"{manifest}: cannot be read as a table ({error}); mend or remove it") from error


def _each_once(sources: Iterable[Source]) -> Iterable[Source]:
    """The same files given twice (cvs/ and cvs/a.pdf) are one candidate."""
    seen: set[tuple[Path, ...]] = set()
    for source in sources:
        key = tuple(f.resolve() for f in source.files)
        if key not in seen:
            seen.add(key)
            yield source
