"""Gentle words with which a value is put right (`resources/misstatements/wording.toml`)."""

from __future__ import annotations

import string
from collections import Counter
from pathlib import Path
from typing import Annotated, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from callassist import paths, policies
from callassist.events import Dialect, Speaker
from callassist.policies import Policy

_SLOTS = frozenset({"what", "value"})


def _has_its_slots(template: str) -> str:
    try:
        named = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    except ValueError as error:
        raise ValueError(f"“{template}” is no template: {error}") from error
    if unknown := named - _SLOTS:
        raise ValueError(
            f"“{template}” has the unknown slot {{{sorted(unknown)[0]}}}; there are {{what}} and {{value}}"
        )
    if "value" not in named:
        raise ValueError(f"“{template}” does not say the {{value}}")
    return template


Template = Annotated[str, AfterValidator(_has_its_slots)]
Templates = Annotated[tuple[Template, ...], Field(min_length=1)]


class CorrectionWording(Policy):
    """What to say: to a customer who was mistaken, and of one's own slip.

    Attributes:
        arabic: the dialect where none is known. customer, agent: by dialect, whose mistake it was.
    """

    arabic: Dialect
    customer: dict[Dialect, Templates]
    agent: dict[Dialect, Templates]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name, wording in (("customer", self.customer), ("agent", self.agent)):
            if missing := [dialect for dialect in get_args(Dialect) if dialect not in wording]:
                raise ValueError(f"{name} has no wording for {', '.join(missing)}")
        return self


class Corrections:
    """Chooses words in one call; none twice before all of a kind were offered."""

    def __init__(self, wording: CorrectionWording) -> None:
        self.wording = wording
        self._offered: Counter[tuple[Speaker, Dialect]] = Counter()

    def say(self, speaker: Speaker, dialect: Dialect, *, what: str, value: str) -> str:
        """Words for a mistake of `speaker`'s.

        Args:
            what: the value that is put right, as people call it. value: what is right, with its unit.
        """
        templates = (self.wording.customer if speaker == "customer" else self.wording.agent)[dialect]
        template = templates[self._offered[speaker, dialect] % len(templates)]
        self._offered[speaker, dialect] += 1
        return template.format(what=what, value=value)


def load_wording(path: Path | None = None) -> CorrectionWording:
    """The wording in `path`, or the shipped one.

    Raises:
        UserError: the file is missing or wrong; names file, key and reason.
    """
    return policies.load(path or paths.shipped("resources", "misstatements", "wording.toml"), CorrectionWording)
