"""How the agent and the company speak: what observers make of the settings, and how it sounds before it is chosen."""

from __future__ import annotations

from callassist.events import Language
from callassist.knowledge.choosing import Wanted, fits
from callassist.knowledge.offering import Manner
from callassist.knowledge.phrases import SITUATIONS, Phrase, Phrases
from callassist.knowledge.wording import Slot
from callassist.settings import SpeakingSettings
from callassist.text.normalise import clean
from callassist.text.redaction import RedactionPolicy, redact_line


def manner_of(speaking: SpeakingSettings) -> Manner:
    """What phrases are worded by."""
    return Manner(
        dialect=speaking.dialect,
        voice=speaking.voice,
        gender=speaking.gender,
        name=speaking.agent,
        company=speaking.company,
    )


def as_kept(speaking: SpeakingSettings, redaction: RedactionPolicy) -> SpeakingSettings:
    """Names as they may be written down: in one line, and free of what must never reach a disk."""

    def kept(name: str | None) -> str | None:
        return redact_line(clean(name), policy=redaction).text or None if name is not None else None

    return speaking.model_copy(update={"agent": kept(speaking.agent), "company": kept(speaking.company)})


def sounding(phrases: Phrases, manner: Manner, language: Language) -> tuple[str, ...]:
    """What would be said to a customer of whom nothing is known: a greeting, and what a man says otherwise than a
    woman; those of them that there are.

    The same phrases come whatever the names, so that only the names change while they are written.
    """
    names: dict[Slot, str | None] = {"agent": manner.name, "company": manner.company}
    known = {slot: name for slot, name in names.items() if name}
    dialect = manner.dialect_in(language)
    wanted = Wanted(situation="greeting", dialect=dialect, voice=manner.voice, agent=manner.gender, known=known)

    def worth(phrase: Phrase) -> tuple[int, bool]:
        return len(phrase.wording.slots & names.keys()), phrase.voice is not None

    greetings = [phrase for phrase in phrases.of("greeting", dialect) if fits(phrase, wanted)]
    spoken = (phrase for situation in SITUATIONS for phrase in phrases.of(situation, dialect))
    telling = (phrase for phrase in spoken if phrase.wording.shows_the_agent and fits(phrase, wanted))
    found = [max(greetings, key=worth, default=None), next(telling, None)]
    return tuple(
        phrase.wording.filled(known, customer=None, agent=manner.gender) for phrase in found if phrase is not None
    )
