"""The search for skill names in text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.skill import Skill, SkillKind
from assay.taxonomy import load_taxonomy
from assay.taxonomy._find import Finder


def skill(id: str, label: str, kind: SkillKind = SkillKind.TOOL, **fields: object) -> Skill:
    """A small skill for these tests."""
    return Skill(id=id, label=label, kind=kind, discipline="test", **fields)  # type: ignore[arg-type]


SKILLS = [
    skill("fine-tuning", "Fine-tuning", SkillKind.METHOD, aliases=("fine-tuned",)),
    skill("tensorflow", "TensorFlow"),
    skill("redis", "Redis"),
    skill("nosql", "NoSQL", SkillKind.FIELD),
    skill("cpp", "C++", SkillKind.LANGUAGE),
    skill("c", "C", SkillKind.LANGUAGE, case=("C",), ambiguous=("C",), context=("programming", "embedded")),
    skill("go", "Go", SkillKind.LANGUAGE, case=("Go",), ambiguous=("Go",), context=("services", "golang")),
    skill("python", "Python", SkillKind.LANGUAGE),
    skill("kubernetes", "Kubernetes", aliases=("k8s",)),
    skill("rag", "Retrieval-augmented generation", SkillKind.METHOD, case=("RAG",)),
    skill("embeddings", "Text embeddings", SkillKind.METHOD, aliases=("embeddings",)),
    skill("language-model", "Language model", SkillKind.FIELD, names=(("de", "Sprachmodell"),)),
    skill("data", "Data", SkillKind.FIELD),
    skill("data-lake", "Data lake", SkillKind.FIELD),
    skill("node", "Node.js"),
    skill("triton-server", "NVIDIA Triton Inference Server", aliases=("Triton",), ambiguous=("Triton",),
          context=("serving", "batching", "server")),
    skill("triton-language", "Triton language", aliases=("Triton",), ambiguous=("Triton",),
          context=("kernel", "kernels", "fused")),
    skill("ray", "Ray", ambiguous=("Ray",), context=("cluster",), neighbours=("kubernetes",)),
]  # fmt: skip
FINDER = Finder({s.id: s for s in SKILLS})


def found(text: str) -> list[tuple[str, str]]:
    """Skill and the words that named it."""
    return [(m.skill, text[m.start : m.end]) for m in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fine tuning, finetuning, Fine-\ntuned", ["fine-tuning"] * 3),
        ("Tensor Flow and tensorflow", ["tensorflow", "tensorflow"]),
        ("we have no SQL at all", []),
        ("the lamp was red is all I know", []),
        ("C++ and Python", ["cpp", "python"]),
        ("embedded programming in C", ["c"]),
        ("Vitamin C is good", []),
        ("Go services in Kubernetes", ["go", "kubernetes"]),
        ("ready to go live", []),
        ("RAG for support", ["rag"]),
        ("rag trade", []),
        ("one embedding, two embeddings", ["embeddings", "embeddings"]),
        ("Betrieb von Sprachmodellen", ["language-model"]),
        ("a data lake of data", ["data-lake", "data"]),
        ("Node.js, NodeJS, node js", ["node", "node", "node"]),
        ("pythonic subtensorflows", []),
        ("k8s-based", ["kubernetes"]),
        ("Data/Python", ["data", "python"]),
    ],
)
def test_names_are_found_as_people_write_them(text: str, expected: list[str]) -> None:
    """Spelling variants link, accidental letters do not."""
    assert [s for s, _ in found(text)] == expected


def test_an_ambiguous_name_takes_the_sense_of_its_context() -> None:
    """Triton is the server beside serving words and the language beside kernel words."""
    assert found("dynamic batching, serving with Triton") == [("triton-server", "Triton")]
    assert found("fused kernels in Triton") == [("triton-language", "Triton")]
    assert found("a statue of Triton") == []


def test_an_unambiguous_neighbour_is_context_too() -> None:
    """Ray beside Kubernetes is the engine; beside nothing it is a name."""
    assert found("Ray on Kubernetes") == [("ray", "Ray"), ("kubernetes", "Kubernetes")]
    assert found("Ray Meyer") == []


def test_a_short_name_needs_its_company_near() -> None:
    """C far from programming words is not the language."""
    assert found("programming " + "x " * 60 + "Class C") == []


@given(st.text(alphabet="Triton RAG fine-tuning C++ Go.\n\u00e9", max_size=200))
def test_mentions_are_ordered_spans_of_the_text(text: str) -> None:
    """Whatever the text, mentions lie inside it, in order, without overlap."""
    mentions = FINDER.find(text)

    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_a_rate_has_no_singular() -> None:
    """ "requests/s" is no plural: a pull request, or a prediction, serves no model."""
    found = {
        m.skill
        for text in ("three merged pull requests", "we make predictions")
        for m in load_taxonomy().find(text)
    }
    assert "model-serving" not in found
