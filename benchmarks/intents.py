"""Banking questions by intent, as a knowledge base and as questions to it. Public data beside the checkout."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks.figures import Absent
from benchmarks.material import REPOSITORY
from callassist.events import Language
from callassist.knowledge.article import Article

EXAMPLES = 20
_FOLDER = REPOSITORY.parent / "shared" / "data" / "intents"
_MOST_ENGLISH = 1500
_SEED = 20260301

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked, and the id of the article that answers it."""

    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Bank:
    """An article for each intent, and questions that none of them has for an example."""

    language: Language
    articles: tuple[Article, ...]
    questions: tuple[Question, ...]


def bank(language: Language, *, intents: int | None, questions: int | None) -> Bank:
    """The whole bank, or its first so many intents and, evenly spread, so many questions.

    Examples are twenty of the training file, evenly spread over each intent. Arabic questions are those of the
    validation file; English has none, so its questions are others of the training file, drawn at random: like questions
    stand side by side in it, and an even spread would keep them as far from the examples as can be.
    """
    learnt = _rows("Banking77_Arabized_MSA_PAL_train.csv" if language == "ar" else "banking77_en_train.csv")
    by_intent: dict[str, list[str]] = {}
    for intent, text in learnt:
        by_intent.setdefault(intent, []).append(text)
    ids = {intent: f"intent-{number}" for number, intent in enumerate(list(by_intent)[:intents])}
    spread = {intent: _spread(list(dict.fromkeys(texts)), EXAMPLES) for intent, texts in by_intent.items()}
    articles = tuple(
        Article(
            id=name, title=intent.replace("_", " "), language=language, answer=intent, examples=tuple(spread[intent])
        )
        for intent, name in ids.items()
    )
    if language == "ar":
        asked = _rows("Banking77_Arabized_MSA_PAL_val.csv")
    else:
        others = [(intent, text) for intent, text in learnt if text not in spread[intent]]
        asked = random.Random(_SEED).sample(others, min(_MOST_ENGLISH, len(others)))
    known = [Question(text, ids[intent]) for intent, text in asked if intent in ids]
    return Bank(language, articles, tuple(known if questions is None else _spread(known, questions)))


def _spread(items: list[T], most: int) -> list[T]:
    """At most so many of a list, evenly spread."""
    places = range(len(items)) if len(items) <= most else (number * len(items) // most for number in range(most))
    return [items[place] for place in places]


def _rows(name: str) -> list[tuple[str, str]]:
    file: Path = _FOLDER / name
    if not file.is_file():
        raise Absent(f"{file} is not there; it is no part of the repository")
    with file.open(encoding="utf-8-sig", newline="") as source:
        return [(row.get("label") or row.get("category") or "", row["text"].strip()) for row in csv.DictReader(source)]
