"""The file of a fitted model: YAML as people wrote it, comments kept, with what it was fitted on."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import yaml

from assay.matching.model import PROVENANCE, model_from

_KEY: Final = re.compile(r"^(\w+):", re.MULTILINE)
_REMARK: Final = re.compile(r"\s{2,}#[^\n]*$")
_WIDE: Final = 10_000
_WIDTH: Final = 105
_HEAD: Final = (
    "# How this model was fitted: on what, from which model, and its figures on pairs the fit did not see\n"
    "# (folds hold out briefs and people), beside those of the model it came from on the same pairs.\n"
)


@dataclass(frozen=True, slots=True)
class _Section:
    """A top-level key of a model file: the comments before it and its own lines."""

    before: str
    body: str


def model_text(data: Mapping[str, Any], template: str) -> str:
    """The YAML text of `data`, in the order, layout and comments of `template`.

    `template` is the text of the model that `data` came from; what did not change stays to the letter.
    The result loads as a model. Raises ModelError where `data` is no model.
    """
    old, sections = yaml.safe_load(template), _sections(template)
    weights = {key: value for key, value in data.items() if key != PROVENANCE}
    if not weights.keys() <= sections.keys():  # a file in another layout, as JSON
        sections = {key: _Section("", "\n") for key in weights}
        old = {}
    parts = [
        section.before
        + (section.body if old.get(key) == data[key] else _rendered(key, data[key], section.body))
        for key, section in sections.items()
        if key in weights
    ]
    text = "".join(parts).rstrip() + "\n"
    if PROVENANCE in data:
        text += f"\n{_HEAD}{_dumped({PROVENANCE: data[PROVENANCE]})}"
    model_from(text.encode(), "the fitted model")
    return text


def _dumped(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(
        dict(data), default_flow_style=None, sort_keys=False, allow_unicode=True, width=_WIDTH
    )


def _sections(text: str) -> dict[str, _Section]:
    """The sections of a model file in their order; comments and blank lines belong to the key after them."""
    out: dict[str, _Section] = {}
    starts = [m.start() for m in _KEY.finditer(text)]
    before = text[: starts[0]] if starts else ""
    for start, end in pairwise([*starts, len(text)]):
        lines = text[start:end].splitlines(keepends=True)
        last = max(n for n, line in enumerate(lines) if line.strip() and not line.startswith("#"))
        key = lines[0].split(":", 1)[0]
        out[key] = _Section(before, "".join(lines[: last + 1]))
        before = "".join(lines[last + 1 :])
    return out


def _rendered(key: str, value: Any, body: str) -> str:
    """A section with another value, laid out as it was."""
    lines = body.rstrip("\n").split("\n")
    if isinstance(value, str):
        if len(lines) == 1:
            return f"{key}: {_flow(value)}\n"
        folded = textwrap.fill(
            value, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        )
        return f"{key}: >-\n{folded}\n"
    if len(lines) > 1 and isinstance(value, Mapping):
        return f"{key}:\n" + "".join(_block(value, "  "))
    remark = _REMARK.search(lines[0])
    return f"{key}: {_flow(value)}{remark[0] if remark else ''}\n"


def _block(value: Mapping[str, Any], indent: str) -> list[str]:
    """Lines of a mapping: what holds lists or mappings itself as a block, the rest on one line."""
    lines = []
    for key, inner in value.items():
        if isinstance(inner, Mapping) and any(isinstance(v, list | dict) for v in inner.values()):
            lines += [f"{indent}{key}:\n", *_block(inner, indent + "  ")]
        else:
            lines.append(f"{indent}{key}: {_flow(inner)}\n")
    return lines


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if value else '""'
    dumped = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=_WIDE)
    return dumped.removesuffix("\n").removesuffix("\n...").strip()
