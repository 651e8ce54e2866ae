"""The sample call as two people's words: what each says on a telephone, and when, by the script."""

from __future__ import annotations

from dataclasses import dataclass

import soundfile

from benchmarks import material
from callassist.calls import callfile
from callassist.calls.callfile import UtteranceLine
from callassist.events import Speaker
from callassist.speech.recognizer import Samples


@dataclass(frozen=True, slots=True)
class Script:
    """The sample call or its beginning.

    Attributes:
        agent, customer: their sound at 8 kHz. lines: what is said in it whole.
    """

    agent: Samples
    customer: Samples
    lines: tuple[UtteranceLine, ...]

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return len(self.agent) / 8000

    def side(self, speaker: Speaker) -> Samples:
        """One side's sound at 8 kHz."""
        return self.agent if speaker == "agent" else self.customer


def sample_script(seconds: float | None) -> Script:
    """All of the sample call, or what is said whole in its first seconds."""
    folder = material.sample_calls()
    sound, rate = soundfile.read(folder / "sample-en.wav", dtype="float32", always_2d=True)
    assert rate == 8000
    (record,) = callfile.read(folder / "sample-en.transcript.jsonl")
    lines = [line for line in record.lines if isinstance(line, UtteranceLine)]
    if seconds is not None:
        lines = [line for line in lines if line.t1 <= seconds]
        sound = sound[: round((max(line.t1 for line in lines) + 0.5) * rate)]
    return Script(sound[:, 0], sound[:, 1], tuple(lines))
