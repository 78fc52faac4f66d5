"""BibTeX and BibLaTeX files: each entry as a publication with its title, authors, venue and abstract."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.documents._base import Draft
from assay.documents._encoding import decode
from assay.documents._latex import plain_latex
from assay.documents._records import RecordText, paper
from assay.domain.document import SourceKind
from assay.errors import EmptyDocument

_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_NAME = re.compile(r"\s*([A-Za-z][\w:.+/-]*)\s*=\s*")
_BARE = re.compile(r"\s*([^\s,{}()#\"]+)")
_GLUE = re.compile(r"\s*#\s*")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_SILENT = frozenset({"comment", "preamble"})
_MONTHS = {m: m for m in "jan feb mar apr may jun jul aug sep oct nov dec".split()}
_VENUES = ("journal", "journaltitle", "booktitle", "publisher", "institution", "school", "howpublished", "eprinttype",
           "archiveprefix")  # fmt: skip
_MAX_NESTED = 200


class _Damaged(Exception):
    """An entry that never ends or breaks its own syntax."""


def read(data: bytes, name: str) -> Draft:
    """Read the entries of a bibliography; a damaged entry is skipped and counted in a warning."""
    del name
    source, _ = decode(data)
    text, damaged = RecordText(), 0
    for fields in _entries(source.replace("\r\n", "\n").replace("\x00", " ")):
        if fields is None:
            damaged += 1
        elif text.full:
            break
        else:
            _add(text, fields)
    if damaged:
        text.warnings.append(f"{damaged} damaged BibTeX {'entry' if damaged == 1 else 'entries'} skipped.")
    draft = text.draft("bibtex", SourceKind.PUBLICATION)
    if not draft.records:
        raise EmptyDocument("holds no BibTeX entry with a title; export the list of publications again")
    return draft


def _add(text: RecordText, fields: dict[str, str]) -> None:
    if not fields.get("title"):
        return
    link = fields.get("doi") or fields.get("url") or fields.get("eprint", "")
    values = {
        "title": plain_latex(fields["title"]),
        "venue": plain_latex(next((fields[v] for v in _VENUES if fields.get(v)), "")),
        "year": (re.search(r"(?:19|20)\d\d", fields.get("year") or fields.get("date", "")) or [""])[0],
        "keywords": plain_latex(fields.get("keywords", "")),
        "abstract": plain_latex(fields.get("abstract", "")),
        "link": plain_latex(link),
    }
    paper(text, values, (plain_latex(a) for a in _AND.split(fields.get("author", ""))[:200]))


def _entries(source: str) -> Iterator[dict[str, str] | None]:
    """The fields of each entry, names folded; None for one that is damaged."""
    strings, at = dict(_MONTHS), 0
    while (match := _ENTRY.search(source, at)) is not None:
        kind, at = match[1].lower(), match.end()
        if kind in _SILENT:
            continue
        try:
            fields, at = _fields(source, at, "}" if match[2] == "{" else ")", strings, keyed=kind != "string")
        except _Damaged:
            following = re.compile(r"^\s*@", re.MULTILINE).search(source, match.end())
            at = following.start() if following else len(source)
            yield None
            continue
        if kind == "string":
            strings.update(fields)
        else:
            yield fields


def _fields(
    source: str, at: int, close: str, strings: dict[str, str], *, keyed: bool
) -> tuple[dict[str, str], int]:
    """The fields from `at` to the closing mark, and the place behind it."""
    fields: dict[str, str] = {}
    if keyed:
        comma = re.compile(rf"[^,{{}}=\n]*([,{re.escape(close)}])").match(source, at)
        if comma is None:
            raise _Damaged
        at = comma.end()
        if comma[1] == close:
            return fields, at
    while True:
        at = _skip(source, at)
        if source[at : at + 1] == close:
            return fields, at + 1
        named = _NAME.match(source, at)
        if named is None:
            raise _Damaged
        value, at = _value(source, named.end(), strings)
        fields.setdefault(named[1].lower(), value)


def _skip(source: str, at: int) -> int:
    while at < len(source) and (source[at].isspace() or source[at] == ","):
        at += 1
    return at


def _value(source: str, at: int, strings: dict[str, str]) -> tuple[str, int]:
    """A value, its parts joined by # put together."""
    parts = []
    while True:
        at = _skip_space(source, at)
        mark = source[at : at + 1]
        if mark == "{":
            end = _braced(source, at)
            parts.append(source[at + 1 : end - 1])
        elif mark == '"':
            end = _quoted(source, at)
            parts.append(source[at + 1 : end - 1])
        else:
            bare = _BARE.match(source, at)
            if bare is None:
                raise _Damaged
            end = bare.end()
            parts.append(strings.get(bare[1].lower(), bare[1]))
        glue = _GLUE.match(source, end)
        if glue is None:
            return "".join(parts), end
        at = glue.end()


def _skip_space(source: str, at: int) -> int:
    while at < len(source) and source[at].isspace():
        at += 1
    return at


def _braced(source: str, at: int) -> int:
    """The place behind the brace that closes the one at `at`."""
    depth = 0
    for match in re.compile(r"\\.|[{}]|^\s*@\w+\s*\{", re.MULTILINE | re.DOTALL).finditer(source, at):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                return match.end()
        elif "@" in match[0] and not match[0].startswith("\\"):
            break  # the next entry begins: this one never ended
        if depth > _MAX_NESTED:
            break
    raise _Damaged


def _quoted(source: str, at: int) -> int:
    depth = 0
    for match in re.compile(r'\\.|[{}"]', re.DOTALL).finditer(source, at + 1):
        if match[0] == '"' and depth == 0:
            return match.end()
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth < 0 or depth > _MAX_NESTED:
            break
    raise _Damaged
