"""What holds of the three warnings whatever happens, in whatever order it becomes known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from conduct_calls import STARTED, abuse, ended, key, observer
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.conduct.outbursts import Alarm, Given
from callassist.conduct.policy import MOST_WARNINGS, OutburstKind, TimingPolicy
from callassist.conduct.warnings import ThreeWarnings
from callassist.events import AlarmWithdrawn, Alert, Event, Incident, MayEndCall, WarningDue, WarningGiven

TIMING = TimingPolicy(grace=10.0, early=600.0)
WATCHING = observer()


class FakeWords:
    """Words that nobody reads."""

    def warning(self, kind: OutburstKind, number: int) -> str:
        return f"{kind} {number}"

    def closing(self) -> str:
        return "closing"

    def whom_to_call(self) -> str:
        return "somebody"


@dataclass(frozen=True, slots=True)
class Reject:
    t: float


@dataclass(frozen=True, slots=True)
class Confirm:
    t: float


Step = Alarm | Given | Reject | Confirm

times = st.integers(0, 240).map(lambda half_seconds: half_seconds / 2)
lengths = st.sampled_from([0.0, 0.5, 2.0, 6.0])
sure_alarms = st.builds(
    lambda t, length, kind: Alarm(t, t if kind == "disruption" else t + length, kind, f"{kind} at {t}"),
    times,
    lengths,
    st.sampled_from(get_args(OutburstKind)),
)
alarms = st.builds(
    lambda alarm, sure: replace(alarm, counts=sure or alarm.kind == "disruption"), sure_alarms, st.booleans()
)
warnings = st.builds(lambda t, length: Given(t, t + length, "heard" if length else None), times, lengths)
chaos = st.lists(st.one_of(alarms, warnings, st.builds(Reject, times), st.builds(Confirm, times)), max_size=25)

Deed = Literal["abuse", "unsure", "threat", "shouting", "warning", "chord", "reject", "confirm"]
# As often as they are named here: three warnings are seldom given by chance alone.
DEEDS: tuple[Deed, ...] = (
    *("abuse", "abuse", "abuse", "warning", "warning", "chord", "chord"),
    *("unsure", "threat", "shouting", "reject", "confirm"),
)


def done(deed: Deed, t: float) -> Step:
    match deed:
        case "warning":
            return Given(t, t + 2.0, f"heard at {t}")
        case "chord":
            return Given(t, t)
        case "reject":
            return Reject(t)
        case "confirm":
            return Confirm(t)
        case "shouting":
            return Alarm(t, t, "disruption", f"shouting at {t}")
        case "threat":
            return Alarm(t, t + 2.0, "threat", f"threat at {t}")
        case _:
            return Alarm(t, t + 2.0, "abuse", f"{deed} at {t}", counts=deed == "abuse")


@st.composite
def calls(draw: st.DrawFn) -> list[Step]:
    """A call that goes on in time, some of which becomes known a few steps late."""
    happened = st.tuples(
        st.sampled_from([0.5, 3.0, 12.0, 25.0]), st.sampled_from(DEEDS), st.sampled_from([0, 0, 0, 1, 3])
    )
    t, known = 0.0, []
    for place, (pause, deed, late) in enumerate(draw(st.lists(happened, min_size=4, max_size=25))):
        t += pause
        known.append((place + late, late, place, done(deed, t)))
    return [each for *_, each in sorted(known, key=lambda each: each[:3])]


steps = st.one_of(chaos, calls(), calls())


def step(machine: ThreeWarnings, taken: Step) -> list[Event]:
    match taken:
        case Alarm():
            return machine.alarm(taken)
        case Given():
            return machine.warned(taken)
        case Reject():
            return machine.reject(taken.t)
        case Confirm():
            return machine.confirm(taken.t)


def run(taken: Sequence[Step]) -> tuple[ThreeWarnings, list[Event]]:
    machine = ThreeWarnings(TIMING, FakeWords())
    return machine, [event for each in taken for event in step(machine, each)]


def by_start(taken: Step) -> float:
    return taken.t0 if isinstance(taken, Alarm | Given) else taken.t


@given(steps)
@settings(max_examples=400, deadline=None)
def test_numbers_are_kept_in_order_and_nobody_is_let_end_a_call_before_three_were_given(taken: list[Step]) -> None:
    machine, events = run(taken)
    due: int | None = None
    standing: list[int] = []
    for event in events:
        match event:
            case WarningDue():
                assert due is None, "two warnings are due at once"
                assert event.number == len(standing) + 1 <= MOST_WARNINGS
                due = event.number
            case WarningGiven():
                assert event.number == due, "a warning was given that was not due"
                standing.append(event.number)
                due = None
            case AlarmWithdrawn(number=None):
                pass
            case AlarmWithdrawn():
                assert event.number == (due if due is not None else standing.pop())
                due = None
            case MayEndCall():
                assert due is None
                assert len(standing) == MOST_WARNINGS
            case _:
                assert isinstance(event, Alert)
    assert machine.strikes == len(standing)
    assert (machine.state == "due") == (due is not None)


@given(steps)
@settings(max_examples=200, deadline=None)
def test_there_are_never_more_strikes_than_outbursts_nor_than_warnings_given(taken: list[Step]) -> None:
    machine, _ = run(taken)
    assert machine.strikes <= sum(outburst.stands for outburst in machine.outbursts)
    assert machine.strikes <= sum(isinstance(each, Given) for each in taken)
    answers = [id(outburst.given) for outburst in machine.outbursts if outburst.given is not None]
    assert len(set(answers)) == len(answers), "a warning was one for two outbursts"
    assert all(
        outburst.given.t0 >= outburst.began for outburst in machine.outbursts if outburst.given and outburst.strike
    )


@given(steps, st.sampled_from(["reject", "confirm", "disruptive", "given"]), times)
@settings(max_examples=300, deadline=None)
def test_a_key_pressed_twice_is_a_key_pressed_once(taken: list[Step], name: str, t: float) -> None:
    at = max([t, *(each.t1 if isinstance(each, Alarm | Given) else each.t for each in taken)])
    key: Step = {
        "reject": Reject(at),
        "confirm": Confirm(at),
        "disruptive": Alarm(at, at, "disruption", "declared"),
        "given": Given(at, at),
    }[name]
    once, events = run([*taken, key])
    assert step(once, key) == []
    later = [Alarm(at + 0.5, at + 1, "abuse", "again"), Reject(at + 2), Alarm(at + 30, at + 31, "abuse", "more")]
    assert run([*taken, key, key, *later])[1] == run([*taken, key, *later])[1]
    assert events == run([*taken, key])[1]


@given(steps, times)
@settings(max_examples=200, deadline=None)
def test_a_rejected_alarm_frees_its_number_and_takes_back_its_strike(taken: list[Step], t: float) -> None:
    machine, _ = run(taken)
    strikes = machine.strikes
    last = machine.outbursts[-1] if machine.outbursts else None
    struck, number = (last.strike, last.number) if last is not None else (False, None)
    withdrawn = machine.reject(t)
    assert machine.strikes == strikes - (struck and bool(withdrawn))
    if not withdrawn or not isinstance(withdrawn[0], AlarmWithdrawn) or withdrawn[0].number is None:
        return
    assert withdrawn[0].number == number
    fresh = machine.alarm(Alarm(900, 902, "abuse", "later"))
    assert [event.number for event in fresh if isinstance(event, WarningDue)] == [withdrawn[0].number]


@given(st.lists(st.one_of(sure_alarms, warnings), max_size=25, unique_by=by_start))
@settings(max_examples=300, deadline=None)
def test_a_call_in_order_goes_as_the_policy_says(taken: list[Step]) -> None:
    taken = sorted(taken, key=by_start)
    expected: list[str] = []
    strikes, due, covered = 0, False, -1.0
    last: Given | None = None
    for each in taken:
        if isinstance(each, Given):
            if due:
                strikes, due, covered, last = strikes + 1, False, each.t1 + TIMING.grace, each
                expected.append(f"given {strikes}")
            elif last is not None and each.t0 <= last.t1:
                # Said in one breath with the last one, which then lasts to its end.
                last = replace(last, t1=max(last.t1, each.t1))
                covered = max(covered, last.t1 + TIMING.grace)
        elif isinstance(each, Alarm) and not due and each.t0 > covered:
            due = strikes < MOST_WARNINGS
            covered = each.t1 + TIMING.grace
            expected.append(f"due {strikes + 1}" if due else "may end")
        elif isinstance(each, Alarm) and not due and strikes == MOST_WARNINGS and "may end" in expected:
            covered = max(covered, each.t1 + TIMING.grace)
    told = [
        f"due {event.number}"
        if isinstance(event, WarningDue)
        else f"given {event.number}"
        if isinstance(event, WarningGiven)
        else "may end"
        for event in run(taken)[1]
        if not isinstance(event, Alert)
    ]
    assert told == expected


late = st.tuples(st.one_of(sure_alarms, warnings), st.sampled_from([0.0, 0.5, 1.0, 3.0]))


@given(st.lists(late, max_size=12, unique_by=lambda pair: by_start(pair[0])))
@settings(max_examples=300, deadline=None)
def test_what_comes_late_makes_no_strike_that_it_would_not_have_made_in_time(taken: list[tuple[Step, float]]) -> None:
    in_time = [step for step, _ in sorted(taken, key=lambda pair: known(pair[0], 0.0))]
    as_known = [step for step, _ in sorted(taken, key=lambda pair: known(*pair))]
    assert run(as_known)[0].strikes <= run(in_time)[0].strikes


def known(step: Step, delay: float) -> float:
    """When a step is known: what is said when it is over and written down, what is pressed at once."""
    if isinstance(step, Alarm | Given):
        spoken = step.kind != "disruption" if isinstance(step, Alarm) else step.heard is not None
        return step.t1 + (delay if spoken else 0.0)
    return step.t


def as_event(taken: Step) -> Event:
    """What a call brings for it; every warning by its chord."""
    match taken:
        case Alarm(kind="disruption"):
            return key(taken.t0, "disruptive")
        case Alarm():
            return abuse(taken.t0, taken.t1, kind="threat" if taken.kind == "threat" else "abuse", sure=taken.counts)
        case Given():
            return key(taken.t0, "warning_given")
        case Reject():
            return key(taken.t, "alarm_rejected")
        case Confirm():
            return key(taken.t, "alarm_confirmed")


@given(steps, st.integers(0, 25))
@settings(max_examples=200, deadline=None)
def test_there_is_one_report_where_somebody_was_told_and_else_none(taken: list[Step], before_the_end: int) -> None:
    events = [as_event(each) for each in taken]
    events.insert(before_the_end, ended(1000.0))  # the last words are decoded after it
    told = [each for event in (STARTED, *events) for each in WATCHING.observe(event)]
    reports = [each.report for each in told if isinstance(each, Incident)]
    somebody_was_told = any(isinstance(each, Alert | MayEndCall) for each in told)
    assert len(reports) == somebody_was_told
    for report in reports:
        assert set(report["because"]) <= {"threat", "may_end_call"}
        assert 0 <= report["warnings_given"] <= MOST_WARNINGS
        assert (
            report["warnings_given"] == MOST_WARNINGS or "may_end_call" not in report["because"] or report["rejected"]
        )
