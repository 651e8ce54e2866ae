"""One call as a stream of events, and a call file played through it."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.calls import callfile, replay
from callassist.calls.assembly import session_for
from callassist.calls.session import CallSession
from callassist.events import (
    CallEnded,
    CallStarted,
    Event,
    HearingNotice,
    Partial,
    Recorded,
    SpeechStarted,
    SpeechStopped,
    Tick,
    Utterance,
)
from callassist.speech.recognizer import Word
from callassist.text.redaction import Vault, load_policy
from callassist.text.treatment import Treatment

STARTED = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")


def call(*lines: dict[str, object]) -> list[Recorded]:
    """All that a call of these lines comes to."""
    head = {"type": "call", "id": "c1", "started_at": STARTED.started_at}
    raw = [json.dumps(line, ensure_ascii=True).encode() for line in (head, *lines)]
    (record,) = callfile.parse(raw, "test")
    return list(replay.replay(session_for(STARTED, language=None), record))


def said(text: str, t0: float, t1: float, speaker: str = "customer", **more: object) -> dict[str, object]:
    return {"type": "utterance", "t0": t0, "t1": t1, "speaker": speaker, "text": text, **more}


def utterances(recorded: Iterable[Recorded]) -> list[Utterance]:
    return [item.event for item in recorded if isinstance(item.event, Utterance)]


def test_every_event_has_its_place_and_at_never_goes_back() -> None:
    found = call(said("hello", 1, 2), said("good morning", 1.5, 3, "agent"), {"type": "end", "t": 10})
    assert [item.seq for item in found] == list(range(len(found)))
    assert [item.at for item in found] == sorted(item.at for item in found)
    assert found[0].event.type == "call"
    assert found[-1].event.type == "end"
    assert found[-1].at == 10


def test_a_text_is_known_when_its_speech_ends() -> None:
    (first, second) = utterances(call(said("a longer sentence", 0.0, 9.0), said("short", 2.0, 3.0, "agent")))
    assert (first.text, second.text) == ("short", "a longer sentence")


def test_spoken_numbers_are_digits_and_harakat_stay_for_display() -> None:
    (heard,) = utterances(call(said("الفاتورةُ خمسمية وتلاتة وعشرين ريال", 0, 4)))
    assert heard.text == "الفاتورةُ 523 ريال"


def test_a_doubtful_text_is_unsure_from_end_to_end() -> None:
    (heard,) = utterances(call(said("النت يقطع", 0, 2, confidence=0.3)))
    assert heard.unsure == ((0, len("النت يقطع")),)
    (sure,) = utterances(call(said("النت يقطع", 0, 2, confidence=0.9)))
    assert sure.unsure == ()


def test_doubts_are_carried_through_numbers_and_masks() -> None:
    treatment = Treatment(load_policy(), Vault(), language="en", unsure_below=0.5)
    words = [
        Word(word, confidence=0.2 if word in {"fife", "nine"} else 0.9)
        for word in ["pay", "fife", "hundred", "and", "forty", "nine", "riyals"]
    ]
    words[1] = Word("five", confidence=0.2)
    (heard,) = treatment.final(0, "customer", 0, 3, words)
    assert isinstance(heard, Utterance)
    assert heard.text == "pay 549 riyals"
    assert [heard.text[start:end] for start, end in heard.unsure] == ["549"]


def test_lone_surrogates_and_bidi_controls_do_no_harm() -> None:
    (heard,) = utterances(call(said("مرحبا\ud800\u202e gpj.exe\u2069 \u200e", 0, 2)))
    assert heard.text == "مرحبا gpj.exe"
    json.dumps(heard.payload(), ensure_ascii=False).encode("utf-8")


def test_the_agents_voice_is_never_looked_at() -> None:
    voice = {"f0_hz": 180.0, "loudness_db": -21.0}
    found = utterances(call(said("hello", 0, 1, "agent", voice=voice), said("hello", 2, 3, voice=voice)))
    assert [heard.voice is None for heard in found] == [True, False]
    assert all("voice" not in heard.payload() for heard in found)


def test_an_id_can_be_looked_at_from_memory_while_the_call_lives_and_a_card_never() -> None:
    vault = Vault()
    session = session_for(STARTED, language="en", vault=vault)
    said = [Word("my national ID is 1012345672 and my card is 4263 9826 4026 9299")]
    (heard,) = utterances(session.say("customer", 0, 4, said, 4.0))
    assert heard.text == "my national ID is [id] and my card is [card]"
    ((start, end, token),) = heard.behind
    assert heard.text[start:end] == "[id]"
    assert vault.reveal(token) == "1012345672"
    assert "behind" not in heard.payload()
    session.take(CallEnded(t=5.0), 5.0)
    assert vault.reveal(token) is None


def test_digits_come_back_when_they_prove_harmless_and_say_which_line_they_replace() -> None:
    found = call(
        said("the number on the box is 445 566", 0, 3),
        said("so what is it good for", 5, 7),
        {"type": "end", "t": 60},
    )
    first = next(item for item in found if isinstance(item.event, Utterance))
    assert isinstance(first.event, Utterance)
    assert "[digits]" in first.event.text
    again = [heard for heard in utterances(found) if heard.revises == first.seq]
    assert [heard.text for heard in again] == ["the number on the box is 445 566"]


def test_digits_stay_masked_while_their_speaker_goes_on_speaking() -> None:
    session = session_for(STARTED, language="en")
    shown = session.say("customer", 6, 10, [Word("my number is 4263 9826")], 10.0)
    shown += session.take(SpeechStarted(t=13.0, speaker="customer"), 13.1)
    for tenth in range(131, 220):
        shown += session.take(Tick(t=tenth / 10), tenth / 10)
    shown += session.say("customer", 13, 22, [Word("4026 9299")], 22.0)
    assert all("4263" not in heard.text and "9826" not in heard.text for heard in utterances(shown))
    assert utterances(shown)[-1].text.endswith("[card]")


def test_digits_stay_masked_while_what_follows_is_still_being_decoded() -> None:
    session = session_for(STARTED, language="en")
    shown = session.say("customer", 6, 10, [Word("my number is 4263 9826")], 10.0)
    for tenth in range(101, 300):
        shown += session.take(Tick(t=tenth / 10, heard_to=11.0), tenth / 10)
    shown += session.say("customer", 11, 14, [Word("4026 9299")], 30.0)
    assert all("4263" not in heard.text and "9826" not in heard.text for heard in utterances(shown))


def test_after_the_end_nothing_is_taken_any_more() -> None:
    session = session_for(STARTED, language="en")
    session.take(CallEnded(t=5.0), 5.0)
    with pytest.raises(ValueError, match="ended"):
        session.say("customer", 6, 10, [Word("my number is 4263 9826")], 10.0)
    with pytest.raises(ValueError, match="ended"):
        session.preview("customer", 6, [Word("4263 9826")], 0)


GROWING = ["I", "paid", "one", "hundred", "and", "five", "riyals", "and", "card", "4263", "9826", "4026", "9299"]


@pytest.mark.parametrize("agreed", [0, 1, 2])
def test_what_is_stable_of_a_partial_is_not_taken_back(agreed: int) -> None:
    session = session_for(STARTED, language="en")
    before = ""
    for count in range(1, len(GROWING) + 1):
        words = [Word(word) for word in GROWING[:count]]
        partial = session.preview("customer", 1.0, words, max(0, count - agreed))
        assert partial.text.startswith(before)
        before = partial.text[: partial.stable]
        assert "4263" not in partial.text


class Echo:
    """An observer that answers every utterance with two events, and each of those once with one."""

    def observe(self, event: Event) -> Iterable[Event]:
        if isinstance(event, Utterance):
            return [HearingNotice(t=1, state="behind"), HearingNotice(t=2, state="behind")]
        if isinstance(event, HearingNotice) and event.state == "behind":
            return [HearingNotice(t=event.t, state="caught_up")]
        return []


def test_observers_are_asked_first_in_first_out() -> None:
    treatment = Treatment(load_policy(), Vault(), language=None, unsure_below=0.5)
    session = CallSession(STARTED, treatment, [Echo()])
    found = session.say("customer", 0, 1, [Word("hello")], 1.0)
    notices = [(item.event.state, item.event.t) for item in found if isinstance(item.event, HearingNotice)]
    assert notices == [("behind", 1), ("behind", 2), ("caught_up", 1), ("caught_up", 2)]


class Listening:
    """An observer that keeps the partials, and says so once somebody speaks of a bird."""

    def __init__(self) -> None:
        self.partials: list[Partial] = []

    def observe(self, event: Event) -> Iterable[Event]:
        if isinstance(event, Partial):
            self.partials.append(event)
            if "bird" in event.text:
                return [HearingNotice(t=event.t, state="behind")]
        return []


def test_what_is_seen_in_a_partial_is_recorded_behind_the_next_event() -> None:
    listening = Listening()
    treatment = Treatment(load_policy(), Vault(), language=None, unsure_below=0.5)
    session = CallSession(STARTED, treatment, [listening])
    session.start()
    partial = session.preview("customer", 1.5, [Word("a"), Word("bird")], 1)
    assert listening.partials == [partial]
    assert [item.event.type for item in session.take(Tick(t=1.6), 1.6)] == ["hearing"]
    session.preview("customer", 1.7, [Word("a"), Word("bird"), Word("45")], 1)
    final, notice = session.say("customer", 1, 2, [Word("the number on my bird is 445 566")], 2.0)
    assert isinstance(final.event, Utterance)
    assert notice.event == HearingNotice(t=1.7, state="behind")
    # The utterance is known to the treatment by its own place, whatever has to be recorded with it.
    later = session.take(Tick(t=60.0), 60.0)
    assert [heard.revises for heard in utterances(later)] == [final.seq]


def test_a_replay_makes_partials_of_the_words_at_even_intervals() -> None:
    listening = Listening()
    head = {"type": "call", "id": "c1", "started_at": STARTED.started_at}
    lines = [said("the line drops again", 1, 3), said("word " * 5000, 5, 6), said("no time at all", 8, 8)]
    (record,) = callfile.parse([json.dumps(line).encode() for line in (head, *lines)], "test")
    treatment = Treatment(load_policy(), Vault(), language="ar", unsure_below=0.5)
    list(replay.replay(CallSession(STARTED, treatment, [listening]), record))
    found = [(round(partial.t, 3), partial.text) for partial in listening.partials]
    assert found[:4] == [(1, "the"), (1.5, "the line"), (2, "the line drops"), (2.5, "the line drops again")]
    assert len(found) == 12  # a long utterance has a beginning, one of no length has none


def test_lines_of_one_side_that_overlap_are_one_stretch_of_speech() -> None:
    lines = [said("a b", 1, 4), said("c d", 3, 6), said("e", 7, 7), said("f", 6, 8), said("g", 9, 9)]
    edges = [item.event for item in call(*lines) if isinstance(item.event, SpeechStarted | SpeechStopped)]
    assert [(type(edge).__name__, edge.t) for edge in edges] == [
        ("SpeechStarted", 1),
        ("SpeechStopped", 6),
        ("SpeechStarted", 6),
        ("SpeechStopped", 8),
    ]


def test_ticks_are_seen_by_observers_and_have_no_place_in_the_record() -> None:
    seen: list[Event] = []

    class Watching:
        def observe(self, event: Event) -> Iterable[Event]:
            seen.append(event)
            return []

    session = CallSession(STARTED, Treatment(load_policy(), Vault(), language=None, unsure_below=0.5), [Watching()])
    assert session.take(Tick(t=1.0), 1.0) == []
    assert session.take(SpeechStarted(t=1.1, speaker="agent"), 1.2)[0].seq == 0
    assert [event.type for event in seen] == ["tick", "speech_start"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["agent", "customer"]), st.floats(0, 100), st.floats(0, 20), st.text(max_size=40)),
        max_size=8,
    )
)
def test_the_same_call_gives_the_same_record_every_time(lines: list[tuple[str, float, float, str]]) -> None:
    made = [said(text, round(t0, 2), round(t0 + length, 2), speaker) for speaker, t0, length, text in lines]
    first, second = call(*made), call(*made)
    assert [item.line() for item in first] == [item.line() for item in second]
    assert [item.at for item in first] == sorted(item.at for item in first)


@pytest.mark.parametrize("silent", [0.0, 3600.0])
def test_an_empty_call_begins_and_ends(silent: float) -> None:
    assert [item.event.type for item in call({"type": "end", "t": silent})] == ["call", "end"]


def test_where_no_line_can_be_drawn_doubts_are_marked_in_the_text() -> None:
    heard = Utterance(t0=0, t1=1, speaker="customer", text="the red router drops", unsure=((4, 7), (15, 20)))
    assert heard.marked == "the red(?) router drops(?)"
