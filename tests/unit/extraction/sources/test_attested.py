"""What interviewers and referees attest."""

import pytest
from tests.unit.extraction.sources.outside import claim, document, named, read, said

from assay.domain.document import SourceKind
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import FindingKind
from assay.extraction.sources._table import source_table


def card(skill: str, rating: int, note: str = "", extra: str = ""):  # type: ignore[no-untyped-def]
    rows = f"scorecards:\n  - interviewer: Ada Quill\n    date: 2026-09\n    skill: {skill}\n    rating: {rating}\n"
    return document(rows + (f'    note: "{note}"\n' if note else "") + extra, "card.yaml")


def reference(note: str):  # type: ignore[no-untyped-def]
    return document(
        f'references:\n  - by: Ravi Moor\n    relation: manager\n    note: "{note}"\n', "ref.yaml"
    )


@pytest.mark.parametrize(
    ("rating", "kind"),
    [(5, "applied"), (4, "applied"), (3, "education"), (2, "listed"), (1, "negative")],
)
def test_a_rating_alone_shows_that_a_person_can_not_that_they_did(rating: int, kind: str) -> None:
    """Never production, whatever the number."""
    found = claim(
        read(card("Haskell", rating)),
        "haskell" if "haskell" in named(read(card("Haskell", rating)).profile) else "~haskell",
    )

    assert found.kind is EvidenceKind(kind)
    assert found.depth <= source_table().rules[SourceKind.INTERVIEW].deepest


def test_both_sides_of_a_contradiction_are_shown() -> None:
    """The CV's claim stands as it was; the finding quotes both."""
    reading = read(card("Kubernetes", 1, "Could not explain a pod."))
    finding = next(f for f in reading.profile.findings if f.kind is FindingKind.CONTRADICTED)

    assert claim(reading, "kubernetes") == claim(read(), "kubernetes")
    assert [q.text.split("\n")[0] for q in finding.quotes] == [
        "Kubernetes",
        "Built and operated the ranking service on Kubernetes, 2,000 requests a second.",
    ]


def test_a_confirmation_is_shown_and_stands_among_the_first_quotes() -> None:
    """The interview's words beside the CV's."""
    reading = read(card("Kubernetes", 5, "Debugged a rollout."))

    assert "Kubernetes (5 of 5)" in said(reading, FindingKind.CONFIRMED)[0]
    assert {e.source for e in claim(reading, "kubernetes").evidence[:4]} == {
        SourceKind.CV,
        SourceKind.INTERVIEW,
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "She is pregnant.",
        "Seems too old for this.",
        "He has a strong accent.",
        "They wear a headscarf.",
        "Has two kids.",
    ],
)
def test_protected_matters_never_reach_what_is_scored(sentence: str) -> None:
    """No evidence, no passage, covered in the blind view, and said to be left out."""
    notes = card("Kafka", 4, f"Knows Kafka offsets. {sentence} Drew the log.")
    reading = read(notes)
    texts = [e.quote.text for c in reading.profile.skills for e in c.evidence]
    texts += [p.quote.text for p in reading.profile.passages]

    assert not any(sentence[:-1] in t for t in texts)
    assert any(sentence[:-1] in q.text for q in reading.identity.masks)
    assert said(reading, FindingKind.PROTECTED_LEFT_OUT)


def test_work_on_fairness_by_age_and_race_stays_evidence() -> None:
    """It is work, not the person."""
    reading = read(reference("Audited our Kafka scoring for bias by race and ethnicity."))

    assert "apache-kafka" in named(reading.profile)


@pytest.mark.parametrize("skill", ["Culture fit", "personality", "Native accent", "First impression"])
def test_ratings_of_taste_are_left_out(skill: str) -> None:
    """Culture fit is no skill, nor is an accent."""
    reading = read(card(skill, 5))

    assert named(reading.profile) == named(read().profile)
    assert "rate skills only" in said(reading, FindingKind.PROTECTED_LEFT_OUT)[0]


def test_a_card_about_another_candidate_counts_for_nothing() -> None:
    """Files get mixed up."""
    reading = read(card("Kafka", 5, extra="    candidate: Ilse Marchetti\n"))

    assert "apache-kafka" not in named(reading.profile)
    assert "another candidate" in said(reading, FindingKind.NOT_THE_PERSONS)[0]


def test_a_referee_may_speak_of_work_in_real_use() -> None:
    """And only then is it production."""
    real = claim(
        read(reference("Ran our Kafka platform in production for two years, on call.")), "apache-kafka"
    )
    plain = claim(read(reference("Explained Kafka well to colleagues.")), "apache-kafka")

    assert (real.kind, plain.kind) == (EvidenceKind.PRODUCTION, EvidenceKind.APPLIED)
    assert real.evidence[0].source is SourceKind.REFERENCE


def test_a_referees_denial_is_no_evidence_for_a_skill() -> None:
    """ "Never" is read as it is meant."""
    assert claim(read(reference("She never used Kafka.")), "apache-kafka").kind is EvidenceKind.NEGATIVE
