"""An hour of capture with known sound on both sides: is a block lost, does a side wander, does a process grow?

Not part of a plain run, since it takes as long as it takes: `python -m benchmarks --only soak`, for `SOAK_MINUTES` (60
by default). Both sides of the sample call are played again and again, with faint noise in the pauses, so that every
tenth of a second can be told apart; the real capture writes the ring, the real recogniser hears it, and taps of the
same two devices, independent of both, say what was played when.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from dataclasses import dataclass, field

import numpy as np
import psutil  # type: ignore[import-untyped]
from numpy.typing import NDArray

from benchmarks import desktop, material
from benchmarks.children import children
from benchmarks.figures import Cell, Result, aim
from benchmarks.script import sample_script
from benchmarks.tap import Tap, delay_of, taps
from callassist.audio import host_clock
from callassist.events import SPEAKERS, Speaker
from callassist.live.listening import Listening
from callassist.live.messages import ChildDied, DeviceNotice, Missed, ModelLoaded, Told
from callassist.speech.recognizer import SAMPLE_RATE, Samples
from tests.pulse_server import MICROPHONE, MOUTH, SOFTPHONE

_OFFSET_MS = 50.0
_BLOCK_S = 0.1
SEARCH_S = 0.15  # to either side
# The resampler bends by two parts in a thousand at most, which high frequencies of a block do not survive in step. They
# are taken out by one and the same filter on both sides, which needs so much sound around the block: cut out of each
# piece's own spectrum, what is loud just above the band leaks into either piece in another way, and a hiss that leaves
# little below it looked lost, each time that the same word came round.
_BAND_HZ = 1000
FILTER_S = 0.025
_SAME = 0.7  # of a correlation
# So much digital silence in the tap: the player or the server had to wait, and there is nothing to compare.
_UNPLAYED = 0.01
_LAG_S = 3.0  # how far behind the clock blocks are compared: both recordings are there by then
_JUMP_MS = 10.0
_NOISE_DBOV = -45.0
_DEVICES: dict[Speaker, tuple[str, str]] = {
    "agent": (MOUTH, MICROPHONE),
    "customer": (SOFTPHONE, f"{SOFTPHONE}.monitor"),
}


@dataclass
class Side:
    """What was found on a side, block by block.

    Attributes:
        offsets: by how many milliseconds the ring was behind the tap. lost: blocks that were played and are not in the
            ring as they were. zeros: samples of silence by the clock in blocks that were played.
    """

    blocks: int = 0
    lost: list[float] = field(default_factory=list)
    zeros: int = 0
    unplayed: int = 0
    offsets: list[float] = field(default_factory=list)

    @property
    def jumps(self) -> int:
        """How often the offset changed at once."""
        return int(np.sum(np.abs(np.diff(self.offsets)) > _JUMP_MS)) if self.offsets else 0

    @property
    def at_the_end(self) -> float:
        """The median offset of the last ten seconds."""
        return float(np.median(self.offsets[-100:])) if self.offsets else float("nan")


def run(small: bool) -> Result:
    """An hour, or `SOAK_MINUTES`; small: one minute."""
    minutes = float(os.environ.get("SOAK_MINUTES", "1" if small else "60"))
    model = material.whisper()
    told: list[Told] = []
    found: dict[Speaker, Side] = {speaker: Side() for speaker in SPEAKERS}
    grown: list[dict[str, int]] = []
    with desktop.own_folders(), desktop.sound_server():
        loaded = threading.Event()

        def hear(one: Told) -> None:
            if isinstance(one, DeviceNotice | ChildDied | Missed | ModelLoaded):
                told.append(one)
            if isinstance(one, ModelLoaded):
                loaded.set()

        ears = Listening(hear)
        ears.start()
        try:
            ears.load("en", model.id)
            ears.open_devices()
            if not loaded.wait(120):
                raise RuntimeError(f"the model was not loaded: {told}")
            played = {speaker: _Player(_DEVICES[speaker][0], side_of_the_call(speaker)) for speaker in SPEAKERS}
            with taps(*(_DEVICES[speaker][1] for speaker in SPEAKERS)) as running:
                threading.Event().wait(2.0)  # the first block of an idle device takes its time
                epoch = host_clock.now()
                ears.begin("soak", epoch, "en", model.id)
                _compare(ears, dict(zip(SPEAKERS, running, strict=True)), found, epoch, minutes * 60, grown)
                ears.end(host_clock.now() - epoch)
            for player in played.values():
                player.close()
        finally:
            ears.close()
    return _result(minutes, found, grown, told)


def _compare(
    ears: Listening,
    recorded: dict[Speaker, Tap],
    found: dict[Speaker, Side],
    epoch: float,
    seconds: float,
    grown: list[dict[str, int]],
) -> None:
    """Look at every tenth of a second of both sides once it is in both recordings."""
    ring = ears._ring
    next_look, at = epoch + 10.0, epoch + 1.0
    while at < epoch + seconds:
        threading.Event().wait(max(0.0, at + 1.0 + _LAG_S - host_clock.now()))
        for n in range(round(1.0 / _BLOCK_S)):
            start = at + n * _BLOCK_S
            for speaker in SPEAKERS:
                count = round((_BLOCK_S + 2 * FILTER_S) * SAMPLE_RATE)
                mine = ring.read(speaker, ring.position(start - FILTER_S), count)
                around = SEARCH_S + FILTER_S
                theirs = recorded[speaker].sound(start - around, start + _BLOCK_S + around)
                judge(found[speaker], mine, theirs, start - epoch)
        at += 1.0
        for tap in recorded.values():
            tap.forget(at - 1.0)
        if host_clock.now() >= next_look:
            next_look += 10.0
            grown.append({name: process.memory_info().rss for name, process in children(psutil.Process()).items()})


def judge(side: Side, mine: Samples, theirs: Samples, t: float) -> None:
    """Look for a block of the ring in the tap's sound.

    Args:
        mine: the block, with `FILTER_S` of sound around it. theirs: begins and ends `SEARCH_S` before and after that.
        t: when it was, seconds of the call.
    """
    side.blocks += 1
    if np.sum(theirs == 0) > _UNPLAYED * SAMPLE_RATE:
        side.unplayed += 1
        return
    around = round(FILTER_S * SAMPLE_RATE)
    side.zeros += int(np.sum(mine[around:-around] == 0))
    delay, alike = delay_of(_low(mine), _low(theirs))
    if alike < _SAME:
        side.lost.append(round(t, 1))
    else:
        # A sound that the ring has earlier lies later in the tap's piece.
        side.offsets.append((SEARCH_S - delay) * 1000)


def _low(sound: Samples) -> Samples:
    """What of it lies below the band, without `FILTER_S` at either end: a sinc under a Hann window."""
    return np.convolve(sound, _LOW_PASS, "valid").astype(np.float32)


def _low_pass() -> NDArray[np.float64]:
    half = round(FILTER_S * SAMPLE_RATE)
    at = np.arange(-half, half + 1) / SAMPLE_RATE
    return np.asarray(np.sinc(2 * _BAND_HZ * at) * np.hanning(at.size) * 2 * _BAND_HZ / SAMPLE_RATE)


_LOW_PASS = _low_pass()


def side_of_the_call(speaker: Speaker) -> Samples:
    """One side of the sample call with noise under it, at the telephone's rate."""
    script = sample_script(None)
    noise = desktop.faint_noise(script.seconds, desktop.TELEPHONE_RATE, _NOISE_DBOV)
    return script.side(speaker) + (noise if speaker == "agent" else noise[::-1])


