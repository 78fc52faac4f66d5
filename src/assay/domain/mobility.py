"""Mobility: where a person is and may work, as they state it. Only cross-border questions read it."""

from __future__ import annotations

from dataclasses import dataclass

from assay.domain.document import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Mobility:
    """Self-declared facts; None where the documents are silent."""

    location: Quote | None = None
    work_authorisation: Quote | None = None
    notice_period: Quote | None = None
    nationality: Quote | None = None
    relocation: Quote | None = None
