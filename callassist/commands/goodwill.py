"""`callassist customers goodwill`: what was given to customers, by whom and when."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from callassist.commands.customer_records import Policy, Region, records_of

if TYPE_CHECKING:
    from callassist.conduct.goodwill import Gesture


def goodwill(
    who: Annotated[
        str | None,
        typer.Argument(
            help="Customers by a number, the company's id, or how the name begins; else all.", show_default=False
        ),
    ] = None,
    region: Region = None,
    policy: Policy = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the goodwill that agents gave, the newest first."""
    from callassist.conduct.goodwill import given

    with records_of(policy, region, writing=False) as records:
        people = None if who is None else {found.key for found in records.find(who)}
        gestures = [each for each in given(records.database) if people is None or each.person in people]
    if people is not None and not people:
        typer.echo("Nobody is known by that.", err=True)
    for each in gestures:
        typer.echo(_line(each) if as_json else _words(each))


def _line(gesture: Gesture) -> str:
    told = {
        "day": gesture.day.isoformat(),
        "amount": f"{gesture.amount:f}",
        "currency": gesture.currency,
        "what": gesture.what,
        "agent": gesture.agent,
        "name": gesture.name,
        "person": str(gesture.person),
    }
    return json.dumps(told, ensure_ascii=False)


def _words(gesture: Gesture) -> str:
    by = f"  ({gesture.agent})" if gesture.agent else ""
    return f"{gesture.day}  {gesture.amount:f} {gesture.currency}  {gesture.name or '(no name)'}  {gesture.what}{by}"
