"""The board of current incidents: what is broken now, where, until when, and what to say about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from callassist.events import FoundArticle, Language
from callassist.knowledge.bilingual import Bilingual
from callassist.policies import Policy, load
from callassist.text.cues import Closeness, Cues, Phrases, heard

OF_AN_INCIDENT = "incident:"
"""How the id of what stands in for an article begins where it is an incident."""

# So many other words may stand between two of a phrase: «النت عندي من الصبح فاصل».
_CLOSE = Closeness(between=3)


def _here(moment: datetime) -> datetime:
    """A moment without an offset is meant by the clock of the place where it is read."""
    return moment.astimezone() if moment.utcoffset() is None else moment


Moment = Annotated[datetime, AfterValidator(_here)]


class Incident(Policy):
    """One entry of the board.

    Attributes:
        id: by which it is changed and ended. title: for the agent. area: where; nowhere in particular if left out.
        since, until: from when to when it counts; without an offset, by the clock of this PC. say: to customers.
        words: how customers speak of it, a word or a short phrase each, in every language and dialect.
    """

    id: Annotated[str, Field(min_length=1, max_length=120)]
    title: Bilingual
    area: Bilingual | None = None
    since: Moment
    until: Moment
    say: Bilingual
    words: Annotated[Phrases, Field(min_length=1)]

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.until <= self.since:
            raise ValueError("until must be after since")
        return self

    def is_active(self, now: datetime) -> bool:
        """Whether it counts at `now`, which has an offset; at `until` it does not any more."""
        return self.since <= now < self.until


class BoardFile(Policy):
    """A company's file of incidents: `[[incidents]]`, once for each."""

    incidents: tuple[Incident, ...] = ()

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        ids = [entry.id for entry in self.incidents]
        if twice := sorted({each for each in ids if ids.count(each) > 1}):
            raise ValueError(f"the id {twice[0]} is there twice")
        return self


def read(path: Path) -> tuple[Incident, ...]:
    """The incidents in a TOML file; a UserError names file, key and reason."""
    return load(path, BoardFile).incidents


@dataclass(frozen=True, slots=True)
class Recognised:
    """An incident that a customer speaks of.

    Attributes:
        say: to them, in their language where it is written in it. by: the words it was recognised by, as the company
            wrote them.
    """

    incident: Incident
    say: str
    by: tuple[str, ...]

    def article(self, language: Language) -> FoundArticle:
        """It as what a search finds, and surer than anything else."""
        return FoundArticle(
            id=f"{OF_AN_INCIDENT}{self.incident.id}",
            title=self.incident.title.words(language),
            passage=self.say,
            score=1.0,
            language=self.incident.say.language(language),
        )


class Board:
    """Incidents, and how customers speak of them. Reads no clock and does not change.

    Args:
        incidents: in any order, also past and future ones.
    """

    def __init__(self, incidents: Iterable[Incident]) -> None:
        self._incidents = tuple(sorted(incidents, key=lambda incident: (incident.since, incident.id)))
        self._words = {each.id: Cues(each.words, closeness=_CLOSE, plain=True) for each in self._incidents}
        self._areas = {each.id: Cues(_names(each.area), plain=True) for each in self._incidents}

    def active(self, now: datetime) -> tuple[Incident, ...]:
        """What counts at `now` (with an offset), the latest first."""
        return tuple(incident for incident in reversed(self._incidents) if incident.is_active(now))

    def matching(
        self, text: str, language: Language, now: datetime, *, unsure: Sequence[tuple[int, int]] = ()
    ) -> tuple[Recognised, ...]:
        """What a customer's words speak of and counts at `now`; empty if nothing does.

        All words of a phrase must be there, in their order and near each other, each with what Arabic writes together
        with it. First comes what names its area, then what is recognised by most of its phrases, then the latest.

        Args:
            text: treated. language: of the text. now: with an offset. unsure: ranges of the text's characters that the
                recogniser doubted; no phrase goes by them.
        """
        said = heard(text, unsure)
        found = []
        for incident in self.active(now):
            by = tuple(dict.fromkeys(each.cue for each in self._words[incident.id].find(said)))
            if by:
                here = self._areas[incident.id].first(said) is not None
                found.append((here, len(by), Recognised(incident, incident.say.words(language), by)))
        found.sort(key=lambda each: (-each[0], -each[1]))
        return tuple(recognised for _, _, recognised in found)

    def before(
        self, found: Sequence[FoundArticle], text: str, language: Language, now: datetime, *, top: int = 3
    ) -> tuple[FoundArticle, ...]:
        """At most `top` of what is to be shown: incidents that the words speak of, then the articles `found`."""
        first = [recognised.article(language) for recognised in self.matching(text, language, now)]
        return (*first, *found)[:top]


def _names(area: Bilingual | None) -> list[str]:
    written = (area.ar, area.en) if area else ()
    return [name for name in written if name and any(char.isalnum() for char in name)]
