"""Which calls there are, and in which state each is: one account of what several sources tell of the same calls.

A softphone may be linked and run the hook as well, run two commands for one answer, or name a call in one breath and
leave it nameless in the next; processes that it starts may overtake each other. Each thing that happens to a call comes
out of here once. No clock, no I/O: time comes with the events.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from callassist.softphone.numbers import DEFAULT_REGION, PhoneNumber, read_number
from callassist.softphone.phone import PhoneEvent

LineState = Literal["ringing", "dialling", "active", "held", "ended"]
ChangeKind = Literal["rings", "dials", "answered", "held", "resumed", "muted", "unmuted", "named", "ended"]

_LATE_S = 2.0
"""Seconds within which a command may arrive after what happened next: two processes started in turn, on a busy PC."""
_AGAIN_S = 0.5
"""Seconds after the answer or end of a call within which nobody calls again: a command for that is a second one."""
_RINGS_AT_MOST_S = 180.0
"""Seconds after which a call that only a command told of has stopped ringing: telephone networks give up by then
(timer T9 of ITU-T Q.118 is 90 to 180 s), and not every softphone runs a command for a call that was missed."""
_MOST_CALLS = 8
"""Calls at a time; more can only be a flood, and the oldest that rings makes room."""


@dataclass(frozen=True, slots=True)
class LineCall:
    """A call of the softphone as it stands.

    Attributes:
        key: ours, counted up; never used again. line: the softphone's id; None until a source says it.
        state, direction: as named. `internal` is seen from the number. number, name: None where nobody said.
        began, answered, ended: when, on the host's clock. muted: by the softphone.
    """

    key: int
    state: LineState
    direction: Literal["inbound", "outbound"]
    began: float
    line: str | None = None
    number: PhoneNumber | None = None
    name: str | None = None
    answered: float | None = None
    ended: float | None = None
    muted: bool = False


@dataclass(frozen=True, slots=True)
class LineChange:
    """What happened to a call, and how it stands since.

    Attributes:
        kind: as named; `answered` also for a call that nobody had announced, `named` when a number or name became
            known later.
    """

    kind: ChangeKind
    call: LineCall


@dataclass(slots=True)
class _Known:
    """A call, and what each kind of source has told of it: a link, or a command."""

    call: LineCall
    told: set[tuple[bool, str]] = field(default_factory=set)


class Lines:
    """The calls of one softphone, as all that tell of it say."""

    def __init__(self, region: str = DEFAULT_REGION) -> None:
        """`region`: of numbers without a country code, ISO 3166-1."""
        self._region = region
        self._live: list[_Known] = []  # oldest first, but who was held stands behind
        self._ended: list[_Known] = []
        self._lost_ends: list[tuple[PhoneNumber | None, float]] = []
        self._keys = 0

    @property
    def calls(self) -> tuple[LineCall, ...]:
        """The calls that there are, the one in front first: active, dialling, the longest ringing, the last held."""
        order = {"active": 0, "dialling": 1, "ringing": 2, "held": 3}
        live = [known.call for known in self._live]
        held_last_first = live[::-1]
        return tuple(
            [call for call in sorted(live, key=lambda call: order[call.state]) if call.state != "held"]
            + [call for call in held_last_first if call.state == "held"]
        )

    def waiting(self, call: LineCall) -> bool:
        """Whether `call` rings while the agent is on another one."""
        return call.state == "ringing" and any(known.call.state in ("active", "held") for known in self._live)

    @property
    def due(self) -> float | None:
        """When `pass_time` has something to do, on the host's clock; None while there is nothing to wait for."""
        return min((known.call.began + _RINGS_AT_MOST_S for known in self._ringing_unwatched()), default=None)

    def pass_time(self, host_t: float) -> tuple[LineChange, ...]:
        """End what has rung longer than anything rings."""
        return tuple(
            self._end(known, host_t)
            for known in list(self._ringing_unwatched())
            if host_t >= known.call.began + _RINGS_AT_MOST_S
        )

    def take(self, event: PhoneEvent) -> tuple[LineChange, ...]:
        """What `event` changes, in order; nothing where all of it was known."""
        past = self.pass_time(event.host_t)
        self._forget(event.host_t)
        number = read_number(event.number, self._region)
        known = self._meant(event, number)
        if known is None and self._is_late(event, number):
            return past
        changes: list[LineChange] = []
        if known is None:
            if event.kind not in ("rings", "dials", "answered"):
                return past
            known, changes = self._begin(event, number)
        changes += self._learn(known, event, number)
        known.told.add(_of(event))
        changes += self._apply(known, event)
        return (*past, *changes)

    # ── Which call is meant ───────────────────────────────────────────────────────────────────────────────

    def _meant(self, event: PhoneEvent, number: PhoneNumber | None) -> _Known | None:
        if event.line is not None:
            for known in self._live:
                if known.call.line == event.line:
                    return known
        candidates = [known for known in self._live if _may_mean(known, event, number)]
        if not candidates:
            return None
        best = max(candidates, key=lambda known: _fitness(known, event, number))
        # A command's word of an end that the link has told already is not about the call that is left.
        overtaken = event.kind == "hung_up" and not _equal(best.call.number, number) and self._overtaken(event, number)
        return None if overtaken else best

    def _is_late(self, event: PhoneEvent, number: PhoneNumber | None) -> bool:
        """Whether `event` tells of a call that has ended already; remembers that it did."""
        if (ended := self._overtaken(event, number)) is not None:
            ended.told.add(_of(event))
            return True
        if event.line is not None:
            return False
        if event.kind == "hung_up" and not any(_compatible(known.call.number, number) for known in self._ended):
            self._lost_ends.append((number, event.host_t))
        lost = [lost for lost in self._lost_ends if event.kind in ("rings", "dials") and _equal(lost[0], number)]
        self._lost_ends = [kept for kept in self._lost_ends if kept not in lost]
        return bool(lost)

    def _overtaken(self, event: PhoneEvent, number: PhoneNumber | None) -> _Known | None:
        """The call that has just ended and that `event` tells of late, for the first or second time."""
        for known in self._ended:
            same = known.call.line == event.line if event.line is not None else _compatible(known.call.number, number)
            begins = event.line is None and event.kind != "hung_up"
            soon = begins and event.host_t - (known.call.ended or 0.0) <= _AGAIN_S
            if same and (soon or _of(event) not in known.told):
                return known
        return None

    def _forget(self, host_t: float) -> None:
        self._ended = [known for known in self._ended if host_t - (known.call.ended or 0.0) <= _LATE_S]
        self._lost_ends = [lost for lost in self._lost_ends if host_t - lost[1] <= _LATE_S]

    # ── What happens to it ────────────────────────────────────────────────────────────────────────────────

    def _begin(self, event: PhoneEvent, number: PhoneNumber | None) -> tuple[_Known, list[LineChange]]:
        """A call that nobody had told of yet."""
        changes: list[LineChange] = []
        if len(self._live) >= _MOST_CALLS:
            likely = ("ringing", "dialling", "held", "active")
            oldest = min(self._live, key=lambda known: (likely.index(known.call.state), known.call.key))
            changes.append(self._end(oldest, event.host_t))
        self._keys += 1
        dials = event.kind == "dials"
        call = LineCall(
            key=self._keys,
            state="dialling" if dials else "ringing",
            direction="outbound" if dials else "inbound",
            began=event.host_t,
            line=event.line,
            number=number,
            name=event.name,
        )
        known = _Known(call)
        self._live.append(known)
        if event.kind != "answered":
            changes.append(LineChange("dials" if dials else "rings", call))
        return known, changes

    def _learn(self, known: _Known, event: PhoneEvent, number: PhoneNumber | None) -> list[LineChange]:
        before = known.call
        known.call = replace(
            before,
            line=before.line if before.line is not None else event.line,
            number=before.number or number,
            name=before.name or event.name,
        )
        named = (before.number, before.name) != (known.call.number, known.call.name)
        return [LineChange("named", known.call)] if named else []

    def _apply(self, known: _Known, event: PhoneEvent) -> list[LineChange]:
        state = known.call.state
        match event.kind:
            case "answered" if state in ("ringing", "dialling"):
                changes = list(self._hold_others(known))
                known.call = replace(known.call, state="active", answered=event.host_t)
                return [*changes, LineChange("answered", known.call)]
            case "held" if state == "active":
                return [self._hold(known)]
            case "resumed" if state == "held":
                changes = list(self._hold_others(known))
                known.call = replace(known.call, state="active")
                return [*changes, LineChange("resumed", known.call)]
            case "muted" | "unmuted" if known.call.muted != (event.kind == "muted"):
                known.call = replace(known.call, muted=event.kind == "muted")
                return [LineChange(event.kind, known.call)]
            case "hung_up":
                return [self._end(known, event.host_t)]
            case _:
                return []

    def _hold_others(self, known: _Known) -> Iterator[LineChange]:
        """A softphone speaks on one line: answering or resuming one holds the other, whether it says so or not."""
        for other in [other for other in self._live if other is not known and other.call.state == "active"]:
            yield self._hold(other)

    def _hold(self, known: _Known) -> LineChange:
        self._live.remove(known)
        self._live.append(known)
        known.call = replace(known.call, state="held")
        return LineChange("held", known.call)

    def _end(self, known: _Known, host_t: float) -> LineChange:
        self._live.remove(known)
        known.call = replace(known.call, state="ended", ended=host_t)
        self._ended.append(known)
        return LineChange("ended", known.call)

    def _ringing_unwatched(self) -> Iterator[_Known]:
        """Calls that ring or are dialled, and that no link will tell the end of."""
        return (
            known for known in self._live if known.call.line is None and known.call.state in ("ringing", "dialling")
        )


