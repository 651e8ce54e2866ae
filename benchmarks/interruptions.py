"""Who talks over whom: how many interruptions are found, how many of those found are some, and when they began.

The calls are made up (see `two_channel_calls`), so it is known who begins when. Their sound goes through the real
voice activity, echo gate and endpointing, as fast as it goes; only the words are taken from the script instead of a
recogniser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.figures import Cell, Result, percentiles
from benchmarks.two_channel_calls import Call, Turn, Voices, laid_out
from callassist.calls.hearing import Heard, HeardEvent, HeardFinal, Hearing
from callassist.conversation import turns_policy
from callassist.conversation.turn_taking import TurnsObserver
from callassist.conversation.turns_policy import InterruptionPolicy
from callassist.events import (
    SPEAKERS,
    Event,
    Interruption,
    InterruptionWithdrawn,
    Language,
    Speaker,
    SpeechStarted,
    SpeechStopped,
    Utterance,
)
from callassist.speech import policy
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.recognizer import Decoding, Hypothesis, Samples, Word

_CONDITIONS: tuple[tuple[str, float, float | None], ...] = (
    ("telephone band", 40.0, None),
    ("noise at 15 dB", 15.0, None),
    ("echo at −20 dB", 40.0, -20.0),
    ("both", 15.0, -20.0),
)
_CALL_S = 180.0
_CALLS = 24
# By the script it is one from so much joint speech, or so long after the other began; up to `less` it is none. Between
# them an error that edges of speech may have decides, and nothing is held against anybody.
_MORE_S, _LESS_S = 0.15, 0.15
_SAME_ONSET_S = 0.5
_PRECISION = _RECALL = 0.95
_ONSET_S = 0.25
_MISTAKEN = 0.03


@dataclass(frozen=True, slots=True)
class Found:
    """An interruption that was told: by whom, from when on, when it was known, and whether it was withdrawn."""

    by: Speaker
    t: float
    at: float
    stands: bool = True


@dataclass
class Score:
    """What was found of what there was.

    Attributes:
        there: interruptions by the script. right: those found. told: all that were found, in so far as the script is
            clear about them. onsets: how far each that was right is off, seconds. late: seconds from 0.6 s of joint
            speech until it was told. backchannels, mistaken, shown: backchannels, those that stand as interruptions,
            and those that ever were told as such.
    """

    seconds: float = 0.0
    there: int = 0
    right: int = 0
    told: int = 0
    onsets: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    backchannels: int = 0
    mistaken: int = 0
    shown: int = 0

    def add(self, other: Score) -> None:
        """Another call's."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def cells(self) -> list[Cell]:
        """As in the table."""
        return [
            round(self.seconds / 60, 1), self.there, _share(self.right, self.told), _share(self.right, self.there),
            *percentiles(self.onsets), percentiles(self.late)[1], self.backchannels,
            _share(self.mistaken, self.backchannels), _share(self.shown, self.backchannels),
        ]  # fmt: skip


def run(small: bool) -> Result:
    """More than an hour of calls, a quarter in each condition; small: one short call in the worst."""
    voices = Voices(4 if small else None)
    thresholds = turns_policy.load_policy()
    ours: dict[str, Score] = {}
    plain: dict[str, Score] = {}
    for n in range(1 if small else _CALLS):
        name, snr, echo = _CONDITIONS[-1] if small else _CONDITIONS[n % len(_CONDITIONS)]
        random = np.random.default_rng(n)
        call = laid_out(voices, 40.0 if small else _CALL_S, random)
        heard = _heard(call.sound(snr=snr, echo=echo, random=random))
        for scores, found in (
            (ours, _observed(call, heard, thresholds)),
            (plain, _both_active(heard, thresholds.interruptions.joint)),
        ):
            scores.setdefault(name, Score()).add(_scored(call, found, thresholds.interruptions))
    rows: list[list[Cell]] = []
    for way, scores in (("as shipped", ours), ("both active", plain)):
        everything = Score()
        for name, score in scores.items():
            rows.append([way, name, *score.cells])
            everything.add(score)
        rows.append([way, "all", *everything.cells])
        if scores is ours:
            aims = _aims(everything)
    columns = [
        "",
        "sound",
        "minutes",
        "interruptions",
        "precision",
        "recall",
        "onset off, p50",
        "p95",
        "told after, p95",
    ]
    columns += ["backchannels", "mistaken", "shown for a moment"]
    return {
        "tables": [
            {"title": "Interruptions in made-up calls, both ways; seconds", "columns": columns, "rows": rows},
            {"title": "Aims, all calls, as shipped", "columns": ["", "measured", "aim", "met"], "rows": aims},
        ],
        "notes": [
            "both active: whenever both sides' voice activity, the same as ours, lasts for 0.6 s at once; whoever "
            "began later interrupts",
            "words are those of the script, known when its end is decided: the recogniser's errors and "
            "its second of delay are not in this; until then a long backchannel is shown, and its words withdraw it",
            "told after: from 0.6 s of joint speech by the script until the cue, in the time of the sound",
            f"no error is counted where the script is within {_MORE_S:g} s of a threshold",
        ],
    }


def _aims(score: Score) -> list[list[Cell]]:
    precision, recall = _share(score.right, score.told), _share(score.right, score.there)
    onset, mistaken = percentiles(score.onsets)[1], _share(score.mistaken, score.backchannels)
    return [
        ["precision", precision, f"≥ {_PRECISION:g}", precision >= _PRECISION],
        ["recall", recall, f"≥ {_RECALL:g}", recall >= _RECALL],
        ["onset off, p95, seconds", onset, f"≤ {_ONSET_S:g}", onset <= _ONSET_S],
        ["backchannels mistaken", mistaken, f"≤ {_MISTAKEN:g}", mistaken <= _MISTAKEN],
    ]


