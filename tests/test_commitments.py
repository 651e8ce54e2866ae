"""Promises in whole calls: each proposed once, moved, completed or taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from observed_calls import Line, events_of, spoken

from callassist.errors import UserError
from callassist.events import Commitment, CommitmentWithdrawn, Event, Utterance
from callassist.paths import shipped
from callassist.promises.commitments import CommitmentObserver
from callassist.promises.policy import load_policy
from callassist.promises.promised import PromiseEar

EAR = PromiseEar(load_policy())
# The calls of these tests begin on Wednesday, 25 November 2026, at 10:00 in Riyadh.


def told(*lines: Line) -> list[Event]:
    events = events_of([CommitmentObserver(EAR)], spoken(*lines))
    return [event for event in events if isinstance(event, Commitment | CommitmentWithdrawn)]


def commitments(*lines: Line) -> list[tuple[int, str, str | None]]:
    return [(event.number, event.what, event.due) for event in told(*lines) if isinstance(event, Commitment)]


def test_a_promise_is_proposed_with_its_words() -> None:
    (event,) = told(("customer", "النت مقطوع"), ("agent", "حاضر، بتصل عليك بكرة الساعة أربع العصر إن شاء الله"))
    assert isinstance(event, Commitment)
    assert event.what == "بتصل عليك"
    assert event.evidence == "بتصل عليك بكرة الساعة 4 العصر"
    assert event.payload() == {
        "number": 1,
        "what": "بتصل عليك",
        "due": "2026-11-26T16:00:00+03:00",
        "evidence": "بتصل عليك بكرة الساعة 4 العصر",
    }


def test_only_the_agent_promises() -> None:
    assert commitments(("customer", "I'll call you back tomorrow"), ("agent", "Thank you, that's fine")) == []


def test_two_promises_in_a_sentence_are_two() -> None:
    assert commitments(("agent", "I'll send the form tomorrow and I'll call you on Sunday at noon")) == [
        (1, "send the form", "2026-11-26"),
        (2, "call you", "2026-11-29T12:00:00+03:00"),
    ]


def test_what_is_said_again_at_the_end_is_proposed_once() -> None:
    said: tuple[Line, ...] = (
        ("agent", "هكلم حضرتك بكرة الساعة أربعة العصر"),
        ("customer", "تمام"),
        ("agent", "زي ما اتفقنا هكلم حضرتك بكرة، في أمان الله"),
    )
    assert commitments(*said) == [(1, "هكلم حضرتك", "2026-11-26T16:00:00+03:00")]


def test_a_date_that_comes_by_itself_completes_it() -> None:
    said: tuple[Line, ...] = (
        ("agent", "I'll call you back"),
        ("customer", "When?"),
        ("agent", "Tomorrow at four"),
    )
    assert commitments(*said) == [(1, "call you back", None), (1, "call you back", "2026-11-26T16:00:00+03:00")]


def test_another_date_moves_it() -> None:
    first, second = told(("agent", "بتصل عليك بكرة الساعة أربع العصر"), ("agent", "لا، آسف، مش بكرة، يوم الأحد"))
    assert isinstance(first, Commitment)
    assert isinstance(second, Commitment)
    assert (second.number, second.what, second.due) == (1, "بتصل عليك", "2026-11-29T16:00:00+03:00")


def test_what_is_taken_back_is_withdrawn() -> None:
    for back in ("لا، آسف، مش بكرة", "آسف ما راح أقدر أتصل عليك بكرة"):
        first, second = told(("agent", "بتصل عليك بكرة"), ("customer", "طيب"), ("agent", back))
        assert isinstance(first, Commitment)
        assert isinstance(second, CommitmentWithdrawn)
        assert (second.number, second.evidence) == (first.number, back)


def test_a_sorry_about_something_else_takes_nothing_back() -> None:
    events = told(("agent", "I'll call you back on Sunday"), ("agent", "I'm sorry about the trouble"))
    assert [type(event) for event in events] == [Commitment]


def test_what_was_hardly_heard_is_proposed_as_unsure_until_it_is_heard() -> None:
    first, second = told(
        ("agent", "برسل لك الفاتورة بكرة", 0.3), ("customer", "طيب"), ("agent", "برسل لك الفاتورة بكرة")
    )
    assert isinstance(first, Commitment)
    assert isinstance(second, Commitment)
    assert (first.number, first.unsure, first.payload()["unsure"]) == (1, True, True)
    assert (second.number, second.unsure) == (1, False)
    assert "unsure" not in second.payload()


@pytest.mark.parametrize(
    ("promise", "asked", "answer", "due"),
    [
        (
            "المندوب يمر عليك بكرة بين 4 و 6",
            "بكرة ما أقدر، خليها الأحد",
            "ما يخالف، نفس الوقت",
            "2026-11-29T18:00:00+03:00",
        ),
        ("هكلم حضرتك بكرة العصر", "ينفع تكون الساعة خمسة؟", "أكيد يا فندم", "2026-11-26T17:00:00+03:00"),
        ("سأتصل بك يوم الأحد", "الاثنين صباحا أنسب لي", "حسنا، لا بأس", "2026-11-30"),
        ("I'll give you a ring on Sunday around three", "Make it four.", "Four it is.", "2026-11-29T16:00:00+03:00"),
        (
            "The technician will come tomorrow at ten",
            "Half past two, please",
            "Okay, noted",
            "2026-11-26T14:30:00+03:00",
        ),
        ("We'll deliver it on Thursday", "Could it be Saturday?", "Sure, no problem", "2026-11-28"),
    ],
)
def test_another_time_that_the_customer_asks_for_moves_it_once_the_agent_agrees(
    promise: str, asked: str, answer: str, due: str
) -> None:
    first, *others = commitments(("agent", promise), ("customer", asked), ("agent", answer))
    assert others == [(first[0], first[1], due)]
    assert first[2] != due


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("خليها الأحد", "للأسف الأحد ما عندنا موعد"),
        ("خليها الأحد", "لحظة أشوف لك"),
        ("Make it Sunday", "I'm sorry, Sunday is fully booked"),
        ("I get home at five from work", "Okay, thanks for telling me"),
        ("I called on Sunday and nobody answered", "Okay"),
        ("The invoice of the 5th is wrong", "Sure"),
        ("That's fine", "Okay then"),
    ],
)
def test_what_is_declined_or_no_wish_moves_nothing(asked: str, answer: str) -> None:
    lines: list[Line] = [("agent", "بتصل عليك بكرة الساعة أربع العصر"), ("customer", asked), ("agent", answer)]
    assert commitments(*lines) == [(1, "بتصل عليك", "2026-11-26T16:00:00+03:00")]


def test_a_wish_that_was_hardly_heard_makes_it_unsure() -> None:
    first, moved = told(
        ("agent", "I'll call you tomorrow at four"), ("customer", "Make it five", 0.3), ("agent", "Sure, five it is")
    )
    assert isinstance(first, Commitment)
    assert isinstance(moved, Commitment)
    assert (first.unsure, moved.unsure, moved.due) == (False, True, "2026-11-26T17:00:00+03:00")


def test_words_that_the_recogniser_doubted_make_it_unsure() -> None:
    line = spoken(("agent", "I'll call you back tomorrow"))
    (utterance,) = [event for event in events_of([], line) if isinstance(event, Utterance)]
    observer = CommitmentObserver(EAR)
    list(observer.observe(events_of([], line)[0]))
    (event,) = observer.observe(replace(utterance, unsure=((19, 27),)))
    assert isinstance(event, Commitment)
    assert event.unsure


def test_a_revision_of_the_same_utterance_is_no_second_promise() -> None:
    line = spoken(("agent", "I'll call you back tomorrow"))
    started, *rest = events_of([], line)
    (utterance,) = [event for event in rest if isinstance(event, Utterance)]
    observer = CommitmentObserver(EAR)
    list(observer.observe(started))
    assert len(list(observer.observe(utterance))) == 1
    assert list(observer.observe(replace(utterance, revises=1))) == []


def test_a_day_that_there_is_not_is_said_so() -> None:
    (event,) = told(("agent", "I'll call you on the thirty first of February"))
    assert isinstance(event, Commitment)
    assert (event.due, event.doubt) == (None, "no_such_day")
    assert event.payload()["due"] is None


def test_each_call_begins_anew() -> None:
    observer = CommitmentObserver(EAR)
    for _ in range(2):
        events = events_of([observer], spoken(("agent", "I'll call you back tomorrow")))
        assert [event.number for event in events if isinstance(event, Commitment)] == [1]


def test_a_wrong_policy_is_told_with_file_key_and_reason(tmp_path: Path) -> None:
    text = shipped("resources", "policies", "promises.toml").read_text(encoding="utf-8")
    for wrong, reason in (
        (text.replace("closes = 18:00:00", "closes = 07:00:00"), "hours: .*does not lie after"),
        (text.replace('"sunday",', '"someday",'), "week.working_days.0"),
        (text.replace("asr =", "afternoons ="), "parts"),
        (text + '\n[[holidays]]\nname = "Nowhere"\nfirst = "02-30"\n', "holidays.0"),
    ):
        file = tmp_path / "promises.toml"
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(UserError, match=f"promises.toml has wrong values: {reason}"):
            load_policy(file)
