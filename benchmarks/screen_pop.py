"""How fast a ring becomes a card among a million people, beside a bare SELECT by the indexed number in the same run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from benchmarks.figures import Cell, Result, aims, percentiles, ratios
from callassist.customers import policy
from callassist.customers.records import Records
from callassist.store.connection import raw_connection
from callassist.store.database import Database, open_for_writing
from callassist.store.records_schema import RECORDS, contact, person, person_number, promise, purchase
from callassist.text.redaction import load_policy

_PEOPLE, _FEW = 1_000_000, 20_000
_ASKED = 2000
_AIM_MS = 100.0
_SEED = 20260301
_BATCH = 10_000
# Plainly nobody: numbered customers of the fictitious Namaa Telecom.
_SHARED = 0.05
_MOST_CONTACTS = 12
_MOMENT = "2026-03-{:02d}T10:00:00+00:00"


def run(small: bool) -> Result:
    """Cards of numbers drawn at random, in any order; small: among fewer people."""
    people = _FEW if small else _PEOPLE
    chance = random.Random(_SEED)
    with TemporaryDirectory() as folder:
        path = Path(folder) / RECORDS.file
        with open_for_writing(path, RECORDS) as database:
            numbers = _fill(database, people, chance)
        # Opened again, so that nothing is warm but what the system keeps of the file.
        with open_for_writing(path, RECORDS) as database:
            records = Records(database, policy.load(), load_policy())
            asked = [chance.choice(numbers) for _ in range(_ASKED)]
            spelled = ["0" + number.removeprefix("+966") for number in asked]
            cards = _timed(records.card, spelled)
            if any(records.card(number).unknown for number in spelled[:100]):
                raise RuntimeError("people who were put in are not found")
            unknown = _timed(records.card, [f"05999{chance.randrange(10**5):05d}" for _ in range(_ASKED)])
            with closing(raw_connection(path, database.key)) as bare:
                statement = "SELECT person_key FROM person_number WHERE number = ?"
                selects = _timed(lambda number: bare.execute(statement, (number,)).fetchall(), asked)
            size = path.stat().st_size / 1e6
    peer = percentiles(selects)
    rows: list[list[Cell]] = []
    for name, times in (("card, known number", cards), ("card, unknown number", unknown)):
        measured = percentiles(times)
        rows.append([name, *measured, *ratios(measured, peer), aims(measured, (None, _AIM_MS))])
    rows.append(["bare SELECT by the indexed number", *peer, None, None, ""])
    return {
        "tables": [
            {
                "title": f"From a number to a card among {people:,} people, ms",
                "columns": ["", "p50", "p95", "p50 ÷ bare", "p95 ÷ bare", "aim"],
                "rows": rows,
            }
        ],
        "notes": [
            f"{size:.0f} MB, encrypted; {_ASKED} numbers each, drawn at random, the first ones with cold pages",
            f"one number in {round(1 / _SHARED)} is shared by two; up to {_MOST_CONTACTS} contacts each",
        ],
    }


def _timed(ask: Callable[[str], object], numbers: list[str]) -> list[float]:
    """Milliseconds of each."""
    times = []
    for number in numbers:
        began = time.perf_counter()
        ask(number)
        times.append(1000 * (time.perf_counter() - began))
    return times


def _fill(database: Database, people: int, chance: random.Random) -> list[str]:
    """Made-up people; gives their numbers."""
    numbers: list[str] = []
    made = _made_up(people, chance, numbers)
    while batch := list(islice(made, _BATCH)):
        with database.writing() as connection:
            for table in (person, person_number, contact, promise, purchase):
                rows = [row for rows in batch for row in rows.get(table.name, ())]
                if rows:
                    connection.execute(insert(table), rows)
    return numbers


def _made_up(people: int, chance: random.Random, numbers: list[str]) -> Iterator[dict[str, list[dict[str, Any]]]]:
    for each in range(people):
        key = uuid7()
        if not numbers or chance.random() >= _SHARED:
            numbers.append(f"+9665{each:08d}")
        name = f"عميل نماء {each}"
        yield {
            "person": [
                {
                    "key": key,
                    "external_id": f"N{each}",
                    "name": name,
                    "search_name": name,
                    "plan": "باقة",
                    "made_at": "-",
                }
            ],
            "person_number": [{"person_key": key, "number": numbers[-1]}],
            "contact": [
                {
                    "key": uuid7(),
                    "person_key": key,
                    "at": _MOMENT.format(day),
                    "about": "استفسار عن الفاتورة",
                    "experience": chance.choice(("good", "bad", None)),
                }
                for day in range(1, 1 + chance.randrange(_MOST_CONTACTS))
            ],
            "promise": [{"key": uuid7(), "person_key": key, "made_at": "-", "what": "اتصال"}] if each % 10 == 0 else [],
            "purchase": [{"key": uuid7(), "person_key": key, "at": "2025-01-01", "what": "جهاز"}]
            if each % 3 == 0
            else [],
        }
