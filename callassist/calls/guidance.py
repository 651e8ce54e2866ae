"""Who watches a call: the observers of everything that the product knows how to say, in their fixed order.

Policies, phrases and facts are read once and are plain data; each call has observers of its own over them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from callassist.calls.library import Library
from callassist.calls.session import Observer
from callassist.events import Language
from callassist.knowledge import corrections, misstatement_policy, suggesting
from callassist.knowledge.corrections import CorrectionWording
from callassist.knowledge.directory import HandoverObserver
from callassist.knowledge.misstatement_policy import MisstatementPolicy
from callassist.knowledge.misstatements import MisstatementObserver
from callassist.knowledge.offers import OfferObserver
from callassist.knowledge.suggesting import SuggestingPolicy, SuggestionObserver


@dataclass(frozen=True, slots=True)
class Guidance:
    """What observers go by, whatever the company knows.

    Attributes:
        suggesting: when the knowledge base is asked. misstatements: when a wrong value is one. corrections: how it is
            said gently.
    """

    suggesting: SuggestingPolicy
    misstatements: MisstatementPolicy
    corrections: CorrectionWording

    def observers(self, language: Language, library: Library | None) -> Sequence[Observer]:
        """Those of one call; `library` is None where nothing is known."""
        found: list[Observer] = [SuggestionObserver(self.suggesting, language)]
        if library is not None:
            found.append(MisstatementObserver(library.facts, self.misstatements, self.corrections))
            files = library.known.files
            if files.directory is not None:
                found.append(HandoverObserver(files.directory, language))
            if files.offers is not None:
                found.append(OfferObserver(files.offers, language))
        return found


def load(policies: Path | None = None) -> Guidance:
    """All that is shipped; files of the folder `policies` replace those of the same name.

    Raises:
        UserError: a file can't be read, or a value in it is wrong.
    """

    def own(name: str) -> Path | None:
        file = None if policies is None else policies / name
        return file if file is not None and file.is_file() else None

    return Guidance(
        suggesting.load_policy(own("suggesting.toml")),
        misstatement_policy.load_policy(own("misstatements.toml")),
        corrections.load_wording(),
    )
