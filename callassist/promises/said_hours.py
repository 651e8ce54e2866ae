"""Hours and parts of the day as they are said: "half past four", «الساعة أربع ونص العصر», «بعد صلاة العصر», "noon"."""

from __future__ import annotations

from callassist.promises.policy import Part
from callassist.promises.time_meanings import AtHour, Found, InPart
from callassist.promises.time_row import TimeRow
from callassist.promises.time_words import Half

_ARABIC = "\u0600"
_NOON = 12
_LAST_HOUR = 24
_MINUTES = 60
_MOST_PAST = 30
# Minutes that are said without a word for it ("four thirty") are of these.
_ROUND = 5
_LEAST_ALONE = 10
# Until when somebody who says "at night" speaks of the hours after midnight.
_LATE_NIGHT = 4


def part(row: TimeRow, at: int) -> Found:
    length, part = row.at(row.known.parts, at)
    return (InPart(part), at, at + length) if part is not None else None


def hour(row: TimeRow, at: int) -> Found:
    length, named = row.at(row.known.named_hours, at)
    if named is not None:
        return AtHour(named, exact=True), at, at + length
    return _past_or_to(row, at) or _clock(row, at)


def _past_or_to(row: TimeRow, at: int) -> Found:
    """ "half past four", "quarter to five", "ten past four"."""
    minutes: int | None = None
    place = at
    for name, worth in (("half_past", 30), ("quarter_past", 15), ("quarter_to", -15)):
        length = row.around(name, at)
        if length > place - at:
            minutes, place = worth, at + length
    if minutes is None and (said := row.number(at, _MOST_PAST)) and said[0] % _ROUND == 0:
        for name, sign in (("minutes_past", 1), ("minutes_to", -1)):
            length = row.around(name, said[1])
            if length and row.words[at].isascii() and (sign > 0 or row.before("at", at)):
                minutes, place = sign * said[0], said[1] + length
    hour = row.number(place, _NOON) if minutes is not None else None
    if hour is None or minutes is None or place in row.amounts:
        return None
    half, last = _half(row, hour[1] + row.around("oclock", hour[1]), hour[0])
    return _shifted(hour[0], minutes, half), at, last


def _clock(row: TimeRow, at: int) -> Found:
    """ "at four", "4:30 pm", «الساعة أربع ونص العصر», «الرابعة عصرا»."""
    lead = row.around("hour", at)
    if row.words[at] == "ساعه" and (row.before("within", at) or at in row.lengths):
        return None
    place = at + lead
    length, named = row.at(row.known.hours, place)
    found = (named, place + length) if named is not None else row.number(place, _LAST_HOUR)
    if found is None or (named is None and _counts(row, place)):
        return None
    led, after_day = bool(row.before("at", at)), bool(row.known.days.before(row.words, at)[0])
    # «الاثنين صباحا» tells a day; «بكرة الأربعة العصر» has one.
    if not (lead or led or after_day) and row.at(row.known.weekdays, place)[0]:
        return None
    hour, last = found
    # «خمس وربع»
    divided = row.words[last - 1] > _ARABIC and row.at(row.known.minutes, last)[1] is not None
    hour, minutes, exact, last = _minutes(row, place, hour, last)
    sharp = row.around("oclock", last)
    half, end = _half(row, last + sharp, hour)
    told = bool(lead or sharp or exact or divided or half is not None or end > last + sharp)
    until = _until(row, at, last)
    if until is not None:
        return until
    named_alone = named is not None and (led or bool(row.before("between", at)))
    # "Tomorrow four": the preposition is easily lost.
    bare = named is None and (led or (after_day and row.words[at].isascii())) and row.is_end(last)
    if not (told or named_alone or bare):
        return None
    meaning = _shifted(hour, minutes, half)
    exact = hour > _NOON or (hour == 0 and exact)
    meaning = AtHour(hour, minutes, exact=True) if exact else meaning
    until = _until(row, at, end)
    return until if until is not None else (meaning, at, end)


def _counts(row: TimeRow, place: int) -> bool:
    """Whether the number at `place` counts something: it is an amount, or the beginning of a date or a range of one."""
    amount = row.amounts.get(place)
    return amount is not None and amount.last > place + 1 and not row.is_part(place + 1)


def _minutes(row: TimeRow, place: int, hour: int, last: int) -> tuple[int, int, bool, int]:
    """Hour, minutes, whether they were typed as on a clock, and where that ends."""
    words = row.words
    if words[last : last + 1] == [":"] and words[last + 1 : last + 2] and words[last + 1].isdecimal():
        return hour, int(words[last + 1]) % _MINUTES, True, last + 2
    length, added = row.at(row.known.minutes, last)
    if added is not None:
        return hour, added, False, last + length
    joined = row.words[last] in ("و", "الا") if last < len(words) else False
    number = row.whole.get(last + 1 if joined else last)
    clings = joined or (last < len(words) and words[last].startswith("و"))
    if number is not None and clings and number[0] < _MINUTES and number[0] % _ROUND == 0:
        end = number[1] + (words[number[1] : number[1] + 1] in (["دقيقه"], ["دقائق"], ["دقايق"]))
        return hour, -number[0] if words[last] == "الا" else number[0], False, end
    # "four thirty"
    if (
        number is not None
        and words[place].isascii()
        and number[0] % _ROUND == 0
        and _LEAST_ALONE <= number[0] < _MINUTES
    ):
        return hour, number[0], False, number[1]
    return hour, 0, False, last


def _half(row: TimeRow, at: int, hour: int) -> tuple[Half | None, int]:
    """Which half of the day is said behind an hour, and where that ends."""
    length, half = row.at(row.known.halves, at)
    if half is not None:
        dotted = row.words[at] != row.words[at + length - 1] and row.words[at + length : at + length + 1] == ["."]
        return half, at + length + dotted
    place = at
    while place < len(row.words) and place < at + 2 and row.words[place] in ("in", "the", "at", "في", "ب"):
        place += 1
    length, part = row.at(row.known.parts, place)
    return (half_of(part, hour), place + length) if part is not None else (None, at)


def half_of(part: Part, hour: int) -> Half:
    """Which half of the day an hour is in that lies in a part of the day: 11 at noon is before, 2 at night too."""
    if part in ("fajr", "morning"):
        return "am"
    if part == "noon":
        return "am" if hour in (10, 11) else "pm"
    return "am" if part == "night" and (hour == _NOON or hour < _LATE_NIGHT) else "pm"


def _shifted(hour: int, minutes: int, half: Half | None) -> AtHour:
    """An hour with minutes that may lie before it."""
    if minutes < 0:
        return AtHour((hour - 2) % _NOON + 1, minutes + _MINUTES, half)
    return AtHour(hour, minutes, half)


def _until(row: TimeRow, at: int, last: int) -> Found:
    """The later end of "between two and four"."""
    if not row.before("between_hours", at) and row.words[at] not in ("بين", "من"):
        return None
    joined = row.around("to", last)
    place = last + joined
    if not joined and last < len(row.words) and row.words[last][:1] in ("و", "ل") and row.whole.get(last):
        place = last
    length, named = row.at(row.known.hours, place)
    if place == last and named is None and not row.whole.get(place):
        return None
    found = (named, place + length) if named is not None else row.number(place, _LAST_HOUR)
    if found is None or _counts(row, place):
        return None
    hour, minutes, exact, end = _minutes(row, place, *found)
    half, end = _half(row, end, hour)
    return (AtHour(hour, minutes, half, exact=hour > _NOON or (exact and hour == 0)), at, end)
