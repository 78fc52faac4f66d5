"""A speciality as a target, and the map."""

from __future__ import annotations

import pytest
from tests.unit.transfer.cast import WORLD

from assay.domain.brief import Importance
from assay.domain.skill import Speciality
from assay.errors import TaxonomyError
from assay.taxonomy import load_taxonomy
from assay.transfer import TargetKind, load_rules, speciality_places, speciality_target


@pytest.mark.parametrize("speciality", list(Speciality))
def test_every_speciality_of_the_vocabulary_is_a_target(speciality: Speciality) -> None:
    """Its areas are skills of its own, its signals are asked, its seniority is left open."""
    taxonomy, rules = load_taxonomy(), load_rules()
    own = taxonomy.specialities[speciality]
    target = speciality_target(speciality, taxonomy, rules)
    asked = [r for r in target.brief.requirements if r.skills]

    assert target.kind is TargetKind.SPECIALITY
    assert target.brief.seniority is None
    assert 1 <= len(asked) <= rules.areas.at_most
    assert all(r.skills[0].skill in own.skills for r in asked)
    assert sum(r.importance is Importance.MUST for r in asked) <= rules.areas.musts
    assert {s for r in target.brief.requirements for s in r.signals} == set(own.signals)


def test_areas_do_not_lie_in_one_another() -> None:
    """LLM engineering is asked in parts, not as one word for all of it."""
    target = speciality_target(Speciality.LLM, load_taxonomy(), load_rules())
    areas = [r.skills[0].skill for r in target.brief.requirements if r.skills]

    assert "large-language-models" not in areas
    assert {"llm-serving", "llm-fine-tuning", "llm-evaluation"} <= set(areas)


def test_a_speciality_without_skills_is_refused_in_a_sentence() -> None:
    """A vocabulary may know less than ours."""
    with pytest.raises(TaxonomyError, match="names no skills for the speciality mlops"):
        speciality_target(Speciality.MLOPS, WORLD, load_rules())


def test_the_map_has_every_edge_once_in_and_once_out() -> None:
    """What leads into one place leads out of another."""
    places = speciality_places(load_taxonomy())
    into = [e for p in places for e in p.into]
    out = [e for p in places for e in p.out]

    assert len(into) == len(out)
    assert set(into) == set(out)
    assert all(0 < e.credit < 1 and e.reason for e in into)
    assert all([e.credit for e in p.into] == sorted((e.credit for e in p.into), reverse=True) for p in places)
