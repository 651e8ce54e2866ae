"""Putting a call together: which model hears it, what is masked in it, who watches it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from callassist import paths
from callassist.audio.recording import Recording
from callassist.calls.playback import frames
from callassist.calls.session import Ask, CallSession, Observer, Reader, nobody
from callassist.errors import UserError
from callassist.events import LANGUAGES, CallStarted, Language, Speaker
from callassist.speech import engines, installation
from callassist.speech import policy as hearing_policy
from callassist.speech.activity import FRAME, VoiceActivity
from callassist.speech.policy import HearingPolicy
from callassist.speech.recognizer import SAMPLE_RATE, Recognizer, Samples
from callassist.speech.vocabulary import chosen, read_words
from callassist.text.normalise import clean
from callassist.text.redaction import Vault, load_policy
from callassist.text.treatment import Treatment

# Enough speech for a sure verdict, and how far into the recording it is looked for.
_SPEECH_FOR_LANGUAGE_S = 8.0
_LOOK_AT_MOST_S = 300.0
# More than any engine takes; each takes as many from the front as fit.
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Engine:
    """What hears a call.

    Attributes:
        vocabulary: the company's words shown to it; empty where that does not help this model in this language.
        is_draft: so much of what it writes in this language is wrong that it has to be labelled as a draft.
        is_biased: whether it is shown words at all.
    """

    recognizer: Recognizer
    vocabulary: tuple[str, ...]
    is_draft: bool
    is_biased: bool

    def words_for(self, own: Sequence[str]) -> tuple[str, ...]:
        """The words for a call that brings some of its own, which go first."""
        return chosen(own, self.vocabulary, most=_MOST_WORDS) if self.is_biased else ()


def session_for(
    started: CallStarted,
    *,
    language: Language | None,
    vault: Vault | None = None,
    redaction: Path | None = None,
    hearing: Path | None = None,
    observers: Sequence[Observer] = (),
    ask: Ask = nobody,
    readers: Sequence[Reader] = (),
) -> CallSession:
    """A session with the shipped policies, or those of the given files."""
    treatment = Treatment(
        load_policy(redaction),
        vault or Vault(),
        language=language,
        unsure_below=hearing_policy.load(hearing).doubt.unsure_word,
    )
    return CallSession(started, treatment, observers, ask, readers)


def starting_now(name: str, language: Language) -> CallStarted:
    """The beginning of a call that begins at this moment, on this PC's clock and in its time zone."""
    return CallStarted(id=name, started_at=datetime.now().astimezone().isoformat(timespec="seconds"), language=language)


def recorded_earlier(file: Path, language: Language) -> CallStarted:
    """The beginning of a call that was recorded: when its file was last written is the best that is known."""
    written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    name = clean(file.stem) or "recording"  # a file may be called anything
    return CallStarted(id=name, started_at=written.isoformat(timespec="seconds"), language=language)


def engine_for(
    language: Language,
    thresholds: HearingPolicy,
    *,
    model: str | None = None,
    words: Path | None = None,
    bias: bool | None = None,
) -> Engine:
    """Load the model for a language and choose the words that it is shown.

    Args:
        model: an id or a folder; None for the best installed one.
        words: the company's own list, which goes before the shipped one.
        bias: None leaves it to what was measured for the model (`models/catalogue.toml`).

    Raises:
        UserError: no such model is installed, it can't be loaded, or the list can't be read.
    """
    installed = installation.choose(language, model)
    recognizer = engines.load(installed, language, thresholds)
    lists: list[Sequence[str]] = [read_words(words)] if words is not None else []
    helps, is_draft = installed.bias.get(language, False), language in installed.draft
    if not (helps if bias is None else bias):
        return Engine(recognizer, (), is_draft, is_biased=False)
    shipped = paths.shipped("resources", "vocabulary") / f"service-{language}.txt"
    if shipped.is_file():
        lists.append(read_words(shipped))
    return Engine(recognizer, chosen(*lists, most=_MOST_WORDS), is_draft, is_biased=True)


def detected_language(
    recording: Recording, channels: Mapping[Speaker, int], thresholds: HearingPolicy, model: str | None
) -> tuple[Language, float]:
    """The language of the customer's first seconds of speech; of the agent's, where the customer says nothing.

    Only Whisper can tell; where none is installed and just one language has a model, it is that one. Where nobody
    speaks it does not matter.

    Returns:
        The language, and how sure that is among those there are, 0 to 1.

    Raises:
        UserError: it can't be told, so `--language` must say it.
    """
    named = installation.choose(LANGUAGES[0], model) if model is not None else None
    choice = [named] if named is not None and named.engine == "whisper" else installation.installed()
    whisper = next((found for found in choice if found.engine == "whisper"), None)
    if whisper is None:
        able = [language for language in LANGUAGES if any(language in found.languages for found in choice)]
        if len(able) == 1:
            return able[0], 1.0
        raise UserError(
            "The language can't be found out without a Whisper model.",
            "Say it, with --language ar or --language en, or install one: callassist models install whisper-base",
        )
    from callassist.speech.whisper import WhisperRecognizer, detect_language

    recognizer = WhisperRecognizer(whisper.path, whisper.id, LANGUAGES[0], thresholds)
    try:
        speech = _first_speech(recording, channels, thresholds)
        # The customer chooses the language of a call; the agent's greeting may be in another.
        heard = speech.get("customer") or speech.get("agent")
        return detect_language(recognizer, np.concatenate(heard), LANGUAGES) if heard else (LANGUAGES[0], 1.0)
    finally:
        recognizer.close()


def _first_speech(
    recording: Recording, channels: Mapping[Speaker, int], thresholds: HearingPolicy
) -> dict[Speaker, list[Samples]]:
    """The first seconds that each side speaks, in voiced frames; until the customer has said enough."""
    judges = {speaker: VoiceActivity(thresholds.activity) for speaker in channels}
    spoken: dict[Speaker, list[Samples]] = {speaker: [] for speaker in channels}
    enough = int(_SPEECH_FOR_LANGUAGE_S * SAMPLE_RATE / FRAME)
    decisive: Speaker = "customer" if "customer" in channels else "agent"
    for t, sound in frames(recording, channels):
        for speaker, samples in sound.items():
            if judges[speaker].judge(samples, t).voiced and len(spoken[speaker]) < enough:
                spoken[speaker].append(samples)
        if len(spoken[decisive]) >= enough or t > _LOOK_AT_MOST_S:
            break
    return spoken
