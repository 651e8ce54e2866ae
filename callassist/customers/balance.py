"""Good and bad experiences weighed against each other, with the reckoning, so that the figure can be explained."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Experienced:
    """One experience. `at`: ISO 8601. `what`: what it was about. `kind`: how it was. `put_right`: what followed."""

    at: str
    what: str
    kind: Literal["good", "bad"]
    put_right: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One experience in the reckoning. `owed`: how many good ones were still missing after it."""

    at: str
    what: str
    kind: Literal["good", "bad"]
    owed: int


@dataclass(frozen=True, slots=True)
class Balance:
    """How far good experiences have made up for bad ones.

    Attributes:
        owed: how many good ones are still missing; 0 when all is made up for. good, bad: how many there were from
            the first bad one on. weight: how many good ones a bad one takes (the company's policy). steps: how it
            came about, oldest first, from the first bad one on.
    """

    owed: int
    good: int
    bad: int
    weight: int
    steps: tuple[Step, ...]

    @property
    def share(self) -> float:
        """0 to 1, how much has been made up for."""
        return 1 - self.owed / (self.bad * self.weight)


@dataclass(frozen=True, slots=True)
class Repair:
    """The last bad experience: when, what went wrong, what has been put right since, and good contacts since."""

    at: str
    wrong: str
    put_right: str | None
    good_since: int


def weigh(experiences: Iterable[Experienced], weight: int) -> Balance | None:
    """Reckon up experiences, oldest first: a bad one adds `weight`, a good one takes one off while any is owed.

    Good ones are not saved up for later: what went well before does not make a new mishap smaller.

    Returns:
        None where nothing bad has happened.
    """
    owed = 0
    steps: list[Step] = []
    for each in experiences:
        if each.kind == "bad":
            owed += weight
        elif not steps:
            continue
        else:
            owed = max(0, owed - 1)
        steps.append(Step(each.at, each.what, each.kind, owed))
    if not steps:
        return None
    bad = sum(step.kind == "bad" for step in steps)
    return Balance(owed, len(steps) - bad, bad, weight, tuple(steps))


def last_repair(experiences: Iterable[Experienced]) -> Repair | None:
    """The line about the last bad experience of `experiences`, oldest first; None where there is none."""
    last: Experienced | None = None
    good = 0
    for each in experiences:
        if each.kind == "bad":
            last, good = each, 0
        else:
            good += 1
    return None if last is None else Repair(last.at, last.what, last.put_right, good)
