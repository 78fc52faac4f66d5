"""Pages for the terminal: what a search found, similar candidates, roles for a candidate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from assay.domain.document import Quote
from assay.interfaces.report.terminal import plain
from assay.workflow.blind import Cover
from assay.workflow.role_ranking import Standing
from assay.workflow.view import CandidateView, shortlist_view, words

if TYPE_CHECKING:
    from assay.workflow.intake import Candidate
    from assay.workflow.likeness import Likeness, ShownSkill, SimilarCandidates
    from assay.workflow.role_ranking import RankedRole, RoleRanking
    from assay.workflow.searching import PoolSearch, Reading, Searched

_MAX_QUOTE = 180
_BLIND = "Blind view: candidates are numbered; --show-names lifts it."
_STANDING_STYLES = {
    Standing.MET: "green",
    Standing.PARTLY: "yellow",
    Standing.NOT_STATED: "dim",
    Standing.DENIED: "red",
}


def _console() -> Console:
    return Console(highlight=False)


def _cover(candidate: Candidate, blind: bool) -> Cover:
    return Cover(candidate.documents, candidate.identity, blind=blind)


def label(candidate: Candidate, number: int, *, blind: bool) -> str:
    """What a candidate is called: a number where identity is covered, else the file's name."""
    return f"Candidate {number}" if blind else candidate.name


def _quote(console: Console, cover: Cover, quotes: Sequence[Quote], who: str = "") -> None:
    for quote in quotes[:1]:
        console.print(
            Text(f"      {who}") + Text("“") + plain(cover.text(quote), _MAX_QUOTE) + Text("”"), style="dim"
        )


def show_search(found: PoolSearch, *, top: int, blind: bool) -> None:
    """How the expression was read, how many match, and the first `top` with the words that met each term."""
    console, searched = _console(), found.searched
    show_reading(console, searched.reading)
    console.print(Text(counts(searched, len(found.pool.candidates)) + f" As of {found.as_of}."))
    show_hits(console, found, top=top, blind=blind)
    _rest(console, len(searched.hits) - top, blind=blind)


def show_hits(
    console: Console, found: PoolSearch, *, top: int, blind: bool, people: Sequence[str] = ()
) -> None:
    """The first hits with the words that met each term, and the ids of `people` where they are of a pool."""
    searched = found.searched
    for number, hit in enumerate(searched.hits[:top], 1):
        candidate = found.candidate(hit)
        cover = _cover(candidate, blind)
        console.print(
            Text(f"\n{hit.rank}. ")
            + plain(label(candidate, number, blind=blind), 60)
            + Text(f"  {hit.bits:.2f} bits of evidence")
        )
        for met in hit.met:
            console.print(Text("   ") + plain(met.label, 120) + Text(f"  [{met.bits:.2f}]"))
            _quote(console, cover, met.quotes)
        if not hit.met:
            console.print(Text("   nothing in the documents speaks of what is left out", style="dim"))
        if people:
            console.print(Text(f"   person {people[number - 1]}", style="dim"))


def show_reading(console: Console, reading: Reading) -> None:
    """How an expression was read."""
    console.print(plain(reading.expression), style="bold")
    for term, words_of in reading.terms:
        console.print(Text("  ") + plain(term, 80) + Text("  ") + plain(words_of, 160), style="dim")
    for note in reading.notes:
        console.print(Text("  ! ", style="magenta") + plain(note, 300))


def counts(searched: Searched, size: int, found: int | None = None) -> str:
    """How many match and what is known of the others, in a sentence or two.

    Silence is told apart: who writes nothing of a skill may still have it.
    """
    count = len(searched.hits) if found is None else found
    told = f"{count} of {size} {_verb(count, 'match', 'matches')}."
    others = []
    if searched.short:
        others.append(
            f"{searched.short} {_verb(searched.short, 'write')} of something asked, but not what is asked"
        )
    if searched.silent:
        others.append(
            f"{searched.silent} {_verb(searched.silent, 'say')} nothing of it, which proves no lack"
        )
    return f"{told} Of the others, {'; '.join(others)}." if others else told


def _verb(count: int, many: str, one: str = "") -> str:
    """The verb in the form that goes with `count`."""
    return (one or f"{many}s") if count == 1 else many


