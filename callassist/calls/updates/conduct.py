"""What the engine tells the window of alarms that agents have rejected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the window is painted before what they need is imported
    from callassist.conduct.proposals import Proposal
    from callassist.conduct.thresholds import Decision


@dataclass(frozen=True, slots=True)
class ThresholdsShown:
    """The answer to `thresholds`: what agents' rejections propose, and all that was decided, the oldest first."""

    proposals: tuple[Proposal, ...] = field(repr=False)
    decisions: tuple[Decision, ...] = field(repr=False)
