"""What our hearing costs beside the bare Vosk recogniser on the same sound.

The model is Korean and the speech English: what it writes is nonsense, what it computes is ordinary. Only CPU time is
compared.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import vosk

from benchmarks import material
from benchmarks.figures import Cell, Result, aim
from benchmarks.live import Clocked
from callassist.audio.recording import read_all
from callassist.calls.hearing import Hearing
from callassist.events import SPEAKERS
from callassist.speech import policy
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.recognizer import SAMPLE_RATE, Samples
from callassist.speech.vosk import VoskRecognizer

_AIM = 1.05


def run(small: bool) -> Result:
    """The sample call, live, both channels; small: its first 5 seconds."""
    model = material.vosk()
    with material.sample_call(5.0 if small else None) as call:
        sound = read_all(call)
    thresholds = policy.load()
    recognizer = Clocked(VoskRecognizer(model.path, model.id, "en"))
    native = vosk.Model(str(model.path))
    every = thresholds.partials.every_incremental
    _bare(native, [sound[0][:SAMPLE_RATE]], every, one=True)  # what is allocated once
    hearing = Hearing(dict.fromkeys(SPEAKERS, recognizer), thresholds, live=True)
    began, clock = time.process_time(), time.monotonic()
    for n in range(sound.shape[1] // FRAME):
        time.sleep(max(0.0, clock + (n + 1) * FRAME_S - time.monotonic()))
        frame = sound[:, n * FRAME : (n + 1) * FRAME]
        hearing.feed(n * FRAME_S, dict(zip(SPEAKERS, frame, strict=True)))
    hearing.close()
    ours = time.process_time() - began
    whole = _bare(native, list(sound), every, one=False)
    speech = _bare(native, [run.audio for run in recognizer.finals], every, one=True)
    rows: list[list[Cell]] = [
        ["this program's hearing", round(ours, 2), None, None, None],
        ["bare KaldiRecognizer, the whole of both channels", round(whole, 2), *aim(ours / whole, _AIM)],
        ["bare KaldiRecognizer, only the utterances cut out", round(speech, 2), round(ours / speech, 3), None, None],
    ]
    return {
        "tables": [
            {
                "title": f"CPU seconds for {sound.shape[1] / SAMPLE_RATE:.0f} s of a call, {model.id}",
                "columns": ["", "CPU s", "ours ÷ it", "aim", "met"],
                "rows": rows,
            }
        ],
        "notes": [
            "the model is Korean and the call English, so only CPU time is compared",
            "both are asked for partial text as often as the shipped policy says",
            "in the last row the bare recogniser is spared the silences: what is above 1 is the cost of finding the "
            "utterances",
        ],
    }


def _bare(model: vosk.Model, pieces: Sequence[Samples], every: float, *, one: bool) -> float:
    """CPU seconds of Kaldi alone, fed as Vosk's own microphone example does; each piece ends with a final result.

    Args:
        one: the same recogniser for all pieces, as for utterances; else one for each, as for channels.
    """
    block = round(every * SAMPLE_RATE)
    began = time.process_time()
    kaldi = None
    for piece in pieces:
        if kaldi is None or not one:
            kaldi = vosk.KaldiRecognizer(model, SAMPLE_RATE)
            kaldi.SetWords(True)
        pcm = np.clip(piece * 32768.0, -32768, 32767).astype("<i2")
        for start in range(0, len(pcm), block):
            if kaldi.AcceptWaveform(pcm[start : start + block].tobytes()):
                kaldi.Result()
            else:
                kaldi.PartialResult()
        kaldi.FinalResult()
    return time.process_time() - began
