"""One number as one says it in a breath: "forty one", "double five", «خمسمية وتلاتة»; runs are made of these."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

# single: one digit. pair: 10 to 99. hundreds: 100 to 999. big: a thousand and more. repeat: "double five".
# typed: digits. decimal: with a point or a half. weak: a word that is a digit only among digits ("oh", "to").
Shape = Literal["single", "pair", "hundreds", "big", "repeat", "typed", "decimal", "weak", "ordinal"]


# Longer rows of typed digits are no amounts; they name something.
_LONGEST_AMOUNT = 15


class Reading(NamedTuple):
    """A number read by a grammar.

    Attributes:
        value: what it is worth. end: the lexeme after it. bare: whether it is a hundred, thousand or million with no
            number before or after it ("a thousand thanks").
    """

    value: Decimal
    end: int
    bare: bool = False


def typed_value(typed: str) -> Decimal | None:
    """What typed digits are worth ("3,000", "2.5"); None where they are no amount ("0551234567")."""
    plain = typed.replace(",", "")
    if len(plain) > _LONGEST_AMOUNT or (plain.startswith("0") and len(plain.partition(".")[0]) > 1):
        return None
    return Decimal(plain)


class Item(NamedTuple):
    """One number in a row of lexemes.

    Attributes:
        first, last: its lexemes, `last` exclusive. shape: see above.
        digits: its ASCII digits. written: as a transcriber writes it alone, with point or ordinal ending.
        value: what it is worth; None for a repetition and for typed digits that are no cardinal.
        parts: the groups it was said in. spoken: whether any of it was in words.
        bare: whether it is a hundred, thousand or million without a number before or after it.
    """

    first: int
    last: int
    shape: Shape
    digits: str
    written: str
    value: Decimal | None
    parts: tuple[str, ...]
    spoken: bool = True
    bare: bool = False

    @property
    def small(self) -> bool:
        """Whether it is a single digit in words."""
        return self.shape == "single"


def cardinal_item(first: int, last: int, value: Decimal, *, bare: bool = False) -> Item:
    """A spoken cardinal; its shape follows from its value."""
    written = format(value.normalize(), "f") if value == value.to_integral_value() else str(value.normalize())
    if "." in written:
        whole, _, fraction = written.partition(".")
        return Item(first, last, "decimal", whole + fraction, written, value, (whole, fraction))
    shapes: tuple[Shape, ...] = ("single", "pair", "hundreds")
    shape = shapes[len(written) - 1] if len(written) <= len(shapes) else "big"
    return Item(first, last, shape, written, written, value, (written,), bare=bare)
