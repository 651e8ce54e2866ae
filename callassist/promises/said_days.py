"""Days, dates and lengths of time as they are said: «بعد بكرة», "the 5th of March", «خلال يومي عمل», "next week"."""

from __future__ import annotations

from decimal import Decimal

from callassist.promises.at_most import is_bounded
from callassist.promises.known_words import is_known
from callassist.promises.time_meanings import After, AtEnd, Found, InDays, InSpan, Now, OnDate, OnWeekday
from callassist.promises.time_row import TIME_UNITS, TimeRow

_LAST_MONTH = 12
_LAST_DAY = 31
_LARGEST_DAY = 99
_CENTURY = 2000
_YEARS = (1300, 2999)
# A year before this is one of the Hijri calendar.
_HIJRI_YEARS = 1600
# May stand between a length and what makes it one from now on.
_BEGINNINGS = ("اول", "بدايه", "مطلع")
_TENS = 10
_COUNTED = frozenset({"ساعه", "دقيقه", "يوم"})
_SKIPPED = ("the", "ال", "next", "a", "an", "about", "around", "من")


def in_days(row: TimeRow, at: int) -> Found:
    length, days = row.at(row.known.days, at)
    return (InDays(days), at, at + length) if days is not None else None


def weekday(row: TimeRow, at: int) -> Found:
    lead = row.around("next", at) if row.words[at].isascii() else 0
    weekly = row.around("of_next_week", at) if row.words[at].isascii() else 0
    length, day = row.at(row.known.weekdays, at + lead)
    if day is None and weekly:
        lead = weekly + (row.words[at + weekly : at + weekly + 1] == ["on"])
        length, day = row.at(row.known.weekdays, at + lead)
        return (OnWeekday(day, next_week=True), at, at + lead + length) if day is not None else None
    if day is None:
        return None
    last = at + lead + length
    if row.whole.get(last) and row.lengths.get(at):
        return None
    following = row.around("of_next_week", last)
    if following and following >= row.around("next", last):
        return OnWeekday(day, next_week=True), at, last + following
    if not row.words[at].isascii():
        last += row.around("next", last)
    return OnWeekday(day), at, last


def date(row: TimeRow, at: int) -> Found:
    return _typed_date(row, at) or _month_first(row, at) or _day_first(row, at)


def _typed_date(row: TimeRow, at: int) -> Found:
    """«5/3», "5/3/2026", "2026-03-05"."""
    words = row.words[at : at + 5]
    if len(words) < 3 or not words[0].isdecimal() or words[1] not in "/-" or not words[2].isdecimal():
        return None
    numbers = [int(word) for word in (words[0], words[2])]
    year: int | None = None
    last = at + 3
    if len(words) == 5 and words[3] == words[1] and words[4].isdecimal():
        last = at + 5
        if numbers[0] > _LAST_DAY:
            year, numbers = numbers[0], [int(words[4]), numbers[1]]
        else:
            year = int(words[4])
            year += _CENTURY if year < 100 else 0
    elif words[1] == "-" or not (row.before("date", at) or row.before("between", at) or not row.amounts.get(at)):
        return None
    day, month = numbers
    if month > _LAST_MONTH >= day:
        day, month = month, day
    if not (1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAY) or (year is not None and not _is_year(year)):
        return None
    hijri = year is not None and year < _HIJRI_YEARS
    return OnDate(day, month, year, hijri), at, last


def _month_first(row: TimeRow, at: int) -> Found:
    """ "March 5th", "March the fifth"."""
    length, month, hijri = _month(row, at)
    if month is None or not row.words[at].isascii():
        return None
    place = at + length + (row.words[at + length : at + length + 1] == ["the"])
    day = row.ordinal(place, _LAST_DAY) or row.number(place, _LAST_DAY)
    if day is None or place in row.lengths:
        return None
    year, last = _year(row, day[1])
    return OnDate(day[0], month, year, hijri), at, last


def _day_first(row: TimeRow, at: int) -> Found:
    """ "the 5th of March", «يوم 15 رمضان», «5 الشهر الجاي», "on the 5th"."""
    if row.words[at] in _BEGINNINGS:
        shift = 2 if row.words[at + 1 : at + 2] == ["شهر"] else 1
        length, month, hijri = _month(row, at + shift)
        if month is not None:
            return OnDate(1, month, hijri=hijri), at, at + shift + length
    ordinal = row.ordinal(at, _LARGEST_DAY)
    day = ordinal or row.number(at, _LARGEST_DAY)
    if day is None or at in row.lengths:
        return None
    last = day[1]
    joined = row.around("of", last)
    length, month, hijri = _month(row, last + joined)
    if month is None:
        joined = 0
        length, month, hijri = _month(row, last)
    if month is not None:
        year, last = _year(row, last + joined + length)
        return OnDate(day[0], month, year, hijri), at, last
    said = row.before("date", at) or ordinal is not None
    if day[0] > _LAST_DAY:
        return None
    if coming := row.around("next_month", last):
        return OnDate(day[0], months=1), at, last + coming
    if this := row.around("this_month", last):
        return OnDate(day[0], months=0), at, last + this
    if not said or not row.before("date", at):
        return None
    numeric = row.number(last, _LAST_MONTH)
    if numeric is not None and last not in row.amounts and not row.words[at - 1].isascii():
        return OnDate(day[0], numeric[0]), at, numeric[1]
    if not row.is_end(last):
        return None
    return OnDate(day[0]), at, last


def _month(row: TimeRow, at: int) -> tuple[int, int | None, bool]:
    """How long a month's name at `at` is, which it is, and whether it is one of the Hijri calendar."""
    length, month = row.at(row.known.months, at)
    if month is not None:
        return length, month, False
    length, month = row.at(row.known.hijri, at)
    return length, month, True


