"""The written lines that anger, warnings and courtesy are judged by, and that none of them may learn from."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal, get_args

from callassist.events import AngerKind, Dialect, Language
from callassist.policies import Policy

Label = AngerKind | Literal["plain"]
LABELS: tuple[str, ...] = (*get_args(AngerKind), "plain")
Item = Literal[
    "greeting",
    "name",
    "thanks",
    "anything_else",
    "empathy",
    "restating",
    "none",
    "wording:blame",
    "wording:calm_down",
    "wording:excuse",
    "wording:rude",
]


class ServiceLine(Policy):
    """What a customer says; `note` tells in a word or two what decides its label."""

    id: str
    language: Language
    dialect: Dialect
    label: Label
    note: str
    text: str


class WarningLine(Policy):
    """What an agent says; `given`: whether it warns the customer of what their words or behaviour lead to."""

    id: str
    dialect: Dialect
    text: str
    given: bool
    note: str


class CourtesyLine(Policy):
    """What an agent says, and the one thing that is meant by it."""

    id: str
    dialect: Dialect
    item: Item
    text: str


def service_lines() -> list[ServiceLine]:
    """`conduct_lines.tsv`, in its order."""
    return [ServiceLine.model_validate(row) for row in _rows("conduct_lines.tsv")]


def warning_lines() -> list[WarningLine]:
    """`warning_lines.tsv`, in its order."""
    return [WarningLine.model_validate(row) for row in _rows("warning_lines.tsv")]


def courtesy_lines() -> list[CourtesyLine]:
    """`courtesy_lines.tsv`, in its order."""
    return [CourtesyLine.model_validate(row) for row in _rows("courtesy_lines.tsv")]


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        told = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
