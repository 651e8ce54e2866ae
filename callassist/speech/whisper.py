"""Whisper through CTranslate2: any faster-whisper folder.

Whisper was trained on windows of 30 s, and costs as much for a "yes" as for half a minute. Here the window is trimmed
to the speech, which cuts the encoder's work to a fraction at a slightly worse error rate; how far is policy.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import ctranslate2
import numpy as np
import numpy.typing as npt
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_suppressed_tokens

from callassist.events import Language
from callassist.speech.guards import bare, compression_ratio
from callassist.speech.layout import unloadable
from callassist.speech.policy import HearingPolicy
from callassist.speech.recognizer import SAMPLE_RATE, Hypothesis, Samples, Word
from callassist.text.numbers import find_numbers
from callassist.text.stems import stems, without_article

_log = logging.getLogger(__name__)

_FRAMES_PER_SECOND = 100
_ROOM_S = 1.0  # silence after the speech that Whisper wants to see, or it runs on
_WHOLE_WINDOW_S = 30.0
_BEAM = 5
_SECONDS_PER_ALIGNED_FRAME = 0.02
# Fast Arabic has about 6 words of 3 tokens in a second; more than this is a loop.
_MOST_TOKENS_PER_SECOND = 22
_SPARE_TOKENS = 16
_COMMAS: dict[Language, str] = {"ar": "، ", "en": ", "}


class WhisperRecognizer:
    """A loaded Whisper model; see `Recognizer`.

    Args:
        folder: model.bin, config.json, tokenizer.json and vocabulary, as faster-whisper lays them out.
        language: what it writes.
        policy: how far the window is trimmed, and thresholds for decodings gone wrong.
        workers: decodings at once, one thread each; two for the two sides of a call.
    """

    engine = "whisper"
    incremental = False

    def __init__(
        self, folder: Path, model_id: str, language: Language, policy: HearingPolicy, *, workers: int = 2
    ) -> None:
        self.model_id = model_id
        self.language: Language = language
        self.guards = policy.guards
        self.doubtful = policy.doubt.doubtful
        self._shortest_window = policy.window.shortest
        try:
            self._whole = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=1,
                num_workers=workers,
                local_files_only=True,
            )
        except Exception as error:
            raise unloadable(folder, model_id, error) from error
        self.model: ctranslate2.models.Whisper = self._whole.model
        self.tokenizer = self.tokenizer_for(language)
        self.suppressed = get_suppressed_tokens(self.tokenizer, [-1])

    def tokenizer_for(self, language: str) -> Tokenizer:
        """The tokens of this model, set to write `language`."""
        return Tokenizer(self._whole.hf_tokenizer, self.model.is_multilingual, task="transcribe", language=language)

    def decoding(self, vocabulary: Sequence[str] = ()) -> WhisperDecoding:
        """Begin an utterance; `vocabulary` is shown to the model as if it had just been said."""
        return WhisperDecoding(self, self.fitting(tuple(vocabulary)))

    def close(self) -> None:
        """Free the model's memory."""
        self.model.unload_model()

    def encode(self, audio: Samples) -> tuple[ctranslate2.StorageView, int]:
        """The encoder's view of `audio`, and how many feature frames of it are sound."""
        features: npt.NDArray[np.float32] = self._whole.feature_extractor(audio)[..., :-1]
        sound = min(features.shape[-1], round(_WHOLE_WINDOW_S * _FRAMES_PER_SECOND))
        seconds = max(self._shortest_window, sound / _FRAMES_PER_SECOND + _ROOM_S)
        # The encoder halves the frames, so their number is even.
        window = 2 * math.ceil(min(seconds, _WHOLE_WINDOW_S) * _FRAMES_PER_SECOND / 2)
        # The lowest value that the features have is what silence has in them. Zero, with which faster-whisper fills up,
        # is a faint noise; at telephone band it cost words at the end of what was said (benchmarks: accuracy).
        padded = np.full((1, features.shape[0], window), features.min(), np.float32)
        padded[0, :, :sound] = features[:, :sound]
        return self.model.encode(ctranslate2.StorageView.from_array(padded), to_cpu=False), sound

    def listed(self, vocabulary: Sequence[str]) -> list[int]:
        """A vocabulary as the model is shown it.

        It is written as a sentence would be: bare lists made the model drop its own punctuation, or copy the list's.
        """
        tokens: list[int] = self.tokenizer.encode(" " + _COMMAS[self.language].join(vocabulary) + ".")
        return tokens

    @lru_cache(maxsize=8)  # noqa: B019 - a recogniser lives as long as the program, and a list as long as a call
    def fitting(self, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
        """As many whole words from the front of a vocabulary as fit.

        Whisper keeps half of its text window, 224 tokens, for what came before.
        """
        most = int(self._whole.max_length) // 2 - 1
        count = len(vocabulary)
        while count and len(self.listed(vocabulary[:count])) > most:
            count -= 1
        _log.debug("%s is shown %d of %d listed words: more do not fit", self.model_id, count, len(vocabulary))
        return vocabulary[:count]


class WhisperDecoding:
    """One utterance; decodes it afresh at every call."""

    def __init__(self, recognizer: WhisperRecognizer, vocabulary: Sequence[str]) -> None:
        self._recognizer = recognizer
        self._vocabulary = tuple(vocabulary)
        self._biased_words = {without_article(part) for word in vocabulary for part in bare(word).split()}

    def partial(self, audio: Samples) -> Hypothesis:
        """Greedy, without times or confidences."""
        encoded, sound = self._recognizer.encode(audio)
        tokens, is_speech = self._generate(encoded, sound, self._vocabulary, beam=1)
        if not is_speech:
            return Hypothesis()
        return Hypothesis(tuple(Word(text) for text in self._recognizer.tokenizer.decode(tokens).split()))

    def final(self, audio: Samples) -> Hypothesis:
        """Beam search, with times, confidences, and the guards that need the model's own figures."""
        encoded, sound = self._recognizer.encode(audio)
        hypothesis = self._read(encoded, sound, self._vocabulary)
        suspects = [word for word in hypothesis.words if self.is_suspect(word)]
        if not suspects:
            return hypothesis
        untold = self._read(encoded, sound, ())
        return untold if any(self.is_invented(word, untold) for word in suspects) else hypothesis

    def discard(self) -> None:
        """It holds nothing."""

    def is_suspect(self, word: Word) -> bool:
        """Whether a word is of the list, in any form that grammar gives it, and only the list speaks for it."""
        if word.confidence is None or word.confidence >= self._recognizer.guards.biased_word:
            return False
        return any(not self._biased_words.isdisjoint(stems(part)) for part in bare(word.text).split())

    def is_invented(self, suspect: Word, untold: Hypothesis) -> bool:
        """Whether the engine, not told the list, is sure of something else where it heard a word of the list.

        No engine expects a name that it has never met, so that it finds one unlikely is no evidence; what it writes
        instead is. In an utterance that is doubtful throughout a list is echoed, and nothing of it is believed.

        Args:
            untold: what it heard in the same sound without the list.
        """
        if untold.confidence is None or untold.confidence < self._recognizer.doubtful:
            return True
        instead = [
            each.confidence for each in untold.words if each.confidence is not None and _same_place(each, suspect)
        ]
        return min(instead, default=1.0) >= self._recognizer.guards.instead_of_biased_word

    def _read(self, encoded: ctranslate2.StorageView, sound: int, vocabulary: Sequence[str]) -> Hypothesis:
        tokens, is_speech = self._generate(encoded, sound, vocabulary, beam=_BEAM)
        if not is_speech:
            return Hypothesis()
        text = self._recognizer.tokenizer.decode(tokens)
        # Dictated figures compress as well as a loop does, and must not be forbidden to repeat.
        if compression_ratio(text) > self._recognizer.guards.compression_ratio and not find_numbers(text, lone=True):
            tokens, is_speech = self._generate(encoded, sound, (), beam=_BEAM, no_repeats=True)
        return Hypothesis(self._words(encoded, sound, tokens)) if is_speech and tokens else Hypothesis()

    def _generate(
        self,
        encoded: ctranslate2.StorageView,
        sound: int,
        vocabulary: Sequence[str],
        *,
        beam: int,
        no_repeats: bool = False,
    ) -> tuple[list[int], bool]:
        """The text tokens, and whether the model believes that there was speech."""
        recognizer = self._recognizer
        tokenizer = recognizer.tokenizer
        prompt: list[int] = []
        if vocabulary:
            listed = recognizer.listed(vocabulary)
            prompt = [tokenizer.sot_prev, *listed]
        prompt += [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        most = _SPARE_TOKENS + math.ceil(sound / _FRAMES_PER_SECOND * _MOST_TOKENS_PER_SECOND)
        result = recognizer.model.generate(
            encoded,
            [prompt],
            beam_size=beam,
            no_repeat_ngram_size=4 if no_repeats else 0,
            repetition_penalty=1.1 if no_repeats else 1.0,
            max_length=min(len(prompt) + most, 448),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=recognizer.suppressed,
        )[0]
        guards = recognizer.guards
        is_speech = not (result.no_speech_prob > guards.no_speech and result.scores[0] < guards.log_probability)
        return [token for token in result.sequences_ids[0] if token < tokenizer.eot], is_speech

    def _words(self, encoded: ctranslate2.StorageView, sound: int, tokens: list[int]) -> tuple[Word, ...]:
        """Words with times by cross-attention and, from the same pass, probabilities without vocabulary.

        The pass is not shown the company's words, so it is a witness of its own for what the list may have
        put into the model's mouth.
        """
        tokenizer = self._recognizer.tokenizer
        aligned = self._recognizer.model.align(encoded, tokenizer.sot_sequence, [tokens], sound)[0]
        first_frame: dict[int, int] = {}
        last_frame: dict[int, int] = {}
        for token_index, frame in aligned.alignments:
            first_frame.setdefault(token_index, frame)
            last_frame[token_index] = frame
        pieces, piece_tokens = tokenizer.split_to_word_tokens(tokens)
        words: list[Word] = []
        scored: list[float] = []  # log probabilities of the word under way
        opening = ""  # a free-standing sign («+», an opening quote) belongs to the word after it
        index = 0
        for piece, own in zip(pieces, piece_tokens, strict=True):
            indexes = range(index, index + len(own))
            index += len(own)
            text = piece.strip()
            if not text:
                continue
            has_letters = any(char.isalnum() for char in text)
            if piece.startswith(" ") and not has_letters:
                opening += text
                continue
            t1 = last_frame.get(indexes[-1])
            end = None if t1 is None else t1 * _SECONDS_PER_ALIGNED_FRAME
            if words and not opening and not piece.startswith(" "):
                previous = words.pop()
                start, text = previous.t0, previous.text + text
                end = end if has_letters else previous.t1  # a comma is not heard
            else:
                t0 = first_frame.get(indexes[0])
                start = None if t0 is None else t0 * _SECONDS_PER_ALIGNED_FRAME
                text, opening, scored = opening + text, "", []
            if has_letters:
                scored += [math.log(max(aligned.text_token_probs[i], 1e-6)) for i in indexes]
            confidence = math.exp(sum(scored) / len(scored)) if scored else None
            words.append(Word(text, start, end, confidence))
        return tuple(words)


def _same_place(one: Word, other: Word) -> bool:
    """Whether the middle of one of two words is within the other."""
    if one.t0 is None or one.t1 is None or other.t0 is None or other.t1 is None:
        return False
    return one.t0 <= (other.t0 + other.t1) / 2 <= one.t1 or other.t0 <= (one.t0 + one.t1) / 2 <= other.t1


def detect_language(recognizer: WhisperRecognizer, audio: Samples, among: Sequence[Language]) -> tuple[Language, float]:
    """The likeliest language of up to 30 s of speech among some, and its probability among them, 0 to 1."""
    encoded, _ = recognizer.encode(audio[: round(_WHOLE_WINDOW_S * SAMPLE_RATE)])
    found = dict(recognizer.model.detect_language(encoded)[0])
    shares = {language: float(found.get(f"<|{language}|>", 0.0)) for language in among}
    best = max(shares, key=lambda language: shares[language])
    return best, shares[best] / (sum(shares.values()) or 1.0)
