"""How the talk was shared, in figures, once the call is over.

| name | |
|---|---|
| `agent_talk_s`, `customer_talk_s` | seconds of each side's turns; pauses under 0.5 s belong to them |
| `agent_share` | of all talk, the agent's, 0 to 1 |
| `customer_words_per_minute`, `words_per_minute` | the customer's pace and that of both, by the words of their finals |
| `agent_monologue_s`, `customer_monologue_s` | the longest that one side spoke, backchannels of the other allowed |
| `agent_interruptions`, `customer_interruptions` | by each side, those that were withdrawn left out |
| `silence_s`, `longest_silence_s`, `silences` | dead air |
| `hold_s` | seconds on hold |

What can't be said (the pace of somebody who said nothing) is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from callassist.conversation.backchannels import Backchannels, words_of
from callassist.conversation.turns import Turn, Turns
from callassist.conversation.turns_policy import TurnsPolicy
from callassist.events import (
    SPEAKERS,
    CallEnded,
    Event,
    Interruption,
    InterruptionWithdrawn,
    KeyPressed,
    Metrics,
    Silence,
    Speaker,
    Utterance,
)


class TalkMetrics:
    """Adds up one call.

    Args:
        policy: what is a backchannel, and which pause ends a monologue. backchannels: its words. turns: of the call,
            kept by whoever calls `take`.
    """

    def __init__(self, policy: TurnsPolicy, backchannels: Backchannels, turns: Turns) -> None:
        self._brief = policy.interruptions.joint
        self._pause = policy.silence.least
        self._backchannels = backchannels
        self._turns = turns
        self._interruptions: Counter[Speaker] = Counter()
        self._silences: list[float] = []
        self._words: Counter[Speaker] = Counter()
        self._worded: Counter[Speaker] = Counter()  # milliseconds of the utterances that the words are of
        self._held_since: float | None = None
        self._held = 0.0

    def take(self, event: Event) -> None:
        """Something happened, or was told of the call."""
        match event:
            case Interruption():
                self._interruptions[event.by] += 1
            case InterruptionWithdrawn():
                self._interruptions[event.by] -= 1
            case Silence():
                self._silences.append(event.t1 - event.t0)
            case Utterance(revises=None):
                self._words[event.speaker] += len(words_of(event.text))
                self._worded[event.speaker] += round(1000 * (event.t1 - event.t0))
            case KeyPressed(action="hold") if self._held_since is None:
                self._held_since = event.t
            case KeyPressed(action="resume"):
                self._end_hold(event.t)
            case CallEnded():
                self._end_hold(event.t)

    def metrics(self, t: float) -> Metrics:
        """All of it, at the end of the call."""
        talk = {speaker: sum(turn.length(t) for turn in self._spoken(speaker)) for speaker in SPEAKERS}
        values: dict[str, float] = {f"{speaker}_talk_s": talk[speaker] for speaker in SPEAKERS}
        if sum(talk.values()):
            values["agent_share"] = talk["agent"] / sum(talk.values())
        if self._worded["customer"]:
            values["customer_words_per_minute"] = 60_000 * self._words["customer"] / self._worded["customer"]
        if self._worded.total():
            values["words_per_minute"] = 60_000 * self._words.total() / self._worded.total()
        longest = self._monologues()
        values |= {f"{speaker}_monologue_s": longest[speaker] for speaker in SPEAKERS}
        values |= {f"{speaker}_interruptions": self._interruptions[speaker] for speaker in SPEAKERS}
        values["silence_s"] = sum(self._silences)
        values["longest_silence_s"] = max(self._silences, default=0.0)
        values["silences"] = len(self._silences)
        values["hold_s"] = self._held
        return Metrics(t=t, values={name: round(value, 3) for name, value in values.items()})

    def _end_hold(self, t: float) -> None:
        if self._held_since is not None:
            self._held += t - self._held_since
            self._held_since = None

    def _spoken(self, speaker: Speaker) -> Iterable[Turn]:
        return (turn for turn in self._turns.of[speaker] if not turn.nothing)

    def _monologues(self) -> dict[Speaker, float]:
        """The longest of each side, from the beginning of its first turn to the end of its last."""
        longest: dict[Speaker, float] = dict.fromkeys(SPEAKERS, 0.0)
        taken = (turn for speaker in SPEAKERS for turn in self._spoken(speaker) if not self._is_assent(turn))
        begun: Turn | None = None
        ended = 0.0
        for turn in sorted(taken, key=lambda turn: turn.t0):
            end = turn.end(self._turns.now)
            if begun is None or turn.speaker != begun.speaker or turn.t0 - ended >= self._pause:
                begun = turn
            ended = end
            longest[turn.speaker] = max(longest[turn.speaker], end - begun.t0)
        return longest

    def _is_assent(self, turn: Turn) -> bool:
        if turn.said:
            return self._backchannels.only(turn.said)
        return turn.length(self._turns.now) < self._brief
