"""`callassist knowledge board`: what is broken just now."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from callassist.knowledge.board import Incident

app = typer.Typer(help="What is broken just now, where, until when, and what to say.")

_Moment = Annotated[datetime | None, typer.Option(help="Like 2026-11-02T18:00, by the clock of this PC.")]


@app.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Past and future ones too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show what counts just now."""
    if context.invoked_subcommand is not None:
        return
    from callassist.knowledge.base import KnowledgeBase
    from callassist.knowledge.board import Board
    from callassist.knowledge.stored_board import StoredBoard

    now = datetime.now().astimezone()
    kept = StoredBoard(KnowledgeBase()).incidents()
    shown = kept if everything else Board(kept).active(now)
    for incident in shown:
        typer.echo(json.dumps(_line(incident, now), ensure_ascii=False) if as_json else _text(incident, now))
    if not shown and not as_json:
        typer.echo("Nothing on the board counts just now; --all shows the rest." if kept else "The board is empty.")


@app.command("import")
def import_incidents(
    file: Annotated[Path, typer.Argument(help="A TOML file of [[incidents]].", show_default=False)],
) -> None:
    """Put the incidents of a file on the board; one of the same id is replaced."""
    from callassist.knowledge.base import KnowledgeBase
    from callassist.knowledge.board import read
    from callassist.knowledge.stored_board import StoredBoard

    incidents = read(file)
    StoredBoard(KnowledgeBase()).put(incidents)
    typer.echo(f"On the board: {', '.join(incident.id for incident in incidents) or 'nothing new'}.")


@app.command()
def add(
    incident_id: Annotated[str, typer.Argument(metavar="ID", help="By which it is changed and ended.")],
    title: Annotated[str, typer.Option(help="For the agent.")],
    until: Annotated[datetime, typer.Option(help="Like 2026-11-02T18:00, by the clock of this PC.")],
    words: Annotated[list[str], typer.Option(help="How customers speak of it; may be given again.")],
    say_ar: Annotated[str | None, typer.Option(help="What to say, in Arabic.", show_default=False)] = None,
    say_en: Annotated[str | None, typer.Option(help="What to say, in English.", show_default=False)] = None,
    area: Annotated[str | None, typer.Option(help="Where.", show_default=False)] = None,
    since: _Moment = None,
) -> None:
    """Put an incident on the board, or change the one of this id. It counts from now unless --since says so."""
    from pydantic import ValidationError

    from callassist.errors import UserError
    from callassist.knowledge.base import KnowledgeBase
    from callassist.knowledge.board import Incident
    from callassist.knowledge.stored_board import StoredBoard

    written = {
        "id": incident_id,
        "title": title,
        "area": area,
        "since": since or datetime.now().astimezone(),
        "until": until,
        "say": {"ar": say_ar, "en": say_en},
        "words": words,
    }
    try:
        incident = Incident.model_validate(written)
    except ValidationError as error:
        said = ((".".join(map(str, item["loc"])), item["msg"].removeprefix("Value error, ")) for item in error.errors())
        reasons = "; ".join(f"{where} {message}".strip() for where, message in said)
        raise UserError(f"That is no incident: {reasons}.", "Give it differently.", exit_code=2) from error
    StoredBoard(KnowledgeBase()).put([incident])
    typer.echo(f"On the board until {incident.until:%Y-%m-%d %H:%M}: {incident.id}.")


@app.command()
def end(incident_id: Annotated[str, typer.Argument(metavar="ID", help="Which.", show_default=False)]) -> None:
    """Let an incident be over now."""
    from callassist.knowledge.base import KnowledgeBase
    from callassist.knowledge.stored_board import StoredBoard

    StoredBoard(KnowledgeBase()).end(incident_id, datetime.now().astimezone())
    typer.echo(f"It is over: {incident_id}.")


def _line(incident: Incident, now: datetime) -> dict[str, object]:
    return incident.model_dump(mode="json", exclude_none=True) | {"active": incident.is_active(now)}


def _text(incident: Incident, now: datetime) -> str:
    where = f" ({incident.area.words('ar')})" if incident.area else ""
    span = f"{incident.since.astimezone():%Y-%m-%d %H:%M} to {incident.until.astimezone():%Y-%m-%d %H:%M}"
    state = "now" if incident.is_active(now) else "over" if incident.until <= now else "to come"
    say = [f"    {words}" for words in (incident.say.ar, incident.say.en) if words]
    return "\n".join([f"{incident.id}  {incident.title.words('ar')}{where}  {span}, {state}", *dict.fromkeys(say)])
