"""The journal of live calls: what was shown is on the disk before it is shown.

A journal is written from one thread. It may be read from others, and by other processes, meanwhile.
"""

from __future__ import annotations

import json
import logging
import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update
from uuid_utils.compat import uuid7

from callassist.calls import digest
from callassist.calls.cut_off import Closing, Owed, closing
from callassist.calls.digest import Digest
from callassist.errors import UserError
from callassist.events import CallEnded, CallStarted, Event, Note, Recorded, Utterance
from callassist.store.calls import StoredCall, StoredCalls
from callassist.store.database import Database
from callassist.store.faults import StorageError
from callassist.store.schema import call, call_digest, event, utterance_text
from callassist.text.normalise import search_form

# Derived events wait for the next lasting one; so many of them are written without one.
_BATCH = 256
_HEAD = ("type", "call", "seq", "t", "at")

_log = logging.getLogger(__name__)


class JournalUnavailable(UserError):
    """The journal can't be written just now; what it was given is kept in memory, in order, and tried again.

    Attributes:
        cause: what stands in the way, as in `StorageError`. pending: how many events wait in memory.
    """

    def __init__(self, fault: StorageError, pending: int) -> None:
        self._fault = fault
        waits = f"Events that are in memory only: {pending}."
        super().__init__(
            f"{fault.what} {waits}", f"{fault.remedy} Leave CallAssist open: they are written when that is done."
        )
        self.cause = fault.cause
        self.pending = pending

    def again(self, pending: int) -> JournalUnavailable:
        """The same, with so many events waiting."""
        return JournalUnavailable(self._fault, pending)


@dataclass(slots=True)
class _LiveCall:
    """A call that this journal opened; `last_seq` and `last_at` are of what was accepted, not of what is stored.

    `digest` is of all that was accepted; `listed`: whether an event that waits has brought a first row of it.
    """

    started: CallStarted
    last_seq: int = -1
    last_at: float = 0.0
    digest: Digest = field(default_factory=Digest)
    listed: bool = False


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A call with which the journal goes on. `last_seq`, `last_at`: of its last event."""

    started: CallStarted
    last_seq: int
    last_at: float


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An event ready to be stored: nothing in it can be refused any more but by the disk.

    Attributes:
        written: whether it holds a text, which may replace an earlier one. words: how that is found again.
        digest: the call's from this event on, where it has a say in it. lists: whether it is the call's first.
    """

    key: UUID
    seq: int
    row: dict[str, object]
    written: bool
    words: str | None
    revises: int | None
    end: dict[str, object] | None
    digest: dict[str, object] | None = None
    lists: bool = False


