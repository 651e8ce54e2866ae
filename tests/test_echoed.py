"""What comes through to the other channel counts for nobody."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from observed_calls import events_of

from callassist.calls import guidance
from callassist.calls.echoed import Echoes
from callassist.events import Anger, Checklist, Event, Utterance, WarningDue, WarningGiven, Wording

GUIDED = guidance.load()
TROUBLE = "my internet is down since Monday"
INSULT = "أنت غبي ما تفهم شي"


def line(speaker: str, text: str, t0: float, t1: float) -> dict[str, object]:
    return {"type": "utterance", "speaker": speaker, "text": text, "t0": t0, "t1": t1, "confidence": 0.95}


def heard(*lines: dict[str, object]) -> Sequence[Event]:
    return events_of(GUIDED.observers("ar", None), lines)


def test_an_insult_that_leaks_into_the_agents_channel_is_the_customers_alone() -> None:
    found = heard(line("customer", INSULT, 1.0, 3.0), line("agent", "انت غبي ما تفهم شيء", 1.2, 3.2))
    assert [event.counts for event in found if isinstance(event, Anger)] == [True]
    assert not any(isinstance(event, Wording) for event in found)
    echo = next(event for event in found if isinstance(event, Utterance) and event.speaker == "agent")
    assert echo.unsure == ((0, len(echo.text)),)


def test_what_the_agent_says_is_no_strike_where_it_comes_back_from_the_customer() -> None:
    found = heard(line("agent", INSULT, 1.0, 3.0), line("customer", INSULT, 1.2, 3.2))
    assert not any(isinstance(event, WarningDue) for event in found)
    assert not any(event.counts for event in found if isinstance(event, Anger))


def test_a_warning_that_is_the_customers_own_echo_is_not_given() -> None:
    warning = "إذا كملت بهالأسلوب بقفل الخط وهذا تنبيه"
    due = line("customer", INSULT, 1.0, 3.0)
    assert any(isinstance(event, WarningGiven) for event in heard(due, line("agent", warning, 4.0, 7.0)))
    leaked = heard(due, line("customer", warning, 4.0, 7.0), line("agent", warning, 4.1, 7.1))
    assert not any(isinstance(event, WarningGiven) for event in leaked)


def test_who_says_it_again_afterwards_said_it() -> None:
    found = heard(
        line("customer", "السلام عليكم ورحمة الله", 1.0, 3.0), line("agent", "السلام عليكم ورحمة الله", 3.2, 5.0)
    )
    assert any(isinstance(event, Checklist) and event.item == "greeting" and event.done for event in found)


@pytest.mark.parametrize(
    ("text", "t0", "t1"),
    [
        ("yes okay", 1.0, 2.0),  # both may well say that
        ("my internet is down since Monday", 3.1, 5.0),  # said back
        ("I can see that the line was cut", 1.0, 3.0),  # other words
        ("my internet is down since Monday", 1.0, 1.0),  # no length
    ],
)
def test_no_echo(text: str, t0: float, t1: float) -> None:
    echoes = Echoes()
    assert not echoes.is_one(
        "customer", 1.0, 3.0, "yes okay" if text == "yes okay" else "my internet is down since Monday"
    )
    assert not echoes.is_one("agent", t0, t1, text)
