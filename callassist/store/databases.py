"""Every database that a PC keeps."""

from __future__ import annotations

from pathlib import Path

from callassist.paths import data_dir
from callassist.store.records_schema import RECORDS
from callassist.store.schema import JOURNAL, Schema

DATABASES: tuple[Schema, ...] = (JOURNAL, RECORDS)


def path_of(schema: Schema) -> Path:
    """Where a database lies."""
    return data_dir() / schema.file


def present() -> list[Schema]:
    """Those that have been made; the journal at least, so that opening it says what is missing where nothing is."""
    return [schema for schema in DATABASES if path_of(schema).exists()] or [JOURNAL]
