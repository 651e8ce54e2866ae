"""How long after it was said a call is written down, by the real way: two softphones, sound server, both children.

Two baresip talk over SIP on the loopback; the agent's plays to a sink and hears a microphone of a private PulseAudio.
The switchboard, its capture and recogniser children and the journal are those of the app.

Truth. Each side's device is recorded by a tap beside the capture (see `tap`). The first and the last second of every
line of the script are looked for in its side's recording, each by itself, so that beginning and end are known on the
host's clock whatever softphone, jitter buffer and sound server did on the way; what is late counts from when the sound
was at the device.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import soxr

from benchmarks import desktop, material
from benchmarks.figures import Cell, Result, aims, percentiles, ratios
from benchmarks.latency import FINAL_S, FIRST_PARTIAL_S, OWN_P95_S, bare_percentiles
from benchmarks.script import Script, sample_script
from benchmarks.tap import Tap, at_16_khz, delay_of, taps
from callassist.audio import host_clock
from callassist.calls.heard import HeardFinal
from callassist.calls.switchboard import Switchboard
from callassist.calls.updates import CallsChanged, ListeningChanged, Said, Saying, Update
from callassist.events import CallEnded, Speaker, Utterance
from callassist.live.listening import Listening
from callassist.live.messages import HeardNumbered, HeardOf, Told
from callassist.settings import SettingsFile
from callassist.softphone.baresip import BaresipLink
from callassist.speech import policy
from callassist.speech.recognizer import SAMPLE_RATE, Samples
from tests.pulse_server import MICROPHONE, MOUTH, RATE, SOFTPHONE

_EDGE_P95_S = 0.25
_SAME_EDGE_S = 0.5
_EDGE_S = 1.0  # of a line is looked for
_ASTRAY_S = 0.7  # how far from its place in the script, at most
_SURE = 0.6  # of its correlation with the recording
_ON_ITS_WAY_S = 3.0  # from the answer until the first sample is at the device, at most


@dataclass(frozen=True, slots=True)
class Spoken:
    """When the lines of the script that one side says began and ended at its device, on the host's clock.

    An edge that the recording does not show clearly is left out.
    """

    began: tuple[float, ...]
    ended: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A final utterance from the end of its speech until it could be shown, seconds; the parts add up to `latency`.

    Attributes:
        wait: from the end of speech until the moment of the stream at which it was decided. capture: from that moment
            until its sound had come through device, capture and ring, and was judged. queue: until a worker took it.
            decoding: the engine's time after the decision. rest: order, pipe, treatment, journal.
    """

    wait: float
    capture: float
    queue: float
    decoding: float
    rest: float

    @property
    def latency(self) -> float:
        """All of it."""
        return self.wait + self.capture + self.queue + self.decoding + self.rest


@dataclass
class _Heard:
    """What came of the call, by the host's clock."""

    finals: list[HeardFinal] = field(default_factory=list)
    shown: dict[tuple[Speaker, float], float] = field(default_factory=dict)
    partials: list[tuple[Speaker, float]] = field(default_factory=list)
    epoch: float = 0.0


