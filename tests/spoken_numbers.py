"""Says numbers the way people do, for tests: Modern Standard Arabic, Gulf, Egyptian and English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Variety:
    """The words of an Arabic variety; `units` from 0, `teens` from 10, `tens` from 20, `hundreds` from 100."""

    units: tuple[str, ...]
    teens: tuple[str, ...]
    tens: tuple[str, ...]
    hundreds: tuple[str, ...]
    thousands: tuple[str, ...]
    two_thousand: str
    million: str
    two_million: str
    millions: str

    def say(self, number: int) -> str:
        """`number`, 0 to 10⁹ − 1, in words; parts are joined by «و»."""
        if number == 0:
            return self.units[0]
        parts = []
        millions, rest = divmod(number, 1_000_000)
        thousands, rest = divmod(rest, 1000)
        if millions:
            parts.append(self._counted(millions, self.million, self.two_million, self.millions))
        if 3 <= thousands <= 10:
            parts.append(self.thousands[thousands - 3])
        elif thousands:
            parts.append(self._counted(thousands, "ألف", self.two_thousand, "آلاف"))
        if rest:
            parts.append(self._below_thousand(rest))
        return " و".join(parts)

    def _counted(self, count: int, one: str, two: str, many: str) -> str:
        if count < 3:
            return (one, two)[count - 1]
        return f"{self._below_thousand(count)} {many if count <= 10 else one}"

    def _below_thousand(self, number: int) -> str:
        hundreds, rest = divmod(number, 100)
        parts = [self.hundreds[hundreds - 1]] if hundreds else []
        if rest:
            parts.append(self._below_hundred(rest))
        return " و".join(parts)

    def _below_hundred(self, number: int) -> str:
        if number < 10:
            return self.units[number]
        if number < 20:
            return self.teens[number - 10]
        tens, unit = divmod(number, 10)
        return " و".join([self.units[unit]] * bool(unit) + [self.tens[tens - 2]])


_MSA_UNITS = ("صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_GULF_UNITS = ("صفر", "واحد", "ثنين", "ثلاثة", "اربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة")
_EGYPTIAN_UNITS = ("صفر", "واحد", "اتنين", "تلاتة", "أربعة", "خمسة", "ستة", "سبعة", "تمانية", "تسعة")

STANDARD = Variety(
    units=_MSA_UNITS[:10],
    teens=("عشرة", "أحد عشر", "اثنا عشر", *(f"{unit} عشر" for unit in _MSA_UNITS[3:10])),
    tens=("عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"),
    hundreds=(
        "مائة", "مئتان", "ثلاثمائة", "أربعمئة", "خمسمائة", "ستمائة", "سبعمئة", "ثمانمائة", "تسعمائة",
    ),
    thousands=tuple(f"{unit} آلاف" for unit in _MSA_UNITS[3:]),
    two_thousand="ألفان",
    million="مليون",
    two_million="مليونان",
    millions="ملايين",
)  # fmt: skip
GULF = Variety(
    units=_GULF_UNITS,
    teens=(
        "عشرة", "حداعش", "اثنعش", "ثلاثطعش", "اربعطعش", "خمسطعش", "ستطعش", "سبعطعش", "ثمنطعش", "تسعطعش",
    ),
    tens=("عشرين", "ثلاثين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"),
    hundreds=(
        "مية", "ميتين", "ثلاثمية", "اربعمية", "خمسمية", "ستمية", "سبعمية", "ثمانمية", "تسعمية",
    ),
    thousands=tuple(
        f"{unit} آلاف" for unit in ("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر")
    ),
    two_thousand="الفين",
    million="مليون",
    two_million="مليونين",
    millions="ملايين",
)  # fmt: skip
EGYPTIAN = Variety(
    units=_EGYPTIAN_UNITS,
    teens=(
        "عشرة", "حداشر", "اتناشر", "تلتاشر", "اربعتاشر", "خمستاشر", "ستاشر", "سبعتاشر", "تمنتاشر", "تسعتاشر",
    ),
    tens=("عشرين", "تلاتين", "أربعين", "خمسين", "ستين", "سبعين", "تمانين", "تسعين"),
    hundreds=(
        "مية", "ميتين", "تلتمية", "ربعمية", "خمسمية", "ستمية", "سبعمية", "تمنمية", "تسعمية",
    ),
    thousands=(
        "تلات تلاف", "اربع تلاف", "خمس تلاف", "ست تلاف", "سبع تلاف", "تمن تلاف", "تسع تلاف", "عشر تلاف",
    ),
    two_thousand="الفين",
    million="مليون",
    two_million="مليونين",
    millions="مليون",
)  # fmt: skip

ENGLISH_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ENGLISH_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def english(number: int, *, joined: str = " and ", hyphen: str = "-", comma: str = ", ") -> str:
    """`number`, 0 to 10⁹ − 1, in words; what joins their parts is a matter of taste."""
    if number < 10:
        return ENGLISH_DIGITS[number]
    if number < 20:
        return _ENGLISH_TEENS[number - 10]
    say: Callable[[int], str] = lambda value: english(value, joined=joined, hyphen=hyphen, comma=comma)  # noqa: E731
    if number < 100:
        tens, unit = divmod(number, 10)
        return _ENGLISH_TENS[tens - 2] + (hyphen + ENGLISH_DIGITS[unit] if unit else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{ENGLISH_DIGITS[hundreds]} hundred" + (joined + say(rest) if rest else "")
    size, name = (1_000_000, "million") if number >= 1_000_000 else (1000, "thousand")
    count, rest = divmod(number, size)
    return f"{say(count)} {name}" + ((comma if rest >= 100 else joined) + say(rest) if rest else "")
