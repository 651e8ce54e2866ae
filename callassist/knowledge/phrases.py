"""Phrases that an experienced agent would say: what is shipped, and what a company adds, replaces or takes away.

A file of phrases is TOML: tables by situation and dialect, an entry for each phrase (`docs/phrases.md`):

    [delay.gulf]
    plans = "أدري إن عندك ترتيبات مبنية على هالموعد."
    missed-date = { text = "عطيناك موعد وما التزمنا فيه، وأنا أعتذر لك عنه.", fault = "company" }
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, ConfigDict, Field, RootModel, model_validator

from callassist import paths, policies
from callassist.errors import UserError
from callassist.events import Dialect
from callassist.knowledge.wording import Wording, parse

Situation = Literal[
    "greeting",
    "frustration",
    "delay",
    "outage",
    "billing_error",
    "bad_news",
    "bereavement",
    "illness",
    "thanks",
    "hold",
    "back_from_hold",
    "transfer",
    "apology",
    "formal_apology",
    "colleague",
    "refusal",
    "restate",
    "closing",
    "empathy",
]
Tone = Literal["calm", "tense", "angry"]
Voice = Literal["warm", "formal"]
Fault = Literal["company", "none"]
"""Whose fault it is: the company's, or not. Where it is not known yet, phrases that speak of it are not chosen."""

SITUATIONS: tuple[Situation, ...] = get_args(Situation)
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)
TONES: tuple[Tone, ...] = get_args(Tone)
VOICES: tuple[Voice, ...] = get_args(Voice)
FAULTS: tuple[Fault, ...] = get_args(Fault)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase.

    Attributes:
        id: "situation.dialect.key". wording: its text, taken apart. tone: of the customers whom it suits; all where
            empty. fault: whose fault it takes for granted, if any. voice: the brand's to which it is limited, if any.
    """

    id: str
    situation: Situation
    dialect: Dialect
    wording: Wording
    tone: tuple[Tone, ...] = ()
    fault: Fault | None = None
    voice: Voice | None = None


class Entry(policies.Policy):
    """A phrase as it stands in a file, or the removal of one that is shipped."""

    text: str | None = None
    tone: tuple[Tone, ...] = ()
    fault: Fault | None = None
    voice: Voice | None = None
    remove: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.remove and self.text is not None:
            raise ValueError("it can't be removed and have a text")
        if not self.remove:
            if self.text is None:
                raise ValueError("it has no text")
            parse(self.text)
        return self


def _entry(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Key = Annotated[str, Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class PhraseFile(RootModel[dict[Situation, dict[Dialect, dict[Key, Annotated[Entry, BeforeValidator(_entry)]]]]]):
    """A file of phrases, by situation, dialect and key."""

    model_config = ConfigDict(frozen=True)

    def entries(self) -> Iterable[tuple[str, Situation, Dialect, Entry]]:
        """All of it, with each phrase's id."""
        for situation, dialects in self.root.items():
            for dialect, entries in dialects.items():
                for key, entry in entries.items():
                    yield f"{situation}.{dialect}.{key}", situation, dialect, entry


class Phrases:
    """All phrases there are to choose from.

    Args:
        phrases: by id, in the order of their files.
    """

    def __init__(self, phrases: Mapping[str, Phrase]) -> None:
        self._phrases = dict(phrases)

    def __len__(self) -> int:
        return len(self._phrases)

    def of(self, situation: Situation, dialect: Dialect) -> tuple[Phrase, ...]:
        """Those of a situation in a dialect, in the order of their files."""
        return tuple(p for p in self._phrases.values() if p.situation == situation and p.dialect == dialect)

    def changed_from(self, others: Phrases) -> tuple[str, ...]:
        """The ids of those that `others` has not, or has differently."""
        return tuple(i for i, phrase in self._phrases.items() if others._phrases.get(i) != phrase)

    def with_file(self, path: Path) -> Phrases:
        """These and the ones of a company's file: the same id replaces, `remove = true` takes away.

        Raises:
            UserError: the file can't be read or has wrong values, or removes what is not there; names file, key and
                reason.
        """
        merged = dict(self._phrases)
        for phrase_id, situation, dialect, entry in policies.load(path, PhraseFile).entries():
            if entry.text is not None:
                merged[phrase_id] = Phrase(
                    phrase_id, situation, dialect, parse(entry.text), entry.tone, entry.fault, entry.voice
                )
            elif merged.pop(phrase_id, None) is None:
                raise UserError(
                    f"{path} has wrong values: {phrase_id}: there is no such phrase to remove.",
                    "`callassist phrases --situation … --dialect …` shows the ids.",
                )
        return Phrases(merged)


def company_file() -> Path | None:
    """The company's own phrases: what `CALLASSIST_COMPANY_PHRASES` names, else `phrases.toml` among the settings."""
    named = os.environ.get("CALLASSIST_COMPANY_PHRASES")
    path = Path(named) if named else paths.config_dir() / "phrases.toml"
    return path if named or path.exists() else None


def load(own: Path | None = None) -> Phrases:
    """The shipped phrases, and with them those of a company's file where one is given.

    Raises:
        UserError: a file can't be read or has wrong values; names file, key and reason.
    """
    phrases = Phrases({})
    for path in sorted(paths.shipped("resources", "phrases").glob("*.toml")):
        phrases = phrases.with_file(path)
    return phrases.with_file(own) if own is not None else phrases
