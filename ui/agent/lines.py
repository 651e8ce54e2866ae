"""A line of the transcript and what is shown of it: blocks for what was left out, doubted words, the stable part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, Literal, cast, get_args

from callassist.events import (
    Event,
    HearingNotice,
    KeyPressed,
    Misstatement,
    Note,
    Partial,
    RedactionKind,
    Speaker,
    Utterance,
)
from callassist.text.edits import Edit, apply
from ui.words import left_to_right, redaction, side, translate

Reveal = Callable[[str], str | None]
Ranges = tuple[tuple[int, int], ...]

_BLOCK = re.compile(rf"\[({'|'.join(get_args(RedactionKind))})\]")
_SPACE = "\u00a0"
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Event):
    """Something that happened at a line of a past call. `words`: what is said of it, in the window's language."""

    type: ClassVar[str] = "told"
    recorded: ClassVar[bool] = False
    words: Callable[[], str]


@dataclass(slots=True, eq=False)
class Line:
    """One row: what somebody said or is saying, a note at a line, or something that happened to the listening.

    Attributes:
        event: what it shows. seq: its place in the call, by which it is revised and notes are bound; -1 for a partial.
        opens_turn: somebody else spoke before, so the time is shown. flag: a value in it that is another one.
    """

    event: Event = field(repr=False)
    seq: int
    opens_turn: bool = True
    flag: Misstatement | None = field(default=None, repr=False)

    @property
    def kind(self) -> Literal["said", "saying", "note", "mark"]:
        """What sort of row it is."""
        match self.event:
            case Utterance():
                return "said"
            case Partial():
                return "saying"
            case Note():
                return "note"
        return "mark"

    @property
    def speaker(self) -> Speaker | None:
        """Whose words they are."""
        return self.event.speaker if isinstance(self.event, Utterance | Partial) else None

    @property
    def can_be_looked_behind(self) -> bool:
        """Whether an ID or IBAN in it can be shown while a key is held."""
        return isinstance(self.event, Utterance) and bool(self.event.behind)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line's text as it is drawn; ranges are [start, end) characters of it.

    Attributes:
        blocks: where something was left out. unsure: words that the recogniser doubted. stable: how far a partial
            will not be taken back; None for all of it.
    """

    text: str = field(repr=False)
    blocks: Ranges = ()
    unsure: Ranges = ()
    stable: int | None = None


def shown(line: Line, reveal: Reveal | None = None) -> Shown:
    """What is drawn for a line, in the window's language.

    Args:
        reveal: looks behind IDs and IBANs, while the key for it is held.
    """
    event = line.event
    match event:
        case Utterance():
            behind = {start: token for start, _, token in event.behind} if reveal is not None else {}
            return _with_blocks(event.text, event.unsure, None, behind, reveal)
        case Partial():
            return _with_blocks(event.text, (), event.stable, {}, None)
        case Note():
            return _with_blocks(event.text, (), None, {}, None)
    return Shown(happened(event))


def placed(line: Line, ranges: Ranges) -> Ranges:
    """Ranges of an utterance's own text, as they stand in what is drawn of it."""
    assert isinstance(line.event, Utterance), "only what was said has words to be found"
    return _with_blocks(line.event.text, ranges, None, {}, None).unsure


def _with_blocks(text: str, unsure: Ranges, stable: int | None, behind: dict[int, str], reveal: Reveal | None) -> Shown:
    edits = []
    for found in _BLOCK.finditer(text):
        word = redaction(cast(RedactionKind, found[1])).replace(" ", _SPACE)
        token = behind.get(found.start())
        value = reveal(token) if reveal is not None and token is not None else None
        inside = left_to_right(value) if value is not None else word
        edits.append(Edit(found.start(), found.end(), f"{_ISOLATE}{_SPACE}{inside}{_SPACE}{_END_ISOLATE}"))
    edited = apply(text, edits)
    return Shown(
        edited.text,
        tuple(edited.forward(edit.start, edit.end) for edit in edits),
        tuple(edited.forward(start, end) for start, end in unsure),
        None if stable is None else edited.forward(0, stable)[1],
    )


def happened(event: Event) -> str:
    """A few words for what happened to the listening; empty for what has no row."""
    match event:
        case Told(words=words):
            return words()
        case KeyPressed(action="hold"):
            return translate("lines", "On hold")
        case KeyPressed(action="resume"):
            return translate("lines", "Listening again")
        case KeyPressed(action="pause"):
            return translate("lines", "Listening paused")
        case KeyPressed(action="mute"):
            return translate("lines", "Muted, nobody is heard")
        case KeyPressed(action="unmute"):
            return translate("lines", "No longer muted")
        case KeyPressed(action="refused"):
            return translate("lines", "The caller does not want a transcript: nothing is written down from here")
        case HearingNotice(state="not_heard", speaker=speaker):
            who = side(speaker) if speaker else ""
            return translate("lines", "%1: not understood").replace("%1", who)
        case HearingNotice(state="no_sound", speaker=speaker):
            who = side(speaker) if speaker else ""
            return translate("lines", "%1: no sound came").replace("%1", who)
        case HearingNotice(state="lost", speaker=speaker):
            who = side(speaker) if speaker else ""
            return translate("lines", "%1: the device went away").replace("%1", who)
        case HearingNotice(state="back", speaker=speaker):
            who = side(speaker) if speaker else ""
            return translate("lines", "%1: the device is back").replace("%1", who)
    return ""
