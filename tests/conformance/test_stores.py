"""What every store promises, on memory, SQLite and a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from benchmarks.soak.store_people import (
    MATCHING,
    NEW,
    NOW,
    OLD,
    basis,
    extracted,
    file_of,
    intake,
    name_of,
    person_id,
    text_of,
)
from tests.stores import KINDS, new_store

from assay.domain.brief import Brief, Constraints
from assay.domain.consent import BasisKind, LegalBasis, Purpose
from assay.domain.decision import Decision, Verdict
from assay.domain.document import SourceKind
from assay.domain.event import AuditHead, EventKind
from assay.domain.skill import Speciality
from assay.errors import UsageError
from assay.store import Intake, OriginalFile, Store
from assay.store.records import (
    Address,
    ChangeKind,
    IntakeStatus,
    ItemState,
    JobItem,
    JobKind,
    PersonId,
    Taken,
)

A, B, C = person_id(1), person_id(2), person_id(3)
LATER = NOW + timedelta(days=1)
BRIEF = Brief(
    document="d" * 64,
    title="Inference engineer",
    language="en",
    speciality=Speciality.LLM,
    seniority=None,
    requirements=(),
    constraints=Constraints(),
)


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """One store after another, empty."""
    with new_store(request.param, request, tmp_path) as found:
        yield found


def add(store: Store, *numbers: int, job: str | None = None) -> tuple[Taken, ...]:
    return store.ingest([intake(n) for n in numbers], at=NOW, actor="ana", job=job)


def kinds(store: Store, after: int = 0) -> list[str]:
    return [event.kind.value for event in store.events(after)]


def test_what_is_taken_in_is_given_back(store: Store) -> None:
    """Files, profile, identity, mobility, scoring row, basis: as they were."""
    assert add(store, 1, 2) == (Taken(A, IntakeStatus.ADDED, 1), Taken(B, IntakeStatus.ADDED, 1))
    found = store.profiles([B, A, C], Purpose.MATCHING, at=LATER)

    assert {person: version.profile for person, version in found.items()} == {
        A: extracted(1).profile,
        B: extracted(2).profile,
    }
    assert found[A].versions == OLD
    assert found[A].made == NOW
    assert store.identities([A], Purpose.MATCHING, at=LATER) == {A: extracted(1).identity}
    assert store.mobilities([A], Purpose.MATCHING, at=LATER) == {A: extracted(1).mobility}
    assert [row.row for row in store.scoring_rows(at=LATER).rows] == [extracted(1).row, extracted(2).row]
    assert store.bases(A, Purpose.EXPORT, at=LATER) == (basis(),)
    (held,) = store.files(A, Purpose.MATCHING, at=LATER)
    assert (held.name, held.size, held.added) == (f"{name_of(1)}.txt", len(text_of(1)), NOW)
    assert store.content(A, held.address, Purpose.MATCHING, at=LATER) == text_of(1).encode()
    assert store.content(A, Address("0" * 64), Purpose.MATCHING, at=LATER) is None
    assert not store.check().faults


def test_the_same_bytes_again_change_nothing_and_are_told(store: Store) -> None:
    """By the same id, by another id, and twice in one batch."""
    add(store, 1)
    before = store.status()
    other = replace(intake(1), person=C)

    assert add(store, 1) == (Taken(A, IntakeStatus.HELD, 1),)
    assert store.ingest([other], at=LATER, actor="ana") == (Taken(A, IntakeStatus.HELD, 0),)
    assert store.status() == before
    answers = store.ingest([intake(2), replace(intake(2), person=C)], at=LATER, actor="ana")
    assert [(a.person, a.status) for a in answers] == [(B, IntakeStatus.ADDED), (B, IntakeStatus.HELD)]
    assert store.holders([store.address(text_of(2).encode()), Address("0" * 64)]) == {
        store.address(text_of(2).encode()): B
    }


def test_evidence_beside_the_cv_may_belong_to_several(store: Store) -> None:
    """A paper of two authors stands with both; the CV of one does not."""
    paper = OriginalFile(name="paper.bib", content=b"@article{x}", source=SourceKind.PUBLICATION)
    both = [replace(intake(n), files=(file_of(n), paper)) for n in (1, 2)]

    answers = store.ingest(both, at=NOW, actor="ana")

    assert [answer.status for answer in answers] == [IntakeStatus.ADDED, IntakeStatus.ADDED]
    for person in (A, B):
        assert [f.source for f in store.files(person, Purpose.MATCHING, at=NOW)] == [
            SourceKind.CV,
            SourceKind.PUBLICATION,
        ]
    assert store.holders([store.address(paper.content)]) == {}


def test_a_new_file_of_a_known_person_extends_them(store: Store) -> None:
    """The profile gets a version more, the first stays in the history."""
    add(store, 1)
    more = Intake(person=A, files=(file_of(1), file_of(7)), extracted=extracted(7))

    assert store.ingest([more], at=LATER, actor="ana") == (Taken(A, IntakeStatus.EXTENDED, 2),)
    assert [v.profile for v in store.history(A, Purpose.MATCHING, at=LATER)] == [
        extracted(1).profile,
        extracted(7).profile,
    ]
    assert [f.name for f in store.files(A, Purpose.MATCHING, at=LATER)] == [
        file_of(1).name,
        file_of(7).name,
    ]
    assert store.identities([A], Purpose.MATCHING, at=LATER)[A] == extracted(7).identity


def test_a_correction_removes_what_it_replaces(store: Store) -> None:
    """The wrong file goes, and so do the profile versions that quote it."""
    add(store, 1)
    wrong = store.address(text_of(1).encode())
    mended = Intake(person=A, files=(file_of(9),), extracted=extracted(9), replaces=(wrong,))

    store.ingest([mended], at=LATER, actor="ana")

    assert [f.name for f in store.files(A, Purpose.MATCHING, at=LATER)] == [file_of(9).name]
    assert [v.version for v in store.history(A, Purpose.MATCHING, at=LATER)] == [2]
    assert kinds(store)[-1] == "corrected"
    assert store.holders([wrong]) == {}
    assert not store.check().faults
    with pytest.raises(UsageError, match="no file"):
        store.ingest([replace(mended, files=(file_of(10),))], at=LATER, actor="ana")


@pytest.mark.parametrize("purpose", list(Purpose))
def test_nobody_is_read_without_a_live_basis_for_the_purpose(store: Store, purpose: Purpose) -> None:
    """Whatever the read; the person's own rights and audits excepted."""
    given = LegalBasis(
        kind=BasisKind.CONTRACT, purposes=frozenset({Purpose.MATCHING}), given=NOW, expires=LATER
    )
    store.ingest([replace(intake(1), basis=given)], at=NOW, actor="ana")
    address = store.address(text_of(1).encode())

    def readable(at: datetime) -> set[bool]:
        return {
            bool(list(store.persons(purpose, at=at))),
            bool(store.persons_by_id([A], purpose, at=at)),
            bool(store.persons_by_number([1], purpose, at=at)),
            bool(store.permitted(purpose, at=at)),
            bool(store.profiles([A], purpose, at=at)),
            bool(store.history(A, purpose, at=at)),
            bool(store.identities([A], purpose, at=at)),
            bool(store.mobilities([A], purpose, at=at)),
            bool(store.files(A, purpose, at=at)),
            bool(store.content(A, address, purpose, at=at)),
            bool(store.bases(A, purpose, at=at)),
        }

    covered = purpose in (Purpose.MATCHING, Purpose.INDEX)
    assert readable(NOW) == {covered or purpose.statutory}
    assert readable(LATER) == {purpose.statutory}


