"""The board of incidents in `knowledge.db`, where a supervisor keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, delete, select
from sqlalchemy.dialects.sqlite import insert

from callassist.errors import UserError
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.board import Incident
from callassist.store.knowledge_schema import incident

_MOMENTS = {"since", "until"}


class StoredBoard:
    """What is kept of incidents. All methods may raise `UserError`."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def incidents(self) -> tuple[Incident, ...]:
        """All of them, past and future ones too, in order of their beginning."""
        if not self._base.exists:
            return ()
        with self._base.reading() as connection:
            rows = connection.execute(select(incident).order_by(incident.c.since, incident.c.id)).mappings()
            return tuple(_incident(row) for row in rows)

    def put(self, incidents: Iterable[Incident]) -> None:
        """Put incidents on the board; one of the same id is replaced."""
        rows = [_row(each) for each in incidents]
        if not rows:
            return
        new = insert(incident)
        changes = {name: new.excluded[name] for name in ("since", "until", "entry")}
        with self._base.writing() as connection:
            connection.execute(new.on_conflict_do_update(["id"], set_=changes), rows)

    def end(self, incident_id: str, now: datetime) -> None:
        """Let an incident be over at `now`; one that has not begun is taken away.

        Raises:
            UserError: there is none of this id.
        """
        with self._base.writing() as connection:
            row = connection.execute(select(incident).where(incident.c.id == incident_id)).mappings().one_or_none()
            if row is None:
                raise UserError(f"There is no incident «{incident_id}».", "callassist knowledge board shows them all.")
            of_it = incident.c.id == incident_id
            if _incident(row).since >= now:
                connection.execute(delete(incident).where(of_it))
            else:
                connection.execute(incident.update().where(of_it).values(until=_utc(now)))


def _row(entry: Incident) -> dict[str, Any]:
    own = entry.model_dump(mode="json", exclude=_MOMENTS | {"id"}, exclude_none=True)
    return {
        "id": entry.id,
        "since": _utc(entry.since),
        "until": _utc(entry.until),
        "entry": json.dumps(own, ensure_ascii=False),
    }


def _incident(row: RowMapping) -> Incident:
    own = json.loads(row["entry"])
    return Incident.model_validate(own | {"id": row["id"], "since": row["since"], "until": row["until"]})


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