def _year(row: TimeRow, at: int) -> tuple[int | None, int]:
    comma = at + (row.words[at : at + 1] == [","])
    found = row.whole.get(comma)
    return (found[0], found[1]) if found is not None and _is_year(found[0]) else (None, at)


def _is_year(year: int) -> bool:
    return _YEARS[0] <= year <= _YEARS[1]


# ── Spans and lengths ─────────────────────────────────────────────────────────────────────────────────────


def end(row: TimeRow, at: int) -> Found:
    length, end = row.at(row.known.ends, at)
    return (AtEnd(end), at, at + length) if end is not None else None


def span(row: TimeRow, at: int) -> Found:
    length, span = row.at(row.known.spans, at)
    if span is None:
        return None
    return InSpan(span, during=bool(row.before("during", at))), at, at + length


def now(row: TimeRow, at: int) -> Found:
    length = row.around("now", at)
    return (Now(), at, at + length) if length else None


def length(row: TimeRow, at: int) -> Found:
    """ "within two hours", «ساعتين وأكلمك», "3 working days from now"; not how long it lasts or how long ago it was."""
    if length := row.around("today_hours", at):
        return After(Decimal(1), "hour"), at, at + length
    length, minutes = row.at(row.known.lengths, at)
    if minutes is not None:
        return After(Decimal(minutes), "minute"), at, at + length + row.around("later", at + length)
    working = _working_hours(row, at)
    found = row.lengths.get(at)
    if found is None and working is None:
        return _single(row, at)
    if working is not None:
        amount, last, of_work = working
        unit = "hour"
    elif found is not None:
        amount = found.high if found.high is not None else found.low or Decimal(0)
        unit = next(unit for unit in found.units if unit in TIME_UNITS)
        last, of_work = found.last, False
        work = row.around("working", last)
        if unit in ("hour", "day") and work:
            last, of_work = last + work, unit == "hour"
            unit = "working_day" if unit == "day" else unit
        following = row.whole.get(last)
        if amount == 2 and following is not None and following[0] == 3 and not row.words[last - 1].isascii():
            # «يومين ثلاث»
            amount, last = Decimal(3), following[1]
        if _is_of_a_day(row, last):
            return None
    else:
        return None
    if row.around("gift", last) or (found is not None and _is_rest(row, at, last)):
        return None
    within = _before_the(row, at, "within") or int(is_bounded(row, at))
    later = row.around("later", last)
    is_range = found is not None and found.low != found.high
    if row.around("ago", last) and row.words[last - 1].isascii():
        return None
    if not within and not is_range and (row.before("ago", at) or row.before("lasting", at)):
        return None
    if row.before("lasting", at) > within:
        return None
    english = row.words[last - 1].isascii() and row.words[last - 1].isalpha()
    if english and not within and not later:
        return None
    return After(amount, unit, of_work), at, last + later


def _is_rest(row: TimeRow, at: int, last: int) -> bool:
    """Whether what is left of an Arabic number of which a word was misheard: «ابع وعشرين ساعة», «اسنتي عشرة ساعة»."""
    value = row.whole.get(at, (0, at))[0]
    if at < 1 or value % _TENS or not value or row.words[last - 1].isascii():
        return False
    joined = row.words[at - 1] == "و"
    word = row.words[at - 1 - joined] if at > joined else ""
    # Ten hours are «عشر ساعات».
    left = joined if value > _TENS else row.words[last - 1] in _COUNTED
    return left and word.isalpha() and not is_known(word)


def _single(row: TimeRow, at: int) -> Found:
    """One of a unit without a number: «أمهلني ساعة», «ساعة وأرجع لك»."""
    length, unit = row.at(row.known.single, at)
    half = row.lengths.get(at + 1) if row.words[at].isascii() else None
    if unit is None or half is not None or row.words[at] != row.words[at].removeprefix("ال"):
        return None
    last = at + length
    goes_on = last < len(row.words) and row.words[last][0] in "و" and len(row.words[last]) > len("وا")
    later = row.around("later", last)
    within = row.before("within", at) or is_bounded(row, at)
    asked = row.before("give", at) or within or (goes_on and not row.before("lasting", at)) or later
    if (
        not asked
        or row.around("gift", last)
        or _is_of_a_day(row, last)
        or (row.before("ago", at) > row.before("give", at) and not within)
    ):
        return None
    return After(Decimal(1), unit), at, last + later


def _before_the(row: TimeRow, at: int, name: str) -> int:
    """As `TimeRow.before`, an article or "the next" in between."""
    for skipped in range(3):
        length = row.before(name, at - skipped)
        if length:
            return length
        if at - skipped < 1 or row.words[at - skipped - 1] not in _SKIPPED:
            return 0
    return 0


def _is_of_a_day(row: TimeRow, last: int) -> bool:
    """Whether a "day" is none of a length but one that is named: «بعد يوم الأحد»."""
    if row.words[last - 1] != "يوم":
        return False
    weekday = row.at(row.known.weekdays, last)[0] or row.at(row.known.weekdays, last - 1)[0]
    return bool(weekday or row.at(row.known.days, last - 1)[0] or row.whole.get(last))


def _working_hours(row: TimeRow, at: int) -> tuple[Decimal, int, bool] | None:
    """ "48 working hours"."""
    number = row.whole.get(at)
    if number is None or not row.around("working", number[1]):
        return None
    last = number[1] + row.around("working", number[1])
    hours = row.words[last : last + 1] in (["hours"], ["hour"])
    return (Decimal(number[0]), last + 1, True) if hours else None
