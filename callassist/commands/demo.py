"""`callassist demo`: the bundled sample call, heard live from end to end and kept in the journal."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

if TYPE_CHECKING:
    from callassist.calls.session import Ask, CallSession, Observer, Reader
    from callassist.events import CallStarted, Language, Partial, Recorded

# How long the demo waits at the end for somebody to make room on a full disk, and how often it looks.
_PATIENCE_S = 30.0
_LOOK_S = 1.0


def demo(
    language: Annotated[
        str, typer.Option(help="en: a recorded call, heard by the recogniser; ar: a written call, replayed.")
    ] = "en",
    fast: Annotated[
        bool, typer.Option("--fast", help="As fast as it goes, instead of at the pace of the call.")
    ] = False,
    window: Annotated[
        bool, typer.Option("--window", help="In the agent's window, as a call that rings, is answered and hung up.")
    ] = False,
) -> None:
    """Play the sample call through the real pipeline: recognised, treated, stored safely, then shown."""
    if window:
        from callassist.commands.demo_window import show_sample_call

        show_sample_call()
        return
    from callassist import logs
    from callassist.calls.journal import Journal
    from callassist.calls.keeping import Keeper
    from callassist.commands.choices import spoken_language
    from callassist.conduct import owed, policy
    from callassist.events import Partial
    from callassist.store.database import journal_path, open_for_writing
    from callassist.terminal import LivePrinter

    logs.configure()
    spoken = spoken_language(language) or "en"
    with open_for_writing(journal_path()) as database, LivePrinter() as printer:
        journal = Journal(database)
        for cut in journal.close_cut_off(lambda lines: owed.owed(lines, policy.load(), spoken)):
            printer.say(f"A call that was cut off earlier has been closed with all that it had: {cut.key}")
        hung_up = _hang_up_on_ctrl_c()
        session, results = _written_call(hung_up, fast=fast) if spoken == "ar" else _recorded_call(hung_up, fast=fast)
        keeper = Keeper(session.started, journal)
        printer.say(_INTRODUCTIONS[spoken])
        for result in results:
            if isinstance(result, Partial):
                printer.partial(result)
                continue
            had_trouble = keeper.trouble is not None
            for recorded in keeper.keep(result):
                printer.recorded(recorded)
            if keeper.trouble is not None and not had_trouble:
                printer.say(str(keeper.trouble))
        deadline = time.monotonic() + _PATIENCE_S
        while keeper.trouble is not None:
            if time.monotonic() > deadline:
                raise keeper.trouble
            time.sleep(_LOOK_S)
            for recorded in keeper.catch_up():
                printer.recorded(recorded)
        printer.say(f"\nThe call is stored, encrypted, in {database.path}")
        printer.say(f"Read it with: callassist db export --call {keeper.key} --text")


_INTRODUCTIONS = {
    "en": "A recorded call with synthesised voices, heard live: the agent on the left, the customer on the right.",
    "ar": "مكالمة مكتوبة تُعاد نصا: لا يوجد هنا صوت عربي مصطنع يفهمه المتعرف على الكلام.\n"
    "A written call, replayed as text: no Arabic synthesiser at hand is good enough to be understood.",
}


def _hang_up_on_ctrl_c() -> threading.Event:
    """What Ctrl-C (or being asked to end) sets: the call is hung up and kept; a second one breaks off."""
    hung_up = threading.Event()

    def hang_up(number: int, _: object) -> None:
        hung_up.set()
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, hang_up)
    return hung_up


def _recorded_call(hung_up: threading.Event, *, fast: bool) -> tuple[CallSession, Iterator[list[Recorded] | Partial]]:
    """The English sample, through the recogniser."""
    from callassist import paths
    from callassist.audio.recording import Recording
    from callassist.calls import assembly, playback
    from callassist.calls.hearing import Hearing
    from callassist.speech import policy

    thresholds = policy.load()
    engine = assembly.engine_for("en", thresholds)
    recording = Recording.open(paths.shipped("resources", "calls", "sample-en.wav"))
    channels = playback.sides(recording, None)
    hearing = Hearing(
        dict.fromkeys(channels, engine.recognizer), thresholds, vocabulary=engine.vocabulary, live=not fast
    )
    started = assembly.starting_now("sample-en", "en")
    session = assembly.session_for(started, language="en", **_sample_guidance(started, "en"))
    if fast:
        return session, (kept for _, kept in playback.transcribe(recording, channels, hearing, session))
    return session, playback.listen(recording, channels, hearing, session, hung_up)


class _Guided(TypedDict):
    observers: Sequence[Observer]
    ask: Ask
    readers: Sequence[Reader]


def _sample_guidance(started: CallStarted, language: Language) -> _Guided:
    """Whoever watches the call, going by the sample knowledge."""
    from callassist.calls import guidance
    from callassist.calls.library import library
    from callassist.knowledge import known

    guided = guidance.load()
    answers = library(known.shipped(), guided.misstatements)
    return {
        "observers": guided.observers(language, answers),
        "ask": answers.during(started),
        "readers": guided.readers(),
    }


def _written_call(hung_up: threading.Event, *, fast: bool) -> tuple[CallSession, Iterator[list[Recorded] | Partial]]:
    """The Arabic sample, at the pace of the call unless `fast`."""
    from callassist import paths
    from callassist.calls import assembly, callfile, replay
    from callassist.events import CallEnded

    record = next(callfile.read(paths.shipped("resources", "calls", "sample-ar.jsonl")))
    started = replay.started(record)
    session = assembly.session_for(started, language="ar", **_sample_guidance(started, "ar"))

    def play() -> Iterator[list[Recorded] | Partial]:
        began = time.monotonic()
        yield session.start()
        reached = 0.0
        for moment in replay.moments(record):
            if hung_up.wait(0.0 if fast else max(0.0, began + moment.at - time.monotonic())):
                yield session.take(CallEnded(t=reached, reason="hangup"), reached)
                return
            reached = moment.at
            yield replay.play(session, moment)

    return session, play()
