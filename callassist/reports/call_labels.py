"""What stands around the facts of a past call, from `resources/reports/call.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import cache
from typing import Any, Literal

from callassist import paths, policies
from callassist.events import Language
from callassist.knowledge.bilingual import Bilingual
from callassist.reports.call_filters import Flag
from callassist.reports.sheet_labels import SheetLabels
from callassist.reports.whole_call import Cue

Fact = Literal["customer", "number", "agent", "call", "started", "length", "ended", "happened", "wrap_up"]
Section = Literal["summary", "wrap_up", "promises", "notes", "lines", "metrics"]
Column = Literal["time", "speaker", "text", "what", "due", "state"]

_KINDS = {
    "interruption": "by",
    "anger": "kind",
    "commitment_settled": "state",
    "redacted": "kind",
    "key": "action",
    "hearing": "state",
}
"""Which key of an event says of which kind it is."""

# A number or a name keeps its order in a line of the other direction.
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_DAY = len("2026-03-01")


class CallLabels(SheetLabels):
    """All of it; `metrics` are the figures that are shown, in their order."""

    going_on: Bilingual
    not_wrapped_up: Bilingual
    damaged: Bilingual
    facts: dict[Fact, Bilingual]
    flag: dict[Flag, Bilingual]
    state: dict[str, Bilingual]
    sections: dict[Section, Bilingual]
    columns: dict[Column, Bilingual]
    written: dict[str, Bilingual]
    metrics: dict[str, Bilingual]
    cue: dict[str, Bilingual]

    def told(self, cue: Cue, language: Language) -> str:
        """What is said of something at its line; empty where nothing is."""
        kind = _KINDS.get(cue.type)
        name = cue.type if kind is None else f"{cue.type}.{cue.own.get(kind)}"
        words = self.cue.get(name)
        return "" if words is None else words.words(language).format_map(_Values(cue.own))

    def state_of(self, state: str, language: Language) -> str:
        """What has become of a promise; a state that has no words here as it is kept."""
        words = self.state.get(state)
        return state if words is None else words.words(language)


class _Values(dict[str, str]):
    """An event's keys as they are put into words; what is missing is nothing."""

    def __init__(self, own: Mapping[str, Any]) -> None:
        titles = "، ".join(str(each.get("title", "")) for each in own.get("articles", ()) if isinstance(each, dict))
        super().__init__({name: _isolated(value) for name, value in own.items()} | {"titles": titles})

    def __missing__(self, _key: str) -> str:
        return "—"


@cache
def load() -> CallLabels:
    """The shipped ones; a UserError names file, key and reason."""
    return policies.load(paths.shipped("resources", "reports", "call.toml"), CallLabels)


def written_due(due: str, zone: tzinfo | None) -> str:
    """By when, as it is written: a day, and the hour by the clocks of a place where one was said."""
    if len(due) == _DAY:
        return due
    return datetime.fromisoformat(due).astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _isolated(value: object) -> str:
    return "—" if value is None else f"{_ISOLATE}{value}{_END_ISOLATE}"
