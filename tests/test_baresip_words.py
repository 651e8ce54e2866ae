"""What baresip says, word by word: frames, events and lists as recorded from 1.0.0, and as later ones have them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.softphone.baresip_calls import BaresipCalls
from callassist.softphone.netstrings import MOST_BYTES, Netstrings, NotNetstrings, netstring

# ── Frames ────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(st.binary(max_size=300)), st.data())
def test_frames_come_whole_however_they_are_cut(contents: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(netstring(content) for content in contents)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=20)))
    frames = Netstrings()
    found = []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += frames.take(stream[start:end])
    assert found == contents


@given(st.lists(st.binary(max_size=100)))
def test_garbage_is_refused_or_waited_for_but_never_held_without_bound(pieces: list[bytes]) -> None:
    frames = Netstrings()
    try:
        for piece in pieces:
            for content in frames.take(piece):
                assert len(content) <= MOST_BYTES
    except NotNetstrings:
        pass
    assert len(frames._held) <= MOST_BYTES + 100


def test_the_longest_frame_is_taken_and_a_longer_one_refused_by_its_length_alone() -> None:
    content = bytes(MOST_BYTES)
    assert Netstrings().take(netstring(content)) == [content]
    with pytest.raises(NotNetstrings):
        Netstrings().take(b"%d:" % (MOST_BYTES + 1))


# ── Events and lists ──────────────────────────────────────────────────────────────────────────────────────

CALLER = "sip:966551234567@127.0.0.1:5060"


def event(kind: str, told_id: str = "a1", *, outgoing: bool = False, uri: str = CALLER) -> dict[str, Any]:
    direction = "outgoing" if outgoing else "incoming"
    return {"event": True, "type": kind, "direction": direction, "peeruri": uri, "id": told_id}


def kinds(told: tuple[list[Any], bool] | list[Any]) -> list[str]:
    events = told[0] if isinstance(told, tuple) else told
    return [f"{found.kind} {found.line}" for found in events]


def calls_after(*told: dict[str, Any]) -> BaresipCalls:
    calls = BaresipCalls()
    for one in told:
        calls.happened(one, 0.0)
    return calls


LIST_1_0 = """
--- Active calls (2) ---
  [line 1]  0:00:16  ESTABLISHED  (on hold)  sip:966551234567@127.0.0.1:5060
> [line 2]  0:00:01  ESTABLISHED             sip:966501234567@127.0.0.1:5060

"""
LIST_LATER = """
--- Active calls (1) ---
> [line 1, id a1]  0:01:16  ESTABLISHED  (on hold)  sip:966551234567@127.0.0.1:5060

--- Active calls (1) ---
> [line 1, id b7]  0:00:00     INCOMING             sip:966501234567@127.0.0.1:5060

"""


def test_a_list_without_ids_tells_calls_that_get_their_ids_later() -> None:
    calls = BaresipCalls()
    told = calls.listed(LIST_1_0, 0.0, all_there_are=True)
    assert kinds(told) == ["answered unnamed 1", "held unnamed 1", "answered unnamed 2"]
    assert calls.id_of("unnamed 2") == (None, None)
    assert calls.happened(event("CALL_RTCP", "b7", uri="sip:966501234567@127.0.0.1:5060"), 0.0) == ([], False)
    assert calls.id_of("unnamed 2") == ("b7", None)
    assert kinds(calls.happened(event("CALL_CLOSED", "a1"), 0.0)) == ["hung_up unnamed 1"]
    assert calls.count == 1


def test_a_new_call_from_the_number_of_one_without_an_id_is_a_call_of_its_own() -> None:
    calls = BaresipCalls()
    calls.listed(LIST_1_0, 0.0, all_there_are=True)
    assert kinds(calls.happened(event("CALL_INCOMING", "c9"), 0.0)) == ["rings c9"]
    assert calls.count == 3


def test_a_list_with_ids_is_matched_by_them_over_all_accounts() -> None:
    calls = calls_after(event("CALL_INCOMING"), event("CALL_ESTABLISHED"))
    assert kinds(calls.listed(LIST_LATER, 0.0, all_there_are=True)) == ["held a1", "rings b7"]
    assert kinds(calls.listed(LIST_LATER, 0.0, all_there_are=True)) == []
    assert kinds(calls.listed("\n--- Active calls (0) ---\n", 0.0, all_there_are=False)) == []
    assert kinds(calls.listed("\n--- Active calls (0) ---\n", 0.0, all_there_are=True)) == ["hung_up a1", "hung_up b7"]


def test_a_call_out_is_told_once_by_whichever_event_comes_first() -> None:
    calls = BaresipCalls()
    assert kinds(calls.happened(event("CALL_OUTGOING", outgoing=True), 0.0)) == ["dials a1"]
    for kind in ("CALL_RINGING", "CALL_PROGRESS"):
        assert kinds(calls.happened(event(kind, outgoing=True), 0.0)) == []
    assert kinds(calls.happened(event("CALL_ESTABLISHED", outgoing=True), 0.0)) == ["answered a1"]


def test_a_call_stands_still_while_either_side_holds_it() -> None:
    calls = calls_after(event("CALL_INCOMING"), event("CALL_ESTABLISHED"))
    assert kinds(calls.happened(event("CALL_HOLD"), 0.0)) == ["held a1"]
    assert calls.happened(event("CALL_REMOTE_SDP"), 0.0) == ([], True)
    assert kinds(calls.listed(LIST_LATER, 0.0, all_there_are=False)) == ["rings b7"]
    assert kinds(calls.happened(event("CALL_RESUME"), 0.0)) == []  # this side still holds it
    open_again = LIST_LATER.replace("(on hold)", "         ")
    assert kinds(calls.listed(open_again, 0.0, all_there_are=False)) == ["resumed a1"]


BEGINNINGS = ("CALL_INCOMING", "CALL_OUTGOING", "CALL_RINGING", "CALL_PROGRESS", "CALL_ESTABLISHED")
LATER = ("CALL_HOLD", "CALL_RESUME", "CALL_RTCP", "CALL_REMOTE_SDP", "CALL_CLOSED", "REGISTER_OK", "?")
EVENTS = st.builds(
    event,
    st.sampled_from(BEGINNINGS + LATER),
    st.sampled_from(["a1", "b7", "c9"]),
    outgoing=st.booleans(),
    uri=st.sampled_from([CALLER, "sip:966501234567@127.0.0.1:5060"]),
)
LISTS = st.sampled_from([LIST_1_0, LIST_LATER, "\n--- Active calls (0) ---\n", "nonsense", ""])


@given(st.lists(EVENTS | st.tuples(LISTS, st.booleans())))
def test_whatever_comes_every_call_begins_before_it_changes_and_ends_once(steps: list[Any]) -> None:
    calls = BaresipCalls()
    live: dict[str, str] = {}
    leads_to = {"rings": "begun", "dials": "begun", "answered": "on", "held": "held", "resumed": "on"}
    follows = {"rings": (None,), "dials": (None,), "answered": (None, "begun"), "held": ("on",), "resumed": ("held",)}
    for step in steps:
        if isinstance(step, dict):
            told, _ = calls.happened(step, 0.0)
        else:
            told = calls.listed(step[0], 0.0, all_there_are=step[1])
        for found in told:
            assert found.line is not None
            if found.kind == "hung_up":
                del live[found.line]
            else:
                assert live.get(found.line) in follows[found.kind]
                live[found.line] = leads_to[found.kind]
        assert calls.count == len(live)
