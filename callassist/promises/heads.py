"""The heads of what may be promises: who is going to do what, before anything around it is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from callassist.promises.arabic_verbs import Future
from callassist.promises.at_most import at_most
from callassist.promises.promising import PromisingWords, Sense
from callassist.promises.time_row import TimeRow

AGENTS = frozenset({"i", "we"})
"""Persons in whom agents speak of themselves and of their company."""


@dataclass(frozen=True, slots=True)
class Head:
    """A verb that may be one of a promise.

    Attributes:
        first, last: its tokens, from what says that it is going to be, `last` excluded. verb: the first of the verb
            itself. sense: what is done. agent: whether agents speak of themselves. future: whether it is said to be yet
            to come. joined: it goes on from the verb before it. you, us: it is done for the customer, for the company.
            by_you: it may be the customer who is to do it. arabic: its language. calls: it is done by telephone or in
            writing, and so not while the customer waits. known: whether its verb is one of those that are listed.
            being: it is "to be". bounded: it is a denial by which something is promised.
    """

    first: int
    verb: int
    last: int
    sense: Sense
    agent: bool
    future: Future
    joined: bool = False
    you: bool = False
    us: bool = False
    by_you: bool = False
    arabic: bool = False
    calls: bool = False
    known: bool = True
    being: bool = False
    bounded: bool = False


def made(words: PromisingWords, row: TimeRow, at: int, *, arabic: bool) -> Head | None:
    """What is told at `at` without a verb of the future: somebody who is on the way, an appointment that was made."""
    if length := at_most(row, at):
        return Head(at, at, at + length, "act", False, "will", arabic=arabic, bounded=True)
    for name in ("coming", "booked"):
        if length := words.at(row, name, at):
            return Head(at, at, at + length, "come", False, "perhaps", arabic=arabic)
    return None


def for_you(words: PromisingWords, row: TimeRow, first: int, last: int) -> bool:
    """Whether the customer, or what is theirs, is named in tokens `first` to `last` (exclusive)."""
    places = range(first, min(last, len(row.words)))
    return any(words.at(row, name, place) for place in places for name in ("you", "yours"))