def test_the_end_of_the_storage_period_ends_reading(store: Store) -> None:
    """Even before the expiry job has run; then they are erased."""
    store.ingest([intake(1, days=1), intake(2, days=9)], at=NOW, actor="ana")

    assert list(store.permitted(Purpose.MATCHING, at=NOW)) == [1, 2]
    assert list(store.permitted(Purpose.MATCHING, at=LATER)) == [2]
    assert [row.number for row in store.scoring_rows(at=LATER).rows] == [2]
    assert store.due(at=LATER) == (A,)
    assert store.expire(at=LATER, actor="clock").erased == (A,)
    assert kinds(store)[-1] == "expired"
    assert store.expire(at=LATER, actor="clock").erased == ()
    assert list(store.persons_by_id([A, B], Purpose.EXPORT, at=LATER)) == [B]


def test_the_storage_period_can_be_set(store: Store) -> None:
    """Shortened, it takes the person from the index at once; lengthened, it brings them back."""
    add(store, 1)
    store.set_storage_period(A, NOW - timedelta(days=1), at=NOW, actor="ana")
    assert store.due(at=NOW) == (A,)
    store.set_storage_period(A, LATER, at=NOW, actor="ana")

    assert store.due(at=NOW) == ()
    assert [c.kind for c in store.changes_since(0)] == [
        ChangeKind.ADDED,
        ChangeKind.REMOVED,
        ChangeKind.ADDED,
    ]


