"""Makes up card numbers, IBANs and IDs that pass their checks, and spells them the way people type and say them."""

from __future__ import annotations

import random
import re
import string
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from stdnum import iban, luhn, numdb

Kind = Literal["card", "iban", "id"]

# Beginnings that issuers really have (ISO/IEC 7812), with the lengths of their numbers.
ISSUERS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("4", (13, 16, 19)), ("51", (16,)), ("53", (16,)), ("55", (16,)), ("2221", (16,)), ("2720", (16,)),
    ("34", (15,)), ("37", (15,)), ("300", (14,)), ("36", (14, 16)), ("38", (14, 19)), ("3528", (16,)), ("3589", (19,)),
    ("6011", (16,)), ("644", (16,)), ("65", (19,)), ("62", (16, 17, 18, 19)), ("81", (16,)), ("50", (16, 18)),
    ("5078", (16,)), ("5888", (16,)), ("604906", (16,)), ("636120", (16,)), ("968201", (16,)), ("9792", (16,)),
)  # fmt: skip
IBAN_COUNTRIES = tuple(
    first + second
    for first in string.ascii_uppercase
    for second in string.ascii_uppercase
    if "bban" in numdb.get("iban").info(first + second)[0][1]
)


@dataclass(frozen=True)
class Secret:
    """A number that must not be written, without separators."""

    kind: Kind
    text: str

    @property
    def digits(self) -> str:
        """Its digits alone."""
        return "".join(char for char in self.text if char.isdigit())


def card(chance: random.Random) -> Secret:
    """A card number of a real issuer's beginning and length."""
    beginning, lengths = chance.choice(ISSUERS)
    body = beginning + _digits(chance, chance.choice(lengths) - 1 - len(beginning))
    return Secret("card", body + luhn.calc_check_digit(body))


def account(chance: random.Random, country: str | None = None) -> Secret:
    """An IBAN of `country`, or of any."""
    country = country or chance.choice(IBAN_COUNTRIES)
    body = ""
    for part in numdb.get("iban").info(country)[0][1]["bban"].replace("!", " ").replace("n", "n|").replace(
        "a", "a|"
    ).replace("c", "c|").strip("|").split("|"):  # fmt: skip
        length, alphabet = part.split(" ")
        # What may be letters or digits is mostly digits, where letters are too many to be spelled by anybody.
        letters = {"n": string.digits, "a": string.ascii_uppercase, "c": string.digits}[alphabet]
        body += "".join(chance.choice(letters) for _ in range(int(length)))
    return Secret("iban", country + iban.calc_check_digits(f"{country}00{body}") + body)


def saudi_id(chance: random.Random) -> Secret:
    """A Saudi citizen's or resident's number."""
    body = chance.choice("12") + _digits(chance, 8)
    return Secret("id", body + luhn.calc_check_digit(body))


def emirates_id(chance: random.Random) -> Secret:
    """An Emirates ID number."""
    body = f"784{chance.randrange(1940, 2020)}{_digits(chance, 7)}"
    return Secret("id", body + luhn.calc_check_digit(body))


def egyptian_id(chance: random.Random) -> Secret:
    """An Egyptian national number."""
    born = date(1950, 1, 1) + timedelta(days=chance.randrange(25_000))
    century = 2 if born.year < 2000 else 3
    return Secret("id", f"{century}{born:%y%m%d}{chance.choice(['01', '02', '12', '21', '88'])}{_digits(chance, 5)}")


MAKERS: tuple[Callable[[random.Random], Secret], ...] = (card, account, saudi_id, emirates_id, egyptian_id)


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(string.digits) for _ in range(count))


# ── How they are typed ────────────────────────────────────────────────────────────────────────────────────

