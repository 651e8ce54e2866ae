"""Who watches a call: the observers of everything that the product knows how to say, in their fixed order.

Policies, phrases and facts are read once and are plain data; each call has observers of its own over them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from callassist.calls.session import Observer
from callassist.events import Language
from callassist.knowledge import suggesting
from callassist.knowledge.company_files import CompanyFiles
from callassist.knowledge.directory import HandoverObserver
from callassist.knowledge.offers import OfferObserver
from callassist.knowledge.suggesting import SuggestingPolicy, SuggestionObserver

POLICY_FILES = ("suggesting.toml",)
"""Names in a folder of policies that are read here."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """What observers go by, whatever the company knows.

    Attributes:
        suggesting: when the knowledge base is asked.
    """

    suggesting: SuggestingPolicy

    def observers(self, language: Language, files: CompanyFiles) -> Sequence[Observer]:
        """Those of one call."""
        found: list[Observer] = [SuggestionObserver(self.suggesting, language)]
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

    return Guidance(suggesting.load_policy(own("suggesting.toml")))
