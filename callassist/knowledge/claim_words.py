"""The words that make an amount a claim, or none (`resources/text/claims-*.toml`), found in a row of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from callassist.events import LANGUAGES, Language
from callassist.paths import shipped
from callassist.policies import Policy, load
from callassist.text.normalise import fold
from callassist.text.phrase_map import PhraseMap, Phrases
from callassist.text.tokens import clitics
from callassist.text.units import units

CueName = Literal[
    "ask", "ask_first", "opening", "tag", "why", "deny", "condition", "others", "ours", "wish", "elapsed", "since",
    "happened", "past", "remaining", "paid", "other_amount", "other_basis", "other_event", "used", "allowed",
    "states", "opens", "doubt", "links", "neutral",
]  # fmt: skip
"""What a phrase does to a claim; `resources/text/claims-en.toml` says what each is."""

# Words from here on may have something clinging to them.
_ARABIC = "\u0600"
_SHORTEST_STEM = 3


class _Frame(Policy):
    start: str
    end: str
    letters: Annotated[int, Field(ge=1)]


class _File(Policy):
    language: Language
    ask: Phrases
    ask_first: Phrases
    opening: Phrases
    tag: Phrases
    why: Phrases
    deny: Phrases
    condition: Phrases
    others: Phrases
    ours: Phrases
    wish: Phrases
    elapsed: Phrases
    since: Phrases
    happened: Phrases
    past: Phrases
    remaining: Phrases
    paid: Phrases
    other_amount: Phrases
    other_basis: Phrases
    other_event: Phrases
    used: Phrases
    allowed: Phrases
    states: Phrases
    opens: Phrases
    doubt: Phrases
    links: Phrases
    neutral: Phrases
    small: Phrases
    linking: Phrases
    frames: tuple[_Frame, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that was found.

    Attributes:
        names: all that it may be. first, last: its words, `last` excluded.
    """

    names: frozenset[CueName]
    first: int
    last: int


class ClaimWords:
    """The lists of all languages together: people mix them."""

    def __init__(self, files: Sequence[_File]) -> None:
        self._phrases: PhraseMap[CueName] = PhraseMap(
            ((phrase, name) for file in files for name in get_args(CueName) for phrase in getattr(file, name)),
            _cue_forms,
        )
        self._frames = [frame for file in files for frame in file.frames]
        self.small = frozenset(fold(word).text for file in files for word in file.small)
        self._around = units().words_around
        self.linking = frozenset(fold(word).text for file in files for word in file.linking)

    def cues(self, words: Sequence[str]) -> list[Cue]:
        """The cues among folded words, in order; a longer phrase hides those inside it."""
        found: list[Cue] = []
        at = 0
        while at < len(words):
            length, names = self._phrases.at(words, at)
            if not length and any(_fits(frame, words[at]) for frame in self._frames):
                length, names = 1, ("deny",)
            if length:
                found.append(Cue(frozenset(names), at, at + length))
            at += length or 1
        return found

    def links(self, word: str) -> bool:
        """Whether a folded word may stand between a fact's name and its value without changing what is said."""
        return not word[0].isalpha() or any(form in self.small or form in self._around for form in _cue_forms(word))

    def is_small(self, word: str) -> bool:
        """Whether a folded word says nothing about the topic."""
        return any(form in self.small for form in _cue_forms(word))


def _cue_forms(word: str) -> Iterator[str]:
    yield word
    if word > _ARABIC:
        for clitic in clitics(word):
            # What is left of a short word is another word («لكم» is no «كم»), but not behind "and".
            shortest = 2 if clitic in ("و", "ف") else _SHORTEST_STEM
            if len(word) - len(clitic) >= shortest:
                yield word[len(clitic) :]


def _fits(frame: _Frame, word: str) -> bool:
    return len(word) >= frame.letters and word.startswith(frame.start) and word.endswith(frame.end)


@cache
def claim_words() -> ClaimWords:
    """The shipped lists, read once.

    Raises:
        UserError: a file is damaged; names file, key and reason.
    """
    return read([shipped("resources", "text", f"claims-{language}.toml") for language in LANGUAGES])


def read(paths: Sequence[Path]) -> ClaimWords:
    """The lists of several languages.

    Raises:
        UserError: a file can't be read or is wrong; names file, key and reason.
    """
    return ClaimWords([load(path, _File) for path in paths])
