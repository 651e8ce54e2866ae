"""Calls of `tests/calls/`, played as `callassist replay` plays them, and what is different from what is expected.

`tests/calls/README.md` describes both kinds of files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from callassist import paths
from callassist.calls import callfile, guidance, replay
from callassist.calls.guidance import Guidance
from callassist.calls.library import Library, library
from callassist.events import CustomerKnown
from callassist.knowledge import known, misstatement_policy
from callassist.knowledge.offering import Manner

FOLDER = Path(__file__).parent / "calls"
_SAMPLES = paths.shipped("resources", "calls")

Line = dict[str, Any]


@dataclass(frozen=True)
class Expected:
    """What one call must bring.

    Attributes:
        call: its id. shows: what the call is there for. never: types that must not come. lines: what must come, in its
            order; types that stand in none of them and not under `never` are nobody's business.
    """

    call: str
    shows: str
    never: frozenset[str]
    lines: tuple[Line, ...]

    @property
    def types(self) -> frozenset[str]:
        """Everything of these types must be among `lines`."""
        return frozenset(str(line["type"]) for line in self.lines)


def names() -> list[str]:
    """The calls there are."""
    return sorted(file.name.removesuffix(".expected.jsonl") for file in FOLDER.glob("*.expected.jsonl"))


def input_of(name: str) -> Path:
    """What goes in: the file beside the expectation, or else the bundled sample call of that name."""
    beside = FOLDER / f"{name}.jsonl"
    return beside if beside.is_file() else _SAMPLES / beside.name


@cache
def sample() -> Library:
    """The shipped knowledge; made once, since it takes seconds."""
    return library(known.shipped(), misstatement_policy.load_policy())


@cache
def _guided(manner: Manner) -> Guidance:
    return guidance.load(manner=manner)


def played(file: Path) -> dict[str, list[Line]]:
    """What comes out of each call of a file, by the call's id, as `callassist replay --json` writes it."""
    told = {line["id"]: line for line in _lines(file) if line["type"] == "call"}
    found: dict[str, list[Line]] = {}
    for record in callfile.read(file):
        beside = told[record.call.id]
        session = replay.session_of(record, _guided(Manner(**beside.get("manner", {}))), sample())
        recorded = session.start()
        if "customer" in beside:
            recorded += session.take(CustomerKnown(t=0.0, **beside["customer"]), 0.0)
        for moment in replay.moments(record):
            recorded += replay.play(session, moment)
        told_events = (each for each in recorded if each.event.told)
        found[record.call.id] = [json.loads(written(each.line())) for each in told_events]
    return found


def written(line: Mapping[str, Any]) -> str:
    """A line as the command puts it out."""
    return json.dumps(line, ensure_ascii=False)


def expected(file: Path) -> list[Expected]:
    """What a file says must come of each call.

    Raises:
        ValueError: a line stands before any `expect`, has no time, or is of a type that must not come.
    """
    heads: list[Line] = []
    lines: list[list[Line]] = []
    for line in _lines(file):
        if line["type"] == "expect":
            heads.append(line)
            lines.append([])
            continue
        if not heads:
            raise ValueError(f"{file.name}: {line} stands before any expect line")
        if "t" not in line or line["type"] in heads[-1]["never"]:
            raise ValueError(f"{file.name}: {line} has no time, or must never come by its expect line")
        lines[-1].append(line)
    return [
        Expected(head["call"], head["shows"], frozenset(head["never"]), tuple(own))
        for head, own in zip(heads, lines, strict=True)
    ]


def differences(wanted: Expected, came: Sequence[Line]) -> list[str]:
    """Everything that is not as expected, a sentence each; empty where all is."""
    forbidden = [f"must not come, and came: {_named(line)}" for line in came if line["type"] in wanted.never]
    compared = [line for line in came if line["type"] in wanted.types]
    pairs = SequenceMatcher(a=[_place(line) for line in wanted.lines], b=[_place(line) for line in compared])
    found: list[str] = []
    for what, first, after, came_first, came_after in pairs.get_opcodes():
        if what == "equal":
            for ours, theirs in zip(wanted.lines[first:after], compared[came_first:came_after], strict=True):
                found += [f"{_place_named(ours)}: {each}" for each in _unlike(ours, theirs)]
            continue
        found += [f"expected, and did not come there: {_named(line)}" for line in wanted.lines[first:after]]
        found += [f"not expected, and came: {_named(line)}" for line in compared[came_first:came_after]]
    return forbidden + found


def _unlike(wanted: Mapping[str, Any], came: Mapping[str, Any]) -> Iterator[str]:
    """What of a line's keys is otherwise; those that are not named may be anything."""
    for key, value in wanted.items():
        if key == "articles":
            yield from _other_articles(value, came.get(key) or [])
        elif key not in came:
            yield f"has no {key}, expected is {_text(value)}"
        elif not _is(value, came[key]):
            yield f"{key} is {_text(came[key])}, expected is {_text(value)}"


def _other_articles(wanted: Sequence[Line], came: Sequence[Line]) -> Iterator[str]:
    """The first must be the first, the others may change places among themselves."""
    ours, theirs = [line["id"] for line in wanted], [line["id"] for line in came]
    if ours[:1] != theirs[:1]:
        yield f"the first article is {', '.join(theirs[:1]) or 'none'}, expected is {', '.join(ours[:1]) or 'none'}"
    elif sorted(ours) != sorted(theirs):
        yield f"the articles are {', '.join(theirs)}, expected are {', '.join(ours)}"
    else:
        by_id = {line["id"]: line for line in came}
        for line in wanted:
            yield from (f"article {line['id']}: {each}" for each in _unlike(line, by_id[line["id"]]))


def _is(wanted: Any, came: Any) -> bool:
    """The same; of an object those keys that are named; a star in a text stands for anything, alone for any value."""
    if wanted == "*":
        return True
    if isinstance(wanted, dict) and isinstance(came, dict):
        return all(key in came and _is(value, came[key]) for key, value in wanted.items())
    if isinstance(wanted, list) and isinstance(came, list):
        return len(wanted) == len(came) and all(map(_is, wanted, came))
    if isinstance(wanted, str) and isinstance(came, str) and "*" in wanted:
        return re.fullmatch(".*".join(map(re.escape, wanted.split("*"))), came, re.DOTALL) is not None
    return bool(wanted == came)


def _place(line: Mapping[str, Any]) -> tuple[str, float]:
    return line["type"], float(line["t"])


def _place_named(line: Mapping[str, Any]) -> str:
    return f"{line['type']} at {line['t']} s"


def _named(line: Mapping[str, Any]) -> str:
    told = ("id", "articles", "question", "situation", "department", "claimed", "correct", "article", "text")
    own = [f"{key} {_text(line[key])}" for key in told if key in line]
    return " ".join([_place_named(line), *own])


def _text(value: Any) -> str:
    if isinstance(value, list) and value and all(isinstance(each, dict) and "id" in each for each in value):
        return ", ".join(str(each["id"]) for each in value)
    return json.dumps(value, ensure_ascii=False)


def _lines(file: Path) -> list[Line]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
