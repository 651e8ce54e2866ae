"""A line with words put right that were plainly misheard: «خلالثلاثة أيام», «أسبوءين», "Sundey".

Only what is no word of ours, and is one of them but for a space or a letter, is put right, by its sound or by the words
beside it; what may be two of them is left. Whatever rests on a guess is proposed as unsure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from callassist.promises import misheard_verbs, promising, time_words
from callassist.promises.expected import expected
from callassist.promises.heard_as import heard_as, next_day
from callassist.promises.known_words import (
    LETTERS_ALIKE,
    by_rest,
    is_known,
    near,
    others,
    sounds_like,
    vocabulary,
)
from callassist.promises.misheard_numbers import compound, in_digits
from callassist.promises.misheard_phrases import in_phrase
from callassist.promises.misheard_will import contraction, cut_contraction, will
from callassist.promises.run_together import apart, joined, least
from callassist.promises.small_classes import is_day, is_unit
from callassist.text.edits import Edit, Edited, apply
from callassist.text.tokens import tokens

# What was put right may say what the word beside it was.
_PASSES = 2
# A word of time with so many letters may have any of them wrong or lost; none is gained. Names of days have less; of
# Arabic words only those of days, of their parts, and lengths are told apart by so few.
_SHORTEST_WRONG = 6
_SHORTEST_DAY = 5
# A word that makes a promise none may have any letter wrong if it has so many, else one that sounds alike.
_SHORTEST_VETO = 4
_SHORTEST_WRONG_VETO = 6
_ARTICLE = "ال"
_AND = "و"
_LONGEST = 20
_GLUED = re.compile(r"((?:i|we|you|he|she|it|they)'l)l?([a-z]{3,})?")
_GLUED_BE = re.compile(r"((?:we|you|they)'re|i'm)([a-z]{4,})")
_WILL = re.compile(r"w[a-z]?ll|wil[a-z]?|w[a-z]il|wi[a-z]l|willl|[a-z]will")
_WRONG_WILL = re.compile(r"(i|we|you|he|she|it|they)(?:'[a-z]l|'l[a-z]|[a-z]ll|'ll(?=l))")
_NO_WILL = frozenset({"well", "wall", "wild", "wilt", "wills", "wolf"})
_STANDING = str.maketrans(
    {"ث": "س", "ص": "س", "ض": "د", "ظ": "د", "ذ": "د", "ز": "د", "ط": "ت", "ق": "ك", "ح": "ه", "ع": "ا"}
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A folded word, and the characters that it was read out of. `guessed`: it was put right."""

    folded: str
    start: int
    end: int
    guessed: bool = False


def mended(text: str) -> Edited:
    """`text` with what was misheard put right."""
    row = [_Word(token.folded, token.start, token.end) for token in tokens(text)]
    for _ in range(_PASSES):
        before = row
        row = _put_right(row)
        if row == before:
            break
    return apply(text, _edits(row))


def _edits(row: Iterable[_Word]) -> Iterator[Edit]:
    """What was put right: words that were read out of the same characters are one edit."""
    together: list[_Word] = []
    for word in (*row, None):
        if together and (word is None or word.start >= max(each.end for each in together)):
            if any(each.guessed for each in together):
                start, end = together[0].start, max(each.end for each in together)
                yield Edit(start, end, " ".join(each.folded for each in together))
            together = []
        if word is not None:
            together.append(word)


def _put_right(row: Sequence[_Word]) -> list[_Word]:
    """`row` with what can be told of each word by those before it, as they were put right, and those behind it."""
    found = list(row)
    words = [word.folded for word in found]
    at = 0
    while at < len(found):
        taken, better = _better(found, words, at)
        if better:
            first, last = found[at], found[at + taken - 1]
            found[at : at + taken] = [_Word(word, first.start, last.end, guessed=True) for word in better]
            words[at : at + taken] = better
        at += 1
    return found


def _better(row: Sequence[_Word], words: Sequence[str], at: int) -> tuple[int, Sequence[str]]:
    """How many words at `at` were others, and which; nothing where they are right, or nobody can tell."""
    word, goes_on = words[at], at + 1 < len(words)
    if (number := compound(words, at)) is not None:
        return number
    english = word.isascii()
    if english and (cut := cut_contraction(words, at)) is not None:
        return cut[0], [cut[1]]
    touching = goes_on and row[at + 1].start == row[at].end + 1 and word.isalpha() and words[at + 1].isalpha()
    if touching and (whole := joined(word, words[at + 1])) is not None:
        return 2, [whole]
    if not word[0].isalpha():
        return 1, ()
    one = heard_as(words, at) or (will(words, at) if english else None) or in_phrase(words, at)
    if one is None and not is_known(word):
        one = in_digits(words, at, expected(words, at))
    if one is None:
        one = _by_itself(word) or _day(words, at)
    if one is not None:
        return 1, one.split()
    if is_known(word) or len(word) > _LONGEST or _is_two(word):
        return 1, ()
    verb = misheard_verbs.english(words, at) if english else misheard_verbs.arabic(words, at)
    if verb is not None:
        return 1, [verb]
    if len(word) < least(word):
        return 1, ()
    return 1, apart(word, counted=goes_on and words[at + 1].isdecimal()) or ()


