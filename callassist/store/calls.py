"""Reads stored calls: the list of them, one as the contract's lines, what was said in it, and who said a word."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import RowMapping, Select, literal_column, select

from callassist.errors import UserError
from callassist.events import CallStarted, Language, Recorded, Utterance
from callassist.store.database import Database
from callassist.store.schema import call, event, utterance_index
from callassist.text.normalise import search_form


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A call as the journal has it.

    Attributes:
        key: its key in the database. id: its name in the call file or the softphone, which may come again.
        team, site, agent: whose it is, where that is known. started_at, ended_at: ISO 8601 with offset.
        direction: `inbound`, `outbound` or `internal`. number: the other side's, as given. language: `ar`, `en`
            or None where it was not set. ended_t: seconds on the call clock; None, as with `ended_at`, while the
            call is unfinished. end_reason: `hangup`, `cut` or None.
    """

    key: UUID
    id: str
    team: str | None
    site: str | None
    agent: str | None
    started_at: str
    direction: str
    number: str | None
    language: str | None
    ended_at: str | None
    ended_t: float | None
    end_reason: str | None

    @property
    def beginning(self) -> CallStarted:
        """The event with which it began."""
        return CallStarted(
            id=self.id,
            started_at=self.started_at,
            direction=cast("Literal['inbound', 'outbound', 'internal']", self.direction),
            number=self.number,
            language=cast("Language | None", self.language),
        )


@dataclass(slots=True)
class StoredLines:
    """What can be read of a call, though some of its rows may be damaged.

    Attributes:
        lines: as the contract has them, in the order they became known. last_seq: the greatest in use, -1 without any.
            damaged: what each of the others is, for a log.
    """

    lines: list[dict[str, Any]] = field(default_factory=list)
    last_seq: int = -1
    damaged: list[str] = field(default_factory=list)

    @property
    def last_at(self) -> float:
        """When the latest of the lines became known, seconds on the call clock; 0 without any."""
        return max((line["at"] for line in self.lines), default=0.0)

    def take(self, row: RowMapping) -> None:
        """The next row."""
        numbered = isinstance(row["seq"], int)
        if numbered:
            self.last_seq = max(self.last_seq, row["seq"])
        timed = all(isinstance(row[name], int | float) for name in ("t", "at"))
        if numbered and timed and isinstance(row["type"], str) and _own(row["payload"]) is not None:
            self.lines.append(_line(row))
        else:
            self.damaged.append(f"event {row['id']} (seq {row['seq']!r}, type {row['type']!r})")


