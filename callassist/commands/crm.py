"""`callassist customers crm`: the company's CRM, for the administrator who connects it and looks after it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from uuid import UUID

    from callassist.customers.crm.description import Description
    from callassist.customers.crm.outbox import Outbox, Waiting
    from callassist.store.database import Database

app = typer.Typer(no_args_is_help=True, help="The company's CRM: check it, give its token, see what waits for it.")
_outbox = typer.Typer(no_args_is_help=True, help="What waits to be written to the CRM.")
app.add_typer(_outbox, name="outbox")

_File = Annotated[
    Path | None,
    typer.Option("--file", help="The CRM's description; else crm.toml among the settings.", show_default=False),
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.command()
def check(
    number: Annotated[
        str | None,
        typer.Option(help="Of a customer whom the CRM knows, to see what it says of them.", show_default=False),
    ] = None,
    file: _File = None,
    as_json: _Json = False,
) -> None:
    """Say what works with the real CRM: the description, the token, the server, and what it says of a number.

    Nothing is written, neither there nor here. Exit code 1 where something does not work.
    """
    from callassist.commands.customer_records import region_of
    from callassist.customers import policy
    from callassist.customers.crm.checking import examine
    from callassist.text.redaction import load_policy

    description, path = _description(file)
    vip = policy.load().card.vip
    failed = False
    for finding in examine(description, path, number, redaction=load_policy(), region=region_of(None), vip=vip):
        failed = failed or finding.works is False
        typer.echo(json.dumps(asdict(finding), ensure_ascii=False) if as_json else finding.line)
    if failed:
        raise typer.Exit(1)


@app.command()
def token(
    forget: Annotated[bool, typer.Option("--forget", help="Take the token out of the keyring instead.")] = False,
    file: _File = None,
) -> None:
    """Put the CRM's bearer token into this user's keyring. It is asked for unseen, or read from standard input.

    It is kept for the server in the description and is never sent to another one.
    """
    from callassist.customers.crm import token as kept

    origin = _description(file)[0].server.origin
    if forget:
        typer.echo("The token is gone." if kept.forget(origin) else f"There was no token for {origin}.")
        return
    given = typer.prompt(f"Token for {origin}", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline()
    kept.keep(origin, given)
    typer.echo(f"The token for {origin} is in the keyring. Try it: callassist customers crm check.")


@_outbox.command("list")
def list_waiting(as_json: _Json = False) -> None:
    """Show what waits, the oldest first: since when, why, and whether it was refused for good."""
    from callassist.customers.records import records_path
    from callassist.store.database import open_for_reading
    from callassist.store.records_schema import RECORDS

    found: list[Waiting] = []
    if records_path().exists():
        with open_for_reading(records_path(), RECORDS) as database:
            found = _outbox_of(database).all()
    for each in found:
        line = asdict(each) | {"kind": each.entry.kind}
        typer.echo(json.dumps(line, ensure_ascii=False, default=str) if as_json else _told(each))
    if not found and not as_json:
        typer.echo("Nothing waits.")


@_outbox.command()
def retry(
    key: Annotated[
        str | None, typer.Argument(help="Its key, or how that begins, as `list` shows it.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that waits or was refused.")] = False,
) -> None:
    """Have an entry sent again when CallAssist runs next, also one that was refused for good."""
    from callassist.errors import UserError

    if (key is None) == (not everything):
        raise UserError("Say which one, or --all.", "See: callassist customers crm outbox list.", exit_code=2)
    with _writing() as outbox:
        done = outbox.retry(None if key is None else [_named(outbox, key)], _now())
    typer.echo(f"{done} will be sent when CallAssist runs.")


@_outbox.command()
def drop(
    key: Annotated[str, typer.Argument(help="Its key, or how that begins, as `list` shows it.", show_default=False)],
) -> None:
    """Throw an entry away: the CRM never gets it. What the call's own record says stays."""
    with _writing() as outbox:
        outbox.drop(_named(outbox, key))
    typer.echo("It is dropped.")


def _description(file: Path | None) -> tuple[Description, Path]:
    from callassist.customers.crm import description
    from callassist.errors import UserError

    path = file or description.own_path()
    if file is None and not path.exists():
        raise UserError(
            f"No CRM is described: there is no {path}.",
            "Write one after resources/crm/example.toml; docs/crm.md helps.",
        )
    return description.load(path), path


@contextmanager
def _writing() -> Iterator[Outbox]:
    from callassist.customers.records import records_path
    from callassist.store.database import open_for_writing
    from callassist.store.records_schema import RECORDS

    with open_for_writing(records_path(), RECORDS) as database:
        yield _outbox_of(database)


def _outbox_of(database: Database) -> Outbox:
    from callassist.customers.crm.outbox import Outbox
    from callassist.text.redaction import load_policy

    return Outbox(database, load_policy())


def _named(outbox: Outbox, key: str) -> UUID:
    """The one entry whose key begins so."""
    from callassist.errors import UserError

    found = [each.key for each in outbox.all() if str(each.key).startswith(key.lower())] if key else []
    if len(found) != 1:
        what = "Nothing in the outbox has" if not found else "Several in the outbox have"
        raise UserError(f"{what} a key that begins with {key!r}.", "See: callassist customers crm outbox list.")
    return found[0]


def _told(each: Waiting) -> str:
    state = "refused" if each.parked else f"again at {each.due_at:%Y-%m-%d %H:%M}Z" if each.attempts else "to be sent"
    line = (
        f"{each.key}  {each.entry.kind}  since {each.made_at:%Y-%m-%d %H:%M}Z  {state}  (tried {each.attempts} times)"
    )
    return f"{line}\n  {each.reason}" if each.reason else line


def _now() -> datetime:
    return datetime.now(UTC)