def test_withdrawing_ends_a_purpose_and_leaves_the_others(store: Store) -> None:
    """A basis for matching and search, search withdrawn: matching goes on."""
    add(store, 1)

    assert store.withdraw(A, [Purpose.SEARCH], at=LATER, actor="ana") == 1
    assert store.withdraw(A, [Purpose.SEARCH], at=LATER, actor="ana") == 0
    assert store.profiles([A], Purpose.SEARCH, at=LATER) == {}
    assert list(store.profiles([A], Purpose.MATCHING, at=LATER)) == [A]
    ended, rest = store.bases(A, Purpose.EXPORT, at=LATER)
    assert (ended.withdrawn, ended.purposes) == (LATER, MATCHING)
    assert (rest.purposes, rest.given, rest.expires) == (
        frozenset({Purpose.MATCHING}),
        LATER,
        basis().expires,
    )
    assert len(store.changes_since(0)) == 1


def test_consent_withdrawn_and_given_again_reaches_the_index(store: Store) -> None:
    """The feed says removed, then added; the rows follow."""
    add(store, 1)
    store.withdraw(A, MATCHING, at=LATER, actor="ana")
    assert store.scoring_rows_of([1], at=LATER) == {}
    store.grant(A, basis(Purpose.SEARCH, given=LATER), at=LATER, actor="ana")

    assert [(c.sequence, c.number, c.kind) for c in store.changes_since(1)] == [
        (2, 1, ChangeKind.REMOVED),
        (3, 1, ChangeKind.ADDED),
    ]
    assert store.scoring_rows_of([1, 2], at=LATER)[1].row == extracted(1).row
    assert kinds(store)[-2:] == ["basis_withdrawn", "basis_given"]


def test_reextraction_keeps_the_history(store: Store) -> None:
    """The current version changes, the earlier stay; who is outdated is told, from any number on."""
    add(store, 1, 2, 3)
    assert [p.number for p in store.outdated(NEW, at=LATER)] == [1, 2, 3]

    assert store.reextract(
        {A: extracted(1, NEW), C: extracted(3, NEW), person_id(8): extracted(8, NEW)}, at=LATER, actor="job"
    ) == {A: 2, C: 2}

    assert [p.id for p in store.outdated(NEW, at=LATER)] == [B]
    assert list(store.outdated(NEW, at=LATER, after=2)) == []
    assert [(v.version, v.versions, v.made) for v in store.history(A, Purpose.MATCHING, at=LATER)] == [
        (1, OLD, NOW),
        (2, NEW, LATER),
    ]
    assert store.profiles([A], Purpose.MATCHING, at=LATER)[A].version == 2
    assert store.scoring_rows_of([1], at=LATER)[1].row == extracted(1, NEW).row
    assert [c.kind for c in store.changes_since(3)] == [ChangeKind.REPLACED, ChangeKind.REPLACED]
    assert not store.check().faults


