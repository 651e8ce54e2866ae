"""The units in which amounts are said: their words in every language, and how a value is written (`resources/text`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from callassist.errors import UserError
from callassist.events import LANGUAGES, Dialect, Language
from callassist.paths import shipped
from callassist.policies import Policy, load
from callassist.text.phrase_map import Forms, PhraseMap, Phrases, as_it_stands, folded_words
from callassist.text.stems import SHORTEST_STEM

Side = Literal["one_before", "one_after", "about_before", "about_after", "over", "under", "to", "between", "and"]
"""What stands around an amount; `resources/text/units-en.toml` says what each is."""
Plural = Literal["one", "two", "few", "many", "other"]

MONEY = "money"
_PREFIXES = ("ب", "ل", "و")
_ByUnit = dict[str, Phrases]


class Unit(Policy):
    """What a unit measures.

    Attributes:
        family: units of one can be compared, but for money. worth: how many of the family's smallest it is.
        parts: how many of its smaller coin a currency has.
    """

    family: str
    worth: Decimal = Decimal(1)
    parts: int = 0


class _Table(Policy):
    units: dict[str, Unit]
    shared: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _known(self) -> Self:
        for name, meant in self.shared.items():
            if unknown := [unit for unit in meant if unit not in self.units]:
                raise ValueError(f"shared.{name} names {', '.join(unknown)}, which is no unit")
        return self


class _Around(Policy):
    one_before: Phrases
    one_after: Phrases
    about_before: Phrases
    about_after: Phrases
    over: Phrases
    under: Phrases
    to: Phrases
    between: Phrases
    and_: Annotated[Phrases, Field(alias="and")]

    def listed(self) -> dict[Side, Phrases]:
        """Every list by its name."""
        return {side: getattr(self, "and_" if side == "and" else side) for side in get_args(Side)}


class _Words(Policy):
    language: Language
    words: _ByUnit
    before: _ByUnit
    parts: _ByUnit
    ones: _ByUnit
    pairs: _ByUnit
    halves: _ByUnit
    counts: dict[Decimal, Phrases]
    around: _Around
    and_half: dict[Decimal, Phrases]
    per: _ByUnit
    forms: dict[Dialect, dict[str, dict[Plural, str]]]


@dataclass(frozen=True, slots=True)
class Units:
    """All units, and phrases that mean them.

    Attributes:
        table: every unit by its name in facts. words, before, parts, ones, pairs, halves, per: phrases that mean a
            unit, by their part in a sentence. counts, and_half: phrases that are numbers. sides: what stands around,
            and words_around, all its words.
        forms: how a value of a unit is written, by dialect.
    """

    table: Mapping[str, Unit]
    words: PhraseMap[str]
    before: PhraseMap[str]
    parts: PhraseMap[str]
    ones: PhraseMap[str]
    pairs: PhraseMap[str]
    halves: PhraseMap[str]
    per: PhraseMap[str]
    counts: PhraseMap[Decimal]
    and_half: PhraseMap[Decimal]
    sides: Mapping[Side, PhraseMap[bool]]
    words_around: frozenset[str]
    forms: Mapping[Dialect, Mapping[str, Mapping[Plural, str]]]

    def family(self, unit: str) -> str:
        """What a unit measures; a plain noun measures itself."""
        known = self.table.get(unit)
        return known.family if known else unit

    def is_money(self, unit: str) -> bool:
        """Whether a unit is a currency."""
        return self.family(unit) == MONEY

    def written(self, value: Decimal, unit: str, dialect: Dialect) -> str:
        """A value as a person writes it: «3 أيام عمل», "25 riyals"."""
        number = f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:f}"
        forms = self._forms(unit, dialect)
        category = _plural(value, arabic=dialect != "en")
        return forms.get(category, forms.get("other", "{n} " + unit.replace("_", " "))).replace("{n}", number)

    def _forms(self, unit: str, dialect: Dialect) -> Mapping[Plural, str]:
        found = self.forms[dialect].get(unit)
        return found if found is not None else self.forms["gulf" if dialect == "egyptian" else dialect].get(unit, {})


@cache
def units() -> Units:
    """The shipped units, read once.

    Raises:
        UserError: a file is damaged; names file, key and reason.
    """
    return read(
        shipped("resources", "text", "units.toml"),
        [shipped("resources", "text", f"units-{language}.toml") for language in LANGUAGES],
    )


def read(table_file: Path, word_files: list[Path]) -> Units:
    """Units and their words out of files.

    Raises:
        UserError: a file can't be read, or names a unit that is none; names file, key and reason.
    """
    table = load(table_file, _Table)
    files = [(path, load(path, _Words)) for path in word_files]
    for path, file in files:
        _check(path, file, table)

    def joined(section: str, forms: Forms = as_it_stands) -> PhraseMap[str]:
        entries = (
            (phrase, unit)
            for _, file in files
            for name, phrases in getattr(file, section).items()
            for phrase in phrases
            for unit in table.shared.get(name, (name,))
        )
        return PhraseMap(entries, forms)

    def numbers(section: str) -> PhraseMap[Decimal]:
        return PhraseMap(
            (phrase, value)
            for _, file in files
            for value, listed in getattr(file, section).items()
            for phrase in listed
        )

    sides: dict[Side, PhraseMap[bool]] = {
        side: PhraseMap((phrase, True) for _, file in files for phrase in file.around.listed()[side])
        for side in get_args(Side)
    }
    forms = {dialect: by_unit for _, file in files for dialect, by_unit in file.forms.items()}
    if missing := [dialect for dialect in get_args(Dialect) if dialect not in forms]:
        raise UserError(f"{word_files[0].parent} has no forms of units in {', '.join(missing)}.", "Add them.")
    return Units(
        table=table.units,
        words=joined("words"),
        before=joined("before"),
        parts=joined("parts"),
        ones=joined("ones"),
        pairs=joined("pairs", _without_preposition),
        halves=joined("halves"),
        per=joined("per"),
        counts=numbers("counts"),
        and_half=numbers("and_half"),
        sides=sides,
        words_around=frozenset(
            word
            for _, file in files
            for phrases in file.around.listed().values()
            for phrase in phrases
            for word in folded_words(phrase)
        ),
        forms=forms,
    )


def _check(path: Path, file: _Words, table: _Table) -> None:
    known = table.units.keys() | table.shared.keys()
    named = {
        f"{section}.{name}"
        for section in ("words", "before", "parts", "ones", "pairs", "halves", "per")
        for name in getattr(file, section)
        if name not in known
    }
    named |= {f"forms.{dialect}.{name}" for dialect, of in file.forms.items() for name in of if name not in table.units}
    if named:
        raise UserError(f"{path} names units that units.toml does not have: {', '.join(sorted(named))}.", "Add them.")


def _without_preposition(word: str) -> Iterator[str]:
    """An Arabic word, and what it is behind «ب», «ل» or «و»: «بيومين», «لأسبوعين»."""
    yield word
    if word[:1] in _PREFIXES and len(word) > SHORTEST_STEM:
        yield word[1:]


def _plural(value: Decimal, *, arabic: bool) -> Plural:
    """The plural category of a value, by CLDR's rules for Arabic and English."""
    if value == 1:
        return "one"
    if not arabic or value != value.to_integral_value():
        return "other"
    if value == 2:
        return "two"
    last = int(value) % 100
    return "few" if 3 <= last <= 10 else "many" if last >= 11 else "other"
