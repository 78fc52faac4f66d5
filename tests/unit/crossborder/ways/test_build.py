"""The ways to work together for one person, one employer and one role."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.crossborder.ways.cast import fee, ground, proof, route, situation

from assay.crossborder.rules import load_book
from assay.crossborder.ways import residence_of, ways
from assay.domain.arrangement import Way, WayKind
from assay.domain.route import NOT_VERIFIED, Answer, Residence, RouteKind, Verdict, Verification

REMOTE = (WayKind.LOCAL_ENTITY, WayKind.EMPLOYER_OF_RECORD, WayKind.CONTRACTOR)
WORK = route("de_work")
FREE_IN = {"IN": Answer.YES}


def only(found: tuple[Way, ...], kind: WayKind) -> Way:
    """The single way of a kind."""
    (way,) = [w for w in found if w.kind is kind]
    return way


def over(found: tuple[Way, ...], identity: str) -> Way:
    """The way that moves over a route."""
    (way,) = [w for w in found if w.route == identity and w.kind is not WayKind.HIRE_NOW_RELOCATE_LATER]
    return way


def test_every_route_of_every_destination_appears_once() -> None:
    """The shipped routes, save those for remote work, however often a destination is named."""
    book = load_book()
    found = ways(situation(destinations=("DE", "US", "DE")), ground(book.routes.values()))
    seen = Counter(w.route for w in found if w.route and w.kind is not WayKind.HIRE_NOW_RELOCATE_LATER)
    wanted = {
        r.id
        for r in book.routes.values()
        if r.country in ("DE", "US") and r.kind is not RouteKind.REMOTE_WORK
    }
    assert seen == Counter(wanted)
    assert {w.country for w in found if w.route} == {"DE", "US"}
    assert len([w for w in found if w.route is None and w.kind is WayKind.RELOCATE_UNSPONSORED]) == 2


@pytest.mark.parametrize(
    ("kind", "way"),
    [
        (RouteKind.EMPLOYER_SPONSORED, WayKind.RELOCATE_SPONSORED),
        (RouteKind.TREATY, WayKind.RELOCATE_SPONSORED),
        (RouteKind.INTRA_COMPANY, WayKind.INTRA_COMPANY),
        (RouteKind.SELF, WayKind.RELOCATE_UNSPONSORED),
        (RouteKind.JOB_SEARCH, WayKind.RELOCATE_UNSPONSORED),
        (RouteKind.FREE_MOVEMENT, WayKind.RELOCATE_UNSPONSORED),
    ],
)
def test_a_brief_without_sponsorship_blocks_what_the_employer_must_file(
    kind: RouteKind, way: WayKind
) -> None:
    """And leaves what the person may do alone."""
    held = [route("r", kind=kind)]
    verdicts = {"r": Verdict.FEASIBLE}
    for sponsors in (True, None):
        made = over(ways(situation(sponsors=sponsors), ground(held, verdicts=verdicts)), "r")
        assert (made.kind, made.verdict) == (way, Verdict.FEASIBLE)
    refused = over(ways(situation(sponsors=False), ground(held, verdicts=verdicts)), "r")
    assert (refused.verdict is Verdict.BLOCKED) == (way is not WayKind.RELOCATE_UNSPONSORED)
    assert refused.verdict is Verdict.FEASIBLE or refused.why == (
        "the brief is read as sponsoring no permit; correct it where that is wrong",
    )


def test_no_permit_is_needed_where_the_person_may_already_work() -> None:
    """Routes say so; the way without one is open; a right of movement stays what it is."""
    held = [WORK, route("de_self", kind=RouteKind.SELF), route("de_free", kind=RouteKind.FREE_MOVEMENT)]
    verdicts = {"de_free": Verdict.FEASIBLE}
    found = ways(situation(), ground(held, free={"DE": Answer.YES}, verdicts=verdicts))
    assert over(found, "de_work").why == ("not needed: stated",)
    assert over(found, "de_self").verdict is Verdict.BLOCKED
    assert over(found, "de_free").verdict is Verdict.FEASIBLE
    (own,) = [w for w in found if w.route is None and w.kind is WayKind.RELOCATE_UNSPONSORED]
    assert own.verdict is Verdict.FEASIBLE
    assert own.name == "with the right to work already held"
    assert own.dependants != "no move"


@pytest.mark.parametrize(
    ("free", "verdict"), [(Answer.NO, Verdict.BLOCKED), (Answer.UNKNOWN, Verdict.NEEDS_CHECK)]
)
def test_without_a_stated_right_a_move_without_permit_is_not_open(free: Answer, verdict: Verdict) -> None:
    """What is not known is asked, not supposed."""
    found = ways(situation(), ground([WORK], free={"DE": free}))
    (own,) = [w for w in found if w.route is None and w.kind is WayKind.RELOCATE_UNSPONSORED]
    assert own.verdict is verdict
    assert over(found, "de_work").verdict is Verdict.NEEDS_CHECK


@pytest.mark.parametrize(
    ("entities", "free", "verdict"),
    [
        (frozenset({"IN"}), Answer.YES, Verdict.FEASIBLE),
        (frozenset({"IN"}), Answer.UNKNOWN, Verdict.NEEDS_CHECK),
        (frozenset({"IN"}), Answer.NO, Verdict.BLOCKED),
        (frozenset({"US"}), Answer.YES, Verdict.BLOCKED),
        (frozenset(), Answer.YES, Verdict.BLOCKED),
        (None, Answer.YES, Verdict.NEEDS_CHECK),
    ],
)
def test_a_local_entity_employs_only_where_it_is(entities, free: Answer, verdict: Verdict) -> None:
    """Known, unknown and absent; and only who may work there."""
    found = ways(situation(entities=entities), ground(free={"IN": free}))
    assert only(found, WayKind.LOCAL_ENTITY).verdict is verdict


@pytest.mark.parametrize(("mode", "kind"), [("eor", REMOTE[1]), ("contractor", REMOTE[2])])
@pytest.mark.parametrize(
    ("allowed", "free", "verdict"),
    [
        (Answer.YES, Answer.YES, Verdict.FEASIBLE),
        (Answer.YES, Answer.UNKNOWN, Verdict.NEEDS_CHECK),
        (Answer.YES, Answer.NO, Verdict.BLOCKED),
        (Answer.NO, Answer.YES, Verdict.BLOCKED),
        (Answer.UNKNOWN, Answer.YES, Verdict.NEEDS_CHECK),
    ],
)
def test_a_mode_is_open_where_the_country_and_the_persons_right_allow(
    mode: str, kind: WayKind, allowed: Answer, free: Answer, verdict: Verdict
) -> None:
    """Living in a country is no right to work there."""
    found = ways(situation(), ground(free={"IN": free}, engaged={mode: allowed}))
    assert only(found, kind).verdict is verdict


def test_an_unknown_home_leaves_every_remote_way_to_be_checked() -> None:
    """With no country and no figure, and nothing built on it."""
    found = ways(situation(home=None), ground([WORK], verdicts={"de_work": Verdict.FEASIBLE}))
    for kind in REMOTE:
        made = only(found, kind)
        assert made.verdict is Verdict.NEEDS_CHECK
        assert (made.country, made.employer_yearly.high) == ("", None)
        assert made.open == ("where the person lives is not known",)
    assert not [w for w in found if w.kind is WayKind.HIRE_NOW_RELOCATE_LATER]


def test_who_lives_where_the_work_is_needs_no_remote_way() -> None:
    """It is an ordinary hire."""
    found = ways(situation(home="DE"), ground([WORK], free={"DE": Answer.YES}))
    assert not [w for w in found if w.kind in REMOTE]
    (own,) = [w for w in found if w.route is None]
    assert (own.name, own.dependants) == ("where the person lives", "no move")


def test_hire_now_relocate_later_takes_the_surest_start_and_the_surest_route() -> None:
    """Its start is the remote one's, its permit the route's."""
    held = [WORK, route("de_sure"), route("de_shut")]
    verdicts = {"de_sure": Verdict.FEASIBLE, "de_shut": Verdict.BLOCKED}
    found = ways(
        situation(entities=frozenset()),
        ground(held, verdicts=verdicts, free=FREE_IN, engaged={"contractor": Answer.UNKNOWN}),
    )
    later = only(found, WayKind.HIRE_NOW_RELOCATE_LATER)
    start = only(found, WayKind.EMPLOYER_OF_RECORD)
    assert (later.route, later.verdict) == ("de_sure", Verdict.FEASIBLE)
    assert (later.start, later.employer_yearly) == (start.start, start.employer_yearly)
    assert set(later.risks) == {*start.risks, *over(found, "de_sure").risks}
    assert [part.what for part in later.later] == ["decision on Permit de_sure"]
    assert not set(later.later) & set(later.start.parts)


@pytest.mark.parametrize(
    ("entities", "route_id"), [(frozenset({"IN"}), "de_a_ict"), (frozenset(), "de_work")]
)
def test_a_transfer_within_the_company_follows_only_employment_by_it(entities, route_id: str) -> None:
    """Who begins at an employer of record or as a contractor cannot be transferred."""
    held = [route("de_a_ict", kind=RouteKind.INTRA_COMPANY), WORK]
    engaged = {"eor": Answer.UNKNOWN, "contractor": Answer.UNKNOWN}
    verdicts = {"de_a_ict": Verdict.FEASIBLE}
    found = ways(situation(entities=entities), ground(held, verdicts=verdicts, free=FREE_IN, engaged=engaged))
    assert only(found, WayKind.HIRE_NOW_RELOCATE_LATER).route == route_id


VERDICTS = st.sampled_from(Verdict)
ANSWERS = st.sampled_from(Answer)


@given(VERDICTS, VERDICTS, ANSWERS, ANSWERS, ANSWERS, st.sampled_from([None, frozenset(), frozenset({"IN"})]))
def test_hire_now_relocate_later_is_never_built_on_a_blocked_part(
    first: Verdict, second: Verdict, eor: Answer, contractor: Answer, free: Answer, entities
) -> None:
    """It is open where both parts are, feasible where both surely are."""
    held = [WORK, route("de_other")]
    found = ways(
        situation(entities=entities),
        ground(
            held,
            verdicts={"de_work": first, "de_other": second},
            free={"IN": free},
            engaged={"eor": eor, "contractor": contractor},
        ),
    )
    starts = [w.verdict for w in found if w.kind in REMOTE]
    moves = [over(found, r.id).verdict for r in held]
    later = [w for w in found if w.kind is WayKind.HIRE_NOW_RELOCATE_LATER]
    shut = {Verdict.BLOCKED}
    if set(starts) == shut or set(moves) == shut:
        assert later == []
    else:
        sure = Verdict.FEASIBLE in starts and Verdict.FEASIBLE in moves
        assert [w.verdict for w in later] == [Verdict.FEASIBLE if sure else Verdict.NEEDS_CHECK]


def kinds(way: Way) -> set[str]:
    """The kinds of its risks."""
    return {risk.kind for risk in way.risks}


@pytest.mark.parametrize("tied", [True, False, None])
def test_dependence_on_the_sponsor_is_a_risk_of_tied_permits_alone(tied: bool | None) -> None:
    """Where the record is silent, nothing is claimed."""
    found = ways(situation(), ground([route("r", tied=tied)], free=FREE_IN))
    assert ("sponsor_dependence" in kinds(over(found, "r"))) == bool(tied)
    assert ("sponsor_dependence" in kinds(only(found, WayKind.HIRE_NOW_RELOCATE_LATER))) == bool(tied)
    assert not [w for w in found if w.route is None and "sponsor_dependence" in kinds(w)]


def test_an_authority_may_refuse_only_where_one_decides() -> None:
    """Not where the right to work is held, nor where the person stays."""
    found = ways(situation(), ground([WORK], free=FREE_IN))
    assert {w.kind for w in found if "refusal" in kinds(w)} == {
        WayKind.RELOCATE_SPONSORED,
        WayKind.HIRE_NOW_RELOCATE_LATER,
    }
    assert all("refusal" in kinds(w) for w in found if w.route)


@pytest.mark.parametrize(
    ("text", "named"),
    [("You classify images with defence in depth.", False), ("Sensors for missile defence", True)],
)
def test_export_control_is_a_risk_only_where_the_brief_names_controlled_technology(
    text: str, named: bool
) -> None:
    """Then of every way, for it is the role that is checked, not the person."""
    found = ways(situation(text=text), ground([WORK], free=FREE_IN))
    assert {"export_control" in kinds(w) for w in found} == {named}


def test_only_a_contractor_may_be_misclassified() -> None:
    """And whatever a country's note says of a mode stands with it."""
    found = ways(situation(), ground([WORK], free=FREE_IN))
    starts = [w for w in found if w.kind is not WayKind.HIRE_NOW_RELOCATE_LATER]
    assert {w.kind for w in starts if "misclassification" in kinds(w)} == {WayKind.CONTRACTOR}
    assert "contractor_in_IN" in kinds(only(found, WayKind.CONTRACTOR))
    assert "eor_in_IN" in kinds(only(found, WayKind.EMPLOYER_OF_RECORD))


