"""Which language a text is written in, by its letters."""

from __future__ import annotations

from callassist.events import Language


def language_of(text: str) -> Language:
    """The language that most letters belong to; Arabic where there are none."""
    latin = sum(char.isascii() and char.isalpha() for char in text)
    other = sum(not char.isascii() and char.isalpha() for char in text)
    return "en" if latin > other else "ar"
