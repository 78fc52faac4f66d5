"""A real Ray on this machine: two workers, started once, killed, asked by program and by command."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.cluster import Cluster, Permitted, Settings, connect, local
from assay.cluster.faults import NoRoom
from assay.cluster.ray_link import why_lost
from assay.errors import ClusterError, UsageError
from assay.index.directory import Index
from assay.workflow import cluster as workflow
from tests.unit.cluster.rigging import KEY, filled, in_one_process, job, same
from tests.unit.index.rows import AS_OF, MODEL, plan

BRIEF = "Senior LLM engineer\n\nRequirements\n- 4 years of PyTorch\n- Kubernetes in production\n- Docker\n"
without_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason="ray is not installed (pip install 'assay[ray]')"
)
pytestmark = [
    pytest.mark.ray,
    pytest.mark.xdist_group("ray"),
    # what Ray itself leaves open when it is left
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all lies that these tests make."""
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="session")
def index(folder: Path) -> Index:
    """Six blocks of forty people, some removed."""
    return filled(folder / "index")


@pytest.fixture(scope="session")
def surroundings(folder: Path) -> dict[str, str]:
    """The environment of commands: their state lies apart."""
    return {**os.environ, "XDG_STATE_HOME": str(folder / "state")}


@pytest.fixture(scope="session")
def started(index: Index, folder: Path, surroundings: dict[str, str]) -> Iterator[local.Home]:
    """A local cluster of two workers, started and ended by command."""
    (folder / "key").write_bytes(KEY)
    options = [
        "--index",
        str(index.folder),
        "--workers",
        "2",
        "--engine",
        "numpy",
        "--key-file",
        str(folder / "key"),
    ]
    assert assay(surroundings, "start", *options).returncode == 0
    yield local.Home(folder / "state" / "assay" / "cluster")
    told = assay(surroundings, "stop")
    assert (told.returncode, told.stderr) == (0, "the cluster has ended\n")


@pytest.fixture(scope="session")
def outsider(started: local.Home) -> Iterator[subprocess.Popen[str]]:
    """A process that tries to join without the token; Ray takes its time to give up, so it begins early."""
    state = started.state()
    assert state is not None
    code = (
        "import sys; from assay.cluster import connect\n"
        "from assay.errors import ClusterError\n"
        "try: connect(sys.argv[1], {'RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER': '0'})\n"
        "except ClusterError as fault: print(fault)"
    )
    bare = {k: v for k, v in os.environ.items() if not k.startswith("RAY_")}
    command = [sys.executable, "-c", code, state.address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=bare) as process:
        yield process


@pytest.fixture(scope="session")
def cluster(started: local.Home, outsider: subprocess.Popen[str]) -> Iterator[Cluster]:
    """Joined once."""
    del outsider
    state = started.state()
    assert state is not None
    with connect(state.address, local.environment(started)) as joined:
        yield joined


