"""One prompt at a time, the gravest first; limits that no grave one knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from callassist.conduct.prompts import KINDS, Prompts, load_policy
from callassist.errors import UserError
from callassist.events import (
    AlarmWithdrawn,
    Alert,
    Anger,
    CallEnded,
    EmpathyMissing,
    Event,
    Interruption,
    InterruptionWithdrawn,
    MayEndCall,
    Recorded,
    Restated,
    RestateDue,
    Tone,
    WarningDue,
    WarningGiven,
    Wording,
)
from callassist.paths import shipped

SHIPPED = shipped("resources", "policies", "prompts.toml")


class Call:
    """A call whose events come one a time."""

    def __init__(self) -> None:
        self.prompts = Prompts(load_policy())
        self._seq = 0

    def tell(self, at: float, event: Event) -> None:
        self.prompts.take(Recorded("c", self._seq, at, event))
        self._seq += 1

    def kind(self, t: float) -> str | None:
        shown = self.prompts.show(t)
        return shown and shown.kind


def test_a_warning_shows_the_words_that_made_it_due_and_what_to_say() -> None:
    call = Call()
    call.tell(5, Anger(kind="abuse", evidence="you idiot"))
    call.tell(5, WarningDue(number=2, say="Please"))
    shown = call.prompts.show(5)
    assert shown is not None
    assert (shown.kind, shown.number, shown.say, shown.evidence) == ("warning", 2, "Please", ("you idiot",))
    assert (shown.accepted_by, shown.rejected_by) == ("warning_given", "alarm_rejected")


def test_the_graver_goes_first_and_the_other_waits_while_it_is_fresh() -> None:
    call = Call()
    call.tell(1, EmpathyMissing())
    assert call.kind(1) == "empathy"
    call.tell(2, WarningDue(number=1, say="…"))
    assert call.kind(2) == "warning"
    call.tell(3, WarningGiven(number=1))
    assert call.kind(3) == "empathy"
    assert call.kind(1 + load_policy().empathy.stays_s) is None


def test_what_the_policy_needs_stays_until_it_is_settled_however_often_it_comes() -> None:
    call = Call()
    for number in range(1, 30):
        call.tell(number, Alert(whom="the shift lead", evidence="I will find you"))
        assert call.kind(number) == "threat"
        assert call.kind(number + 0.9) == "threat"
    assert call.kind(9_000) == "threat"
    call.tell(9_001, AlarmWithdrawn())
    assert call.kind(9_001) is None


def test_the_right_to_end_a_call_takes_the_place_of_a_warning() -> None:
    call = Call()
    call.tell(1, WarningDue(number=3, say="…"))
    call.tell(2, MayEndCall(say="I end the call now."))
    assert call.kind(2) == "may_end"
    call.tell(3, CallEnded())
    assert call.kind(3) is None


def test_a_kind_comes_back_neither_too_soon_nor_too_often() -> None:
    limits = load_policy().empathy
    seen = Call()
    seen.tell(0, EmpathyMissing())
    assert seen.kind(0) == "empathy"
    seen.prompts.put_away("empathy")
    seen.tell(limits.again_s - 1, EmpathyMissing())
    assert seen.kind(limits.again_s - 1) is None
    seen.tell(limits.again_s, EmpathyMissing())
    assert seen.kind(limits.again_s) == "empathy"
    for number in range(2, 20):
        at = number * 2 * limits.again_s
        seen.prompts.put_away("empathy")
        seen.tell(at, EmpathyMissing())
        assert seen.kind(at) == ("empathy" if number < limits.most else None)


@pytest.mark.parametrize(
    ("asked", "settled"),
    [
        (Interruption(by="agent", overlap=0.6), InterruptionWithdrawn(by="agent")),
        (RestateDue(), Restated()),
        (Tone(level=0.6, trend="rising", reasons=("pitch +3 st",)), Tone(level=0.2, trend="falling", reasons=())),
    ],
)
def test_what_has_been_settled_goes(asked: Event, settled: Event) -> None:
    call = Call()
    call.tell(1, asked)
    assert call.kind(1.5) is not None
    call.tell(2, settled)
    assert call.kind(2) is None


def test_the_customers_interruptions_are_not_the_agents_to_attend_to() -> None:
    call = Call()
    call.tell(1, Interruption(by="customer", overlap=0.6))
    assert call.kind(1) is None


def test_what_was_heard_unsurely_is_asked_about() -> None:
    call = Call()
    call.tell(1, Anger(kind="abuse", evidence="idiot", counts=False))
    shown = call.prompts.show(1)
    assert shown is not None
    assert (shown.kind, shown.accepted_by, shown.rejected_by) == ("unsure", "alarm_confirmed", "alarm_rejected")


def test_better_words_are_only_put_away() -> None:
    call = Call()
    call.tell(1, Wording(kind="blame", better="Let us see where it went wrong."))
    shown = call.prompts.show(1)
    assert shown is not None
    assert (shown.say, shown.accepted_by, shown.rejected_by) == ("Let us see where it went wrong.", None, None)


@pytest.mark.parametrize("kind", ["threat", "may_end", "warning"])
def test_a_limit_on_what_the_policy_needs_is_refused(kind: str, tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8").replace(f"[{kind}]\nstays_s = 0", f"[{kind}]\nstays_s = 9")
    file = tmp_path / "prompts.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=rf"prompts.toml.*{kind}: may not be limited"):
        load_policy(file)


def test_every_kind_has_its_limits() -> None:
    policy = load_policy()
    assert [kind for kind in KINDS if policy.of(kind).stays_s < 0] == []
    assert set(type(policy).model_fields) == set(KINDS)


def test_a_warning_is_not_lost_because_the_one_before_it_was_looked_at_a_moment_later() -> None:
    call = Call()
    call.tell(10, WarningDue(number=1, say="First"))
    assert call.kind(30.4) == "warning"
    call.tell(30.2, WarningGiven(number=1))
    call.tell(30.2, WarningDue(number=2, say="Second"))
    shown = call.prompts.show(30.5)
    assert shown is not None
    assert shown.number == 2


def test_what_was_put_away_by_mistake_is_brought_back_unless_a_newer_one_stands() -> None:
    call = Call()
    call.tell(10, Alert(whom="2100", evidence="I know where you live"))
    shown = call.prompts.show(10)
    assert shown is not None
    call.prompts.put_away("threat")
    assert call.kind(11) is None
    call.prompts.bring_back(shown)
    assert call.prompts.show(12) == shown
    call.prompts.put_away("threat")
    call.tell(13, Alert(whom="2100", evidence="I will find you"))
    call.prompts.bring_back(shown)
    newer = call.prompts.show(14)
    assert newer is not None
    assert newer.evidence == ("I will find you",)
