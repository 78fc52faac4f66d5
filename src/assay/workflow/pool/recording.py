"""What happened in a pool, as records of the machine contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import asdict

from assay.workflow import records as r
from assay.workflow.found_recording import search_record as found_record
from assay.workflow.intake import Unread
from assay.workflow.pool import records as p
from assay.workflow.pool.adding import Added
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.ranking import PoolRanking
from assay.workflow.pool.searching import FoundPeople
from assay.workflow.pool.status import PoolStatus
from assay.workflow.recording import brief_record, versions_record
from assay.workflow.recording_matches import match_run_record
from assay.workflow.view import ShortlistView


def add_record(found: Added, pool: TalentPool) -> p.PoolAddRecord:
    """The contract's object for people taken in."""
    return p.PoolAddRecord(
        schema_version=r.SCHEMA_VERSION,
        job=found.job,
        complete=not found.stopped,
        added=found.added,
        extended=found.extended,
        held=found.held,
        left_out=found.left_out,
        persons=pool.store.status().persons,
        unread=_unread(found.unread),
        notes=tuple(found.notes),
    )


def status_record(found: PoolStatus, pool: TalentPool) -> p.PoolStatusRecord:
    """The contract's object for a pool's status."""
    counts = found.counts
    return p.PoolStatusRecord(
        schema_version=r.SCHEMA_VERSION,
        at=found.at.isoformat(),
        store=found.location,
        persons=counts.persons,
        files=counts.files,
        profiles=counts.profiles,
        briefs=counts.briefs,
        decisions=counts.decisions,
        events=counts.events,
        matching=found.matching,
        search=found.search,
        outdated=found.outdated,
        due=found.due,
        due_soon=found.due_soon,
        scrub_pending=counts.scrub_pending,
        index=p.IndexRecord(
            folder=str(pool.index),
            behind=found.index.behind,
            people=found.index.people,
            size=found.index.size,
        ),
        open_jobs=tuple(
            p.JobRecord(id=j.id, kind=j.kind, begun=j.begun.isoformat(), done=j.done, failed=j.failed)
            for j in found.open_jobs
        ),
        versions=versions_record(pool.made),
    )


def rank_record(found: Sequence[tuple[PoolRanking, ShortlistView]]) -> p.PoolRankRecord:
    """The contract's object for rankings of a pool, each with what people see of it."""
    notes = dict.fromkeys(note for ranking, _ in found for note in ranking.notes)
    return p.PoolRankRecord(
        schema_version=r.SCHEMA_VERSION,
        rankings=tuple(_ranking(ranking, view) for ranking, view in found),
        notes=tuple(notes),
    )


def search_record(found: FoundPeople) -> p.PoolSearchRecord:
    """The contract's object for a search of a pool."""
    base = asdict(found_record(found.search))
    base["candidates"] = found.considered
    base["matches"] = tuple(
        p.PoolHitRecord(person=person, **asdict(hit))
        for person, hit in zip(found.people, base["matches"], strict=True)
    )
    return p.PoolSearchRecord(found=found.found, untold=found.untold, **base)


def _ranking(found: PoolRanking, view: ShortlistView) -> p.PoolRankingRecord:
    ranking = found.ranking
    brief = brief_record(ranking.brief.brief, ranking.brief.name, ranking.shortlist.versions)
    run = match_run_record(brief, ranking.pool, ranking.shortlist, view.candidates)
    return p.PoolRankingRecord(
        brief_id=found.brief.id,
        brief=run.brief,
        model=run.model,
        versions=run.versions,
        as_of=run.as_of,
        permitted=found.permitted,
        considered=found.considered,
        unplaced=found.unplaced,
        untold=found.untold,
        matches=tuple(
            p.PoolMatchRecord(person=person, **asdict(match))
            for person, match in zip(found.people, run.matches, strict=True)
        ),
    )


def _unread(unread: Iterable[Unread]) -> tuple[r.UnreadRecord, ...]:
    return tuple(r.UnreadRecord(document=u.document, reason=u.reason) for u in unread)
