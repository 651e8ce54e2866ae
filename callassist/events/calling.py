"""What comes into a call: its beginning and end, voice activity, time, and what the agent pressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from callassist.events.base import Event, KeyAction, Language, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStarted(Event):
    """A call begins; everything before it is forgotten."""

    type: ClassVar[str] = "call"
    lasting: ClassVar[bool] = True
    id: str
    started_at: str
    direction: Literal["inbound", "outbound", "internal"] = "inbound"
    number: str | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(Event):
    """The call is over: hung up, or `cut` where the app or the PC died and the next start closed it."""

    type: ClassVar[str] = "end"
    lasting: ClassVar[bool] = True
    reason: Literal["hangup", "cut"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStarted(Event):
    """A channel's voice activity begins (`t` is the onset, without padding)."""

    type: ClassVar[str] = "speech_start"
    speaker: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStopped(Event):
    """A channel's voice activity ends (`t` is the last voiced moment, without padding)."""

    type: ClassVar[str] = "speech_stop"
    speaker: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Event):
    """Time passes; observers that wait for something to last learn of it here.

    Attributes:
        heard_to: up to when everything said has become known; less than `t` while somebody is in the middle of an
            utterance, or a final is still being decoded. None where that is `t` itself.
    """

    type: ClassVar[str] = "tick"
    recorded: ClassVar[bool] = False
    heard_to: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPressed(Event):
    """The agent did something by chord or button."""

    type: ClassVar[str] = "key"
    lasting: ClassVar[bool] = True
    action: KeyAction


@dataclass(frozen=True, slots=True)
class Voice:
    """Measured features of the customer's voice over one utterance.

    Attributes:
        loudness_db: level, dB below full scale. f0_hz: median pitch. tilt_db: spectral tilt, high band less low.
        rate: syllables a second.
    """

    loudness_db: float | None = None
    f0_hz: float | None = None
    tilt_db: float | None = None
    rate: float | None = None
