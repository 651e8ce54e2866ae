"""What the engine tells the window of calls: which there are, what is said in them, and that it comes forward."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from callassist.events import Language, Partial, Recorded

CallState = Literal["ringing", "dialling", "active", "held", "ended"]


@dataclass(frozen=True, slots=True)
class CallView:
    """One call as it stands.

    Attributes:
        key: ours, for commands; never the softphone's. state, direction: as named.
        number: E.164 where it could be read so, else as given; None where nobody said.
        display: the number as people of the region write it, isolated for right-to-left text.
        name: what the softphone shows for it. language: of the transcript.
        answered_at: the host's clock at second 0 of the call; None until it is answered. ended_t: its length in
            seconds, once ended; it stays until the next call, for notes. waiting: it rings while another is active.
        can_answer, can_hang_up: the softphone does it when told to; else hanging up ends only our listening.
    """

    key: str
    state: CallState
    direction: Literal["inbound", "outbound", "internal"]
    number: str | None = None
    display: str = ""
    name: str | None = None
    language: Language | None = None
    answered_at: float | None = None
    ended_t: float | None = None
    waiting: bool = False
    can_answer: bool = False
    can_hang_up: bool = False


@dataclass(frozen=True, slots=True)
class CallsChanged:
    """The calls that there are, the one in front first; empty when idle."""

    calls: tuple[CallView, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Events of a call that are safe on the disk and may be shown; `key` names the call."""

    key: str
    recorded: tuple[Recorded, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Saying:
    """What is being said just now; empty text takes it back."""

    key: str
    partial: Partial = field(repr=False)


@dataclass(frozen=True, slots=True)
class BroughtForward:
    """Somebody started CallAssist a second time: show the window, without taking the focus from the softphone."""
