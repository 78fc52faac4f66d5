"""The waterfall and the sentences."""

from __future__ import annotations

from itertools import pairwise

from tests.unit.matching.cast import asks, brief, claim, match, profile

from assay.domain.brief import Importance
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Finding, FindingKind
from assay.domain.skill import Seniority
from assay.matching import explain

_ASKED = brief(asks("pytorch"), asks("aws"), asks("docker", importance=Importance.NICE))


def test_the_waterfall_starts_at_the_prior_and_ends_at_the_bits() -> None:
    """Each step adds its bits to the sum so far, the last sum being the score's."""
    one = match(_ASKED, profile(claim("pytorch"), claim("docker")))
    steps = explain(one, _ASKED).steps
    assert (steps[0].bits, steps[-1].total) == (one.prior, one.bits)
    assert all(b.total == a.total + b.bits for a, b in pairwise(steps))
    assert [s.name for s in steps[1:]] == [c.requirement for c in one.contributions]


def test_strengths_and_gaps_speak_of_what_is_shown_and_what_is_not() -> None:
    """A shown skill is a strength, a must without words a gap; a nice without words is neither."""
    told = explain(match(_ASKED, profile(claim("pytorch"))), _ASKED)
    assert told.strengths == ("PyTorch: deep (in production)",)
    assert told.gaps == ("AWS: not stated",)
    assert told.summary == "Shown: PyTorch: deep (in production). Not shown: AWS: not stated."


def test_concerns_are_denials_low_seniority_and_findings() -> None:
    """Whatever a reader should look at is named, in the documents' terms."""
    finding = Finding(kind=FindingKind.HIDDEN_TEXT, text="Two lines are hidden.")
    person = profile(claim("aws", EvidenceKind.NEGATIVE, 0), seniority=Seniority.JUNIOR, findings=(finding,))
    concerns = explain(match(_ASKED, person), _ASKED).concerns
    assert concerns == (
        "AWS: the documents say no (denied)",
        "Seniority: junior, below the senior asked",
        "Two lines are hidden",
    )


def test_of_several_alternatives_the_one_shown_is_named() -> None:
    """A list of which any one is enough says which it was; what is only near is no strength."""
    asked = brief(asks("aws", "docker", alternatives=True), asks("pytorch", "kubernetes"))
    told = explain(match(asked, profile(claim("docker"), claim("tensorflow"), claim("kubernetes"))), asked)
    assert "Docker: deep (in production)" in told.strengths
    assert not [s for s in told.strengths if "the nearest is" in s]
