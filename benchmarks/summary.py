"""Whether a summary chooses the sentences that a person would: why the customer called, and how it ended.

On written calls, those kept apart and those of development, beside two plain baselines: the customer's first line and
the agent's last, and the first three lines of the call (lead-3), of which any may hit.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Cell, Result, Table, percentiles
from callassist.events import CallEnded, Recorded, Utterance
from tests.summary_calls import (
    DEVELOPMENT,
    KEPT_APART,
    WrittenCall,
    chosen,
    is_one_of,
    summariser,
    summed_up,
    written_calls,
)

_UTTERANCES = 3000
Judge = Callable[[WrittenCall], tuple[tuple[str, ...], tuple[str, ...]]]
"""Gives the sentences that it takes for the reason and for the outcome; one that is right is enough."""


def ours() -> Judge:
    """The summary's one sentence for each."""
    summing = summariser()

    def judge(call: WrittenCall) -> tuple[tuple[str, ...], tuple[str, ...]]:
        reason, outcome = chosen(summed_up(summing, call.said))
        return tuple(filter(None, [reason])), tuple(filter(None, [outcome]))

    return judge


def first_and_last(call: WrittenCall) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The customer's first line and the agent's last."""
    theirs = [said.text for said in call.said if said.speaker == "customer"]
    own = [said.text for said in call.said if said.speaker == "agent"]
    return tuple(theirs[:1]), tuple(own[-1:])


def lead_three(call: WrittenCall) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The call's first three lines, for both: a common baseline of summaries of news."""
    lines = tuple(said.text for said in call.said[:3])
    return lines, lines


def run(small: bool) -> Result:
    """The share of calls whose reason, whose outcome and both of whose sentences are as a person would choose."""
    table: Table = {
        "title": "Sentences as a person would choose them",
        "columns": ["calls", "how many", "judge", "reason", "outcome", "both"],
        "rows": [],
    }
    for name, file in (("kept apart", KEPT_APART), ("of development", DEVELOPMENT)):
        table["rows"] += list(_shares(name, file))
    return {"tables": [table, _cost(300 if small else _UTTERANCES)]}


def _shares(name: str, file: Path) -> list[list[Cell]]:
    calls = list(written_calls(file))
    judges: tuple[tuple[str, Judge], ...] = (
        ("this program", ours()),
        ("customer's first, agent's last", first_and_last),
        ("first three lines", lead_three),
    )
    rows: list[list[Cell]] = []
    for judge_name, judge in judges:
        hits = [
            (
                any(is_one_of(each, call.reason) for each in reason),
                any(is_one_of(each, call.outcome) for each in outcome),
            )
            for call in calls
            for reason, outcome in [judge(call)]
        ]
        shares = [sum(each) / len(calls) for each in zip(*hits, strict=True)]
        both = sum(all(each) for each in hits) / len(calls)
        rows.append([name, len(calls), judge_name, *(round(share, 3) for share in (*shares, both))])
    return rows


def _cost(count: int) -> Table:
    """What a long call costs, as it is said and at its end."""
    summing = summariser()
    lines = [said for call in written_calls(DEVELOPMENT) for said in call.said]
    taken: list[float] = []
    for place in range(count):
        t, line = 4.0 * place, lines[place % len(lines)]
        said = Utterance(t=t, t0=t, t1=t + 3, speaker=line.speaker, text=line.text, confidence=0.9)
        began = time.perf_counter()
        summing.take(Recorded("c", place + 1, said.t1, said))
        taken.append(1000 * (time.perf_counter() - began))
    end = time.perf_counter()
    list(summing.take(Recorded("c", count + 1, 4.0 * count, CallEnded(t=4.0 * count))))
    at_the_end = 1000 * (time.perf_counter() - end)
    middle, most = percentiles(taken)
    return {
        "title": f"Milliseconds, a call of {count} utterances",
        "columns": ["p50 an utterance", "p95 an utterance", "at the end"],
        "rows": [[middle, most, round(at_the_end, 1)]],
    }
