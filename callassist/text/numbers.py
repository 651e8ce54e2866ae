"""Numbers in what was said, in words or digits, Arabic or English, and the text as a careful transcriber writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from typing import Literal

from callassist.events import Language
from callassist.text.edits import Edit, Edited, apply
from callassist.text.normalise import Folded, fold
from callassist.text.number_context import is_amount, is_figure, is_range
from callassist.text.number_item import Item
from callassist.text.number_items import items
from callassist.text.number_lexemes import Lexeme, lexemes
from callassist.text.number_runs import Run, is_all, runs

# The shortest national number behind a country code.
_DIALLED_DIGITS = 7


# Not frozen: a line can hold a great many, and those take five times as long to make.
@dataclass(slots=True)
class Number:
    """A number found in a text. What it is is not printed: it may be part of a card number.

    Attributes:
        start, end: its range in the source text, characters; a clitic (the ب of بخمسين) stays outside.
        digits: ASCII digits only, in the order said or typed: "0551234567", "3000", "4111"; leading zeros kept; of a
            decimal all its digits without the point. Always the parts joined.
        value: what a cardinal or an ordinal is worth; None for a string of digits.
        spoken: whether any of it was in words.
        kind: `cardinal` (three thousand), `digits` (oh five five), `ordinal` (the third of March).
        parts: the groups as said or typed: ("41", "11") for "forty one eleven".
        written: what a transcriber writes for it: "+966551234567", "2.5", "3rd", "05/27"; else equal to `digits`.
    """

    start: int
    end: int
    digits: str = field(repr=False)
    value: Decimal | None = field(repr=False)
    spoken: bool
    kind: Literal["cardinal", "digits", "ordinal"]
    parts: tuple[str, ...] = field(repr=False)
    written: str = field(repr=False)


def find_numbers(text: str, language: Language | None = None, *, lone: bool = False) -> list[Number]:
    """The numbers in `text`, ascending, not overlapping.

    Typed groups of digits are found in any script, each as one number ("4111 1111" is two); words join into one
    number where a transcriber would write one, and take typed digits among them along ("oh 55 one two three").

    Args:
        language: of the call; words of both languages are found whatever it is, but English sound-alikes ("to",
            "for") are no digits in an Arabic call.
        lone: also give small numbers that a transcriber leaves as words ("one of them", "five"); a digit a breath
            is how some people dictate.
    """
    folded = fold(text)
    row = lexemes(folded)
    single = items(row, language)
    # Typed numbers are figures as they are, and each for itself.
    if not any(item.spoken for item in single):
        return [_number(folded, row, (item,), item.written) for item in single]
    found = list(runs(row, single))
    return [
        _number(folded, row, *run)
        for run, figure in zip(found, _figures(row, found), strict=True)
        if figure or (lone and run.items[0].small)
    ]


def spoken_to_digits(text: str, language: Language | None = None) -> Edited:
    """`text` with spoken numbers as digits; what was typed as digits stays as it is."""
    spoken = (number for number in find_numbers(text, language) if number.spoken)
    return apply(text, (Edit(number.start, number.end, number.written) for number in spoken))


def _figures(row: Sequence[Lexeme], found: Sequence[Run]) -> Iterator[bool]:
    """Whether a transcriber writes each of the runs in digits."""
    dictated = len(found) > 1 and is_all(row, [item for run in found for item in run.items])
    for run, right in zip_longest(found, found[1:]):
        item = run.items[0]
        if len(run.items) > 1 or not item.spoken or is_figure(row, item):
            yield True
        elif not item.small:
            yield False
        else:
            # Where nothing but numbers is said, they are dictated. The left end of a range follows the right one.
            ranged = right is not None and is_range(row, item, right.items[0]) and is_amount(row, right.items[-1])
            yield ranged or (dictated and not row[item.first].definite)


def _number(folded: Folded, row: Sequence[Lexeme], run: Sequence[Item], written: str) -> Number:
    first, last, start = run[0], run[-1], row[run[0].first].stem
    if len(run) == 1:
        digits, value, spoken, parts = first.digits, first.value, first.spoken, first.parts
    else:
        digits, value = "".join([item.digits for item in run]), None
        spoken = any(item.spoken for item in run)
        parts = tuple(part for item in run for part in item.parts)
    kind: Literal["cardinal", "digits", "ordinal"] = "digits" if value is None else "cardinal"
    if first.shape == "ordinal":
        kind = "ordinal"
        # «الثالث من مارس» becomes «3 من مارس»: a figure takes no article.
        start -= len("ال") if row[first.first].clitic.endswith("ال") else 0
    plus = row[first.first - 1] if first.first else None
    if plus is not None and plus.word is not None and plus.word.sign == "+" and _is_dialled(run, digits):
        start, written, spoken, kind, value = plus.start, f"+{written}", True, "digits", None
    place = folded.span(start, row[last.last - 1].end)
    return Number(*place, digits, value, spoken, kind, parts, written)


def _is_dialled(run: Sequence[Item], digits: str) -> bool:
    """Whether a "plus" in front can be that of a phone number: a run of digits, or many typed ones."""
    return len(digits) >= (3 if len(run) > 1 else _DIALLED_DIGITS)
