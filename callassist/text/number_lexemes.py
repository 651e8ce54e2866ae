"""A folded text as a row of lexemes: each token with what it can be in a number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from callassist.events import Language
from callassist.text.normalise import Folded
from callassist.text.number_words import Kind, Word, lexicon
from callassist.text.tokens import clitics, ranges

_TYPED = Word("typed", 0, None)
# Between numbers an idiom is none: "ten fifty fifty one".
_DICTATED = ("unit", "ten", "teen", "tens", "hundreds", "repeat", "typed")
# No number word with its clitics is as long; longer ones are not looked up, and not kept in the cache.
_LONGEST = 24


class Lexeme(NamedTuple):
    """A token read as part of a number.

    Attributes:
        text: folded, with its clitic. start, end: its range in the folded text. word: what it can be, None where it
            is no number word. clitic: what clings to the front of an Arabic number word («و», «بال»), else "".
    """

    text: str
    start: int
    end: int
    word: Word | None = None
    clitic: str = ""

    @property
    def kind(self) -> Kind | None:
        """The word's part in a number."""
        return self.word.kind if self.word else None

    @property
    def value(self) -> int:
        """What the word is worth; 0 where it is no number word."""
        return self.word.value if self.word else 0

    @property
    def language(self) -> Language | None:
        """The language the number word belongs to."""
        return self.word.language if self.word else None

    @property
    def stem(self) -> int:
        """Where the word begins behind its clitic, in the folded text."""
        return self.start + len(self.clitic)

    @property
    def definite(self) -> bool:
        """Whether it carries the article."""
        return self.clitic.endswith(("ال", "لل"))


def lexemes(folded: Folded) -> list[Lexeme]:
    """The row of lexemes of a folded text. Idioms («ستين داهية») hold no number words."""
    row: list[Lexeme] = []
    for start, end in ranges(folded.text):
        text = folded.text[start:end]
        if text[0].isdecimal():
            row.append(Lexeme(text, start, end, _TYPED))
            continue
        word, clitic = _reading(text[: _LONGEST + 1])
        if word and word.kind == "ten" and not clitic and row:
            if lexicon().context.ordinals_before_ten.before(row, len(row)):
                word = None  # «الحادية عشرة» is the eleventh, and no ten
            row[-1] = _before_ten(row[-1])
        row.append(Lexeme(text, start, end, word, clitic))
    return _without_false_words(row)


def kind(row: Sequence[Lexeme], at: int) -> Kind | None:
    """What the lexeme at `at` is in a number; None past the end."""
    return row[at].kind if 0 <= at < len(row) else None


def bare_kind(row: Sequence[Lexeme], at: int) -> Kind | None:
    """What the lexeme at `at` is in a number, if no clitic clings to it."""
    return row[at].kind if 0 <= at < len(row) and not row[at].clitic else None


@lru_cache(maxsize=1 << 14)
def _reading(text: str) -> tuple[Word | None, str]:
    words = lexicon().words
    if word := words.get(text):
        return word, ""
    for clitic in clitics(text):
        word = words.get(text[len(clitic) :])
        if word and word.language == "ar" and word.kind not in ("and", "sign", "point"):
            return word, clitic
    return None, ""


def _before_ten(lexeme: Lexeme) -> Lexeme:
    """The lexeme in front of عشر. Folded, «وأحد عشر» begins like «واحد»; nobody says «واحد عشر» for it."""
    if lexeme.text.startswith("و") and not lexeme.clitic:
        word = lexicon().words.get(lexeme.text[1:])
        if word and word.kind == "before_ten":
            return Lexeme(lexeme.text, lexeme.start, lexeme.end, word, "و")
    return lexeme


def _without_false_words(row: list[Lexeme]) -> list[Lexeme]:
    """`row` with number words that are none taken for plain ones: idioms, and the "O" of a code ("8O1")."""
    idioms = lexicon().context.idioms
    at = 0
    while at < len(row):
        word, length = row[at].word, 0
        if word is None or word is _TYPED:
            at += 1
            continue
        if word.kind == "weak":
            length = int(_touch_typed(row, at, at - 1) or _touch_typed(row, at, at + 1))
        elif length := idioms.at(row, at):
            dictated = kind(row, at - 1) in _DICTATED or kind(row, at + length) in _DICTATED
            length = 0 if dictated else length
        for place in range(at, at + length):
            row[place] = Lexeme(row[place].text, row[place].start, row[place].end)
        at += length or 1
    return row


def _touch_typed(row: Sequence[Lexeme], at: int, other: int) -> bool:
    """Whether typed digits at `other`, beside `at`, are written together with it."""
    first, last = sorted((at, other))
    return kind(row, other) == "typed" and row[first].end == row[last].start
