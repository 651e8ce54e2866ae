"""Who talks over whom: how many interruptions are found, how many of those found are some, and when they began.

The calls are made up (see `two_channel_calls`), so it is known who begins when. Their sound goes through the real
voice activity, echo gate and endpointing, as fast as it goes; only the words are taken from the script instead of a
recogniser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from benchmarks import material
from benchmarks.figures import Absent, Cell, Result, percentiles
from benchmarks.two_channel_calls import Call, Turn, Voices, laid_out
from callassist.calls.assembly import session_for
from callassist.calls.heard import Heard, HeardEvent, HeardFinal
from callassist.calls.hearing import Hearing
from callassist.calls.playback import digest
from callassist.conduct import prompts
from callassist.conduct.talking_over import TalkingOver
from callassist.conversation import turns_policy
from callassist.conversation.turn_taking import TurnsObserver
from callassist.conversation.turns_policy import InterruptionPolicy, TurnsPolicy
from callassist.events import (
    SPEAKERS,
    CallStarted,
    Interruption,
    InterruptionWithdrawn,
    Language,
    Partial,
    Speaker,
    SpeechStarted,
    SpeechStopped,
)
from callassist.speech import engines, policy
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.recognizer import Decoding, Hypothesis, Recognizer, Samples, Word

_CONDITIONS: tuple[tuple[str, float, float | None], ...] = (
    ("telephone band", 40.0, None),
    ("noise at 15 dB", 15.0, None),
    ("echo at −20 dB", 40.0, -20.0),
    ("both", 15.0, -20.0),
)
_CALL_S = 180.0
_CALLS = 24
# Where the script is this near to a threshold, errors that edges of speech may have decide, and nothing is counted.
_DOUBT_S = 0.15
_SAME_ONSET_S = 0.5
_PRECISION = _RECALL = 0.95
_ONSET_S = 0.25
_MISTAKEN = 0.03
_SHOWN_S = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """An interruption that was told: by whom, from when on, when it was known, whether it was withdrawn, and when the
    window showed it, which it does with the agent's own."""

    by: Speaker
    t: float
    at: float
    stands: bool = True
    shown: float | None = None


