"""Outside evidence joined to claims: what must hold whatever the pieces are."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.extraction.sources.outside import claim, document, read
from tests.unit.extraction.sources.test_publications import OWN

from assay.domain.document import Quote, SourceKind, Span
from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.profile import SkillClaim
from assay.extraction.sources._table import source_table
from assay.extraction.sources.merge import merged, outside_depth
from assay.extraction.sources.pieces import Piece
from assay.taxonomy import load_taxonomy

OUTSIDE = [s for s in SourceKind if s.outside]


def evidence(kind: EvidenceKind, source: SourceKind, at: int) -> Evidence:
    quote = Quote(f"{source.value:0<64}", Span(at, at + 5), "Kafka")
    return Evidence(
        kind=source_table().capped(kind, source),
        quote=quote,
        mention=quote,
        reason="As stated.",
        source=source,
    )


kinds = st.sampled_from(list(EvidenceKind))
pieces = st.lists(
    st.builds(
        lambda kind, source, at, amount: Piece(skill="apache-kafka", evidence=evidence(kind, source, at), amount=amount),
        kinds, st.sampled_from(OUTSIDE), st.integers(0, 500), st.floats(0, 6),
    ),
    max_size=24, unique_by=lambda p: (p.evidence.quote.document, p.evidence.quote.span),
)  # fmt: skip


def own(kind: EvidenceKind, depth: int) -> SkillClaim:
    quote = Quote("c" * 64, Span(0, 5), "Kafka")
    piece = Evidence(kind=kind, quote=quote, mention=quote, reason="As stated.")
    return SkillClaim(
        skill="apache-kafka",
        label="Apache Kafka",
        kind=kind,
        depth=0 if kind is EvidenceKind.NEGATIVE else depth,
        evidence=(piece,),
    )


@settings(deadline=None)
@given(kinds, st.integers(1, 5), pieces)
def test_outside_evidence_never_lowers_a_claim(kind: EvidenceKind, depth: int, found: list[Piece]) -> None:
    """Neither its kind nor its depth, and each source shown stands among the first quotes."""
    before = own(kind, depth)
    (after,), _ = merged([before], found, load_taxonomy())

    assert after.kind.strength >= before.kind.strength
    assert after.depth >= before.depth
    affirmed = {p.evidence.kind for p in found} - {EvidenceKind.NEGATIVE}
    if before.kind is not EvidenceKind.NEGATIVE:
        assert {e.kind for e in after.evidence} == {before.kind} | affirmed
        assert before.evidence[0] in after.evidence
    strengths = [e.kind.strength for e in after.evidence[:4]]
    assert strengths == sorted(strengths, reverse=True)
    assert after.kind is after.evidence[0].kind


@settings(deadline=None)
@given(pieces, pieces)
def test_more_affirmative_pieces_never_make_it_shallower(some: list[Piece], more: list[Piece]) -> None:
    """Depth is monotone in what affirms."""
    assert outside_depth([*some, *more]) >= outside_depth(some)


@settings(deadline=None)
@given(pieces)
def test_no_source_reaches_past_its_ceiling(found: list[Piece]) -> None:
    """The table's limits hold for claims that only outside evidence makes."""
    made, _ = merged([], found, load_taxonomy())
    for one in made:
        rules = [source_table().rules[e.source] for e in one.evidence]
        assert one.depth <= max(r.deepest for r in rules)
        assert one.kind.strength <= max(r.ceiling.strength for r in rules)
        assert one.kind is not EvidenceKind.LISTED or one.depth <= 2


def test_every_quote_stands_in_its_document() -> None:
    """For all sources at once."""
    bib, card = (
        document(OWN, "p.bib"),
        document("scorecards:\n  - {by: A B, skill: vLLM, rating: 4, note: Good.}\n", "c.yaml"),
    )
    reading = read(bib, card)
    texts = {d.sha256: d.text for d in (bib, card)}
    for skill in reading.profile.skills:
        for piece in skill.evidence:
            for quote in (piece.quote, piece.mention):
                if quote.document in texts:
                    assert texts[quote.document][quote.span.start : quote.span.end] == quote.text
                    assert len(quote.text) <= 400
    assert {e.source for e in claim(reading, "vllm").evidence} == {
        SourceKind.PUBLICATION,
        SourceKind.INTERVIEW,
    }


def test_speciality_seniority_years_and_signals_stay_the_cvs() -> None:
    """They are judged from roles; a list of papers moves none of them."""
    alone, beside = read().profile, read(document(OWN, "p.bib")).profile

    assert (alone.speciality, alone.seniority, alone.years_relevant) == (
        beside.speciality,
        beside.seniority,
        beside.years_relevant,
    )
    assert alone.signals == beside.signals
    assert alone.experience == beside.experience
