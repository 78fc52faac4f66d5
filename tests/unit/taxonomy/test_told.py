"""Skills told in people's own words, and the like that tells none; names that stand apart from wider ones."""

import pytest

from assay.taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()


def skills(text: str) -> set[str]:
    return {m.skill for m in TAXONOMY.find(text)}


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("When it stops at the weekend it is my phone that rings", "incident-response"),
        ("Zweimal musste ich das Modell wieder zurücknehmen", "incident-response"),
        ("Three engineers and an analyst report to me", "technical-leadership"),
        ("The register now holds 96 systems", "model-inventory"),
        ("An independent test before release of each model", "model-validation"),
        ("Below the threshold a clerk decides", "human-oversight"),
        ("The tests run on every commit", "continuous-integration"),
        ("Each version is released to one percent of customers first", "canary-release"),
        ("Features come from one store for training and serving", "feature-store"),
        ("Collected and released a corpus of court letters", "dataset-curation"),
        ("Pre-trained on 900 hours of unlabelled calls", "self-supervised-learning"),
        ("Moved the claims tables from Oracle in one weekend", "data-migration"),
        ("Halved the compute bill", "finops"),
        ("A third of the rows are synthetic", "synthetic-data-generation"),
        ("I maintain a small library for unit conversion", "open-source-maintenance"),
        ("Two papers, both at a conference on acoustics", "scientific-publishing"),
        ("Agent with six tools in LangGraph", "llm-agents"),
    ],
)
def test_the_telling_names_the_skill(text: str, skill: str) -> None:
    """A verb and its object say what somebody does without the skill's name."""
    assert skill in skills(text)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("The phone on the desk was grey", "incident-response"),
        ("The report on engineers was published", "technical-leadership"),
        ("The hall holds 96 guests", "model-inventory"),
        ("Features of the new shop: a café", "feature-store"),
        ("Released to the press", "canary-release"),
        ("The move to the river took a weekend", "data-migration"),
        ("Wrapped the bread in paper", "scientific-publishing"),
    ],
)
def test_the_like_of_it_names_none(text: str, skill: str) -> None:
    """The same words in another sense do not."""
    assert skill not in skills(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kaldi, ESPnet, NeMo or SpeechBrain", {"kaldi", "espnet", "nvidia-nemo-speech", "speechbrain"}),
        ("PROFINET and EtherCAT on the line, OPC UA above", {"profinet", "ethercat", "opc-ua"}),
        ("Aeronautical engineering", {"aerospace"}),
        ("Probing classifiers, ablations of the model, activation patching",
         {"probing-classifiers", "ablation-studies", "mechanistic-interpretability"}),
        ("Instrumental variables and synthetic control", {"instrumental-variables", "synthetic-control"}),
        ("Znajomość Javy i Sparku", {"java", "apache-spark"}),
        ("Krippendorff's alpha of 0.81 under our annotation guidelines",
         {"inter-annotator-agreement", "annotation-guidelines"}),
        ("word error rate of the Conformer transducer",
         {"asr-evaluation", "automatic-speech-recognition"}),
    ],
)  # fmt: skip
def test_names_stand_apart(text: str, expected: set[str]) -> None:
    """A tool or method of its own is not taken for the wider thing or its neighbour."""
    assert skills(text) == expected
