"""Calls as nobody holds them: lines that overlap, have no length or come in any order, keys in every odd order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from observed_calls import events_of

from callassist.calls import guidance
from callassist.calls.guidance import Guidance
from callassist.events import (
    Event,
    Incident,
    Interruption,
    InterruptionWithdrawn,
    MayEndCall,
    Metrics,
    Silence,
    WarningDue,
    WarningGiven,
)

Line = dict[str, Any]

TEXTS = {
    "agent": (
        "السلام عليكم معك نورة من نماء تيليكوم", "نعم", "هالألفاظ ما نقبلها، وهذا تنبيه", "اهدأ يا أخوي",
        "أشيك لك على الطلب", "I will end this call if you keep insulting me", "",
    ),
    "customer": (
        "يا غبي أنت ما تفهم شي", "you stupid idiot", "أعرف وين تداوم وراح أكسر راسك", "حسبي الله ونعم الوكيل فيكم",
        "طيب", "النت مقطوع من يوم الجمعة وكلمتكم مرتين ولا أحد رد علي", "",
    ),
}  # fmt: skip
KEYS = (
    *("warning_given", "alarm_rejected", "alarm_confirmed", "disruptive", "hold", "resume", "pause", "verified"),
    "commitment_approved",
)
times = st.integers(0, 600).map(lambda tenths: tenths / 10)
lengths = st.sampled_from([0.0, 0.1, 1.0, 3.0, 25.0])


@st.composite
def utterances(draw: st.DrawFn) -> Line:
    speaker, t0 = draw(st.sampled_from(["agent", "customer"])), draw(times)
    line: Line = {"type": "utterance", "t0": t0, "t1": t0 + draw(lengths), "speaker": speaker}
    line["text"] = draw(st.sampled_from(TEXTS[speaker]))
    confidence = draw(st.sampled_from([None, 0.2, 0.9]))
    return line if confidence is None else line | {"confidence": confidence}


@st.composite
def speech(draw: st.DrawFn) -> Line:
    t0 = draw(times)
    return {
        "type": "speech",
        "t0": t0,
        "t1": t0 + draw(lengths),
        "speaker": draw(st.sampled_from(["agent", "customer"])),
    }


keys = st.builds(lambda t, action: {"type": "key", "t": t, "action": action}, times, st.sampled_from(KEYS))
calls = st.lists(st.one_of(utterances(), utterances(), speech(), keys), min_size=1, max_size=14)


@cache
def guided() -> Guidance:
    return guidance.load()


def came(lines: Sequence[Line]) -> list[Event]:
    return events_of(guided().observers("ar", None), lines)


@given(calls)
@settings(max_examples=60, deadline=None)
def test_no_call_is_too_odd(lines: list[Line]) -> None:
    events = came(lines)
    (figures,) = [event.values for event in events if isinstance(event, Metrics)]
    assert all(value >= 0 for value in figures.values())
    assert figures.get("agent_share", 0.0) <= 1.0
    interruptions = sum(isinstance(event, Interruption) for event in events)
    withdrawn = sum(isinstance(event, InterruptionWithdrawn) for event in events)
    assert figures["agent_interruptions"] + figures["customer_interruptions"] == interruptions - withdrawn
    silences = [event for event in events if isinstance(event, Silence)]
    assert figures["silences"] == len(silences)
    assert all(silence.t1 - silence.t0 >= 2.999 for silence in silences)
    assert sum(isinstance(event, Incident) for event in events) <= 1


@given(calls)
@settings(max_examples=60, deadline=None)
def test_what_was_hardly_heard_warns_nobody_in_any_order(lines: list[Line]) -> None:
    doubted = [{"type": "key", "t": 0.0, "action": "resume"}]
    doubted += [
        line | {"confidence": 0.2} if line["type"] == "utterance" else line
        for line in lines
        if line.get("action") not in ("alarm_confirmed", "disruptive", "alarm_rejected")
    ]
    assert not [
        event for event in came(doubted) if isinstance(event, WarningDue | WarningGiven | MayEndCall | Incident)
    ]


@given(calls, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_a_files_lines_says_nothing(lines: list[Line], shuffling: random.Random) -> None:
    distinct = {(line.get("t1", line.get("t")), line.get("speaker")): line for line in lines}
    ends = {key[0]: line for key, line in distinct.items()}  # at one instant their order in the file counts
    shuffled = list(ends.values())
    shuffling.shuffle(shuffled)
    assert came(shuffled) == came(list(ends.values()))
