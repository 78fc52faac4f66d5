"""assay pool decide and decisions."""

from __future__ import annotations

from typing import Annotated

import typer

from assay.interfaces.cli.console import STDOUT, check_outputs, note, write
from assay.interfaces.cli.options import JsonFile
from assay.interfaces.cli.pool_options import Actor, IndexFolder, KeyFile, Store, opened

Person = Annotated[
    str,
    typer.Argument(
        metavar="PERSON", help="A person's id as rankings show it, or its first six digits or more."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog="Examples: assay pool decide 1f3a9c20 --brief role-8d01c2aa --decision invite --by 'Ana Prado' "
        "--reason 'Ran serving on GPUs for three years; asks about on-call answered' · "
        "assay pool decide 1f3a9c20 --brief role.pdf --decision decline --by AP --reason 'No production work shown'"
    )(decide)
    app.command(
        epilog="Examples: assay pool decisions · assay pool decisions --brief role-8d01c2aa · "
        "assay pool decisions --person 1f3a9c20 --json -"
    )(decisions)


def decide(  # noqa: PLR0913 - a command's options
    person: Person,
    brief: Annotated[
        str, typer.Option("--brief", "-b", metavar="FILE|ID", help="The brief's file, or its id in the pool.")
    ],
    decision: Annotated[
        str,
        typer.Option("--decision", metavar="invite|hold|decline|hire|withdraw", help="What was decided."),
    ],
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            metavar="TEXT",
            help="Why, from what the documents show of the work; no fact that no decision may stand on "
            "(age, gender, origin, family, health, belief).",
        ),
    ],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided and stands for it.")],
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
    actor: Actor = None,
) -> None:
    """Record what a person decided on a candidate for a brief, with the reason and who. Assay decides nothing."""
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.deciding import Deciding
    from assay.workflow.pool.deciding import decide as record
    from assay.workflow.pool.upkeep_recording import decisions_record
    from assay.workflow.pool.whom import find_person
    from assay.workflow.recording import to_json

    check_outputs([json])
    at = utc_now()
    with opened(store, index, key_file, actor) as pool:
        whom = find_person(pool, person, at=at)
        asked = Deciding(person=whom, brief=brief, verdict=decision, reason=reason, by=by)
        found = record(pool, asked, at=at)
    if json:
        write(json, to_json(decisions_record([found])))
    if json != STDOUT:
        typer.echo(f"recorded: person {found.person} {found.verdict.value} for {found.brief}")


def decisions(
    person: Annotated[
        str | None, typer.Option("--person", metavar="PERSON", help="Only those on this person.")
    ] = None,
    brief: Annotated[
        str | None, typer.Option("--brief", "-b", metavar="ID", help="Only those for this brief.")
    ] = None,
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
) -> None:
    """List decisions with their reasons, the oldest first; of people who may not be read now, only when named."""
    from assay.interfaces.report.upkeep import show_decisions
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.deciding import pool_decisions
    from assay.workflow.pool.upkeep_recording import decisions_record
    from assay.workflow.pool.whom import find_person
    from assay.workflow.recording import to_json

    check_outputs([json])
    at = utc_now()
    with opened(store, index, key_file, None) as pool:
        whom = find_person(pool, person, at=at) if person else None
        found = pool_decisions(pool, at=at, person=whom, brief=brief)
    if json:
        write(json, to_json(decisions_record(found)))
        note(f"{len(found)} decisions")
    if json != STDOUT:
        show_decisions(found)
