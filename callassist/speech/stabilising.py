"""Partial text that does not flicker: a word shown twice in a row is not taken back before the final.

This is local agreement with n = 2 (Liu, Spanakis, Niehues 2020, "Low-Latency Sequence-to-Sequence Speech
Recognition and Translation by Partial Hypothesis Selection"), applied to growing audio.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from callassist.speech.recognizer import Hypothesis, Word


class Stabiliser:
    """The partials of one utterance.

    Args:
        same: makes two spellings comparable (case, punctuation, harakat).
    """

    def __init__(self, same: Callable[[str], str]) -> None:
        self._same = same
        self._agreed: list[Word] = []
        self._last: Sequence[Word] = ()

    def update(self, hypothesis: Hypothesis) -> tuple[tuple[Word, ...], int]:
        """The words to show for the newest guess, and how many of them are agreed."""
        words = hypothesis.words
        done = len(self._agreed)
        for earlier, now in zip(self._last[done:], words[done:], strict=False):
            if self._same(earlier.text) != self._same(now.text):
                break
            self._agreed.append(now)
        shown = (*self._agreed, *words[len(self._agreed) :])
        self._last = shown
        return shown, len(self._agreed)
