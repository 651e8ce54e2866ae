"""`callassist report`: what is told of calls that are over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from callassist.commands.customer_records import Region, region_of

if TYPE_CHECKING:
    from callassist.events import Language
    from callassist.reports.call_filters import Filters, Flag, Period
    from callassist.reports.call_log import CallLog, LoggedCall

app = typer.Typer(no_args_is_help=True, help="What is told of calls that are over: lists and single calls, as files.")


@app.callback()
def _reports() -> None:
    """So that there may be more than one."""


@app.command()
def calls(
    since: Annotated[str | None, typer.Option("--from", help="The first day, YYYY-MM-DD.", show_default=False)] = None,
    until: Annotated[str | None, typer.Option("--to", help="The last day, YYYY-MM-DD.", show_default=False)] = None,
    period: Annotated[
        str | None, typer.Option(help="Or: today, yesterday, this_week, last_week.", show_default=False)
    ] = None,
    customer: Annotated[
        str, typer.Option(help="Part of a name, or a number in any spelling.", show_default=False)
    ] = "",
    flag: Annotated[
        list[str] | None,
        typer.Option(
            help="Something that happened in it; several must all fit: abuse, threat, warning, may_end, interruption,"
            " cut, refused, gap, misstatement, redacted.",
            show_default=False,
        ),
    ] = None,
    category: Annotated[str | None, typer.Option(help="Of the wrap-up, or not_wrapped_up.", show_default=False)] = None,
    outcome: Annotated[str | None, typer.Option(help="Of the wrap-up, or not_wrapped_up.", show_default=False)] = None,
    promises: Annotated[bool, typer.Option("--open-promises", help="Something promised in it is still open.")] = False,
    search: Annotated[
        str, typer.Option(help="Words that were said in one utterance; in quotation marks as they are.")
    ] = "",
    call: Annotated[
        str | None, typer.Option(help="One call instead: its id, its key, or 'last'.", show_default=False)
    ] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the list to this file.", show_default=False)] = None,
    json: Annotated[
        Path | None,
        typer.Option(help="Write the list, or with --call all lines of one, to this file.", show_default=False),
    ] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write one call (--call) to this file.", show_default=False)] = None,
    language: Annotated[
        str | None, typer.Option(help="Of the PDF: ar or en; else the call's own.", show_default=False)
    ] = None,
    region: Region = None,
) -> None:
    """Past calls, the newest first: on the screen, or as a file, which must not exist yet and is not encrypted."""
    from callassist.commands.choices import spoken_language
    from callassist.errors import UserError

    chosen = [("csv", csv), ("json", json), ("pdf", pdf)]
    targets = [(form, target) for form, target in chosen if target is not None]
    if len(targets) > 1:
        raise UserError("Only one of --csv, --json and --pdf can be written at a time.", "Give one.", exit_code=2)
    form, target = targets[0] if targets else ("", Path())
    if targets and target.exists():
        raise UserError(f"{target} exists already.", "Give another name: an export never replaces a file.")
    filters = _filters(since, until, period, flag or [])
    filters = _and(filters, customer=customer, category=category, outcome=outcome, promises=promises, said=search)
    wanted_language = spoken_language(language)
    if call is None and form == "pdf":
        raise UserError("A PDF holds one call.", "Name it with --call: its id, its key, or 'last'.", exit_code=2)
    if call is not None and (not filters.is_empty or form == "csv"):
        raise UserError("--call goes with no filter and no --csv.", "Use it with --json or --pdf.", exit_code=2)
    with _log(region) as log:
        if call is not None:
            _one(log, call, form, target, wanted_language)
        elif form:
            _many(log, filters, form, target)
        else:
            _printed(log, filters)


def _one(log: CallLog, name: str, form: str, target: Path, language: Language | None) -> None:
    from callassist.reports.exporting import as_json, call_lines, export_call

    found = log.find(name)
    if not form:
        for each in call_lines(log, found.key):
            typer.echo(as_json(each))
        return
    own: Language = "en" if found.language == "en" else "ar"
    export_call(log, found.key, "pdf" if form == "pdf" else "json", target, language or own)
    _written(target)


def _many(log: CallLog, filters: Filters, form: str, target: Path) -> None:
    from callassist.reports.exporting import export_list

    count = export_list(log, filters, "csv" if form == "csv" else "json", target)
    _written(target, f" with {count} calls")


def _written(target: Path, what: str = "") -> None:
    note = "It is NOT encrypted: whoever gets the file can read it. Delete it when done."
    typer.echo(f"Wrote {target}{what}. {note}", err=True)


def _printed(log: CallLog, filters: Filters) -> None:
    from callassist.reports.exporting import every

    some = False
    for each in every(log, filters):
        some = True
        typer.echo(_words(each))
    if not some:
        fits = "There is no call yet." if filters.is_empty else "No call fits."
        typer.echo(fits, err=True)


def _words(call: LoggedCall) -> str:
    began = call.started_at[:16].replace("T", " ")
    length = "--:--" if call.ended_t is None else "{:02d}:{:02d}".format(*divmod(int(call.ended_t), 60))
    who = " ".join(part for part in (call.number, call.name) if part) or "(nobody knows who)"
    happened = ", ".join(flag if count == 1 else f"{flag} {count}" for flag, count in call.flags.items())
    became = f"{call.category or '-'}/{call.outcome or '-'}" if call.wrapped_up else "not wrapped up"
    late = f", {call.overdue_promises} overdue" if call.overdue_promises else ""
    promised = f"{call.open_promises} open promises{late}" if call.open_promises else ""
    said = "" if call.found is None else f"«{call.found.text}»"
    return "  ".join(part for part in (began, length, call.id, who, happened, became, promised, said) if part)


def _filters(since: str | None, until: str | None, period: str | None, flags: list[str]) -> Filters:
    from callassist.errors import UserError
    from callassist.reports.call_filters import FLAGS, PERIODS, Filters

    first, last = _day("--from", since), _day("--to", until)
    if first is not None and last is not None and last < first:
        raise UserError(f"--to {last} is before --from {first}.", "Give the earlier day first.", exit_code=2)
    if period is not None and (first is not None or last is not None):
        raise UserError("--period goes with neither --from nor --to.", "Give the one or the others.", exit_code=2)
    named: Period | None = next((each for each in PERIODS if each == period), None)
    if period is not None and named is None:
        raise UserError(f"There is no period {period!r}.", f"Choose one of: {', '.join(PERIODS)}.", exit_code=2)
    wanted: set[Flag] = {each for each in FLAGS if each in flags}
    if strangers := sorted(set(flags) - set(FLAGS)):
        raise UserError(f"There is no flag {strangers[0]!r}.", f"Choose of: {', '.join(FLAGS)}.", exit_code=2)
    return Filters(period=named, since=first, until=last, flags=frozenset(wanted))


def _and(
    filters: Filters, *, customer: str, category: str | None, outcome: str | None, promises: bool, said: str
) -> Filters:
    from dataclasses import replace

    more = replace(filters, customer=customer, category=category, outcome=outcome)
    return replace(more, open_promises=promises, said=said)


def _day(option: str, given: str | None) -> date | None:
    from callassist.errors import UserError

    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise UserError(f"{option} {given!r} is no day.", "Write it as 2026-03-01.", exit_code=2) from error


@contextmanager
def _log(region: str | None) -> Iterator[CallLog]:
    from callassist.reports.call_log import CallLog
    from callassist.store.database import journal_path, open_for_reading

    own = region_of(region)
    with open_for_reading(journal_path()) as journal:
        yield CallLog(journal, region=own)
