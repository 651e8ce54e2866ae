"""What authors got wrong in their files: all of it told at once, each with its place and its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from callassist.errors import UserError


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to be put right.

    Attributes:
        place: the file below what was read, and the line or row in it. key: what is wrong there, as the author wrote
            it (`facts.2.value`); None where it is the file. reason: what is wrong, without a stop. remedy: a sentence.
    """

    place: str
    key: str | None
    reason: str
    remedy: str

    def __str__(self) -> str:
        where = self.place if self.key is None else f"{self.place}: {self.key}"
        return f"{where}: {self.reason}. {self.remedy}"


class MistakesError(UserError):
    """Files that can't be taken as they are; nothing of them was.

    Attributes:
        mistakes: all that were found, in the order of the files.
    """

    def __init__(self, source: Path, mistakes: Sequence[Mistake]) -> None:
        count = "one mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        listed = "\n".join(f"  {mistake}" for mistake in mistakes)
        super().__init__(f"{source} has {count}:\n{listed}\n", "Correct them and begin again; nothing was changed.")
        self.mistakes = tuple(mistakes)
