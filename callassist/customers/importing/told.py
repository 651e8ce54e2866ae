"""An import in words and as JSON: how the file was read, what becomes of its rows, and what is wrong with which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from callassist.customers.importing.file_import import Counts, Preview

_SEPARATORS = {"\t": "tab"}


def in_words(preview: Preview) -> Iterator[str]:
    """Lines for people."""
    form = preview.form
    yield f"Read as {form.encoding}, cells separated by {_SEPARATORS.get(form.separator, form.separator)}"
    for place, field in sorted(preview.columns.fields.items()):
        yield f"  {preview.columns.headings[place]} → {field}"
    if preview.columns.ignored:
        yield f"  not taken: {', '.join(preview.columns.ignored)}"
    if preview.first:
        yield "The first rows, as they would become:"
    for each in preview.first:
        said = [f"{field} {value}" for field, value in each.said.items()]
        yield f"  line {each.line}, {each.fate}: {', '.join([*said, *each.numbers])}"
    for bad in preview.bad:
        yield f"  line {bad.line} can't be taken: {bad.reason}"
    yield counted(preview.counts)


def counted(counts: Counts) -> str:
    """The counts in a sentence."""
    masked = f" In {counts.masked} of them a card number or the like was masked." if counts.masked else ""
    return f"{counts.new} new, {counts.changed} changed, {counts.unchanged} unchanged, {counts.bad} bad.{masked}"


def as_json(preview: Preview) -> dict[str, Any]:
    """The same for a program."""
    headings = preview.columns.headings
    return {
        "encoding": preview.form.encoding,
        "separator": preview.form.separator,
        "columns": {headings[place]: field for place, field in sorted(preview.columns.fields.items())},
        "ignored": preview.columns.ignored,
        **asdict(preview.counts),
        "first": [
            {"line": each.line, "fate": each.fate, "numbers": each.numbers, **each.said} for each in preview.first
        ],
        "bad_rows": [{"line": each.line, "reason": each.reason} for each in preview.bad],
    }
