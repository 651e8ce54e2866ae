"""Over-promising: beyond authority, sooner than can be delivered, absolute, or later than a service time allows.

It is for the agent's eyes alone, like their wording: never stored. What was not surely heard, what is asked, only told
of others or bound to a condition tells nothing. A promise is told once, and of several reasons the gravest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from callassist.conversation.courtesy_policy import GoodwillPolicy
from callassist.events import (
    CallEnded,
    CallStarted,
    Commitment,
    Dialect,
    Event,
    KeyPressed,
    Language,
    Overpromise,
    OverpromiseReason,
    Partial,
    SpeechStarted,
    SpeechStopped,
    Tick,
    Utterance,
)
from callassist.knowledge.address import Address
from callassist.knowledge.offering import Manner
from callassist.knowledge.wording import Slot, Wording
from callassist.promises.due import Due
from callassist.promises.giving import Giving
from callassist.promises.overpromise_policy import OverpromisePolicy, wordings
from callassist.promises.service_times import EVERYTHING, Length, ServiceTimes, Untimely
from callassist.text.cues import heard
from callassist.text.dialect import DialectEar
from callassist.text.tokens import SENTENCE_ENDS, tokens
from callassist.text.units import units

# The gravest first.
_GRAVE: tuple[OverpromiseReason, ...] = ("authority", "sooner", "absolute", "late")
_QUESTIONS = frozenset("?؟")


@dataclass(frozen=True, slots=True)
class Said:
    """Words that promise too much: why, the words, and what to say instead, by dialect."""

    reason: OverpromiseReason
    evidence: str
    better: dict[Dialect, Wording]


class OverpromiseEar:
    """Hears over-promising in a line's words alone.

    Args:
        policy: the company's. goodwill: what an agent may give.
    """

    def __init__(self, policy: OverpromisePolicy, goodwill: GoodwillPolicy) -> None:
        guards = policy.guards
        self.policy = policy
        self._guards = policy.cues(
            guards.asked + guards.conditional + guards.said_by_others + guards.refused + guards.agreed
        )
        self._hoped = policy.cues(guards.hoped)
        self._absolute = [
            (policy.ruled(case.sure, case.never), wordings(case.better)) for case in policy.absolute.values()
        ]
        self._giving = Giving(policy, goodwill)
        self._authority = wordings(policy.authority.better)
        self.times = {"sooner": wordings(policy.sooner.better), "late": wordings(policy.late.better)}

    def hear(self, text: str, unsure: Iterable[tuple[int, int]] = (), language: Language | None = None) -> Said | None:
        """What in `text`, treated, is too much; the gravest, and of those the first.

        Args:
            unsure: [start, end) ranges of its characters that the recogniser doubted. language: of the call.
        """
        doubted = tuple(unsure)
        found = [
            said
            for start, end in _sentences(text)
            if (said := self._sentence(text[start:end], tuple(_within(doubted, start, end)), language)) is not None
        ]
        return min(found, key=lambda said: _GRAVE.index(said.reason), default=None)

    def _sentence(self, text: str, unsure: tuple[tuple[int, int], ...], language: Language | None) -> Said | None:
        said = heard(text, unsure)
        if self._guards.first(said, doubted=True) is not None:
            return None
        if self._giving.is_too_much(text, said, unsure, language):
            return Said("authority", text.strip(), self._authority)
        if self._hoped.first(said, doubted=True) is not None:
            return None
        better = next((better for cues, better in self._absolute if cues.first(said) is not None), None)
        return None if better is None else Said("absolute", text.strip(), better)


class OverpromiseObserver:
    """Tells the agent what of their promises can't be kept.

    What a line says is held until its commitments are known, which is at the next tick at the latest.

    Args:
        ear: hears it in words. times: how long the company takes. manner: of the agent who says better words. dialects:
            tells the customer's dialect. language: of the call.
    """

    def __init__(
        self,
        ear: OverpromiseEar,
        times: ServiceTimes,
        manner: Manner,
        dialects: DialectEar,
        language: Language | None = None,
    ) -> None:
        self._ear = ear
        self._times = times
        self._cueing = ear.policy.cueing
        self._manner = manner
        self._address = Address(dialects, manner.dialect_in, self._cueing.least_confidence)
        self._language = language
        self._begin(None)

    def observe(self, event: Event) -> Iterable[Event]:
        """What is too much of what was said before `event`, once nothing more can become known of it."""
        self._address.take(event)
        match event:
            case CallStarted():
                self._begin(datetime.fromisoformat(event.started_at))
            case Utterance(speaker="agent", revises=None):
                return (*self._settled(), *self._hear(event))
            case Commitment(unsure=False) if event.number not in self._numbers:
                self._made.append(event)
            case Tick() | Partial() | SpeechStarted() | SpeechStopped() | Utterance() | KeyPressed() | CallEnded():
                return tuple(self._settled())
            case _:
                pass
        return ()

    def _begin(self, began: datetime | None) -> None:
        self._began = began
        self._held: Said | None = None
        self._made: list[Commitment] = []
        self._t, self._text = 0.0, ""
        self._numbers: set[int] = set()
        self._told: dict[OverpromiseReason, float] = {}
        self._count: Counter[OverpromiseReason] = Counter()

    def _hear(self, said: Utterance) -> Iterable[Event]:
        if said.confidence is None or said.confidence >= self._cueing.least_confidence:
            self._held = self._ear.hear(said.text, said.unsure, self._language)
        self._t, self._text = said.t0, said.text
        return ()

    def _timed(self) -> tuple[Untimely, Commitment] | None:
        """The first of the promises that is too soon, or else too late."""
        late = None
        for made in self._made:
            due = _due(made.due)
            if self._began is None or due is None:
                continue
            sentence = heard(self._sentence_of(made.evidence))
            kind = self._times.kind(heard(made.evidence), sentence)
            if kind == EVERYTHING and len(self._made) == 1:
                # «الفني في الطريق، وبيوصلك خلال ساعة»: a sentence with one promise may name its thing before it.
                kind = self._times.kind(sentence, sentence)
            found = self._times.untimely(kind, due, self._began + timedelta(seconds=made.t))
            if found is not None and found.reason == "sooner":
                return found, made
            late = late or (None if found is None else (found, made))
        return late

    def _sentence_of(self, evidence: str) -> str:
        """The sentence of the last line in which a promise was made; the promise itself where it is in none of them."""
        text = self._text
        spans = (text[start:end] for start, end in _sentences(text) if evidence in text[start:end])
        return next(spans, evidence)

    def _settled(self) -> Iterator[Event]:
        """The gravest of what was held, where it may be told."""
        said, timed, made, t = self._held, self._timed(), self._made, self._t
        self._held, self._made = None, []
        number = next((each.number for each in made if said is not None and each.evidence in said.evidence), None)
        time = None
        if timed is not None:
            found, promise = timed
            if said is None or _GRAVE.index(found.reason) < _GRAVE.index(said.reason):
                said, time = Said(found.reason, promise.evidence, self._ear.times[found.reason]), found.length
                number, t = promise.number, promise.t
        if said is None or not self._may_be_told(said.reason, t):
            return
        self._told[said.reason] = t
        self._count[said.reason] += 1
        if number is not None:
            self._numbers.add(number)
        yield Overpromise(
            t=t, reason=said.reason, better=self._better(said, time), evidence=said.evidence, number=number
        )

    def _may_be_told(self, reason: OverpromiseReason, t: float) -> bool:
        before = self._told.get(reason)
        soon = before is not None and t - before < self._cueing.same_again
        return not soon and self._count[reason] < self._cueing.most

    def _better(self, said: Said, time: Length | None) -> str:
        dialect, customer = self._address.dialect, self._address.customer
        known: dict[Slot, str] = {"name": customer.name} if customer.name else {}
        if time is not None:
            known["time"] = self._written(time, dialect)
        return said.better[dialect].filled(known, customer=customer.gender, agent=self._manner.gender)

    def _written(self, time: Length, dialect: Dialect) -> str:
        written = units().written(time.amount, time.unit, dialect)
        return f"{written} {self._ear.policy.working[dialect]}" if time.working else written


def _due(text: str | None) -> Due | None:
    """A due date by the contract."""
    if text is None:
        return None
    if len(text) == len("2026-04-13"):
        return Due(date.fromisoformat(text))
    moment = datetime.fromisoformat(text)
    return Due(moment.date(), moment)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end that are no questions."""
    start = 0
    row = tokens(text)
    for token in row:
        # A point within a number or "p.m." would only part what belongs together, never the other way round.
        if token.folded in SENTENCE_ENDS:
            if token.folded not in _QUESTIONS and token.start > start:
                yield start, token.start
            start = token.end
    if row and start < row[-1].end:
        yield start, len(text)


def _within(unsure: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    for low, high in unsure:
        if low < end and start < high:
            yield max(low, start) - start, min(high, end) - start