def _rest(console: Console, hidden: int, *, blind: bool) -> None:
    if hidden > 0:
        console.print(Text(f"\n{hidden} more; --top shows more, --json and --csv hold all.", style="dim"))
    if blind:
        console.print(Text(_BLIND, style="dim"))


def show_similar(found: SimilarCandidates, *, blind: bool) -> None:
    """Those most like the given person: what both show, and where they differ."""
    console = _console()
    given = "the given candidate" if blind else found.given.name
    console.print(Text("Most like ") + plain(given, 80) + Text(f", as of {found.as_of}"), style="bold")
    left = f" {found.left_out} left out as the same person." if found.left_out else ""
    console.print(Text(f"{len(found.pool.candidates)} candidates compared.{left}"), style="dim")
    here = _cover(found.given, blind)
    for number, likeness in enumerate(found.likenesses, 1):
        candidate = found.candidate(likeness)
        there = _cover(candidate, blind)
        parts = ", ".join(f"{words(name)} {part:.2f}" for name, part in likeness.parts.items())
        console.print(
            Text(f"\n{likeness.rank}. ")
            + plain(label(candidate, number, blind=blind), 60)
            + Text(f"  likeness {likeness.score:.1f}")
            + Text(f"  ({parts})", style="dim")
        )
        _show_shared(console, likeness, here, there)
        _show_only(console, "only the given one", likeness.only_given, here)
        _show_only(console, "only this one", likeness.only_other, there)
        for unlike in likeness.unlike:
            console.print(Text("   differs  ") + plain(unlike.text, 160))
            _quote(console, there, unlike.other)
    if not found.likenesses:
        console.print(Text("Nobody in the pool has anything in common with them."))
    _rest(console, 0, blind=blind)


def _show_shared(console: Console, likeness: Likeness, here: Cover, there: Cover) -> None:
    for shared in likeness.shared:
        same = shared.given.skill == shared.other.skill
        joined = "" if same else f"{shared.label}: "
        told = shared.given.label + (
            f" | {shared.other.label}" if shared.given.label != shared.other.label else ""
        )
        console.print(Text("   both     ") + plain(joined + told, 200))
        _quote(console, here, shared.given.quotes, "given ")
        _quote(console, there, shared.other.quotes, "this  ")


def _show_only(console: Console, who: str, skills: Sequence[ShownSkill], cover: Cover) -> None:
    for skill in skills:
        console.print(Text(f"   {who}: ") + plain(skill.label, 160))
        _quote(console, cover, skill.quotes)


def show_roles(found: RoleRanking, *, top: int, blind: bool) -> None:
    """The briefs ranked for the candidate, with the musts and the questions of each."""
    console = _console()
    who = "the candidate" if blind else found.candidate.name
    console.print(Text("Roles for ") + plain(who, 80) + Text(f", as of {found.as_of}"), style="bold")
    for role in found.roles[:top]:
        view = shortlist_view(role.ranking, top=1, blind=blind)
        person = view.candidates[0]
        console.print(
            Text(f"\n{role.rank}. ")
            + plain(view.title, 90)
            + Text(f"  {person.score:.1f}  {person.band}")
            + Text("  ")
            + plain(view.brief_name, 60),
        )
        _show_musts(console, role, person)
        for question in person.questions[:3]:
            console.print(Text("   ? ", style="cyan") + plain(question.text, 300))
    _rest(console, len(found.roles) - top, blind=blind)


def _show_musts(console: Console, role: RankedRole, person: CandidateView) -> None:
    rows = {row.requirement.id: row for row in person.rows}
    for must in sorted(role.musts, key=lambda m: list(Standing).index(m.standing)):
        row = rows[must.requirement.id]
        style = _STANDING_STYLES[must.standing]
        level = "" if row.level == must.standing else f"  [{row.level}]"
        console.print(
            Text(f"   {must.standing:11}", style=style) + plain(must.requirement.text, 110) + Text(level)
        )
        for excerpt in row.excerpts[:1]:
            console.print(Text("      “") + plain(excerpt.text, _MAX_QUOTE) + Text("”"), style="dim")
    if not role.musts:
        console.print(Text("   the brief states no must", style="dim"))