def test_a_job_search_takes_the_search_as_well() -> None:
    """Beside notice and decision."""
    parts = over(ways(situation(), ground([route("r", kind=RouteKind.JOB_SEARCH)])), "r").start.parts
    assert [p.basis for p in parts] == ["stated", "target", "estimate"]


def test_an_employer_of_record_costs_more_than_the_contributions_alone() -> None:
    """Its fee is an item of the year."""
    found = ways(situation(entities=frozenset({"IN"})), ground(free=FREE_IN))
    local, eor = only(found, WayKind.LOCAL_ENTITY), only(found, WayKind.EMPLOYER_OF_RECORD)
    assert eor.employer_yearly.high == (local.employer_yearly.high or 0) + 4200
    assert not eor.employer_yearly.verified


def test_a_role_without_pay_has_no_yearly_cost_over_any_way() -> None:
    """No way looks free because the brief is silent."""
    found = ways(situation(offer=None), ground([route("r", fees=(fee(5),))], free=FREE_IN))
    assert found
    assert [w for w in found if w.employer_yearly.high is not None] == []
    assert all(
        "the brief states no pay by the year, month or hour" in w.employer_yearly.missing for w in found
    )


@pytest.mark.parametrize(
    ("years", "note", "said"),
    [
        (0, "", "permanent from the start"),
        (2.25, "27 months with A1", "after 2.25 years (27 months with A1)"),
        (5, "", "after 5 years"),
        (None, "", "does not lead there by itself, as far as was read"),
        (None, "discretionary", "discretionary"),
    ],
)
@pytest.mark.parametrize("verification", [Verification.READ_OFFICIAL, Verification.MEMORY])
def test_the_path_to_residence_in_words(
    years: float | None, note: str, said: str, verification: Verification
) -> None:
    """Marked where nobody read it."""
    row = Residence(years=years, note=note, provenance=proof(verification))
    mark = "" if verification.verified else f" {NOT_VERIFIED}"
    assert residence_of(replace(WORK, residence=(row,)), situation()) == said + mark


def test_no_row_for_the_date_is_said() -> None:
    """Instead of another date's figure."""
    assert residence_of(WORK, situation()) == "not known for this date"
    assert over(ways(situation(), ground([WORK])), "de_work").duration == "not known for this date"
