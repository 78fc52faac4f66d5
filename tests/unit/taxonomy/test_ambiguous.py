"""Names that also mean something else are read by their context, in both readings."""

from pathlib import Path

import pytest
import yaml

from assay.taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
NAMES = {name: skill.id for skill in TAXONOMY.skills.values() for name in skill.ambiguous}
ROWS = yaml.safe_load(Path(__file__).with_name("ambiguous.yaml").read_text(encoding="utf-8"))


def named(text: str, name: str) -> list[str]:
    """What of `text` is found as a skill under this ambiguous name."""
    low = name.lower()
    return [
        text[m.start : m.end]
        for m in TAXONOMY.find(text)
        if m.name.lower() == low and name in TAXONOMY.skills[m.skill].ambiguous
    ]


def covered(text: str, name: str) -> bool:
    """Whether a mention covers the name, under a longer name perhaps ("Apache Spark")."""
    at = text.lower().find(name.lower())
    return at >= 0 and any(m.start <= at and at < m.end for m in TAXONOMY.find(text))


def test_every_ambiguous_name_has_rows() -> None:
    """A name that is marked ambiguous is tested in both readings, and no other is."""
    assert set(NAMES) == set(ROWS)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_skill_is_found_in_its_own_company(name: str) -> None:
    """The sentence that means the skill names it."""
    assert covered(ROWS[name]["is"], name)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_other_reading_names_no_skill(name: str) -> None:
    """The sentence that means something else does not."""
    assert named(ROWS[name]["other"], name) == []
