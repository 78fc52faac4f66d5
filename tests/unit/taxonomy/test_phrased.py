"""Skills told by a verb and its object rather than by a name."""

import pytest

from assay.domain.skill import Skill, SkillKind
from assay.taxonomy._find import Finder
from assay.taxonomy._phrased import faults_of

SKILLS = [
    Skill(
        id="training",
        label="Model training",
        kind=SkillKind.PRACTICE,
        discipline="test",
        phrased=("train* .. model|models", "Modell* .. trainier*|trainiert", "kwantyzacj*"),
    ),
    Skill(id="xgboost", label="XGBoost", kind=SkillKind.TOOL, discipline="test"),
]
FINDER = Finder({s.id: s for s in SKILLS})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trained two very small models", ["Trained"]),
        ("I have not trained, tuned or shipped a model", ["trained"]),
        ("training of our own\nmodels", ["training"]),
        ("Drei Modelle für die Klinik trainiert", ["Modelle"]),
        ("Qwen w kwantyzacji", ["kwantyzacji"]),
        ("Took the train. Models were late", []),
        ("trained a b c d e f g models", []),
        ("trained waiters", []),
        ("Trained XGBoost models", ["Trained", "XGBoost"]),
    ],
)
def test_a_phrase_is_found_across_a_few_words_of_one_clause(text: str, expected: list[str]) -> None:
    """The first part is the mention; names between the parts keep their own."""
    assert [text[m.start : m.end] for m in FINDER.find(text)] == expected


def test_a_phrase_that_cannot_be_searched_is_a_fault() -> None:
    """Too short a first word, or a part without words, is named."""
    assert "fewer than" in (faults_of("do .. model") or "")
    assert "empty part" in (faults_of("train| .. model") or "")
    assert faults_of("train* .. model|models") is None
