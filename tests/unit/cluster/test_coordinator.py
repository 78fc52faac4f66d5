"""The coordinator: answers of one process whatever the workers do, partial ones that say so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.unit.cluster.rigging import KEY, VERSIONS, HereLink, filled, in_one_process, job, same
from tests.unit.index.rows import entry

from assay.cluster.coordinator import Asked, Coordinator
from assay.cluster.job import Answer
from assay.cluster.permitted import Permitted
from assay.cluster.settings import Settings
from assay.errors import ClusterError, UsageError
from assay.index.directory import Index


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """An index of six blocks."""
    return filled(tmp_path / "index")


def run(
    index: Index,
    act: Callable[[Coordinator, HereLink], Awaitable[None]],
    *,
    workers: int = 3,
    link: HereLink | None = None,
    silent_s: float = 5.0,
) -> None:
    """Run `act` with a cluster of workers in this process."""
    made = link or HereLink(index.folder.parent)
    settings = Settings(
        folder=index.folder, workers=workers, key=KEY, engine="numpy", follow_s=0.02, silent_s=silent_s
    )

    async def all_of_it() -> None:
        coordinator = Coordinator(settings, made)
        try:
            await coordinator.begin()
            await act(coordinator, made)
        finally:
            coordinator.end()

    asyncio.run(asyncio.wait_for(all_of_it(), 60))


async def ranked(
    c: Coordinator, count: int = 10, permitted: Permitted | None = None, wait_s: float = 20.0
) -> Answer:
    """One brief's answer."""
    return (await c.rank(Asked(job(count).packed(), 1, count, permitted, wait_s)))[0]


@pytest.mark.parametrize("workers", [1, 2, 5, 9])
def test_the_answer_is_that_of_one_process(index: Index, workers: int) -> None:
    """However many workers, with a filter and without, several jobs at once."""

    async def act(c: Coordinator, _: HereLink) -> None:
        permitted = Permitted.of(range(1, 240, 3))
        told = await asyncio.gather(*(ranked(c, n, p) for n in (1, 25, 900) for p in (None, permitted)))
        wanted = [in_one_process(index, n, p) for n in (1, 25, 900) for p in (None, permitted)]
        for answer, whole in zip(told, wanted, strict=True):
            assert not answer.partial
            assert answer.coverage.people == 228
            same(answer.top, whole)

    run(index, act, workers=workers)


def test_without_waiting_the_answer_says_who_is_missing(index: Index) -> None:
    """Then the shards stand elsewhere and the answer is whole again."""

    async def act(c: Coordinator, link: HereLink) -> None:
        lost = (await c.status()).workers[0]
        link.kill(lost.name)
        partial = await ranked(c, 900, wait_s=0)
        assert partial.partial
        assert partial.coverage.missing == lost.people
        assert partial.missing_share == pytest.approx(lost.people / 228)
        assert partial.coverage.reasons == (f"{lost.name} was killed",)
        whole = in_one_process(index, 900)
        assert len(partial.numbers) == len(whole) - lost.people
        assert set(partial.numbers.tolist()) < set(whole.numbers.tolist())
        again = await ranked(c, 900)
        assert not again.partial
        same(again.top, whole)

    run(index, act)


def test_with_waiting_the_answer_is_whole_though_workers_die(index: Index) -> None:
    """Two of three at once, and one while it works."""

    async def act(c: Coordinator, link: HereLink) -> None:
        link.slow["worker-1"] = 0.2
        asked = asyncio.create_task(ranked(c, 50))
        await asyncio.sleep(0.05)
        for name in ("worker-1", "worker-2"):
            link.kill(name)
        told = await asked
        assert not told.partial
        same(told.top, in_one_process(index, 50))

    run(index, act)


def test_when_all_are_lost_new_workers_take_over(index: Index) -> None:
    """Started in their place, with the shards spread evenly."""

    async def act(c: Coordinator, link: HereLink) -> None:
        for name in list(link.alive):
            link.kill(name)
        told = await ranked(c, 50)
        same(told.top, in_one_process(index, 50))
        for _ in range(200):
            status = await c.status()
            if len(status.workers) == 3 and min(w.people for w in status.workers) == 76:
                break
            await asyncio.sleep(0.02)
        assert [w.people for w in status.workers] == [76, 76, 76]
        assert sum("moved on" in e for e in status.events) == 3

    run(index, act)


def test_where_no_worker_can_be_started_the_answer_stays_partial(index: Index) -> None:
    """It comes when the time is up and says why."""
    link = HereLink(index.folder.parent, at_most=2)

    async def act(c: Coordinator, link: HereLink) -> None:
        link.at_most = 0
        for name in list(link.alive):
            link.kill(name)
        told = await ranked(c, wait_s=0.3)
        assert told.missing_share == 1.0
        assert len(told.numbers) == 0
        assert "no worker is left; a new one is being started" in told.coverage.reasons
        assert any("no machine for another worker" in e for e in (await c.status()).events)

    run(index, act, workers=2, link=link)


def test_a_silent_worker_is_left_out_and_named(index: Index) -> None:
    """It is not taken for dead: its shards stay."""

    async def act(c: Coordinator, link: HereLink) -> None:
        link.slow["worker-2"] = 1.0
        told = await ranked(c, wait_s=0)
        assert told.coverage.reasons == ("worker-2 did not answer within 0.2 s",)
        assert told.coverage.missing == 76
        link.slow.clear()
        assert not (await ranked(c)).partial
        assert len(link.alive) == 3

    run(index, act, silent_s=0.2)


