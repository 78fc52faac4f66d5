"""The paragraph: its wording follows the evidence, and every fact in it stands in a quote or the brief."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.unit.matching.cast import AS_OF, TAXONOMY, asks, brief, claim, match, profile, quote, role
from tests.unit.matching.test_rank_properties import briefs, profiles

from assay.domain.brief import Brief, EvidenceAsked, RequirementKind
from assay.domain.dates import Month, Period
from assay.domain.document import Quote, Span
from assay.domain.evidence import Evidence, EvidenceKind, Ownership
from assay.domain.profile import Education, Finding, FindingKind, Profile, Signal, SignalClaim, SkillClaim
from assay.domain.skill import Seniority, Speciality
from assay.matching import Ground, Narrative, brief_words, compile_plan, load_model, narrate, unsupported
from assay.matching.sentences import dated_within

_ASKED = brief(asks("kubernetes", evidence=EvidenceAsked.PRODUCTION), asks("pytorch"), asks("aws"))


def told(person: Profile, asked: Brief = _ASKED) -> Narrative:
    """The paragraph of one person."""
    ground = Ground(asked, compile_plan(asked, load_model(), TAXONOMY), TAXONOMY)
    return narrate(match(asked, person), person, ground)


def work(name: str, text: str, kind: EvidenceKind, own: Ownership = Ownership.UNSTATED) -> SkillClaim:
    """A claim on one sentence that names the skill."""
    at = text.lower().index(name.lower())
    words = Quote("d" * 64, Span(500, 500 + len(text)), text)
    mention = Quote("d" * 64, Span(500 + at, 500 + at + len(name)), text[at : at + len(name)])
    one = Evidence(kind=kind, quote=words, mention=mention, reason="test", ownership=own, month=AS_OF, role=0)
    return replace(claim(name.lower()), kind=kind, depth=4, evidence=(one,))


def test_the_paragraph_quotes_the_work_and_says_who_did_what() -> None:
    """Owned production work is called that, and its clause stands in the sentence word for word."""
    text = "Owned the Kubernetes platform: 14 clusters, 900 nodes"
    found = told(profile(work("kubernetes", text, EvidenceKind.PRODUCTION, Ownership.OWNED)))
    shown = next(s for s in found.sentences if s.about == "shown")
    assert f"“{text}”" in shown.text
    assert "owned in production" in shown.text
    assert shown.requirements == ("r1",)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (EvidenceKind.PRODUCTION, "work in production"),
        (EvidenceKind.APPLIED, "real use not stated: “PyTorch"),
        (EvidenceKind.RESEARCH, "there is research"),
    ],
)
def test_the_wording_follows_the_strength(kind: EvidenceKind, words: str) -> None:
    """The same sentence, judged differently, is told differently."""
    asked = brief(asks("pytorch"))
    found = told(profile(work("PyTorch", "PyTorch models for 40 plants, retrained weekly", kind)), asked)
    assert words in found.sentences[1].text


def test_what_is_only_named_and_what_is_not_stated_are_concerns() -> None:
    """Each is said plainly, the list with its quote."""
    found = told(profile(work("kubernetes", "Tools: Kubernetes, Docker, Helm", EvidenceKind.LISTED)))
    text = " ".join(s.text for s in found.sentences if s.about == "concern")
    assert "Kubernetes is only named, with no work behind it: “Tools: Kubernetes, Docker, Helm”" in text
    assert "Nothing is stated on PyTorch or AWS, both must-haves." in text


def test_a_denial_is_told_in_the_persons_words() -> None:
    """The documents themselves say no."""
    text = "I have never used Kubernetes"
    found = told(profile(work("kubernetes", text, EvidenceKind.NEGATIVE)))
    assert f"The documents themselves say no on Kubernetes: “{text}”." in found.text


def test_level_field_and_findings_are_told() -> None:
    """Too junior, another field, and text a reader should look at."""
    finding = Finding(kind=FindingKind.HIDDEN_TEXT, text="Two lines are hidden.")
    person = profile(
        claim("pytorch"),
        speciality=Speciality.NON_TECH,
        speciality_evidence=(),
        seniority=Seniority.JUNIOR,
        findings=(finding,),
    )
    text = told(person).text
    assert "a different field" in text
    assert (
        "Look at the document before anything else: it shows text hidden from a reader of the page." in text
    )


def test_it_ends_with_the_question_that_moves_most() -> None:
    """One thing to ask first."""
    last = told(profile(claim("kubernetes"))).sentences[-1]
    assert last.about == "ask"
    assert last.text.startswith("Ask first about")


def test_different_evidence_gives_different_words() -> None:
    """No two people with different evidence are told alike."""
    texts = {
        told(profile(work("kubernetes", f"Ran Kubernetes for {n} teams", EvidenceKind.PRODUCTION))).text
        for n in range(12, 20)
    }
    assert len(texts) == 8


def test_covered_words_are_left_out_where_others_tell_as_much() -> None:
    """What a blind view hides is avoided, so that the paragraph reads the same for everybody."""
    text = "Ada Lovelace said so; ran Kubernetes clusters with 400 nodes for the bank"
    person = profile(work("kubernetes", text, EvidenceKind.PRODUCTION))
    ground = Ground(_ASKED, compile_plan(_ASKED, load_model(), TAXONOMY), TAXONOMY)
    name = Span(500, 512)
    found = narrate(match(_ASKED, person), person, ground, lambda q: q.span.overlaps(name))
    assert "Ada" not in found.text
    assert "ran Kubernetes clusters with 400 nodes" in found.text


def test_the_present_role_opens_it() -> None:
    """Title, employer and dates as the document writes them."""
    where = replace(
        role(),
        quotes=(quote("Senior LLM Engineer"), quote("Example Labs"), quote("June 2018 to present")),
    )
    first = told(profile(claim("pytorch"), experience=(where,))).sentences[0].text
    assert first.startswith("Senior LLM Engineer at Example Labs (June 2018 to present): the field")


@settings(max_examples=60, deadline=None)
@given(briefs(), profiles())
def test_every_fact_stands_in_a_quote_or_in_the_brief(asked: Brief, person: Profile) -> None:
    """Numbers, names, dates and skills; four to seven sentences or fewer; quotes of the person's documents."""
    found = told(person, asked)
    assert unsupported(found, brief_words(asked), TAXONOMY) == ()
    assert 1 <= len(found.sentences) <= 7
    known = {e.quote.text for c in person.skills for e in c.evidence}
    known |= {q.text for r in person.experience for q in r.quotes} | {p.quote.text for p in person.passages}
    known |= {q.text for s in person.signals for q in s.quotes} | {
        q.text for e in person.education for q in e.quotes
    }
    known |= {q.text for _, q in person.languages} | {
        e.mention.text for c in person.skills for e in c.evidence
    }
    known |= {q.text for q in (*person.seniority_evidence, *person.speciality_evidence)}
    assert all(any(q.text in k for k in known) for q in found.quotes)


