"""Deciding: what people decide on candidates, with the reason and who. Assay decides nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from assay.domain.consent import Purpose
from assay.domain.dates import Month
from assay.domain.decision import Decision, Verdict
from assay.errors import UsageError
from assay.store.records import PersonId
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.ranking import find_brief
from assay.workflow.protected import protected_words

LONGEST_REASON: Final = 1000
"""Characters of a reason."""

VERDICTS: Final[dict[str, Verdict]] = {
    "invite": Verdict.ADVANCED,
    "advance": Verdict.ADVANCED,
    "hold": Verdict.HELD,
    "decline": Verdict.DECLINED,
    "hire": Verdict.HIRED,
    "withdraw": Verdict.WITHDREW,
    **{verdict.value: verdict for verdict in Verdict},
}
"""What may be decided, in the words that people use and in those of the record."""

_GOES_ON: Final = frozenset({Verdict.ADVANCED, Verdict.HELD, Verdict.HIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """A decision to record: `verdict` is a word of `VERDICTS`, `brief` a file or the id of a brief in the pool."""

    person: PersonId
    brief: str
    verdict: str
    reason: str
    by: str


def decide(pool: TalentPool, asked: Deciding, *, at: datetime) -> Decision:
    """Record what somebody decided, and answer the record.

    Raises UsageError where the verdict is none, reason or name are missing, the reason speaks of a fact that no
    decision may stand on, or the person may no longer be considered.
    """
    verdict = _verdict(asked.verdict)
    reason = _reason(asked.reason)
    by = _plain(asked.by)
    if not by:
        raise UsageError("--by is empty; name who decided, for a person decides and stands for it")
    allowed = pool.store.persons_by_id([asked.person], Purpose.MATCHING, at=at)
    if verdict in _GOES_ON and asked.person not in allowed:
        raise UsageError(
            f"person {asked.person} may not be considered now: no legal basis for matching holds, or the storage "
            "period is over; ask them first (assay pool consent), or record decline or withdraw"
        )
    brief = find_brief(pool, asked.brief, as_of=Month(at.year, at.month), at=at)
    found = Decision(
        person=asked.person, brief=brief.id, verdict=verdict, reason=reason, decided_by=by, at=at
    )
    pool.store.decide(found, actor=pool.actor)
    return found


def pool_decisions(
    pool: TalentPool, *, at: datetime, person: PersonId | None = None, brief: str | None = None
) -> tuple[Decision, ...]:
    """What was decided, the oldest first, on those who may be read for matching now; a `person` who is named is read
    for the proof that decisions were taken properly, whatever holds."""
    if brief is not None and pool.store.brief(brief) is None:
        known = ", ".join(b.id for b in pool.store.briefs()[-5:]) or "none yet"
        raise UsageError(f"no brief {brief} is in the pool (it has {known})")
    purpose = Purpose.MATCHING if person is None else Purpose.AUDIT
    return pool.store.decisions(purpose, at=at, person=person, brief=brief)


def _verdict(word: str) -> Verdict:
    found = VERDICTS.get(word.strip().lower())
    if found is None:
        raise UsageError(f"{word!r} is no decision; write invite, hold, decline, hire or withdraw")
    return found


def _reason(text: str) -> str:
    reason = _plain(text)
    if not reason:
        raise UsageError("--reason is empty; write what speaks for the decision, in a sentence")
    if len(reason) > LONGEST_REASON:
        raise UsageError(f"--reason has {len(reason)} characters; write at most {LONGEST_REASON}")
    found = protected_words(reason)
    if found:
        raise UsageError(
            f"--reason speaks of {found[0]} ({found[1]!r}), which no decision may stand on; write what the documents "
            "show of the work"
        )
    return reason


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
