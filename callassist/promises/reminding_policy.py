"""When somebody is reminded, as data: `resources/policies/reminding.toml`, which says what each value is for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from callassist import paths, policies
from callassist.events import Dialect, Language
from callassist.knowledge.phrases import DIALECTS
from callassist.knowledge.wording import Wording, parse

_LONGEST_MINUTES = 14 * 24 * 60
_MOST_MORNINGS = 20

Minutes = Annotated[int, Field(ge=1, le=_LONGEST_MINUTES)]
Mornings = Annotated[int, Field(ge=0, le=_MOST_MORNINGS)]


def _says_the_date(text: str) -> str:
    if "time" not in parse(text).needs:
        raise ValueError("it does not say {time}")
    return text


class RemindersPolicy(policies.Policy):
    """When reminders come."""

    only_working_hours: bool
    eve: Minutes
    before_an_hour: tuple[Minutes, ...]
    day_begins: bool
    before_the_end: tuple[Minutes, ...]
    after: tuple[Minutes, ...]
    mornings_after: Mornings
    mornings_without_a_date: Mornings


class ListPolicy(policies.Policy):
    """What lists call soon."""

    soon_working_days: Annotated[int, Field(ge=1, le=30)]


class SaidPolicy(policies.Policy):
    """How a date is said in a language."""

    weekdays: Annotated[tuple[str, ...], Field(min_length=7, max_length=7)]
    months: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]
    day: str
    hour: str

    @model_validator(mode="after")
    def _has_its_places(self) -> Self:
        self.day.format(weekday="", day="", month="")
        self.hour.format(date="", hour="")
        return self


class RemindingPolicy(policies.Policy):
    """All of it."""

    reminders: RemindersPolicy
    list: ListPolicy
    moved: dict[Dialect, dict[str, Annotated[str, AfterValidator(_says_the_date)]]]
    said: dict[Language, SaidPolicy]

    @field_validator("moved")
    @classmethod
    def _speaks_every_way(cls, moved: dict[Dialect, dict[str, str]]) -> dict[Dialect, dict[str, str]]:
        if missing := [dialect for dialect in DIALECTS if not moved.get(dialect)]:
            raise ValueError(f"nothing is said in {', '.join(missing)}")
        return moved

    @field_validator("said")
    @classmethod
    def _speaks_both(cls, said: dict[Language, SaidPolicy]) -> dict[Language, SaidPolicy]:
        if missing := {"ar", "en"} - said.keys():
            raise ValueError(f"no date can be said in {', '.join(sorted(missing))}")
        return said

    def phrases(self, dialect: Dialect) -> tuple[Wording, ...]:
        """What is said to a customer whose date is moved."""
        return tuple(parse(text) for text in self.moved[dialect].values())


def load_policy(path: Path | None = None) -> RemindingPolicy:
    """The shipped values, or those of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "reminding.toml"), RemindingPolicy)
