"""Lines in which facts are, and are not, misstated (`tests/misstatement_lines.toml`), and how a judge of them does."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from callassist.events import SPEAKERS, CallStarted, Dialect, Language, Misstatement, Speaker, Utterance
from callassist.knowledge.article import Article
from callassist.knowledge.corrections import load_wording
from callassist.knowledge.fact_index import FactIndex
from callassist.knowledge.misstatement_policy import load_policy
from callassist.knowledge.misstatements import MisstatementObserver
from callassist.policies import Policy
from callassist.text.numbers import spoken_to_digits
from callassist.text.quantities import find_quantities
from callassist.text.stems import stems
from callassist.text.tokens import tokens
from callassist.text.units import units

FILE = Path(__file__).resolve().parents[1] / "tests" / "misstatement_lines.toml"
Part = Literal["tuned", "held"]


class Line(Policy):
    """One line; the file's head says what its keys are."""

    who: Speaker
    dialect: Dialect
    text: str
    before: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    confidence: float | None = None
    wrong: str | None = None

    @property
    def language(self) -> Language:
        """The language of its call."""
        return "en" if self.dialect == "en" else "ar"


class Lines(Policy):
    """The file."""

    tuned: tuple[Line, ...]
    held: tuple[Line, ...] = ()
    articles: tuple[Article, ...] = Field(min_length=1)


Judge = Callable[[Line], "list[str]"]
"""The facts that are misstated in a line, each as article and kind."""


@cache
def lines() -> Lines:
    """The written lines and the articles."""
    return Lines.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


def utterances(line: Line) -> list[Utterance]:
    """A line and what was said before it, as they come into a call; the line is the last."""
    said: list[tuple[Speaker, str]] = []
    for earlier in line.before:
        speaker, _, text = earlier.partition(": ")
        if speaker not in SPEAKERS:
            raise ValueError(f"“{earlier}” does not begin with a speaker")
        said.append((speaker, text))
    said.append((line.who, line.text))
    return [_utterance(line, at * 5.0, speaker, text) for at, (speaker, text) in enumerate(said)]


def _utterance(line: Line, t: float, speaker: Speaker, text: str) -> Utterance:
    numbered = spoken_to_digits(text, line.language)
    doubted = [] if text != line.text else [(text.index(word), text.index(word) + len(word)) for word in line.unsure]
    return Utterance(
        t=t,
        t0=t,
        t1=t + 3.0,
        speaker=speaker,
        text=numbered.text,
        confidence=line.confidence,
        unsure=tuple(numbered.forward(*place) for place in doubted),
    )


@dataclass
class Ours:
    """The observer, asked about lines each of which is a call of its own."""

    articles: Sequence[Article]

    def __post_init__(self) -> None:
        policy = load_policy()
        self._kinds = {
            (article.id, units().written(fact.value, fact.unit, dialect)): fact.kind
            for article in self.articles
            for fact in article.facts
            for dialect in get_args(Dialect)
        }
        facts = FactIndex(self.articles, gap_words=policy.topic.gap_words)
        self.observer = MisstatementObserver(facts, policy, load_wording())

    def __call__(self, line: Line) -> list[str]:
        """What is flagged in the line itself."""
        self.observer.observe(CallStarted(id="line", started_at="2026-03-01T10:00:00+03:00", language=line.language))
        *before, last = utterances(line)
        for utterance in before:
            list(self.observer.observe(utterance))
        flagged = (event for event in self.observer.observe(last) if isinstance(event, Misstatement))
        return [f"{event.article}:{self._kinds[event.article, event.correct]}" for event in flagged]


@dataclass
class Baseline:
    """Any number in the fact's unit that differs, where a word of the fact is in the line."""

    articles: Sequence[Article]

    def __call__(self, line: Line) -> list[str]:
        """What it would flag in the line itself."""
        text = utterances(line)[-1].text
        row = tokens(text)
        said = {form for token in row for form in stems(token.folded)}
        found: list[str] = []
        for article in self.articles:
            for fact in article.facts:
                words = {form for phrase in (fact.name, *fact.about) for form in _stemmed(phrase)}
                differs = any(
                    fact.unit in quantity.units and quantity.value != fact.value
                    for quantity in find_quantities(text, row, line.language)
                )
                if differs and words & said:
                    found.append(f"{article.id}:{fact.kind}")
        return found


@dataclass(frozen=True, slots=True)
class Score:
    """How a judge did: right and false flags, and misstatements that it missed.

    Attributes:
        mistakes: the lines that it judged otherwise than they were written, and what it flagged in them.
    """

    right: int
    false: int
    missed: int
    mistakes: tuple[tuple[Line, tuple[str, ...]], ...]

    @property
    def precision(self) -> float:
        """The share of its flags that are right; NaN without any."""
        flags = self.right + self.false
        return self.right / flags if flags else float("nan")

    @property
    def recall(self) -> float:
        """The share of the misstatements that it flagged."""
        return self.right / (self.right + self.missed)


def score(judge: Judge, asked: Iterable[Line]) -> Score:
    """How `judge` does on lines."""
    right = false = missed = 0
    mistakes: list[tuple[Line, tuple[str, ...]]] = []
    for line in asked:
        flagged = judge(line)
        hit = line.wrong in flagged
        right += hit
        missed += line.wrong is not None and not hit
        false += len(flagged) - hit
        if len(flagged) != hit or hit != (line.wrong is not None):
            mistakes.append((line, tuple(flagged)))
    return Score(right, false, missed, tuple(mistakes))


def _stemmed(phrase: str) -> set[str]:
    return {form for token in tokens(phrase) for form in stems(token.folded) if token.folded[0].isalpha()}
