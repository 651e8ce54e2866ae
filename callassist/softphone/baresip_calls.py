"""What baresip says of its calls, in its words; out come phone events, and what it should be asked.

Two kinds of word come over `ctrl_tcp`: events as they happen, and the answer to `listcalls`. The list is asked for
after every connection, so that what happened meanwhile is not missed, and whenever the terms of an established call
change, since baresip has no event for a hold of its own. Tested with baresip 1.0.0 (Debian 12); the source of later
versions was read, in which the list gives the ids of the calls. Mute has neither event nor place in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from callassist.softphone.phone import PhoneEvent

_LISTED = re.compile(
    r"^[> ] \[line \d+(?:, id (?P<id>[^\]]+))?\]\s+\S+\s+(?P<state>[A-Z]+)\s+(?P<held>\(on hold\))?\s*(?P<uri>\S+)$"
)
_MOST_CALLS = 32
"""Calls that are known at a time; baresip itself has 4 unless configured otherwise."""
_LONGEST_TEXT = 256

State = Literal["ringing", "dialling", "established"]
_STATES: dict[str, State] = {
    "INCOMING": "ringing",
    "OUTGOING": "dialling",
    "RINGING": "dialling",
    "EARLY": "dialling",
    "ESTABLISHED": "established",
}
_BEGINS: dict[State, Literal["rings", "dials", "answered"]] = {
    "ringing": "rings",
    "dialling": "dials",
    "established": "answered",
}


@dataclass(slots=True)
class _Call:
    """A call of baresip's.

    Attributes:
        line: what we call it: baresip's id, or a name of ours where its list gave none. id: baresip's, once known.
        account: the address of record it is on. held, held_there: by this side, by the other.
    """

    line: str
    id: str | None
    uri: str
    name: str | None
    account: str | None
    state: State
    held: bool = False
    held_there: bool = False


_NEW_BESIDE = ("dialling", "established")


class BaresipCalls:
    """The calls of one baresip. No I/O and no clock."""

    def __init__(self) -> None:
        self._calls: list[_Call] = []
        self._unnamed = 0

    def id_of(self, line: str | None) -> tuple[str | None, str | None] | None:
        """Baresip's id and account of a line, or of the only call; None where there is no such call.

        The id is None where baresip's list did not tell it.
        """
        found = [call for call in self._calls if line is None or call.line == line]
        return (found[0].id, found[0].account) if len(found) == 1 else None

    @property
    def count(self) -> int:
        """How many calls there are."""
        return len(self._calls)

    def happened(self, event: Mapping[str, Any], host_t: float) -> tuple[list[PhoneEvent], bool]:
        """What an event of baresip's means, and whether the calls should be listed now."""
        kind, told_id, uri = (_text(event.get(key)) for key in ("type", "id", "peeruri"))
        if kind is None or told_id is None or uri is None:
            return [], False
        state = _state_after(kind, outgoing=event.get("direction") == "outgoing")
        call = self._known(told_id, uri, state)
        if kind == "CALL_CLOSED":
            if call is None:
                return [], False
            self._calls.remove(call)
            return [_event("hung_up", call, host_t)], False
        if call is None:
            # Only what begins a call makes one known; a statistic of one that has ended does not.
            if state is None or len(self._calls) >= _MOST_CALLS:
                return [], False
            call = _Call(told_id, told_id, uri, None, None, state)
            self._calls.append(call)
            before = None
        else:
            before = call.state
        call.name = _text(event.get("peerdisplayname")) or call.name
        call.account = _text(event.get("accountaor")) or call.account
        if state is not None and (before is None or (state == "established" and before != "established")):
            call.state = state
            return [_event(_BEGINS[state], call, host_t)], False
        if kind in ("CALL_HOLD", "CALL_RESUME") and call.state == "established":
            return self._held(call, host_t, there=kind == "CALL_HOLD"), False
        return [], kind in ("CALL_LOCAL_SDP", "CALL_REMOTE_SDP") and call.state == "established"

    def listed(self, text: str, host_t: float, *, all_there_are: bool) -> list[PhoneEvent]:
        """What the answer to `listcalls` tells that had not been told: calls begun, answered, held, resumed.

        Args:
            all_there_are: what is not in the list has ended. Otherwise an event would have told that: baresip 1.0.0
                lists one account only.
        """
        rows = [row for line in text.splitlines() if (row := _LISTED.match(line)) and row["state"] in _STATES]
        # The held ones first: whoever follows has one call on at a time.
        rows = sorted(rows[:_MOST_CALLS], key=lambda row: row["held"] is None)
        told: list[PhoneEvent] = []
        left = list(self._calls)
        for row in rows:
            state = _STATES[row["state"]]
            call = _of_row(left, row, state)
            if call is not None:
                left.remove(call)
                call.id = call.id or row["id"]
            else:
                self._unnamed += 1
                call = _Call(row["id"] or f"unnamed {self._unnamed}", row["id"], row["uri"], None, None, state)
                self._calls.append(call)
                told.append(_event(_BEGINS[state], call, host_t))
            if call.state != "established" and state == "established":
                call.state = state
                told.append(_event("answered", call, host_t))
            if call.state == "established":
                told += self._held(call, host_t, here=row["held"] is not None)
        if not all_there_are:
            return told
        for call in left:
            self._calls.remove(call)
        return [_event("hung_up", call, host_t) for call in left] + told

    def _known(self, told_id: str, uri: str, state: State | None) -> _Call | None:
        for call in self._calls:
            if call.id == told_id:
                return call
        for call in self._calls:
            # One that came from a list without ids; but what begins now was not in that list.
            if call.id is None and call.uri == uri and state != "ringing" and (state, call.state) != _NEW_BESIDE:
                call.id = told_id
                return call
        return None

    @staticmethod
    def _held(call: _Call, host_t: float, *, here: bool | None = None, there: bool | None = None) -> list[PhoneEvent]:
        """A call stands still while either side holds it."""
        before = call.held or call.held_there
        call.held = call.held if here is None else here
        call.held_there = call.held_there if there is None else there
        after = call.held or call.held_there
        return [] if before == after else [_event("held" if after else "resumed", call, host_t)]


def _state_after(kind: str, *, outgoing: bool) -> State | None:
    match kind:
        case "CALL_INCOMING":
            return "ringing"
        case "CALL_OUTGOING":
            return "dialling"
        case "CALL_RINGING" | "CALL_PROGRESS":
            return "dialling" if outgoing else None
        case "CALL_ESTABLISHED":
            return "established"
        case _:
            return None


def _of_row(known: Iterable[_Call], row: re.Match[str], state: State) -> _Call | None:
    """The call that a row of the list is about: by id where both have one, else by address and likeliest state."""
    if row["id"] is not None:
        for call in known:
            if call.id == row["id"]:
                return call
    same = [call for call in known if call.uri == row["uri"] and (call.id is None or row["id"] is None)]
    return min(same, key=lambda call: call.state != state, default=None)


def _event(kind: Any, call: _Call, host_t: float) -> PhoneEvent:
    return PhoneEvent(kind, host_t, call.line, call.uri, call.name)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= _LONGEST_TEXT else None
