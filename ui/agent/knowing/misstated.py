"""How a value that differs from the knowledge base is put: gently, and the agent's own slip for the agent alone."""

from __future__ import annotations

from callassist.events import Misstatement
from ui.words import either_way, translate


def told(misstated: Misstatement) -> str:
    """What was said, and what is known."""
    if misstated.speaker == "agent":
        words = translate("misstated", "Only you see this: you said %1; the articles say %2")
    else:
        words = translate("misstated", "Said: %1; the articles say %2")
    return words.replace("%1", either_way(misstated.claimed)).replace("%2", either_way(misstated.correct))


def explained(misstated: Misstatement) -> str:
    """The same with a wording to put it right."""
    return "\n".join(filter(None, (told(misstated), misstated.say or "")))
