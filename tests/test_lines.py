"""One account of the calls, whoever tells of them, in whatever order and however often."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.softphone.lines import LineChange, Lines
from callassist.softphone.phone import PhoneEvent

NOURA, SAAD = "0551234567", "sip:966501234567@pbx.example"


class Story:
    """Tells Lines one event after another, a second apart unless said otherwise."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.t = 100.0

    def hook(self, kind: str, number: str | None = None, *, after: float = 1.0) -> list[str]:
        return self._tell(kind, None, number, after)

    def link(self, kind: str, line: str, number: str | None = None, *, after: float = 1.0) -> list[str]:
        return self._tell(kind, line, number, after)

    def _tell(self, kind: str, line: str | None, number: str | None, after: float) -> list[str]:
        self.t += after
        return told(self.lines.take(PhoneEvent(kind, self.t, line, number)))  # type: ignore[arg-type]

    def states(self) -> list[str]:
        """In front first, each as `state key`."""
        return [f"{call.state} {call.key}" for call in self.lines.calls]


def told(changes: tuple[LineChange, ...]) -> list[str]:
    return [f"{change.kind} {change.call.key}" for change in changes]


@pytest.fixture
def story() -> Story:
    return Story()


# ── One call ──────────────────────────────────────────────────────────────────────────────────────────────


def test_answer_and_start_are_one_answer(story: Story) -> None:
    assert story.hook("rings", NOURA) == ["rings 1"]
    assert story.hook("rings", NOURA) == []
    assert story.hook("answered", NOURA) == ["answered 1"]
    assert story.hook("answered", NOURA, after=0.02) == []
    assert story.hook("hung_up", NOURA) == ["ended 1"]
    assert story.hook("hung_up", NOURA, after=0.02) == []
    assert story.lines.calls == ()


def test_a_call_keeps_when_and_who(story: Story) -> None:
    story.hook("rings", NOURA)
    story.hook("answered", NOURA)
    (call,) = story.lines.calls
    assert (call.began, call.answered, call.direction) == (101.0, 102.0, "inbound")
    assert call.number is not None
    assert call.number.text == "+966551234567"
    (change,) = story.lines.take(PhoneEvent("hung_up", 110.0))
    assert (change.call.state, change.call.ended, change.call.number) == ("ended", 110.0, call.number)


def test_the_hook_and_the_link_tell_of_one_call(story: Story) -> None:
    assert story.hook("rings", NOURA) == ["rings 1"]
    assert story.link("rings", "a1", "sip:966551234567@127.0.0.1") == []
    assert story.link("answered", "a1") == ["answered 1"]
    assert story.hook("answered", NOURA) == []
    assert story.hook("answered", NOURA) == []
    assert story.link("hung_up", "a1") == ["ended 1"]
    assert story.hook("hung_up", NOURA) == []


def test_the_link_and_the_hook_in_the_other_order(story: Story) -> None:
    assert story.link("rings", "a1", NOURA) == ["rings 1"]
    assert story.hook("rings", NOURA) == []
    assert story.hook("answered") == ["answered 1"]
    assert story.link("answered", "a1") == []
    assert story.hook("hung_up") == ["ended 1"]
    assert story.link("hung_up", "a1") == []
    assert story.lines.calls == ()


def test_a_number_that_comes_later_is_told_once(story: Story) -> None:
    assert story.hook("rings") == ["rings 1"]
    assert story.link("rings", "a1", NOURA) == ["named 1"]
    assert story.link("rings", "a1", NOURA) == []


def test_the_second_of_two_commands_for_a_ring_may_come_after_the_answer(story: Story) -> None:
    story.hook("rings", NOURA)
    story.hook("answered", NOURA)
    assert story.hook("rings", NOURA, after=0.1) == []
    assert story.hook("rings", NOURA, after=0.5) == ["rings 2"]  # they do call a second time


def test_an_answer_without_a_ring_is_a_call(story: Story) -> None:
    assert story.hook("answered", NOURA) == ["answered 1"]
    assert story.hook("rings", NOURA, after=0.1) == []  # its process was slower
    assert story.states() == ["active 1"]


def test_a_hang_up_without_a_call_is_nothing(story: Story) -> None:
    assert story.hook("hung_up", NOURA) == []
    assert story.hook("hung_up") == []
    assert story.link("hung_up", "a1", NOURA) == []
    assert story.hook("rings", SAAD) == ["rings 1"]
    assert story.hook("hung_up", NOURA) == []
    assert story.states() == ["ringing 1"]


def test_a_ring_that_its_own_end_overtook_does_not_ring_for_ever(story: Story) -> None:
    assert story.hook("hung_up", NOURA) == []
    assert story.hook("rings", NOURA, after=0.1) == []
    assert story.hook("rings", NOURA) == ["rings 1"]  # the next one is real


def test_a_ring_for_a_call_that_the_link_has_ended_is_nothing(story: Story) -> None:
    assert story.link("rings", "a1", NOURA) == ["rings 1"]
    assert story.link("hung_up", "a1") == ["ended 1"]
    assert story.hook("rings", NOURA, after=0.1) == []
    assert story.hook("hung_up", NOURA, after=0.1) == []
    assert story.hook("rings", NOURA, after=5) == ["rings 2"]


