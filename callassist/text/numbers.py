"""Numbers in what was said, in words or digits, Arabic or English, and the text as a careful transcriber writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from callassist.events import Language
from callassist.text.edits import Edit, Edited, apply
from callassist.text.normalise import fold

_TYPED = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a text.

    Attributes:
        start, end: its range in the source text, characters; a clitic (the ب of بخمسين) stays outside.
        digits: ASCII digits only, in the order said or typed: "0551234567", "3000", "4111"; leading zeros kept; of a
            decimal all its digits without the point. Always the parts joined.
        written: what a transcriber writes for it: "+966551234567", "2.5", "3rd", "05/27"; else equal to `digits`.
        value: what a cardinal or an ordinal is worth; None for a string of digits.
        spoken: whether any of it was in words.
        kind: `cardinal` (three thousand), `digits` (oh five five), `ordinal` (the third of March).
        parts: the groups as said or typed: ("41", "11") for "forty one eleven".
    """

    start: int
    end: int
    digits: str
    written: str
    value: Decimal | None
    spoken: bool
    kind: Literal["cardinal", "digits", "ordinal"]
    parts: tuple[str, ...]


def find_numbers(text: str, language: Language | None = None, *, lone: bool = False) -> list[Number]:
    """The numbers in `text`, ascending, not overlapping.

    Typed groups of digits are found in any script, each as one number ("4111 1111" is two); words join into one
    number where a transcriber would write one, and take typed digits among them along ("oh 55 one two three").

    Args:
        language: of the call; words of both languages are found whatever it is, but English sound-alikes ("to",
            "for") are no digits in an Arabic call.
        lone: also give small numbers that a transcriber leaves as words ("one of them", "five"); a digit a breath is how
            some people dictate.
    """
    folded = fold(text)
    found: list[Number] = []
    for match in _TYPED.finditer(folded.text):
        start, end = folded.span(*match.span())
        digits = match.group()
        worth = Decimal(digits) if len(digits) < 16 and (digits == "0" or digits[0] != "0") else None
        kind: Literal["cardinal", "digits"] = "digits" if worth is None else "cardinal"
        found.append(Number(start, end, digits, digits, worth, False, kind, (digits,)))
    return found


def spoken_to_digits(text: str, language: Language | None = None) -> Edited:
    """`text` with spoken numbers as digits; what was typed as digits stays as it is."""
    spoken = (number for number in find_numbers(text, language) if number.spoken)
    return apply(text, (Edit(number.start, number.end, number.written) for number in spoken))
