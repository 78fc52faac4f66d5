"""Ranking: everyone in a pool against briefs, from the index; those who come first are read from the store.

They are then ranked as `assay match` ranks a folder, and each one's bits must be those of the index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from assay.domain.consent import Purpose
from assay.domain.dates import Month
from assay.domain.event import EventKind
from assay.errors import UsageError
from assay.index.block import Longs
from assay.index.columns import Bools, Floats
from assay.index.snapshot import Snapshot
from assay.matching import compile_plan, load_model, rank
from assay.matching.engine import engine_named
from assay.matching.open_phrases import KeptPhrases, PhraseEncoder, with_similar
from assay.matching.plan import Plan
from assay.store.records import PersonId
from assay.taxonomy import load_taxonomy
from assay.workflow.candidate import Candidate
from assay.workflow.encoder import phrase_encoder
from assay.workflow.intake import Pool
from assay.workflow.pool.filters import Considered, Filters, consider
from assay.workflow.pool.keeping import Differs, Keeper
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.people import candidates, first_of, nobody, outdated, shown
from assay.workflow.shortlist import Ranking, ReadBrief, read_brief, versions

_COMPILED_FROM: Final = 50_000
"""People from which loading the compiled engine pays."""

_TRIES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolBrief:
    """A brief that the store keeps under `id`."""

    id: str
    read: ReadBrief


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRanking:
    """Who comes first in a pool for a brief. `people[i]` is whose the `i`-th match of the shortlist is.

    Of the `permitted` people, `considered` passed the filters and were all scored; the shortlist holds the first of
    them with their ranks among all. `unplaced` were left out because they state no place; `untold` more have the very
    score of the last one told of.
    """

    brief: PoolBrief
    ranking: Ranking
    people: tuple[PersonId, ...]
    permitted: int
    considered: int
    unplaced: int
    untold: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RankHow:
    """How a pool is ranked. `model` is the weights' file (None: those shipped), `engine` as `engine_named` takes it."""

    as_of: Month
    at: datetime
    top: int = 20
    filters: Filters = field(default_factory=Filters)
    model: Path | None = None
    similarity: str = "words"
    engine: str = "auto"
    names: bool = False
    """Whether people will be shown by name, which the audit chain then tells."""


def find_brief(pool: TalentPool, named: str, *, as_of: Month, at: datetime) -> PoolBrief:
    """The brief in the file `named`, which is then kept in the store, or that of this id in the store.

    Raises BriefError where the file cannot be read, UsageError where there is neither.
    """
    path = Path(named)
    if path.is_file():
        read = read_brief(path, as_of=as_of)
        brief_id = id_of(read)
        if pool.store.brief(brief_id) is None:
            pool.store.save_brief(brief_id, read.brief, at=at, actor=pool.actor)
        return PoolBrief(id=brief_id, read=read)
    held = pool.store.brief(named) if _may_be_id(named) else None
    if held is None:
        known = ", ".join(b.id for b in pool.store.briefs()[-5:]) or "none yet"
        raise UsageError(f"{named}: no such file, and no brief of that id in the pool (it has {known})")
    return PoolBrief(id=named, read=ReadBrief(name=named, brief=held.brief, document=None))


def id_of(read: ReadBrief) -> str:
    """The id of a brief: its file's name and a digest of all that it asks, so that another brief has another."""
    digest = sha256(msgspec.json.encode(read.brief)).hexdigest()[:8]
    words = "".join(c if c.isascii() and c.isalnum() else "-" for c in Path(read.name).stem.lower())
    return f"{'-'.join(w for w in words.split('-') if w)[:48] or 'brief'}-{digest}"


def _may_be_id(text: str) -> bool:
    return 0 < len(text) <= 64 and "/" not in text and "\\" not in text


def rank_people(pool: TalentPool, briefs: Sequence[PoolBrief], how: RankHow) -> tuple[PoolRanking, ...]:
    """Rank everyone in the pool against each brief, over one state of the index.

    Raises UsageError where nobody is there to rank, IndexDamaged, which names the person's id, where the index and
    the store differ after it was built anew.
    """
    keeper = Keeper(pool)
    encoder = KeptPhrases(phrase_encoder(how.similarity))

    def over(snapshot: Snapshot) -> tuple[PoolRanking, ...]:
        considered = consider(pool, snapshot, Purpose.MATCHING, how.filters, at=how.at)
        if not considered.count:
            raise nobody(pool, considered, Purpose.MATCHING)
        state = _State(pool, snapshot, considered, how, encoder, (*keeper.notes, *outdated(pool, how.at)))
        return tuple(state.rank(brief) for brief in briefs)

    return tuple(_recorded(pool, found, how) for found in keeper.steadily(over, at=how.at))


