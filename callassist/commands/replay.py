"""`callassist replay`: what the app makes of a written call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from callassist.events import Incident, Language


def replay(
    file: Annotated[Path, typer.Argument(help="A call file: JSON Lines, see docs/call-file.md.", show_default=False)],
    language: Annotated[
        str | None, typer.Option(help="ar or en; else the call's own, else found from its text.")
    ] = None,
    policy: Annotated[
        Path | None, typer.Option(help="A folder of policies that replace the shipped ones.", show_default=False)
    ] = None,
    knowledge: Annotated[
        Path | None, typer.Option(help="Articles to answer from, instead of the shipped sample.", show_default=False)
    ] = None,
    reports: Annotated[
        Path | None,
        typer.Option(
            help="A folder for the incident reports that come of it, as PDF; made if need be.", show_default=False
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The contract's lines instead of a transcript.")] = False,
) -> None:
    """Play a written call through the real treatment and the observers; nothing is stored.

    The same file gives the same output every time: no clock, database or personal setting is looked at.
    """
    from callassist.calls import callfile, guidance
    from callassist.calls import replay as playing
    from callassist.calls.library import library
    from callassist.commands.choices import policy_file, spoken_language
    from callassist.events import Incident
    from callassist.knowledge import known
    from callassist.terminal import Printer

    wanted = spoken_language(language)
    guided = guidance.load(policy)
    answers = library(known.shipped() if knowledge is None else known.in_files(knowledge), guided.misstatements)
    printer = Printer(as_json=json)
    for number, record in enumerate(callfile.read(file), start=1):
        session = playing.session_of(
            record,
            guided,
            answers,
            language=wanted,
            redaction=policy_file(policy, "redaction.toml"),
            hearing=policy_file(policy, "hearing.toml"),
        )
        for recorded in playing.replay(session, record):
            printer.recorded(recorded)
            if reports is not None and isinstance(recorded.event, Incident):
                _write(recorded.event, wanted or record.call.language or playing.language_of(record), reports, number)


def _write(incident: Incident, language: Language, folder: Path, number: int) -> None:
    """Of the call of that number in its file."""
    from callassist.conduct import report_pdf
    from callassist.errors import UserError

    target = folder / f"incident-{number}.pdf"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_bytes(report_pdf.pdf(incident.report, language))
    except OSError as error:
        raise UserError(
            f"{target} can't be written: {error.strerror or error}", "Name a folder in which you may write."
        ) from None
