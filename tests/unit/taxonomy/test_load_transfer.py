"""transfer.yaml and transfer_learned.json: what they mean, and every fault with file and path."""

import json
from pathlib import Path

import pytest
import yaml

from assay.domain.skill import Speciality
from assay.domain.transfer import EdgeSource
from assay.errors import TaxonomyError
from assay.taxonomy import Taxonomy, load_taxonomy

WHY = "Much of the work carries over."


def folder(
    path: Path, *, learned: object = None, niches: tuple[str, ...] = ("Deep end",), **sections: object
) -> Path:
    """A vocabulary with skills a, b, c, and `part` below `whole`, and these sections of transfer.yaml."""
    (path / "skills").mkdir(parents=True)
    rows = [{"id": i, "label": i.upper(), "kind": "method"} for i in ("a", "b", "c", "whole")]
    rows.append({"id": "part", "label": "Part", "kind": "method", "broader": ["whole"]})
    (path / "skills" / "x.yaml").write_text(yaml.safe_dump({"discipline": "x", "skills": rows}))
    fields = [{"id": str(s), "label": str(s)} for s in Speciality]
    fields[0]["niches"] = [{"label": n, "skills": ["a"]} for n in niches]
    fields[1]["neighbours"] = {str(list(Speciality)[2]): 0.3}
    (path / "specialities.yaml").write_text(yaml.safe_dump({"specialities": fields}))
    (path / "transfer.yaml").write_text(yaml.safe_dump(sections))
    if learned is not None:
        (path / "transfer_learned.json").write_text(
            learned if isinstance(learned, str) else json.dumps(learned)
        )
    return path


def credits(taxonomy: Taxonomy) -> dict[str, float]:
    return {f"{a} {b}": j.credit for (a, b), j in taxonomy.transfer.judged.items()}


def faults(path: Path) -> tuple[str, ...]:
    with pytest.raises(TaxonomyError) as caught:
        load_taxonomy(path)
    return caught.value.faults


def test_a_group_goes_every_way_and_edges_one_way_or_back(tmp_path: Path) -> None:
    groups = [{"skills": ["a", "b"], "credit": 0.6, "reason": WHY}]
    edges = [{"from": "c", "to": ["a", "b"], "credit": 0.5, "back": 0.2, "reason": WHY}]

    found = credits(load_taxonomy(folder(tmp_path, groups=groups, edges=edges)))

    assert found == {"a b": 0.6, "b a": 0.6, "c a": 0.5, "c b": 0.5, "a c": 0.2, "b c": 0.2}


def test_a_plus_takes_the_narrower_skills_along(tmp_path: Path) -> None:
    edges = [{"from": "whole+", "to": "a", "credit": 0.4, "reason": WHY}]

    assert credits(load_taxonomy(folder(tmp_path, edges=edges))) == {"whole a": 0.4, "part a": 0.4}


def test_the_nearer_statement_wins(tmp_path: Path) -> None:
    groups = [{"skills": ["part", "a"], "credit": 0.6, "reason": WHY}]
    edges = [
        {"from": "whole+", "to": "a", "credit": 0.4, "reason": WHY},
        {"from": "a", "to": "part", "credit": 0.2, "reason": WHY},
    ]

    assert credits(load_taxonomy(folder(tmp_path, groups=groups, edges=edges))) == {
        "whole a": 0.4, "part a": 0.6, "a part": 0.2,
    }  # fmt: skip


def test_the_narrower_skill_is_left_out_where_it_would_answer_for_the_wider(tmp_path: Path) -> None:
    groups = [{"skills": ["part", "whole"], "credit": 0.6, "reason": WHY}]

    assert credits(load_taxonomy(folder(tmp_path, groups=groups))) == {"whole part": 0.6}


def test_nothing_carries_over_where_it_is_refused(tmp_path: Path) -> None:
    groups = [{"skills": ["a", "b", "c"], "credit": 0.6, "reason": WHY}]
    none = [{"from": "a", "to": ["b", "c"], "reason": "Only the name is shared."}]

    assert credits(load_taxonomy(folder(tmp_path, groups=groups, none=none))) == {"b c": 0.6, "c b": 0.6}


def test_without_the_files_the_links_remain(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "transfer.yaml").unlink()

    taxonomy = load_taxonomy(path)

    assert taxonomy.transfers_to("part")["whole"].credit == 0.3
    assert len(taxonomy.speciality_edges_to(list(Speciality)[1])) == 1


def test_credits_of_links_are_set_in_the_file(tmp_path: Path) -> None:
    path = folder(tmp_path, links={"broader": [0.25], "neighbour": 0.35})

    assert load_taxonomy(path).transfers_to("part")["whole"].credit == 0.25


def test_the_version_covers_both_files(tmp_path: Path) -> None:
    versions = {
        load_taxonomy(folder(tmp_path / "1")).version,
        load_taxonomy(folder(tmp_path / "2", links={"neighbour": 0.3})).version,
        load_taxonomy(folder(tmp_path / "3", learned={"edges": []})).version,
    }

    assert len(versions) == 3


def test_learned_edges_and_corroboration(tmp_path: Path) -> None:
    learned = {"edges": [["a", "b", {"posts": 0.3}]], "corroborates": [["whole", "part", ["esco"]]]}

    edges = {(e.source, e.target): e for e in load_taxonomy(folder(tmp_path, learned=learned)).transfer_edges}

    assert edges["a", "b"].provenance == (EdgeSource.POSTS,)
    assert edges["whole", "part"].provenance == (EdgeSource.BROADER, EdgeSource.ESCO)