class _NoWords:
    """Stands where a recogniser would: it hears one word in whatever is said, and the script says which it was."""

    model_id, engine, incremental = "none", "none", True
    language: Language = "en"

    def decoding(self, vocabulary: Sequence[str] = ()) -> Decoding:
        """Itself; it keeps nothing."""
        return self

    def partial(self, audio: Samples) -> Hypothesis:
        """See `final`."""
        return self.final(audio)

    def final(self, audio: Samples) -> Hypothesis:
        """Something was said."""
        return Hypothesis((Word("speech"),))

    def discard(self) -> None:
        """Nothing to let go of."""

    def close(self) -> None:
        """Nothing to close."""


def _heard(sides: dict[Speaker, Samples]) -> list[Heard]:
    """What the hearing makes of both channels, in the order in which it becomes known."""
    heard: list[Heard] = []
    hearing = Hearing(dict.fromkeys(SPEAKERS, _NoWords()), policy.load(), live=False, tell=heard.append)
    try:
        for n in range(min(map(len, sides.values())) // FRAME):
            hearing.feed(n * FRAME_S, {who: sound[n * FRAME : (n + 1) * FRAME] for who, sound in sides.items()})
        hearing.close()
    finally:
        hearing.abandon()
    return heard


def _observed(call: Call, heard: Iterable[Heard], thresholds: turns_policy.TurnsPolicy) -> list[Found]:
    observer = TurnsObserver(thresholds)
    found: list[Found] = []
    for one in heard:
        if isinstance(one, HeardFinal):
            event: Event = _utterance(call, one)
        elif isinstance(one, HeardEvent):
            event = one.event
        else:
            continue
        for told in observer.observe(event):
            if isinstance(told, Interruption):
                found.append(Found(told.by, told.t, one.at))
            elif isinstance(told, InterruptionWithdrawn):
                found = [
                    Found(each.by, each.t, each.at, stands=False) if (each.by, each.t) == (told.by, told.t) else each
                    for each in found
                ]
    return found


def _utterance(call: Call, final: HeardFinal) -> Utterance:
    """A final with the words that the script has there."""
    said = sorted(word for turn in call.turns if turn.speaker == final.speaker for word in turn.words())
    text = " ".join(word for at, word in said if final.t0 - 0.1 <= at <= final.t1 + 0.1)
    return Utterance(t=final.t0, t0=final.t0, t1=final.t1, speaker=final.speaker, text=text)


def _both_active(heard: Iterable[Heard], joint: float) -> list[Found]:
    """The peer: every stretch in which both are active for so long, by whoever began last."""
    since: dict[Speaker, float] = {}
    found: list[Found] = []
    for event in (one.event for one in heard if isinstance(one, HeardEvent)):
        if isinstance(event, SpeechStarted):
            since[event.speaker] = event.t
        elif isinstance(event, SpeechStopped) and event.speaker in since:
            if len(since) == len(SPEAKERS) and event.t - max(since.values()) >= joint:
                by = max(since, key=lambda speaker: since[speaker])
                found.append(Found(by, since[by], since[by] + joint))
            del since[event.speaker]
    return found


def _scored(call: Call, found: Sequence[Found], rule: InterruptionPolicy) -> Score:
    """Found beside the script: each interruption is found once, whatever else is told of it is wrong."""
    score = Score(seconds=call.seconds)
    standing = [each for each in found if each.stands]
    score.told = len(standing)
    for turn in call.turns:
        mine = [each for each in standing if each.by == turn.speaker and abs(each.t - turn.t0) <= _SAME_ONSET_S]
        if turn.is_backchannel:
            score.backchannels += 1
            score.mistaken += bool(mine)
            score.shown += any(each.by == turn.speaker and abs(each.t - turn.t0) <= _SAME_ONSET_S for each in found)
            continue
        since = _joint_reached(call, turn, rule)
        if since is None:
            score.told -= len(mine)  # the script itself is in doubt
        elif since and mine:
            score.there += 1
            score.right += 1
            score.onsets.append(abs(mine[0].t - turn.t0))
            score.late.append(mine[0].at - since)
        elif since:
            score.there += 1
    return score


def _joint_reached(call: Call, turn: Turn, rule: InterruptionPolicy) -> float | None:
    """When a turn by the script has so much joint speech with one that was held for so long; 0 if it never has, None
    where it is too near to say."""
    doubtful = False
    for held in call.turns:
        if held.is_backchannel or held.speaker == turn.speaker or not held.t0 < turn.t0 < held.t1:
            continue
        together = sorted(
            (max(a, c), min(b, d)) for a, b in turn.stretches() for c, d in held.stretches() if min(b, d) > max(a, c)
        )
        joint = sum(until - since for since, until in together)
        before = turn.t0 - held.t0
        if joint >= rule.joint + _MORE_S and before >= rule.held + _MORE_S:
            return _when(together, rule.joint)
        doubtful |= joint > rule.joint - _LESS_S and before > rule.held - _LESS_S
    return None if doubtful else 0.0


def _when(together: Iterable[tuple[float, float]], joint: float) -> float:
    """When stretches have added up to so many seconds."""
    left = joint
    for since, until in together:
        if until - since >= left:
            return since + left
        left -= until - since
    raise ValueError("they never do")


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else float("nan")
