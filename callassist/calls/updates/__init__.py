"""What the engine tells the window: small frozen values, in order, from one thread.

Everything that is recorded comes as `Said` once it is safe on the disk. Partials and levels are latest-wins: whoever
shows them may leave out all but the newest.
"""

from __future__ import annotations

from callassist.calls.updates.calling import BroughtForward, CallsChanged, CallState, CallView, Said, Saying
from callassist.calls.updates.conduct import ThresholdsShown
from callassist.calls.updates.customers import CustomerEdited, CustomersFound, CustomerShown, GoodwillShown
from callassist.calls.updates.hearing import (
    CallLanguage,
    DeviceOption,
    DevicesFound,
    Levels,
    ListeningChanged,
    ListeningState,
    NoticeChanged,
)
from callassist.calls.updates.knowing import ArticlesFound, ArticleShown, KnowledgeReady
from callassist.calls.updates.promising import (
    MoveWorded,
    PromiseEdited,
    PromisesChanged,
    PromisesDue,
    PromiseStep,
    PromiseUnderstood,
    PromiseView,
)
from callassist.calls.updates.speaking import SpeakingChanged, SpeakingTried
from callassist.calls.updates.trouble import NotDone, Trouble, TroubleKind
from callassist.calls.updates.wrapping_up import (
    LeftOver,
    LeftOvers,
    WrapUpCopied,
    WrapUpKept,
    WrapUpShown,
    WrapUpsWaiting,
)
from callassist.live.messages import DeviceNotice
from callassist.softphone.phone import LinkChanged

__all__ = [
    "ArticleShown",
    "ArticlesFound",
    "BroughtForward",
    "CallLanguage",
    "CallState",
    "CallView",
    "CallsChanged",
    "CustomerEdited",
    "CustomerShown",
    "CustomersFound",
    "DeviceOption",
    "DevicesFound",
    "GoodwillShown",
    "KnowledgeReady",
    "LeftOver",
    "LeftOvers",
    "Levels",
    "ListeningChanged",
    "ListeningState",
    "MoveWorded",
    "NotDone",
    "NoticeChanged",
    "PromiseEdited",
    "PromiseStep",
    "PromiseUnderstood",
    "PromiseView",
    "PromisesChanged",
    "PromisesDue",
    "Said",
    "Saying",
    "SpeakingChanged",
    "SpeakingTried",
    "ThresholdsShown",
    "Trouble",
    "TroubleKind",
    "Update",
    "WrapUpCopied",
    "WrapUpKept",
    "WrapUpShown",
    "WrapUpsWaiting",
]

Update = (
    CallsChanged
    | Said
    | Saying
    | Levels
    | ListeningChanged
    | Trouble
    | LeftOvers
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
