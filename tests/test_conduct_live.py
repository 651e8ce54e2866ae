"""How a call goes as it is heard live: words come late and out of order, are revised and lost; what is told is right.

The observers, the session and the journal are those of the app; a fake recogniser says what was heard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import pytest

from callassist.calls import guidance
from callassist.calls.assembly import session_for
from callassist.calls.guidance import Guidance
from callassist.calls.heard import HeardEvent, HeardFinal, HeardPartial, Timing
from callassist.calls.journal import Journal
from callassist.calls.keeping import Keeper
from callassist.calls.live_call import LiveCall
from callassist.calls.updates import Said, Update
from callassist.conduct import prompts
from callassist.conduct.prompts import Prompts
from callassist.events import (
    Alert,
    Anger,
    CallStarted,
    Checklist,
    Event,
    Incident,
    KeyAction,
    Recorded,
    Silence,
    Speaker,
    SpeechStarted,
    SpeechStopped,
    Tick,
    Utterance,
    WarningDue,
    WarningGiven,
    Wording,
)
from callassist.live.messages import DeviceNotice, HeardNumbered, Missed
from callassist.speech.recognizer import Word
from callassist.store.database import journal_path, open_for_writing
from callassist.text.redaction import Vault

INSULT = "you stupid idiot"
WARNED = "I can't accept insults and this is a warning"
THREAT = "I know where you live and I will kill you"

EventT = TypeVar("EventT", bound=Event)
Step = tuple[float, HeardNumbered | HeardPartial | HeardEvent | KeyAction | Missed | DeviceNotice]
"""What becomes known, and when."""


def speech(speaker: Speaker, t0: float, t1: float) -> list[Step]:
    """Voice activity, which is known a moment after it happened."""
    return [
        (t0 + 0.1, HeardEvent(SpeechStarted(t=t0, speaker=speaker), t0 + 0.1)),
        (t1 + 0.2, HeardEvent(SpeechStopped(t=t1, speaker=speaker), t1 + 0.2)),
    ]


def said(
    speaker: Speaker, text: str, t0: float, t1: float, *, late: float = 1.0, confidence: float = 0.9
) -> list[Step]:
    """An utterance, whose words are known so many seconds after it was over."""
    words = tuple(Word(word, confidence=confidence) for word in text.split())
    final = HeardFinal(speaker, t0, t1, t1 + 0.6, words, Timing(0.6, 0.0, 0.1))
    return [*speech(speaker, t0, t1), (t1 + late, HeardNumbered(1, final))]


class FakelyHeard:
    """A live call in which a fake recogniser says what was heard.

    Attributes:
        told: all that was given out to be shown. prompts: what the window would show of it.
    """

    def __init__(self, journal: Journal, guided: Guidance) -> None:
        started = CallStarted(id="c1", started_at="2026-11-26T10:00:00+03:00", number="+966551234567", language="en")
        vault = Vault()
        session = session_for(started, language="en", vault=vault, observers=guided.observers("en", None))
        self.told: list[Recorded] = []
        self.prompts = Prompts(prompts.load_policy())
        self._journal = journal
        self._keeper = Keeper(started, journal)
        self._call = LiveCall("1", 0.0, session, vault, self._keeper, self._take)
        self._now = 0.0
        self._call.begin()

    def play(self, *parts: Sequence[Step], until: float) -> None:
        """All of it in the order in which it becomes known, ticks in between."""
        steps = sorted((step for part in parts for step in part), key=lambda step: step[0])
        for at, what in steps:
            self._tick(at)
            match what:
                case HeardNumbered() | HeardPartial() | HeardEvent():
                    self._call.hear(what)
                case Missed():
                    self._call.miss(what)
                case DeviceNotice():
                    self._call.notice_device(what, at)
                case _:
                    self._call.press(what, at)
        self._tick(until)

    def end(self) -> None:
        self._call.ended_at = self._now
        self._call.close(self._now)

    def of(self, kind: type[EventT]) -> list[EventT]:
        return [item.event for item in self.told if isinstance(item.event, kind)]

    def lines(self) -> list[dict[str, object]]:
        """What is stored."""
        assert self._keeper.key is not None
        return self._journal.lines(self._keeper.key)

    def _tick(self, until: float) -> None:
        while self._now + 0.1 <= until + 1e-6:
            self._now = round(self._now + 0.1, 1)
            self._call.hear(HeardEvent(Tick(t=self._now, heard_to=self._now - 2.0), self._now))

    def _take(self, update: Update) -> None:
        if isinstance(update, Said):
            self.told += update.recorded
            for recorded in update.recorded:
                self.prompts.take(recorded)


@pytest.fixture(scope="module")
def guided() -> Guidance:
    return guidance.load()


@pytest.fixture
def call(guided: Guidance) -> Iterator[FakelyHeard]:
    with open_for_writing(journal_path()) as database:
        yield FakelyHeard(Journal(database), guided)


def warnings(call: FakelyHeard) -> list[str]:
    """The three warnings, in the order in which they were told."""
    return [
        f"{'due' if isinstance(item.event, WarningDue) else 'given'} {item.event.number}"
        for item in call.told
        if isinstance(item.event, WarningDue | WarningGiven)
    ]


def test_a_warning_that_is_known_before_the_abuse_it_answers_counts(call: FakelyHeard) -> None:
    call.play(
        said("customer", INSULT, 5.0, 7.0, late=6.0),  # the decoding was behind
        said("agent", WARNED, 8.0, 11.0, late=0.8),
        until=30.0,
    )
    assert warnings(call) == ["due 1", "given 1"]
    call.play(said("customer", INSULT, 40.0, 42.0), until=45.0)
    assert warnings(call) == ["due 1", "given 1", "due 2"]


def test_words_of_one_outburst_that_come_in_the_wrong_order_are_one(call: FakelyHeard) -> None:
    call.play(
        said("customer", "you are a filthy pig", 5.0, 7.0, late=9.0),
        said("customer", INSULT, 8.0, 10.0),
        said("agent", WARNED, 11.0, 14.0),
        until=25.0,
    )
    assert warnings(call) == ["due 1", "given 1"]


def test_an_utterance_that_is_revised_is_not_abuse_twice(call: FakelyHeard) -> None:
    call.play(said("customer", f"{INSULT} it is four two six three", 5.0, 9.0), until=40.0)
    texts = [said.text for said in call.of(Utterance)]
    assert len(texts) == 2, "digits that proved harmless are shown when that is known"
    assert warnings(call) == ["due 1"]
    assert len(call.of(Anger)) == 1


def test_an_outburst_goes_on_over_sound_that_was_lost(call: FakelyHeard) -> None:
    call.play(
        said("customer", INSULT, 5.0, 7.0),
        [(12.0, Missed("1", 8.0, 12.0)), (12.0, HeardPartial("customer", 12.0, (), 0))],
        said("customer", "you are a filthy pig", 12.5, 14.0),
        until=30.0,
    )
    assert warnings(call) == ["due 1"]
    assert [(silence.t0, silence.t1) for silence in call.of(Silence) if silence.t0 < 12.0] == []
    call.end()
    assert {item.done for item in call.of(Checklist)} == {None}, "the agent was never heard, so nothing was missed"


def test_what_was_hardly_heard_asks_and_counts_for_nothing(call: FakelyHeard) -> None:
    call.play(said("customer", INSULT, 5.0, 7.0, confidence=0.3), until=9.0)
    assert [anger.counts for anger in call.of(Anger)] == [False]
    assert warnings(call) == []
    shown = call.prompts.show(9.0)
    assert shown is not None
    assert shown.kind == "unsure"
    call.play([(10.0, "alarm_confirmed")], until=10.5)
    assert warnings(call) == ["due 1"]


@pytest.mark.parametrize(("stop", "go_on"), [("hold", "resume"), ("mute", "unmute"), ("pause", "resume")])
def test_nobody_is_silent_while_nobody_is_heard(call: FakelyHeard, stop: KeyAction, go_on: KeyAction) -> None:
    call.play(said("agent", "one moment please", 1.0, 3.0), [(4.0, stop), (40.0, go_on)], until=42.0)
    assert call.of(Silence) == []
    call.play(said("agent", "are you there", 46.0, 47.0), until=50.0)
    (silence,) = call.of(Silence)
    assert 40.0 <= silence.t0 < silence.t1 == 46.0


def test_of_a_call_that_was_refused_nothing_is_missed(call: FakelyHeard) -> None:
    call.play(said("agent", "hello", 1.0, 2.0), [(4.0, "refused")], until=90.0)
    call.end()
    assert call.of(Silence) == []
    assert {item.done for item in call.of(Checklist) if item.item != "greeting"} == {None}


def test_the_agents_wording_is_told_and_stored_nowhere(call: FakelyHeard) -> None:
    call.play(
        said("customer", "this is the third time I call", 1.0, 3.0), said("agent", "calm down", 4.0, 5.0), until=8
    )
    (wording,) = call.of(Wording)
    assert wording.better
    call.end()
    lines = call.lines()
    assert "wording" not in {line["type"] for line in lines}
    assert wording.better not in str(lines)


def test_a_threat_is_told_at_once_and_reported_at_the_end(call: FakelyHeard) -> None:
    call.play(
        said("customer", "my internet is down and nobody came", 1.0, 4.0),
        said("customer", THREAT, 6.0, 9.0),
        until=10.1,
    )
    (alert,) = call.of(Alert)
    assert alert.whom
    shown = call.prompts.show(10.1)
    assert shown is not None
    assert (shown.kind, shown.say) == ("threat", alert.whom)
    assert alert.type in {line["type"] for line in call.lines()}, "on the disk before it was shown"
    call.play(said("agent", "I am passing you to my supervisor", 12.0, 14.0), until=16.0)
    call.end()
    (incident,) = call.of(Incident)
    assert incident.report["because"] == ["threat"]
    assert call.prompts.show(16.0) is None


def test_what_is_stored_stands_in_the_order_in_which_it_was_told(call: FakelyHeard) -> None:
    call.play(
        said("customer", INSULT, 2.0, 4.0, late=7.0),
        said("agent", WARNED, 5.0, 8.0),
        said("customer", "you are a filthy pig", 25.0, 27.0),
        [(28.5, "warning_given"), (30.0, "alarm_rejected"), (31.0, DeviceNotice("agent", "lost", "USB headset"))],
        said("customer", "thank you goodbye", 33.0, 34.0),
        until=40.0,
    )
    call.end()
    lines = call.lines()
    told = [item for item in call.told if item.event.stored]
    assert [(line["seq"], line["type"]) for line in lines] == [(item.seq, item.event.type) for item in told]
    known = [float(str(line["at"])) for line in lines]
    assert known == sorted(known)
    assert warnings(call) == ["due 1", "given 1", "due 2", "given 2"]


def test_one_side_alone_says_nothing_of_the_other(call: FakelyHeard) -> None:
    call.play(
        *(said("customer", "hello is anybody there", at, at + 2.0) for at in (2.0, 12.0, 22.0)),
        until=40.0,
    )
    call.end()
    types = {item.event.type for item in call.told}
    assert types.isdisjoint({"interruption", "anger", "warning_due", "empathy_missing", "wording"})
    assert {item.done for item in call.of(Checklist)} == {None}
