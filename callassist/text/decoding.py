"""Reads the text of a company's files, whatever its programs wrote them in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

# What spreadsheets and editors on Arabic and English Windows write beside UTF-8. Left to itself, charset-normalizer
# takes short English text for Eastern European code pages.
_CODE_PAGES = ["cp1256", "cp1252", "iso8859_6"]
_NAMES = {"cp1256": "Windows-1256", "cp1252": "Windows-1252", "iso8859_6": "ISO 8859-6"}
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Text in a code page is no UTF-8 almost anywhere; UTF-8 with a damaged place is, everywhere else.
_DAMAGED_SHARE = 0.2
# Bytes of lines with letters beyond ASCII, from which a code page is told.
_SAMPLE = 1 << 16
_REPLACED = "\ufffd"


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


class Survey:
    """Tells in what a file is written, from its bytes in one piece or in many.

    Attributes:
        lines: how many ends of lines there were.
    """

    def __init__(self) -> None:
        self.lines = 0
        self._head = b""
        self._sample = b""
        self._letters = 0
        self._replaced = 0
        self._broken: UndecodableError | None = None
        self._zero: int | None = None
        self._strict = codecs.getincrementaldecoder("utf-8")()
        self._lenient = codecs.getincrementaldecoder("utf-8")("replace")

    def take(self, piece: bytes) -> None:
        """The next bytes of the file, some lines at least where there are as many."""
        self._head += piece[: len(codecs.BOM_UTF8) - len(self._head)]
        self._weigh(piece)
        if self._zero is None and b"\0" in piece:
            self._zero = self.lines + piece.count(b"\n", 0, piece.index(b"\0")) + 1
        self.lines += piece.count(b"\n")

    def encoding(self) -> str:
        """Python's name of it: `utf-8-sig` (with or without a mark), `utf-16` (with one), or a code page's.

        Raises:
            UndecodableError: it is UTF-8 that is damaged, or no text.
        """
        if self._head.startswith(_UTF16_MARKS):
            return "utf-16"
        if self._zero is not None:
            raise UndecodableError(self._zero, "has a zero byte, so it is no text")
        # A letter that the end cuts off is found when the file is read.
        if self._broken is None:
            return "utf-8-sig"
        if self._head.startswith(codecs.BOM_UTF8) or self._replaced < _DAMAGED_SHARE * self._letters:
            raise self._broken
        # Its import takes a while, and most files are UTF-8.
        from charset_normalizer import from_bytes

        found = from_bytes(self._sample, cp_isolation=_CODE_PAGES).best()
        if found is None:
            raise self._broken
        return found.encoding

    def _weigh(self, piece: bytes) -> None:
        if self._broken is None:
            try:
                self._strict.decode(piece)
            except UnicodeDecodeError as error:
                line = self.lines + error.object[: error.start].count(b"\n") + 1
                self._broken = _no("utf-8", line, error)
        shown = self._lenient.decode(piece)
        self._letters += sum(char > "\x7f" for char in shown)
        self._replaced += shown.count(_REPLACED)
        if len(self._sample) < _SAMPLE:
            self._sample += b"\n".join(line for line in piece.splitlines() if not line.isascii())[:_SAMPLE]


def decoded(data: bytes) -> Decoded:
    """The text of a file in UTF-8, with or without a mark, in UTF-16 with one, or in Windows-1256, -1252, ISO 8859-6.

    Raises:
        UndecodableError: it is none of these.
    """
    survey = Survey()
    survey.take(data)
    encoding = survey.encoding()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no(encoding.removesuffix("-sig"), data.count(b"\n", 0, error.start) + 1, error) from error
    if "\0" in text:
        raise UndecodableError(text.count("\n", 0, text.index("\0")) + 1, "has a zero byte, so it is no text")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), _NAMES.get(encoding))


def _no(encoding: str, line: int, error: UnicodeDecodeError) -> UndecodableError:
    return UndecodableError(line, f"has the byte 0x{error.object[error.start]:02x}, which is no {encoding.upper()}")
