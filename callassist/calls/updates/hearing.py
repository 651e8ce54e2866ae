"""What the engine tells the window of hearing: whether it does, from which devices, and in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from callassist.events import Language
from callassist.live.messages import DeviceChoice

ListeningState = Literal[
    "off", "starting", "listening", "paused", "muted", "held", "refused", "not_confirmed", "failed"
]
"""`off`: no call. `starting`: the model loads or the devices open. `paused`, `muted`, `held`: neither side is heard.
`refused`: the caller did not want it, for this call. `not_confirmed`: the company has not confirmed its notice.
`failed`: there is nothing to hear with; `Trouble` says why."""


@dataclass(frozen=True, slots=True)
class ListeningChanged:
    """Whether anybody is heard, and by what.

    Attributes:
        model: the catalogue's id; None before it is loaded. is_draft: label the transcript as a draft. late: what is
            said is written down later than usual, though all of it.
    """

    state: ListeningState
    model: str | None = None
    is_draft: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud both sides are, dBov; minus infinity for silence."""

    agent: float
    customer: float


@dataclass(frozen=True, slots=True)
class DeviceOption:
    """A device that a side can be heard from.

    Attributes:
        choice: what is remembered when it is chosen. label: its name for people. is_default: what the system uses for
            calls now.
    """

    choice: DeviceChoice
    label: str
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class DevicesFound:
    """The answer to `devices()`: what there is for each side, and what is chosen; the default comes first."""

    agent: tuple[DeviceOption, ...]
    customer: tuple[DeviceOption, ...]
    chosen_agent: DeviceChoice
    chosen_customer: DeviceChoice


@dataclass(frozen=True, slots=True)
class NoticeChanged:
    """Who confirmed that callers and agents are told that calls are written down; None while nobody has.

    Attributes:
        says_voice: that the tone of customers' voices is measured, too, so that it may be. measures_voice: it is.
    """

    confirmed_by: str | None = None
    says_voice: bool = False
    measures_voice: bool = False


@dataclass(frozen=True, slots=True)
class CallLanguage:
    """The language that calls are listened for in, until another is chosen."""

    language: Language