class StoredCalls:
    """What can be read in a journal, beside its writer or without one.

    Safe to use from several threads. All methods may raise `StorageError`.

    Args:
        database: opened for reading or for writing.
        search_form: brings a text into the form in which its words are looked for; always the same for a journal.
    """

    def __init__(self, database: Database, search_form: Callable[[str], str] = search_form) -> None:
        self._database = database
        self._search_form = search_form

    def calls(self) -> list[StoredCall]:
        """All calls, the oldest first."""
        return self._listed(select(call).order_by(call.c.key))

    def unfinished(self) -> list[StoredCall]:
        """The calls that have no end: cut off, or still going on."""
        return self._listed(select(call).where(call.c.ended_t.is_(None)).order_by(call.c.key))

    def find(self, name: str) -> StoredCall:
        """A call by its key, by its id (the latest of them where it came again), or the latest one as `last`.

        Raises:
            UserError: there is none.
        """
        wanted = select(call).order_by(call.c.key.desc()).limit(1)
        if name != "last":
            key = _as_key(name)
            wanted = wanted.where(call.c.id == name if key is None else (call.c.key == key) | (call.c.id == name))
        found = self._listed(wanted)
        if not found:
            what = "There is no call yet." if name == "last" else f"There is no call '{name}'."
            raise UserError(what, "Name a call that is there; callassist db export shows them all.")
        return found[0]

    def lines(self, key: UUID) -> list[dict[str, Any]]:
        """The call's events as the contract's output lines, in the order they became known."""
        with self._database.reading() as connection:
            rows = connection.execute(_events().where(call.c.key == key).order_by(event.c.seq))
            return [_line(row) for row in rows.mappings()]

    def readable_lines(self, key: UUID, types: Iterable[str] | None = None) -> StoredLines:
        """As `lines`, without what is damaged; `types`: of these alone."""
        found, wanted = StoredLines(), _events().where(call.c.key == key).order_by(event.c.seq)
        if types is not None:
            wanted = wanted.where(event.c.type.in_(list(types)))
        with self._database.reading() as connection:
            for row in connection.execute(wanted).mappings():
                found.take(row)
        return found

    def lines_since(self, since: datetime, types: Iterable[str]) -> list[tuple[StoredCall, list[dict[str, Any]]]]:
        """Of the calls that began at `since` (with an offset) or later and have lines of these types, those lines."""
        # Texts with offsets do not sort as moments do; none differs by more than a day.
        day = (since - timedelta(days=1)).date().isoformat()
        recent = {
            found.key: found
            for found in self._listed(select(call).where(call.c.started_at >= day).order_by(call.c.key))
            if datetime.fromisoformat(found.started_at) >= since
        }
        lines: dict[UUID, list[dict[str, Any]]] = {}
        wanted = _events().where(call.c.started_at >= day, event.c.type.in_(list(types))).order_by(event.c.id)
        with self._database.reading() as connection:
            for row in connection.execute(wanted).mappings():
                if row["call_key"] in recent:
                    lines.setdefault(row["call_key"], []).append(_line(row))
        return [(recent[key], found) for key, found in lines.items()]

    def transcript(self, key: UUID) -> list[Recorded]:
        """What was said, in the order it was begun; of an utterance that was revised, the latest text only."""
        wanted = _events().where(call.c.key == key, event.c.type == Utterance.type).order_by(event.c.seq)
        with self._database.reading() as connection:
            latest = {row["root_seq"]: _utterance(row) for row in connection.execute(wanted).mappings()}
        return sorted(latest.values(), key=lambda said: (said.event.t, said.seq))

    def search(self, words: str, *, limit: int = 50) -> list[tuple[UUID, Recorded]]:
        """Utterances that have all of `words`, each beside its call's key, the best first."""
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in self._search_form(words).split())
        if not quoted:
            return []
        wanted = (
            _events()
            .join(utterance_index, event.c.id == utterance_index.c.rowid)
            .where(literal_column(utterance_index.name).op("MATCH")(quoted))
            .order_by(utterance_index.c.rank, event.c.id)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [(row["call_key"], _utterance(row)) for row in connection.execute(wanted).mappings()]

    def _listed(self, wanted: Select[Any]) -> list[StoredCall]:
        with self._database.reading() as connection:
            return [StoredCall(**row) for row in connection.execute(wanted).mappings()]


def _events() -> Select[Any]:
    return select(call.c.id.label("call_id"), event).join_from(call, event)


def read_payload(payload: object) -> dict[str, Any]:
    """An event's own keys; none where the row was damaged."""
    return _own(payload) or {}


def _own(payload: object) -> dict[str, Any] | None:
    try:
        found = json.loads(payload) if isinstance(payload, str) else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _as_key(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


def _line(row: RowMapping) -> dict[str, Any]:
    own: dict[str, Any] = json.loads(row["payload"])
    return {"type": row["type"], "call": row["call_id"], "seq": row["seq"], "t": row["t"], "at": row["at"]} | own


def _utterance(row: RowMapping) -> Recorded:
    own = json.loads(row["payload"])
    own["unsure"] = tuple((start, end) for start, end in own["unsure"])
    said = Utterance(t=row["t"], **own)
    return Recorded(call=row["call_id"], seq=row["seq"], at=row["at"], event=said)