def test_a_worker_without_memory_is_named(index: Index) -> None:
    """The rest answers."""

    async def act(c: Coordinator, link: HereLink) -> None:
        link.fails["worker-1"] = MemoryError()
        told = await ranked(c, wait_s=0)
        assert told.coverage.missing == 76
        assert "worker-1 has too little memory for this" in told.coverage.reasons[0]

    run(index, act)


def test_a_change_of_the_index_is_taken_up(index: Index) -> None:
    """New people are found, removed ones are not, soon after the change; what did not change stays mapped."""

    async def act(c: Coordinator, link: HereLink) -> None:
        before = await ranked(c, 900)
        index.update([entry(n) for n in range(1001, 1021)], [1, 2], sequence=100)
        for _ in range(200):
            told = await ranked(c, 900)
            if told.coverage.sequence == 100:
                break
            await asyncio.sleep(0.02)
        assert told.coverage.people == before.coverage.people + 18
        assert {1, 2}.isdisjoint(told.numbers.tolist())
        same(told.top, in_one_process(index, 900))
        index.compact()
        for _ in range(200):
            compacted = await ranked(c, 900)
            if compacted.coverage.generation > told.coverage.generation + 1:
                break
            await asyncio.sleep(0.02)
        same(compacted.top, told.top)

    run(index, act)


def test_answers_stay_whole_while_the_index_changes(index: Index) -> None:
    """Each is of one generation."""

    async def act(c: Coordinator, link: HereLink) -> None:
        async def change() -> None:
            for n in range(10):
                await asyncio.to_thread(index.update, [entry(2000 + n)], [], sequence=200 + n)
                await asyncio.sleep(0.01)

        changing = asyncio.create_task(change())
        while not changing.done():
            told = await ranked(c, 900)
            assert not told.partial, told.coverage
            assert len(told.numbers) == told.coverage.people
        await changing

    run(index, act)


def test_a_coordinator_started_anew_finds_its_workers(index: Index) -> None:
    """Those that live are taken up, one that was lost is replaced under a new name."""

    async def act(c: Coordinator, link: HereLink) -> None:
        link.kill("worker-2")
        again = Coordinator(Settings(folder=index.folder, workers=3, key=KEY, engine="numpy"), link)
        same((await ranked(again, 50)).top, in_one_process(index, 50))
        assert sorted(link.alive) == ["worker-1", "worker-3", "worker-4"]
        for task in again._keeper._tasks:
            task.cancel()

    run(index, act)


def test_files_are_sent_to_machines_that_do_not_see_them(index: Index) -> None:
    """The coordinator reads them for the workers; the answer is the same."""

    class Apart(HereLink):
        async def hold(self, name, order):  # type: ignore[no-untyped-def]
            from dataclasses import replace

            return await super().hold(name, replace(order, folder=Path("/nowhere")))

    async def act(c: Coordinator, link: HereLink) -> None:
        same((await ranked(c, 50)).top, in_one_process(index, 50))
        assert all(w.fetched for w in (await c.status()).workers)

    run(index, act, link=Apart(index.folder.parent))


def test_phrases_outside_the_vocabulary_are_told(index: Index) -> None:
    """All that somebody shows."""

    async def act(c: Coordinator, _: HereLink) -> None:
        with index.snapshot() as snapshot:
            held = {s for s in snapshot.skills_held if s.startswith("~")}
        assert held <= set(await c.phrases())

    run(index, act)


def test_what_cannot_begin_is_a_sentence(tmp_path: Path, index: Index) -> None:
    """No index, no worker, no sense in the numbers."""
    link = HereLink(tmp_path, at_most=0)
    with pytest.raises(ClusterError, match="no worker could be started: there is no machine"):
        run(index, lambda c, _: ranked(c), link=link)  # type: ignore[arg-type,return-value]
    with pytest.raises(UsageError, match="there is no index at"):
        asyncio.run(Coordinator(Settings(folder=tmp_path / "no", workers=1), link).begin())
    with pytest.raises(UsageError, match="0 workers were asked for"):
        Settings(folder=tmp_path, workers=0)


def test_an_index_of_nobody_is_ranked(tmp_path: Path) -> None:
    """Nobody is first, nobody is missing; who comes later is found."""
    index = Index.create(tmp_path / "index", VERSIONS, texts=True, key=KEY)

    async def act(c: Coordinator, _: HereLink) -> None:
        told = await ranked(c)
        assert (len(told.numbers), told.partial, told.coverage.people) == (0, False, 0)
        index.update([entry(n) for n in range(1, 5)], sequence=1)
        await c.refresh()
        assert (await ranked(c)).coverage.people == 4

    run(index, act)


def test_while_shards_move_others_are_answered(index: Index) -> None:
    """Moving holds no answer up: one that does not wait comes at once."""

    class Slow(HereLink):
        opened = 0

        async def hold(self, name, order):  # type: ignore[no-untyped-def]
            self.opened += 1
            if self.opened > 3:
                await asyncio.sleep(0.5)
            return await super().hold(name, order)

    async def act(c: Coordinator, link: HereLink) -> None:
        link.kill("worker-3")
        assert (await ranked(c, wait_s=0)).partial
        begun = asyncio.get_running_loop().time()
        assert (await ranked(c, wait_s=0)).partial
        assert asyncio.get_running_loop().time() - begun < 0.4
        assert not (await ranked(c)).partial

    run(index, act, link=Slow(index.folder.parent))
