"""`callassist conduct`: thresholds that agents' rejections propose, and who decided what about them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from callassist.errors import UserError

if TYPE_CHECKING:
    from callassist.conduct.proposals import Proposal
    from callassist.conduct.thresholds import Decision

app = typer.Typer(no_args_is_help=True, help="How calls go: what agents' rejected alarms propose.")
proposals = typer.Typer(help="Higher thresholds that agents' rejected alarms propose. Nothing changes by itself.")
app.add_typer(proposals, name="proposals")

_MOST_LINES = 10

_By = Annotated[str, typer.Option(help="The name of who decides.", show_default=False)]
_Which = Annotated[str, typer.Argument(metavar="THRESHOLD", help="Like abuse.unruled.", show_default=False)]


@proposals.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show what is proposed now, with the lines that it is based on."""
    if context.invoked_subcommand is not None:
        return
    from callassist.conduct.reviewing import ThresholdReview

    found = ThresholdReview().proposals()
    for each in found:
        typer.echo(json.dumps(_line(each), ensure_ascii=False) if as_json else _text(each))
    if not found and not as_json:
        typer.echo("Nothing is proposed.")


@proposals.command()
def approve(threshold: _Which, by: _By) -> None:
    """Put a proposed value into force, from the next call on; CallAssist takes it up when it starts."""
    _decide(threshold, by, approve=True)


@proposals.command()
def decline(threshold: _Which, by: _By) -> None:
    """Leave a threshold as it is; only what is rejected from now on proposes another value for it."""
    _decide(threshold, by, approve=False)


@proposals.command()
def decided(as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False) -> None:
    """Show what was decided, by whom and when, the oldest first."""
    from callassist.conduct.reviewing import ThresholdReview

    found = ThresholdReview().decisions()
    for number, each in enumerate(found, start=1):
        typer.echo(each.model_dump_json() if as_json else _decision(number, each))
    if not found and not as_json:
        typer.echo("Nothing was decided yet.")


@proposals.command()
def undo(
    number: Annotated[int, typer.Argument(min=1, help="As `decided` shows it.", show_default=False)], by: _By
) -> None:
    """Take a decision back; the value before it is in force again."""
    from callassist.conduct.reviewing import ThresholdReview

    review = ThresholdReview()
    found = review.decisions()
    if number > len(found):
        raise UserError(f"There is no decision {number}.", "callassist conduct proposals decided shows them.")
    undone = review.undo(found[number - 1].key, by=by)
    typer.echo(f"Taken back: {_decision(number, undone)}")


def _decide(threshold: str, by: str, *, approve: bool) -> None:
    from callassist.conduct.anger_policy import THRESHOLDS
    from callassist.conduct.reviewing import ThresholdReview

    which = next((each for each in THRESHOLDS if each == threshold), None)
    if which is None:
        raise UserError(f"There is no threshold {threshold}.", f"There are: {', '.join(THRESHOLDS)}.")
    made = ThresholdReview().decide(which, approve=approve, by=by)
    if approve:
        typer.echo(f"{made.threshold} is {made.after:g} now; it was {made.before:g}.")
    else:
        typer.echo(f"{made.threshold} stays {made.before:g}.")


def _line(proposal: Proposal) -> dict[str, object]:
    return {
        "threshold": proposal.threshold,
        "before": proposal.before,
        "after": proposal.after,
        "days": proposal.days,
        "told": proposal.told,
        "rejected": len(proposal.rejected),
        "avoids": len(proposal.avoids),
        "confirmed": len(proposal.confirmed),
        "loses": len(proposal.loses),
        "lines": [
            {"call": alarm.call, "at": alarm.at.isoformat(timespec="seconds"), "score": alarm.score}
            | {"words": alarm.words, "verdict": alarm.verdict, "avoided": alarm in proposal.avoids + proposal.loses}
            for alarm in (*proposal.rejected, *proposal.confirmed)
        ],
    }


def _text(proposal: Proposal) -> str:
    kind, _, rule = proposal.threshold.partition(".")
    found_by = "where a rule found it too" if rule == "ruled" else "where no rule found it"
    lines = [
        f"{proposal.threshold}  from {proposal.before:g} to {proposal.after:g}   ({kind}, {found_by})",
        f"    of {proposal.told} alarms in {proposal.days} days agents rejected {len(proposal.rejected)};"
        f" it would have avoided {len(proposal.avoids)} of them,"
        f" and lost {len(proposal.loses)} of {len(proposal.confirmed)} confirmed",
    ]
    for mark, alarms in (("avoided", proposal.avoids), ("lost", proposal.loses)):
        lines += [
            f"    {mark}  {alarm.score:.2f}  {alarm.at:%Y-%m-%d}  {alarm.words}" for alarm in alarms[:_MOST_LINES]
        ]
    return "\n".join(lines)


def _decision(number: int, decision: Decision) -> str:
    what = "raised" if decision.decision == "approved" else "not raised"
    told = f"{decision.at.astimezone():%Y-%m-%d %H:%M}  {decision.by}: {decision.threshold} {what}"
    told += f" from {decision.before:g} to {decision.after:g}"
    told += f" (avoids {decision.avoids} of {decision.rejected}, loses {decision.loses} of {decision.confirmed})"
    if decision.undone_at is not None:
        told += f"; taken back by {decision.undone_by}, {decision.undone_at.astimezone():%Y-%m-%d %H:%M}"
    return f"{number}  {told}"