def run(small: bool) -> Result:
    """The sample call twice; small: its first 14 seconds once."""
    model = material.whisper()
    script = sample_script(14.0 if small else None)
    parts: list[Parts] = []
    firsts: list[float] = []
    begins: list[float] = []
    ends: list[float] = []
    sounds: list[Samples] = []
    heard_in_all = ends_in_all = 0
    for _ in range(1 if small else 2):
        heard, spoken, recorded = _call(script)
        heard_in_all += len(heard.finals)
        ends_in_all += sum(len(side.ended) for side in spoken.values())
        sounds += [_cut(recorded[final.speaker], final, heard.epoch) for final in heard.finals]
        for final in heard.finals:
            ended = _nearest(spoken[final.speaker].ended, heard.epoch + final.t1)
            began = _nearest(spoken[final.speaker].began, heard.epoch + final.t0)
            shown = heard.shown[final.speaker, final.t0]
            if ended is not None:
                ends.append(abs(heard.epoch + final.t1 - ended))
                parts.append(parted(final, heard.epoch, ended, shown))
            if began is not None:
                begins.append(abs(heard.epoch + final.t0 - began))
                own = [at - began for speaker, at in heard.partials if speaker == final.speaker and began < at < shown]
                firsts += own[:1]
    bare = bare_percentiles(sounds, model)
    whole, first = percentiles(each.latency for each in parts), percentiles(firsts)
    ours = percentiles(each.latency - each.wait - each.decoding for each in parts)
    rows: list[list[Cell]] = [
        ["end of speech at the device to final, on the disk and shown", *whole, aims(whole, FINAL_S)],
        ["= endpoint wait", *percentiles(each.wait for each in parts), None],
        ["+ decoding after the decision", *percentiles(each.decoding for each in parts), None],
        ["+ queue", *percentiles(each.queue for each in parts), None],
        ["+ own part: device, capture, ring", *percentiles(each.capture for each in parts), None],
        ["+ own part: order, pipe, treatment, journal", *percentiles(each.rest for each in parts), None],
        ["queue and own part together", *ours, aims(ours, (None, OWN_P95_S))],
        ["start of speech at the device to first partial", *first, aims(first, (FIRST_PARTIAL_S, None))],
        ["bare engine on the same utterances, one by one", *bare, None],
    ]
    return {
        "tables": [
            {
                "title": f"A real SIP call, {model.id}, {len(parts)} utterances, seconds",
                "columns": ["", "p50", "p95", "aim"],
                "rows": rows,
            },
            {
                "title": "Edges of speech beside the script as it was at the devices, seconds apart",
                "columns": ["", "p50", "p95", "aim"],
                "rows": [
                    ["beginning", *percentiles(begins), aims(percentiles(begins), (None, _EDGE_P95_S))],
                    ["end", *percentiles(ends), aims(percentiles(ends), (None, _EDGE_P95_S))],
                ],
            },
            {
                "title": "Ratios",
                "columns": ["", "p50", "p95"],
                "rows": [
                    ["final ÷ bare engine", *ratios(whole, bare)],
                    [
                        "final without endpoint wait ÷ bare engine",
                        *ratios(percentiles(each.latency - each.wait for each in parts), bare),
                    ],
                ],
            },
        ],
        "notes": [
            f"{ends_in_all} ends of lines were found at the devices and {heard_in_all} utterances heard; times are of "
            f"those {len(parts)} that end where a line does: one cut inside a line has no truth to be held against",
            f"{len(firsts)} utterances had a partial before their final",
            "a final is begun on the first sign of silence, so its decoding overlaps the endpoint wait; the parts of "
            "an utterance add up, their percentiles don't",
            "bare engine: faster-whisper's transcribe, beam 5, int8, both cores, nothing else running, on the taps' "
            "sound",
        ],
    }


def parted(final: HeardFinal, epoch: float, ended: float, shown: float) -> Parts:
    """Where the time from the true end of speech until a final was shown went.

    Args:
        epoch: of the call. ended, shown: all on the host's clock.
    """
    timing = final.timing
    begun = timing.decoded - timing.decoding
    queue = max(0.0, begun - timing.decided)
    decoding = max(0.0, timing.decoded - max(begun, timing.decided))
    return Parts(
        wait=epoch + final.at - ended,
        capture=timing.decided - epoch - final.at,
        queue=queue,
        decoding=decoding,
        rest=shown - timing.decided - queue - decoding,
    )


def _call(script: Script) -> tuple[_Heard, dict[Speaker, Spoken], dict[Speaker, Tap]]:
    """One call from ring to the last word on the disk; the taps hold its sound afterwards."""
    heard = _Heard()
    watch = _Watch(heard)
    with (
        desktop.sound_server() as server,
        desktop.phones(server, script.customer) as phones,
        desktop.own_folders(baresip_port=phones.agent.control_port),
    ):
        board = Switchboard(SettingsFile(), watch.update, lambda tell: Listening(watch.ears(tell)))
        board.start([BaresipLink(board.phone, port=phones.agent.control_port)])
        try:
            watch.until(lambda: watch.has_model)
            with taps(MICROPHONE, f"{SOFTPHONE}.monitor") as (agent, customer):
                phones.caller.call(phones.agent)
                watch.until(lambda: watch.states == ["ringing"])
                answered = host_clock.now()
                phones.agent.do("accept")
                watch.until(lambda: watch.states == ["active"])
                server.play(MOUTH, soxr.resample(script.agent, desktop.TELEPHONE_RATE, RATE))
                threading.Event().wait(script.seconds + _ON_ITS_WAY_S)  # the call takes as long as it takes
                phones.agent.do("hangup")
                watch.until(lambda: watch.is_over)
        finally:
            board.close()
            board.join()
    recorded: dict[Speaker, Tap] = {"agent": agent, "customer": customer}
    return heard, {speaker: _found(script, speaker, tap, answered) for speaker, tap in recorded.items()}, recorded


