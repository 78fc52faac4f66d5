"""The transfer graph: best short paths, what they may never do, and the transitions people make."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.skill import Skill, SkillKind, Speciality
from assay.domain.transfer import EdgeSource, TransferPath
from assay.taxonomy import Taxonomy, load_taxonomy
from assay.taxonomy._judged import Judgement
from assay.taxonomy._load_transfer import LinkCredits, TransferData
from assay.taxonomy._transfer import FLOOR, FLOOR_OF_TWO

OURS = load_taxonomy()
NAMES = [f"s{n}" for n in range(7)]


def skill(id: str, kind: SkillKind = SkillKind.METHOD, **fields: tuple[str, ...]) -> Skill:
    return Skill(id=id, label=id.upper(), kind=kind, discipline="x", **fields)


def taxonomy(*skills: Skill, **data: object) -> Taxonomy:
    return Taxonomy(
        version="test", skills={s.id: s for s in skills}, specialities={}, transfer=TransferData(**data)
    )


def judged(**credits: float) -> dict[tuple[str, str], Judgement]:
    """``a_b=0.5``: a answers for b."""
    return {tuple(pair.split("_")): Judgement(c, f"why {pair} carries over") for pair, c in credits.items()}


def test_a_judged_edge_is_a_path_of_one_step_with_its_reason() -> None:
    paths = taxonomy(skill("a"), skill("b"), judged=judged(a_b=0.6)).transfers_to("b")

    assert list(paths) == ["a"]
    assert (paths["a"].credit, paths["a"].edges[0].reason) == (0.6, "why a_b carries over")
    assert paths["a"].edges[0].provenance == (EdgeSource.JUDGEMENT,)


def test_edges_are_directed() -> None:
    graph = taxonomy(skill("a"), skill("b"), judged=judged(a_b=0.6))

    assert graph.transfers_to("a") == {}


def test_two_steps_multiply_and_name_what_lies_between() -> None:
    graph = taxonomy(skill("a"), skill("b"), skill("c"), judged=judged(a_b=0.8, b_c=0.5))

    path = graph.transfers_to("c")["a"]

    assert [e.target for e in path.edges] == ["b", "c"]
    assert path.credit == pytest.approx(0.4)


def test_a_weak_path_of_two_steps_counts_nothing() -> None:
    graph = taxonomy(skill("a"), skill("b"), skill("c"), judged=judged(a_b=0.4, b_c=0.5))

    assert set(graph.transfers_to("c")) == {"b"}


def test_never_three_steps() -> None:
    graph = taxonomy(*map(skill, "abcd"), judged=judged(a_b=0.85, b_c=0.85, c_d=0.85))

    assert set(graph.transfers_to("d")) == {"b", "c"}


def test_what_is_judged_of_two_skills_is_not_overruled_by_a_way_round() -> None:
    graph = taxonomy(skill("a"), skill("b"), skill("c"), judged=judged(a_b=0.8, b_c=0.8, a_c=0.2))

    assert graph.transfers_to("c")["a"].credit == 0.2


def test_a_link_is_overruled_by_a_better_way_round() -> None:
    graph = taxonomy(skill("a", neighbours=("c",)), skill("b"), skill("c"), judged=judged(a_b=0.8, b_c=0.8))

    assert graph.transfers_to("c")["a"].credit == pytest.approx(0.64)


def test_a_refused_pair_has_no_path_whatever_links_and_data_say() -> None:
    graph = taxonomy(
        skill("a", neighbours=("c",)),
        skill("b"),
        skill("c"),
        judged=judged(a_b=0.8, b_c=0.8),
        refused=frozenset({("a", "c"), ("c", "a")}),
        learned={("a", "c"): {EdgeSource.POSTS: 0.3}},
    )

    assert set(graph.transfers_to("c")) == {"b"}


def test_what_resembles_a_skill_shows_nothing_that_the_skill_shows() -> None:
    """KServe runs on Kubernetes only; BentoML resembles KServe and does not."""
    shows = {("kserve", "kubernetes"): Judgement(0.7, "runs only on it", shows=True)}
    graph = taxonomy(
        *map(skill, ("bentoml", "kserve", "kubernetes")), judged={**judged(bentoml_kserve=0.8), **shows}
    )

    assert set(graph.transfers_to("kubernetes")) == {"kserve"}


def test_narrower_skills_are_direct_evidence_and_no_path() -> None:
    graph = taxonomy(
        skill("wide"), skill("narrow", broader=("wide",)), skill("x"), judged=judged(x_narrow=0.8)
    )

    assert "narrow" not in graph.transfers_to("wide")
    assert all(e.source != "narrow" or e.target != "wide" for e in graph.transfer_edges)


def test_the_wider_skill_answers_by_steps_down() -> None:
    graph = taxonomy(
        skill("a"), skill("b", broader=("a",)), skill("c", broader=("b",)), skill("d", broader=("c",))
    )

    assert {s: p.credit for s, p in graph.transfers_to("d").items()} == {"c": 0.3, "b": 0.15}


def test_links_of_neighbours_count_either_way() -> None:
    graph = taxonomy(skill("a", neighbours=("b",)), skill("b"))

    assert graph.transfers_to("a")["b"].credit == graph.transfers_to("b")["a"].credit == 0.4


def test_what_answers_for_a_part_answers_a_little_less_for_the_next_wider_method() -> None:
    graph = taxonomy(skill("wide"), skill("part", broader=("wide",)), skill("x"), judged=judged(x_part=0.5))

    assert graph.transfers_to("wide")["x"].credit == pytest.approx(0.5 * LinkCredits().lifted)


@pytest.mark.parametrize("kind", [SkillKind.TOOL, SkillKind.LANGUAGE])
def test_but_not_for_a_product(kind: SkillKind) -> None:
    graph = taxonomy(
        skill("wide", kind), skill("part", broader=("wide",)), skill("x"), judged=judged(x_part=0.5)
    )

    assert graph.transfers_to("wide") == {}


def test_provenance_names_every_source_the_one_that_sets_the_credit_first() -> None:
    graph = taxonomy(
        skill("a", neighbours=("b",)),
        skill("b"),
        judged=judged(a_b=0.2),
        learned={("a", "b"): {EdgeSource.POSTS: 0.3}},
        corroborated={("a", "b"): (EdgeSource.ESCO,), ("b", "a"): (EdgeSource.ONET,)},
    )
    edge = {(e.source, e.target): e for e in graph.transfer_edges}

    assert edge["a", "b"].credit == 0.2
    assert edge["a", "b"].provenance == (
        EdgeSource.JUDGEMENT, EdgeSource.NEIGHBOUR, EdgeSource.POSTS, EdgeSource.ESCO,
    )  # fmt: skip
    assert edge["b", "a"].provenance == (EdgeSource.NEIGHBOUR, EdgeSource.ONET)


def test_corroboration_alone_makes_no_edge() -> None:
    graph = taxonomy(skill("a"), skill("b"), corroborated={("a", "b"): (EdgeSource.ESCO,)})

    assert graph.transfer_edges == ()


def test_outside_data_alone_makes_an_edge_that_says_where_it_comes_from() -> None:
    graph = taxonomy(skill("a"), skill("b"), learned={("a", "b"): {EdgeSource.POSTS: 0.3}})

    assert graph.transfer_edges[0].reason.startswith("Job posts ask for A or B")


def test_a_skill_outside_the_vocabulary_has_no_paths() -> None:
    assert OURS.transfers_to("~sourdough baking") == {}


credits = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] != p[1]),
    st.floats(0.15, 0.85),
    max_size=25,
)
parents = st.lists(st.integers(0, 5), min_size=6, max_size=6)


@given(credits, parents, st.lists(st.sampled_from(NAMES), max_size=4))
def test_no_path_is_worth_more_than_its_weakest_edge(
    said: dict[tuple[str, str], float], parent: list[int], neighbours: list[str]
) -> None:
    """For any graph: at most two linked steps, credit within bounds, no self, no direct evidence."""
    skills = [skill("s0")] + [
        skill(
            f"s{n}",
            broader=(f"s{parent[n - 1] % n}",),
            neighbours=tuple(x for x in neighbours if x != f"s{n}"),
        )
        for n in range(1, 7)
    ]
    graph = taxonomy(*skills, judged={p: Judgement(c, "carries over in part") for p, c in said.items()})

    for target in NAMES:
        paths = graph.transfers_to(target)
        assert target not in paths
        assert not set(paths) & set(graph.descendants(target))
        for source, path in paths.items():
            check(path, source, target)


def check(path: TransferPath, source: str, target: str) -> None:
    assert (path.source, path.target) == (source, target)
    assert 1 <= len(path.edges) <= 2
    assert path.edges[0].target == path.edges[-1].source or len(path.edges) == 1
    assert path.credit <= min(e.credit for e in path.edges) < 1
    assert path.credit >= (FLOOR if len(path.edges) == 1 else FLOOR_OF_TWO)


def test_our_own_graph_keeps_to_it() -> None:
    for target in OURS.skills:
        for source, path in OURS.transfers_to(target).items():
            check(path, source, target)
            assert target not in OURS.ancestors(source)


def test_no_edge_of_ours_leads_to_itself_or_is_there_twice() -> None:
    pairs = [(e.source, e.target) for e in OURS.transfer_edges]

    assert all(a != b for a, b in pairs)
    assert len(pairs) == len(set(pairs))


def test_every_edge_has_a_sentence_and_a_source() -> None:
    assert all(len(e.reason.split()) >= 4 and e.reason.endswith(".") for e in OURS.transfer_edges)
    assert all(e.provenance for e in OURS.transfer_edges)
    assert {s for e in OURS.transfer_edges for s in e.provenance} == set(EdgeSource)


def test_paths_come_best_first_and_the_same_every_time() -> None:
    fresh = Taxonomy(OURS.version, OURS.skills, OURS.specialities, OURS.transfer)

    for target in ("kubernetes", "ai-governance", "pytorch"):
        paths = OURS.transfers_to(target)
        assert [p.credit for p in paths.values()] == sorted((p.credit for p in paths.values()), reverse=True)
        assert dict(fresh.transfers_to(target)) == dict(paths)
        assert list(fresh.transfers_to(target)) == list(paths)


@pytest.mark.parametrize(
    ("held", "asked", "low", "high"),
    [
        ("jax", "pytorch", 0.6, 0.85),
        ("slurm", "kubernetes", 0.3, 0.55),
        ("kubernetes", "slurm", 0.15, 0.35),
        ("cuda", "hip", 0.7, 0.85),
        ("hip", "cuda", 0.7, 0.85),
        ("apache-flink", "spark-structured-streaming", 0.5, 0.75),
        ("apache-airflow", "dagster", 0.6, 0.85),
        ("prefect", "apache-airflow", 0.6, 0.85),
        ("aws", "google-cloud", 0.55, 0.8),
        ("microsoft-azure", "aws", 0.55, 0.8),
        ("mpi", "nccl", 0.5, 0.7),
        ("compilers", "ml-compilers", 0.6, 0.85),
        ("llvm", "mlir", 0.5, 0.7),
        ("databases", "vector-search", 0.3, 0.5),
        ("databases", "feature-store", 0.3, 0.5),
        ("site-reliability-engineering", "ai-infrastructure", 0.4, 0.6),
        ("high-performance-computing", "ai-infrastructure", 0.45, 0.65),
        ("compilers", "ai-infrastructure", 0.3, 0.5),
        ("model-validation", "ai-auditing", 0.55, 0.75),
        ("model-validation", "bias-audit", 0.4, 0.6),
        ("internal-audit", "ai-auditing", 0.4, 0.6),
        ("internal-audit", "ai-governance", 0.3, 0.5),
        ("model-validation", "ai-governance", 0.4, 0.6),
        ("gdpr", "eu-ai-act", 0.4, 0.6),
        ("dpia", "ai-impact-assessment", 0.6, 0.8),
        ("natural-language-processing", "large-language-models", 0.5, 0.7),
        ("statistics", "model-evaluation", 0.5, 0.7),
        ("control-engineering", "reinforcement-learning", 0.3, 0.5),
        ("business-intelligence", "data-engineering", 0.3, 0.5),
        ("ci-cd", "ml-pipelines", 0.3, 0.5),
    ],
)
def test_transitions_that_people_make(held: str, asked: str, low: float, high: float) -> None:
    assert low <= OURS.transfers_to(asked)[held].credit <= high


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("sql", "python"),
        ("machine-learning", "kubernetes"),
        ("excel-modelling", "kubernetes"),
        ("recruiting", "machine-learning"),
        ("git", "pytorch"),
        ("tableau", "pytorch"),
    ],
)
def test_what_carries_nothing_over(held: str, asked: str) -> None:
    assert held not in OURS.transfers_to(asked)


@pytest.mark.parametrize(
    ("strong", "weak"),
    [
        ("slurm kubernetes", "kubernetes slurm"),
        ("mpi nccl", "nccl mpi"),
        ("internal-audit ai-auditing", "ai-auditing internal-audit"),
        ("model-validation model-evaluation", "model-evaluation model-validation"),
        ("cuda openacc", "openacc cuda"),
        ("distributed-systems distributed-training", "distributed-training distributed-systems"),
    ],
)
def test_one_direction_is_worth_more(strong: str, weak: str) -> None:
    def credit(pair: str) -> float:
        held, asked = pair.split()
        path = OURS.transfers_to(asked).get(held)
        return path.credit if path else 0.0

    assert credit(strong) > credit(weak)


@pytest.mark.parametrize(
    ("niche", "target"),
    [
        ("Site reliability", Speciality.AI_INFRASTRUCTURE),
        ("High-performance computing", Speciality.AI_INFRASTRUCTURE),
        ("Compilers", Speciality.AI_INFRASTRUCTURE),
        ("Databases", Speciality.AI_INFRASTRUCTURE),
        ("Audit", Speciality.AI_GOVERNANCE),
        ("Model validation", Speciality.AI_GOVERNANCE),
        ("Business intelligence", Speciality.DATA_ENGINEERING_FOR_ML),
    ],
)
def test_fields_that_people_come_from(niche: str, target: Speciality) -> None:
    edges = {e.niche: e for e in OURS.speciality_edges_to(target)}

    assert edges[niche].credit >= 0.4
    assert edges[niche].provenance == (EdgeSource.JUDGEMENT,)


@pytest.mark.parametrize("target", list(Speciality))
def test_every_field_has_ways_in_strongest_first(target: Speciality) -> None:
    edges = OURS.speciality_edges_to(target)

    assert edges
    assert [e.credit for e in edges] == sorted((e.credit for e in edges), reverse=True)
    assert all(e.target is target and e.source is not target and 0 < e.credit < 1 and e.reason for e in edges)


def test_a_neighbour_credit_stands_where_nothing_is_judged_of_the_whole_field() -> None:
    for target, profile in OURS.specialities.items():
        whole = {e.source: e.credit for e in OURS.speciality_edges_to(target) if e.niche is None}
        assert set(profile.neighbours) <= set(whole)


def test_a_brief_of_25_skills_is_answered_at_once() -> None:
    """After warm-up all paths are known; before it they take milliseconds."""
    fresh = Taxonomy(OURS.version, OURS.skills, OURS.specialities, OURS.transfer)
    asked = sorted(OURS.skills)[:: len(OURS.skills) // 25][:25]
    fresh.transfers_to("pytorch")

    began = time.perf_counter()
    for name in asked:
        fresh.transfers_to(name)

    assert time.perf_counter() - began < 0.05
