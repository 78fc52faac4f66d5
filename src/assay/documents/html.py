"""HTML: all text in order, with hidden text marked. Nothing is taken for boilerplate."""

from __future__ import annotations

import re
from typing import Any

from assay.documents._base import TINY_POINTS, Draft, TextBuilder
from assay.domain.document import Concealment

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACED = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "section", "article"])
_DROPPED = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "object",
        "iframe",
        "select",
        "textarea",
    ]
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{3,20})", re.IGNORECASE)
_POINTS = {"px": 0.75, "pt": 1.0, "em": 11.0, "rem": 11.0, "%": 0.11}
_SIZE = re.compile(r"(?<![-\w])font-size\s*:\s*([\d.]+)\s*(px|pt|em|rem|%)?")
_COLOUR = re.compile(r"(?<![-\w])(background-color|background|color)\s*:\s*([^;]+)")
_WHITE = re.compile(r"^(#f{3}|#f{6}|white|rgba?\(\s*255\s*,\s*255\s*,\s*255\b.*)$")
_MAX_NESTING = 200


def read(data: bytes, name: str) -> Draft:
    """Read a saved page in the encoding it declares (UTF-8 by default)."""
    from selectolax.lexbor import LexborHTMLParser

    del name
    tree = LexborHTMLParser(_decode(data))
    builder = TextBuilder()
    root = tree.body or tree.root
    if root is not None:
        _Walker(builder).walk(root, _Look(), 0)
    return Draft(format="html", text=builder.text.strip("\n") + "\n", hidden=builder.hidden)


def _decode(data: bytes) -> str:
    declared = _DECLARED.search(data[:4096])
    for encoding in ("utf-8-sig",) if not declared else (declared[1].decode("ascii"), "utf-8-sig"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", errors="replace")


class _Look:
    """How text looks here: hidden or not, and on what."""

    __slots__ = ("background", "concealment", "white")

    def __init__(
        self, concealment: Concealment | None = None, white: bool = False, background: bool = False
    ) -> None:
        self.concealment = concealment
        self.white = white
        self.background = background

    def inside(self, node: Any) -> _Look:
        """The look inside `node`, from its inline style and attributes."""
        attributes = node.attributes
        style = (attributes.get("style") or "").lower()
        if (
            "hidden" in attributes
            or "display:none" in style.replace(" ", "")
            or ("visibility:hidden" in style.replace(" ", ""))
        ):
            return _Look(Concealment.MARKED_HIDDEN, self.white, self.background)
        if not style and "color" not in attributes and "bgcolor" not in attributes:
            return self
        white, background = self._colours(style, attributes)
        found = self.concealment
        size = _SIZE.search(style)
        if size and _points(size) < TINY_POINTS:
            found = found or Concealment.TINY
        if re.search(r"(?<![-\w])opacity\s*:\s*0(\.0*)?\s*(;|$)", style):
            found = found or Concealment.TRANSPARENT
        if re.search(r"(left|top|text-indent)\s*:\s*-\d{4,}", style):
            found = found or Concealment.OFF_PAGE
        return _Look(found, white, background)

    def _colours(self, style: str, attributes: Any) -> tuple[bool, bool]:
        white, background = self.white, self.background
        for field, value in _COLOUR.findall(style):
            is_white = bool(_WHITE.match(value.strip().split(" !")[0]))
            if field == "color":
                white = is_white
            else:
                background = not is_white and value.strip() not in ("none", "transparent")
        if attributes.get("color"):
            white = bool(_WHITE.match(attributes["color"].lower()))
        if attributes.get("bgcolor"):
            background = not _WHITE.match(attributes["bgcolor"].lower())
        return white, background

    @property
    def hidden(self) -> Concealment | None:
        """Why text here is not seen, or None."""
        if self.concealment:
            return self.concealment
        return Concealment.SAME_COLOUR if self.white and not self.background else None


def _points(size: re.Match[str]) -> float:
    try:
        return float(size[1]) * _POINTS.get(size[2] or "px", 1.0)
    except ValueError:
        return 11.0


class _Walker:
    """Walks the tree once, writing text into the builder."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._space = False
        self._joined = False  # a cell has just ended in a tab, and the next one goes on behind it

    def walk(self, node: Any, look: _Look, depth: int) -> None:
        """Write the text of `node` and all below it."""
        if depth > _MAX_NESTING:
            return
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                self._text(child.text_content or "", look)
            elif tag == "br":
                self._break()
            elif tag not in _DROPPED and not tag.startswith(("-", "!")):
                self._element(child, tag, look.inside(child), depth)

    def _element(self, node: Any, tag: str, look: _Look, depth: int) -> None:
        block = tag in _BLOCKS
        if block:
            self._break(blank=tag in _SPACED)
        if tag == "li":
            self._builder.add("• ")
        breaks, length = self._builder.breaks, self._builder.length
        self.walk(node, look, depth + 1)
        if tag in ("td", "th") and self._builder.length > length:
            self._end_cell(self._builder.breaks - breaks)
        elif block:
            self._joined = self._joined and tag != "tr"
            self._break(blank=tag in _SPACED)

    def _end_cell(self, breaks: int) -> None:
        """A tab behind a cell of one line, also where a paragraph in it has ended the line."""
        if self._builder.ends_open() and breaks == 1:
            self._builder.replace_break("\t")
        elif not breaks:
            self._builder.add("\t")
        self._space = False
        self._joined = breaks <= 1

    def _break(self, *, blank: bool = False) -> None:
        self._space = False
        if self._joined:
            return
        self._builder.line_break(blank=blank)

    def _text(self, text: str, look: _Look) -> None:
        words = text.split()
        if not words:
            self._space = self._space or bool(text)
            return
        if (self._space or text[0].isspace()) and self._builder.length:
            self._builder.add("" if self._builder.ends_open() else " ")
        self._builder.add(" ".join(words), look.hidden)
        self._space = text[-1].isspace()
        self._joined = False
