"""Guards against text that nobody said: loops, phrases out of noise, more words than a mouth can say."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

from callassist import paths, policies
from callassist.speech.policy import DoubtPolicy, GuardsPolicy
from callassist.speech.recognizer import Hypothesis, Word
from callassist.text.normalise import search_form
from callassist.text.numbers import find_numbers


class Inventions(policies.Policy):
    """Phrases that engines write for music, noise and silence.

    Attributes:
        always: no caller or agent says them (credits of subtitles, above all). doubtful: people do say them,
            so they are dropped only from an utterance that was doubtful anyway.
    """

    always: tuple[str, ...]
    doubtful: tuple[str, ...]


def load_inventions(path: Path | None = None) -> Inventions:
    """The shipped list, or that of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "inventions.toml"), Inventions)


def bare(text: str) -> str:
    """Letters and digits only, folded, single spaces: for comparing phrases whatever their marks."""
    kept = (char if char.isalnum() else " " for char in search_form(text))
    return " ".join("".join(kept).split())


def compression_ratio(text: str) -> float:
    """Length over zlib length of the UTF-8 text: loops compress well (OpenAI Whisper's measure)."""
    encoded = text.encode("utf-8", "replace")
    return len(encoded) / len(zlib.compress(encoded)) if encoded else 0.0


class Guards:
    """Judges what an engine made of one utterance."""

    def __init__(self, policy: GuardsPolicy, doubt: DoubtPolicy, inventions: Inventions) -> None:
        self._policy = policy
        self._doubt = doubt
        self._always = {bare(phrase) for phrase in inventions.always}
        self._doubtful = {bare(phrase) for phrase in inventions.doubtful}

    def checked(self, hypothesis: Hypothesis, voiced: float) -> Hypothesis:
        """`hypothesis` without what nobody said; empty where nothing trustworthy is left.

        Args:
            voiced: seconds of the utterance that were voiced.
        """
        words = self._without_loops(hypothesis.words)
        kept = Hypothesis(words)
        confidence = kept.confidence
        said = bare(kept.text)
        if not said or said in self._always:
            return Hypothesis()
        if confidence is not None and confidence < self._doubt.not_heard:
            return Hypothesis()
        is_doubtful = confidence is not None and confidence < self._doubt.doubtful
        if said in self._doubtful and is_doubtful:
            return Hypothesis()
        if len(words) > 2 + self._policy.most_words_per_second * voiced:
            return Hypothesis()
        return kept

    def _without_loops(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Words with any run of one to six of them that repeats too often cut down to two rounds.

        People do say "no no no no", so single words may repeat twice as often; and they dictate 8888 and "double
        seven, double seven", which must reach the redaction whole, so whatever may hold a number is left alone.
        """
        kept = list(words)
        keys = [bare(word.text) for word in kept]
        for size in range(1, 7):
            most = self._policy.most_repeats * (2 if size == 1 else 1)
            start = 0
            while start + size * most <= len(keys):
                unit = keys[start : start + size]
                times = 1
                while keys[start + size * times : start + size * (times + 1)] == unit:
                    times += 1
                if times >= most and not may_be_dictated(unit):
                    del keys[start + 2 * size : start + size * times], kept[start + 2 * size : start + size * times]
                start += 1
        return tuple(kept)


def may_be_dictated(words: Sequence[str]) -> bool:
    """Whether folded words, said over and over, may be part of a number or a code: figures, letters, number words."""
    if any(len(word) == 1 or word == "oh" for word in words):
        return True
    return bool(find_numbers(" ".join([*words, *words]), lone=True))
