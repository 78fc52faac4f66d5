"""Transfer in a score: always less than the thing itself, always with its path; and one score, always."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.matching.cast import AS_OF, VERSIONS, asks, brief, claim, profile

from assay.domain.evidence import EvidenceKind
from assay.domain.match import Level
from assay.matching import load_model, rank
from assay.taxonomy import load_taxonomy

_TAXONOMY = load_taxonomy()
_ASKED = sorted(s for s in _TAXONOMY.skills if _TAXONOMY.transfers_to(s))
_KINDS = [EvidenceKind.PRODUCTION, EvidenceKind.APPLIED, EvidenceKind.RESEARCH]


def _bits(asked: str, held: str, kind: EvidenceKind, depth: int):
    wanted = brief(asks(asked, text=_TAXONOMY.skills[asked].label))
    person = profile(claim(held, kind, depth))
    found = rank(
        wanted, [person], model=load_model(), taxonomy=_TAXONOMY, as_of=AS_OF, versions=VERSIONS
    ).matches[0]
    return next(c for c in found.contributions if c.requirement == wanted.requirements[0].id)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(_KINDS), st.integers(1, 5))
def test_a_transfer_path_never_beats_the_same_evidence_directly(
    data: st.DataObject, kind: EvidenceKind, depth: int
) -> None:
    """Evidence of a skill that leads there earns less than the same evidence of the skill asked."""
    asked = data.draw(st.sampled_from(_ASKED))
    held = data.draw(st.sampled_from(sorted(_TAXONOMY.transfers_to(asked))))
    through, direct = _bits(asked, held, kind, depth), _bits(asked, asked, kind, depth)
    assert through.bits <= direct.bits
    if through.bits > 0:
        assert through.bits < direct.bits
        assert through.level is Level.ADJACENT


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_requirement_met_through_transfer_shows_path_and_credit(data: st.DataObject) -> None:
    """The edges lead from the skill held to the skill asked; the credit is their product; quotes stand."""
    asked = data.draw(st.sampled_from(_ASKED))
    held = data.draw(st.sampled_from(sorted(_TAXONOMY.transfers_to(asked))))
    part = _bits(asked, held, EvidenceKind.PRODUCTION, 4)
    assert part.path is not None
    assert (part.path.source, part.path.target) == (held, asked)
    assert part.credit == part.path.credit < 1
    assert part.quotes
    assert all(edge.reason and edge.provenance for edge in part.path.edges)


def test_a_hundred_runs_give_one_score() -> None:
    """The same input gives the same bits, to the last place."""
    wanted = brief(asks("kubernetes", "slurm"), asks("pytorch"))
    people = [profile(claim("slurm"), claim("jax", EvidenceKind.RESEARCH, 3)), profile(claim("pytorch"))]
    totals = {
        tuple(
            m.bits
            for m in rank(
                wanted, people, model=load_model(), taxonomy=_TAXONOMY, as_of=AS_OF, versions=VERSIONS
            ).matches
        )
        for _ in range(100)
    }
    assert len(totals) == 1
