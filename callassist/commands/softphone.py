"""`callassist softphone`: say by hand, or from a script, what a softphone without a link does."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from callassist import handover

What = Enum("What", {verb: verb for verb in handover.VERBS}, type=str)  # type: ignore[misc]  # typer reads an Enum


def softphone(
    what: Annotated[What, typer.Argument(help="What the softphone does.", show_default=False)],
    number: Annotated[str, typer.Option(help="Of the other side, in any spelling; none where it is withheld.")] = "",
    name: Annotated[str, typer.Option(help="What the softphone shows for the number.")] = "",
) -> None:
    """Tell the running CallAssist that a call rings, is answered, held, resumed, dialled or hung up.

    `start` means `answer` and `end` means `hangup`. Softphones run callassist-hook instead, which is there sooner.
    """
    from callassist.errors import UserError

    try:
        handover.deliver(handover.message(str(what.value), number, name))
    except handover.NotRunning as error:
        raise UserError("CallAssist is not running, so nobody was told.", "Start it first.") from error
    except handover.NoAnswer as error:
        raise UserError("CallAssist does not answer.", "End its process, then start it again.") from error
    except handover.NotOurs as error:
        raise UserError(
            f"{handover.address()} does not belong to this user alone; nobody was told.", "Remove it, then try again."
        ) from error