def assay(surroundings: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the cluster."""
    command = [sys.executable, "-m", "assay", "cluster", *words]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120)


def whole(cluster: Cluster, workers: int = 2) -> None:
    """Wait until so many workers hold everything."""
    for _ in range(600):
        status = cluster.status()
        if len(status.workers) == workers and not status.unplaced:
            return
        time.sleep(0.05)
    pytest.fail(f"the cluster does not mend: {status}")


@without_ray
@pytest.mark.parametrize("count", [1, 20, 900])
def test_the_answer_is_that_of_one_process(cluster: Cluster, index: Index, count: int) -> None:
    """To the last bit, ties included, with a filter and without."""
    for permitted in (None, Permitted.of(range(1, 240, 3))):
        told = cluster.rank(plan(), MODEL, AS_OF, count=count, permitted=permitted)
        assert not told.partial
        same(told.top, in_one_process(index, count, permitted))


@without_ray
def test_many_briefs_come_in_order(cluster: Cluster, index: Index) -> None:
    """Several jobs are on their way at once."""
    wanted = in_one_process(index, 5)
    told = list(cluster.rank_many([plan()] * 45, MODEL, AS_OF, count=5, together=8, in_flight=3))
    assert len(told) == 45
    for answer in told:
        same(answer.top, wanted)


@without_ray
def test_a_killed_worker_makes_a_partial_answer_then_a_whole_one(cluster: Cluster, index: Index) -> None:
    """kill -9: at once the answer says which share is missing; waited for, it is whole."""
    whole(cluster)
    lost = cluster.status().workers[0]
    os.kill(lost.process, signal.SIGKILL)
    partial = cluster.rank(plan(), MODEL, AS_OF, count=900, wait_s=0)
    assert partial.coverage.missing == lost.people
    assert partial.missing_share == lost.people / 228
    assert partial.coverage.reasons == (
        f"{lost.name} was ended from outside (killed, or by the system for want of memory)",
    )
    told = cluster.rank(plan(), MODEL, AS_OF, count=900, wait_s=30)
    assert not told.partial
    same(told.top, in_one_process(index, 900))


@without_ray
def test_workers_killed_while_they_rank_are_waited_for(cluster: Cluster, index: Index) -> None:
    """Both, in the middle of a batch; every answer is whole."""
    whole(cluster)
    pending = [cluster.submit(job(7, plans=20), wait_s=60) for _ in range(4)]
    for worker in cluster.status().workers:
        os.kill(worker.process, signal.SIGKILL)
    wanted = in_one_process(index, 7)
    for answer in [a for p in pending for a in p.answers()]:
        assert not answer.partial, answer.coverage
        same(answer.top, wanted)


@without_ray
@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="finds the process in /proc")
def test_a_killed_coordinator_is_started_anew(cluster: Cluster, started: local.Home, index: Index) -> None:
    """It finds the workers where they are, and the question is answered."""
    whole(cluster)
    state = started.state()
    assert state is not None
    workers = {w.process for w in cluster.status().workers}
    names = {p: Path(f"/proc/{p}/cmdline").read_bytes() for p in family(state.process)}
    (process,) = (p for p, name in names.items() if b"ray::CoordinatorActor" in name)
    os.kill(process, signal.SIGKILL)
    told = cluster.rank(plan(), MODEL, AS_OF, count=50)
    same(told.top, in_one_process(index, 50))
    assert {w.process for w in cluster.status().workers} == workers


@without_ray
def test_the_command_ranks_and_tells(
    cluster: Cluster, folder: Path, surroundings: dict[str, str], index: Index
) -> None:
    """Rank by two briefs to JSON lines, only of permitted people; then the status."""
    whole(cluster)
    briefs = folder / "briefs"
    briefs.mkdir()
    for name in ("a.txt", "b.txt"):
        (briefs / name).write_text(BRIEF)
    (folder / "numbers").write_text("\n".join(map(str, range(1, 61))))
    options = ["--top", "3", "--jsonl", "-", "--as-of", "2026-06", "--permitted", str(folder / "numbers")]
    told = assay(surroundings, "rank", str(briefs), *options)
    assert told.returncode == 0, told.stderr
    first, second = map(json.loads, told.stdout.splitlines())
    assert (first["brief"], second["brief"], first["people"], first["missing"]) == ("a.txt", "b.txt", 228, 0)
    assert first["matches"] == second["matches"]
    assert first["matches"][0]["rank"] == 1
    assert len(first["matches"]) >= 3
    assert all(m["number"] <= 60 for m in first["matches"])
    status = assay(surroundings, "status", "--json")
    assert status.returncode == 0, status.stderr
    record = json.loads(status.stdout)
    assert (record["folder"], record["people"], record["wanted"]) == (str(index.folder), 228, 2)


@without_ray
@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads the sockets from /proc")
def test_nothing_listens_beyond_this_machine(cluster: Cluster, started: local.Home) -> None:
    """Every socket of every process of the cluster is bound to the loopback address."""
    del cluster
    state = started.state()
    assert state is not None
    places = listening(family(state.process))
    assert len(places) >= 4
    assert {p for p in places if p not in ("0100007F", "0000000000000000FFFF00000100007F")} == set()


@without_ray
def test_who_lacks_the_token_is_turned_away(started: local.Home, outsider: subprocess.Popen[str]) -> None:
    """The token is the owner's alone, and Ray asks for it."""
    assert started.token.stat().st_mode & 0o077 == 0
    told, _ = outsider.communicate(timeout=120)
    assert "could not be joined" in told
    assert "RAY_AUTH_TOKEN_PATH" in told


@without_ray
def test_two_local_clusters_are_one_too_many(
    cluster: Cluster, index: Index, surroundings: dict[str, str]
) -> None:
    """A sentence, and the first goes on."""
    told = assay(surroundings, "start", "--index", str(index.folder))
    assert (told.returncode, told.stderr.strip()) == (
        1,
        "assay: a local cluster runs already; end it with assay cluster stop",
    )
    assert cluster.status().people == 228


def test_where_nobody_listens_the_sentence_names_the_address(surroundings: dict[str, str]) -> None:
    """At once, not after Ray's minute; another sort of address is wrong use."""
    if importlib.util.find_spec("ray") is not None:
        begun = time.monotonic()
        with pytest.raises(
            ClusterError, match=r"there is no cluster at 127\.0\.0\.1:9 \(Connection refused\)"
        ):
            connect("127.0.0.1:9")
        assert time.monotonic() - begun < 5
        with pytest.raises(UsageError, match="write host:port"):
            connect("somewhere")


def test_without_a_local_cluster_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For asking and for ending."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with (
        pytest.raises(ClusterError, match="no local cluster runs; start one with assay cluster start"),
        workflow.joined_cluster(),
    ):
        pass
    assert not workflow.stop_cluster()


