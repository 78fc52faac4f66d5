"""OpenDocument text: headers, body, lists, tables, text boxes and footers, with hidden text marked."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assay.documents._archive import opened, unpacked_xml
from assay.documents._base import TINY_POINTS, Draft, TextBuilder, month_of
from assay.domain.dates import Month
from assay.domain.document import Concealment
from assay.errors import EncryptedDocument

_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _STYLE, _DRAW, _OFFICE = (
    f"{_NS}{n}:1.0}}" for n in ("text", "table", "style", "drawing", "office")
)
_FO = f"{_NS}xsl-fo-compatible:1.0}}"
_WHITE = frozenset({"#ffffff", "#fefefe", "#fdfdfd", "white"})
_MAX_NESTING = 60
_MAX_SPACES = 200
_SKIPPED = frozenset(
    {
        f"{_TEXT}tracked-changes",
        f"{_OFFICE}annotation",
        f"{_TEXT}sequence-decls",
        f"{_OFFICE}forms",
        f"{_TEXT}bookmark",
    }
)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style says of how its text is seen; None where it leaves it to its parent."""

    parent: str | None = None
    hidden: bool | None = None
    white: bool | None = None
    shaded: bool | None = None
    points: float | None = None


def read(data: bytes, name: str) -> Draft:
    """Read an ODT; entities are never resolved and nothing outside the file is opened."""
    del name
    archive = opened(data)
    names = archive.namelist()
    _check_encryption(archive, names)
    content = unpacked_xml(archive, "content.xml")
    styles = unpacked_xml(archive, "styles.xml") if "styles.xml" in names else None
    looks = {**(_looks(styles) if styles is not None else {}), **_looks(content)}
    builder = TextBuilder()
    writer = _Writer(builder, looks)
    if styles is not None:
        writer.all_of(styles, f"{_STYLE}header")
    writer.all_of(content, f"{_OFFICE}text")
    if styles is not None:
        writer.all_of(styles, f"{_STYLE}footer")
    text = builder.text.rstrip("\n")
    return Draft(format="odt", text=f"{text}\n", hidden=builder.hidden, dated=_dated(archive, names))


def _check_encryption(archive: zipfile.ZipFile, names: list[str]) -> None:
    if "META-INF/manifest.xml" in names:
        manifest = unpacked_xml(archive, "META-INF/manifest.xml")
        if any(str(n.tag).endswith("}encryption-data") for n in manifest.iter()):
            raise EncryptedDocument("is protected by a password; save a copy without it")


def _dated(archive: zipfile.ZipFile, names: list[str]) -> Month | None:
    if "meta.xml" not in names:
        return None
    for node in unpacked_xml(archive, "meta.xml").iter():
        if str(node.tag).endswith(("}date", "}creation-date")) and node.text:
            return month_of(node.text)
    return None


def _looks(root: Any) -> dict[str, _Look]:
    """Looks by the name of the style."""
    out = {}
    for style in root.iter(f"{_STYLE}style"):
        text = style.find(f"{_STYLE}text-properties")
        paragraph = style.find(f"{_STYLE}paragraph-properties")
        cell = style.find(f"{_STYLE}table-cell-properties")
        graphic = style.find(f"{_STYLE}graphic-properties")
        shades = [p.get(f"{_FO}background-color") for p in (text, paragraph, cell, graphic) if p is not None]
        colour = text.get(f"{_FO}color") if text is not None else None
        out[style.get(f"{_STYLE}name", "")] = _Look(
            parent=style.get(f"{_STYLE}parent-style-name"),
            hidden=text.get(f"{_TEXT}display") == "none"
            if text is not None and text.get(f"{_TEXT}display")
            else None,
            white=colour.lower() in _WHITE if colour else None,
            shaded=True if any(s and s.lower() not in {"transparent", *_WHITE} for s in shades) else None,
            points=_points(text.get(f"{_FO}font-size")) if text is not None else None,
        )
    return out


def _points(size: str | None) -> float | None:
    if not size or not size.endswith("pt"):
        return None
    try:
        return float(size[:-2])
    except ValueError:
        return None


