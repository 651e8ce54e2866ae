"""What became of each alarm of a call: rejected by the agent, confirmed by the warning that they gave, or neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from callassist.conduct.anger_policy import Threshold
from callassist.events import AlarmWithdrawn, Anger, KeyPressed, MayEndCall, WarningGiven

Verdict = Literal["rejected", "confirmed"]

TYPES: Final = (Anger.type, AlarmWithdrawn.type, KeyPressed.type, WarningGiven.type, MayEndCall.type)
"""The lines of a call's record that tell it."""

_THRESHOLDS: Final[Mapping[tuple[str, bool], Threshold]] = {
    ("abuse", True): "abuse.ruled",
    ("abuse", False): "abuse.unruled",
    ("threat", True): "threat.ruled",
    ("threat", False): "threat.unruled",
}


@dataclass(frozen=True, slots=True)
class ToldAlarm:
    """An utterance that was told as abuse or a threat, and heard surely.

    Attributes:
        call: its id. at: when it was said. threshold: by which it was told. score: what was compared with it, 0 to 1.
        words: of the customer, treated. verdict: None where the agent neither rejected it nor gave its warning.
    """

    call: str
    at: datetime
    threshold: Threshold
    score: float
    words: str
    verdict: Verdict | None


@dataclass(slots=True)
class _Case:
    """`line`: of the `anger`; None for shouting that the agent declared. `rejected`: when that was."""

    t0: float
    line: Mapping[str, Any] | None
    rejected: float | None = None
    confirmed: bool = False


def alarms_of(started_at: str, lines: Iterable[Mapping[str, Any]]) -> tuple[ToldAlarm, ...]:
    """The alarms of one call.

    Args:
        started_at: of the call, ISO 8601 with an offset. lines: of its record, in order; those of `TYPES` at least.
    """
    account = _Account()
    for line in lines:
        account.take(line)
    began = datetime.fromisoformat(started_at)
    found = (_told(case.line, case, began) for case in account.cases if case.line is not None)
    return tuple(alarm for alarm in found if alarm is not None)


def _told(line: Mapping[str, Any], case: _Case, began: datetime) -> ToldAlarm | None:
    """None for what was heard unsurely: it says nothing of a threshold, unless the agent heard it so too."""
    threshold = _THRESHOLDS.get((str(line["kind"]), bool(line.get("ruled"))))
    if threshold is None or "score" not in line or not (line.get("counts", True) or case.confirmed):
        return None
    return ToldAlarm(
        str(line["call"]),
        began + timedelta(seconds=case.t0),
        threshold,
        float(line["score"]),
        str(line["evidence"]),
        "rejected" if case.rejected is not None else "confirmed" if case.confirmed else None,
    )


class _Account:
    """Goes by the record as the three warnings did."""

    def __init__(self) -> None:
        self.cases: list[_Case] = []
        # From when to when; the words of it may come later.
        self._rejected: list[tuple[float, float]] = []

    def take(self, line: Mapping[str, Any]) -> None:
        match line["type"]:
            case Anger.type if line["kind"] != "grievance":
                self._told(line)
            case AlarmWithdrawn.type:
                self._reject(line["t"], line.get("since", line["t"]))
            case WarningGiven.type | MayEndCall.type:
                for case in self.cases:
                    case.confirmed = case.confirmed or (case.rejected is None and _counts(case))
            case KeyPressed.type if line["action"] == "alarm_confirmed":
                self._confirm()
            case KeyPressed.type if line["action"] == "disruptive":
                self.cases.append(_Case(line["t"], None))
            case _:
                pass

    def _told(self, line: Mapping[str, Any]) -> None:
        t0, t1 = line["t"], line.get("t1", line["t"])
        known = next((case for case in self.cases if case.line is not None and case.t0 == t0), None)
        if known is not None:
            known.line = line
            return
        rejected = next((t for since, t in self._rejected if since <= t0 and t1 <= t), None)
        self.cases.append(_Case(t0, line, rejected))

    def _reject(self, t: float, since: float) -> None:
        self._rejected.append((since, t))
        for case in self.cases:
            if case.rejected is None and since <= case.t0 <= t:
                case.rejected = t

    def _confirm(self) -> None:
        """The latest is right after all, or was heard unsurely."""
        if not self.cases:
            return
        last = self.cases[-1]
        if last.rejected is None:
            last.confirmed = last.confirmed or not _counts(last)
            return
        for case in self.cases:
            if case.rejected == last.rejected and case is not last:
                case.rejected = None
        self._rejected = [(since, t) for since, t in self._rejected if t != last.rejected]
        last.rejected, last.confirmed = None, True


def _counts(case: _Case) -> bool:
    return case.line is not None and bool(case.line.get("counts", True))