def test_without_ray_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Which says what to install."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(
        ClusterError, match=r"a cluster needs Ray; install it with pip install 'assay\[ray\]'"
    ):
        connect("127.0.0.1:9")
    with pytest.raises(ClusterError, match="a cluster needs Ray"):
        local.start(Settings(folder=tmp_path, workers=1), local.Home(tmp_path))


def test_the_reason_of_a_loss_is_told_apart() -> None:
    """Ray's guesses about a plain kill are none."""

    class OutOfMemoryError(Exception):
        pass

    guess = Exception(
        "some potential root causes. (1) killed by SIGKILL by OOM killer due to high memory usage."
    )
    assert why_lost(guess).startswith("was ended from outside")
    assert why_lost(OutOfMemoryError("x")).startswith("ran out of memory")
    assert why_lost(Exception("set `RAY_memory_usage_threshold` when")).startswith("ran out of memory")
    assert why_lost(Exception("The actor died because its node has died.")) == "was lost with its machine"
    assert "give each more memory" in str(
        NoRoom("w needs 4 MB; start more workers, or give each more memory")
    )


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="finds the process in /proc")
def test_what_a_killed_cluster_leaves_is_ended(tmp_path: Path) -> None:
    """Processes of its session and its temporary folder, at the next stop or start."""
    home, scratch = local.Home(tmp_path), tmp_path / "assay-ray-x"
    scratch.mkdir()
    code = "import subprocess, sys; print(subprocess.Popen(['sleep', '60'], stdout=subprocess.DEVNULL).pid, flush=True)"
    leader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
    assert leader.stdout is not None
    left = int(leader.stdout.readline())
    leader.communicate()
    home.tell(local.State(leader.pid, "127.0.0.1:1", str(scratch)))
    assert not local.stop(home)
    assert not scratch.exists()
    assert home.state() is None
    for _ in range(100):
        if not Path(f"/proc/{left}").exists() or Path(f"/proc/{left}/stat").read_text().split()[2] == "Z":
            break
        time.sleep(0.05)
    else:
        pytest.fail("the process goes on")


def test_numbers_and_keys_come_from_files(tmp_path: Path) -> None:
    """What is none is a sentence with the file's name."""
    file = tmp_path / "numbers"
    file.write_text("3\n17\n")
    assert len(workflow.permitted_from(file)) == 2
    file.write_text("3\nx7\n")
    with pytest.raises(UsageError, match="numbers: 'x7' is no profile number; write one number a line"):
        workflow.permitted_from(file)
    with pytest.raises(UsageError, match="cannot be read"):
        workflow.permitted_from(tmp_path / "none")
    with pytest.raises(UsageError, match="give the file of the index's key"):
        workflow.key_from(tmp_path / "none")


def family(process: int) -> set[int]:
    """A process and all below it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
    found = {process}
    while more := {p for p, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def listening(processes: set[int]) -> list[str]:
    """The addresses (hexadecimal, as the kernel writes them) at which they take connections."""
    inodes = set()
    for process in processes:
        for handle in Path(f"/proc/{process}/fd").glob("*"):
            try:
                target = str(handle.readlink())
            except OSError:
                continue
            if target.startswith("socket:["):
                inodes.add(target[8:-1])
    lines = [
        line.split() for f in ("tcp", "tcp6") for line in Path(f"/proc/net/{f}").read_text().splitlines()[1:]
    ]
    return [line[1].partition(":")[0] for line in lines if line[3] == "0A" and line[9] in inodes]
