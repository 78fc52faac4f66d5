"""Whom a role reaches, where a person may go, and which regions compete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.crossborder.eligibility.cast import book, compiled

from assay.crossborder.eligibility import explain
from assay.crossborder.regions import load_regions, open_to, overlaps, reachable
from assay.domain.arrangement import Destination, Opening, OriginGroup
from assay.domain.route import NOT_VERIFIED, Verdict

ON = date(2026, 11, 25)
ORDER = [Verdict.FEASIBLE, Verdict.NEEDS_CHECK, Verdict.BLOCKED]
EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()
OFFER: Mapping[str, object] = {"offer.exists": True}


def outcomes(facts: Mapping[str, object], country: str | None = None):
    """What every route comes to, or those of a country."""
    return {name: explain(c, facts) for name, c in compiled(ON).items() if country in (None, c.route.country)}


@cache
def reach(country: str) -> tuple[OriginGroup, ...]:
    """The sponsor's view of a job offer in a country."""
    return reachable(country, book().routes, book().blocs, OFFER, lambda facts: outcomes(facts, country))


def openings(country: str, origin: str) -> tuple[Opening, ...]:
    """What is open in a country to citizens of another."""
    (found,) = [g.openings for g in reach(country) if origin in g.citizens]
    return found


def routes(country: str, origin: str) -> set[str]:
    """The routes open in a country to citizens of another."""
    return {o.route for o in openings(country, origin)}


@pytest.mark.parametrize("country", ["DE", "US", "GB", "IE", "BR", "SA", "AU", "IN"])
def test_every_origin_appears_once_per_destination(country: str) -> None:
    """All destinations, members of blocs and listed origins, save the destination itself."""
    regions = load_regions()
    wanted = {c for m in regions.members.values() for c in m} | set(regions.origins)
    wanted |= {c for bloc in book().blocs for c in bloc.members}
    assert Counter(c for g in reach(country) for c in g.citizens) == Counter(wanted - {country})


@pytest.mark.parametrize("country", ["DE", "FR", "PL", "IE", "CH"])
def test_citizens_of_the_union_need_no_permit_in_it(country: str) -> None:
    """Nor in Switzerland; and no route is listed beside the right."""
    for origin in set(EU) - {country}:
        (right,) = openings(country, origin)
        assert (right.route, right.verdict) == ("free", Verdict.FEASIBLE)
    assert "free" not in routes(country, "US")


def test_treaty_routes_of_the_united_states_are_for_their_citizens_alone() -> None:
    """TN for Canada and Mexico, E-3 for Australia, H-1B1 for Chile and Singapore."""
    for route, citizens in (("us_tn", {"CA", "MX"}), ("us_e3", {"AU"}), ("us_h1b1", {"CL", "SG"})):
        assert {
            c for g in reach("US") if route in {o.route for o in g.openings} for c in g.citizens
        } == citizens
    assert "us_h1b_cap" in routes("US", "NG")


@pytest.mark.parametrize(
    ("country", "free", "not_free"),
    [
        ("GB", {"IE"}, {"FR", "AU", "US"}),
        ("IE", {"GB", "FR"}, {"US", "IN"}),
        ("BR", {"AR", "PY", "UY", "BO", "CL", "CO", "EC", "PE"}, {"PT", "MX", "US"}),
        ("SA", {"AE", "BH", "KW", "OM", "QA"}, {"EG", "IN"}),
        ("AE", {"SA", "BH", "KW", "OM", "QA"}, {"EG", "IN"}),
        ("AU", {"NZ"}, {"GB"}),
        ("NZ", {"AU"}, {"GB"}),
        ("US", set(), {"CA", "MX", "GB"}),
        ("CA", set(), {"US", "MX"}),
    ],
)
def test_who_needs_no_permit_by_an_agreement(country: str, free: set[str], not_free: set[str]) -> None:
    """Common Travel Area, Mercosur, the Gulf, Trans-Tasman; USMCA gives no free movement."""
    assert free == {o for o in free if routes(country, o) == {"free"}}
    assert not {o for o in not_free if "free" in routes(country, o)}


def test_a_right_from_memory_is_marked_and_a_read_one_is_not() -> None:
    """In every output."""
    (gulf,), (union,) = openings("SA", "KW"), openings("DE", "FR")
    assert gulf.text.endswith(NOT_VERIFIED)
    assert NOT_VERIFIED not in union.text


def test_origins_of_one_bloc_are_one_group() -> None:
    """No citizenship stands in the words that they share."""
    (group,) = [g for g in reach("DE") if "FR" in g.citizens]
    assert set(EU) - {"DE"} < set(group.citizens)


