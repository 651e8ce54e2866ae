"""The last half minute of both sides of a call, in memory that the processes of the hearing share.

The capture process writes it and the recogniser process reads it, so that either can die and come back without taking
the sound with it. It is memory only: nothing of it has a name in a file system that outlives the programs. Positions
are samples at 16 kHz since `epoch` on the host's clock, the same for both sides: sample 16000 is the sound of one
second after the epoch.

One process writes a side at a time. A reader keeps its distance from what is about to be overwritten (`read` says so
where it did not), so no lock is needed, and none can be left locked by a process that was killed.
"""

from __future__ import annotations

import math
from multiprocessing.shared_memory import SharedMemory
from types import TracebackType

import numpy as np
import numpy.typing as npt

from callassist.audio import host_clock
from callassist.audio.levels import dbov
from callassist.events import SPEAKERS, Speaker
from callassist.speech.recognizer import SAMPLE_RATE, Samples

RING_S = 30.0
"""How much sound is kept, in seconds."""

_CAPACITY = int(RING_S * SAMPLE_RATE)
# A reader that comes so near to the oldest sample may find it replaced while it copies.
_GUARD = SAMPLE_RATE // 4
_EPOCH, _HEADS, _LEVELS = 0, 1, 3  # places in the header, 8 bytes each
_HEADER = 64


class Overwritten(Exception):
    """What was asked for is no longer in the ring.

    Attributes:
        oldest: the first position that can still be read.
    """

    def __init__(self, oldest: int) -> None:
        super().__init__(f"the ring begins at sample {oldest} by now")
        self.oldest = oldest


class SoundRing:
    """Two sides of 30 s. `create` makes one, `attach` opens it in another process; both are context managers.

    Attributes:
        name: what `attach` takes. epoch: reading of the host's clock at sample 0.
    """

    def __init__(self, memory: SharedMemory, *, owner: bool) -> None:
        self._memory = memory
        self._owner = owner
        self.name = memory.name
        self._floats: npt.NDArray[np.float64] = np.ndarray(8, np.float64, memory.buf)
        self._integers: npt.NDArray[np.int64] = np.ndarray(8, np.int64, memory.buf)
        self._sound: dict[Speaker, Samples] = {
            speaker: np.ndarray(_CAPACITY, np.float32, memory.buf, _HEADER + n * _CAPACITY * 4)
            for n, speaker in enumerate(SPEAKERS)
        }
        self.epoch = float(self._floats[_EPOCH])

    @classmethod
    def create(cls, epoch: float | None = None) -> SoundRing:
        """A new, silent ring, whose sample 0 is at `epoch` on the host's clock; now, by default."""
        memory = SharedMemory(create=True, size=_HEADER + len(SPEAKERS) * _CAPACITY * 4)
        np.ndarray(8, np.float64, memory.buf)[_EPOCH] = host_clock.now() if epoch is None else epoch
        ring = cls(memory, owner=True)
        for speaker in SPEAKERS:
            ring.set_level(speaker, -math.inf)
        return ring

    @classmethod
    def attach(cls, name: str) -> SoundRing:
        """The ring that another process made.

        Raises:
            FileNotFoundError: it is gone, with the program that made it.
        """
        return cls(SharedMemory(name), owner=False)

    def position(self, host_t: float) -> int:
        """The sample at `host_t` on the host's clock."""
        return round((host_t - self.epoch) * SAMPLE_RATE)

    def time(self, position: int) -> float:
        """The reading of the host's clock at a sample."""
        return self.epoch + position / SAMPLE_RATE

    def head(self, speaker: Speaker) -> int:
        """Up to where a side has been written; everything before it is settled."""
        return int(self._integers[_HEADS + SPEAKERS.index(speaker)])

    def oldest(self, speaker: Speaker) -> int:
        """From where a side can be read."""
        return max(0, self.head(speaker) - _CAPACITY + _GUARD)

    def level(self, speaker: Speaker) -> float:
        """How loud the newest sound of a side is, dBov; minus infinity where there is none."""
        return float(self._floats[_LEVELS + SPEAKERS.index(speaker)])

    def set_level(self, speaker: Speaker, level: float) -> None:
        """Say how loud a side is, for meters; `write` does this itself."""
        self._floats[_LEVELS + SPEAKERS.index(speaker)] = level

    def write(self, speaker: Speaker, position: int, samples: Samples) -> None:
        """Put sound in at `position`, which must not lie before `head`. What was left out between is silence."""
        head = self.head(speaker)
        if position < head:
            raise ValueError(f"{speaker}'s sound is written up to {head} already, and {position} lies before it")
        self._fill_silence(speaker, head, position)
        kept = samples[-_CAPACITY:]
        start = position + samples.size - kept.size
        self._copy(speaker, start, kept)
        self.set_level(speaker, dbov(samples))
        self._integers[_HEADS + SPEAKERS.index(speaker)] = position + samples.size

    def advance(self, speaker: Speaker, position: int) -> None:
        """Fill a side with silence up to `position`; nothing where it has come so far."""
        head = self.head(speaker)
        if position > head:
            self._fill_silence(speaker, head, position)
            self.set_level(speaker, -math.inf)
            self._integers[_HEADS + SPEAKERS.index(speaker)] = position

    def read(self, speaker: Speaker, position: int, count: int) -> Samples:
        """A copy of `count` samples from `position` on.

        Raises:
            ValueError: not all of it has been written yet.
            Overwritten: the beginning of it is gone.
        """
        if position < 0 or position + count > self.head(speaker):
            raise ValueError(f"samples {position} to {position + count} have not been written")
        at = position % _CAPACITY
        first = self._sound[speaker][at : at + count]
        found: Samples = np.concatenate([first, self._sound[speaker][: count - first.size]])
        if position < self.oldest(speaker):  # looked at afterwards: the writer goes on meanwhile
            raise Overwritten(self.oldest(speaker))
        return found

    def wipe(self) -> None:
        """Leave nothing of what was said in the memory."""
        for sound in self._sound.values():
            sound.fill(0)

    def close(self) -> None:
        """Let go of the memory; whoever created it gives it back to the system, wiped."""
        if self._owner:
            self.wipe()
        del self._floats, self._integers, self._sound
        self._memory.close()
        if self._owner:
            self._memory.unlink()

    def __enter__(self) -> SoundRing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _fill_silence(self, speaker: Speaker, start: int, stop: int) -> None:
        start = max(start, stop - _CAPACITY)
        if stop > start:
            self._copy(speaker, start, np.zeros(stop - start, np.float32))

    def _copy(self, speaker: Speaker, start: int, samples: Samples) -> None:
        at = start % _CAPACITY
        room = _CAPACITY - at
        self._sound[speaker][at : at + samples[:room].size] = samples[:room]
        self._sound[speaker][: samples[room:].size] = samples[room:]
