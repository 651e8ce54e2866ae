"""The words by which insults and threats are told (`resources/conduct/words-*.toml`), found in a row of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Annotated, Literal, Self, cast, get_args

from pydantic import Field, model_validator

from callassist.conduct.hints import HintFinder
from callassist.conduct.hints import Listed as ListedHints
from callassist.conduct.listed import Some
from callassist.conduct.senses import sense_finder
from callassist.events import LANGUAGES, Language
from callassist.paths import shipped
from callassist.policies import Policy, load
from callassist.text.cues import Closeness, Cues
from callassist.text.normalise import fold
from callassist.text.phrase_map import PhraseMap
from callassist.text.tokens import Token, tokens

Role = Literal["listener", "listeners", "speaker", "other", "thing", "filler", "told", "insists", "denial", "of_thing"]
Insult = Literal["person", "dishonest", "grave", "yours"]
Tag = Role | Insult

ROLES: tuple[Role, ...] = get_args(Role)
INSULTS: tuple[Insult, ...] = get_args(Insult)
VOCATIVES = ("يا", "ايها", "ايتها")
KILL_YOU, BREAK = "kill_you", "break"
"""The groups that `[violence]` makes."""

# A cue of several words is still one with a letter misheard in a word of so many; shorter ones become other words.
_CLOSENESS = Closeness(gap=4, misheard_from=6)
_ARABIC = "\u0600"
_ELONGATED = re.compile(r"(.)\1{2,}")
_SHORTEST = 2


Written = Annotated[tuple[str, ...], Field(min_length=1)]


class _Who(Policy):
    listener: Some
    listeners: Some
    speaker: Some
    other: Some
    thing: Some
    filler: Some
    told: Some
    insists: Some
    denial: Some


class _Insults(Policy):
    person: Some
    dishonest: Some
    grave: Some
    yours: Some
    of_thing: Some


class _Hints(Policy):
    roots: Some
    your_body: Some
    your_family: Some
    your_place: Some
    weapon: Some
    oath: Some
    waiting: Some
    harass: Some


class _Cues(Policy):
    abuse: Written
    threat: Written
    menace: Written
    grievance: Written
    aside: Written
    harmless: Written


class _Violence(Policy):
    stems: Some
    before: Some
    after: Some
    breaking: Some

    def groups(self) -> dict[str, str]:
        """What it makes, for cues: verbs with the listener in them, and verbs that want a part of the body."""
        return {
            KILL_YOU: " ".join(map("".join, product(self.before, self.stems, self.after))),
            BREAK: " ".join(map("".join, product(self.before, self.breaking))),
        }


class _File(Policy):
    language: Language
    who: _Who
    insult: _Insults
    hints: _Hints
    cues: _Cues
    groups: dict[str, str]
    violence: _Violence | None = None

    @model_validator(mode="after")
    def _cues_can_be_read(self) -> Self:
        for name in type(self.cues).model_fields:
            self.read(getattr(self.cues, name))
        return self

    def read(self, written: Iterable[str]) -> Cues:
        """Cues by this file's groups."""
        made = {} if self.violence is None else self.violence.groups()
        return Cues(written, {**self.groups, **made}, closeness=_CLOSENESS)

    def tagged(self) -> Iterator[tuple[str, Tag]]:
        """Every word with what it is."""
        for role in ROLES:
            listed = self.insult.of_thing if role == "of_thing" else getattr(self.who, role)
            yield from ((phrase, role) for phrase in listed)
        for insult in INSULTS:
            yield from ((phrase, insult) for phrase in getattr(self.insult, insult))


@dataclass(frozen=True, slots=True)
class Named:
    """Words that are something: `tags`, from word `first` to `last` (excluded) of a row."""

    tags: frozenset[Tag]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CueWords:
    """The cues of one language."""

    abuse: Cues
    threat: Cues
    menace: Cues
    grievance: Cues
    aside: Cues
    harmless: Cues


class ConductWords:
    """All words of all languages: customers mix them.

    Attributes:
        cues: by language. hints, senses: find hints and senses.
    """

    def __init__(self, files: Iterable[_File]) -> None:
        read = list(files)
        self.cues: dict[Language, CueWords] = {
            file.language: CueWords(**{name: file.read(getattr(file.cues, name)) for name in _Cues.model_fields})
            for file in read
        }
        self.senses = sense_finder()
        self.hints = HintFinder(cast(ListedHints, file.hints.model_dump()) for file in read)
        entries = [entry for file in read for entry in file.tagged()]
        self._map: PhraseMap[Tag] = PhraseMap(entries, forms)
        self._insults = frozenset(
            fold(phrase).text for phrase, tag in entries if tag in INSULTS and " " not in phrase and phrase >= _ARABIC
        )

    def row(self, text: str) -> list[Token]:
        """The tokens of `text`; «يا» that is written together with an insult is one of its own."""
        found: list[Token] = []
        for token in tokens(text):
            rest = token.folded.removeprefix("يا")
            # «يالغبي» has the article without its alef.
            called = next(
                (bare for bare in (rest, rest.removeprefix("ل")) if not self._insults.isdisjoint(forms(bare))), None
            )
            if rest != token.folded and called is not None:
                cut = min(token.start + 2, token.end)
                found.append(Token("يا", "يا", token.start, cut))
                found.append(Token(token.text[2:], called, cut, token.end))
            else:
                found.append(token)
        return found

    def named(self, row: Sequence[Token]) -> list[Named]:
        """What is in a row, in order; of phrases that begin at one word the longest."""
        words = [token.folded for token in row]
        found = []
        for place in range(len(words)):
            length, tags = self._map.at(words, place)
            if length:
                found.append(Named(frozenset(tags), place, place + length))
        return found


@lru_cache(maxsize=65536)
def forms(word: str) -> tuple[str, ...]:
    """A folded word and what it may be without elongation, «و», «ف» and article."""
    found = {word, _ELONGATED.sub(r"\1", word), _ELONGATED.sub(r"\1\1", word)}
    for form in tuple(found):
        if form[:1] < _ARABIC:
            found.add(form.removesuffix("'s"))
            continue
        bare = form[1:] if form[0] in "وف" and len(form) > _SHORTEST + 1 else form
        found |= {bare, bare.removeprefix("ال") if len(bare) > _SHORTEST + 2 else bare}
    return tuple(sorted(found))


def read(path: Path) -> _File:
    """One language's words; a UserError names file, key and reason."""
    return load(path, _File)


@cache
def conduct_words() -> ConductWords:
    """The shipped words."""
    return ConductWords(read(shipped("resources", "conduct", f"words-{language}.toml")) for language in LANGUAGES)