def test_groups_with_a_right_come_first_and_blocked_routes_are_left_out() -> None:
    """Then the group with most routes; visas for remote work are not the sponsor's."""
    for country in ("US", "BR", "AE"):
        found = reach(country)
        best = [min(ORDER.index(o.verdict) for o in g.openings) for g in found]
        assert best == sorted(best)
        listed = {o.route: o.verdict for g in found for o in g.openings}
        assert Verdict.BLOCKED not in listed.values()
        assert not {r for r in listed if r != "free" and book().routes[r].kind == "remote_work"}


def test_an_origin_without_a_route_is_shown_with_none() -> None:
    """Where the offer rules every route out, that is said of each origin and none is dropped."""
    found = reachable("MX", book().routes, book().blocs, OFFER, lambda facts: {})
    assert [g.openings for g in found] == [()]
    assert len(found[0].citizens) == sum(len(g.citizens) for g in reach("MX"))


def seen(facts: Mapping[str, object]) -> tuple[Destination, ...]:
    """The candidate's view."""
    return open_to(book().routes, outcomes(facts), book().blocs, facts)


CITIZENS = st.lists(st.sampled_from(["DE", "IN", "US", "CA", "AU", "BR", "GB", "KW", "NG"]), max_size=2)
ISCO = st.sampled_from([None, "25", "94"])


@given(CITIZENS, ISCO, st.sampled_from([None, "bachelor", "phd", "none"]))
def test_the_candidate_sees_all_thirty_destinations_best_first(
    citizenships: list[str], isco: str | None, degree: str | None
) -> None:
    """Each once, with its own routes, the best of them first; blocked ones last."""
    facts = {
        "candidate.citizenships": tuple(citizenships),
        "offer.occupation_isco": isco,
        "candidate.degree_level": degree,
    }
    found = seen(facts)
    assert sorted(d.country for d in found) == list(book().countries)
    assert len(found) == 30
    order = [ORDER.index(d.verdict) for d in found]
    assert order == sorted(order)
    for place in found:
        each = [ORDER.index(o.verdict) for o in place.openings]
        assert each == sorted(each)
        assert place.verdict is place.openings[0].verdict
        wanted = Counter(r.id for r in book().to(place.country))
        assert Counter(o.route for o in place.openings if o.route != "free") == wanted
        assert place.region == load_regions().of(place.country)


def test_a_citizen_needs_no_permit_at_home_nor_in_the_bloc() -> None:
    """And what gives the right is said."""
    found = {d.country: d for d in seen({"candidate.citizenships": ("DE",)})}
    free = {c for c, d in found.items() if d.openings[0].route == "free"}
    assert free == set(book().countries) & {*EU, "CH"}
    assert found["DE"].openings[0].text == "citizen"
    assert "free movement" in found["FR"].openings[0].text


@pytest.mark.parametrize("facts", [{}, {"candidate.needs_sponsorship_in": ("DE", "FR")}])
def test_no_right_is_supposed_of_somebody_who_stated_none(facts: Mapping[str, object]) -> None:
    """Neither where nothing is known nor where a permit is needed."""
    assert not [d.country for d in seen(facts) for o in d.openings if o.route == "free"]


def place(country: str, verdict: Verdict) -> Destination:
    """A destination that comes to this."""
    return Destination(country=country, region=load_regions().of(country), verdict=verdict, openings=())


PLACES = st.dictionaries(
    st.sampled_from(["US", "CA", "BR", "DE", "FR", "SG", "AU", "AE", "KE"]), st.sampled_from(Verdict)
)


@given(PLACES)
def test_overlaps_pair_each_two_open_regions_once(verdicts: dict[str, Verdict]) -> None:
    """None with itself, none twice the other way, none that is blocked; the most certain first."""
    found = overlaps([place(c, v) for c, v in verdicts.items()])
    usable = {c for c, v in verdicts.items() if v is not Verdict.BLOCKED and c != "KE"}
    regions = {load_regions().of(c) for c in usable}
    pairs = [frozenset(o.regions) for o in found]
    assert all(len(p) == 2 for p in pairs)
    assert len(set(pairs)) == len(pairs) == len(regions) * (len(regions) - 1) // 2
    for each in found:
        for region, countries, certain in zip(each.regions, each.countries, each.certain, strict=True):
            assert set(countries) == {c for c in usable if load_regions().of(c) == region}
            assert set(certain) == {c for c in countries if verdicts[c] is Verdict.FEASIBLE}
    sure = [min(map(len, o.certain)) for o in found]
    assert sure == sorted(sure, reverse=True)
