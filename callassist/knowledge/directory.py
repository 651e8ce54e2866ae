"""Who takes which kind of problem, and the note that goes with a call to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.events import CallStarted, Event, Handover, Language, Speaker, Utterance
from callassist.knowledge.bilingual import Bilingual
from callassist.policies import Policy
from callassist.text.cues import Closeness, Cues, Phrases, heard

_QUESTION_MARKS = ("؟", "?")

Weight = Annotated[int, Field(ge=1, le=10)]


class HandoverPolicy(Policy):
    """When a department is due and what its note holds; `resources/knowledge/directory.toml` says what each means."""

    named: Weight
    mentioned: Weight
    enough: Weight
    quotes: Annotated[int, Field(ge=1, le=10)]
    longest: Annotated[int, Field(ge=20, le=1000)]
    reach: Annotated[int, Field(ge=0, le=10)]
    between: Annotated[int, Field(ge=0, le=3)]
    denied: Phrases
    tried: Phrases
    asked: Phrases = ()


class NoteHeadings(Policy):
    """What stands in a note before the lines of the call."""

    wants: Bilingual
    tried: Bilingual
    untried: Bilingual


class Department(Policy):
    """Who takes a kind of problem.

    Attributes:
        takes: which kind, for people. hours: when they can be reached. extension: the number to pass a call to.
            transfer: how to do that. after_trying: the agent tries first, so they are due only once something was
            tried; a customer who names them need not wait. named, mentioned: words by which customers mean them.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    name: Bilingual
    takes: Bilingual
    hours: Bilingual
    extension: Annotated[str, Field(pattern=r"^[0-9*#+]{2,15}$")]
    transfer: Bilingual
    after_trying: bool = False
    named: Phrases
    mentioned: Phrases = ()


class Directory(Policy):
    """All departments of a company, in the order in which they are asked where two are equally due."""

    handover: HandoverPolicy
    note: NoteHeadings
    departments: Annotated[tuple[Department, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_clear(self) -> Self:
        names: dict[str, str] = {}
        ids: set[str] = set()
        for department in self.departments:
            if department.id in ids:
                raise ValueError(f"the department {department.id} stands there twice")
            ids.add(department.id)
            for phrase in department.named:
                if names.setdefault(phrase, department.id) != department.id:
                    raise ValueError(f"«{phrase}» names both {names[phrase]} and {department.id}")
        return self

    def department(self, key: str) -> Department | None:
        """The one with that id."""
        return next((found for found in self.departments if found.id == key), None)


def load_directory(path: Path | None = None) -> Directory:
    """The sample directory, or a company's own.

    Raises:
        UserError: it can't be read or a value is wrong; names file, key and reason.
    """
    return policies.load(path or paths.shipped("resources", "knowledge", "directory.toml"), Directory)


@dataclass(frozen=True, slots=True)
class _Understood:
    """An utterance and what it says.

    Attributes:
        phrases: by department, which of its phrases. tried: it tells of something tried.
    """

    said: Utterance
    phrases: Mapping[str, frozenset[str]]
    tried: bool


class HandoverObserver:
    """Follows what the customer tells of, and says once for each department that it is one for them.

    Different phrases add up over the call; one said twice counts once. Where the same words speak for
    several departments, only the one that most speaks for is told; another is when more is said of it.

    Args:
        directory: the company's. language: of the note.
    """

    def __init__(self, directory: Directory, language: Language) -> None:
        self._directory = directory
        self._language: Language = language
        policy = directory.handover
        closeness = Closeness(reach=policy.reach, between=policy.between)
        self._tried = Cues(policy.tried, denied=policy.asked, closeness=Closeness(reach=policy.reach), plain=True)
        self._cues = {
            each.id: Cues((*each.named, *each.mentioned), denied=policy.denied, closeness=closeness, plain=True)
            for each in directory.departments
        }
        self._forget()

    def _forget(self) -> None:
        # By who spoke when, so that a revised utterance takes the place of what it was.
        self._heard: dict[tuple[Speaker, float], _Understood] = {}
        self._told: set[str] = set()

    def observe(self, event: Event) -> Iterable[Event]:
        """See `Observer`."""
        match event:
            case CallStarted():
                self._forget()
            case Utterance():
                understood = self._understand(event)
                self._heard[event.speaker, event.t0] = understood
                return self._due(understood)
        return ()

    def _understand(self, said: Utterance) -> _Understood:
        words = heard(said.text, said.unsure)
        phrases = {}
        if said.speaker == "customer":
            phrases = {key: frozenset(found.cue for found in cues.longest(words)) for key, cues in self._cues.items()}
        asks = said.speaker == "agent" and said.text.rstrip().endswith(_QUESTION_MARKS)
        return _Understood(said, phrases, tried=not asks and self._tried.first(words) is not None)

    def _due(self, heard: _Understood) -> Iterable[Event]:
        """Of the departments that the new words say something to, the one that all words most speak for."""
        waiting = [
            each
            for each in self._directory.departments
            if each.id not in self._told and (heard.phrases.get(each.id) or (heard.tried and each.after_trying))
        ]
        due = [(weight, department) for department in waiting if (weight := self._weight(department))]
        if not due:
            return ()
        _, department = max(due, key=lambda item: item[0])  # the first of equals
        self._told.add(department.id)
        name = department.name.words(self._language)
        return (Handover(t=heard.said.t1, department=department.id, name=name, note=self._note(department)),)

    def _weight(self, department: Department) -> int:
        """How much speaks for a department; 0 where it is not due."""
        policy = self._directory.handover
        heard = self._heard.values()
        phrases = {phrase for each in heard for phrase in each.phrases.get(department.id, ())}
        named = phrases.intersection(department.named)
        weight = len(named) * policy.named + len(phrases - named) * policy.mentioned
        if weight < policy.enough or (department.after_trying and not named and not any(each.tried for each in heard)):
            return 0
        return weight

    def _note(self, department: Department) -> str:
        headings = self._directory.note
        tried = [each for each in self._heard.values() if each.tried]
        told = [each for each in self._heard.values() if each.phrases.get(department.id)]
        wants = [each for each in told if not each.tried] or told
        lines = [self._line(headings.wants, wants)]
        if not tried:
            lines.append(headings.untried.words(self._language))
        elif more := [each for each in tried if each not in wants]:
            lines.append(self._line(headings.tried, more))
        return "\n".join(lines)

    def _line(self, heading: Bilingual, heard: Sequence[_Understood]) -> str:
        """What it began with and how it stands, in the words of the call."""
        most = self._directory.handover.quotes
        chosen = heard if len(heard) <= most else [*heard[: most - 1], heard[-1]]
        quotes = " ".join(f"«{self._shortened(each.said.marked)}»" for each in chosen)
        return f"{heading.words(self._language)}: {quotes}"

    def _shortened(self, text: str) -> str:
        longest = self._directory.handover.longest
        return text if len(text) <= longest else f"{text[:longest].rsplit(maxsplit=1)[0]}…"
