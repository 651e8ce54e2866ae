"""The text as a reader of digits sees it, and the way back: escapes undone, decorated digits plain, look-alikes read.

Nothing here is ever shown. A view only serves to find what must be masked in the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from callassist.text.normalise import fold

_ESCAPE = re.compile(
    r"\\u[0-9a-fA-F]{4}"  # JSON, Python
    r"|\\[nrtfvb0]"
    r"|(?:%[0-9a-fA-F]{2})+"  # URLs
    r"|&(?:nbsp|ensp|emsp|thinsp);|&#[0-9]{1,7};|&#[xX][0-9a-fA-F]{1,6};"  # HTML
)
# Superscripts, subscripts, circled and bracketed digits: they have a digit's worth but are no decimals to Unicode.
_DECORATED_RANGES = ((0xB2, 0xBA), (0x2070, 0x208A), (0x2460, 0x2500), (0x2776, 0x2794), (0x1F100, 0x1F10B))
_DECORATED = {
    code: str(worth)
    for first, end in _DECORATED_RANGES
    for code in range(first, end)
    if (worth := unicodedata.digit(chr(code), None)) is not None
}
# Letters that look like digits: Latin, Cyrillic, Greek, Armenian.
_ZEROS, _ONES = "o\u043e\u03bf\u0585", "il\u0456\u04cf\u03b9"
_LOOK_ALIKE = str.maketrans(_ZEROS + _ONES, "0" * len(_ZEROS) + "1" * len(_ONES))
# Groups of digits and of such letters, in a row: "41O1 l111", "4111 OOOO".
# What must not be in front is looked at behind the first character, by which the others are passed over fast.
_MIXED = re.compile(r"[0-9{0}](?<![^\W_].)[0-9{0}]+(?:[ -][0-9{0}]{{2,}})*(?![^\W_])".format(_ZEROS + _ONES), re.DOTALL)
_CARD_GROUP = 4


@dataclass(frozen=True, slots=True)
class View:
    """A folded text for finding digits in.

    Attributes:
        text: folded; digits ASCII. starts, ends: for each of its characters the source range it stands for; neither
            ever falls.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source range of the view's characters `start` to `end` (exclusive, at least one)."""
        return self.starts[start], self.ends[end - 1]


def view(text: str) -> View:
    """How `text` reads, in linear time; any `str` is fit, lone surrogates included."""
    plain, places = _unescaped(text if text.isascii() else text.translate(_DECORATED))
    folded = fold(plain)
    starts, ends = folded.origin, folded.ends
    if places is not None:
        starts, ends = [places[at][0] for at in starts], [places[at - 1][1] for at in ends]
    return View(_MIXED.sub(_read_as_digits, folded.text), starts, ends)


def _read_as_digits(match: re.Match[str]) -> str:
    """The letters as digits, in the company of digits; but "LI5…" begins an IBAN, and "L51" goes on with one."""
    mixed = match.group()
    if not any(char.isdecimal() for char in mixed):
        return mixed
    group = re.split("[ -]", mixed, maxsplit=1)[0]
    code = 2 if group[:2].isalpha() else int(group[0].isalpha() and len(group) != _CARD_GROUP)
    return mixed[:code] + mixed[code:].translate(_LOOK_ALIKE)


def _unescaped(text: str) -> tuple[str, list[tuple[int, int]] | None]:
    """`text` with escapes undone, and the source range of each character; no ranges where nothing changed."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    for match in _ESCAPE.finditer(text):
        if (meant := _meant(match.group())) is None:
            continue
        parts += [text[position : match.start()], meant]
        places += [(at, at + 1) for at in range(position, match.start())] + [match.span()] * len(meant)
        position = match.end()
    if not parts:
        return text, None
    parts.append(text[position:])
    places += [(at, at + 1) for at in range(position, len(text))]
    return "".join(parts), places


def _meant(escape: str) -> str | None:
    if escape.startswith("%"):
        try:
            return bytes.fromhex(escape.replace("%", "")).decode("utf-8")
        except UnicodeDecodeError:
            return None
    if escape.startswith("&#"):
        digits = escape[2:-1]
        code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        return chr(code) if code <= 0x10FFFF else None
    return chr(int(escape[2:], 16)) if escape.startswith("\\u") else " "
