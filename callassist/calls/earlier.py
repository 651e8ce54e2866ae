"""Takes calls up again that are over and stored, whichever run had them: to decide of a promise, or to add a note."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from callassist.audio import host_clock
from callassist.calls.assembly import session_for
from callassist.calls.journal import Journal
from callassist.calls.keeping import Keeper
from callassist.calls.ledger import Ledger
from callassist.calls.live_call import LiveCall
from callassist.calls.updates import NotDone, Update
from callassist.calls.wrapping_up.desk import WrapUps
from callassist.calls.wrapping_up.of_call import OfCall
from callassist.errors import UserError
from callassist.text.redaction import Vault


class EarlierCalls:
    """Belongs to the engine's thread.

    Args:
        wrap_ups: know which call is meant. tell: gets why one can't be taken up. tell_call: gets what is added.
    """

    def __init__(
        self, ledger: Ledger, wrap_ups: WrapUps, tell: Callable[[Update], None], tell_call: Callable[[Update], None]
    ) -> None:
        self._ledger, self._wrap_ups = ledger, wrap_ups
        self._tell, self._tell_call = tell, tell_call

    def take_up(self, key: str) -> LiveCall | None:
        """A call by the key under which its wrap-up was told of, as if it had just been closed: what is added to it is
        treated and kept as after any call. None where there is none, or it can't be read, which is told."""
        of, journal = self._wrap_ups.of(key), self._ledger.journal
        if of is None or of.ended_t is None or journal is None:
            return None
        try:
            return _taken_up(key, of, of.ended_t, journal, self._tell_call)
        except UserError as error:
            self._tell(NotDone(error.what, error.remedy))
            return None


def _taken_up(key: str, of: OfCall, length: float, journal: Journal, tell: Callable[[Update], None]) -> LiveCall:
    at, vault = journal.take_up(of.call), Vault()
    session = session_for(at.started, language=at.started.language, vault=vault)
    keeper = Keeper(at.started, journal, patient=True, key=of.call)
    epoch = host_clock.now() - max(at.last_at, _since(at.started.started_at))
    found = LiveCall(key, epoch, session, vault, keeper, tell)
    found.person, found.promised = of.person, bool(of.promises)
    found.go_on(at, length, min((each.number for each in of.promises), default=0))
    return found


def _since(started_at: str) -> float:
    """Seconds by the wall clock, whatever that is worth: no event comes before the last one."""
    try:
        return (datetime.now().astimezone() - datetime.fromisoformat(started_at)).total_seconds()
    except (TypeError, ValueError):  # it is damaged
        return 0.0
