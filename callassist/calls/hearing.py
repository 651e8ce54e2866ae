"""Both sides of a call, from sound to what was said: voice activity, endpointing, decoding, finals in order.

`feed` is called by one thread, frame after frame. What is heard comes out of `heard`, a queue: speech edges at once,
partials as they come, finals in the order in which their utterances ended, on both sides together, so that a call heard
live and the same call heard as fast as possible give the same finals in the same order.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callassist.events import Event, HearingNotice, Speaker, SpeechStarted, SpeechStopped, Tick
from callassist.speech.activity import FRAME_S, VoiceActivity
from callassist.speech.endpointing import Action, Began, Dropped, EarlyEnd, Ended, Endpointer, Paused, Resumed, Span
from callassist.speech.guards import Guards, bare, load_inventions
from callassist.speech.policy import HearingPolicy
from callassist.speech.recognizer import Decoding, Hypothesis, Recognizer, Samples, Word
from callassist.speech.stabilising import Stabiliser
from callassist.speech.work import Job, Urgency, Workers

TICK_S = 0.1
_MOST_FINALS_AHEAD = 4  # how far a recording may be read ahead of its decoding


@dataclass(frozen=True, slots=True)
class Timing:
    """Where a final's latency went, for measurement; seconds.

    Attributes:
        waited: from the end of speech to the decision that it was one (stream time). queued: until a worker took
            it, 0 where it had been begun early. decoding: the engine's own time.
    """

    waited: float
    queued: float
    decoding: float


@dataclass(frozen=True, slots=True)
class HeardFinal:
    """An utterance as the engine wrote it: not treated, and so not to be shown or kept.

    Attributes:
        t0, t1: edges of the speech on the call clock. at: when its end was decided.
    """

    speaker: Speaker
    t0: float
    t1: float
    at: float
    words: tuple[Word, ...]
    timing: Timing


@dataclass(frozen=True, slots=True)
class HeardPartial:
    """The utterance under way, not treated; the first `stable` words stand until the final.

    No words at all: what had begun was none.
    """

    speaker: Speaker
    at: float
    words: tuple[Word, ...]
    stable: int


@dataclass(frozen=True, slots=True)
class HeardEvent:
    """A speech edge or a notice, and when it became known."""

    event: Event
    at: float


Heard = HeardFinal | HeardPartial | HeardEvent


@dataclass
class _Utterance:
    """The utterance under way on a channel."""

    decoding: Decoding
    stabiliser: Stabiliser
    early: Job[Hypothesis] | None = None
    partial: Job[Hypothesis] | None = None
    asked_at: float | None = None


@dataclass
class _Channel:
    recognizer: Recognizer
    activity: VoiceActivity
    endpointer: Endpointer
    utterance: _Utterance | None = None


@dataclass(frozen=True, slots=True)
class _Final:
    """A final's place in the order, taken when its end was decided and left when it is decoded."""

    speaker: Speaker
    span: Span
    at: float
    job: Job[Hypothesis]


