"""Tables and pages for the terminal. Text from documents is shown as it is: no markup, no escapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assay.domain.dates import Period
from assay.workflow.blind import Cover
from assay.workflow.view import CandidateView, ContributionView, ShortlistView, words

if TYPE_CHECKING:
    from assay.workflow.intake import Candidate
    from assay.workflow.shortlist import ReadBrief
    from assay.workflow.vocabulary import VocabularyEntry

_BAND_STYLES = {
    "strong": "bold green",
    "good": "green",
    "partial": "yellow",
    "limited": "dim",
    "needs review": "magenta",
}
_MAX_QUOTE = 180


def _console() -> Console:
    return Console(highlight=False)


def plain(text: str, limit: int = 10_000) -> Text:
    """`text` on one line without control characters, cut at `limit`; never read as markup."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return Text(line if len(line) <= limit else line[: limit - 1] + "…")


def show_shortlist(view: ShortlistView) -> None:
    """The ranked table, then the first candidates with reasons."""
    console = _console()
    console.print(Text(f"\n{view.title}", style="bold"), Text(f"  as of {view.as_of}", style="dim"))
    console.print(plain(_subtitle(view)), style="dim")
    console.print(_table(view))
    for person in view.candidates[: min(3, view.top)]:
        _show_reasons(console, person)
    hidden = len(view.candidates) - view.top
    if hidden > 0:
        console.print(
            Text(f"\n{hidden} more ranked; --top shows more, the reports hold everyone.", style="dim")
        )
    if view.blind:
        console.print(Text("Blind view: candidates are numbered; --show-names lifts it.", style="dim"))


def _subtitle(view: ShortlistView) -> str:
    terms = " · ".join(value for _, value in view.terms)
    return " · ".join(part for part in (words(view.speciality), view.seniority, terms) if part)


def _table(view: ShortlistView) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name, justify in (("#", "right"), ("Candidate", "left"), ("Score", "right"), ("Band", "left")):
        table.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("Shown in work", overflow="fold")
    table.add_column("Gaps in what is asked", overflow="fold")
    for person in view.candidates[: view.top]:
        table.add_row(
            str(person.rank),
            plain(person.label, 40),
            Text(f"{person.score:.1f} ") + Text(f"({person.low:.0f}-{person.high:.0f})", style="dim"),
            Text(person.band, style=_BAND_STYLES[person.band]),
            plain("; ".join(person.strengths) or "-", 160),
            plain("; ".join(person.gaps) or "-", 160),
        )
    return table


def _show_reasons(console: Console, person: CandidateView) -> None:
    console.print()
    console.print(
        Text(f"{person.rank}. ")
        + plain(person.label, 60)
        + Text(f"  {person.score:.1f}  {person.band}")
        + Text(f"  likely {person.low:.1f} to {person.high:.1f}", style="dim")
    )
    console.print(Padding(plain(person.summary), (0, 0, 0, 3)))
    console.print(Text(f"   prior {person.prior:+.2f} bits", style="dim"))
    for row in sorted(person.rows, key=lambda r: -abs(r.bits)):
        if row.bits:
            console.print(_reason(row))
            for excerpt in row.excerpts[:1]:
                console.print(
                    Text("          ") + Text("“") + plain(excerpt.text, _MAX_QUOTE) + Text("”"), style="dim"
                )
    console.print(Text(f"   total {person.bits:+.2f} bits", style="dim"))
    for finding in person.findings:
        console.print(Text("   ! ", style="magenta") + plain(finding.text, 300))
    for question in person.questions[:3]:
        console.print(Text("   ? ", style="cyan") + plain(question.text, 300))
    for change in person.changes:
        console.print(
            Text("   ^ " if change.change.gain else "   v ", style="cyan") + plain(change.text, 300)
        )


def _reason(row: ContributionView) -> Text:
    level = f"{row.level} via {row.via}" if row.via else row.level
    return Text(f"   {row.bits:+5.2f}  ") + plain(row.requirement.text, 90) + Text(f"  [{level}]")


