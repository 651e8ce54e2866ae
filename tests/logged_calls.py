"""A journal of past calls, plainly fictitious, written by the real journal; and a slow, plain reading of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from callassist.calls.journal import Journal
from callassist.events import (
    Anger,
    CallEnded,
    CallStarted,
    Event,
    Interruption,
    KeyPressed,
    KnowledgeGap,
    MayEndCall,
    Misstatement,
    Recorded,
    Redacted,
    Speaker,
    Utterance,
    WarningDue,
    WarningGiven,
)
from callassist.reports.call_filters import Flag
from callassist.store.database import Database, open_for_writing
from callassist.store.records_schema import RECORDS, person, person_number, promise
from callassist.store.schema import wrap_up
from callassist.text.normalise import search_form

START = datetime.fromisoformat("2026-03-01T10:00:00+03:00")

OF_FLAG: dict[Flag, list[Event]] = {
    "abuse": [Anger(t=3, kind="abuse", evidence="يا غبي")],
    "threat": [Anger(t=4, kind="threat", evidence="أعرف وين تسكن")],
    "warning": [WarningDue(t=5, number=1, say="تنبيه"), WarningGiven(t=6, number=1)],
    "may_end": [MayEndCall(t=7, say="مع السلامة")],
    "interruption": [Interruption(t=8, by="agent", overlap=0.7)],
    "refused": [KeyPressed(t=9, action="refused")],
    "gap": [KnowledgeGap(t=10, question="كيف أنقل الخط")],
    "misstatement": [Misstatement(t=11, claimed="50", correct="80", article="plan-80")],
    "redacted": [Redacted(t=12, kind="card", speaker="customer")],
}
"""What brings each of them about."""


def says(t: float, text: str, speaker: Speaker = "customer", **other: object) -> Utterance:
    return Utterance(t=t, t0=t, t1=t + 2, speaker=speaker, text=text, confidence=0.9, **other)  # type: ignore[arg-type]


@dataclass
class Journals:
    """Writes calls as the running app does."""

    database: Database
    journal: Journal

    def call(
        self,
        events: Sequence[Event],
        *,
        began: datetime = START,
        number: str | None = "+966551234567",
        name: str = "c",
        ends: bool = True,
        agent: str | None = None,
    ) -> UUID:
        """A call of these events, from its beginning to its end; gives its key."""
        started = CallStarted(id=name, started_at=began.isoformat(), number=number, language="ar")
        key = self.journal.open(started, agent=agent)
        last = max((event.t for event in events), default=0.0)
        told: list[Event] = [started, *events, *([CallEnded(t=last + 5, reason="hangup")] if ends else [])]
        self.journal.append(key, [Recorded(name, seq, max(0.0, last + 5), each) for seq, each in enumerate(told)])
        self.journal.flush()
        return key

    def wrap_up(self, key: UUID, *, category: str | None, outcome: str | None, state: str = "finished") -> None:
        """What the agent wrote down."""
        row = {"call_key": key, "state": state, "begun_at": "-", "category": category, "outcome": outcome}
        with self.database.writing() as connection:
            connection.execute(insert(wrap_up), row)


def know(records: Path, name: str, *numbers: str, key: UUID | None = None) -> UUID:
    """Make a record of a customer; gives its key."""
    who = key or uuid7()
    with open_for_writing(records, RECORDS) as database, database.writing() as connection:
        row = {"key": who, "name": name, "search_name": search_form(name), "made_at": "-"}
        connection.execute(insert(person), row)
        for number in numbers:
            connection.execute(insert(person_number), {"person_key": who, "number": number})
    return who


def promise_in(records: Path, call: UUID, who: UUID, what: str, *, state: str = "open", due: str | None = None) -> None:
    """Something promised in a call, as it is kept."""
    row = {
        "key": uuid7(),
        "person_key": who,
        "call_key": call,
        "made_at": "-",
        "what": what,
        "state": state,
        "due": due,
    }
    with open_for_writing(records, RECORDS) as database, database.writing() as connection:
        connection.execute(insert(promise), row | {"state": state, "due": due})


def days_on(count: float) -> datetime:
    """So many days after the first call."""
    return START + timedelta(days=count)