class Journal(StoredCalls):
    """Writes the events of live calls, and reads stored ones. Its `database` is opened for writing.

    Attributes:
        damaged: how much of the calls that were cut off could not be read when they were closed.
    """

    def __init__(self, database: Database, search_form: Callable[[str], str] = search_form) -> None:
        super().__init__(database, search_form)
        self._calls: dict[UUID, _LiveCall] = {}
        self._unstored_calls: dict[UUID, dict[str, object]] = {}
        self._waiting: deque[_Waiting] = deque()
        self._in_doubt = False
        self._trouble: JournalUnavailable | None = None
        self.damaged = 0

    @property
    def pending(self) -> int:
        """How many events are in memory only."""
        return len(self._waiting)

    @property
    def trouble(self) -> JournalUnavailable | None:
        """Why the last attempt to write failed; None while all is well."""
        return self._trouble

    def open(
        self, started: CallStarted, *, team: str | None = None, site: str | None = None, agent: str | None = None
    ) -> UUID:
        """Make a call known, and get the key under which its events are appended.

        It reaches the disk together with its first events, of which `started` itself should be one.

        Raises:
            ValueError: `started_at` is not ISO 8601 with an offset.
        """
        if datetime.fromisoformat(started.started_at).utcoffset() is None:
            raise ValueError(f"started_at has no offset: {started.started_at}")
        key = uuid7()
        self._calls[key] = _LiveCall(started)
        texts = {
            "id": started.id,
            "team": team,
            "site": site,
            "agent": agent,
            "started_at": started.started_at,
            "direction": started.direction,
            "number": started.number,
            "language": started.language,
        }
        row = {name: None if value is None else _encodable(value) for name, value in texts.items()}
        self._unstored_calls[key] = row | {"key": key}
        return key

    def take_up(self, key: UUID) -> TakenUp:
        """Go on with a call that is over and stored, whichever run had it: what is appended follows what is there.

        Raises:
            UserError: there is no such call, or it can't be read.
        """
        if key not in self._calls:
            found, stored = self.find(str(key)), self.readable_lines(key)
            last = _LiveCall(found.beginning, stored.last_seq, stored.last_at)
            last.digest, last.listed = digest.of_lines(stored.lines), True
            self._calls[key] = last
        known = self._calls[key]
        return TakenUp(known.started, known.last_seq, known.last_at)

    def append(self, key: UUID, recorded: Sequence[Recorded], *, patient: bool = False) -> None:
        """Take events of a call, in order. When it returns, every `lasting` one, and all before it, is on the disk.

        Others wait in memory for the next lasting one, for `flush`, or until there are many. An `end` marks the
        call as ended; events that the end brings about may follow it. What may not be `stored` is left out.

        Args:
            patient: where the last attempt failed, make none: an attempt may take its time, and `flush` makes one.

        Raises:
            JournalUnavailable: they could not be written. They are kept and need not be given again; the next
                `append` of a lasting event, or `flush`, tries to write all that waits.
            ValueError: the call was not opened here, `seq` or `at` goes back, or an event is not one to be
                recorded; then none of them was taken.
        """
        known = self._calls.get(key)
        if known is None:
            raise ValueError(f"call {key} was not opened in this journal")
        seq, at = known.last_seq, known.last_at
        taken: list[_Waiting] = []
        for item in recorded:
            timed = math.isfinite(item.event.t) and math.isfinite(item.at)
            if item.call != known.started.id or item.seq <= seq or item.at < at or not timed:
                raise ValueError(f"event {item.call} {item.seq} at {item.at} is out of its place")
            if item.event.stored:
                taken.append(self._prepared(key, known, item))
            seq, at = item.seq, item.at
        stored = (item.event for item in recorded if item.event.stored)
        self._waiting.extend(_digested(item, known, told) for item, told in zip(taken, stored, strict=True))
        known.last_seq, known.last_at = seq, at
        many = self._trouble is None and len(self._waiting) >= _BATCH
        if many or any(item.event.lasting for item in recorded):
            if patient and self._trouble is not None:
                self._trouble = self._trouble.again(len(self._waiting))
                raise self._trouble
            self.flush()

    def close(self, key: UUID, end: Recorded) -> None:
        """Append a call's `end` and put all that waits on the disk.

        Raises:
            As `append`.
        """
        if not isinstance(end.event, CallEnded):
            raise ValueError(f"a call ends with `{CallEnded.type}`, not `{end.event.type}`")
        self.append(key, [end])

    def flush(self) -> None:
        """Put all that waits on the disk.

        Raises:
            JournalUnavailable: it could not be; it is kept, in order.
        """
        if not self._waiting:
            return
        # A commit that was refused may be on the disk all the same, and a new connection would find it there.
        in_doubt, self._in_doubt = self._in_doubt, True
        try:
            with self._database.writing() as connection:
                self._store(connection, look_first=in_doubt)
        except StorageError as fault:
            self._trouble = JournalUnavailable(fault, len(self._waiting))
            _log.error("the journal can't be written: %s", self._trouble.what)
            raise self._trouble from fault
        if self._trouble is not None:
            _log.info("the journal can be written again; %d events were caught up", len(self._waiting))
        self._in_doubt = False
        self._trouble = None
        for item in self._waiting:
            self._unstored_calls.pop(item.key, None)
        self._waiting.clear()

    def close_cut_off(self, owed: Owed = lambda lines: ()) -> list[StoredCall]:
        """Close the calls that an earlier run left without an end, each when its last event became known.

        What of them is damaged stays as it is, is counted in `damaged`, and keeps nothing else from being closed.

        Args:
            owed: says what else would have been told at the end of such a call; it is stored behind it.

        Raises:
            JournalUnavailable: they can't be closed; the next start finds them again.
        """
        cut = [found for found in self.unfinished() if found.key not in self._calls]
        closed = [closing(found, self.readable_lines(found.key), owed) for found in cut]
        try:
            with self._database.writing() as connection:
                for each in closed:
                    _cut(connection, each)
        except StorageError as fault:
            raise JournalUnavailable(fault, len(self._waiting)) from fault
        self.damaged += sum(each.damaged for each in closed)
        return [self.find(str(found.key)) for found in cut]

    def _prepared(self, key: UUID, known: _LiveCall, item: Recorded) -> _Waiting:
        if not item.event.recorded:
            raise ValueError(f"a `{item.event.type}` has no place in the record of a call")
        said = item.event if isinstance(item.event, Utterance) else None
        written = item.event if isinstance(item.event, Utterance | Note) else None
        ended = item.event if isinstance(item.event, CallEnded) else None
        return _Waiting(
            key=key,
            seq=item.seq,
            row=_event_row(key, item),
            written=written is not None,
            words=_encodable(self._search_form(said.text)) if said is not None else None,
            revises=written.revises if written is not None else None,
            end=_end_row(known.started.started_at, ended) if ended is not None else None,
        )

    def _store(self, connection: Connection, *, look_first: bool) -> None:
        stored = self._last_stored(connection) if look_first else {}
        for key in dict.fromkeys(item.key for item in self._waiting):
            if key in self._unstored_calls and key not in stored:
                connection.execute(insert(call), self._unstored_calls[key])
        for item in self._waiting:
            if item.seq > stored.get(item.key, -1):
                _store_event(connection, item)

    def _last_stored(self, connection: Connection) -> dict[UUID, int]:
        keys = {item.key for item in self._waiting}
        wanted = select(event.c.call_key, func.max(event.c.seq)).where(event.c.call_key.in_(keys))
        return {row[0]: row[1] for row in connection.execute(wanted.group_by(event.c.call_key))}


