"""The words in which people say when something is going to be (`resources/promises/times-*.toml`)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, TypeVar

from callassist import paths, policies
from callassist.events import LANGUAGES, Language
from callassist.promises.policy import WEEKDAYS, Part, Weekday
from callassist.text.normalise import fold
from callassist.text.phrase_map import PhraseMap, Phrases, folded_words
from callassist.text.tokens import clitics

End = Literal["day", "week", "next_week", "month", "next_month", "year"]
Span = Literal["week", "next_week", "week_after_next", "month", "next_month", "next_year", "weekend"]
Half = Literal["am", "pm"]

_ARTICLE = "ال"
_MELTED = "لل"
# «علي» is no «لي», and «كيوم» is nothing that anybody says; «عالساعة» stands in the lists.
_SELDOM = ("ع", "ك")


class _Around(policies.Policy):
    """What stands around a day or an hour; the files say what each list is for."""

    at: Phrases
    give: Phrases
    hour: Phrases
    oclock: Phrases
    half_past: Phrases
    quarter_past: Phrases
    quarter_to: Phrases
    minutes_past: Phrases
    minutes_to: Phrases
    date: Phrases
    of: Phrases
    this_month: Phrases
    next_month: Phrases
    next: Phrases
    of_next_week: Phrases
    within: Phrases
    during: Phrases
    later: Phrases
    ago: Phrases
    lasting: Phrases
    working: Phrases
    gift: Phrases
    to: Phrases
    between_hours: Phrases
    between: Phrases
    follows: Phrases
    now: Phrases
    today_hours: Phrases
    gone: Phrases


class _Composed(policies.Policy):
    """What spans are put together of; the Arabic file says what each list is for."""

    ends: Phrases
    beginnings: Phrases
    month_of: Phrases
    this: Phrases
    next: Phrases
    week: Phrases
    month: Phrases


class _Near(policies.Policy):
    """Small classes; the files say what each is."""

    weekday: Phrases
    clock: Phrases
    units: Phrases
    past: Phrases
    you: Phrases
    quarters: Phrases
    spans: Phrases
    lead: Phrases
    within: Phrases
    ends: Phrases
    going: Phrases
    give: Phrases
    fractions: Phrases
    after: Phrases
    to: Phrases
    of: Phrases
    edges: Phrases
    tags: Phrases
    us: Phrases
    be: Phrases
    a: Phrases
    oclock: Phrases
    between: Phrases
    about: Phrases
    date: Phrases
    no_weekday: Phrases


class _File(policies.Policy):
    language: Language
    days: dict[int, Phrases]
    weekdays: dict[Weekday, Phrases]
    months: dict[int, Phrases]
    hijri: dict[int, Phrases]
    parts: dict[Part, Phrases]
    halves: dict[Half, Phrases]
    named_hours: dict[int, Phrases]
    ends: dict[End, Phrases]
    spans: dict[Span, Phrases]
    around: _Around
    hours: dict[int, Phrases]
    minutes: dict[int, Phrases]
    lengths: dict[int, Phrases]
    single: dict[str, Phrases]
    composed: _Composed
    near: _Near
    sounds: dict[str, Phrases]


_SMALL = (
    "past", "you", "quarters", "spans", "lead", "within", "ends", "going", "give", "fractions", "after", "to", "of",
    "tags", "us", "be", "a", "oclock", "edges", "between", "about", "date",
)  # fmt: skip
MeaningT = TypeVar("MeaningT")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Phrases of both languages by what they mean; `around` are the lists of what stands beside them, by name,
    `composed` those of what spans are put together of,
    `vocabulary` is all their words, and `phrases` those of several, folded. `near`: what stands before words of a small
    class; `alone`: such classes, each word with its meaning; `sounds`: words that sound like one of time, with that."""

    days: PhraseMap[int]
    weekdays: PhraseMap[int]
    months: PhraseMap[int]
    hijri: PhraseMap[int]
    parts: PhraseMap[Part]
    halves: PhraseMap[Half]
    named_hours: PhraseMap[int]
    ends: PhraseMap[End]
    spans: PhraseMap[Span]
    hours: PhraseMap[int]
    minutes: PhraseMap[int]
    lengths: PhraseMap[int]
    single: PhraseMap[str]
    around: dict[str, PhraseMap[bool]]
    composed: dict[str, PhraseMap[bool]]
    near: dict[str, PhraseMap[bool]]
    alone: Mapping[str, Mapping[str, Hashable]]
    sounds: Mapping[str, str]
    vocabulary: frozenset[str]
    phrases: frozenset[tuple[str, ...]]


