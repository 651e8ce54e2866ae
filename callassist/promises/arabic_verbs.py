"""Arabic verbs of the present and the future, taken apart: who does it, whether it is yet to be, and to whom.

«هبعتلك», «سنرسلها», «بيتواصلون معك», «أكلمك». Which stems are looked for is the caller's; nothing here knows roots. A
form that may be several is given as each.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Person = Literal["i", "we", "he", "she"]
"""`she` is «تتصل» too, which may be said to the customer; `he` is many as well."""
Future = Literal["will", "perhaps", "bare"]
"""Whether it is yet to be: «سـ، هـ، حـ» say so, «بـ» does in the Gulf, without any it depends on what is around."""

_CONJUNCTIONS = ("", "و", "ف")
_MARKERS: dict[str, Future] = {"": "bare", "س": "will", "ه": "will", "ح": "will", "ب": "perhaps"}
_PERSONS: dict[str, Person] = {"ا": "i", "ن": "we", "ي": "he", "ت": "she"}
# Behind these the letter of the first person may be swallowed: «هكلمك», «بكلمك».
_SWALLOWING = ("ه", "ح", "ب")
# «هالمرة» is this time.
_THESE = "هال"
_PASSIVE = ("ت", "ن")
_LEAST_STEM = 2
_LEAST_UNKNOWN = 3
_LONGEST = 18

_OBJECT = r"(?:ها|هم|هو|هالي|ه|و)?"
_TO_YOU = r"(?:ل?(?:ك|كم|كي|كو|كن)|ل?حضرتك)"
_TO_OTHERS = r"(?:ل(?:ه|ها|هم|هن))"
_TO_US = r"(?:ل?(?:ي|نا|ني))"
_AGENT = re.compile(rf"{_OBJECT}(?:(?P<you>{_TO_YOU})|{_TO_OTHERS})?")
_MANY = r"(?:ون|وا|و|ين|ي)?"
_ANYBODY = re.compile(rf"{_MANY}{_OBJECT}(?:(?P<you>{_TO_YOU})|{_TO_OTHERS}|(?P<us>{_TO_US}))?")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that was said.

    Attributes:
        stem: without anything around it. person: who does it. future: whether it is yet to be. joined: «و» stands
            before it. you, us: whether a pronoun at its end is the customer's, or the agent's own.
    """

    stem: str
    person: Person
    future: Future
    joined: bool
    you: bool
    us: bool


def verbs(word: str, agent: Collection[str], anybody: Collection[str]) -> Iterator[Verb]:
    """What a folded word may be as a verb: of stems `agent` in the first person, of `anybody` in the others."""
    for reading in _readings(word):
        stems = agent if reading.person in ("i", "we") else anybody
        pattern = _AGENT if reading.person in ("i", "we") else _ANYBODY
        # A longer stem says more of the word.
        for rest in _voices(reading):
            found = _split(rest, stems, pattern)
            if found is not None:
                stem, you, us = found
                yield Verb(stem, reading.person, reading.future, reading.joined, you, us)
                break


def is_ending(text: str, *, agent: bool) -> bool:
    """Whether `text` may follow the stem of a verb in the first person (`agent`), or in another."""
    return (_AGENT if agent else _ANYBODY).fullmatch(text) is not None


def _split(rest: str, stems: Collection[str], pattern: re.Pattern[str]) -> tuple[str, bool, bool] | None:
    """The longest of `stems` that `rest` is with an ending, and whether the customer or the agent is in that."""
    for end in range(len(rest), _LEAST_STEM - 1, -1):
        if rest[:end] in stems and (ending := pattern.fullmatch(rest[end:])) is not None:
            groups = ending.groupdict()
            return rest[:end], groups.get("you") is not None, groups.get("us") is not None
    return None


def _voices(reading: _Reading) -> Iterator[str]:
    """What is behind the letter of the person, and the same without the letter of the passive: «هيتشحن», «بينحل»."""
    yield reading.rest
    if reading.person in ("he", "she") and reading.rest[:1] in _PASSIVE and len(reading.rest) > _LEAST_STEM + 1:
        yield reading.rest[1:]


def going_to_be(word: str, *, likely: bool) -> Verb | None:
    """A folded word as a verb of the future whose stem nobody knows: «هيعدي», «سنستبدلها»; None where it can be none.

    Args:
        likely: whether one is likely to stand there, so that «بنمدد» is one too.
    """
    if word.removeprefix("و").startswith(_THESE):
        return None
    for reading in _readings(word):
        swallowed = reading.person == "i" and word.removeprefix("و")[1:2] != "ا"
        perhaps = likely and reading.future == "perhaps" and reading.person != "i"
        future = reading.future == "will" or perhaps
        swallowed = swallowed and not (likely and reading.future == "will")
        if future and not swallowed and len(reading.rest) >= _LEAST_UNKNOWN:
            you = any(word.endswith(ending) for ending in ("لك", "لكم"))
            return Verb(reading.rest, reading.person, reading.future, reading.joined, you, us=False)
    return None


@dataclass(frozen=True, slots=True)
class _Reading:
    rest: str
    person: Person
    future: Future
    joined: bool


@lru_cache(maxsize=8192)
def _readings(word: str) -> tuple[_Reading, ...]:
    return tuple(_read(word)) if not word.isascii() and len(word) <= _LONGEST else ()


def _read(word: str) -> Iterator[_Reading]:
    for conjunction in _CONJUNCTIONS:
        if not word.startswith(conjunction):
            continue
        begun = word[len(conjunction) :]
        for marker, future in _MARKERS.items():
            if not begun.startswith(marker):
                continue
            rest = begun[len(marker) :]
            person = _PERSONS.get(rest[:1])
            if person is not None and len(rest) > _LEAST_STEM:
                yield _Reading(rest[1:], person, future, bool(conjunction))
            if marker in _SWALLOWING and len(rest) >= _LEAST_STEM:
                yield _Reading(rest, "i", future, bool(conjunction))