def test_the_feed_is_ordered_and_can_be_read_in_pieces(store: Store) -> None:
    """An index that applies it from any sequence ends at the same people."""
    add(store, 1, 2, 3)
    store.erase([B], at=LATER, actor="ana")
    stream = store.scoring_rows(at=LATER)

    assert stream.sequence == store.sequence() == 4
    assert [row.number for row in stream.rows] == [1, 3]
    assert [row.number for row in store.scoring_rows(at=LATER, after=1).rows] == [3]
    assert [c.sequence for c in store.changes_since(0, limit=2)] == [1, 3]
    assert [(c.number, c.kind) for c in store.changes_since(3)] == [(2, ChangeKind.REMOVED)]
    assert store.changes_since(4) == ()


def test_numbers_are_never_given_twice(store: Store) -> None:
    """Not even after an erasure."""
    add(store, 1, 2)
    store.erase([B], at=LATER, actor="ana")
    add(store, 3)

    assert [p.number for p in store.persons(Purpose.MATCHING, at=LATER)] == [1, 3]
    assert [p.id for p in store.persons(Purpose.MATCHING, at=LATER, after=1)] == [C]
    assert store.persons_by_number([1, 2, 3], Purpose.MATCHING, at=LATER)[3].id == C


def test_briefs_are_kept_replaced_and_removed(store: Store) -> None:
    """By their id."""
    store.save_brief("b1", BRIEF, at=NOW, actor="ana")
    store.save_brief("b2", replace(BRIEF, title="Other"), at=NOW, actor="ana")
    store.save_brief("b1", replace(BRIEF, title="Renamed"), at=LATER, actor="ana")

    assert [(b.id, b.brief.title, b.saved) for b in store.briefs()] == [
        ("b1", "Renamed", LATER),
        ("b2", "Other", NOW),
    ]
    assert store.remove_brief("b1", at=LATER, actor="ana")
    assert not store.remove_brief("b1", at=LATER, actor="ana")
    assert store.brief("b1") is None
    assert store.brief("b2") is not None
    with pytest.raises(UsageError, match="cannot name a brief"):
        store.save_brief("no spaces", BRIEF, at=NOW, actor="ana")


def test_decisions_are_kept_with_reason_and_who(store: Store) -> None:
    """For a person, for a brief; without the reason in the audit."""
    add(store, 1, 2)
    store.save_brief("b1", BRIEF, at=NOW, actor="ana")
    first = Decision(
        person=A, brief="b1", verdict=Verdict.HELD, reason="waits for a reply", decided_by="Ana", at=NOW
    )
    second = replace(first, verdict=Verdict.ADVANCED, reason="spoke on the phone", at=LATER)
    third = replace(first, person=B, verdict=Verdict.DECLINED)
    for decision in (first, third, second):
        store.decide(decision, actor="ana")

    assert store.decisions(Purpose.MATCHING, at=LATER, person=A) == (first, second)
    assert store.decisions(Purpose.MATCHING, at=LATER, brief="b1") == (first, third, second)
    assert store.decisions(Purpose.MATCHING, at=LATER, brief="b2") == ()
    event = list(store.events())[-1]
    assert event.details == {"brief": store.pseudonym("brief", "b1"), "verdict": "advanced"}
    with pytest.raises(UsageError, match="no brief b9"):
        store.decide(replace(first, brief="b9"), actor="ana")
    with pytest.raises(UsageError, match="no person"):
        store.decide(replace(first, person=C), actor="ana")


def test_a_job_goes_on_where_it_was(store: Store) -> None:
    """Done items need no more work, failed ones are tried again, erased people are not brought back."""
    one, two, bad = (store.address(text_of(n).encode()) for n in (1, 2, 5))
    store.begin_job("j1", JobKind.INGESTION, at=NOW, actor="ana")
    add(store, 1, 2, job="j1")
    store.fail("j1", {bad: "the file is damaged"}, at=NOW, actor="ana")

    job = store.begin_job("j1", JobKind.INGESTION, at=LATER, actor="ana")
    assert (job.begun, job.ended, job.done, job.failed) == (NOW, None, 2, 1)
    assert store.settled("j1", [one, two, bad, "f" * 64]) == {one, two}
    store.erase([A], at=LATER, actor="ana")
    assert store.settled("j1", [one, bad]) == {one}
    assert {i.item: (i.state, i.reason) for i in store.job_items("j1")} == {
        one: (ItemState.ERASED, ""),
        two: (ItemState.DONE, ""),
        bad: (ItemState.FAILED, "the file is damaged"),
    }
    add(store, 5, job="j1")
    ended = store.end_job("j1", at=LATER, actor="ana")
    assert (ended.ended, ended.done, ended.failed) == (LATER, 3, 0)
    assert store.job("j1") == ended
    assert store.job("j2") is None
    assert list(store.job_items("j2")) == []


