"""From a row of lexemes to items: each number as it was said, before it is known which belong together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from callassist.events import Language
from callassist.text import numbers_ar, numbers_en
from callassist.text.number_context import is_amount, is_dated, is_definite, is_hour
from callassist.text.number_item import Item, Reading, cardinal_item, typed_value
from callassist.text.number_lexemes import Lexeme, bare_kind, kind

Row = Sequence[Lexeme]
# «خمسة تلات مرات» within a number; «كلمتكم خمس مرات» is not one.
_MOST_TIMES = 4
# What makes more of typed digits: "3 thousand", "2 point 5", "3 and a half", «3 ونص».
_AFTER_TYPED = ("hundred", "scale", "scales", "point", "and", "fraction")
# «الساعة خمسة وعشرين» is twenty past five: no hour is more than this.
_HOURS = 24


def items(row: Row, language: Language | None) -> list[Item]:
    """The items of a row in order, not overlapping."""
    found: list[Item] = []
    at = 0
    while at < len(row):
        head = row[at].kind
        if head is None:
            at += 1
            continue
        if head == "typed" and kind(row, at + 1) not in _AFTER_TYPED:
            found.append(_typed(row, at))
            at += 1
            continue
        item = _item(row, at, language, inside=bool(found) and found[-1].last == at)
        if item is not None:
            found.append(item)
        at = item.last if item is not None else _next(row, at)
    return found


def _next(row: Row, at: int) -> int:
    """Where to go on behind a word that is no item: an Arabic ordinal left as a word takes its «عشر» along."""
    undated = numbers_ar.ordinal(row, at) if row[at].kind == "ordinal" else None
    return undated.end if undated else at + 1


def _item(row: Row, at: int, language: Language | None, *, inside: bool) -> Item | None:
    head = row[at].kind
    if head in ("ordinal", "tens") and (dated := _ordinal(row, at)):
        return dated
    if head == "repeat":
        return _repeated(row, at)
    if head == "weak":
        # "to" and "for" in Arabic speech are English words; "oh" may be a digit in either.
        weak = None if language == "ar" and row[at].value else str(row[at].value)
        return Item(at, at + 1, "weak", weak, weak, None, (weak,)) if weak else None
    reading = _cardinal(row, at)
    if reading is None and head != "typed":
        return None
    end = reading.end if reading else at + 1
    whole = reading.value if reading else typed_value(row[at].text)
    if whole is not None and (decimal := _decimal(row, at, end, whole)):
        return decimal
    if reading is None:
        return _typed(row, at)
    item = cardinal_item(at, end, reading.value, bare=reading.bare)
    return (_said_again(row, item, inside=inside) if item.small else None) or item


def _cardinal(row: Row, at: int) -> Reading | None:
    head = row[at].language
    if row[at].kind == "typed" and at + 1 < len(row):
        head = row[at + 1].language
    if head != "ar":
        return numbers_en.cardinal(row, at)
    reading = numbers_ar.cardinal(row, at)
    if reading and reading.value >= _HOURS and row[at].kind == "unit" and is_hour(row, at):
        return Reading(Decimal(row[at].value), at + 1)
    return reading


def _typed(row: Row, at: int) -> Item:
    plain = row[at].text.replace(",", "")
    value = typed_value(plain)
    if plain.isdecimal():
        return Item(at, at + 1, "typed", plain, plain, value, (plain,), False)
    parts = tuple(plain.split("."))
    return Item(at, at + 1, "typed", "".join(parts), plain, value, parts, False)


def _ordinal(row: Row, at: int) -> Item | None:
    """An ordinal that a transcriber writes in digits: a day of a month, or an English one from eleventh up."""
    if reading := numbers_ar.ordinal(row, at):
        if not is_dated(row, at, reading.end):
            return None
        digits = str(reading.value)
        return Item(at, reading.end, "ordinal", digits, digits, reading.value, (digits,))
    reading = numbers_en.ordinal(row, at)
    if reading is None:
        return None
    fraction = at > 0 and row[at - 1].kind in ("unit", "typed", "tens", "teen")
    # "a twenty second wait" is a time, "the twenty second" a day.
    seconds = row[reading.end - 1].text == "second" and not is_definite(row, at)
    if not is_dated(row, at, reading.end) and (reading.value <= 10 or fraction or seconds):
        return None
    digits = str(reading.value)
    written = digits + numbers_en.ordinal_ending(int(reading.value))
    return Item(at, reading.end, "ordinal", digits, written, reading.value, (digits,))


def _repeated(row: Row, at: int) -> Item | None:
    """ "double eight", «دبل تمانية», "triple oh"."""
    digit = at + 1
    lexeme = row[digit] if digit < len(row) else None
    if lexeme is None or lexeme.clitic:
        return None
    if lexeme.kind == "unit" or (lexeme.kind == "weak" and not lexeme.value):
        return _repeat(at, digit + 1, str(lexeme.value), row[at].value)
    if lexeme.kind == "typed" and len(lexeme.text) == 1:
        return _repeat(at, digit + 1, lexeme.text, row[at].value)
    return None


def _said_again(row: Row, item: Item, *, inside: bool) -> Item | None:
    """«خمسة مكررة»; among other digits also «خمسة تلات مرات» and «خمسة مرتين»."""
    again = bare_kind(row, item.last) == "again"
    place = item.last + again
    if (inside or again) and bare_kind(row, place) == "times" and row[place].value:
        return _repeat(item.first, place + 1, item.digits, row[place].value)
    if (inside or again) and bare_kind(row, place) == "unit" and bare_kind(row, place + 1) == "times":
        times = row[place].value
        if 2 <= times <= _MOST_TIMES:
            return _repeat(item.first, place + 2, item.digits, times)
    return _repeat(item.first, place, item.digits, row[item.last].value) if again else None


def _repeat(first: int, last: int, digit: str, times: int) -> Item:
    digits = digit * times
    return Item(first, last, "repeat", digits, digits, None, (digits,))


def _decimal(row: Row, first: int, end: int, whole: Decimal) -> Item | None:
    """A number with a spoken point ("two point five") or an amount with a half ("three and a half hours")."""
    if whole == whole.to_integral_value():
        if half := _half_amount(row, first, end, whole):
            return half
        if kind(row, end) == "point":
            fraction, last = _fraction(row, end + 1)
            if fraction:
                return _with_scale(row, first, last, str(whole), fraction)
    return None


def _half_amount(row: Row, first: int, end: int, whole: Decimal) -> Item | None:
    said = tuple(lexeme.text for lexeme in row[end : end + 3])
    joined = numbers_ar.joined(row, end)
    last = end + 3 if said == ("and", "a", "half") else None
    if joined is not None and row[joined].kind == "fraction" and row[joined].value == 2:
        last = joined + 1
    if last is None or whole >= 100:
        return None
    item = cardinal_item(first, last, whole + Decimal("0.5"))
    return item if is_amount(row, item) else None


def _fraction(row: Row, at: int) -> tuple[str, int]:
    """The digits after a point and where they end; no digits where none are said."""
    if kind(row, at) == "typed" and row[at].text.isdecimal():
        return row[at].text, at + 1
    reading = _cardinal(row, at) if at < len(row) and bare_kind(row, at) in ("unit", "tens", "teen", "ten") else None
    if reading is not None and 10 <= reading.value < 100:
        return str(reading.value), reading.end
    digits = []
    while bare_kind(row, at) == "unit" or (bare_kind(row, at) == "weak" and not row[at].value):
        digits.append(str(row[at].value))
        at += 1
    return "".join(digits), at


def _with_scale(row: Row, first: int, last: int, whole: str, fraction: str) -> Item:
    written = f"{whole}.{fraction}"
    if bare_kind(row, last) in ("scale", "scales") and len(fraction) <= 9:
        return cardinal_item(first, last + 1, Decimal(written) * row[last].value)
    return Item(first, last, "decimal", whole + fraction, written, Decimal(written), (whole, fraction))
