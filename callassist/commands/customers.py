"""`callassist customers`: bringing the company's customers in, getting them out, and looking one up."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from callassist.commands import crm, customer_merging, goodwill, product_feedback
from callassist.commands.customer_records import Policy, Region, policy_of, records_of

if TYPE_CHECKING:
    from callassist.customers.importing.columns import Listed
    from callassist.customers.importing.file_import import Stage
    from callassist.customers.importing.history import HistoryImport
    from callassist.customers.importing.people import CustomerImport
    from callassist.customers.records import Records
    from callassist.terminal import Progress

app = typer.Typer(
    no_args_is_help=True, help="The customers' records: import, export, show, merge; and the company's CRM."
)
app.add_typer(crm.app, name="crm")
app.command()(goodwill.goodwill)
app.command()(product_feedback.feedback)
app.command()(customer_merging.merge)
app.command()(customer_merging.undo)


_Kind = Annotated[
    str, typer.Option("--kind", help="What is listed: people, contacts, promises, purchases or incidents.")
]


@app.command("import")
def import_customers(
    file: Annotated[Path, typer.Argument(help="CSV with headings in the first row.", show_default=False)],
    kind: _Kind = "people",
    preview: Annotated[bool, typer.Option("--preview", help="Show what would happen, and import nothing.")] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=HEADING", help="What a column is, where its heading does not tell. May come again."
        ),
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="utf-8, windows-1256, …; else it is found out.")] = None,
    separator: Annotated[str | None, typer.Option(help="One sign, or 'tab'; else it is found out.")] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Import the good rows and list the bad ones in a file, to be mended.")
    ] = False,
    bad_rows: Annotated[
        Path | None, typer.Option(help="That file; else NAME-bad.csv beside the import.", show_default=False)
    ] = None,
    region: Region = None,
    policy: Policy = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Import customers from a CSV file, or what happened with them: all of it or, if a row is bad, nothing.

    People are found again by the company's own id, else by number and name. Importing a file again is safe.
    docs/customers.md lists the columns.
    """
    from callassist.customers.importing.told import as_json as told_as_json
    from callassist.customers.importing.told import counted, in_words

    listed, given = _listed(kind), _given(column or [])
    target = bad_rows or file.with_name(f"{file.stem}-bad.csv")
    with records_of(policy, region, writing=not preview) as records, _Shown() as shown:
        try:
            work = _import(records, file, listed, given, encoding, separator, shown)
            found = work.preview()
            if preview:
                typer.echo(_line(told_as_json(found)) if as_json else "\n".join(in_words(found)))
                return
            counts = work.carry_out(skip_bad=skip_bad, bad_file=target)
        except KeyboardInterrupt:
            typer.echo("Stopped. Nothing was imported.", err=True)
            raise typer.Exit(130) from None
    bad_file = target if counts.bad else None
    if as_json:
        typer.echo(_line(told_as_json(found) | {"listed_in": bad_file}))
        return
    typer.echo(f"Imported {file}: {counted(counts)}")
    if bad_file is not None:
        typer.echo(f"The bad rows are in {bad_file}, each with its reason. Mend them there and import that file.")


@app.command()
def export(
    output: Annotated[str, typer.Option(help="A file, which must not exist yet; '-' is standard output.")] = "-",
    kind: _Kind = "people",
    policy: Policy = None,
) -> None:
    """Write all customers, or all that happened with them, as CSV that import reads. It is not encrypted.

    Cells that a spreadsheet would take for a formula have an apostrophe before them, which import takes off again.
    """
    from callassist.customers.exporting import export_lines, history_lines
    from callassist.customers.records import records_path
    from callassist.store.database import open_for_reading
    from callassist.store.export import write_private
    from callassist.store.records_schema import RECORDS

    listed, vip = _listed(kind), policy_of(policy).card.vip
    with open_for_reading(records_path(), RECORDS) as database:
        lines = export_lines(database, vip=vip) if listed == "people" else history_lines(database, listed)
        if output == "-":
            for line in lines:
                typer.echo(line)
            return
        write_private(Path(output), lines)
    typer.echo(
        f"Wrote {output}. It is NOT encrypted: whoever gets the file can read it. Delete it when done.", err=True
    )


@app.command()
def show(
    who: Annotated[str, typer.Argument(help="A number in any spelling, the company's id, or how the name begins.")],
    verified: Annotated[
        bool, typer.Option("--verified", help="Show what is folded until the caller is verified.")
    ] = False,
    region: Region = None,
    policy: Policy = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line: a card, or people to choose from.")
    ] = False,
) -> None:
    """Show a customer's card, as it pops up when it rings, or all who fit."""
    from dataclasses import asdict

    from callassist.customers.told import card_lines

    with records_of(policy, region, writing=False) as records:
        found = records.find(who)
        card = records.card_of(found[0].key, verified=verified) if len(found) == 1 else None
    if card is not None:
        typer.echo(_line(asdict(card)) if as_json else "\n".join(card_lines(card, datetime.now(UTC))))
        return
    for each in found:
        typer.echo(
            _line(asdict(each)) if as_json else f"{each.addressed or '(no name)'}  {each.plan or ''}  {each.key}"
        )
    if not found:
        typer.echo("Nobody is known by that.", err=True)


def _given(columns: list[str]) -> dict[str, str]:
    from callassist.errors import UserError

    given = {}
    for each in columns:
        field, equals, heading = each.partition("=")
        if not equals:
            raise UserError(
                f"--column wants FIELD=HEADING, not {each!r}.", "Write --column number=Mobile.", exit_code=2
            )
        given[field.strip()] = heading.strip()
    return given


def _import(
    records: Records,
    file: Path,
    kind: Listed,
    given: dict[str, str],
    encoding: str | None,
    separator: str | None,
    shown: _Shown,
) -> CustomerImport | HistoryImport:
    from callassist.customers.importing.history import HistoryImport
    from callassist.customers.importing.people import CustomerImport
    from callassist.errors import UserError

    sign = "\t" if separator in ("tab", "\\t") else separator
    if sign is not None and (len(sign) != 1 or sign in '"\r\n'):
        raise UserError(f"A separator is one sign, not {separator!r}.", "Give ; or , or tab.", exit_code=2)
    if kind == "people":
        return CustomerImport(records, file, given=given, encoding=encoding, separator=sign, progress=shown.reached)
    return HistoryImport(records, file, kind, given=given, encoding=encoding, separator=sign, progress=shown.reached)


def _listed(kind: str) -> Listed:
    from callassist.customers.importing.columns import LISTED
    from callassist.errors import UserError

    for listed in LISTED:
        if kind == listed:
            return listed
    raise UserError(f"There is no kind {kind!r}.", f"Choose one of: {', '.join(LISTED)}.", exit_code=2)


class _Shown(ExitStack):
    """A bar on standard error for each stage, where that is a terminal."""

    def __init__(self) -> None:
        super().__init__()
        self._stage: Stage | None = None
        self._bar: Progress | None = None

    def reached(self, stage: Stage, done: int, of: int) -> None:
        """How much of a stage is done."""
        from callassist.terminal import Progress

        if self._bar is None or stage != self._stage:
            self.close()
            self._stage, self._bar = stage, self.enter_context(Progress(stage, of))
        self._bar.reached(done)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
