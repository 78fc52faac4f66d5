"""Whether somebody may work in a country without any permit: as its citizen, by free movement, or as stated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assay.crossborder.eligibility.values import NO, UNKNOWN, YES, Facts, Test
from assay.crossborder.eligibility.wording import place_name
from assay.domain.route import Answer, Bloc, Verification

FREE = "candidate.free_movement_in_destination"
CITIZENSHIPS = "candidate.citizenships"
AUTHORISED = "candidate.authorised_in"
SPONSORED = "candidate.needs_sponsorship_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Whether a person may work in a country without a permit, why, and whether as its citizen."""

    free: Answer
    citizen: Answer
    why: str
    verification: Verification = Verification.READ_SECONDARY


def free_movement(
    citizenships: Sequence[str] | None,
    destination: str,
    blocs: Iterable[Bloc],
    authorised_in: Sequence[str] = (),
    needs_sponsorship_in: Sequence[str] = (),
) -> Movement:
    """Whether a person may work in `destination` (ISO 3166-1) without any permit.

    Citizens of the destination and of a country that shares a bloc of free movement with it may; blocs that
    only ease the way (``free`` false) do not count. Failing that, what the person states decides: listed
    under `authorised_in` and not under `needs_sponsorship_in` means yes, the reverse no, both not known.
    `citizenships` None or empty is not known.
    """
    stated = authorised_in or ()
    sponsored = destination in (needs_sponsorship_in or ())
    citizen = Answer.UNKNOWN
    if citizenships:
        citizen = Answer.YES if destination in citizenships else Answer.NO
        if citizen is Answer.YES:
            return Movement(free=Answer.YES, citizen=citizen, why=f"citizen of {place_name(destination)}")
        for bloc in blocs:
            shared = [c for c in citizenships if c in bloc.members]
            if bloc.free and shared and destination in bloc.members:
                why = f"citizen of {place_name(shared[0])}: {bloc.name}"
                proof = bloc.provenance.verification
                return Movement(free=Answer.YES, citizen=citizen, why=why, verification=proof)
    if destination in stated:
        free = Answer.UNKNOWN if sponsored else Answer.YES
        why = f"states a right to work in {place_name(destination)} without limits"
        return Movement(
            free=free, citizen=citizen, why=f"{why}, and a need for a permit" if sponsored else why
        )
    if sponsored:
        why = f"states a need for a permit in {place_name(destination)}"
        return Movement(free=Answer.NO, citizen=citizen, why=why)
    if citizenships:
        why = f"no citizenship stated gives free movement to {place_name(destination)}"
        return Movement(free=Answer.NO, citizen=citizen, why=why)
    return Movement(free=Answer.UNKNOWN, citizen=citizen, why="")


def movement_of(facts: Facts, destination: str, blocs: Iterable[Bloc]) -> Movement:
    """`free_movement` of somebody's facts."""
    lists = [_texts(facts.get(key)) for key in (CITIZENSHIPS, AUTHORISED, SPONSORED)]
    return free_movement(lists[0], destination, blocs, lists[1], lists[2])


def free_test(destination: str, blocs: Iterable[Bloc]) -> Test:
    """A fast reading of `movement_of`: the code of free movement, from the stated fact where there is one."""
    free = frozenset({destination}.union(*(b.members for b in blocs if b.free and destination in b.members)))

    def test(facts: Facts) -> int:
        given = facts.get(FREE)
        if given is True:
            return YES
        if given is False:
            return NO
        citizenships = _texts(facts.get(CITIZENSHIPS))
        if citizenships and not free.isdisjoint(citizenships):
            return YES
        stated = destination in _texts(facts.get(AUTHORISED))
        sponsored = destination in _texts(facts.get(SPONSORED))
        if stated:
            return UNKNOWN if sponsored else YES
        return NO if sponsored or citizenships else UNKNOWN

    return test


def _texts(value: object) -> Sequence[str]:
    return value if isinstance(value, list | tuple) else ()
