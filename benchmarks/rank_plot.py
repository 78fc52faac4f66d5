"""Draw the growth of a ranking as SVG: milliseconds by people and by requirements, both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

_WIDE: Final = 640
_HIGH: Final = 400
_LEFT: Final = 64
_RIGHT: Final = 130
_TOP: Final = 40
_LOW: Final = 52
_COLOURS: Final = ("#0b3c5d", "#328cc1", "#d9822b", "#a3333d", "#4d7c3f")


def plot(found: Mapping[tuple[int, int], float]) -> str:
    """A line for each number of requirements over the number of people."""
    people, rows = sorted({p for p, _ in found}), sorted({r for _, r in found})
    low, high = math.floor(math.log10(min(found.values()))), math.ceil(math.log10(max(found.values())))
    first, last = math.log10(people[0]), math.log10(people[-1])

    def at(count: float) -> float:
        return _LEFT + (_WIDE - _LEFT - _RIGHT) * (math.log10(count) - first) / max(last - first, 1e-9)

    def up(value: float) -> float:
        return _HIGH - _LOW - (_HIGH - _TOP - _LOW) * (math.log10(value) - low) / max(high - low, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" font-family="sans-serif" '
        f'font-size="12" role="img" aria-labelledby="t"><title id="t">Milliseconds to rank everybody, by people '
        f'and requirements</title><rect width="{_WIDE}" height="{_HIGH}" fill="#ffffff"/>'
        f'<text x="{_LEFT}" y="22" font-size="14">Ranking everybody, one core: median milliseconds of CPU</text>'
    ]
    for power in range(low, high + 1):
        y = up(10.0**power)
        parts.append(
            f'<line x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#dddddd"/>'
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
        )
    for count in people:
        parts.append(
            f'<text x="{at(count):.1f}" y="{_HIGH - _LOW + 20}" text-anchor="middle">{count:,}</text>'
        )
    middle = (_LEFT + _WIDE - _RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{_HIGH - 10}" text-anchor="middle">people</text>')
    for colour, row in zip(_COLOURS, rows, strict=False):
        points = [(at(p), up(found[p, row])) for p in people]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        x, y = points[-1]
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        said = f"{row} requirement{'s' if row > 1 else ''}"
        parts.append(f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="{colour}">{said}</text>')
    return "\n".join([*parts, "</svg>", ""])
