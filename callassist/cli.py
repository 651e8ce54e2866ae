"""The command `callassist`. Heavy imports wait until a command runs, so that help is there at once."""

from __future__ import annotations

import errno
import os
import sys

import typer

from callassist import __version__
from callassist.commands import (
    conduct,
    customers,
    db,
    demo,
    doctor,
    evaluate,
    knowledge,
    models,
    phrases,
    redact,
    replay,
    report,
    softphone,
    transcribe,
    window,
)
from callassist.errors import UserError

app = typer.Typer(
    name="callassist",
    help="Hears both sides of a call on this PC, writes down what is said, and keeps what must not be written off it.",
    invoke_without_command=True,
    rich_markup_mode=None,  # plain help is there in half the time
    pretty_exceptions_enable=False,  # its tracebacks show local variables, and those hold what callers say
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo")(demo.demo)
app.command("transcribe")(transcribe.transcribe)
app.command("replay")(replay.replay)
app.command("redact")(redact.redact)
app.command("evaluate")(evaluate.evaluate)
app.command("doctor")(doctor.doctor)
app.command("phrases")(phrases.phrases)
app.command("softphone")(softphone.softphone)
app.add_typer(models.app, name="models")
app.add_typer(customers.app, name="customers")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(conduct.app, name="conduct")
app.add_typer(db.app, name="db")
app.add_typer(report.app, name="report")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"callassist {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Say which version it is."),
) -> None:
    """Without a command, open the window beside the softphone, or show it where it is open."""
    if context.invoked_subcommand is None:
        window.open_window()


def main() -> None:
    """Run the command line; a user's error is said in a sentence, a bug is written down whole.

    Exits with 0 when it went well whatever was found, 1 when the work failed, 2 when the command was used wrongly.
    """
    _stand_in_for_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # Windows pipes default to a code page that has no Arabic.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except UserError as error:
        typer.echo(f"callassist: {error}", err=True)
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 - the last stop: it is written down whole, then the exit code tells
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            where = f"for {error.filename}" if error.filename else "where the output goes"
            typer.echo(f"callassist: There is no room left {where}. Free some space and run it again.", err=True)
            sys.exit(1)
        from callassist import logs

        report = logs.crash_report(error)
        typer.echo(f"callassist: a fault in the program. The report is in {report}; please send it on.", err=True)
        sys.exit(1)


def _stand_in_for_closed_streams() -> None:
    """Whoever starts us may have closed them; a database opened in their place would be written to by mistake."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - for as long as the program runs
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


if __name__ == "__main__":
    main()
