"""Everything in a database, readable: for the person who may see it, and to prove what is not in there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from callassist.errors import UserError
from callassist.events import Recorded, Utterance
from callassist.store.calls import StoredCall
from callassist.store.database import Database
from callassist.store.faults import unwritable


def rows(database: Database) -> Iterator[dict[str, Any]]:
    """Every row of every table, SQLite's own and the full-text index's too, then every word of the indexes.

    Yields:
        `{"table", "row": {column: value}}`, and `{"index", "term", "documents", "times"}`. Bytes are given as the
        text they hold, what is no UTF-8 in them as `\\xNN`, so that a word can be looked for in them as well.

    Raises:
        StorageError: the database is damaged, locked, or its disk gives errors.
    """
    with database.reading() as connection:
        found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
        # A virtual table has no rows of its own; what it keeps is in tables beside it, which are listed.
        tables = ["sqlite_master", *(name for name, sql in found if not str(sql).startswith("CREATE VIRTUAL"))]
        for name in tables:
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings():
                yield {"table": name, "row": {column: _readable(value) for column, value in row.items()}}
        for index, terms in database.schema.indexes.items():
            for term, documents, times in connection.exec_driver_sql(f'SELECT term, doc, cnt FROM "{terms}"'):
                yield {"index": index, "term": term, "documents": documents, "times": times}


def transcript_lines(stored: StoredCall, said: Iterable[Recorded]) -> Iterator[str]:
    """A call for people: what is known of it, then a line for each utterance with the time of day and the speaker."""
    began = datetime.fromisoformat(stored.started_at)
    facts = [stored.direction, stored.number, stored.language, stored.agent, stored.site, stored.team]
    known = ", ".join(fact for fact in facts if fact)
    yield f"Call {stored.id}, {began:%Y-%m-%d %H:%M:%S %z}, {known}"
    for item in said:
        if isinstance(item.event, Utterance):
            when = began + timedelta(seconds=item.event.t0)
            yield f"{when:%H:%M:%S}  {item.event.speaker:<8}  {item.event.marked}"
    if stored.ended_at is None:
        yield "(it has no end yet)"
    else:
        how = ", cut off" if stored.end_reason == "cut" else ""
        yield f"(end {datetime.fromisoformat(stored.ended_at):%H:%M:%S}{how})"


def write_private(target: Path, lines: Iterable[str]) -> None:
    """Write lines to a new file that only its owner may read.

    Raises:
        UserError: it exists already.
        StorageError: it can't be written; then none is left.
    """
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise UserError(f"{target} exists already.", "Give another name: an export never replaces a file.") from error
    except OSError as error:
        raise unwritable(target, error) from error
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as opened:  # noqa: PTH123 - a descriptor
            opened.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise unwritable(target, error) from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def as_json(line: dict[str, Any]) -> str:
    """One line of JSON Lines."""
    return json.dumps(line, ensure_ascii=False, allow_nan=False)


def _readable(value: object) -> object:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value
