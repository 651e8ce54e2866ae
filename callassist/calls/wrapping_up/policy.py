"""What an agent chooses from when a call is over: `resources/policies/wrap-up.toml`, or the company's own file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.customers.card import Experience
from callassist.errors import UserError
from callassist.knowledge.bilingual import Bilingual

FILE: Final = "wrap-up.toml"

Scale = Literal["csat", "nps", "ces"]
SCALES: Final[tuple[Scale, ...]] = get_args(Scale)
RANGES: Final[dict[Scale, range]] = {"csat": range(1, 6), "nps": range(11), "ces": range(1, 8)}
"""The answers that there are: satisfaction 1 to 5, recommending 0 to 10 (the net promoter score's), effort 1 to 7."""

Id = Annotated[str, Field(pattern="^[a-z0-9_-]{1,40}$")]


class Order(policies.Policy):
    """In which order categories are offered; the file says what each value is for."""

    newest: Annotated[int, Field(ge=1, le=500)]
    half: Annotated[float, Field(gt=0, le=500)]
    same_kind: Annotated[float, Field(ge=1, le=100)]
    hinted: Annotated[float, Field(ge=0, le=100)]


class Choice(policies.Policy):
    """Something to choose. `crm`: what the company's CRM calls it, where that is not the words."""

    id: Id
    words: Bilingual
    crm: Annotated[str, Field(min_length=1, max_length=200)] | None = None


class Category(Choice):
    """What a call was about. `situations`: those that speak for it, as in `situations.toml`."""

    situations: tuple[str, ...] = ()


class Outcome(Choice):
    """How a call ended. `experience`: to the customer. `passes_on`: somebody else takes it from here."""

    experience: Experience | None = None
    passes_on: bool = False


class FollowUpKind(Choice):
    """What may follow. `days`: how many days later it is due, unless the agent says otherwise."""

    days: Annotated[int, Field(ge=0, le=365)]


class Satisfaction(policies.Policy):
    """Which scales are asked for, and which answers to the first make an experience a good or a bad one."""

    csat: bool
    nps: bool
    ces: bool
    good_from: Annotated[int, Field(ge=1, le=5)]
    bad_to: Annotated[int, Field(ge=1, le=5)]

    @model_validator(mode="after")
    def _good_is_better_than_bad(self) -> Self:
        if self.bad_to >= self.good_from:
            raise ValueError("bad_to must be less than good_from")
        return self

    @property
    def asked(self) -> tuple[Scale, ...]:
        """The scales that the company asks for."""
        return tuple(scale for scale in SCALES if getattr(self, scale))


class WrapUpPolicy(policies.Policy):
    """All of it."""

    order: Order
    category: Annotated[tuple[Category, ...], Field(min_length=1)]
    outcome: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    follow_up: tuple[FollowUpKind, ...] = ()
    satisfaction: Satisfaction

    @model_validator(mode="after")
    def _ids_are_one_each(self) -> Self:
        for name in ("category", "outcome", "follow_up"):
            counted = Counter(each.id for each in getattr(self, name))
            if twice := [id_ for id_, times in counted.items() if times > 1]:
                raise ValueError(f"{name}: the id {', '.join(twice)} is there more than once")
        return self

    def of_category(self, id_: str | None) -> Category | None:
        """The category of that id; None where the file has it no more."""
        return next((each for each in self.category if each.id == id_), None)

    def of_outcome(self, id_: str | None) -> Outcome | None:
        """The outcome of that id."""
        return next((each for each in self.outcome if each.id == id_), None)

    def of_follow_up(self, id_: str) -> FollowUpKind | None:
        """The kind of follow-up of that id."""
        return next((each for each in self.follow_up if each.id == id_), None)


def load(path: Path | None = None) -> WrapUpPolicy:
    """The company's own file among the settings where there is one, else the shipped one; or the one that is named.

    Raises:
        UserError: it can't be read or a value is wrong; names file, key and reason.
    """
    own = paths.config_dir() / FILE
    return policies.load(path or (own if own.exists() else shipped()), WrapUpPolicy)


def load_or_shipped() -> tuple[WrapUpPolicy, UserError | None]:
    """As `load`; where the company's file is wrong the shipped one, and what is wrong."""
    try:
        return load(), None
    except UserError as error:
        return load(shipped()), error


def shipped() -> Path:
    """The file that comes with the program."""
    return paths.shipped("resources", "policies", FILE)
