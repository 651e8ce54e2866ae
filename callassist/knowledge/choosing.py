"""Which phrase fits: by situation, tone, fault, dialect, brand voice and gender; none twice in a call.

No clock and no chance: the call's id decides the order, so that a replay says the same and two calls don't.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from callassist.events import Dialect, Gender
from callassist.knowledge.phrases import Fault, Phrase, Phrases, Situation, Tone, Voice
from callassist.knowledge.wording import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a phrase is wanted for.

    Attributes:
        fault: whose it is; None while that is not known. voice: how the brand speaks. customer, agent: genders; None
            where not known. known: slots that can be filled.
    """

    situation: Situation
    dialect: Dialect
    tone: Tone = "calm"
    fault: Fault | None = None
    voice: Voice = "warm"
    customer: Gender | None = None
    agent: Gender | None = None
    known: Mapping[Slot, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A phrase, ready to be said."""

    phrase: Phrase
    text: str


def fits(phrase: Phrase, wanted: Wanted) -> bool:
    """Whether `phrase` may be said at all; the situation and the dialect are its own."""
    return (
        (not phrase.tone or wanted.tone in phrase.tone)
        and phrase.fault in (None, wanted.fault)
        and phrase.voice in (None, wanted.voice)
        and phrase.wording.needs <= wanted.known.keys()
    )


class Chooser:
    """Chooses phrases in one call.

    Args:
        phrases: to choose from. call: the call's id, which decides the order.
    """

    def __init__(self, phrases: Phrases, call: str) -> None:
        self._phrases = phrases
        self._call = call
        self._said: set[str] = set()
        self._last: Wanted | None = None
        self._named = False

    def choose(self, wanted: Wanted) -> Chosen | None:
        """The best phrase that has not been chosen in this call; None where none is left that fits."""
        self._last = wanted
        left = [
            phrase
            for phrase in self._phrases.of(wanted.situation, wanted.dialect)
            if phrase.id not in self._said and fits(phrase, wanted)
        ]
        if not left:
            return None
        phrase = min(left, key=lambda candidate: self._rank(candidate, wanted))
        self._said.add(phrase.id)
        return Chosen(phrase, self._filled(phrase, wanted))

    def another(self) -> Chosen | None:
        """A different phrase for what one was last wanted for; None where there is none."""
        return self.choose(self._last) if self._last is not None else None

    def _rank(self, phrase: Phrase, wanted: Wanted) -> tuple[int, bytes]:
        """What was written for just this comes first: for the fault, then for the tone, then for the voice."""
        special = 4 * (phrase.fault is not None) + 2 * bool(phrase.tone) + (phrase.voice is not None)
        return -special, blake2b(f"{self._call}\0{phrase.id}".encode(), digest_size=8).digest()

    def _filled(self, phrase: Phrase, wanted: Wanted) -> str:
        # A name in every sentence sounds like a machine: it stays out of what can do without it every second time.
        with_name = not self._named or "name" in phrase.wording.needs
        known = {slot: value for slot, value in wanted.known.items() if slot != "name" or with_name}
        self._named = "name" in phrase.wording.slots and "name" in known
        return phrase.wording.filled(known, customer=wanted.customer, agent=wanted.agent)
