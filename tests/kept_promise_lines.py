"""The written lines that hearing promises is judged by, and that nothing may learn from."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Self

from pydantic import field_validator, model_validator

from callassist.events import Dialect
from callassist.policies import Policy

_APART = "||"
_OR = " or "
_PART_OF_DAY = "part of day:"


class Promise(Policy):
    """What must be found of one promise.

    Attributes:
        what: words of the line that must be in what is found.
        due: the times that are right, ISO 8601: a date, or a date-time in the offset of `said_at`; empty where none can
            be set.
        by_date: a part of the day was said and no hour: a time of day is right too, and only the date is compared.
    """

    what: str
    due: tuple[str, ...]
    by_date: bool

    def right(self, found: str | None) -> bool:
        """Whether a due that was found (None or empty: none) is one of those that are right."""
        if not found or not self.due:
            return not found and not self.due
        if self.by_date:
            return found.partition("T")[0] in self.due
        if "T" not in found:
            return found in self.due
        moment = datetime.fromisoformat(found)
        return any("T" in due and datetime.fromisoformat(due) == moment for due in self.due)


class PromiseLine(Policy):
    """What an agent says at a time, and what is promised by it; `note` tells in a word or two what decides."""

    id: str
    dialect: Dialect
    said_at: datetime
    text: str
    promises: tuple[Promise, ...]
    note: str

    @field_validator("said_at")
    @classmethod
    def _has_an_offset(cls, value: datetime) -> datetime:
        if value.tzinfo is None:
            raise ValueError("needs an offset from UTC")
        return value

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for promise in self.promises:
            if not promise.what or promise.what not in self.text:
                raise ValueError(f"{self.id}: «{promise.what}» is not in the text")
            for due in promise.due:
                self._check(due)
            if promise.by_date and any("T" in due for due in promise.due):
                raise ValueError(f"{self.id}: a part of the day has a date and no hour")
        return self

    def _check(self, due: str) -> None:
        if "T" not in due:
            if date.fromisoformat(due) < self.said_at.date():
                raise ValueError(f"{self.id}: {due} is before it was said")
            return
        moment = datetime.fromisoformat(due)
        if moment.utcoffset() != self.said_at.utcoffset():
            raise ValueError(f"{self.id}: {due} is not in the offset of {self.said_at.isoformat()}")
        if moment <= self.said_at:
            raise ValueError(f"{self.id}: {due} is not after it was said")


def promise_lines() -> list[PromiseLine]:
    """`kept_promise_lines.tsv`, in its order.

    Raises:
        ValueError: a line is wrong in itself; names it and the reason.
    """
    with (Path(__file__).parent / "kept_promise_lines.tsv").open(encoding="utf-8", newline="") as file:
        told = (line for line in file if not line.startswith("#"))
        return [_line(row) for row in csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)]


def _line(row: dict[str, str]) -> PromiseLine:
    count = int(row["promises"])
    whats, dues, notes = (_parts(row[column]) for column in ("what", "due", "note"))
    if count == 0:
        if row["what"] or row["due"]:
            raise ValueError(f"{row['id']}: what is promised where nothing is")
        whats, dues = [], []
    if len(whats) != count or len(dues) != count or len(notes) not in (1, count):
        raise ValueError(f"{row['id']}: not {count} of each")
    if len(notes) == 1:
        notes = notes * count
    promises = [
        Promise(what=what, due=tuple(due.split(_OR)) if due else (), by_date=note.startswith(_PART_OF_DAY))
        for what, due, note in zip(whats, dues, notes, strict=True)
    ]
    plain = {key: row[key] for key in ("id", "dialect", "said_at", "text", "note")}
    return PromiseLine.model_validate({**plain, "promises": promises})


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_APART)]
