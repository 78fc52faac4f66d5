"""Word files: paragraphs, tables, text boxes, headers and footers, with hidden text marked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from assay.documents._archive import opened, unpacked_xml
from assay.documents._base import TINY_POINTS, Draft, TextBuilder, month_of
from assay.documents._furniture import PAGE_NUMBER
from assay.domain.document import Concealment
from assay.errors import UnreadableDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC_DATES = ("modified", "created")
_WHITE = frozenset({"FFFFFF", "FEFEFE", "FDFDFD", "WHITE"})
_MAX_NESTING = 60


def read(data: bytes, name: str) -> Draft:
    """Read a DOCX; entities are never resolved and nothing outside the file is opened."""
    del name
    archive = opened(data)
    names = archive.namelist()
    if "word/document.xml" not in names:
        raise UnreadableDocument("is not a Word document inside; save it as DOCX or PDF")
    builder = TextBuilder()
    writer = _Writer(builder)
    said: set[bytes] = set()
    for part in [*_parts(names, "header"), "word/document.xml", *_parts(names, "footer")]:
        root = unpacked_xml(archive, part)
        words = " ".join(root.itertext()).encode("utf-8", errors="replace")
        if words not in said:  # first, odd and even pages have heads and feet of their own that say the same
            writer.part(root)
        said.add(words)
    text = builder.text.rstrip("\n")
    return Draft(format="docx", text=f"{text}\n", hidden=builder.hidden, dated=_dated(archive, names))


def _parts(names: list[str], kind: str) -> list[str]:
    return sorted(n for n in names if n.startswith(f"word/{kind}") and n.endswith(".xml"))


def _dated(archive: zipfile.ZipFile, names: list[str]) -> Any:
    if "docProps/core.xml" not in names:
        return None
    root = unpacked_xml(archive, "docProps/core.xml")
    for wanted in _DC_DATES:
        for node in root.iter():
            if isinstance(node.tag, str) and node.tag.rpartition("}")[2] == wanted:
                return month_of(node.text or "")
    return None


class _Writer:
    """Writes parts of the document into the builder in reading order."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder

    def part(self, root: Any) -> None:
        """A whole part: the body, a header or a footer."""
        body = root.find(f"{_W}body")
        self._blocks(body if body is not None else root, 0)
        self._builder.line_break(blank=True)

    def _blocks(self, node: Any, depth: int) -> None:
        for child in _children(node, depth):
            if child.tag == f"{_W}p":
                self._paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                self._table(child, depth)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
                self._blocks(child, depth + 1)

    def _paragraph(self, node: Any, depth: int) -> None:
        if _is_page_number(node):
            return
        boxes: list[Any] = []
        if node.find(f"{_W}pPr/{_W}numPr") is not None or "List" in _style(node):
            self._builder.line_break()
            self._builder.add("• ")
        start = self._builder.length
        self._runs(node, boxes, depth)
        if self._builder.length > start:
            self._builder.line_break()
        elif self._builder.length and not boxes:
            self._builder.line_break(blank=True)
        for box in boxes:
            self._blocks(box, depth + 1)
            self._builder.line_break()

    def _runs(self, node: Any, boxes: list[Any], depth: int) -> None:
        for child in _children(node, depth):
            if child.tag == f"{_W}r":
                self._run(child, boxes, depth)
            elif child.tag not in (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr"):
                self._runs(child, boxes, depth + 1)

    def _run(self, node: Any, boxes: list[Any], depth: int) -> None:
        look = _concealment(node.find(f"{_W}rPr"))
        for child in _children(node, depth):
            tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if tag == "t":
                self._builder.add(child.text or "", look)
            elif tag in ("tab", "ptab"):
                self._builder.add("\t")
            elif tag in ("br", "cr"):
                self._builder.line_break()
            elif tag == "noBreakHyphen":
                self._builder.add("-")
            elif tag == "softHyphen":
                self._builder.add("\u00ad")
            elif tag not in ("rPr", "delText", "instrText"):
                boxes.extend(_text_boxes(child))

    def _table(self, node: Any, depth: int) -> None:
        self._builder.line_break()
        for row in _children(node, depth):
            if row.tag == f"{_W}tr":
                cells = [c for c in row if isinstance(c.tag, str) and c.tag == f"{_W}tc"]
                self._row(cells, depth)

    def _row(self, cells: list[Any], depth: int) -> None:
        """Cells of one line each, and labels beside a longer cell, stand on one line with a tab between."""
        for number, cell in enumerate(cells):
            start = self._builder.length
            self._blocks(cell, depth + 1)
            written = self._builder.length > start
            if written and number + 1 < len(cells) and _one_line(cell):
                self._builder.replace_break("\t")
        self._builder.line_break()


def _children(node: Any, depth: int) -> Iterator[Any]:
    """Elements below `node`, of alternatives only the first, so that a text box is not read twice."""
    if depth > _MAX_NESTING:
        return
    for child in node:
        if not isinstance(child.tag, str):
            continue
        if child.tag == f"{_MC}AlternateContent":
            choice = child.find(f"{_MC}Choice")
            yield from choice if choice is not None else child.find(f"{_MC}Fallback") or ()
        else:
            yield child


def _text_boxes(node: Any) -> list[Any]:
    """The text boxes in a drawing, each once."""
    found = []
    for box in node.iter(f"{_W}txbxContent"):
        if not any(a.tag == f"{_MC}Fallback" for a in box.iterancestors()):
            found.append(box)
    return found


def _is_page_number(node: Any) -> bool:
    """Whether a paragraph only says on which page it stands ("Page 1 of 2", its numbers fields)."""
    fields = [n.text or "" for n in node.iter(f"{_W}instrText")]
    fields += [n.get(f"{_W}instr", "") for n in node.iter(f"{_W}fldSimple")]
    if not any(f.split()[:1] == ["PAGE"] for f in fields):
        return False
    text = "".join(t.text or "" for t in node.iter(f"{_W}t"))
    return bool(PAGE_NUMBER.fullmatch(text)) or not any(c.isalnum() for c in text)


def _style(node: Any) -> str:
    style = node.find(f"{_W}pPr/{_W}pStyle")
    return str(style.get(f"{_W}val", "")) if style is not None else ""


def _on(node: Any, tag: str) -> bool:
    found = node.find(f"{_W}{tag}")
    return found is not None and found.get(f"{_W}val", "true") not in ("0", "false", "none")


def _concealment(look: Any) -> Concealment | None:
    """Why a run with these properties is not seen, or None."""
    if look is None:
        return None
    if _on(look, "vanish") or _on(look, "specVanish"):
        return Concealment.MARKED_HIDDEN
    size = look.find(f"{_W}sz")
    if size is not None and _number(size.get(f"{_W}val")) < TINY_POINTS * 2:  # half points
        return Concealment.TINY
    colour, shade = look.find(f"{_W}color"), look.find(f"{_W}shd")
    white = colour is not None and colour.get(f"{_W}val", "").upper() in _WHITE
    if white and not _shaded(shade) and not _in_shade(look):
        return Concealment.SAME_COLOUR
    return None


def _shaded(shade: Any) -> bool:
    return shade is not None and shade.get(f"{_W}fill", "auto").upper() not in {"AUTO", *_WHITE}


def _in_shade(look: Any) -> bool:
    """Whether the paragraph, cell or shape around the run has a colour of its own."""
    for parent in look.iterancestors():
        name = parent.tag.rpartition("}")[2]
        if name in ("wsp", "shape", "rect", "txbxContent"):
            return True
        for path in (f"{_W}pPr/{_W}shd", f"{_W}tcPr/{_W}shd", f"{_W}tblPr/{_W}shd"):
            if _shaded(parent.find(path)):
                return True
        if name == "p" and parent.find(f"{_W}pPr/{_W}pStyle") is not None:
            return True  # a style may shade; when in doubt the text counts as seen
    return False


def _number(value: str | None) -> float:
    try:
        return float(value or "")
    except ValueError:
        return 99.0


def _one_line(cell: Any) -> bool:
    paragraphs = [p for p in cell.iter(f"{_W}p") if any((t.text or "").strip() for t in p.iter(f"{_W}t"))]
    return len(paragraphs) == 1
