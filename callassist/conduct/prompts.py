"""What the agent is asked to attend to: one prompt at a time, the gravest first, and not too many of them.

A warning that is due, the right to end a call and a threat are exempt from every limit and stay until they are settled.
Everything else goes by itself, and comes back neither too soon nor too often.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.conduct.talking_over import TalkingOver
from callassist.events import (
    AlarmWithdrawn,
    Alert,
    Anger,
    CallEnded,
    ColleagueComplaint,
    EmpathyMissing,
    InterruptionWithdrawn,
    KeyAction,
    KeyPressed,
    MayEndCall,
    Overpromise,
    OverpromiseReason,
    Recorded,
    Restated,
    RestateDue,
    Tone,
    WarningDue,
    WarningGiven,
    Wording,
)
from callassist.policies import Policy

PromptKind = Literal[
    "threat",
    "may_end",
    "warning",
    "unsure",
    "colleague",
    "grievance",
    "empathy",
    "tone",
    "interruption",
    "overpromise",
    "wording",
    "restate",
]
KINDS: tuple[PromptKind, ...] = get_args(PromptKind)
"""The gravest first."""
ALARMS: tuple[PromptKind, ...] = ("threat", "may_end", "warning", "unsure")
"""What counts against the customer, and can be rejected as a false alarm."""
_EXEMPT: tuple[PromptKind, ...] = ("threat", "may_end", "warning")


class Limits(Policy):
    """When a kind of prompt comes, how long it stays and how often it comes.

    Attributes:
        after_s: seconds that it must have stood for, since it may still be withdrawn. stays_s: seconds until it goes by
            itself; 0: it stays. again_s: seconds after one was shown in which no other is. most: how many in a call;
            0: any number.
    """

    after_s: Annotated[float, Field(ge=0)] = 0
    stays_s: Annotated[float, Field(ge=0)]
    again_s: Annotated[float, Field(ge=0)]
    most: Annotated[int, Field(ge=0)]

    @property
    def is_none(self) -> bool:
        """Whether nothing is limited."""
        return not (self.after_s or self.stays_s or self.again_s or self.most)


class PromptPolicy(Policy):
    """The limits of every kind; `resources/policies/prompts.toml` says what each is for."""

    threat: Limits
    may_end: Limits
    warning: Limits
    unsure: Limits
    colleague: Limits
    grievance: Limits
    empathy: Limits
    tone: Limits
    interruption: Limits
    overpromise: Limits
    wording: Limits
    restate: Limits

    @model_validator(mode="after")
    def _only_what_is_withdrawn_waits(self) -> PromptPolicy:
        waiting = [kind for kind in KINDS if kind != "interruption" and self.of(kind).after_s]
        if waiting:
            raise ValueError(f"{', '.join(waiting)}: nothing withdraws it, so after_s is for interruptions alone")
        return self

    @model_validator(mode="after")
    def _exempts_what_the_policy_needs(self) -> PromptPolicy:
        limited = [kind for kind in _EXEMPT if not self.of(kind).is_none]
        if limited:
            raise ValueError(f"{', '.join(limited)}: may not be limited, so each value is 0")
        return self

    def of(self, kind: PromptKind) -> Limits:
        """Those of a kind."""
        found: Limits = getattr(self, kind)
        return found


def load_policy(path: Path | None = None) -> PromptPolicy:
    """The policy in `path`, or the shipped one.

    Raises:
        UserError: the file is missing or wrong; names file, key and reason.
    """
    return policies.load(path or paths.shipped("resources", "policies", "prompts.toml"), PromptPolicy)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the agent is asked to attend to.

    Attributes:
        kind: of what. seq: of the event that brought it. at: when that was known, seconds on the call clock.
        evidence: why it is here: words that were said, or reasons; may be empty. say: words to say; may be empty.
        number: of the warning. too_much: why a promise is.
    """

    kind: PromptKind
    seq: int
    at: float
    evidence: tuple[str, ...] = ()
    say: str = ""
    number: int | None = None
    too_much: OverpromiseReason | None = None

    @property
    def accepted_by(self) -> KeyAction | None:
        """What is recorded when the agent accepts it; None: nothing, it has been seen."""
        return {"warning": "warning_given", "unsure": "alarm_confirmed"}.get(self.kind)  # type: ignore[return-value]

    @property
    def rejected_by(self) -> KeyAction | None:
        """What is recorded when the agent rejects it; None: nothing, it is only put away."""
        return "alarm_rejected" if self.kind in ALARMS else None


