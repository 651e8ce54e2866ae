"""Whether an utterance is the other side's once more: its sound came through to both channels.

The sound's own gate (`audio/echo.py`) keeps most of this out of a live call; a recording or a call file has no gate.
Which of two equal utterances is the echo can't be heard, but no echo is there before its source.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass

from callassist.events import SPEAKERS, Speaker
from callassist.text.tokens import tokens

_LEAST_WORDS = 3
"""Fewer are said by both at once: "yes, okay"."""
_SAME_WORDS = 0.7
"""Share of the longer one's words that the other has, too: an echo is recognised a little otherwise."""
_SAME_TIME = 0.5
"""Share of the shorter one's time that the other lasts, too: who repeats what they were told speaks after it."""
_KEPT = 8
"""Utterances of a side that are looked at; finals of both come in nearly in the order of their ends."""


@dataclass(frozen=True, slots=True)
class _Said:
    t0: float
    t1: float
    words: Counter[str]


class Echoes:
    """Knows what each side of one call said last."""

    def __init__(self) -> None:
        self._said: dict[Speaker, deque[_Said]] = {speaker: deque(maxlen=_KEPT) for speaker in SPEAKERS}

    def is_one(self, speaker: Speaker, t0: float, t1: float, text: str) -> bool:
        """Whether this is what the other side said at the same time, as far as that is known by now."""
        words = Counter(token.folded for token in tokens(text) if token.folded[0].isalnum())
        said = _Said(t0, t1, words)
        self._said[speaker].append(said)
        if words.total() < _LEAST_WORDS:
            return False
        others = (self._said[other] for other in SPEAKERS if other != speaker)
        return any(_is_same(said, earlier) for kept in others for earlier in kept)


def _is_same(said: _Said, other: _Said) -> bool:
    together = min(said.t1, other.t1) - max(said.t0, other.t0)
    if together <= 0 or together < _SAME_TIME * min(said.t1 - said.t0, other.t1 - other.t0):
        return False
    return (said.words & other.words).total() >= _SAME_WORDS * max(said.words.total(), other.words.total())
