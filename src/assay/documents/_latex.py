"""LaTeX in bibliographies to plain text: accents, special letters, braces, commands."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "c": "\u0327", "k": "\u0328",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å",
    "i": "i", "j": "j", "dh": "ð", "th": "þ", "textendash": "–", "textemdash": "—", "LaTeX": "LaTeX", "TeX": "TeX",
    "alpha": "α", "beta": "β", "gamma": "γ", "lambda": "λ", "epsilon": "ε", "times": "×",
}  # fmt: skip
_MARKED = re.compile(r"\\([`'^~=.\"])\s*\{?\s*(\\[ij](?![A-Za-z])|[A-Za-z])\s*\}?")
_NAMED = re.compile(r"\\([uvHcrk])(?:\s*\{\s*([A-Za-z])\s*\}|\s+([A-Za-z]))")
_LETTER = re.compile(r"\\([A-Za-z]+)(?:\s*\{\}|\s+|(?![A-Za-z]))")
_ESCAPED = re.compile(r"\\([&%$#_{}])")


def plain_latex(text: str) -> str:
    r"""`text` without LaTeX.

    >>> plain_latex(r"{\L}ukasiewicz, M{\"u}ller \& Garc{\'\i}a: {BERT} on \emph{cheap} {GPU}s")
    'Łukasiewicz, Müller & García: BERT on cheap GPUs'
    """
    if "\\" not in text and not any(c in text for c in "{}$~"):
        return " ".join(text.split())
    out = _MARKED.sub(lambda m: _accented(m[2].lstrip("\\"), m[1]), text)
    out = _NAMED.sub(lambda m: _accented(m[2] or m[3], m[1]), out)
    out = _ESCAPED.sub(lambda m: chr(0xE000 + ord(m[1])), out)
    out = _LETTER.sub(lambda m: _LETTERS.get(m[1], ""), out)
    out = re.sub(r"(?<!\\)~", " ", out)
    out = re.sub(r"[{}$\\]", "", out)
    out = "".join(chr(ord(c) - 0xE000) if 0xE000 <= ord(c) < 0xE080 else c for c in out)
    return " ".join(out.replace("---", "—").replace("--", "–").split())


def _accented(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + _ACCENTS[mark])
