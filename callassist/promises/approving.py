"""Approves by a key: the latest of what was proposed, where a call file or a chord says no more than that."""

from __future__ import annotations

from collections.abc import Iterable

from callassist.events import CallStarted, Commitment, CommitmentSettled, CommitmentWithdrawn, Event, KeyPressed


class ApprovalObserver:
    """Turns the key `commitment_approved` into the decision that it stands for, if anything waits for one."""

    def __init__(self) -> None:
        self._known: dict[int, Commitment] = {}
        self._waiting: dict[int, None] = {}

    def observe(self, event: Event) -> Iterable[Event]:
        """The approval, if `event` is the key."""
        match event:
            case CallStarted():
                self._known, self._waiting = {}, {}
            case Commitment():
                self._known[event.number] = event
                self._wait(event.number)
            case CommitmentWithdrawn():
                self._waiting.pop(event.number, None)
            case CommitmentSettled(state="proposed") if event.number in self._known:
                self._wait(event.number)
            case CommitmentSettled():
                self._waiting.pop(event.number, None)
            case KeyPressed(action="commitment_approved") if self._waiting:
                latest = self._known[next(reversed(self._waiting))]
                return (approved(latest, event.t),)
            case _:
                pass
        return ()

    def _wait(self, number: int) -> None:
        """It was proposed last."""
        self._waiting.pop(number, None)
        self._waiting[number] = None


def approved(commitment: Commitment, t: float) -> CommitmentSettled:
    """The decision that a commitment counts as it was proposed."""
    return CommitmentSettled(
        t=t,
        number=commitment.number,
        state="approved",
        what=commitment.what,
        due=commitment.due,
        part=commitment.part,
    )
