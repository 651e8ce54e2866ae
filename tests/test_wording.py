"""Better words for the agent's own are shown to the agent alone: never stored, in the right dialect and gender."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from observed_calls import Line, events_of, spoken

from callassist.calls.journal import Journal
from callassist.calls.session import CallSession
from callassist.conversation import courtesy
from callassist.conversation.colleague import ColleagueObserver
from callassist.conversation.wording import WordingObserver
from callassist.events import (
    CallEnded,
    CallStarted,
    ColleagueComplaint,
    CustomerKnown,
    Dialect,
    Event,
    Gender,
    Recorded,
    Utterance,
    Wording,
)
from callassist.knowledge import situations
from callassist.knowledge.offering import Manner
from callassist.speech.recognizer import Word
from callassist.store.database import open_for_reading, open_for_writing
from callassist.store.export import as_json, rows
from callassist.text import dialect
from callassist.text.redaction import Vault, load_policy
from callassist.text.treatment import Treatment

COURTESY = courtesy.load()
EAR = dialect.load()
PLAIN = Manner()
STARTED = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00", language="ar")
CALM: Line = ("agent", "لو سمحت اهدأ شوي")


def wordings(events: Sequence[Event]) -> list[Wording]:
    return [event for event in events if isinstance(event, Wording)]


def observed(*events: Event, manner: Manner = PLAIN) -> list[Wording]:
    observer = WordingObserver(COURTESY, manner, EAR)
    return wordings([told for event in (STARTED, *events) for told in observer.observe(event)])


def said(text: str, t0: float = 1.0, **more: object) -> Utterance:
    return Utterance(t=t0, t0=t0, t1=t0 + 2, speaker="agent", text=text, **more)  # type: ignore[arg-type]


def live_call() -> list[Recorded]:
    """A call in which the agent says three things that want better words."""
    session = CallSession(
        STARTED,
        Treatment(load_policy(), Vault(), language=None, unsure_below=0.5),
        [WordingObserver(COURTESY, Manner(dialect="gulf"), EAR)],
    )
    found = session.start()
    for at, text in enumerate(("لو سمحت اهدأ شوي", "هذي غلطتك انت", "هذي سياسة الشركة"), 1):
        found += session.say("agent", 10.0 * at, 10.0 * at + 2, [Word(text, confidence=0.9)], 10.0 * at + 3)
    return found + session.take(CallEnded(t=60.0), 60.0)


def test_better_words_reach_neither_the_journal_nor_a_decrypted_export(tmp_path: Path) -> None:
    recorded = live_call()
    told = wordings([item.event for item in recorded])
    assert [event.kind for event in told] == ["calm_down", "blame", "excuse"]
    path = tmp_path / "journal.db"
    with open_for_writing(path) as database:
        journal = Journal(database)
        journal.append(journal.open(STARTED, agent="a17"), recorded)
        assert journal.pending == 0
    with open_for_reading(path) as database:
        decrypted = "\n".join(as_json(row) for row in rows(database))
    assert "سياسة الشركة" in decrypted
    assert '"wording"' not in decrypted
    assert [event.better for event in told if event.better in decrypted or json.dumps(event.better) in decrypted] == []
    assert [kind for kind in ("calm_down", "blame", "excuse") if kind in decrypted] == []


def test_what_is_told_is_told_at_the_agents_words() -> None:
    (told,) = wordings(events_of([WordingObserver(COURTESY, Manner(), EAR)], spoken(("customer", "ألو"), CALM)))
    assert told.kind == "calm_down"
    assert told.t == pytest.approx(0.33 + 0.5, abs=0.01)


@pytest.mark.parametrize(
    ("spoken_in", "gender", "better"),
    [
        ("msa", "m", "من حقك أن تنزعج، وأنا هنا لأحل الأمر معك."),
        ("msa", "f", "من حقك أن تنزعجي، وأنا هنا لأحل الأمر معك."),
        ("msa", None, "من حقكم أن تنزعجوا، وأنا هنا لأحل الأمر معكم."),
        ("gulf", "f", "حقك تزعلين، وأنا معك لين ينحل الموضوع."),
        ("egyptian", "f", "حضرتك عندك حق تزعلي، وأنا مع حضرتك لحد ما تتحل."),
        ("egyptian", None, "حضرتك عندك حق، وأنا مع حضرتك لحد ما تتحل."),
        ("en", None, "You have every reason to be upset, and I'm going to help you with this."),
    ],
)
def test_better_words_are_in_the_customers_dialect_and_gender(
    spoken_in: Dialect, gender: Gender | None, better: str
) -> None:
    customer = CustomerKnown(person="p", name="منى", gender=gender, dialect=spoken_in)
    assert [event.better for event in observed(customer, said("اهدأ من فضلك"))] == [better]


def test_better_words_agree_with_the_agent() -> None:
    woman, man = (Manner(dialect="egyptian", gender=gender) for gender in ("f", "m"))
    assert observed(said("مش مشكلتي"), manner=woman)[0].better.startswith("أنا عايزة أساعد")
    assert observed(said("مش مشكلتي"), manner=man)[0].better.startswith("أنا عايز أساعد")


def test_the_dialect_is_what_the_customer_speaks_where_no_record_tells() -> None:
    customer = Utterance(t=0, t0=0, t1=1, speaker="customer", text="وش السالفة الحين أبغى أعرف ليش")
    assert "لين" in observed(customer, said("اهدأ من فضلك"), manner=Manner(dialect="egyptian"))[0].better


def test_the_same_kind_is_told_once_in_a_while() -> None:
    found = observed(said("اهدأ من فضلك", 1), said("اهدأ من فضلك", 20), said("هذي غلطتك", 25), said("اهدأ", 70))
    assert [(event.t, event.kind) for event in found] == [(1, "calm_down"), (25, "blame"), (70, "calm_down")]


def test_unsure_words_tell_nothing() -> None:
    assert observed(said("اهدأ من فضلك", confidence=0.3)) == []
    assert observed(said("اهدأ من فضلك", unsure=((0, 4),))) == []
    assert len(observed(said("اهدأ من فضلك", unsure=((5, 7),)))) == 1


def test_a_word_misheard_by_a_letter_is_no_fault() -> None:
    assert observed(said("this is company polity")) == []


def test_the_customers_words_and_revisions_tell_nothing() -> None:
    customer = Utterance(t=1, t0=1, t1=2, speaker="customer", text="اهدأ انت")
    assert observed(customer, said("اهدأ من فضلك", revises=1)) == []


def test_a_complaint_about_a_colleague_is_told_once_with_its_words() -> None:
    text = "الموظف اللي كلمني قبلك كان وقح معي"
    lines: list[Line] = [("customer", text), ("agent", "متى كانت المكالمة"), ("customer", "أمس والموظف كان وقح")]
    observer = ColleagueObserver(COURTESY, situations.load())
    found = events_of([observer], spoken(*lines) + spoken(*lines, start=300))
    told = [event for event in found if isinstance(event, ColleagueComplaint)]
    assert [(event.t, event.evidence) for event in told] == [(0.0, text), (300.0, text)]


def test_the_card_says_everything_in_both_languages() -> None:
    card = COURTESY.policy.colleague.card
    for name in type(card).model_fields:
        text = getattr(card, name)
        assert text.ar
        assert text.en
