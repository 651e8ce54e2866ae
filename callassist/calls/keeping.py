"""Keep, then show: nothing final is given out to be shown before the journal has it on the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from callassist.calls.journal import Journal, JournalUnavailable
from callassist.events import Recorded


class Keeper:
    """One live call on its way into the journal."""

    def __init__(self, journal: Journal, key: UUID) -> None:
        self._journal = journal
        self._key = key
        self._held: list[Recorded] = []

    @property
    def trouble(self) -> JournalUnavailable | None:
        """Why the journal can't be written at the moment, None while all is well."""
        return self._journal.trouble

    def keep(self, recorded: Sequence[Recorded]) -> list[Recorded]:
        """Store events; what may be shown now, in order.

        While the journal can't be written (`trouble` says why) nothing comes back; what was held comes with the
        first call that succeeds.
        """
        return self._attempt(recorded, lambda: self._journal.append(self._key, recorded))

    def catch_up(self) -> list[Recorded]:
        """Try again to store what is held."""
        return self._attempt((), self._journal.flush)

    def _attempt(self, recorded: Sequence[Recorded], store: Callable[[], None]) -> list[Recorded]:
        try:
            store()
        except JournalUnavailable:
            self._held += recorded
            return []
        self._held += recorded
        if self.trouble is not None:
            return []  # nothing lasting among them, so no attempt was made
        safe, self._held = self._held, []
        return safe
