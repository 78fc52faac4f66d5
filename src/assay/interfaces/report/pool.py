"""Pages of a pool for the terminal: what was taken in, its status, who was found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from assay.interfaces.report.found import counts, show_hits, show_reading
from assay.interfaces.report.found_sheets import search_csv
from assay.interfaces.report.terminal import plain

if TYPE_CHECKING:
    from assay.workflow.pool.adding import Added
    from assay.workflow.pool.ranking import PoolRanking
    from assay.workflow.pool.searching import FoundPeople
    from assay.workflow.pool.status import PoolStatus
    from assay.workflow.view import ShortlistView


def added_line(found: Added) -> str:
    """What became of the candidates, in a line.

    >>> from assay.workflow.pool.adding import Added
    >>> added_line(Added("add-1", added=12, held=3))
    '12 taken in, 3 held already'
    """
    parts = [
        (found.added, "taken in"),
        (found.extended, "given new files"),
        (found.held, "held already"),
        (found.left_out, "left out: erased or corrected since (--again takes them in anew)"),
        (len(found.unread), "not read"),
    ]
    return ", ".join(f"{count:,} {what}" for count, what in parts if count) or "nothing to take in"


def ranked_line(found: PoolRanking) -> str:
    """Among how many was ranked."""
    of = f" of {found.permitted:,} people" if found.considered != found.permitted else " people"
    unplaced = f"; {found.unplaced:,} state no place" if found.unplaced else ""
    more = f" {found.untold:,} more have the score of the last one shown." if found.untold else ""
    decide = f"Decide with assay pool decide, brief {found.brief.id}."
    return f"Ranked {found.considered:,}{of}{unplaced}.{more} {decide}"


def show_people(view: ShortlistView) -> None:
    """Who is who: the id by which the other commands know a person."""
    console = Console(highlight=False)
    console.print()
    for person in view.candidates:
        console.print(
            Text(f"{person.rank:>3}. ")
            + plain(person.label, 60)
            + Text(f"  person {person.person}", style="dim")
        )


def show_status(found: PoolStatus, index: Path) -> None:
    """A pool in a dozen lines."""
    console, counts_of = Console(highlight=False), found.counts
    rows = [
        ("store", found.location),
        ("people", f"{counts_of.persons:,} ({found.matching:,} for matching, {found.search:,} for search)"),
        ("documents", f"{counts_of.files:,}"),
        ("profiles", _profiles(found)),
        ("briefs", f"{counts_of.briefs:,}, decisions {counts_of.decisions:,}"),
        ("index", _index(found, index)),
        ("storage periods", _due(found)),
        ("audit events", f"{counts_of.events:,}"),
    ]
    for job in found.open_jobs:
        failed = f", {job.failed:,} could not be read" if job.failed else ""
        rows.append(
            (
                "open job",
                f"{job.id} since {job.begun:%Y-%m-%d %H:%M}: {job.done:,} files done{failed}; run it again",
            )
        )
    if counts_of.scrub_pending:
        rows.append(("erasure", "freed pages are not cleared yet; open the pool for writing once more"))
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        console.print(Text(f"{name:{width}}  ", style="dim") + Text(value))


def show_found(found: FoundPeople, *, top: int, blind: bool) -> None:
    """How the expression was read, how many meet it, and the first with the words that met each term."""
    console, search = Console(highlight=False), found.search
    show_reading(console, search.searched.reading)
    told = counts(search.searched, found.considered, found.found)
    left = found.permitted - found.considered
    filtered = f" {left:,} others do not pass the filters." if left else ""
    console.print(Text(f"{told}{filtered} As of {search.as_of}."))
    show_hits(console, search, top=max(top, len(found.people)), blind=blind, people=found.people)
    hidden = found.found - len(found.people)
    if hidden > 0:
        console.print(Text(f"\n{hidden:,} more; --top shows and writes more.", style="dim"))
    if blind:
        console.print(Text("Blind view: candidates are numbered; --show-names lifts it.", style="dim"))


def found_csv(found: FoundPeople, *, blind: bool) -> bytes:
    """A row a person and term met, with the person's id."""
    return search_csv(found.search, blind=blind, people=found.people)


def _profiles(found: PoolStatus) -> str:
    total = f"{found.counts.profiles:,}"
    if not found.outdated:
        return f"{total}, all by this version" if found.counts.profiles else total
    return f"{total}; {found.outdated:,} people's by other versions: assay pool reextract"


def _index(found: PoolStatus, folder: Path) -> str:
    state = found.index
    if state.behind is None:
        return f"{folder}: none that can be used; the next rank or search builds it"
    fresh = (
        "current"
        if not state.behind
        else f"{state.behind:,} changes behind; the next rank or search takes them over"
    )
    return f"{folder}: {state.people:,} people, {state.size / 1e6:,.1f} MB, {fresh}"


def _due(found: PoolStatus) -> str:
    over = f"{found.due:,} over (assay pool expire erases them)" if found.due else "none over"
    return f"{over}, {found.due_soon:,} end within 30 days"
