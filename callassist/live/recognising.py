"""The recogniser process: it keeps a model warm, reads a call's sound out of the ring, and tells what it hears.

Calls are heard one after the other. One that begins while the last is still being decoded waits in the ring, so
whatever is told belongs to the call before the next `Drained`.
"""

from __future__ import annotations

import math
from collections import deque
from pathlib import Path

from callassist.audio import host_clock
from callassist.audio.ring import SoundRing
from callassist.calls import assembly
from callassist.calls.assembly import Engine
from callassist.calls.heard import Heard, HeardFinal
from callassist.calls.hearing import Hearing
from callassist.errors import UserError
from callassist.events import SPEAKERS, Language
from callassist.live import policy as watching_policy
from callassist.live.line import Line
from callassist.live.messages import (
    BeginCall,
    Drained,
    EndCall,
    HeardNumbered,
    LoadModel,
    Missed,
    ModelLoaded,
    ModelMissing,
    PauseCall,
    ResumeCall,
)
from callassist.live.policy import RecogniserPolicy
from callassist.live.reading import CallSound, Hole, Over, Sound, Stopped
from callassist.speech import policy as hearing_policy
from callassist.speech.activity import FRAME_S
from callassist.speech.policy import HearingPolicy

# How often to look for a frame that is late, and all are: devices deliver blocks. Half of it is latency, on average; in
# silence that is nobody's.
_LOOK_S, _LOOK_IN_SILENCE_S = FRAME_S / 2, FRAME_S


class DecodingStuck(Exception):
    """An engine does not come back from a decoding. Only a new process helps."""


def main(line: Line, ring: str, hearing: Path | None = None, watching: Path | None = None) -> None:
    """Hear calls until the application is gone.

    Args:
        ring: its name. hearing, watching: files of thresholds instead of the shipped ones.
    """
    thresholds, patience = hearing_policy.load(hearing), watching_policy.load(watching).recogniser
    _Recogniser(line, SoundRing.attach(ring), thresholds, patience).run()


class _Recogniser:
    def __init__(self, line: Line, ring: SoundRing, thresholds: HearingPolicy, patience: RecogniserPolicy) -> None:
        self._line = line
        self._ring = ring
        self._thresholds = thresholds
        self._patience = patience
        self._models = _Models(line, thresholds, patience)
        self._calls: deque[_Call] = deque()  # the first is being heard, the others wait for its end
        self._wanted: LoadModel | None = None

    def run(self) -> None:
        while True:
            wait = self._until_due()
            self._line.vouch(math.inf if wait is None else wait + self._patience.turn)
            if self._line.poll(wait):
                self._take(self._line.recv())
            if self._calls:
                self._go_on(self._calls[0])
            elif self._wanted is not None:  # not during a call, which would have to wait for it
                self._models.load(self._wanted.language, self._wanted.model)
                self._wanted = None

    def _until_due(self) -> float | None:
        """Seconds until there may be something to hear; None where only a command can bring it."""
        if self._calls:
            return max(0.0, self._calls[0].look_at - host_clock.now())
        return None if self._wanted is None else 0.0

    def _take(self, command: object) -> None:
        if isinstance(command, LoadModel):
            self._wanted = command
        elif isinstance(command, BeginCall):
            self._calls.append(_Call(command, CallSound(self._ring, command, self._patience.unwritten)))
        elif isinstance(command, PauseCall):
            self._calls[-1].sound.pause(command.t)
        elif isinstance(command, ResumeCall):
            self._calls[-1].sound.resume(command.t)
        elif isinstance(command, EndCall):
            self._calls[-1].sound.end(command.t)
        else:
            raise TypeError(f"{command!r} is no command to the recogniser")

    def _go_on(self, call: _Call) -> None:
        """One step of the call that is being heard."""
        hearing = call.hearing or self._begin(call)
        now, due = host_clock.now(), call.sound.due
        piece = call.sound.step(now)
        if piece is None:
            # It is late, or its time has not come; the ring tells nobody that it has grown, so look for it.
            call.look_at = max(due, now + (_LOOK_S if hearing.in_utterance else _LOOK_IN_SILENCE_S))
            return
        call.look_at = call.sound.due
        if isinstance(piece, Sound):
            sides = {speaker: piece.sides[speaker] for speaker in call.sides if speaker in piece.sides}
            hearing.feed(piece.t, sides, late=now - due > self._thresholds.partials.behind)
            if hearing.longest_decoding > self._patience.decoding:
                raise DecodingStuck(f"a decoding has not come back for {self._patience.decoding:g} s")
        elif isinstance(piece, Stopped):
            hearing.break_off()
        elif isinstance(piece, Hole):
            hearing.break_off()
            self._line.send(Missed(call.begin.call, piece.t0, piece.t1))
        elif isinstance(piece, Over):
            self._line.vouch(self._patience.draining)
            hearing.close()
            self._line.send(Drained(call.begin.call, piece.t))
            self._calls.popleft()

    def _begin(self, call: _Call) -> Hearing:
        engine = self._models.load(call.begin.language, call.begin.model)
        call.sides = SPEAKERS if engine is not None else ()
        number = call.begin.number

        def tell(heard: Heard) -> None:
            nonlocal number
            if isinstance(heard, HeardFinal):  # they come one at a time
                self._line.send(HeardNumbered(number, heard))
                number += 1
            else:
                self._line.send(heard)

        call.hearing = Hearing(
            {} if engine is None else dict.fromkeys(SPEAKERS, engine.recognizer),
            self._thresholds,
            vocabulary=() if engine is None else engine.words_for(call.begin.vocabulary),
            live=True,
            measures_voice=call.begin.measures_voice,
            tell=tell,
        )
        return call.hearing


class _Call:
    """A call that is heard, or will be.

    Attributes:
        hearing: None until it is its turn. sides: those that there is a model for. look_at: when there may be more of
            it, on the host's clock.
    """

    def __init__(self, begin: BeginCall, sound: CallSound) -> None:
        self.begin = begin
        self.sound = sound
        self.hearing: Hearing | None = None
        self.sides = SPEAKERS
        self.look_at = 0.0


class _Models:
    """The model in use, kept in memory from call to call."""

    def __init__(self, line: Line, thresholds: HearingPolicy, patience: RecogniserPolicy) -> None:
        self._line = line
        self._thresholds = thresholds
        self._patience = patience
        self._loaded: tuple[Language, str | None, Engine] | None = None

    def load(self, language: Language, model: str | None) -> Engine | None:
        """The model for a language, loaded if it is not already; None where there is none. Tells which it is.

        The one before it must not be in use any more: two would not fit into the memory of a small PC.
        """
        if self._loaded is None or self._loaded[:2] != (language, model):
            if self._loaded is not None:
                self._loaded[2].recognizer.close()
                self._loaded = None
            self._line.vouch(self._patience.loading)
            try:
                self._loaded = language, model, assembly.engine_for(language, self._thresholds, model=model)
            except UserError as error:
                self._line.send(ModelMissing(error.what, error.remedy))
                return None
        engine = self._loaded[2]
        self._line.send(ModelLoaded(language, engine.recognizer.model_id, engine.is_draft))
        return engine
