"""Identity: who the person is. Scoring may not import this module; a contract checks it."""

from __future__ import annotations

from dataclasses import dataclass

from assay.domain.document import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Name, contact and personal data, each as quotes of the document.

    `masks` are all spans (of every document of the candidate) that a blind view must cover: names,
    pronouns, contact lines, birth dates, nationality, marital status, photo, graduation years.
    """

    name: Quote | None = None
    emails: tuple[Quote, ...] = ()
    phones: tuple[Quote, ...] = ()
    links: tuple[Quote, ...] = ()
    masks: tuple[Quote, ...] = ()