def test_reextraction_marks_its_job(store: Store) -> None:
    """Items are people's ids."""
    add(store, 1)
    store.begin_job("r1", JobKind.REEXTRACTION, at=NOW, actor="ana")
    store.reextract({A: extracted(1, NEW)}, at=LATER, actor="ana", job="r1")

    assert list(store.job_items("r1")) == [JobItem(A, ItemState.DONE)]
    with pytest.raises(UsageError, match="is one of reextraction"):
        store.begin_job("r1", JobKind.INGESTION, at=NOW, actor="ana")
    with pytest.raises(UsageError, match="no job r2"):
        add(store, 2, job="r2")
    assert not store.persons_by_id([B], Purpose.EXPORT, at=LATER)


def test_an_export_holds_everything_about_one_person(store: Store) -> None:
    """And says so in the audit."""
    add(store, 1, 2)
    store.save_brief("b1", BRIEF, at=NOW, actor="ana")
    made = Decision(person=A, brief="b1", verdict=Verdict.HELD, reason="waits", decided_by="Ana", at=NOW)
    store.decide(made, actor="ana")
    store.reextract({A: extracted(1, NEW)}, at=LATER, actor="job")

    found = store.export(A, at=LATER, actor="ana")

    assert found.person.id == A
    assert [content for _, content in found.files] == [text_of(1).encode()]
    assert (found.identity, found.mobility) == (extracted(1).identity, extracted(1).mobility)
    assert [v.versions for v in found.profiles] == [OLD, NEW]
    assert [r.row for r in found.rows] == [extracted(1).row, extracted(1, NEW).row]
    assert (found.bases, found.decisions) == ((basis(),), (made,))
    assert [e.kind.value for e in found.events] == ["ingested", "decided", "reextracted"]
    assert kinds(store)[-1] == "exported"
    with pytest.raises(UsageError, match="no person"):
        store.export(C, at=LATER, actor="ana")


def test_an_erased_person_is_nowhere_and_the_chain_holds(store: Store) -> None:
    """The audit keeps the keyed hash of the id and no more."""
    add(store, 1, 2)
    checkpoint = store.head()

    answer = store.erase([A, C, A], at=LATER, actor="ana")

    assert (answer.erased, answer.unknown, answer.scrubbed, answer.note) == ((A,), (C,), True, "")
    assert store.persons_by_id([A], Purpose.AUDIT, at=LATER) == {}
    assert store.holders([store.address(text_of(1).encode())]) == {}
    assert store.history(A, Purpose.EXPORT, at=LATER) == ()
    last = list(store.events())[-1]
    assert (last.kind, last.subject) == (EventKind.ERASED, store.pseudonym("person", A))
    assert store.verify(checkpoint).faults == ()
    assert not store.check(checkpoint).faults
    assert add(store, 1)[0].status is IntakeStatus.ADDED


def test_the_chain_tells_a_checkpoint_that_it_does_not_hold(store: Store) -> None:
    """A head from elsewhere shows that the chain was cut or rewritten."""
    add(store, 1)
    assert store.verify(AuditHead(1, "f" * 64)).faults == (
        "the chain no longer holds the checkpoint at event 1",
    )
    assert store.verify(AuditHead(99, "f" * 64)).faults