ARABIC_INDIC = str.maketrans(string.digits, "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans(string.digits, "۰۱۲۳۴۵۶۷۸۹")
FULL_WIDTH = str.maketrans(string.digits, "０１２３４５６７８９")
SEPARATORS = (" ", "-", ".", "\u00a0", " - ", "–", "/", "  ", "\u2009", "\u200b", "\u200f ", "_", ", ")


def typed(chance: random.Random, text: str) -> str:
    """`text` in some grouping, with some separator, in the digits of some script."""
    groups = chance.choice((_whole, _fours, _uneven))(chance, text)
    separator = chance.choice(SEPARATORS)
    joined = separator.join(groups) if chance.random() < 0.8 else _mixed(chance, groups)
    script = chance.choice(({}, {}, ARABIC_INDIC, PERSIAN, FULL_WIDTH))
    return joined.translate(script)


def _whole(_chance: random.Random, text: str) -> list[str]:
    return [text]


def _fours(_chance: random.Random, text: str) -> list[str]:
    return [text[at : at + 4] for at in range(0, len(text), 4)]


def _uneven(chance: random.Random, text: str) -> list[str]:
    return pieces(chance, text, 2, 6)


def _mixed(chance: random.Random, groups: Sequence[str]) -> str:
    return groups[0] + "".join(chance.choice(SEPARATORS) + group for group in groups[1:])


def pieces(chance: random.Random, text: str, least: int, most: int) -> list[str]:
    """`text` cut into pieces of `least` to `most` characters; the last may be shorter."""
    cut, at = [], 0
    while at < len(text):
        size = chance.randint(least, most)
        cut.append(text[at : at + size])
        at += size
    return cut


# ── How they are said ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Tongue:
    """Number words: `units` from 0 to 9, `teens` from 10, `tens` from 20; `joint` between unit and ten."""

    language: Literal["ar", "en"]
    units: tuple[str, ...]
    teens: tuple[str, ...]
    tens: tuple[str, ...]

    def pair(self, two: str) -> str:
        """Two digits as people say them."""
        number = int(two)
        if number < 10:
            return f"{self.units[0]} {self.units[number]}"
        if number < 20:
            return self.teens[number - 10]
        ten, unit = self.tens[number // 10 - 2], number % 10
        if not unit:
            return ten
        return f"{self.units[unit]} و{ten}" if self.language == "ar" else f"{ten} {self.units[unit]}"


ENGLISH = Tongue(
    "en",
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
STANDARD = Tongue(
    "ar",
    ("صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"),
    ("عشرة", "أحد عشر", "اثنا عشر", "ثلاثة عشر", "أربعة عشر", "خمسة عشر", "ستة عشر", "سبعة عشر", "ثمانية عشر",
     "تسعة عشر"),
    ("عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"),
)  # fmt: skip
GULF = Tongue(
    "ar",
    ("صفر", "واحد", "ثنين", "ثلاثة", "اربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"),
    ("عشرة", "حداعش", "اثنعش", "ثلاثطعش", "اربعطعش", "خمسطعش", "ستطعش", "سبعطعش", "ثمنطعش", "تسعطعش"),
    ("عشرين", "ثلاثين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"),
)
EGYPTIAN = Tongue(
    "ar",
    ("صفر", "واحد", "اتنين", "تلاتة", "أربعة", "خمسة", "ستة", "سبعة", "تمانية", "تسعة"),
    ("عشرة", "حداشر", "اتناشر", "تلتاشر", "اربعتاشر", "خمستاشر", "ستاشر", "سبعتاشر", "تمنتاشر", "تسعتاشر"),
    ("عشرين", "تلاتين", "أربعين", "خمسين", "ستين", "سبعين", "تمانين", "تسعين"),
)
TONGUES = (ENGLISH, STANDARD, GULF, EGYPTIAN)


def said(chance: random.Random, text: str, tongue: Tongue) -> str:
    """`text` in words, digit by digit or where nobody could mistake it in pairs, letters one by one."""
    words: list[str] = []
    for run in re.findall(r"[0-9]+|[A-Z]", text):
        if run.isalpha():
            words.append(run)
        elif len(run) % 2 == 0 and chance.random() < 0.4:
            words += _in_pairs(run, tongue)
        else:
            words += _one_by_one(chance, run, tongue)
    return " ".join(words)


def _in_pairs(run: str, tongue: Tongue) -> list[str]:
    words: list[str] = []
    for at in range(0, len(run), 2):
        two = run[at : at + 2]
        # "Zero three" and "ten" would be heard as "zero thirteen" in Arabic.
        apart = two[0] == "1" and at > 0 and run[at - 2] == "0"
        words += [tongue.units[int(digit)] for digit in two] if apart else [tongue.pair(two)]
    return words


def _one_by_one(chance: random.Random, run: str, tongue: Tongue) -> list[str]:
    words: list[str] = []
    at = 0
    while at < len(run):
        doubled = tongue.language == "en" and run[at : at + 2] == run[at] * 2 and chance.random() < 0.4
        words.append(f"double {tongue.units[int(run[at])]}" if doubled else tongue.units[int(run[at])])
        at += 2 if doubled else 1
    return words


def spelled(chance: random.Random, text: str, tongue: Tongue) -> str:
    """`text` typed or said."""
    return typed(chance, text) if chance.random() < 0.5 else said(chance, text, tongue)


# ── How they are dictated in a call ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Turn:
    """One utterance of a made-up call, `pause` seconds after the one before."""

    speaker: Literal["agent", "customer"]
    text: str
    pause: float


CARRIERS: dict[Kind, dict[str, tuple[str, ...]]] = {
    "card": {
        "en": ("my card number is {}", "card number {} thanks", "the long number on the card is {}", "visa {}"),
        "ar": ("رقم البطاقة {}", "رقم بطاقتي هو {}", "رقم الفيزا بتاعتي {}", "الكارت {} شكرا"),
    },
    "iban": {
        "en": ("my IBAN is {}", "the iban number {} please", "IBAN: {}"),
        "ar": ("رقم الآيبان {}", "الايبان حقي {}", "الآيبان بتاعي {}"),
    },
    "id": {
        "en": ("my national ID is {}", "iqama number {}", "emirates ID {} okay"),
        "ar": ("رقم الهوية {}", "رقم الإقامة هو {}", "الرقم القومي بتاعي {}"),
    },
}
BARE = ("{}", "it's {}", "هو {}", "so {} okay", "طيب {}")
QUESTIONS: dict[Kind, tuple[str, ...]] = {
    "card": ("could I have your card number please", "ممكن رقم البطاقة لو سمحت", "عطني رقم الفيزا"),
    "iban": ("what is your IBAN", "رقم الآيبان لو سمحت", "ممكن الايبان"),
    "id": ("and your national ID number", "رقم الهوية لو سمحت", "ممكن الرقم القومي يا فندم"),
}
BACKCHANNELS = ("yes", "okay", "mm-hm", "go on", "نعم", "تمام", "أيوه", "كمل", "طيب")
FILLERS = {"en": ("uh", "then", "and then", "okay so"), "ar": ("اه", "بعدين", "وبعدها", "يعني")}
CORRECTIONS = {"en": ("no sorry", "sorry I mean", "no wait"), "ar": ("لا لا قصدي", "عفوا", "لا آسف")}


def line(chance: random.Random, secret: Secret, tongue: Tongue, *, named: bool) -> str:
    """A line in which somebody gives `secret` in one go, perhaps with fillers between its pieces."""
    carrier = chance.choice(CARRIERS[secret.kind][tongue.language] if named else BARE)
    parts = [spelled(chance, part, tongue) for part in pieces(chance, secret.text, 4, 30)]
    return carrier.format(f" {chance.choice(FILLERS[tongue.language])} ".join(parts))


def dictation(chance: random.Random, secret: Secret, tongue: Tongue) -> list[Turn]:
    """A call in which `secret` is given piece by piece, with interruptions, read-backs, fillers and a correction."""
    turns: list[Turn] = []
    asked = chance.random() < 0.6
    if asked:
        turns.append(Turn("agent", chance.choice(QUESTIONS[secret.kind]), 1.0))
    parts = pieces(chance, secret.text, 1, 3) if chance.random() < 0.2 else pieces(chance, secret.text, 3, 9)
    corrected = chance.randrange(len(parts)) if chance.random() < 0.3 else -1
    for number, part in enumerate(parts):
        text = spelled(chance, part, tongue)
        if number == corrected and part.isdigit():
            wrong = "".join(str((int(digit) + chance.randint(1, 9)) % 10) for digit in part)
            text = f"{spelled(chance, wrong, tongue)} {chance.choice(CORRECTIONS[tongue.language])} {text}"
        if number == 0 and not asked and chance.random() < 0.5:
            text = chance.choice(CARRIERS[secret.kind][tongue.language]).format(text)
        elif number and chance.random() < 0.3:
            text = f"{chance.choice(FILLERS[tongue.language])} {text}"
        turns.append(Turn("customer", text, chance.uniform(0.3, 4.0)))
        if chance.random() < 0.4:
            turns.append(Turn("agent", chance.choice(BACKCHANNELS), 0.3))
        elif chance.random() < 0.2:
            turns.append(Turn("agent", spelled(chance, part, tongue), 0.4))
    return turns


# ── What a reader can still make out ──────────────────────────────────────────────────────────────────────


def _spellings() -> dict[str, str]:
    words = {"oh": "0", "أحد": "1", "اثنا": "2"}
    for tongue in TONGUES:
        words |= {word: str(value) for value, word in enumerate(tongue.units)}
        words |= {word: str(value) for value, word in enumerate(tongue.teens, 10) if " " not in word}
        words |= {word: str(value) for value, word in zip(range(20, 100, 10), tongue.tens, strict=True)}
    return words


_WORTH = _spellings()
_TENS = {word for tongue in TONGUES for word in tongue.tens}
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")


def readable_digits(text: str) -> str:
    """All digits that a reader makes out in `text`, typed in any script or in words, whatever stands between.

    It knows only the words of this module, and nothing of how the product reads numbers.
    """
    plain = "".join(str(unicodedata.decimal(char, "")) or char for char in text if unicodedata.category(char) != "Cf")
    digits, before = "", ""
    for token in _TOKEN.findall(plain.lower()):
        if token.isdecimal():
            digits += token
        elif token == "عشر" and before in _WORTH:
            # «ثلاثة عشر»: the unit was said first.
            digits = f"{digits[:-1]}1{digits[-1]}"
        elif token.startswith("و") and token[1:] in _TENS and before in _WORTH:
            digits = digits[:-1] + _WORTH[token[1:]][0] + digits[-1]
        elif token in ENGLISH.units[1:] and before in ENGLISH.tens:
            digits = digits[:-1] + _WORTH[token]
        elif token in _WORTH:
            digits += _WORTH[token] * (2 if before == "double" else 1)
        before = token
    return digits


def leaks(text: str, secret: Secret, length: int = 7) -> bool:
    """Whether `length` digits in a row of `secret` can be made out in `text`."""
    readable = readable_digits(text)
    return any(secret.digits[at : at + length] in readable for at in range(len(secret.digits) - length + 1))
