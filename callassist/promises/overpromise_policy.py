"""What is promised too much, as data: `resources/policies/overpromise.toml`, which says what each value is for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self, get_args

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.events import Dialect
from callassist.knowledge.wording import Slot, Wording, parse
from callassist.text.cues import Closeness, Cues
from callassist.text.ruled_cues import RuledCues

Key = Annotated[str, Field(pattern="^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=60)]
Listed = Annotated[tuple[str, ...], Field(min_length=1)]
Better = dict[Dialect, str]
"""Words to say instead, by dialect, with the mark-up of phrases."""


class CueingPolicy(policies.Policy):
    """When the agent is told.

    Attributes:
        least_confidence: of an utterance that tells anything, 0 to 1. same_again: seconds before the same reason is
            told again. most: how often each is in a call.
    """

    least_confidence: Annotated[float, Field(ge=0, le=1)]
    same_again: Annotated[float, Field(ge=0, le=3600)]
    most: Annotated[int, Field(ge=1, le=100)]


class GuardsPolicy(policies.Policy):
    """Cues of sentences that promise nothing; `hoped` only takes back what is absolute."""

    asked: Listed
    conditional: Listed
    said_by_others: Listed
    refused: Listed
    agreed: Listed
    hoped: Listed


class AbsolutePolicy(policies.Policy):
    """Words that nobody can keep. `never`: cues that rule them out."""

    sure: Listed
    never: tuple[str, ...] = ()
    better: Better


class AuthorityPolicy(policies.Policy):
    """What is beyond an agent's authority.

    Attributes:
        most_percent: of a discount. most_free_days: without charge. gives: that the agent gives something. free,
            discount: of which kind. when: stands before a length of time that is no gift. one_free: a month or a year
            of it, without a number. whole: what is too much, whatever it is worth. never: cues that rule it out.
    """

    most_percent: Annotated[int, Field(ge=0, le=100)]
    most_free_days: Annotated[int, Field(ge=0, le=3660)]
    gives: Listed
    free: Listed
    discount: Listed
    when: Listed
    one_free: Listed
    whole: Listed
    never: tuple[str, ...] = ()
    better: Better


class TimesPolicy(policies.Policy):
    """Better words for what is sooner or later than a service time, which is their slot {time}."""

    better: Better


class OverpromisePolicy(policies.Policy):
    """All of it."""

    matching: Closeness
    cueing: CueingPolicy
    groups: dict[str, str]
    guards: GuardsPolicy
    absolute: Annotated[dict[Key, AbsolutePolicy], Field(min_length=1)]
    authority: AuthorityPolicy
    sooner: TimesPolicy
    late: TimesPolicy
    working: dict[Dialect, str]

    @model_validator(mode="after")
    def _can_be_read_and_said(self) -> Self:
        said: dict[str, AbsolutePolicy | AuthorityPolicy] = {f"absolute.{key}": it for key, it in self.absolute.items()}
        said["authority"] = self.authority
        listing: dict[str, policies.Policy] = {"guards": self.guards, **said}
        for place, lists in listing.items():
            for name, listed in lists:
                if isinstance(listed, tuple):
                    try:
                        self.cues(listed)
                    except ValueError as error:
                        raise ValueError(f"{place}.{name}: {error}") from error
        for place, case in said.items():
            _check(f"{place}.better", case.better, frozenset())
        for place, times in (("sooner", self.sooner), ("late", self.late)):
            _check(f"{place}.better", times.better, frozenset({"time"}))
        if missing := [dialect for dialect in get_args(Dialect) if dialect not in self.working]:
            raise ValueError(f"working: it is missing in {', '.join(missing)}")
        return self

    def cues(self, written: tuple[str, ...]) -> Cues:
        """Ready to be looked for; never taken for misheard."""
        return Cues(written, self.groups, closeness=self.matching)

    def ruled(self, sure: tuple[str, ...], never: tuple[str, ...]) -> RuledCues:
        """The same of those that others rule out."""
        return RuledCues(self.cues(sure), self.cues(never))


def wordings(better: Better) -> dict[Dialect, Wording]:
    """Better words, taken apart."""
    return {dialect: parse(text) for dialect, text in better.items()}


def load_policy(path: Path | None = None) -> OverpromisePolicy:
    """The shipped values, or those of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "overpromise.toml"), OverpromisePolicy)


def _check(place: str, better: Better, needed: frozenset[Slot]) -> None:
    if missing := [dialect for dialect in get_args(Dialect) if dialect not in better]:
        raise ValueError(f"{place}: it is missing in {', '.join(missing)}")
    for dialect, text in better.items():
        try:
            wording = parse(text)
        except ValueError as error:
            raise ValueError(f"{place}.{dialect}: {error}") from error
        if wording.needs != needed:
            wants = "its slot {time} and no other" if needed else "no slot outside square brackets"
            raise ValueError(f"{place}.{dialect}: it wants {wants}")
