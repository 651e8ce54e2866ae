"""The company's words, chosen for each call and shown to an engine that can lean towards them.

Content words (articles, plans, places, names) help; function words of a dialect made recognition of other dialects
worse (benchmarks/README.md), so they are left out by the list itself: it holds only what is worth hearing rightly.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from callassist.errors import UserError
from callassist.speech.guards import bare
from callassist.text.normalise import clean

_LONGEST_TERM = 60


def read_words(path: Path) -> tuple[str, ...]:
    """A word list: UTF-8, one word or short phrase a line, `#` begins a comment; the most important first.

    Raises:
        UserError: the file can't be read, is not UTF-8, or a line is no word list's line; names file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.", "Give a word list that exists.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8 text.", "Save the word list as UTF-8.") from error
    words: list[str] = []
    for number, line in enumerate(lines, start=1):
        word = clean(line.partition("#")[0])
        if len(word) > _LONGEST_TERM:
            raise UserError(
                f"{path}, line {number}: longer than {_LONGEST_TERM} characters.",
                "A word list has one word or short phrase a line.",
            )
        if word:
            words.append(word)
    return tuple(words)


def chosen(*sources: Iterable[str], most: int) -> tuple[str, ...]:
    """Words from several lists for one call, the first lists first, none twice, at most `most`."""
    found: dict[str, str] = {}
    for source in sources:
        for word in source:
            key = bare(word)
            if key:
                found.setdefault(key, word)
    return tuple(found.values())[:most]
