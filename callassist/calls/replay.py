"""Playing a call file through a session: the same events that a live call would have brought, at any speed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from callassist.calls.assembly import session_for
from callassist.calls.callfile import CallRecord, KeyLine, UtteranceLine
from callassist.calls.guidance import Guidance
from callassist.calls.library import Library
from callassist.calls.session import TICK_S, CallSession
from callassist.events import (
    SPEAKERS,
    CallEnded,
    CallStarted,
    Event,
    KeyPressed,
    Language,
    Recorded,
    Speaker,
    SpeechStarted,
    SpeechStopped,
    Tick,
    Voice,
)
from callassist.speech.recognizer import Word
from callassist.text.language import language_of as written_in

# Words at the beginning of an utterance that partials are made of: about two seconds, which show whether somebody takes
# the turn. Each is treated like a final, so an utterance of a million words would never be done.
_WORDS_UNDER_WAY = 8


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What had been said of an utterance at `t`, untreated."""

    t: float
    speaker: Speaker
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that becomes known at `at`: an event, or words still to be treated."""

    at: float
    what: Event | UtteranceLine | UnderWay


def started(record: CallRecord) -> CallStarted:
    """The event for a record's `call` line."""
    call = record.call
    return CallStarted(
        id=call.id,
        started_at=call.started_at,
        direction=call.direction,
        number=call.number,
        language=call.language,
    )


def moments(record: CallRecord) -> list[Moment]:
    """Everything of a call but its beginning, in the order in which a live call would learn of it.

    Speech edges, partials and ticks are derived: somebody speaks from the beginning of a line to its end, or to that of
    the last of several that overlap; the words of an utterance begin at even intervals, and each is known at once. The
    final text is known when its speech ends. At the same instant speech ends before text, text before keys, keys before
    new speech, new speech before its words, and a tick comes last.
    """
    found: list[tuple[float, int, Event | UtteranceLine | UnderWay]] = []
    for line in record.lines:
        if isinstance(line, KeyLine):
            found.append((line.t, 2, KeyPressed(t=line.t, action=line.action)))
        elif isinstance(line, UtteranceLine):
            found.append((line.t1, 1, line))
            found += [(words.t, 4, words) for words in _under_way(line)]
    for speaker in SPEAKERS:
        for t0, t1 in _stretches(record, speaker):
            found.append((t0, 3, SpeechStarted(t=t0, speaker=speaker)))
            found.append((t1, 0, SpeechStopped(t=t1, speaker=speaker)))
    last = max((at for at, _, _ in found), default=0.0)
    end = last if record.end is None else max(last, record.end)
    found += [(tick * TICK_S, 5, Tick(t=tick * TICK_S)) for tick in range(1, int(end / TICK_S) + 1)]
    found.sort(key=lambda item: item[:2])
    return [Moment(at, what) for at, _, what in found] + [Moment(end, CallEnded(t=end))]


def _stretches(record: CallRecord, speaker: Speaker) -> Iterator[tuple[float, float]]:
    """When one side speaks, from and to, in order; lines that overlap are one, and those of no length are none."""
    lines = (line for line in record.lines if not isinstance(line, KeyLine) and line.speaker == speaker)
    begun: float | None = None
    until = 0.0
    for t0, t1 in sorted((line.t0, line.t1) for line in lines if line.t1 > line.t0):
        if begun is not None and t0 < until:
            until = max(until, t1)
            continue
        if begun is not None:
            yield begun, until
        begun, until = t0, t1
    if begun is not None:
        yield begun, until


def _under_way(line: UtteranceLine) -> Iterator[UnderWay]:
    """What is known of an utterance before its final, word by word."""
    texts = line.text.split()
    words = tuple(Word(text) for text in texts[:_WORDS_UNDER_WAY])
    every = (line.t1 - line.t0) / max(1, len(texts))
    if every:
        for count in range(1, len(words) + 1):
            yield UnderWay(line.t0 + (count - 1) * every, line.speaker, words[:count])


def play(session: CallSession, moment: Moment) -> list[Recorded]:
    """Let a session live through one moment."""
    what = moment.what
    if isinstance(what, UnderWay):
        session.preview(what.speaker, what.t, what.words, len(what.words))
        return []
    if not isinstance(what, UtteranceLine):
        return session.take(what, moment.at)
    voice = None
    if what.voice is not None and what.speaker == "customer":  # the agent's voice is never looked at
        voice = Voice(**what.voice.model_dump())
    return session.say(what.speaker, what.t0, what.t1, [Word(what.text, confidence=what.confidence)], moment.at, voice)


def replay(session: CallSession, record: CallRecord) -> Iterator[Recorded]:
    """All that a call's record comes to."""
    yield from session.start()
    for moment in moments(record):
        yield from play(session, moment)


def session_of(
    record: CallRecord,
    guidance: Guidance,
    library: Library,
    *,
    language: Language | None = None,
    redaction: Path | None = None,
    hearing: Path | None = None,
) -> CallSession:
    """A session for a call of a file, watched by `guidance` and answered from `library` on the spot.

    Args:
        language: that of the call; else its own, else the one it is written in. redaction, hearing: policies instead
            of the shipped ones.
    """
    beginning = started(record)
    spoken = language or record.call.language or language_of(record)
    return session_for(
        beginning,
        language=spoken,
        redaction=redaction,
        hearing=hearing,
        observers=guidance.observers(spoken, library),
        ask=library.during(beginning),
        readers=guidance.readers(),
    )


def language_of(record: CallRecord) -> Language:
    """The language that most letters of a call's utterances belong to; Arabic where there are none."""
    return written_in("".join(line.text for line in record.lines if isinstance(line, UtteranceLine)))
