"""What all that watches a call costs: everything that the observers make of an utterance, together and each by itself.

The bundled sample calls and those of `tests/calls/` are replayed as `callassist replay` does, knowledge and all.
Searching is a desk's work, on a thread of its own, and not in it. Time is the thread's own on the processor.
"""

from __future__ import annotations

import gc
import json
import re
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from benchmarks.figures import Cell, Result, aim
from callassist import paths
from callassist.calls import callfile, guidance, library, replay
from callassist.calls.assembly import session_for
from callassist.calls.callfile import CallRecord, UtteranceLine
from callassist.calls.guidance import Guidance
from callassist.calls.library import Library
from callassist.calls.session import Observer
from callassist.events import Event, Tick
from callassist.knowledge import known

What = Literal["utterance", "partial", "tick"]

_P95_MS = 15.0
_TIMES = 5
_FEW = 6  # calls, in the small form
_CALLS = Path(__file__).resolve().parent.parent / "tests" / "calls"


@dataclass(slots=True)
class Spent:
    """Milliseconds that observers took: in all, and by the name of each."""

    whole: list[float] = field(default_factory=list)
    each: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


class _Timed:
    """An observer, and the time it takes added to what has been spent under its name."""

    def __init__(self, observer: Observer, spent: dict[str, float]) -> None:
        self._observer = observer
        self._spent = spent

    def observe(self, event: Event) -> Iterable[Event]:
        """See `Observer`."""
        began = time.thread_time()
        told = list(self._observer.observe(event))
        self._spent[type(self._observer).__name__] += time.thread_time() - began
        return told


def run(small: bool) -> Result:
    """All calls, several times over; small: a few of them, once."""
    records = list(_records())
    guided = guidance.load()
    answers = library.library(known.shipped(), guided.misstatements)
    gc.freeze()  # as the app does
    spent: dict[What, Spent] = defaultdict(Spent)
    for record in records[:_FEW] if small else records * _TIMES:
        for what, by in _played(record, guided, answers):
            spent[what].whole.append(1000 * sum(by.values()))
            for name, seconds in by.items():
                spent[what].each[name].append(1000 * seconds)
    lines = [line for record in records for line in record.lines if isinstance(line, UtteranceLine)]
    utterances = spent["utterance"]
    together = _figures(utterances.whole)
    lexicon, reading = _figures(_lexicon(lines)), _figures(_reading(lines))
    rows: list[list[Cell]] = [
        ["all observers, an utterance", len(utterances.whole), *together, *aim(together[1], _P95_MS)[1:]],
        *(_row(f"all observers, a {what}", spent[what].whole) for what in ("partial", "tick")),
        ["one pass of a list of words", len(lines), *lexicon, None, None],
        ["reading the line as JSON", len(lines), *reading, None, None],
    ]
    each = sorted(utterances.each.items(), key=lambda item: -sum(item[1]))
    return {
        "tables": [
            {
                "title": "Milliseconds",
                "columns": ["", "times", "p50", "p95", "worst", "aim for p95", "met"],
                "rows": rows,
            },
            {
                "title": "An utterance, by observer; milliseconds",
                "columns": ["", "times", "p50", "p95", "worst"],
                "rows": [_row(name, taken)[:5] for name, taken in each],
            },
        ],
        "notes": [
            "an utterance: what observers make of it, and of what they tell each other because of it",
            f"a list of words: all words of insult in one regular expression, {len(_words())} of them",
        ],
    }


def _records() -> Iterator[CallRecord]:
    bundled = sorted(paths.shipped("resources", "calls").glob("*.jsonl"))
    for file in [*bundled, *sorted(_CALLS.glob("*.jsonl"))]:
        if not file.name.endswith(".expected.jsonl"):
            yield from callfile.read(file)


def _played(record: CallRecord, guided: Guidance, answers: Library) -> Iterator[tuple[What, dict[str, float]]]:
    """What was spent on each utterance, partial and tick of a call, by observer, seconds."""
    started = replay.started(record)
    spoken = record.call.language or replay.language_of(record)
    spent: dict[str, float] = defaultdict(float)
    watching = [_Timed(observer, spent) for observer in guided.observers(spoken, answers)]
    session = session_for(started, language=spoken, observers=watching, ask=answers.during(started))
    session.start()
    for moment in replay.moments(record):
        spent.clear()
        replay.play(session, moment)
        match moment.what:
            case UtteranceLine():
                yield "utterance", dict(spent)
            case replay.UnderWay():
                yield "partial", dict(spent)
            case Tick():
                yield "tick", dict(spent)


def _lexicon(lines: Iterable[UtteranceLine]) -> list[float]:
    """The peer: whether any word of a list is in the text."""
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in _words()))
    return [_taken(pattern.findall, line.text) for line in lines]


def _reading(lines: Iterable[UtteranceLine]) -> list[float]:
    """The other: the bare reading of the line."""
    return [_taken(json.loads, line.model_dump_json()) for line in lines]


def _words() -> list[str]:
    """All insults that are listed, in both languages."""
    found: set[str] = set()
    for file in paths.shipped("resources", "conduct").glob("words-*.toml"):
        for listed in tomllib.loads(file.read_text(encoding="utf-8"))["insult"].values():
            found.update(filter(None, map(str.strip, re.split(r"[,،\n]", listed))))
    return sorted(found)


def _taken(work: Callable[[str], object], text: str) -> float:
    began = time.thread_time()
    work(text)
    return 1000 * (time.thread_time() - began)


def _row(name: str, taken: Sequence[float]) -> list[Cell]:
    return [name, len(taken), *_figures(taken), None, None]


def _figures(taken: Sequence[float]) -> list[float]:
    """p50, p95 and the worst."""
    return [round(float(each), 3) for each in (*np.percentile(taken, [50, 95]), max(taken))]