def test_who_calls_again_at_once_is_a_new_call(story: Story) -> None:
    for key in (1, 2, 3):
        assert story.hook("rings", NOURA) == [f"rings {key}"]
        assert story.hook("hung_up", NOURA) == [f"ended {key}"]
        assert story.hook("hung_up", NOURA, after=0.01) == []


def test_a_missed_call_whose_end_nobody_tells_stops_ringing(story: Story) -> None:
    assert story.lines.due is None
    story.hook("rings", NOURA)
    assert story.lines.due == story.t + 180
    assert told(story.lines.pass_time(story.t + 179)) == []
    assert story.hook("rings", SAAD, after=180) == ["ended 1", "rings 2"]
    story.link("rings", "a1", SAAD)
    assert story.lines.due is None  # the link will tell


def test_a_call_out_is_dialled_answered_and_ended(story: Story) -> None:
    assert story.hook("dials", NOURA) == ["dials 1"]
    assert story.hook("rings", NOURA) == []  # some run that command for ringing at the other end too
    assert story.link("dials", "a1", NOURA) == []
    assert story.hook("answered", NOURA) == ["answered 1"]
    assert story.lines.calls[0].direction == "outbound"
    assert story.link("hung_up", "a1") == ["ended 1"]


def test_mute_is_a_state_of_the_call_that_goes_on(story: Story) -> None:
    assert story.hook("muted") == []
    story.hook("rings", NOURA)
    assert story.hook("muted") == []
    story.hook("answered", NOURA)
    assert story.hook("muted") == ["muted 1"]
    assert story.hook("muted") == []
    assert story.hook("unmuted") == ["unmuted 1"]


# ── Two calls ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_answered_second_call_holds_the_first_once(story: Story) -> None:
    story.link("rings", "a1", NOURA)
    story.link("answered", "a1")
    assert story.link("rings", "a2", SAAD) == ["rings 2"]
    assert story.lines.waiting(story.lines.calls[1])
    assert story.states() == ["active 1", "ringing 2"]
    assert story.link("answered", "a2") == ["held 1", "answered 2"]
    assert story.link("held", "a1") == []
    assert story.states() == ["active 2", "held 1"]
    assert story.link("resumed", "a1") == ["held 2", "resumed 1"]
    assert story.link("hung_up", "a2") == ["ended 2"]
    assert story.states() == ["active 1"]


def test_call_waiting_by_command_alone(story: Story) -> None:
    story.hook("rings", NOURA)
    story.hook("answered", NOURA)
    assert story.hook("rings", SAAD) == ["rings 2"]
    assert story.hook("answered") == ["held 1", "answered 2"]
    assert story.hook("answered") == []
    assert story.hook("hung_up") == ["ended 2"]
    assert story.hook("resumed") == ["resumed 1"]
    assert story.hook("hung_up") == ["ended 1"]


def test_a_nameless_answer_while_one_is_held_is_a_new_call(story: Story) -> None:
    story.hook("answered", NOURA)
    assert story.hook("held") == ["held 1"]
    assert story.hook("answered") == ["answered 2"]


def test_the_waiting_caller_gives_up(story: Story) -> None:
    story.hook("rings", NOURA)
    story.hook("answered", NOURA)
    story.hook("rings", SAAD)
    assert story.hook("hung_up", SAAD) == ["ended 2"]
    assert story.states() == ["active 1"]


def test_a_nameless_end_that_the_link_has_told_is_not_the_other_calls(story: Story) -> None:
    story.link("answered", "a1", NOURA)
    story.link("answered", "a2", SAAD)
    assert story.link("hung_up", "a2") == ["ended 2"]
    assert story.link("resumed", "a1") == ["resumed 1"]
    assert story.hook("hung_up", after=0.1) == []
    assert story.hook("hung_up", after=0.1) == ["ended 1"]


def test_both_calls_hung_up_at_once_without_a_name_are_both_over(story: Story) -> None:
    story.hook("answered")
    story.hook("held")
    story.hook("answered")
    assert story.hook("hung_up") == ["ended 2"]
    assert story.hook("hung_up", after=0.01) == ["ended 1"]


def test_the_same_number_twice_is_two_calls_where_it_is_told_twice(story: Story) -> None:
    story.link("rings", "a1", NOURA)
    story.hook("rings", NOURA)
    story.link("answered", "a1")
    assert story.hook("rings", NOURA) == ["rings 2"]
    assert story.link("rings", "a2", NOURA) == []
    assert story.link("answered", "a2") == ["held 1", "answered 2"]
    assert story.hook("answered", NOURA) == []


def test_a_softphone_that_numbers_its_lines_may_use_a_number_again_at_once(story: Story) -> None:
    for key in (1, 2):
        assert story.link("rings", "line 1", NOURA, after=0.1) == [f"rings {key}"]
        assert story.link("answered", "line 1", after=0.1) == [f"answered {key}"]
        assert story.link("hung_up", "line 1", after=0.1) == [f"ended {key}"]


