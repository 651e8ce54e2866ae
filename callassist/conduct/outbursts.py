"""What a customer did that a warning may be for, and the warning that answers it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from callassist.conduct.policy import OutburstKind


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something said or done that may ask for a warning.

    Attributes:
        t0, t1: from when to when, seconds on the call clock. evidence: the words. counts: whether it was heard surely
            enough to count against the customer.
    """

    t0: float
    t1: float
    kind: OutburstKind
    evidence: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """A warning that the agent gave: from when to when it was said, and the words; a chord has none and no length."""

    t0: float
    t1: float
    heard: str | None = None


@dataclass(slots=True, eq=False)
class Outburst:
    """What one warning is for; also alarms that ask for none (yet).

    Attributes:
        alarms: in the order in which they became known. number: of its warning. given: when that was. may_end: three
            were given before it. apart: threats during the grace of an earlier one: they alert and ask for nothing
            more. rejected: when the agent said that it is none.
    """

    alarms: list[Alarm] = field(default_factory=list)
    number: int | None = None
    given: Given | None = None
    may_end: bool = False
    apart: bool = False
    rejected: float | None = None

    @property
    def stands(self) -> bool:
        """Whether it counts: surely heard, or confirmed, and not rejected."""
        return self.rejected is None and any(alarm.counts for alarm in self.alarms)

    @property
    def strike(self) -> bool:
        """Whether its warning was given and stands."""
        return self.given is not None and self.rejected is None

    @property
    def is_due(self) -> bool:
        """Whether its warning has still to be given."""
        return self.number is not None and self.given is None and self.rejected is None

    @property
    def began(self) -> float:
        """When the first of what counts began; of all, where nothing counts."""
        return min((alarm.t0 for alarm in self.alarms if alarm.counts), default=min(a.t0 for a in self.alarms))

    @property
    def kind(self) -> OutburstKind:
        """What it is warned of: a threat, if there was one; else what came first."""
        counting = [alarm for alarm in self.alarms if alarm.counts]
        return "threat" if any(a.kind == "threat" for a in counting) else min(counting, key=lambda a: a.t0).kind

    def lasts_to(self, grace: float) -> float:
        """Until when abuse belongs to it, by when it begins."""
        if self.is_due:
            return math.inf
        return (self.given.t1 if self.given is not None else max(alarm.t1 for alarm in self.alarms)) + grace
