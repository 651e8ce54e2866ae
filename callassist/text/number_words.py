"""The words that numbers are made of, and the words around them that say how they are meant (`resources/text`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Protocol

from pydantic import BeforeValidator, ConfigDict

from callassist.errors import UserError
from callassist.events import LANGUAGES, Language
from callassist.paths import shipped
from callassist.policies import Policy, load
from callassist.text.normalise import fold
from callassist.text.tokens import ranges

Kind = Literal[
    "unit", "weak", "ten", "teen", "tens", "hundred", "hundreds", "thousands", "scale", "scales", "dual",
    "before_ten", "ordinal", "repeat", "again", "times", "fraction", "and", "article", "point", "sign", "typed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """What a word can be in a number.

    Attributes:
        kind: its part (`unit`, `tens`, `scale` …; the sections of the data files say what each is). value: what it
            is worth, or how often it repeats. sign: the sign it is a name for, with `sign`.
        language: it belongs to; None for what was typed in digits.
    """

    kind: Kind
    value: int
    language: Language | None
    sign: str = ""


class Read(Protocol):
    """A token as phrases see it."""

    @property
    def text(self) -> str:
        """The token, folded."""


class Phrases:
    """A set of words and phrases that is looked for at a place in a row of tokens."""

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        self._by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._by_last: dict[str, tuple[tuple[str, ...], ...]] = {}
        for phrase in phrases:
            words = _folded_words(phrase)
            self._by_first[words[0]] = (*self._by_first.get(words[0], ()), words)
            self._by_last[words[-1]] = (*self._by_last.get(words[-1], ()), words)

    def __or__(self, other: Phrases) -> Phrases:
        both = Phrases()
        for mine, joined, theirs in (
            (self._by_first, both._by_first, other._by_first),
            (self._by_last, both._by_last, other._by_last),
        ):
            joined.update(mine)
            joined.update({word: (*mine.get(word, ()), *found) for word, found in theirs.items()})
        return both

    def at(self, row: Sequence[Read], place: int) -> int:
        """How many tokens the longest phrase that begins at `place` has; 0 where none does."""
        if not 0 <= place < len(row):
            return 0
        known = self._by_first.get(row[place].text, ())
        return max((len(words) for words in known if _matches(words, row, place)), default=0)

    def before(self, row: Sequence[Read], place: int) -> bool:
        """Whether a phrase ends just before the token at `place`."""
        if not 0 < place <= len(row):
            return False
        known = self._by_last.get(row[place - 1].text, ())
        return any(_matches(words, row, place - len(words)) for words in known)


def _matches(words: tuple[str, ...], row: Sequence[Read], place: int) -> bool:
    return place >= 0 and words == tuple(token.text for token in row[place : place + len(words)])


def _folded_words(phrase: str) -> tuple[str, ...]:
    folded = fold(phrase).text
    return tuple(folded[start:end] for start, end in ranges(folded))


def _phrases(entries: object) -> Phrases:
    if not isinstance(entries, list) or not all(isinstance(entry, str) and entry.strip() for entry in entries):
        raise ValueError("must be a list of words or phrases")
    return Phrases(entries)


_Listed = Annotated[Phrases, BeforeValidator(_phrases)]


class Context(Policy):
    """What stands around numbers; each list is described in `resources/text/numbers-en.toml`."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    measures: _Listed
    one_stays_before: _Listed
    labels: _Listed
    one_stays_after: _Listed
    quantifiers: _Listed
    months: _Listed
    month_after_of: _Listed
    of: _Listed
    clock_before: _Listed
    clock_after: _Listed
    past: _Listed
    year_before: _Listed
    date_before: _Listed
    definite: _Listed
    fillers: _Listed
    idioms: _Listed
    ranges: _Listed
    between: _Listed
    hours: _Listed
    ordinals_before_ten: _Listed

    def joined(self, other: Context) -> Context:
        """The lists of both."""
        both = {name: getattr(self, name) | getattr(other, name) for name in type(self).model_fields}
        return Context.model_construct(**both)


class _Fused(Policy):
    endings: str
    stems: dict[int, str]


class _File(Policy):
    language: Language
    words: dict[Kind, dict[int, str]]
    signs: dict[str, str]
    fused: dict[Kind, _Fused] = {}
    context: Context


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every number word by its folded spelling, of all languages, and the words around numbers."""

    words: dict[str, Word]
    context: Context


@cache
def lexicon() -> Lexicon:
    """The shipped word lists, read once.

    Raises:
        UserError: a file is damaged, or gives one spelling two meanings.
    """
    return read([shipped("resources", "text", f"numbers-{language}.toml") for language in LANGUAGES])


def read(paths: Sequence[Path]) -> Lexicon:
    """Word lists of several languages as one; their spellings may not overlap.

    Raises:
        UserError: a file can't be read, or gives one spelling two meanings; names file, word and reason.
    """
    words: dict[str, Word] = {}
    contexts: list[Context] = []
    for path in paths:
        file = load(path, _File)
        contexts.append(file.context)
        for spelling, word in _spellings(file):
            if words.setdefault(spelling, word) != word:
                raise UserError(f"{path}: “{spelling}” means two things.", "Take it out of one of the lists.")
    context = contexts[0]
    for other in contexts[1:]:
        context = context.joined(other)
    return Lexicon(words, context)


def _spellings(file: _File) -> Iterable[tuple[str, Word]]:
    for kind, by_value in file.words.items():
        for value, spellings in by_value.items():
            for spelling in spellings.split():
                yield fold(spelling).text, Word(kind, value, file.language)
    for sign, spellings in file.signs.items():
        for spelling in spellings.split():
            yield fold(spelling).text, Word("sign", 0, file.language, sign)
    for kind, fused in file.fused.items():
        for value, stems in fused.stems.items():
            for stem in stems.split():
                for ending in fused.endings.split():
                    yield fold(stem + ending).text, Word(kind, value, file.language)
