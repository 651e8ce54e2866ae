"""Lines of agents with what they promise, and how many of them are told rightly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from callassist.events import Language
from callassist.promises.promised import Heard, PromiseEar
from callassist.text.numbers import spoken_to_digits

FILE = Path(__file__).with_name("promise_dev.tsv")
FRESH = FILE.with_name("promise_fresh.tsv")
MONDAY = "2026-04-13T10:00:00+03:00"


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """What was said at `now`, and when what it promises is due; `what`: a part of each in order, "" for anything."""

    dialect: str
    now: datetime
    due: tuple[str, ...]
    what: tuple[str, ...]
    text: str

    @property
    def language(self) -> Language:
        return "en" if self.text.isascii() else "ar"


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of 0 to 1: of what was told how much is a promise, of the promises how many were told, and of those how
    many with the right date. `wrong`: the lines that were told otherwise, with what was told."""

    precision: float
    recall: float
    exact: float
    wrong: tuple[str, ...]


def promise_lines(file: Path = FILE) -> list[PromiseLine]:
    """The lines of a file, in order."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        dialect, now, due, what, text = line.split("\t")
        dues = () if due == "-" else tuple(due.split(";"))
        moment = datetime.fromisoformat(MONDAY if now == "." else now)
        found.append(PromiseLine(dialect, moment, dues, tuple(what.split(";")), text))
    return found


def heard(ear: PromiseEar, line: PromiseLine) -> Heard:
    """What is heard in a line, treated as a call's would be."""
    return ear.hear(treated(line), line.now, language=line.language)


def treated(line: PromiseLine) -> str:
    """Its text with numbers in digits."""
    return spoken_to_digits(line.text, line.language).text


def dues(found: Heard) -> list[str]:
    """When what was heard is due: as in the file."""
    every = [promise.due for promise in found.promises]
    return ["none" if due is None else due.text or due.doubt or "none" for due in every]


def score(told: Sequence[tuple[PromiseLine, Sequence[str]]]) -> Score:
    """How well lines were told, each with the dates that were."""
    found = right = expected = exact = 0
    wrong = []
    for line, when in told:
        right += min(len(when), len(line.due))
        found, expected = found + len(when), expected + len(line.due)
        exact += sum(one == other for one, other in zip(when, line.due, strict=False))
        if tuple(when) != line.due:
            wrong.append(f"{line.text}: {line.due}, told {list(when)}")
    return Score(right / max(1, found), right / max(1, expected), exact / max(1, right), tuple(wrong))
