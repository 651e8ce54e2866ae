"""`callassist customers merge` and `undo`: two records of one person become one, and that is taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from callassist.commands.customer_records import Policy, Region, records_of

if TYPE_CHECKING:
    from callassist.customers.records import Records


def merge(
    kept: Annotated[
        str, typer.Argument(help="The record that stays: key, company's id, number, or how the name begins.")
    ],
    other: Annotated[str, typer.Argument(help="The record that goes into it.")],
    preview: Annotated[bool, typer.Option("--preview", help="Show what would happen, and change nothing.")] = False,
    region: Region = None,
    policy: Policy = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Make two records of one person one: history, numbers and all else of OTHER become part of KEPT.

    What contradicts stays readable in the remark of KEPT. `customers undo` takes it back, also days later.
    """
    from callassist.customers.told import merge_as_json, merge_lines

    with records_of(policy, region, writing=not preview) as records:
        vip = records.policy.card.vip
        both = _one(records, kept), _one(records, other)
        plan = records.merging(*both)
        change = None if preview else records.merge(*both)
    if as_json:
        typer.echo(json.dumps(merge_as_json(plan, vip=vip) | {"change": change}, ensure_ascii=False, default=str))
        return
    typer.echo("\n".join(merge_lines(plan, vip=vip)))
    if change is not None:
        typer.echo(f"Merged. To take it back: callassist customers undo {change}")


def undo(
    change: Annotated[str, typer.Argument(help="The key of the change, as it was said when it was made.")],
    policy: Policy = None,
) -> None:
    """Take a change of a record back. That is a change too: undoing it makes the first one again."""
    with records_of(policy, None, writing=True) as records:
        made = records.undo(_key(change))
    typer.echo(f"Taken back. To have it again: callassist customers undo {made}")


def _one(records: Records, words: str) -> UUID:
    from callassist.errors import UserError

    found = records.find(words)
    if not found:
        raise UserError(f"Nobody is known by {words!r}.", "Look them up: callassist customers show NAME.")
    if len(found) > 1:
        listed = "".join(f"\n  {each.key}  {each.name or '(no name)'}  {each.plan or ''}".rstrip() for each in found)
        raise UserError(f"{len(found)} people fit {words!r}:{listed}\n", "Name one by the key before the name.")
    return found[0].key


def _key(text: str) -> UUID:
    from callassist.errors import UserError

    try:
        return UUID(text)
    except ValueError:
        raise UserError(
            f"{text!r} is no key of a change.", "Copy it whole from where it was said.", exit_code=2
        ) from None
