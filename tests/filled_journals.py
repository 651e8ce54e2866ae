"""Journals with something in them, and what damages them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import insert, select
from uuid_utils.compat import uuid7

from callassist.store.database import Database, open_for_writing
from callassist.store.schema import call, event

MARKER = "zarafshanmarker"
"""It is in every event."""


def fill(database: Database, calls: int = 3) -> None:
    """Calls with enough in them to spread over many pages."""
    with database.writing() as connection:
        for number in range(calls):
            row = {"id": f"c{number}", "started_at": "2026-03-01T10:00:00+03:00", "direction": "inbound"}
            key = uuid7()
            connection.execute(insert(call), row | {"key": key})
            for seq in range(40):
                event_row = {"call_key": key, "seq": seq, "type": "utterance", "t": seq, "at": seq}
                connection.execute(insert(event), event_row | {"payload": f'{{"text":"{MARKER} {"x" * 400}"}}'})


def filled(path: Path) -> Path:
    with open_for_writing(path) as database:
        fill(database)
    return path


def ids(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(select(call.c.id).order_by(call.c.id)).scalars())


def flipped(content: bytes, place: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 0x40
    return bytes(changed)


def spoil(path: Path, damage: str) -> None:
    content = path.read_bytes()
    middle = len(content) // 2
    changed = {
        # Far behind the pages that hold the schema, without which nothing opens.
        "flipped": flipped(content, len(content) * 3 // 4),
        "cut short": content[: middle // 4096 * 4096],
        "cut within a page": content[: middle // 4096 * 4096 + 77],
    }
    path.write_bytes(changed[damage])
