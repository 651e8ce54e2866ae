"""`callassist db`: what is stored, for the person who looks after the PC and the one who may read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from callassist.store.database import Database

app = typer.Typer(no_args_is_help=True, help="What is stored: bring it up to date, back it up, get it out.")


@app.command()
def upgrade() -> None:
    """Bring every database to the schema of this program, or make it. A copy of what was is kept beside it.

    CallAssist does this itself when it starts; it must not be running meanwhile.
    """
    from callassist.store.database import open_for_writing
    from callassist.store.databases import DATABASES, path_of

    for schema in DATABASES:
        with open_for_writing(path_of(schema), schema) as database:
            if database.made:
                typer.echo(f"Made {database.path}. Its key is kept in {database.key.kept}.")
            elif database.upgraded_from is None:
                typer.echo(f"{database.path} is up to date (schema {schema.head}).")
            else:
                typer.echo(f"{database.path} went from schema {database.upgraded_from} to {schema.head}.")
                typer.echo(f"What it was before is in {database.before_upgrade}.")


@app.command()
def backup(
    dest: Annotated[Path, typer.Argument(help="A folder; it is made if need be.", show_default=False)],
) -> None:
    """Copy the databases into a folder, also while CallAssist is running. A copy is encrypted like its original."""
    from callassist.store.backup import copy_into
    from callassist.store.databases import path_of, present

    for schema in present():
        written, key = copy_into(dest, path_of(schema))
        typer.echo(f"Wrote {written} and read it through: it is whole.")
        typer.echo(f"Without its key nobody can read it. Keep a copy of the key too, apart from it: {key.kept}.")


@app.command()
def export(
    call: Annotated[
        str | None, typer.Option(help="One call: its id, its key, or 'last'. Else all.", show_default=False)
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every row of every database and every word of its index instead.")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="A transcript to read instead of JSON Lines.")] = False,
    output: Annotated[str, typer.Option(help="A file, which must not exist yet; '-' is standard output.")] = "-",
) -> None:
    """Write out stored calls, readable: a line for each event, as in a call file. What comes out is not encrypted.

    Customers come out with --all, or as a list: callassist customers export.
    """
    from callassist.errors import UserError
    from callassist.store.database import journal_path, open_for_reading
    from callassist.store.databases import path_of, present
    from callassist.store.export import write_private

    if everything and (text or call is not None):
        raise UserError("--all goes with neither --call nor --text.", "Use it alone.", exit_code=2)
    with ExitStack() as opened:
        if everything:
            # All are opened before the first line is written: a fault in one is said before anything is out.
            found = present()
            lines = _everything([opened.enter_context(open_for_reading(path_of(each), each)) for each in found])
        else:
            lines = _calls(opened.enter_context(open_for_reading(journal_path())), call, as_text=text)
        if output == "-":
            for line in lines:
                typer.echo(line)
            return
        write_private(Path(output), lines)
    typer.echo(
        f"Wrote {output}. It is NOT encrypted: whoever gets the file can read it. Delete it when done.", err=True
    )


def _everything(databases: list[Database]) -> Iterator[str]:
    from callassist.store.export import as_json, rows

    for database in databases:
        yield from (as_json({"database": database.schema.file} | row) for row in rows(database))


def _calls(database: Database, name: str | None, *, as_text: bool) -> Iterator[str]:
    from callassist.store.calls import StoredCalls
    from callassist.store.export import as_json, transcript_lines

    stored = StoredCalls(database)
    for found in stored.calls() if name is None else [stored.find(name)]:
        if as_text:
            yield from transcript_lines(found, stored.transcript(found.key))
        else:
            yield from (as_json(line) for line in stored.lines(found.key))
