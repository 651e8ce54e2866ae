"""Follows what the agent promises in a call: each promise is proposed once, moved, or taken back.

A promise that is said again is not told again. Another date for the same thing moves it, whether the agent says "sorry"
or not, and so does one that the customer asks for and the agent agrees to; a date that comes alone, as an answer to
"when?", completes the one before. What was heard unsurely is proposed
as unsure, and what is approved is none of this observer's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callassist.events import CallStarted, Commitment, CommitmentWithdrawn, Event, Language, Utterance
from callassist.promises.agreeing import Wish
from callassist.promises.due import Due
from callassist.promises.promised import Heard, Promise, PromiseEar

# Of these it takes none to be about the same thing: to call is to call.
_SAME_BY_NATURE = frozenset({"contact", "inform"})


@dataclass(slots=True)
class _Made:
    """A promise that stands: its number, what was heard of it, when and in which utterance it was last spoken of."""

    number: int
    promise: Promise
    last: float
    said_at: float


class CommitmentObserver:
    """Tells what the agent promises.

    Args:
        ear: hears promises. language: of the call.
    """

    def __init__(self, ear: PromiseEar, language: Language | None = None) -> None:
        self._ear = ear
        self._language = language
        self._began: datetime | None = None
        self._made: list[_Made] = []
        self._count = 0
        self._wish: Wish | None = None

    def observe(self, event: Event) -> Iterable[Event]:
        """The commitments that `event` makes, moves or takes back."""
        match event:
            case CallStarted():
                self._began = datetime.fromisoformat(event.started_at)
                self._made, self._count, self._wish = [], 0, None
            case Utterance(speaker="agent") if self._began is not None:
                return tuple(self._hear(event, self._began + timedelta(seconds=event.t0)))
            case Utterance() if self._began is not None and self._last(event.t0) is not None:
                self._wish = self._wished(event) or self._wish
            case _:
                pass
        return ()

    def _wished(self, said: Utterance) -> Wish | None:
        """Another time that the customer asks for."""
        wish = self._ear.agreeing.wish(said.text, said.t1, said.unsure, self._language)
        return wish if wish is None or self._is_sure(said) else replace(wish, unsure=True)

    def _hear(self, said: Utterance, now: datetime) -> Iterator[Event]:
        heard = self._ear.hear(said.text, now, said.unsure, self._language)
        sure = self._is_sure(said)
        taken: list[_Made] = []
        last = self._last(said.t0)
        if (
            last is not None
            and self._wish is not None
            and not any(self._is_same(last.promise, each) for each in heard.promises)
        ):
            agreed = self._agreed(last, self._wish, said, now)
            if agreed:
                taken.append(last)
                yield from agreed
        if heard.promises:
            self._wish = None
            for promise in heard.promises:
                yield from self._promised(said, replace(promise, unsure=promise.unsure or not sure), heard, taken)
        elif last is not None and last not in taken:
            yield from self._about(last, said, heard)

    def _agreed(self, last: _Made, wish: Wish, said: Utterance, now: datetime) -> Sequence[Event]:
        """The promise at the time that the customer asked for, if the agent agrees to it."""
        late = said.t0 - wish.t > self._ear.answered_within
        answer = False if late else self._ear.agreeing.answer(said.text, self._language)
        if answer is None:
            return ()
        self._wish = None
        due = self._ear.agreeing.due(wish, last.promise.due, now) if answer else None
        if due is None or due.doubt is not None:
            return ()
        due = _at_the_same_hour(due, last.promise.due)
        last.last = said.t1
        if due == last.promise.due:
            return ()
        last.promise = replace(last.promise, unsure=last.promise.unsure or wish.unsure)
        return (self._moved(said, last, due),)

    def _promised(self, said: Utterance, promise: Promise, heard: Heard, taken: list[_Made]) -> Iterator[Event]:
        known = self._same(said, promise, heard, taken)
        if known is None:
            self._count += 1
            made = _Made(self._count, promise, said.t1, said.t0)
            self._made.append(made)
            taken.append(made)
            yield self._told(said, made)
            return
        taken.append(known)
        known.last = said.t1
        moved = promise.due is not None and not _says_no_more(promise.due, known.promise.due)
        if moved or (known.promise.unsure and not promise.unsure):
            known.promise = promise if moved else replace(promise, due=known.promise.due)
            yield self._told(said, known)

    def _about(self, last: _Made, said: Utterance, heard: Heard) -> Iterator[Event]:
        """What an utterance without a promise says of the one before: its time, another, or that it is off."""
        if heard.time is not None and (last.promise.due is None or heard.corrects or heard.denied):
            due = _at_the_same_hour(heard.time, last.promise.due)
            if due != last.promise.due:
                last.last = said.t1
                yield self._moved(said, last, due)
            return
        before = last.promise.due
        denied = before is not None and any(each.day == before.day for each in heard.denied)
        if denied or (heard.corrects and heard.takes_back):
            self._made.remove(last)
            yield CommitmentWithdrawn(t=said.t0, number=last.number, evidence=said.text)

    def _same(self, said: Utterance, promise: Promise, heard: Heard, taken: list[_Made]) -> _Made | None:
        """The promise that this one says again or moves; the latest of several."""
        for made in reversed(self._made):
            if made in taken:
                continue
            if made.said_at == said.t0 and made.promise.what == promise.what:
                return made
            if self._is_same(made.promise, promise) and self._may_move(made.promise.due, promise.due, heard):
                return made
        return None

    def _is_same(self, one: Promise, other: Promise) -> bool:
        if one.sense != other.sense and not {one.sense, other.sense} <= _SAME_BY_NATURE:
            return False
        if one.agent != other.agent:
            return False
        shared = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
        return shared >= self._ear.same_words or (one.sense in _SAME_BY_NATURE and one.agent)

    def _may_move(self, before: Due | None, after: Due | None, heard: Heard) -> bool:
        return before is None or after is None or before.day == after.day or not heard.also

    def _last(self, t: float) -> _Made | None:
        made = self._made[-1] if self._made else None
        return made if made is not None and t - made.last <= self._ear.answered_within else None

    def _is_sure(self, said: Utterance) -> bool:
        return said.confidence is None or said.confidence >= self._ear.least_confidence

    def _moved(self, said: Utterance, made: _Made, due: Due) -> Commitment:
        """The promise, due at another time by what was said."""
        made.promise = replace(made.promise, due=due, evidence=f"{made.promise.evidence} {said.text}")
        return self._told(said, made)

    def _told(self, said: Utterance, made: _Made) -> Commitment:
        promise = made.promise
        due = promise.due or Due()
        return Commitment(
            t=said.t0,
            number=made.number,
            what=promise.what,
            due=due.text,
            evidence=promise.evidence,
            part=due.part,
            doubt=due.doubt,
            unsure=promise.unsure,
        )


def _says_no_more(said: Due, before: Due | None) -> bool:
    """Whether a time is the one that is known, perhaps without its hour."""
    return before is not None and (said == before or (said.at is None and said.day == before.day))


def _at_the_same_hour(said: Due, before: Due | None) -> Due:
    """Another day for something that had an hour: it keeps that, unless another was said with the day."""
    if before is None or before.at is None or said.at is not None or said.day is None or said.part is not None:
        return said
    moment = datetime.combine(said.day, before.at.timetz())
    return replace(said, at=moment)
