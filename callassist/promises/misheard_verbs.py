"""Verbs of promising that were misheard, known by their frame: «بيورك الفني», «ظيعاود الاتصال بك», "I'll cail you".

An Arabic verb has three parts: what says when and who («سيـ»), the stem, and for whom («ـلك»). Where two of them are
right, one letter of the third may be wrong, and what stands beside the word says whether a verb can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import get_args

from callassist.promises import promising
from callassist.promises.arabic_verbs import is_ending, verbs
from callassist.promises.known_words import by_rest, is_known, is_of_time, is_one_apart, near, sounds_like
from callassist.promises.promising import Sense
from callassist.text.phrase_map import PhraseMap

_CONJUNCTIONS = ("", "و", "ف")
_MARKERS = ("س", "ه", "ب", "ح", "")
# Few say «حيكلمك», and many nouns begin so.
_SELDOM = "ح"
_SURE = frozenset({"س", "ه", "ح"})
# Behind these the letter of the first person may be swallowed: «هكلمك».
_SWALLOWING = frozenset({"ه", "ح", "ب"})
_FIRST, _OTHER = ("ا", "ن"), ("ي", "ت")
_PERSONS = frozenset(_FIRST + _OTHER)
_PASSIVE = ("ت", "ن")
# What stands before a verb for other reasons: «ليتواصل», «فيتم», «مرسل».
_NO_MARKERS = frozenset("لفومكا")
_TO_YOU = ("ك", "كم", "لك", "لكم")
_ARTICLE = "ال"
# «أرسلت» is over.
_OVER = "ت"
_SHORTEST = 4
_SHORTEST_STEM = 3
_SHORTEST_PART = 2
_LONGEST = 14
# How far behind a verb the one for whom it is done may stand.
_CLOSE = 2
_FUTURES = ("سوف", "راح")
_SHORTEST_EN = 4
# "tex" is "text", but few others are so short.
_SHORTEST_HEARD_EN = 3
_LED = frozenset({"will", "gonna", "shall"})
# Behind these a verb is inflected: "be fynished", "I'm emailimg it".
_DOING = frozenset({"be", "i'm", "we're"})
_INFLECTED = ("ed", "ing", "en")
_MOST_ADVERBS = 2


@dataclass(frozen=True, slots=True)
class _Guess:
    """What a word may have been. `marker`: what says that it is yet to be. `you`: it ends with the customer. `lost`:
    the letter of the person was. `sure`: it is a verb of telling, said to the customer."""

    word: str
    marker: str
    stem: str
    sense: Sense
    you: bool
    lost: bool = False
    sure: bool = False


def arabic(words: Sequence[str], at: int) -> str | None:
    """The verb, or the particle of the future before one, that an unknown Arabic word at `at` was."""
    word = words[at]
    if (particle := _future(words, at)) is not None:
        return particle
    if word.startswith(_ARTICLE) or not _SHORTEST <= len(word) <= _LONGEST or (guess := _closest(word)) is None:
        return None
    you = guess.you or _is_for_you(words, at)
    led = at > 0 and any(_phrases(name).before(words, at)[0] for name in ("future", "aside", "vow"))
    if not guess.marker:
        return guess.word if led else None
    if guess.sure:
        return guess.word
    # By themselves to call and to send are promises, so that it takes a time to guess them.
    sure = sounds_like(word, guess.word) or guess.sense in ("act", "come")
    if not sure and not any(map(is_of_time, words)):
        return None
    if guess.marker in _SURE and not guess.lost:
        return guess.word
    return guess.word if you and any(map(is_of_time, words)) else None


def english(words: Sequence[str], at: int) -> str | None:
    """The verb that an unknown English word behind "will" was."""
    word, before = words[at], at - 1
    while before >= max(0, at - _MOST_ADVERBS) and _phrases("adverbs").at(words, before)[0] and words[before] != "be":
        before -= 1
    going = before > 0 and words[before - 1 : before + 1] == ["going", "to"]
    led = before >= 0 and (going or words[before] in _LED or words[before] in _DOING or words[before].endswith("'ll"))
    if not led or len(word) < _SHORTEST_HEARD_EN:
        return None
    senses = _english()
    found = near(word, _english_by_rest())
    if words[before] in _DOING:
        # "I'm ending the call" is not "sending".
        sure = words[before] == "be"
        found = frozenset(each for each in found if each.endswith(_INFLECTED) and (sure or sounds_like(word, each)))
    alike = {each for each in found if sounds_like(word, each)} or found
    return min(alike) if len({senses[each] for each in alike}) == 1 else None


def _future(words: Sequence[str], at: int) -> str | None:
    """«سوف» or «راح», where a bare verb follows."""
    word = words[at]
    if len(word) != len(_FUTURES[0]) or at + 1 >= len(words):
        return None
    found = [each for each in _FUTURES if is_one_apart(word, each)]
    known = promising.load()
    bare = any(verb.future == "bare" for verb in verbs(words[at + 1], known.first["ar"], known.other["ar"]))
    return found[0] if len(found) == 1 and bare else None


def _is_for_you(words: Sequence[str], at: int) -> bool:
    places = range(at + 1, min(at + 1 + _CLOSE, len(words)))
    return any(_phrases("you").at(words, place)[0] for place in places)


def _phrases(name: str) -> PhraseMap[bool]:
    return promising.load().phrases[name]


@lru_cache(maxsize=4096)
def _closest(word: str) -> _Guess | None:
    """The likeliest verb that is one letter from a word: what sounds alike before all else, then the longest stem."""
    found = [guess for guess in _guesses(word) if guess.word != word]
    senses = get_args(Sense)
    return max(
        found,
        key=lambda guess: (
            sounds_like(word, guess.word),
            len(guess.stem),
            -senses.index(guess.sense),
            -_MARKERS.index(guess.marker),
            guess.word,
        ),
        default=None,
    )


def _guesses(word: str) -> Iterator[_Guess]:
    for conjunction in _CONJUNCTIONS:
        begun = word.removeprefix(conjunction)
        if conjunction and begun == word:
            continue
        for marker in _MARKERS:
            if marker in _SWALLOWING and begun.startswith(marker):
                yield from _with_stem(conjunction, marker, "", begun[len(marker) :])
            elif marker in _SWALLOWING and begun[0] not in _NO_MARKERS and begun[0] not in _PERSONS:
                yield from _with_letter(conjunction, marker, begun[1:])
            for persons in (_FIRST, _OTHER):
                for person in persons:
                    if begun.startswith(marker + person):
                        rest = begun[len(marker + person) :]
                        yield from _with_stem(conjunction, marker, person, rest)
                    elif marker:
                        yield from _with_front(conjunction, marker, person, begun)


def _with_stem(conjunction: str, marker: str, person: str, rest: str) -> Iterator[_Guess]:
    """The beginning is right: a letter of the stem may be wrong, or one of the ending."""
    agent = person not in _OTHER
    senses, rests = _stems(agent=agent), _stems_by_rest(agent=agent)
    passive = rest[:1] if not agent and rest[:1] in _PASSIVE and len(rest) > _SHORTEST_STEM else ""
    for voice in dict.fromkeys(("", passive)):
        said = rest.removeprefix(voice)
        for cut in range(_SHORTEST_PART, len(said) + 1):
            stem, end = said[:cut], said[cut:]
            before = conjunction + marker + person + voice
            if is_ending(end, agent=agent) and (marker != _SELDOM or len(stem) >= _SHORTEST_STEM):
                for meant in near(stem, rests):
                    guessed, you = before + meant + end, end.endswith(_TO_YOU)
                    sure = you and marker in _SURE and bool(person) and meant in promising.load().telling
                    yield _Guess(guessed, marker, meant, senses[meant], you, lost=not person, sure=sure)
            elif stem in senses:
                for each in _TO_YOU:
                    told = stem in promising.load().telling and len(end) == len(each) == 1 and end != _OVER
                    long = marker in _SURE and len(end) == len(each) == _SHORTEST_PART and is_one_apart(end, each)
                    if told or long or sounds_like(end, each):
                        yield _Guess(before + stem + each, marker, stem, senses[stem], you=True, sure=told or long)


def _with_letter(conjunction: str, marker: str, rest: str) -> Iterator[_Guess]:
    """The one letter is wrong that says when, that of the person being swallowed: «ثرسل لك»."""
    senses = _stems(agent=True)
    for cut in range(_SHORTEST_STEM, len(rest) + 1):
        stem, end = rest[:cut], rest[cut:]
        if stem in senses and is_ending(end, agent=True):
            yield _Guess(conjunction + marker + rest, marker, stem, senses[stem], end.endswith(_TO_YOU), lost=True)


def _with_front(conjunction: str, marker: str, person: str, begun: str) -> Iterator[_Guess]:
    """Stem and ending are right: a letter of the beginning is wrong or lost."""
    agent = person in _FIRST
    senses = _stems(agent=agent)
    for length in (1, 2):
        front, rest = begun[:length], begun[length:]
        lost = length == 1 and front == marker
        wrong = length == len(marker + person) and is_one_apart(front, marker + person) and front[0] not in _NO_MARKERS
        if not (lost or wrong):
            continue
        for cut in range(_SHORTEST_STEM, len(rest) + 1):
            stem, end = rest[:cut], rest[cut:]
            if stem in senses and is_ending(end, agent=agent):
                meant = conjunction + marker + person + rest
                yield _Guess(meant, marker, stem, senses[stem], end.endswith(_TO_YOU), lost)


@cache
def _stems(*, agent: bool) -> Mapping[str, Sense]:
    words = promising.load()
    return (words.first if agent else words.other)["ar"]


@cache
def _stems_by_rest(*, agent: bool) -> Mapping[str, tuple[str, ...]]:
    return by_rest(stem for stem in _stems(agent=agent) if len(stem) >= _SHORTEST_STEM)


@cache
def _english() -> Mapping[str, Sense]:
    words = promising.load()
    return {**words.other["en"], **words.first["en"]}


@cache
def _english_by_rest() -> Mapping[str, tuple[str, ...]]:
    return by_rest(verb for verb in _english() if len(verb) >= _SHORTEST_EN and is_known(verb))
