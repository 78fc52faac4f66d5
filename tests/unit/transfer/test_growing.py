"""Who could grow into a role: general criteria, and never the person."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.matching.cast import asks, brief, claim, empty, evidence, profile
from tests.unit.transfer.cast import ground

from assay.domain.brief import Brief
from assay.domain.evidence import EvidenceKind
from assay.domain.skill import Seniority, Speciality
from assay.transfer import Growers, growers

ASKED = brief(asks("pytorch"), asks("kubernetes"), asks("vllm"), asks("aws"))


def sorted_out(*people: object, asked: Brief = ASKED, within: float | None = None) -> Growers:
    """The groups of a pool."""
    return growers(people, ground(asked), within=within)  # type: ignore[arg-type]


def ids(group: object) -> list[str]:
    """Profiles of a group."""
    return [g.pathway.profile for g in group]  # type: ignore[attr-defined]


FITS = profile(claim("pytorch"), claim("kubernetes"), claim("vllm"), claim("aws"), name="fits")
NEAR = profile(claim("pytorch", depth=3), claim("slurm"), claim("gcp"), name="near")
FAR = profile(
    claim("incident-response"),
    claim("cka", EvidenceKind.EDUCATION),
    claim("docker", EvidenceKind.LISTED),
    name="far",
    speciality=Speciality.NON_TECH,
    seniority=Seniority.SENIOR,
)


def test_the_groups() -> None:
    """Those who fit stand apart from those who could grow and those for whom it is far."""
    found = sorted_out(FAR, NEAR, FITS)

    assert ids(found.fits) == ["fits"]
    assert ids(found.could_grow) == ["near"]
    assert ids(found.far) == ["far"]
    assert "carries over" in found.far[0].reason


def test_a_junior_with_the_work_grows_at_once_and_the_level_is_told() -> None:
    """Being junior excludes nobody; what the role asks above is said, not promised."""
    junior = replace(FITS, id="junior", seniority=Seniority.JUNIOR)
    found = sorted_out(junior)
    member = (*found.could_grow, *found.fits)[0]

    assert member.pathway.line == 0
    if found.could_grow:
        assert "junior shown, senior asked" in member.reason


def test_words_alone_never_grow() -> None:
    """A list of everything asked shows no work, so nothing carries over."""
    listed = profile(
        *(claim(s, EvidenceKind.LISTED, 1) for s in ("pytorch", "kubernetes", "vllm", "aws")), name="words"
    )

    assert ids(sorted_out(listed).could_grow) == []


def test_discredited_documents_are_read_by_a_person_first() -> None:
    """Flagged text does not put anyone in a group."""
    flagged = [evidence(EvidenceKind.PRODUCTION, f"flagged {n}", flagged=True) for n in range(6)]
    doubtful = profile(
        claim("pytorch", more=flagged, flagged=True), claim("aws"), claim("vllm"), name="doubt"
    )

    assert ids(sorted_out(doubtful).review) == ["doubt"]
    assert ids(sorted_out(empty()).could_grow) == []


def test_the_horizon_is_a_choice() -> None:
    """With no time allowed nobody grows who has to learn; the criteria say so."""
    found = sorted_out(NEAR, within=0.0)

    assert ids(found.could_grow) == []
    assert any("0 months" in sentence for sentence in found.criteria)


def test_age_dates_and_order_change_nothing() -> None:
    """Graduation years and the order of the pool are not seen."""
    dated = replace(NEAR, education=())
    one, other = sorted_out(NEAR, FITS, FAR), sorted_out(FAR, FITS, dated)

    assert ids(one.could_grow) == ids(other.could_grow)
    assert one.could_grow[0].pathway.to_line == other.could_grow[0].pathway.to_line
