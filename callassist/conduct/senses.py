"""What words are about (`resources/conduct/senses-*.toml`): the trained model meets many words for one thing.

"I know which nursery" was never written for it, "I know which school" was; both are knowing something of a family.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, Self, get_args

from pydantic import model_validator

from callassist.conduct.listed import Some
from callassist.events import LANGUAGES, Language
from callassist.paths import shipped
from callassist.policies import Policy, load
from callassist.text.phrase_map import folded_words
from callassist.text.stems import stems

Sense = Literal[
    "mind", "schooling", "clever", "animal", "lowthing", "filth", "swear", "lowjob", "kind", "woman", "looks",
    "sexual", "death", "hell", "wish", "injury", "fire", "arms", "thugs", "crime", "spy", "home", "workplace",
    "vehicle", "family", "night", "come", "warn", "befall", "ending", "colleague", "anyone", "branch", "device",
    "silence", "away", "legal", "money", "fault", "polite", "joking", "others", "self", "parents", "likened",
    "shameful", "blessing", "praise", "carping", "contact", "reported",
]  # fmt: skip
SENSES: tuple[Sense, ...] = get_args(Sense)

_ARABIC = "\u0600"
_ENDINGS = ("'s", "ing", "ed", "es", "s")
_SHORTEST = 3


class _File(Policy):
    language: Language
    senses: Mapping[Sense, Some]

    @model_validator(mode="after")
    def _all_are_there(self) -> Self:
        if missing := [sense for sense in SENSES if sense not in self.senses]:
            raise ValueError(f"no words of {', '.join(missing)}")
        return self


class SenseFinder:
    """Finds what words are about.

    Args:
        listed: by sense, words and phrases.
    """

    def __init__(self, listed: Iterable[Mapping[Sense, Sequence[str]]]) -> None:
        self._words: dict[str, set[Sense]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
        for each in listed:
            for sense, phrases in each.items():
                for phrase in phrases:
                    words = folded_words(phrase)
                    if len(words) == 1:
                        self._words.setdefault(words[0], set()).add(sense)
                    else:
                        self._phrases.setdefault(words[0], []).append((words, sense))

    def row(self, words: Sequence[str]) -> list[frozenset[Sense]]:
        """What each of a row of folded words is about; a phrase's sense is its first word's."""
        return [self._at(words, place) for place in range(len(words))]

    def _at(self, words: Sequence[str], place: int) -> frozenset[Sense]:
        found: set[Sense] = set()
        for form in _forms(words[place]):
            found |= self._words.get(form, set())
            for phrase, sense in self._phrases.get(form, ()):
                said = words[place : place + len(phrase)]
                if len(said) == len(phrase) and all(
                    one in _forms(word) for one, word in zip(phrase[1:], said[1:], strict=True)
                ):
                    found.add(sense)
        return frozenset(found)


@lru_cache(maxsize=65536)
def _forms(word: str) -> frozenset[str]:
    """A folded word and what may be left of it without clitics or an English ending."""
    if word >= _ARABIC:
        return stems(word)
    left = {word.removesuffix(ending) for ending in _ENDINGS if len(word) >= len(ending) + _SHORTEST}
    doubled = {form[:-1] for form in left if len(form) > _SHORTEST and form[-1] == form[-2]}
    return frozenset({word} | left | doubled | {form + "e" for form in left if form != word})


def read(path: Path) -> _File:
    """One language's senses; a UserError names file, key and reason."""
    return load(path, _File)


@cache
def sense_finder() -> SenseFinder:
    """That of the shipped words."""
    files = (read(shipped("resources", "conduct", f"senses-{language}.toml")) for language in LANGUAGES)
    return SenseFinder(file.senses for file in files)