def test_events_hold_no_text(store: Store) -> None:
    """Counts, digests, versions and words of an enum pass; a name does not."""
    event = store.record(
        EventKind.RANKED,
        at=NOW,
        actor="Ana Silva",
        details={"people": 12, "model": "2026.11-2", "purpose": Purpose.MATCHING},
    )

    assert event == list(store.events())[-1]
    assert event.actor == store.pseudonym("actor", "Ana Silva")
    for bad in ("Ana Silva", "ana", "a quote of a CV"):
        with pytest.raises(UsageError, match="holds text"):
            store.record(EventKind.RANKED, at=NOW, actor="x", details={"who": bad})
    with pytest.raises(UsageError, match="is no name"):
        store.record(EventKind.RANKED, at=NOW, actor="x", details={"Ana Silva": 1})


def test_every_write_leaves_its_event_and_nothing_else_does(store: Store) -> None:
    """Reads leave none."""
    add(store, 1)
    store.save_brief("b1", BRIEF, at=NOW, actor="ana")
    list(store.persons(Purpose.MATCHING, at=NOW))
    store.profiles([A], Purpose.MATCHING, at=NOW)

    assert kinds(store) == ["created", "ingested", "brief_saved"]
    assert [e.sequence for e in store.events()] == [1, 2, 3]
    assert kinds(store, after=2) == ["brief_saved"]
    assert store.head().sequence == 3


WRONG: dict[str, tuple[Intake, str]] = {
    "no basis": (replace(intake(2), basis=None), "needs a legal basis"),
    "no storage period": (replace(intake(2), keep_until=None), "end of the storage period"),
    "no file": (replace(intake(2), files=()), "has no file"),
    "no id": (replace(intake(2), person=PersonId("jane")), "is no id of a person"),
    "twice": (intake(1), "stands twice in one batch"),
    "no purpose": (replace(intake(2), basis=replace(basis(), purposes=frozenset())), "names no purpose"),
    "given later": (replace(intake(2), basis=basis(given=LATER)), "lies after this act"),
    "ends first": (
        replace(intake(2), basis=replace(basis(), expires=NOW - timedelta(days=1))),
        "before it is given",
    ),
    "nothing to replace": (replace(intake(2), replaces=(Address("0" * 64),)), "no file of theirs to replace"),
    "long version": (
        replace(intake(2), extracted=replace(extracted(2), versions=replace(OLD, extractor="x" * 201))),
        "at most 200",
    ),
    "period without a zone": (replace(intake(2), keep_until=datetime(2027, 1, 1)), "has no zone"),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_wrong_intake_and_nothing_of_the_batch_is_written(store: Store, name: str) -> None:
    """The answer is one sentence."""
    wrong, sentence = WRONG[name]
    before = store.status()

    with pytest.raises(UsageError, match=sentence) as caught:
        store.ingest([intake(1), wrong], at=NOW, actor="ana")

    assert "\n" not in str(caught.value)
    assert store.status() == before
    assert not store.check().faults


def test_times_need_a_zone_and_others_are_kept_as_utc(store: Store) -> None:
    """The store has no clock and no time zone of its own."""
    bare = datetime(2026, 11, 27)
    for act in (
        lambda: store.ingest([intake(1)], at=bare, actor="ana"),
        lambda: list(store.persons(Purpose.MATCHING, at=bare)),
        lambda: store.erase([A], at=bare, actor="ana"),
        lambda: store.record(EventKind.SHOWN, at=bare, actor="ana", details={}),
    ):
        with pytest.raises(UsageError, match="has no zone"):
            act()
    add(store, 1)
    east = LATER.astimezone(tz=datetime.strptime("+0900", "%z").tzinfo)
    store.grant(A, basis(Purpose.SEARCH, given=east), at=east, actor="ana")
    assert store.bases(A, Purpose.EXPORT, at=LATER)[-1].given == LATER


def test_a_person_may_come_without_a_profile(store: Store) -> None:
    """Files that could not be read yet are kept; the index hears of them once they are."""
    store.ingest([intake(1, read=False)], at=NOW, actor="ana")
    assert store.sequence() == 0
    assert list(store.outdated(NEW, at=NOW)) == []
    assert store.reextract({A: extracted(1)}, at=NOW, actor="job") == {A: 1}
    assert [c.kind for c in store.changes_since(0)] == [ChangeKind.ADDED]