class _Watch:
    """Notes what the hearing and the engine tell, and when."""

    def __init__(self, heard: _Heard) -> None:
        self.states: list[str] = []
        self.has_model = self.is_over = False
        self._heard = heard
        self._change = threading.Condition()

    def ears(self, tell: Callable[[Told], None]) -> Callable[[Told], None]:
        """Between the hearing and the engine."""

        def told(one: Told) -> None:
            if isinstance(one, HeardOf) and isinstance(one.heard, HeardNumbered):
                self._heard.finals.append(one.heard.final)
            tell(one)

        return told

    def update(self, update: Update) -> None:
        """Where the window would be."""
        now = host_clock.now()
        with self._change:
            if isinstance(update, Saying) and update.partial.text:
                self._heard.partials.append((update.partial.speaker, now))
            elif isinstance(update, Said):
                for event in (recorded.event for recorded in update.recorded):
                    if isinstance(event, Utterance) and event.revises is None:
                        self._heard.shown[event.speaker, event.t0] = now
                    self.is_over = self.is_over or isinstance(event, CallEnded)
            elif isinstance(update, ListeningChanged):
                self.has_model = update.model is not None
            elif isinstance(update, CallsChanged):
                self.states = [call.state for call in update.calls]
                for call in update.calls:
                    self._heard.epoch = call.answered_at or self._heard.epoch
            self._change.notify_all()

    def until(self, true: Callable[[], bool], within: float = 120.0) -> None:
        """Wait for it."""
        with self._change:
            if not self._change.wait_for(true, within):
                raise RuntimeError(f"it did not come to it in {within:g} s; the calls are {self.states}")


def _found(script: Script, speaker: Speaker, tap: Tap, answered: float) -> Spoken:
    """The edges of one side's lines where its tap heard them."""
    side = at_16_khz(script.side(speaker), desktop.TELEPHONE_RATE)
    everything = tap.sound(answered, answered + script.seconds + 2 * _ON_ITS_WAY_S)
    whole, _ = delay_of(side, everything)

    def at_device(t0: float, t1: float) -> float | None:
        """When the sound of these seconds of the script began at the device."""
        first = max(0.0, whole + t0 - _ASTRAY_S)
        near = everything[round(first * SAMPLE_RATE) : round((whole + t1 + _ASTRAY_S) * SAMPLE_RATE)]
        delay, alike = delay_of(side[round(t0 * SAMPLE_RATE) : round(t1 * SAMPLE_RATE)], near)
        return answered + first + delay if alike >= _SURE else None

    began, ended = [], []
    for line in (line for line in script.lines if line.speaker == speaker):
        edge = min(_EDGE_S, line.t1 - line.t0)
        if (start := at_device(line.t0, line.t0 + edge)) is not None:
            began.append(start)
        if (start := at_device(line.t1 - edge, line.t1)) is not None:
            ended.append(start + edge)
    return Spoken(tuple(began), tuple(ended))


def _nearest(edges: Sequence[float], heard: float) -> float | None:
    nearest = min(edges, key=lambda edge: abs(edge - heard), default=None)
    return nearest if nearest is not None and abs(nearest - heard) < _SAME_EDGE_S else None


def _cut(tap: Tap, final: HeardFinal, epoch: float) -> Samples:
    """An utterance out of the tap's recording, with the lead that the engine is given."""
    lead = policy.load().endpointing.lead
    return np.ascontiguousarray(tap.sound(epoch + final.t0 - lead, epoch + final.t1))
