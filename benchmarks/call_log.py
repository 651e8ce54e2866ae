"""How fast past calls are listed, filtered and searched, beside a plain LIKE over what was said in the same run."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from benchmarks.figures import Cell, Result, aims, percentiles, ratios
from callassist.calls.digest import began
from callassist.reports.call_filters import Filters
from callassist.reports.call_log import PAGE, CallLog
from callassist.reports.whole_call import whole
from callassist.store.connection import raw_connection
from callassist.store.database import Database, open_for_reading, open_for_writing
from callassist.store.schema import call, call_digest, event, utterance_text
from callassist.text.normalise import search_form

_CALLS, _FEW = 10_000, 200
_LINES = 100
_ROUNDS, _FEW_ROUNDS = 20, 5
_AIM_MS = 200.0
_SEED = 20260301
_BATCH = 100
_START = datetime.fromisoformat("2025-03-01T08:00:00+03:00")
# Made-up talk of the fictitious Namaa Telecom: lines of common words, one in ten with a word of the trade; and one
# word that is said in one call of a hundred.
_COMMON = ("طيب", "تمام", "ممكن", "بس", "عندي", "مشكلة", "من", "أمس", "الخط", "يعني", "اليوم", "لو سمحت", "شكرا")
_TRADE = ("الفاتورة", "وفاتورتي", "بالفاتورة", "النت", "الراوتر", "الباقة", "الاشتراك", "الرصيد")
_RARE, _RARELY = "شريحتين", 100


def run(small: bool) -> Result:
    """Pages of the list by what a supervisor asks for; small: among fewer calls."""
    calls, rounds = (_FEW, _FEW_ROUNDS) if small else (_CALLS, _ROUNDS)
    chance = random.Random(_SEED)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        with open_for_writing(path) as database:
            _fill(database, calls, chance)
        with open_for_reading(path) as database:
            log = CallLog(database, Path(folder) / "none.db", today=lambda: _START.date())
            asked: dict[str, Callable[[], object]] = {
                "the newest calls": lambda: log.page(Filters()),
                "a page half way down": _half_way(log, calls),
                "with a threat": lambda: log.page(Filters(flags=frozenset({"threat"}))),
                "of one number": lambda: log.page(Filters(customer="0550000007")),
                "said: a rare word": lambda: log.page(Filters(said=_RARE)),
                "said: a common word": lambda: log.page(Filters(said="فاتورة")),
                "said: its broken plural": lambda: log.page(Filters(said="فواتير")),
                "said: a common word, and a threat": lambda: log.page(
                    Filters(said="فاتورة", flags=frozenset({"threat"}))
                ),
                "said: two words": lambda: log.page(Filters(said="مشكلة الراوتر")),
                "one call opened": lambda: whole(log, log.page(Filters(), most=1).calls[0].key),
            }
            if not log.page(Filters(said=_RARE)).calls or len(log.page(Filters(said="فاتورة")).calls) != PAGE:
                raise RuntimeError("what was said is not found")
            times = {name: _timed(ask, rounds) for name, ask in asked.items()}
            with closing(raw_connection(path, database.key)) as bare:
                plain = _timed(lambda: _like(bare), min(rounds, 5))
            size = path.stat().st_size / 1e6
    peer = percentiles(plain)
    rows: list[list[Cell]] = []
    for name, measured in ((name, percentiles(each)) for name, each in times.items()):
        rows.append([name, *measured, *ratios(measured, peer), aims(measured, (None, _AIM_MS))])
    rows.append(["plain LIKE over what was said", *peer, None, None, ""])
    return {
        "tables": [
            {
                "title": f"A page of {calls:,} calls with {calls * _LINES:,} utterances, ms",
                "columns": ["", "p50", "p95", "p50 ÷ LIKE", "p95 ÷ LIKE", "aim"],
                "rows": rows,
            }
        ],
        "notes": [f"{size:.0f} MB, encrypted; pages of {PAGE} calls; {rounds} times each, the first with cold pages"],
    }


def _like(bare: Any) -> object:
    """What a search without an index does: the forms of a word in all that was said, folded; the newest calls."""
    asked = (
        "SELECT DISTINCT call_key FROM event JOIN utterance_text ON event_id = id"
        f" WHERE words LIKE '%{_RARE}%' ORDER BY id DESC LIMIT 100"
    )
    return bare.execute(asked).fetchall()


def _half_way(log: CallLog, calls: int) -> Callable[[], object]:
    after = None
    for _ in range(calls // PAGE // 2):
        after = log.page(Filters(), after).after
    return lambda: log.page(Filters(), after)


def _timed(ask: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - started))
    return times


def _fill(database: Database, calls: int, chance: random.Random) -> None:
    made = _made_up(calls, chance)
    while batch := list(islice(made, _BATCH)):
        with database.writing() as connection:
            for table in (call, event, utterance_text, call_digest):
                connection.execute(insert(table), [row for rows in batch for row in rows[table.name]])


def _made_up(calls: int, chance: random.Random) -> Iterator[dict[str, list[dict[str, Any]]]]:
    row = 1
    for number in range(calls):
        key, started = uuid7(), (_START + timedelta(minutes=7 * number)).isoformat()
        said = [_line(chance) for _ in range(_LINES)]
        if number % _RARELY == 0:
            said[chance.randrange(_LINES)] += f" {_RARE}"
        digest = {"place": row, "call_key": key, "began": began(started), "threats": int(chance.random() < 0.002)}
        about = {"key": key, "id": f"c{number}", "started_at": started, "direction": "inbound"}
        yield {
            "call": [about | {"number": f"+96655{number % 997:07d}", "ended_t": 300.0, "end_reason": "hangup"}],
            "event": [_event(row + place, key, place, text) for place, text in enumerate(said)],
            "utterance_text": [
                {"event_id": row + place, "words": search_form(each)} for place, each in enumerate(said)
            ],
            "call_digest": [digest],
        }
        row += _LINES


def _event(row: int, key: object, seq: int, text: str) -> dict[str, Any]:
    own: dict[str, Any] = {
        "t0": seq * 3.0,
        "t1": seq * 3.0 + 2,
        "speaker": ("customer", "agent")[seq % 2],
        "text": text,
        "unsure": [],
    }
    payload = json.dumps(own | {"confidence": 0.9}, ensure_ascii=False)
    place = {"id": row, "call_key": key, "seq": seq, "root_seq": seq, "t": seq * 3.0, "at": seq * 3.0}
    return place | {"type": "utterance", "payload": payload}


def _line(chance: random.Random) -> str:
    words = chance.choices(_COMMON, k=chance.randrange(3, 10))
    if chance.random() < 0.1:
        words.append(chance.choice(_TRADE))
    return " ".join(words)
