"""One side of a call and its device: opened, lost, found again, and said so once."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Literal

from callassist.audio.channel import Channel
from callassist.audio.devices import Block, DeviceChoice, DeviceTrouble, Found, SoundSystem, Source
from callassist.events import Speaker
from callassist.live.messages import DeviceNotice, NoticeState

SILENT_S = 6.0
"""Nothing but digital silence for so long is worth a word; people do not hold their breath in a microphone's noise."""

# A device that is busy or denied tells nobody when it is free again.
_AGAIN_S = (0.5, 1.0, 2.0, 4.0)
_WORKING: tuple[NoticeState, ...] = ("open", "changed", "back", "silent", "heard")
_MUTED = "Its mute switch in the sound settings is on; switch it off."
_SILENT: dict[Speaker, str] = {
    "agent": "Look at the mute switch of the headset and at the privacy settings for the microphone.",
    "customer": "Look whether the softphone plays to this device.",
}

_log = logging.getLogger(__name__)


class Side:
    """Keeps one side open while it is wanted. Every method is called from one thread; blocks come from any.

    Args:
        blocks: where the sound is put, with the side it belongs to and the device's number in order of opening.
        tell: takes notices.
    """

    def __init__(
        self,
        speaker: Speaker,
        channel: Channel,
        blocks: SimpleQueue[Any],
        tell: Callable[[DeviceNotice], None],
    ) -> None:
        self.speaker = speaker
        self.channel = channel
        self._blocks = blocks
        self._tell = tell
        self._choice: DeviceChoice | None = None
        self._found: Found | None = None
        self._source: Source | None = None
        self._opened = 0  # how many devices were opened; blocks of earlier ones are not taken
        self._state: NoticeState | Literal[""] = ""  # as it was told last
        self._label = ""
        self._tries = 0
        self._again_at = -math.inf
        self._since = math.inf

    def is_due(self, now: float) -> bool:
        """Whether to look at the side again though nothing was told: it died, or is to be tried once more."""
        if self._source is None:
            return self._choice is not None and now >= self._again_at and self._state not in _WORKING
        return not self._source.alive

    def want(self, choice: DeviceChoice | None) -> None:
        """Open this device from now on, or none."""
        if choice != self._choice:
            self._close()
            self._choice = choice
            self._found = None
            self._state = self._label = ""
            self._tries, self._again_at = 0, -math.inf

    def listened_from(self, host_t: float) -> None:
        """Silence counts from here: before it, an idle softphone is no wonder."""
        self._since = host_t

    def take(self, opened: int, block: Block) -> None:
        """Sound of the device that was opened as number `opened`."""
        if self._source is not None and opened == self._opened:
            self.channel.take(block)

    def reconcile(self, system: SoundSystem, now: float) -> None:
        """Make what is open what is wanted, as far as the system lets us, and tell what came of it."""
        if self._choice is None:
            return
        if self._source is not None and not self._source.alive:
            self._close()
        try:
            found = system.find(self.speaker, self._choice)
        except DeviceTrouble as trouble:
            self._failed(None, trouble, now)
            return
        known, self._found = self._found, found
        if found is None:
            self._close()
        elif known is None or found.key != known.key or (self._source is None and now >= self._again_at):
            try:
                self._open(system, found, now)
            except DeviceTrouble as trouble:
                self._failed(found, trouble, now)

    def look_for_silence(self, now: float) -> None:
        """Say when a device that is open gives nothing, and when it gives something again."""
        if self._source is None and self._state not in _WORKING:
            return
        sounded = self.channel.last_sound
        if self._state == "silent":
            if sounded > self._since:
                self._notice("heard")
        elif now - max(self._since, sounded) > SILENT_S:
            self._since = now
            muted = self._found is not None and self._found.muted
            self._notice("silent", _MUTED if muted else _SILENT[self.speaker])

    def _open(self, system: SoundSystem, found: Found, now: float) -> None:
        self._close()
        self._found = found
        self._opened += 1
        opened = self._opened
        self.channel.restart()
        self._source = system.open(self.speaker, found, lambda block: self._blocks.put((self, opened, block)))
        self._tries, self._again_at = 0, now
        if self._since != math.inf:
            self._since = now
        moved = self._label not in ("", found.label)
        self._label = found.label
        if self._state in ("lost", "busy", "denied"):
            self._notice("back")
        elif self._state in ("", "missing"):
            self._notice("open")
        elif moved:
            self._state = ""  # it may move more than once
            self._notice("changed")

    def _failed(self, found: Found | None, trouble: DeviceTrouble, now: float) -> None:
        self._close()
        self._found = found
        self._again_at = now + _AGAIN_S[min(self._tries, len(_AGAIN_S) - 1)]
        self._tries += 1
        state = "lost" if trouble.state == "missing" and self._state in (*_WORKING, "lost") else trouble.state
        if state != "lost" or not self._label:
            self._label = trouble.device
        self._notice(state, trouble.remedy)

    def _close(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            source.close()

    def _notice(self, state: NoticeState, remedy: str = "") -> None:
        if state != self._state:
            self._state = state
            _log.info("the %s's device %s: %s", self.speaker, self._label, state)
            self._tell(DeviceNotice(self.speaker, state, self._label, remedy))
