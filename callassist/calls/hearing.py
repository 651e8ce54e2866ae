"""Both sides of a call, from sound to what was said: voice activity, endpointing, decoding, finals in order.

`feed` is called by one thread, frame after frame. What is heard comes out of `heard`, a queue: speech edges at once,
partials as they come, finals in the order in which their utterances ended, on both sides together, so that a call heard
live and the same call heard as fast as possible give the same finals in the same order. (Kaldi dithers: with Vosk a
word may differ from run to run, whatever the speed.)
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from callassist.audio import host_clock
from callassist.audio.echo import EchoGate
from callassist.audio.voice_features import voice_of
from callassist.calls.heard import Heard, HeardEvent, HeardFinal, HeardPartial, Timing
from callassist.calls.session import TICK_S
from callassist.events import SPEAKERS, Event, HearingNotice, Speaker, SpeechStarted, SpeechStopped, Tick, Voice
from callassist.speech.activity import FRAME_S, VoiceActivity
from callassist.speech.endpointing import Action, Began, Dropped, EarlyEnd, Ended, Endpointer, Paused, Resumed, Span
from callassist.speech.guards import Guards, Inventions, bare, load_inventions
from callassist.speech.policy import HearingPolicy
from callassist.speech.recognizer import Decoding, Hypothesis, Recognizer, Samples
from callassist.speech.stabilising import Stabiliser
from callassist.speech.work import Job, Urgency, Workers

_MOST_FINALS_AHEAD = 4  # how far a recording may be read ahead of its decoding


_Decoded = tuple[Hypothesis, Voice | None]


@dataclass
class _Utterance:
    """The utterance under way on a channel."""

    decoding: Decoding
    stabiliser: Stabiliser
    early: Job[_Decoded] | None = None
    partial: Job[Hypothesis] | None = None
    asked_at: float | None = None


@dataclass
class _Channel:
    recognizer: Recognizer
    activity: VoiceActivity | None  # None where the sound broke off: the next sound has nothing to do with the last
    endpointer: Endpointer
    utterance: _Utterance | None = None


@dataclass(frozen=True, slots=True)
class _Final:
    """A final's place in the order, taken when its end was decided and left when it is decoded."""

    speaker: Speaker
    span: Span
    at: float
    decided: float
    job: Job[_Decoded]


