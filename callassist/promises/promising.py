"""The words by which somebody promises, and those that make it none (`resources/promises/promising-*.toml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from callassist import paths, policies
from callassist.events import LANGUAGES, Language
from callassist.promises.time_row import TimeRow
from callassist.promises.time_words import forms
from callassist.text.normalise import fold
from callassist.text.phrase_map import PhraseMap, Phrases, folded_words

Sense = Literal["contact", "inform", "send", "money", "come", "act"]
"""What is promised: to call, to tell, to send, to pay, to come, to do something else."""


_VETOES = ("denied", "unsure", "past", "quoted", "asks", "condition", "refused")


class _PhraseLists(policies.Policy):
    """Lists of phrases; the Arabic file says what each is for."""

    future: Phrases
    vow: Phrases
    coming: Phrases
    booked: Phrases
    you: Phrases
    yours: Phrases
    us: Phrases
    vague: Phrases
    denied: Phrases
    denied_bare: Phrases
    unsure: Phrases
    past: Phrases
    quoted: Phrases
    over: Phrases
    call_us: Phrases
    as_said: Phrases
    asks: Phrases
    asks_last: Phrases
    tags: Phrases
    condition: Phrases
    once: Phrases
    once_things: Phrases
    once_nouns: Phrases
    polite: Phrases
    but: Phrases
    god: Phrases
    will_of_god: Phrases
    fillers: Phrases
    sorry: Phrases
    not_then: Phrases
    taken_back: Phrases
    also: Phrases
    proposes: Phrases
    prefers: Phrases
    agrees: Phrases
    declines: Phrases
    hold: Phrases
    never: Phrases
    refused: Phrases
    vowing: Phrases
    adverbs: Phrases
    calls: Phrases
    aside: Phrases
    state: Phrases
    aim: Phrases
    at_most: Phrases
    general: Phrases
    events: Phrases
    more_than: Phrases


class _File(policies.Policy):
    language: Language
    first: dict[Sense, str]
    other: dict[Sense, str]
    fixed: dict[Sense, Phrases]
    calling: str
    telling: str
    asking: str
    receiving: str
    exceeding: str
    lasting: str
    saying: str
    other_verbs: str
    well_heard: str
    no_verbs: str
    phrases: _PhraseLists


@dataclass(frozen=True, slots=True)
class PromisingWords:
    """Verbs and phrases.

    Attributes:
        first, other: by language the verbs, folded, of what the agent is going to do, and of what somebody else is,
            each with its sense. phrases: lists by name, both languages in one. fixed: expressions whose verb alone says
            too little. calling: verbs that nobody does while the customer waits.
            telling: stems that are known where a letter of the verb was misheard. deeds: of what agents do, and so
            others for them. receiving: of what customers do by what the company does. exceeding, lasting: of what is
            denied in order to promise, at once or with "more than". saying: how verbs of saying begin when it is over.
            other_verbs: stems that are nothing misheard. no_verbs: what only looks like a verb.
            vocabulary: every word of all of it. said: its phrases of several words, folded. addressed: single words for
            the customer and what is theirs. vetoes: single words by which a promise is none. things: what only
            a thing does («توصل»). futures: words that make a verb one of the future.
    """

    first: Mapping[Language, Mapping[str, Sense]]
    other: Mapping[Language, Mapping[str, Sense]]
    phrases: Mapping[str, PhraseMap[bool]]
    fixed: PhraseMap[Sense]
    calling: frozenset[str]
    telling: frozenset[str]
    deeds: frozenset[str]
    receiving: frozenset[str]
    exceeding: frozenset[str]
    lasting: frozenset[str]
    saying: frozenset[str]
    other_verbs: frozenset[str]
    no_verbs: frozenset[str]
    vocabulary: frozenset[str]
    said: frozenset[tuple[str, ...]]
    addressed: frozenset[str]
    vetoes: frozenset[str]
    things: frozenset[str]
    futures: frozenset[str]

    def at(self, row: TimeRow, name: str, place: int) -> int:
        """How many words the longest phrase of a list that begins at `place` has; 0 without one."""
        return self.phrases[name].at(row.words, place)[0]

    def before(self, row: TimeRow, name: str, place: int) -> int:
        """The same of the longest that ends just before `place`."""
        return self.phrases[name].before(row.words, place)[0]


@cache
def load() -> PromisingWords:
    """The shipped words; a UserError names file, key and reason."""
    files = [
        policies.load(paths.shipped("resources", "promises", f"promising-{language}.toml"), _File)
        for language in LANGUAGES
    ]
    return PromisingWords(
        first={file.language: _senses(file.first) for file in files},
        other={file.language: _senses(file.other) for file in files},
        phrases={
            name: PhraseMap(((phrase, True) for file in files for phrase in getattr(file.phrases, name)), forms)
            for name in _PhraseLists.model_fields
        },
        fixed=PhraseMap(
            ((phrase, sense) for file in files for sense, listed in file.fixed.items() for phrase in listed), forms
        ),
        calling=_words(file.calling for file in files),
        telling=_words(file.telling for file in files),
        deeds=_words(file.first.get("act", "") for file in files) - _words(file.asking for file in files),
        receiving=_words(file.receiving for file in files),
        exceeding=_words(file.exceeding for file in files),
        lasting=_words(file.lasting for file in files),
        saying=_words(file.saying for file in files),
        other_verbs=_words(file.other_verbs for file in files),
        no_verbs=_words(file.no_verbs for file in files),
        vocabulary=_words(
            listed
            for file in files
            for listed in (*file.first.values(), *file.other.values(), file.no_verbs, file.well_heard)
        )
        | _words(phrase for file in files for phrases in file.phrases.model_dump().values() for phrase in phrases),
        said=frozenset(
            words for words in (*_listed(files, _PhraseLists.model_fields), *_fixed(files)) if len(words) > 1
        ),
        addressed=_single(files, ("you", "yours")),
        vetoes=_single(files, _VETOES) | _single(files, ("vow",)),
        things=_single(files, ("once_things",)),
        futures=frozenset(word for words in _listed(files, ("future", "adverbs")) for word in words),
    )


def _listed(files: Iterable[_File], names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Every phrase of some lists, as folded words."""
    for file in files:
        for name in names:
            yield from map(folded_words, getattr(file.phrases, name))


def _fixed(files: Iterable[_File]) -> Iterator[tuple[str, ...]]:
    for file in files:
        for listed in file.fixed.values():
            yield from map(folded_words, listed)


def _single(files: Iterable[_File], names: Iterable[str]) -> frozenset[str]:
    return frozenset(words[0] for words in _listed(files, names) if len(words) == 1)


def _words(lists: Iterable[str]) -> frozenset[str]:
    return frozenset(word for listed in lists for word in fold(listed).text.split())


def _senses(listed: Mapping[Sense, str]) -> dict[str, Sense]:
    """A word that stands under several senses has the one that is named first."""
    found: dict[str, Sense] = {}
    for sense in get_args(Sense):
        for word in fold(listed.get(sense, "")).text.split():
            found.setdefault(word, sense)
    return found
