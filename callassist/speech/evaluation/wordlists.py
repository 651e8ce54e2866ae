"""The company's words in what was said and in what was heard: found, missed, or invented from the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from callassist import paths
from callassist.events import Language
from callassist.speech.evaluation.scoring import normalised
from callassist.speech.vocabulary import chosen, read_words
from callassist.text.normalise import clean
from callassist.text.numbers import find_numbers
from callassist.text.stems import stems, without_article
from callassist.text.tokens import tokens

MOST_WORDS = 80
"""How many words are shown to a model: as many in Arabic as fit into Whisper's prompt, about 220 tokens."""

_SHORTEST_CONTENT_WORD = 3


@dataclass(frozen=True, slots=True)
class Spotted:
    """How often words of a list were said and heard, by word.

    Attributes:
        found: said and heard. missed: said, not heard. invented: heard more often than said.
    """

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Spotted) -> Spotted:
        return Spotted(self.found + other.found, self.missed + other.missed, self.invented + other.invented)


class WordList:
    """Words and short phrases looked for in normalised texts.

    An Arabic word counts whatever is written together with it («بالفاتورة», «فاتورتي» for «الفاتورة»), since that is
    grammar, not recognition; in the text that was said and in the one that was heard alike.
    """

    def __init__(self, words: Iterable[str], language: Language) -> None:
        keys = {word: tuple(map(without_article, normalised(word, language))) for word in words}
        self._keys: Mapping[str, tuple[str, ...]] = {word: key for word, key in keys.items() if key}

    def spot(self, said: Sequence[str], heard: Sequence[str]) -> Spotted:
        """Compare normalised words said with those heard."""
        in_said, in_heard = self._counted(said), self._counted(heard)
        return Spotted(in_said & in_heard, in_said - in_heard, in_heard - in_said)

    def _counted(self, words: Sequence[str]) -> Counter[str]:
        found = [stems(word) for word in words]
        return Counter(
            {
                word: sum(
                    all(part in found[start + n] for n, part in enumerate(key))
                    for start in range(len(found) - len(key) + 1)
                )
                for word, key in self._keys.items()
            }
        )


def content_words(texts: Iterable[str], language: Language, *, most: int) -> tuple[str, ...]:
    """The words worth telling a recogniser, as a company would pick them from transcripts of its other calls.

    Function words, numbers and very short words are left out; those of most texts come first, longer ones first among
    equals. Each is spelled as it was first written, since what a recogniser is shown it writes.
    """
    spelling: dict[str, str] = {}
    texts_with: Counter[str] = Counter()
    for text in texts:
        words = {token.folded: token.text for token in tokens(clean(text)) if _is_content(token.folded, language)}
        texts_with.update(words.keys())
        spelling = words | spelling
    ordered = sorted(texts_with, key=lambda word: (-texts_with[word], -len(word), word))
    return chosen((spelling[word] for word in ordered), most=most)


def _is_content(word: str, language: Language) -> bool:
    is_long = len(word) >= _SHORTEST_CONTENT_WORD and word.isalpha()
    if not is_long or find_numbers(word, language, lone=True):
        return False
    return _function_words(language).isdisjoint(stems(word))


@cache
def _function_words(language: Language) -> frozenset[str]:
    listed = read_words(paths.shipped("resources", "evaluation", f"function-words-{language}.txt"))
    return frozenset(part for word in listed for part in normalised(word, language))
