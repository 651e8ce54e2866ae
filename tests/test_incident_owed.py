"""The report of a call in which the app was killed: made at the next start from what the journal has."""

from __future__ import annotations

import json
import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest
from conduct_calls import POLICY, STARTED, abuse, ended, key, observer, report_of, says, threat

from callassist.calls.journal import Journal
from callassist.conduct.owed import owed
from callassist.events import CallEnded, CustomerKnown, Event, Incident, Recorded, Tone
from callassist.store.database import journal_path, open_for_writing

ABUSED: list[Event] = [
    CustomerKnown(person="0193", name="أستاذة منى", gender="f"),
    says(60, "النت مقطوع من يومين", speaker="customer"),
    Tone(t=62, level=0.8, trend="rising", reasons=("«يا غبي»", "pitch +3 st")),
    says(62, "يا غبي انت ما تفهم", speaker="customer", unsure=((3, 6),)),
    *(event for t in (62, 90, 120) for event in (abuse(t), key(t + 5, "warning_given"))),
    abuse(150, text="الله ياخذكم يا كلاب"),
]


def lived(events: Sequence[Event]) -> list[Event]:
    """A call and all that is told of it, in order, as a session would record it."""
    watching, found = observer(), []
    for event in (STARTED, *events):
        found += [event, *watching.observe(event)]
    return found


def lines_of(events: Sequence[Event]) -> list[dict[str, object]]:
    """As the journal gives them back."""
    recorded = [Recorded("c1", seq, event.t, event).line() for seq, event in enumerate(events)]
    found: list[dict[str, object]] = json.loads(json.dumps(recorded))
    return found


@pytest.mark.parametrize(
    "events",
    [
        ABUSED,
        [threat(10), key(15, "alarm_rejected")],
        [threat(10, sure=False), key(15, "alarm_confirmed")],
        [*ABUSED, key(152, "alarm_rejected"), key(154, "alarm_confirmed"), key(156, "disruptive")],
    ],
    ids=["may end", "a threat taken back", "an unsure threat confirmed", "rejected and confirmed"],
)
def test_it_is_the_report_that_the_call_would_have_had(events: list[Event]) -> None:
    end = replace(ended(160), reason="cut")
    whole = lived([*events, end])
    before_it = lived(events)
    (incident,) = owed(lines_of([*before_it, end]), POLICY, "en")
    assert incident == Incident(t=160, report=report_of(whole))
    assert owed(lines_of(whole), POLICY, "en") == [], "it has one"


def test_nothing_is_owed_to_a_call_without_abuse_or_whose_abuse_did_not_come_so_far() -> None:
    for events in ([], ABUSED[:-1], [says(3, "السلام عليكم")]):
        assert owed(lines_of(lived([*events, ended(160)])), POLICY, "ar") == []
    assert owed(lines_of(lived(ABUSED)), POLICY, "ar") == [], "it goes on"


def test_it_stands_behind_the_end_of_a_call_whose_app_was_killed() -> None:
    events = [Recorded("c1", seq, event.t, event) for seq, event in enumerate(lived(ABUSED))]
    child = subprocess.run(
        [sys.executable, "-c", _KILLED], input=pickle.dumps(events), capture_output=True, check=False
    )
    assert child.returncode == -signal.SIGKILL, child.stderr.decode()
    with open_for_writing(journal_path()) as database:
        journal = Journal(database)
        (cut,) = journal.close_cut_off(lambda lines: owed(lines, POLICY, "ar"))
        *_, end, incident = journal.lines(cut.key)
        assert (end["type"], end["reason"], cut.end_reason) == (CallEnded.type, "cut", "cut")
        assert (incident["type"], incident["seq"], incident["t"]) == ("incident", end["seq"] + 1, end["t"])
        assert incident["report"]["because"] == ["may_end_call"]
        assert incident["report"]["ended"]["reason"] == "cut"
        assert journal.close_cut_off(lambda lines: owed(lines, POLICY, "ar")) == []


_KILLED = """
import os, pickle, signal, sys
from callassist.calls.journal import Journal
from callassist.store.database import journal_path, open_for_writing

events = pickle.load(sys.stdin.buffer)
journal = Journal(open_for_writing(journal_path()))
journal.append(journal.open(events[0].event), events)
os.kill(os.getpid(), signal.SIGKILL)
"""
