"""What must hold for every hiring and every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from assay.crossborder.hiring import HiringRules, check_brief, checklist, load_hiring_rules
from assay.domain.hiring_rule import HiringContext, Standing
from assay.domain.route import Trust, Verification

RULES = load_hiring_rules()
PLACES = st.sampled_from(sorted(RULES.places.names))
DAYS = st.dates(date(2018, 1, 1), date(2029, 12, 31))
CONTEXTS = st.builds(
    HiringContext,
    job_places=st.lists(PLACES, min_size=1, max_size=3).map(tuple),
    candidate_places=st.lists(PLACES, max_size=2).map(tuple),
    recipient_places=st.lists(PLACES, max_size=2).map(tuple),
    remote=st.sampled_from([None, True, False]),
    ai_screening=st.booleans(),
    employer_size=st.none() | st.integers(0, 100),
    posting=st.none() | DAYS,
    rejection=st.none() | DAYS,
    planned_start=st.none() | DAYS,
)


def _without_later(on: date) -> HiringRules:
    """The rules less every row that begins after a day."""
    kept = tuple(
        replace(rule, duties=tuple(d for d in rule.duties if (d.provenance.valid_from or on) <= on))
        for rule in RULES.rules
    )
    return replace(RULES, rules=kept)


@settings(max_examples=60, deadline=None)
@given(CONTEXTS, DAYS)
def test_no_duty_is_in_force_outside_its_dates(context: HiringContext, on: date) -> None:
    made = checklist(context, on)
    for item in (*made.items, *made.to_check):
        assert item.begins is None or item.begins <= on
        assert item.ends is None or on <= item.ends
        assert item.standing is not Standing.SCHEDULED
    for item in made.scheduled:
        assert item.begins is not None
        assert on < item.begins
        assert item.due is None or item.due >= item.begins


@settings(max_examples=60, deadline=None)
@given(CONTEXTS, DAYS)
def test_rows_that_begin_later_change_nothing_but_what_is_announced(context: HiringContext, on: date) -> None:
    """Where a start is planned, a later row may also colour what it changes."""
    context = replace(context, planned_start=None)
    whole, cut = checklist(context, on), checklist(context, on, _without_later(on))

    assert cut == replace(whole, scheduled=())


@settings(max_examples=60, deadline=None)
@given(CONTEXTS, DAYS)
def test_what_was_not_verified_is_never_green(context: HiringContext, on: date) -> None:
    made = checklist(context, on)
    for item in (*made.items, *made.to_check, *made.scheduled):
        if item.provenance.verification in (
            Verification.MEMORY,
            Verification.ESTIMATE,
            Verification.PARTIAL,
        ):
            assert item.trust is not Trust.GREEN
        assert item.trust is Trust.GREEN or item.trust_reasons


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "US citizens only.",
                "young team",
                "native English speaker",
                "\n",
                "🙂 ",
                "Python. ",
                "your current salary",
            ]
        ),
        max_size=8,
    ).map(" ".join),
    st.lists(PLACES, max_size=2),
    DAYS,
)
def test_every_quote_is_the_text_at_its_place(text: str, places: list[str], on: date) -> None:
    for found in check_brief(text, None, places, None, on):
        if found.quote is not None:
            assert text[found.quote.start : found.quote.end] == found.words
            assert found.words
        assert found.instead
