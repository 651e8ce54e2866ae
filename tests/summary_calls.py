"""Written calls with the sentences that a person would choose, and what a summary chose of them.

Those of development are in a call file whose `call` lines have two more keys: `reason` and `outcome`, each the
sentences of the call that a person would take for why the customer called and for how it ended; any of them will do. Of
those kept apart, which nothing has been fitted to, whole utterances are named.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from callassist.calls import summary_policy
from callassist.calls.summary import Summariser
from callassist.events import CallEnded, CallStarted, Event, Recorded, Summary, Utterance
from callassist.knowledge import situations
from tests import kept_summary_calls

TESTS = Path(__file__).resolve().parent
DEVELOPMENT = TESTS / "summary_dev.jsonl"
KEPT_APART = kept_summary_calls.CALLS


@dataclass(frozen=True, slots=True)
class WrittenCall:
    """A call. `reason`, `outcome`: sentences of it, any of which a person would choose."""

    id: str
    said: tuple[Utterance, ...]
    reason: tuple[str, ...]
    outcome: tuple[str, ...]


def written_calls(file: Path) -> Iterator[WrittenCall]:
    """The calls of a file, in order."""
    head: dict[str, object] = {}
    said: list[Utterance] = []
    for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        match line["type"]:
            case "call":
                head, said = line, []
            case "utterance":
                t0 = line["t0"]
                text, speaker = line["text"], line["speaker"]
                said.append(Utterance(t=t0, t0=t0, t1=line["t1"], speaker=speaker, text=text, confidence=0.9))
            case "end":
                yield _written(head, tuple(said))


def _written(head: dict[str, object], said: tuple[Utterance, ...]) -> WrittenCall:
    name = str(head["id"])
    if "reason" in head:
        return WrittenCall(name, said, _texts(head["reason"]), _texts(head["outcome"]))
    kept = kept_summary_calls.accepted()[name]
    reason, outcome = (tuple(each.text for each in said if each.t0 in wanted) for wanted in (kept.reason, kept.outcome))
    return WrittenCall(name, said, reason, outcome)


def _texts(given: object) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(map(str, given))  # type: ignore[call-overload]


def summariser() -> Summariser:
    """By the shipped policy."""
    return Summariser(summary_policy.load_policy(), situations.load())


def summed_up(summing: Summariser, events: Iterable[Event]) -> Summary | None:
    """The summary of a call in which this happened, in its order."""
    last = 0.0
    summing.take(Recorded("c", 0, 0.0, CallStarted(id="c", started_at="2026-03-01T10:00:00+03:00")))
    for seq, event in enumerate(events, start=1):
        last = max(last, event.t)
        assert list(summing.take(Recorded("c", seq, event.t, event))) == []
    (*none, end) = [list(summing.take(Recorded("c", 9999, last, CallEnded(t=last))))]
    assert none == []
    return end[0] if end else None  # type: ignore[return-value]


def chosen(summary: Summary | None) -> tuple[str | None, str | None]:
    """The sentence for why the customer called, and the one for how it ended: its result, or the last thing done."""
    told = summary.sentences if summary is not None else ()
    reasons = [each.text for each in told if each.part == "reason"]
    ends = [each.text for each in told if each.part == "done"] + [each.text for each in told if each.part == "result"]
    return (reasons[0] if reasons else None), (ends[-1] if ends else None)


def is_one_of(sentence: str | None, wanted: Sequence[str]) -> bool:
    """Whether a person would have chosen it; a greeting that is cut off before it does no harm."""
    return sentence is not None and any(sentence in each for each in wanted)
