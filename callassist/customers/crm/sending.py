"""Sends what waits in the outbox, and decides when what did not arrive is tried again.

Everything is sent at least once, always under the same key, and given up never: only the CRM's own refusal, or a
person, ends it.
"""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from callassist.customers.crm.faults import Busy, CrmFault, NoAnswer, NotAllowed, Refused, Stopped, Unusable
from callassist.customers.crm.outbox import LONGEST_PAUSE, Outbox, Waiting
from callassist.customers.crm.port import Crm

FIRST_PAUSE = timedelta(seconds=5)
_SECOND = timedelta(seconds=1)
_MOST_DOUBLINGS = 16  # the hour is long reached then

_log = logging.getLogger(__name__)


def pause(attempts: int, share: float) -> timedelta:
    """How long to wait after so many failed attempts: doubling from `FIRST_PAUSE` to `LONGEST_PAUSE`.

    Args:
        attempts: from 1. share: 0 to 1, at random. Half of the pause is left to it, so that the PCs of a company don't
            all come at once when its CRM is back ("equal jitter",
            https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
    """
    doubled: int = 2 ** min(attempts - 1, _MOST_DOUBLINGS)
    whole = min(LONGEST_PAUSE, FIRST_PAUSE * doubled)
    return whole / 2 + whole / 2 * share


class Sending:
    """Brings entries from the outbox to the CRM.

    Attributes:
        trouble: why the whole CRM could not be used the last time; None while it can.
    """

    def __init__(
        self,
        crm: Crm,
        outbox: Outbox,
        *,
        now: Callable[[], datetime],
        share: Callable[[], float] = random.random,
    ) -> None:
        self._crm = crm
        self._outbox = outbox
        self._now = now
        self._share = share
        self._held_until: datetime | None = None
        self.trouble: CrmFault | None = None

    def round(self, ends: Callable[[], bool] = lambda: False) -> list[tuple[Waiting, Refused]]:
        """Try everything that is due, until it is done, the CRM can't be used, or it `ends`.

        Returns:
            What has been parked, and why.

        Raises:
            StorageError: the database can't be used. What has been sent may then be sent again, under the same key.
        """
        parked: list[tuple[Waiting, Refused]] = []
        if self._is_held():
            return parked
        for each in self._outbox.due(self._now()):
            if ends() or self._held_until is not None:
                break
            try:
                self._crm.write(each.entry, each.key)
            except Stopped:
                break
            except Refused as fault:
                self.trouble = None
                self._outbox.failed(each, str(fault), None)
                _log.warning("%s %s was refused: %s", each.entry.kind, each.key, fault)
                parked.append((each, fault))
            except CrmFault as fault:
                self._later(each, fault)
            else:
                self.trouble = None
                self._outbox.sent(each.key)
        return parked

    def release(self) -> None:
        """Try again at once: somebody has mended what was wrong."""
        self._held_until = None

    def _is_held(self) -> bool:
        now = self._now()
        # A clock that was set back must not hold everything for as long.
        if self._held_until is not None and not now < self._held_until <= now + LONGEST_PAUSE + _SECOND:
            self._held_until = None
        return self._held_until is not None

    def _later(self, each: Waiting, fault: CrmFault) -> None:
        now = self._now()
        wait = pause(each.attempts + 1, self._share())
        if isinstance(fault, Busy) and fault.retry_after is not None:
            # Not all at that second, and not never.
            asked = timedelta(seconds=min(fault.retry_after, LONGEST_PAUSE.total_seconds()))
            wait = min(LONGEST_PAUSE, max(wait, asked + FIRST_PAUSE * self._share()))
        # Whole seconds, as moments are kept.
        again = (now + timedelta(seconds=math.ceil(wait.total_seconds()))).replace(microsecond=0)
        self._outbox.failed(each, str(fault), again)
        _log.info("%s %s is tried again in %.0f s: %s", each.entry.kind, each.key, wait.total_seconds(), fault)
        if concerns_all(fault):
            self.trouble = fault
            self._held_until = again


def concerns_all(fault: CrmFault) -> bool:
    """Whether a fault is the CRM's, so that the next entry would fare no better, and not one entry's own."""
    if isinstance(fault, Busy):
        return fault.retry_after is not None
    return isinstance(fault, NotAllowed | Unusable) or (isinstance(fault, NoAnswer) and not fault.reached)