# ── What an event may be about ────────────────────────────────────────────────────────────────────────────


def _of(event: PhoneEvent) -> tuple[bool, str]:
    """What is told, and by which kind of source: a link, which names lines, or a command."""
    return event.line is not None, event.kind


def _equal(one: PhoneNumber | None, other: PhoneNumber | None) -> bool:
    return one is not None and other is not None and one.text == other.text


def _compatible(one: PhoneNumber | None, other: PhoneNumber | None) -> bool:
    return one is None or other is None or one.text == other.text


def _may_mean(known: _Known, event: PhoneEvent, number: PhoneNumber | None) -> bool:
    call, again = known.call, _of(event) in known.told
    if event.line is not None and call.line is not None:
        return False  # two ids, two calls
    if not _compatible(call.number, number):
        return False
    # What begins again while its first call goes on is another call, unless this source had not told of it yet.
    second_command = event.line is None and event.host_t - (call.answered or 0.0) <= _AGAIN_S
    begun_again = call.state in ("active", "held") and again and not second_command
    match event.kind:
        case "rings":
            # Some softphones run the same command for ringing at the other end, too.
            there = event.line is None and _equal(call.number, number)
            return (call.direction == "inbound" or there) and not begun_again
        case "dials":
            return call.direction == "outbound" and not begun_again
        case "answered":
            return not (call.state == "held" and again)
        case "hung_up":
            return True
        case _:
            return call.state in ("active", "held")


