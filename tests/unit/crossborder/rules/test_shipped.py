"""The rules that ship with Assay."""

from __future__ import annotations

import time
from datetime import date

import pytest

from assay.crossborder.rules import SHIPPED, load_book, values_of
from assay.domain.route import Condition, Verification

COUNTRIES = (
    "AE AT AU BR CA CH CN DE DK EE ES FR GB HK IE IL IN IT JP KR MX NL NZ PL PT SA SE SG TW US".split()
)
IDS = """
ae_employment ae_golden ae_green ae_remote at_blue_card at_rwr_key at_rwr_vhq au_gsm au_niv au_sid_core
au_sid_specialist br_mercosur br_nomad br_work ca_ceta_icct ca_express_entry ca_gts ca_ict ch_specialist cn_k cn_r
cn_z de_blue_card de_chancenkarte de_ict de_it_19c de_skilled_18b dk_fast_track dk_pay_limit dk_suppl_pay_limit
ee_blue_card_top ee_ict ee_short_term es_dnv es_hqp_bc fr_talent_bc fr_talent_sq gb_gbm_senior_specialist
gb_global_talent gb_graduate gb_hpi gb_scale_up gb_skilled_worker hk_gep hk_ttps_a hk_ttps_bc ie_csep ie_gep
il_b1_expert il_hitech in_employment_visa in_oci it_blue_card it_dnv jp_engineer jp_hsp jp_jfind jp_jskip kr_e7_1
kr_ktech kr_top_tier mx_temp_resident mx_work nl_blue_card nl_hsm nl_ict nz_aewv nz_green_list_t1 nz_smc
pl_blue_card pl_single_permit pt_blue_card pt_d3_tech pt_d8 sa_premium_talent sa_work se_blue_card se_work_permit
sg_ep sg_one sg_tech tw_gold_card tw_professional us_e3 us_eb1a us_eb1b us_eb2_niw us_h1b1 us_h1b_cap
us_h1b_cap_exempt us_l1a us_l1b us_o1a us_stem_opt us_tn
""".split()


def leaves(condition: Condition):
    yield condition
    for part in condition.parts:
        yield from leaves(part)


def test_every_route_and_country_is_there():
    book = load_book()
    assert len(IDS) == 95
    assert list(book.routes) == sorted(IDS)
    assert list(book.countries) == COUNTRIES
    assert len(book.countries) == 30
    assert sum(len(book.to(country)) for country in COUNTRIES) == 95


def test_the_shipped_rules_are_read_once_and_quickly():
    assert load_book() is load_book()
    begun = time.process_time()
    load_book(SHIPPED)
    assert time.process_time() - begun < 1.0  # about 0.12 s on an idle machine; this catches the slow loader


def test_eu27_stands_for_its_members_in_conditions_and_is_no_bloc_of_its_own():
    book = load_book()
    asked = [
        c for c in leaves(book.routes["ca_ceta_icct"].eligibility) if c.subject == "candidate.citizenships"
    ]
    assert asked[0].value == book.groups["EU27"]
    assert len(asked[0].value) == 27
    assert "EU27" not in {bloc.id for bloc in book.blocs}
    assert {"NO", "CH"} <= set(next(b for b in book.blocs if b.id == "eu_eea_ch").members)


def test_unused_going_rates_are_notes_and_no_faults():
    assert any("gb_skilled_worker" in note and "going_rate_2135" in note for note in load_book().notes)


def test_manual_checks_are_numbered_in_the_order_of_the_tree():
    for route in load_book().routes.values():
        numbers = [c.number for c in leaves(route.eligibility) if c.kind == "manual_check"]
        assert numbers == list(range(1, len(numbers) + 1))


def test_sources_keep_what_is_stated_and_the_first_day_of_it():
    sources = load_book().sources
    assert (sources["CAIRN"].stated, sources["CAIRN"].as_of) == ("2026-06", date(2026, 6, 1))
    assert sources["UK-RATES"].as_of == date(2026, 1, 1)
    assert sources["O1-LF"].as_of is None
    assert sources["MEM"].as_of is None


@pytest.mark.parametrize(
    ("route", "threshold", "day", "amount"),
    [
        ("de_blue_card", "standard", date(2026, 11, 23), 50700),
        ("de_blue_card", "reduced", date(2026, 12, 31), 45934.2),
        ("sg_ep", "general", date(2026, 12, 31), 5600),
        ("sg_ep", "general", date(2027, 1, 1), 6000),
        ("gb_skilled_worker", "general", date(2026, 11, 23), 41700),
        ("nl_hsm", "age30plus", date(2026, 11, 23), 5942),
    ],
)
def test_the_filing_date_picks_the_row(route, threshold, day, amount):
    row = load_book().routes[route].thresholds[threshold].on(day)
    assert row is not None
    assert row.amount == amount


def test_no_german_threshold_is_known_for_2027():
    standard = load_book().routes["de_blue_card"].thresholds["standard"]
    assert standard.on(date(2027, 1, 1)) is None
    assert standard.last_before(date(2027, 1, 1)).amount == 50700


def test_what_is_from_memory_says_so():
    au = load_book().routes["au_niv"]
    assert au.provenance.verification is Verification.MEMORY
    assert au.thresholds["fwhit"].rows[0].provenance.sources == ("MEM",)


def test_every_value_has_a_source_a_verification_and_a_date_of_reading():
    book = load_book()
    of_routes = [route.provenance for route in book.routes.values()]
    of_rows = [
        row.provenance for route in book.routes.values() for value in values_of(route) for row in value.rows
    ]
    of_blocs = [bloc.provenance for bloc in book.blocs]
    assert len(of_rows) > 400
    for provenance in (*of_routes, *of_rows, *of_blocs):
        assert provenance.sources
        assert all(source in book.sources for source in provenance.sources)
        assert isinstance(provenance.verification, Verification)
        assert provenance.read >= date(2026, 11, 23)
        assert provenance.review_by > provenance.read
