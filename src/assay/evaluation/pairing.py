"""Which predicted skill answers which labelled one, and when two names or dates are the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

MAX_QUOTE = 400
"""Longest quote, in characters, that may place a claim."""

MAX_ALIASES = 12
"""Aliases of a predicted skill that count, so that a long list cannot catch everything."""

_STOP = frozenset({"and", "of", "the", "for", "in", "with", "a", "to", "on", "by", "or"})

Row = Mapping[str, Any]
Spans = list[tuple[int, int]]


def normal(name: str | None) -> str:
    """Lower case, everything but letters, digits, + and # as one space."""
    return re.sub(r"[^\w+#]+|_+", " ", (name or "").lower()).strip()


def words(name: str | None) -> set[str]:
    """The name's words without plural s and small words."""
    return {w.rstrip("s") if len(w) > 3 else w for w in normal(name).split()} - _STOP


def answers_to(name: str) -> set[str]:
    """All names a label answers to: 'A / B (C)' to the whole, A, B and C.

    >>> sorted(answers_to("Slurm (workload manager)"))
    ['slurm', 'slurm workload manager', 'workload manager']
    """
    bare = re.sub(r"\([^)]*\)", " ", name)
    out = {normal(name), normal(bare)} | {normal(p) for p in re.findall(r"\(([^)]*)\)", name)}
    out |= {normal(p) for p in re.split(r"\s*/\s*|\s*,\s*|\s+and\s+|\s+&\s+", bare)}
    return {o for o in out if len(o) > 1 or o in {"r", "c"}}


def places(text: str, quotes: Iterable[str] | None) -> Spans:
    """Where the quotes stand in `text`, white space folded; long and empty ones nowhere."""
    out: Spans = []
    for quote in quotes or []:
        if quote.strip() and len(quote) <= MAX_QUOTE:
            pattern = r"\s+".join(map(re.escape, quote.split()))
            out += [m.span() for m in re.finditer(pattern, text)]
    return out


def pair_skills(
    truths: Sequence[Row], predictions: Sequence[Row], text: str
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pairs (truth, prediction), truths unmet and predictions left over.

    One to one: same name first, then an answered name, then an alias, then half the words shared
    while a quote of each overlaps.
    """
    todo, left, pairs = list(truths), list(predictions), []

    def take(test: Callable[[Row, Row], bool]) -> None:
        for truth in list(todo):
            found = next((p for p in left if test(truth, p)), None)
            if found is not None:
                pairs.append((truth, found))
                todo.remove(truth)
                left.remove(found)

    take(lambda t, p: normal(t["skill"]) == normal(p["skill"]))
    take(lambda t, p: bool(answers_to(t["skill"]) & answers_to(p["skill"])))
    take(lambda t, p: any(answers_to(t["skill"]) & answers_to(a) for a in _aliases(p)))
    take(lambda t, p: _overlap(t, p, text))
    return pairs, todo, left


def _aliases(prediction: Row) -> Sequence[str]:
    return (prediction.get("aliases") or [])[:MAX_ALIASES]


def _overlap(truth: Row, prediction: Row, text: str) -> bool:
    a, b = words(truth["skill"]), words(prediction["skill"])
    if not a or not b or len(a & b) / min(len(a), len(b)) < 0.5:
        return False
    here = places(text, prediction.get("quotes"))
    return any(s < y and x < e for s, e in places(text, [truth["quote"]]) for x, y in here)


def same_date(truth: str | None, predicted: str | None) -> bool:
    """Equal as far as the truth goes: the year, and the month within one where the truth has a month."""
    t, p = (re.match(r"(\d{4})(?:-(\d{2}))?", d or "") for d in (truth, predicted))
    if not t or not p:
        return bool(truth) and not t and not p and (truth or "").lower() == (predicted or "").lower()
    if t[2] is None:
        return t[1] == p[1]
    return p[2] is not None and abs((int(t[1]) - int(p[1])) * 12 + int(t[2]) - int(p[2])) <= 1


def close(a: str | None, b: str | None) -> bool:
    """Whether two names share at least 0.6 of their words (Jaccard)."""
    x, y = words(a), words(b)
    return bool(x and y) and len(x & y) / len(x | y) >= 0.6
