"""Declared facts: what a person, an employer or an offer states, with where each statement stands.

Only routes across borders read them; nothing that scores may.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredFacts:
    """Facts by dotted id; an absent id or None is not known.

    Values are bool, int, float, str or a tuple of str. `origins` says where each stands (``cv: "quote"``,
    ``sheet``, ``brief``, ``employer sheet``). `withheld` are the ids left out of this view because those who
    decide on hiring may not see them; they count as not known.
    """

    facts: Mapping[str, object] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    withheld: tuple[str, ...] = ()
