"""The customer's tone through a call: when a change is told, why, and that a calm caller is left alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist import paths
from callassist.calls import callfile, replay
from callassist.calls.assembly import session_for
from callassist.conversation import tone_policy, tone_reasons
from callassist.conversation.tone import ToneObserver
from callassist.conversation.tone_reasons import Reason
from callassist.conversation.tone_words import ToneWords
from callassist.errors import UserError
from callassist.events import (
    AlarmWithdrawn,
    Anger,
    AngerKind,
    CallStarted,
    Event,
    Speaker,
    Tick,
    Tone,
    Utterance,
    Voice,
)
from callassist.knowledge import situations

CALM = Voice(loudness_db=-24.0, f0_hz=150.0, tilt_db=-12.0, rate=4.5)
HIGH = Voice(loudness_db=-20.0, f0_hz=215.0, tilt_db=-5.0, rate=5.0)
START = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")
PLAIN = "رقم الراوتر مكتوب على الملصق الخلفي"


@cache
def words() -> ToneWords:
    return ToneWords(tone_policy.load_policy(), situations.load())


def said(
    t0: float, text: str = "", *, lasts: float = 3.0, voice: Voice | None = None, speaker: Speaker = "customer"
) -> Utterance:
    return Utterance(t=t0, t0=t0, t1=t0 + lasts, speaker=speaker, text=text, confidence=0.9, voice=voice)


def told(*events: Event, observer: ToneObserver | None = None) -> list[Tone]:
    observer = observer or ToneObserver(words())
    found = [each for event in events for each in observer.observe(event)]
    assert all(isinstance(each, Tone) for each in found)
    return [each for each in found if isinstance(each, Tone)]


def spoken(voices: Sequence[Voice], *, since: float = 0.0, lasts: float = 3.0) -> list[Event]:
    """Utterances without words, one after another."""
    return [said(since + n * (lasts + 1), lasts=lasts, voice=voice) for n, voice in enumerate(voices)]


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_accusation_raises_the_tone_and_is_its_reason() -> None:
    (tone,) = told(START, said(0, PLAIN), said(10, "إنتو كذابين"))
    assert tone.trend == "rising"
    assert tone.t == 13
    assert 0.15 <= tone.level <= 1
    assert tone.reasons == ("«كذابين»",)


def test_it_climbs_with_every_sign_and_comes_down_with_thanks() -> None:
    up = told(START, said(0, "هذي ثالث مرة أتصل"), said(10, "إنتو كذابين"), said(20, "حسبي الله ونعم الوكيل"))
    assert [tone.trend for tone in up] == ["rising"] * 3
    assert [tone.level for tone in up] == sorted(tone.level for tone in up)
    assert len(up[-1].reasons) == words().policy.telling.reasons
    observer = ToneObserver(words())
    told(START, said(0, "إنتو كذابين"), observer=observer)
    (down,) = told(said(10, "الحمد لله اشتغل النت"), observer=observer)
    assert down.trend == "falling"
    assert down.reasons == ("«الحمد لله اشتغل»",)


def test_calm_speech_lets_it_fall_and_waiting_does_not() -> None:
    observer = ToneObserver(words())
    told(START, said(0, "إنتو كذابين"), observer=observer)
    waiting = told(*[Tick(t=t) for t in range(4, 300)], observer=observer)
    assert [tone.trend for tone in waiting] == ["steady"]
    talking = told(*[said(300.0 + 10 * n, "نعم موجود هنا", lasts=8) for n in range(8)], observer=observer)
    assert talking
    assert {tone.trend for tone in talking} == {"falling"}
    assert talking[-1].level < 0.2


def test_what_is_steady_is_told_once() -> None:
    tones = told(START, said(0, "إنتو كذابين"), *[Tick(t=n / 10) for n in range(30, 1000)])
    assert [tone.trend for tone in tones] == ["rising", "steady"]
    assert tones[1].t == pytest.approx(3 + words().policy.telling.steady)
    assert tones[1].reasons == tones[0].reasons


def test_the_agents_words_and_voice_are_not_looked_at() -> None:
    angry = [said(10.0 * n, "إنتو كذابين", voice=HIGH, speaker="agent") for n in range(20)]
    assert told(START, *angry) == []


def test_a_revision_counts_no_second_time() -> None:
    first = said(0, "إنتو كذابين")
    assert len(told(START, first, *[replace(first, revises=4) for _ in range(5)])) == 1


def test_a_new_call_begins_calm() -> None:
    observer = ToneObserver(words())
    first = told(START, said(0, "إنتو كذابين"), observer=observer)
    assert told(START, said(0, "إنتو كذابين"), observer=observer) == first


def test_the_order_in_which_finals_come_does_not_matter() -> None:
    calls = [said(0, "إنتو كذابين"), said(10, PLAIN, lasts=9), said(20, "thank you so much"), said(30, "حسبي الله")]
    levels = set()
    for order in (calls, calls[::-1], [calls[2], calls[0], calls[3], calls[1]]):
        observer = ToneObserver(words())
        told(START, *order, observer=observer)
        # Two more signs, so that the last level is told whatever was told before.
        levels.add(told(said(40, "طفح الكيل"), said(50, "you people are liars"), observer=observer)[-1].level)
    assert len(levels) == 1


# ── What others say of it ─────────────────────────────────────────────────────────────────────────────────


def anger(t0: float, kind: AngerKind, evidence: str, *, counts: bool = True) -> Anger:
    return Anger(t=t0, t1=t0 + 3, kind=kind, evidence=evidence, counts=counts)


def test_abuse_that_no_word_here_shows_raises_it_too_and_a_rejected_alarm_takes_that_back() -> None:
    observer = ToneObserver(words())
    (up,) = told(START, said(5, "كلام غريب"), anger(5, "abuse", "كلام غريب"), observer=observer)
    assert up.reasons == ("«كلام غريب»",)
    assert up.level == words().policy.words.heat.anger["abuse"]
    (down,) = told(AlarmWithdrawn(t=12, number=1, evidence="كلام غريب", since=5.0), observer=observer)
    assert (down.trend, down.level, down.reasons) == ("falling", 0.0, ())


def test_anger_that_words_show_already_is_not_counted_twice() -> None:
    grievance = anger(0, "grievance", "إنتو كذابين")
    assert len(told(START, said(0, "إنتو كذابين"), grievance)) == 1


def test_anger_that_was_hardly_heard_is_no_event() -> None:
    assert told(START, said(0, "كلام"), anger(0, "threat", "كلام", counts=False)) == []


# ── The voice ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_voice_that_stays_high_raises_the_tone_and_says_by_how_much() -> None:
    tones = told(START, *spoken([CALM] * 7), *spoken([HIGH] * 6, since=40))
    assert tones
    assert {tone.trend for tone in tones} == {"rising"}
    reasons = [tone_reasons.read(reason) for reason in tones[-1].reasons]
    assert [reason.measure for reason in reasons if reason] == ["pitch", "tilt", "loudness"][: len(reasons)]
    assert tones[-1].level <= words().policy.voice.share
    assert tones[-1].reasons[0] in {f"pitch +{n} st" for n in range(2, 7)}


@pytest.mark.parametrize("lasts", [0.4, 1.0, 2.5])
def test_one_loud_utterance_is_no_event(lasts: float) -> None:
    shout = Voice(loudness_db=-3.0, f0_hz=420.0, tilt_db=3.0, rate=9.0)
    again = spoken([CALM] * 10, since=50)
    assert told(START, *spoken([CALM] * 7), said(40, lasts=lasts, voice=shout), *again) == []


def test_loudness_alone_is_not_believed() -> None:
    louder = replace(CALM, loudness_db=-6.0)
    assert told(START, *spoken([CALM] * 7), *spoken([louder] * 20, since=40)) == []


def test_a_caller_who_speaks_high_from_the_beginning_is_compared_with_that() -> None:
    assert told(START, *spoken([HIGH] * 30)) == []


def test_a_lower_voice_is_no_rise() -> None:
    assert told(START, *spoken([HIGH] * 7), *spoken([CALM] * 20, since=40)) == []


@pytest.mark.parametrize("voice", [Voice(), Voice(f0_hz=float("nan")), Voice(f0_hz=0.0, rate=0.0), Voice(rate=-1.0)])
def test_features_that_are_absent_or_none_say_nothing(voice: Voice) -> None:
    assert told(START, *spoken([voice] * 30)) == []
    assert told(START, *spoken([CALM] * 7), *spoken([voice] * 30, since=40)) == []


def test_an_utterance_of_no_length_says_nothing_by_its_voice() -> None:
    assert told(START, *spoken([CALM] * 7), *[said(40.0 + n, lasts=0.0, voice=HIGH) for n in range(50)]) == []


# ── Reasons ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_window_can_read_every_reason() -> None:
    read = tone_reasons.read
    assert read(tone_reasons.said("إنتو كذابين")) == Reason(words="إنتو كذابين")
    assert read(tone_reasons.said("it drops every night", again=True)) == Reason(
        words="it drops every night", again=True
    )
    assert read(tone_reasons.measured("pitch", 2.7)) == Reason(measure="pitch", by=3)
    assert read(tone_reasons.measured("tilt", -4.2)) == Reason(measure="tilt", by=-4)
    assert tone_reasons.measured("pace", 20) == "pace +20 %"
    assert read("anything else") is None
    assert len(tone_reasons.said("كلمة " * 50).split()) < 10


# ── Any call ──────────────────────────────────────────────────────────────────────────────────────────────

TEXTS = [PLAIN, "إنتو كذابين", "حسبي الله ونعم الوكيل", "thanks for nothing", "thank you so much", "", "the third time"]
NUMBERS = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.floats(-60, 500))
VOICES = st.one_of(st.none(), st.builds(Voice, loudness_db=NUMBERS, f0_hz=NUMBERS, tilt_db=NUMBERS, rate=NUMBERS))


@st.composite
def utterances(draw: st.DrawFn) -> Event:
    t0 = draw(st.floats(0, 600))
    speaker: Speaker = draw(st.sampled_from(("agent", "customer")))
    utterance = said(
        t0, draw(st.sampled_from(TEXTS)), lasts=draw(st.floats(0, 25)), voice=draw(VOICES), speaker=speaker
    )
    return replace(utterance, confidence=draw(st.one_of(st.none(), st.floats(0, 1))))


OTHERS = st.one_of(
    st.builds(Tick, t=st.floats(0, 700)),
    st.builds(anger, st.floats(0, 600), st.sampled_from(("grievance", "abuse", "threat")), st.just("كلام")),
    st.builds(AlarmWithdrawn, t=st.floats(0, 700), since=st.one_of(st.none(), st.floats(0, 600))),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(utterances(), utterances(), OTHERS), max_size=25))
def test_in_any_call_levels_are_shares_and_only_changes_are_told(events: list[Event]) -> None:
    telling, before = words().policy.telling, 0.0
    for tone in told(START, *events):
        assert 0 <= tone.level <= 1
        if tone.trend == "rising":
            assert tone.level - before >= telling.rise - 0.001
        elif tone.trend == "falling":
            assert before - tone.level >= telling.fall - 0.001
        assert len(tone.reasons) <= telling.reasons
        assert all(tone_reasons.read(reason) is not None for reason in tone.reasons)
        before = tone.level


# ── Through a whole call ──────────────────────────────────────────────────────────────────────────────────


def test_a_replay_takes_the_customers_voice_from_the_file_and_writes_none_of_it() -> None:
    def line(t0: float, voice: dict[str, float], speaker: Speaker = "customer") -> dict[str, object]:
        return {"type": "utterance", "t0": t0, "t1": t0 + 3, "speaker": speaker, "text": "نعم", "voice": voice}

    calm = {"loudness_db": -24, "f0_hz": 150, "tilt_db": -12, "rate": 4.5}
    high = {"loudness_db": -20, "f0_hz": 215, "tilt_db": -5, "rate": 5}
    head = {"type": "call", "id": "c1", "started_at": "2026-03-01T10:00:00+03:00"}

    def played(after: Speaker) -> list[Tone]:
        lines = [head, *(line(4.0 * n, calm) for n in range(7)), *(line(40 + 4.0 * n, high, after) for n in range(6))]
        (record,) = callfile.parse([json.dumps(each).encode() for each in lines], "test")
        session = session_for(replay.started(record), language=None, observers=[ToneObserver(words())])
        recorded = list(replay.replay(session, record))
        assert not any("voice" in item.event.payload() for item in recorded)
        return [item.event for item in recorded if isinstance(item.event, Tone)]

    assert played("customer")
    assert played("agent") == []


# ── The files ─────────────────────────────────────────────────────────────────────────────────────────────

SHIPPED = paths.shipped("resources", "policies", "tone.toml")


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        (("rise = 0.15", "rise = -1"), "telling.rise"),
        (("fall = 0.1", "fall = 0.5"), "fall must be less than rise"),
        (("calm = 1.25", "calm = 3.5"), "calm must be below full"),
        (("sarcasm = 0.35", ""), "sarcasm"),
        (("spread = 1.5", "spread = 0.0"), "voice.measures.pitch.spread"),
        (("[telling]", "[telling]\nvolume = 11"), "telling.volume"),
        (("half_life = 20.0", "half_life = nan"), "words.half_life"),
    ],
)
def test_a_wrong_value_is_refused_with_file_and_key(tmp_path: Path, wrong: tuple[str, str], key: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert wrong[0] in text
    own = tmp_path / "tone.toml"
    own.write_text(text.replace(*wrong, 1), encoding="utf-8")
    with pytest.raises(UserError, match=r"tone\.toml") as refused:
        tone_policy.load_policy(own)
    assert key in str(refused.value)
