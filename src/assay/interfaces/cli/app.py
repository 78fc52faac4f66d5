"""The `assay` command and what all its commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from assay.errors import (
    AssayError,
    BriefError,
    FactsError,
    ModelError,
    RulesError,
    TaxonomyError,
    UsageError,
)
from assay.interfaces.cli import (
    audit,
    brief,
    cluster,
    collect,
    compare,
    demo,
    duplicates,
    evaluate,
    feedback,
    fit,
    match,
    pool,
    profile,
    roles,
    routes,
    schema,
    search,
    similar,
    taxonomy,
    transfer,
)
from assay.interfaces.cli.console import NOTHING_DONE, WRONG_USE, errors, set_quiet

EPILOG = "Exit status: 0 all read, 3 some documents could not be read, 2 wrong use, 1 nothing could be done."

app = typer.Typer(
    name="assay",
    help="Precision matching for AI talent: rank CVs against a role brief, every point backed by a quote.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (
    match,
    compare,
    search,
    similar,
    roles,
    duplicates,
    profile,
    brief,
    transfer,
    schema,
    demo,
    evaluate,
    fit,
):
    module.register(app)
app.add_typer(taxonomy.app, name="taxonomy")
app.add_typer(routes.app, name="routes")
app.add_typer(cluster.app, name="cluster")
app.add_typer(collect.app, name="collect")
app.add_typer(feedback.app, name="feedback")
app.add_typer(pool.app, name="pool")
app.add_typer(audit.app, name="audit")


def _version(value: bool) -> None:
    if value:
        from assay import __version__

        typer.echo(f"assay {__version__}")
        raise typer.Exit


@app.callback()
def common(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes.")] = False,
    _version_asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Options before the command."""
    set_quiet(quiet)


def main() -> None:
    """Run the command line; errors of ours become one sentence and an exit code, never a traceback."""
    try:
        app()
    except (UsageError, BriefError) as error:
        _stop([str(error)], WRONG_USE)
    except FactsError as error:
        _stop(error.faults, WRONG_USE)
    except (TaxonomyError, ModelError, RulesError) as error:
        _stop(error.faults, NOTHING_DONE)
    except AssayError as error:
        _stop([str(error)], NOTHING_DONE)
    except KeyboardInterrupt:
        _stop(["stopped"], 130)


def _stop(sentences: list[str] | tuple[str, ...], code: int) -> None:
    for sentence in sentences:
        errors().print(f"assay: {sentence}", markup=False, style="red")
    raise SystemExit(code)
