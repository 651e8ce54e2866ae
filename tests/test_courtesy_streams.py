"""Whatever comes in whatever order, the observers of courtesy keep their word and break nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.conversation import courtesy
from callassist.conversation.checklist import ChecklistObserver
from callassist.conversation.colleague import ColleagueObserver
from callassist.conversation.empathy import EmpathyObserver
from callassist.conversation.wording import WordingObserver
from callassist.events import (
    KEY_ACTIONS,
    SPEAKERS,
    Anger,
    CallEnded,
    CallStarted,
    Checklist,
    EmpathyMissing,
    Event,
    HearingNotice,
    KeyPressed,
    SpeechStarted,
    SpeechStopped,
    Tick,
    Utterance,
)
from callassist.knowledge import situations
from callassist.knowledge.offering import Manner
from callassist.text import dialect

COURTESY = courtesy.load()
SITUATIONS = situations.load()
EAR = dialect.load()

TIME = st.floats(0, 300)
SPEAKER = st.sampled_from(SPEAKERS)
TEXT = st.sampled_from(
    ["", "السلام عليكم معك سارة", "النت مقطوع عندي من أسبوع", "آسف جدا", "اهدأ لو سمحت", "شكرا لك", "رقم الجوال", "ok"]
) | st.text(max_size=30)


@st.composite
def utterance(draw: Any) -> Utterance:
    """One of any length, late or early, doubted or not."""
    t0 = draw(TIME)
    unsure = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=2))
    return Utterance(
        t=t0,
        t0=t0,
        t1=t0 + draw(st.floats(-5, 20)),
        speaker=draw(SPEAKER),
        text=draw(TEXT),
        confidence=draw(st.none() | st.floats(0, 1)),
        unsure=tuple(unsure),
        revises=draw(st.none() | st.integers(0, 5)),
    )


EVENT: st.SearchStrategy[Event] = st.one_of(
    utterance(),
    st.builds(SpeechStarted, t=TIME, speaker=SPEAKER),
    st.builds(SpeechStopped, t=TIME, speaker=SPEAKER),
    st.builds(Tick, t=TIME, heard_to=st.none() | TIME),
    st.builds(KeyPressed, t=TIME, action=st.sampled_from(KEY_ACTIONS)),
    st.builds(
        HearingNotice,
        t=TIME,
        state=st.sampled_from(["behind", "caught_up", "not_heard", "no_sound", "lost", "back"]),
        speaker=st.none() | SPEAKER,
        lag=st.none() | st.floats(0, 30),
    ),
    st.builds(Anger, t=TIME, kind=st.sampled_from(["grievance", "abuse"]), evidence=st.just("…"), counts=st.booleans()),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENT, max_size=30))
def test_each_item_is_told_once_and_no_complaint_twice(events: list[Event]) -> None:
    observers = (
        ChecklistObserver(COURTESY),
        EmpathyObserver(COURTESY, SITUATIONS),
        WordingObserver(COURTESY, Manner(), EAR),
        ColleagueObserver(COURTESY, SITUATIONS),
    )
    begin = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")
    told = [
        found
        for event in (begin, *events, CallEnded(t=400))
        for observer in observers
        for found in observer.observe(event)
    ]
    items = Counter(event.item for event in told if isinstance(event, Checklist))
    assert items == Counter(list(COURTESY.items))
    complaints = [event.t for event in told if isinstance(event, EmpathyMissing)]
    assert len(set(complaints)) == len(complaints)
    if any(isinstance(event, KeyPressed) and event.action == "refused" and event.t < 30 for event in events):
        assert all(event.done is not False for event in told if isinstance(event, Checklist))
