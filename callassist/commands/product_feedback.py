"""`callassist customers feedback`: what agents wrote down of products, for the departments that make them."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer


def feedback(
    since: Annotated[str | None, typer.Option(help="From this day on: 2026-03-01.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, not CSV.")] = False,
) -> None:
    """Give out product feedback as CSV, the oldest first. It names no customer."""
    from callassist.calls.wrapping_up.stored import product_feedback
    from callassist.store.database import journal_path, open_for_reading

    if since is not None:
        try:
            date.fromisoformat(since)
        except ValueError:
            raise typer.BadParameter("Give a day as in 2026-03-01.", param_hint="--since") from None
    with open_for_reading(journal_path()) as database:
        found = product_feedback(database, since)
    if as_json:
        for each in found:
            typer.echo(json.dumps(asdict(each), ensure_ascii=False))
        return
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("at", "category", "text", "agent"))
    table.writerows((each.at, each.category or "", each.text, each.agent or "") for each in found)
