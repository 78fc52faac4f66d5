"""Search over a pool: who is found, by what words, in what order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.matching.cast import (
    AS_OF,
    SKILLS,
    TAXONOMY,
    claim,
    empty,
    evidence,
    passage,
    profile,
    quote,
    role,
    signal,
)
from tests.unit.matching.searching.expressions import expressions, facts, rising, years

from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Passage, Profile, Signal, SkillClaim
from assay.domain.skill import Seniority, Speciality
from assay.errors import ExpressionError
from assay.matching import Columns, load_model
from assay.matching.searching import Expression, Searched, parse, reading_of, search
from assay.matching.searching.expression import both, either
from assay.matching.searching.hits import evaluate_expression
from assay.matching.searching.resolve import meanings

KINDS = [k for k in EvidenceKind if k is not EvidenceKind.NEGATIVE]


def find(expression: str | Expression, *people: Profile) -> Searched:
    """Search invented people."""
    asked = parse(expression) if isinstance(expression, str) else expression
    return search(asked, Columns.from_profiles(people, TAXONOMY), TAXONOMY, load_model())


def found(expression: str | Expression, *people: Profile) -> list[str]:
    """Ids of those found, best first."""
    return [people[h.number].id for h in find(expression, *people).hits]


def holders(expression: Expression, people: list[Profile]) -> set[int]:
    """Numbers of those for whom `expression` holds."""
    columns = Columns.from_profiles(people, TAXONOMY)
    hits = evaluate_expression(expression, meanings(expression, TAXONOMY), columns, load_model())
    return set(hits.holds.nonzero()[0].tolist())


def test_depth_and_kind_hold_for_one_piece_of_evidence() -> None:
    """Deep by a list is not production, and shallow production is not deep."""
    deep = profile(claim("kubernetes", EvidenceKind.PRODUCTION, 4), name="deep")
    shallow = profile(claim("kubernetes", EvidenceKind.PRODUCTION, 2), name="shallow")
    applied = profile(claim("kubernetes", EvidenceKind.APPLIED, 4), name="applied")

    assert found("kubernetes>=3 production", deep, shallow, applied) == ["deep"]
    assert found("kubernetes applied", deep, shallow, applied) == ["applied", "deep", "shallow"]
    assert found("kubernetes>3", shallow, applied) == ["applied"]


def test_not_listed_means_evidence_better_than_listed() -> None:
    """Whoever only lists the skill falls short; whoever lists and shows it is found."""
    lister = profile(claim("aws", EvidenceKind.LISTED, 1), name="lister")
    both_ways = profile(claim("aws", more=[evidence(EvidenceKind.LISTED)]), name="both")
    result = find("aws and not listed", lister, both_ways)

    assert [h.number for h in result.hits] == [1]
    assert (result.short, result.silent) == (1, 0)


def test_not_means_no_evidence_and_denial_is_none() -> None:
    """Silence and denial both match the opposite; any evidence does not."""
    denies = profile(claim("aws", EvidenceKind.NEGATIVE, 0), name="denies")
    lister = profile(claim("aws", EvidenceKind.LISTED, 1), name="lister")

    assert set(found("not aws", denies, lister, empty("silent"))) == {"denies", "silent"}
    assert found("aws", denies, lister, empty("silent")) == ["lister"]


def test_the_silent_are_counted_apart() -> None:
    """Silence is no match and no shortfall."""
    result = find("aws production", profile(claim("aws", EvidenceKind.LISTED, 1)), empty("silent"))

    assert (len(result.hits), result.short, result.silent) == (0, 1, 1)


def test_facts_tell_the_silent_only_where_nothing_else_is_asked() -> None:
    """Who has a job but no AWS is silent on AWS; who has too few years has years."""
    person = profile(years_relevant=2.0)

    assert find("aws and years>=1", person).silent == 1
    assert find("years>=5", person, empty()).short == 1
    assert find("years>=5", person, empty()).silent == 1
    assert find("signal production", person).silent == 1


def test_narrower_skills_count_and_say_for_what() -> None:
    """PyTorch answers deep learning, not the other way round."""
    torch, deep = profile(claim("pytorch"), name="torch"), profile(claim("deep-learning"), name="deep")
    result = find("deep learning", torch)

    assert "counts for Deep learning" in result.hits[0].met[0].label
    assert result.hits[0].met[0].skill == "pytorch"
    assert found("pytorch", deep) == []


def test_flagged_evidence_is_worth_a_listing() -> None:
    """Hidden or stuffed text never counts as work."""
    stuffed = profile(claim("aws", EvidenceKind.PRODUCTION, 4, flagged=True))

    assert found("aws and not listed", stuffed) == []
    assert found("aws listed", stuffed) == ["ada"]


def test_since_asks_the_month_of_the_very_evidence() -> None:
    """Listed this year beside hands-on work of 2019 is not hands-on since 2023; undated work is not either."""
    old = evidence(EvidenceKind.APPLIED, "Kafka work of 2019", month=Month(2019, 5))
    new = evidence(EvidenceKind.LISTED, "Skills: the lot", month=Month(2025, 1))
    mixed = profile(replace(claim("aws", EvidenceKind.APPLIED), evidence=(old, new)), name="mixed")
    undated = profile(claim("aws", EvidenceKind.APPLIED), name="undated")

    assert found("aws applied since 2023", mixed, undated) == []
    assert found("aws since 2023", mixed, undated) == ["mixed"]
    result = find("aws applied since 2019", mixed, undated)
    assert [q.text for q in result.hits[0].met[0].quotes] == ["Kafka work of 2019"]


def test_phrases_are_found_word_for_word() -> None:
    """Case, accents and punctuation aside, in order, in one passage; a quotation has depth 2 at most."""
    right = profile(name="right", passages=(passage("Ran the MQTT-broker fleet."),))
    wrong = profile(name="wrong", passages=(passage("Broker of MQTT shares"), passage("mqtt brokers")))

    assert found('"mqtt broker"', right, wrong) == ["right"]
    assert found('"of"', right, wrong) == ["wrong"]
    with pytest.raises(ExpressionError, match="depth 2 at most"):
        find('"mqtt broker">=3', right)


def test_phrases_date_by_their_role() -> None:
    """A passage of a running role is of today; one outside a role has no month."""
    inside = Passage(quote=quote("zonal pricing"), kind=EvidenceKind.PRODUCTION, role=0)
    outside = replace(inside, role=None)

    assert found('"zonal pricing" since 2025', profile(passages=(inside,), experience=(role(),))) == ["ada"]
    assert found('"zonal pricing" since 2025', profile(passages=(outside,))) == []


def test_unknown_names_are_looked_for_word_for_word_and_said_so() -> None:
    """By the claims that carry the name, and by passages; a slip of the pen is read as the near name."""
    open_claim = profile(claim("~mqtt broker"), name="claim")
    text = profile(name="text", passages=(passage("Ran the MQTT broker fleet"),))
    result = find("mqtt broker", open_claim, text, empty())

    assert [h.number for h in result.hits] == [0, 1]
    assert "looked for word for word" in result.reading.notes[0]
    assert reading_of(parse("kuberntes"), TAXONOMY).notes == (
        "no skill is called 'kuberntes'; it is read as Kubernetes",
    )
    assert "(did you mean years?)" in reading_of(parse("yeers>=5"), TAXONOMY).notes[0]


def test_facts_stand_on_words() -> None:
    """Years, seniority, speciality, language and signals count only with quotes, and show them."""
    person = profile(
        years_relevant=5.0, languages=(("de", quote("Deutsch")),), signals=(signal(Signal.PRODUCTION, 3),)
    )
    asked = "years>=5 and seniority>=senior and speciality=llm and language=de and signal production>=3"
    hit = find(asked, person).hits[0]

    assert all(m.quotes for m in hit.met)
    assert len(hit.met) == 5
    assert found("years>5", person) == []
    assert found("signal production>=4", person) == []
    bare = replace(person, experience=(), seniority_evidence=(), speciality_evidence=())
    assert found("years>=1 or seniority>=senior or speciality=llm", bare) == []


def test_the_order_is_that_of_the_evidence_and_ties_share_a_rank() -> None:
    """Stronger first; "and" adds, "or" takes the best; equal strength is one rank."""
    weak = profile(claim("aws", EvidenceKind.APPLIED, 2), claim("gcp", EvidenceKind.APPLIED, 2), name="weak")
    strong = profile(claim("aws", depth=5), claim("gcp", depth=2), name="strong")
    twin = profile(claim("aws", depth=5), claim("gcp", depth=2), name="twin")
    result = find("aws or gcp", weak, strong, twin)

    assert [(h.number, h.rank) for h in result.hits] == [(1, 1), (2, 1), (0, 3)]
    assert find("aws and gcp", strong).hits[0].bits == pytest.approx(
        sum(m.bits for m in find("aws and gcp", strong).hits[0].met)
    )


def test_quotes_are_cut_to_their_own_span() -> None:
    """A quote of 1,000 characters is shown with its first 400 and their span."""
    long = Passage(quote=quote("zonal pricing " * 70), kind=EvidenceKind.PRODUCTION)
    shown = find('"zonal pricing"', profile(passages=(long,))).hits[0].met[0].quotes[0]

    assert len(shown.text) == 400 == shown.span.end - shown.span.start


@st.composite
def people(draw: st.DrawFn) -> Profile:
    """Anybody the vocabulary can describe."""
    return profile(
        *draw(st.lists(_claims(), max_size=4, unique_by=lambda c: c.skill)),
        name=draw(st.sampled_from(["ada", "ben", "cy"])),
        passages=draw(st.lists(_passages(), max_size=2).map(tuple)),
        signals=draw(st.lists(_signals(), max_size=2, unique_by=lambda s: s.signal).map(tuple)),
        languages=draw(st.sampled_from([(), (("de", quote("German")),)])),
        seniority=draw(st.sampled_from(list(Seniority))),
        speciality=draw(st.sampled_from(list(Speciality))),
        years_relevant=draw(st.sampled_from([0.0, 1.0, 4.9, 5.0, 20.0])),
        experience=draw(st.sampled_from([(), (role(),)])),
    )


@st.composite
def _claims(draw: st.DrawFn) -> SkillClaim:
    kind = draw(st.sampled_from(list(EvidenceKind)))
    month = draw(st.none() | st.integers(2015, 2026).map(Month))
    made = claim(
        draw(st.sampled_from((*SKILLS, "~mqtt broker", "~c++"))),
        kind,
        draw(st.integers(0, 5)),
        flagged=draw(st.booleans()),
        last_used=month,
    )
    return replace(made, evidence=tuple(replace(e, month=month) for e in made.evidence))


def _passages() -> st.SearchStrategy[Passage]:
    texts = ("Ran the MQTT broker fleet", "Designed zonal pricing for parcels", "Sorted the archive")
    return st.builds(
        lambda text, kind, role: Passage(quote=quote(text), kind=kind, role=role),
        st.sampled_from(texts),
        st.sampled_from(list(EvidenceKind)),
        st.sampled_from([None, 0, 7]),
    )


def _signals() -> st.SearchStrategy[object]:
    return st.builds(signal, st.sampled_from(list(Signal)), st.integers(0, 4))


pools = st.lists(people(), max_size=4)
anything = expressions(facts)


@given(pools, anything, anything)
def test_and_is_the_common_part_or_the_union(pool: list[Profile], a: Expression, b: Expression) -> None:
    """A and B is within A; A or B holds A; both are exact."""
    assert holders(both(a, b), pool) == holders(a, pool) & holders(b, pool)
    assert holders(either(a, b), pool) == holders(a, pool) | holders(b, pool)


@given(pools, anything)
def test_not_is_everybody_else_and_twice_is_nothing(pool: list[Profile], a: Expression) -> None:
    """The opposite is the rest of the pool; its opposite is the beginning."""
    from assay.matching.searching.expression import Not

    rest = set(range(len(pool))) - holders(a, pool)

    assert holders(Not(a), pool) == rest
    assert holders(Not(Not(a)), pool) == holders(a, pool)


@given(people(), expressions(rising | years, opposite=False), st.data())
def test_more_evidence_never_loses_a_person(person: Profile, asked: Expression, data: st.DataObject) -> None:
    """Without "not", added evidence, depth, passages and signals keep who was found, no weaker."""
    more = _with_more(person, data)
    before, after = find(asked, person).hits, find(asked, more).hits

    assert not before or after
    assert not before or after[0].bits >= before[0].bits - 1e-12


def _with_more(person: Profile, data: st.DataObject) -> Profile:
    skills = list(person.skills)
    for place, held in enumerate(skills):
        if data.draw(st.booleans()):
            kind = data.draw(st.sampled_from(KINDS))
            extra = evidence(kind, month=AS_OF)
            skills[place] = replace(
                held,
                evidence=(*held.evidence, extra),
                depth=min(5, held.depth + data.draw(st.integers(0, 2))),
                last_used=AS_OF,
            )
    skills.append(data.draw(_claims().filter(lambda c: c.skill not in {s.skill for s in skills})))
    signals = tuple(replace(s, level=min(4, s.level + 1)) for s in person.signals)
    return replace(
        person,
        skills=tuple(skills),
        signals=signals,
        passages=(*person.passages, passage("Sorted the archive")),
    )


@given(people(), people(), anything)
def test_nobody_depends_on_who_else_is_there(one: Profile, other: Profile, asked: Expression) -> None:
    """Alone or beside another, a person is found with the same strength and the same words."""
    alone = {h.met for h in find(asked, one).hits}
    beside = {h.met for h in find(asked, other, one).hits if h.number == 1}

    assert alone == beside


@given(people(), anything)
def test_every_statement_about_a_person_has_a_quote(person: Profile, asked: Expression) -> None:
    """What met a term is shown in the person's own words."""
    for hit in find(asked, person).hits:
        assert all(m.quotes for m in hit.met)
