"""How a conversation is taken apart in time, from `resources/policies/turns.toml`, which says why each value is what it
is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.conversation.backchannels import words_of
from callassist.text.cues import Closeness, Cues

Seconds = Annotated[float, Field(gt=0, le=600, allow_inf_nan=False)]
Texts = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1)]


class TurnPolicy(policies.Policy):
    """What a turn is."""

    pause: Annotated[float, Field(gt=0, le=2, allow_inf_nan=False)]


class InterruptionPolicy(policies.Policy):
    """What an interruption is."""

    held: Seconds
    joint: Seconds
    together: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class BackchannelPolicy(policies.Policy):
    """Words that take no turn."""

    longest: Seconds
    words: Texts

    @model_validator(mode="after")
    def _hold_words(self) -> Self:
        if wordless := next((phrase for phrase in self.words if not words_of(phrase)), None):
            raise ValueError(f"«{wordless}» has no word")
        return self


class SilencePolicy(policies.Policy):
    """What dead air is."""

    least: Seconds


class RestatingPolicy(policies.Policy):
    """When something is to be restated, and what counts as that."""

    explained: Seconds
    apart: Seconds
    turns: Annotated[int, Field(ge=1, le=10)]
    words: Annotated[int, Field(ge=1, le=50)]
    share: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    gap: Annotated[int, Field(ge=0, le=8)]
    misheard_from: Annotated[int, Field(ge=3, le=20)]
    frames: Texts
    opening_words: Annotated[int, Field(ge=1, le=50)]
    openings: Texts

    @model_validator(mode="after")
    def _cues_can_be_read(self) -> Self:
        for cues in (self.frames, self.openings):
            self.cues(cues)
        return self

    def cues(self, written: tuple[str, ...]) -> Cues:
        """Cues by this policy's closeness."""
        return Cues(written, closeness=Closeness(gap=self.gap, misheard_from=self.misheard_from))


class TurnsPolicy(policies.Policy):
    """All of `turns.toml`."""

    turns: TurnPolicy
    interruptions: InterruptionPolicy
    backchannels: BackchannelPolicy
    silence: SilencePolicy
    restating: RestatingPolicy


def load_policy(path: Path | None = None) -> TurnsPolicy:
    """The shipped policy, or a company's own.

    Raises:
        UserError: it can't be read or a value is wrong; names file, key and reason.
    """
    return policies.load(path or paths.shipped("resources", "policies") / "turns.toml", TurnsPolicy)