class Hearing:
    """One call being heard.

    Args:
        recognizers: one for each side that is there; both may be the same.
        policy: thresholds.
        vocabulary: the company's words for this call.
        inventions: phrases out of noise; None for the shipped list.
        live: sound comes at the pace of the call, so partials are made and nothing may block; otherwise `feed`
            waits for the decoding, and what comes out is in the order of `at`.
        measures_voice: whether the customer's voice is measured; the agent's never is.
        tell: takes what is heard instead of `heard`, in the same order, from the feeding and the decoding threads; it
            must return at once.
    """

    def __init__(
        self,
        recognizers: Mapping[Speaker, Recognizer],
        policy: HearingPolicy,
        *,
        vocabulary: Sequence[str] = (),
        live: bool,
        measures_voice: bool = False,
        inventions: Inventions | None = None,
        tell: Callable[[Heard], None] | None = None,
    ) -> None:
        self.heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self._hand_out = tell or self.heard.put
        self._policy = policy
        self._vocabulary = tuple(vocabulary)
        self._live = live
        self._measures_voice = measures_voice
        self._guards = Guards(policy.guards, policy.doubt, inventions or load_inventions())
        self._channels: dict[Speaker, _Channel] = {
            speaker: _Channel(recognizer, VoiceActivity(policy.activity), Endpointer(policy.endpointing))
            for speaker, recognizer in recognizers.items()
        }
        # A side that is heard alone has nothing to be compared with.
        self._echo = EchoGate(policy.echo) if len(self._channels) == len(SPEAKERS) else None
        self._workers = Workers()
        self._order = threading.Condition()
        self._ordered: deque[_Final | HeardEvent | HeardPartial] = deque()
        self._told_lag = 0.0
        self._now = 0.0
        self._late = False

    def feed(self, t: float, frames: Mapping[Speaker, Samples], *, late: bool = False) -> None:
        """The next 32 ms of each side, which began at `t` seconds on the call clock.

        A side that is left out is not listened to, and time passes all the same. What is `late` was said some time ago:
        no guesses are made at it, so that the finals catch up.
        """
        earlier, self._now = self._now, t + FRAME_S
        self._late = late
        if int(self._now / TICK_S) > int(earlier / TICK_S):
            self._tell(Tick(t=self._now, heard_to=self._heard_to()))
        leak = False
        if self._echo is not None and len(frames) == len(SPEAKERS):
            leak = self._echo.is_leak(frames["agent"], frames["customer"])
        for speaker, samples in frames.items():
            channel = self._channels[speaker]
            if channel.activity is None:
                channel.activity = VoiceActivity(self._policy.activity)
            frame = channel.activity.judge(samples, t, leak=leak and speaker == "agent")
            for action in channel.endpointer.take(frame):
                self._act(speaker, channel, action)
            if frame.leak:
                self._drop_leak(speaker, channel)
            if self._live and self._may_guess:
                self._consider_partial(speaker, channel)
        if not self._live:
            self._wait_for_finals(_MOST_FINALS_AHEAD)
        elif not late:
            self._watch_lag()

    def break_off(self) -> None:
        """The sound stops here, on both sides, and what comes next does not join on to it.

        The utterances under way end; they are decoded like any other.
        """
        for speaker, channel in self._channels.items():
            for action in channel.endpointer.finish():
                self._act(speaker, channel, action)
            channel.activity = None
            channel.endpointer = Endpointer(self._policy.endpointing)

    def close(self) -> None:
        """The sound ends here, and the utterances under way with it; returns when everything is decoded."""
        self.break_off()
        self._wait_for_finals(0)
        self._say_caught_up()
        self._workers.close()

    def abandon(self) -> None:
        """Stop without decoding what is left; for when something else has failed. Harmless after `close`."""
        self._workers.abandon()

    @property
    def in_utterance(self) -> bool:
        """Whether anybody is in the middle of one."""
        return any(channel.endpointer.in_utterance for channel in self._channels.values())

    @property
    def longest_decoding(self) -> float:
        """For how long the oldest decoding that is under way has been so, seconds; 0 where there is none."""
        return self._workers.longest_running

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
        if isinstance(action, EarlyEnd) and not channel.recognizer.incremental and self._may_guess:
            utterance.early = self._begin_final(speaker, utterance, action.span, Urgency.EARLY)
        elif isinstance(action, Resumed) and utterance.early is not None:
            utterance.early.void = True
            utterance.early = None
        elif isinstance(action, Ended | Dropped):
            self._end(speaker, channel, utterance, action)

    def _drop_leak(self, speaker: Speaker, channel: _Channel) -> None:
        """An utterance that lies wholly in the leak, as is known when the leak has been found, was none."""
        assert self._echo is not None
        activity = channel.activity
        since = self._now - channel.endpointer.t0
        if activity is not None and channel.endpointer.in_utterance and since <= self._echo.leak_for:
            activity.stop()
            for action in channel.endpointer.drop():
                self._act(speaker, channel, action)

    def _utterance(self, channel: _Channel) -> _Utterance:
        return _Utterance(channel.recognizer.decoding(self._vocabulary), Stabiliser(bare))

    def _end(self, speaker: Speaker, channel: _Channel, utterance: _Utterance, action: Ended | Dropped) -> None:
        # A turn cut at its longest goes on: the endpointer is already inside the next utterance.
        channel.utterance = self._utterance(channel) if channel.endpointer.in_utterance else None
        if utterance.partial is not None:
            with self._order:
                utterance.partial.void = True
        if isinstance(action, Dropped):
            if utterance.early is not None:
                utterance.early.void = True
            self._put(HeardPartial(speaker, self._now, (), 0))
            self._discard(utterance)
            return
        if action.cut and channel.recognizer.incremental:
            # It was given sound beyond the cut already, and what it made of that can't be taken out again.
            self._discard(utterance)
            utterance = self._utterance(channel)
        job = utterance.early or self._begin_final(speaker, utterance, action.span, Urgency.FINAL)
        self._workers.promote(job)
        with self._order:
            self._ordered.append(_Final(speaker, action.span, self._now, host_clock.now(), job))
        self._release()

    def _discard(self, utterance: _Utterance) -> None:
        self._workers.submit(Job(Urgency.PARTIAL, utterance.decoding.discard, lambda job: None))

    def _begin_final(self, speaker: Speaker, utterance: _Utterance, span: Span, urgency: Urgency) -> Job[_Decoded]:
        is_measured = self._measures_voice and speaker == "customer"

        def decoded() -> _Decoded:
            hypothesis = self._guards.checked(utterance.decoding.final(span.audio), span.voiced)
            return hypothesis, voice_of(speaker, span.speech) if is_measured and hypothesis.words else None

        return self._workers.submit(Job(urgency, decoded, lambda job: self._release()))

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
            with self._order:  # so that it is either before the final that voids it, or not at all
                if job.result is not None and not job.void:
                    words, stable = utterance.stabiliser.update(job.result)
                    self._hand_out(HeardPartial(speaker, asked_at, words, stable))

        utterance.partial = self._workers.submit(
            Job(
                Urgency.PARTIAL,
                lambda: self._guards.checked(utterance.decoding.partial(span.audio), span.voiced),
                show,
            )
        )

    def _tell(self, event: Event) -> None:
        self._put(HeardEvent(event, self._now))

    def _put(self, heard: HeardEvent | HeardPartial) -> None:
        """Give something out in its turn, which in a live call is at once."""
        if self._live:
            self._hand_out(heard)
            return
        with self._order:
            self._ordered.append(heard)
        self._release()

    def _release(self) -> None:
        """Let out whatever is at the head of the order and ready."""
        with self._order:
            while self._ordered:
                head = self._ordered[0]
                if isinstance(head, _Final):
                    if not head.job.finished:
                        break
                    for heard in self._finished(head):
                        self._hand_out(heard)
                else:
                    self._hand_out(head)
                self._ordered.popleft()
            self._order.notify_all()

    def _finished(self, final: _Final) -> Iterator[Heard]:
        span, job = final.span, final.job
        hypothesis, voice = job.result or (Hypothesis(()), None)
        if not hypothesis.words:
            yield HeardPartial(final.speaker, final.at, (), 0)  # what was shown meanwhile is taken back
            yield HeardEvent(HearingNotice(t=span.t0, state="not_heard", speaker=final.speaker), final.at)
            return
        waited, queued, decoding = final.at - span.t1, job.begun - job.asked, job.ended - job.begun
        timing = Timing(waited, queued, decoding, final.decided, job.ended)
        yield HeardFinal(final.speaker, span.t0, span.t1, final.at, hypothesis.words, timing, voice)

    def _heard_to(self) -> float:
        """Up to when all that was said is known to whoever reads `heard` in order."""
        open_since = [c.endpointer.t0 for c in self._channels.values() if c.endpointer.in_utterance]
        if self._live:  # otherwise a tick comes after the finals that were decided before it
            with self._order:
                open_since += [item.span.t0 for item in self._ordered if isinstance(item, _Final)]
        return min(open_since, default=self._now)

    def _wait_for_finals(self, most: int) -> None:
        with self._order:
            self._order.wait_for(lambda: sum(isinstance(item, _Final) for item in self._ordered) <= most)

    def _watch_lag(self) -> None:
        """Say so when finals wait too long, again when it gets twice as bad, and when none waits any more.

        Meanwhile no partials are begun, and no finals early.
        """
        with self._order:
            oldest = next((item.at for item in self._ordered if isinstance(item, _Final)), None)
        lag = 0.0 if oldest is None else self._now - oldest
        if lag > max(self._policy.partials.behind, 2 * self._told_lag):
            self._told_lag = lag
            self._tell(HearingNotice(t=self._now, state="behind", lag=round(lag, 1)))
        elif oldest is None:
            self._say_caught_up()

    def _say_caught_up(self) -> None:
        if self._behind:
            self._told_lag = 0.0
            self._tell(HearingNotice(t=self._now, state="caught_up"))

    @property
    def _behind(self) -> bool:
        return self._told_lag > 0

    @property
    def _may_guess(self) -> bool:
        return not self._behind and not self._late
