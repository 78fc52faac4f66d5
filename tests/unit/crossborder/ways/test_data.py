"""Words that ask for a check of export control, and the risks of each way."""

from __future__ import annotations

import pytest

from assay.crossborder.ways import controlled_words
from assay.crossborder.ways.data import load_estimates, load_risks
from assay.domain.arrangement import WayKind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You design ASICs under ITAR rules.", ("ASICs", "ITAR")),
        ("Our customers are defence ministries.", ("defence",)),
        ("A Department of Defense programme", ("Defense",)),
        ("guidance of missiles and other weapons systems", ("missiles", "weapons")),
        ("dual-use goods; dual use software", ("dual-use", "dual use")),
        ("Export controls apply; export-controlled data", ("Export controls", "export-controlled")),
        ("You hold a security clearance.", ("security clearance",)),
        (
            "access to classified information and classified networks",
            ("classified information", "classified networks"),
        ),
        ("semiconductor lithography", ("semiconductor", "lithography")),
        ("ECCN 5A002, EAR99", ("ECCN", "EAR99")),
        ("Kunden der Rüstungsindustrie", ("Rüstungsindustrie",)),
        ("MILITARY radar, military sonar", ("MILITARY", "military")),
        ("cryptanalysis of ciphers", ("cryptanalysis",)),
    ],
)
def test_words_of_controlled_technology_are_named_as_written(text: str, words: tuple[str, ...]) -> None:
    """Each once, in the order of the text."""
    assert controlled_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "You classify images; 10 million classified images; text classification and a classifier.",
        "Marketplace of classified ads, classifieds search",
        "data classified by sensitivity",
        "Defence in depth, defense-in-depth, a first line of defence",
        "adversarial defences and defence against prompt injection",
        "Military-grade encryption at rest",
        "defensive programming; you defended a thesis; PhD defence",
        "weaponised misinformation",
        "satellite imagery of crops, satellite offices",
        "guitar, itar, basics, Asics shoes, eccn",
        "clearance of customs; a dual degree; dualuse",
        "chip in; chips and salsa",
        "Uniform export of logs, controls for accessibility",
        "Veterans and military spouses are welcome",
        "",
    ],
)
def test_ordinary_words_of_machine_learning_ask_for_nothing(text: str) -> None:
    """A false alarm would put a check before people for nothing."""
    assert controlled_words(text) == ()


def test_a_harmless_phrase_hides_only_itself() -> None:
    """The same word beside it counts."""
    assert controlled_words("defence in depth for a defence contractor") == ("defence",)


def test_every_risk_says_where_it_is_from_and_when_it_comes() -> None:
    """Conditions are those that the code knows."""
    rules = load_risks()
    assert {rule.only for rule in rules} == {None, "tied", "permit", "role_controlled"}
    assert all(rule.risk.source and rule.risk.text and rule.ways for rule in rules)
    assert len({rule.risk.kind for rule in rules}) == len(rules)


def test_every_kind_of_way_has_the_export_check_and_some_other_risk() -> None:
    """Controlled technology is no matter of where somebody sits."""
    for kind in WayKind:
        kinds = {rule.risk.kind for rule in load_risks() if kind in rule.ways}
        assert "export_control" in kinds
        assert len(kinds) > 1


def test_our_own_figures_are_never_verified() -> None:
    """Estimates and figures from memory are marked in every output."""
    assert load_estimates()
    assert not [name for name, e in load_estimates().items() if e.verification.verified]
