"""The customer's tone: told when it has changed, with its reasons.

By words, and by the voice where it is measured. It rises by what the customer says and falls by what they say calmly;
while they are silent, or held, nothing is known. What comes late takes its place by when it was said.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from callassist.conversation import tone_reasons
from callassist.conversation.tone_policy import TonePolicy, WordsPolicy
from callassist.conversation.tone_voice import VoiceTone
from callassist.conversation.tone_words import Repeating, Sign, ToneWords
from callassist.events import AlarmWithdrawn, Anger, CallStarted, Event, Tick, Tone, Trend, Utterance, Voice

# So that a bound is met whatever the rounding of times and levels.
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class _Said:
    """An utterance of the customer's as far as its tone goes."""

    t0: float
    t1: float
    signs: tuple[Sign, ...]
    relief: str | None
    voice: Voice | None
    anger: Anger | None = None


class ToneObserver:
    """Follows the customer's tone through a call. The agent's voice and tone are not looked at.

    Args:
        words: tell the tone of words, and by which policy.
    """

    def __init__(self, words: ToneWords) -> None:
        self._policy = words.policy
        self._words = words
        self._begin()

    def observe(self, event: Event) -> Iterable[Event]:
        """The new tone where `event` changes it."""
        match event:
            case CallStarted():
                self._begin()
            case Utterance(revises=None, speaker="agent"):
                self._repeating.agent(event)
            case Utterance(revises=None):
                return self._heard(event)
            case Anger():
                return self._angry(event)
            case AlarmWithdrawn():
                return self._withdrawn(event)
            case Tick():
                return self._last(event.t)
            case _:
                pass
        return ()

    def _begin(self) -> None:
        self._repeating = Repeating(self._words)
        self._said: list[_Said] = []
        self._course = _Course(self._policy)
        self._told: Tone | None = None

    def _heard(self, event: Utterance) -> list[Tone]:
        tone = self._words.told(event)
        again = self._repeating.customer(event)
        signs = tone.signs if again is None else (*tone.signs, again)
        self._said.append(_Said(event.t0, event.t1, signs, None if signs else tone.relief, event.voice))
        if len(self._said) > 1 and event.t0 < self._said[-2].t0:
            self._said.sort(key=lambda said: said.t0)
            self._go_over()
        else:
            self._course.take(self._said[-1])
        return self._changed(event.t1)

    def _angry(self, event: Anger) -> list[Tone]:
        told = [place for place, said in enumerate(self._said) if abs(said.t0 - event.t) <= _SAME]
        for place in told:
            self._said[place] = replace(self._said[place], anger=event)
        if not told:
            return []
        self._go_over()
        return self._changed(self._said[told[-1]].t1)

    def _withdrawn(self, event: AlarmWithdrawn) -> list[Tone]:
        """An alarm was none, so what it did to the tone is taken back; what else was said in it stands."""
        if event.since is None:
            return []
        for place, said in enumerate(self._said):
            if said.anger is not None and said.anger.kind != "grievance" and event.since - _SAME <= said.t0 <= event.t:
                self._said[place] = replace(said, anger=None)
        self._go_over()
        return self._changed(event.t)

    def _go_over(self) -> None:
        self._course = _Course(self._policy)
        for said in self._said:
            self._course.take(said)

    def _changed(self, t: float) -> list[Tone]:
        level, before = self._course.level, 0.0 if self._told is None else self._told.level
        if level - before >= self._policy.telling.rise - _SAME:
            return [self._tell(t, "rising")]
        if before - level >= self._policy.telling.fall - _SAME:
            return [self._tell(t, "falling")]
        return []

    def _last(self, t: float) -> list[Tone]:
        """Time passes: what has not changed for long is steady."""
        told = self._told
        if told is None or told.trend == "steady" or t - told.t < self._policy.telling.steady - _SAME:
            return []
        return [self._tell(t, "steady")]

    def _tell(self, t: float, trend: Trend) -> Tone:
        told = Tone(t=round(t, 3), level=round(self._course.level, 3), trend=trend, reasons=self._course.reasons(trend))
        self._told = told
        return told


class _Course:
    """How the tone has gone, from the beginning of a call to its last utterance."""

    def __init__(self, policy: TonePolicy) -> None:
        self._policy = policy
        self._voice = VoiceTone(policy.voice)
        self._words = 0.0
        self._because: dict[str, float] = {}
        self._relief: str | None = None

    @property
    def level(self) -> float:
        """0 (calm) to 1, by words and voice together: either raises it, and both more than one."""
        return 1 - (1 - self._words) * (1 - self._policy.voice.share * self._voice.level)

    def take(self, said: _Said) -> None:
        """The next utterance of the customer's."""
        seconds = max(0.0, said.t1 - said.t0)
        self._voice.take(said.voice, seconds)
        signs = _signs(said, self._policy.words)
        self._relief = None
        if signs:
            self._heat(signs)
            return
        kept = 0.5 ** (seconds / self._policy.words.half_life)
        if said.relief is not None:
            kept *= self._policy.words.relief
            self._relief = said.relief
        self._cool(kept)

    def reasons(self, trend: Trend) -> tuple[str, ...]:
        """Why it is so, what counts most first; of a tone that falls, what calmed it."""
        if trend == "falling" and self._relief is not None:
            return (self._relief,)
        words = sorted(self._because, key=lambda reason: -self._because[reason])
        voice = self._voice.reasons if self._voice.level > 0 else []
        most = self._policy.telling.reasons
        # One place is the voice's, where there is something to tell of it.
        return tuple((words[: most - bool(voice)] + voice)[:most])

    def _heat(self, signs: Iterable[Sign]) -> None:
        # Signs add up as independent evidence does, whether of one utterance or of several.
        for sign in signs:
            self._words = 1 - (1 - self._words) * (1 - sign.heat)
            if sign.reason is not None:
                self._because.pop(sign.reason, None)
                self._because[sign.reason] = sign.heat

    def _cool(self, kept: float) -> None:
        self._words *= kept
        self._because = {
            reason: heat * kept for reason, heat in self._because.items() if heat * kept >= self._policy.words.forgotten
        }


def _signs(said: _Said, policy: WordsPolicy) -> tuple[Sign, ...]:
    """What heats an utterance: its own signs, and so much more as it is anger than they say already."""
    if said.anger is None:
        return said.signs
    heat = policy.heat.anger[said.anger.kind] * (1 if said.anger.counts else policy.unsure)
    calm = math.prod(1 - sign.heat for sign in said.signs)
    if 1 - calm >= heat:
        return said.signs
    told = any(sign.reason is not None for sign in said.signs)
    reason = tone_reasons.said(said.anger.evidence) if said.anger.counts and not told else None
    return (*said.signs, Sign(1 - (1 - heat) / calm, reason))