def test_a_flood_of_rings_leaves_the_call_that_goes_on_alone(story: Story) -> None:
    story.hook("rings", NOURA)
    story.hook("answered", NOURA)
    for number in range(500):
        story.hook("rings", f"05{number:08}", after=0.001)
    assert story.states()[0] == "active 1"
    assert len(story.lines.calls) == 8


# ── Whatever comes ────────────────────────────────────────────────────────────────────────────────────────

_KINDS = ["rings", "dials", "answered", "held", "resumed", "muted", "unmuted", "hung_up"]
_EVENTS = st.builds(
    PhoneEvent,
    st.sampled_from(_KINDS),
    st.floats(0, 400),
    st.sampled_from([None, None, "a", "b", "c"]),
    st.sampled_from([None, NOURA, "+966551234567", SAAD, "204", "anonymous", "garbage \u202e"]),
)

_AFTER = {
    "rings": {None: "ringing"},
    "dials": {None: "dialling"},
    "answered": {None: "active", "ringing": "active", "dialling": "active"},
    "held": {"active": "held"},
    "resumed": {"held": "active"},
    "ended": dict.fromkeys(("ringing", "dialling", "active", "held"), "ended"),
}


@settings(max_examples=400, deadline=None)
@given(st.lists(_EVENTS, max_size=40), st.booleans())
def test_any_sequence_leaves_one_consistent_account(events: list[PhoneEvent], in_order: bool) -> None:
    lines = Lines()
    states: dict[int, str | None] = {}
    counted: Counter[tuple[int, str]] = Counter()
    for event in sorted(events, key=lambda event: event.host_t) if in_order else events:
        for change in lines.take(event):
            key, kind = change.call.key, change.kind
            counted[key, kind] += 1
            if kind in _AFTER:
                # Every change leads on from the state before it, and an ended call is never heard of again.
                states[key] = _AFTER[kind][states.get(key)]
            assert change.call.state == states[key]
        calls = lines.calls
        assert {call.key: call.state for call in calls} == {
            key: state for key, state in states.items() if state != "ended"
        }
        assert [call.state for call in calls].count("active") <= 1
        assert len(calls) <= 8
        assert all((call.answered is not None) == (call.state in ("active", "held")) for call in calls)
        ids = [call.line for call in calls if call.line is not None]
        assert len(ids) == len(set(ids))
        if any(call.state == "active" for call in calls):
            assert calls[0].state == "active"
    assert all(counted[key, kind] <= 1 for key, kind in counted if kind in ("rings", "dials", "answered", "ended"))


@given(st.lists(_EVENTS, max_size=20))
def test_the_same_events_give_the_same_account(events: list[PhoneEvent]) -> None:
    one, other = Lines(), Lines()
    for event in events:
        assert one.take(event) == other.take(event)


@given(st.lists(_EVENTS.filter(lambda event: event.line is not None), max_size=20))
def test_what_the_link_says_twice_happens_once(events: list[PhoneEvent]) -> None:
    lines = Lines()
    for event in events:
        lines.take(event)
        if event.kind not in ("rings", "dials", "answered") or any(call.line == event.line for call in lines.calls):
            assert lines.take(event) == ()


# ── A link and a command beside it ────────────────────────────────────────────────────────────────────────

_LAG = st.floats(-0.2, 0.45)
_PHASE = st.floats(0.5, 30)


@st.composite
def _told_twice(draw: st.DrawFn) -> tuple[list[PhoneEvent], int, int]:
    """Calls one after another, each told by a link and, a little earlier or later, by commands; and how many there are.

    Returns:
        The events in the order in which they arrive, the number of calls, and of those that were answered.
    """
    nameless, doubled = draw(st.booleans()), draw(st.booleans())
    events, t, answers = [], 10.0, 0
    count = draw(st.integers(1, 4))
    for call in range(count):
        number = draw(st.sampled_from([NOURA, SAAD, "204", "+201001234567"]))
        answered = draw(st.booleans())
        answers += answered
        kinds = [draw(st.sampled_from(["rings", "dials"])), *(["answered"] if answered else []), "hung_up"]
        for kind in kinds:
            events.append(PhoneEvent(kind, t, f"id {call}", number))  # type: ignore[arg-type]
            for _ in range(2 if doubled and kind in ("rings", "answered") else 1):
                given = None if nameless else number
                events.append(PhoneEvent(kind, t + draw(_LAG), None, given))  # type: ignore[arg-type]
            t += draw(_PHASE)
        t += 3
    return sorted(events, key=lambda event: event.host_t), count, answers


@settings(max_examples=500, deadline=None)
@given(_told_twice())
def test_what_a_link_and_commands_tell_of_a_call_is_counted_once(story: tuple[list[PhoneEvent], int, int]) -> None:
    events, count, answers = story
    lines = Lines()
    changes = [change for event in events for change in lines.take(event)]
    assert lines.calls == ()
    assert len({change.call.key for change in changes}) == count
    kinds = Counter(change.kind for change in changes)
    assert kinds["ended"] == count
    assert kinds["answered"] == answers
    assert kinds["held"] == kinds["resumed"] == 0
