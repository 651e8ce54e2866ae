"""Thresholds under review in the running app: looked up and decided on a thread of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from callassist.calls.updates import NotDone, ThresholdsShown, Trouble, Update
from callassist.calls.worker import Worker
from callassist.conduct import anger_policy
from callassist.conduct.anger_policy import AngerPolicy, Threshold
from callassist.conduct.reviewing import ThresholdReview
from callassist.conduct.thresholds import OwnThresholds
from callassist.errors import UserError

_BEAT_S = 1.0


class ThresholdDesk:
    """Every method returns at once.

    Args:
        tell: gets updates, in this desk's thread, and so does `in_force` what is in force when that has changed.
        journal: with the calls; the user's own by default.
    """

    def __init__(
        self, tell: Callable[[Update], None], in_force: Callable[[AngerPolicy], None], journal: Path | None = None
    ) -> None:
        self._tell = tell
        self._in_force = in_force
        self._journal = journal
        self._ends = False
        self._worker = Worker("thresholds", self._beat, _BEAT_S, self._tell_fault)

    def start(self) -> None:
        """Begin."""
        self._worker.start()

    def close(self) -> None:
        """Do what was asked for, and end."""
        self._worker.put(self._end)

    def join(self) -> None:
        """Wait until `close` is done."""
        self._worker.join()

    def show(self) -> None:
        """Tell what is proposed and what was decided."""
        self._do(lambda review: None)

    def decide(self, threshold: Threshold, after: float, *, approve: bool, by: str) -> None:
        """Approve or decline what is proposed; `after`: the value that was seen."""

        def carry_out(review: ThresholdReview) -> None:
            review.decide(threshold, approve=approve, by=by, after=after)
            self._tell_in_force()

        self._do(carry_out)

    def undo(self, key: UUID, by: str) -> None:
        """Take a decision back."""

        def carry_out(review: ThresholdReview) -> None:
            review.undo(key, by=by)
            self._tell_in_force()

        self._do(carry_out)

    def _do(self, work: Callable[[ThresholdReview], None]) -> None:
        def carry_out() -> None:
            review = ThresholdReview(self._journal)
            try:
                work(review)
            except UserError as error:
                self._tell(NotDone(error.what, error.remedy))
            try:
                self._tell(ThresholdsShown(review.proposals(), review.decisions()))
            except UserError as error:
                self._tell(NotDone(error.what, error.remedy))

        self._worker.put(carry_out)

    def _tell_in_force(self) -> None:
        self._in_force(OwnThresholds().applied(anger_policy.load_policy()))

    def _tell_fault(self, report: Path) -> None:
        self._tell(Trouble("fault", what=str(report)))

    def _beat(self) -> bool | None:
        return False if self._ends else None

    def _end(self) -> None:
        self._ends = True
