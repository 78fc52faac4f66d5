"""Read a brief, rank a pool against it, show the result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assay.domain.brief import Brief
from assay.domain.dates import Month
from assay.domain.document import Document
from assay.domain.match import Match, Shortlist, Versions
from assay.errors import BriefError, DocumentError, UsageError
from assay.workflow.encoder import phrase_encoder
from assay.workflow.intake import Candidate, Pool, default_as_of, read_document

if TYPE_CHECKING:
    from assay.matching.questions import Rising

EDITED = frozenset({".yaml", ".yml"})
"""Endings of a brief that a person may have edited (written by `assay brief --out`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBrief:
    """A brief with its name and, unless it comes from an edited file, its document."""

    name: str
    brief: Brief
    document: Document | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A shortlist with everything needed to show it. `model` is the weights' file, None for the shipped one.

    Where the shortlist holds those who come first in a larger pool, `standing` are the bits of everybody in it,
    the least first.
    """

    brief: ReadBrief
    pool: Pool
    shortlist: Shortlist
    model: Path | None = None
    standing: Rising | None = None

    def candidate(self, match: Match) -> Candidate:
        """The candidate of a match."""
        return next(c for c in self.pool.candidates if c.profile.id == match.profile)


def read_brief(path: Path | str, *, as_of: Month | None = None) -> ReadBrief:
    """Read a role brief from a document or from an edited YAML file; `as_of` judges the age of tools asked.

    Raises BriefError where it cannot be read or has faults, UsageError where there is no such file.
    """
    where = Path(path)
    if where.suffix.lower() in EDITED:
        return ReadBrief(name=where.name, brief=_edited(where), document=None)
    try:
        document = read_document(where)
    except DocumentError as error:
        raise BriefError(f"the brief cannot be read: {error}") from error
    return brief_of(document, as_of=as_of)


def brief_of(document: Document, *, as_of: Month | None = None) -> ReadBrief:
    """The brief that a document states; by default the age of tools is judged as of this month."""
    from assay.extraction import brief_from
    from assay.taxonomy import load_taxonomy

    brief = brief_from(document, load_taxonomy(), as_of=as_of or default_as_of())
    return ReadBrief(name=document.name, brief=brief, document=document)


def edited_text(brief: ReadBrief) -> str:
    """The brief as an editable YAML file with comments."""
    from assay.extraction.brief.editable import to_yaml

    return to_yaml(brief.brief, brief.document)


def rank_pool(
    brief: ReadBrief, pool: Pool, *, as_of: Month, model: Path | None = None, similarity: str = "words"
) -> Ranking:
    """Rank everyone in `pool`. `model` is a matching model's YAML file (default: the one shipped).

    `similarity` compares phrases outside the vocabulary: ``words``, or ``minilm`` with the extra of that
    name. Raises UsageError where the pool is empty or the extra is missing, ModelError where the model has
    faults.
    """
    from assay.matching import load_model, rank
    from assay.taxonomy import load_taxonomy

    if not pool.candidates:
        raise UsageError("no document could be read, so there is nobody to rank")
    matching_model = load_model(model)
    shortlist = rank(
        brief.brief,
        pool.profiles,
        model=matching_model,
        taxonomy=load_taxonomy(),
        as_of=as_of,
        versions=replace(versions(model), similarity=similarity),
        encoder=phrase_encoder(similarity),
    )
    return Ranking(brief=brief, pool=pool, shortlist=shortlist, model=model)


@cache
def versions(model: Path | None = None) -> Versions:
    """Everything a result depends on besides the documents."""
    from assay import __version__
    from assay.extraction import EXTRACTOR_VERSION
    from assay.matching import load_model
    from assay.taxonomy import load_taxonomy

    used = load_model(model)
    return Versions(
        assay=__version__,
        extractor=EXTRACTOR_VERSION,
        taxonomy=load_taxonomy().version,
        model=used.version,
        model_sha256=used.sha256,
    )


def _edited(path: Path) -> Brief:
    from assay.extraction.brief.editable import from_yaml

    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file; check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BriefError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    return from_yaml(text, source=path.name)
