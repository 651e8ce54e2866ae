"""Reads the text of a company's files, whatever its programs wrote them in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

# What spreadsheets and editors on Arabic and English Windows write beside UTF-8. Left to itself, charset-normalizer
# takes short English text for Eastern European code pages.
_CODE_PAGES = ["cp1256", "cp1252", "iso8859_6"]
_NAMES = {"cp1256": "Windows-1256", "cp1252": "Windows-1252", "iso8859_6": "ISO 8859-6"}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Text in a code page is no UTF-8 almost anywhere; UTF-8 with a damaged place is, everywhere else.
_DAMAGED_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text.

    Attributes:
        text: with `\\n` between lines and without a byte order mark. assumed: the code page it was read in, by name,
            where that is a guess; None for Unicode.
    """

    text: str
    assumed: str | None = None


class UndecodableError(ValueError):
    """The bytes are no text. `line`: where that shows, from 1; `reason`: ends the sentence "line 3 …"."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line} {reason}")
        self.line = line
        self.reason = reason


def decoded(data: bytes) -> Decoded:
    """The text of a file in UTF-8, with or without a mark, in UTF-16 with one, or in Windows-1256, -1252, ISO 8859-6.

    Raises:
        UndecodableError: it is none of these.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_lines(_unicode(data[len(mark) :], encoding)))
    try:
        return Decoded(_lines(_unicode(data, "utf-8")))
    except UndecodableError:
        if _is_damaged_utf8(data):
            raise
        # Its import takes a while, and most files are UTF-8.
        from charset_normalizer import from_bytes

        found = from_bytes(data, cp_isolation=_CODE_PAGES).best()
        if found is None:
            raise
        return Decoded(_lines(data.decode(found.encoding)), _NAMES[found.encoding])


def _unicode(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UndecodableError(
            line, f"has the byte 0x{data[error.start]:02x}, which is no {encoding.upper()}"
        ) from error
    if "\0" in text:
        raise UndecodableError(text.count("\n", 0, text.index("\0")) + 1, "has a zero byte, so it is no text")
    return text


def _is_damaged_utf8(data: bytes) -> bool:
    shown = data.decode("utf-8", "replace")
    foreign = sum(not char.isascii() for char in shown)
    return b"\0" in data or shown.count("\ufffd") < _DAMAGED_SHARE * foreign


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
