"""What the two children of the hearing and the application say to each other, over pipes.

Commands go down, notices come up. All are small frozen dataclasses, so that they can be pickled and read in a debugger;
texts that were heard are kept out of their representations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from callassist.audio.devices import Device
from callassist.audio.devices import DeviceChoice as DeviceChoice
from callassist.events import Language, Speaker

if TYPE_CHECKING:  # the capture process speaks of none of these, and must start without what they need
    from callassist.calls.heard import HeardEvent, HeardFinal, HeardPartial

# ── To the capture process ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OpenDevices:
    """Open both sides, without listening yet: the first block from an idle device can take two seconds."""

    agent: DeviceChoice
    customer: DeviceChoice


@dataclass(frozen=True, slots=True)
class Listen:
    """From now on what is said goes into the ring (`on`), or nothing does and both sides are silence.

    It is the moment of the sound that counts: what was said before, and comes late from its device, still goes in.
    """

    on: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """Tell the levels of what comes while nobody listens (`on`): devices are being tried. Nothing of it is kept."""

    on: bool


@dataclass(frozen=True, slots=True)
class LookForDevices:
    """Say what devices there are: `FoundDevices`."""


@dataclass(frozen=True, slots=True)
class CloseDevices:
    """No call: let go of the devices."""


# ── From the capture process ──────────────────────────────────────────────────────────────────────────────


NoticeState = Literal["open", "changed", "lost", "back", "busy", "denied", "silent", "heard", "missing"]


@dataclass(frozen=True, slots=True)
class DeviceNotice:
    """Something about the device of a side that the agent should see.

    Attributes:
        state: `open`, `changed` (the system's choice moved, and we with it), `lost`, `back`, `busy`, `denied` (the
            system does not let programs hear the microphone), `silent` (open, and nothing but digital silence comes),
            `heard` (sound came after all), `missing` (no such device).
        device: its name. remedy: what somebody can do about it, in English; the window words it by `state`.
    """

    speaker: Speaker
    state: NoticeState
    device: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class FoundDevices:
    """The devices of this PC, for both sides.

    Attributes:
        remedy: what to do about it where they can't be listed; there are none then.
    """

    devices: tuple[Device, ...]
    remedy: str = ""


# ── To the recogniser process ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LoadModel:
    """Load what hears a language; the next call begins faster."""

    language: Language
    model: str | None = None


@dataclass(frozen=True, slots=True)
class BeginCall:
    """Hear a call out of the ring.

    Attributes:
        epoch: the host's clock at the call's second 0. starts: from when on each side is still to be heard, seconds on
            the call clock; 0 unless a recogniser that died had got further.
        vocabulary: the company's words for this call.
        number: of the first final; they are numbered on over a recogniser's death.
        measures_voice: whether the customer's voice is measured.
    """

    call: str
    epoch: float
    language: Language
    model: str | None = None
    vocabulary: tuple[str, ...] = field(default=(), repr=False)
    starts: dict[Speaker, float] = field(default_factory=dict)
    number: int = 1
    measures_voice: bool = False


@dataclass(frozen=True, slots=True)
class PauseCall:
    """Nothing after `t` (call clock) is to be heard until `ResumeCall`; what was being said is finished first."""

    t: float


@dataclass(frozen=True, slots=True)
class ResumeCall:
    """Hear again, from `t` on (call clock)."""

    t: float


@dataclass(frozen=True, slots=True)
class EndCall:
    """Hear everything up to `t` (call clock), then say `Drained`."""

    t: float


# ── From the recogniser process ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ModelLoaded:
    """The model is ready. `is_draft`: much of what it writes in this language is wrong, and is labelled so."""

    language: Language
    model: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class ModelMissing:
    """There is nothing to hear with; the call goes on without a transcript."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class HeardNumbered:
    """A final and its number: none is told twice, and none is missing, whatever happened to the process meanwhile."""

    number: int
    final: HeardFinal


@dataclass(frozen=True, slots=True)
class Drained:
    """All that was said up to the end (or the pause) of the call is told.

    Attributes:
        call: its id. t: up to where, on the call clock.
    """

    call: str
    t: float


@dataclass(frozen=True, slots=True)
class Missed:
    """Sound of a call that could not be heard any more: the ring had gone on when the recogniser came back."""

    call: str
    t0: float
    t1: float


# ── From whoever watches the children ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ChildDied:
    """A child process ended by itself and is being started again.

    Attributes:
        child: which. reason: exit code or signal, for the log and for people. again_in: seconds until it is tried.
    """

    child: Literal["capture", "recogniser"]
    reason: str
    again_in: float


@dataclass(frozen=True, slots=True)
class ChildBack:
    """A child that had died is at work again. `gap`: seconds of sound that nobody captured."""

    child: Literal["capture", "recogniser"]
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class HeardOf:
    """Something was heard of a call."""

    call: str
    heard: HeardNumbered | HeardPartial | HeardEvent


Told: TypeAlias = (
    "DeviceNotice | FoundDevices | ModelLoaded | ModelMissing | HeardOf | Drained | Missed | ChildDied | ChildBack"
)
"""Everything that a call's owner hears from `callassist.live.listening.Listening`."""