_LIKELIEST_LAST: dict[str, tuple[LineState, ...]] = {
    "rings": ("held", "active", "dialling", "ringing"),
    "dials": ("held", "active", "ringing", "dialling"),
    "answered": ("held", "active", "dialling", "ringing"),
    "held": ("ringing", "dialling", "held", "active"),
    "resumed": ("ringing", "dialling", "active", "held"),
    "muted": ("ringing", "dialling", "held", "active"),
    "unmuted": ("ringing", "dialling", "held", "active"),
    "hung_up": ("held", "ringing", "dialling", "active"),
}


def _fitness(known: _Known, event: PhoneEvent, number: PhoneNumber | None) -> tuple[bool, bool, int, int]:
    """How well an event fits a call: by number, then as news of it, then by state, then the newest."""
    news = _of(event) not in known.told
    return _equal(known.call.number, number), news, _LIKELIEST_LAST[event.kind].index(known.call.state), known.call.key


def key_of(line: LineCall) -> str:
    """By which a call is told of."""
    return str(line.key)


def number_of(line: LineCall) -> str | None:
    """The other side's number, as it is kept."""
    return None if line.number is None else line.number.text


def direction_of(line: LineCall) -> Literal["inbound", "outbound", "internal"]:
    """Which way it went; a call within the company is neither."""
    return "internal" if line.number is not None and line.number.internal else line.direction
