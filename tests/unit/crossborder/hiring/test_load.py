"""The rules are read whole or not at all."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from assay.crossborder.hiring import load_hiring_rules, load_phrases
from assay.crossborder.hiring._read import FOLDER, Faults, first_day
from assay.crossborder.hiring.load import CHECKS
from assay.crossborder.hiring.tables import tables_of
from assay.domain.hiring_rule import Phase, Topic
from assay.domain.route import Verification
from assay.errors import RulesError

RULES = load_hiring_rules()


def _changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(FOLDER, folder)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    return folder


def test_the_shipped_rules_load_and_cover_every_topic() -> None:
    assert {rule.topic for rule in RULES.rules} == set(Topic)
    assert {duty.due.phase for rule in RULES.rules for duty in rule.duties} == set(Phase)
    assert len(RULES.by_id) == len(RULES.rules)


def test_every_duty_has_sources_a_verification_and_a_review_date() -> None:
    for rule in RULES.rules:
        for duty in rule.duties:
            assert duty.provenance.sources
            assert duty.provenance.review_by > duty.provenance.read == date(2026, 11, 23)


def test_a_duty_known_only_from_memory_or_an_estimate_names_no_secondary_source() -> None:
    for rule in RULES.rules:
        for duty in rule.duties:
            kinds = {RULES.sources[source].kind for source in duty.provenance.sources}
            if duty.provenance.verification is Verification.MEMORY:
                assert kinds == {"memory"}, rule.id
            if duty.provenance.verification is Verification.READ_SECONDARY:
                assert "secondary" in kinds, rule.id


def test_every_check_of_a_brief_rests_on_a_duty() -> None:
    assert {check for rule in RULES.rules for duty in rule.duties for check in duty.checks} == CHECKS
    assert {phrase.check for phrase in load_phrases().phrases} <= CHECKS


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("ai_hiring.yaml", "phase: yearly", "phase: monthly", "ai_hiring.yaml: rules.us_nyc_ll144: Invalid enum value 'monthly'"),
        ("ai_hiring.yaml", "penalty: USD", "fine: USD", "ai_hiring.yaml: rules.us_nyc_ll144: Object contains unknown field `fine`"),
        ("ai_hiring.yaml", "valid_from: 2023-07-05", "valid_from: soon", "ai_hiring.yaml: rules.us_nyc_ll144: Invalid RFC3339"),
        ("ai_hiring.yaml", "places: [US-TX]", "places: [US-ZZ]", "ai_hiring.yaml: rules.us_tx_traiga: place 'US-ZZ' has no name; add it to places.yaml"),
        ("ai_hiring.yaml", "sources: [KR-MCP]", "sources: [NOWHERE]", "ai_hiring.yaml: rules.kr_ai_basic_act: source 'NOWHERE' is unknown; add it to sources.yaml"),
        ("ai_hiring.yaml", "id: us_ct_sb5", "id: us_nj_lad", "ai_hiring.yaml: rules.us_nj_lad: the id stands twice"),
        ("ai_hiring.yaml", "concerns: [job]", "concerns: [moon]", "ai_hiring.yaml: rules.us_federal: concerns must list"),
        ("pay_transparency.yaml", "valid_to: 2026-12-31", "valid_to: 2027-01-31", "pay_transparency.yaml: rules.eu_pay_nl.pay_before_interview: two rows hold on 2027-01-01"),
        ("pay_transparency.yaml", "valid_to: 2026-12-31", "valid_to: 2025-12-31", "valid_to 2025-12-31 lies before valid_from 2026-06-07"),
        ("pay_transparency.yaml", "checks: [no_exclusion_of_colorado]", "checks: [colour]", "pay_transparency.yaml: rules.us_co_pay.no_exclusion: check 'colour' is not one of"),
        ("conflicts.yaml", "rules: [us_federal,", "rules: [us_fedral,", "conflicts.yaml: us_fedral: no rule has this id"),
        ("sources.yaml", "as_of: '2026-05'", "as_of: 'May'", "sources.yaml: AILEGAL.as_of: must be a year"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_file_and_place(
    tmp_path: Path, file: str, old: str, new: str, fault: str
) -> None:
    with pytest.raises(RulesError) as caught:
        load_hiring_rules(_changed(tmp_path, file, old, new))

    assert fault in str(caught.value)


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    folder = _changed(tmp_path, "ai_hiring.yaml", "places: [US-TX]", "places: [US-ZZ]")
    text = (folder / "screening.yaml").read_text()
    (folder / "screening.yaml").write_text(text.replace("topic: screening", "topic: screaming"))
    (folder / "conflicts.yaml").unlink()

    with pytest.raises(RulesError) as caught:
        load_hiring_rules(folder)

    assert all(
        word in str(caught.value) for word in ("US-ZZ", "screaming", "conflicts.yaml: file: cannot be read")
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (r"\bno\s+(?:foreigners|", r"\bno\s+((?:foreigners|", "phrases.yaml: phrases.nationals_only.patterns[4]: is no regular expression"),
        ("  check: origin\n", "  check: hue\n", "phrases.yaml: phrases.native_speaker: check 'hue' is not one of"),
        ("  severity: advise\n", "  severity: mild\n", "Invalid enum value 'mild'"),
    ],
)  # fmt: skip
def test_a_fault_of_the_phrases_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    with pytest.raises(RulesError) as caught:
        load_phrases(_changed(tmp_path, "phrases.yaml", old, new))

    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("employment.yaml", "{low: 28, high: 90", "{low: 128, high: 90", "employment.yaml: countries.DE.employee: low must lie between"),
        ("employment.yaml", "valid_to: 2026-12-31", "valid_to: 2027-12-31", "employment.yaml: countries.GB.probation: two rows hold on 2027-01-01"),
        ("engagement.yaml", "standing: barred", "standing: bared", "Invalid enum value 'bared'"),
        ("engagement.yaml", "valid_to: 2026-12-31", "valid_to: 2027-12-31", "engagement.yaml: modes.eor.NL: two rows hold on 2027-01-01"),
        ("questions.yaml", "sources: [OURS]", "sources: [THEIRS]", "sources.yaml: THEIRS: is used but not listed"),
        ("questions.yaml", "review_by: 2027-05-23", "review_by: later", "questions.yaml: read, review_by:"),
    ],
)  # fmt: skip
def test_a_fault_of_the_tables_by_country_is_named(
    tmp_path: Path, file: str, old: str, new: str, fault: str
) -> None:
    with pytest.raises(RulesError) as caught:
        tables_of(_changed(tmp_path, file, old, new))

    assert fault in str(caught.value)


def test_a_date_stated_as_a_year_or_month_counts_from_its_first_day() -> None:
    assert first_day("2026") == date(2026, 1, 1)
    assert first_day("2026-07") == date(2026, 7, 1)
    assert first_day("2026-07-02") == date(2026, 7, 2)
    assert first_day(None) is None


def test_no_faults_raise_nothing() -> None:
    Faults().raise_if_any()
