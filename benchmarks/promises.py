"""How well promises, their due dates and over-promising are told on written lines, dates beside dateparser.

The peer knows no promises: wherever it finds a date, one is counted, due at the last date that it finds.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from benchmarks.figures import Absent, Result, Table, aim, percentiles
from benchmarks.kept_promises import Found, kept_apart
from benchmarks.kept_promises import Judge as KeptJudge
from benchmarks.mishearing import by_sound, misheard
from callassist.events import Language
from callassist.promises.policy import load_policy
from callassist.promises.promised import PromiseEar
from callassist.text.cues import heard as heard_words
from tests.kept_promise_lines import PromiseLine as Kept
from tests.overpromise_lines import EAR, TIMES, overpromise_lines, reasons, said
from tests.promise_lines import FILE, FRESH, PromiseLine, dues, heard, promise_lines, score, treated

Judge = Callable[[PromiseLine], Sequence[str]]

_SHARE = 0.1
_MS = 5.0
_OVERPROMISE_MS = 2.0
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
    lines = promise_lines()[: _SMALL if small else None]
    never_read = promise_lines(FRESH)[1::2]
    tables = [
        kept_apart(small, _as_kept(judges[1][1])),
        _quality(f"{FRESH.name}, those never read while the grammar was mended", never_read, judges),
        _quality(FILE.name, lines, judges),
    ]
    return {"tables": [*tables, _cost(lines), *_overpromises(small)]}


def _as_kept(judge: Judge) -> KeptJudge:
    """A judge of our lines as one of those kept apart; the whole line is its evidence."""

    def told(line: Kept, text: str) -> Found:
        wanted = tuple(due for promise in line.promises for due in promise.due)
        found = judge(PromiseLine(line.dialect, line.said_at, wanted, (), text))
        return [(treated(PromiseLine(line.dialect, line.said_at, (), (), text)), due) for due in found]

    return told


def _quality(which: str, lines: Sequence[PromiseLine], judges: Sequence[tuple[str, Judge]]) -> Table:
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
    return {"title": f"Promises in {which}", "columns": [*columns, "exact due misheard"], "rows": rows}


def _overpromises(small: bool) -> list[Table]:
    """Over-promising by reason on its author's own lines, then what telling it costs beside hearing the promise."""
    lines = overpromise_lines()[:: 5 if small else 1]
    told = [(line, list(reasons(line))) for line in lines]
    rows: list[list[str | float | int | bool | None]] = []
    for reason in sorted({line.reason for line in lines if line.reason}):
        right = sum(line.reason == reason and reason in found for line, found in told)
        found_all = sum(reason in found for _, found in told)
        expected = sum(line.reason == reason for line in lines)
        rows.append([reason, expected, round(right / max(1, found_all), 3), round(right / max(1, expected), 3)])
    taken = []
    for line in lines:
        text = said(line.text).text
        began = time.perf_counter()
        EAR.hear(text, language=line.language)
        words = heard_words(text)
        TIMES.kind(words, words)
        taken.append(1000 * (time.perf_counter() - began))
    middle, most = percentiles(taken)
    quality: Table = {
        "title": "Over-promising on its author's own lines",
        "columns": ["reason", "lines", "precision", "recall"],
        "rows": rows,
    }
    cost: Table = {
        "title": "Over-promising, milliseconds a line",
        "columns": ["p50", "p95", "aim for p95", "met"],
        "rows": [[middle, *aim(most, _OVERPROMISE_MS)]],
    }
    return [quality, cost]


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
