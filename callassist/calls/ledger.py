"""The journal of the running app: opened when it can be, and asked again until it can."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from callassist.calls.cut_off import Owed
from callassist.calls.journal import Journal
from callassist.calls.updates import NotDone, Trouble, Update
from callassist.errors import UserError
from callassist.store.calls import StoredCall
from callassist.store.database import Database, journal_path, open_for_writing

_AGAIN_S = 2.0
_BUSY_S = 0.25  # a call goes on meanwhile, and what it brings waits in memory

_DAMAGED = NotDone(
    "Something that was written down of a call that was cut off is damaged and can't be read.",
    "It is left as it is, and all else is kept. Tell your IT department: the disk may be failing.",
)


class Ledger:
    """Holds the journal, or the reason why there is none.

    Args:
        path: the database file; the user's own by default. tell: gets updates. owed: see `Journal.close_cut_off`.

    Attributes:
        journal: None while it can't be opened. database: what it is in. cut_off: the calls that an earlier run left
            without an end.
    """

    def __init__(self, path: Path | None, tell: Callable[[Update], None], owed: Owed) -> None:
        self.journal: Journal | None = None
        self.cut_off: list[StoredCall] = []
        self._path = path or journal_path()
        self._tell = tell
        self._owed = owed
        self.database: Database | None = None
        self._failed = False
        self._again_at = 0.0

    def is_due(self, now: float) -> bool:
        """Whether it is time for another attempt, to open it or to write what waits; asking counts as trying."""
        if now < self._again_at:
            return False
        self._again_at = now + _AGAIN_S
        return True

    def open(self) -> Journal | None:
        """Open it and close what an earlier run left open; None where that can't be done, and tells why."""
        try:
            self.database = open_for_writing(self._path, busy=_BUSY_S)
            journal = Journal(self.database)
            self.cut_off = journal.close_cut_off(self._owed)
        except UserError as error:
            self.close()
            self._failed = True
            self._tell(Trouble("journal", error.what, error.remedy))
            return None
        if self._failed:
            self._failed = False
            self._tell(Trouble("journal", over=True))
        self.journal = journal
        if journal.damaged:
            self._tell(_DAMAGED)
        return journal

    def close(self) -> None:
        """Let go of the file."""
        if self.database is not None:
            self.database.close()
            self.database = None
