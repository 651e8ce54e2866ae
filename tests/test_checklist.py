"""The checklist ticks itself, and says at the end what was not said, or could not be heard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from observed_calls import Line, events_of, spoken

from callassist import paths
from callassist.conversation import courtesy
from callassist.conversation.checklist import ChecklistObserver
from callassist.errors import UserError
from callassist.events import (
    AlarmWithdrawn,
    CallEnded,
    CallStarted,
    Checklist,
    Event,
    HearingNotice,
    KeyPressed,
    MayEndCall,
    SpeechStarted,
    SpeechStopped,
    Utterance,
)

COURTESY = courtesy.load()
WITHDRAWN = AlarmWithdrawn(t=62.0, since=55.0)
ALL = {"greeting", "name", "thanks", "anything_else"}
GULF: list[Line] = [
    ("agent", "السلام عليكم معك سارة من نماء تيليكوم"),
    ("customer", "وعليكم السلام عندي سؤال عن الباقة"),
    ("agent", "أبشر عطني رقم الجوال لو سمحت"),
    ("customer", "خمسة خمسة صفر"),
    ("agent", "مشكور على انتظارك تامرني على شي ثاني"),
    ("customer", "سلامتك"),
]
PLAIN: list[Line] = [
    ("agent", "ممكن رقم الجوال المسجل عندنا"),
    ("customer", "هو نفسه اللي أتصل منه"),
    ("agent", "تم تحديث الباقة على الخط"),
    ("customer", "زين"),
]


def items(events: Sequence[Event]) -> dict[str, bool | None]:
    told = [event for event in events if isinstance(event, Checklist)]
    assert len({event.item for event in told}) == len(told)
    return {event.item: event.done for event in told}


def call(lines: Sequence[dict[str, object]], **more: float) -> dict[str, bool | None]:
    return items(events_of([ChecklistObserver(COURTESY)], lines, **more))


def observed(*events: Event, start: bool = True) -> dict[str, bool | None]:
    observer = ChecklistObserver(COURTESY)
    begin = [CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")] if start else []
    return items([told for event in (*begin, *events) for told in observer.observe(event)])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Good morning, thank you for calling Namaa Telecom, this is Sarah, how can I help?", ("greeting", "name")),
        ("شكرا لاتصال حضرتك بنماء تيليكوم، معاك كريم من خدمة العملاء، أقدر أساعدك إزاي؟", ("greeting", "name")),
        ("Thank you for calling Namaa Telecom, goodbye", ("thanks",)),
    ],
)
def test_thanks_for_calling_with_which_a_call_is_opened_are_a_greeting(text: str, told: tuple[str, ...]) -> None:
    assert ChecklistObserver(COURTESY).items(text) == told


def said(text: str, t0: float, **more: object) -> Utterance:
    return Utterance(t=t0, t0=t0, t1=t0 + 2, speaker="agent", text=text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "lines",
    [
        GULF,
        [
            ("agent", "أهلا بحضرتك مع حضرتك أحمد من خدمة العملاء"),
            ("customer", "أهلا"),
            ("agent", "متشكر جدا لصبر حضرتك"),
            ("agent", "أي خدمة تانية يا فندم"),
        ],
        [("agent", "مرحبا بك، اسمي ليلى"), ("agent", "شكرا لك، هل من شيء آخر أساعدك فيه")],
        [
            ("agent", "Good morning, my name is Sara"),
            ("customer", "Hello there"),
            ("agent", "Thanks for waiting"),
            ("agent", "Was there anything else today"),
        ],
    ],
)
def test_every_item_ticks_itself_when_it_is_said(lines: list[Line]) -> None:
    assert call(spoken(*lines)) == dict.fromkeys(ALL, True)


def test_what_was_surely_not_said_is_missed() -> None:
    assert call(spoken(*PLAIN)) == dict.fromkeys(ALL, False)


def test_the_customers_courtesy_is_not_the_agents() -> None:
    lines: list[Line] = [("customer", text) for _, text in GULF]
    assert call(spoken(*PLAIN, *lines)) == dict.fromkeys(ALL, False)


@pytest.mark.parametrize(
    "text",
    [
        "I will call you back tomorrow at 4 to make sure that everything works",
        "هذا تنبيه ثانٍ. ما زلت أريد مساعدتك، لكن الإساءة غير مقبولة",
        "هذه الخدمة غير متاحة في منطقتك",
    ],
)
def test_what_only_sounds_like_a_question_for_more_ticks_nothing(text: str) -> None:
    assert "anything_else" not in ChecklistObserver(COURTESY).items(text)


@pytest.mark.parametrize(
    "text", ["And is that everything for today?", "Will that be all?", "في شي ثاني أقدر أخدمك فيه"]
)
def test_a_question_for_more_ticks_itself(text: str) -> None:
    assert "anything_else" in ChecklistObserver(COURTESY).items(text)


def test_an_item_is_ticked_once_and_when_it_was_said() -> None:
    found = events_of([ChecklistObserver(COURTESY)], spoken(*GULF, *GULF))
    told = [event for event in found if isinstance(event, Checklist)]
    assert [event.t for event in told if event.item == "greeting"] == [0.0]
    assert len(told) == len(ALL)


def test_who_greets_in_the_middle_of_a_call_has_not_greeted() -> None:
    found = call(spoken(*PLAIN, *PLAIN, *PLAIN) + spoken(("agent", "أهلا وسهلا معك سارة"), start=60))
    assert (found["greeting"], found["name"]) == (False, False)


def test_where_the_agent_was_not_heard_at_all_nothing_is_known() -> None:
    assert call(spoken(("customer", "ألو ألو فيه أحد هنا"))) == dict.fromkeys(ALL, None)
    assert call([{"type": "speech", "t0": 1.0, "t1": 3.0, "speaker": "agent"}]) == dict.fromkeys(ALL, None)


def test_speech_without_words_may_have_been_any_of_it() -> None:
    early = {"type": "speech", "t0": 20.0, "t1": 22.0, "speaker": "agent"}
    assert call([*spoken(*PLAIN), early]) == dict.fromkeys(ALL, None)
    late = {"type": "speech", "t0": 80.0, "t1": 82.0, "speaker": "agent"}
    assert call([*spoken(*PLAIN), late]) == {
        "greeting": False,
        "name": False,
        "thanks": None,
        "anything_else": None,
    }
    click = {"type": "speech", "t0": 20.0, "t1": 20.2, "speaker": "agent"}
    assert call([*spoken(*PLAIN), click]) == dict.fromkeys(ALL, False)
    theirs = {"type": "speech", "t0": 20.0, "t1": 22.0, "speaker": "customer"}
    assert call([*spoken(*PLAIN), theirs]) == dict.fromkeys(ALL, False)


def test_unsure_words_neither_tick_nor_miss() -> None:
    doubtful: list[Line] = [("agent", "السلام عليكم معك سارة", 0.3)]
    found = call(spoken(*doubtful, *PLAIN))
    assert (found["greeting"], found["name"]) == (None, None)
    text = "شكرا لك على الانتظار يا أستاذ"
    assert observed(said(text, 1), CallEnded(t=60))["thanks"] is True
    found = observed(said(text, 1, unsure=((0, len(text)),)), CallEnded(t=60))
    assert found["thanks"] is None


@pytest.mark.parametrize(
    ("between", "early", "late"),
    [
        ([KeyPressed(t=5, action="pause"), KeyPressed(t=9, action="resume")], None, None),
        ([KeyPressed(t=5, action="refused"), KeyPressed(t=9, action="resume")], None, None),
        ([KeyPressed(t=70, action="refused")], False, None),
        ([KeyPressed(t=70, action="pause")], False, None),
        ([KeyPressed(t=5, action="hold"), KeyPressed(t=9, action="resume")], False, False),
        ([KeyPressed(t=5, action="mute"), KeyPressed(t=9, action="unmute")], False, False),
        ([HearingNotice(t=5, state="not_heard", speaker="agent")], None, None),
        ([HearingNotice(t=5, state="not_heard", speaker="customer")], False, False),
        ([HearingNotice(t=70, state="no_sound", lag=3.0)], False, None),
        ([HearingNotice(t=70, state="lost", speaker="agent")], False, None),
        (
            [
                HearingNotice(t=70, state="lost", speaker="agent"),
                HearingNotice(t=75, state="back", speaker="agent"),
            ],
            False,
            None,
        ),
        ([HearingNotice(t=5, state="behind", lag=2.0), HearingNotice(t=9, state="caught_up")], False, False),
    ],
)
def test_what_nobody_listened_to_is_not_known(between: list[Event], early: bool | None, late: bool | None) -> None:
    opening = [said("رقم الجوال المسجل", t) for t in (1, 12, 15)]
    found = observed(*opening, *between, said("تم التحديث", 90), CallEnded(t=100))
    assert found == {"greeting": early, "name": early, "thanks": late, "anything_else": late}


def test_listening_that_began_late_may_have_missed_the_opening() -> None:
    found = observed(said("رقم الجوال المسجل", 25), CallEnded(t=100))
    assert found == {"greeting": None, "name": None, "thanks": None, "anything_else": None}


def test_a_call_that_was_cut_may_have_ended_politely() -> None:
    found = observed(said("رقم الجوال المسجل", 1), CallEnded(t=100, reason="cut"))
    assert found == {"greeting": False, "name": False, "thanks": None, "anything_else": None}


def test_speech_that_is_cut_off_by_the_end_is_not_known() -> None:
    speech = [SpeechStarted(t=1, speaker="agent"), SpeechStopped(t=3, speaker="agent")]
    found = observed(*speech, said("رقم الجوال المسجل", 1), SpeechStarted(t=58, speaker="agent"), CallEnded(t=60))
    assert found["greeting"] is False
    assert found["thanks"] is None


def test_each_call_has_a_list_of_its_own() -> None:
    observer = ChecklistObserver(COURTESY)
    begin = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")
    for told in (True, False):
        events = [begin, said("شكرا لك" if told else "رقم الجوال", 1), CallEnded(t=9)]
        found = items([each for event in events for each in observer.observe(event)])
        assert found["thanks"] is told
        assert set(found) == ALL


def test_a_revision_is_not_heard_twice() -> None:
    assert observed(said("شكرا لك", 1), said("شكرا لك", 1, revises=1), CallEnded(t=9))["thanks"] is True


def own(tmp_path: Path, old: str, new: str) -> Path:
    shipped = paths.shipped("resources", "policies", "courtesy.toml").read_text(encoding="utf-8")
    assert shipped.count(old) == 1
    file = tmp_path / "courtesy.toml"
    file.write_text(shipped.replace(old, new), encoding="utf-8")
    return file


def test_a_company_adds_an_item(tmp_path: Path) -> None:
    added = '[checklist.survey]\nname = { ar = "الاستبيان" }\nsure = ["تقييم مكالمة", "short survey"]\n\n[empathy]\n'
    longer = ChecklistObserver(courtesy.load(own(tmp_path, "[empathy]\n", added)))
    lines = spoken(("agent", "بيوصلك تقييم المكالمة في رسالة"))
    assert items(events_of([longer], lines))["survey"] is True
    # It takes two words to say it, so one that was doubted can't have been all of it.
    for unsure, done in (((0, 3), False), ((0, 10), None)):
        said_so = Utterance(t=1, t0=1, t1=3, speaker="agent", text="رقم الجوال المسجل", unsure=(unsure,))
        call = (CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00"), said_so, CallEnded(t=60))
        assert items([told for event in call for told in longer.observe(event)])["survey"] is done


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("least_confidence = 0.5", "least_confidence = 5", "heard.least_confidence"),
        ("could_hold = 0.4", "could_hold = -1", "heard.could_hold"),
        ("turns = 2\n", "turns = 0\n", "empathy.turns"),
        ("turns = 2\n", "turn = 2\n", "empathy.turn: Extra inputs"),
        ('name = { ar = "الشكر", en = "Thanks" }', "name = {}", "checklist.thanks.name"),
        ('"many thanks"', '"many @thanks"', "checklist.thanks: .*names no group"),
        ('  "عبد مامور",', '  "..",', "wording.cases.policy: .*has no words"),
        ("en = \"Please go on. I'm", 'english = "', "wording.cases.be-quiet.better"),
        ("{أنا: أنا عايز|", "{نا: أنا عايز|", "egyptian: .*begins with neither"),
        ('currency = "SAR"', 'currency = "ريال"', "goodwill.currency"),
        ("customer_day = 50", "customer_day = -50", "goodwill.customer_day"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    file = own(tmp_path, old, new)
    with pytest.raises(UserError, match=told) as caught:
        courtesy.load(file)
    assert str(file) in caught.value.what


@pytest.mark.parametrize(("also", "closing"), [((), False), ((WITHDRAWN,), True)])
def test_who_may_end_a_call_for_abuse_owes_no_parting_courtesy(also: tuple[Event, ...], closing: bool) -> None:
    may_end = MayEndCall(t=60.0, say="مع السلامة")
    told = observed(said("ممكن رقم الجوال المسجل عندنا", 1.0), may_end, *also, CallEnded(t=70.0))
    assert told.keys() == (ALL if closing else {"greeting", "name"})