def show_brief(read: ReadBrief) -> None:
    """A brief's requirements and terms."""
    console, brief = _console(), read.brief
    console.print(plain(brief.title), style="bold")
    console.print(
        plain(" · ".join(p for p in (words(brief.speciality), brief.seniority or "") if p)), style="dim"
    )
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("Id", "Importance", "Requirement", "Skills", "Years", "Evidence"):
        table.add_column(name, overflow="fold")
    for r in brief.requirements:
        joiner = " or " if r.alternatives else ", "
        years = "" if r.years is None else f"{r.years:g}+"
        cells = (r.id, r.importance, plain(r.text, 160), plain(joiner.join(s.label for s in r.skills)), years)
        table.add_row(*cells, "" if r.evidence == "any" else r.evidence)
    console.print(table)
    for finding in brief.findings:
        console.print(Text("! ", style="magenta") + plain(finding.text))


def show_profile(candidate: Candidate, number: int, *, blind: bool) -> None:
    """One candidate's page: judgement, roles, skills with their first quote, findings."""
    console, profile = _console(), candidate.profile
    shown = Cover(candidate.documents, candidate.identity, blind=blind)
    console.print()
    console.print(plain(f"Candidate {number}" if blind else candidate.name), style="bold")
    years = f"{profile.years_relevant:.1f} relevant years"
    console.print(
        Text(f"{words(profile.speciality)} · {profile.seniority} · {years} · as of {profile.as_of}")
    )
    levels = ", ".join(f"{words(s.signal)} {s.level}/4" for s in profile.signals)
    console.print(Text(f"signals: {levels or 'none seen'}", style="dim"))
    for role in profile.experience:
        console.print(Text(f"  {_period(role.period):20} ") + plain(f"{role.title}, {role.employer}"))
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("Skill", "Evidence", "Depth", "Quote"):
        table.add_column(name, overflow="fold")
    for claim in profile.skills:
        best = claim.evidence[0]
        quote = plain(shown.text(best.quote), _MAX_QUOTE)
        if best.source.outside:
            quote = Text(f"{best.source}: ", style="dim") + quote
        table.add_row(plain(claim.label, 40), claim.kind, str(claim.depth), quote)
    console.print(table)
    for finding in profile.findings:
        console.print(Text("! ", style="magenta") + plain(finding.text))


def _period(period: Period) -> str:
    end = "present" if period.ongoing else str(period.end or "?")
    return f"{period.start or '?'} - {end}"


CARRIED = 12
"""Skills shown that answer in part for another."""


def show_skill(entry: VocabularyEntry) -> None:
    """One entry of the vocabulary."""
    console, skill = _console(), entry.skill
    console.print(f"{skill.label} ({skill.id})", style="bold", markup=False)
    rows = (
        ("kind", skill.kind),
        ("discipline", skill.discipline),
        ("since", str(skill.since or "")),
        ("aliases", ", ".join(skill.aliases)),
        ("names", ", ".join(f"{n} ({code})" for code, n in skill.names)),
        ("broader", ", ".join(entry.broader)),
        ("narrower", ", ".join(entry.narrower)),
        ("neighbours", ", ".join(entry.neighbours)),
        ("ambiguous", ", ".join(skill.ambiguous)),
        ("context", ", ".join(skill.context)),
        ("ESCO", skill.esco or ""),
        ("O*NET", skill.onet or ""),
    )
    for name, value in rows:
        if value:
            console.print(Text(f"  {name:11} ", style="dim") + Text(value))
    if entry.carried:
        console.print(Text("  answered in part by experience of", style="dim"))
    for row in entry.carried[:CARRIED]:
        via = f" (through {row.via})" if row.via else ""
        console.print(
            Text(f"    {row.credit:4.0%}  {row.label}{via}: ") + Text(" ".join(row.reasons), style="dim")
        )
