"""assay pool export, correct and consent: what a person may ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import STDOUT, check_outputs, month, note, write
from assay.interfaces.cli.options import AsOf, JsonFile
from assay.interfaces.cli.pool_decide import Person
from assay.interfaces.cli.pool_options import Actor, IndexFolder, KeyFile, Store, opened, tell


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog="Example: assay pool export 1f3a9c20 --out for-her/ (a page to read, a JSON file, the original files). "
        "Send it to nobody but the person, encrypted; then remove the folder."
    )(export)
    app.command(
        epilog="Examples: assay pool correct 1f3a9c20 new-cv.pdf · assay pool correct 1f3a9c20 new.pdf --replaces 2 · "
        "assay pool correct 1f3a9c20 --wrong '2019 - 2021' --right '2017 - 2021' · "
        "assay pool correct 1f3a9c20 --note 'I have also run Kafka in production, at Brightlock since 2024.'"
    )(correct)
    app.command(
        epilog="Examples: assay pool consent 1f3a9c20 · assay pool consent 1f3a9c20 --grant matching --grant search "
        "--until 1y · assay pool consent 1f3a9c20 --withdraw search · assay pool consent 1f3a9c20 --keep 2027-12-31"
    )(consent)


def export(  # noqa: PLR0913 - a command's options
    person: Person,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FOLDER", help="A new or empty folder to write into.")
    ],
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
    actor: Actor = None,
) -> None:
    """Write everything held about a person for the person themself: a page, a JSON file, their original files."""
    from assay.interfaces.report.person_export import check_folder, write_export
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.exporting import export_person
    from assay.workflow.pool.upkeep_recording import export_record
    from assay.workflow.pool.whom import find_person
    from assay.workflow.recording import to_json

    check_outputs([json])
    check_folder(out)
    at = utc_now()
    with opened(store, index, key_file, actor) as pool:
        found = export_person(pool, find_person(pool, person, at=at), at=at)
    written = write_export(found, out)
    if json:
        write(json, to_json(export_record(found)))
    if json != STDOUT:
        typer.echo(f"wrote {written[0]}, {written[1].name} and {len(found.files)} documents")
    note(
        "This is readable by anybody who has it: give it to nobody but the person, after you made sure who asks, and "
        f"then remove {out}."
    )


def correct(  # noqa: PLR0913 - a command's options
    person: Person,
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="Corrected documents.")] = None,
    replaces: Annotated[
        list[str] | None,
        typer.Option("--replaces", metavar="NAME|NUMBER", help="The wrong file, where there are several."),
    ] = None,
    beside: Annotated[
        bool, typer.Option("--beside", help="Keep the old documents too: the new ones complete them.")
    ] = False,
    wrong: Annotated[
        str | None,
        typer.Option("--wrong", metavar="TEXT", help="A wrong passage, as it stands in a document."),
    ] = None,
    right: Annotated[
        str, typer.Option("--right", metavar="TEXT", help="What it should say; left out, the passage goes.")
    ] = "",
    statement: Annotated[
        str | None,
        typer.Option("--note", metavar="TEXT", help="A statement in the person's words, kept as a document."),
    ] = None,
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
    as_of: AsOf = None,
    actor: Actor = None,
) -> None:
    """Put right what a person says is wrong: their documents are read again and count so from then on.

    What is replaced is removed, with all that was read of it; the audit log keeps that and when it was corrected.
    """
    from assay.interfaces.report.upkeep import show_corrected
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.correcting import Correction, correct_person
    from assay.workflow.pool.upkeep_recording import correct_record
    from assay.workflow.pool.whom import find_person
    from assay.workflow.recording import to_json

    check_outputs([json])
    at, when = utc_now(), month(as_of)
    with opened(store, index, key_file, actor) as pool:
        asked = Correction(
            person=find_person(pool, person, at=at),
            files=tuple(files or ()),
            replaces=tuple(replaces or ()),
            beside=beside,
            wrong=wrong,
            right=right,
            note=statement,
        )
        found = correct_person(pool, asked, as_of=when, at=at)
    tell(found.notes)
    if json:
        write(json, to_json(correct_record(found)))
    if json != STDOUT:
        show_corrected(found)


def consent(  # noqa: PLR0913 - a command's options
    person: Person,
    grant: Annotated[
        list[str] | None,
        typer.Option("--grant", metavar="matching|search", help="What they agreed to; may be repeated."),
    ] = None,
    withdraw: Annotated[
        list[str] | None,
        typer.Option("--withdraw", metavar="matching|search", help="What they took back; may be repeated."),
    ] = None,
    basis: Annotated[
        str,
        typer.Option(
            "--basis", metavar="consent|contract|legitimate_interest", help="The ground of what is granted."
        ),
    ] = "consent",
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="PERIOD|DATE", help="How long the grant holds: 90d, 1y, a date."),
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option(
            "--keep", metavar="PERIOD|DATE", help="How long they are kept from now: 90d, 1y, a date."
        ),
    ] = None,
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
    actor: Actor = None,
) -> None:
    """What a person agreed to, and for how long they are kept; without options, what holds now."""
    from assay.interfaces.report.upkeep import show_standing
    from assay.workflow.intake import utc_now
    from assay.workflow.pool import consenting
    from assay.workflow.pool.terms import basis_of, purposes_of
    from assay.workflow.pool.upkeep_recording import consent_record
    from assay.workflow.pool.whom import find_person
    from assay.workflow.recording import to_json

    check_outputs([json])
    at = utc_now()
    with opened(store, index, key_file, actor) as pool:
        whom = find_person(pool, person, at=at)
        asked = consenting.Consenting(
            person=whom,
            grant=purposes_of(grant) if grant else frozenset(),
            basis=basis_of(basis),
            until=until,
            withdraw=purposes_of(withdraw) if withdraw else frozenset(),
            keep=keep,
        )
        changes = bool(grant or withdraw or keep or until)
        found = (
            consenting.change_consent(pool, asked, at=at)
            if changes
            else consenting.consent_of(pool, whom, at=at)
        )
    tell(found.notes)
    if withdraw and not found.ended:
        note("nothing that held was for that, so nothing was withdrawn")
    if json:
        write(json, to_json(consent_record(found, at=at)))
    if json != STDOUT:
        show_standing(found)
