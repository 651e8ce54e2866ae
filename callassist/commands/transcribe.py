"""`callassist transcribe`: a recorded call in, what was said out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

# Below this the languages are a toss-up.
_SURE_OF_LANGUAGE = 0.7


def transcribe(
    file: Annotated[
        Path, typer.Argument(help="A recording; of two channels, left is the agent and right the customer.")
    ],
    language: Annotated[str | None, typer.Option(help="ar or en; else found from the first seconds of speech.")] = None,
    speaker: Annotated[
        str | None,
        typer.Option(help="agent or customer: whose voice a single channel has; of two, the only side to be heard."),
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="A model's id or folder; else the best installed one for the language.")
    ] = None,
    words: Annotated[
        Path | None, typer.Option(help="The company's words, one a line, for engines that can lean towards them.")
    ] = None,
    bias: Annotated[
        bool | None,
        typer.Option("--bias/--no-bias", help="Show the words to the engine or not; else as measured for the model."),
    ] = None,
    policy: Annotated[
        Path | None, typer.Option(help="A folder of policies that replace the shipped ones.", show_default=False)
    ] = None,
    knowledge: Annotated[
        Path | None, typer.Option(help="Articles to answer from, instead of the shipped sample.", show_default=False)
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The contract's lines instead of a transcript.")] = False,
) -> None:
    """Write a recording down through the real recogniser; spoken numbers become digits, sensitive ones are masked.

    Nothing is stored, and neither the database nor personal settings are looked at.
    """
    from callassist import logs
    from callassist.audio.recording import Recording
    from callassist.calls import assembly, guidance, playback
    from callassist.calls.hearing import Hearing
    from callassist.calls.library import library
    from callassist.commands.choices import policy_file, speaker_named, spoken_language
    from callassist.events import HearingNotice, Utterance
    from callassist.knowledge import known
    from callassist.speech import policy as hearing_policy
    from callassist.speech.guards import load_inventions
    from callassist.terminal import Printer, Progress

    logs.configure()
    wanted, side = spoken_language(language), speaker_named(speaker)
    own_hearing = policy_file(policy, "hearing.toml")
    guided = guidance.load(policy)
    answers = library(known.shipped() if knowledge is None else known.in_files(knowledge), guided.misstatements)
    recording = Recording.open(file)
    channels = playback.sides(recording, side)
    thresholds = hearing_policy.load(own_hearing)
    spoken, share = (wanted, 1.0) if wanted else assembly.detected_language(recording, channels, thresholds, model)
    if share < _SURE_OF_LANGUAGE:
        typer.echo(f"callassist: the language may be {spoken}, unsurely; --language says which it is.", err=True)
    engine = assembly.engine_for(spoken, thresholds, model=model, words=words, bias=bias)
    hearing = Hearing(
        dict.fromkeys(channels, engine.recognizer),
        thresholds,
        vocabulary=engine.vocabulary,
        live=False,
        inventions=load_inventions(policy_file(policy, "inventions.toml")),
    )
    started = assembly.recorded_earlier(file, spoken)
    session = assembly.session_for(
        started,
        language=spoken,
        redaction=policy_file(policy, "redaction.toml"),
        hearing=own_hearing,
        observers=guided.observers(spoken, answers),
        ask=answers.during(started),
        readers=guided.readers(),
    )
    if engine.is_draft:
        typer.echo(
            f"A draft: by {engine.recognizer.model_id} about every second word of this language is wrong. "
            "A better model: callassist models list",
            err=True,
        )
    printer = Printer(as_json=json)
    spoke = understood = False
    with Progress(file.name, recording.duration_s) as progress:
        for reached, kept in playback.transcribe(recording, channels, hearing, session):
            for recorded in kept:
                printer.recorded(recorded)
                spoke = spoke or isinstance(recorded.event, HearingNotice)
                understood = understood or isinstance(recorded.event, Utterance)
            progress.reached(reached)
    if not understood:  # an empty transcript alone can't be told from one that went wrong
        typer.echo(f"callassist: {_why_nothing(file, engine.recognizer.model_id, spoke=spoke)}", err=True)
    if recording.one_sound and len(channels) > 1:
        typer.echo(
            f"callassist: Both channels of {file} hold the same sound, so who speaks can't be told: what one side is "
            "said to say may be the other's. Export a channel for each side, or use --speaker.",
            err=True,
        )
    for notice in recording.notices:  # some damage shows only while it is read
        typer.echo(f"callassist: {notice}", err=True)


def _why_nothing(file: Path, model_id: str, *, spoke: bool) -> str:
    if spoke:
        return (
            f"There is speech in {file}, and not a word of it could be heard. Is it in another language (--language)? "
            f"Is the model sound? callassist models verify {model_id}"
        )
    return f"Nobody is heard speaking in {file}. If somebody should be, see that the right recording was exported."
