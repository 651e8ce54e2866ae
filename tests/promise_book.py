"""A book of promises and a desk for it, over real databases."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7

from callassist.events import Decision
from callassist.promises.kept import Decided

CALL = uuid7()


def decided(
    what: str = "call back",
    due: str | None = "2026-03-03T13:00:00+00:00",
    *,
    number: int = 1,
    seq: int = 10,
    state: Decision = "approved",
    call: UUID = CALL,
    person: UUID | None = None,
    part: str | None = None,
) -> Decided:
    """What an agent decided in a call."""
    return Decided(
        call=call,
        seq=seq,
        number=number,
        state=state,
        what=what,
        due=due,
        part=part,
        made_at="2026-03-01T07:00:00+00:00",
        person=person,
        called="0551234567",
        name="Front desk",
    )
