"""Reads a table out of a text file as companies hand it out: any usual encoding and separator, rows by line."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from callassist.errors import UserError
from callassist.text.decoding import Survey, UndecodableError

SEPARATORS = (",", ";", "\t", "|")
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written. `encoding`: Python's name. `separator`: between cells. `lines`: how many, about."""

    encoding: str
    separator: str
    lines: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        line: in which it begins, from 1. cells: as they are written. broken: why it could not be taken apart, in words;
            then the cells are those of a plain cut at every separator.
    """

    line: int
    cells: list[str]
    broken: str | None = None


class Table:
    """A CSV file.

    Attributes:
        path: the file. form: how it is written. headings: its first row.

    Args:
        encoding, separator: where they are known; else they are found out.

    Raises:
        UserError: it can't be read, is empty, or its encoding can't be told or is not the one that was given.
    """

    def __init__(self, path: Path, *, encoding: str | None = None, separator: str | None = None) -> None:
        self.path = path
        try:
            found, lines = _survey(path, encoding)
            first = _first_line(path, found)
        except OSError as error:
            raise UserError(f"{path} can't be read: {error.strerror}.", "Give a CSV file that exists.") from error
        said, _, stated = first.partition("=")
        # Excel's own way of naming the separator, in a line before the headings.
        self._skipped = 1 if said.casefold() == "sep" and len(stated) == 1 else 0
        self.form = Form(found, separator or (stated if self._skipped else _separator(first)), lines)
        headings = next(self._records(), None)
        if headings is None:
            raise UserError(f"{path} is empty.", "Give a file with headings in the first row and customers below.")
        self.headings = [heading.strip() for heading in headings.cells]

    def rows(self) -> Iterator[Row]:
        """All rows below the headings; empty ones are left out.

        Raises:
            UserError: a quotation mark is never closed, or a byte is none of the encoding's.
        """
        records = self._records()
        next(records)
        return records

    def _records(self) -> Iterator[Row]:
        with self.path.open(encoding=self.form.encoding, newline="") as file:
            lines = _Lines(file, skip=self._skipped)
            reader = csv.reader(lines, delimiter=self.form.separator, strict=True)
            while True:
                lines.begin()
                broken = None
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except UnicodeDecodeError as error:
                    raise _undecodable(self.path, _wrong_byte(self.form.encoding, lines.number)) from error
                except csv.Error as error:
                    if lines.ended or "limit" in str(error):
                        raise UserError(
                            f"{self.path}, line {lines.begun}: a quotation mark is opened there and never closed,"
                            " so that all below it would be one cell. Nothing was imported.",
                            "Close it, or write a quotation mark inside a cell twice.",
                        ) from error
                    broken = "a quotation mark stands inside a cell; write it twice, and the cell in quotation marks"
                    cells = lines.text.rstrip("\r\n").split(self.form.separator)
                if any(cell.strip() for cell in cells):
                    yield Row(lines.begun, cells, broken)


class _Lines:
    """Lines for the CSV reader, remembering those of the record under way.

    Attributes:
        number: of the latest line. begun: in which the record begins. text: the record's. ended: there are no more.
    """

    def __init__(self, file: Iterator[str], *, skip: int) -> None:
        self._file = file
        self.number = skip
        self.begun = 0
        self.text = ""
        self.ended = False
        for _ in range(skip):
            next(file, None)

    def begin(self) -> None:
        self.begun, self.text = self.number + 1, ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._file)
        except StopIteration:
            self.ended = True
            raise
        self.number += 1
        self.text += line
        return line


def _survey(path: Path, given: str | None) -> tuple[str, int]:
    """The encoding of a file and the number of its lines."""
    survey = Survey()
    with path.open("rb") as file:
        head = file.read(len(codecs.BOM_UTF8))
        file.seek(0)
        while piece := file.read(_PIECE):
            survey.take(piece)
    if given is not None:
        return _checked(given, head), survey.lines
    try:
        return survey.encoding(), survey.lines
    except UndecodableError as error:
        raise _undecodable(path, error) from error


def _checked(given: str, head: bytes) -> str:
    try:
        name = codecs.lookup(given).name
    except LookupError:
        raise UserError(
            f"There is no encoding {given!r}.", "Give one such as utf-8 or windows-1256.", exit_code=2
        ) from None
    return "utf-8-sig" if name == "utf-8" and head.startswith(codecs.BOM_UTF8) else name


def _first_line(path: Path, encoding: str) -> str:
    try:
        with path.open(encoding=encoding, newline="") as file:
            return next((line.rstrip("\r\n") for line in file if line.strip()), "")
    except UnicodeError as error:
        raise _undecodable(path, _wrong_byte(encoding, 1)) from error


def _separator(heading: str) -> str:
    """The one that makes most cells of the headings."""
    return max(SEPARATORS, key=lambda each: len(next(csv.reader([heading], delimiter=each), [])))


def _undecodable(path: Path, found: UndecodableError) -> UserError:
    return UserError(
        f"{path}, line {found.line}: it {found.reason}.",
        "Correct the line, save the file as 'CSV UTF-8', or say what it is with --encoding.",
    )


def _wrong_byte(encoding: str, line: int) -> UndecodableError:
    return UndecodableError(line, f"has bytes that are no {encoding}")
