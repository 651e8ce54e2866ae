"""What the engine tells the window: small frozen values, in order, from one thread.

Everything that is recorded comes as `Said` once it is safe on the disk. Partials and levels are latest-wins: whoever
shows them may leave out all but the newest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from callassist.calls.promise_updates import (
    MoveWorded,
    PromiseEdited,
    PromisesChanged,
    PromisesDue,
    PromiseUnderstood,
)
from callassist.calls.wrap_up_updates import CutOff, WrapUpCopied, WrapUpKept, WrapUpShown, WrapUpsWaiting
from callassist.events import FoundArticle, Language, Partial, Recorded
from callassist.live.messages import DeviceChoice, DeviceNotice
from callassist.softphone.phone import LinkChanged

if TYPE_CHECKING:  # the window is painted before what they need is imported
    from decimal import Decimal

    from callassist.conduct.goodwill import Allowance
    from callassist.conduct.proposals import Proposal
    from callassist.conduct.thresholds import Decision
    from callassist.customers.card import Candidate, ScreenPop
    from callassist.knowledge.article import Article
    from callassist.knowledge.board import Incident
    from callassist.settings import SpeakingSettings

CallState = Literal["ringing", "dialling", "active", "held", "ended"]

TroubleKind = Literal[
    "journal",
    "model",
    "capture",
    "recogniser",
    "settings",
    "softphone",
    "customers",
    "promises",
    "crm",
    "crm refused",
    "knowledge",
    "fault",
]

ListeningState = Literal[
    "off", "starting", "listening", "paused", "muted", "held", "refused", "not_confirmed", "failed"
]
"""`off`: no call. `starting`: the model loads or the devices open. `paused`, `muted`, `held`: neither side is heard.
`refused`: the caller did not want it, for this call. `not_confirmed`: the company has not confirmed its notice.
`failed`: there is nothing to hear with; `Trouble` says why."""


@dataclass(frozen=True, slots=True)
class CallView:
    """One call as it stands.

    Attributes:
        key: ours, for commands; never the softphone's. state, direction: as named.
        number: E.164 where it could be read so, else as given; None where nobody said.
        display: the number as people of the region write it, isolated for right-to-left text.
        name: what the softphone shows for it. language: of the transcript.
        answered_at: the host's clock at second 0 of the call; None until it is answered. ended_t: its length in
            seconds, once ended; it stays until the next call, for notes. waiting: it rings while another is active.
        can_answer, can_hang_up: the softphone does it when told to; else hanging up ends only our listening.
    """

    key: str
    state: CallState
    direction: Literal["inbound", "outbound", "internal"]
    number: str | None = None
    display: str = ""
    name: str | None = None
    language: Language | None = None
    answered_at: float | None = None
    ended_t: float | None = None
    waiting: bool = False
    can_answer: bool = False
    can_hang_up: bool = False


@dataclass(frozen=True, slots=True)
class CallsChanged:
    """The calls that there are, the one in front first; empty when idle."""

    calls: tuple[CallView, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Events of a call that are safe on the disk and may be shown; `key` names the call."""

    key: str
    recorded: tuple[Recorded, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Saying:
    """What is being said just now; empty text takes it back."""

    key: str
    partial: Partial = field(repr=False)


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud both sides are, dBov; minus infinity for silence."""

    agent: float
    customer: float


@dataclass(frozen=True, slots=True)
class ListeningChanged:
    """Whether anybody is heard, and by what.

    Attributes:
        model: the catalogue's id; None before it is loaded. is_draft: label the transcript as a draft. late: what is
            said is written down later than usual, though all of it.
    """

    state: ListeningState
    model: str | None = None
    is_draft: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that the agent, or somebody whom the agent calls, can mend. It stays until `over`.

    Attributes:
        kind: `journal` (the disk does not take the record; it is kept in memory), `model` (nothing to hear with),
            `capture` or `recogniser` (a child is being restarted), `settings` (they can't be written),
            `softphone` (it did not do as it was told), `customers` and `knowledge` (their database can't be used),
            `promises` (what was approved is in the journal, and can't be written into the book yet),
            `crm` (the company's CRM can't be asked, or can't be written back to yet), `crm refused` (it will not take
            what was written back, which is kept), `fault` (a bug; `what` is the crash report's file).
        what, remedy: one sentence each, in English; the window words those kinds that it knows itself.
        pending: events that are in memory only, with `journal`.
    """

    kind: TroubleKind
    what: str = ""
    remedy: str = ""
    pending: int = 0
    over: bool = False


@dataclass(frozen=True, slots=True)
class DeviceOption:
    """A device that a side can be heard from.

    Attributes:
        choice: what is remembered when it is chosen. label: its name for people. is_default: what the system uses for
            calls now.
    """

    choice: DeviceChoice
    label: str
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class DevicesFound:
    """The answer to `devices()`: what there is for each side, and what is chosen; the default comes first."""

    agent: tuple[DeviceOption, ...]
    customer: tuple[DeviceOption, ...]
    chosen_agent: DeviceChoice
    chosen_customer: DeviceChoice


@dataclass(frozen=True, slots=True)
class NoticeChanged:
    """Who confirmed that callers and agents are told that calls are written down; None while nobody has.

    Attributes:
        says_voice: that the tone of customers' voices is measured, too, so that it may be. measures_voice: it is.
    """

    confirmed_by: str | None = None
    says_voice: bool = False
    measures_voice: bool = False


@dataclass(frozen=True, slots=True)
class CallLanguage:
    """The language that calls are listened for in, until another is chosen."""

    language: Language


@dataclass(frozen=True, slots=True)
class SpeakingChanged:
    """How the agent and the company speak, from the next call on, until it is changed."""

    speaking: SpeakingSettings = field(repr=False)


@dataclass(frozen=True, slots=True)
class SpeakingTried:
    """The answer to `try_speaking`: what would be said so.

    Attributes:
        language: of the calls; in English ones phrases are English whatever Arabic is spoken. phrases: a greeting,
            and what a man says otherwise than a woman; those of them that there are.
    """

    speaking: SpeakingSettings = field(repr=False)
    language: Language
    phrases: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CustomerShown:
    """Whose record belongs to a call: told on ringing, and again whenever it has changed.

    Attributes:
        key: of the call. pop: what is known by its number; the one card alone once the agent has chosen.
        verified: nothing is folded any more.
    """

    key: str
    pop: ScreenPop = field(repr=False)
    verified: bool = False


@dataclass(frozen=True, slots=True)
class CustomerEdited:
    """An edit of a record is on the disk. `change`: by which it can be taken back. `undone`: it was a taking back."""

    key: str
    change: UUID
    undone: bool = False


@dataclass(frozen=True, slots=True)
class CustomersFound:
    """The answer to `look_up_customer`: people whose name, number or id it is."""

    key: str
    words: str = field(repr=False)
    candidates: tuple[Candidate, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class GoodwillShown:
    """What an agent may still give to a call's customer.

    Attributes:
        key: of the call. allowance: None where nobody's record belongs to the call. given: in this call, just now.
        change: by which that can be taken back. refused: more than that was asked for.
    """

    key: str
    allowance: Allowance | None
    given: Decimal | None = None
    change: UUID | None = None
    refused: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ThresholdsShown:
    """The answer to `thresholds`: what agents' rejections propose, and all that was decided, the oldest first."""

    proposals: tuple[Proposal, ...] = field(repr=False)
    decisions: tuple[Decision, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class KnowledgeReady:
    """What the knowledge base holds now.

    Attributes:
        articles: how many; 0 where the company has imported none. incidents: of the board, those that count just now.
    """

    articles: int
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """The answer to `open_article`: the whole of it; None where it is not there any more."""

    id: str
    article: Article | None


@dataclass(frozen=True, slots=True)
class ArticlesFound:
    """The answer to `search`, best first."""

    text: str = field(repr=False)
    articles: tuple[FoundArticle, ...]


@dataclass(frozen=True, slots=True)
class NotDone:
    """Something that the agent asked for can't be done; `what` and `remedy` say why, and what would mend it."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class BroughtForward:
    """Somebody started CallAssist a second time: show the window, without taking the focus from the softphone."""


Update = (
    CallsChanged
    | Said
    | Saying
    | Levels
    | ListeningChanged
    | Trouble
    | CutOff
    | DevicesFound
    | NoticeChanged
    | CallLanguage
    | SpeakingChanged
    | SpeakingTried
    | CustomerShown
    | CustomerEdited
    | CustomersFound
    | GoodwillShown
    | ThresholdsShown
    | KnowledgeReady
    | ArticleShown
    | ArticlesFound
    | WrapUpShown
    | WrapUpKept
    | WrapUpCopied
    | WrapUpsWaiting
    | PromisesChanged
    | PromisesDue
    | PromiseEdited
    | PromiseUnderstood
    | MoveWorded
    | NotDone
    | BroughtForward
    | DeviceNotice
    | LinkChanged
)
