"""Cues of which one is enough, unless another rules it out: nothing rather than wrong."""

from __future__ import annotations

from dataclasses import dataclass

from callassist.text.cues import Cues, Found, Heard


@dataclass(frozen=True, slots=True)
class RuledCues:
    """Any of `sure` tells it, but not beside any of `never`."""

    sure: Cues
    never: Cues

    def first(self, said: Heard, *, doubted: bool = False) -> Found | None:
        """What tells it; None where nothing does, or it is ruled out.

        Args:
            doubted: whether words that the recogniser was unsure of may tell it. They may always rule it out.
        """
        found = self.sure.first(said, doubted=doubted)
        return None if found is None or self.never.first(said, doubted=True) is not None else found