@lru_cache(maxsize=4096)
def _by_itself(word: str) -> str | None:
    """What was meant by a folded word, whatever is beside it; None where it is one, or nobody can tell."""
    if (glued := _GLUED.fullmatch(word)) is not None and not word.endswith("'ll"):
        return f"{glued[1]}l {glued[2] or ''}".rstrip()
    if (contracted := _WRONG_WILL.fullmatch(word)) is not None and not word.endswith("'ll") and word not in others():
        return f"{contracted[1]}'ll"
    if (begun := _GLUED_BE.fullmatch(word)) is not None:
        return f"{begun[1]} {begun[2]}"
    if "'" in word and (whole := contraction(word)) is not None:
        return whole
    if word.endswith("'s") and is_unit(word.removesuffix("'s")):
        return word.removesuffix("'s")
    if _WILL.fullmatch(word) and word != "will" and word not in _NO_WILL:
        return "will"
    if len(word) > _LONGEST or len(word) < _SHORTEST_VETO or is_known(word):
        return None
    if len(word) < least(word):
        return _veto(word)
    close = _close(word)
    if close:
        return close[0] if len(close) == 1 else None
    return _with_article(word) or _veto(word)


def _is_two(word: str) -> bool:
    return len(_close(word)) > 1


@lru_cache(maxsize=4096)
def _close(word: str) -> Sequence[str]:
    """The words of time that differ from `word` in a letter that sounds alike."""
    return [known for known in _nearly().get(_outline(word), ()) if sounds_like(word, known)]


def _with_article(word: str) -> str | None:
    """The word of time whose article was misheard: «اساعة», «ثلسبت»."""
    if word.isascii():
        return None
    rest = word[1:] if word[0] in _ARTICLE else word[2:] if word[:1] in _ARTICLE or word[1:2] == _ARTICLE[1] else ""
    whole = _ARTICLE + rest
    return whole if len(rest) >= least(word) - 1 and whole in vocabulary() else None


def _day(words: Sequence[str], at: int) -> str | None:
    """The word of time that one was, though nothing beside it says so, where the row has none but of the hour."""
    word = words[at]
    if is_known(word) or _is_two(word):
        return None
    found, told = _one_letter_wrong(word), any(map(is_day, words))
    if found is not None:
        return None if told and is_day(found) else found
    return None if told else next_day(words, at)


def _one_letter_wrong(word: str) -> str | None:
    """The only word of time that is one letter away, whichever that is."""
    if len(word) > _LONGEST or len(word) < least(word):
        return None
    known = _long(english=word.isascii())
    found = [each for each in near(word, known) if len(each) >= len(word)]
    return found[0] if len(found) == 1 else None


def _veto(word: str) -> str | None:
    """The word by which a promise is none that one was: «ممكب», "hopevully"."""
    if word[0] == _AND and len(word) > _SHORTEST_VETO and (rest := _veto(word[1:])) is not None:
        return _AND + rest
    found = near(word, _vetoes())
    alike = [each for each in found if sounds_like(word, each)]
    if len(alike) == 1:
        return alike[0]
    wrong = [each for each in found if len(each) >= max(len(word), _SHORTEST_WRONG_VETO)]
    return wrong[0] if len(wrong) == 1 and not alike else None


@cache
def _vetoes() -> Mapping[str, tuple[str, ...]]:
    words = promising.load()
    return by_rest(word for word in words.vetoes | words.futures | words.things if len(word) >= _SHORTEST_VETO)


@cache
def _long(*, english: bool) -> Mapping[str, tuple[str, ...]]:
    """Longer words of time by what is left of them without one letter, or without none."""
    alone = time_words.load().alone
    named = alone["days"].keys() | alone["weekdays"].keys()
    if english:
        found = {word for word in vocabulary() if len(word) >= _SHORTEST_WRONG}
        found |= {word for word in named if len(word) >= _SHORTEST_DAY}
    else:
        # «الصياح» is no morning.
        parts = {word for word in alone["parts"] if not word.startswith(_ARTICLE)}
        found = {word for word in named.union(parts, alone["spans"]) if len(word) >= _SHORTEST_WRONG}
        found |= {word for word in alone["days"] if len(word) >= _SHORTEST_DAY}
    return by_rest(word for word in found if word.isascii() == english)


@cache
def _nearly() -> dict[tuple[int, str], tuple[str, ...]]:
    """The vocabulary by what is left of each word where letters that may sound alike are left out."""
    found: dict[tuple[int, str], list[str]] = {}
    for word in sorted(vocabulary()):
        if len(word) >= least(word):
            found.setdefault(_outline(word), []).append(word)
    return {outline: tuple(words) for outline, words in found.items()}


def _outline(word: str) -> tuple[int, str]:
    return len(word), "".join(letter for letter in word if letter not in LETTERS_ALIKE)


def sounded(word: str) -> str:
    """A folded Arabic word with one letter for all that recognisers take for each other."""
    return word.translate(_STANDING)
