# ruff: noqa: D102  # each rule is the port's method of that name
"""A store in memory and one in SQLite give the same answers to any sequence of operations."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.soak.store_people import NEW, NOW, OLD, basis, extracted, file_of, intake, person_id, text_of
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.stores import KEY

from assay.domain.brief import Brief, Constraints
from assay.domain.consent import Purpose
from assay.domain.decision import Decision, Verdict
from assay.domain.event import AuditHead
from assay.domain.skill import Speciality
from assay.errors import UsageError
from assay.store import Intake, Store, create_store
from assay.store.memory import MemoryStore
from assay.store.records import JobKind, PersonExport

NUMBERS = st.integers(1, 5)
GROUPS = st.lists(NUMBERS, min_size=1, max_size=3, unique=True)
PURPOSES = st.sets(st.sampled_from((Purpose.MATCHING, Purpose.SEARCH)), min_size=1).map(frozenset)
BRIEF = Brief(
    document="d" * 64,
    title="Engineer",
    language=None,
    speciality=Speciality.LLM,
    seniority=None,
    requirements=(),
    constraints=Constraints(),
)


class SameAnswers(RuleBasedStateMachine):
    """Each rule asks both stores; each invariant compares all that can be read."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.sql = create_store(Path(self.folder.name) / "pool.store", KEY, at=NOW, actor="tests")
        self.memory = MemoryStore(at=NOW, actor="tests", sealer=self.sql.sealer)
        self.now: datetime = NOW
        self.heads: list[AuditHead] = []

    def teardown(self) -> None:
        self.sql.close()
        self.folder.cleanup()

    def both(self, name: str, *args: Any, **named: Any) -> None:
        answers = []
        for store in (self.sql, self.memory):
            try:
                answers.append(getattr(store, name)(*args, **named))
            except UsageError as fault:
                answers.append(str(fault))
        assert answers[0] == answers[1]
        if isinstance(answers[0], PersonExport):
            assert answers[0].files == answers[1].files

    @rule(days=st.integers(1, 200))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(
        numbers=GROUPS,
        days=st.integers(1, 400),
        with_job=st.booleans(),
        read=st.booleans(),
        purposes=PURPOSES,
    )
    def ingest(
        self, numbers: list[int], days: int, with_job: bool, read: bool, purposes: frozenset[Purpose]
    ) -> None:
        intakes = [
            replace(
                intake(n, read=read),
                basis=basis(*purposes, given=self.now, days=300),
                keep_until=self.now + timedelta(days=days),
            )
            for n in numbers
        ]
        self.both("ingest", intakes, at=self.now, actor="ana", job="j1" if with_job else None)

    @rule(number=NUMBERS, other=NUMBERS, read=st.booleans(), correct=st.booleans())
    def extend(self, number: int, other: int, read: bool, correct: bool) -> None:
        more = Intake(
            person=person_id(number),
            files=(file_of(100 + other),),
            extracted=extracted(100 + other) if read else None,
            replaces=(self.sql.address(text_of(number).encode()),) if correct else (),
        )
        self.both("ingest", [more], at=self.now, actor="ana")

    @rule(numbers=GROUPS, new=st.booleans(), with_job=st.booleans())
    def reextract(self, numbers: list[int], new: bool, with_job: bool) -> None:
        found = {person_id(n): extracted(n, NEW if new else OLD) for n in numbers}
        self.both("reextract", found, at=self.now, actor="job", job="j2" if with_job else None)

    @rule(number=NUMBERS, purposes=PURPOSES, days=st.integers(1, 300))
    def grant(self, number: int, purposes: frozenset[Purpose], days: int) -> None:
        given = basis(*purposes, given=self.now, days=days)
        self.both("grant", person_id(number), given, at=self.now, actor="ana")

    @rule(number=NUMBERS, purposes=PURPOSES)
    def withdraw(self, number: int, purposes: frozenset[Purpose]) -> None:
        self.both("withdraw", person_id(number), purposes, at=self.now, actor="ana")

    @rule(number=NUMBERS, days=st.integers(-5, 300))
    def set_period(self, number: int, days: int) -> None:
        until = self.now + timedelta(days=days)
        self.both("set_storage_period", person_id(number), until, at=self.now, actor="ana")

    @rule(number=NUMBERS, brief=st.sampled_from(("b1", "b2")))
    def decide(self, number: int, brief: str) -> None:
        made = Decision(
            person=person_id(number),
            brief=brief,
            verdict=Verdict.HELD,
            reason="x",
            decided_by="Ana",
            at=self.now,
        )
        self.both("decide", made, actor="ana")

    @rule(brief=st.sampled_from(("b1", "b2")), title=st.text(max_size=5))
    def save_brief(self, brief: str, title: str) -> None:
        self.both("save_brief", brief, replace(BRIEF, title=title), at=self.now, actor="ana")

    @rule(brief=st.sampled_from(("b1", "b2")))
    def remove_brief(self, brief: str) -> None:
        self.both("remove_brief", brief, at=self.now, actor="ana")

    @rule(job=st.sampled_from(("j1", "j2")))
    def begin_job(self, job: str) -> None:
        kind = JobKind.INGESTION if job == "j1" else JobKind.REEXTRACTION
        self.both("begin_job", job, kind, at=self.now, actor="ana")

    @rule(job=st.sampled_from(("j1", "j2")), number=NUMBERS)
    def fail(self, job: str, number: int) -> None:
        item = self.sql.address(text_of(number).encode())
        self.both("fail", job, {item: "damaged"}, at=self.now, actor="ana")

    @rule(job=st.sampled_from(("j1", "j2")))
    def end_job(self, job: str) -> None:
        self.both("end_job", job, at=self.now, actor="ana")

    @rule(number=NUMBERS)
    def export(self, number: int) -> None:
        self.both("export", person_id(number), at=self.now, actor="ana")

    @rule(numbers=GROUPS)
    def erase(self, numbers: list[int]) -> None:
        self.both("erase", [person_id(n) for n in numbers], at=self.now, actor="ana")

    @rule()
    def expire(self) -> None:
        self.both("expire", at=self.now, actor="clock")

    @precondition(lambda self: len(self.heads) < 5)
    @rule()
    def keep_head(self) -> None:
        self.heads.append(self.sql.head())

    @invariant()
    def all_that_can_be_read_is_the_same(self) -> None:
        assert everything(self.sql, self.now) == everything(self.memory, self.now)

    @invariant()
    def the_chain_verifies(self) -> None:
        for head in (None, *self.heads):
            assert self.sql.verify(head).faults == ()
            assert self.memory.verify(head).faults == ()