def _store_event(connection: Connection, item: _Waiting) -> None:
    key = _store_written(connection, item) if item.written else _store_told(connection, item)
    if item.lists and item.digest is not None:
        connection.execute(insert(call_digest), item.digest | {"place": key})
    elif item.digest is not None:
        connection.execute(update(call_digest).where(call_digest.c.call_key == item.key), item.digest)


def _store_told(connection: Connection, item: _Waiting) -> int:
    key: int = connection.execute(insert(event).returning(event.c.id), item.row).scalar_one()
    if item.end is not None:
        connection.execute(update(call).where(call.c.key == item.key), item.end)
    return key


def _store_written(connection: Connection, item: _Waiting) -> int:
    of_call = event.c.call_key == item.key
    root = item.seq
    if item.revises is not None:
        earlier = select(event.c.root_seq).where(of_call, event.c.seq == item.revises)
        found = connection.execute(earlier).scalar_one_or_none()
        root = item.revises if found is None else found
        superseded = select(event.c.id).where(of_call, event.c.root_seq == root)
        connection.execute(delete(utterance_text).where(utterance_text.c.event_id.in_(superseded)))
        # What was shown as harmless may have proved to be part of a card number: the earlier texts go altogether.
        new = json.loads(str(item.row["payload"]))
        replaced = func.json_set(event.c.payload, "$.text", new["text"])
        if "unsure" in new:
            replaced = func.json_set(replaced, "$.unsure", func.json(json.dumps(new["unsure"])))
        connection.execute(update(event).where(of_call, event.c.root_seq == root).values(payload=replaced))
    key: int = connection.execute(insert(event).returning(event.c.id), item.row | {"root_seq": root}).scalar_one()
    if item.words is not None:
        connection.execute(insert(utterance_text), {"event_id": key, "words": item.words})
    return key


def _cut(connection: Connection, closed: Closing) -> None:
    key = closed.call.key
    connection.execute(insert(event), [_event_row(key, item) for item in closed.rest])
    for end in (item.event for item in closed.rest if isinstance(item.event, CallEnded)):
        connection.execute(update(call).where(call.c.key == key), _end_row(closed.call.started_at, end))


def _event_row(key: UUID, item: Recorded) -> dict[str, object]:
    line = item.line()
    own = {name: value for name, value in line.items() if name not in _HEAD}
    payload = json.dumps(own, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return {
        "call_key": key,
        "seq": item.seq,
        "type": line["type"],
        "t": line["t"],
        "at": line["at"],
        "payload": _encodable(payload),
    }


def _digested(item: _Waiting, known: _LiveCall, told: Event) -> _Waiting:
    """With what it changes in the call's digest, which it is now part of."""
    lists, known.listed = not known.listed, True
    says = told.type in digest.TYPES
    if says:
        known.digest.take(told.type, told.t, told.payload())
    if not says and not lists:
        return item
    row = known.digest.row() | {"call_key": item.key, "began": digest.began(known.started.started_at)}
    return replace(item, digest=row, lists=lists)


def _end_row(started_at: str, end: CallEnded) -> dict[str, object]:
    """What the end of a call is in its own row; `ended_at` is not known where `started_at` is damaged."""
    ended_at = None
    try:
        ended_at = (datetime.fromisoformat(started_at) + timedelta(seconds=end.t)).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        _log.error("a call began at what is no moment, and its end is not known either")
    return {"ended_at": ended_at, "ended_t": round(end.t, 3), "end_reason": end.reason}


def _encodable(written: str) -> str:
    """The text with halves of characters, which no file can hold, replaced by U+FFFD."""
    return written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
