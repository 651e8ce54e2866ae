"""One article from one Markdown file with a YAML front matter.

Only the shape of the YAML is used, never its types: `no` stays a word, `25.50` keeps its zero, and nothing in it can
make an object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

import yaml

from callassist.knowledge import checking
from callassist.knowledge.article import Article
from callassist.knowledge.mistakes import Mistake
from callassist.text.decoding import UndecodableError, decoded

_PARTS = re.compile(r"\A---[ \t]*\n(?P<front>.*?)^(?:---|\.\.\.)[ \t]*(?:\n(?P<body>.*))?\Z", re.MULTILINE | re.DOTALL)
# libyaml is ten times as fast; the wheels have it, a source build may not.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# What stands around the one document of a file.
_AROUND = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
_FIRST_LINE = 2
# The names of a fact: facts, its place, about, the name's place.
_DEEPEST = 4

_Way = tuple[str | int, ...]


class _Refused(Exception):
    """The front matter is not what an author would write. `line`: in the file."""

    def __init__(self, line: int, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason
        self.remedy = remedy


def article(name: str, data: bytes) -> Article | list[Mistake]:
    """The article in a file's bytes, or all that is wrong with it. `name`: the file's, for people."""
    try:
        text = decoded(data).text
    except UndecodableError as error:
        return [Mistake(f"{name}, line {error.line}", None, error.reason, "Save the file as UTF-8.")]
    parts = _PARTS.match(text)
    if parts is None:
        reason = "has no front matter" if not text.startswith("---") else "has a front matter without an end"
        remedy = "Begin the file with a line ---, then id, title and language, then another line ---."
        return [Mistake(f"{name}, line 1", None, reason, remedy)]
    try:
        written, lines = _front_matter(parts["front"])
    except _Refused as refused:
        return [Mistake(f"{name}, line {refused.line}", None, refused.reason, refused.remedy)]
    body_line = text.count("\n", 0, parts.end("front")) + 1
    if "answer" in written:
        where = f"{name}, line {lines[('answer',)]}"
        return [Mistake(where, "answer", "stands in the front matter", "Write the answer below the second ---.")]
    lines["answer",] = body_line

    def place(way: Sequence[str | int]) -> str:
        known = (lines[tuple(way[:length])] for length in range(len(way), 0, -1) if tuple(way[:length]) in lines)
        return f"{name}, line {next(known, 1)}"

    return checking.article(written | {"answer": parts["body"] or ""}, place)


def _front_matter(text: str) -> tuple[dict[str, Any], dict[_Way, int]]:
    """Its values, and the line in the file of each by the way to it.

    Raises:
        _Refused: it is no YAML, or more of it than an article needs.
    """
    lines: dict[_Way, int] = {}
    try:
        # Not composed into nodes: libyaml's composer crashes the process on text that is nested deeply.
        events = (event for event in yaml.parse(text, Loader=_Loader) if not isinstance(event, _AROUND))
        written = _value(next(events, None), events, (), lines)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + _FIRST_LINE
        remedy = "Put quotes around a value that has a colon, a # or brackets in it, and indent with spaces."
        raise _Refused(line, f"is no YAML: {error.problem}", remedy) from error
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        raise _Refused(_FIRST_LINE, f"is no YAML: {reason}", "Take out what no keyboard writes.") from error
    if not isinstance(written, dict):
        raise _Refused(_FIRST_LINE, "has a front matter without keys", "Write it as key: value, one a line.")
    return written, lines


def _value(event: yaml.Event | None, events: Iterator[yaml.Event], way: _Way, lines: dict[_Way, int]) -> Any:
    if event is None:
        return None
    line = event.start_mark.line + _FIRST_LINE
    lines.setdefault(way, line)
    if len(way) > _DEEPEST:
        raise _Refused(line, "has lists within lists within lists", "Write lists of texts and facts only.")
    if isinstance(event, yaml.AliasEvent):
        # Ten lines of them can stand for more text than memory holds.
        raise _Refused(line, "repeats a value by an alias (*)", "Write the value out, in quotes if it begins with *.")
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, way, lines)
    if isinstance(event, yaml.SequenceStartEvent):
        items = takewhile(lambda item: not isinstance(item, yaml.SequenceEndEvent), events)
        return [_value(item, events, (*way, place), lines) for place, item in enumerate(items)]
    return event.value


def _mapping(events: Iterator[yaml.Event], way: _Way, lines: dict[_Way, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        line = key.start_mark.line + _FIRST_LINE
        if not isinstance(key, yaml.ScalarEvent):
            raise _Refused(line, "has a key that is no word", "Write key: value.")
        name = str(key.value)
        if name in found:
            raise _Refused(line, f"has the key {name} twice", "Keep one of them.")
        lines[*way, name] = line
        found[name] = _value(next(events), events, (*way, name), lines)
    return found
