"""The loader reports every fault at once, each with file and path."""

from pathlib import Path

import pytest
import yaml

from assay.domain.skill import SkillKind, Speciality
from assay.errors import TaxonomyError
from assay.taxonomy import load_taxonomy


def write(folder: Path, *skills: dict[str, object], specialities: bool = True) -> Path:
    """A taxonomy folder with these skills and an empty row for each speciality."""
    (folder / "skills").mkdir(parents=True)
    (folder / "skills" / "a.yaml").write_text(yaml.safe_dump({"discipline": "a", "skills": list(skills)}))
    rows = [{"id": str(s), "label": str(s)} for s in Speciality] if specialities else []
    (folder / "specialities.yaml").write_text(yaml.safe_dump({"specialities": rows}))
    return folder


def row(id: str, **fields: object) -> dict[str, object]:
    """A valid row with changes."""
    return {"id": id, "label": id, "kind": "tool", **fields}


def faults(folder: Path) -> tuple[str, ...]:
    """The faults that loading `folder` reports."""
    with pytest.raises(TaxonomyError) as caught:
        load_taxonomy(folder)
    return caught.value.faults


def test_valid_rows_become_skills(tmp_path: Path) -> None:
    """Fields arrive as written, foreign names with their language."""
    folder = write(tmp_path, row("dpo", kind="method", names={"de": ["Präferenzoptimierung"]}, since=2023))

    skill = load_taxonomy(folder).skills["dpo"]

    assert (skill.kind, skill.since, skill.names) == (
        SkillKind.METHOD,
        2023,
        (("de", "Präferenzoptimierung"),),
    )


def test_all_faults_come_together_with_file_and_path(tmp_path: Path) -> None:
    """A bad kind, an unknown field, a dangling link and a clash are one report."""
    folder = write(
        tmp_path,
        row("one", kind="thing"),
        row("two", colour="red"),
        row("three", broader=["nowhere"]),
        row("four", aliases=["Shared"]),
        row("five", aliases=["shared"]),
    )

    report = faults(folder)

    assert any("a.yaml: skills[0] (one).kind: must be one of tool" in f for f in report)
    assert any("skills[1] (two).colour: is not a field" in f for f in report)
    assert any("three.broader: no skill has the id 'nowhere'" in f for f in report)
    assert any("name 'Shared' is also a name of five (a.yaml: skills[4]" in f for f in report)
    assert len(report) == 4


def test_a_name_may_be_shared_where_both_mark_it_ambiguous(tmp_path: Path) -> None:
    """Two senses of one name are no clash when both need context."""
    shared = {"aliases": ["Triton"], "ambiguous": ["Triton"], "context": ["x"]}
    folder = write(tmp_path, row("one", **shared), row("two", **shared))

    assert set(load_taxonomy(folder).skills) == {"one", "two"}


def test_circles_and_duplicate_ids_are_faults(tmp_path: Path) -> None:
    """Broader links must not go in a circle and an id must be unique."""
    folder = write(tmp_path, row("a", broader=["b"]), row("b", broader=["a"]), row("b", label="other b"))

    report = " | ".join(faults(folder))

    assert "goes in a circle: a -> b -> a" in report
    assert "id 'b' is also in a.yaml: skills[1]" in report


def test_a_missing_speciality_is_a_fault(tmp_path: Path) -> None:
    """Every speciality of the contract needs a row."""
    report = faults(write(tmp_path, row("a"), specialities=False))

    assert sum("is missing" in f for f in report) == len(Speciality)


def test_broken_yaml_names_the_file(tmp_path: Path) -> None:
    """A file that does not parse is one fault with its name."""
    folder = write(tmp_path, row("a"))
    (folder / "skills" / "b.yaml").write_text("skills: [")

    assert any(f.startswith("b.yaml: file:") for f in faults(folder))