class Prompts:
    """The prompts of one call. Give it everything that is recorded, and ask what to show.

    Attributes:
        talking_over: the agent's interruptions.
    """

    def __init__(self, policy: PromptPolicy) -> None:
        self.talking_over = TalkingOver(policy.interruption.after_s)
        self._policy = policy
        self._waiting: dict[PromptKind, Prompt] = {}
        self._shown: Counter[PromptKind] = Counter()
        self._last_shown: dict[PromptKind, float] = {}
        self._on_show: Prompt | None = None
        self._words_of_abuse: tuple[str, ...] = ()

    def take(self, recorded: Recorded) -> None:
        """Something happened in the call."""
        event = recorded.event
        self.talking_over.take(recorded)
        match event:
            case Alert(evidence=evidence, whom=whom):
                self._ask("threat", recorded, evidence=(evidence,), say=whom)
            case MayEndCall(say=say):
                self.put_away("warning")
                self._ask("may_end", recorded, evidence=self._words_of_abuse, say=say)
            case WarningDue(number=number, say=say):
                self._ask("warning", recorded, evidence=self._words_of_abuse, say=say, number=number)
            case Anger(kind="grievance", evidence=evidence):
                self._ask("grievance", recorded, evidence=(evidence,))
            case Anger(evidence=evidence, counts=True):
                self._words_of_abuse = (evidence,)
            case Anger(evidence=evidence):
                self._ask("unsure", recorded, evidence=(evidence,))
            case ColleagueComplaint(evidence=evidence):
                self._ask("colleague", recorded, evidence=(evidence,))
            case EmpathyMissing():
                self._ask("empathy", recorded)
            case Tone(trend="rising", reasons=reasons):
                self._ask("tone", recorded, evidence=reasons)
            case Tone():
                self.put_away("tone")
            case InterruptionWithdrawn(by="agent"):
                self.put_away("interruption")
            case Overpromise(better=better, evidence=evidence, reason=reason):
                self._ask("overpromise", recorded, evidence=(evidence,), say=better, too_much=reason)
            case Wording(better=better):
                self._ask("wording", recorded, say=better)
            case RestateDue():
                self._ask("restate", recorded)
            case Restated():
                self.put_away("restate")
            case WarningGiven():
                self.put_away("warning")
            case AlarmWithdrawn():
                for kind in ALARMS:
                    self.put_away(kind)
            case KeyPressed(action="alarm_confirmed"):
                self.put_away("unsure")
            case CallEnded():
                self.talking_over.end()
                self._waiting.clear()

    def show(self, t: float) -> Prompt | None:
        """The one to show at `t`, seconds on the call clock, which never goes back.

        Look again at `talking_over.settles_at`, which nothing that is recorded marks.
        """
        for told in self.talking_over.settle(t):
            self._ask("interruption", told)
        for kind, prompt in list(self._waiting.items()):
            stays = self._policy.of(kind).stays_s
            if stays and t >= prompt.at + stays:
                del self._waiting[kind]
        found = next((self._waiting[kind] for kind in KINDS if kind in self._waiting), None)
        if found is not None and found != self._on_show:
            self._shown[found.kind] += 1
        if found is not None:
            self._last_shown[found.kind] = t
        self._on_show = found
        return found

    def put_away(self, kind: PromptKind) -> None:
        """It is settled, or the agent has seen it."""
        self._waiting.pop(kind, None)

    def bring_back(self, prompt: Prompt) -> None:
        """It was put away by mistake; a newer one of its kind stands."""
        self._waiting.setdefault(prompt.kind, prompt)

    def _ask(
        self,
        kind: PromptKind,
        recorded: Recorded,
        *,
        evidence: tuple[str, ...] = (),
        say: str = "",
        number: int | None = None,
        too_much: OverpromiseReason | None = None,
    ) -> None:
        limits = self._policy.of(kind)
        if limits.most and self._shown[kind] >= limits.most and kind not in self._waiting:
            return
        last = self._last_shown.get(kind)
        # What is shown may be looked at after the next has become known already.
        if limits.again_s and last is not None and recorded.at < last + limits.again_s:
            return
        self._waiting[kind] = Prompt(kind, recorded.seq, recorded.at, evidence, say, number, too_much)
