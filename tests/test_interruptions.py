"""Who talks over whom: onset, time, backchannels, and what takes a cue back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.conversation.turn_taking import TurnsObserver
from callassist.events import (
    CallEnded,
    CallStarted,
    Event,
    Interruption,
    InterruptionWithdrawn,
    Partial,
    Speaker,
    SpeechStarted,
    SpeechStopped,
    Tick,
    Utterance,
)
from tests.conversations import Line, observed, of, played, policy, said, spoke

STORY = "النت عندي مقطوع من يوم الجمعة وكلمتكم مرتين ولا أحد رد علي والفاتورة نزلت كاملة وأنا ما استفدت من الخدمة"


def interruptions(*lines: Line, end: float | None = None) -> list[tuple[str, float, float]]:
    """By whom, onset, and when it was told; less those that were withdrawn."""
    recorded = played(*lines, end=end)
    stands = []
    for item in recorded:
        if isinstance(item.event, Interruption):
            stands.append((item.event.by, item.event.t, round(item.at, 3)))
        elif isinstance(item.event, InterruptionWithdrawn):
            stands = [each for each in stands if each[:2] != (item.event.by, item.event.t)]
    return stands


def test_it_is_told_at_six_tenths_of_joint_speech_with_the_onset_of_whoever_began() -> None:
    recorded = played(said("customer", STORY, 2, 10), said("agent", "خلني أشيك لك على الطلب يا طويل العمر", 5, 8))
    (told,) = [item for item in recorded if isinstance(item.event, Interruption)]
    assert isinstance(told.event, Interruption)
    assert (told.event.by, told.event.t, told.event.overlap) == ("agent", 5.0, 0.6)
    assert told.at == pytest.approx(5.6)


def test_the_customer_interrupts_as_well() -> None:
    assert interruptions(spoke("agent", 1, 9), spoke("customer", 4.25, 7)) == [("customer", 4.25, 4.9)]


@pytest.mark.parametrize(
    ("customer", "agent", "counts"),
    [
        ((2.0, 10.0), (2.4, 6.0), False),  # the turn was not held for half a second yet
        ((2.0, 10.0), (2.5, 6.0), True),
        ((2.0, 10.0), (5.0, 5.5), False),  # too short to be one
        ((2.0, 10.0), (5.0, 5.6), True),
        ((2.0, 10.0), (9.5, 14.0), False),  # they were nearly done
        ((2.0, 10.0), (10.0, 14.0), False),
        ((2.0, 2.0), (2.0, 14.0), False),
    ],
)
def test_where_it_begins(customer: tuple[float, float], agent: tuple[float, float], counts: bool) -> None:
    found = interruptions(spoke("customer", *customer), spoke("agent", *agent), end=20.0)
    assert bool(found) is counts


def test_turns_bridge_pauses_and_interrupt_once() -> None:
    customer = [spoke("customer", 1, 5), spoke("customer", 5.4, 9), spoke("customer", 9.3, 12)]
    agent = [spoke("agent", 5.2, 7), spoke("agent", 7.4, 8.8), spoke("agent", 9.2, 11)]
    # Joint speech begins when the customer goes on at 5.4.
    assert interruptions(*customer, *agent) == [("agent", 5.2, 6.0)]
    assert interruptions(spoke("customer", 1, 5), spoke("customer", 5.5, 9), spoke("agent", 5.2, 7)) == []


def test_joint_speech_is_added_up_over_pauses() -> None:
    assert interruptions(spoke("customer", 0, 9), spoke("agent", 3, 3.4), spoke("agent", 3.7, 4.5)) == [
        ("agent", 3.0, 3.9)
    ]


def test_after_a_real_pause_it_is_another_turn() -> None:
    agent = [spoke("agent", 3, 4), spoke("agent", 4.5, 5.5)]
    assert interruptions(spoke("customer", 0, 9), *agent) == [("agent", 3.0, 3.6), ("agent", 4.5, 5.1)]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("نعم أيوه تمام", 0.9),
        ("أيوووه", 0.8),
        ("إي نعم طيب أبشر", 1.6),
        ("حاضر يا فندم", 1.2),
        ("mm-hm", 0.7),
        ("Yeah, right, okay. I see.", 1.8),
        ("أيوه yeah تمام", 1.1),
    ],
)
def test_backchannels_are_none_not_even_for_a_moment(text: str, length: float) -> None:
    recorded = played(said("customer", STORY, 2, 12), said("agent", text, 6, 6 + length))
    assert of(recorded, Interruption) == []


def test_a_backchannel_that_goes_on_as_a_turn_is_one_as_soon_as_that_is_known() -> None:
    text = "طيب طيب طيب طيب خلني أشيك لك"  # 0.4 s a word: the first that is none begins at 1.6
    assert interruptions(said("customer", STORY, 2, 12), said("agent", text, 5, 7.8)) == [("agent", 5.0, 6.6)]


def test_an_endless_backchannel_is_shown_and_withdrawn_by_its_text() -> None:
    recorded = played(said("customer", STORY, 0, 12), said("agent", "نعم " * 12, 3, 6.6))
    (told,) = of(recorded, Interruption)
    (withdrawn,) = of(recorded, InterruptionWithdrawn)
    assert (withdrawn.by, withdrawn.t) == (told.by, told.t) == ("agent", 3.0)


def test_who_only_says_yes_does_not_hold_the_turn() -> None:
    customer = [said("customer", "كلمتكم مرتين", 0, 4), said("customer", STORY, 4.9, 12)]
    assert interruptions(*customer, said("agent", "نعم نعم تمام طيب", 4.3, 6.2)) == []


def test_the_same_sound_in_both_channels_is_no_interruption() -> None:
    # The second channel is 0.1 s late, and its pauses are a little longer, so that one of them is not bridged there.
    heard = [(0, 4), (4.45, 8), (8.3, 12), (14, 18)]
    late = [(t0 + 0.1, t1 + 0.02) for t0, t1 in heard]
    late[0], late[1] = (0.1, 3.9), (4.5, 8.1)
    lines = [spoke("customer", *each) for each in heard] + [spoke("agent", *each) for each in late]
    assert interruptions(*lines) == []


def test_a_dead_channel_and_endless_speech() -> None:
    assert interruptions(spoke("customer", 0, 600), end=600) == []
    assert interruptions(spoke("customer", 0, 600), spoke("agent", 300, 600)) == [("agent", 300.0, 300.6)]


def test_lines_of_one_side_that_overlap_are_one_turn() -> None:
    lines = [said("customer", STORY, 0, 10), said("customer", "والله", 4, 5), spoke("customer", 3, 3)]
    assert interruptions(*lines, spoke("agent", 5.5, 7)) == [("agent", 5.5, 6.1)]


# ── As a live call brings it: edges a little late, words later still ──────────────────────────────────────


def ticks(since: float, until: float) -> list[Event]:
    return [Tick(t=tenth / 10) for tenth in range(round(since * 10), round(until * 10) + 1)]


def started(*events: Event) -> tuple[TurnsObserver, list[Event]]:
    observer = TurnsObserver(policy())
    call = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")
    return observer, observed(observer, call, *events)


def talking_over(until: float = 6.0) -> tuple[TurnsObserver, list[Event]]:
    """The customer speaks from 1.0 on, the agent from 4.0."""
    return started(
        SpeechStarted(t=1.0, speaker="customer"),
        *ticks(1.2, 4.1),
        SpeechStarted(t=4.0, speaker="agent"),
        *ticks(4.2, until),
    )


def final(speaker: Speaker, text: str, t0: float, t1: float, **more: object) -> Utterance:
    return Utterance(t=t0, t0=t0, t1=t1, speaker=speaker, text=text, **more)  # type: ignore[arg-type]


def test_without_words_it_is_told_at_once_and_the_final_may_withdraw_it() -> None:
    observer, told = talking_over()
    assert told == [Interruption(t=4.0, by="agent", overlap=0.6)]
    stop = SpeechStopped(t=5.5, speaker="agent")
    assert observed(observer, stop, *ticks(6.1, 7.0)) == []
    assert observed(observer, final("agent", "أيوه، تمام", 4.1, 5.4)) == [InterruptionWithdrawn(t=4.0, by="agent")]


def test_other_words_in_the_final_let_it_stand() -> None:
    observer, _ = talking_over()
    later = [SpeechStopped(t=5.5, speaker="agent"), *ticks(6.1, 7.0), final("agent", "طيب اسمعني", 4.1, 5.4)]
    assert observed(observer, *later, *ticks(7.1, 9.0)) == []


def test_unsure_words_beside_backchannels_do_not_count() -> None:
    observer, _ = talking_over()
    text = "أيوه فراولة تمام"
    doubted = final("agent", text, 4.1, 5.4, unsure=((5, 11),))
    told = observed(observer, SpeechStopped(t=5.5, speaker="agent"), *ticks(6.1, 7.0), doubted)
    assert told == [InterruptionWithdrawn(t=4.0, by="agent")]


@pytest.mark.parametrize(
    ("text", "unsure", "stands"),
    [
        ("I see.", ((0, 1),), False),  # a phrase of which a word was doubted
        ("Oh, okay, I understand.", ((0, 3), (12, 23)), False),
        ("cotton", ((0, 6),), False),  # brief, and nothing was surely heard
        ("cotton candy", ((0, 6),), True),
        ("okay cotton", (), True),
    ],
)
def test_what_was_doubted_counts_against_nobody(text: str, unsure: tuple[tuple[int, int], ...], stands: bool) -> None:
    observer, _ = talking_over()
    stop = SpeechStopped(t=5.5, speaker="agent")
    told = observed(observer, stop, *ticks(6.1, 7.0), final("agent", text, 4.1, 5.4, unsure=unsure))
    assert told == ([] if stands else [InterruptionWithdrawn(t=4.0, by="agent")])


def test_a_partial_keeps_the_cue_back_until_another_word_or_the_limit() -> None:
    observer, told = talking_over(4.5)
    assert told == []
    assert observed(observer, Partial(t=4.5, speaker="agent", text="طيب"), *ticks(4.6, 5.5)) == []
    assert observed(observer, Partial(t=5.5, speaker="agent", text="طيب بس")) == [
        Interruption(t=4.0, by="agent", overlap=1.5)
    ]
    observer, _ = talking_over(4.5)
    told = observed(observer, Partial(t=4.5, speaker="agent", text="طيب"), *ticks(4.6, 7.0))
    assert [type(event) for event in told] == [Interruption]


def test_speech_that_proves_to_be_none_or_had_no_words_takes_it_back() -> None:
    observer, _ = talking_over()
    told = observed(observer, SpeechStopped(t=6.0, speaker="agent"), Partial(t=6.6, speaker="agent", text=""))
    assert told == [InterruptionWithdrawn(t=4.0, by="agent")]
    assert observed(observer, *ticks(6.7, 80)) == []


def test_an_edge_that_is_known_late_takes_back_what_was_too_short() -> None:
    observer, told = talking_over(4.7)
    assert [type(event) for event in told] == [Interruption]
    assert observed(observer, SpeechStopped(t=4.55, speaker="agent")) == [InterruptionWithdrawn(t=4.0, by="agent")]
    # They went on after all: it is told again, and counts once.
    again = observed(observer, SpeechStarted(t=4.8, speaker="agent"), *ticks(5.0, 6.0))
    assert [type(event) for event in again] == [Interruption]


def test_revisions_and_what_comes_out_of_order_change_nothing() -> None:
    observer, _ = talking_over()
    events: list[Event] = [
        SpeechStopped(t=5.5, speaker="agent"),
        *ticks(6.1, 9.0),
        final("agent", "طيب اسمعني", 4.1, 5.4),
        final("agent", "طيب", 4.1, 5.4, revises=3),
        final("customer", STORY, 1.0, 3.0),
        final("agent", "نعم", 0.2, 0.4),
        SpeechStopped(t=5.0, speaker="agent"),
        *ticks(3.0, 5.0),
    ]
    assert observed(observer, *events) == []


def test_a_new_call_forgets_the_last_one() -> None:
    observer, _ = talking_over(4.5)
    fresh = CallStarted(id="c2", started_at="2026-03-01T11:00:00+03:00")
    assert observed(observer, fresh, *ticks(0.1, 3.0)) == []


MOMENTS = st.floats(0, 60, allow_nan=False).map(lambda t: round(t, 2))
SPEAKING = st.sampled_from(["agent", "customer"])
EVENTS = st.one_of(
    st.builds(SpeechStarted, t=MOMENTS, speaker=SPEAKING),
    st.builds(SpeechStopped, t=MOMENTS, speaker=SPEAKING),
    st.builds(Tick, t=MOMENTS),
    st.builds(Partial, t=MOMENTS, speaker=SPEAKING, text=st.sampled_from(["", "نعم", "I", "the line"])),
    st.builds(
        lambda t0, length, speaker, text: final(speaker, text, t0, t0 + length),
        MOMENTS,
        st.floats(0, 20),
        SPEAKING,
        st.sampled_from(["", "أيوه تمام", "if I understand you right", "the line drops"]),
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(EVENTS, max_size=40))
def test_whatever_comes_nothing_breaks_and_no_turn_interrupts_twice(events: list[Event]) -> None:
    _, told = started(*events, CallEnded(t=60.0))
    standing: list[tuple[str, float]] = []
    for event in told:
        if isinstance(event, Interruption):
            assert event.overlap >= 0.6
            standing.append((event.by, event.t))
        elif isinstance(event, InterruptionWithdrawn):
            standing.remove((event.by, event.t))
    assert len(standing) == len(set(standing))