@cache
def load() -> TimeWords:
    """The shipped words; a UserError names file, key and reason."""
    files = [
        policies.load(paths.shipped("resources", "promises", f"times-{language}.toml"), _File) for language in LANGUAGES
    ]

    def joined(tables: list[dict[MeaningT, Phrases]]) -> PhraseMap[MeaningT]:
        return PhraseMap(
            ((phrase, meaning) for table in tables for meaning, phrases in table.items() for phrase in phrases), forms
        )

    return TimeWords(
        days=joined([file.days for file in files]),
        weekdays=joined([{WEEKDAYS.index(day): said for day, said in file.weekdays.items()} for file in files]),
        months=joined([file.months for file in files]),
        hijri=joined([file.hijri for file in files]),
        parts=joined([file.parts for file in files]),
        halves=joined([file.halves for file in files]),
        named_hours=joined([file.named_hours for file in files]),
        ends=joined([file.ends for file in files]),
        spans=joined([file.spans for file in files]),
        hours=joined([file.hours for file in files]),
        minutes=joined([file.minutes for file in files]),
        lengths=joined([file.lengths for file in files]),
        single=joined([file.single for file in files]),
        around={name: joined([{True: getattr(file.around, name)} for file in files]) for name in _Around.model_fields},
        composed={
            name: joined([{True: getattr(file.composed, name)} for file in files]) for name in _Composed.model_fields
        },
        near={name: joined([{True: getattr(file.near, name)} for file in files]) for name in ("weekday", "clock")},
        alone=_alone(files),
        sounds={
            word: fold(meant).text
            for file in files
            for meant, listed in file.sounds.items()
            for phrase in listed
            for word in folded_words(phrase)
        },
        vocabulary=frozenset(
            word
            for file in files
            for phrase in _phrases(file.model_dump(exclude={"near", "sounds"}))
            for word in folded_words(phrase)
        ),
        phrases=frozenset(
            words
            for file in files
            for phrase in _phrases(file.model_dump(exclude={"near", "sounds"}))
            if len(words := folded_words(phrase)) > 1
        ),
    )


def _alone(files: Sequence[_File]) -> dict[str, dict[str, Hashable]]:
    """What is said in one word, by its class. What goes on from an hour clings to it and is not put apart."""
    found: dict[str, dict[str, Hashable]] = {}
    for file in files:
        classes: dict[str, Mapping[Hashable, Phrases]] = {
            **{name: {**getattr(file, name)} for name in ("days", "parts", "hours", "minutes", "months")},
            "named": {**dict[Hashable, Phrases](file.named_hours.items())},
            # «الأبوع القادم» may be a weekday or the week.
            "weekdays": {
                **dict(file.weekdays.items()),
                **{phrase: (phrase,) for phrase in file.near.no_weekday},
            },
            "working": {"working": file.around.working},
            "units": {phrase: (phrase,) for phrase in file.near.units},
            **{name: {phrase: (phrase,) for phrase in getattr(file.near, name)} for name in _SMALL},
        }
        for name, table in classes.items():
            for meaning, phrases in table.items():
                for words in map(folded_words, phrases):
                    if len(words) == 1:
                        found.setdefault(name, {}).setdefault(words[0], meaning)
    return found


def _phrases(listed: object) -> Iterator[str]:
    """Every phrase of a file, however deep."""
    if isinstance(listed, str):
        yield listed
    elif isinstance(listed, Mapping):
        yield from (phrase for each in listed.values() for phrase in _phrases(each))
    elif isinstance(listed, tuple):
        yield from (phrase for each in listed for phrase in _phrases(each))


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[str, ...]:
    """A folded word, and what it may be behind conjunction and preposition: «وبكرة», «للأحد», "tomorrow's"."""
    return (word, *dict.fromkeys(_bare(word)))


def _bare(word: str) -> Iterator[str]:
    if word.isascii():
        if word.endswith("'s"):
            yield word.removesuffix("'s")
        return
    for clitic in clitics(word):
        rest = word[len(clitic) :]
        if clitic.endswith(_ARTICLE) or clitic.endswith(_SELDOM):
            continue
        if clitic.endswith(_MELTED):
            yield _ARTICLE + rest
        elif len(rest) > 1:
            yield rest
