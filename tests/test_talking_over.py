"""An interruption of the agent's is shown once it has stood for a moment, and not where its words withdraw it."""

from __future__ import annotations

from pathlib import Path

import pytest

from callassist.conduct.prompts import Prompts, load_policy
from callassist.errors import UserError
from callassist.events import (
    CallEnded,
    Event,
    Interruption,
    InterruptionWithdrawn,
    Recorded,
    SpeechStarted,
    SpeechStopped,
    Utterance,
)
from callassist.paths import shipped

AFTER = load_policy().interruption.after_s
TOLD = Interruption(t=4.0, by="agent", overlap=0.6)
WITHDRAWN = InterruptionWithdrawn(t=4.0, by="agent")


def said(t0: float, t1: float) -> Utterance:
    return Utterance(t=t0, t0=t0, t1=t1, speaker="agent", text="لحظة لو سمحت")


def prompts(*events: tuple[float, Event]) -> Prompts:
    """What there is in a call after these, each at its second."""
    found = Prompts(load_policy())
    for seq, (at, event) in enumerate(events):
        found.take(Recorded("c", seq, at, event))
    return found


def is_shown(found: Prompts, t: float) -> bool:
    shown = found.show(t)
    return shown is not None and shown.kind == "interruption"


def test_it_is_shown_within_half_a_second_of_six_tenths_of_joint_speech() -> None:
    found = prompts((4.0, SpeechStarted(t=4.0, speaker="agent")), (4.7, TOLD))  # told a tick late
    assert found.talking_over.settles_at == 4.7 + AFTER <= 4.6 + 0.5
    assert not is_shown(found, 4.7)
    assert is_shown(found, 4.7 + AFTER)
    assert (found.talking_over.count, found.talking_over.settles_at) == (1, None)
    assert not is_shown(found, 4.7 + AFTER + load_policy().interruption.stays_s)


def test_one_that_is_withdrawn_meanwhile_never_was_there() -> None:
    found = prompts((4.6, TOLD), (4.8, WITHDRAWN))
    assert not is_shown(found, 5.0)
    assert found.talking_over.count == 0


def test_one_that_is_withdrawn_later_goes_and_may_come_again() -> None:
    found = prompts((4.6, TOLD))
    assert is_shown(found, 5.0)
    found.take(Recorded("c", 1, 6.0, WITHDRAWN))
    assert (is_shown(found, 6.0), found.talking_over.count) == (False, 0)
    found.take(Recorded("c", 2, 6.1, TOLD))
    found.show(6.5)
    assert found.talking_over.count == 1


def test_who_has_fallen_silent_is_judged_by_the_words() -> None:
    stopped = SpeechStopped(t=4.7, speaker="agent")
    found = prompts((4.6, TOLD), (4.8, stopped))
    assert found.talking_over.settles_at is None
    assert not is_shown(found, 5.5)
    found.take(Recorded("c", 2, 5.6, said(1.0, 3.0)))  # of an earlier turn, late
    assert not is_shown(found, 5.6)
    found.take(Recorded("c", 3, 5.8, said(4.0, 4.7)))
    assert is_shown(found, 5.8)


def test_who_speaks_on_after_a_breath_is_shown_it_and_who_begins_anew_much_later_is_not() -> None:
    stopped = SpeechStopped(t=4.7, speaker="agent")
    for again, shown in ((5.1, True), (30.0, False)):
        found = prompts((4.6, TOLD), (4.8, stopped), (again, SpeechStarted(t=again, speaker="agent")))
        assert is_shown(found, again) is shown
        assert found.talking_over.count == 1


def test_what_is_still_open_at_the_end_counts() -> None:
    found = prompts((4.6, TOLD), (4.8, SpeechStopped(t=4.7, speaker="agent")), (6.0, CallEnded(t=6.0)))
    assert (is_shown(found, 6.0), found.talking_over.count) == (False, 1)


def test_nothing_else_waits(tmp_path: Path) -> None:
    text = shipped("resources", "policies", "prompts.toml").read_text(encoding="utf-8")
    file = tmp_path / "prompts.toml"
    file.write_text(text.replace("[tone]\n", "[tone]\nafter_s = 1\n"), encoding="utf-8")
    with pytest.raises(UserError, match=r"prompts.toml.*tone: nothing withdraws it"):
        load_policy(file)
