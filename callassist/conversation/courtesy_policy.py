"""What courtesy is in a company, as data: `resources/policies/courtesy.toml`, which says what each value is for."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from callassist import paths, policies
from callassist.events import Dialect
from callassist.knowledge.bilingual import Bilingual
from callassist.knowledge.phrases import DIALECTS
from callassist.knowledge.situations import CustomerSituation
from callassist.knowledge.wording import parse
from callassist.text.cues import Closeness, Cues
from callassist.text.ruled_cues import RuledCues

Seconds = Annotated[float, Field(ge=0, le=3600)]
Amount = Annotated[Decimal, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Key = Annotated[str, Field(pattern="^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=60)]


class HeardPolicy(policies.Policy):
    """What counts as heard.

    Attributes:
        least_confidence: of an utterance that tells anything, 0 to 1. could_hold: seconds of speech without words that
            may have held something. opening: of a call, in seconds; opening_utterances: the agent's, at least. late:
            where nobody spoke for so many seconds, listening may have begun late.
    """

    least_confidence: Annotated[float, Field(ge=0, le=1)]
    could_hold: Seconds
    opening: Seconds
    opening_utterances: Annotated[int, Field(ge=0, le=50)]
    late: Seconds


class SpottedPolicy(policies.Policy):
    """Cues by which something is told. `never`: those that rule it out."""

    sure: Annotated[tuple[str, ...], Field(min_length=1)]
    never: tuple[str, ...] = ()


class ItemPolicy(SpottedPolicy):
    """An item of the checklist. `name`: as the agent sees it. `opening`: it belongs to the beginning of a call."""

    name: Bilingual
    opening: bool = False


class EmpathyPolicy(SpottedPolicy):
    """What empathy sounds like, and when it is missed.

    Attributes:
        situations: that want it, beside a grievance. turns: of the agent within which it is looked for. turn_length,
            turn_words: what has fewer seconds and fewer words takes no turn. turn_over: seconds without a word that end
            a turn. same_complaint: seconds within which what is complained about is the same. phrase_said: how much of
            an offered phrase's words must be said, 0 to 1.
    """

    situations: tuple[CustomerSituation, ...]
    turns: Annotated[int, Field(ge=1, le=10)]
    turn_length: Seconds
    turn_words: Annotated[int, Field(ge=0, le=20)]
    turn_over: Seconds
    same_complaint: Seconds
    phrase_said: Annotated[float, Field(gt=0, le=1)]


class CasePolicy(SpottedPolicy):
    """A wording that is met with a better one: `kind` of fault, and the better words by dialect."""

    kind: Key
    better: dict[Dialect, str]

    @field_validator("better")
    @classmethod
    def _can_be_said(cls, better: dict[Dialect, str]) -> dict[Dialect, str]:
        if missing := [dialect for dialect in DIALECTS if dialect not in better]:
            raise ValueError(f"it is missing in {', '.join(missing)}")
        for dialect, text in better.items():
            try:
                wording = parse(text)
            except ValueError as error:
                raise ValueError(f"{dialect}: {error}") from error
            if wording.needs:
                raise ValueError(f"{dialect}: a slot here stands in square brackets, since it may not be known")
        return better


class WordingPolicy(policies.Policy):
    """The agent's wording.

    Attributes:
        same_again: seconds before the same kind is told again. quoting: cues behind which, within `quoting_reach`
            words, somebody else's words are told. cases: by their key, in the order in which they count.
    """

    same_again: Seconds
    quoting_reach: Annotated[int, Field(ge=0, le=50)]
    quoting: tuple[str, ...]
    cases: dict[Key, CasePolicy]


class ColleagueCard(policies.Policy):
    """What the agent sees when a colleague is complained about, in the order in which it is done."""

    title: Bilingual
    listen: Bilingual
    if_right: Bilingual
    if_misunderstood: Bilingual
    never_personal: Bilingual
    logged: Bilingual


class ColleaguePolicy(SpottedPolicy):
    """Complaints about a colleague: cues beside those of the situation. `same_complaint`: as in `EmpathyPolicy`."""

    same_complaint: Seconds
    card: ColleagueCard


class GoodwillPolicy(policies.Policy):
    """What an agent may give on their own authority.

    Attributes:
        currency: ISO 4217, of all amounts. customer_day: to one customer in a day. customer_period: to one customer in
            `customer_days` days, the last one included. agent_day: by one agent in a day, to all customers together.
        company_faults: situations in which the company is at fault as a rule.
    """

    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    customer_day: Amount
    customer_period: Amount
    customer_days: Annotated[int, Field(ge=1, le=366)]
    agent_day: Amount
    company_faults: tuple[CustomerSituation, ...]


class CourtesyPolicy(policies.Policy):
    """All of it."""

    matching: Closeness
    heard: HeardPolicy
    groups: dict[str, str]
    checklist: dict[Key, ItemPolicy]
    empathy: EmpathyPolicy
    wording: WordingPolicy
    colleague: ColleaguePolicy
    goodwill: GoodwillPolicy

    @model_validator(mode="after")
    def _cues_can_be_read(self) -> Self:
        spotted: dict[str, SpottedPolicy] = {f"checklist.{key}": item for key, item in self.checklist.items()}
        spotted |= {f"wording.cases.{key}": case for key, case in self.wording.cases.items()}
        for place, each in (spotted | {"empathy": self.empathy, "colleague": self.colleague}).items():
            try:
                self.ruled(each)
            except ValueError as error:
                raise ValueError(f"{place}: {error}") from error
        Cues(self.wording.quoting, self.groups)
        return self

    def ruled(self, spotted: SpottedPolicy, *, exactly: bool = False) -> RuledCues:
        """The cues of something, ready to be looked for; `exactly`: no word may be misheard."""
        closeness = self.matching.model_copy(update={"misheard_from": None}) if exactly else self.matching
        return RuledCues(
            Cues(spotted.sure, self.groups, closeness=closeness),
            Cues(spotted.never, self.groups, closeness=self.matching),
        )

    def with_name(self, agent: str | None) -> CourtesyPolicy:
        """The same for an agent whose name is known, whatever it is."""
        if not agent or not any(letter.isalpha() for letter in agent):
            return self
        known = " ".join(word for word in agent.split() if word.isalpha())
        return self.model_copy(update={"groups": self.groups | {"given": f"{self.groups.get('given', '')} {known}"}})


def load_policy(path: Path | None = None) -> CourtesyPolicy:
    """The shipped values, or those of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "courtesy.toml"), CourtesyPolicy)
