"""What a string of digits can be, judged by its own rules alone. Digits are ASCII throughout.

No result is cached: a cache would keep what must be forgotten.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from string import ascii_uppercase

import phonenumbers
from stdnum import iban, numdb
from stdnum.exceptions import ValidationError

from callassist.text.redaction.policy import LONGEST_PREFIX, Cards, Ids, Phones, RedactionPolicy

# Each digit's double, or the sum of that one's digits.
_DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")
EGYPTIAN_CENTURIES = ("2", "3")
"""What an Egyptian number begins with: born in the 1900s or the 2000s."""
_IBAN_PART = re.compile(r"([0-9]+)!([nac])")
_NONE: frozenset[int] = frozenset()
# What letters are worth in ISO 7064's mod 97.
_WORTH = str.maketrans({letter: str(int(letter, 36)) for letter in ascii_uppercase})
_AS: dict[str, dict[str, str]] = {"n": {"O": "0", "I": "1", "L": "1"}, "a": {"0": "O", "1": "I"}, "c": {}}
PHONE_DIGITS = range(7, 18)
"""ITU-T E.164 allows 15 digits; nothing shorter than 7 is worth a look, and "00" adds two."""


def passes_luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    codes = digits.encode("ascii")
    total = sum(codes[::-2]) + sum(codes[-2::-2].translate(_DOUBLED)) - len(codes) * ord("0")
    return bool(digits) and total % 10 == 0


def card_lengths(digits: str, cards: Cards) -> frozenset[int]:
    """How long cards beginning like `digits` are; empty where none does."""
    if len(digits) >= LONGEST_PREFIX:
        return cards.lengths_by_beginning.get(digits[:LONGEST_PREFIX], _NONE)
    return _NONE.union(*(cards.lengths_by_prefix.get(digits[:width], _NONE) for width in range(1, len(digits) + 1)))


def is_card(digits: str, cards: Cards) -> bool:
    """Whether `digits` are long enough for a card and pass Luhn. Issuers' numbers never begin with 0."""
    return cards.shortest <= len(digits) <= cards.longest and digits[0] != "0" and passes_luhn(digits)


def is_scheme_card(digits: str, cards: Cards) -> bool:
    """Whether `digits` are a card of a known scheme: its beginning, its length, Luhn."""
    return len(digits) in card_lengths(digits, cards) and passes_luhn(digits)


def is_saudi_id(digits: str, ids: Ids) -> bool:
    """A citizen's or resident's number: ten digits, the first 1 or 2, Luhn."""
    return len(digits) == 10 and digits[0] in ids.saudi_first and passes_luhn(digits)


def is_emirates_id(digits: str, ids: Ids) -> bool:
    """784, year of birth, seven digits, Luhn: fifteen in all."""
    if len(digits) != 15 or not digits.startswith(ids.emirates_prefix):
        return False
    return digits[3:5] in ("19", "20") and passes_luhn(digits)


def is_egyptian_id(digits: str, ids: Ids) -> bool:
    """Century, date of birth (yymmdd), governorate, four digits, check digit: fourteen in all."""
    if len(digits) != 14 or not digits.startswith(EGYPTIAN_CENTURIES) or digits[7:9] not in ids.egyptian_governorates:
        return False
    first, last = ids.egyptian_years
    try:
        born = date((1900 if digits[0] == "2" else 2000) + int(digits[1:3]), int(digits[3:5]), int(digits[5:7]))
    except ValueError:
        return False
    return first <= born.year <= last


@lru_cache(maxsize=700)
def _iban_structure(country: str) -> str | None:
    """For each character behind an IBAN's code what it is: n digit, a letter, c either. From the SWIFT registry."""
    properties = numdb.get("iban").info(country)[0][1]
    if "bban" not in properties:
        return None
    parts = _IBAN_PART.findall(properties["bban"])
    return "nn" + "".join(kind * int(length) for length, kind in parts)


def iban_length(country: str) -> int | None:
    """How many characters an IBAN of `country` (two capital letters) has; None where there are none."""
    structure = _iban_structure(country)
    return None if structure is None else 2 + len(structure)


def as_iban(country: str, characters: str) -> str | None:
    """The IBAN of `country` that `characters` (capitals and digits) begin with; None where they don't.

    It has its country's structure and passes mod 97 (ISO 13616). The letters O, I and L are read as 0 and 1 where
    only digits can be, and the other way about.
    """
    structure = _iban_structure(country)
    if structure is None or len(characters) < len(structure):
        return None
    read = "".join(_AS[kind].get(char, char) for kind, char in zip(structure, characters, strict=False))
    # Most fail the check, which is soon done; the whole of it takes twenty times as long.
    if int(f"{read[2:]}{country}{read[:2]}".translate(_WORTH)) % 97 != 1:
        return None
    try:
        iban.validate(country + read, check_country=False)
    except ValidationError:
        return None
    return country + read


def is_phone(digits: str, phones: Phones, *, plus: bool = False, named: bool = False) -> bool:
    """Whether `digits` are a valid phone number.

    Args:
        plus: a plus stood in front.
        named: it was called a phone number, so that the country code may stand without a plus and a national
            number without its 0.
    """
    if len(digits) not in PHONE_DIGITS:
        return False
    if plus:
        return _is_valid(f"+{digits}", None)
    if digits.startswith("00"):
        return _is_valid(f"+{digits[2:]}", None)
    if digits.startswith("0") or named:
        return (named and _is_valid(f"+{digits}", None)) or any(_is_valid(digits, region) for region in phones.regions)
    return False


def is_expiry(digits: str, policy: RedactionPolicy) -> bool:
    """Whether `digits` are a month and a year, as on a card: 1226, 926, 122026, 92026."""
    first, last = policy.card.expiry_years
    for width in (1, 2):
        month, year = digits[:width], digits[width:]
        if len(year) == 4 and year.startswith("20"):
            year = year[2:]
        elif len(year) != 2:
            continue
        if 1 <= int(month) <= 12 and first <= int(year) <= last:
            return True
    return False


def _is_valid(number: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False
