"""What is recognised, what was kept out of it, and what the agent wrote down beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from callassist.events.base import Event, RedactionKind, Speaker, plain
from callassist.events.calling import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance(Event):
    """A final piece of speech, treated: spoken numbers are digits, what must not be written is masked.

    Attributes:
        t0, t1: speech edges on the call clock, without padding; `t` equals `t0`.
        confidence: 0 to 1, the mean over its words; None where the engine gives none.
        unsure: [start, end) ranges of `text`, in characters, that the recogniser doubted.
        revises: the `seq` of an earlier utterance that this one replaces: digits masked there as "may become a
            card number" have proved harmless, or have proved to be one.
        voice: for observers only; never written.
        behind: masks of IDs and IBANs that may be looked behind while the call lives, as (start, end, token for
            the vault) of `text`; never written.
    """

    type: ClassVar[str] = "utterance"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    t0: float
    t1: float
    speaker: Speaker
    text: str
    confidence: float | None = None
    unsure: tuple[tuple[int, int], ...] = ()
    revises: int | None = None
    voice: Voice | None = field(default=None, compare=False)
    behind: tuple[tuple[int, int, str], ...] = field(default=(), compare=False)

    @property
    def marked(self) -> str:
        """The text with «(?)» behind whatever is unsure, for places that can show no colour or line."""
        pieces, position = [], 0
        for _, end in self.unsure:
            pieces += [self.text[position:end], "(?)"]
            position = end
        return "".join(pieces) + self.text[position:]

    def payload(self) -> dict[str, Any]:
        """The utterance's keys, but for what stays in memory: its voice and what lies behind its masks."""
        found: dict[str, Any] = {
            "t0": self.t0,
            "t1": self.t1,
            "speaker": self.speaker,
            "text": self.text,
            "confidence": self.confidence,
            "unsure": plain(self.unsure),
        }
        if self.revises is not None:
            found["revises"] = self.revises
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial(Event):
    """What is being said just now, treated like a final; the latest replaces the one before, none is kept.

    Attributes:
        stable: how many characters at the start of `text` will not be taken back before the final.
    """

    type: ClassVar[str] = "partial"
    recorded: ClassVar[bool] = False
    speaker: Speaker
    text: str
    stable: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted(Event):
    """Something was kept off the disk. It says what kind of thing, never the thing."""

    type: ClassVar[str] = "redacted"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    kind: RedactionKind
    speaker: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Event):
    """The agent wrote something down; treated like speech, so that no card number gets in.

    Attributes:
        text: the note, whole. line: the `seq` of the utterance that it belongs to, if any.
        revises: the `seq` of an earlier note that this one replaces; an empty text takes it back.
    """

    type: ClassVar[str] = "note"
    lasting: ClassVar[bool] = True
    text: str
    line: int | None = None
    revises: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingNotice(Event):
    """The hearing has something to admit.

    Attributes:
        state: `behind` (partials are dropped so that finals come first), `caught_up`, `not_heard` (speech was
            there and no words could be had), `no_sound` (nothing came from a side's device, from `t` for `lag`
            seconds), `lost` and `back` (a side's device went away and came again).
        lag: seconds, with `behind` and `no_sound`.
    """

    type: ClassVar[str] = "hearing"
    state: Literal["behind", "caught_up", "not_heard", "no_sound", "lost", "back"]
    speaker: Speaker | None = None
    lag: float | None = None
