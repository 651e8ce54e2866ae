"""How well promises and their due dates are told on written lines, rightly heard and misheard, beside dateparser.

The peer knows no promises: wherever it finds a date, one is counted, due at the last date that it finds.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.figures import Absent, Result, Table, aim, percentiles
from benchmarks.mishearing import by_sound, misheard
from callassist.events import Language
from callassist.promises.policy import load_policy
from callassist.promises.promised import PromiseEar
from tests.promise_lines import FILE, PromiseLine, dues, heard, promise_lines, score, treated

Judge = Callable[[PromiseLine], Sequence[str]]

APART = FILE.with_name("promise_lines_kept_apart.tsv")
"""Lines that the words were not chosen by, where there are any."""

_SHARE = 0.1
_MS = 5.0
_SMALL = 100


def noisy(lines: Sequence[PromiseLine], share: float = _SHARE) -> list[PromiseLine]:
    """`lines` with `share` of the words misheard: always the same."""
    languages: tuple[Language, ...] = ("ar", "en")
    known = {
        language: by_sound(
            (word for line in lines if line.language == language for word in line.text.split()), language
        )
        for language in languages
    }
    found = []
    for place, line in enumerate(lines):
        chance = random.Random(f"0 {place}")
        text = misheard(line.text, line.language, chance, share, known[line.language]) or line.text
        found.append(PromiseLine(line.dialect, line.now, line.due, line.what, text))
    return found


def ours() -> Judge:
    """What the engine tells of a line."""
    ear = PromiseEar(load_policy())
    return lambda line: dues(heard(ear, line))


def peer() -> Judge:
    """What dateparser tells of a line.

    Raises:
        Absent: it is not installed.
    """
    try:
        from dateparser.search import search_dates
    except ModuleNotFoundError as error:
        raise Absent(f"{error.name} is not installed: uv sync --group peers") from error

    def told(line: PromiseLine) -> Sequence[str]:
        settings = {"RELATIVE_BASE": line.now.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}
        found = search_dates(treated(line), languages=[line.language], settings=settings)
        if not found:
            return ()
        moment = found[-1][1].replace(tzinfo=line.now.tzinfo)
        # It tells no day from a moment of it, so it gets what was expected of the two.
        alone = all("T" not in due for due in line.due)
        return (moment.date().isoformat() if alone else moment.isoformat(timespec="seconds"),)

    return told


def run(small: bool) -> Result:
    """Precision, recall and exact due dates by dialect, misheard too, then milliseconds a line."""
    judges = (("this program", ours()), ("dateparser", peer()))
    tables = []
    for file in (APART, FILE):
        if file.exists():
            lines = promise_lines(file)[: _SMALL if small else None]
            tables.append(_quality(file, lines, judges))
    lines = promise_lines()[: _SMALL if small else None]
    return {"tables": [*tables, _cost(lines)]}


def _quality(file: Path, lines: Sequence[PromiseLine], judges: Sequence[tuple[str, Judge]]) -> Table:
    rows: list[list[str | float | int | bool | None]] = []
    wrongly = noisy(lines)
    for dialect in (*dict.fromkeys(line.dialect for line in lines), "all"):
        for name, judge in judges:
            found = []
            for each in (lines, wrongly):
                scored = score([(line, judge(line)) for line in each if dialect in (line.dialect, "all")])
                found += [scored.precision, scored.recall, scored.exact]
            rows.append([dialect, name, *(round(share, 3) for share in found)])
    columns = ["dialect", "judge", "precision", "recall", "exact due", "precision misheard", "recall misheard"]
    return {"title": f"Promises in {file.name}", "columns": [*columns, "exact due misheard"], "rows": rows}


def _cost(lines: Sequence[PromiseLine]) -> Table:
    ear = PromiseEar(load_policy())
    texts = [(treated(line), line) for line in lines]
    taken: list[float] = []
    for text, line in texts:
        began = time.perf_counter()
        ear.hear(text, line.now, language=line.language)
        taken.append(1000 * (time.perf_counter() - began))
    middle, most = percentiles(taken)
    return {
        "title": "Milliseconds a line",
        "columns": ["p50", "p95", "aim for p95", "met"],
        "rows": [[middle, *aim(most, _MS)]],
    }
