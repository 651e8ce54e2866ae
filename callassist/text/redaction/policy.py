"""What is masked, as data: windows, number plans and the words around numbers, from a file checked when loaded."""

from __future__ import annotations

from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

import phonenumbers
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from callassist import paths, policies
from callassist.policies import Policy
from callassist.text.normalise import fold
from callassist.text.redaction.lexicon import Lexicon, Meaning, Role

CueKind = Literal["card", "cvv", "expiry", "iban", "id", "pin", "phone", "order", "amount", "moment", "last_digits"]
CUE_KINDS: tuple[CueKind, ...] = get_args(CueKind)
SENSITIVE: frozenset[CueKind] = frozenset({"card", "cvv", "expiry", "iban", "id", "pin"})
# ISO/IEC 7812 tells schemes by up to eight digits; those that matter here can be told by four.
LONGEST_PREFIX = 4
# The numbers they introduce are long and may come in pieces; naming them again does not end them.
LONG: frozenset[CueKind] = frozenset({"card", "iban", "id"})


def _has_letters(phrase: str) -> str:
    if not fold(phrase).text.strip():
        raise ValueError("a phrase needs something to match")
    return phrase


def _known_region(region: str) -> str:
    if region not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError(f"{region!r} is no region that phone numbers are known of")
    return region


Count = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(gt=0)]
Phrases = tuple[Annotated[str, AfterValidator(_has_letters)], ...]
DigitString = Annotated[str, StringConstraints(pattern=r"^[0-9]+$")]
Region = Annotated[str, AfterValidator(_known_region)]
Letter = Annotated[str, StringConstraints(pattern=r"^[a-z]$")]


class Windows(Policy):
    """How far words and moments reach. Lengths in words or digits, times in seconds."""

    near_before: Count
    near_after: Count
    gap_words: Count
    pause_words: Count
    interjection_words: Count
    hold_s: Seconds
    pause_s: Seconds
    join_s: Seconds
    topic_s: Seconds
    open_digits: Count
    open_digits_inside: Count
    repeated_digits: Count
    amount_digits: Count
    last_digits: Count
    piece_digits: Count


class Scheme(Policy):
    """A kind of payment card: what its numbers begin with (`"51-55"` is a range; up to `LONGEST_PREFIX` digits) and
    how long they are."""

    name: str
    prefixes: tuple[Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}(-[0-9]{1,4})?$")], ...]
    lengths: tuple[Annotated[int, Field(ge=13, le=19)], ...]

    def beginnings(self) -> list[str]:
        """Every prefix, ranges written out; the ends of a range are equally long."""
        found: list[str] = []
        for prefix in self.prefixes:
            first, _, last = prefix.partition("-")
            width = len(first)
            found += [f"{number:0{width}d}" for number in range(int(first), int(last or first) + 1)]
        return found


class Cards(Policy):
    """Payment cards. `fragment`: so many digits behind a cue are a card even if the rest was not heard."""

    shortest: Count
    longest: Count
    fragment: Count
    passing_fragment: Count
    expiry_years: tuple[Annotated[int, Field(ge=0, le=99)], Annotated[int, Field(ge=0, le=99)]]
    schemes: tuple[Scheme, ...]

    @cached_property
    def lengths_by_prefix(self) -> dict[str, frozenset[int]]:
        """For each beginning the lengths of such cards."""
        found: dict[str, frozenset[int]] = {}
        for scheme in self.schemes:
            for beginning in scheme.beginnings():
                found[beginning] = found.get(beginning, frozenset()) | frozenset(scheme.lengths)
        return found

    @cached_property
    def lengths_by_beginning(self) -> dict[str, frozenset[int]]:
        """The same for each `LONGEST_PREFIX` digits that a card may begin with."""
        found: dict[str, frozenset[int]] = {}
        for prefix, lengths in self.lengths_by_prefix.items():
            for rest in product("0123456789", repeat=LONGEST_PREFIX - len(prefix)):
                beginning = prefix + "".join(rest)
                found[beginning] = found.get(beginning, frozenset()) | lengths
        return found


class Ids(Policy):
    """National identity numbers. `named`: so many digits behind a cue are one even if the check fails."""

    named: Count
    passing_named: tuple[Count, ...]
    saudi_first: DigitString
    emirates_prefix: DigitString
    egyptian_years: tuple[Annotated[int, Field(ge=1900)], Annotated[int, Field(le=2099)]]
    egyptian_governorates: tuple[Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")], ...]


class Ibans(Policy):
    """`home`: countries whose code before enough digits is an IBAN even if the check fails."""

    named: Count
    unnamed: Count
    home: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")], ...]


class Phones(Policy):
    """Regions whose national phone numbers are known."""

    regions: tuple[Region, ...]


class Cues(Policy):
    """Phrases that name a kind of number: `named` leaves no doubt, `mentioned` may be about something else."""

    named: Phrases
    mentioned: Phrases = ()


class Words(Policy):
    """Words that may stand in or beside a number without ending it, or that say what it is."""

    fillers: Phrases
    corrections: Phrases
    units: Phrases
    signs: Phrases
    months: Phrases


class RedactionPolicy(Policy):
    """All that redaction goes by; `resources/policies/redaction.toml` says what each value is for."""

    windows: Windows
    card: Cards
    id: Ids
    iban: Ibans
    phone: Phones
    words: Words
    cues: dict[CueKind, Cues]
    letters: dict[Letter, Phrases]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if missing := [kind for kind in CUE_KINDS if kind not in self.cues]:
            raise ValueError(f"cues are missing for {', '.join(missing)}")
        if self.windows.hold_s > self.windows.join_s:
            raise ValueError("windows.hold_s must not exceed windows.join_s")
        if self.card.shortest > self.card.longest:
            raise ValueError("card.shortest must not exceed card.longest")
        return self

    @cached_property
    def lexicon(self) -> Lexicon:
        """All phrases, ready to be looked for."""
        lexicon = Lexicon()
        groups: list[tuple[Role, Phrases]] = [
            ("filler", self.words.fillers),
            ("correction", self.words.corrections),
            ("unit", self.words.units),
            ("sign", self.words.signs),
            ("month", self.words.months),
        ]
        for role, phrases in groups:
            lexicon.add(phrases, Meaning(role))
        for letter, phrases in self.letters.items():
            lexicon.add(phrases, Meaning("letter", letter))
        for kind, cues in self.cues.items():
            lexicon.add(cues.mentioned, Meaning("cue", kind))
            lexicon.add(cues.named, Meaning("cue", kind, named=True))
        return lexicon


def load_policy(path: Path | None = None) -> RedactionPolicy:
    """The policy in `path`, or the shipped one.

    Raises:
        UserError: the file is missing or wrong; names file, key and reason.
    """
    return policies.load(path or paths.shipped("resources", "policies", "redaction.toml"), RedactionPolicy)
