"""Thresholds under review: what agents' rejections propose, what was decided, and deciding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from callassist.conduct import anger_policy
from callassist.conduct import proposals as proposing
from callassist.conduct.anger_policy import Threshold
from callassist.conduct.proposals import Proposal
from callassist.conduct.thresholds import Decision, OwnThresholds
from callassist.conduct.told_alarms import TYPES, ToldAlarm, alarms_of
from callassist.errors import UserError
from callassist.store.calls import StoredCalls
from callassist.store.database import journal_path, open_for_reading


def _now() -> datetime:
    return datetime.now(UTC)


class ThresholdReview:
    """All methods read anew what is stored, and may raise `UserError`.

    Args:
        journal: with the calls; the user's own by default. own: the decisions; the user's own by default. now: the
            time, with an offset.
    """

    def __init__(
        self, journal: Path | None = None, own: OwnThresholds | None = None, now: Callable[[], datetime] = _now
    ) -> None:
        self._journal = journal or journal_path()
        self._own = own or OwnThresholds()
        self._rules = proposing.load_policy()
        self._shipped = anger_policy.load_policy()
        self._now = now

    def proposals(self) -> tuple[Proposal, ...]:
        """What is proposed now; one for each threshold at most."""
        in_force = self._own.applied(self._shipped)
        return proposing.proposals(self._alarms(), in_force, self._rules, self._own.decided(), self._now())

    def decisions(self) -> tuple[Decision, ...]:
        """All that was decided, the oldest first."""
        return self._own.decisions()

    def decide(self, threshold: Threshold, *, approve: bool, by: str, after: float | None = None) -> Decision:
        """Approve or decline what is proposed for a threshold.

        Args:
            by: the name of who decides. after: the value that they saw; it is refused where another is proposed now.
        """
        found = next((each for each in self.proposals() if each.threshold == threshold), None)
        if found is None or after not in (None, found.after):
            raise UserError(f"For {threshold} that is not proposed any more.", "Look at the list again.")
        return self._own.decide(found, approve=approve, by=by)

    def undo(self, key: UUID, *, by: str) -> Decision:
        """Take a decision back; gives it as it is now."""
        return self._own.undo(key, by=by)

    def _alarms(self) -> list[ToldAlarm]:
        if not self._journal.exists():
            return []
        with open_for_reading(self._journal) as database:
            calls = StoredCalls(database).lines_since(self._rules.since(self._now()), TYPES)
        return [alarm for call, lines in calls for alarm in alarms_of(call.started_at, lines)]
