"""Wrap-ups in the journal: what is written of them is on the disk when a method returns."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.dialects.sqlite import insert

from callassist.calls.wrapping_up import of_call
from callassist.calls.wrapping_up.draft import Draft, FollowUp
from callassist.calls.wrapping_up.of_call import OfCall
from callassist.calls.wrapping_up.ordering import Chosen
from callassist.events import Incident, Note
from callassist.store.calls import StoredCalls
from callassist.store.database import Database
from callassist.store.schema import call, wrap_up

State = Literal["draft", "finished", "handed_on"]

_MOST_WAITING = 50
_OF_DRAFT = ("summary", "category", "outcome", "csat", "nps", "ces", "feedback", "transfer", "case_number")


@dataclass(frozen=True, slots=True)
class Stored:
    """A wrap-up as it is kept. `kind`: of its call, as categories are ordered by it. `finished_at`: ISO 8601 in UTC."""

    state: State
    draft: Draft
    kind: str | None = None
    agent: str | None = None
    finished_at: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A call that is still to be wrapped up. `call`: its key in the journal. `begun`: whether anything is written."""

    call: UUID
    started_at: str
    number: str | None
    ended_t: float | None
    begun: bool


class StoredWrapUps:
    """Reads and writes them. All methods may raise `StorageError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, key: UUID, agent: str | None) -> None:
        """A call is over: it waits to be wrapped up, unless it has been already."""
        row = {"call_key": key, "state": "draft", "agent": agent, "begun_at": _now()}
        with self._database.writing() as connection:
            connection.execute(insert(wrap_up).on_conflict_do_nothing(), row)

    def write(self, key: UUID, kept: Stored) -> None:
        """Keep a wrap-up as it is now; its draft is fit for the disk."""
        values: dict[str, Any] = {name: getattr(kept.draft, name) for name in _OF_DRAFT}
        values |= {"feedback": kept.draft.feedback or None, "case_number": kept.draft.case_number or None}
        follow_ups = [asdict(each) for each in kept.draft.follow_ups]
        values |= {"follow_ups": json.dumps(follow_ups, ensure_ascii=False) if follow_ups else None}
        values |= {"state": kept.state, "kind": kept.kind, "agent": kept.agent, "finished_at": kept.finished_at}
        new = insert(wrap_up).values(call_key=key, begun_at=_now(), **values)
        with self._database.writing() as connection:
            connection.execute(new.on_conflict_do_update(index_elements=[wrap_up.c.call_key], set_=values))

    def read(self, key: UUID) -> Stored | None:
        """A call's wrap-up; None where it has none."""
        with self._database.reading() as connection:
            row = connection.execute(select(wrap_up).where(wrap_up.c.call_key == key)).mappings().one_or_none()
        return None if row is None else _stored(row)

    def of_call(self, key: UUID) -> OfCall | None:
        """What the call's record has for it."""
        with self._database.reading() as connection:
            return of_call.read(connection, key)

    def report_lines(self, key: UUID) -> list[dict[str, Any]]:
        """What can be read of the call's incident report and its notes, as the contract's lines."""
        return StoredCalls(self._database).readable_lines(key, (Incident.type, Note.type)).lines

    def waiting(self) -> list[Waiting]:
        """Calls that are still to be wrapped up, the latest first."""
        wanted = select(wrap_up, call.c.started_at, call.c.number, call.c.ended_t).join_from(wrap_up, call)
        wanted = (
            wanted.where(wrap_up.c.state == "draft")
            .order_by(wrap_up.c.begun_at.desc(), wrap_up.c.call_key.desc())
            .limit(_MOST_WAITING)
        )
        with self._database.reading() as connection:
            rows = list(connection.execute(wanted).mappings())
        return [
            Waiting(row["call_key"], row["started_at"], row["number"], row["ended_t"], not _stored(row).draft.is_empty)
            for row in rows
        ]

    def finished(self) -> list[UUID]:
        """Calls whose wrap-up is finished and not handed on yet, the oldest first."""
        wanted = select(wrap_up.c.call_key).where(wrap_up.c.state == "finished").order_by(wrap_up.c.finished_at)
        with self._database.reading() as connection:
            return list(connection.execute(wanted).scalars())

    def chosen(self, agent: str | None, newest: int) -> list[Chosen]:
        """The categories of the last finished wrap-ups of an agent, the newest first."""
        own = wrap_up.c.agent.is_(None) if agent is None else wrap_up.c.agent == agent
        wanted = select(wrap_up.c.category, wrap_up.c.kind)
        wanted = wanted.where(own, wrap_up.c.state != "draft", wrap_up.c.category.is_not(None))
        wanted = wanted.order_by(wrap_up.c.finished_at.desc(), wrap_up.c.call_key.desc()).limit(newest)
        with self._database.reading() as connection:
            return [Chosen(category, kind) for category, kind in connection.execute(wanted)]


@dataclass(frozen=True, slots=True)
class ProductFeedback:
    """What was said of a product. `at`: when the call began, ISO 8601 with offset. `category`: an id of the policy."""

    at: str
    category: str | None
    text: str
    agent: str | None


def product_feedback(database: Database, since: str | None = None) -> list[ProductFeedback]:
    """What agents wrote down for other departments in calls that are wrapped up, the oldest first.

    Args:
        since: from this day on, ISO 8601. It names no customer: whoever reads it needs none.
    """
    wanted = select(call.c.started_at, wrap_up.c.category, wrap_up.c.feedback, wrap_up.c.agent)
    wanted = wanted.join_from(wrap_up, call).where(wrap_up.c.state != "draft", wrap_up.c.feedback.is_not(None))
    with database.reading() as connection:
        found = [ProductFeedback(*row) for row in connection.execute(wanted.order_by(call.c.key))]
    return [each for each in found if since is None or each.at[: len(since)] >= since]


def _stored(row: RowMapping) -> Stored:
    values = {name: row[name] for name in _OF_DRAFT}
    values |= {"feedback": row["feedback"] or "", "case_number": row["case_number"] or ""}
    follow_ups = tuple(FollowUp(**each) for each in json.loads(row["follow_ups"] or "[]"))
    draft = Draft(**values, follow_ups=follow_ups)
    return Stored(row["state"], draft, row["kind"], row["agent"], row["finished_at"])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
