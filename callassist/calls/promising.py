"""What is decided of promises in live calls, on its way from the journal into the book."""

from __future__ import annotations

from uuid import UUID

from callassist.calls.live_call import LiveCall
from callassist.calls.promise_desk import PromiseDesk
from callassist.events import CommitmentSettled, CustomerKnown, Recorded
from callassist.promises.decided import made_at
from callassist.promises.kept import Decided


class Promising:
    """Belongs to the engine's thread.

    Args:
        desk: keeps the book.
    """

    def __init__(self, desk: PromiseDesk) -> None:
        self._desk = desk

    def take(self, call: LiveCall, recorded: Recorded) -> None:
        """Something of a call is in the journal; what was decided of a promise belongs into the book."""
        settled = recorded.event
        if not isinstance(settled, CommitmentSettled):
            return
        stored_as = call.stored_as
        assert stored_as is not None, "what is told is in the journal"
        call.promised = True
        self._desk.take(
            Decided(
                call=stored_as,
                seq=recorded.seq,
                number=settled.number,
                state=settled.state,
                what=settled.what,
                due=settled.due,
                part=settled.part,
                made_at=made_at(call.started.started_at, settled.t),
                person=call.person,
                called=call.started.number,
                name=call.name,
            )
        )

    def belongs_to(self, call: LiveCall, customer: CustomerKnown) -> None:
        """It is this person's call, and so are the promises made in it."""
        call.person = None if customer.person is None else UUID(customer.person)
        if call.promised and call.person is not None and call.stored_as is not None:
            self._desk.attribute(call.stored_as, call.person)