class _Writer:
    """Writes the tree into the builder in reading order."""

    def __init__(self, builder: TextBuilder, looks: Mapping[str, _Look]) -> None:
        self._builder = builder
        self._looks = looks

    def all_of(self, root: Any, tag: str) -> None:
        """Write every element of this tag, each once."""
        for node in root.iter(tag):
            self._blocks(node, _Look(), 0)
            self._builder.line_break(blank=True)

    def _blocks(self, node: Any, look: _Look, depth: int) -> None:
        if depth > _MAX_NESTING:
            return
        for child in node:
            tag = child.tag
            if tag in (f"{_TEXT}p", f"{_TEXT}h"):
                self._paragraph(child, self._inside(child, look), depth)
            elif tag == f"{_TEXT}list-item":
                self._builder.line_break()
                self._builder.add("• ")
                self._blocks(child, look, depth + 1)
            elif tag == f"{_TABLE}table-row":
                self._row(child, look, depth)
            elif isinstance(tag, str) and tag not in _SKIPPED:
                self._blocks(child, self._inside(child, look), depth + 1)

    def _row(self, row: Any, look: _Look, depth: int) -> None:
        """Cells of one line stand on one line with a tab between, as in Word files."""
        cells = [c for c in row if c.tag == f"{_TABLE}table-cell"]
        for number, cell in enumerate(cells):
            start = self._builder.length
            self._blocks(cell, self._inside(cell, look), depth + 1)
            lines = [p for p in cell.iter(f"{_TEXT}p", f"{_TEXT}h") if "".join(p.itertext()).strip()]
            if self._builder.length > start and number + 1 < len(cells) and len(lines) == 1:
                self._builder.replace_break("\t")
        self._builder.line_break()

    def _paragraph(self, node: Any, look: _Look, depth: int) -> None:
        boxes: list[tuple[Any, _Look]] = []
        start = self._builder.length
        self._inline(node, look, boxes, depth)
        if self._builder.length > start:
            self._builder.line_break()
        elif self._builder.length and not boxes:
            self._builder.line_break(blank=True)
        for box, inside in boxes:
            self._blocks(box, inside, depth + 1)
            self._builder.line_break()

    def _inline(self, node: Any, look: _Look, boxes: list[tuple[Any, _Look]], depth: int) -> None:
        if depth > _MAX_NESTING:
            return
        self._say(node.text, look)
        for child in node:
            if child.tag == f"{_TEXT}tab":
                self._builder.add("\t")
            elif child.tag == f"{_TEXT}s":
                self._builder.add(" " * min(_MAX_SPACES, _count(child.get(f"{_TEXT}c"))))
            elif child.tag == f"{_TEXT}line-break":
                self._builder.line_break()
            elif child.tag == f"{_DRAW}text-box":
                boxes.append((child, self._inside(child, look)))
            elif child.tag == f"{_TEXT}hidden-text":
                self._builder.add(child.get(f"{_TEXT}string-value", ""), Concealment.MARKED_HIDDEN)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._inline(child, self._inside(child, look), boxes, depth + 1)
            self._say(child.tail, look)

    def _say(self, text: str | None, look: _Look) -> None:
        words = " ".join((text or "").split("\n"))
        if words and (words.strip() or not self._builder.ends_open()):
            self._builder.add(words, _concealment(look))

    def _inside(self, node: Any, look: _Look) -> _Look:
        """The look inside `node`: its own style, then the style's parents, then what is around."""
        name = next((v for k, v in node.attrib.items() if k.endswith("}style-name")), None)
        chain, steps = [], 0
        while name is not None and name in self._looks and steps < 12:
            chain.append(self._looks[name])
            name, steps = self._looks[name].parent, steps + 1

        def first(field: str) -> Any:
            return next((v for s in (*chain, look) if (v := getattr(s, field)) is not None), None)

        return _Look(None, first("hidden"), first("white"), first("shaded"), first("points"))


def _count(value: str | None) -> int:
    return int(value) if value and value.isdigit() and len(value) < 6 else 1


def _concealment(look: _Look) -> Concealment | None:
    if look.hidden:
        return Concealment.MARKED_HIDDEN
    if look.points is not None and look.points < TINY_POINTS:
        return Concealment.TINY
    return Concealment.SAME_COLOUR if look.white and not look.shaded else None
