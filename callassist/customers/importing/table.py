"""Reads a table out of a text file as companies hand it out: any usual encoding and separator, rows by line."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import charset_normalizer

from callassist.errors import UserError

SEPARATORS = (",", ";", "\t", "|")
# What Excel and others write on Arabic and western Windows, when it is not UTF-8.
_CODE_PAGES = ["cp1256", "iso8859_6", "cp1252"]
_CHUNK = 1 << 20
# Bytes of lines with letters beyond ASCII, from which a code page is told.
_SAMPLE = 1 << 16
# Arabic in a code page fails as UTF-8 within a letter or two. So many whole characters before the first broken byte
# mean UTF-8 with damage, which must not be read as something else.
_SURELY_UTF8 = 8


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
                    raise _undecodable(self.path, self.form.encoding, lines.number) from error
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
    lines, sample, letters, broken_in = 0, b"", 0, None
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            if broken_in is None:
                try:
                    letters += sum(letter > "\x7f" for letter in decoder.decode(chunk))
                except UnicodeDecodeError as error:
                    broken_in = lines + error.object[: error.start].count(b"\n") + 1
                    letters += sum(byte & 0xC0 == 0xC0 for byte in error.object[: error.start])
            lines += chunk.count(b"\n")
            if len(sample) < _SAMPLE:
                sample += b"\n".join(line for line in chunk.splitlines() if not line.isascii())[:_SAMPLE]
    if given is not None:
        return _checked(given, head), lines
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", lines
    if broken_in is None:
        # The end of a file may be cut within a letter; that is found when it is read.
        return "utf-8-sig", lines
    if letters >= _SURELY_UTF8 or head.startswith(codecs.BOM_UTF8):
        raise _undecodable(path, "UTF-8", broken_in)
    best = charset_normalizer.from_bytes(sample, cp_isolation=_CODE_PAGES).best()
    if best is None:
        raise UserError(
            f"It can't be told in which encoding {path} is written.", "Say it: --encoding windows-1256, for instance."
        )
    return best.encoding, lines


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
        raise _undecodable(path, encoding, 1) from error


def _separator(heading: str) -> str:
    """The one that makes most cells of the headings."""
    return max(SEPARATORS, key=lambda each: len(next(csv.reader([heading], delimiter=each), [])))


def _undecodable(path: Path, encoding: str, line: int) -> UserError:
    return UserError(
        f"{path}, line {line}: there are bytes that are no {encoding}.",
        "Correct the line, save the file as 'CSV UTF-8', or say what it is with --encoding.",
    )