def everything(store: Store, at: datetime) -> dict[str, Any]:
    """Every read of the port."""
    people = [person_id(n) for n in range(1, 6)]
    addresses = [store.address(text_of(n).encode()) for n in (*range(1, 6), *range(101, 106))]
    found: dict[str, Any] = {
        "events": list(store.events()),
        "feed": store.changes_since(0),
        "rows": [(row, row.row) for row in store.scoring_rows(at=at).rows],
        "some rows": store.scoring_rows_of([1, 3], at=at),
        "holders": store.holders(addresses),
        "briefs": store.briefs(),
        "jobs": [(store.job(j), list(store.job_items(j)), store.settled(j, addresses)) for j in ("j1", "j2")],
        "outdated": list(store.outdated(NEW, at=at)),
        "due": store.due(at=at),
        "status": store.status(),
    }
    for purpose in (Purpose.MATCHING, Purpose.SEARCH, Purpose.INDEX, Purpose.EXPORT):
        found[purpose] = [
            list(store.persons(purpose, at=at)),
            store.permitted(purpose, at=at),
            store.profiles(people, purpose, at=at),
            store.identities(people, purpose, at=at),
            store.mobilities(people, purpose, at=at),
            store.decisions(purpose, at=at),
            [(store.history(p, purpose, at=at), store.files(p, purpose, at=at)) for p in people],
            [store.bases(p, purpose, at=at) for p in people],
        ]
    return found


TestSameAnswers = SameAnswers.TestCase
TestSameAnswers.settings = settings(
    max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
