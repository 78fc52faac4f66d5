"""A pool on a cluster: start it, rank it by one brief or thousands, ask how it is, end it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from assay.cluster import Answer, Cluster, Permitted, Settings, Status, connect, deploy, local
from assay.cluster.client import joined_ray
from assay.domain.dates import Month
from assay.errors import ClusterError, UsageError
from assay.matching import MatchModel, compile_plan, load_model, with_similar
from assay.matching.open_phrases import KeptPhrases
from assay.taxonomy import load_taxonomy
from assay.workflow.cluster_records import ClusterRankingRecord, ClusterStatusRecord, PlacedRecord
from assay.workflow.encoder import phrase_encoder
from assay.workflow.shortlist import ReadBrief

__all__ = [
    "Asking",
    "ClusterRanking",
    "Permitted",
    "Settings",
    "joined_cluster",
    "key_from",
    "permitted_from",
    "rank_on_cluster",
    "ranking_record",
    "start_cluster",
    "status_record",
    "stop_cluster",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a cluster is asked: the first `count` of those with the numbers `permitted` (None: of everybody),
    partial answers after `wait_s` seconds."""

    as_of: Month
    count: int = 100
    permitted: Permitted | None = None
    wait_s: float = 30.0
    model: Path | None = None
    similarity: str = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterRanking:
    """The answer to one brief."""

    brief: ReadBrief
    answer: Answer
    model: MatchModel
    as_of: Month


def start_cluster(settings: Settings, address: str | None = None) -> str:
    """Start a local cluster, or with `address` the workers on a Ray that runs; the address.

    Raises `ClusterError` where it does not start, and what the index raises where it cannot be used.
    """
    if address is None:
        return local.start(settings)
    ray = joined_ray(address)
    deploy(ray, settings).close()
    return address


@contextmanager
def joined_cluster(address: str | None = None) -> Iterator[Cluster]:
    """The cluster at `address`, by default the local one; left again at the end. Raises `ClusterError`."""
    if address is None:
        home = local.Home.default()
        state = home.state()
        if state is None or not state.address:
            raise ClusterError("no local cluster runs; start one with assay cluster start, or give --address")
        cluster = connect(state.address, local.environment(home))
    else:
        cluster = connect(address)
    with cluster:
        yield cluster


def stop_cluster(address: str | None = None) -> bool:
    """End the local cluster, or with `address` the workers of that one (its Ray goes on); False where none runs."""
    if address is None:
        return local.stop()
    with joined_cluster(address) as cluster:
        cluster.end()
    return True


def rank_on_cluster(cluster: Cluster, briefs: Sequence[ReadBrief], how: Asking) -> Iterator[ClusterRanking]:
    """An answer for each brief, in order; many are on their way at once.

    Raises `ClusterError` where the cluster is lost, `ModelError` where the model has faults.
    """
    model, taxonomy = load_model(how.model), load_taxonomy()
    encoder = KeptPhrases(phrase_encoder(how.similarity))
    phrases = cluster.phrases()
    plans = (with_similar(compile_plan(b.brief, model, taxonomy), phrases, model, encoder) for b in briefs)
    answers = cluster.rank_many(
        plans, model, how.as_of, count=how.count, permitted=how.permitted, wait_s=how.wait_s
    )
    for brief, answer in zip(briefs, answers, strict=True):
        yield ClusterRanking(brief=brief, answer=answer, model=model, as_of=how.as_of)


def permitted_from(path: Path) -> Permitted:
    """The profile numbers in a file, one a line. Raises `UsageError`."""
    try:
        lines = path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(
            f"{path}: cannot be read as text ({fault}); give a file of profile numbers"
        ) from fault
    wrong = next((line for line in lines if not line.isdecimal()), None)
    if wrong is not None:
        raise UsageError(f"{path}: {wrong[:40]!r} is no profile number; write one number a line")
    return Permitted.of(map(int, lines))


def key_from(path: Path | None) -> bytes:
    """The key of an index's passages from a file; empty without one. Raises `UsageError`."""
    if path is None:
        return b""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise UsageError(
            f"{path}: cannot be read ({fault.strerror}); give the file of the index's key"
        ) from fault


def ranking_record(ranking: ClusterRanking) -> ClusterRankingRecord:
    """What `cluster rank` writes of one brief."""
    answer, coverage = ranking.answer, ranking.answer.coverage
    columns = (answer.ranks.tolist(), answer.numbers.tolist(), answer.bits.tolist(), answer.scores.tolist())
    return ClusterRankingRecord(
        brief=ranking.brief.name,
        title=ranking.brief.brief.title,
        as_of=str(ranking.as_of),
        model=ranking.model.version,
        model_sha256=ranking.model.sha256,
        generation=coverage.generation,
        sequence=coverage.sequence,
        people=coverage.people,
        missing=coverage.missing,
        missing_share=answer.missing_share,
        reasons=coverage.reasons,
        matches=tuple(
            PlacedRecord(rank=rank, number=number, bits=bits, score=score)
            for rank, number, bits, score in zip(*columns, strict=True)
        ),
    )


def status_record(status: Status) -> ClusterStatusRecord:
    """What `cluster status` writes."""
    return msgspec.convert(dataclasses.asdict(status), ClusterStatusRecord)
