"""What a benchmark hands back, and how it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypedDict

import numpy as np

from callassist.speech.evaluation.markdown import table

Cell = str | float | int | bool | None


class Table(TypedDict):
    """Rows of figures under a title."""

    title: str
    columns: list[str]
    rows: list[list[Cell]]


class Result(TypedDict, total=False):
    """A benchmark's result: tables and what must be known to read them, or why it was not run."""

    tables: list[Table]
    notes: list[str]
    skipped: str


class Absent(Exception):
    """A benchmark can't be run here; says what is missing."""


def aim(measured: float, most: float) -> list[Cell]:
    """The cells of a figure that has an aim: itself, the aim, whether it is met."""
    return [round(measured, 3), f"≤ {most:g}", measured <= most]


def percentiles(values: Iterable[float]) -> list[float]:
    """The cells of p50 and p95, NaN where there are no values."""
    return [round(float(each), 3) for each in np.percentile(list(values) or [np.nan], [50, 95])]


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Each figure over its peer's."""
    return [round(mine / their, 2) for mine, their in zip(ours, theirs, strict=True)]


def aims(measured: Sequence[float], most: Sequence[float | None]) -> str:
    """The cell of p50 and p95 that says which aims they have and whether they are met."""
    told = []
    for name, value, limit in zip(("p50", "p95"), measured, most, strict=True):
        if limit is not None:
            _, wanted, met = aim(value, limit)
            told.append(f"{name} {wanted}: {'met' if met else 'not met'}")
    return ", ".join(told)


def printed(name: str, result: Mapping[str, object]) -> Iterator[str]:
    """The lines of a result. A benchmark that hands back other keys than these has them printed as they are."""
    yield f"## {name}"
    yield ""
    if "skipped" in result:
        yield f"Skipped: {result['skipped']}"
        yield ""
        return
    for each in _tables(result):
        yield f"**{each['title']}**"
        yield ""
        yield from table(each["columns"], (list(map(_cell, row)) for row in each["rows"]))
        yield ""
    others = {key: value for key, value in result.items() if key not in ("tables", "notes")}
    if others:
        yield from table(("figure", "value"), ((key, _cell(value)) for key, value in _flat(others)))
        yield ""
    notes = result.get("notes")
    if isinstance(notes, Sequence) and notes:
        yield from (f"- {note}" for note in notes)
        yield ""


def _tables(result: Mapping[str, object]) -> list[Table]:
    found = result.get("tables")
    return found if isinstance(found, list) else []


def _flat(values: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}, ")
        else:
            yield f"{above}{key}", value


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "**no**"
    if isinstance(value, float):
        return f"{value:.3f}"
    return "–" if value is None else str(value)