@pytest.mark.parametrize(
    ("section", "row", "sentence"),
    [
        ("edges", {"from": "a", "to": "zz", "credit": 0.5, "reason": WHY}, "edges[0]: no skill has the id 'zz'"),
        ("edges", {"from": "a", "to": "b", "credit": 0.9, "reason": WHY}, "edges[0].credit: must be a credit from"),
        ("edges", {"from": "a", "to": "b", "credit": True, "reason": WHY}, "edges[0].credit: must be a credit from"),
        ("edges", {"from": "a", "to": "b", "credit": "x", "reason": WHY}, "edges[0].credit: must be a credit from"),
        ("edges", {"from": "a", "to": "b", "credit": 0.5, "back": 0, "reason": WHY}, "edges[0].back: must be a credit"),
        ("edges", {"from": "a", "to": "b", "credit": 0.5}, "edges[0].reason: must be a sentence"),
        ("edges", {"from": "a", "to": "b", "credit": 0.5, "reason": "Alike."}, "edges[0].reason: must be a sentence"),
        ("edges", {"from": "a", "to": "a", "credit": 0.5, "reason": WHY}, "edges[0]: 'a' leads to itself"),
        ("edges", {"from": "part", "to": "whole", "credit": 0.5, "reason": WHY}, "edges[0]: yields no edge"),
        ("edges", {"from": ["a", "a"], "to": "b", "credit": 0.5, "reason": WHY}, "edges[0]: 'a' to 'b' is given twice"),
        ("edges", {"from": ["a", 3], "to": "b", "credit": 0.5, "reason": WHY}, "edges[0].from: must be a skill's id"),
        ("edges", {"to": "b", "credit": 0.5, "reason": WHY}, "edges[0].from: must be a skill's id"),
        ("edges", {"from": "a", "to": "b", "credit": 0.5, "reason": WHY, "x": 1}, "edges[0].x: is not a field"),
        ("edges", {"from": "a", "to": "b", "credit": 0.5, "reason": WHY, "shows": 1}, "edges[0].shows: must be true"),
        ("edges", "a to b", "edges[0]: must be a mapping"),
        ("groups", {"skills": ["a"], "credit": 0.5, "reason": WHY}, "groups[0].skills: must list at least two"),
        ("none", {"from": "a", "to": "b"}, "none[0].reason: must be a sentence"),
        ("specialities", {"from": "llm", "to": "chess", "credit": 0.5, "reason": WHY}, "specialities[0].to: must be one of"),
        ("specialities", {"from": "llm", "to": "llm", "credit": 0.5, "reason": WHY}, "specialities[0]: llm leads to itself"),
        ("specialities", {"from": "llm", "to": "mlops", "credit": 1, "reason": WHY}, "specialities[0].credit: must lie"),
        ("specialities", {"from": "llm", "niche": "Chess", "to": "mlops", "credit": 0.5, "reason": WHY}, "has no niche 'Chess'"),
        ("specialities", {"from": "llm", "to": "mlops", "credit": 0.5, "reason": WHY, "x": 1}, "specialities[0].x: is not"),
    ],
)  # fmt: skip
def test_faults_name_file_place_and_remedy(tmp_path: Path, section: str, row: object, sentence: str) -> None:
    found = faults(folder(tmp_path, **{section: [row]}))

    assert any(f.startswith("transfer.yaml: ") and sentence in f for f in found), found


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    edges = [{"from": "a", "to": "zz", "credit": 2, "reason": ""}, "x"]

    assert len(faults(folder(tmp_path, edges=edges, colours=[], links={"x": 1, "neighbour": 7}))) >= 5


def test_an_edge_that_is_also_refused_is_a_fault(tmp_path: Path) -> None:
    edges = [{"from": "a", "to": "b", "credit": 0.5, "reason": WHY}]
    none = [{"from": "b", "to": "a", "reason": "Only the name is shared."}]

    assert any("'a' to 'b' is also an edge" in f for f in faults(folder(tmp_path, edges=edges, none=none)))


def test_a_field_given_twice_is_a_fault(tmp_path: Path) -> None:
    row = {"from": "llm", "to": "mlops", "credit": 0.5, "reason": WHY}

    assert any("llm to mlops is given twice" in f for f in faults(folder(tmp_path, specialities=[row, row])))


@pytest.mark.parametrize(
    ("learned", "sentence"),
    [
        ("{", "file: cannot be read"),
        ({}, "file: must hold a list `edges`"),
        ([], "file: must hold a list `edges`"),
        ({"edges": [["a", "zz", {"posts": 0.3}]]}, "edges[0]: no skill has the id 'zz'"),
        ({"edges": [["a", "a", {"posts": 0.3}]]}, "edges[0]: must be a list of two different skills"),
        ({"edges": ["ab"]}, "edges[0]: must be a list of two different skills"),
        ({"edges": [["a", "b", {"posts": 1}]]}, "edges[0]: must give credits between 0 and 1"),
        ({"edges": [["a", "b", {"judgement": 0.3}]]}, "edges[0]: must give credits between 0 and 1"),
        ({"edges": [["a", "b", {"posts": 0.3}], ["a", "b", {"onet": 0.3}]]}, "edges[1]: 'a' to 'b' is given twice"),
        ({"edges": [], "corroborates": [["a", "b", ["astrology"]]]}, "corroborates[0]: must list sources among"),
    ],
)  # fmt: skip
def test_faults_of_the_learned_file(tmp_path: Path, learned: object, sentence: str) -> None:
    found = faults(folder(tmp_path, learned=learned))

    assert any(f.startswith("transfer_learned.json: ") and sentence in f for f in found), found
