"""Promises in lines that the words were not chosen by (`tests/kept_promise_lines.tsv`)."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from benchmarks.figures import Table
from benchmarks.mishearing import by_sound, misheard
from callassist.events import Language
from callassist.promises.policy import load_policy
from callassist.promises.promised import PromiseEar
from callassist.text.numbers import spoken_to_digits
from tests.kept_promise_lines import PromiseLine, promise_lines

_SHARE = 0.1
_SMALL = 60

Found = Sequence[tuple[str, str | None]]
"""The words and the due date of each promise that was told in a line."""


Judge = Callable[[PromiseLine, str], Found]
"""Gives what is told of a line of which a text was heard."""


def kept_apart(small: bool, peer: Judge) -> Table:
    """Totals by dialect, rightly heard and with a tenth of the words misheard, beside those of a peer.

    A promise is told where its words are in the evidence of one (where words were misheard: where one was told);
    `exact due` is a share of those.
    """
    lines = promise_lines()[: _SMALL if small else None]
    ear = PromiseEar(load_policy())
    languages: tuple[Language, ...] = ("ar", "en")
    known = {language: by_sound(_words(lines, language), language) for language in languages}
    noisy = []
    for place, line in enumerate(lines):
        language = _language(line)
        chance = random.Random(f"0 {place}")
        noisy.append((line, misheard(line.text, language, chance, _SHARE, known[language]) or line.text))
    judges: tuple[tuple[str, Judge], ...] = (
        ("this program", lambda line, text: told(ear, line, text)),
        ("dateparser", peer),
    )
    judged = {
        name: ([(line, judge(line, line.text)) for line in lines], [(line, judge(line, text)) for line, text in noisy])
        for name, judge in judges
    }
    rows: list[list[str | float | int | bool | None]] = []
    for dialect in (*dict.fromkeys(line.dialect for line in lines), "all"):
        for name, (clean, wrongly) in judged.items():
            figures = [
                share
                for each, by_words in ((clean, True), (wrongly, False))
                for share in _shares([item for item in each if dialect in (item[0].dialect, "all")], by_words)
            ]
            rows.append([dialect, name, *(round(share, 3) for share in figures)])
    columns = ["dialect", "judge", "precision", "recall", "exact due", "precision misheard", "recall misheard"]
    return {"title": "Promises in lines kept apart", "columns": [*columns, "exact due misheard"], "rows": rows}


def told(ear: PromiseEar, line: PromiseLine, text: str) -> Found:
    """What is told of a line, of which `text` was heard."""
    language = _language(line)
    heard = ear.hear(spoken_to_digits(text, language).text, line.said_at, language=language)
    return [(promise.evidence, promise.due.text if promise.due else None) for promise in heard.promises]


def _shares(judged: Sequence[tuple[PromiseLine, Found]], by_words: bool) -> tuple[float, float, float]:
    """Precision, recall, and the share of right due dates."""
    count = expected = right = exact = 0
    for line, found in judged:
        left = list(found)
        count, expected = count + len(left), expected + len(line.promises)
        for promise in line.promises:
            words = spoken_to_digits(promise.what, _language(line)).text
            match = next((each for each in left if not by_words or words in each[0]), None)
            if match is not None:
                left.remove(match)
                right += 1
                exact += promise.right(match[1])
    return right / max(1, count), right / max(1, expected), exact / max(1, right)


def _language(line: PromiseLine) -> Language:
    return "en" if line.dialect == "en" else "ar"


def _words(lines: Sequence[PromiseLine], language: str) -> list[str]:
    return [word for line in lines if _language(line) == language for word in line.text.split()]
