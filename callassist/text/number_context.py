"""What the words around a number say about it: an amount, an hour, a date, or a word better left as one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from callassist.text.number_item import Item
from callassist.text.number_lexemes import Lexeme, kind
from callassist.text.number_words import lexicon

Row = Sequence[Lexeme]


def is_figure(row: Row, item: Item) -> bool:
    """Whether a transcriber writes the number, standing alone, in digits.

    From ten up, yes. Below, only as an amount ("five riyals"), behind a label ("press five") or beside a month: the
    others are mostly no numbers at all ("one of them", «في واحد قال لي»). A bare hundred or thousand is one only as an
    amount: «ألف شكر» is not, and neither is «نص مليون».
    """
    context = lexicon().context
    if row[item.first].kind == "typed":
        return True
    if item.shape == "weak":
        return False
    if context.past.before(row, item.first) or context.past.at(row, item.last):
        return False
    amount = bool(context.measures.at(row, item.last))
    if item.bare:
        return amount and not row[item.first].definite and not context.quantifiers.before(row, item.first)
    if not item.small:
        return True
    if _is_guess(row, item):
        return False
    labelled = not row[item.first].clitic and context.labels.before(row, item.first)
    # «الاثنين الصبح» is Monday; two in the morning has no article.
    of_day = not row[item.first].definite and _is_hour_of_day(row, item.last)
    if item.value != 1:
        return amount or labelled or is_dated(row, item.first, item.last) or of_day
    amount = amount and not context.one_stays_before.at(row, item.last)
    labelled = labelled and not context.one_stays_after.before(row, item.first)
    return amount or labelled or bool(context.months.at(row, item.last))


def is_amount(row: Row, item: Item) -> bool:
    """Whether a currency or another measure follows."""
    return bool(lexicon().context.measures.at(row, item.last))


def is_range(row: Row, left: Item, right: Item) -> bool:
    """Whether two numbers are the ends of a range: "three to five", «من تلاتة لخمسة», "between three and five"."""
    context = lexicon().context
    between, clitic = right.first - left.last, row[right.first].clitic
    if not between and clitic == "ل":
        return True
    if between and not clitic and context.ranges.at(row, left.last) == between:
        return True
    joined = clitic == "و" if not between else between == 1 and row[left.last].text in ("and", "و")
    return joined and context.between.before(row, left.first)


def is_hour(row: Row, first: int) -> bool:
    """Whether the number is behind a word for the hour of the day."""
    return lexicon().context.hours.before(row, first)


def is_dated(row: Row, first: int, last: int) -> bool:
    """Whether an ordinal in lexemes `first` to `last` is a day of a month: "the third of March", "March third"."""
    context = lexicon().context
    of = context.of.at(row, last)
    if context.months.at(row, last + of) or (of and context.month_after_of.at(row, last + of)):
        return True
    article = first > 0 and context.definite.before(row, first)
    return context.months.before(row, first - article)


def is_definite(row: Row, first: int) -> bool:
    """Whether "the" stands before the lexeme."""
    return lexicon().context.definite.before(row, first)


def dates(row: Row, run: Sequence[Item]) -> list[Sequence[Item]]:
    """`run` with the days and months of a date taken off its front.

    "March twenty five twenty twenty six" is 25 and 2026; «يوم خمسة وعشرين اتناشر» is 25 and 12, and so it is in front
    of «ألفين وستة وعشرين».
    """
    context, first = lexicon().context, run[0]
    if len(run) < 2 or not _within(first, 31):
        return [run]
    said = context.date_before.before(row, first.first) or (len(run) == 2 and kind(row, run[1].last) == "dual")
    if said and _within(run[1], 12):
        return [run[:1], run[1:2], *([run[2:]] if run[2:] else [])]
    if not context.months.before(row, first.first) or _is_day_before_month(row, first.first):
        return [run]
    century = len(run) == 2 and first.value in (Decimal(19), Decimal(20))
    return [run] if century else [run[:1], run[1:]]


def is_year(row: Row, first: Item, second: Item) -> bool:
    """Whether two round pairs are a year ("in twenty thirty") and not a guess ("twenty, thirty people")."""
    context = lexicon().context
    before = context.year_before.before(row, first.first) or context.months.before(row, first.first)
    return before and first.value in (Decimal(19), Decimal(20)) and not is_amount(row, second)


def clock(row: Row, hour: Item, minute: Item) -> str | None:
    """Two English numbers as a time of day ("seven thirty" is 7:30), None where they are not one.

    Without a word that says so, only multiples of five minutes are taken for one, and no guesses ("ten twenty").
    """
    if row[hour.first].language != "en" or not _within(hour, 12) or minute.shape != "pair":
        return None
    if minute.value is None or minute.value >= 60 or is_guess(hour, minute):
        return None
    context = lexicon().context
    said = context.clock_before.before(row, hour.first) or bool(context.clock_after.at(row, minute.last))
    amount = is_amount(row, minute) and not context.clock_after.at(row, minute.last)
    likely = minute.value % 5 == 0 and hour.value != 1
    return f"{hour.digits}:{minute.digits}" if (said or likely) and not amount else None


def is_three_digits(row: Row, first: Item, second: Item) -> bool:
    """Whether an English digit and a pair are one number: "three sixty five" is 365, "five ten minutes" is a guess."""
    if row[first.first].language != row[second.first].language or row[first.first].language != "en":
        return False
    if not _within(first, 9) or first.value == 1 or second.shape != "pair" or second.value is None:
        return False
    return second.value >= 20 or not is_amount(row, second)


def is_guess(first: Item, second: Item) -> bool:
    """Whether two numbers are neighbours as in "twenty thirty people" or «تلات أربع أيام»."""
    if first.value is None or second.value is None or first.shape != second.shape:
        return False
    step = {"single": 1, "pair": 10, "hundreds": 100}.get(first.shape)
    return step is not None and second.value - first.value == step and first.value % step == 0


def _is_guess(row: Row, item: Item) -> bool:
    before = row[item.first - 1] if item.first else None
    if before is None or before.kind != "unit" or row[item.first].clitic:
        return False
    return before.value + 1 == item.value


def _is_day_before_month(row: Row, after_month: int) -> bool:
    place = after_month - 2
    if lexicon().context.of.before(row, place + 1):
        place -= 1
    return place >= 0 and row[place].kind in ("ordinal", "typed", "unit", "teen", "ten", "tens")


def _is_hour_of_day(row: Row, after: int) -> bool:
    """Whether "in the morning" or «ونص العصر» follows."""
    half = kind(row, after) == "fraction" and row[after].clitic == "و"
    return bool(lexicon().context.clock_after.at(row, after + half))


def _within(item: Item, most: int) -> bool:
    return item.shape in ("single", "pair") and item.value is not None and 1 <= item.value <= most
