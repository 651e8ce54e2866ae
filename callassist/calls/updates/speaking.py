"""What the engine tells the window of how the agent and the company speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from callassist.events import Language

if TYPE_CHECKING:  # the window is painted before what they need is imported
    from callassist.settings import SpeakingSettings


@dataclass(frozen=True, slots=True)
class SpeakingChanged:
    """How the agent and the company speak, from the next call on, until it is changed."""

    speaking: SpeakingSettings = field(repr=False)


@dataclass(frozen=True, slots=True)
class SpeakingTried:
    """The answer to `try_speaking`: what would be said so.

    Attributes:
        language: of the calls; in English ones phrases are English whatever Arabic is spoken. phrases: a greeting,
            and what a man says otherwise than a woman; those of them that there are.
    """

    speaking: SpeakingSettings = field(repr=False)
    language: Language
    phrases: tuple[str, ...] = field(repr=False)