class Hearing:
    """One call being heard.

    Args:
        recognizers: one for each side that is there; both may be the same.
        policy: thresholds.
        vocabulary: the company's words for this call.
        live: sound comes at the pace of the call, so partials are made and nothing may block; otherwise `feed`
            waits for the decoding, and what comes out is in the order of `at`.
    """

    def __init__(
        self,
        recognizers: Mapping[Speaker, Recognizer],
        policy: HearingPolicy,
        *,
        vocabulary: Sequence[str] = (),
        live: bool,
    ) -> None:
        self.heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self._policy = policy
        self._vocabulary = tuple(vocabulary)
        self._live = live
        self._guards = Guards(policy.guards, policy.doubt, load_inventions())
        self._channels: dict[Speaker, _Channel] = {
            speaker: _Channel(recognizer, VoiceActivity(policy.activity), Endpointer(policy.endpointing))
            for speaker, recognizer in recognizers.items()
        }
        self._workers = Workers()
        self._order = threading.Condition()
        self._ordered: deque[_Final | HeardEvent] = deque()
        self._behind = False
        self._now = 0.0

    def feed(self, t: float, frames: Mapping[Speaker, Samples]) -> None:
        """The next 32 ms of each side, which began at `t` seconds on the call clock."""
        earlier, self._now = self._now, t + FRAME_S
        if int(self._now / TICK_S) > int(earlier / TICK_S):
            self._tell(Tick(t=self._now))
        for speaker, samples in frames.items():
            channel = self._channels[speaker]
            for action in channel.endpointer.take(channel.activity.judge(samples, t)):
                self._act(speaker, channel, action)
            if self._live and not self._behind:
                self._consider_partial(speaker, channel)
        if self._live:
            self._watch_lag()
        else:
            self._wait_for_finals(_MOST_FINALS_AHEAD)

    def close(self) -> None:
        """The sound ends here, and the utterances under way with it; returns when everything is decoded."""
        for speaker, channel in self._channels.items():
            for action in channel.endpointer.finish():
                self._act(speaker, channel, action)
        self._wait_for_finals(0)
        self._workers.close()

    def abandon(self) -> None:
        """Stop without decoding what is left; for when something else has failed. Harmless after `close`."""
        self._workers.abandon()

    def _act(self, speaker: Speaker, channel: _Channel, action: Action) -> None:
        if isinstance(action, Began):
            self._tell(SpeechStarted(t=action.t, speaker=speaker))
            if channel.utterance is None:
                channel.utterance = self._utterance(channel)
        elif isinstance(action, Paused):
            self._tell(SpeechStopped(t=action.t, speaker=speaker))
        utterance = channel.utterance
        if utterance is None:
            return
        if isinstance(action, EarlyEnd) and not channel.recognizer.incremental:
            utterance.early = self._begin_final(utterance, action.span, Urgency.EARLY)
        elif isinstance(action, Resumed) and utterance.early is not None:
            utterance.early.void = True
            utterance.early = None
        elif isinstance(action, Ended | Dropped):
            self._end(speaker, channel, utterance, action)

    def _utterance(self, channel: _Channel) -> _Utterance:
        return _Utterance(channel.recognizer.decoding(self._vocabulary), Stabiliser(bare))

    def _end(self, speaker: Speaker, channel: _Channel, utterance: _Utterance, action: Ended | Dropped) -> None:
        # A turn cut at its longest goes on: the endpointer is already inside the next utterance.
        channel.utterance = self._utterance(channel) if channel.endpointer.in_utterance else None
        if utterance.partial is not None:
            utterance.partial.void = True
        if isinstance(action, Dropped):
            if utterance.early is not None:
                utterance.early.void = True
            self.heard.put(HeardPartial(speaker, self._now, (), 0))
            return
        job = utterance.early or self._begin_final(utterance, action.span, Urgency.FINAL)
        self._workers.promote(job)
        with self._order:
            self._ordered.append(_Final(speaker, action.span, self._now, job))
        self._release()

    def _begin_final(self, utterance: _Utterance, span: Span, urgency: Urgency) -> Job[Hypothesis]:
        return self._workers.submit(
            Job(urgency, lambda: utterance.decoding.final(span.audio), lambda job: self._release())
        )

    def _consider_partial(self, speaker: Speaker, channel: _Channel) -> None:
        utterance, endpointer = channel.utterance, channel.endpointer
        if utterance is None or endpointer.pausing or not endpointer.in_utterance:
            return
        if utterance.partial is not None and not utterance.partial.finished:
            return
        policy = self._policy.partials
        every = policy.every_incremental if channel.recognizer.incremental else policy.every
        first = min(policy.first, every) if channel.recognizer.incremental else policy.first
        since = endpointer.t0 + first if utterance.asked_at is None else utterance.asked_at + every
        if self._now < since:
            return
        utterance.asked_at = asked_at = self._now
        span = endpointer.so_far()

        def show(job: Job[Hypothesis]) -> None:
            if job.result is not None and not job.void:
                words, stable = utterance.stabiliser.update(job.result)
                self.heard.put(HeardPartial(speaker, asked_at, words, stable))

        utterance.partial = self._workers.submit(
            Job(Urgency.PARTIAL, lambda: utterance.decoding.partial(span.audio), show)
        )

    def _tell(self, event: Event) -> None:
        if self._live:
            self.heard.put(HeardEvent(event, self._now))
            return
        with self._order:
            self._ordered.append(HeardEvent(event, self._now))
        self._release()

    def _release(self) -> None:
        """Let out whatever is at the head of the order and ready."""
        with self._order:
            while self._ordered:
                head = self._ordered[0]
                if isinstance(head, _Final):
                    if not head.job.finished:
                        break
                    self.heard.put(self._final(head))
                else:
                    self.heard.put(head)
                self._ordered.popleft()
            self._order.notify_all()

    def _final(self, final: _Final) -> HeardFinal | HeardEvent:
        span, job = final.span, final.job
        hypothesis = self._guards.checked(job.result or Hypothesis(), span.voiced)
        if not hypothesis.words:
            return HeardEvent(HearingNotice(t=span.t0, state="not_heard", speaker=final.speaker), final.at)
        timing = Timing(final.at - span.t1, job.begun - job.asked, job.ended - job.begun)
        return HeardFinal(final.speaker, span.t0, span.t1, final.at, hypothesis.words, timing)

    def _wait_for_finals(self, most: int) -> None:
        with self._order:
            self._order.wait_for(lambda: sum(isinstance(item, _Final) for item in self._ordered) <= most)

    def _watch_lag(self) -> None:
        """Say so when finals wait too long, and when they no longer do; meanwhile no partials are begun."""
        with self._order:
            oldest = next((item.at for item in self._ordered if isinstance(item, _Final)), self._now)
        lag = self._now - oldest
        was_behind, self._behind = self._behind, lag > self._policy.partials.behind
        if self._behind and not was_behind:
            self._tell(HearingNotice(t=self._now, state="behind", lag=round(lag, 1)))
        elif was_behind and not self._behind:
            self._tell(HearingNotice(t=self._now, state="caught_up"))
