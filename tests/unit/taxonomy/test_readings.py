"""What the YAML may say of ambiguous names, and which signs weigh."""

from pathlib import Path

import pytest

from assay.errors import TaxonomyError
from assay.taxonomy import load_taxonomy

FIND = load_taxonomy().find


def skills(text: str) -> set[str]:
    return {m.skill for m in FIND(text)}


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        (
            "Offline-Seite in Snowflake, rund 900 Merkmale für das Modell im Feature Store mit Feast",
            "snowflake",
        ),
        ("Docker, Kubernetes. Go: estudando, dois utilitários internos", "go"),
        ("Currently learning Rust in a reading group", "rust"),
        ("model rezygnacji klientów w R (glmnet), potem Python", "r"),
        ("Python, Seldon, Helm", "helm"),
        ("alerty w Grafanie", "grafana"),
    ],
)
def test_signs_other_than_context_words_decide(text: str, skill: str) -> None:
    """Lead-ins, lists, headings and the technical text around tell a product."""
    assert skill in skills(text)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("My manager, Ray, wanted the Kubernetes cluster by May", "ray"),
        ("Hobbies: Go (board game), Python", "go"),
        ("Built the ETL in Python in spring 2024 with Java friends", "spring-boot"),
        ("Modelled a snowflake schema in SQL and dbt", "snowflake"),
        ("SWIFT payments on Kubernetes and Java", "swift"),
    ],
)
def test_people_pastimes_and_declared_phrases_name_no_skill(text: str, skill: str) -> None:
    """Signs against outweigh the technical text around."""
    assert skill not in skills(text)


def test_readings_of_names_that_are_not_ambiguous_are_faults(tmp_path: Path) -> None:
    """`brand`, `person` and `unlike` speak of ambiguous names only; each fault names file and path."""
    (tmp_path / "skills").mkdir()
    (tmp_path / "skills" / "x.yaml").write_text(
        "discipline: x\nskills:\n  - id: a\n    label: Borealis\n    kind: tool\n    brand: [Borealis]\n"
        "    unlike: [aurora borealis]\n    phrased: [do .. it]\n",
        encoding="utf-8",
    )

    with pytest.raises(TaxonomyError) as caught:
        load_taxonomy(tmp_path)
    told = " ".join(caught.value.faults)
    assert "a.brand" in told
    assert "a.unlike" in told
    assert "a.phrased" in told