def test_the_check_finds_what_has_no_ground() -> None:
    """A number, a name and a skill out of nowhere are named."""
    from assay.matching.sentences import Sentence

    made_up = Narrative(
        (Sentence("shown", ("Led nine people at Acme on PyTorch: “", quote("led people"), "”.")),)
    )
    assert set(unsupported(made_up, "a brief", TAXONOMY)) >= {"nine", "Acme", "PyTorch"}


def test_evidence_of_flagged_text_is_never_told_as_work() -> None:
    """A stuffed list stays a list."""
    person = profile(claim("kubernetes", flagged=True), name="x")
    assert not [s for s in told(person).sentences if s.about == "shown"]


def _degree(name: str, field: str, level: int) -> Education:
    words = quote(f"{name} {field}, Uni Norden, 2015", 4000)
    return Education(
        degree=name, field=field, institution="Uni Norden", year="2015", level=level, quotes=(words,)
    )


_MASTER = asks(
    text="Master's in Computer Science or related field", kind=RequirementKind.EDUCATION, degree_level=2
)


def test_a_lower_degree_is_told_as_that() -> None:
    """No degree "goes no further than study"; the question asks which degree, not where it ran."""
    text = told(profile(education=(_degree("BSc", "Physics", 1),), years_relevant=1.0), brief(_MASTER)).text
    assert "there is only a lower degree or another field: “BSc Physics, Uni Norden, 2015”" in text
    assert "which degree it is, or which work of equal weight" in text
    assert "study or trials" not in text


def test_the_nearest_thing_is_named_as_the_passage_names_it() -> None:
    """Of two skills in one passage, the one that is near is named."""
    text = "Models in TensorFlow, images in Docker"
    near, other = (work(n, text, EvidenceKind.PRODUCTION) for n in ("TensorFlow", "Docker"))
    first = work("Kubernetes", "Owned the Kubernetes platform: 14 clusters", EvidenceKind.PRODUCTION)
    found = told(profile(other, near, first), brief(asks("kubernetes"), asks("pytorch"))).text
    assert "PyTorch is not shown; the nearest thing to it is TensorFlow: “" in found


def test_work_of_the_sort_asked_is_not_told_as_the_skill_asked() -> None:
    """What only a signal answers says nothing of the skill named beside it."""
    signal = SignalClaim(signal=Signal.PRODUCTION, level=4, quotes=(quote("Docker builds for 40 teams", 80),))
    person = profile(work("Docker", "Docker builds for 40 teams", EvidenceKind.PRODUCTION), signals=(signal,))
    asked = brief(asks("aws", signals=(str(Signal.PRODUCTION),)), asks("kubernetes"))
    assert not [s for s in told(person, asked).sentences if s.about == "shown" and "AWS" in s.text]


def test_work_of_other_years_is_not_placed_at_a_role() -> None:
    """A passage that names a year after the post it was read under tells of another post."""
    held = replace(role(), period=Period(start=Month(2014, 10), end=Month(2017, 3)))
    outside, inside = (
        quote("In front of every customer from February 2019", 900),
        quote("Kept since 2016", 950),
    )
    assert (dated_within(held, outside), dated_within(held, inside)) == (False, True)
    assert dated_within(held, quote("No year at all", 990))


def test_work_in_the_present_role_is_not_called_old() -> None:
    """What was begun long ago and is still held is not over."""
    old = work("kubernetes", "Owned the Kubernetes platform since 2017", EvidenceKind.PRODUCTION)
    dated = replace(old, evidence=tuple(replace(e, month=Month(2017, 1)) for e in old.evidence))
    assert "None of this work is recent." not in told(profile(dated)).text