class _Player:
    """Plays a sound into a sink again and again."""

    def __init__(self, sink: str, sound: Samples) -> None:
        self._process = subprocess.Popen(
            [
                "pacat", "--playback", "--raw", "--format=float32le", f"--rate={desktop.TELEPHONE_RATE}",
                "--channels=1", "--latency-msec=500", f"--device={sink}",
            ],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._sound = sound.astype(np.float32).tobytes()
        threading.Thread(target=self._feed, daemon=True).start()

    def close(self) -> None:
        """Be silent."""
        self._process.kill()
        self._process.wait()

    def _feed(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            while True:
                self._process.stdin.write(self._sound)


def _result(minutes: float, found: dict[Speaker, Side], grown: list[dict[str, int]], told: list[Told]) -> Result:
    sides: list[list[Cell]] = []
    for speaker, side in found.items():
        worst = max(map(abs, side.offsets), default=float("nan"))
        sides.append(
            [
                speaker, side.blocks - side.unplayed, len(side.lost), len(side.lost) == 0, side.zeros, side.jumps,
                *aim(abs(side.at_the_end), _OFFSET_MS), round(worst, 1),
            ]
        )  # fmt: skip
    memory: list[list[Cell]] = []
    for name in ("capture", "recogniser"):
        sizes = [look[name] / 1e6 for look in grown[min(len(grown) - 1, 2) :] if name in look]
        if sizes:
            memory.append([name, *(round(sizes[round(part * (len(sizes) - 1) / 4)], 1) for part in range(5))])
    both = [side.at_the_end for side in found.values()]
    unplayed = ", ".join(f"{side.unplayed} of the {speaker}" for speaker, side in found.items())
    notices = [f"{one.speaker}'s device {one.state}" for one in told if isinstance(one, DeviceNotice)]
    deaths, missed = (sum(isinstance(one, kind) for one in told) for kind in (ChildDied, Missed))
    notes = [
        f"{minutes:g} minutes; blocks of {_BLOCK_S:g} s, each looked for in the tap's recording of the same device "
        f"within {SEARCH_S * 1000:g} ms, below {_BAND_HZ} Hz, and taken for lost under a correlation of {_SAME:g}",
        f"the sides are {abs(both[0] - both[1]):.1f} ms apart at the end; both devices go by the host's clock here, so "
        "drift is left to the tests, which simulate it",
        f"blocks in which player or sound server had to wait, by the tap, and which are not counted: {unplayed}",
        f"told meanwhile: {', '.join(notices)}; {deaths} deaths of children; {missed} stretches missed",
    ]
    notes += [
        f"lost of the {speaker}, seconds of the call: {', '.join(map(str, side.lost[:20]))}"
        for speaker, side in found.items()
        if side.lost
    ]
    return {
        "tables": [
            {
                "title": "Capture beside independent recordings of the same devices",
                "columns": [
                    "side", "blocks", "lost", "none lost", "samples of silence put in", "jumps",
                    "offset at the end, ms", "aim", "met", "largest offset, ms",
                ],
                "rows": sides,
            },
            {
                "title": "Resident memory, MB",
                "columns": ["process", "after half a minute", "a quarter", "half", "three quarters", "at the end"],
                "rows": memory,
            },
        ],
        "notes": notes,
    }  # fmt: skip