@dataclass
class Score:
    """What was found of what there was.

    Attributes:
        there: interruptions by the script. right: those found. told: all that were found, in so far as the script is
            clear about them. onsets: how far each that was right is off, seconds. late: seconds from 0.6 s of joint
            speech until it was told. cues: the same until the window showed one of the agent's. backchannels,
            mistaken, told_once: backchannels, those that stand as interruptions, and those that ever were told as
            such. agents, flashes: the agent's backchannels, and those that the window ever showed as interruptions.
    """

    seconds: float = 0.0
    there: int = 0
    right: int = 0
    told: int = 0
    onsets: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    cues: list[float] = field(default_factory=list)
    backchannels: int = 0
    mistaken: int = 0
    told_once: int = 0
    agents: int = 0
    flashes: int = 0

    def add(self, other: Score) -> None:
        """Another call's."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def cells(self) -> list[Cell]:
        """As in the table."""
        return [
            round(self.seconds / 60, 1), self.there, _share(self.right, self.told), _share(self.right, self.there),
            *percentiles(self.onsets), percentiles(self.late)[1], percentiles(self.cues)[1], self.backchannels,
            _share(self.mistaken, self.backchannels), _share(self.told_once, self.backchannels),
            _share(self.flashes, self.agents),
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
        heard = _heard(call.sound(snr=snr, echo=echo, random=random), _NoWords())
        found = _observed((_with_words(call, one) for one in heard), thresholds)
        ours.setdefault(name, Score()).add(_scored(call, found, thresholds.interruptions))
        found = _both_active(heard, thresholds.interruptions.joint)
        plain.setdefault(name, Score()).add(_scored(call, found, thresholds.interruptions))
    rows = [*_rows("as shipped", ours), *_rows("both active", plain)]
    notes = [
        "both active: whenever both sides' voice activity, the same as ours, lasts for 0.6 s at once; whoever began "
        "later interrupts",
        "as shipped: the words are those of the script, known when the end of an utterance is decided; until then a "
        "long backchannel is told, and its words withdraw it",
        "told after: from 0.6 s of joint speech by the script until it is told, in the time of the sound; shown after: "
        "until the window shows it, which it does with the agent's own alone",
        f"no error is counted where the script is within {_DOUBT_S:g} s of a threshold",
    ]
    if not small:
        try:
            rows += _rows("with the words that are recognised", _recognised(voices, thresholds))
        except Absent as absent:
            notes.append(f"with the words that are recognised: {absent}")
    columns = ["", "sound", "minutes", "interruptions", "precision", "recall", "onset off, p50", "p95"]
    columns += ["told after, p95", "shown after, p95", "backchannels", "mistaken", "told for a moment"]
    columns += ["shown for a moment"]
    everything = _sum(ours)
    return {
        "tables": [
            {"title": "Interruptions in made-up calls, both ways; seconds", "columns": columns, "rows": rows},
            {"title": "Aims, all calls", "columns": ["", "measured", "aim", "met"], "rows": _aims(everything)},
        ],
        "notes": notes,
    }


def _recognised(voices: Voices, thresholds: TurnsPolicy) -> dict[str, Score]:
    """The first calls again, heard by the recogniser."""
    model, hearing = material.whisper(), policy.load()
    recognizer = engines.load(model, "en", hearing)
    scores: dict[str, Score] = {}
    try:
        for n, (name, snr, echo) in enumerate(_CONDITIONS):
            random = np.random.default_rng(n)
            call = laid_out(voices, _CALL_S, random)
            found = _observed(_heard(call.sound(snr=snr, echo=echo, random=random), recognizer), thresholds)
            scores[name] = _scored(call, found, thresholds.interruptions)
    finally:
        recognizer.close()
    return scores


def _sum(scores: Mapping[str, Score]) -> Score:
    everything = Score()
    for score in scores.values():
        everything.add(score)
    return everything


def _rows(way: str, scores: Mapping[str, Score]) -> list[list[Cell]]:
    return [[way, name, *score.cells] for name, score in (*scores.items(), ("all", _sum(scores)))]


def _aims(score: Score) -> list[list[Cell]]:
    precision, recall = _share(score.right, score.told), _share(score.right, score.there)
    onset, mistaken = percentiles(score.onsets)[1], _share(score.mistaken, score.backchannels)
    shown = percentiles(score.cues)[1]
    return [
        ["precision", precision, f"≥ {_PRECISION:g}", precision >= _PRECISION],
        ["recall", recall, f"≥ {_RECALL:g}", recall >= _RECALL],
        ["onset off, p95, seconds", onset, f"≤ {_ONSET_S:g}", onset <= _ONSET_S],
        ["backchannels mistaken", mistaken, f"≤ {_MISTAKEN:g}", mistaken <= _MISTAKEN],
        ["shown after, p95, seconds", shown, f"≤ {_SHOWN_S:g}", shown <= _SHOWN_S],
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


def _heard(sides: dict[Speaker, Samples], recognizer: Recognizer) -> list[Heard]:
    """What the hearing makes of both channels, in the order in which it becomes known."""
    heard: list[Heard] = []
    hearing = Hearing(dict.fromkeys(SPEAKERS, recognizer), policy.load(), live=False, tell=heard.append)
    try:
        for n in range(min(map(len, sides.values())) // FRAME):
            hearing.feed(n * FRAME_S, {who: sound[n * FRAME : (n + 1) * FRAME] for who, sound in sides.items()})
        hearing.close()
    finally:
        hearing.abandon()
    return heard


def _with_words(call: Call, heard: Heard) -> Heard:
    """The same; a final has the words that the script has there."""
    if not isinstance(heard, HeardFinal):
        return heard
    said = sorted(word for turn in call.turns if turn.speaker == heard.speaker for word in turn.words())
    words = (Word(word) for at, word in said if heard.t0 - 0.1 <= at <= heard.t1 + 0.1)
    return replace(heard, words=tuple(words))


def _observed(heard: Iterable[Heard], thresholds: TurnsPolicy) -> list[Found]:
    """What is told in a call in which this is heard."""
    started = CallStarted(id="made-up", started_at="2026-03-01T10:00:00+03:00")
    session = session_for(started, language="en", observers=[TurnsObserver(thresholds)])
    window = TalkingOver(prompts.load_policy().interruption.after_s)
    found: list[Found] = []
    for one in heard:
        settles_at = window.settles_at
        if settles_at is not None and settles_at < one.at:
            found = _shown(found, window, settles_at)
        result = digest(session, one)
        for item in () if isinstance(result, Partial) else result:
            window.take(item)
            told = item.event
            if isinstance(told, Interruption):
                found.append(Found(told.by, told.t, item.at))
            elif isinstance(told, InterruptionWithdrawn):
                taken = (told.by, told.t)
                found = [replace(each, stands=each.stands and (each.by, each.t) != taken) for each in found]
        found = _shown(found, window, one.at)
    return found


def _shown(found: Iterable[Found], window: TalkingOver, now: float) -> list[Found]:
    """The same, when the window has looked at what it may show by now."""
    onsets = {item.event.t for item in window.settle(now)}
    return [
        replace(each, shown=now) if each.by == "agent" and each.stands and each.t in onsets else each for each in found
    ]


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
            told = [each for each in found if each.by == turn.speaker and abs(each.t - turn.t0) <= _SAME_ONSET_S]
            score.told_once += bool(told)
            score.agents += turn.speaker == "agent"
            score.flashes += any(each.shown is not None for each in told)
            continue
        since = _joint_reached(call, turn, rule)
        if since is None:
            score.told -= len(mine)  # the script itself is in doubt
        elif since and mine:
            score.there += 1
            score.right += 1
            score.onsets.append(abs(mine[0].t - turn.t0))
            score.late.append(mine[0].at - since)
            score.cues += [each.shown - since for each in mine[:1] if each.shown is not None]
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
        if joint >= rule.joint + _DOUBT_S and before >= rule.held + _DOUBT_S:
            return _when(together, rule.joint)
        doubtful |= joint > rule.joint - _DOUBT_S and before > rule.held - _DOUBT_S
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