@dataclass(frozen=True, slots=True)
class _State:
    pool: TalentPool
    snapshot: Snapshot
    considered: Considered
    how: RankHow
    encoder: PhraseEncoder
    notes: tuple[str, ...]

    def rank(self, brief: PoolBrief) -> PoolRanking:
        """Rank by one brief; somebody who is erased meanwhile is left out as if they had never been there."""
        plan, totals = self._totals(brief)
        numbers: Longs = np.concatenate([block.numbers for block in self.snapshot])
        mask: Bools = np.concatenate(self.considered.masks)
        for _ in range(_TRIES):
            first, untold = first_of(totals, self.how.top, mask)
            read = self._read(numbers[first])
            gone = [place for place in first.tolist() if int(numbers[place]) not in read]
            if not gone:
                break
            mask[gone] = False
        bits = {int(numbers[place]): float(totals[place]) for place in first if int(numbers[place]) in read}
        found = self._told(brief, plan, {n: read[n] for n in bits}, bits, np.sort(totals[mask]))
        return replace(found, untold=untold)

    def _totals(self, brief: PoolBrief) -> tuple[Plan, Floats]:
        model, how = load_model(self.how.model), self.how
        plan = compile_plan(brief.read.brief, model, load_taxonomy())
        plan = with_similar(plan, self.snapshot.skills_held, model, self.encoder)
        name = how.engine
        if name == "auto" and len(self.snapshot) < _COMPILED_FROM:
            name = "numpy"
        ready = engine_named(name).ready(plan, self.snapshot.skills, model, how.as_of)
        return plan, np.concatenate([ready.totals(block.columns) for block in self.snapshot])

    def _read(self, numbers: Longs) -> dict[int, tuple[PersonId, Candidate]]:
        at = self.how.at
        people = self.pool.store.persons_by_number(numbers.tolist(), Purpose.MATCHING, at=at)
        found = candidates(self.pool, [p.id for p in people.values()], Purpose.MATCHING, at=at)
        return {n: (p.id, found[p.id]) for n, p in people.items() if p.id in found}

    def _told(
        self,
        brief: PoolBrief,
        plan: Plan,
        read: dict[int, tuple[PersonId, Candidate]],
        bits: dict[int, float],
        standing: Floats,
    ) -> PoolRanking:
        how = self.how
        whose = {candidate.profile.id: (n, person) for n, (person, candidate) in read.items()}
        shortlist = rank(
            brief.read.brief,
            [candidate.profile for _, candidate in read.values()],
            model=load_model(how.model),
            taxonomy=load_taxonomy(),
            as_of=how.as_of,
            versions=replace(versions(how.model), similarity=how.similarity),
            standing=standing,
            plan=plan,
        )
        for match in shortlist.matches:
            number, person = whose[match.profile]
            if match.bits != bits[number]:
                raise Differs(
                    f"person {person} has {bits[number]!r} bits in the index and {match.bits!r} by their profile"
                )
        people = tuple(candidate for _, candidate in read.values())
        return PoolRanking(
            brief=brief,
            ranking=Ranking(
                brief=brief.read,
                pool=Pool(people, ()),
                shortlist=shortlist,
                model=how.model,
                standing=standing,
            ),
            people=tuple(whose[m.profile][1] for m in shortlist.matches),
            permitted=self.considered.permitted,
            considered=len(standing),
            unplaced=self.considered.unplaced,
            notes=self.notes,
        )


def _recorded(pool: TalentPool, found: PoolRanking, how: RankHow) -> PoolRanking:
    """Leave in the audit chain that was ranked, and who was shown by name."""
    brief = pool.store.pseudonym("brief", found.brief.id)
    model = found.ranking.shortlist.versions.model_sha256
    details: dict[str, Any] = {"considered": found.considered, "shown": len(found.people), "model": model}
    pool.store.record(EventKind.RANKED, at=how.at, actor=pool.actor, subject=brief, details=details)
    if how.names:
        shown(pool, found.people, {"brief": brief}, at=how.at)
    return found
