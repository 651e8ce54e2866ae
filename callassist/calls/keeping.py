"""Keep, then show: nothing final is given out to be shown before the journal has it on the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from callassist.calls.journal import Journal, JournalUnavailable
from callassist.events import CallStarted, Recorded


class Keeper:
    """One live call on its way into the journal.

    Args:
        journal: None while it can't be opened; `use` it when it can.
        patient: while the journal can't be written, only `catch_up` tries to.
        key: of a call that the journal has already, and that was taken up there.

    Attributes:
        key: of the call in the journal; None until there is one.
    """

    def __init__(
        self, started: CallStarted, journal: Journal | None, *, patient: bool = False, key: UUID | None = None
    ) -> None:
        self._started = started
        self._patient = patient
        self._journal = journal
        self.key = key if journal is None or key is not None else journal.open(started)
        self._held: list[Recorded] = []

    @property
    def trouble(self) -> JournalUnavailable | None:
        """Why the journal can't be written at the moment; None while all is well, or there is no journal."""
        return None if self._journal is None else self._journal.trouble

    @property
    def held(self) -> int:
        """How many events have not been given out, since they may not be on the disk."""
        return len(self._held)

    @property
    def is_safe(self) -> bool:
        """Whether everything that lasts is on the disk."""
        return self._journal is not None and self._journal.trouble is None

    def use(self, journal: Journal) -> list[Recorded]:
        """There is a journal now: store what was held; what may be shown of it."""
        self._journal, self.key = journal, journal.open(self._started)
        held, self._held = self._held, []
        return self.keep(held)

    def keep(self, recorded: Sequence[Recorded]) -> list[Recorded]:
        """Store events; what may be shown now, in order.

        While the journal can't be written (`trouble` says why) nothing comes back; what was held comes with the
        first attempt that succeeds.
        """
        journal, key = self._journal, self.key
        if journal is None or key is None:
            self._held += recorded
            return []
        return self._attempt(recorded, lambda: journal.append(key, recorded, patient=self._patient))

    def catch_up(self) -> list[Recorded]:
        """Try again to store what is held; another call of the same journal may have done so."""
        return [] if self._journal is None else self._attempt((), self._journal.flush)

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
