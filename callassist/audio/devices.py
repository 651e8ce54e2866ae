"""What a device is to the hearing, whatever the system it hangs on.

A device is known by its name and the host API that names it, never by an index: those drift when something is plugged
in. `SoundSystem` is what each platform offers; `Source` is one open device that delivers blocks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from callassist.events import Speaker

if TYPE_CHECKING:  # the window speaks of devices too, and is not kept waiting for numpy
    from callassist.speech.recognizer import Samples


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """A device by what stays the same when it is unplugged and plugged in again.

    Attributes:
        name: as the system calls it; empty for the one that the system uses for calls. host_api: `PulseAudio`,
            `Windows WASAPI`, `Core Audio`, …; empty where any will do.
        process: the softphone's program, where its own sound can be had apart from everything else's.
    """

    name: str = ""
    host_api: str = ""
    process: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    """A device that can serve one side of a call.

    Attributes:
        name: what a `DeviceChoice` takes. label: what people know it by. host_api: who names it so.
        side: whom it can be heard for: a microphone the agent, what plays (and is listened in on) the customer.
        is_default: the system uses it for calls.
    """

    name: str
    label: str
    host_api: str
    side: Speaker
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Sound as a device gave it.

    Attributes:
        samples: float32 of shape (frames, channels), −1 to 1. rate: samples a second, as the device has them.
        arrived: the host's clock when it was handed over, which is never before its last sample was taken.
    """

    samples: Samples
    rate: int
    arrived: float


Deliver = Callable[[Block], None]
"""Takes a block from whatever thread the sound comes in, and returns at once."""

Trouble = Literal["missing", "busy", "denied", "lost"]


class DeviceTrouble(Exception):
    """A device can't be heard.

    Attributes:
        state: `missing` (no such device), `busy` (somebody has it for himself), `denied` (the system does not let us),
            `lost` (it was there and went away, or the sound system did). device: its name for people; may be empty.
        remedy: what somebody can do about it.
    """

    def __init__(self, state: Trouble, device: str, remedy: str) -> None:
        super().__init__(f"{device or 'the device'} is {state}; {remedy}")
        self.state = state
        self.device = device
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Found:
    """A device that a choice leads to just now.

    Attributes:
        key: differs whenever it is another device, or the same plugged in anew, so that it must be opened again.
        name: what the system calls it. label: its name for people. rate: its own samples a second. channels: its own.
        muted: the system hears nothing through it. part: the one program's sound that is listened in on, by the
            system's number; None for all that plays.
    """

    key: object
    name: str
    label: str
    rate: int = 48_000
    channels: int = 1
    muted: bool = False
    part: int | None = None


class Source(Protocol):
    """An open device, delivering blocks until it is closed or dies."""

    @property
    def alive(self) -> bool:
        """Whether blocks can still come. Nothing coming is no death: an idle device may be still."""

    def close(self) -> None:
        """Let go of the device; no block is delivered after that. Can be called again."""


class SoundSystem(Protocol):
    """The devices of this PC as they are now."""

    def devices(self) -> list[Device]:
        """What can be chosen."""

    def find(self, speaker: Speaker, choice: DeviceChoice) -> Found | None:
        """Where a choice leads now; None where its program is not playing anything, so that there is nothing to hear.

        Raises:
            DeviceTrouble: nowhere.
        """

    def open(self, speaker: Speaker, found: Found, deliver: Deliver) -> Source:
        """Begin to hear it.

        Raises:
            DeviceTrouble: it can't be opened.
        """

    def close(self) -> None:
        """Stop watching."""


def sound_system(changed: Callable[[], None]) -> SoundSystem:
    """The one of this PC. `changed` is called from another thread when its devices may have changed."""
    if sys.platform == "win32":
        from callassist.audio.windows import WindowsSystem

        return WindowsSystem(changed)
    if sys.platform == "darwin":
        from callassist.audio.macos import MacSystem

        return MacSystem(changed)
    from callassist.audio.linux import PulseSystem

    return PulseSystem(changed)


def list_devices() -> list[Device]:
    """What can be chosen in the settings, for both sides, as it is now."""
    system = sound_system(lambda: None)
    try:
        return system.devices()
    finally:
        system.close()
