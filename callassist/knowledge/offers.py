"""The one offer that a content customer may hear, once their problem is solved."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.events import (
    CallStarted,
    CustomerKnown,
    Dialect,
    Event,
    KeyPressed,
    Language,
    Offer,
    Tick,
    Utterance,
)
from callassist.knowledge.bilingual import Bilingual, Text
from callassist.knowledge.situations import Situations
from callassist.policies import Policy
from callassist.text.cues import Closeness, Cues, Phrases, heard

Seconds = Annotated[float, Field(ge=0, le=3600)]

ANGER = "anger"
"""Type of the events that tell of anger; their payload has its `kind`."""


class OfferingPolicy(Policy):
    """When an offer may be made at all; `resources/knowledge/offers.toml` says what each means."""

    settle: Seconds
    calm: Seconds
    thanks_after: Annotated[int, Field(ge=0, le=20)]
    barring: tuple[Text, ...]
    reach: Annotated[int, Field(ge=0, le=10)]
    denied: Phrases
    solved: Phrases
    thanks: Phrases
    open: Phrases
    harmless: Phrases
    never: Phrases


class OfferText(Policy):
    """An offer's words in each dialect; they fit a man and a woman."""

    msa: Text
    gulf: Text
    egyptian: Text
    en: Text

    def in_dialect(self, dialect: Dialect) -> str:
        """The words in one of them."""
        words: str = getattr(self, dialect)
        return words


class SpecialOffer(Policy):
    """Something to offer.

    Attributes:
        fits: what a customer has told of to whom it is worth something. unless: words after which it is worth nothing.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    name: Bilingual
    fits: Annotated[Phrases, Field(min_length=1)]
    unless: Phrases = ()
    text: OfferText


class Offers(Policy):
    """A company's offers, in the order of preference where two fit equally."""

    offering: OfferingPolicy
    offers: tuple[SpecialOffer, ...]

    @model_validator(mode="after")
    def _has_each_once(self) -> Self:
        ids = [offer.id for offer in self.offers]
        if twice := next((key for key in ids if ids.count(key) > 1), None):
            raise ValueError(f"the offer {twice} stands there twice")
        return self


def load_offers(path: Path | None = None) -> Offers:
    """The sample offers, or a company's own.

    Raises:
        UserError: it can't be read or a value is wrong; names file, key and reason.
    """
    return policies.load(path or paths.shipped("resources", "knowledge", "offers.toml"), Offers)


class OfferObserver:
    """Makes at most one offer in a call: when the customer has said that the problem is solved, and nothing since.

    A solution is heard in the customer's words; mere thanks count only after the agent has had time for one, and not
    where the customer was angry. Anger of a barring kind ends it for the call, unless the agent rejects the alarm.

    Args:
        offers: the company's. situations: by which frustration is understood. language: of the words, as long as the
            customer's dialect isn't known.
    """

    def __init__(self, offers: Offers, situations: Situations, language: Language) -> None:
        self._offers = offers.offers
        self._policy = policy = offers.offering
        self._situations = situations
        self._default: Dialect = "msa" if language == "ar" else "en"
        self._solved_cues = Cues(
            policy.solved, denied=policy.denied, closeness=Closeness(reach=policy.reach), plain=True
        )
        self._thanks_cues = Cues(policy.thanks, plain=True)
        self._open_cues = Cues(policy.open, plain=True)
        self._harmless_cues = Cues(policy.harmless, plain=True)
        self._never_cues = Cues(policy.never, plain=True)
        self._fits = {offer.id: Cues(offer.fits, plain=True) for offer in self._offers}
        self._unless = {offer.id: Cues(offer.unless, plain=True) for offer in self._offers}
        self._forget()

    def _forget(self) -> None:
        self._dialect: Dialect | None = None
        self._over = False  # nothing will be offered any more
        self._solved = False
        self._agent_turns = 0  # since the customer last told of something open
        self._last_said = 0.0
        self._anger: list[tuple[float, str]] = []  # when, and of what kind
        self._tense: list[float] = []  # when their words were not calm
        self._told_of: dict[str, set[str]] = {offer.id: set() for offer in self._offers}
        self._worthless: set[str] = set()

    def observe(self, event: Event) -> Iterable[Event]:
        """See `Observer`."""
        match event:
            case CallStarted():
                self._forget()
            case CustomerKnown():
                self._dialect = event.dialect
            case KeyPressed(action="alarm_rejected"):
                if self._anger:
                    self._anger.pop()
            case Utterance(revises=None, speaker="agent"):
                self._agent_turns += 1
                self._last_said = event.t1
            case Utterance(revises=None, speaker="customer"):
                self._hear(event)
                self._last_said = event.t1
            case Tick():
                return self._offer(event.t, event.t if event.heard_to is None else event.heard_to)
            case Event(type=kind) if kind == ANGER:
                self._anger.append((event.t, str(event.payload().get("kind"))))
                self._solved = False
        return ()

    def _hear(self, said: Utterance) -> None:
        is_calm = self._situations.told("customer", said.text, said.unsure).tone == "calm"
        if not is_calm:
            self._tense.append(said.t1)
        words = heard(said.text, said.unsure)
        if self._never_cues.first(words) is not None:
            self._over = True
        for offer in self._offers:
            self._told_of[offer.id] |= {found.cue for found in self._fits[offer.id].find(words)}
            if self._unless[offer.id].first(words) is not None:
                self._worthless.add(offer.id)
        solutions = self._solved_cues.find(words)
        closed = [*solutions, *self._harmless_cues.find(words)]  # «انحلت المشكلة» opens none
        opened = max((cue.last for cue in self._open_cues.find(words) if not any(map(cue.is_in, closed))), default=0)
        solved = max((cue.last for cue in solutions), default=0)
        if opened or solved:
            # «كان مقطوع والحين اشتغل»: what is said last holds.
            self._solved = is_calm and solved > opened
            self._agent_turns = self._agent_turns if self._solved else 0
        elif not is_calm:
            self._solved = False
        elif self._agent_turns >= self._policy.thanks_after and self._thanks_cues.first(words) is not None:
            self._solved = self._solved or not (self._anger or self._tense)

    def _offer(self, now: float, heard_to: float) -> Iterable[Event]:
        policy = self._policy
        if self._over or not self._solved or heard_to - self._last_said < policy.settle:
            return ()
        if any(kind in policy.barring for _, kind in self._anger):
            return ()
        upset = [*self._tense[-1:], *(t for t, _ in self._anger[-1:])]
        if upset and heard_to - max(upset) < policy.calm:
            return ()
        fitting = [offer for offer in self._offers if self._told_of[offer.id] and offer.id not in self._worthless]
        if not fitting:
            return ()
        best = max(fitting, key=lambda offer: len(self._told_of[offer.id]))  # the first of equals
        self._over = True
        return (Offer(t=now, id=best.id, text=best.text.in_dialect(self._dialect or self._default)),)
