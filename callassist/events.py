"""The vocabulary of a call: everything that happens in one is a small frozen event.

Times are seconds on the call clock, which starts at zero when the call begins. An event knows when it happened
(`t`); when it became known (`at`) and its place in the call (`seq`) are given by the session that records it,
so that the same input gives the same record at any speed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar, Literal, get_args

Speaker = Literal["agent", "customer"]
Language = Literal["ar", "en"]
Gender = Literal["f", "m"]
Dialect = Literal["msa", "gulf", "egyptian", "en"]
KeyAction = Literal[
    "warning_given",
    "alarm_rejected",
    "disruptive",
    "commitment_approved",
    "hold",
    "resume",
    "pause",
    "verified",
    "refused",
    "mute",
    "unmute",
    "another_phrase",
]
RedactionKind = Literal["card", "cvv", "expiry", "iban", "id", "digits"]

SPEAKERS: tuple[Speaker, ...] = get_args(Speaker)
LANGUAGES: tuple[Language, ...] = get_args(Language)
KEY_ACTIONS: tuple[KeyAction, ...] = get_args(KeyAction)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events share.

    Attributes:
        type: the name in call files and journals.
        recorded: whether it has a place in the call's record at all.
        lasting: whether losing it would lose something that was shown, so that it is written with full
            synchronisation before it is shown.
        told: whether it is part of what `transcribe` and `replay` put out, by the contract.
        t: when it happened, seconds on the call clock.
    """

    type: ClassVar[str]
    recorded: ClassVar[bool] = True
    lasting: ClassVar[bool] = False
    told: ClassVar[bool] = False
    t: float = 0.0

    def payload(self) -> dict[str, Any]:
        """The event's own keys as plain JSON values, without `t`; absent values are left out."""
        found = ((item.name, getattr(self, item.name)) for item in fields(self) if item.name != "t")
        return {name: _plain(value) for name, value in found if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


# ── What comes into a call ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStarted(Event):
    """A call begins; everything before it is forgotten."""

    type: ClassVar[str] = "call"
    lasting: ClassVar[bool] = True
    id: str
    started_at: str
    direction: Literal["inbound", "outbound", "internal"] = "inbound"
    number: str | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(Event):
    """The call is over: hung up, or `cut` where the app or the PC died and the next start closed it."""

    type: ClassVar[str] = "end"
    lasting: ClassVar[bool] = True
    reason: Literal["hangup", "cut"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStarted(Event):
    """A channel's voice activity begins (`t` is the onset, without padding)."""

    type: ClassVar[str] = "speech_start"
    speaker: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStopped(Event):
    """A channel's voice activity ends (`t` is the last voiced moment, without padding)."""

    type: ClassVar[str] = "speech_stop"
    speaker: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Event):
    """Time passes; observers that wait for something to last learn of it here.

    Attributes:
        heard_to: up to when everything said has become known; less than `t` while somebody is in the middle of an
            utterance, or a final is still being decoded. None where that is `t` itself.
    """

    type: ClassVar[str] = "tick"
    recorded: ClassVar[bool] = False
    heard_to: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPressed(Event):
    """The agent did something by chord or button."""

    type: ClassVar[str] = "key"
    lasting: ClassVar[bool] = True
    action: KeyAction


@dataclass(frozen=True, slots=True)
class Voice:
    """Measured features of the customer's voice over one utterance.

    Attributes:
        loudness_db: level, dB below full scale. f0_hz: median pitch. tilt_db: spectral tilt, high band less low.
        rate: syllables a second.
    """

    loudness_db: float | None = None
    f0_hz: float | None = None
    tilt_db: float | None = None
    rate: float | None = None


# ── What is recognised ────────────────────────────────────────────────────────────────────────────────────


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
            "unsure": _plain(self.unsure),
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


# ── Who calls, and what is known ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerKnown(Event):
    """Whose record belongs to this call, as far as observers need it; told again when the agent chooses or edits it.

    Attributes:
        person: key of the record; None where nobody is known any more. name: as the customer is addressed.
        gender: for the grammar of what is said to them. dialect: of the phrases, if the record says so.
    """

    type: ClassVar[str] = "customer"
    person: str | None = None
    name: str | None = None
    gender: Gender | None = None
    dialect: Dialect | None = None


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that a search found.

    Attributes:
        id, title: of the article. passage: what of it fits best. score: 0 to 1, how surely it is the one.
        language: it is written in. source: where it comes from. checked: the day it was last checked (ISO 8601).
        stale: its review is overdue.
    """

    id: str
    title: str
    passage: str
    score: float
    language: Language
    source: str | None = None
    checked: str | None = None
    stale: bool = False

    def line(self) -> dict[str, Any]:
        """The contract's keys."""
        return {"id": self.id, "title": self.title, "passage": self.passage, "score": round(self.score, 3)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Event):
    """A question to the knowledge base; the desk answers it with a `LookupResult`.

    Attributes:
        number: which one of this call, from 1. text: what is looked for, treated. language: of the text.
    """

    type: ClassVar[str] = "lookup"
    number: int
    text: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupResult(Event):
    """What was found, so that a replay needs no knowledge base.

    Attributes:
        number: of the `Lookup`. articles: best first; empty where nothing fits. final: whether a better order may
            still come under the same number (words are looked up first, and their meaning a little later).
    """

    type: ClassVar[str] = "lookup_result"
    number: int
    articles: tuple[FoundArticle, ...] = ()
    final: bool = True

    def payload(self) -> dict[str, Any]:
        """All that is known of the articles."""
        return {"number": self.number, "articles": [asdict(found) for found in self.articles], "final": self.final}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion(Event):
    """Up to three articles that answer what the customer wants now, best first."""

    type: ClassVar[str] = "suggestion"
    told: ClassVar[bool] = True
    articles: tuple[FoundArticle, ...]

    def payload(self) -> dict[str, Any]:
        """The contract's keys."""
        return {"articles": [found.line() for found in self.articles]}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeGap(Event):
    """A question that no article answers; the supervisor sees it."""

    type: ClassVar[str] = "knowledge_gap"
    told: ClassVar[bool] = True
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseOffered(Event):
    """Words that an experienced agent would say now.

    Attributes:
        situation, id: of the phrase in the company's file. text: it, with its slots filled.
    """

    type: ClassVar[str] = "phrase"
    told: ClassVar[bool] = True
    situation: str
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misstatement(Event):
    """Somebody said a price, a duration or an amount that differs from what the knowledge base knows.

    Attributes:
        claimed: as it was said. correct: the value that is known. article: the id of the article that says so.
        speaker: who said it. say: a gentle wording.
    """

    type: ClassVar[str] = "misstatement"
    told: ClassVar[bool] = True
    claimed: str
    correct: str
    article: str
    speaker: Speaker | None = None
    say: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Event):
    """The one offer that fits, now that the problem is solved. `text`: what it is."""

    type: ClassVar[str] = "offer"
    told: ClassVar[bool] = True
    id: str
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(Event):
    """Somebody else takes this kind of problem.

    Attributes:
        department: its id in the company's directory. name: what it is called. note: what the colleague should know,
            made from the call.
    """

    type: ClassVar[str] = "handover"
    told: ClassVar[bool] = True
    department: str
    name: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in its place in a call.

    Attributes:
        call: the call's id. seq: its place, from 0 up. at: when it became known, seconds on the call clock;
            never less than that of the one before.
    """

    call: str
    seq: int
    at: float
    event: Event

    def line(self) -> dict[str, Any]:
        """The contract's output line: `type`, `call`, `seq`, `t`, `at`, then the event's own keys."""
        own = self.event.payload()
        if isinstance(self.event, CallStarted):
            del own["id"]  # it stands as `call` already
        head = {
            "type": self.event.type,
            "call": self.call,
            "seq": self.seq,
            "t": _ms(self.event.t),
            "at": _ms(self.at),
        }
        return head | {key: _ms(value) if isinstance(value, float) else value for key, value in own.items()}


def _ms(seconds: float) -> float:
    return round(seconds, 3)
