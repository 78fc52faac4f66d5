"""The reliability diagram as places on a drawing: scores against the share worth an interview, two models."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assay.workflow.evaluate import Bin, CalibrationFigures

SIDE = 380
"""Width and height of the square, in units of the drawing: 0 to 100 either way."""

LEFT, TOP = 64, 16
BARS_TOP = TOP + SIDE + 58
"""Where the counts below the square begin."""

BARS = 64
"""Height of the longest bar of counts."""

WIDTH = LEFT + SIDE + 24
HEIGHT = BARS_TOP + BARS + 30
_TICKS = (0, 20, 40, 60, 80, 100)
_LEAST_RADIUS, _MOST_RADIUS = 3.5, 11.0


def diagram(now: CalibrationFigures, other: CalibrationFigures) -> dict[str, Any]:
    """Where everything stands; `now` is the model in use, drawn hollow, `other` the fitted one, drawn full."""
    most = max((b.pairs for f in (now, other) for b in f.bins), default=1) or 1
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "top": TOP,
        "side": SIDE,
        "bars_top": BARS_TOP,
        "bars": BARS,
        "ticks": [{"at": at, "x": x_of(at), "y": y_of(at)} for at in _TICKS],
        "series": [
            {
                "name": name,
                "points": [_point(b, most) for b in figures.bins if b.pairs],
                "line": " ".join(f"{x_of(b.score)},{y_of(b.share)}" for b in figures.bins if b.pairs),
                "counts": [_bar(b, most, side) for b in figures.bins if b.pairs],
            }
            for name, figures, side in (("now", now, 0), ("fitted", other, 1))
        ],
    }


def x_of(score: float) -> float:
    """The place of a score, 0-100, from the left."""
    return round(LEFT + SIDE * score / 100.0, 2)


def y_of(share: float) -> float:
    """The place of a share, 0-100, from the top."""
    return round(TOP + SIDE * (1.0 - share / 100.0), 2)


def _point(one: Bin, most: int) -> dict[str, Any]:
    """A bin's dot, its area growing with the logarithm of its pairs, with its interval."""
    weight = math.log1p(one.pairs) / math.log1p(most)
    return {
        "x": x_of(one.score),
        "y": y_of(one.share),
        "r": round(_LEAST_RADIUS + (_MOST_RADIUS - _LEAST_RADIUS) * weight**2, 2),
        "low": y_of(one.share_low),
        "high": y_of(one.share_high),
        "says": f"scores {one.low:.0f} to {one.high:.0f}: {one.pairs} pairs, mean score {one.score:.1f}, "
        f"{one.share:.0f} % worth an interview ({one.share_low:.0f} to {one.share_high:.0f} %)",
    }


def _bar(one: Bin, most: int, side: int) -> dict[str, Any]:
    """A bin's count below its scores, on a logarithmic scale, two models side by side."""
    left, right = x_of(one.low), x_of(one.high)
    half = (right - left) / 2
    height = BARS * math.log1p(one.pairs) / math.log1p(most)
    return {
        "x": round(left + side * half + 0.5, 2),
        "y": round(BARS_TOP + BARS - height, 2),
        "width": round(half - 1, 2),
        "height": round(height, 2),
        "says": f"scores {one.low:.0f} to {one.high:.0f}: {one.pairs} pairs",
    }
