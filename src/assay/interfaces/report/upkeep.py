"""Looking after a pool, told on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from assay.interfaces.report.terminal import plain

if TYPE_CHECKING:
    from assay.domain.decision import Decision
    from assay.domain.event import AuditEvent
    from assay.workflow.pool.auditing import AuditCheck
    from assay.workflow.pool.checking import PoolCheck
    from assay.workflow.pool.consenting import Standing
    from assay.workflow.pool.correcting import Corrected
    from assay.workflow.pool.erasing import Erased
    from assay.workflow.pool.reextracting import Reextracted


def show_decisions(found: Sequence[Decision]) -> None:
    """Decisions, the oldest first."""
    console = _console()
    if not found:
        console.print("no decision on anybody who may be read now; assay pool decide records one")
    for d in found:
        console.print(
            Text(f"{d.at:%Y-%m-%d}  person {d.person[:8]} ")
            + Text(d.verdict.value, style="bold")
            + Text(" for ")
            + plain(d.brief, 70)
            + Text(", by ")
            + plain(d.decided_by, 60),
        )
        console.print(Text("            ") + plain(d.reason), style="dim")


def show_standing(found: Standing) -> None:
    """On what ground a person is held."""
    console = _console()
    allowed = ", ".join(sorted(p.value for p in found.allowed)) or "nothing: no query returns them"
    console.print(Text(f"person {found.person.id}"))
    console.print(Text(f"kept until {found.person.keep_until:%Y-%m-%d}, may be read now for {allowed}"))
    for basis in found.bases:
        ends = basis.withdrawn or basis.expires
        until = f" until {ends:%Y-%m-%d}" if ends else ""
        over = " (withdrawn)" if basis.withdrawn else "" if basis in found.live else " (not now)"
        purposes = ", ".join(sorted(p.value for p in basis.purposes))
        console.print(
            Text(
                f"  {basis.kind.value} for {purposes}, from {basis.given:%Y-%m-%d}{until}{over}", style="dim"
            )
        )


def show_corrected(found: Corrected) -> None:
    """What was put right, and what the documents now say otherwise."""
    console = _console()
    if found.held:
        console.print("nothing to correct: the pool holds exactly this already")
        return
    console.print(Text(f"corrected; version {found.version} counts from now on, in every ranking and search"))
    rows = (
        ("gone", found.removed),
        ("new", found.added),
        ("now read", found.gained),
        ("no longer read", found.lost),
        ("read otherwise", found.changed),
    )
    for name, values in rows:
        if values:
            console.print(Text(f"  {name}: ", style="dim") + plain(", ".join(values)))
    if not (found.gained or found.lost or found.changed):
        console.print(Text("  the same skills are read as before", style="dim"))


def show_erased(found: Erased) -> None:
    """Who is gone, what was searched, and what is left elsewhere."""
    console = _console()
    if not found.people:
        console.print("nobody's storage period is over; nothing was erased")
    for person in found.people:
        console.print(Text(f"erased: person {person}"))
    if found.proof:
        proof = found.proof
        console.print(Text(f"searched for {proof.texts} texts and {proof.marks} sealed values of theirs in"))
        for line in proof.searched:
            console.print(Text(f"  {line}", style="dim"))
        after = "nothing" if not proof.left else f"{len(proof.left)} places"
        console.print(
            Text(f"found before the erasure: {proof.before} places; found now: {after}", style="bold")
        )
    for backup in found.backups if found.people else ():
        console.print(
            Text(
                f"the backup of {backup.made:%Y-%m-%d %H:%M} still holds them; destroy it by {backup.expires:%Y-%m-%d}"
            )
        )
    if found.people and not found.backups:
        console.print("no backup that is still to be kept holds them")
    for at in found.exports:
        console.print(
            Text(
                f"their data were written to a folder on {at:%Y-%m-%d %H:%M}; see that no copy stays with you"
            )
        )


def show_reextracted(found: Reextracted) -> None:
    """What became of outdated profiles."""
    console = _console()
    if not found.outdated:
        console.print("every profile was made by this version already")
        return
    parts = [f"{found.done:,} of {found.outdated:,} profiles read again; earlier versions are kept"]
    if found.gone:
        parts.append(f"{found.gone:,} erased or read meanwhile")
    if found.failed:
        parts.append(f"{len(found.failed):,} could not be read and keep the profile they had")
    console.print("; ".join(parts))


def show_check(found: PoolCheck) -> None:
    """What was looked at."""
    store, index = found.store, found.index
    console = _console()
    console.print(
        f"store: {store.persons:,} people, {store.files:,} files, {store.blobs:,} sealed values opened, "
        f"{store.events:,} audit events walked"
    )
    lapsed = f", {index.lapsed:,} whose basis has lapsed and whom no query returns" if index.lapsed else ""
    console.print(
        f"index: {index.people:,} people, every byte verified, {index.compared:,} compared with the store{lapsed}"
    )
    console.print(Text("all is well" if not found.faults else f"{len(found.faults)} faults", style="bold"))


def show_verified(found: AuditCheck) -> None:
    """Whether the chain holds."""
    console = _console()
    head = found.checkpoint
    against = f", and holds the checkpoint of {found.against.at[:16]}" if found.against else ""
    if found.holds:
        console.print(f"the chain of {head.sequence:,} events holds{against}")
    console.print(Text(f"its end: {head.sequence} {head.hash}", style="dim"))


def show_events(found: Sequence[AuditEvent]) -> None:
    """Events, the oldest first."""
    console = _console()
    if not found:
        console.print("no such event")
    for event in found:
        about = f"about {event.subject[:8]}" if event.subject else ""
        details = ", ".join(
            f"{name} {_detail(name, value)}" for name, value in event.details.items() if value != ""
        )
        head = f"{event.sequence:>5}  {event.at:%Y-%m-%d %H:%M:%S}  {event.kind.value:<18}  {about:<14}"
        console.print(
            Text(head) + Text(f"  by {event.actor[:8]}  ", style="dim") + plain(details), soft_wrap=True
        )


def _detail(name: str, value: str | int) -> str:
    if name in ("until", "expires") and isinstance(value, int):
        return f"{datetime.fromtimestamp(value / 1e6, UTC):%Y-%m-%d}"
    return str(value)[:16]


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True)
