"""One spelling for many: what is fit to be shown, and what is fit to be compared.

`clean` makes a text safe to show and store and changes nothing that a reader sees. `fold` takes away what Arabic and
English writers (and recognisers) leave to taste, so that two spellings of a word compare equal, and remembers
which source character each folded one came from. Nothing here fails on any `str`, lone surrogates included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_JOINERS = "\u200c\u200d"
# Unicode calls these format characters, yet they are seen: Arabic number signs and the end-of-ayah sign.
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2")
_JOINED = ("L", "So", "Sk")

# Alef, ya and ta marbuta are confused by careful typists. Dialect drops the hamza and keeps its carrier as a
# plain letter (مئة is said and written مية), so a carrier folds to that letter; hamza on the line has none and stays.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳٵ", "ا"),
        **dict.fromkeys("ىیېےۓئٸ", "ي"),
        **dict.fromkeys("ؤٶ", "و"),
        **dict.fromkeys("ةهۀہۂۃھە", "ه"),
        **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("‘’ʼ＇", "'"),
        "٫": ".",
        "٬": ",",
        "٪": "%",
    }
)
_DROPPED = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
# Composing takes time in the square of the marks on one letter; no script needs more (Unicode's Stream-Safe Text
# Format, UAX #15).
_MOST_MARKS = 30
_SPACES = re.compile(r"\s+")
# Among the manners of a text's characters: what is not folded one by one.
_UNEVEN = re.compile(r".\++|[+*]")


def clean(text: str) -> str:
    """`text` fit to be shown: composed (NFC), one line, without characters that hide or reorder others.

    Removed are lone surrogates, controls, bidi controls and zero-width characters; a joiner stays between two
    letters or pictures, where it shapes them. White space of any kind becomes single spaces. Spelling, harakat and
    tatweel are kept, but no more than 30 marks on one letter.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = _without_stray_joiners(_within_most_marks(char for char in text if _shown(char)))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()


@dataclass(frozen=True, slots=True)
class Folded:
    """A text for matching and the way back to its source.

    Attributes:
        text: the folded text. origin: for each of its characters the index of the source character it came from,
            never falling. ends: the same for the end of what it came from, marks and all. source: the text that was
            folded.
    """

    text: str
    origin: Sequence[int]
    ends: Sequence[int]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source range that folded characters `start` to `end` (exclusive) came from.

        Marks that follow the last character in the source belong to it.
        """
        if start >= end:
            place = self.origin[start] if start < len(self.origin) else len(self.source)
            return place, place
        return self.origin[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """`text` for matching and search; folding twice is folding once.

    Harakat, Quranic marks and tatweel go, as do all invisible characters and lone surrogates. Forms of alef, ya, ta
    marbuta and the carriers of hamza become ا ي ه و ي; Persian and Urdu shapes of kaf, ya and ha the Arabic ones;
    presentation forms plain letters; digits of any script ASCII; ٫ ٬ ٪ become . , %; other letters lose their case.
    Each white space character becomes one space.
    """
    if text.isascii() and text.isprintable():
        return Folded(text.lower(), range(len(text)), range(1, len(text) + 1), text)
    alphabet = set(text)
    table = {ord(char): _fold_sequence(char) for char in alphabet}
    manners = {ord(char): _manner(char) for char in alphabet}
    pieces: list[str] = []
    origin: list[int] = []
    ends: list[int] = []
    position = 0
    for match in _UNEVEN.finditer(text.translate(manners)):
        start, end = match.span()
        piece = _fold_sequence(text[start : min(end, start + 1 + _MOST_MARKS)])
        stop = next((at + 1 for at in range(end - 1, start, -1) if _continues(text[at])), start + 1)
        pieces += [text[position:start].translate(table), piece]
        origin += [*range(position, start), *[start] * len(piece)]
        ends += [*range(position + 1, start + 1), *[stop] * len(piece)]
        position = end
    pieces.append(text[position:].translate(table))
    origin += range(position, len(text))
    ends += range(position + 1, len(text) + 1)
    return Folded("".join(pieces), origin, ends, text)


def search_form(text: str) -> str:
    """What is indexed and looked up for `text`: cleaned, folded, with single spaces."""
    return " ".join(fold(clean(text)).text.split())


@lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    if category in ("Cc", "Cs"):
        return ""
    if category == "Cf" and char not in _VISIBLE_FORMATS and char not in _JOINERS:
        return ""
    return char


def _within_most_marks(chars: Iterable[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in chars:
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _without_stray_joiners(text: str) -> str:
    if not any(joiner in text for joiner in _JOINERS):
        return text
    kept: list[str] = []
    for place, char in enumerate(text):
        if char in _JOINERS:
            before = unicodedata.category(kept[-1]) if kept else ""
            after = unicodedata.category(text[place + 1]) if place + 1 < len(text) else ""
            if not (before.startswith((*_JOINED, "M")) and after.startswith(_JOINED)):
                continue
        kept.append(char)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _continues(char: str) -> bool:
    """Whether `char` belongs to the character before it: a mark, or a Hangul vowel or final."""
    return unicodedata.category(char).startswith("M") or "\u1160" <= char <= "\u11ff"


@lru_cache(maxsize=4096)
def _attaches(char: str) -> bool:
    """Whether `char` is folded with the one before it: what folds to nothing would leave its own marks to it."""
    return _continues(char) or not _fold_sequence(char)


def _manner(char: str) -> str:
    """How `char` is folded: alone and into one character (`1`), into none or several (`*`), or with what is before."""
    if _attaches(char):
        return "+"
    return "1" if len(_fold_sequence(char)) == 1 else "*"


@lru_cache(maxsize=8192)
def _fold_sequence(sequence: str) -> str:
    folded = _fold_once(sequence)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(sequence: str) -> str:
    composed = unicodedata.normalize("NFC", "".join(_plain_form(char) for char in sequence))
    kept = _DROPPED.sub("", composed).translate(_LETTERS)
    digit = unicodedata.decimal(kept[0], None) if kept else None
    if digit is not None:
        # Marks on a digit (a keycap, say) decorate it.
        kept = str(digit) + "".join(char for char in kept[1:] if not _continues(char))
    return unicodedata.normalize("NFC", "".join(_matched(char) for char in kept.casefold()))


def _plain_form(char: str) -> str:
    if not "\ufb50" <= char <= "\ufefe":
        return char
    form = unicodedata.normalize("NFKC", char)
    # The isolated form of a mark is "a space carrying it"; the space is not in the text.
    return "" if form[0] == " " and all(_continues(mark) for mark in form[1:]) else form


def _matched(char: str) -> str:
    shown = _shown(char)
    return "" if shown in _JOINERS else shown
