"""Bands, and when a person must look first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.matching.cast import asks, brief, claim, empty, evidence, match, passage, profile

from assay.domain.evidence import EvidenceKind
from assay.domain.match import Band
from assay.domain.profile import Finding, FindingKind, Profile
from assay.matching import load_model
from assay.matching.bands import band_of, needs_review

_RULES = load_model().bands
_READ = profile(claim("aws"), claim("pytorch"), passages=(passage("Ran it"),))


@pytest.mark.parametrize(
    ("score", "cover", "band"),
    [
        (99.0, 1.0, Band.STRONG),
        (99.0, 0.6, Band.GOOD),
        (50.0, 1.0, Band.GOOD),
        (50.0, 0.2, Band.PARTIAL),
        (99.0, 0.0, Band.LIMITED),
        (1.0, 1.0, Band.LIMITED),
    ],
)
def test_a_band_needs_both_score_and_cover(score: float, cover: float, band: Band) -> None:
    """A high score with musts missing is not strong."""
    assert band_of(_READ, score, cover, _RULES) is band


def test_who_shows_every_must_in_production_is_strong() -> None:
    """The whole path: deep evidence of all musts at the level asked."""
    person = profile(claim("vllm"), claim("pytorch"), claim("aws"), passages=(passage("Ran it"),))
    assert match(brief(asks("vllm"), asks("pytorch"), asks("aws")), person).band is Band.STRONG


def _stuffed(flagged: int, honest: int) -> Profile:
    bad = [evidence(EvidenceKind.PRODUCTION, f"bad {n}", flagged=True) for n in range(flagged)]
    good = [evidence(EvidenceKind.PRODUCTION, f"good {n}") for n in range(honest)]
    base = claim("aws")
    return replace(_READ, skills=(replace(base, evidence=(*bad, *good)),))


@pytest.mark.parametrize(
    ("flagged", "honest", "review"), [(8, 2, True), (5, 5, True), (4, 0, False), (5, 20, False)]
)
def test_documents_that_are_mostly_discredited_need_review(flagged: int, honest: int, review: bool) -> None:
    """Half of the evidence and at least five pieces."""
    assert needs_review(_stuffed(flagged, honest), _RULES) is review


def test_an_unread_language_needs_review() -> None:
    """A language that is not read is no reason for a low band."""
    finding = Finding(kind=FindingKind.UNREAD_LANGUAGE, text="The document is in Finnish.")
    assert needs_review(replace(_READ, findings=(finding,)), _RULES)


def test_a_document_of_which_nothing_was_read_needs_review() -> None:
    """An empty profile is not a weak one."""
    assert match(brief(asks("aws")), empty()).band is Band.NEEDS_REVIEW
