"""How long after it was said a call is written down, replayed in real time with both channels on two cores."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from benchmarks import live, material
from benchmarks.figures import Cell, Result, aims, percentiles, ratios
from callassist.calls import assembly, callfile
from callassist.speech import policy
from callassist.speech.evaluation.listening import bare_engine
from callassist.speech.installation import Installed
from callassist.speech.recognizer import Samples

FINAL_S = 1.2, 2.0
"""Aims for p50 and p95 from the end of speech until a final is shown."""
OWN_P95_S = 0.080
FIRST_PARTIAL_S = 1.5
_EDGE_P95_S = 0.25  # what the contract promises of t0 and t1
_SAME_UTTERANCE_S = 1.0


def run(small: bool) -> Result:
    """Two plays of the sample call; small: one of its first 8 seconds."""
    model = material.whisper()
    engine = assembly.engine_for("en", policy.load(), model=model.id)
    # What a first decoding allocates is not what a user of a running app waits for.
    engine.recognizer.decoding().final(np.zeros(16_000, np.float32))
    with material.sample_call(8.0 if small else None) as call:
        plays = [live.play(call, engine) for _ in range(1 if small else 2)]
    shown = [each for play in plays for each in play.shown]
    bare = bare_percentiles([each.audio for each in plays[0].shown], model)
    firsts = [each.first for each in shown if each.first is not None]
    final = percentiles(each.latency for each in shown)
    ours = percentiles(each.queue + each.own for each in shown)
    after = percentiles(each.latency - each.wait for each in shown)
    first = percentiles(firsts)
    begins, ends = _beside_the_script(shown)
    rows: list[list[Cell]] = [
        ["end of speech to final, on the disk and shown", *final, aims(final, FINAL_S)],
        ["= endpoint wait", *percentiles(each.wait for each in shown), None],
        ["+ decoding after the decision", *percentiles(each.decoding for each in shown), None],
        ["+ queue", *percentiles(each.queue for each in shown), None],
        ["+ own part (treatment, order, journal)", *percentiles(each.own for each in shown), None],
        ["queue and own part together", *ours, aims(ours, (None, OWN_P95_S))],
        ["start of speech to first partial", *first, aims(first, (FIRST_PARTIAL_S, None))],
        ["engine's decoding, early beginnings included", *percentiles(each.engine for each in shown), None],
        ["bare engine on the same utterances, one by one", *bare, None],
    ]
    return {
        "tables": [
            {
                "title": f"Live, {model.id}, {len(shown)} utterances, seconds",
                "columns": ["", "p50", "p95", "aim"],
                "rows": rows,
            },
            {
                "title": "Edges of speech beside the script of the call, seconds apart",
                "columns": ["", "p50", "p95", "aim"],
                "rows": [
                    ["beginning", *begins, aims(begins, (None, _EDGE_P95_S))],
                    ["end", *ends, aims(ends, (None, _EDGE_P95_S))],
                ],
            },
            {
                "title": "Ratios",
                "columns": ["", "p50", "p95"],
                "rows": [
                    ["final ÷ bare engine", *ratios(final, bare)],
                    ["final without endpoint wait ÷ bare engine", *ratios(after, bare)],
                ],
            },
        ],
        "notes": [
            f"{len(firsts)} of {len(shown)} utterances had a partial before their final; "
            f"{sum(play.partials for play in plays)} partials in all; "
            f"fell behind {sum(play.behind for play in plays)} times",
            "a final is begun on the first sign of silence, so its decoding overlaps the endpoint wait: `decoding` "
            "is what of it came after the decision, and the four parts of an utterance add up (percentiles don't)",
            "bare engine: faster-whisper's transcribe, beam 5, int8, both cores, nothing else running",
        ],
    }


def bare_percentiles(audio: Sequence[Samples], model: Installed) -> list[float]:
    """Seconds that faster-whisper's own `transcribe` takes for each of these, one after another on two threads."""
    write_down = bare_engine(model, "en", threads=2)
    write_down(np.zeros(16_000, np.float32))
    taken: list[float] = []
    for samples in audio:
        began = time.perf_counter()
        write_down(samples)
        taken.append(time.perf_counter() - began)
    return percentiles(taken)


def _beside_the_script(shown: Sequence[live.Shown]) -> tuple[list[float], list[float]]:
    """How far the beginnings and ends of utterances are from those that the script says, where it has one nearby."""
    (record,) = callfile.read(material.sample_calls() / "sample-en.transcript.jsonl")
    said = [line for line in record.lines if isinstance(line, callfile.UtteranceLine)]
    begins = [
        min(abs(each.final.t0 - line.t0) for line in said if line.speaker == each.final.speaker) for each in shown
    ]
    ends = [min(abs(each.final.t1 - line.t1) for line in said if line.speaker == each.final.speaker) for each in shown]
    return (
        percentiles(apart for apart in begins if apart < _SAME_UTTERANCE_S),
        percentiles(apart for apart in ends if apart < _SAME_UTTERANCE_S),
    )
