"""What the window asks of the engine: small frozen values, carried out in order by the engine's thread."""

from __future__ import annotations

from dataclasses import dataclass, field

from callassist.events import KeyAction, Language
from callassist.live.messages import DeviceChoice


@dataclass(frozen=True, slots=True)
class StartCall:
    """Begin a call by hand, as if the softphone had said that it was answered."""

    number: str | None


@dataclass(frozen=True, slots=True)
class HangUp:
    """End a call, through the softphone where a link can, else only for us."""

    key: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Hear neither side (`on`), or hear them again."""

    on: bool


@dataclass(frozen=True, slots=True)
class Refuse:
    """The caller does not want to be written down (`on`), or that was a slip of the hand."""

    on: bool


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Keep a note on a call.

    Attributes:
        key: the call. line: the `seq` of the utterance it belongs to. revises: the `seq` of a note that it replaces.
    """

    key: str
    text: str = field(repr=False)
    line: int | None = None
    revises: int | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """A chord that is recorded and nothing else."""

    action: KeyAction


@dataclass(frozen=True, slots=True)
class ConfirmNotice:
    """The company has told callers and agents that calls are written down; `by` says who confirms it."""

    by: str


@dataclass(frozen=True, slots=True)
class ChooseDevices:
    """Hear the sides from these devices from now on."""

    agent: DeviceChoice
    customer: DeviceChoice


@dataclass(frozen=True, slots=True)
class TryDevices:
    """Open the devices with no call, for their levels only (`on`), or let go of them. Nothing is heard."""

    on: bool


@dataclass(frozen=True, slots=True)
class SpeakLanguage:
    """Listen for this language, from now on and in the next calls."""

    language: Language


Command = (
    StartCall | HangUp | Pause | Refuse | WriteNote | Press | ConfirmNotice | ChooseDevices | TryDevices | SpeakLanguage
)
