"""Was a warning given? Told by meaning, in the agent's own words.

A warning names a behaviour (insults, shouting, "this language") and says either that it is one or what follows; or it
makes the end of the call depend on the customer; or it is counted ("the last warning"). Each is looked for as a sign of
its own, so that their order says nothing, and they may be spread over two utterances in a row. Words that the
recogniser was unsure of say nothing. The words are data: `resources/policies/given.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.conduct.outbursts import Given
from callassist.events import Utterance
from callassist.text.cues import Closeness, Cues, heard

# More of the agent's last utterances than finals can be out of order.
_KEPT = 8


class HeardPolicy(policies.Policy):
    """When what was heard is looked at, and how closely it must follow a cue (`text/cues.py`)."""

    least_confidence: Annotated[float, Field(ge=0, le=1)]
    together: Annotated[float, Field(ge=0, le=60, allow_inf_nan=False)]
    gap: Annotated[int, Field(ge=0, le=8)]
    misheard_from: Annotated[int, Field(ge=3, le=20)]


class WarningCues(policies.Policy):
    """What of a warning is told by which cues; `Signs` says what each is for. `not_ending` takes back an `ends`."""

    behaviour: Annotated[tuple[str, ...], Field(min_length=1)]
    mentions: tuple[str, ...]
    warns: Annotated[tuple[str, ...], Field(min_length=1)]
    counted: tuple[str, ...]
    ends: Annotated[tuple[str, ...], Field(min_length=1)]
    stops: tuple[str, ...]
    plea: tuple[str, ...]
    condition: tuple[str, ...]
    not_ending: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class GivenPolicy(policies.Policy):
    """All of `resources/policies/given.toml`, which says what each means."""

    heard: HeardPolicy
    groups: dict[str, str]
    cues: WarningCues

    @model_validator(mode="after")
    def _cues_can_be_read(self) -> Self:
        self.by_sign()
        return self

    def by_sign(self) -> dict[str, Cues]:
        """The cues of each of the `Signs`, by its name."""
        exactly = Closeness(gap=self.heard.gap, over_commas=True)
        nearly = exactly.model_copy(update={"misheard_from": self.heard.misheard_from})
        cues = self.cues
        return {
            sign: Cues(
                getattr(cues, sign),
                self.groups,
                denied=cues.not_ending if sign == "ends" else (),
                closeness=exactly if sign in _RULING_OUT else nearly,
            )
            for sign in SIGNS
        }


@dataclass(frozen=True, slots=True)
class Signs:
    """What of a warning is in some words.

    Attributes:
        behaviour: they name what it is about. mentions: they speak of words or manners, which need not be bad. warns:
            they say that it is one. counted: they say which one. ends: they say that the call ends. stops: that there
            is no going on, or that steps are taken. plea: they ask for calm or respect. condition: they make what
            follows depend on the customer. elsewhere: they speak of another matter too. never: they are about
            something else.
    """

    behaviour: bool = False
    mentions: bool = False
    warns: bool = False
    counted: bool = False
    ends: bool = False
    stops: bool = False
    plea: bool = False
    condition: bool = False
    elsewhere: bool = False
    never: bool = False

    @property
    def is_warning(self) -> bool:
        """Whether it is all there."""
        if self.never:
            return False
        if self.behaviour and (self.warns or self.ends or self.stops):
            return True
        if self.elsewhere:
            return False
        on_condition = self.condition and (self.ends or (self.stops and (self.plea or self.mentions)))
        return on_condition or self.counted or (self.mentions and (self.warns or self.ends))

    def __or__(self, other: Signs) -> Signs:
        return Signs(*(getattr(self, sign) or getattr(other, sign) for sign in SIGNS))


SIGNS = tuple(field.name for field in fields(Signs))
# What rules a warning out does so even where it was heard unsurely, but nothing that only sounds like it.
_RULING_OUT = ("elsewhere", "never")


class WarningEar:
    """Tells by a policy whether words are a warning.

    Attributes:
        heard: what counts as heard, and which utterances belong together.
    """

    def __init__(self, policy: GivenPolicy) -> None:
        self.heard = policy.heard
        self._cues = policy.by_sign()

    def signs(self, text: str, unsure: Iterable[tuple[int, int]] = ()) -> Signs:
        """What of a warning is in `text`; words within the `unsure` ranges say nothing, but may rule it out."""
        words = heard(text, unsure)
        return Signs(*(self._cues[sign].first(words, doubted=sign in _RULING_OUT) is not None for sign in SIGNS))


@dataclass(frozen=True, slots=True)
class _Said:
    t0: float
    t1: float
    text: str
    signs: Signs


class WarningListener:
    """Follows one call's agent and says when a warning was given; each at most once, however often it is revised."""

    def __init__(self, ear: WarningEar) -> None:
        self._ear = ear
        self._said: list[_Said] = []
        self._told: set[float] = set()

    def hear(self, utterance: Utterance) -> Given | None:
        """The warning that an utterance of the agent's is or completes. Finals may come late and out of order."""
        if utterance.confidence is not None and utterance.confidence < self._ear.heard.least_confidence:
            return None
        signs = self._ear.signs(utterance.text, utterance.unsure)
        said = _Said(utterance.t0, utterance.t1, utterance.text, signs)
        others = [other for other in self._said if other.t0 != said.t0]
        self._said = sorted([*others, said], key=lambda one: one.t0)[-_KEPT:]
        for given in self._warnings(said):
            if given.t0 not in self._told:
                self._told.add(given.t0)
                return given
        return None

    def _warnings(self, said: _Said) -> Iterator[Given]:
        if said.signs.is_warning:
            yield Given(said.t0, said.t1, said.text)
        if said not in self._said:
            return
        place = self._said.index(said)
        for first, second in pairwise(self._said[max(0, place - 1) : place + 2]):
            if second.t0 - first.t1 > self._ear.heard.together:
                continue
            if not (first.signs.is_warning or second.signs.is_warning) and (first.signs | second.signs).is_warning:
                yield Given(second.t0, second.t1, f"{first.text} {second.text}")


def load(path: Path | None = None) -> WarningEar:
    """By the shipped policy, or that of `path`; a UserError names file, key and reason."""
    return WarningEar(policies.load(path or paths.shipped("resources", "policies", "given.toml"), GivenPolicy))
