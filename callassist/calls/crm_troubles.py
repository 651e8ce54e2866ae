"""Says what stands between us and the CRM: once when it begins or is another, and once when it is over."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from callassist.customers.crm.faults import CrmFault, NotAllowed
from callassist.customers.crm.news import CrmTrouble, News
from callassist.customers.crm.outbox import Backlog

TOO_LONG = timedelta(days=1)
"""What waits for longer is told: somebody counts on its being in the CRM by the next day."""
_LIST = "Look what it is and decide: callassist customers crm outbox list."


class Troubles:
    """Remembers what has been said. `tell` is called on any thread, one piece at a time."""

    def __init__(self, tell: Callable[[News], None]) -> None:
        self._told = tell
        self._lock = threading.RLock()
        self._said: dict[str, CrmTrouble] = {}

    def tell(self, news: News) -> None:
        """Tell something that is no lasting trouble."""
        with self._lock:
            self._told(news)

    def say(self, trouble: CrmTrouble) -> None:
        """Tell a trouble, or that it is over, unless that was the last that was said of its kind."""
        with self._lock:
            if trouble == self._said.get(trouble.kind, CrmTrouble(trouble.kind, over=True)):
                return
            self._said[trouble.kind] = trouble
            self._told(trouble)

    def look(self, backlog: Backlog, fault: CrmFault | None, now: datetime) -> None:
        """Say how the outbox stands after a round."""
        denied = isinstance(fault, NotAllowed)
        self._state("token", fault is not None and denied, fault)
        self._state("crm", fault is not None and not denied, fault)
        if backlog.oldest is not None and now - backlog.oldest > TOO_LONG:
            since = backlog.oldest.isoformat(timespec="minutes")
            self.say(CrmTrouble("waiting", f"Something waits to be written to the CRM since {since}.", _LIST))
        else:
            self.say(CrmTrouble("waiting", over=True))
        if backlog.parked:
            self.say(CrmTrouble("parked", f"The CRM has refused what was written to it ({backlog.parked}).", _LIST))
        else:
            self.say(CrmTrouble("parked", over=True))

    def _state(self, kind: Literal["token", "crm"], holds: bool, fault: CrmFault | None) -> None:
        if holds and fault is not None:
            self.say(CrmTrouble(kind, fault.what, fault.remedy))
        else:
            self.say(CrmTrouble(kind, over=True))
