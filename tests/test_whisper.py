"""The real Whisper: its words, its doubts, the company's words, and models that are none."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import needs
import numpy as np
import pytest
from shared_data import shared
from speech_material import say
from speech_models import HEARING, whisper

from callassist import paths
from callassist.errors import UserError
from callassist.speech import installation
from callassist.speech.guards import bare
from callassist.speech.recognizer import SAMPLE_RATE, Hypothesis, Samples, Word
from callassist.speech.vocabulary import read_words
from callassist.speech.whisper import WhisperRecognizer, detect_language

pytestmark = pytest.mark.model


def arabic_clip(name: str) -> tuple[Samples, str]:
    """A recorded Arabic clip and its transcript."""
    from callassist.audio.recording import read_all

    folder = shared("data", "speech")
    listed = json.loads((folder / "transcripts.json").read_text(encoding="utf-8"))
    text = next(item["text"] for item in listed if item["file"] == f"ar/{name}")
    return read_all(folder / "ar" / name)[0], text


def test_words_have_times_in_order_and_confidences() -> None:
    final = whisper("en").decoding().final(say("Your ticket number is five zero two seven one."))
    assert "ticket" in bare(final.text)
    last = 0.0
    for word in final.words:
        assert word.t0 is not None
        assert word.t1 is not None
        assert word.confidence is not None
        assert last <= word.t0 <= word.t1
        assert 0 <= word.confidence <= 1
        last = word.t0


def test_arabic_is_heard_as_arabic() -> None:
    audio, text = arabic_clip("static0.wav")
    heard = set(bare(whisper("ar").decoding().final(audio).text).split())
    assert heard & set(bare(text).split())


@pytest.mark.parametrize(("clip", "language"), [("MSA.mp3", "ar"), ("Gulf.wav", "ar")])
def test_arabic_is_told_from_english(clip: str, language: str) -> None:
    audio, _ = arabic_clip(clip)
    assert detect_language(whisper("en"), audio, ("ar", "en"))[0] == language


def test_english_is_told_from_arabic() -> None:
    audio = say("My internet goes down every evening, and this is the second time that I am calling about it.")
    found, share = detect_language(whisper("en"), audio, ("ar", "en"))
    assert found == "en"
    assert share > 0.8


def test_a_company_word_is_heard_rightly_when_it_is_on_the_list() -> None:
    audio = say("Thank you for calling Zyntharo, my name is Daniel.")
    recognizer = whisper("en")
    without = bare(recognizer.decoding().final(audio).text)
    with_list = bare(recognizer.decoding(("Zyntharo",)).final(audio).text)
    assert "zyntharo" not in without
    assert "zyntharo" in with_list


def test_words_of_the_list_do_not_appear_where_nobody_said_them() -> None:
    listed = ("invoice", "router", "fibre", "technician", "refund", "Zyntharo")
    audio = say("The weather was lovely on Sunday and we went to the beach.")
    heard = set(bare(whisper("en").decoding(listed).final(audio).text).split())
    assert not heard & {bare(word) for word in listed}


def test_a_list_longer_than_the_prompt_is_cut_and_not_fatal() -> None:
    listed = tuple(f"كلمة{n}" for n in range(500))
    assert "name" in bare(whisper("en").decoding(listed).final(say("My name is Daniel.")).text)


def test_the_shipped_list_is_shown_whole() -> None:
    recognizer = whisper("ar")
    listed = read_words(paths.shipped("resources", "vocabulary", "service-ar.txt"))
    assert len(listed) >= 40
    assert recognizer.fitting(listed) == listed


def test_what_does_not_fit_is_cut_from_the_end_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    recognizer = whisper("ar")
    listed = tuple(f"خدمة{n}" for n in range(200))
    with caplog.at_level(logging.DEBUG, "callassist.speech.whisper"):
        shown = recognizer.fitting(listed)
    assert 0 < len(shown) < len(listed)
    assert shown == listed[: len(shown)]
    # Half of the text window, with the token that opens what came before (openai/whisper, decoding.py).
    assert len(recognizer.listed(shown)) + 1 <= 448 // 2 < len(recognizer.listed(listed[: len(shown) + 1])) + 1
    assert f"shown {len(shown)} of 200 listed words" in caplog.text
    assert "خدمة" not in caplog.text


@pytest.mark.parametrize("form", ["والفاتورة", "فاتورتك", "بالفاتورة،"])
def test_a_listed_word_is_guarded_in_every_form(form: str) -> None:
    decoding = whisper("ar").decoding(("فاتورة", "رقم الطلب"))
    limit = HEARING.guards.biased_word
    assert decoding.is_suspect(Word(form, confidence=limit / 2))
    assert not decoding.is_suspect(Word(form, confidence=limit * 2))
    assert not decoding.is_suspect(Word("صديقي", confidence=limit / 2))
    assert not decoding.is_suspect(Word(form))


def test_a_name_that_the_engine_finds_unlikely_is_kept_where_it_is_sure_of_nothing_else() -> None:
    decoding = whisper("en").decoding(("Rafeeq",))
    limit = HEARING.guards.instead_of_biased_word
    suspect = Word("Rafeeq", 1.0, 1.6, HEARING.guards.biased_word / 2)
    before, after = Word("have", 0.6, 1.02, 0.9), Word("than", 1.56, 1.9, 0.9)
    doubtful = [Word(word.text, word.t0, word.t1, HEARING.doubt.doubtful / 2) for word in (before, after)]
    instead = Word("Rafiq", 1.1, 1.5, limit / 2)
    assert not decoding.is_invented(suspect, Hypothesis((before, instead, after)))
    assert decoding.is_invented(suspect, Hypothesis((before, replace(instead, confidence=(1 + limit) / 2), after)))
    assert decoding.is_invented(suspect, Hypothesis((before, after))), "nothing was heard there"
    assert decoding.is_invented(suspect, Hypothesis((doubtful[0], instead, doubtful[1]))), "noise"
    assert decoding.is_invented(suspect, Hypothesis())


@pytest.mark.parametrize(("shortest", "seconds", "window"), [(10, 1, 10), (20, 1, 20), (10, 14, 15), (10, 60, 30)])
def test_the_window_is_trimmed_to_the_speech_but_not_below_policy(shortest: int, seconds: int, window: int) -> None:
    whisper("en")  # or the skip
    policy = HEARING.model_copy(update={"window": HEARING.window.model_copy(update={"shortest": float(shortest)})})
    recognizer = WhisperRecognizer(installation.model_path("whisper-base"), "whisper-base", "en", policy)
    encoded, sound = recognizer.encode(np.zeros(seconds * SAMPLE_RATE, np.float32))
    recognizer.close()
    assert encoded.shape[1] == window * 50  # the encoder halves the 100 frames of a second
    assert sound == min(seconds, 30) * 100


def test_silence_has_no_words() -> None:
    assert whisper("en").decoding().final(np.zeros(3 * SAMPLE_RATE, np.float32)).words == ()


@pytest.mark.parametrize("damage", ["cut short", "another file", "no config"])
def test_a_model_that_is_none_says_how_to_check_it(tmp_path: Path, damage: str) -> None:
    real = needs.speech_model()
    folder = tmp_path / "نموذج"
    folder.mkdir()
    for file in real.iterdir():
        if file.suffix in {".json", ".txt"}:
            (folder / file.name).write_bytes(file.read_bytes())
    model = (real / "model.bin").read_bytes()
    if damage == "cut short":
        (folder / "model.bin").write_bytes(model[: len(model) // 3])
    elif damage == "another file":
        (folder / "model.bin").write_text("this is no model")
    else:
        (folder / "model.bin").write_bytes(model)
        (folder / "config.json").unlink()
        (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(UserError, match="models verify whisper-base"):
        WhisperRecognizer(folder, "whisper-base", "en", HEARING)
