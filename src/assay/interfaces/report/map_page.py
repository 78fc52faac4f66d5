"""The map of specialities as a page: a matrix drawn as SVG, and the same in a list with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assay.interfaces.report.html import template
from assay.workflow.transfer import speciality_label

if TYPE_CHECKING:
    from assay.workflow.transfer import Place

_LEFT, _TOP, _RIGHT = 272, 224, 170
_WIDTH, _HEIGHT = 44, 27
_STRONG = 0.55
"""Credit from which a cell is so dark that its number is drawn light."""


@dataclass(frozen=True, slots=True)
class _Row:
    speciality: str
    niche: str | None
    label: str


def render_map(shown: Sequence[Place], every: Sequence[Place]) -> bytes:
    """The matrix of `every` speciality, and the reasons of those `shown`."""
    html: str = template("specialities.html").render(map=drawing(every), places=shown, label=speciality_label)
    return html.encode()


def drawing(places: Sequence[Place]) -> dict[str, Any]:
    """Where each label and cell of the matrix stands, in pixels: from a row to a column."""
    rows = [row for p in places for row in _rows(p)]
    columns = {p.speciality: n for n, p in enumerate(places)}
    width, height = _LEFT + len(columns) * _WIDTH, _TOP + len(rows) * _HEIGHT
    credit = {(e.source, e.niche, e.target): e for p in places for e in p.into}
    cells = []
    for down, row in enumerate(rows):
        for target, across in columns.items():
            own = row.speciality == target and row.niche is None
            edge = credit.get((row.speciality, row.niche, target))  # type: ignore[arg-type]
            if own or edge:
                title = (
                    row.label
                    if own or not edge
                    else f"{row.label} to {speciality_label(target)}: {edge.reason}"
                )
                cells.append(_cell(across, down, edge.credit if edge else 0.0, title, own=own))
    lines = [f"M{_LEFT} {_TOP + n * _HEIGHT}H{width}" for n in range(len(rows) + 1)]
    lines += [f"M{_LEFT + n * _WIDTH} {_TOP}V{height}" for n in range(len(columns) + 1)]
    return {
        "width": width + _RIGHT,
        "height": height + 8,
        "columns": [
            {"x": _LEFT + n * _WIDTH + _WIDTH // 2 + 4, "y": _TOP - 8, "label": p.label}
            for n, p in enumerate(places)
        ],
        "rows": [
            {"x": 18 if r.niche else 2, "y": _TOP + n * _HEIGHT + 18, "label": r.label, "niche": r.niche}
            for n, r in enumerate(rows)
        ],
        "cells": cells,
        "grid": "".join(lines),
    }


def _rows(place: Place) -> list[_Row]:
    """A row for the speciality, and one for each of its niches that leads somewhere by itself."""
    led = {e.niche for e in place.out}
    niches = [_Row(place.speciality, n, n) for n in place.niches if n in led]
    return [_Row(place.speciality, None, place.label), *niches]


def _cell(across: int, down: int, credit: float, title: str, *, own: bool) -> dict[str, Any]:
    x, y = _LEFT + across * _WIDTH, _TOP + down * _HEIGHT
    return {
        "x": x,
        "y": y,
        "width": _WIDTH,
        "height": _HEIGHT,
        "tx": x + _WIDTH / 2,
        "ty": y + 18,
        "own": own,
        "opacity": f"{credit:.2f}",
        "strong": credit >= _STRONG,
        "text": f"{credit:.2f}"[1:] if credit < 1 else "1",
        "title": title,
    }
